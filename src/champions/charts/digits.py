"""How many digits a number is written with: as many as the spread of its chart asks for."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise

from champions.sentences.told import in_its_figures

#: A step of the last digit is at most this share of the spread.
_FINE = 50
#: More digits after the point than this are never written.
_MOST = 15


def digits_for(spread: float, *numbers: float, near: float = 0.0) -> int:
    """Digits after the point for numbers that lie so far apart.

    A step of the last digit is at most a fiftieth of the spread. There are more where two of the numbers
    would else be written alike and are not equal.

    Args:
        spread: such as the distance between the limits. numbers: those that must be told apart.
        near: a difference that is the computer's rounding, and so counts as none.

    >>> digits_for(24.3), digits_for(500), digits_for(0.004)
    (1, 0, 5)
    >>> digits_for(24.3, 36.84, 36.79), digits_for(24.3, 36.8, 36.8)
    (2, 1)
    """
    digits = 0
    if spread > 0 and math.isfinite(spread):
        digits = min(max(0, math.ceil(-math.log10(spread / _FINE) - 1e-9)), _MOST)
    known = sorted(number for number in numbers if math.isfinite(number))
    for low, high in pairwise(known):
        while digits < _MOST and high - low > near and f"{low:.{digits}f}" == f"{high:.{digits}f}":
            digits += 1
    return digits


def written(number: float, digits: int) -> str:
    """A number with at most so many digits after the point, and without noughts at its end.

    >>> written(36.8, 2), written(12345.6, 0), written(-0.001, 1), written(6.0, 1)
    ('36.8', '12,346', '0', '6')
    """
    said = f"{number:,.{digits}f}"
    if "." in said:
        said = said.rstrip("0").rstrip(".")
    return in_its_figures("0" if said in {"-0", ""} else said)


def spread_of(numbers: Iterable[float]) -> float:
    """How far the known numbers reach.

    >>> spread_of([3.0, float("nan"), 5.0]), spread_of([])
    (2.0, 0.0)
    """
    known = [float(number) for number in numbers if math.isfinite(number)]
    return max(known) - min(known) if known else 0.0
