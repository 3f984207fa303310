"""The boxes of Anhøj and Wentzel-Larsen, worked out anew: crossings and longest run judged together.

    PYTHONPATH=src python benchmarks/boxes.py      writes src/champions/charts/boxes.csv

A box says: no signal while there are at least so many crossings and the longest run has at most so many
points. For n useful points about a middle line, where each lies above or below by a fair coin:

``crossings``, ``longest`` (the best box): of all boxes that leave at least 92.5 of 100 stable series
    without a signal, the one that misses a shift of 0.8 standard deviations least often.
``by_longest``, ``by_crossings`` (the cut box): cells at the edge of that box are taken off, starting at
    its corner, as long as 92.5 of 100 stay. Where the longest run is as long as the box allows, there
    must then be at least ``by_longest`` crossings; where there are as few crossings as the box allows,
    the longest run may have at most ``by_crossings`` points. Both are empty where nothing can be cut.

Source of the definition: Anhøj J, Wentzel-Larsen T. Smooth operator: modifying the Anhøj rules to improve
runs analysis in statistical process control. PLoS ONE 2020;15:e0233920, for n from 10 to 100. The numbers
here are our own working, by another way than theirs (``tests/test_boxes.py`` counts small n by hand).
"""

from __future__ import annotations

import csv
import math
from pathlib import Path
from statistics import NormalDist

import numpy as np

FEWEST, MOST = 10, 100
#: How many of 100 stable series have to stay without a signal, and the shift to be found.
CALM, SHIFT = 0.925, 0.8
TABLE = Path(__file__).resolve().parents[1] / "src" / "champions" / "charts" / "boxes.csv"


def joint(points: int, above: float) -> np.ndarray:
    """The chance of so many crossings (row) and a longest run of so many (column - 1).

    Point by point: what is kept is the side, the crossings, the longest run so far and the present one.

    Args:
        points: useful points. above: the chance of a point to lie above the line.

    >>> joint(3, 0.5).tolist()  # of eight: 2 in one run, 4 with one crossing, 2 with two
    [[0.0, 0.0, 0.25], [0.0, 0.5, 0.0], [0.25, 0.0, 0.0]]
    """
    chances = (above, 1 - above)
    made = np.zeros((points, points))
    for longest in range(1, points + 1):
        made[:, longest - 1] = _at_most(points, chances, longest)
    return np.diff(made, axis=1, prepend=0.0)


def _at_most(points: int, chances: tuple[float, float], longest: int) -> np.ndarray:
    """The chance of each number of crossings with no run of more than so many points."""
    # now[side][crossings, length of the present run - 1]
    now = [np.zeros((points, longest)) for _ in chances]
    for side, chance in enumerate(chances):
        now[side][0, 0] = chance
    for _ in range(points - 1):
        after = []
        for side, chance in enumerate(chances):
            one = np.zeros((points, longest))
            one[:, 1:] = now[side][:, :-1] * chance
            one[1:, 0] = now[1 - side].sum(axis=1)[:-1] * chance
            after.append(one)
        now = after
    return np.asarray(now[0].sum(axis=1) + now[1].sum(axis=1))


def best_box(calm: np.ndarray, shifted: np.ndarray) -> tuple[int, int]:
    """Fewest crossings and longest run of the best box."""
    least = (math.inf, 0, 0)
    for crossings in range(calm.shape[0]):
        for longest in range(1, calm.shape[1] + 1):
            stays = calm[crossings:, :longest].sum()
            missed = float(shifted[crossings:, :longest].sum())
            corner = calm[crossings, longest - 1] > 0
            if corner and stays >= CALM and missed < least[0]:
                least = (missed, crossings, longest)
    return least[1], least[2]


def cut_box(
    calm: np.ndarray, shifted: np.ndarray, crossings: int, longest: int
) -> tuple[int, int] | None:
    """The cut of a box: fewest crossings at its longest run, longest run at its fewest crossings."""
    stays = calm[crossings:, :longest].sum() - calm[crossings, longest - 1]
    if stays < CALM:
        return None
    more, fewer = crossings + 1, longest - 1
    while True:
        along = {"crossings": calm[more, longest - 1], "run": calm[crossings, fewer - 1]}
        fits = [way for way, lost in along.items() if lost > 0 and stays - lost >= CALM]
        if not fits:
            return more, fewer
        way = fits[0]
        if len(fits) == 2:
            found = shifted[more, longest - 1], shifted[crossings, fewer - 1]
            way = "crossings" if found[0] >= found[1] else "run"
        stays -= along[way]
        more, fewer = (more + 1, fewer) if way == "crossings" else (more, fewer - 1)


def rows() -> list[list[object]]:
    """Every row of the table."""
    shifted_above = NormalDist().cdf(SHIFT)
    made: list[list[object]] = []
    for points in range(FEWEST, MOST + 1):
        calm, shifted = joint(points, 0.5), joint(points, shifted_above)
        box = best_box(calm, shifted)
        cut = cut_box(calm, shifted, *box)
        made.append([points, *box, *(cut or ("", ""))])
    return made


if __name__ == "__main__":
    head = ["useful", "crossings", "longest", "by_longest", "by_crossings"]
    table = rows()
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *table])
