"""For authors: the words of the file, which a learner reads too, and what may stand after a sign."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from champions.activities.practical.question import DONE, Practical
from champions.activities.your_turn import author as turn
from champions.questions.base import author as base
from champions.questions.base import expected as should
from champions.questions.base.expected import Expected


def texts(question: Practical) -> Iterator[tuple[str, str]]:
    """Each text that a learner reads, with the name of its place in the scheme."""
    yield from turn.texts(question)
    yield "file.ask", question.words["file"]["ask"]
    yield from (
        (f"file.about.{at}", line) for at, line in enumerate(question.words["file"]["about"])
    )
    yield from base.named("notes", question.words["notes"])


def expected(question: Practical) -> Mapping[str, Expected]:
    """What should stand in a field, and after a sign."""
    kinds = [*question.words["slips"], "sound"]
    return {
        **turn.expected(question),
        "sign_mended": should.groups_for(kinds, DONE, or_several=True),
    }
