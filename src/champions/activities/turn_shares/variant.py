"""The p charts: how each variant is made, and what is true of it.

Each week has its own number of people, some few and some many, and each of them comes out by chance
alone. In some charts one week has another chance. What is right is what the limits say of what chance
made. A chart is drawn anew where a dot is so near to its limit that rounding decides.
"""

from __future__ import annotations

import math
from random import Random
from statistics import fmean
from typing import Any

from champions.activities.turn_shares.question import SharesTurn
from champions.activities.your_turn.models import binomial, first_sound, without_right

WEEKS = 16
#: Of a hundred charts, how many are made in each way.
WAYS = {"still": 50, "odd": 50}
_NEAR = 0.6  # in 100


def make(number: int) -> dict[str, Any]:
    """The counts of each week, and what is true of them."""
    return first_sound(38_000_000 + number, WAYS, _one)


def _one(chance: Random, way: str) -> dict[str, Any] | None:
    story = int(chance.random() * len(SharesTurn.words["stories"]))
    usual = 0.2 + 0.4 * chance.random()
    sizes = [int(35 + 70 * chance.random()) for _ in range(WEEKS)]
    for _ in range(3):  # weeks with few people, as at Christmas
        sizes[int(WEEKS * chance.random())] = 6 + int(9 * chance.random())
    since = 1 + int(WEEKS * chance.random())
    shares = [usual] * WEEKS
    if way == "odd":
        shares[since - 1] = usual + (0.27 if chance.random() < 0.6 else -0.17)
    counts = [binomial(chance, size, share) for size, share in zip(sizes, shares, strict=True)]
    return _judged(sizes, counts, {"story": story, "way": way, "since": since}, chance)


def _judged(
    sizes: list[int], counts: list[int], how: dict[str, Any], chance: Random
) -> dict[str, Any] | None:
    centre = 100 * sum(counts) / sum(sizes)
    values = [round(100 * count / size, 1) for count, size in zip(counts, sizes, strict=True)]
    reach = [3 * math.sqrt(centre * (100 - centre) / size) for size in sizes]
    upper = [round(min(100.0, centre + one), 1) for one in reach]
    lower = [round(max(0.0, centre - one), 1) for one in reach]
    if any(
        abs(value - limit) < _NEAR and 0 < limit < 100
        for value, high, low in zip(values, upper, lower, strict=True)
        for limit in (high, low)
    ):
        return None
    outside = [
        at for at, value in enumerate(values, 1) if value > upper[at - 1] or value < lower[at - 1]
    ]
    large = [at for at, size in enumerate(sizes, 1) if size >= 30]
    if len(large) < WEEKS - 4 or len(outside) > 3:
        return None
    week = large[int(chance.random() * len(large))]
    size, count = sizes[week - 1], counts[week - 1]
    means = "odd" if outside else "none"
    numbers = {"centre": round(centre, 1), "share": round(100 * count / size, 1)}
    numbers["outside"] = len(outside)
    near: dict[str, dict[str, Any]] = {
        "centre": {"mean-of-shares": round(fmean(values), 1)},
        "share": {"count": count, "upside-down": round(100 * size / max(1, count), 1)},
        "outside": {"narrow": _beyond(values, min(upper), max(lower))},
    }
    if abs(near["centre"]["mean-of-shares"] - numbers["centre"]) <= 0.7:
        del near["centre"]["mean-of-shares"]  # too near to be told apart
    found = how["way"] == "odd" and how["since"] in outside
    return {
        "story": how["story"],
        "values": values,
        "rows": [[size, count] for size, count in zip(sizes, counts, strict=True)],
        "totals": [["All", sum(sizes), sum(counts)]],
        "centre": round(centre, 1),
        "upper": upper,
        "lower": lower,
        "told": {"week": week},
        "near": without_right(near, numbers),
        "truth": {
            "model": how["way"],
            "numbers": numbers,
            "marked": outside,
            "means": means,
            "then": "ask" if outside else "work",
            "behind": _behind(how["way"], bool(outside), found),
            "said": {
                "centre": f"{centre:.0f}",
                "outside": ", ".join(f"week {at}" for at in outside),
                "since": how["since"],
            },
        },
    }


def _beyond(values: list[float], high: float, low: float) -> int:
    """How many dots seem outside to who holds one limit against all weeks."""
    return sum(value > high or value < low for value in values)


def _behind(way: str, signal: bool, found: bool) -> str:
    """Which sentence tells what was behind a chart."""
    if way == "still":
        return "false" if signal else "still"
    return "one" if found else "missed"


#: The right answer to a variant, by its number.
answer = SharesTurn.right_for
