"""Make data.csv: invented counts of who lives in a town and who came to listening afternoons.

Run it with: python3 start.py data population
"""

from __future__ import annotations

import csv
import random
from pathlib import Path

from champions.place import place_of_the_course

PARTS = place_of_the_course()["parts"]

SEED = 202
COLUMNS = ("kind", "group", "people", "came")
KINDS = {
    "place": (
        (PARTS["quay"], 4300, 41), (PARTS["street"], 3900, 27), (PARTS["north"], 5100, 6),
        (PARTS["ropewalk"], 3600, 17), (PARTS["marsh"], 3100, 5),
    ),
    "age": (
        ("16 to 24", 2600, 5), ("25 to 44", 6400, 10), ("45 to 64", 6100, 26),
        ("65 to 79", 3500, 42), ("80 and over", 1400, 13),
    ),
    "first language": (
        ("English", 16200, 85), ("Polish", 1150, 2), ("Bengali", 820, 1), ("Romanian", 610, 0),
        ("Urdu", 540, 3), ("Arabic", 260, 0), ("Other languages", 400, 1),
        ("British Sign Language", 20, 3), ("Not asked", "", 1),
    ),
}  # fmt: skip


def rows(seed: int = SEED) -> list[dict[str, object]]:
    """One row a group, kinds in order; within a kind as the three helpers handed them in."""
    chance = random.Random(seed)  # noqa: S311 - chance for a lesson, not for a secret
    made: list[dict[str, object]] = []
    for kind, groups in KINDS.items():
        # Ages are kept in order; the others came in as they came in.
        order = list(groups) if kind == "age" else chance.sample(groups, len(groups))
        made += [dict(zip(COLUMNS, (kind, *group), strict=True)) for group in order]
    return made


def main() -> None:
    """Write data.csv beside this file."""
    with (Path(__file__).parent / "data.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, fieldnames=COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows())


if __name__ == "__main__":
    main()
