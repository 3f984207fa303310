"""For authors: the records and the groups they are sorted into."""

from __future__ import annotations

from collections.abc import Iterator

from champions.activities.coding.question import CodeByRule, CodeFreely
from champions.questions.base import author as base


def texts(question: CodeByRule | CodeFreely) -> Iterator[tuple[str, str]]:
    """Each text that a learner reads, with the name of its place in the scheme."""
    yield from base.texts(question)
    yield from base.named("items", question.items)
    yield from base.named("groups", question.groups)
