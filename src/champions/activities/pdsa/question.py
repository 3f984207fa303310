"""The PDSA record: a prediction before, a result after; and ramps of cycles.

PDSA stands for plan, do, study, act. A record keeps the prediction as it was when the test began,
because a prediction that is changed once the result is known teaches nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from champions.lesson.page import Page
from champions.questions import Feedback, Words
from champions.questions.pictures import BLUE, INK
from champions.sentences import counted
from champions.sentences.told import bare, told, typed_words
from champions.style.tokens import PALE_BLUE, PAPER

if TYPE_CHECKING:
    import pandas as pd

#: Where a record keeps the prediction as it stood when the test began.
SEALED = "as first written"
PREDICTION = "prediction"
DECISIONS = ("adopt", "adapt", "abandon")


@dataclass(frozen=True, kw_only=True)
class Record(Words):
    """A PDSA record in a champion's own words. ``plan`` names the boxes that come before the test.

    The boxes of a record are the plan's, among them ``prediction``, then those of the result. The
    form opens the second part when the champion keeps the prediction.
    """

    plan: tuple[str, ...]

    def mark(self, answer: object, history: Sequence[str] = ()) -> Feedback:
        said = super().mark(answer, history)
        texts = answer if isinstance(answer, Mapping) else {}
        nudge = nudge_for(texts) if said.state in {"started", "kept"} else ""
        messages = (nudge, *said.messages) if nudge else said.messages
        return Feedback(said.state, 0, 0, said.heading, messages, said.outcome)

    def as_text(self, answer: object) -> str:
        text = super().as_text(answer)
        texts = answer if isinstance(answer, Mapping) else {}
        first, now = (str(texts.get(key) or "").strip() for key in (SEALED, PREDICTION))
        if first and first != now:
            text += "\n\n" + told(
                "The prediction as first written, before the test: {first}", first=first
            )
        return text


def nudge_for(texts: Mapping[str, Any]) -> str:
    """One thing that would make a record easier to learn from; empty when there is none.

    >>> nudge_for({"prediction": "It will be better"})
    'A number in your prediction makes it easier to check.'
    """
    prediction = str(texts.get(PREDICTION) or "")
    first = str(texts.get(SEALED) or "")
    if prediction.strip() and not _has_number(prediction):
        return told("A number in your prediction makes it easier to check.")
    if first and first.strip() != prediction.strip():
        return told("Both predictions are kept: the first one and the new one. That is fine.")
    act = str(texts.get("act") or "")
    if act.strip() and not any(
        word in act.casefold() for word in typed_words("adopt adapt abandon")
    ):
        return told("Say which it is: adopt, adapt or abandon.")
    return ""


def _has_number(text: str) -> bool:
    numbers = typed_words(
        "one two three four five six seven eight nine ten eleven twelve half none nobody all everyone"
    )
    words = set(re.findall(r"[^\W\d_]+", text.casefold()))
    return bool(re.search(r"\d", text)) or bool(words & numbers)


# --- Ramps --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    """One cycle of a ramp: what was changed, for how many people, and what was decided."""

    change: str
    people: int
    decision: str = ""


def ramp(steps: Sequence[Step]) -> Page:
    """A ramp of cycles as a picture: each cycle stands higher, with the people it reached.

    >>> ramp([Step("Phone one guest", 1, "adapt"), Step("Phone all", 30, "adopt")])
    A ramp of 2 cycles. Cycle 1, 1 person: Phone one guest; adapt. Cycle 2, 30 people: Phone all; adopt.
    """
    said = [
        counted(
            step.people,
            "Cycle {cycle}, 1 person: {change}; {decision}.",
            "Cycle {cycle}, {n} people: {change}; {decision}.",
            cycle=cycle,
            change=step.change,
            decision=step.decision or told("not decided yet"),
        )
        for cycle, step in enumerate(steps, 1)
    ]
    whole = " ".join([told("A ramp of {n} cycles.", n=len(steps)), *said])
    width, wide, high = 440, 430 / max(1, len(steps)), 66
    rise = 34
    height = high + rise * (len(steps) - 1) + 24
    drawn = f'<rect width="{width}" height="{height}" fill="{PAPER}"/>'
    for n, step in enumerate(steps):
        x, y = 5 + n * wide, height - high - 12 - n * rise
        drawn += (
            f'<rect x="{x:.1f}" y="{y}" width="{wide - 6:.1f}" height="{high}" rx="6" '
            f'fill="{PALE_BLUE}" stroke="{BLUE}" stroke-width="2"/>'
        )
        lines = (
            told("Cycle {number}", number=n + 1),
            _people(step.people),
            step.decision or told("open"),
        )
        for at, line in enumerate(lines):
            weight = ' font-weight="bold"' if at == 0 else ""
            drawn += (
                f'<text x="{x + wide / 2 - 3:.1f}" y="{y + 20 + 19 * at}" text-anchor="middle" '
                f'font-size="15"{weight} fill="{INK}">{escape(bare(line))}</text>'
            )
    listed = "".join(f"<li>{escape(one.split(', ', 1)[1])}</li>" for one in said)
    html = (
        '<figure class="champions-dots">'
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(whole)}" xmlns="http://www.w3.org/2000/svg">'
        f"{drawn}</svg><figcaption>"
        + told("Each cycle builds on the one before it.")
        + f"<ol>{listed}</ol></figcaption></figure>"
    )
    return Page(html, whole)


def _people(count: int) -> str:
    return counted(count, "1 person", "{n} people")


def pdsa_ramp(log: pd.DataFrame, team: str) -> Page:
    """The ramp of one team in a PDSA log.

    Args:
        log: a table with the columns of the data set ``pdsa-log``.
        team: whose cycles to draw.
    """
    mine = log.drop_duplicates()
    mine = mine[mine["team"] == team].sort_values("cycle")
    rows = zip(mine["change"], mine["people"], mine["decision"].fillna(""), strict=True)
    return ramp([Step(str(change), int(people), str(decided)) for change, people, decided in rows])
