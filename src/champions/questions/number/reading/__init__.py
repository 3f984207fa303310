"""A number as people type it: the text in, the number out, with what it is a number of.

All words stand in ``words.json``, which other readers share. Nothing here runs what was typed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from champions.questions.number.reading.amount import KINDS, TOLD, WORDS, Amount, Quantity, unread
from champions.questions.number.reading.beside import (
    from_the_end,
    side_of_equals,
    without_its_share,
    without_remark,
)
from champions.questions.number.reading.doubt import doubt_of
from champions.questions.number.reading.in_words import in_words, with_parts
from champions.questions.number.reading.judged import judged
from champions.questions.number.reading.pieces import (
    clean,
    in_english_figures,
    pieces_of,
    with_digits_for_letters,
)
from champions.questions.number.reading.several import meant_of_several, without_echoes
from champions.questions.number.reading.slips import mended, misspelt, roman, sounded
from champions.questions.number.reading.sums import brackets_worked_out
from champions.questions.number.reading.tokens import (
    ASSUMED,
    Token,
    assumed,
    bare_tokens,
    numbers_in,
    phrase_at,
)
from champions.questions.number.reading.two import (
    after_the_change,
    without_better,
    without_place,
)
from champions.questions.number.reading.units import with_units
from champions.questions.number.reading.value import (
    Range,
    TwoNumbers,
    is_bound,
    value_of,
    without_bound,
)
from champions.sentences.told import told

__all__ = [
    "KINDS",
    "WORDS",
    "Amount",
    "Quantity",
    "Range",
    "read_number",
    "unread",
    "words_and_numbers",
]


def read_number(
    answer: object,
    units: Sequence[str] = (),
    *,
    kind: str = "",
    unit: str = "",
    bound: str = "",
    ask: str = "",
) -> Amount:
    """Read a number as people type it.

    Args:
        answer: what was typed, or what a line of code gave.
        units: more words that may stand beside it.
        kind: the kind of quantity that is asked for, one of KINDS; empty where none is declared.
        unit: what it is counted or measured in, such as ``comments``, ``days`` or ``in 100``.
        bound: ``least`` or ``most`` where the smallest or the largest that will do is asked for: then
            "at least 12" is 12.
        ask: the question in words: then "6 were late" is asked about where it asks how many were on time.

    Raises:
        Unreadable: with a sentence that says what would do.

    >>> read_number("about 1,250 days", ["days"]), read_number("Seven"), read_number([14.0])
    (1250.0, 7.0, 14.0)
    >>> read_number("12,5"), read_number("thirty-two"), read_number("there are 5 weeks!", ["weeks"])
    (12.5, 32.0, 5.0)
    >>> read_number("32%", kind="count", unit="comments").told
    '32% is a share. We ask how many comments.'
    """
    if isinstance(answer, list | tuple) and len(answer) == 1:
        return read_number(answer[0], units, kind=kind, unit=unit, bound=bound, ask=ask)
    if isinstance(answer, bool) or not isinstance(answer, int | float | str):
        raise unread("one-number")
    asked = Quantity(kind, unit, tuple(units), bound, ask)
    if isinstance(answer, str):
        found = _read_text(answer, asked)
    else:
        try:
            found = Amount(float(answer))
        except OverflowError:
            raise unread("one-number") from None
        if kind == "share" and unit != "in 100" and 1 < found <= 100:
            found = Amount(found / 100)
    if not math.isfinite(found):
        raise unread("one-number")
    return found


def words_and_numbers(text: str) -> list[tuple[str, float | None]]:
    """The words of a text in their order, each number with its value, in figures or in words.

    A word for nothing, such as "nobody", stays a word.

    >>> words_and_numbers("twenty-one people, and 1,200 more")
    [('twenty-one', 21.0), ('people', None), ('and', None), ('1,200', 1200.0), ('more', None)]
    """
    for sign in WORDS["raised"]:
        text = text.replace(sign, " ")
    return [
        (one.text, one.value if one.what == "number" else None)
        for one in in_words(pieces_of(in_english_figures(clean(text))), zero=False)
        if one.what == "number" or one.text == "%" or one.text[0].isalnum()
    ]


def _read_text(typed: str, asked: Quantity) -> Amount:
    if len(typed) > WORDS["longest"]:
        raise unread("one-number")
    text = in_english_figures(clean(with_digits_for_letters(typed)))
    tokens = with_units(with_parts(in_words(mended(pieces_of(text)))), asked)
    with_brackets = brackets_worked_out([one for one in tokens if one.text != "~"])
    bare = without_better(without_place(bare_tokens(with_brackets), asked), asked)
    bare_of_remarks = without_its_share(after_the_change(bare, asked), asked)
    tokens = from_the_end(_before_the_reason(bare_of_remarks), asked)
    if not numbers_in(tokens):
        tokens = misspelt(roman(tokens))
    if not numbers_in(tokens):
        tokens = sounded(tokens)
    if not numbers_in(tokens):
        raise unread("one-number")
    tokens = without_bound(tokens, asked.bound)
    if is_bound(tokens):
        raise unread("bound")
    if _is_for_each(tokens):
        raise unread("for-each")
    doubt = doubt_of(tokens, asked)
    try:
        value, given = value_of(tokens, asked)
    except TwoNumbers:
        tokens = (
            side_of_equals(tokens, asked)
            or assumed(meant_of_several(tokens, with_brackets, asked))
            or without_remark(without_echoes(tokens, asked), with_brackets, asked)
        )
        value, given = value_of(tokens, asked)
        doubt = doubt or doubt_of(tokens, asked)
    found = judged(value, given, tokens, asked)
    found.doubt = told(TOLD[doubt]) if doubt else ""
    if taken := next((one.text for one in tokens if one.kind == ASSUMED), ""):
        found.note = found.note or told(TOLD["assumed"], read=taken.strip(","))
    return found


def _before_the_reason(tokens: list[Token]) -> list[Token]:
    """What stands before "because" where that holds the one number: "4, because 21 + 15 + 4 = 40"."""
    at = next((at for at, one in enumerate(tokens) if one.text in WORDS["sure_reasons"]), 0)
    return tokens[:at] if len(numbers_in(tokens[:at])) == 1 else tokens


def _is_for_each(tokens: list[Token]) -> bool:
    """True for one for each week: that is no number of its own."""
    return len(numbers_in(tokens)) == 1 and any(
        one.what == "number" and phrase_at(tokens, at + 1, WORDS["for_each"])
        for at, one in enumerate(tokens)
    )
