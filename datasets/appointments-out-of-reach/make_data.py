"""Make data.csv: invented appointments that people could not get to. Same seed, same bytes.

Run it with: python3 start.py data appointments-out-of-reach
"""

from __future__ import annotations

import csv
import datetime as dt
import random
from pathlib import Path

from champions.place import place_of_the_course

MARSH = place_of_the_course()["parts"]["marsh"]

SEED = 2837
FIRST_WEEK = dt.date(2024, 11, 4)
WEEKS = 48
BEFORE = 0.30  # the share out of reach while all appointments are at the hospital
AFTER = 0.17  # the same once some are in the hall of a neighbourhood
CHANGE_AT = 35  # the first week with appointments in the hall
STRIKE = 14  # no buses for four days
SMALL = {8: (9, 6), 25: (11, 0)}  # few appointments: Christmas week, and a week of training
CLOSED = 9  # no appointments at all
TYPED_TWICE = 21

NOTES = {
    8: "Christmas week, few appointments",
    CLOSED: "closed, no appointments",
    STRIKE: "bus strike, Tuesday to Friday",
    25: "staff training, few appointments",
    CHANGE_AT: f"First appointments in {MARSH} hall",
}


def rows(seed: int = SEED) -> list[dict[str, object]]:
    """One row a week: its Monday, appointments offered, those out of reach, and a note."""
    chance = random.Random(seed)  # noqa: S311 - chance for a lesson, not for a secret
    made: list[dict[str, object]] = []
    for week in range(1, WEEKS + 1):
        offered: object = max(30, round(chance.gauss(72, 17)))
        share = BEFORE if week < CHANGE_AT else AFTER
        if week == STRIKE:
            offered, share = 88, 0.56
        missed: object = sum(chance.random() < share for _ in range(int(str(offered))))
        if week in SMALL:
            offered, missed = SMALL[week]
        if week == CLOSED:
            offered, missed = "", ""
        made.append(
            {
                "week": FIRST_WEEK + dt.timedelta(weeks=week - 1),
                "offered": offered,
                "out_of_reach": missed,
                "note": NOTES.get(week, ""),
            }
        )
        if week == TYPED_TWICE:
            made.append(dict(made[-1]))
    return made


def main() -> None:
    """Write data.csv beside this file."""
    made = rows()
    with (Path(__file__).parent / "data.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, fieldnames=list(made[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(made)


if __name__ == "__main__":
    main()
