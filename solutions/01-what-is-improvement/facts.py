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
