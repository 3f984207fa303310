"""The form in which a champion brings numbers: a file or a tally, what was understood, the chart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

import ipywidgets as w

from champions.charts.tidy import ChartError
from champions.own_data.places import ALL, MOST_PICKERS, Picker
from champions.own_data.proposal import ROLES, Choice, Proposal, propose
from champions.own_data.question import BETTER, EVERY, HOW, ORDERS, OwnNumbers, chart_of
from champions.own_data.table import NotRead, OwnData, WhichSheet, read_own_data, read_tally
from champions.sentences.told import later, told

Changed = Callable[[object, bool], None]

_UK, _US = later("3 April, as in the UK"), later("4 March, as in the USA")


def _nothing() -> str:
    return f"<p>{told('No numbers are read yet.')}</p>"


def form(question: OwnNumbers, answer: Any, changed: Changed) -> list[w.Widget]:
    """The widgets of the form, from top to bottom."""
    return _Form(question, answer if isinstance(answer, dict) else {}, changed).widgets()


class _Form:
    """The widgets, and what happens between them: read, propose, confirm, describe, draw.

    Nothing is kept or drawn as the champion's chart until they have pressed that it is right.
    """

    def __init__(self, question: OwnNumbers, kept: dict[str, Any], changed: Changed) -> None:
        self.question, self.changed = question, changed
        self.kept = dict(kept)
        self.own: OwnData | None = None
        self.proposal: Proposal | None = None
        self.named = ""  # the title that came from a column, and follows it
        self.offered: tuple[str, str | None] = ("", None)
        self.source: Any = None
        self.settling = False
        self.asked: tuple[Picker, ...] = ()
        ways = [
            (told("Choose"), ""),
            (told("A file: CSV or Excel"), "file"),
            (told("I type a tally"), "tally"),
        ]
        if question.example:
            ways.append((question.example_name, "example"))
        self.way = w.Dropdown(options=ways, value="", description=told("Where are your numbers?"))
        self.upload = w.FileUpload(
            accept=".csv,.tsv,.txt,.xlsx,.xlsm,.xls,.html",
            multiple=False,
            description=told("Choose a file"),
            layout={"width": "auto"},
        )
        self.tally = w.Textarea(
            rows=5,
            description=told("Your tally: numbers in a row, or one line for each day or week"),
        )
        self.read = _button(told("Read my tally"), self._read_tally)
        self.said = w.HTML(_nothing())
        self.first = w.Dropdown(
            options=[(told("Choose"), None), (told(_UK), True), (told(_US), False)],
            value=None,
            description=told("In your file, 3/4 means"),
        )
        self.sheet = w.Dropdown(
            options=[(told("Choose"), "")], value="", description=told("Which sheet?")
        )
        self.time = _list(told("Which column says when?"))
        self.value = w.Dropdown(
            options=[(told("Choose"), None)],
            value=None,
            description=told("Which column holds the number?"),
        )
        self.places = [_list(told("Which one?")) for _ in range(MOST_PICKERS)]
        self.order = w.Dropdown(
            options=_turned(ORDERS), description=told("Which row is the oldest?")
        )
        self.every = w.Dropdown(options=_turned(EVERY), description=told("How many dots?"))
        self.how = w.Dropdown(
            options=_turned(HOW), description=told("More than one row for a dot?")
        )
        self.taken = w.HTML()
        self.preview = w.HTML()
        self.confirm = _button(told("Yes, this is right. Draw my chart"), self._confirm)
        self._describing()
        self.picture = w.HTML()

    def _describing(self) -> None:
        """The boxes that say what the dots mean."""
        kept = self.kept
        self.what = w.Text(
            description=told("What do the numbers count?"), value=_text(kept, "what")
        )
        self.unit = w.Text(
            description=told("In what unit? For example: days, people"), value=_text(kept, "unit")
        )
        better = kept.get("better") if kept.get("better") in BETTER else ""
        self.better = w.Dropdown(
            options=_turned(BETTER), value=better, description=told("Which way is better?")
        )
        self.before = w.BoundedIntText(
            min=0, max=1000, value=_whole(kept.get("first")),
            description=told("How many dots came before your first change? If "
"fewer than 12, or you do not know, type 0."),
        )  # fmt: skip
        self.notes = w.Textarea(
            rows=3, value=_text(kept, "notes"),
            description=told("Notes on the chart, one a line: when, colon, "
"what. For example, 26 May: phone round"),
        )  # fmt: skip
        for box in (self.what, self.unit, self.notes):
            box.continuous_update = False

    def widgets(self) -> list[w.Widget]:
        """Wire everything, show what is kept, and give the widgets from top to bottom."""
        self.way.observe(lambda _c: self._turn(), "value")
        self.upload.observe(lambda _c: self._read_file(), "value")
        self.first.observe(lambda _c: self._again(), "value")
        self.sheet.observe(lambda _c: self._again(), "value")
        for box in (self.time, self.value, *self.places, self.every, self.how, self.order):
            box.observe(lambda _c: self._propose(), "value")
        for box in (self.what, self.unit, self.better, self.before, self.notes):
            box.observe(lambda _c: self._describe(), "value")
        self.from_file = _group(told("From a file"), self.upload)
        self.from_tally = _group(told("From a tally"), self.tally, self.read)
        self.choose = _group(
            told("Is this right?"), self.taken, self.time, self.value, *self.places, self.order, self.every, self.how,
            self.preview, self.confirm,
        )  # fmt: skip
        self.about = _group(
            told("What the chart should say"),
            self.what,
            self.unit,
            self.better,
            self.before,
            self.notes,
        )
        self._turn(first=True)
        self._draw()
        return [
            self.way,
            self.from_file,
            self.from_tally,
            self.said,
            self.sheet,
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
            self.said.value = _nothing()
        if first and self.kept.get("values"):
            many = sum(value is not None for value in self.kept["values"])
            self.said.value = (
                "<p>"
                + told("{n} dots are kept from before. Choose a way above to bring others.", n=many)
                + "</p>"
            )
        for box in (self.first, self.sheet, self.choose):
            _show(box, on=False)
        _show(self.about, bool(self.kept.get("values")))
        self._draw()

    def _fill(self, example: dict[str, Any]) -> None:
        self.kept = example
        self.settling = True
        self.what.value, self.unit.value = _text(example, "what"), _text(example, "unit")
        self.better.value = example.get("better", "")
        self.before.value, self.notes.value = _whole(example.get("first")), _text(example, "notes")
        self.settling = False
        self.said.value = (
            "<p>"
            + told(
                "{name}: {n} dots.",
                name=escape(self.question.example_name),
                n=len(example["values"]),
            )
            + "</p>"
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
        """Read the file or tally, say what was understood, and propose what to draw."""
        if self.source is None or self.settling:
            return
        if fresh:
            self.settling = True
            self.first.value, self.sheet.value = None, ""
            self.sheet.options = [(told("Choose"), "")]
            self.settling = False
            _show(self.sheet, on=False)
        self.said.value = '<p role="status">Reading…</p>'
        try:
            self.own = self._read()
        except WhichSheet as question:
            self._nothing_yet(question)
            self.settling = True
            self.sheet.options = [(told("Choose"), ""), *((name, name) for name in question.sheets)]
            self.settling = False
            _show(self.sheet, on=True)
            return
        except NotRead as error:
            self._nothing_yet(error)
            return
        _show(self.first, self.own.doubtful or self.first.value is not None)
        self._offer(self.own)
        self._propose()

    def _read(self) -> OwnData:
        if isinstance(self.source, str):
            return read_tally(self.source, day_first=self.first.value)
        return read_own_data(self.source, day_first=self.first.value, sheet=self.sheet.value or "")

    def _nothing_yet(self, error: NotRead) -> None:
        self.own = self.proposal = None
        self.said.value = f'<p role="status">{escape(str(error))}</p>'
        _show(self.choose, on=False)

    def _offer(self, own: OwnData) -> None:
        """Fill the lists with the columns, and choose what is proposed."""
        made = propose(own)
        numbers = own.of_kind("numbers")
        times = [*own.of_kind("dates"), *numbers, *own.of_kind("words")]
        self.settling = True
        self.time.options = [(told("The order of the rows"), ""), *((name, name) for name in times)]
        self.time.value = made.time
        choices = [
            (told("Choose"), None),
            *((name, name) for name in numbers),
            (told("Count the rows"), ""),
        ]
        self.value.options = choices
        self.value.value = made.value
        self.every.value, self.order.value = "row", ""
        for box in self.places:
            box.options, box.value = [(told("Choose"), "")], ""
        self.asked = ()
        self.settling = False
        self.offered = (made.time, made.value)
        _show(self.choose, on=True)

    def _propose(self) -> None:
        """Show what would be drawn. It is not drawn, nor kept, before it is confirmed."""
        if self.own is None or self.settling:
            return
        time, value = self.time.value, self.value.value
        ours_time, ours_value = self.offered
        made = propose(
            self.own,
            Choice(
                time=None if time == ours_time else time,
                value=None if value == ours_value or value is None else value,
                every=self.every.value,
                how=self.how.value,
                order=self.order.value,
                places={
                    picker.column: box.value
                    for picker, box in zip(self.asked, self.places, strict=False)
                    if box.value
                },
            ),
        )
        self._ask_which(made.pickers)
        self.proposal = made
        dated = any(one.name == time and one.kind == "dates" for one in self.own.columns)
        _show(self.how, self.every.value != "row")
        _show(self.order, not dated)
        self.said.value = understood_html(
            self.own, made.line.said if made.line else (), wrong=made.wrong
        )
        self.taken.value = columns_html(made)
        self.preview.value = preview_html(made, kept=bool(self.kept.get("values")))
        self.confirm.disabled = made.line is None
        _show(self.confirm, made.line is not None)
        _show(self.about, on=False)
        self.picture.value = ""

    def _ask_which(self, asked: tuple[Picker, ...]) -> None:
        """Show a list for each question of a long table: the place, and what was measured."""
        self.settling = True
        for at, box in enumerate(self.places):
            _show(box, at < len(asked))
            if at < len(asked):
                names = [(name, name) for name in asked[at].names]
                box.description = told('Which of the names in "{column}"?', column=asked[at].column)
                box.options = [(told("Choose"), ""), *names, (told("All of them together"), ALL)]
                box.value = asked[at].chosen
        self.settling = False
        self.asked = asked

    def _confirm(self) -> None:
        """The champion has looked, and says that it is right: the dots are kept and drawn."""
        made = self.proposal
        if made is None or made.line is None:
            return
        self.kept |= {"when": list(made.line.when), "values": list(made.line.values)}
        if self.what.value in {"", self.named}:
            self.settling = True
            self.named = made.value if made.value not in {told("Number"), None} else ""
            self.what.value = self.named
            self.settling = False
        self.preview.value = (
            '<p role="status">'
            + told("Your chart is drawn below. You can change a list and press again.")
            + "</p>"
        )
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


def columns_html(made: Proposal) -> str:
    """What each column was taken for and why, as a list that a phone can show."""
    return f'<div class="champions-lab"><p>{told("We took your columns so:")}</p><ul>' + "".join(
        f"<li><strong>{escape(one.name)}</strong>: {escape(ROLES[one.role])}. {escape(one.why)}</li>"
        for one in made.columns
    ) + "</ul></div>"  # fmt: skip


def preview_html(made: Proposal, *, kept: bool = False) -> str:
    """The times, the order, the number, what to look at, and a small picture, before it is confirmed."""
    lines = [one for one in (made.number, made.span, made.order) if one]
    parts = ["".join(f"<li>{escape(one)}</li>" for one in lines)]
    said = f'<div class="champions-lab" role="status"><ul>{parts[0]}</ul>'
    if made.asks:
        asked = "".join(f"<li>{escape(one)}</li>" for one in made.asks)
        said += (
            "<p><strong>"
            + told("⚠ Look at this before you say yes")
            + f"</strong></p><ul>{asked}</ul>"
        )
    if made.line is not None:
        said += _small_picture(made)
        said += (
            "<p>"
            + told(
                "This is not your chart yet. Is it right? Then press the "
                "button. If not, change a list."
            )
            + "</p>"
        )
    if kept:
        said += "<p>" + told("Your chart from before is kept until you press the button.") + "</p>"
    return said + "</div>"


_WIDE, _HIGH = 280.0, 70.0


def _small_picture(made: Proposal) -> str:
    """The dots from left to right, without lines or words: enough to see that a fall is a fall."""
    values = made.line.values if made.line else ()
    known = [value for value in values if value is not None]
    low, high = min(known), max(known)
    across, up = _WIDE / max(len(values) - 1, 1), _HIGH / ((high - low) or 1.0)
    points = [
        (round(at * across + 5, 1), round(_HIGH - (value - low) * up + 5, 1))
        for at, value in enumerate(values)
        if value is not None
    ]
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="2.5" fill="currentColor"/>' for x, y in points)
    said = told(
        "A small picture of {n} dots. The lowest is {low:g} and the highest is {high:g}.",
        n=len(known),
        low=low,
        high=high,
    )
    return (
        f'<svg role="img" aria-label="{said}" viewBox="0 0 {_WIDE + 10:g} {_HIGH + 10:g}" '
        f'style="width: 100%; max-width: 420px; border: 1px solid currentColor">{dots}</svg><p>{said}</p>'
    )


def understood_html(own: OwnData, more: Sequence[str] = (), wrong: str = "") -> str:
    """What was understood, what looks personal and what to mend: a short list for each.

    Args:
        own: what was read.
        more: further sentences on the dots. wrong: why no dots can be made yet.
    """
    mend = [*([wrong] if wrong else []), *own.mend]
    parts = [(told("What we understood"), [*own.understood, *more])]
    if own.personal:
        parts.append((told("⚠ This may show who somebody is"), list(own.personal)))
    if mend:
        parts.append((told("To mend in your file, if you can"), mend))
    return '<div class="champions-lab" role="status">' + "".join(
        f"<p><strong>{escape(title)}</strong></p><ul>"
        + "".join(f"<li>{escape(one)}</li>" for one in lines) + "</ul>"
        for title, lines in parts
    ) + "</div>"  # fmt: skip


# --- Small parts --------------------------------------------------------------------------------


def _turned(words: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(shown, key) for key, shown in words.items()]


def _list(description: str) -> w.Dropdown:
    return w.Dropdown(options=[(told("Choose"), "")], value="", description=description)


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
