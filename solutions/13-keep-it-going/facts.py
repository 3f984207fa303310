"""How many hours the calls of lesson 13 take, and what they did to the waits."""

import numpy as np

from champions import load
from champions.activities.handover.sheet import SHEET

volunteers, minutes, weeks_in_a_month = 18, 5, 4
#: Weeks of the year in which the calls are made.
weeks_with_calls = 48
#: Two new people a year, and the hours that each needs to learn it.
new_people, to_learn = 2, 4

minutes_a_week = volunteers * minutes
hours_a_week = minutes_a_week / 60
minutes_a_month = minutes_a_week * weeks_in_a_month
hours_a_month = minutes_a_month / 60
hours_of_calls = minutes_a_week * weeks_with_calls / 60
hours_a_year = hours_of_calls + new_people * to_learn
hours_with_one_new_person = hours_of_calls + to_learn
hours_of_one_month_and_learning = hours_a_month + new_people * to_learn
hours_in_52_weeks = minutes_a_week * 52 / 60

days = load("befriending-waits").drop_duplicates()["days"].to_numpy()
middle_before, middle_since = float(np.median(days[:20])), float(np.nanmedian(days[20:]))
shorter_by = middle_before - middle_since
all_below_since = bool((days[20:][~np.isnan(days[20:])] < middle_before).all())

#: The boxes of the handover sheet, for the form.
boxes = SHEET
