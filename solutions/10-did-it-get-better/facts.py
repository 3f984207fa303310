"""Who came to the free health checks in 80 weeks, and where the lines of the chart come from: lesson 10."""

from champions.activities.lines.lab import AUGUST, BEFORE, CYCLES, uptake_chart, weekly_uptake
from champions.charts.runs import FEWEST_FROZEN

bus = weekly_uptake("bus")
before, since = bus.head(BEFORE), bus.iloc[BEFORE:]
weeks_before, weeks_since, weeks_open = len(before), len(since), len(bus)


def share(weeks) -> float:
    """The share who came, of all who were invited in these weeks."""
    return float(weeks["came"].sum() / weeks["invited"].sum())


share_before, share_since, share_of_all = share(before), share(since), share(bus)
in_100_before, in_100_since = 100 * share_before, 100 * share_since
how_many_came = [int(weeks["came"].sum()) for weeks in (before, since)]
#: Two slips: as many weeks as before the change, and the mean of each week's own share.
share_of_last_38 = share(bus.tail(BEFORE))
mean_of_shares_since = float((since["came"] / since["invited"]).mean())
upside_down = 1 / share_since / 100


def centre(site: str, lines: str, at: int = -1) -> float:
    """The centre line of a chart: the last one, or another."""
    return float(uptake_chart(site, lines).phases["centre"].iloc[at])


new_centre, old_centre = centre("bus", "cycle"), centre("bus", "cycle", 0)
centre_of_all_weeks = centre("bus", "whole")
centre_of_health_centre = centre("centre", "whole")
in_100_with_all_weeks = 100 * centre_of_all_weeks
in_100_with_weeks_before = 100 * centre("bus", "before")
all_weeks_pull_the_line_up = in_100_with_all_weeks > in_100_with_weeks_before

# --- The dip in August --------------------------------------------------------------------------


def low_weeks(*, leave_out_august: bool = False):
    """When the dots of the health centre lie below the lower limit."""
    points = uptake_chart("centre", "whole", leave_out_august=leave_out_august).points
    return points.loc[points["outside"] & (points["side"] < 0), "time"].astype("datetime64[ns]")


dip = low_weeks()
below_the_limit = len(dip)
below_in_2024, below_in_2025 = int((dip.dt.year == 2024).sum()), int((dip.dt.year == 2025).sum())
in_august = len(AUGUST)
inside_in_august = in_august - below_the_limit
low_weeks_all_in_august = bool((dip.dt.month == 8).all())
years_of_the_dip = sorted({int(year) for year in dip.dt.year})
without_august = low_weeks(leave_out_august=True)
below_with_august_left_out = len(without_august)
below_in_august_2025 = int((without_august.dt.year == 2025).sum())


def august_of(weeks):
    """The weeks of August among these."""
    return weeks[weeks["week"].astype("datetime64[ns]").dt.month == 8]


august_is_low_at_bus = all(share(august_of(part)) < share(part) for part in (before, since))

# --- All three cycles on one chart --------------------------------------------------------------


def shifts(site: str, lines: str = "before") -> list[tuple[str, str, int]]:
    """Each long run on one side: the month in which it begins, its side, and how many dots it has."""
    chart = uptake_chart(site, lines, leave_out_august=True)
    month = chart.points["time"].map("{:%B %Y}".format)
    return [
        (month[signal.points[0]], "above" if signal.way > 0 else "below", len(signal.points))
        for signal in chart.signals
        if signal.rule == "shift"
    ]


long_runs = {site: [run[:2] for run in shifts(site)] for site in ("all", "bus", "centre")}
long_runs_of_bus_with_new_lines = shifts("bus", "cycle")
dots_above_together = max((dots for _month, _side, dots in shifts("all")), default=0)
dots_above_at_bus = max((dots for _month, _side, dots in shifts("bus")), default=0)
all_weeks = len(uptake_chart("all", "before").points)
weeks_closed = all_weeks - weeks_open
cycles_began = list(CYCLES)
fewest_frozen = FEWEST_FROZEN
