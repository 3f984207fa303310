"""Sheets with other numbers, for a room: the questions of a lesson that have variants, one sheet each.

A sheet for each number that was asked for, and the trainer's key with the right answers to all.
"""

from __future__ import annotations

import argparse
import dataclasses
import re
from collections.abc import Iterator, Sequence
from html import escape

from champions.authoring.paper.forms import question_on_paper
from champions.questions import Marked
from champions.questions.base import paper as base
from champions.questions.facets import facet
from champions.questions.page import answer_in_words
from champions.questions.scheme import Scheme
from champions.questions.variants import HOW_MANY
from champions.sentences.told import told


def _whose() -> str:
    return f"<p>{told('My learner code, not my name: {line}', line=base.line())}</p>"


def numbers(typed: str) -> range:
    """The numbers of variants that somebody typed: one, or from one to another.

    Raises:
        argparse.ArgumentTypeError: when these are none.

    >>> list(numbers("7")), list(numbers("2-4"))
    ([7], [2, 3, 4])
    """
    found = re.fullmatch(r"\s*([0-9]{1,4})\s*(?:-\s*([0-9]{1,4})\s*)?", typed)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 1 <= first <= last <= HOW_MANY:
        raise argparse.ArgumentTypeError(
            told(
                '"{typed}" is no number of a sheet. Type one from 1 to {how_many}, such as 17, or some, '
                "such as 2-30.",
                typed=typed,
                how_many=HOW_MANY,
            )
        )
    return range(first, last + 1)


def asked(scheme: Scheme) -> list[Marked]:
    """The questions of a lesson that have variants and can be answered on paper."""
    return [
        one
        for one in scheme.marked
        if one.pool and facet(one, "paper.to_fill_in") is not base.to_fill_in
    ]


def with_number(question: Marked, number: int) -> Marked:
    """The same question, asked of one variant."""
    return dataclasses.replace(question, right=facet(question, "variant.answer")(number))


def parts(scheme: Scheme, wanted: Sequence[int], *, answers: bool) -> Iterator[str]:
    """The sheets from the first to the last, each on a page of its own; or the trainer's key."""
    first = True
    for question in asked(scheme):
        if answers:
            yield f"<h2>{escape(question.ask)}</h2>"
        for number in wanted:
            one = with_number(question, number)
            if answers:
                lines = answer_in_words(one, one.right_answer())
                yield f"<section>{base.bullets(map(escape, lines))}</section>"
            else:
                sheet = question_on_paper(one, answers=False)
                whose, first = "" if first else _whose(), False  # the page itself begins with it
                yield f'<section class="sheet">{whose}{sheet}</section>'
