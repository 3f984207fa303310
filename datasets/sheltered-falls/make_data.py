"""Make data.csv: invented falls in sheltered homes, one row a fall. Same seed, same bytes.

Run it with: python3 start.py data sheltered-falls
"""

from __future__ import annotations

import csv
import datetime as dt
import random
from pathlib import Path

SEED = 2610
FIRST_FALL = dt.date(2023, 3, 6)
FALLS = 48
BEFORE = 9.0  # days from one fall to the next, on average
AFTER = 30.0  # the same once the grab rails are in
RAILS_AFTER = 32  # the rails were in by the time of this fall
SAME_DAY = 18  # this fall was on the day of the one before it
WRITTEN_TWICE = 27  # two people wrote this fall down

PLACES = ("bathroom", "bathroom", "bathroom", "stairs", "garden path", "kitchen", "hall")


def rows(seed: int = SEED) -> list[dict[str, object]]:
    """One row a fall: its day, where it was, and a note."""
    chance = random.Random(seed)  # noqa: S311 - chance for a lesson, not for a secret
    made: list[dict[str, object]] = []
    day = FIRST_FALL
    for fall in range(1, FALLS + 1):
        if fall > 1:
            average = BEFORE if fall <= RAILS_AFTER else AFTER
            gap = max(1, round(chance.expovariate(1 / average)))
            day += dt.timedelta(days=0 if fall == SAME_DAY else gap)
        made.append(
            {
                "date": day,
                "place": chance.choice(PLACES),
                "note": NOTES.get(fall, ""),
            }
        )
        if fall == WRITTEN_TWICE:
            made.append(dict(made[-1]))
    return made


NOTES = {
    SAME_DAY: "second fall that day, another person",
    WRITTEN_TWICE: "night staff and day staff both wrote this down",
    RAILS_AFTER: "grab rails are in, all bathrooms",
}


def main() -> None:
    """Write data.csv beside this file."""
    made = rows()
    with (Path(__file__).parent / "data.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, fieldnames=list(made[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(made)


if __name__ == "__main__":
    main()
