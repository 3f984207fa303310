"""How often a stable service shows a signal: made-up series through the course's own rules.

    PYTHONPATH=src python benchmarks/chances.py            writes src/champions/charts/chances.csv
    PYTHONPATH=src python benchmarks/chances.py --alone    writes src/champions/charts/alone.csv
    PYTHONPATH=src python benchmarks/chances.py --warnings writes benchmarks/warnings-results.csv

A reading says "unlikely to be chance" by this table. Each row: so many series of independent values,
nothing of which changes, each judged as a chart would be. The same seed gives the same table.

``signal``: share of series that show any signal. ``five``, ``two``, ``one``: the smallest strength (see
:func:`champions.charts.chances.strength`) that at most 5, 2 or 1 in 100 of the series reach.
``baseline`` 0: lines from all points; else from the first so many.

``alone.csv``: how often one signal of one rule comes by itself. ``shares``: of series that show one as large as
``least`` (see :func:`champions.charts.chances.size_of`), as large as one more, and so on. What is exact is not in
it: runs, crossings, rises and falls, and counts beyond a limit.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from zlib import crc32

import numpy as np
import pandas as pd

from champions.charts import limits
from champions.charts.cautions import CAUTIONS
from champions.charts.chances import COUNT_FAMILIES, LEAST_SHARE, size_of, strength
from champions.charts.chart import Chart, control_chart, run_chart
from champions.charts.kinds import KINDS
from champions.charts.limits import Lines, Subgroups
from champions.charts.runs import RUN_RULES, judge_runs
from champions.charts.signals import LIMIT_RULES, LimitRules, find_signals
from champions.charts.tidy import side

SEED = 20261129
LENGTHS = (6, 8, 10, 12, 15, 20, 24, 30, 36, 48, 60, 80, 100, 150, 200)
BASELINES = (12, 15, 20, 30)
#: Series in a cell: with lines from all points, and from a baseline.
MANY, FEWER = 10_000, 4000
FROZEN = ("run", "i", *COUNT_FAMILIES, "g", "t")
FAMILIES = ("run", "i", *COUNT_FAMILIES, "g", "t", "xbar", "s", "mr")
ROOT = Path(__file__).resolve().parents[1]


def series(family: str, chance: np.random.Generator, length: int) -> np.ndarray:
    """One stable series of a family: what a person would call "nothing changed"."""
    if family in COUNT_FAMILIES:
        return chance.poisson(COUNT_FAMILIES[family], length).astype(float)
    if family == "g":
        return chance.geometric(1 / 11, length) - 1.0
    if family == "t":
        return chance.exponential(10.0, length)
    if family in {"xbar", "s"}:
        return chance.normal(size=(length, 5))
    return chance.normal(size=length)


def lines(family: str, values: np.ndarray, use: np.ndarray) -> Lines:
    """The lines of one series, as the charts of its family work them out."""
    if family in {"xbar", "s"}:
        size = np.full(len(values), 5)
        groups = Subgroups(values.mean(axis=1), values.std(axis=1, ddof=1), size)
        return (limits.xbar_lines if family == "xbar" else limits.s_lines)(groups, use)
    if family in COUNT_FAMILIES:
        return limits.c_lines(values, use)
    made = {
        "run": limits.run_lines, "i": limits.i_lines, "mr": limits.mr_lines,
        "g": limits.g_lines, "t": limits.t_lines,
    }[family]  # fmt: skip
    return made(values, use)


def strengths(family: str, length: int, baseline: int, many: int) -> dict[str, np.ndarray]:
    """For each rule set the strength of the signals of many stable series."""
    chance = np.random.default_rng([SEED, crc32(f"{family} {length} {baseline}".encode())])
    use = np.arange(length) < (baseline or length)
    rules = RUN_RULES if family == "run" else LIMIT_RULES
    alone = family != "run" and KINDS.get(family, KINDS["i"]).differences
    names = ["making-data-count"] if alone else list(rules)
    found = {name: np.zeros(many, dtype=int) for name in names}
    for at in range(many):
        drawn = lines(family, series(family, chance, length), use)
        for name in names:
            if family == "run":
                sides = side(drawn.values, drawn.centre)
                signals = judge_runs(drawn.values, sides, RUN_RULES[name]).signals
            else:
                signals = find_signals(drawn, LIMIT_RULES[name], outside_only=alone)
            found[name][at] = strength(signals, drawn)
    return found


def rare(found: np.ndarray, share: float) -> int:
    """The smallest strength that at most this share of the series reach."""
    ordered = np.sort(found)[::-1]
    return int(ordered[int(share * found.size)]) + 1


def rows(families: Sequence[str]) -> Iterator[list[object]]:
    """Every row of the table of some families."""
    for family in families:
        for baseline in (0, *(BASELINES if family in FROZEN else ())):
            for length in LENGTHS:
                if (baseline and length <= baseline) or (family == "run" and length < 10):
                    continue
                many = FEWER if baseline else MANY
                for name, found in strengths(family, length, baseline, many).items():
                    levels = [rare(found, share) for share in (0.05, 0.02, 0.01)]
                    yield [family, name, baseline, length, f"{(found > 0).mean():.4f}", *levels]
                print(family, baseline, length, flush=True)


#: Rules whose signals have no exact rate by themselves, found all at once; and the other way to count two of three.
EVERY = LimitRules("every", two_of_three="any", four_of_five=True, inner=15, outer=8)
NEAR = LimitRules("near", two_of_three="near")


def largest(family: str, length: int, many: int) -> dict[str, np.ndarray]:
    """For each of those rules the size of the largest signal of many stable series, -1 without one."""
    chance = np.random.default_rng([SEED, crc32(f"alone {family} {length}".encode())])
    use = np.full(length, True)
    alone = KINDS.get(family, KINDS["i"]).differences
    found: dict[str, np.ndarray] = {}
    for at in range(many):
        drawn = lines(family, series(family, chance, length), use)
        signals = find_signals(drawn, EVERY, outside_only=alone)
        near = () if alone or drawn.sigma is None else find_signals(drawn, NEAR)
        named = [(one.rule, one) for one in signals]
        named += [(f"{one.rule} near", one) for one in near if one.rule == "two of three"]
        for rule, one in named:
            sizes = found.setdefault(rule, np.full(many, -1))
            sizes[at] = max(sizes[at], size_of(one, drawn))
    if family in COUNT_FAMILIES:
        found.pop("outside", None)
    return found


def alone_rows(families: Sequence[str]) -> Iterator[list[object]]:
    """Every row of the table of single signals."""
    for family in families:
        for length in LENGTHS:
            for rule, sizes in sorted(largest(family, length, MANY).items()):
                least = int(sizes[sizes >= 0].min())
                shares = [(sizes >= size).mean() for size in range(least, int(sizes.max()) + 1)]
                kept = [f"{share:.4f}" for share in shares if share >= LEAST_SHARE]
                if kept:
                    yield [family, rule, length, least, " ".join(kept)]
            print(family, length, flush=True)


def write(path: Path, head: list[str], body: Iterator[list[object]]) -> None:
    """Write a table, whole or not at all."""
    made = list(body)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *made])


#: Stable data of which it is measured how often each caution is said: chart, and what one point is.
STABLE = (
    ("run", "MS"), ("i", "D"), ("i", "MS"), ("i", "QS"), ("xbar", ""), ("c", "MS"), ("c rare", "MS"),
    ("p", "MS"), ("p large", "MS"), ("u", "MS"), ("g", ""), ("t", ""),
)  # fmt: skip


def stable_chart(kind: str, freq: str, chance: np.random.Generator, length: int) -> Chart:
    """One chart of stable data, with dates where they matter to a caution."""
    time = pd.date_range("2015-01-01", periods=length, freq=freq) if freq else None
    if kind == "run":
        return run_chart(chance.normal(size=length), time=time)
    if kind.split(maxsplit=1)[0] in {"p", "u"}:
        out_of = chance.integers(20, 80, length) * (100 if "large" in kind else 1)
        share = chance.binomial(out_of, 0.3) if kind[0] == "p" else chance.poisson(out_of * 0.1)
        return control_chart(share.tolist(), kind[0], out_of=out_of.tolist(), time=time)
    if kind.startswith("c"):
        mean = 2.0 if "rare" in kind else 8.0
        return control_chart(chance.poisson(mean, length).tolist(), "c", time=time)
    if kind == "xbar":
        return control_chart(chance.normal(size=(length, 5)).tolist(), "xbar")
    return control_chart(series(kind, chance, length).tolist(), kind, time=time)


def warning_rows(many: int = 2000) -> Iterator[list[object]]:
    """How often each caution is said of stable data, by chart and length."""
    for kind, freq in STABLE:
        for length in (24, 36, 60, 120):
            chance = np.random.default_rng([SEED, crc32(f"{kind} {freq} {length}".encode())])
            said: dict[str, int] = dict.fromkeys([*CAUTIONS, "any"], 0)
            for _ in range(many):
                doubts = stable_chart(kind, freq, chance, length).doubts
                for name in {*doubts, *(["any"] if doubts else [])}:
                    said[name] += 1
            yield [kind, freq or "none", length, *(f"{said[name] / many:.4f}" for name in said)]
            print(kind, freq, length, {k: v / many for k, v in said.items() if v}, flush=True)


def main() -> None:
    """Write the table that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--warnings", action="store_true", help="how often cautions are said instead"
    )
    parser.add_argument(
        "--alone", action="store_true", help="how often each signal comes by itself instead"
    )
    parser.add_argument(
        "--only", nargs="+", choices=FAMILIES, help="make these families anew, keep the others"
    )
    asked = parser.parse_args()
    if asked.warnings:
        head = ["chart", "dates", "length", *CAUTIONS, "any"]
        write(Path(__file__).with_name("warnings-results.csv"), head, warning_rows())
        return
    if asked.alone:
        table = ROOT / "src" / "champions" / "charts" / "alone.csv"
        write(table, ["family", "rule", "length", "least", "shares"], alone_rows(FAMILIES[1:]))
        return
    head = ["family", "rules", "baseline", "length", "signal", "five", "two", "one"]
    table = ROOT / "src" / "champions" / "charts" / "chances.csv"
    kept: dict[str, list[list[object]]] = {}
    with table.open(encoding="utf-8", newline="") as file:
        for row in list(csv.reader(file))[1:]:
            kept.setdefault(row[0], []).append(list(row))
    made = {family: list(rows([family])) for family in asked.only or FAMILIES}
    write(table, head, (row for family in FAMILIES for row in made.get(family) or kept[family]))


if __name__ == "__main__":
    main()
