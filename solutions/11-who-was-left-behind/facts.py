"""What is true of the data of lesson 11."""

from champions.activities.left_behind.pages import checks_since, gains

#: The neighbourhoods, in the order of the data: those whose share rose, and those where it did not.
places = gains("place")
rose = [place for place in places if place.since - place.before >= 15]
stayed = [place for place in places if place not in rose]
highest = max(places, key=lambda place: place.since)
english_gain, another_gain = gains("language")
gap_now = english_gain.since - another_gain.since
gap_before = english_gain.before - another_gain.before
since = checks_since()
english, another = (since[since["language"] == name] for name in ("English", "another"))
share_english = float(english["came"].sum() / english["invited"].sum())
share_another = float(another["came"].sum() / another["invited"].sum())
share_all = float(since["came"].sum() / since["invited"].sum())
how_many = float(another["invited"].sum() * (share_english - share_another))
def _went(place) -> str:
    return f"{place.name} went from {place.before:.0f} to {place.since:.0f}"

by_neighbourhood_options_two = ' and '.join((place.name for place in rose))
by_neighbourhood_options_centre = stayed[0].name
by_neighbourhood_options_centre_2 = stayed[1].name
by_neighbourhood_step = '. '.join(map(_went, rose))
the_gap_now = round(gap_now)
rise_not_gap = english_gain.since - english_gain.before
share_not_gap_0 = float(round(another_gain.since))
share_not_gap_1 = float(round(english_gain.since))
before_not_since = another_gain.before / 100
the_other_group = english['invited'].sum() * (share_english - share_another)
all_who_would_come = another['invited'].sum() * share_english
gap_not_people = share_english - share_another
