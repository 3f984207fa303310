"""Honest chance: made-up series for lessons, from a named seed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from champions.charts.runs import analyse_runs


@dataclass(frozen=True)
class Alarms:
    """How many of a number of made-up charts gave a signal.

    ``shift`` is the change half way through, in standard deviations; 0 means that nothing changed.
    """

    rules: str
    weeks: int
    shift: float
    charts: int
    signals: int

    @property
    def share(self) -> float:
        """Share of charts with a signal, from 0 to 1."""
        return self.signals / self.charts


def count_alarms(
    rules: str, weeks: int, shift: float = 0.0, charts: int = 200, seed: int = 1
) -> Alarms:
    """Make charts of chance alone, or with a change half way, and count those that give a signal.

    Values are independent and normal, with a standard deviation of 1. The middle line is the median
    of the whole chart, as when a chart is read for the first time.

    Args:
        rules: a rule set of :func:`champions.charts.runs.analyse_runs`.
        weeks: points on each chart.
        shift: how far the second half is moved, in standard deviations.
        charts: how many charts to make.
        seed: where chance starts; the same seed gives the same charts.

    >>> count_alarms("anhoej", weeks=24, charts=100).share < 0.15
    True
    """
    chance = np.random.default_rng(seed)
    series = chance.normal(size=(charts, weeks))
    series[:, weeks // 2 :] += shift
    signals = sum(bool(analyse_runs(values, rules=rules).signals) for values in series)
    return Alarms(rules, weeks, shift, charts, signals)
