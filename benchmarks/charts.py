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

import matplotlib as mpl
import numpy as np
import pandas as pd

from champions.charts import control_chart, run_chart

CHARTS, POINTS = 1000, 36
RESULTS = Path(__file__).with_name("charts-results.md")
IMPORT = "import pandas, time; t = time.perf_counter(); import champions, champions.charts; print(time.perf_counter() - t)"


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
    table = pd.DataFrame({"week": pd.date_range("2025-01-06", periods=POINTS, freq="7D"), "days": many[0]})
    million = chance.normal(size=1_000_000)
    charts = [control_chart(values, "i") for values in many]
    charts[0].to_png()
    return [
        (f"{CHARTS} I charts of {POINTS} points with rules, from lists", *best(lambda: [control_chart(v, "i") for v in many], 7)),
        (f"{CHARTS} run charts, from lists", *best(lambda: [run_chart(v) for v in many], 7)),
        (f"{CHARTS} I charts, from a table with dates", *best(lambda: [control_chart(table, "i", "days", time="week") for _ in many], 5)),
        (f"{CHARTS} I charts drawn as PNG", *best(lambda: [chart.to_png() for chart in charts], 2)),
        ("one I chart of 1,000,000 points with rules", *best(lambda: control_chart(million, "i"), 5)),
        ("import champions.charts, pandas loaded", import_time(), float("nan")),
    ]  # fmt: skip


def markdown(rows: list[tuple[str, float, float]]) -> str:
    """The figures as a table, with the machine and the versions that made them."""
    head = (
        f"# Time that charts take\n\nMade by `python benchmarks/charts.py --write` on {datetime.now(UTC):%d %B %Y}: "
        f"Python {platform.python_version()}, numpy {np.__version__}, pandas {pd.__version__}, matplotlib "
        f"{mpl.__version__}, {os.cpu_count()} cores ({platform.machine()}), load {os.getloadavg()[0]:.1f} at the end.\n\n"
        "| work | seconds on the clock | seconds of the processor |\n|---|---|---|\n"
    )
    return head + "".join(
        f"| {what} | {clock:.3f} | {'' if used != used else f'{used:.3f}'} |\n" for what, clock, used in rows
    )


if __name__ == "__main__":
    found = markdown(measure())
    print(found)
    if "--write" in sys.argv[1:]:
        RESULTS.write_text(found, encoding="utf-8")
