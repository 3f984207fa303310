"""Tally sheets: designed in a few boxes, printed on one page, filled in with strokes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from champions.questions import Unreadable, read_number
from champions.sentences import in_a_row, of_a_page
from champions.sentences.in_html import finished
from champions.sentences.told import InWords, later, told, typed_words
from champions.style import filled

#: A sheet that is larger than this does not fit on one page.
MOST_GROUPS, MOST_COLUMNS = 8, 14
_DAYS = 7
BOXES = InWords(
    {
        "title": later("What do you count?"),
        "counts": later("It counts when … (so clear that two people would agree)"),
        "groups": later("Your groups, one on each line. Leave empty if you have just one."),
        "span": later("For how long? Such as 7 days, or 4 weeks"),
        "who": later("Who makes the strokes, and where is the sheet kept?"),
    }
)
#: Words that name a person, or could. A count does not need them.
_PERSONAL = {
    later("Do you need a name to count?"): r"\bnames?\b",
    later("Do you need an address to count?"): r"\baddress(?:es)?\b",
    later("Do you need a postcode to count?"): r"\bpost ?codes?\b",
    later(
        "Do you need a date of birth to count?"
    ): r"\b(?:date of birth|birth ?da(?:y|te)s?|dob)\b",
    later("Do you need an NHS number to count?"): r"\bnhs (?:number|no)\b",
    later("Do you need a phone number to count?"): r"\b(?:phone|mobile) (?:number|no)\b",
    later("Do you need an email to count?"): r"\be-?mails?\b",
}

_STYLE = filled("""
body { font: 1rem/1.4 var(--font); margin: 1.5rem; color: var(--ink); }
table { border-collapse: collapse; width: 100%; }
caption { text-align: start; font-weight: 600; padding: 0.5rem 0; }
th, td { border: 1.5px solid var(--ink); padding: 0.4rem; text-align: start; }
td { height: 3.2rem; min-width: 2.4rem; }
.rule { border: 1.5px solid var(--ink); padding: 0.5rem; }
@page { size: A4 landscape; margin: 12mm; }
""")


@dataclass(frozen=True)
class Sheet:
    """A tally sheet: what is counted, when it counts, the rows and the columns."""

    title: str
    counts: str
    groups: tuple[str, ...]
    columns: tuple[str, ...]
    who: str
    notes: tuple[str, ...] = ()


def read_sheet(answer: Any) -> Sheet:
    """The sheet that a designer's boxes describe, with notes on what could not be read or is too much.

    >>> read_sheet({"title": "Missed visits", "span": "two weeks"}).columns
    ('Week 1', 'Week 2')
    """
    texts = {
        key: str(text or "").strip()
        for key, text in (answer if isinstance(answer, Mapping) else {}).items()
    }
    groups = [
        " ".join(line.lstrip("-*•· ").split()) for line in texts.get("groups", "").split("\n")
    ]
    groups = [group[:60] for group in groups if group]
    columns, notes = _columns(texts.get("span", ""))
    if len(groups) > MOST_GROUPS:
        notes.append(
            told(
                "More than {most} groups do not fit. Which ones can you join?",
                most=MOST_GROUPS,
            )
        )
    notes += personal(" ".join(texts.get(key, "") for key in ("title", "groups")))
    return Sheet(
        texts.get("title", "")[:120],
        texts.get("counts", "")[:400],
        tuple(groups[:MOST_GROUPS]) or (told("Count"),),
        columns,
        texts.get("who", "")[:200],
        tuple(notes),
    )


def _columns(span: str) -> tuple[tuple[str, ...], list[str]]:
    spans = _spans()
    words = sorted(frozenset().union(*(typed for _, typed in spans)), key=len, reverse=True)
    found = re.search(rf"(\d+|[^\W\d_]+)\s*({'|'.join(words)})\b", span.casefold())
    try:
        count = int(read_number(found[1])) if found else 0
    except Unreadable:
        count = 1 if found else 0  # a week, each day
    if not found or count < 1:
        note = [told("The length could not be read. The sheet shows 7 days.")] if span else []
        return _week(), note
    notes = []
    if count > MOST_COLUMNS:
        notes = [
            told(
                "The sheet shows the first {most}. Print it again for the rest.",
                most=MOST_COLUMNS,
            )
        ]
        count = MOST_COLUMNS
    at = next(at for at, (_, typed) in enumerate(spans) if found[2] in typed)
    if at == 0 and count == _DAYS:
        return _week(), notes
    return tuple(told(spans[at][0], n=n) for n in range(1, count + 1)), notes


def _spans() -> tuple[tuple[str, frozenset[str]], ...]:
    """What a column is called, and the words by which it is known; days first."""
    return (
        (later("Day {n}"), typed_words("day days")),
        (later("Week {n}"), typed_words("week weeks")),
        (later("Month {n}"), typed_words("month months")),
        (later("Session {n}"), typed_words("session sessions")),
        (later("Visit {n}"), typed_words("visit visits")),
    )


def _week() -> tuple[str, ...]:
    return (
        *(told("Mon"), told("Tue"), told("Wed"), told("Thu")),
        *(told("Fri"), told("Sat"), told("Sun")),
    )


def personal(text: str) -> list[str]:
    """A note for each thing that would name a person. A tally does not need it.

    >>> personal("Name of the guest")
    ['Do you need a name to count? Leave it out if you can.']
    """
    small = text.casefold()
    return [
        f"{told(asked)} {told('Leave it out if you can.')}"
        for asked, pattern in _PERSONAL.items()
        if re.search(pattern, small)
    ]


def table_html(sheet: Sheet) -> str:
    """The table with a box for each group and each day or week."""
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in sheet.columns)
    rows = "".join(
        f'<tr><th scope="row">{escape(group)}</th>{"<td></td>" * len(sheet.columns)}</tr>'
        for group in sheet.groups
    )
    title = escape(sheet.title or told("(what do you count?)"))
    return (
        "<table><caption>"
        + told("Tally sheet: {title}", title=title)
        + f"</caption><thead><tr><td></td>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def rules_html(sheet: Sheet) -> str:
    """What stands around the table: when it counts, who does it, how to make a stroke."""
    counts = escape(sheet.counts or told("(when does it count?)"))
    who = escape(sheet.who or told("(who, and where?)"))
    return (
        '<p class="rule"><strong>'
        + told("It counts when:")
        + f"</strong> {counts}</p><p><strong>"
        + told("Who, and where the sheet is kept:")
        + f"</strong> {who}</p><p>"
        + told(
            "One stroke for each. Every fifth stroke goes across the four "
            "before it. If nothing happened, write 0. If nobody looked, "
            "write X."
        )
        + "</p>"
    )


def page_html(sheet: Sheet) -> str:
    """The sheet as a page of its own, ready to print on one side of A4."""
    title = told("Tally sheet: {title}", title=sheet.title)
    nobody = told("Please write no names on this sheet.")
    return finished(
        f'<!doctype html>\n<html {of_a_page()}>\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n<h1>{escape(sheet.title or told('Tally sheet'))}</h1>\n{rules_html(sheet)}\n"
        f"{table_html(sheet)}\n<p>{nobody}</p>\n</main>\n</body>\n</html>\n"
    )


def in_words(sheet: Sheet) -> str:
    """The sheet in words: what it counts, its rows and its columns, and what to mend."""
    return " ".join(
        [
            told("Tally sheet: {title}.", title=sheet.title or told("(what do you count?)")),
            told("Rows: {groups}.", groups=in_a_row(sheet.groups)),
            told("Columns: {columns}.", columns=in_a_row(sheet.columns)),
            *sheet.notes,
        ]
    )
