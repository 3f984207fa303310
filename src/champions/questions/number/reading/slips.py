"""Slips in number words, and Roman numbers."""

from __future__ import annotations

import re
from functools import cache

from champions.questions.base.text import one_letter_apart
from champions.questions.number.reading.amount import WORDS
from champions.questions.number.reading.tokens import ASSUMED, Token
from champions.questions.number.reading.units import all_unit_words


def mended(tokens: list[Token]) -> list[Token]:
    """The tokens with "twentyfive" and "sixhours" as two words, and slips beside a number word put right.

    >>> from champions.questions.number.reading.pieces import pieces_of
    >>> [one.text for one in mended(pieces_of("thrity two or twentyfive or sixhours"))]
    ['thirty', 'two', 'or', 'twenty', 'five', 'or', 'six', 'hours']
    """
    parted = [part for one in tokens for part in _parted(one)]
    out: list[Token] = []
    for at, one in enumerate(parted):
        before = out[-1] if out else None
        if before and before.text == "-" and len(out) > 1:
            before = out[-2]
        meant = _meant_beside(one, before, parted[at + 1 : at + 3])
        out.append(Token("word", meant) if meant else one)
    return out


def _parted(one: Token) -> list[Token]:
    """A word that is a number and a unit, or two parts of a number, as two; else the word itself."""
    word, small, tens = one.text, WORDS["small"], WORDS["tens"]
    if one.what != "word" or word in small or word in tens:
        return [one]
    for number in (*tens, *small):
        rest = word[len(number) :]
        if not word.startswith(number) or len(rest) < 3:
            continue
        if (number in tens and 0 < small.get(rest, 0) < 10) or (rest in all_unit_words()):
            return [Token("word", number), Token("word", rest)]
    return [one]


def _meant_beside(one: Token, before: Token | None, after: list[Token]) -> str:
    """The number word that was meant by a word which stands beside another number word; else empty."""
    small, tens, times = WORDS["small"], WORDS["tens"], WORDS["times"]
    word = one.text
    if one.what != "word" or word in small or word in tens or word in times:
        return ""
    follows = after[1:] if after and after[0].text == "-" else after
    meant = _nearly_a_number(word)
    if meant in tens and follows and 0 < small.get(follows[0].text, 0) < 10:
        return meant
    if not before:
        return ""
    if meant and before.text in tens and 0 < small.get(meant, 0) < 10:
        return meant
    if before.what == "number" or before.text in small:
        return next((one for one in times if len(one) > 4 and one_letter_apart(word, one)), "")
    return ""


def roman(tokens: list[Token]) -> list[Token]:
    """The tokens with the one word read that is a Roman number of two letters or more, such as viii."""
    found = [one for one in tokens if one.what == "word" and _ROMAN.fullmatch(one.text)]
    if len(found) != 1 or len(found[0].text) < 2:
        return tokens
    word = found[0].text.replace("iv", "iiii").replace("ix", "viiii")
    value = float(sum({"i": 1, "v": 5, "x": 10}[letter] for letter in word))
    return [Token("number", one.text, value) if one is found[0] else one for one in tokens]


_ROMAN = re.compile("x{0,3}(?:ix|iv|v?i{0,3})")


def misspelt(tokens: list[Token]) -> list[Token]:
    """The tokens with the one word put right that is nearly a number word."""
    words = [one for one in tokens if one.what == "word"]
    near = [(one, meant) for one in words if (meant := _nearly_a_number(one.text))]
    if len(near) != 1 or (len(words) > 1 and len(near[0][0].text) < 4):
        return tokens
    slip, meant = near[0]
    value = {**WORDS["small"], **WORDS["tens"]}[meant]
    return [Token("number", meant, value) if one is slip else one for one in tokens]


def sounded(tokens: list[Token]) -> list[Token]:
    """The tokens of "ate people", which a phone writes for a spoken eight: one such word, and what is counted.

    Not of "for weeks", which says how long.
    """
    if len(tokens) != 2 or tokens[1].what != "unit" or tokens[0].text not in WORDS["sounds"]:
        return tokens
    how_long = tokens[0].text in WORDS["sounds_of_length"] and tokens[1].kind.startswith("time")
    value = WORDS["sounds"][tokens[0].text]
    return tokens if how_long else [Token("number", str(value), float(value), ASSUMED), tokens[1]]


def _nearly_a_number(word: str) -> str:
    """The one number word that this word is a slip of; else empty.

    >>> _nearly_a_number("elven"), _nearly_a_number("thre"), _nearly_a_number("fifth")
    ('eleven', 'three', '')
    >>> _nearly_a_number("foru"), _nearly_a_number("sixx"), _nearly_a_number("give"), _nearly_a_number("for")
    ('four', 'six', '', '')
    """
    if len(word) < 3 or word in WORDS["no_number_words"]:
        return ""
    known: dict[str, int] = {**WORDS["small"], **WORDS["tens"]}
    near = [one for one in known if _one_letter_doubled(word, one)] or [
        one for one in known if _is_slip_of(word, one)
    ]
    return near[0] if len({known[one] for one in near}) == 1 else ""


def _one_letter_doubled(word: str, meant: str) -> bool:
    return any(
        word[at] == word[at - 1] and word[:at] + word[at + 1 :] == meant
        for at in range(1, len(word))
    )


def _is_slip_of(word: str, meant: str) -> bool:
    """True when a word is a letter away; of a short one only by a slip of the finger, for words are near."""
    if len(meant) >= 5:
        return len(word) >= 4 and one_letter_apart(word, meant)
    if len(word) == len(meant):
        off = [at for at in range(len(word)) if word[at] != meant[at]]
        beside = len(off) == 1 and word[off[0]] in _keys_beside().get(meant[off[0]], "")
        return beside or (len(off) == 2 and one_letter_apart(word, meant))
    return len(meant) == 4 and word == meant[:3]


@cache
def _keys_beside() -> dict[str, str]:
    """Each letter, with the letters that lie beside it on a keyboard."""
    rows: list[str] = WORDS["keys"]
    at = {key: (row, place) for row, keys in enumerate(rows) for place, key in enumerate(keys)}
    steps = ((0, -1), (0, 1), (-1, 0), (-1, 1), (1, -1), (1, 0))
    return {
        key: "".join(
            other for other, there in at.items() if (there[0] - row, there[1] - place) in steps
        )
        for key, (row, place) in at.items()
    }
