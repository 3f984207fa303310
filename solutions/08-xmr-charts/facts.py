"""What is true of the data of lesson 08."""

from champions import control_chart, load
from champions.activities.icons.lab import CASES, GROUPS

trips = load("transport-lateness").drop_duplicates()
def _lines(weeks):
    """The lines of these trips: a row with centre, lower, upper and mean_range."""
    return control_chart(weeks, "i", "minutes_late", time="date").phases.iloc[-1]
before, since, whole = _lines(trips.head(20)), _lines(trips.tail(20)), _lines(trips)
late_since = trips.tail(20)["minutes_late"]

read_assurance_items = {key: case.words for key, case in CASES.items()}
read_assurance = {key: case.group for key, case in CASES.items()}
upper_since = float(since['upper'])
the_weeks_before = before['upper']
limits_from_all_data = whole['upper']
lower_not_upper = since['lower']
limits_from_the_standard_deviation = late_since.mean()
limits_from_the_standard_deviation_2 = 3 * late_since.std()
limits_from_the_standard_deviation_3 = late_since.mean() + 3 * late_since.std()
limits_are_best_and_worst = late_since.max()
stretch_reach = float(since['upper'] - since['centre'])
not_yet_times_2_66 = since['mean_range']
the_weeks_before_2 = before['mean_range'] * 2.66
three_times_the_range = since['mean_range'] * 3
limit_not_reach = since['upper']
