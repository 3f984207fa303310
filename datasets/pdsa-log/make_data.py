"""Make data.csv: an invented log of small tests in a town. Same seed, same bytes.

Run it with: python3 start.py data pdsa-log
"""

from __future__ import annotations

import csv
import datetime as dt
import random
from pathlib import Path

SEED = 2605
TYPED_TWICE = 9  # the walking group's second entry stands twice in the file

#: team, cycle, start, weeks, people, change, prediction, result, decision. People: who it reached.
ENTRIES: list[tuple[str, int, str, float, int, str, str, str, str]] = [
    ("Befriending", 1, "2025-03-03", 6, 200, "Leaflet in the library",
     "The usual wait falls to 20 days", "The usual wait stayed near 26 days", "abandon"),
    ("Befriending", 2, "2025-05-05", 2, 4, "Phone 4 volunteers each Monday",
     "3 of the 4 take one more visit", "All 4 took one more visit", "adapt"),
    ("Befriending", 3, "2025-05-26", 8, 18, "Phone all 18 volunteers each Monday",
     "The usual wait falls below 22 days", "The usual wait is near 18 days", "adopt"),
    ("Lunch club", 1, "2025-09-01", 1, 1, "A driver phones 1 guest the evening before",
     "She is ready when the car comes", "She was ready, and glad of the call", "adapt"),
    ("Lunch club", 2, "2025-09-08", 2, 5, "The same driver phones 5 guests at teatime",
     "4 of the 5 are ready", "5 of 5 were ready", "adapt"),
    ("Lunch club", 3, "2025-09-22", 2, 5, "Another driver phones 5 guests, in a wet week",
     "4 of the 5 are ready", "3 of 5 were ready. Two did not hear the phone", "adapt"),
    ("Lunch club", 4, "2025-10-06", 4, 30, "All drivers phone or text their guests",
     "25 of the 30 are ready", "27 of 30 were ready in a usual week", "adopt"),
    ("Walking group", 1, "2025-04-07", 6, 40, "A new time, a new poster and free tea",
     "20 people walk in a usual week", "24 people walked in a usual week", "adopt"),
    ("Walking group", 2, "2025-06-02", 4, 24, "A walk with fewer hills",
     "", "22 people walked in a usual week", "adopt"),
    ("Library digital help", 1, "2025-03-10", 3, 6, "A phone number on a fridge magnet",
     "4 of the 6 phone us", "", ""),
    ("Library digital help", 2, "2025-05-12", 4, 5, "Meet at the same table with the same helper",
     "4 of the 5 come back", "4 of 5 came back", "adapt"),
    ("Community garden", 1, "2025-06-01", 26, 60, "New rota for all 60 members, for good",
     "", "", ""),
    ("Advice desk", 1, "2025-06-02", 6, 10, "A map with the letter, for one adviser's people",
     "2 of the 10 miss", "3 or 4 of 10 missed, as before", "abandon"),
    ("Advice desk", 2, "2025-07-14", 6, 10, "A text the day before, for one adviser's people",
     "2 of the 10 miss", "2 of 10 missed in a usual week", "adopt"),
    ("Advice desk", 3, "2025-09-08", 0.2, 8, "A bowl of fruit in the waiting room",
     "People are less tense", "It was a calm morning", "adopt"),
    ("Food bank", 1, "2025-08-04", 2, 3, "3 guests choose their own food from a list",
     "All 3 leave less behind", "2 of 3 left less behind", "adapt"),
    ("Food bank", 2, "2025-08-18", 4, 12, "12 guests choose, with pictures on the list",
     "9 of the 12 leave less behind", "10 of 12 left less behind", "adopt"),
]  # fmt: skip
#: Written down only after the test had begun, so the prediction came too late.
PLANNED_LATE = {("Advice desk", 2): "2025-08-25"}


def rows(seed: int = SEED) -> list[dict[str, object]]:
    """One row for each entry in the log, in the order in which the teams sent them."""
    chance = random.Random(seed)  # noqa: S311 - chance for a lesson, not for a secret
    made: list[dict[str, object]] = []
    for number, entry in enumerate(ENTRIES, 1):
        team, cycle, started, weeks, people, change, prediction, result, decision = entry
        start = dt.date.fromisoformat(started)
        planned = start - dt.timedelta(days=chance.randint(2, 9))
        made.append(
            {
                "entry": number,
                "team": team,
                "cycle": cycle,
                "planned_date": PLANNED_LATE.get((team, cycle), planned),
                "start_date": started,
                "weeks": weeks,
                "people": people,
                "change": change,
                "prediction": prediction,
                "result": result,
                "decision": decision,
            }
        )
        if number == TYPED_TWICE:
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
