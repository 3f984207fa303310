"""From a text to its pieces."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from champions.questions.number.reading.amount import WORDS, unread
from champions.questions.number.reading.tokens import PIECE, Token
from champions.sentences.told import spoken


def clean(text: str) -> str:
    """The text with one sign for each of its kinds, in small letters.

    >>> clean(" It’s 2½ − 1 ")
    "it's 2 1/2 - 1"
    """
    for sign, meant in WORDS["parts_in_one_sign"].items():
        text = text.replace(sign, f" {meant} ")
    if any(sign in WORDS["raised"] for sign in text):
        raise unread("one-number")
    text = unicodedata.normalize("NFKC", text).casefold()
    for sign, meant in WORDS["signs"].items():
        text = text.replace(sign, meant)
    for digits in WORDS["digits"]:
        for value, digit in enumerate(digits):
            text = text.replace(digit, str(value))
    return re.sub(r"\s+", " ", text).strip().rstrip(" .!?")


#: In a language with a decimal comma: thousands with a point or a space between, and parts of one behind a comma.
_WITH_COMMA = re.compile(
    r"(?<![\d.,])(?:(\d{1,3}(?:[. ']\d{3})+|\d+),(\d+)|(\d{1,3}(?:\.\d{3})+))(?![\d.,])"
)


def in_english_figures(text: str) -> str:
    """A text whose numbers are written as the language that is spoken does, with them as in English."""
    if spoken().decimal != ",":
        return text

    def in_english(one: re.Match[str]) -> str:
        whole = re.sub(r"[^0-9]", "", one[1] or one[3])
        return f"{whole}.{one[2]}" if one[2] else whole

    return _WITH_COMMA.sub(in_english, text)


_LIKE_DIGITS = "".join(WORDS["letters_like_digits"])
#: Digits with such letters among them, and nothing else: not the I of "I think", the O of R0O3, nor 1 o'clock.
_AS_DIGITS = re.compile(
    rf"(?<!\w)(?=[{_LIKE_DIGITS}]*[0-9])[0-9{_LIKE_DIGITS}]+(?!\w|['’][^\W\d_])"
)


def with_digits_for_letters(text: str) -> str:
    """A text with the digits that its letters look like, inside a number.

    >>> with_digits_for_letters("l1 or 2O or I1, I think; R0O3 is on")
    '11 or 20 or 11, I think; R0O3 is on'
    """
    return _AS_DIGITS.sub(lambda one: one[0].translate(_DIGITS_MEANT), text)


_DIGITS_MEANT = str.maketrans(WORDS["letters_like_digits"])


def pieces_of(text: str) -> list[Token]:
    """The pieces of a text that :func:`clean` has made plain."""
    found: list[Token] = []
    for one in PIECE.finditer(text):
        typed = one[0]
        around = text[max(0, one.start() - 1) : one.end() + 1]
        ends = typed in ",;" or (typed in ".:!" and re.fullmatch(r"\S. ", around))
        if one.lastgroup == "number":
            if one.start() and found and _names_with_figures(text, one.start()):
                found[-1] = Token("word", found[-1].text + typed)  # R03 is a name
                continue
            found.append(Token("number", typed, _literal(typed)))
        elif one.lastgroup == "word" or (typed in "%£€$-+*/=~<>:()" and not ends):
            found.append(Token("word", typed))
        elif ends:
            for at in reversed(range(len(found))):
                if found[at].what == "number":
                    ends = found[at].ends or at == len(found) - 1
                    found[at] = replace(
                        found[at], kind="clause", ends=ends
                    )  # something else may follow
                    break
    return found


def _names_with_figures(text: str, at: int) -> bool:
    """True at the figures of R03 and W13: one letter stands right before them, and is no sign of a sum."""
    letter, before = text[at - 1], text[at - 2 : at - 1]
    return letter in "abcdfghjklmnpqrstuvwyz" and not before.isalnum()


def _literal(typed: str) -> float:
    plain = typed.replace(" ", "").replace("'", "")
    if re.fullmatch(r"[1-9][0-9]{0,2}(?:,[0-9]{2,3})*,[0-9]{3}(?:\.[0-9]+)?", plain):
        return float(plain.replace(",", ""))
    return float(plain.replace(",", "."))
