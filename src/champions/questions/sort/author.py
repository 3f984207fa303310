"""For authors: the things and the groups, and what may be wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from champions.questions.base import author as base
from champions.questions.base import expected as should
from champions.questions.base.expected import Expected
from champions.questions.sort.question import Sort


def texts(question: Sort) -> Iterator[tuple[str, str]]:
    """Each text that a learner reads, with the name of its place in the scheme."""
    yield from base.texts(question)
    yield from base.named("items", question.items)
    yield from base.named("groups", question.groups)


def expected(question: Sort) -> Mapping[str, Expected]:
    """What should stand in a field, and after a sign."""
    things, groups = question.items, question.groups
    part = should.groups_for(things, groups)
    several = should.groups_for(things, groups, or_several=True)
    return {
        "right": should.groups_for(things, groups, each=question.with_a_home),
        "also": several,
        "sign_placed": part,
        "sign_misplaced": part,
        "sign_placed_one_of": several,
        "sign_all_in": should.one_or_some_of(groups),
    }


def mistakes(question: Sort) -> Iterator[str]:
    """What an author got wrong in this kind, a sentence each."""
    right = question.right_answer()
    yield from base.unknown("the group", right.values(), question.groups)
    also = (group for others in question.also.values() for group in others)
    yield from base.unknown("the group", also, question.groups)
    signs = ("placed", "placed_one_of", "misplaced")
    things = [*right, *question.also, *base.keys_in(question, *signs)]
    yield from base.unknown("the thing", things, question.items)
    if missing := [key for key in question.with_a_home if key not in right]:
        yield f'the right answer says no group for "{missing[0]}".'
    yield from base.unknown("the group", _groups_in(question), question.groups)


def _groups_in(question: Sort) -> Iterator[str]:
    """The groups that wrong answers name."""
    yield from base.keys_in(question, "all_in")
    for miss in question.misses:
        for _, part in base.signs_in(miss, "placed", "placed_one_of", "misplaced"):
            for group in part.values():
                yield from group if isinstance(group, list | tuple) else (group,)
