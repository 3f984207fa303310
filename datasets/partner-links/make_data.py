"""Make data.csv: invented links between organisations, before and after. Same seed, same bytes.

Run it from anywhere: python datasets/partner-links/make_data.py
"""

from __future__ import annotations

import csv
import random
from pathlib import Path

SEED = 1402
SECTORS = {
    "Health centre": "health",
    "Clinic bus": "health",
    "Hospital": "health",
    "Housing office": "council",
    "Library": "council",
    "Befriending service": "charity",
    "Food bank": "charity",
    "Noor Centre": "community",
    "Northfield School": "council",
    "Polish shop": "business",
}
BOTH_TIMES = (
    ("Health centre", "Hospital"), ("Health centre", "Clinic bus"), ("Housing office", "Library"),
    ("Befriending service", "Food bank"), ("Library", "Northfield School"),
)  # fmt: skip
ONLY_BEFORE = (("Hospital", "Housing office"),)
ONLY_AFTER = (
    ("Clinic bus", "Northfield School"), ("Clinic bus", "Noor Centre"), ("Health centre", "Noor Centre"),
    ("Befriending service", "Library"), ("Food bank", "Noor Centre"), ("Polish shop", "Clinic bus"),
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
