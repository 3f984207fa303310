"""Tables in a web page: what many platforms call ``.xls`` is one."""

from __future__ import annotations

from html.parser import HTMLParser

from champions.sentences.told import told
from champions.tables.result import Sheet
from champions.tables.split import EDGES

#: A cell may say that it spans thousands; no table is so wide.
_WIDEST = 200


def tables_of(text: str) -> tuple[Sheet, ...]:
    """Every table of a page that holds something, with its caption as its name.

    >>> tables_of("<table><tr><th>Week<th>Guests<tr><td>1<td>12</table>")[0].rows
    (('Week', 'Guests'), ('1', '12'))
    """
    parser = _Tables()
    parser.feed(text)
    parser.close()
    parser.end_all()
    made = [
        one.sheet(told("table {at}", at=at)) for at, one in enumerate(parser.done, 1) if one.holds()
    ]
    return tuple(made)


class _Table:
    """One table while it is read."""

    def __init__(self) -> None:
        self.caption = ""
        self.rows: list[dict[int, str]] = []
        self.merged: list[tuple[int, int, int]] = []
        self.taken: dict[int, set[int]] = {}  # places that a cell of an earlier row covers
        self.at = 0
        self.cell: list[str] | None = None
        self.in_caption = False

    def start_row(self) -> None:
        self.end_cell()
        self.rows.append({})

    def start_cell(self, across: int, down: int) -> None:
        self.end_cell()
        if not self.rows:
            self.rows.append({})
        row = len(self.rows) - 1
        taken = self.taken.get(row, set())
        at = max(self.rows[row], default=-1) + 1
        while at in taken:
            at += 1
        self.at = at
        self.rows[row] |= dict.fromkeys(range(at, min(at + across, _WIDEST)), "")
        for below in range(row + 1, row + down):
            self.taken.setdefault(below, set()).update(range(at, at + across))
        if across > 1:
            self.merged.append((row + 1, at, at + across - 1))
        self.cell = []

    def end_cell(self) -> None:
        if self.cell is not None and self.rows:
            self.rows[-1][self.at] = " ".join("".join(self.cell).split()).strip(EDGES)
        self.cell = None

    def add(self, text: str) -> None:
        if self.cell is not None:
            self.cell.append(text)
        elif self.in_caption:
            self.caption += text

    def holds(self) -> bool:
        return any(any(row.values()) for row in self.rows)

    def sheet(self, otherwise: str) -> Sheet:
        rows = []
        lines = []
        for line, row in enumerate(self.rows, 1):
            if any(row.values()):
                rows.append(tuple(row.get(at, "") for at in range(max(row) + 1)))
                lines.append(line)
        name = " ".join(self.caption.split()) or otherwise
        return Sheet(name, tuple(rows), tuple(rows), tuple(lines), tuple(self.merged))


class _Tables(HTMLParser):
    """Reads the tables of a page, one inside another too."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[_Table] = []
        self.done: list[_Table] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "style", "title"}:
            self.silent += 1
        elif tag == "table" and len(self.open) < 20:
            self.open.append(_Table())
            self.done.append(self.open[-1])
        elif self.open:
            self._in_table(tag, dict(attrs))

    def _in_table(self, tag: str, attrs: dict[str, str | None]) -> None:
        table = self.open[-1]
        if tag == "tr":
            table.start_row()
        elif tag in {"td", "th"}:
            table.start_cell(_span(attrs.get("colspan")), _span(attrs.get("rowspan")))
        elif tag == "caption":
            table.in_caption = True
        elif tag in {"br", "p", "div", "li"}:
            table.add(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style", "title"}:
            self.silent = max(self.silent - 1, 0)
        elif self.open:
            if tag == "table":
                self.open.pop().end_cell()
            elif tag in {"td", "th", "tr"}:
                self.open[-1].end_cell()
            elif tag == "caption":
                self.open[-1].in_caption = False

    def handle_data(self, data: str) -> None:
        if self.open and not self.silent:
            self.open[-1].add(data)

    def end_all(self) -> None:
        """A page that was cut off leaves tables open."""
        while self.open:
            self.open.pop().end_cell()


def _span(text: str | None) -> int:
    return (
        min(int(text), _WIDEST) if text and text.isascii() and text.isdecimal() and int(text) else 1
    )
