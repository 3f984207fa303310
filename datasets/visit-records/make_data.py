"""Make data.csv: invented records of befriending visits, with the mess that such records have.

Same seed, same bytes. Run it with: python3 start.py data visit-records
"""

from __future__ import annotations

import csv
import datetime as dt
import random
from pathlib import Path

SEED = 2604
FIRST_WEEK = dt.date(2025, 3, 3)
WEEKS, A_WEEK = 12, 10

#: The first twenty: what was written, and whether Sam and Rosa called it a missed visit.
CODED = [
    ("Came at 2, tea and a chat", "no", "no"),
    ("Nobody came. She waited all afternoon", "missed", "missed"),
    ("The car broke down. Came the next day instead", "no", "missed"),
    ("Came 40 minutes late", "missed", "no"),
    ("He was at the clinic, so no visit", "missed", "no"),
    ("Came, but nobody opened the door", "missed", "no"),
    ("Talked on the phone instead", "no", "missed"),
    ("Went for a walk together", "no", "no"),
    ("Volunteer ill. Nobody else was free", "missed", "missed"),
    ("Came for ten minutes only", "missed", "no"),
    ("Came at 3, looked at photos", "no", "no"),
    ("Forgot. Came on Friday to say sorry", "missed", "missed"),
    ("She asked to leave it out this week", "missed", "no"),
    ("Another volunteer came in her place", "missed", "no"),
    ("Tea, and the crossword", "no", "no"),
    ("Bank holiday, no visit was planned", "missed", "no"),
    ("", "no", "missed"),
    ("Snow on the hill. Nobody could come. Phoned", "no", "missed"),
    ("Played cards", "no", "no"),
    ("Nobody came, and nobody phoned", "missed", "missed"),
]
NOTES = (
    "Tea and a chat", "A short walk", "Read the paper together", "Played cards", "Sorted old photos",
    "Listened to the radio", "Watered the plants", "Cooked soup", "Talked about the family",
    "Went to the shop", "",
)  # fmt: skip
NOT_HERE = ("Nobody came", "Volunteer ill", "The car would not start", "Forgot")
NOT_SAID = {17, 34, 58, 73, 96}  # nobody wrote whether the visit took place
LATE = {22, 29, 41, 55, 63, 70, 88, 101, 117}  # written down more than a week later
TYPED_TWICE = (47, 80)  # the same row twice
TWO_DATES = 66  # twice, but with another day of writing
IMPOSSIBLE = 91  # 600 minutes, for 60


def rows(seed: int = SEED) -> list[dict[str, object]]:
    """One row for each record, in the order of the planned days."""
    chance = random.Random(seed)  # noqa: S311 - chance for a lesson, not for a secret
    made: list[dict[str, object]] = []
    for number in range(1, WEEKS * A_WEEK + 1):
        made.append(_record(number, chance))
        if number in TYPED_TWICE:
            made.append(dict(made[-1]))
        if number == TWO_DATES:
            again = dict(made[-1])
            again["written_date"] = made[-1]["written_date"] + dt.timedelta(days=3)  # type: ignore[operator]
            made.append(again)
    return made


def _record(number: int, chance: random.Random) -> dict[str, object]:
    week, place = divmod(number - 1, A_WEEK)
    planned = FIRST_WEEK + dt.timedelta(weeks=week, days=place // 2)
    written = planned + dt.timedelta(days=chance.randint(0, 3))
    if number in LATE:
        written = planned + dt.timedelta(days=chance.randint(8, 21))
    came = chance.random() > 0.12
    note, sam, rosa = chance.choice(NOTES if came else NOT_HERE), "", ""
    minutes: object = 5 * chance.randint(8, 16) if came else ""
    if number <= len(CODED):
        note, sam, rosa = CODED[number - 1]
        came = note.startswith(("Came", "Went", "Tea", "Played", "Another"))
        stayed = came and "nobody opened" not in note
        minutes = 10 if "ten minutes" in note else 60 if stayed else ""
    if number == IMPOSSIBLE:
        came, note, minutes = True, "Tea and a chat", 600
    return {
        "record": number,
        "planned_date": planned,
        "written_date": written,
        "volunteer": f"V{chance.randint(1, 9):02}",
        "came": "" if number in NOT_SAID else "yes" if came else "no",
        "minutes": "" if number in NOT_SAID else minutes,
        "note": "" if number in NOT_SAID else note,
        "sam": sam,
        "rosa": rosa,
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
