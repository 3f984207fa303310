"""The funnels: how each variant is made, and what is true of it.

Nine places of different size; each person comes by chance alone, in some variants with another chance
in one place or two. The limits are the outer ones of the course's own funnel plot. A plot is drawn anew
where a place is so near to a limit that rounding decides.
"""

from __future__ import annotations

from random import Random
from typing import Any

from champions.activities.turn_funnel.question import FunnelTurn
from champions.activities.your_turn.models import binomial, first_sound, without_right
from champions.charts.funnel import funnel_chart
from champions.sentences import listed

PLACES = 9
#: Of a hundred plots, how many are made in each way.
WAYS = {"still": 32, "low": 30, "high": 20, "both": 18}
_NEAR = 0.7  # in 100


def make(number: int) -> dict[str, Any]:
    """The counts of each place, and what is true of them."""
    return first_sound(58_000_000 + number, WAYS, _one)


def _one(chance: Random, way: str) -> dict[str, Any] | None:
    story = int(chance.random() * len(FunnelTurn.words["stories"]))
    usual = 0.35 + 0.3 * chance.random()
    sizes = sorted(int(30 + 470 * chance.random() ** 2) for _ in range(PLACES))
    low, high = (int(PLACES * chance.random()) for _ in range(2))
    shares = [usual] * PLACES
    if way in ("low", "both"):
        shares[low] = usual - 0.2
    if way in ("high", "both"):
        shares[high] = usual + 0.2
    if low == high:
        return None
    counts = [binomial(chance, size, share) for size, share in zip(sizes, shares, strict=True)]
    made = [at for at, share in enumerate(shares, 1) if share != usual]
    return _judged(sizes, counts, {"story": story, "way": way, "made": made}, chance)


def _judged(
    sizes: list[int], counts: list[int], how: dict[str, Any], chance: Random
) -> dict[str, Any] | None:
    points = funnel_chart(None, counts, out_of=sizes, percent=True).points
    upper = [round(100 * float(one), 1) for one in points["upper_99.8"]]
    lower = [round(100 * float(one), 1) for one in points["lower_99.8"]]
    centre = 100 * sum(counts) / sum(sizes)
    values = [round(100 * count / size, 1) for count, size in zip(counts, sizes, strict=True)]
    pairs = list(zip(values, lower, upper, strict=True))
    if any(min(abs(value - down), abs(value - up)) < _NEAR for value, down, up in pairs):
        return None
    low = [at for at, (value, down, _up) in enumerate(pairs, 1) if value < down]
    high = [at for at, (value, _down, up) in enumerate(pairs, 1) if value > up]
    if len(low) > 1 or len(high) > 1 or len(set(sizes)) < PLACES:
        return None
    means = "both" if low and high else "low" if low else "high" if high else "none"
    at = int(PLACES * chance.random())
    labels = [f"Place {letter}" for letter in "ABCDEFGHI"]
    numbers = {"share": round(100 * counts[at] / sizes[at], 1), "outside": len(low) + len(high)}
    near: dict[str, dict[str, Any]] = {
        "share": {"count": counts[at], "upside-down": round(100 * sizes[at] / counts[at], 1)},
        "outside": {"any-gap": sum(abs(value - centre) > 5 for value in values)},
    }
    then = {"none": "all", "low": "visit", "high": "learn", "both": "visit-learn"}
    missed = [labels[one - 1] for one in how["made"] if one not in {*low, *high}]
    return {
        "story": how["story"],
        "values": values,
        "apart": 1,
        "labels": labels,
        "ticks": [label[-1] for label in labels],
        "rows": [[size, count] for size, count in zip(sizes, counts, strict=True)],
        "centre": round(centre, 1),
        "upper": upper,
        "lower": lower,
        "told": {"place": labels[at]},
        "near": without_right(near, numbers),
        "truth": {
            "model": how["way"],
            "numbers": numbers,
            "marked": sorted([*low, *high]),
            "means": means,
            "then": then[means],
            "behind": _behind(how, means, missed),
            "said": {
                "low": labels[low[0] - 1] if low else "",
                "high": labels[high[0] - 1] if high else "",
                "since": listed(missed),
            },
        },
    }


def _behind(how: dict[str, Any], means: str, missed: list[str]) -> str:
    """Which sentence tells what was behind a plot."""
    if how["way"] == "still":
        return "still" if means == "none" else "false"
    return "missed" if missed else "found"


#: The right answer to a variant, by its number.
answer = FunnelTurn.right_for
