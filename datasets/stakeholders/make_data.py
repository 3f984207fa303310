"""Make data.csv: invented cards on who has a part in the rides to a clinic. Same seed, same bytes.

Run it with: python3 start.py data stakeholders
"""

from __future__ import annotations

import csv
import random
from pathlib import Path

from champions.place import place_of_the_course

AT = place_of_the_course()["organisations"]

SEED = 101
COLUMNS = ("card", "person", "who", "organisation", "system", "part", "says")

#: person, who, organisation, system, part, what they said.
CARDS = (
    ("riders", "People who need a ride", "", "community", "in the room",
     "We wait at the window from eight."),
    ("carers", "Family carers", "", "community", "in the room",
     "I lose half a day of pay when the ride is late."),
    ("drivers", "Volunteer drivers", AT["rides"], "charity", "in the room",
     "I fetch three people by ten. The roads decide the rest."),
    ("bookings", "Booking desk of the rides", AT["rides"], "charity", "in the room",
     "I hear the time from the rider. The clinic never tells me."),
    ("desk", "Front desk of the clinic", AT["clinic"], "health", "in the room",
     "After 15 minutes I have to mark people as not there."),
    ("clinic-manager", "Manager of the clinic", AT["clinic"], "health", "decides",
     "I set the clinic times. I can change the 15 minutes."),
    ("council-officer", "Transport officer", AT["council"], "council", "decides",
     "I pay for 40 rides a week, and I write the contract."),
    ("ride-manager", "Manager of the rides", AT["rides"], "charity", "decides",
     "I decide who is fetched first."),
    ("director", "Director of community care", AT["care_partnership"], "health",
     "sponsor", "I run none of this. But all the managers answer when I call."),
    ("bus", "Bus company", AT["buses"], "business", "keep told",
     "Our number 7 passes the clinic. New times come in May."),
    ("lunch-club", "Friday lunch club", f"{AT['faith_group']} and the {AT['community_centre']}",
     "community", "keep told", "Half of our members use the rides."),
    ("pharmacy", "Pharmacy by the clinic", AT["pharmacy"], "health", "keep told", ""),
    # The front desk again, on a second card, in other words.
    ("desk", "Reception at the clinic", AT["clinic"], "health", "in the room",
     "We mark people as not there after 15 minutes."),
)  # fmt: skip


def rows(seed: int = SEED) -> list[dict[str, object]]:
    """One row a card, in the order in which the cards were handed in."""
    cards = list(CARDS)
    random.Random(seed).shuffle(cards)  # noqa: S311 - chance for a lesson, not for a secret
    return [
        dict(zip(COLUMNS, (number, *card), strict=True)) for number, card in enumerate(cards, 1)
    ]


def main() -> None:
    """Write data.csv beside this file."""
    with (Path(__file__).parent / "data.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, fieldnames=COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows())


if __name__ == "__main__":
    main()
