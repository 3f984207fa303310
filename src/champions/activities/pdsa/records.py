"""A small table of records for a lesson: a table on a wide page, one card a record on a phone."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from champions.lesson.page import Page
from champions.sentences.dates import whole_day
from champions.sentences.told import in_figures, told

if TYPE_CHECKING:
    import pandas as pd


def show_records(
    table: pd.DataFrame, columns: Mapping[str, str], caption: str, empty: str = ""
) -> Page:
    """Show some columns of a table under plain names. An empty cell says so in words.

    Args:
        table: one row a record.
        columns: column to the name that is shown, in order.
        caption: what the table holds, in one sentence.
        empty: what stands in an empty cell; as a rule that it is empty.

    >>> import pandas as pd
    >>> show_records(pd.DataFrame({"n": [2.0, None]}), {"n": "Cups"}, "Tea.")
    Tea. Cups: 2. Cups: (empty).
    """
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns.values())
    body, lines = "", []
    for _, row in table.iterrows():
        shown = {name: in_words(row[column], empty) for column, name in columns.items()}
        body += "<tr>" + "".join(
            f'<td><span class="champions-label">{escape(name)}</span> {escape(text)}</td>'
            for name, text in shown.items()
        )
        body += "</tr>"
        lines.append(", ".join(f"{name}: {text}" for name, text in shown.items()) + ".")
    html = (
        '<div class="champions-lab"><table class="champions-records">'
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )
    return Page(html, " ".join([caption, *lines]))


def in_words(value: Any, empty: str = "") -> str:
    """One cell as a person reads it: dates in words, whole numbers whole, empty cells named."""
    if value is None or value != value or value == "":
        return empty or told("(empty)")
    if hasattr(value, "strftime"):
        return whole_day(value.day, value.month, value.year)
    return in_figures(value) if isinstance(value, float) else str(value)
