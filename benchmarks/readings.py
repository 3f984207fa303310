"""Twenty readings for people to read: a statistician strictly, a learner as if it were their own chart.

    PYTHONPATH=src python benchmarks/readings.py            print them
    PYTHONPATH=src python benchmarks/readings.py --write    and keep them in benchmarks/readings.md
    PYTHONPATH=src python benchmarks/readings.py --pictures FOLDER    draw each chart there

They are of every kind of chart and of every state of a series: stable, shifted, climbing, with a season,
spread too widely, short, tied, at the end of a scale, with gaps, with lines started afresh. All are made up.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from champions.charts.chart import control_chart, run_chart
from champions.charts.export import Showable
from champions.charts.funnel import funnel_chart
from champions.charts.pareto import pareto_chart

KEPT = Path(__file__).with_name("readings.md")


def chance(count: int, seed: int) -> list[float]:
    """Numbers from 0 to 1 as chance makes them, the same on every computer and with every library.

    >>> [round(number, 3) for number in chance(3, 1)]
    [0.237, 0.944, 0.66]
    """
    now, found = seed, []
    for _ in range(count + 3):
        now = (1_103_515_245 * now + 12_345) % 2**31
        found.append(now / 2**31)
    return found[3:]


def noise(count: int, seed: int) -> np.ndarray:
    """Values about 0 with a standard deviation of 1, near enough normal: sums of twelve."""
    return np.array(chance(12 * count, seed)).reshape(count, 12).sum(axis=1) - 6


def counts(means: np.ndarray, seed: int) -> list[int]:
    """Counts about these means, as widely spread as counts are."""
    return [
        max(0, round(mean + one * mean**0.5))
        for mean, one in zip(means, noise(len(means), seed), strict=True)
    ]


def weeks(count: int) -> pd.DatetimeIndex:
    """Mondays from 6 January 2025."""
    return pd.date_range("2025-01-06", periods=count, freq="7D")


def months(count: int) -> pd.DatetimeIndex:
    """Months from January 2022."""
    return pd.date_range("2022-01-01", periods=count, freq="MS")


def step(count: int, at: int, by: float) -> np.ndarray:
    """A lasting change at one point."""
    return by * (np.arange(count) >= at)


def _areas() -> Showable:
    table = pd.DataFrame({
        "month": [*months(24), *months(24)],
        "area": ["Northgate"] * 24 + ["Riverside"] * 24,
        "days": np.round([*(18 + 2 * noise(24, 31)), *(21 + 2 * noise(24, 32) - step(24, 12, 6))], 1),
    })  # fmt: skip
    return run_chart(table, "days", time="month", facets="area", name="waits", improvement="down")


def _funnel() -> Showable:
    sizes = np.array([round(40 + 400 * one) for one in chance(22, 41)])
    late = counts(sizes * 0.15, 42)
    late[4], late[11] = round(sizes[4] * 0.36), round(sizes[11] * 0.03)
    table = pd.DataFrame(
        {"team": [f"Team {at + 1}" for at in range(22)], "late": late, "visits": sizes}
    )
    return funnel_chart(table, "late", out_of="visits", place="team", title="Late visits by team")


def _xbar() -> Showable:
    groups = (30 + 4 * noise(120, 51)).reshape(24, 5) + step(24, 15, 5)[:, None]
    return control_chart(
        np.round(groups).tolist(),
        "xbar",
        time=weeks(24),
        name="minutes on hold",
        improvement="down",
    )


def _p(seed: int, extra: float, name: str) -> Showable:
    sizes = np.array([round(60 + 30 * one) for one in chance(30, seed)])
    share = np.clip(0.3 + extra * noise(30, seed + 1), 0.02, 0.98)
    late = [min(int(n), one) for n, one in zip(sizes, counts(sizes * share, seed + 2), strict=True)]
    return control_chart(
        late, "p", out_of=sizes.tolist(), time=weeks(30), name=name, improvement="down"
    )


def _gaps() -> Showable:
    values: list[float | None] = [*np.round(14 + 2 * noise(26, 61) - step(26, 15, 5), 1)]
    values[6] = values[17] = None
    return run_chart(
        values, time=weeks(26), name="falls", improvement="down", notes={"2025-04-21": "new rails"}
    )


def _phases() -> Showable:
    values = np.round(40 + 3 * noise(36, 71) - step(36, 18, 12) + step(36, 34, 14))
    return control_chart(
        values.tolist(), "i", time=months(36), name="days until the first visit", improvement="down", target=30,
        rebase={"2023-07-01": "second nurse, agreed in June"},
    )  # fmt: skip


def _uptake() -> Showable:
    seen = [96, 98, 97, 99, 95, 98, 97, 96, 99, 98, 97, 98, 96, 97, 99, 98, 97, 96, 98, 97]
    return control_chart(seen, "p", out_of=[100] * 20, time=months(20), name="people seen in time", target=0.95,
                         improvement="up", percent=True)  # fmt: skip


#: What each is good for, and how it is made.
READINGS: tuple[tuple[str, Callable[[], Showable]], ...] = (
    ("A run chart of a stable service", lambda: run_chart(
        np.round(25 + 3 * noise(24, 11)).tolist(), time=weeks(24), name="waits", unit="days", improvement="down")),
    ("A run chart with a lasting change", lambda: run_chart(
        np.round(25 + 3 * noise(24, 12) - step(24, 13, 8)).tolist(), time=weeks(24), name="waits", unit="days",
        improvement="down", notes={"2025-04-07": "phone round"})),
    ("A run chart that is too short", lambda: run_chart(
        [7, 9, 8, 8, 6, 9, 7, 8], time=weeks(8), name="people who came", improvement="up")),
    ("A run chart with gaps, of falls", _gaps),
    ("A run chart on which most dots are 0", lambda: run_chart(
        [0, 0, 1, 0, 0, 2, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0], time=weeks(24), name="complaints",
        improvement="down")),
    ("Two run charts side by side", _areas),
    ("A run chart of one group, by Perla's rules, with a climb", lambda: run_chart(
        np.round(20 + 1.2 * noise(20, 13) + np.clip(np.arange(20) - 12, 0, None) * 2.5, 1).tolist(), time=months(20),
        name="people who came", rules="perla", improvement="up")),
    ("An I chart with several signals", lambda: control_chart(
        np.round(24 + 2.2 * noise(30, 14) - step(30, 16, 7) + step(30, 8, 8) - step(30, 9, 8)).tolist(), "i",
        time=weeks(30), name="waits", unit="days", improvement="down", target=18)),
    ("An I chart whose lines start afresh", _phases),
    ("An I chart with a season", lambda: control_chart(
        np.round(60 + 12 * np.sin(np.arange(48) / 12 * 2 * np.pi) + 3 * noise(48, 15)).tolist(), "i",
        time=months(48), name="calls")),
    ("A P chart of a stable share", lambda: _p(21, 0.0, "late visits")),
    ("A P chart whose points vary too widely", lambda: _p(24, 0.12, "late visits")),
    ("A P chart near the end of its scale, with a target", _uptake),
    ("A P chart on which all are at 100%", lambda: control_chart(
        [30] * 14, "p", out_of=[30] * 14, time=months(14), name="people seen in time", target=0.95, improvement="up",
        percent=True)),
    ("A U chart with one point beyond a limit", lambda: control_chart(
        [*counts(np.full(17, 9.0), 27), 24, *counts(np.full(6, 9.0), 28)], "u",
        out_of=[300 + 20 * (at % 4) for at in range(24)], time=months(24), multiply=100,
        name="falls for 100 days of stay", improvement="down")),
    ("A C chart that climbs", lambda: control_chart(
        counts(9 + np.linspace(0, 12, 26), 29), "c", time=months(26), name="complaints", improvement="down")),
    ("A G chart on which events become rarer", lambda: control_chart(
        [6, 2, 11, 0, 7, 4, 15, 3, 9, 1, 6, 12, 28, 41, 19, 36, 52, 24, 33, 47], "g", name="visits between falls",
        improvement="up")),
    ("A T chart with a long gap", lambda: control_chart(
        [5, 12, 3, 8, 20, 6, 9, 2, 14, 7, 11, 4, 160, 10, 6, 13], "t", name="days between falls", unit="days",
        improvement="up")),
    ("A funnel plot of 22 teams", _funnel),
    ("A Pareto chart", lambda: pareto_chart(
        ["no lift"] * 21 + ["wrong day"] * 13 + ["No lift "] * 4 + ["ill"] * 6 + ["forgot"] * 5 + ["other"] * 3,
        name="missed visits", title="Why visits were missed")),
)  # fmt: skip


def page() -> str:
    """All twenty, each with its numbers, its reading and what else stands below the picture."""
    head = (
        "# Twenty readings\n\nMade by `python benchmarks/readings.py --write`. The numbers are made up. People read "
        "them twice, as a statistician and as a learner: is anything said that the numbers do not say, is "
        "anything missing, can it be followed?\n"
    )
    parts = [head]
    for at, (what, make) in enumerate(READINGS, 1):
        chart = make()
        lines = chart.caption.split("\n")
        parts.append(
            f"\n## {at}. {what}\n\n" + "\n".join(f"> {line}  " for line in lines).rstrip() + "\n"
        )
        parts.append(f"\n{_numbers(chart)}\n")
    return "".join(parts)


def _numbers(chart: Showable) -> str:
    """What was drawn, in one line."""
    points = chart.points
    name = "value" if "value" in points else "count"
    values = ["–" if value != value else f"{value:.4g}" for value in points[name]]
    return f"The numbers: {', '.join(values)}."


def main() -> int:
    """Print or keep the page, or draw the pictures."""
    if "--pictures" in sys.argv:
        folder = Path(sys.argv[sys.argv.index("--pictures") + 1])
        folder.mkdir(parents=True, exist_ok=True)
        for at, (_, make) in enumerate(READINGS, 1):
            make().to_png(folder / f"{at:02d}.png")
        return 0
    found = page()
    print(found)
    if "--write" in sys.argv:
        KEPT.write_text(found, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
