"""Appointments out of reach, and falls in sheltered homes: the charts of lesson 09."""

from champions.activities.choosing.question import (
    BEFORE_RAILS,
    CASES,
    CHARTS,
    days_between_falls,
    falls_chart,
    reach_chart,
    weekly_reach,
)
from champions.data import load

# --- Appointments -------------------------------------------------------------------------------

weeks = weekly_reach()
every = load("appointments-out-of-reach").drop_duplicates("week")
weeks_shown, weeks_in_all = len(weeks), len(every)
weeks_closed = int(weeks["offered"].isna().sum())
offered, out_of_reach = int(weeks["offered"].sum()), int(weeks["out_of_reach"].sum())
usually_offered = float(weeks["offered"].median())

centre = float(weeks["out_of_reach"].sum() / weeks["offered"].sum())
centre_in_100 = 100 * centre
mean_of_shares = float((weeks["out_of_reach"] / weeks["offered"]).mean())
centre_of_all_weeks = float(every["out_of_reach"].sum() / every["offered"].sum())
upside_down = 1 / centre / 100

points = reach_chart("p").points
#: The week with the fewest appointments, and the one that stands out among the usual weeks.
smallest = points["out_of"].idxmin()
strike = points["value"].where(points["out_of"] > 30).idxmax()
called = {
    kind: {point for signal in reach_chart(kind).signals for point in signal.points}
    for kind in ("p", "i")
}
weeks_called = {
    kind: [f"{points['time'][at]:%Y-%m-%d}" for at in sorted(called[kind])] for kind in called
}
offered_in_called = {
    kind: [int(points["out_of"][at]) for at in sorted(called[kind])] for kind in called
}

christmas = {
    "month": f"{points['time'][smallest]:%B}",
    "offered": int(points["out_of"][smallest]),
    "out_of_reach": int(points["count"][smallest]),
    "in_100": 100 * points["value"][smallest],
    "limit": 100 * points["upper"][smallest],
    "says": "outside" if smallest in called["p"] else "inside",
}
one_more_in_100 = 100 / christmas["offered"]
smallest_two = points.nsmallest(2, "out_of")
smallest_week, second_smallest_week = (row for _at, row in smallest_two.iterrows())
offered_in_smallest_two = [int(many) for many in smallest_two["out_of"]]
nobody_in_one_of_them = 0 in list(smallest_two["count"])
two_charts = "p-finds" if strike in called["p"] and strike not in called["i"] else "same"

# --- Falls --------------------------------------------------------------------------------------

gaps = days_between_falls()
before_rails, since_rails = gaps.head(BEFORE_RAILS), gaps.iloc[BEFORE_RAILS:]
gaps_before, gaps_since = len(before_rails), len(since_rails)
first_gap_since = gaps_before + 1
middle_before, middle_since = float(before_rails.median()), float(since_rails.median())
middle_of_all_gaps, mean_since = float(gaps.median()), float(since_rails.mean())
weeks_without_a_fall_in_100 = 100 * float((falls_chart("run").points["value"] == 0).mean())
under_two_weeks_before_in_100 = 100 * float((before_rails < 14).mean())
shortest_since = int(since_rails.min())
mean_since_is_higher = mean_since > middle_since
over_30_days_since = int((since_rails > 30).sum())
days = falls_chart("g").points
above_the_limit_since = int((days["value"] > days["upper"])[BEFORE_RAILS:].sum())
ways_of_signals = sorted({signal.way for signal in falls_chart("g").signals})

#: The cases and the charts, for the form.
cases, charts = CASES, CHARTS
