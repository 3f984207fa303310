"""Make data.csv: invented visits to a warm hub. Same seed, same bytes.

Run it with: python3 start.py data warm-hub-visits
"""

from __future__ import annotations

import csv
import datetime as dt
import random
from pathlib import Path

SEED = 2638
FIRST_WEEK = dt.date(2024, 10, 7)
WEEKS = 52
USUAL, WOBBLE = 62, 8  # visits in a week, and how far chance moves them
SPECIAL = {
    19: (17, "boiler broken, hub cold all week"),
    33: (112, "school band played, free lunch"),
}
CLOSED = 12  # Christmas week
TYPED_TWICE = 27


def rows(seed: int = SEED) -> list[dict[str, object]]:
    """One row a week: its Monday, visits, and what staff wrote."""
    chance = random.Random(seed)  # noqa: S311 - chance for a lesson, not for a secret
    usual = {
        week: round(chance.gauss(USUAL, WOBBLE))
        for week in range(1, WEEKS + 1)
        if week != CLOSED and week not in SPECIAL
    }
    notes = _reasons(usual)
    made: list[dict[str, object]] = []
    for week in range(1, WEEKS + 1):
        visits: object = usual.get(week, "")
        note = notes.get(week, "")
        if week in SPECIAL:
            visits, note = SPECIAL[week]
        if week == CLOSED:
            note = "closed over Christmas"
        made.append(
            {"week": FIRST_WEEK + dt.timedelta(weeks=week - 1), "visits": visits, "note": note}
        )
        if week == TYPED_TWICE:
            made.append(dict(made[-1]))
    return made


def _reasons(usual: dict[int, int]) -> dict[int, str]:
    """What people say of the quietest and the fullest weeks that chance made."""
    by_size = sorted(usual, key=lambda week: (usual[week], week))
    return {
        by_size[0]: "rain all week",
        by_size[1]: "football on television",
        by_size[2]: "new volunteers, still learning",
        by_size[-2]: "the new poster works!",
        by_size[-1]: "great week, well done team",
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
