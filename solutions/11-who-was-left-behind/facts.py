"""Who came to the health checks before March and since, group by group: lesson 11."""

from champions.activities.left_behind.pages import Gain, checks_since, gains, uptake_funnel
from champions.activities.small_cells.question import places as rows_of_the_table
from champions.place import place_of_the_course

(everybody,) = gains("nobody")
total_rose = everybody.since > everybody.before


def rise(group: Gain) -> float:
    """By how many of each 100 a group rose."""
    return group.since - group.before


# --- By neighbourhood, in the order of the data -------------------------------------------------

places = gains("place")
rose = [place for place in places if rise(place) >= 15]
steady = [place for place in places if place not in rose]
places_that_rose, places_in_all = len(rose), len(places)
names_that_rose = [place.name for place in rose]
#: The two that rose most, and two that did not.
one_place, another_place = sorted(sorted(places, key=rise)[-2:], key=places.index)
names_of_two_steady = [place.name for place in steady[:2]]
one_steady = names_of_two_steady[0]
highest = max(places, key=lambda place: place.since)
highest_rose = highest in rose
#: Where the bus stops, from the course's own words for its parts.
bus_stops = [place_of_the_course()["parts"][part] for part in ("north", "marsh")]
places_with_the_bus_rose = sorted(bus_stops) == sorted(names_that_rose)
largest_other_move = max(abs(rise(place)) for place in steady)
steady_were_high = all(place.before > one_place.before for place in steady[:2])

#: The rows of the table in which small counts are hidden.
row_1, row_2, row_3, row_4 = rows_of_the_table()

# --- By first language --------------------------------------------------------------------------

english, another = gains("language")
gap_now, gap_before = english.since - another.since, english.before - another.before
the_gap = round(gap_now)
gap_grew = gap_now > gap_before
rise_of_english = rise(english)
in_100_english, in_100_another = float(round(english.since)), float(round(another.since))
share_of_another_before = another.before / 100

# --- By both ------------------------------------------------------------------------------------

_centre_english, _centre_another, bus_english, bus_another = gains("both")
bus_rise_of_english, bus_rise_of_another = rise(bus_english), rise(bus_another)

# --- The funnel ---------------------------------------------------------------------------------

funnel = uptake_funnel().points
below_wide = list(funnel.index[funnel["value"] < funnel["lower_99.8"]])
above_wide = list(funnel.index[funnel["value"] > funnel["upper_99.8"]])
with_another_language = [group for group in funnel.index if group.endswith(", another")]
groups_below, groups_above = len(below_wide), len(above_wide)
groups_in_all, groups_outside = len(funnel), groups_below + groups_above
most_are_outside = 2 * groups_outside > groups_in_all
all_with_another_are_below = below_wide == with_another_language
places_above = [group.removesuffix(", English") for group in above_wide]
both_that_rose_are_above = sorted(places_above) == sorted(names_that_rose)

# --- In code ------------------------------------------------------------------------------------

since = checks_since()
with_english, with_another = (since[since["language"] == name] for name in ("English", "another"))
share_of_english = float(with_english["came"].sum() / with_english["invited"].sum())
share_of_another = float(with_another["came"].sum() / with_another["invited"].sum())
mean_of_shares_of_another = float((with_another["came"] / with_another["invited"]).mean())
share_of_all = float(since["came"].sum() / since["invited"].sum())
gap_of_shares = share_of_english - share_of_another
how_many = float(with_another["invited"].sum() * gap_of_shares)
how_many_of_the_wrong_group = with_english["invited"].sum() * gap_of_shares
all_who_would_come = with_another["invited"].sum() * share_of_english
