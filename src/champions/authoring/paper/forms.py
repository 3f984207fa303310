"""Questions as forms to fill in by hand: boxes to tick, lines to write on, tables, squared paper.

The trainer's copy has under each what is right, why, and the hints for known mistakes. The form of
each kind of question stands in the kind's own folder.
"""

from __future__ import annotations

from html import escape

from champions.questions import Question
from champions.questions.base.paper import line
from champions.questions.facets import facet
from champions.sentences.told import bare, tell
from champions.style.tokens import GREY

#: Fields of half a centimetre: three quarters of a page, with room for a scale and words beside it.
_FIELDS_ACROSS, _FIELDS_UP, _FIELD = 34, 38, 5


def question_on_paper(question: Question, *, answers: bool, number: int = 0) -> str:
    """A question to fill in by hand; for trainers with what is right and the hints.

    Args:
        question: what is asked.
        answers: True for the trainer's copy.
        number: its number on the sheet, the same in both copies; 0 for none.

    >>> from champions.questions import Guess
    >>> "☐ Yes" in question_on_paper(Guess(id="g", ask="Is it?", options={"y": "Yes"}), answers=False)
    True
    """
    asked = (
        tell("Question {number}. {asked}", number=number, asked=question.ask)
        if number
        else question.ask
    )
    told = facet(question, "paper.told")(question) if answers else ""
    long = " long" if facet(question, "paper.is_long")(question) else ""
    to_fill_in = facet(question, "paper.to_fill_in")(question)
    return (
        f'<section class="question"><div class="asked{long}"><h3 class="ask">{escape(asked)}</h3>'
        f"{to_fill_in}</div>{told}</section>"
    )


def graph_paper() -> str:
    """A page of squared paper for a chart of one's own, with room for its words."""
    wide, tall = _FIELDS_ACROSS * _FIELD, _FIELDS_UP * _FIELD
    lines = "".join(
        f'<path d="{way}" stroke="{GREY}" stroke-width="{0.3 if at % 5 == 0 else 0.1}"/>'
        for count, down in ((_FIELDS_ACROSS, True), (_FIELDS_UP, False))
        for at in range(count + 1)
        for way in (f"M{at * _FIELD} 0V{tall}" if down else f"M0 {tall - at * _FIELD}H{wide}",)
    )
    described = tell(
        "Squared paper, {across} fields across and {up} up, each half a centimetre",
        across=_FIELDS_ACROSS,
        up=_FIELDS_UP,
    )
    return (
        f'<section class="graph"><h2>{tell("Squared paper for a chart of your own")}</h2>'
        f"<p>{tell('What I count: {line} Unit: {line}', line=line())}</p>"
        f'<svg viewBox="-0.2 -0.2 {wide + 0.4} {tall + 0.4}" role="img" '
        f'aria-label="{bare(described)}" xmlns="http://www.w3.org/2000/svg">{lines}</svg></section>'
    )
