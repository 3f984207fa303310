"""Units, and the question's own words for what it counts."""

from __future__ import annotations

from functools import cache

from champions.questions.number.reading.amount import WORDS, Quantity
from champions.questions.number.reading.pieces import clean
from champions.questions.number.reading.tokens import Token, split_phrases
from champions.sentences import unit_said
from champions.sentences.told import bare


@cache
def all_unit_words() -> frozenset[str]:
    """Units that are one word of four letters or more: such a word may be typed onto a number."""
    return frozenset(
        form
        for names in WORDS["units"].values()
        for forms in names.values()
        for form in forms
        if len(form) >= 4 and form.isalpha()
    )


@cache
def _units() -> tuple[tuple[tuple[str, ...], str, str], ...]:
    """Each word or sign for a unit, with its kind and its name, the longest first."""
    all_ = [
        (words, kind, name)
        for kind, names in WORDS["units"].items()
        for name, forms in names.items()
        for words in split_phrases(tuple(forms))
    ]
    return tuple(sorted(all_, key=lambda one: -len(one[0])))


def own_words(asked: Quantity) -> list[str]:
    """Words that stand for the unit that is asked for: those of the question, and the unit as it is shown."""
    shown = bare(unit_said(asked.unit))
    return [one for one in (*asked.units, asked.unit, shown) if one]


def with_units(tokens: list[Token], asked: Quantity) -> list[Token]:
    """The tokens, with the words for units as units, the question's own ones among them."""
    out: list[Token] = []
    own = split_phrases(tuple(clean(one) for one in own_words(asked)))
    at = 0
    while at < len(tokens):
        texts = [one.text for one in tokens]
        mine = next((w for w in own if tuple(texts[at : at + len(w)]) == w), None)
        known = next((u for u in _units() if tuple(texts[at : at + len(u[0])]) == u[0]), None)
        number_before = bool(out) and out[-1].what == "number"
        if (
            tokens[at].what == "word"
            and known
            and (len(known[0][0]) > 1 or number_before or known[0][0] in "£€$%")
        ):
            out.append(Token("unit", " ".join(known[0]), kind=f"{known[1]}:{known[2]}"))
            at += len(known[0])
        elif tokens[at].what == "word" and mine:
            out.append(Token("unit", " ".join(mine), kind="own:"))
            at += len(mine)
        else:
            out.append(tokens[at])
            at += 1
    return out


def is_own(tokens: list[Token], asked: Quantity) -> bool:
    """Whether the words beside the number are the question's own for what it counts."""
    own = {clean(one) for one in own_words(asked)}
    own |= {one.removesuffix("s") for one in own}
    return any(one.what == "unit" and one.text in own for one in tokens)
