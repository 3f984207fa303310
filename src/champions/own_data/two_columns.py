"""A time in two columns: a year in one, and its months, quarters or weeks in another, put together."""

from __future__ import annotations

import re

import pandas as pd

from champions.own_data.elsewhere import in_english
from champions.own_data.periods import comes_round
from champions.sentences.told import told

_YEAR = re.compile(r"(?:fy ?)?(?P<y>(?:19|20)\d\d)(?:[/-](?:\d\d){1,2})?")
#: The month from which a financial year runs, in the UK.
_APRIL = 4
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def year_with_month(
    names: list[str], body: pd.DataFrame
) -> tuple[list[str], pd.DataFrame, list[str]]:
    """A table whose months, quarters or weeks have got their year, where that stands in a column beside them.

    Returns:
        The names of the columns, the cells, and what to say.

    >>> cells = pd.DataFrame({0: ["2024", "2024", "2025"], 1: ["Nov", "Dec", "Jan"], 2: ["4", "5", "3"]})
    >>> year_with_month(["Year", "Month", "Falls"], cells)[1][1].tolist()
    ['nov 2024', 'dec 2024', 'jan 2025']
    """
    years = [at for at in body if body[at].str.casefold().str.fullmatch(_YEAR).all()]
    if len(years) != 1 or len(body) < 3:
        return names, body, []
    year = body[years[0]].str.casefold()
    for name, at in zip(names, body.columns, strict=True):
        if at == years[0]:
            continue
        made = _with_year(body[at], year, name)
        if made is not None:
            whole = body.copy()
            whole[at] = made
            year_name = names[list(body.columns).index(years[0])]
            shown = f"{body[at].iloc[0]} {body[years[0]].iloc[0]}"
            said = told(
                '"{name}" and "{year_name}" were read together, as in "{shown}".',
                name=name,
                year_name=year_name,
                shown=shown,
            )
            return names, whole, [said]
    return names, body, []


def _with_year(cells: pd.Series, year: pd.Series, name: str) -> list[str] | None:
    """Each cell with its year; None where the column is not one of months, quarters or weeks."""
    plain = in_english(cells, name)
    first = year.str.extract(r"((?:19|20)\d\d)")[0].astype(int)
    financial = year.str.contains(r"\d[/-]\d")
    found = comes_round(list(cells), name)
    if found is not None and found.kind == "month":
        at = [_MONTHS.index(text[:3]) + 1 for text in plain]
        late = [one < _APRIL and fin for one, fin in zip(at, financial, strict=True)]
        return [
            f"{_MONTHS[one - 1]} {y + after}" for one, y, after in zip(at, first, late, strict=True)
        ]
    if found is not None and found.kind == "quarter":
        number = plain.str.extract(r"([1-4])\W*$")[0]
        return [f"{y} Q{q}" for y, q in zip(year, number, strict=True)]
    if found is not None and found.kind == "week":
        number = plain.str.extract(r"(\d{1,2})\W*$")[0].astype(int)
        return [f"{y}-W{w:02d}" for y, w in zip(first, number, strict=True)]
    if (
        re.search(r"(?i)month|monat|mois|mes\b|miesiąc|mese|maand", name)
        and plain.str.fullmatch(r"0?[1-9]|1[0-2]").all()
    ):
        numbers = plain.astype(int)
        late = [one < _APRIL and fin for one, fin in zip(numbers, financial, strict=True)]
        return [
            f"{y + after}-{one:02d}" for one, y, after in zip(numbers, first, late, strict=True)
        ]
    return None
