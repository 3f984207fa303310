"""What is true of the data of lesson 09."""

from champions.activities.choosing.question import BEFORE_RAILS, CASES, CHARTS, days_between_falls, reach_chart, weekly_reach
from champions.data import load

weeks = weekly_reach()
every = load("appointments-out-of-reach").drop_duplicates("week")
gaps = days_between_falls()
centre = float(weeks["out_of_reach"].sum() / weeks["offered"].sum())
mean_of_shares = float((weeks["out_of_reach"] / weeks["offered"]).mean())
all_weeks = float(every["out_of_reach"].sum() / every["offered"].sum())
middle_since = float(gaps.tail(len(gaps) - BEFORE_RAILS).median())
points = reach_chart("p").points
small, strike = points["out_of"].idxmin(), points["value"].where(points["out_of"] > 30).idxmax()
called = {kind: {p for s in reach_chart(kind).signals for p in s.points} for kind in ("p", "i")}
def _christmas() -> str:
    """Whether the week with the fewest appointments lies within its own limits."""
    return "outside" if small in called["p"] else "inside"
def _compared() -> str:
    """Which of the charts finds the bus strike, and which calls out the small weeks."""
    return "p-finds" if strike in called["p"] and strike not in called["i"] else "same"

christmas_week = _christmas()
two_charts = _compared()
count_not_share_0 = weeks['out_of_reach'].sum()
count_not_share_1 = weeks['offered'].sum()
upside_down = 1 / centre / 100
the_gaps_before = float(gaps.head(BEFORE_RAILS).median())
all_gaps_together = float(gaps.median())
mean_not_median = float(gaps.tail(16).mean())
