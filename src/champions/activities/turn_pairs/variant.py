"""The answers of people who were asked twice: how each variant is made, and what is true of it.

Some answered once only, before or after. Those who answered twice waver by chance, and in some variants
most are surer, or less sure. What may be given away follows from the counts: none from 1 to 4 is shown.
"""

from __future__ import annotations

from random import Random
from typing import Any

from champions.activities.turn_pairs.question import PairsTurn
from champions.activities.your_turn.models import chosen, without_right

#: A count from 1 to one under this number is too small to show.
LEAST_SHOWN = 5
#: Of a hundred variants, how many are made in each way.
WAYS = {"still": 30, "up": 50, "down": 20}


def make(number: int) -> dict[str, Any]:
    """The answers, and what is true of them."""
    chance = Random(78_000_000 + number)  # noqa: S311 - chance for a lesson, not for a secret
    way = chosen(chance, WAYS)
    rows: list[list[Any]] = []
    for _ in range(24 + int(5 * chance.random())):
        before = 2 + int(3 * chance.random())
        lot = chance.random()
        moved = (lot < 0.34) - (lot > 0.66)
        if way != "still" and chance.random() < 0.2:
            moved = 1 if way == "up" else -1
        after = min(5, max(1, before + moved))
        silent = chance.random()
        rows.append(["–" if silent < 0.07 else before, "–" if silent > 0.9 else after])
    return _judged(rows, way)


def _judged(rows: list[list[Any]], way: str) -> dict[str, Any]:
    twice = [(a, b) for a, b in rows if a != "–" and b != "–"]
    up, down = sum(b > a for a, b in twice), sum(b < a for a, b in twice)
    same = len(twice) - up - down
    small = any(0 < count < LEAST_SHOWN for count in (up, same, down))
    numbers = {"pairs": len(twice), "up": up, "down": down}
    near: dict[str, dict[str, Any]] = {
        "pairs": {"all": len(rows), "once": len(rows) - len(twice)},
        "up": {"not-down": up + same, "those-who-did-not": same + down},
        "down": {"not-up": same + down},
    }
    return {
        "story": 0,
        "labels": [f"person {at}" for at in range(1, len(rows) + 1)],
        "rows": rows,
        "near": without_right(near, numbers),
        "truth": {
            "model": way,
            "numbers": numbers,
            "marked": [at for at, (a, b) in enumerate(rows, 1) if "–" in (a, b)],
            "means": "more" if up > down else "fewer" if down > up else "even",
            "then": "join" if small else "three",
            "behind": way,
            "said": {**numbers, "same": same},
        },
    }


#: The right answer to a variant, by its number.
answer = PairsTurn.right_for
