"""Make data.csv: invented links between organisations, before and after. Same seed, same bytes.

Run it with: python3 start.py data partner-links
"""

from __future__ import annotations

import csv
import random
from pathlib import Path

from champions.place import place_of_the_course

PLACE = place_of_the_course()
CENTRE = PLACE["organisations"]["community_centre"]
SCHOOL = f"{PLACE['parts']['north']} School"

SEED = 1402
SECTORS = {
    "Health centre": "health",
    "Clinic bus": "health",
    "Hospital": "health",
    "Housing office": "council",
    "Library": "council",
    "Befriending service": "charity",
    "Food bank": "charity",
    CENTRE: "community",
    SCHOOL: "council",
    "Polish shop": "business",
}
BOTH_TIMES = (
    ("Health centre", "Hospital"), ("Health centre", "Clinic bus"), ("Housing office", "Library"),
    ("Befriending service", "Food bank"), ("Library", SCHOOL),
)  # fmt: skip
ONLY_BEFORE = (("Hospital", "Housing office"),)
ONLY_AFTER = (
    ("Clinic bus", SCHOOL), ("Clinic bus", CENTRE), ("Health centre", CENTRE),
    ("Befriending service", "Library"), ("Food bank", CENTRE), ("Polish shop", "Clinic bus"),
)  # fmt: skip
TYPED_TWICE = ("Library", "Befriending service")  # the same link, named from the other side


def rows(seed: int = SEED) -> list[dict[str, object]]:
    """One row a link and time, as organisations named it."""
    chance = random.Random(seed)  # noqa: S311 - chance for a lesson, not for a secret
    links = [(pair, time) for pair in BOTH_TIMES for time in ("before", "after")]
    links += [(pair, "before") for pair in ONLY_BEFORE] + [(pair, "after") for pair in ONLY_AFTER]
    links.append((TYPED_TWICE, "after"))
    chance.shuffle(links)
    return [
        {
            "time": time,
            "organisation": a,
            "sector": SECTORS[a],
            "partner": b,
            "partner_sector": SECTORS[b],
        }
        for (a, b), time in links
    ]


def main() -> None:
    """Write data.csv beside this file."""
    made = rows()
    with (Path(__file__).parent / "data.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, fieldnames=list(made[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(made)


if __name__ == "__main__":
    main()
