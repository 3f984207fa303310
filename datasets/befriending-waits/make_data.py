"""Make data.csv: invented waits for a first befriending visit. Same seed, same bytes.

Run it with: python3 start.py data befriending-waits
"""

from __future__ import annotations

import csv
import datetime as dt
import random
from pathlib import Path

SEED = 2603
FIRST_WEEK = dt.date(2025, 1, 6)
WEEKS = 44
CHANGE_AT = 21  # the first week after the weekly phone round began
CLOSED_WEEK = 34  # the office was closed: nobody had a first visit
TYPED_TWICE = 15  # this week stands in the file twice, as it would by a slip


def rows(seed: int = SEED) -> list[dict[str, object]]:
    """One row a week: its Monday, typical days waited, first visits, and a note."""
    chance = random.Random(seed)  # noqa: S311 - chance for a lesson, not for a secret
    made: list[dict[str, object]] = []
    for week in range(1, WEEKS + 1):
        middle = 24 if week < CHANGE_AT else 18
        days: object = round(chance.gauss(middle, 3.2))
        visits: object = max(2, round(chance.gauss(7, 2)))
        if week == CLOSED_WEEK:
            days, visits = "", 0
        made.append(
            {
                "week": FIRST_WEEK + dt.timedelta(weeks=week - 1),
                "days": days,
                "first_visits": visits,
                "note": NOTES.get(week, ""),
            }
        )
        if week == TYPED_TWICE:
            made.append(dict(made[-1]))
    return made


NOTES = {
    9: "New leaflet in the library",
    CHANGE_AT: "Weekly phone round begins (PDSA cycle 3)",
    CLOSED_WEEK: "office closed, no first visits",
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
