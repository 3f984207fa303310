"""What is true of the data of lesson 06."""

from champions import load
from champions.charts.runs import analyse_runs

waits = load("befriending-waits").drop_duplicates()
first_20 = waits.head(20)
days = first_20["days"]
runs = analyse_runs(days)
longest_with_line = analyse_runs(waits["days"], centre=float(days.median())).longest
eleven = tuple(float(value) for value in days.head(11))
eleven_middle = float(days.head(11).median())
eleven_mean = float(days.head(11).mean())

draw_by_hand_labels = tuple((f'week {week}' for week in range(1, 12)))
line_at_last_dot = eleven[-1]
line_half_way_up = max(eleven) / 2
counted_dots_on_the_line = len(days)
counted_only_dots_on_the_line = len(days) - runs.useful
counted_above_only = int((days > days.median()).sum())
counted_below_only = int((days < days.median()).sum())
count_runs = runs.crossings + 1
dot_on_line_breaks_a_run = runs.crossings + 1 + 2
counted_dots_on_the_line_2 = runs.longest + 1
middle_in_code = float(days.median())
mean_not_median = float(days.mean())
all_weeks_not_first_20 = float(waits['days'].median())
wrong_column = float(first_20['first_visits'].median())
line_from_all_weeks = analyse_runs(waits['days']).longest
counted_the_gap = longest_with_line + 1
