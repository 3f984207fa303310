"""The files of the Starter practical: how each variant is made, and what is true of it.

Chance moves each week by itself, about a level that stays, or moves at once, or moves slowly, once something
is tried. Then the file is made untidy. The reading is what the rules say of the mended file. So there are
false alarms and missed changes among them, as in life, and the page says so afterwards.

A file is made anew where its reading would be open to argument: a signal that begins long before anything was
tried, signals on both sides, or few crossings without a long run.
"""

from __future__ import annotations

from random import Random
from statistics import fmean, median
from typing import Any

from champions.activities.practical.untidy import labels_of, make_untidy, ticks_of
from champions.activities.practical_run.question import FEWEST, RunPractical, judge
from champions.activities.your_turn.models import first_sound, near_normal, without_right
from champions.charts.runs import anhoej_crossings, anhoej_longest

WEEKS, BASELINE, SHORT = 24, 13, 9
#: Of a hundred files, how many are made in each way.
WAYS = {"still": 30, "better": 32, "worse": 14, "slow": 12, "short": 12}
#: A signal that begins so many weeks before the change is no answer to it.
_EARLY = 3


def make(number: int) -> dict[str, Any]:
    """The file, and what is true of it."""
    return first_sound(118_000_000 + number, WAYS, _one)


def _one(chance: Random, way: str) -> dict[str, Any] | None:
    """One file; None where its reading would be open to argument."""
    words = RunPractical.words
    story = int(chance.random() * len(words["stories"]))
    better = words["stories"][story]["better"]
    good = -1 if better == "lower" else 1
    level, spread = 20 + int(10 * chance.random()), 2.5 + chance.random()
    size = round(spread * (1.4 + 1.4 * chance.random()))
    weeks, first = (SHORT, SHORT) if way == "short" else (WEEKS, BASELINE)
    moved = {"better": good, "slow": good, "worse": -good}.get(way, 0) * size
    values = []
    for at in range(weeks):
        since = max(0, at - first + 1) / (WEEKS - BASELINE)
        part = since if way == "slow" else float(since > 0)
        values.append(max(1, round(level + moved * part + spread * near_normal(chance))))
    file = make_untidy(chance, values, {**words["notes"], **words["stories"][story]}, first)
    return _judged(file, first, {"story": story, "way": way, "size": size, "better": better})


def _judged(file: dict[str, Any], first: int, how: dict[str, Any]) -> dict[str, Any] | None:
    rows = [row for row, week in enumerate(file["weeks"], 1) if 0 < week <= first]
    later = [row for row, week in enumerate(file["weeks"], 1) if week > first]
    out = [int(row) for row, (_, wanted) in file["slips"].items() if wanted == "out"]
    asked = {"baseline": max(rows), "better": how["better"]}
    found = judge(file["mended"], out, asked)
    if found is None:
        return None
    truth, numbers = found["truth"], found["truth"]["numbers"]
    allowed = anhoej_longest(max(numbers["useful"], 1))
    fewest = anhoej_crossings(max(numbers["useful"], 2))
    marked, short = truth["marked"], how["way"] == "short"
    if (numbers["useful"] < FEWEST) != short:
        return None
    if not short and numbers["crossings"] < fewest and not marked:
        return None
    weeks = [file["weeks"][row - 1] for row in marked]
    if marked and (weeks[0] <= first + 1 - _EARLY or len(marked) > numbers["longest"]):
        return None
    known = [value for value in file["mended"] if value is not None]
    base = [file["mended"][row - 1] for row in rows if file["mended"][row - 1] is not None]
    near: dict[str, dict[str, Any]] = {
        "line": {"mean": round(fmean(base), 1), "all": median(known), "last": known[-1]},
        "useful": {"all-dots": len(known), "on-the-line": len(known) - numbers["useful"]},
        "longest": {"runs": numbers["crossings"] + 1},
        "crossings": {"runs": numbers["crossings"] + 1, "useful": numbers["useful"]},
    }
    said = {
        **{name: value for name, value in numbers.items() if name != "line"},
        "allowed": allowed,
        "fewest": fewest,
        "size": how["size"],
        "since": first + 1,
        "first": weeks[0] if weeks else 0,
        "last": weeks[-1] if weeks else 0,
    }
    return {
        "story": how["story"],
        **file,
        **asked,
        "labels": labels_of(file["weeks"]),
        "ticks": ticks_of(file["weeks"]),
        **({"note": min(later)} if later else {}),
        "told": {"weeks": first, "since": first + 1},
        "near": without_right(near, numbers),
        "truth": {
            "model": how["way"],
            **truth,
            "behind": _behind(how["way"], bool(marked)),
            "said": said,
        },
    }


def _behind(way: str, signal: bool) -> str:
    """Which sentence tells what was behind a chart."""
    if way in ("still", "short"):
        return "false" if signal else way
    return ("slow" if way == "slow" else "found") if signal else "missed"


#: The right answer to a variant, by its number.
answer = RunPractical.right_for
