"""How long charts take: alone, and beside two packages that do the same, in one run.

    PYTHONPATH=src python benchmarks/charts.py            print the figures
    PYTHONPATH=src python benchmarks/charts.py --write    and keep them in benchmarks/charts-results.md

The other packages are pycontrolcharts 0.1.2 and shewhart 0.1.1 from PyPI. Where they are not installed,
that part is left out, and the figures are not written. Each works out an individuals chart of 36 points
with its rules and gives its table. Rounds of all of them take turns, so that a busy machine is as busy for
each; the best round counts, in seconds of the processor. What is kept is what one takes by the other: seconds
differ from machine to machine.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd

from champions.charts.chart import Chart, control_chart, run_chart

CHARTS, POINTS, ROUNDS = 200, 36, 9
RESULTS = Path(__file__).with_name("charts-results.md")
IMPORT = """
import pandas, time
started = time.perf_counter()
import champions, champions.charts.chart
print(time.perf_counter() - started)
"""

#: One thing to time: what it does to one of the inputs that are made up for it.
Job = tuple[Callable[[Any], object], list[Any]]


def best_of(jobs: dict[str, Job], rounds: int = ROUNDS) -> dict[str, float]:
    """The shortest processor time of one, in milliseconds, for each job. The jobs take turns."""
    found = dict.fromkeys(jobs, float("inf"))
    for work, things in jobs.values():
        work(things[0])
    for _ in range(rounds):
        for name, (work, things) in jobs.items():
            used = time.process_time()
            for thing in things:
                work(thing)
            found[name] = min(found[name], (time.process_time() - used) / len(things) * 1000)
    return found


def import_time(rounds: int = 5) -> float:
    """Milliseconds to import the charts in a new Python that has pandas loaded."""
    source = str(Path(__file__).parents[1] / "src")
    surroundings = {**os.environ, "PYTHONPATH": source}
    runs = [
        float(subprocess.run([sys.executable, "-c", IMPORT], check=True, capture_output=True, text=True,
                             env=surroundings).stdout)
        for _ in range(rounds)
    ]  # fmt: skip
    return min(runs) * 1000


def made_up() -> tuple[list[list[float]], list[pd.DataFrame]]:
    """Series of stable data, and each as a table with a date and a date as text."""
    chance = np.random.default_rng(1)
    lists = [chance.normal(20, 3, POINTS).round(1).tolist() for _ in range(CHARTS)]
    week = pd.date_range("2025-01-06", periods=POINTS, freq="7D")
    text, number = week.strftime("%Y-%m-%d").astype(object), np.arange(1, POINTS + 1)
    tables = [
        pd.DataFrame({"week": week, "text": text, "number": number, "days": days}) for days in lists
    ]
    return lists, tables


def own_jobs() -> dict[str, Job]:
    """What is timed of these charts alone."""
    lists, tables = made_up()
    charts = [control_chart(days) for days in lists]

    def by(column: str) -> Job:
        return lambda table: control_chart(table, "i", "days", time=column), tables

    def read(days: list[float]) -> object:
        chart = control_chart(days)
        return chart.reading, chart.notes

    return {
        "an I chart with rules, from a list": (control_chart, lists),
        "a run chart, from a list": (run_chart, lists),
        "an I chart from a table, times as numbers": by("number"),
        "an I chart from a table, times as dates": by("week"),
        "an I chart from a table, times as text": by("text"),
        "an I chart with its table": (lambda days: control_chart(days).points, lists),
        "an I chart with its reading and cautions": (read, lists),
        "an I chart drawn as PNG": (Chart.to_png, charts[:40]),
    }


def beside() -> dict[str, Job]:
    """The same work in three packages: the chart and its table, from a list and from a table with dates."""
    import pycontrolcharts
    import shewhart

    lists, tables = made_up()
    return {
        "from a list: champions": (lambda days: control_chart(days).points, lists),
        "from a list: pycontrolcharts": (pycontrolcharts.calc_xmr, lists),
        "from a list: shewhart": (lambda days: shewhart.imr(days).to_frame(), lists),
        "from a table: champions": (
            lambda table: control_chart(table, "i", "days", time="week").points, tables,
        ),
        "from a table: pycontrolcharts": (
            lambda table: pycontrolcharts.calc_xmr(table, value_column="days", label="week"), tables,
        ),
        "from a table: shewhart": (
            lambda table: shewhart.imr(table, value="days").to_frame(), tables,
        ),
    }  # fmt: skip


def report() -> str:
    """The figures as two tables, with the versions that made them."""
    own = best_of(own_jobs(), 7)
    one = own["an I chart from a table, times as numbers"]
    lists, _ = made_up()
    sizes = [len(control_chart(days, title="Days waited").to_png()) / 1024 for days in lists[:40]]
    million = np.random.default_rng(1).normal(size=1_000_000)
    large = best_of({"": (control_chart, [million])}, 3)[""]
    head = (
        f"# Time that charts take\n\nMade by `python benchmarks/charts.py --write` on "
        f"{datetime.now(UTC):%d %B %Y}: Python {platform.python_version()}, numpy {np.__version__}, pandas "
        f"{pd.__version__}, matplotlib {mpl.__version__}, {os.cpu_count()} cores ({platform.machine()}), load "
        f"{os.getloadavg()[0]:.1f} at the end.\n\n## Alone\n\nOne chart of {POINTS} points. The last column is "
        "by an I chart from a table with times as numbers.\n\n| work | milliseconds | times as long |\n"
        "|---|---|---|\n"
    )
    rows = "".join(f"| {name} | {took:.3f} | {took / one:.2f} |\n" for name, took in own.items())
    rows += f"| an I chart of 1,000,000 points | {large:.0f} | |\n"
    rows += f"| import of the charts, pandas loaded | {import_time():.0f} | |\n"
    rows += f"\nA PNG of {POINTS} points has {np.mean(sizes):.0f} KB, the largest of 40 {max(sizes):.0f} KB.\n"
    return head + rows


def compared() -> str:
    """How long each package takes, by the fastest of the others."""
    took = best_of(beside(), 15)
    names = f"pycontrolcharts {version('pycontrolcharts')} and shewhart {version('shewhart')}"
    said = (
        f"\n## Beside {names}\n\nThe chart and its table, in one run. Ours has rules, phases, notes and sides "
        "in it. 1 is the faster of the two others.\n\n| package | from a list | from a table with dates |\n"
        "|---|---|---|\n"
    )
    for package in ("champions", "pycontrolcharts", "shewhart"):
        cells = []
        for source in ("from a list", "from a table"):
            others = [took[f"{source}: {name}"] for name in ("pycontrolcharts", "shewhart")]
            cells.append(f"{took[f'{source}: {package}'] / min(others):.2f}")
        said += f"| {package} | {' | '.join(cells)} |\n"
    return said


def main() -> int:
    """Print the figures, and keep them where that is asked for and all could be measured."""
    try:
        other = compared()
    except ImportError as error:
        other = ""
        print(f"{error.name} is not installed: the part beside other packages is left out.")
    found = report() + other
    print(found)
    if "--write" in sys.argv[1:] and other:
        RESULTS.write_text(found, encoding="utf-8")
    return 0 if other or "--write" not in sys.argv[1:] else 1


if __name__ == "__main__":
    raise SystemExit(main())
