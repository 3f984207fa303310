"""How many minutes late the Tuesday bus was, and the lines of its charts: lesson 08."""

import numpy as np

from champions import control_chart, load
from champions.activities.icons.lab import BEGIN, CASES, GROUPS, LATE_NOTES, lateness_chart

typed = load("transport-lateness")
trips = typed.drop_duplicates().reset_index(drop=True)
trips_typed_twice = len(typed) - len(trips)
weeks = len(trips)
late = trips["minutes_late"]
target = BEGIN["all"][0]


def lines(part) -> dict[str, float]:
    """The lines of these trips: centre, lower, upper and mean_range."""
    found = control_chart(part, "i", "minutes_late", time="date").phases.iloc[-1]
    return {name: float(found[name]) for name in ("centre", "lower", "upper", "mean_range")}


# The first 20 weeks, the last 20, when the bus leaves sooner, and all of them.
first_20 = late.head(20)
before, since, whole = lines(trips.head(20)), lines(trips.tail(20)), lines(trips)
late_in_week_4, late_in_week_5 = int(late[3]), int(late[4])
signals_before = len(lateness_chart("first").signals)
dots_above_target = int((first_20 > target).sum())
highest_is_under_the_limit = bool(first_20.max() < before["upper"])

reach_since = since["upper"] - since["centre"]
reach_before = 2.66 * before["mean_range"]
three_ranges_since = 3 * since["mean_range"]
latest_since = late.tail(20).max()
upper_since_by_deviation = late.tail(20).mean() + 3 * late.tail(20).std()
further_off_by_deviation = late.mean() + 3 * late.std() - whole["upper"]

# All weeks, with the lines of the first 20.
week_of = {str(day.date()): week for week, day in enumerate(trips["date"], 1)}
sticker, bridge, sooner = (week_of[day] for day in LATE_NOTES)
weeks_without_a_trip = [week for week, value in enumerate(late, 1) if value != value]
signals = lateness_chart("all").signals
outside = [point for signal in signals if signal.rule == "outside" for point in signal.points]
bridge_is_a_signal = bridge in outside
shifts = [signal for signal in signals if signal.rule == "shift"]
shift_begins = shifts[0].points[0] if shifts else 0
sides_of_shifts = sorted({"above" if signal.way > 0 else "below" for signal in shifts})
shift_lengths = [len(signal.points) for signal in shifts]

read_assurance = {key: case.words for key, case in CASES.items()}
groups_of_cases = {key: case.group for key, case in CASES.items()}
#: Of 100 charts of chance with 24 weeks, those on which five dots in a row rise or fall.
steps = np.sign(np.diff(np.random.default_rng(1).random((20000, 24)), axis=1))
four_steps = np.lib.stride_tricks.sliding_window_view(steps, 4, axis=1).sum(axis=2)
five_in_a_row_in_100 = 100 * float((np.abs(four_steps) == 4).any(axis=1).mean())

#: The groups of the icons, for the form.
groups = GROUPS
