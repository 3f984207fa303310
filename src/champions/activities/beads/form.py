"""The form of the red beads: do something, draw the next day, see who drew what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import ipywidgets as w

from champions.activities.beads.question import (
    ACTIONS,
    FOUND,
    MOST_DAYS,
    VOLUNTEERS,
    Day,
    RedBeads,
    band,
    days,
    next_days,
)
from champions.lesson.session import owner
from champions.questions.attempts import next_one, stamp_of
from champions.questions.pictures import BLUE, INK, ORANGE
from champions.sentences import counted
from champions.sentences.told import bare, in_figures, told
from champions.style.tokens import PAPER

Changed = Callable[[object, bool], None]
_WIDTH, _HEIGHT, _LEFT, _TOP = 440, 250, 36, 26


def form(question: RedBeads, answer: Any, changed: Changed) -> list[w.Widget]:
    """The widgets of the form, from top to bottom."""
    return _Game(question, answer, changed).widgets


class _Game:
    """What is on the form now. The model draws; this only shows and passes on."""

    def __init__(self, question: RedBeads, answer: Any, changed: Changed) -> None:
        self.question, self.changed = question, changed
        try:
            played = question.read(answer) if answer else None
        except ValueError:
            played = None
        self._on(stamp_of(answer) if played else next_one(question, owner(), answer))
        self.actions = list(played.actions) if played else []
        found = dict(played.found) if played else {}

        self.picture, self.said = w.HTML(), w.HTML()
        self.action = w.Dropdown(
            description=told("What do you do in the evening?"), options=_options(ACTIONS)
        )
        self.draw = _button(told("Draw the next day"), self._next)
        self.finds = {
            key: w.Dropdown(description=words, options=_options(FOUND), value=found.get(key, ""))
            for key, words in ACTIONS.items()
        }
        for box in self.finds.values():
            box.observe(lambda _change: self._tell(False), "value")
        check = _button(told("Check what I found"), lambda: self._tell(True))
        again = w.Button(description=told("Start again"))
        again.add_class("champions-quiet")
        again.on_click(lambda _b: self._again())
        playing = _group(told("The next day"), self.action, self.draw, self.said)
        finding = _group(told("What did each of them do?"), *self.finds.values(), check)
        self.widgets = [self.picture, playing, finding, again]
        self._show()

    def _next(self) -> None:
        if not self.action.value:
            self.said.value = '<p role="status">' + told("First choose what you do.") + "</p>"
            return
        self.actions.append(self.action.value)
        self._show()
        self._tell(False)

    def _again(self) -> None:
        self._on(next_one(self.question, owner(), self._answer()))
        self.actions = []
        self._show()
        self._tell(False)

    def _on(self, stamp: dict[str, Any]) -> None:
        """Take the bowl that a stamp names."""
        self.stamp = stamp
        self.origin = self.question.read({**stamp, "actions": []}).origin

    def _answer(self) -> dict[str, Any]:
        found = {key: box.value for key, box in self.finds.items() if box.value}
        return {**self.stamp, "actions": list(self.actions), "found": found}

    def _tell(self, checked: bool) -> None:
        self.changed(self._answer(), checked)

    def _show(self) -> None:
        made = days(self.origin, self.actions)
        self.picture.value = picture_html(made)
        so_far = f"<p>{escape(so_far_said(made))}</p>" if len(made) > 2 else ""
        self.said.value = f'<p role="status">{escape(news(made))}</p>{so_far}'
        self.draw.disabled = len(made) >= MOST_DAYS


def news(made: Sequence[Day]) -> str:
    """What the last day brought, for those who stood out the day before.

    >>> from champions.activities.beads.question import days
    >>> news(days(2607, [])).startswith("Day 1. ")
    True
    """
    day = made[-1]
    fewest, most = VOLUNTEERS[day.fewest], VOLUNTEERS[day.most]
    said = told(
        "Day {number}. {fewest} drew the fewest, {few}. {most} drew the most, {many}.",
        number=day.number,
        fewest=fewest,
        few=min(day.red),
        most=most,
        many=max(day.red),
    )
    if len(made) > 1:
        before = made[-2]
        one, other = before.fewest, before.most
        said += " " + told(
            "{one} had the fewest on the day before, {few}, and drew {now} now. "
            "{other} had the most, {many}, and drew {then} now.",
            one=VOLUNTEERS[one],
            few=before.red[one],
            now=day.red[one],
            other=VOLUNTEERS[other],
            many=before.red[other],
            then=day.red[other],
        )
    return said if len(made) < MOST_DAYS else f"{said} {told('That was the last day.')}"


def so_far_said(made: Sequence[Day]) -> str:
    """How often those who stood out did not do so again, and how often something was said to them.

    >>> from champions.activities.beads.question import days
    >>> so_far_said(days(7, ["bowl"]))
    ''
    """
    now = next_days(made)
    if not now.pairs:
        return ""
    look = counted(
        now.pairs,
        "Look at the 1 evening on which the bowl stayed the same.",
        "Look at the {n} evenings on which the bowl stayed the same.",
    )
    after = told(
        "After {fewer} of {pairs}, the one with the most had fewer. You had given a warning on "
        "{warned}. After {more} of {pairs}, the one with the fewest had more. You had given "
        "praise on {praised}.",
        fewer=now.fewer,
        pairs=now.pairs,
        warned=now.warned,
        more=now.more,
        praised=now.praised,
    )
    return f"{look} {after}"


def picture_html(made: Sequence[Day]) -> str:
    """All draws so far, day by day, with the band of the usual bowl, and the numbers as a table."""
    low, centre, high = band(made)
    top = max(24, *(n for day in made for n in day.red))
    wide = (_WIDTH - _LEFT - 8) / max(len(made), 4)

    def up(value: float) -> float:
        return _TOP + (_HEIGHT - _TOP - 30) * (1 - value / top)

    drawn = (
        f'<text x="{_LEFT}" y="15" font-size="14" font-weight="bold" fill="{INK}">'
        + bare(told("Red beads of 50"))
        + "</text>"
    )
    for value in range(0, top + 1, 5):
        drawn += (
            f'<text x="{_LEFT - 6}" y="{up(value) + 4:.1f}" text-anchor="end" font-size="13" '
            f'fill="{INK}">{in_figures(value)}</text>'
        )
    for line, dashes in (
        (low, ' stroke-dasharray="7 4"'),
        (centre, ""),
        (high, ' stroke-dasharray="7 4"'),
    ):
        drawn += (
            f'<line x1="{_LEFT}" x2="{_WIDTH - 8}" y1="{up(line):.1f}" y2="{up(line):.1f}" '
            f'stroke="{INK}" stroke-width="1.5"{dashes}/>'
        )
    for at, day in enumerate(made):
        x = _LEFT + wide * (at + 0.5)
        name = told("day {day}", day=day.number) if len(made) < 8 else in_figures(day.number)
        drawn += (
            f'<text x="{x:.1f}" y="{_HEIGHT - 12}" text-anchor="middle" font-size="13" '
            f'fill="{INK}">{bare(name)}</text>'
        )
        for who, red in enumerate(day.red):
            across = x + wide * 0.7 * ((who + 0.5) / len(day.red) - 0.5)
            drawn += _bead(across, up(red), day.better_bowl)
    said = _meaning(made, low, high)
    rows = "".join(
        f"<tr><td>{day.number}</td>{''.join(f'<td>{n}</td>' for n in day.red)}"
        f"<td>{escape(ACTIONS.get(day.action) or told('nothing yet'))}</td></tr>"
        for day in made
    )
    heads = "".join(f"<th>{name}</th>" for name in VOLUNTEERS)
    return (
        '<figure class="champions-dots">'
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(said)}" xmlns="http://www.w3.org/2000/svg">'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="{PAPER}"/>{drawn}</svg><figcaption>'
        f"{escape(said)}</figcaption></figure><details><summary>"
        + told("Show the numbers as a table")
        + '</summary><div class="champions-table" tabindex="0" role="region" aria-label="'
        + escape(told("Numbers"))
        + '"><table><thead><tr><th>'
        + told("Day")
        + f"</th>{heads}<th>"
        + told("The evening before")
        + f"</th></tr></thead><tbody>{rows}</tbody></table></div></details>"
    )


def _bead(x: float, y: float, better: bool) -> str:
    """A round bead for the usual bowl, a square one for the better bowl."""
    if better:
        return f'<rect x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8" fill="{BLUE}"/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="{ORANGE}"/>'


def _meaning(made: Sequence[Day], low: float, high: float) -> str:
    usual = [n for day in made if not day.better_bowl for n in day.red]
    better = [n for day in made if day.better_bowl for n in day.red]
    least, greatest = max(0, -int(-low // 1)), int(high // 1)
    outside = sum(not low <= n <= high for n in usual)
    said = told(
        "Each dot is one draw. The dashed lines mark the band, worked out from the draws of the "
        "usual bowl so far. By these, draws mostly lie between {least} and {greatest}. "
        "{inside} of {all} do. Their mean is {mean}.",
        least=least,
        greatest=greatest,
        inside=len(usual) - outside,
        all=len(usual),
        mean=in_figures(sum(usual) / len(usual), ".1f"),
    )
    if better:
        said += " " + told(
            "Squares are from the new bowl. Their mean is {mean}.",
            mean=in_figures(sum(better) / len(better), ".1f"),
        )
    return said


def _options(words: Any) -> list[tuple[str, str]]:
    return [(told("Choose"), ""), *((shown, key) for key, shown in words.items())]


def _button(words: str, press: Callable[[], None]) -> w.Button:
    button = w.Button(description=words, button_style="primary")
    button.on_click(lambda _b: press())
    return button


def _group(title: str, *children: w.Widget) -> w.VBox:
    box = w.VBox([w.HTML(f'<p class="champions-part">{escape(title)}</p>'), *children])
    box.add_class("champions-group")
    return box
