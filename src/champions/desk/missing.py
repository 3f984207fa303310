"""Who has sent what: lesson by lesson, from the list of people, what came, and what is marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from champions.desk.people import Person


@dataclass(frozen=True)
class LessonSent:
    """Who sent one lesson.

    Attributes:
        module: the lesson.
        sent: people on the list who sent it.
        missing: people on the list who have not, without those who are withdrawn.
        others: codes that came and are on no list.
    """

    module: str
    sent: tuple[Person, ...]
    missing: tuple[Person, ...]
    others: tuple[str, ...]


def by_lesson(
    everybody: Sequence[Person], sent: Iterable[tuple[str, str]], modules: Sequence[str]
) -> list[LessonSent]:
    """Who sent each lesson of which at least one came, in the order of the course.

    Args:
        everybody: the list of people.
        sent: learner and lesson of everything that came or is marked.
        modules: every lesson of the course, in order.
    """
    senders: dict[str, set[str]] = {}
    for learner, module in sent:
        senders.setdefault(module, set()).add(learner.casefold())
    known = {one.code.casefold() for one in everybody}
    return [
        LessonSent(
            module,
            tuple(one for one in everybody if one.code.casefold() in senders[module]),
            tuple(
                one
                for one in everybody
                if one.code.casefold() not in senders[module] and not one.withdrawn
            ),
            tuple(sorted(senders[module] - known)),
        )
        for module in modules
        if module in senders
    ]
