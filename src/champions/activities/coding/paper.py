"""On paper: a table of the records, with room for the group of each."""

from __future__ import annotations

from html import escape

from champions.activities.coding.question import CodeByRule, CodeFreely
from champions.questions.base.paper import groups, table
from champions.sentences.told import tell


def to_fill_in(question: CodeByRule | CodeFreely) -> str:
    """The form to fill in by hand, as HTML."""
    rows = ([escape(key), escape(words), ""] for key, words in question.items.items())
    return groups(question.groups) + table(
        (tell("Record"), tell("What stands in it"), tell("Your group")), rows
    )
