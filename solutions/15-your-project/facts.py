"""What is true of the data of lesson 15."""

from champions.own_data import read_own_data
from champions.own_data.practice import FILE, lunch_club, mended_dots, practice_answer
from champions.activities.story.question import BOXES

mended = mended_dots()
with_number = sum(value is not None for value in mended.values)
weeks = len(mended.when)
rows_in_file = read_own_data(FILE).rows
not_ready = lunch_club()["Not ready"]

throws_away_what_is_known = with_number - 1
total_is_a_dot = rows_in_file + 1
stretch_first_weeks = float(not_ready.head(13).median())
all_weeks_not_the_first = float(not_ready.median())
mean_not_median = float(not_ready.head(13).mean())
count_not_median_1 = float(len(not_ready))
my_numbers_example = practice_answer()
