"""Make data.csv: invented dates of each step from asking for a befriender to the first visit.

Same seed, same bytes. Run it with: python3 start.py data referral-steps
"""

from __future__ import annotations

import csv
import datetime as dt
import random
from pathlib import Path

SEED = 2603
FIRST_DAY = dt.date(2025, 1, 6)
REFERRALS = 60
SENT_BACK = {3, 7, 8, 11, 16, 19, 24, 30, 33, 38, 41, 45, 50, 57}  # the form came back unfilled
GAVE_UP = {5: "moved to her son", 14: "did not want to wait", 22: "joined the lunch club",
           36: "did not want to wait", 47: "in hospital", 54: "did not want to wait"}  # fmt: skip
TYPED_TWICE = 28
WRONG_YEAR = 42  # its first visit was typed with the year before
CAME_FROM = ("family", "GP surgery", "self", "library", "neighbour", "faith group", "hospital")


def rows(seed: int = SEED) -> list[dict[str, object]]:
    """One row for each person who asked, in the order in which they asked."""
    chance = random.Random(seed)  # noqa: S311 - chance for a lesson, not for a secret
    made: list[dict[str, object]] = []
    asked = FIRST_DAY
    for number in range(1, REFERRALS + 1):
        asked += dt.timedelta(days=chance.randint(0, 4))
        back = number in SENT_BACK
        form = asked + dt.timedelta(days=_days(chance, 3, 1) + (_days(chance, 9, 2) if back else 0))
        talk = form + dt.timedelta(days=_days(chance, 3, 1))
        match = talk + dt.timedelta(days=_days(chance, 14, 4))
        visit = match + dt.timedelta(days=_days(chance, 4, 1))
        if number == WRONG_YEAR:
            visit = visit.replace(year=visit.year - 1)
        gave_up = number in GAVE_UP
        made.append(
            {
                "referral": f"R{number:02}",
                "came_from": chance.choice(CAME_FROM),
                "asked_date": asked,
                "form_date": form,
                "sent_back": "yes" if back else "no",
                "talk_date": talk,
                "match_date": "" if gave_up else match,
                "visit_date": "" if gave_up else visit,
                "note": GAVE_UP.get(number, ""),
            }
        )
        if number == TYPED_TWICE:
            made.append(dict(made[-1]))
    return made


def _days(chance: random.Random, usual: int, wobble: int) -> int:
    return max(0, round(chance.gauss(usual, wobble)))


def main() -> None:
    """Write data.csv beside this file."""
    made = rows()
    with (Path(__file__).parent / "data.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, fieldnames=list(made[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(made)


if __name__ == "__main__":
    main()
