"""What is true of the data of lesson 01: who is on the map, and what part each has."""

from champions import load

cards = load("stakeholders").drop_duplicates("person", keep="first").set_index("person")
cards.loc["riders", "who"] = "People who need a ride, such as Danuta"
#: Those on the map, in the order in which they are numbered. Three cards are left for the group.
ON_THE_MAP = (
    *("riders", "carers", "drivers", "bookings", "desk"),
    *("clinic-manager", "council-officer", "director", "bus"),
)
in_their_words = {key: f"{cards['who'][key]}: “{cards['says'][key]}”" for key in ON_THE_MAP}
short_names = {key: cards["who"][key].split(",")[0] for key in ON_THE_MAP}
belongs = {key: cards["system"][key] for key in ON_THE_MAP}
part = {key: cards["part"][key] for key in ON_THE_MAP}
