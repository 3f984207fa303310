"""Who is on the map of lesson 01: cards that neighbours and staff wrote about themselves."""

from champions import load

every_card = load("stakeholders")
#: Two cards are about the same front desk, so the second one is left out.
cards = every_card.drop_duplicates("person", keep="first").set_index("person")
cards_left_out = len(every_card) - len(cards)

#: Those on the map, in the order in which they are numbered. Three cards are left for the group.
ON_THE_MAP = (
    *("riders", "carers", "drivers", "bookings", "desk"),
    *("clinic-manager", "council-officer", "director", "bus"),
)
on_the_map = cards.loc[list(ON_THE_MAP)]
how_many = len(on_the_map)


def in_words(column: str) -> dict[str, str]:
    """A column of the cards, by names that the words of a lesson can hold."""
    return {person.replace("-", "_"): said for person, said in on_the_map[column].items()}


who = in_words("who")
says = in_words("says")

names = dict(on_the_map["who"])
belongs = dict(on_the_map["system"])
part = dict(on_the_map["part"])
systems_in_the_room = sorted({belongs[key] for key in ON_THE_MAP if part[key] == "in the room"})

# --- Ten rides of one week ------------------------------------------------------------------------

#: How many minutes after the beginning of the visit each ride came; below 0 it came before.
RIDES = {
    "monday": [-10, 5],
    "tuesday": [0, 12],
    "wednesday": [-3, 20],
    "thursday": [-5, -1],
    "friday": [25, -2],
}
#: After so many minutes the clinic says that a person is not there.
LOST_AFTER = 15


def said(minutes: int) -> str:
    """One ride in words."""
    if not minutes:
        return "just when the visit began"
    unit = "minute" if abs(minutes) == 1 else "minutes"
    return f"{abs(minutes)} {unit} {'late' if minutes > 0 else 'early'}"


week = {day: "; ".join(map(said, rides)) for day, rides in RIDES.items()}
on_monday = RIDES["monday"]
every_ride = [ride for rides in RIDES.values() for ride in rides]
rides = len(every_ride)
on_time = sum(ride <= 0 for ride in every_ride)
late = rides - on_time
early = sum(ride < 0 for ride in every_ride)
on_the_minute = on_time - early
a_little_late = [ride for ride in every_ride if 0 < ride <= LOST_AFTER]
not_lost = on_time + len(a_little_late)
