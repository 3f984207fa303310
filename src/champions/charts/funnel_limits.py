"""The limits of a funnel plot: exact binomial (proportions) or Poisson (rates).

Source: Spiegelhalter DJ. Funnel plots for comparing institutional performance. Statistics in Medicine
2005;24:1185-202. The limits are made continuous between two counts as in its appendix A.1.1.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

#: Tail on each side: 95 % and 99.8 % of places lie within, if only chance is at work.
TAILS = {"95": 0.025, "99.8": 0.001}


def funnel_limits(centre: float, size: float, tail: float, kind: str) -> tuple[float, float]:
    """Lower and upper limit of a proportion or rate for a place of a given size.

    Args:
        centre: the pooled proportion or rate. size: cases or exposure of the place.
        tail: chance beyond each limit, such as 0.025.
        kind: ``"proportion"`` (binomial) or ``"rate"`` (Poisson).

    Source: Spiegelhalter 2005, appendix A.1.1: with r the smallest count whose cumulative chance
    reaches the tail, the limit is (r - a) / size, where a is how far that chance goes past the tail,
    as a share of the chance of r itself.

    >>> [round(limit, 4) for limit in funnel_limits(0.2, 50, 0.025, "proportion")]
    [0.0844, 0.3071]
    """
    return _limit(centre, size, tail, kind), _limit(centre, size, 1 - tail, kind)


@lru_cache(maxsize=20_000)
def _limit(centre: float, size: float, chance: float, kind: str) -> float:
    expected = centre * size
    if expected == 0 or (kind == "proportion" and centre == 1):
        return centre
    spread = math.sqrt(expected * (1 - centre) if kind == "proportion" else expected)
    first = max(0, math.floor(expected - 10 * spread - 10))
    last = math.ceil(expected + 10 * spread + 30)
    counts = np.arange(first, (min(last, int(size)) if kind == "proportion" else last) + 1)
    share = np.exp(_log_chance(counts, centre, size, kind))
    total = np.cumsum(share)
    at = min(int(np.searchsorted(total, chance)), counts.size - 1)
    past = (total[at] - chance) / share[at]
    limit = max(0.0, float(counts[at] - past)) / size
    return min(limit, 1.0) if kind == "proportion" else limit


def _log_chance(counts: np.ndarray, centre: float, size: float, kind: str) -> np.ndarray:
    """Logarithm of the chance of each count, from the first one by steps."""
    first, after = int(counts[0]), counts[1:]
    if kind == "proportion":
        start = (
            math.lgamma(size + 1) - math.lgamma(first + 1) - math.lgamma(size - first + 1)
            + first * math.log(centre) + (size - first) * math.log1p(-centre)
        )  # fmt: skip
        steps = np.log((size - after + 1) / after) + math.log(centre) - math.log1p(-centre)
    else:
        expected = centre * size
        start = first * math.log(expected) - expected - math.lgamma(first + 1)
        steps = math.log(expected) - np.log(after)
    return start + np.concatenate([[0.0], np.cumsum(steps)])
