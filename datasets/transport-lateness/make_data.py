"""Make data.csv: invented minutes late of one minibus trip a week. Same seed, same bytes.

Run it with: python3 start.py data transport-lateness
"""

from __future__ import annotations

import csv
import datetime as dt
import random
from pathlib import Path

SEED = 2639
FIRST_TRIP = dt.date(2025, 1, 7)
WEEKS = 52
STICKER_AT = 21  # a sticker in the cab, which did nothing
BRIDGE_CLOSED = 27  # one trip went the long way round
CHANGE_AT = 33  # from here the bus leaves fifteen minutes sooner
DID_NOT_RUN = 44  # no driver was well: there was no trip
TYPED_TWICE = 12  # this trip stands in the file twice, as it would by a slip


def rows(seed: int = SEED) -> list[dict[str, object]]:
    """One row a trip: its Tuesday, minutes late at the clinic, riders, and a note."""
    chance = random.Random(seed)  # noqa: S311 - chance for a lesson, not for a secret
    made: list[dict[str, object]] = []
    for week in range(1, WEEKS + 1):
        middle, wobble = (13.0, 3.5) if week < CHANGE_AT else (2.5, 2.0)
        late: object = round(chance.gauss(middle, wobble))
        riders: object = min(12, max(3, round(chance.gauss(8, 2))))
        if week == BRIDGE_CLOSED:
            late = 38
        if week == DID_NOT_RUN:
            late, riders = "", 0
        made.append(
            {
                "date": FIRST_TRIP + dt.timedelta(weeks=week - 1),
                "minutes_late": late,
                "riders": riders,
                "note": NOTES.get(week, ""),
            }
        )
        if week == TYPED_TWICE:
            made.append(dict(made[-1]))
    return made


NOTES = {
    STICKER_AT: "Sticker in the cab: Be on time (PDSA cycle 1)",
    BRIDGE_CLOSED: "Bridge closed, long way round",
    CHANGE_AT: "Bus leaves 15 minutes sooner (PDSA cycle 2)",
    DID_NOT_RUN: "no driver was well, no trip",
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
