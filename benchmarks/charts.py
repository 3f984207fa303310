"""How long charts take: 1,000 charts of 36 points, and one chart of a million.

    python benchmarks/charts.py            print the figures
    python benchmarks/charts.py --write    and keep them in benchmarks/charts-results.md

Each figure is the best of several rounds. Other work on the machine can only make a round slower, so
the best one says most about the charts. Processor time is given beside it: the two differ when the
machine is busy with other things.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd

from champions.charts.chart import Chart, control_chart, run_chart

CHARTS, POINTS = 1000, 36
RESULTS = Path(__file__).with_name("charts-results.md")
IMPORT = """
import pandas, time
started = time.perf_counter()
import champions, champions.charts.chart
print(time.perf_counter() - started)
"""


def best(work: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Shortest time on the clock and shortest processor time, in seconds."""
    clocks, processor = [], []
    for _ in range(rounds):
        clock, used = time.perf_counter(), time.process_time()
        work()
        clocks.append(time.perf_counter() - clock)
        processor.append(time.process_time() - used)
    return min(clocks), min(processor)


def import_time(rounds: int = 5) -> float:
    """Seconds to import the charts in a new Python that has pandas loaded."""
    source = str(Path(__file__).parents[1] / "src")
    surroundings = {**os.environ, "PYTHONPATH": source}
    runs = [
        float(subprocess.run([sys.executable, "-c", IMPORT], check=True, capture_output=True, text=True,
                             env=surroundings).stdout)
        for _ in range(rounds)
    ]  # fmt: skip
    return min(runs)


def measure() -> list[tuple[str, float, float]]:
    """What was timed, seconds on the clock, seconds of the processor."""
    chance = np.random.default_rng(1)
    many = [chance.normal(20, 3, POINTS).round(1).tolist() for _ in range(CHARTS)]
    table = pd.DataFrame(
        {"week": pd.date_range("2025-01-06", periods=POINTS, freq="7D"), "days": many[0]}
    )
    million = chance.normal(size=1_000_000)
    charts = [control_chart(values, "i") for values in many]
    charts[0].to_png()
    work: list[tuple[str, Callable[[], object], int]] = [
        ("I charts of 36 points with rules, from lists", lambda: each(control_chart, many), 7),
        ("run charts of 36 points, from lists", lambda: each(run_chart, many), 7),
        ("I charts, from a table with dates", lambda: each(dated, [table] * CHARTS), 5),
        ("I charts drawn as PNG", lambda: each(Chart.to_png, charts), 2),
    ]
    rows = [(f"{CHARTS} {what}", *best(job, rounds)) for what, job, rounds in work]
    rows += [
        ("one I chart of 1,000,000 points with rules", *best(lambda: control_chart(million), 5)),
        ("import champions.charts.chart, pandas loaded", import_time(), float("nan")),
    ]
    return rows


def each(job: Callable[[Any], object], things: list[Any]) -> None:
    """Do a job for each thing."""
    for thing in things:
        job(thing)


def dated(table: pd.DataFrame) -> Chart:
    """An I chart of the days by week."""
    return control_chart(table, "i", "days", time="week")


def markdown(rows: list[tuple[str, float, float]]) -> str:
    """The figures as a table, with the machine and the versions that made them."""
    today, load = f"{datetime.now(UTC):%d %B %Y}", os.getloadavg()[0]
    head = (
        f"# Time that charts take\n\nMade by `python benchmarks/charts.py --write` on {today}: "
        f"Python {platform.python_version()}, numpy {np.__version__}, pandas {pd.__version__}, matplotlib "
        f"{mpl.__version__}, {os.cpu_count()} cores ({platform.machine()}), load {load:.1f} at the end.\n\n"
        "| work | seconds on the clock | seconds of the processor |\n|---|---|---|\n"
    )
    return head + "".join(
        f"| {what} | {clock:.3f} | {'' if used != used else f'{used:.3f}'} |\n"
        for what, clock, used in rows
    )


if __name__ == "__main__":
    found = markdown(measure())
    print(found)
    if "--write" in sys.argv[1:]:
        RESULTS.write_text(found, encoding="utf-8")
