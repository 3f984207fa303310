"""The form of the limits by hand: one step at a time, each with its own feedback."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as w

from champions.activities.limits_by_hand.question import (
    ASKS,
    POINTS,
    STEPS,
    HandLimits,
    HandWork,
    read_work,
    say_step,
    worked,
)
from champions.lesson.session import owner
from champions.questions import STEP_AFTER, Unreadable
from champions.questions.attempts import next_one, stamp_of
from champions.sentences.told import told

Changed = Callable[[object, bool], None]
_SIGNS = {"right": "✔", "not yet": "✎", "open": "…"}


def form(question: HandLimits, answer: Any, changed: Changed) -> list[w.Widget]:
    """The widgets of the form, from top to bottom."""
    return _Sheet(question, answer, changed).widgets


class _Sheet:
    """A sheet with ten numbers and six steps. A step opens when the one before is done."""

    def __init__(self, question: HandLimits, answer: Any, changed: Changed) -> None:
        self.question, self.changed = question, changed
        try:
            kept: HandWork | None = read_work(answer)
        except Unreadable:
            kept = None
        self._on(stamp_of(answer) if kept else next_one(question, owner(), answer))
        self.tries = dict.fromkeys(STEPS, 0)
        given = answer["given"] if kept else {}
        self.numbers, self.picture = w.HTML(), w.HTML()
        self.said = {step: w.HTML() for step in STEPS}
        self.boxes = {step: self._boxes(step, given) for step in STEPS}
        self.groups = {step: self._group(step) for step in STEPS}
        again = w.Button(description=told("Start with new numbers"))
        again.add_class("champions-quiet")
        again.on_click(lambda _b: self._again())
        self.widgets = [self.numbers, *self.groups.values(), self.picture, again]
        self._label()
        if kept:
            for step in STEPS:
                if kept.given(step):
                    self._say(step, kept)
        self._open_steps(kept or self._work())

    def _on(self, stamp: dict[str, Any]) -> None:
        """Take the sheet that a stamp names."""
        self.stamp = stamp
        self.origin = read_work({**stamp, "given": {}}).origin

    def _boxes(self, step: str, given: dict[str, Any]) -> list[w.Text]:
        kept = given.get(step)
        if step != "ranges":
            return [_box(told("{step}, in minutes", step=STEPS[step].split(". ")[-1]), kept)]
        nine = kept if isinstance(kept, list) else []
        boxes = [
            _box(
                told("Week {one} to week {next}", one=at + 1, next=at + 2),
                nine[at] if at < len(nine) else None,
            )
            for at in range(POINTS - 1)
        ]
        for box in boxes:
            box.layout.width = "8rem"  # three or more beside each other, two on a phone
        return boxes

    def _group(self, step: str) -> w.VBox:
        check = w.Button(
            description=told("Check step {number}", number=list(STEPS).index(step) + 1)
        )
        check.button_style = "primary"
        check.on_click(lambda _b: self._check(step))
        title = f'<p class="champions-part">{escape(STEPS[step])}</p><p>{escape(ASKS[step])}</p>'
        boxes: list[w.Widget] = [*self.boxes[step]]
        if step == "ranges":
            row = w.HBox(boxes)
            row.add_class("champions-row")
            boxes = [row]
        group = w.VBox([w.HTML(title), *boxes, check, self.said[step]])
        group.add_class("champions-group")
        return group

    # What a person does -------------------------------------------------------------------------

    def _check(self, step: str) -> None:
        work = self._work()
        if say_step(work, step, 1).state == "not yet":
            self.tries[step] += 1
        self._say(step, work)
        shown = self._open_steps(work)
        following = list(STEPS).index(step) + 1
        if shown > following and work.right(step):
            self.boxes[list(STEPS)[following]][0].focus()
        self.changed(self._answer(), all(map(work.given, STEPS)))

    def _again(self) -> None:
        self._on(next_one(self.question, owner(), self._answer()))
        self.tries = dict.fromkeys(STEPS, 0)
        for step in STEPS:
            self.said[step].value = ""
            for box in self.boxes[step]:
                box.value = ""
        self._label()
        self._open_steps(self._work())
        self.boxes["mean"][0].focus()
        self.changed(self._answer(), False)

    # What is shown ------------------------------------------------------------------------------

    def _answer(self) -> dict[str, Any]:
        typed = {step: [box.value.strip() for box in self.boxes[step]] for step in STEPS}
        given: dict[str, Any] = {
            step: values if step == "ranges" else values[0]
            for step, values in typed.items()
            if any(values)
        }
        return {**self.stamp, "given": given}

    def _work(self) -> HandWork:
        return read_work(self._answer())

    def _say(self, step: str, work: HandWork) -> None:
        said = say_step(work, step, max(1, self.tries[step]))
        self.said[
            step
        ].value = (
            f'<p role="status" class="champions-said">{_SIGNS[said.state]} {escape(said.words)}</p>'
        )

    def _open_steps(self, work: HandWork) -> int:
        """Show the steps up to the first that is not done; give how many are shown."""
        shown = 0
        going = True
        last = max((at for at, step in enumerate(STEPS) if work.given(step)), default=0)
        for at, (step, group) in enumerate(self.groups.items()):
            group.layout.display = "" if going else "none"
            shown += going
            tried = work.given(step) and self.tries[step] >= STEP_AFTER
            # What was open on an earlier day stays open: a later number shows that it was.
            going = going and (work.right(step) or tried or at < last)
        self.picture.value = chart_html(work) if all(map(work.right, STEPS)) else ""
        return shown

    def _label(self) -> None:
        own = worked(self.origin)
        self.numbers.value = numbers_html(own.values)
        for at, box in enumerate(self.boxes["ranges"]):
            box.description = told("{one} to {next}", one=own.values[at], next=own.values[at + 1])
            box.tooltip = told(
                "Moving range from week {one} to week {next}", one=at + 1, next=at + 2
            )


def numbers_html(values: tuple[int, ...]) -> str:
    """The ten numbers as a table of two rows of five."""
    rows = ""
    for first in range(0, POINTS, POINTS // 2):
        some = range(first, first + POINTS // 2)
        weeks = "".join(f"<th>{at + 1}</th>" for at in some)
        minutes = "".join(f"<td>{values[at]}</td>" for at in some)
        rows += f"<tr><th>{told('Week')}</th>{weeks}</tr>"
        rows += f"<tr><th>{told('Minutes')}</th>{minutes}</tr>"
    return (
        '<div class="champions-lab champions-counts"><table><caption>'
        + told("Your ten numbers: minutes late (practice arithmetic only)")
        + f"</caption><tbody>{rows}</tbody></table></div>"
    )


def chart_html(work: HandWork) -> str:
    """The engine's own chart of the ten numbers, for comparing with what was worked out by hand."""
    from champions.charts.chart import control_chart

    chart = control_chart(
        list(work.own.values),
        "i",
        name=told("minutes late"),
        title=told("Practice only: your ten numbers"),
    )
    drawn = str(chart._repr_mimebundle_()["text/html"])
    return (
        '<p role="status">'
        + told("The computer has the same lines. Here they are.")
        + f"</p>{drawn}"
    )


def _box(words: str, kept: Any) -> w.Text:
    value = "" if kept is None else str(kept)
    return w.Text(value=value, description=words, continuous_update=False)
