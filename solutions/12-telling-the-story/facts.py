"""The waits of lesson 06, as lesson 12 tells their story."""

import numpy as np

from champions import load
from champions.activities.story.question import BOXES
from champions.charts.runs import analyse_runs

waits = load("befriending-waits").drop_duplicates()
when = [str(week.date()) for week in waits["week"]]
values = [None if days != days else float(days) for days in waits["days"]]
weeks = len(values)
weeks_left_out_of_six = weeks - 6

days = waits["days"].to_numpy()
middle_before, middle_since = float(np.median(days[:20])), float(np.nanmedian(days[20:]))
mean_before, mean_since = float(np.nanmean(days[:20])), float(np.nanmean(days[20:]))
shorter_by = middle_before - middle_since
fell_by_in_100 = 100 * (mean_before - mean_since) / mean_before
shifts = [one for one in analyse_runs(days, centre=middle_before).signals if one.rule == "shift"]
way_of_shift = "below" if shifts and shifts[-1].way < 0 else "none"
shift_goes_on = bool(shifts) and shifts[-1].points[-1] == weeks
shift_begins = f"{waits['week'].iloc[shifts[-1].points[0] - 1]:%B}" if shifts else "never"

#: The boxes of the story, for the form.
boxes = BOXES
