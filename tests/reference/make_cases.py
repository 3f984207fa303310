"""Make the cases that tests/reference/make_reference.R works out with the R packages.

    python make_cases.py > cases.csv

One row for each case. Lists are separated by spaces; NA is a missing value. The members of a subgroup
are joined by "/". A seed makes the same cases each time.
"""

from __future__ import annotations

import csv
import sys

import numpy as np

KINDS = ["run", "i", "mr", "xbar", "s", "p", "pp", "u", "up", "c", "g", "t"]
AGREED = {"p": 0.4, "pp": 0.4, "u": 0.35, "up": 0.35, "s": 2}
HEADS = [
    "case",
    "package",
    "chart",
    "y",
    "n",
    "screen",
    "freeze",
    "part",
    "exclude",
    "centre",
    "multiply",
]
chance = np.random.default_rng(20260131)


def joined(numbers: object) -> str:
    """Numbers as short as they can be written, with spaces between."""
    return " ".join("NA" if x != x else f"{x:.12g}" for x in np.asarray(numbers, float).tolist())


def some(most: int, size: int) -> list[int]:
    """A few places, in order."""
    return sorted(set(chance.integers(1, size + 1, int(chance.integers(1, most + 1))).tolist()))


def plain(kind: str, size: int, late: np.ndarray) -> np.ndarray:
    """Values of charts with one number for each point; often with ties, sometimes one far out."""
    if kind == "c":
        return chance.poisson(np.where(late, 9, chance.uniform(1, 20)), size)
    if kind == "g":
        return chance.geometric(np.where(late, 0.3, chance.uniform(0.03, 0.5)), size) - 1
    if kind == "t":
        times = chance.exponential(np.where(late, 30, chance.uniform(2, 20)), size)
        return np.maximum(np.round(times, int(chance.integers(0, 3))), 1)
    values = np.round(
        chance.normal(np.where(late, 12, 10), chance.uniform(0.6, 3), size),
        chance.choice([0, 0, 1, 2]),
    )
    if chance.random() < 0.15:
        values[int(chance.integers(size))] += 25
    return np.round(values / 3) if chance.random() < 0.2 else values


def shares(kind: str, size: int, late: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Counts and totals, some very small, some all the same."""
    low, high = [(1, 12), (20, 300), (50, 51)][int(chance.integers(3))]
    n = chance.integers(low, high, size)
    p = np.where(late, chance.uniform(0.05, 0.9), chance.uniform(0.05, 0.9))
    return (chance.binomial(n, p) if kind in {"p", "pp"} else chance.poisson(n * p)), n


def subgroups(size: int, late: np.ndarray) -> str:
    """Subgroups of one size or of many, some with a member missing."""
    same, members = chance.random() < 0.4, int(chance.integers(2, 9))
    rows = [
        np.round(
            chance.normal(12 if later else 10, 2, members if same else int(chance.integers(2, 12))),
            1,
        )
        for later in late
    ]
    if chance.random() < 0.3:
        for at in some(3, size):
            rows[at - 1][0] = np.nan
    return " ".join(joined(row).replace(" ", "/") for row in rows)


def case(number: int, package: str) -> list[object]:
    """One row."""
    kind = KINDS[number % 12] if package == "qicharts2" else "i"
    size = int(chance.integers(13, 49))
    late = (np.arange(size) >= size * chance.uniform(0.3, 0.9)) & (chance.random() < 0.4)
    y, n = "", ""
    if kind in {"xbar", "s"}:
        y = subgroups(size, late)
    else:
        count, out_of = (
            shares(kind, size, late) if kind in AGREED else (plain(kind, size, late), None)
        )
        count = count.astype(float)
        if package == "qicharts2" and chance.random() < 0.35:
            count[np.array(some(3, size)) - 1] = np.nan
        if package != "qicharts2" and chance.random() < 0.4:
            at, way = int(chance.integers(0, size - 8)), chance.choice([-1, 1])
            count[at : at + 7] = count[at] + way * np.arange(7) * 0.5
        y, n = joined(count), "" if out_of is None else joined(out_of)
    freeze = int(chance.integers(12, size)) if chance.random() < 0.25 else ""
    split = chance.random() < 0.3 and (package != "qicharts2" or not freeze)
    part = joined(np.array(some(2, size - 10)) + 4) if split else ""
    exclude = joined(some(3, size)) if package == "qicharts2" and chance.random() < 0.25 else ""
    given = package == "qicharts2" and kind != "t" and chance.random() < 0.12
    centre = AGREED.get(kind, 10) if given else ""
    multiply = int(chance.choice([1, 1, 100])) if package == "qicharts2" else 1
    screen = int(chance.random() < 0.5)
    return [number, package, kind, y, n, screen, freeze, part, exclude, centre, multiply]


if __name__ == "__main__":
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(HEADS)
    writer.writerows(case(number, "qicharts2") for number in range(1440))
    writer.writerows(case(number, "NHSRplotthedots") for number in range(1440, 2000))
