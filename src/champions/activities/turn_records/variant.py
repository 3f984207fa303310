"""The records: how each variant is made, and what is true of it.

Twelve rows of a visiting service, with slips put in: one row twice, empty boxes, minutes that cannot be,
days that lie far apart. Each slip is of one kind, and no row has two.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from champions.activities.turn_records.question import RecordsTurn
from champions.activities.your_turn.models import chosen, without_right
from champions.sentences import counted

ROWS, LONGEST, LATE = 12, 180, 7
#: What is the matter with the row that is asked about: of a hundred, how many of each.
ASKED = {"twice": 22, "missing": 22, "cannot": 22, "late": 22, "nothing": 12}
THEN = {"twice": "once", "missing": "gap", "cannot": "ask", "late": "say", "nothing": "count"}
_MONTHS = ("January", "February", "March", "April", "May", "June")


def make(number: int) -> dict[str, Any]:
    """The rows, and what is true of them."""
    chance = Random(68_000_000 + number)  # noqa: S311 - chance for a lesson, not for a secret
    asked = chosen(chance, ASKED)
    slips = [kind for kind in THEN if kind == asked or chance.random() < 0.5]
    slips = [*slips, "missing"] if slips == ["nothing"] else slips
    rows = _rows(chance)
    places = _some(chance, ROWS - 1, len(slips))
    matter = {place: kind for place, kind in zip(places, slips, strict=True) if kind != "nothing"}
    for place, kind in matter.items():
        if kind == "missing":
            rows[place]["came"], rows[place]["minutes"] = "", ""
        elif kind == "cannot":
            rows[place] |= {"came": "yes", "minutes": 240 + 60 * int(8 * chance.random())}
        elif kind == "late":
            rows[place]["written"] = rows[place]["planned"] + timedelta(
                8 + int(9 * chance.random())
            )
    at = next((place for place, kind in matter.items() if kind == asked), -1)
    twice = next((place for place, kind in matter.items() if kind == "twice"), None)
    if twice is not None:  # the copy stands lower down
        to = twice + 1 + int((ROWS - 1 - twice) * chance.random())
        rows.insert(to, dict(rows[twice]))
        matter = {place + (place >= to): kind for place, kind in matter.items() if place != twice}
        matter[to] = "twice"
        at = to if asked == "twice" else at + (at >= to)
    rows = rows[:ROWS] if twice is None else rows
    if asked == "nothing":
        alike = {twice} if twice is not None else set()
        free = [place for place in range(len(rows)) if place not in matter and place not in alike]
        at = free[int(chance.random() * len(free))]
    return _judged(rows, matter, at, asked)


def _rows(chance: Random) -> list[dict[str, Any]]:
    """Rows in the order of the days, as they should be."""
    day = date(2025, 1, 6) + timedelta(int(90 * chance.random()))
    record = 20 + int(60 * chance.random())
    rows = []
    for _ in range(ROWS - 1):
        came = chance.random() < 0.65
        rows.append(
            {
                "record": record,
                "planned": day,
                "written": day + timedelta(int(5 * chance.random())),
                "came": "yes" if came else "no",
                "minutes": 30 + 5 * int(18 * chance.random()) if came else "",
            }
        )
        day += timedelta(1 + int(3 * chance.random()))
        record += 1 + int(2 * chance.random())
    return rows


def _some(chance: Random, of: int, many: int) -> list[int]:
    """So many different numbers under ``of``, in any order."""
    left = list(range(of))
    return [left.pop(int(len(left) * chance.random())) for _ in range(many)]


def _judged(
    rows: list[dict[str, Any]], matter: dict[int, str], at: int, asked: str
) -> dict[str, Any]:
    once = [row for place, row in enumerate(rows) if matter.get(place) != "twice"]
    known = [row for row in once if row["came"]]
    missed = [row for row in known if row["came"] == "no"]
    numbers = {"visits": len(once), "known": len(known), "missed": len(missed)}
    near: dict[str, dict[str, Any]] = {
        "visits": {"all-rows": len(rows), "without-slips": len(rows) - len(matter)},
        "known": {"came": len(known) - len(missed), "visits": len(once)},
        "missed": {
            "gaps-too": len(once) - len(known) + len(missed),
            "both-of-a-pair": sum(row["came"] == "no" for row in rows),
        },
    }
    labels = [f"row {place}" for place in range(1, len(rows) + 1)]
    return {
        "story": 0,
        "labels": labels,
        "rows": [
            [
                row["record"],
                _day(row["planned"]),
                _day(row["written"]),
                row["came"] or "–",
                row["minutes"] if row["minutes"] != "" else "–",
            ]
            for row in rows
        ],
        "told": {"row": labels[at]},
        "near": without_right(near, numbers),
        "truth": {
            "model": "made",
            "numbers": numbers,
            "marked": sorted(place + 1 for place in matter),
            "means": asked,
            "then": THEN[asked],
            "behind": "made",
            "said": {
                "row": labels[at],
                **numbers,
                "slips": counted(len(matter), "1 row", "{n} rows"),
            },
        },
    }


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}"


#: The right answer to a variant, by its number.
answer = RecordsTurn.right_for
