"""The warm hub of lesson 07: a year of visits, with the band that weeks usually stay in."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from champions.charts import Chart


def hub_weeks() -> pd.DataFrame:
    """Visits to the warm hub, one row a week, without the week that was typed twice.

    >>> len(hub_weeks())
    52
    """
    from champions.data import load

    return load("warm-hub-visits").drop_duplicates("week").reset_index(drop=True)


@lru_cache(maxsize=1)
def hub_chart() -> Chart:
    """The year on an XmR chart, by the Making Data Count rules.

    >>> [(signal.rule, signal.points) for signal in hub_chart().signals]
    [('outside', (19,)), ('outside', (33,))]
    """
    from champions.charts import control_chart

    return control_chart(
        hub_weeks(),
        "i",
        "visits",
        time="week",
        name="visits",
        title="Visits to the warm hub in a week",
    )
