"""The form in which a champion brings numbers: a file or a tally, what was understood, the chart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import ipywidgets as w

from champions.charts.tidy import ChartError
from champions.own_data.question import BETTER, EVERY, HOW, OwnNumbers, chart_of, dots
from champions.own_data.table import NotRead, OwnData, read_own_data, read_tally

Changed = Callable[[object, bool], None]

_UK, _US = "3 April, as in the UK", "4 March, as in the USA"
_NOTHING = "<p>No numbers are read yet.</p>"


def form(question: OwnNumbers, answer: Any, changed: Changed) -> list[w.Widget]:
    """The widgets of the form, from top to bottom."""
    return _Form(question, answer if isinstance(answer, dict) else {}, changed).widgets()


class _Form:
    """The widgets, and what happens between them: read, choose, describe, draw."""

    def __init__(self, question: OwnNumbers, kept: dict[str, Any], changed: Changed) -> None:
        self.question, self.changed = question, changed
        self.kept = dict(kept)
        self.own: OwnData | None = None
        self.source: Any = None
        self.settling = False
        ways = [("Choose", ""), ("A CSV file", "file"), ("I type a tally", "tally")]
        if question.example:
            ways.append((question.example_name, "example"))
        self.way = w.Dropdown(options=ways, value="", description="Where are your numbers?")
        self.upload = w.FileUpload(
            accept=".csv,.tsv,.txt,.xlsx,.xlsm,.xls,.html",
            multiple=False,
            description="Choose a file",
            layout={"width": "auto"},
        )
        self.tally = w.Textarea(
            rows=5, description="Your tally: numbers in a row, or one line for each day or week"
        )
        self.read = _button("Read my tally", self._read_tally)
        self.said = w.HTML(_NOTHING)
        self.first = w.Dropdown(
            options=[("Choose", None), (_UK, True), (_US, False)],
            value=None,
            description="In your file, 3/4 means",
        )
        self.time = _list("Which column says when?")
        self.value = _list("Which column holds the number?")
        self.every = w.Dropdown(options=_turned(EVERY), description="How many dots?")
        self.how = w.Dropdown(options=_turned(HOW), description="More than one row for a dot?")
        self._describing()
        self.picture = w.HTML()

    def _describing(self) -> None:
        """The boxes that say what the dots mean."""
        kept = self.kept
        self.what = w.Text(description="What do the numbers count?", value=_text(kept, "what"))
        self.unit = w.Text(
            description="In what unit? For example: days, people", value=_text(kept, "unit")
        )
        better = kept.get("better") if kept.get("better") in BETTER else ""
        self.better = w.Dropdown(
            options=_turned(BETTER), value=better, description="Which way is better?"
        )
        self.before = w.BoundedIntText(
            min=0, max=1000, value=_whole(kept.get("first")),
            description="How many dots came before your first change? If fewer than 12, or you do not know, type 0.",
        )  # fmt: skip
        self.notes = w.Textarea(
            rows=3, value=_text(kept, "notes"),
            description="Notes on the chart, one a line: when, colon, what. For example, 26 May: phone round",
        )  # fmt: skip
        for box in (self.what, self.unit, self.notes):
            box.continuous_update = False

    def widgets(self) -> list[w.Widget]:
        """Wire everything, show what is kept, and give the widgets from top to bottom."""
        self.way.observe(lambda _c: self._turn(), "value")
        self.upload.observe(lambda _c: self._read_file(), "value")
        self.first.observe(lambda _c: self._again(), "value")
        for box in (self.time, self.value, self.every, self.how):
            box.observe(lambda _c: self._take_dots(), "value")
        for box in (self.what, self.unit, self.better, self.before, self.notes):
            box.observe(lambda _c: self._describe(), "value")
        self.from_file = _group("From a file", self.upload)
        self.from_tally = _group("From a tally", self.tally, self.read)
        self.choose = _group("Which numbers?", self.time, self.value, self.every, self.how)
        self.about = _group(
            "What the chart should say", self.what, self.unit, self.better, self.before, self.notes
        )
        self._turn(first=True)
        self._draw()
        return [
            self.way,
            self.from_file,
            self.from_tally,
            self.said,
            self.first,
            self.choose,
            self.about,
            self.picture,
        ]

    # --- What shows ---------------------------------------------------------------------------------

    def _turn(self, *, first: bool = False) -> None:
        """Show what belongs to the way that was chosen."""
        way = self.way.value
        _show(self.from_file, way == "file")
        _show(self.from_tally, way == "tally")
        if not first and way == "example":
            self._fill(dict(self.question.example))
        elif not first:
            self.own = None
            self.said.value = _NOTHING
        if first and self.kept.get("values"):
            many = sum(value is not None for value in self.kept["values"])
            self.said.value = (
                f"<p>{many} dots are kept from before. Choose a way above to bring others.</p>"
            )
        _show(self.first, on=False)
        _show(self.choose, on=False)
        _show(self.about, bool(self.kept.get("values")))

    def _fill(self, example: dict[str, Any]) -> None:
        self.kept = example
        self.settling = True
        self.what.value, self.unit.value = _text(example, "what"), _text(example, "unit")
        self.better.value = example.get("better", "")
        self.before.value, self.notes.value = _whole(example.get("first")), _text(example, "notes")
        self.settling = False
        self.said.value = (
            f"<p>{escape(self.question.example_name)}: {len(example['values'])} dots.</p>"
        )
        self._keep()

    # --- From a file or a tally to dots ---------------------------------------------------------------

    def _read_file(self) -> None:
        self.source = self.upload.value
        if self.source:
            self._again(fresh=True)

    def _read_tally(self) -> None:
        self.source = self.tally.value
        self._again(fresh=True)

    def _again(self, *, fresh: bool = False) -> None:
        """Read the file or tally, say what was understood, and offer its columns."""
        if self.source is None or self.settling:
            return
        if fresh:
            self.settling = True
            self.first.value = None
            self.settling = False
        self.said.value = '<p role="status">Reading…</p>'
        reader = read_tally if isinstance(self.source, str) else read_own_data
        try:
            self.own = reader(self.source, day_first=self.first.value)
        except NotRead as error:
            self.own = None
            self.said.value = f'<p role="status">{escape(str(error))}</p>'
            _show(self.choose, on=False)
            return
        _show(self.first, self.own.doubtful or self.first.value is not None)
        self.said.value = understood_html(self.own)
        self._offer(self.own)
        self._take_dots()

    def _offer(self, own: OwnData) -> None:
        dates, numbers, words = own.of_kind("dates"), own.of_kind("numbers"), own.of_kind("words")
        self.settling = True
        times = [*dates, *numbers, *words]
        self.time.options = [("The order of the rows", ""), *((name, name) for name in times)]
        typed = isinstance(self.source, str)
        self.time.value = dates[0] if dates else "When" if typed and "When" in times else ""
        self.value.options = [*((name, name) for name in numbers), ("Count the rows", "")]
        self.value.value = next((name for name in numbers if name != self.time.value), "")
        self.every.value = "row"
        self.settling = False
        _show(self.choose, on=True)

    def _take_dots(self) -> None:
        if self.own is None or self.settling:
            return
        _show(self.how, self.every.value != "row")
        how = self.how.value if self.value.value else "count"
        try:
            line = dots(
                self.own, self.time.value or "", self.value.value or "", self.every.value, how
            )
        except NotRead as error:
            self.said.value = understood_html(self.own, wrong=str(error))
            return
        self.said.value = understood_html(self.own, line.said)
        self.kept |= {"when": list(line.when), "values": list(line.values)}
        if not self.what.value and self.value.value not in {"", "Number", None}:
            self.what.value = self.value.value
        _show(self.about, on=True)
        self._keep()

    def _describe(self) -> None:
        if not self.settling:
            self._keep()

    def _keep(self) -> None:
        self.kept |= {
            "what": self.what.value.strip(),
            "unit": self.unit.value.strip(),
            "better": self.better.value,
            "first": self.before.value,
            "notes": self.notes.value,
        }
        _show(self.about, on=True)
        self._draw()
        self.changed(dict(self.kept), True)

    def _draw(self) -> None:
        if not self.kept.get("values"):
            self.picture.value = ""
            return
        try:
            chart = chart_of(self.kept, self.question.rules)
            self.picture.value = chart._repr_mimebundle_()["text/html"]
        except (ChartError, ValueError, TypeError) as error:
            self.picture.value = f'<p role="status">{escape(str(error))}</p>'


def understood_html(own: OwnData, more: Sequence[str] = (), wrong: str = "") -> str:
    """What was understood, what looks personal and what to mend: a short list for each.

    Args:
        own: what was read.
        more: further sentences on the dots. wrong: why no dots can be made yet.
    """
    mend = [*([wrong] if wrong else []), *own.mend]
    parts = [("What we understood", [*own.understood, *more])]
    if own.personal:
        parts.append(("⚠ This may show who somebody is", list(own.personal)))
    if mend:
        parts.append(("To mend in your file, if you can", mend))
    return '<div class="champions-lab" role="status">' + "".join(
        f"<p><strong>{escape(title)}</strong></p><ul>"
        + "".join(f"<li>{escape(one)}</li>" for one in lines) + "</ul>"
        for title, lines in parts
    ) + "</div>"  # fmt: skip


# --- Small parts --------------------------------------------------------------------------------


def _turned(words: dict[str, str]) -> list[tuple[str, str]]:
    return [(shown, key) for key, shown in words.items()]


def _list(description: str) -> w.Dropdown:
    return w.Dropdown(options=[("Choose", "")], value="", description=description)


def _button(words: str, press: Callable[[], None]) -> w.Button:
    button = w.Button(description=words, button_style="primary")
    button.on_click(lambda _b: press())
    return button


def _text(kept: dict[str, Any], key: str) -> str:
    return str(kept.get(key) or "")


def _whole(value: Any) -> int:
    return value if isinstance(value, int) and 0 <= value <= 1000 else 0


def _show(box: w.Widget, on: bool) -> None:
    box.layout.display = "" if on else "none"


def _group(title: str, *children: w.Widget) -> w.VBox:
    group = w.VBox([w.HTML(f'<p class="champions-part">{escape(title)}</p>'), *children])
    group.add_class("champions-group")
    return group
