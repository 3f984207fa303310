"""A file of a million rows of somebody's own numbers is read whole."""

from __future__ import annotations

import numpy as np
import pandas as pd

from champions.own_data.table import read_own_data

COVERS = ("src/champions/own_data/*.py", "src/champions/tables/*.py")


def test_a_million_rows_are_read_whole() -> None:
    rng = np.random.default_rng(1)
    visits = np.datetime64("2022-01-01") + rng.integers(0, 1_000, 1_000_000)
    frame = pd.DataFrame(
        {
            "Visit date": pd.Series(visits).dt.strftime("%d/%m/%Y"),
            "Minutes": rng.integers(5, 90, visits.size),
        }
    )
    own = read_own_data(frame.to_csv(index=False).encode())
    assert own.rows == 1_000_000
    assert (own.table["Visit date"].to_numpy() == visits).all()
    assert (own.table["Minutes"] == frame["Minutes"]).all()
