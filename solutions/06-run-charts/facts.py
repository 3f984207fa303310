"""How many days people waited for a befriender, week by week: the run chart of lesson 06."""

import numpy as np

from champions import load
from champions.activities.run_charts.labs import two_averages
from champions.charts.runs import (
    FEWEST_USEFUL,
    RUN_RULES,
    analyse_runs,
    anhoej_crossings,
    anhoej_longest,
    stretches,
)
from champions.charts.simulate import count_alarms
from champions.charts.tidy import side

typed = load("befriending-waits")
waits = typed.drop_duplicates()
weeks_typed_twice = len(typed) - len(waits)
all_weeks = len(waits)
days = waits["days"].to_numpy()

# The first 11 weeks, drawn by hand.
eleven = tuple(days[:11])
eleven_middle, eleven_mean = float(np.median(eleven)), float(np.mean(eleven))
higher_of_eleven = int(np.sum(np.array(eleven) > eleven_middle))
lower_of_eleven = int(np.sum(np.array(eleven) < eleven_middle))
last_of_eleven = eleven[-1]
half_the_highest_of_eleven = max(eleven) / 2
first_weeks = [{"Week": week, "Days": round(value)} for week, value in enumerate(eleven, 1)]

# The first 20 weeks.
twenty = days[:20]
runs = analyse_runs(twenty)
middle, mean = float(np.median(twenty)), float(np.mean(twenty))
middle_of_first_visits = float(waits["first_visits"].head(20).median())
all_dots = len(twenty)
dots_above = int((twenty > middle).sum())
dots_below = int((twenty < middle).sum())
dots_on_the_line = all_dots - runs.useful
weeks_on_the_line = [week for week, value in enumerate(twenty, 1) if value == middle]
sides = side(twenty, np.full(20, middle))
#: As many as a person counts who ends a run at each dot on the line.
runs_that_end_at_the_line = int((stretches(sides)[2] != 0).sum())
one_more_than_the_longest = runs.longest + 1


def runs_of(sides: np.ndarray) -> list[tuple[list[int], str]]:
    """Each run: the weeks of its dots, and its side."""
    useful = np.flatnonzero(np.abs(sides) == 1)
    return [
        ([int(week) + 1 for week in useful[start : start + many]], "above" if way > 0 else "below")
        for start, many, way in zip(*stretches(sides[useful]), strict=True)
    ]


found = runs_of(sides)
each_run = [[weeks[0], weeks[-1], side] for weeks, side in found]
second_longest = sorted([0, 0, *(len(weeks) for weeks, _side in found)])[-2]
weeks_of_longest, side_of_longest = max(found, key=lambda run: len(run[0]), default=([0], "none"))
first_week_of_longest, last_week_of_longest = weeks_of_longest[0], weeks_of_longest[-1]
week_after_longest = last_week_of_longest + 1
side_after_longest = next(
    (side for weeks, side in found if week_after_longest in weeks), "no dot beside the line"
)

# All weeks, with the middle line of the first 20.
whole = analyse_runs(days, centre=middle)
signals = [signal for signal in whole.signals if signal.rule == "shift"]
week_of_signal = signals[0].points[0] if signals else 0
side_of_signal = ("above" if signals[0].way > 0 else "below") if signals else "none"
dots_in_signal = len(signals[0].points) if signals else 0
signal_goes_on = bool(signals) and signals[-1].points[-1] == all_weeks
one_more_than_the_whole = whole.longest + 1
middle_of_all_weeks = float(waits["days"].median())
longest_about_that_middle = analyse_runs(days).longest
last_dot_rose = bool(days[-1] > days[-2])
gaps = [f"{week:%B}" for week in waits.loc[waits["days"].isna(), "week"]]
notes = waits["note"].reset_index(drop=True).dropna()
week_of_leaflet, week_of_calls = (
    int(notes.index[notes.str.contains(word)][0]) + 1 for word in ("leaflet", "phone")
)

#: What the three services of the first part have in common.
three_services = repr(two_averages())

# The rules.
fewest_useful = FEWEST_USEFUL
shift_by_rules = {name: rules.shift for name, rules in RUN_RULES.items()}
trend_by_rules = {name: rules.trend for name, rules in RUN_RULES.items()}
#: Of 100 charts of 24 weeks on which nothing changed, those that give a signal.
false_alarms_in_100 = {
    name: 100 * count_alarms(name, weeks=24, charts=1000).share for name in ("anhoej", "perla")
}
#: The card: useful points to the longest run and the fewest crossings that are no signal.
card = {str(useful): [anhoej_longest(useful), anhoej_crossings(useful)] for useful in (20, 24, 40)}
