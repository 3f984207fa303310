"""The form of the made-up desk: plan a test with a size, see what came, say what it shows, and decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from html import escape
from typing import Any

import ipywidgets as w

from champions.activities.service.form import (
    across,
    button,
    dropdown,
    first_desk,
    group,
    options_of,
    panel,
    part_title,
    quiet,
    refill,
)
from champions.activities.service.question import Week
from champions.activities.service_ramp import model
from champions.activities.service_ramp.model import (
    A_WEEK,
    BEFORE,
    CHANGES,
    DECISIONS,
    FOR_EVERYBODY,
    SHOWS,
    SIZES,
    WORDS,
    Lived,
    Trial,
    chart_in_words,
    left,
    logged,
    named,
    run,
    state,
    undone,
    why_no_more,
)
from champions.activities.service_ramp.question import RampTrial, of_first_desk
from champions.lesson.session import owner
from champions.questions.attempts import next_one, stamp_of
from champions.questions.pictures import INK
from champions.sentences.told import in_figures, told
from champions.style.tokens import PAPER

Changed = Callable[[object, bool], None]
_WIDTH = 440
_BEFORE = BEFORE // A_WEEK  # weeks


def form(question: RampTrial, answer: Any, changed: Changed) -> list[w.Widget]:
    """The widgets of the form, from top to bottom. What was begun at the first desk goes on there."""
    if not of_first_desk(answer):
        return _Desk(question, answer, changed).widgets
    box, kept = w.VBox(), [answer]

    def also_kept(given: object, checked: bool) -> None:
        kept[0] = given
        changed(given, checked)

    def new_desk() -> None:
        box.children = tuple(_Desk(question, kept[0], changed).widgets)

    before = first_desk(question, answer, also_kept, new_desk)
    box.children = (w.HTML(f"<p>{escape(WORDS['was_before'])}</p>"), *before)
    return [box]


class _Desk:
    """What is on the form now. It holds the answer and shows it; the model does the rest."""

    def __init__(self, question: RampTrial, answer: Any, changed: Changed) -> None:
        self.question, self.changed = question, changed
        kept = answer if isinstance(answer, dict) and not of_first_desk(answer) else {}
        try:
            lived = question.read(kept) if kept else None
        except ValueError:
            lived = None
        self.trials: list[Trial] = list(lived.trials) if lived else []
        self._on(stamp_of(kept) if lived else next_one(question, owner(), answer))

        asked = WORDS["asked"]
        self.picture, self.left, self.studied, self.log = w.HTML(), w.HTML(), w.HTML(), w.HTML()
        self.change = dropdown(asked["change"], [])
        self.size = dropdown(asked["size"], [])
        self.weeks = dropdown(asked["weeks"], [])
        self.predict = dropdown(asked["predicted"], [])
        self.shows = dropdown(asked["shows"], options_of(SHOWS))
        self.decide = dropdown(asked["decided"], [])
        self.change.observe(lambda _: self._offer_sizes(), "value")
        self.size.observe(lambda _: self._offer_predictions(), "value")
        do = button(told("Do it"), self._do)
        act = button(told("Decide"), self._act)
        boxes = (self.change, self.size, self.weeks, self.predict)
        self.plan = group(part_title(told("Plan and do")), *boxes, do)
        self.deciding = group(
            part_title(told("Study and act")), self.studied, self.shows, self.decide, act
        )
        self.check = button(told("Check my tests"), lambda: self._tell(True))
        another = quiet(told("Try another desk"), self._another)
        self.widgets = [
            *(self.picture, self.left, self.plan, self.deciding, self.log, self.check, another)
        ]
        self._show()

    # What a person does -------------------------------------------------------------------------

    def _do(self) -> None:
        whole = self.size.value == FOR_EVERYBODY
        boxes = [self.change, self.size, *([self.weeks] if whole else []), self.predict]
        if self._missing(boxes):
            return
        weeks = int(self.weeks.value) if whole else 0
        made = Trial(self.change.value, self.size.value, weeks, self.predict.value)
        self.trials.append(made)
        self._show()
        self.shows.focus()  # the button that was pressed is gone: the keyboard goes on from here
        self._tell(False)

    def _act(self) -> None:
        if self._missing([self.shows, self.decide]):
            return
        self.trials[-1] = replace(
            self.trials[-1], shows=self.shows.value, decided=self.decide.value
        )
        lived = self._show()
        (self.check if why_no_more(lived) else self.change).focus()
        self._tell(False)

    def _missing(self, boxes: list[w.Dropdown]) -> bool:
        """Say which list is still to be chosen from."""
        open_ = [box for box in boxes if not box.value]
        if open_:
            self._say(told("First choose: {ask}", ask=open_[0].description))
            open_[0].focus()
        return bool(open_)

    def _another(self) -> None:
        self._on(next_one(self.question, owner(), self._answer()))
        self.trials = []
        self._show()
        self._tell(False)

    def _on(self, stamp: dict[str, Any]) -> None:
        """Take the desk that a stamp names."""
        self.stamp = stamp
        self.origin = self.question.read({**stamp, "tests": []}).origin

    def _tell(self, checked: bool) -> None:
        self.changed(self._answer(), checked)

    def _answer(self) -> dict[str, Any]:
        return {**self.stamp, "tests": [asdict(one) for one in self.trials]}

    # What is shown ------------------------------------------------------------------------------

    def _show(self) -> Lived:
        lived = run(self.origin, self.trials)
        self.picture.value = picture_html(lived)
        self.left.value = f"<p>{escape(left(lived))}</p>"
        self._say("")
        # Lists are filled before they can be seen: a quick person's choice must not be overtaken.
        if lived.open:
            lines = model.told(lived.trials[-1], lived.results[-1])
            self.studied.value = "".join(f"<p>{escape(line)}</p>" for line in lines)
            self.shows.value = ""
            keys = state(self.trials[:-1]).decisions(self.trials[-1])
            refill(self.decide, options_of({key: DECISIONS[key] for key in keys}))
        else:
            self._offer()
        self.plan.layout.display = "none" if lived.open or why_no_more(lived) else ""
        self.deciding.layout.display = "" if lived.open else "none"
        return lived

    def _say(self, words: str) -> None:
        lived = run(self.origin, self.trials)
        self.log.value = log_html(lived, words)

    def _offer(self) -> None:
        """Fill the lists for the next test."""
        now = state(self.trials)
        names = {}
        for change in CHANGES:
            if now.sizes(change):
                name = named(change, now.running.get(change, change in now.adapted))
                runs = change in now.running
                names[change] = WORDS["again"].format(change=name) if runs else name
        refill(self.change, options_of(names))
        refill(self.weeks, options_of({str(n): WORDS["weeks"][str(n)] for n in now.weeks}))
        self._offer_sizes()

    def _offer_sizes(self) -> None:
        sizes = state(self.trials).sizes(self.change.value) if self.change.value else []
        refill(self.size, options_of({size: SIZES[size] for size in sizes}))
        self._offer_predictions()

    def _offer_predictions(self) -> None:
        size = self.size.value
        self.weeks.layout.display = "" if size == FOR_EVERYBODY else "none"
        refill(self.predict, options_of(WORDS["predicted"].get(size, {})))


# --- In words and pictures ----------------------------------------------------------------------


def log_html(lived: Lived, said: str = "") -> str:
    """The tests so far as a list, and what is to be said now."""
    items = ""
    for trial, result in zip(lived.trials, lived.results, strict=True):
        name = escape(named(trial.change, result.adapted))
        told_of = " ".join(filter(None, (logged(trial, result), undone(result))))
        items += f"<li><strong>{name}.</strong> {escape(told_of)}</li>"
    listed = f"<p>{told('Your tests so far')}</p><ol>{items}</ol>" if items else ""
    return f'<div class="champions-lab"><p role="status">{escape(said)}</p>{listed}</div>'


def picture_html(lived: Lived) -> str:
    """The run chart of the whole desk, with its meaning in words and its numbers."""
    said = chart_in_words(lived)
    dots = [
        Week(number, missed, 0, mark)
        for number, (missed, mark) in enumerate(zip(lived.weeks, lived.marks, strict=True), 1)
    ]
    drawn = panel(dots, [one.missed for one in dots], WORDS["chart"], 26, 10)
    numbers = "".join(
        f'<text x="{across(at, len(dots)):.1f}" y="174" font-size="13" fill="{INK}">{in_figures(at + 1)}</text>'
        for at in sorted({0, _BEFORE - 1, len(dots) - 1})
    )
    rows = "".join(
        f"<tr><td>{one.number}</td><td>{one.missed}</td>"
        f"<td>{one.cycle or ('before' if one.number <= _BEFORE else 'none')}</td></tr>"
        for one in dots
    )
    heads = (told("Week"), told("Missed, of 40"), told("Test of all 40"))
    head = f"<tr>{''.join(f'<th>{one}</th>' for one in heads)}</tr>"
    return (
        '<figure class="champions-dots">'
        f'<svg viewBox="0 0 {_WIDTH} 194" role="img" aria-label="{escape(said)}" xmlns="http://www.w3.org/2000/svg">'
        f'<rect width="{_WIDTH}" height="194" fill="{PAPER}"/>{drawn}{numbers}'
        f'<text x="{_WIDTH / 2}" y="190" text-anchor="middle" font-size="13" fill="{INK}">'
        + told("Week")
        + f'</text></svg><figcaption aria-live="polite">{escape(said)}</figcaption></figure>'
        "<details><summary>"
        + told("Show the numbers as a table")
        + f'</summary><div class="champions-lab champions-table"><table><thead>{head}</thead>'
        f"<tbody>{rows}</tbody></table></div></details>"
    )
