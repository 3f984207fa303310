"""Make data.csv: invented cards on who has a part in the rides to a clinic. Same seed, same bytes.

Run it from anywhere: python datasets/stakeholders/make_data.py
"""

from __future__ import annotations

import csv
import random
from pathlib import Path

SEED = 101
COLUMNS = ("card", "person", "who", "organisation", "system", "part", "says")

#: person, who, organisation, system, part, what they said.
CARDS = (
    ("riders", "People who need a ride", "", "community", "in the room",
     "We wait at the window from eight."),
    ("carers", "Family carers", "", "community", "in the room",
     "I lose half a day of pay when the ride is late."),
    ("drivers", "Volunteer drivers", "Harbourside Rides", "charity", "in the room",
     "I fetch three people by ten. The roads decide the rest."),
    ("bookings", "Booking desk of the rides", "Harbourside Rides", "charity", "in the room",
     "I hear the time from the rider. The clinic never tells me."),
    ("desk", "Front desk of the clinic", "Harbour Clinic", "health", "in the room",
     "After 15 minutes I have to mark people as not there."),
    ("clinic-manager", "Manager of the clinic", "Harbour Clinic", "health", "decides",
     "I set the clinic times. I can change the 15 minutes."),
    ("council-officer", "Transport officer", "Harbourside Council", "council", "decides",
     "I pay for 40 rides a week, and I write the contract."),
    ("ride-manager", "Manager of the rides", "Harbourside Rides", "charity", "decides",
     "I decide who is fetched first."),
    ("director", "Director of community care", "Harbourside Care Partnership", "health",
     "sponsor", "I run none of this. But all the managers answer when I call."),
    ("bus", "Bus company", "Harbour Buses", "business", "keep told",
     "Our number 7 passes the clinic. New times come in May."),
    ("lunch-club", "Friday lunch club", "St Brannock's and the Noor Centre", "community",
     "keep told", "Half of our members use the rides."),
    ("pharmacy", "Pharmacy on Quay Street", "Quay Street Pharmacy", "health", "keep told", ""),
    # The front desk again, on a second card, in other words.
    ("desk", "Reception at the clinic", "Harbour Clinic", "health", "in the room",
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
