"""The form of the made-up service: plan a test, see its dots, decide, and say what was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import ipywidgets as w

from champions.activities.service.question import (
    ADAPTED,
    BEFORE,
    CHANGES,
    COMPARED,
    DECISIONS,
    FOUND,
    PREDICTIONS,
    SETTLING,
    WATCH,
    Cycle,
    ServiceTrial,
    Study,
    Week,
    adapted_before,
    as_predicted,
    kept_then,
    run,
    study,
    weeks_left,
)
from champions.lesson.session import owner
from champions.questions.attempts import next_one, stamp_of
from champions.questions.pictures import BLUE, GRID, INK, ORANGE
from champions.sentences import counted, in_a_row
from champions.sentences.told import in_figures, told
from champions.style.tokens import PAPER, SQUARED

Changed = Callable[[object, bool], None]
_WIDTH, _LEFT, _RIGHT = 440, 34, 8


def form(question: ServiceTrial, answer: Any, changed: Changed) -> list[w.Widget]:
    """The widgets of the form, from top to bottom."""
    return first_desk(question, answer, changed)


def first_desk(
    question: ServiceTrial,
    answer: Any,
    changed: Changed,
    instead: Callable[[], None] | None = None,
) -> list[w.Widget]:
    """The widgets of the desk; ``instead`` is called where another service is wanted, if it is given."""
    return _Desk(question, answer, changed, instead).widgets


class _Desk:
    """What is on the form now. It holds the answer and shows it; the model does the rest."""

    def __init__(
        self,
        question: ServiceTrial,
        answer: Any,
        changed: Changed,
        instead: Callable[[], None] | None = None,
    ) -> None:
        self.question, self.changed, self.instead = question, changed, instead
        kept = answer if isinstance(answer, dict) else {}
        try:
            trials = question.read(kept) if kept else None
        except ValueError:
            trials = None
        self._on(stamp_of(kept) if trials else next_one(question, owner(), answer))
        self.year = trials.year if trials else 0
        self.cycles = list(trials.cycles) if trials else []
        self.found: dict[str, str] = dict(trials.found) if trials else {}

        self.picture, self.studied, self.log = w.HTML(), w.HTML(), w.HTML()
        self.change = dropdown(told("What do you change?"), [])
        self.predict = dropdown(
            told("How many of 40 will miss in a usual week?"), options_of(PREDICTIONS)
        )
        self.weeks = dropdown(told("For how many weeks do you watch?"), [])
        self.do = button(told("Do it"), self._do)
        self.decide = dropdown(told("What do you decide?"), options_of(DECISIONS))
        self.act = button(told("Decide"), self._act)
        self.finds = {
            change: dropdown(words, options_of(FOUND), self.found.get(change, ""))
            for change, words in CHANGES.items()
        }
        for box in self.finds.values():
            box.observe(self._find, "value")
        check = button(told("Check what I found"), lambda: self._tell(True))
        again = quiet(told("Start the year again"), self._again)
        another_one = quiet(told("Try another service"), self._another)
        self.plan = group(
            part_title(told("Plan and do")), self.change, self.predict, self.weeks, self.do
        )
        self.deciding = group(
            part_title(told("Study and act")), self.studied, self.decide, self.act
        )
        finding = group(part_title(told("What did each change do?")), *self.finds.values(), check)
        self.widgets = [
            self.picture,
            self.plan,
            self.deciding,
            self.log,
            finding,
            again,
            another_one,
        ]
        self._show()

    # What a person does -------------------------------------------------------------------------

    def _do(self) -> None:
        open_ = [box for box in (self.change, self.predict, self.weeks) if not box.value]
        if open_:
            self.log.value = (
                '<p role="status">'
                + told("First choose: {ask}", ask=escape(open_[0].description))
                + "</p>"
            )
            return
        self.cycles.append(Cycle(self.change.value, self.predict.value, int(self.weeks.value)))
        self._show()
        self.decide.focus()  # the button that was pressed is gone: the keyboard goes on from here
        self._tell(False)

    def _act(self) -> None:
        if not self.decide.value:
            return
        last = self.cycles[-1]
        self.cycles[-1] = Cycle(last.change, last.predicted, last.weeks, self.decide.value)
        self._show()
        self.change.focus()
        self._tell(False)

    def _find(self, _change: object) -> None:
        self.found = {change: box.value for change, box in self.finds.items() if box.value}
        self._tell(False)

    def _again(self) -> None:
        self.cycles, self.year = [], self.year + 1
        self._show()
        self._tell(False)

    def _another(self) -> None:
        if self.instead:
            self.instead()
            return
        self._on(next_one(self.question, owner(), self._answer()))
        self.cycles, self.year = [], 0
        for (
            box
        ) in self.finds.values():  # what was found of another service says nothing of this one
            box.value = ""
        self._show()
        self._tell(False)

    def _on(self, stamp: dict[str, Any]) -> None:
        """Take the service that a stamp names."""
        self.stamp = stamp
        self.origin = self.question.read({**stamp, "cycles": []}).origin

    def _tell(self, checked: bool) -> None:
        self.changed(self._answer(), checked)

    def _answer(self) -> dict[str, Any]:
        cycles = [
            {"change": c.change, "predicted": c.predicted, "weeks": c.weeks, "decided": c.decided}
            for c in self.cycles
        ]
        return {**self.stamp, "year": self.year, "cycles": cycles, "found": self.found}

    # What is shown ------------------------------------------------------------------------------

    def _show(self) -> None:
        weeks = run(self.origin, self.year, self.cycles)
        self.picture.value = picture_html(weeks, self.cycles)
        self.log.value = log_html(weeks, self.cycles)
        deciding = bool(self.cycles) and not self.cycles[-1].decided
        left = weeks_left(self.cycles)
        # Lists are filled before they can be seen: a quick person's choice must not be overtaken.
        if deciding:
            self.studied.value = studied_html(weeks, self.cycles)
            self.decide.value = ""
        else:
            self._offer(left)
        self.plan.layout.display = "none" if deciding or left < 1 else ""
        self.deciding.layout.display = "" if deciding else "none"

    def _offer(self, left: int) -> None:
        """Fill the lists for the next test."""
        adapted = adapted_before(self.cycles)
        named = {c: (ADAPTED if c in adapted else CHANGES)[c] for c in CHANGES}
        refill(self.change, options_of(named))
        refill(self.predict, options_of(PREDICTIONS))
        spans = {str(n): counted(n, "1 week", "{n} weeks") for n in WATCH if n <= left}
        refill(self.weeks, options_of(spans))


# --- In words and pictures ----------------------------------------------------------------------


def studied_html(weeks: Sequence[Week], cycles: Sequence[Cycle]) -> str:
    """What the last test showed beside what was predicted, as HTML."""
    return "".join(f"<p>{escape(line)}</p>" for line in studied(weeks, cycles))


def studied(weeks: Sequence[Week], cycles: Sequence[Cycle]) -> list[str]:
    """What the last test showed beside what was predicted, without saying what to make of it."""
    number, cycle = len(cycles), cycles[-1]
    before, now, kept = study(weeks, 0), study(weeks, number), kept_then(weeks, cycles)
    held = as_predicted(cycle.predicted, now.missed)
    middle = counted(
        now.dots,
        "The middle of your 1 dot is {missed:g}.",
        "The middle of your {n} dots is {missed:g}.",
        missed=now.missed,
    )
    compared = (
        told("That is what you predicted.") if held else told("That is not what you predicted.")
    )
    return [
        told("You predicted {people}.", people=PREDICTIONS[cycle.predicted]),
        f"{middle} {compared}",
        told("Before any change the middle was {missed:g}.", missed=before.missed),
        *([] if kept is None else [kept_in_words(kept)]),
        _hours(before, kept, now),
    ]


def kept_in_words(kept: Study) -> str:
    """What the new test is best compared with: the weeks in which what was kept had time to work."""
    if kept.dots < COMPARED:
        return told(
            "What you kept has not run for long enough to compare with "
            "it. So part of what you see now may be its doing, not that "
            "of the new test."
        )
    return told(
        "With what you kept it was {missed:g}: that is the middle of "
        "{dots} weeks. The first {settling} weeks after each start are "
        "left out, because a change may need time to work. Compare your "
        "new dots with this.",
        missed=kept.missed,
        dots=kept.dots,
        settling=SETTLING,
    )


def _hours(before: Study, kept: Study | None, now: Study) -> str:
    if kept is None or kept.dots < COMPARED:
        return told(
            "Volunteer hours a week: the middle was {hours:g} before, and is {now:g} now.",
            hours=before.hours,
            now=now.hours,
        )
    return told(
        "Volunteer hours a week: the middle was {hours:g} before any "
        "change and {kept:g} with what you kept, and is {now:g} now.",
        hours=before.hours,
        kept=kept.hours,
        now=now.hours,
    )


def _found(now: Study) -> str:
    """What a test showed, in one sentence."""
    return counted(
        now.dots,
        "1 dot: middle {missed:g} missed, {hours:g} volunteer hours.",
        "{n} dots: middle {missed:g} missed, {hours:g} volunteer hours.",
        missed=now.missed,
        hours=now.hours,
    )


def log_html(weeks: Sequence[Week], cycles: Sequence[Cycle]) -> str:
    """The tests so far as a list: what was predicted, what came, what was decided."""
    left = weeks_left(cycles)
    said = counted(
        len(cycles),
        "1 cycle so far. {left} weeks of testing are left.",
        "{n} cycles so far. {left} weeks of testing are left.",
        left=left,
    )
    items = ""
    for number, cycle in enumerate(cycles, 1):
        now = study(weeks, number)
        names = ADAPTED if cycle.change in adapted_before(cycles[: number - 1]) else CHANGES
        decided = (DECISIONS.get(cycle.decided) or told("Not decided yet")).split(":")[0]
        items += (
            f"<li><strong>{escape(names[cycle.change])}.</strong> "
            + told("Predicted {people}.", people=PREDICTIONS[cycle.predicted])
            + f" {_found(now)} {decided}.</li>"
        )
    listed = f"<ol>{items}</ol>" if items else ""
    return f'<div class="champions-lab"><p role="status">{said}</p>{listed}</div>'


def picture_html(weeks: Sequence[Week], cycles: Sequence[Cycle]) -> str:
    """Two run charts, one above the other, with their meaning in words and their numbers."""
    said = _said(weeks, cycles)
    charts = panel(weeks, [x.missed for x in weeks], told("People who missed, of 40"), 26, 10)
    charts += panel(weeks, [x.hours for x in weeks], told("Volunteer hours in the week"), 26, 180)
    number = weeks[-1].number
    marks = "".join(
        f'<text x="{across(at, number):.1f}" y="344" font-size="13" fill="{INK}">{in_figures(at + 1)}</text>'
        for at in sorted({0, BEFORE, number - 1})
    )
    rows = "".join(
        f"<tr><td>{x.number}</td><td>{x.missed}</td><td>{x.hours:g}</td>"
        f"<td>{x.cycle or 'before'}</td></tr>"
        for x in weeks
    )
    heads = (told("Week"), told("Missed"), told("Hours"), told("Cycle"))
    head = f"<tr>{''.join(f'<th>{one}</th>' for one in heads)}</tr>"
    return (
        '<figure class="champions-dots">'
        f'<svg viewBox="0 0 {_WIDTH} 364" role="img" aria-label="{escape(said)}" xmlns="http://www.w3.org/2000/svg">'
        f'<rect width="{_WIDTH}" height="364" fill="{PAPER}"/>{charts}{marks}'
        f'<text x="{_WIDTH / 2}" y="360" text-anchor="middle" font-size="13" fill="{INK}">'
        + told("Week")
        + f'</text></svg><figcaption aria-live="polite">{escape(said)}</figcaption></figure>'
        "<details><summary>"
        + told("Show the numbers as a table")
        + f'</summary><div class="champions-lab champions-table"><table><thead>{head}</thead>'
        f"<tbody>{rows}</tbody></table></div></details>"
    )


def _said(weeks: Sequence[Week], cycles: Sequence[Cycle]) -> str:
    before = study(weeks, 0)
    said = told(
        "{weeks} weeks. In the first {first} weeks the middle is "
        "{missed:g} people who missed and {hours:g} volunteer hours. "
        "That is the line.",
        weeks=len(weeks),
        first=BEFORE,
        missed=before.missed,
        hours=before.hours,
    )
    if not cycles:
        return said
    last = study(weeks, len(cycles))
    mine = [x.missed for x in weeks if x.cycle == len(cycles)]
    return f"{said} " + told(
        "In cycle {number} these people missed, week by week: {dots}. "
        "The middle is {missed:g} people and {hours:g} hours.",
        number=len(cycles),
        dots=in_a_row(mine),
        missed=last.missed,
        hours=last.hours,
    )


def across(at: int, count: int) -> float:
    """Where a week stands from left to right, of so many."""
    room = _WIDTH - _LEFT - _RIGHT
    return _LEFT + room * (at + 0.5) / max(count, 24)


def panel(weeks: Sequence[Week], values: Sequence[float], title: str, top: int, y0: int) -> str:
    """One chart: squared paper, bands for the cycles, the line of the first weeks, the dots."""
    high = 130

    def y(value: float) -> float:
        return y0 + 20 + high - high * min(value, top) / top

    drawn = (
        f'<text x="{_LEFT}" y="{y0 + 12}" font-size="14" font-weight="bold" '
        f'fill="{INK}">{title}</text>'
    )
    for value in range(0, top + 1, 5):
        drawn += (
            f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y(value):.1f}" y2="{y(value):.1f}" '
            f'stroke="{GRID if value == 0 else SQUARED}"/><text x="{_LEFT - 6}" '
            f'y="{y(value) + 4:.1f}" text-anchor="end" font-size="13" fill="{INK}">{in_figures(value)}</text>'
        )
    drawn += _bands(weeks, y0 + 20, high)
    first = sorted(values[:BEFORE])
    middle = y((first[BEFORE // 2 - 1] + first[BEFORE // 2]) / 2)
    drawn += (
        f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{middle:.1f}" y2="{middle:.1f}" '
        f'stroke="{ORANGE}" stroke-width="2" stroke-dasharray="7 4"/>'
    )
    points = [(across(at, len(values)), y(value)) for at, value in enumerate(values)]
    path = " ".join(f"{x:.1f},{up:.1f}" for x, up in points)
    drawn += f'<polyline points="{path}" fill="none" stroke="{BLUE}" stroke-width="1.5"/>'
    return drawn + "".join(
        f'<circle cx="{x:.1f}" cy="{up:.1f}" r="4" fill="{BLUE}"/>' for x, up in points
    )


def _bands(weeks: Sequence[Week], y: float, high: float) -> str:
    """A thin line where each cycle begins, with its number."""
    drawn = ""
    for at, week in enumerate(weeks):
        if week.cycle and week.cycle != weeks[at - 1].cycle:
            x = (across(at, len(weeks)) + across(at - 1, len(weeks))) / 2
            drawn += (
                f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{y}" y2="{y + high}" stroke="{INK}" '
                f'stroke-width="1"/><text x="{x + 3:.1f}" y="{y + 12}" font-size="13" '
                f'font-weight="bold" fill="{INK}">{week.cycle}</text>'
            )
    return drawn


# --- Small parts --------------------------------------------------------------------------------


def options_of(words: Any) -> list[tuple[str, str]]:
    """Words as the options of a list, after one that stands for nothing chosen yet."""
    return [(told("Choose"), ""), *((shown, key) for key, shown in words.items())]


def dropdown(words: str, options: list[tuple[str, str]], value: str = "") -> w.Dropdown:
    """A list to choose from, with its words."""
    return w.Dropdown(
        description=words, options=options or [(told("Choose"), "")], value=value if options else ""
    )


def refill(box: w.Dropdown, options: list[tuple[str, str]]) -> None:
    """Other options for a list, of which none is chosen."""
    box.options = options
    box.value = ""


def button(words: str, press: Callable[[], None]) -> w.Button:
    """A button that goes on."""
    made = w.Button(description=words, button_style="primary")
    made.on_click(lambda _b: press())
    return made


def quiet(words: str, press: Callable[[], None]) -> w.Button:
    """A button that is not the way on."""
    made = w.Button(description=words)
    made.add_class("champions-quiet")
    made.on_click(lambda _b: press())
    return made


def part_title(words: str) -> w.HTML:
    """The heading of a part of the form."""
    return w.HTML(f'<p class="champions-part">{escape(words)}</p>')


def group(*children: w.Widget) -> w.VBox:
    """A part of the form."""
    box = w.VBox(list(children))
    box.add_class("champions-group")
    return box
