"""A practice file: an export from a spreadsheet with the mess that such files have.

The lunch club is that of the data set pdsa-log. Its guests, drivers and numbers are invented; the phone
numbers are of the kind that Ofcom keeps for stories.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from champions.lesson.page import Page
from champions.own_data.form import understood_html
from champions.own_data.question import Line, chart_of, dots
from champions.own_data.table import OwnData, read_own_data

if TYPE_CHECKING:
    import pandas as pd

    from champions.charts.chart import Chart

_LINES = (
    "Table 1;;;;;",
    "Lunch club, guests who were not ready;;;;;",
    "",
    "Week beginning;Driver;Phone;Not ready;Fuel;Notes",
    "07/07/2025;Grace Obi;07700 900121;11;£31.20;",
    "14/07/2025;Tom Ashe;07700 900122;12;£30.80;",
    "21/07/2025;Grace Obi;07700 900121;about 9;£29.90;rain",
    "28/07/2025;;;;;no car this week",
    "04/08/2025;Jun Park;07700 900123;10;£31.00;",
    "04/08/2025;Jun Park;07700 900123;10;£31.00;",
    "11/08/2025;Tom Ashe;07700 900122;13;£32.50;Mrs Lall fell and is in hospital",
    "18/08/2025;Grace Obi;07700 900121;8;£30.10;",
    "25/08/2025;Jun Park;07700 900123;11;£30.70;",
    "01/09/2025;Grace Obi;07700 900121;12;£31.90;first phone call, one guest",
    "08/09/2025;Grace Obi;07700 900121;10;£31.40;phone calls, five guests",
    "15/09/2025;Tom Ashe;07700 900122;9;£30.60;",
    "22/09/2025;Tom Ashe;07700 900122;12;£33.10;phone calls, five guests, rain all week",
    "29/09/2025;Grace Obi;07700 900121;11;£31.30;",
    "06/10/2025;Jun Park;07700 900123;5;£30.20;phone or text for all",
    "13/10/2025;Grace Obi;07700 900121;3;£29.80;",
    "20/10/2025;Tom Ashe;07700 900122;4;£30.40;",
    "27/10/2025;Jun Park;07700 900123;2;£30.00;",
    "03/11/2025;Grace Obi;07700 900121;3;£30.90;",
    "10/11/2025;Tom Ashe;07700 900122;4;£30.30;",
    "17/11/2025;Grace Obi;07700 900121;3;£29.70;",
    "24/11/2025;Jun Park;07700 900123;2;£30.50;",
    "Total;;;155;£647.30;",
)
#: As Excel saves it: with a mark at the start that says which letters follow.
FILE = "\r\n".join(_LINES).encode("utf-8-sig")
#: What was on paper for the cell that says "about 9".
_MENDED = {"about 9": "9"}


def practice_file() -> Page:
    """The practice file as a spreadsheet program shows it, line by line."""
    rows = [line.split(";") for line in _LINES]
    body = ""
    for number, row in enumerate(rows, 1):
        cells = "".join(
            f'<td style="text-align: start">{escape(cell)}</td>' for cell in (row + [""] * 6)[:6]
        )
        body += f'<tr><th scope="row">{number}</th>{cells}</tr>'
    said = (
        "The practice file, line by line, as a spreadsheet shows it. It has 27 lines and 6 columns."
    )
    html = (
        f'<div class="champions-lab"><p>{said}</p><div class="champions-table" style="overflow-x: auto" '
        f'tabindex="0" role="region" aria-label="The practice file"><table><tbody>{body}</tbody></table>'
        "</div></div>"
    )
    return Page(
        html, " ".join([said, *("; ".join(filter(None, row)) + "." for row in rows if any(row))])
    )


def what_was_understood() -> Page:
    """What the course says of the practice file: understood, personal, to mend."""
    own = read_own_data(FILE)
    return Page(understood_html(own), repr(own))


def _mended() -> OwnData:
    """The file after its list was worked through: one cell corrected, one row and the sums left out."""
    lines = list(dict.fromkeys(_LINES[3:-1]))
    text = "\n".join(lines)
    for wrong, right in _MENDED.items():
        text = text.replace(f";{wrong};", f";{right};")
    return read_own_data(text.encode())


def mended_dots() -> Line:
    """The dots of the mended file."""
    return dots(_mended(), "Week beginning", "Not ready")


def lunch_club() -> pd.DataFrame:
    """The mended file as a table: a row a week, without the columns that name people."""
    return _mended().table.drop(columns="Notes")


def practice_answer() -> dict[str, Any]:
    """The dots of the mended file with what they count and the notes, as a form keeps them."""
    line = mended_dots()
    return {
        "when": list(line.when),
        "values": list(line.values),
        "what": "Guests who were not ready",
        "unit": "guests",
        "better": "down",
        "first": 13,
        "notes": "1 September 2025: 1 guest\n8 September: 5 guests\n6 October: all guests",
    }


def lunch_club_chart() -> Chart:
    """The annotated chart of the mended file."""
    return chart_of(practice_answer())
