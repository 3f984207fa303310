"""What is true of the data of lesson 13."""

from champions.activities.handover.sheet import SHEET

VOLUNTEERS, MINUTES, WEEKS = 18, 5, 4
CALLED = 48
a_week = VOLUNTEERS * MINUTES
a_month = a_week * WEEKS / 60
LEARNING = 2 * 4
calls_a_year = a_week * CALLED / 60
a_year = calls_a_year + LEARNING

minutes_not_hours = a_week * WEEKS
one_week_only = a_week / 60
one_new_person_only = LEARNING / 2
one_new_person_only_2 = calls_a_year + LEARNING / 2
one_month_only = a_month + LEARNING
all_weeks_of_the_year = a_week * 52 / 60
