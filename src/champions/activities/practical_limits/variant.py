"""The files of the full course's practical: how each variant is made, and what is true of it.

Chance moves each week by itself. In some files one week is made to differ, in some the level moves and stays.
Then the file is made untidy. What is right is what two rules say of the mended file, so there are false alarms
and missed changes among them. A file is made anew where its reading would be open to argument: where a signal
lies within the weeks that the lines come from, or a dot so near a limit that rounding decides. In this course a
gap ends a row of seven, and many people pass over it. So it is made anew too where that makes a difference.
"""

from __future__ import annotations

from random import Random
from statistics import fmean
from typing import Any

from champions.activities.practical.untidy import labels_of, make_untidy, ticks_of
from champions.activities.practical_limits.question import ROW, LimitsPractical, judge, rows_beside
from champions.activities.your_turn.models import first_sound, near_normal, without_right

WEEKS, BASELINE = 24, 14
#: Of a hundred files, how many are made in each way.
WAYS = {"still": 34, "odd": 32, "better": 18, "worse": 16}
#: A dot that is nearer to a limit than this could be called by either name.
_NEAR = 0.4


def make(number: int) -> dict[str, Any]:
    """The file, and what is true of it."""
    return first_sound(128_000_000 + number, WAYS, _one)


def _one(chance: Random, way: str) -> dict[str, Any] | None:
    """One file; None where its reading would be open to argument."""
    words = LimitsPractical.words
    story = int(chance.random() * len(words["stories"]))
    good = -1 if words["stories"][story]["better"] == "lower" else 1
    level, spread = 28 + int(12 * chance.random()), 3 + 2 * chance.random()
    since = BASELINE + 1
    size = round(spread * (1.4 + 1.3 * chance.random()))
    moved = {"better": good, "worse": -good}.get(way, 0) * size
    if way == "odd":
        since = BASELINE + 1 + int((WEEKS - BASELINE) * chance.random())
        size = round(spread * (4 + 2 * chance.random()))
        size *= 1 if chance.random() < 0.5 else -1
    values = []
    for at in range(1, WEEKS + 1):
        added = size * (at == since) if way == "odd" else moved * (at >= since)
        values.append(max(1, round(level + added + spread * near_normal(chance))))
    file = make_untidy(chance, values, {**words["notes"], **words["stories"][story]}, BASELINE)
    return _judged(file, {"story": story, "way": way, "size": abs(size), "since": since})


def _judged(file: dict[str, Any], how: dict[str, Any]) -> dict[str, Any] | None:
    weeks, mended = file["weeks"], file["mended"]
    rows = [row for row, week in enumerate(weeks, 1) if 0 < week <= BASELINE]
    out = [int(row) for row, (_, wanted) in file["slips"].items() if wanted == "out"]
    asked = {"baseline": max(rows), "told": {"weeks": BASELINE}}
    found = judge(mended, out, asked)
    if found is None:
        return None
    truth, mean, upper, lower = (found[part] for part in ("truth", "centre", "upper", "lower"))
    known = [value for value in mended if value is not None]
    marked = truth["marked"]
    doubtful = any(abs(one - limit) < _NEAR for one in known for limit in (upper, lower))
    if lower <= 1 or doubtful or any(abs(one - mean) < 0.05 for one in known):
        return None
    outside = [row for row in marked if not lower <= mended[row - 1] <= upper]
    if any(row <= max(rows) for row in outside) or any(
        weeks[row - 1] <= BASELINE - 3 for row in marked
    ):
        return None
    if _gap_matters([(row, one) for row, one in enumerate(mended, 1) if row not in out], mean):
        return None
    if truth["means"] == "moved" and truth["numbers"]["longest"] < ROW:
        return None
    spread = found["told"]["mean_range"]
    near: dict[str, dict[str, Any]] = {
        "upper": {
            "one-range": round(mean + spread, 1),
            "three-ranges": round(mean + 3 * spread, 1),
        },
        "lower": {
            "one-range": round(mean - spread, 1),
            "three-ranges": round(mean - 3 * spread, 1),
        },
        "outside": {"one-side": sum(mended[row - 1] > upper for row in outside)},
        "longest": {
            "above": sum(one > mean for one in known),
            "one-more": truth["numbers"]["longest"] + 1,
        },
    }
    said = {
        "outside": len(outside),
        "longest": truth["numbers"]["longest"],
        "first": weeks[marked[0] - 1] if marked else 0,
        "mean": round(fmean(known), 1),
        "size": how["size"],
        "since": how["since"],
    }
    return {
        "story": how["story"],
        **file,
        **asked,
        **found,
        "labels": labels_of(weeks),
        "ticks": ticks_of(weeks),
        "near": without_right(near, truth["numbers"]),
        "truth": {
            "model": how["way"],
            **truth,
            "behind": _behind(how["way"], truth["means"] != "none"),
            "said": said,
        },
    }


def _gap_matters(rows: list[tuple[int, float | None]], mean: float) -> bool:
    """Whether the long rows, or the longest one, are others for who passes over a gap."""
    known = [(row, value) for row, value in rows if value is not None]
    ended, passed = rows_beside(rows, mean), rows_beside(known, mean)
    long = [[one for one in some if len(one) >= ROW] for some in (ended, passed)]
    return long[0] != long[1] or max(map(len, ended)) != max(map(len, passed))


def _behind(way: str, signal: bool) -> str:
    """Which sentence tells what was behind a chart."""
    if way == "still":
        return "false" if signal else "still"
    if not signal:
        return "missed"
    return "one" if way == "odd" else "found"


#: The right answer to a variant, by its number.
answer = LimitsPractical.right_for
