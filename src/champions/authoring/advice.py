"""What an author may want to look at again. It stops no build: a person decides.

Who knows nothing chooses the longest option, because people write the right one with care and the wrong
ones in a hurry. So an author is told when that works, in one choice or over a lesson. "Fair options" in
docs/adopters/write-a-question.md says what to do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from champions.authoring.asked import Asked
from champions.authoring.checks import Draft
from champions.authoring.source import Mistake, Source
from champions.questions import Question
from champions.questions.facets import facet

#: In a lesson with fewer choices than this, nothing can be said of how the longest ones do.
ENOUGH_CHOICES = 4
#: The longest option may be right in so large a part of a lesson's choices.
MOST_RIGHT = 0.5


def advise(
    root: Path, source: Source, place: Mapping[str, Any], asked: Asked | None
) -> list[Mistake]:
    """What to look at again in a lesson, in the order of its lines; nothing where it cannot be read."""
    if asked is None or asked.scheme is None:
        return []
    draft = Draft(root, source, {}, dict(place), asked)
    return sorted({*_in_one_question(draft), *_over_the_lesson(draft)})


def _in_one_question(draft: Draft) -> Iterator[Mistake]:
    for question in _questions(draft):
        for said in facet(question, "author.advice")(question):
            yield draft.there(question, said, "options")


def _over_the_lesson(draft: Draft) -> Iterator[Mistake]:
    """Whether somebody who always chooses the longest option does well in this lesson."""
    told = {
        one.id: how_far for one in _questions(draft) if (how_far := told_by_length(one)) is not None
    }
    right = round(sum(told.values()))
    if len(told) < ENOUGH_CHOICES or right <= MOST_RIGHT * len(told):
        return
    first = min(draft.lines.get(name, 1) for name in told)
    yield Mistake(
        draft.scheme_path,
        first,
        f"In {right} of the {len(told)} choices of this lesson the longest option is right. "
        "Make some of the wrong options longer, or some of the right ones shorter.",
    )


def told_by_length(question: Question) -> float | None:
    """How far the longest option gives the answer away: 1 where it is right, 0 where it is not.

    Where several are as long, each of them may be meant, so it is their share. None for a question in which
    nobody chooses one of several options, or whose right answer is kept back.
    """
    found: float | None = facet(question, "author.told_by_length")(question)
    return found


def _questions(draft: Draft) -> tuple[Question, ...]:
    return draft.scheme.questions if draft.scheme else ()
