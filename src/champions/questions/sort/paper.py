"""On paper: a line beside each thing, for its group."""

from __future__ import annotations

from champions.questions.base.paper import bullets, groups, label, line
from champions.questions.sort.question import Sort


def to_fill_in(question: Sort) -> str:
    """The form to fill in by hand, as HTML."""
    items = bullets(f"{label(words)} {line()}" for words in question.items.values())
    return groups(question.groups) + items
