"""For authors: the words of the kind, which a learner reads too, and what may stand after a sign."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from champions.activities.your_turn.question import YourTurn
from champions.questions import variants
from champions.questions.base import author as base
from champions.questions.base import expected as should
from champions.questions.base.expected import Expected
from champions.questions.variants import Variant

#: So many variants are looked at for the slips that their numbers know.
_LOOKED_AT = 20


def texts(question: YourTurn) -> Iterator[tuple[str, str]]:
    """Each text that a learner reads, with the name of its place in the scheme."""
    yield from base.texts(question)
    words = question.words
    for part in ("about", "mark", "nothing", "means_ask", "then_ask"):
        yield part, words[part]
    for part in ("means", "then"):
        yield from base.named(part, words[part])
    for reasons in words.get("fair_too", {}).values():
        yield from base.named("fair_too", reasons)


def expected(question: YourTurn) -> Mapping[str, Expected]:
    """What should stand in a field, and after a sign."""
    words, numbers = question.words, list(question.words["numbers"])
    whatever = [*words["means"], "any"]
    return {
        "numbers": should.some_of(numbers),
        "sign_took": should.groups_for(numbers, _slips(question), or_several=True),
        "sign_miscounted": should.one_or_some_of(numbers),
        "sign_meant": should.groups_for(whatever, words["means"], or_several=True),
        "sign_decided": should.groups_for(whatever, words["then"], or_several=True),
        "sign_instead": should.groups_for(words["then"], words["then"], or_several=True),
        "sign_marks": should.one_or_some_of(("none", "few", "many", "others", "needless")),
    }


def _slips(question: YourTurn) -> list[str]:
    """The names of the slips whose numbers the variants know."""
    near = [
        variants.data(Variant(question.pool, number))["near"] for number in range(1, _LOOKED_AT + 1)
    ]
    return list(dict.fromkeys(slip for one in near for slips in one.values() for slip in slips))
