"""How a file of weekly numbers is made untidy, and what stands in it once somebody has mended it.

A file has a row a week: its name, what was written, and a note. Each slip is of one kind, no row has two, and
what is right follows from the row and its note, or from what is said above the file:

- ``twice``: the row above stands there once more. ``total``: the last row adds all up. Both are left out.
- ``closed``: a nought in a week in which nobody counted. ``lost``: the sheet is gone. ``code``: 999, which stands
  for "nobody knows". In all three there is no number.
- ``typed``: the note says what the paper says. ``words``: the number is there, in another form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

#: What stands for a row that has no number, and for one that is left out.
GAP, OUT = "gap", "out"
#: What a person may type for a number that nobody knows; beside an empty box.
NO_NUMBER = ("gap", "no number", "not known", "nobody knows", "none", "-", "?", "n/a", "na")
#: The number that stands for "nobody knows".
CODE = 999
_LEAVE_OUT = (("twice",), ("total",), ("twice", "total"))
_NO_NUMBER = (("closed",), ("lost",), ("code",), ("closed", "code"), ("lost", "code"))
_OTHER_FORM = (("typed",), ("words",), ("typed", "words"))


def make_untidy(
    chance: Random, values: Sequence[int], words: Mapping[str, Any], first: int
) -> dict[str, Any]:
    """A file with slips in it, and what is right of it.

    Args:
        chance: where chance comes from.
        values: a true number for each week.
        words: of the story: in which ``form`` a number may stand otherwise, with the number that it means.
        first: so many weeks the lines come from. At most one of them is without a number.
    """
    kinds = [kind for one in (_NO_NUMBER, _OTHER_FORM) for kind in one[_lot(chance, len(one))]]
    weeks = list(range(1, len(values) + 1))
    drawn: list[int] = []
    for kind in kinds:
        few = any(at <= first for at, one in zip(drawn, kinds, strict=False) if one in _GAPS)
        free = [at for at in weeks if at not in drawn]
        if kind in _GAPS:
            free = [at for at in free if at > first or not few or first == len(values)]
        drawn.append(free[_lot(chance, len(free))])
    rows = [[f"week {at}", str(value), ""] for at, value in zip(weeks, values, strict=True)]
    mended: list[float | None] = [float(value) for value in values]
    slips: dict[int, tuple[str, str]] = {}
    for at, kind in zip(drawn, kinds, strict=True):
        value, note = _slip(chance, kind, values[at - 1], words)
        rows[at - 1][1:] = [value, note]
        if kind == "words":
            mended[at - 1] = float(words["means"])
        if kind in _GAPS:
            mended[at - 1] = None
        is_now = GAP if kind in _GAPS else f"{mended[at - 1]:g}"
        slips[at] = (kind, is_now)
    free = [at for at in weeks if at not in drawn]
    noted = free[_lot(chance, len(free))]
    if chance.random() < 0.6:  # a note on a row that is right
        rows[noted - 1][2] = words["checked"]
    out = _LEAVE_OUT[_lot(chance, len(_LEAVE_OUT))]
    numbers = [float(one) for one in weeks]
    if "twice" in out:
        free = [at for at in free if at != noted]
        at = free[_lot(chance, len(free))]
        rows.insert(at, list(rows[at - 1]))
        numbers.insert(at, at)
        mended.insert(at, None)
        slips = {row + (row > at): one for row, one in slips.items()} | {at + 1: ("twice", OUT)}
    if "total" in out:
        total = sum(float(row[1]) for row in rows if row[1].isdecimal())
        rows.append(["Total", f"{total:g}", ""])
        numbers.append(0)
        mended.append(None)
        slips[len(rows)] = ("total", OUT)
    return {
        "file": rows,
        "weeks": [int(one) for one in numbers],
        "mended": mended,
        "slips": {str(row): list(one) for row, one in sorted(slips.items())},
    }


_GAPS = ("closed", "lost", "code")


def _lot(chance: Random, many: int) -> int:
    return int(chance.random() * many)


def _slip(chance: Random, kind: str, value: int, words: Mapping[str, Any]) -> tuple[str, str]:
    """What is written in the row, and the note beside it."""
    if kind == "closed":
        return "0", str(words["closed"])
    if kind == "lost":
        return "?", str(words["lost"])
    if kind == "code":
        return str(CODE), ""
    if kind == "typed":  # a figure too many
        return f"{value}{int(10 * chance.random())}", str(words["paper"]).format(value=value)
    return str(words["form"]), ""


def labels_of(weeks: Sequence[int]) -> list[str]:
    """What each row is called; of two that are the same, the lower one is called so."""
    return [
        "the row Total"
        if not week
        else f"the lower row of week {week}"
        if week in weeks[:at]
        else f"week {week}"
        for at, week in enumerate(weeks)
    ]


def ticks_of(weeks: Sequence[int]) -> list[str]:
    """What stands under each dot."""
    return [str(week) if week else "all" for week in weeks]
