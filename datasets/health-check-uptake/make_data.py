"""Make data.csv: invented invitations to a health check, by place and language. Same seed, same bytes.

Run it with: python3 start.py data health-check-uptake
"""

from __future__ import annotations

import csv
import datetime as dt
import random
from pathlib import Path

from champions.place import place_of_the_course

PARTS = place_of_the_course()["parts"]

SEED = 1015
FIRST_WEEK = dt.date(2024, 6, 3)
WEEKS = 80
BUS_AT = 41  # the first week in which the bus stood at the school gate (PDSA cycle 3)
AUGUST = (*range(10, 14), *range(62, 66))  # many people are away
CLOSED = (30, 31)  # Christmas: nobody was invited
TYPED_TWICE = (52, PARTS["quay"], "English")

#: Place to where its checks are done, and invitations a week to people with English or another language.
PLACES = {
    PARTS["quay"]: ("Health centre", 14, 3),
    PARTS["street"]: ("Health centre", 12, 4),
    PARTS["ropewalk"]: ("Health centre", 11, 3),
    PARTS["north"]: ("Clinic bus", 16, 8),
    PARTS["marsh"]: ("Clinic bus", 10, 3),
}
USUAL = {("Health centre", "English"): 0.56, ("Clinic bus", "English"): 0.36}
OTHER = 0.30  # people with another first language come less often, at both
SINCE_BUS = 0.66  # people with English, once the bus stands at the school gate
AWAY = 0.45  # in August only so much of the usual share comes
NOTES = {
    15: "New leaflet (PDSA cycle 1)",
    27: "Phone call to 10 people a week (PDSA cycle 2)",
    BUS_AT: "Bus stands at the school gate (PDSA cycle 3)",
}


def share(week: int, site: str, language: str) -> float:
    """The chance that a person who was invited comes."""
    usual = USUAL[site, "English"] if language == "English" else OTHER
    if site == "Clinic bus" and language == "English" and week >= BUS_AT:
        usual = SINCE_BUS
    return usual * (AWAY if week in AUGUST else 1)


def rows(seed: int = SEED) -> list[dict[str, object]]:
    """One row a week, place and first language: invited, came, and a note on the bus's first row."""
    chance = random.Random(seed)  # noqa: S311 - chance for a lesson, not for a secret
    made: list[dict[str, object]] = []
    for week in range(1, WEEKS + 1):
        for place, (site, english, other) in PLACES.items():
            for language, usual in (("English", english), ("another", other)):
                closed = week in CLOSED
                invited = max(1, usual + chance.choice((-2, -1, 0, 0, 1, 2)))
                came = sum(chance.random() < share(week, site, language) for _ in range(invited))
                first = place == PARTS["north"] and language == "English"
                made.append(
                    {
                        "week": FIRST_WEEK + dt.timedelta(weeks=week - 1),
                        "site": site,
                        "place": place,
                        "language": language,
                        "invited": "" if closed else invited,
                        "came": "" if closed else came,
                        "note": "closed" if closed else NOTES.get(week, "") if first else "",
                    }
                )
                if (week, place, language) == TYPED_TWICE:
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
