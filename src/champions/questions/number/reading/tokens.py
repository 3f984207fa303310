"""The pieces of a text, and what stands where among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from champions.questions.number.reading.amount import WORDS

#: The kind of a number that is taken for the answer, which is then said.
ASSUMED = "assumed"


@dataclass(frozen=True)
class Token:
    """A piece of the text: a number, a unit, or a word or sign. ``text`` is how it was typed."""

    what: str
    text: str
    value: float = 0.0
    kind: str = ""
    ends: bool = False  # a comma or the like stands right behind this number


_NUMBER = (
    r"[1-9][0-9]{0,2}(?:,[0-9]{2,3})*,[0-9]{3}(?:\.[0-9]+)?(?![0-9,])"
    r"|[1-9][0-9]{0,2}(?:[ '][0-9]{3})+(?:\.[0-9]+)?(?![0-9])"
    r"|[0-9]+(?:[.,][0-9]+)?(?:e[-+]?[0-9]+)?(?![0-9])|[.,][0-9]+"
)
PIECE = re.compile(rf"(?P<number>{_NUMBER})|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)?)|(?P<sign>\S)")


def phrase_at(tokens: Sequence[Token], at: int, phrases: Sequence[str]) -> int:
    """How many tokens the longest of these phrases takes up here; 0 when there is none."""
    for words in split_phrases(tuple(phrases)):
        if [one.text for one in tokens[at : at + len(words)]] == list(words):
            return len(words)
    return 0


@cache
def split_phrases(phrases: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Phrases in their pieces, the longest first."""
    cut = (tuple(one[0] for one in PIECE.finditer(phrase)) for phrase in phrases)
    return tuple(sorted(cut, key=len, reverse=True))


def numbers_in(tokens: Sequence[Token]) -> list[Token]:
    """The numbers among the tokens."""
    return [one for one in tokens if one.what == "number"]


def bare_tokens(tokens: list[Token]) -> list[Token]:
    """The tokens without brackets, and without words that say nothing of the number."""
    bare = [one for one in tokens if one.text not in ("(", ")")]
    for words in ("before", "in_all"):
        bare = _without(bare, WORDS[words])
    return bare


#: Words and signs that make one thing of the numbers beside them, or leave open which is meant.
JOINING = {
    word
    for name in ("ranges", "plus", "minus", "multiplied", "divided", "out_of", "bounds_before")
    for words in WORDS[name]
    for word in words.split()
} | set("+-*/=<>:%£€$")


def _without(tokens: list[Token], phrases: Sequence[str]) -> list[Token]:
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        taken = phrase_at(tokens, at, phrases)
        if not taken:
            out.append(tokens[at])
        at += taken or 1
    return out


def places_in(tokens: list[Token]) -> list[int]:
    """Where the numbers stand among the tokens."""
    return [at for at, one in enumerate(tokens) if one.what == "number"]


def words_between(tokens: list[Token]) -> list[str]:
    """The words and signs between the first number and the second."""
    places = [at for at, one in enumerate(tokens) if one.what == "number"]
    return [
        one.text
        for one in tokens[places[0] + 1 : places[1]]
        if one.what != "unit" and one.text != "the"
    ]


def fills(words: list[str], phrases: Sequence[str]) -> bool:
    """Whether words are one of some phrases, from end to end."""
    return " ".join(words) in {re.sub(r" the$", "", one) for one in phrases}


def is_out_of(between: list[str], known: frozenset[str] = frozenset()) -> bool:
    """True for "of", and for "parcels of each last", "more of" and "are in the" between a part and a whole."""
    words = list(between)
    while words and words[-1] in WORDS["before_the_whole"]:
        words.pop()
    while words and words[0] in WORDS["after_the_part"]:
        words.pop(0)
    strong = words[-2:] == ["out", "of"]
    while len(words) > 2 and words[0] in known and (strong or words[0] not in JOINING):
        words.pop(0)
    if fills(words, WORDS["out_of"]):
        return True
    named = len(words) > 1 and words[0].isalpha() and words[0] not in JOINING
    return named and fills(words[1:], WORDS["out_of"])


def assumed(tokens: list[Token]) -> list[Token]:
    """The tokens of a number that is taken for the answer, which is then said."""
    return [
        replace(one, kind=ASSUMED) if one.what == "number" and one.kind != "part" else one
        for one in tokens
    ]
