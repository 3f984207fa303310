"""What is true of the data of lesson 10."""

from champions.activities.lines.lab import AUGUST, BEFORE, uptake_chart, weekly_uptake

bus, centre = weekly_uptake("bus"), weekly_uptake("centre")
SINCE = len(bus) - BEFORE
def _share(weeks) -> float:
    """The share who came, of all who were invited in these weeks."""
    return float(weeks["came"].sum() / weeks["invited"].sum())
share_before, share_since = _share(bus.head(BEFORE)), _share(bus.tail(SINCE))
new_centre = float(uptake_chart("bus", "cycle").phases["centre"].iloc[-1])
old_centre = float(uptake_chart("bus", "cycle").phases["centre"].iloc[0])
whole_centre = float(uptake_chart("bus", "whole").phases["centre"].iloc[-1])
health_centre = float(uptake_chart("centre", "whole").phases["centre"].iloc[-1])
points = uptake_chart("centre", "whole").points
below = points[points["outside"] & (points["side"] < 0)]
below_2025 = below[below["time"].astype("datetime64[ns]") >= "2025-01-01"]

weeks_of_the_dip = len(below)
all_of_august = len(AUGUST)
one_year_only_0 = len(below_2025)
one_year_only_1 = len(below) - len(below_2025)
all_weeks_together = _share(bus)
count_not_share = {weeks['came'].sum() for weeks in (bus.head(BEFORE), bus.tail(SINCE))}
upside_down = 1 / share_since / 100
