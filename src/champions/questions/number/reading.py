"""A number as people type it: the text in, the number out, with what it is a number of.

All words stand in ``words.json``, which other readers share. Nothing here runs what was typed.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from champions.questions.base.question import Unreadable
from champions.sentences import listed, unit_said
from champions.sentences.told import (
    bare,
    once_in_each_language,
    spoken,
    told,
    typed_words,
)

#: What people write a number with, as a table that other readers share, such as a page's script.
WORDS: dict[str, Any] = json.loads(
    files("champions.questions.number").joinpath("words.json").read_text(encoding="utf-8")
)
#: The kinds of quantity that a question may ask for.
KINDS: tuple[str, ...] = tuple(WORDS["kinds"])
_TOLD: dict[str, str] = WORDS["told"]


@dataclass(frozen=True)
class Quantity:
    """What a question asks for: its kind (one of KINDS, or empty), its unit, and whether it is a least or a most.

    ``ask`` is the question itself, in words; empty where it is not known.
    """

    kind: str = ""
    unit: str = ""
    units: tuple[str, ...] = ()
    bound: str = ""
    ask: str = ""


class Amount(float):
    """A number that was read.

    Attributes:
        told: why it is no such quantity as was asked for; empty when it is one.
        note: what is said beside it, such as that a comma was read as a point.
        other: the number that a comma may stand for as well, and what to say then.
        as_asked: the same in the unit that is asked for, where it was given in another.
        typed: the number with its unit, as they were typed.
        doubt: what is said where the words beside it say that something else is counted, such as "late" where
            the question is how many were on time.
    """

    as_asked: float | None = None
    typed: str = ""
    told: str = ""
    note: str = ""
    doubt: str = ""
    other: tuple[float, str] | None = None


@dataclass(frozen=True)
class _Token:
    """A piece of the text: a number, a unit, or a word or sign. ``text`` is how it was typed."""

    what: str
    text: str
    value: float = 0.0
    kind: str = ""
    ends: bool = False  # a comma or the like stands right behind this number


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
        raise _unread("one-number")
    asked = Quantity(kind, unit, tuple(units), bound, ask)
    if isinstance(answer, str):
        found = _read_text(answer, asked)
    else:
        try:
            found = Amount(float(answer))
        except OverflowError:
            raise _unread("one-number") from None
        if kind == "share" and unit != "in 100" and 1 < found <= 100:
            found = Amount(found / 100)
    if not math.isfinite(found):
        raise _unread("one-number")
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
        for one in _in_words(_pieces(_in_english_figures(clean(text))), zero=False)
        if one.what == "number" or one.text == "%" or one.text[0].isalnum()
    ]


def _unread(key: str, **parts: str) -> Unreadable:
    return Unreadable(told(_TOLD[key], **parts))


# --- From text to tokens ------------------------------------------------------------------------

_NUMBER = (
    r"[1-9][0-9]{0,2}(?:,[0-9]{2,3})*,[0-9]{3}(?:\.[0-9]+)?(?![0-9,])"
    r"|[1-9][0-9]{0,2}(?:[ '][0-9]{3})+(?:\.[0-9]+)?(?![0-9])"
    r"|[0-9]+(?:[.,][0-9]+)?(?:e[-+]?[0-9]+)?(?![0-9])|[.,][0-9]+"
)
_PIECE = re.compile(rf"(?P<number>{_NUMBER})|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)?)|(?P<sign>\S)")


def clean(text: str) -> str:
    """The text with one sign for each of its kinds, in small letters.

    >>> clean(" It’s 2½ − 1 ")
    "it's 2 1/2 - 1"
    """
    for sign, meant in WORDS["parts_in_one_sign"].items():
        text = text.replace(sign, f" {meant} ")
    if any(sign in WORDS["raised"] for sign in text):
        raise _unread("one-number")
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


def _in_english_figures(text: str) -> str:
    """A text whose numbers are written as the language that is spoken does, with them as in English."""
    if spoken().decimal != ",":
        return text

    def in_english(one: re.Match[str]) -> str:
        whole = re.sub(r"[^0-9]", "", one[1] or one[3])
        return f"{whole}.{one[2]}" if one[2] else whole

    return _WITH_COMMA.sub(in_english, text)


def _pieces(text: str) -> list[_Token]:
    found: list[_Token] = []
    for one in _PIECE.finditer(text):
        typed = one[0]
        around = text[max(0, one.start() - 1) : one.end() + 1]
        ends = typed in ",;" or (typed in ".:!" and re.fullmatch(r"\S. ", around))
        if one.lastgroup == "number":
            if one.start() and found and _names_with_figures(text, one.start()):
                found[-1] = _Token("word", found[-1].text + typed)  # R03 is a name
                continue
            found.append(_Token("number", typed, _literal(typed)))
        elif one.lastgroup == "word" or (typed in "%£€$-+*/=~<>:()" and not ends):
            found.append(_Token("word", typed))
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


def _phrase(tokens: Sequence[_Token], at: int, phrases: Sequence[str]) -> int:
    """How many tokens the longest of these phrases takes up here; 0 when there is none."""
    for words in _split(tuple(phrases)):
        if [one.text for one in tokens[at : at + len(words)]] == list(words):
            return len(words)
    return 0


@cache
def _split(phrases: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    cut = (tuple(one[0] for one in _PIECE.finditer(phrase)) for phrase in phrases)
    return tuple(sorted(cut, key=len, reverse=True))


#: What there may be half of, in one number: half a dozen is 6.
_HALVED = frozenset(WORDS["times"]) - {"k"}

# --- Slips in number words ----------------------------------------------------------------------


def _mended(tokens: list[_Token]) -> list[_Token]:
    """The tokens with "twentyfive" and "sixhours" as two words, and slips beside a number word put right.

    >>> [one.text for one in _mended(_pieces("thrity two or twentyfive or sixhours"))]
    ['thirty', 'two', 'or', 'twenty', 'five', 'or', 'six', 'hours']
    """
    parted = [part for one in tokens for part in _parted(one)]
    out: list[_Token] = []
    for at, one in enumerate(parted):
        before = out[-1] if out else None
        if before and before.text == "-" and len(out) > 1:
            before = out[-2]
        meant = _meant_beside(one, before, parted[at + 1 : at + 3])
        out.append(_Token("word", meant) if meant else one)
    return out


def _parted(one: _Token) -> list[_Token]:
    """A word that is a number and a unit, or two parts of a number, as two; else the word itself."""
    word, small, tens = one.text, WORDS["small"], WORDS["tens"]
    if one.what != "word" or word in small or word in tens:
        return [one]
    for number in (*tens, *small):
        rest = word[len(number) :]
        if not word.startswith(number) or len(rest) < 3:
            continue
        if (number in tens and 0 < small.get(rest, 0) < 10) or (rest in _unit_words()):
            return [_Token("word", number), _Token("word", rest)]
    return [one]


@cache
def _unit_words() -> frozenset[str]:
    """Units that are one word of four letters or more: such a word may be typed onto a number."""
    return frozenset(
        form
        for names in WORDS["units"].values()
        for forms in names.values()
        for form in forms
        if len(form) >= 4 and form.isalpha()
    )


def _meant_beside(one: _Token, before: _Token | None, after: list[_Token]) -> str:
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
        return next((one for one in times if len(one) > 4 and _one_letter_apart(word, one)), "")
    return ""


# --- Numbers in words ---------------------------------------------------------------------------


def _in_words(tokens: list[_Token], *, zero: bool = True) -> list[_Token]:
    """The tokens with each number in words as one number; ``zero`` reads words for nothing as 0."""
    out: list[_Token] = []
    at = 0
    while at < len(tokens):
        if zero and (taken := _phrase(tokens, at, WORDS["zero"])):
            out.append(_Token("number", " ".join(t.text for t in tokens[at : at + taken]), 0.0))
            at += taken
            continue
        value, after = _number_words(tokens, at)
        if after > at:
            typed = " ".join(t.text for t in tokens[at:after])
            out.append(_Token("number", typed.replace(" - ", "-"), value))
            at = after
        else:
            out.append(tokens[at])
            at += 1
    return out


@once_in_each_language
def _known_words() -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """Words for small numbers, for tens, and for what these are times: in English, and as the language has them.

    A word for ten may be both, as in Welsh: "un deg dau" is once ten and two.
    """
    small, tens, times = (dict[str, int](WORDS[name]) for name in ("small", "tens", "times"))
    for pair in typed_words(
        "zero=0 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 "
        "eleven=11 twelve=12 thirteen=13 fourteen=14 fifteen=15 sixteen=16 seventeen=17 "
        "eighteen=18 nineteen=19 twenty=20 thirty=30 forty=40 fifty=50 sixty=60 "
        "seventy=70 eighty=80 ninety=90 hundred=100 thousand=1000"
    ):
        word, _, figure = pair.partition("=")
        value = int(figure) if figure.isdecimal() else -1
        if value >= 0 and word not in WORDS["small"] | WORDS["tens"] | WORDS["times"]:
            (small if value < 20 else tens if value < 100 else times)[word] = value
            if value == 10:
                times[word] = value
    return small, tens, times


def _number_words(tokens: list[_Token], at: int) -> tuple[float, int]:  # noqa: C901 - one step a kind of word
    """The number that begins here in words, or with digits and a word such as thousand, and where it ends."""
    start, total, current, last = at, 0.0, 0.0, ""
    small, tens, times = _known_words()
    while at < len(tokens):
        one = tokens[at]
        word = one.text
        following = tokens[at + 1].text if at + 1 < len(tokens) else ""
        before = tokens[at - 1].text if at else ""
        if word == "one" and not last and before in WORDS["one_is_no_number_after"]:
            break
        if one.what == "number" and not last and following in times:
            current, last = one.value, "digits"
        elif not last and (read := _spoken_point(tokens, at)):
            return read
        elif word == "half" and not last and (skipped := _half_of(tokens, at)) is not None:
            current, last = 0.5, "small"
            at += skipped
        elif word in ("a", "an", "one") and not last and following in times:
            current, last = 1.0, "small"
        elif word in times and last and last != "times-after":
            if times[word] > 100:
                total, current = total + current * times[word], 0.0
            else:
                current *= times[word]
            last = "times"
        elif word in tens and last in ("", "times"):
            current, last = current + tens[word], "tens"
        elif word in small and (last in ("", "times") or (last == "tens" and small[word] < 10)):
            current, last = current + small[word], "small"
        elif word == "point" and last in ("small", "tens") and following in small:
            return _after_the_point(tokens, at + 1, total + current)
        elif (word == "and" and last == "times") or (word == "-" and last == "tens"):
            if following not in small and following not in tens:
                break
        else:
            break
        at += 1
    return (total + current, at) if last else (0.0, start)


def _spoken_point(tokens: list[_Token], at: int) -> tuple[float, int] | None:
    """33 point 3, 33 point three and point three six, with where they end; None for anything else."""
    one, *after = tokens[at : at + 3]
    small, _, _ = _known_words()
    if one.text == "point" and after and (at == 0 or tokens[at - 1].text in ("is", "about")):
        return _after_the_point(tokens, at + 1, 0.0) if after[0].text in small else None
    if not one.text.isdecimal() or len(after) < 2 or after[0].text != "point":
        return None
    if after[1].text in small:
        return _after_the_point(tokens, at + 2, one.value)
    if not after[1].text.isdecimal():
        return None
    return float(f"{one.text}.{after[1].text}"), at + 3


def _half_of(tokens: list[_Token], at: int) -> int | None:
    """How many words stand between this half and its dozen: 0 or 1; None where no such word follows."""
    words = [one.text for one in tokens[at + 1 : at + 3]]
    skipped = 1 if words[:1] in (["a"], ["an"]) else 0
    return skipped if words[skipped:] and words[skipped] in _HALVED else None


def _after_the_point(tokens: list[_Token], at: int, whole: float) -> tuple[float, int]:
    digits = ""
    small, _, _ = _known_words()
    while at < len(tokens) and 0 <= small.get(tokens[at].text, 99) < 10:
        digits += str(small[tokens[at].text])
        at += 1
    return float(f"{whole + float(f'0.{digits}'):.12g}"), at


def _with_parts(tokens: list[_Token]) -> list[_Token]:
    """The tokens with a half, three quarters and 2 1/2 as one number each."""
    out: list[_Token] = []
    at = 0
    while at < len(tokens):
        one = tokens[at]
        of = WORDS["parts"].get(one.text)
        before = out[-1] if out else None
        if of and before and before.what == "number" and one.text not in ("second", "seconds"):
            out[-1] = _Token("number", f"{before.text} {one.text}", before.value / of, "part")
        elif of and (one.text == "half" or (before and before.text in ("a", "an"))):
            if before and before.text in ("a", "an"):
                out.pop()
            out.append(_Token("number", one.text, 1 / of, "part"))
        elif _is_mixed(tokens, at, out):
            if out[-1].text == "and":
                out.pop()
            out[-1] = _Token(
                "number",
                f"{out[-1].text} {one.text}/{tokens[at + 2].text}",
                out[-1].value + one.value / tokens[at + 2].value,
            )
            at += 2
        else:
            out.append(one)
        at += 1
    return _and_a_part(out)


def _is_mixed(tokens: list[_Token], at: int, out: list[_Token]) -> bool:
    """True at the 1 of 2 1/2, and of 2 and 1/2."""
    three = tokens[at : at + 3]
    whole = out[:-1] if out and out[-1].text == "and" else out
    return (
        len(three) == 3
        and bool(whole)
        and whole[-1].what == three[0].what == three[2].what == "number"
        and three[1].text == "/"
        and 0 < three[0].value < three[2].value
    )


def _and_a_part(tokens: list[_Token]) -> list[_Token]:
    """The tokens with 10 and a half, and 10 days and a half, as one number."""
    out: list[_Token] = []
    for one in tokens:
        at = _whole_before_and(out)
        if one.kind == "part" and at < 0 and one.value < 1 <= out[at].value:
            both = out[at]
            out.pop()
            out[at + 1] = _Token("number", f"{both.text} and {one.text}", both.value + one.value)
        else:
            out.append(one)
    return out


def _whole_before_and(out: list[_Token]) -> int:
    """Where the number of "10 and" or "10 days and" stands, from the end; 0 where there is none."""
    if not out or out[-1].text != "and":
        return 0
    if len(out) > 1 and out[-2].what == "number":
        return -2
    named = len(out) > 2 and out[-3].what == "number" and out[-2].text in _unit_words()
    return -3 if named else 0


# --- Units --------------------------------------------------------------------------------------


@cache
def _units() -> tuple[tuple[tuple[str, ...], str, str], ...]:
    """Each word or sign for a unit, with its kind and its name, the longest first."""
    all_ = [
        (words, kind, name)
        for kind, names in WORDS["units"].items()
        for name, forms in names.items()
        for words in _split(tuple(forms))
    ]
    return tuple(sorted(all_, key=lambda one: -len(one[0])))


def _own(asked: Quantity) -> list[str]:
    """Words that stand for the unit that is asked for: those of the question, and the unit as it is shown."""
    shown = bare(unit_said(asked.unit))
    return [one for one in (*asked.units, asked.unit, shown) if one]


def _with_units(tokens: list[_Token], asked: Quantity) -> list[_Token]:
    out: list[_Token] = []
    own = _split(tuple(clean(one) for one in _own(asked)))
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
            out.append(_Token("unit", " ".join(known[0]), kind=f"{known[1]}:{known[2]}"))
            at += len(known[0])
        elif tokens[at].what == "word" and mine:
            out.append(_Token("unit", " ".join(mine), kind="own:"))
            at += len(mine)
        else:
            out.append(tokens[at])
            at += 1
    return out


# --- What was meant -----------------------------------------------------------------------------


def _read_text(typed: str, asked: Quantity) -> Amount:
    if len(typed) > WORDS["longest"]:
        raise _unread("one-number")
    text = _in_english_figures(clean(typed))
    tokens = _with_units(_with_parts(_in_words(_mended(_pieces(text)))), asked)
    with_brackets = _brackets_worked_out([one for one in tokens if one.text != "~"])
    bare_of_remarks = _without_its_share(_bare(with_brackets), asked)
    tokens = _from_the_end(_before_the_reason(bare_of_remarks), asked)
    if not _numbers(tokens):
        tokens = _misspelt(_roman(tokens))
    if not _numbers(tokens):
        raise _unread("one-number")
    tokens = _without_bound(tokens, asked.bound)
    if _is_bound(tokens):
        raise _unread("bound")
    if _is_for_each(tokens):
        raise _unread("for-each")
    doubt = _doubt(tokens, asked)
    try:
        value, given = _value(tokens, asked)
    except _TwoNumbers:
        tokens = (
            _side_of_equals(tokens, asked)
            or _assumed(_meant_of_several(tokens, with_brackets, asked))
            or _without_remark(_without_echoes(tokens, asked), with_brackets, asked)
        )
        value, given = _value(tokens, asked)
        doubt = doubt or _doubt(tokens, asked)
    found = _judged(value, given, tokens, asked)
    found.doubt = told(_TOLD[doubt]) if doubt else ""
    if taken := next((one.text for one in tokens if one.kind == _ASSUMED), ""):
        found.note = found.note or told(_TOLD["assumed"], read=taken.strip(","))
    return found


def _numbers(tokens: Sequence[_Token]) -> list[_Token]:
    return [one for one in tokens if one.what == "number"]


def _before_the_reason(tokens: list[_Token]) -> list[_Token]:
    """What stands before "because" where that holds the one number: "4, because 21 + 15 + 4 = 40"."""
    at = next((at for at, one in enumerate(tokens) if one.text in WORDS["sure_reasons"]), 0)
    return tokens[:at] if len(_numbers(tokens[:at])) == 1 else tokens


def _bare(tokens: list[_Token]) -> list[_Token]:
    """The tokens without brackets, and without words that say nothing of the number."""
    bare = [one for one in tokens if one.text not in ("(", ")")]
    for words in ("before", "in_all"):
        bare = _without(bare, WORDS[words])
    return bare


def _roman(tokens: list[_Token]) -> list[_Token]:
    """The tokens with the one word read that is a Roman number of two letters or more, such as viii."""
    found = [one for one in tokens if one.what == "word" and _ROMAN.fullmatch(one.text)]
    if len(found) != 1 or len(found[0].text) < 2:
        return tokens
    word = found[0].text.replace("iv", "iiii").replace("ix", "viiii")
    value = float(sum({"i": 1, "v": 5, "x": 10}[letter] for letter in word))
    return [_Token("number", one.text, value) if one is found[0] else one for one in tokens]


_ROMAN = re.compile("x{0,3}(?:ix|iv|v?i{0,3})")


def _misspelt(tokens: list[_Token]) -> list[_Token]:
    """The tokens with the one word put right that is nearly a number word."""
    words = [one for one in tokens if one.what == "word"]
    near = [(one, meant) for one in words if (meant := _nearly_a_number(one.text))]
    if len(near) != 1 or (len(words) > 1 and len(near[0][0].text) < 4):
        return tokens
    slip, meant = near[0]
    value = {**WORDS["small"], **WORDS["tens"]}[meant]
    return [_Token("number", meant, value) if one is slip else one for one in tokens]


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
        return len(word) >= 4 and _one_letter_apart(word, meant)
    if len(word) == len(meant):
        off = [at for at in range(len(word)) if word[at] != meant[at]]
        beside = len(off) == 1 and word[off[0]] in _keys_beside().get(meant[off[0]], "")
        return beside or (len(off) == 2 and _one_letter_apart(word, meant))
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


def _one_letter_apart(one: str, other: str) -> bool:
    """True when a letter was added, left out, changed, or swapped with the next."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) == 1:
        return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
    if len(long) != len(short):
        return False
    off = [at for at in range(len(long)) if one[at] != other[at]]
    swapped = (
        len(off) == 2
        and off[1] == off[0] + 1
        and (one[off[0]], one[off[1]]) == (other[off[1]], other[off[0]])
    )
    return len(off) == 1 or swapped


def _is_for_each(tokens: list[_Token]) -> bool:
    """True for one for each week: that is no number of its own."""
    return len(_numbers(tokens)) == 1 and any(
        one.what == "number" and _phrase(tokens, at + 1, WORDS["for_each"])
        for at, one in enumerate(tokens)
    )


def _doubt(tokens: list[_Token], asked: Quantity) -> str:
    """What is said where the words beside a number say that it is no number of these, as a key; else empty."""
    if _counts_the_others(tokens, asked):
        return "the-others"
    if _is_for_one_of_them(tokens, asked):
        return "for-each"
    return "which-one" if _says_which_one(tokens, asked) else ""


def _is_for_one_of_them(tokens: list[_Token], asked: Quantity) -> bool:
    """True for "6 hours each", "5 in each year", and "6 hours a week" where the question asks for a month."""
    if asked.kind not in ("count", "time", "money") or len(_numbers(tokens)) != 1:
        return False
    at = _places(tokens)[0] + 1
    if tokens[at : at + 1] and tokens[at].what == "unit":
        at += 1
    said = [one.text for one in tokens[at:]]
    said = said[1:] if said[:1] == ["in"] else said
    if said == ["each"]:
        return True
    if len(said) != 2 or said[0] not in WORDS["for_one"] or not tokens[-1].kind.startswith("time"):
        return False
    rates = re.findall(rf"\b(?:{'|'.join(WORDS['for_one'])}) ([a-z]+)", asked.ask.lower())
    return said[1] not in rates and (said[0] == "each" or bool(set(rates) & _unit_words()))


def _says_which_one(tokens: list[_Token], asked: Quantity) -> bool:
    """True for "week 3" where weeks are counted, and for "3rd": that is no number of weeks."""
    if not asked.kind or len(_numbers(tokens)) != 1:
        return False
    at = tokens.index(_numbers(tokens)[0])
    before, after = tokens[at - 1].text if at else "", [one.text for one in tokens[at + 1 :]]
    if tokens[at].text[-1].isdigit() and after[:1] and after[0] in WORDS["places"]:
        return True
    one_of = {clean(own).removesuffix("s") for own in _own(asked) if clean(own).endswith("s")}
    return before in one_of and not after


def _counts_the_others(tokens: list[_Token], asked: Quantity) -> bool:
    """True for "6 were late", "late 6" and "6 were not", where the question is how many were on time.

    Nothing else may be said beside it, so that "6, the others were late" is 6.
    """
    asks = re.findall(r"[a-z']+", asked.ask.lower().replace("’", "'"))
    first = next((at for at, one in enumerate(tokens) if one.what == "number"), 0)
    if not asks or tokens[first].kind == "part":
        return False
    may_deny = not re.search(
        r"\b(?:no|without) [a-z]", asked.ask.lower()
    )  # "no, missed, no" says no more
    ours = {clean(one) for one in _own(asked)} | set(WORDS["beside_the_count"])
    before, after = (
        " ".join(one.text for one in part).split() for part in (tokens[:first], tokens[first + 1 :])
    )
    if after and after[0] in WORDS["other_units"].get(asked.unit, ()):
        return True
    if before and all(one in ours for one in after):
        said = [one for one in before if one not in ours]
        return _is_opposite(said, asks) or (may_deny and bool(said) and _is_denied(said, asks))
    for at in range(len(after)):
        if _is_opposite(after[at:], asks) or (may_deny and _is_denied(after[at:], asks)):
            return True
        unit = any(one.what == "unit" and after[at] in one.text.split() for one in tokens)
        denied = after[at] in WORDS["denies"]
        if denied or (after[at] not in ours and after[at] not in asks and not unit):
            return False
    return False


def _is_opposite(words: list[str], asks: list[str]) -> bool:
    """True for "late" where a question asks what was on time, with words of the question behind it."""
    asked_in = f" {' '.join(asks)} "
    for pair in WORDS["opposites"]:
        for one, other in (pair, reversed(pair)):
            told_of = one.split()
            if (
                words[: len(told_of)] == told_of
                and f" {other} " in asked_in
                and f" {one} " not in asked_in
            ):
                return _are_of_the_question(words[len(told_of) :], asks)
    return False


def _is_denied(words: list[str], asks: list[str]) -> bool:
    """True for "not" and "didn't agree" where the question itself says no "not"."""
    denies = set(WORDS["denies"]) - {"no", "without"}
    return (
        words[0] in denies
        and not set(asks) & denies
        and not set(words[1:]) & {"it", "they", "that"}
        and _are_of_the_question(words[1:], asks)
    )


def _are_of_the_question(words: list[str], asks: list[str]) -> bool:
    known = {one.removesuffix("s") for one in asks} | {"the", "thing"}
    same = [set(forms) for forms in WORDS["same_verbs"] if set(forms) & set(asks)]
    known |= {one.removesuffix("s") for forms in same for one in forms}
    return all(one.removesuffix("s") in known for one in words)


def _without_remark(
    tokens: list[_Token], with_brackets: list[_Token], asked: Quantity
) -> list[_Token]:
    """The tokens of the number that is meant, where others stand in a remark beside it.

    Raises:
        _TwoNumbers: when it cannot be told which one is meant.
    """
    places = [at for at, one in enumerate(tokens) if one.what == "number"]
    if len(places) == 2 and tokens[places[1] - 1].text == "not":
        return tokens[: places[1] - 1]
    outside = _bare(_outside_brackets(with_brackets))
    if len(_numbers(outside)) == 1:
        return outside
    reason = next((at for at, one in enumerate(tokens) if one.text in WORDS["reasons"]), 0)
    if len(_numbers(tokens[:reason])) == 1:
        return tokens[:reason]
    first, *others = (tokens[at] for at in places)
    between = {one.text for one in tokens[places[0] + 1 : places[1]]}
    same = all(one.value == first.value for one in others)
    in_words = first.text[0].isdigit() and not any(one.text[0].isdigit() for one in others)
    if not between & _JOINING and (same or (in_words and (between or first.kind == "clause"))):
        return tokens[: places[1]]
    if _says_more_after_it(tokens, places):
        return _assumed(tokens[: places[0] + 1 if first.ends else places[1]])
    if (own := _of_the_unit_asked_for(tokens, places, asked)) is not None:
        return _assumed(tokens[own : own + 2])
    if apart := _beside_a_part(tokens, asked) or _beside_the_others(tokens, places, asked):
        return _assumed(apart)
    if new := _the_new_one(tokens, asked):
        return _assumed(new)
    raise _two_numbers(tokens)


def _assumed(tokens: list[_Token]) -> list[_Token]:
    """The tokens of a number that is taken for the answer, which is then said."""
    return [
        replace(one, kind=_ASSUMED) if one.what == "number" and one.kind != "part" else one
        for one in tokens
    ]


_ASSUMED = "assumed"


def _of_the_unit_asked_for(tokens: list[_Token], places: list[int], asked: Quantity) -> int | None:
    """Where the 20 of "20 dots and one gap" stands, where dots are asked for; None where it cannot be told.

    Each other number has to name a thing of its own.
    """
    if {one.text for one in tokens} & set(WORDS["second_thoughts"]):
        return None
    named = [tokens[at + 1] if at + 1 < len(tokens) else None for at in places]
    ours = {clean(one) for one in _own(asked)}
    own = [at for at, one in zip(places, named, strict=True) if one and one.text in ours]
    others = [one for one in named if one and one.what == "word" and one.text.isalpha()]
    apart = all(one.text not in _JOINING for one in others)
    return own[0] if len(own) == 1 and len(others) == len(places) - 1 and apart else None


def _beside_a_part(tokens: list[_Token], asked: Quantity) -> list[_Token]:
    """The number of "about a quarter, 24" and of "a bit more than a third: 0.36", which say about the same twice."""
    numbers = _numbers(tokens)
    parts = [one for one in numbers if one.kind == "part" and one.value < 1]
    others = [one for one in numbers if one not in parts]
    if len(numbers) != 2 or len(parts) != 1 or not parts[0].text.replace(" ", "").isalpha():
        return []
    if set(_between(tokens)) & _JOINING:
        return []
    part, other = parts[0].value, others[0].value
    near = min(abs(part - other), abs(part - other / 100)) <= 0.05
    counted = asked.kind == "count" and other >= 1  # more than half, 32
    return others if near or counted else []


def _beside_the_others(tokens: list[_Token], places: list[int], asked: Quantity) -> list[_Token]:
    """The side of "17 useful points and 3 on the line" that says how many are meant; empty where it is not clear."""
    if len(places) != 2 or {one.text for one in tokens} & set(WORDS["second_thoughts"]):
        return []
    kept: dict[int, list[_Token]] = {}
    for cut in _cuts(tokens, places):
        begin = cut + (tokens[cut].text in ("and", "but", "while"))
        sides = (tokens[:cut], tokens[begin:])
        others = [_counts_the_others(side, asked) for side in sides]
        if others[0] != others[1]:
            at = others.index(False)
            kept[at] = sides[at]
    return next(iter(kept.values())) if len(kept) == 1 else []


def _cuts(tokens: list[_Token], places: list[int]) -> range:
    """Where the sides of "agree 3 disagree 5" and of "3 agree 5 disagree" part: what begins one side begins both."""
    begins, ends = tokens[0].what == "number", tokens[-1].what == "number"
    if ends and not begins:
        return range(places[0] + 1, places[0] + 2)
    if begins and not ends:
        cut = places[1] - (tokens[places[1] - 1].text in ("and", "but", "while"))
        return range(cut, cut + 1)
    return range(places[0] + 1, places[1] + 1)


def _says_more_after_it(tokens: list[_Token], places: list[int]) -> bool:
    """True for "6 were on time, 4 late", "17, 3 are on the line" and "11 went up and 8 did not".

    Not for "3, 4 or 5", "3, no, 4", "6 and 4 were late" and "four came and two left".
    """
    first, second = places[:2]
    between = [one.text for one in tokens[first + 1 : second]]
    said = [one.text for one in tokens[first + 1 :] if one.what == "word" and one.text.isalpha()]
    told_of = set(said) - _JOINING - {"the"}
    after = tokens[second + 1].what if second + 1 < len(tokens) else ""
    joined = between[-1:] in (["and"], ["but"], ["while"]) and len(between) > 1 and after == "word"
    another = joined and bool({one.text for one in tokens[second:]} & set(WORDS["denies"]))
    listed_on = tokens[second].kind == "clause"
    ended = tokens[first].kind == "clause" and bool(between or (len(told_of) > 1 and not listed_on))
    return (
        (ended or another)
        and between[-1:] not in (["no"], ["not"])
        and not set(between) & set(WORDS["for_one"])  # 6 a week, 300 a year
        and not {one.text for one in tokens} & set(WORDS["second_thoughts"])
        and bool(told_of)
    )


#: Words and signs that make one thing of the numbers beside them, or leave open which is meant.
_JOINING = {
    word
    for name in ("ranges", "plus", "minus", "multiplied", "divided", "out_of", "bounds_before")
    for words in WORDS[name]
    for word in words.split()
} | set("+-*/=<>:%£€$")


def _side_of_equals(tokens: list[_Token], asked: Quantity) -> list[_Token]:
    """The last side of 12/50 = 24/100, and of "12 of 50 is 24 of 100", where all come to the same; else nothing."""
    at = [-1, *(at for at, one in enumerate(tokens) if one.text in ("=", "is")), len(tokens)]
    sides = [tokens[begin + 1 : end] for begin, end in pairwise(at)]
    if len(sides) < 2 or not all(map(_numbers, sides)):
        return []
    try:
        values = [_value(side, asked)[0] for side in sides]
    except Unreadable:
        return []
    return sides[-1] if max(values) - min(values) < 1e-9 * max(1.0, abs(values[0])) else []


def _brackets_worked_out(tokens: list[_Token]) -> list[_Token]:
    """The tokens with each sum in brackets as one number, where a sign beside them says what to do with it."""
    while True:
        for end, one in enumerate(tokens):
            begin = max((at for at in range(end) if tokens[at].text == "("), default=-1)
            inner = tokens[begin + 1 : end]
            if one.text != ")" or begin < 0 or not _is_sum(inner):
                continue
            before = begin > 0 and tokens[begin - 1].text in _SIGNS
            after = _phrase(tokens, end + 1, tuple(_SIGNS)) > 0
            value = _worked_out(inner) if before or after else None
            if value is not None:
                text = " ".join(one.text for one in inner)
                tokens = [*tokens[:begin], _Token("number", text, value), *tokens[end + 1 :]]
                break
        else:
            return tokens


def _outside_brackets(tokens: list[_Token]) -> list[_Token]:
    out: list[_Token] = []
    deep = 0
    for one in tokens:
        deep += {"(": 1, ")": -1}.get(one.text, 0)
        if deep == 0 and one.text != ")":
            out.append(one)
    return out


def _without(tokens: list[_Token], phrases: Sequence[str]) -> list[_Token]:
    out: list[_Token] = []
    at = 0
    while at < len(tokens):
        taken = _phrase(tokens, at, phrases)
        if not taken:
            out.append(tokens[at])
        at += taken or 1
    return out


def _without_its_share(tokens: list[_Token], asked: Quantity) -> list[_Token]:
    """What stands before the sign of "6 out of 10 = 60%", where a count is asked for and the share is the same."""
    at = next((at for at, one in enumerate(tokens) if one.text in ("=", "is")), 0)
    if rest := _beside_its_share(tokens, asked):
        return rest
    share, part = _numbers(tokens[at:]), _numbers(tokens[:at])
    if asked.kind != "count" or not at or tokens[-1].kind != "share:%":
        return tokens
    if len(share) != 1 or len(part) != 2 or part[1].value == 0:
        return tokens
    between = _between(tokens[:at])
    whole = between == ["/"] or _is_out_of(between)
    same = abs(part[0].value / part[1].value - share[0].value / 100) < 0.005
    return tokens[:at] if whole and same else tokens


def _beside_its_share(tokens: list[_Token], asked: Quantity) -> list[_Token]:
    """The 32 of "32, that's 53%", where a count is asked for; else nothing."""
    numbers = _numbers(tokens)
    if asked.kind != "count" or len(numbers) != 2 or tokens[-1].kind != "share:%":
        return []
    between = _between(tokens)
    clause = " ".join(between) in WORDS["says_again"]
    first = tokens.index(numbers[0])
    with_unit = tokens[first + 1].what == "unit" and tokens[first + 1].kind.startswith("share")
    return tokens[: tokens.index(numbers[1])][: first + 2] if clause and not with_unit else []


def _from_the_end(tokens: list[_Token], asked: Quantity) -> list[_Token]:
    """What follows the last sign or word for "is", where one number follows; before it for "32 = 19 + 13"."""
    for at in range(len(tokens) - 1, -1, -1):
        if tokens[at].text == "=" or (taken := _phrase(tokens, at, WORDS["makes"])):
            is_ = tokens[at].text in ("is", "are") and taken == 1
            if is_ and (_fills_here(tokens, at + 1) or _tells_of_another(tokens[:at], asked)):
                continue  # 32 comments are in the two, and 11 days. The long one is 15
            after, before = tokens[at + 1 :], tokens[:at]
            many_after = sum(one.what == "number" for one in after)
            many_before = sum(one.what == "number" for one in before)
            if many_after == 1 and many_before:
                return _missing_part(before, after, asked) or after
            if tokens[at].text == "=" and many_before == 1 and many_after > 1:
                return before
    return tokens


def _missing_part(before: list[_Token], after: list[_Token], asked: Quantity) -> list[_Token]:
    """The 4 of "21 + 15 + 4 = 40", where the question gives all others; else nothing."""
    given = {one.value for one in _asked_in_numbers(asked) if one.what == "number"}
    new = [one for one in _numbers(before) if one.value not in given]
    adds = {one.text for one in before if one.what == "word"} == {"+"}
    known = adds and len(_numbers(before)) > 2 and _numbers(after)[0].value in given
    return new if known and len(new) == 1 else []


def _fills_here(tokens: list[_Token], at: int) -> bool:
    return _phrase(tokens, at, WORDS["out_of"]) > 0


def _tells_of_another(before: list[_Token], asked: Quantity) -> bool:
    """True for the "11 days. The long one" of "11 days. The long one is 15": a new clause, on another thing.

    Not for "2.66 x 5 = 13.3. The upper limit is 33.3", and not for "19 and 13, that is 32".
    """
    last = max((at for at, one in enumerate(before) if one.what == "number"), default=-1)
    if last < 0 or before[last].kind != "clause":
        return False
    begin = (
        last + 2 if before[last + 1 : last + 2] and before[last + 1].what == "unit" else last + 1
    )
    said = {word for one in before[begin:] for word in one.text.split()}
    return bool(said - set(WORDS["results"]) - set(WORDS["beside_a_result"]) - _asks(asked))


def _asks(asked: Quantity) -> set[str]:
    """The words of the question."""
    return set(re.findall(r"[a-z']+", asked.ask.lower().replace("’", "'")))


def _meant_of_several(
    tokens: list[_Token], with_brackets: list[_Token], asked: Quantity
) -> list[_Token]:
    """The tokens of the number that is meant, where what the others are can be told for sure; else nothing."""
    loose = set(WORDS["second_thoughts"]) - set(WORDS["beside_a_result"]) - {"mean", "from"}
    if {one.text for one in with_brackets} & loose:
        return []
    raw = [one for one in with_brackets if one.text not in ("(", ")")]
    if found := _told_last(raw):
        return found
    own = _without_echoes(tokens, asked)
    if len(_numbers(own)) == 1:
        return own
    return _of_them(raw, asked) or next(
        (
            found
            for each in (own, tokens)
            if len(_numbers(each)) > 2
            and (
                found := _sum_at_the_end(each)
                or _count_and_its_list(each)
                or _part_at_the_end(each)
                or _without_from_to(each)
                or _named_at_the_end(each, asked)
                or _part_and_the_others(each, asked)
            )
        ),
        [],
    )


def _the_new_one(tokens: list[_Token], asked: Quantity) -> list[_Token]:
    """The 4 of "10 in 100 is 4 in 40": all others stand in the question, and so do all words."""
    given = {one.value for one in _asked_in_numbers(asked) if one.what == "number"}
    new = [one for one in _numbers(tokens) if one.value not in given and one.kind != "part"]
    makes = [at for at, one in enumerate(tokens) if one.text in ("is", "are", "so", "=")]
    if len(new) != 1 or len(_numbers(tokens)) < 3 or not makes or tokens.index(new[0]) < makes[-1]:
        return []
    said = {one.text for one in tokens if one.what == "word" and one.text.isalpha()}
    known = _asks(asked) | (_JOINING - set(WORDS["ranges"])) | {"is", "are", "so", "double", "each"}
    at = tokens.index(new[0])
    unit = [one for one in tokens[at + 1 : at + 2] if one.what == "unit"]
    return [new[0], *unit] if said <= known else []


def _asked_in_numbers(asked: Quantity) -> list[_Token]:
    """The words of the question, with its numbers read."""
    return _in_words(_pieces(clean(asked.ask)), zero=False) if asked.ask else []


def _of_them(tokens: list[_Token], asked: Quantity) -> list[_Token]:
    """The 6 of "there are 11 links and 6 of them join two sectors": the second says again what is asked."""
    kept = _without_echoes(tokens, asked)
    places = _places(kept)
    behind = [one.text for one in kept[places[1] + 1 :]] if len(places) == 2 else []
    said = {word for one in behind[2:] for word in one.split()}
    is_asked = " ".join(behind[:2]) in WORDS["part_of_these"] and said <= _asks(asked)
    return kept[places[1] : places[1] + 1] if is_asked and said else []


def _places(tokens: list[_Token]) -> list[int]:
    return [at for at, one in enumerate(tokens) if one.what == "number"]


def _labels(tokens: Sequence[_Token]) -> list[str]:
    """Words that name something; none that join numbers, as in a list of them."""
    return [
        one.text
        for one in tokens
        if one.what != "number" and one.text.isalpha() and one.text not in _LISTING
    ]


#: Words between the numbers of a list, a range or a sum.
_LISTING = {
    word
    for name in ("ranges", "plus", "minus", "multiplied", "divided")
    for words in WORDS[name]
    for word in words.split()
}


def _without_echoes(tokens: list[_Token], asked: Quantity) -> list[_Token]:
    """The tokens without numbers that only say the question again: "in the first 20 weeks", "two sectors"."""
    if asked.kind == "share" or not asked.ask:
        return tokens
    asks = _asked_in_numbers(asked)
    beside = {
        (one.value, word)
        for at, one in enumerate(asks)
        if one.what == "number"
        for word in _next_to(asks, at)
    }
    first = (_places(tokens) or [0])[0]
    may_be_one = [
        at for at in _places(tokens) if at > first or (at and tokens[at - 1].text == "the")
    ]
    echoes = {
        at
        for at in may_be_one
        if any((tokens[at].value, word) in beside for word in _next_to(tokens, at))
    }
    kept = [one for at, one in enumerate(tokens) if at not in echoes]
    return kept if _numbers(kept) else tokens


def _next_to(tokens: list[_Token], at: int) -> list[str]:
    """The words right beside a number that tell what it is a number of."""
    near = [*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2]]
    return [one.text for one in near if one.what != "number" and len(one.text) > 4]


def _sum_at_the_end(tokens: list[_Token]) -> list[_Token]:
    """The 6 of "3 below 3 above, 6" and the 25 of "bus 14, cost 11: 25": what the others make together."""
    places = _places(tokens)
    if len(places) < 3 or not _labels(tokens[places[0] + 1 : places[-1]]):
        return []
    values = [tokens[at].value for at in places]
    same = abs(sum(values[:-1]) - values[-1]) < 1e-9
    return tokens[places[-1] :] if same else []


def _count_and_its_list(tokens: list[_Token]) -> list[_Token]:
    """The four of "the four dots 9, 7, 8 and 6": as many as are named; the 5 of "weeks 3, 4, 5, 6 and 7: 5" too."""
    places = _places(tokens)
    others, more = len(places) - 1, _labels(tokens)
    first, last = tokens[places[0]], tokens[places[-1]]
    named = _labels(tokens[places[0] : places[1]])
    if others > 1 and named and first.value == others and not _signs(tokens):
        return tokens[: places[1]] if not first.ends else tokens[: places[0] + 1]
    ended = tokens[places[-2]].kind == "clause"
    return tokens[places[-1] :] if others > 2 and more and ended and last.value == others else []


def _signs(tokens: list[_Token]) -> bool:
    return any(one.text in "+-*/=" for one in tokens)


def _part_at_the_end(tokens: list[_Token]) -> list[_Token]:
    """The "52 in 200" of "26 in 100 so 52 in 200": one part of a whole, behind what it follows from."""
    at = max((at for at, one in enumerate(tokens) if one.text in ("so", "=", "are")), default=0)
    before, after = tokens[:at], tokens[at + 1 :]
    if len(_numbers(before)) < 2 or len(_numbers(after)) != 2:
        return []
    parts = _is_out_of(_between(after)) and _numbers(after)[0].value <= _numbers(after)[1].value
    if tokens[at].text == "are" and _is_out_of(_between(before)):
        return []
    return after if parts else []


def _without_from_to(tokens: list[_Token]) -> list[_Token]:
    """The 5 of "5, from week 13 to week 17": the two that say from where to where count nothing."""
    places = _places(tokens)
    if len(places) != 3:
        return []
    said = [one.text for one in tokens[places[0] + 1 :] if one.what == "word"]
    tail = [one for one in said if one not in ("week", "weeks", "dot", "dots")]
    froms = " ".join(tail[-2:]) in WORDS["from_to"]
    return tokens[: places[0] + 1] if froms and not set(tail[:-2]) & _JOINING else []


def _named_at_the_end(tokens: list[_Token], asked: Quantity) -> list[_Token]:
    """The end of "21 weeks, 1 gap, 20 dots", of "90 min a week, 4 weeks, 6 hours" and of "3 on the line, 17 useful".

    The last number alone has the unit that is asked for, or words of the question alone behind it.
    """
    places = _places(tokens)
    ends = [*places[1:], len(tokens)]
    behind = [
        [word for one in tokens[at + 1 : end] for word in one.text.split()]
        for at, end in zip(places, ends, strict=True)
    ]
    if tokens[places[-2]].kind != "clause" or not behind[-1]:
        return []
    unit = {clean(bare(unit_said(asked.unit))), clean(asked.unit)}
    has_it = [bool(words) and words[0] in unit for words in behind]
    if has_it == [False] * (len(places) - 1) + [True]:
        named = len(behind[-1]) == 1 and _labels(tokens[: places[-1]])
        return tokens[places[-1] :] if named else []
    asks = _asks(asked)
    if not all(behind):
        return []
    ours = [set(words) <= asks for words in behind]
    return tokens[places[-1] : places[-1] + 1] if ours == [False] * (len(ours) - 1) + [True] else []


def _part_and_the_others(tokens: list[_Token], asked: Quantity) -> list[_Token]:
    """The "11 of the 19" of "11 of the 19, 8 did not"; else nothing."""
    places = _places(tokens)
    if len(places) != 3 or tokens[places[1]].kind != "clause":
        return []
    part, rest = tokens[: places[2]], tokens[places[2] :]
    between = _between(part)
    return part if _is_out_of(between) and _counts_the_others(rest, asked) else []


def _told_last(tokens: list[_Token]) -> list[_Token]:
    """The end of "steps 3, 4 and 5, mean 4" and of "6+24=30, 10+90=100, 30%": what was found; else nothing."""
    places = _places(tokens)
    if len(places) < 3 or tokens[places[-2]].kind != "clause":
        return []
    last = places[-1]
    lead = [one.text for one in tokens[places[-2] + 1 : last] if one.what != "unit"]
    named = bool(set(lead) & set(WORDS["results"]))
    worked = not lead and sum(one.text == "=" for one in tokens[:last]) > 1
    alone = set(lead) <= set(WORDS["results"]) | set(WORDS["beside_a_result"])
    ends = all(one.what == "unit" for one in tokens[last + 1 :])
    return tokens[last:] if (named or worked) and alone and ends else []


def _without_bound(tokens: list[_Token], bound: str) -> list[_Token]:
    """The tokens without "at least", where the least is asked for, and so for the most."""
    if not bound or len(_numbers(tokens)) != 1:
        return tokens
    at = tokens.index(_numbers(tokens)[0])
    before, after = tokens[:at], tokens[at + 1 :]
    for phrase in _split(tuple(WORDS[f"{bound}_before"])):
        if [one.text for one in before[-len(phrase) :]] == list(phrase):
            before = before[: -len(phrase)]
            break
    if bound == "least" and after and after[0].text == "+":
        after = after[1:]
    unit = [one for one in after[:1] if one.what == "unit"]
    after = after[len(unit) :]
    taken = _phrase(after, 0, WORDS[f"{bound}_after"])
    return [*before, tokens[at], *unit, *after[taken:]]


def _is_bound(tokens: list[_Token]) -> bool:
    for at, one in enumerate(tokens):
        before = any(
            _phrase(tokens, at - back, WORDS["bounds_before"]) == back
            for back in (1, 2, 3)
            if at >= back and not tokens[at - back - 1 if at > back else at].text.startswith("add")
        )
        if one.what == "number" and at and before and not _is_sum(tokens):
            return True
        unit = 1 if at + 1 < len(tokens) and tokens[at + 1].what == "unit" else 0
        if one.what == "number" and any(
            _phrase(tokens, at + 1 + more, WORDS["bounds_after"]) for more in {0, unit}
        ):
            return True
    last = max((at for at, one in enumerate(tokens) if one.what == "number"), default=-1)
    return bool(tokens) and last >= 0 and any(one.text == "+" for one in tokens[last:])


def _is_sum(tokens: list[_Token]) -> bool:
    return sum(one.what == "number" for one in tokens) > 1


def _value(tokens: list[_Token], asked: Quantity) -> tuple[float, str]:
    """The value, and the kind and the unit that it was given in, such as ``time:weeks``; empty for none."""
    numbers = [one for one in tokens if one.what == "number"]
    units = [
        one.kind
        for at, one in enumerate(tokens)
        if one.what == "unit" and not _is_rate(tokens, at) and not _is_far(tokens, at, asked)
    ]
    given = next((one for one in units if not one.startswith("own")), units[0] if units else "")
    if together := _several_units(tokens, asked):
        return together
    if len(numbers) == 1:
        return _signed(tokens, numbers[0]), given
    if len(numbers) == 2 and (both := _of_two(tokens, given, asked)):
        return both
    worked = _worked_out(tokens)
    if worked is None:
        raise _two_numbers(tokens)
    return worked, given


def _of_two(tokens: list[_Token], given: str, asked: Quantity) -> tuple[float, str] | None:
    """The value of two numbers that are a part and a whole, one number said twice or a range; None for a sum."""
    first, second = _numbers(tokens)
    between = _between(tokens)
    if _whole_first(tokens, first, second):
        return _part_of(second, first.value, False, given, asked)
    if between == ["-"] and _is_said_twice(first, second):
        return first.value, given
    per = asked.kind == "share" and between in (["each"], ["every"])
    if per or _is_out_of(between, _may_stand_between(asked)) or between == ["/"]:
        if asked.kind in ("count", "amount") and not given.startswith("share"):
            given = _unit_between(tokens)  # the weeks of "8 in the first 20 weeks" are of the 20
        return _part_of(first, second.value, between == ["/"], given, asked)
    if _is_range(tokens, between, first.value < second.value):
        raise Range(first.value, second.value, given)
    alone = sum(one.what == "word" for one in tokens) == 1
    if between == [":"] and second.text == "00" and alone and asked.kind in ("count", "time"):
        return first.value, given  # what a phone makes of a spoken six
    if ":" in between:
        raise _unread("clock")
    return None


def _whole_first(tokens: list[_Token], first: _Token, second: _Token) -> bool:
    """True for "of 8 notes they agree on 3", where the whole is named before the part."""
    at = _phrase(tokens, 0, WORDS["out_of"])
    while at and tokens[at].text in WORDS["before_the_whole"]:
        at += 1
    if not at or tokens[at] is not first or second.value > first.value:
        return False
    places = [place for place, one in enumerate(tokens) if one.what == "number"]
    between = tokens[at + 1 : places[1]]
    signs = [one.text for one in between if one.what == "word" and one.text in _JOINING]
    return bool(between or first.kind == "clause") and set(signs) <= {"on", "of", "in"}


def _may_stand_between(asked: Quantity) -> frozenset[str]:
    """Words between a part and its whole that say nothing else: of the question, or such as "were"."""
    return frozenset(_asks(asked) | set(WORDS["beside_the_count"]) | {"would", "ones"})


def _unit_between(tokens: list[_Token]) -> str:
    """The kind of the unit between the first two numbers; empty where there is none."""
    first, second = _places(tokens)[:2]
    return next((one.kind for one in tokens[first:second] if one.what == "unit"), "")


def _is_said_twice(one: _Token, other: _Token) -> bool:
    """True for "8 - eight": once in figures and once in words."""
    return one.value == other.value and one.text[0].isdigit() != other.text[0].isdigit()


def _is_far(tokens: list[_Token], at: int, asked: Quantity) -> bool:
    """True for the years of "5 altogether over both years", where no time is asked for: they are not counted."""
    if asked.kind not in ("count", "amount") or not tokens[at].kind.startswith("time"):
        return False
    number = max((place for place in _places(tokens) if place < at), default=-1)
    return number >= 0 and (at - number > 2 or tokens[number].ends)


def _is_rate(tokens: list[_Token], at: int) -> bool:
    """True for the year of "300 in a year": it says how often, and not what the number counts."""
    if at < 2 or not tokens[at].kind.startswith("time"):
        return False
    return tokens[at - 1].text in WORDS["for_one"] and tokens[at - 2].kind != "part"


class _TwoNumbers(Unreadable):
    """More than one number was typed, and they are no sum."""


def _two_numbers(tokens: list[_Token]) -> _TwoNumbers:
    shown = listed(one.text.strip(",") for one in _numbers(tokens)[:4])
    return _TwoNumbers(told(_TOLD["two-numbers"], numbers=shown))


def _signed(tokens: list[_Token], number: _Token) -> float:
    at = tokens.index(number)
    minus = (
        at > 0
        and tokens[at - 1].text in ("-", "minus")
        and (at == 1 or not tokens[at - 2].text[-1].isdigit())
        and (at == 1 or tokens[at - 2].what != "number")
    )
    return -number.value if minus else number.value


def _between(tokens: list[_Token]) -> list[str]:
    places = [at for at, one in enumerate(tokens) if one.what == "number"]
    return [
        one.text
        for one in tokens[places[0] + 1 : places[1]]
        if one.what != "unit" and one.text != "the"
    ]


def _fills(words: list[str], phrases: Sequence[str]) -> bool:
    return " ".join(words) in {re.sub(r" the$", "", one) for one in phrases}


def _is_out_of(between: list[str], known: frozenset[str] = frozenset()) -> bool:
    """True for "of", and for "parcels of each last", "more of" and "are in the" between a part and a whole."""
    words = list(between)
    while words and words[-1] in WORDS["before_the_whole"]:
        words.pop()
    while words and words[0] in WORDS["after_the_part"]:
        words.pop(0)
    strong = words[-2:] == ["out", "of"]
    while len(words) > 2 and words[0] in known and (strong or words[0] not in _JOINING):
        words.pop(0)
    if _fills(words, WORDS["out_of"]):
        return True
    named = len(words) > 1 and words[0].isalpha() and words[0] not in _JOINING
    return named and _fills(words[1:], WORDS["out_of"])


def _part_of(
    first: _Token, b: float, slash: bool, given: str, asked: Quantity
) -> tuple[float, str]:
    a = first.value
    if b == 0:
        raise _unread("cannot-be-worked-out")
    if first.kind == "part" and a < 1 and not slash:  # half of 12
        as_share = a * (100 if asked.unit == "in 100" else 1)
        return (as_share, "share:worked") if asked.kind == "share" else (a * b, given)
    if asked.kind == "share":
        return a / b * (100 if asked.unit == "in 100" else 1), "share:worked"
    if b == 100 and not slash and asked.kind and a <= b:
        return a, "share:%"
    counted = a <= b and float(a).is_integer() and (asked.kind == "count" or not slash)
    if not slash and asked.kind in ("count", "amount") and (a > b or asked.kind == "amount"):
        counted = True  # 25 in the two largest, 0.36 of the 1.10
    return (a if counted else a / b), "" if given.startswith("share") else given


def _is_range(tokens: list[_Token], between: list[str], rises: bool) -> bool:
    """True for 8-9, 8 to 9 and between 8 and 9; 9 - 8 is a sum."""
    if between == ["-"]:
        return rises
    if between == ["and"]:
        return any(one.text == "between" for one in tokens)
    return _fills(between, WORDS["ranges"])


class Range(Unreadable):
    """From one number to another was typed; a question may take it where both ends are near enough."""

    def __init__(self, low: float, high: float, given: str = "") -> None:
        super().__init__(told(_TOLD["range"], low=_say(low), high=_say(high)))
        self.low, self.high, self.given = low, high, given


def _several_units(tokens: list[_Token], asked: Quantity) -> tuple[float, str] | None:
    """1 hour 30 minutes, or 5 pounds 20, in the unit that is asked for."""
    pairs = [
        (a.value, b.kind.partition(":")[2])
        for a, b in pairwise(tokens)
        if a.what == "number" and b.what == "unit" and b.kind.startswith(("time", "money"))
    ]
    if len(pairs) < 2 or len(pairs) != sum(one.what == "number" for one in tokens):
        return None
    for name, kind in (("seconds_in", "time"), ("pence_in", "money")):
        sizes: Mapping[str, float] = WORDS[name]
        if all(unit in sizes for _, unit in pairs):
            order = [sizes[unit] for _, unit in pairs]
            each = [value * sizes[unit] for value, unit in pairs]
            if max(each) - min(each) < 1e-9 * max(1.0, each[0]):  # 6 hours (360 minutes)
                return pairs[0][0], f"{kind}:{pairs[0][1]}"
            if order == sorted(set(order), reverse=True):
                into = asked.unit if asked.unit in sizes else pairs[0][1]
                total = sum(value * sizes[unit] for value, unit in pairs)
                return total / sizes[into], f"{kind}:{into}"
    return None


# --- Sums ---------------------------------------------------------------------------------------


_SIGNS = {
    **dict.fromkeys(WORDS["plus"], "+"),
    **dict.fromkeys(WORDS["minus"], "-"),
    **dict.fromkeys(WORDS["multiplied"], "*"),
    **dict.fromkeys(WORDS["divided"], "/"),
    **{one: one for one in "+-*/"},
}


def _worked_out(tokens: list[_Token]) -> float | None:
    """The value of a sum; None when it is none."""
    values: list[float] = []
    between: list[str] = []
    at = 0
    while at < len(tokens):
        one = tokens[at]
        if one.what == "number":
            if len(values) != len(between):
                return None
            values.append(one.value)
        elif taken := _phrase(tokens, at, tuple(_SIGNS)):
            if len(values) != len(between) + 1:
                return None
            between.append(_SIGNS[" ".join(t.text for t in tokens[at : at + taken])])
            at += taken - 1
        elif one.what == "word":
            return None
        at += 1
    if len(values) != len(between) + 1 or not between:
        return None
    return _sum(values, between)


def _sum(values: list[float], signs: list[str]) -> float:
    parts, adding = [values[0]], []
    for sign, value in zip(signs, values[1:], strict=True):
        if sign == "/" and value == 0:
            raise _unread("cannot-be-worked-out")
        if sign == "*":
            parts[-1] *= value
        elif sign == "/":
            parts[-1] /= value
        else:
            parts.append(value)
            adding.append(sign)
    total = parts[0]
    for sign, value in zip(adding, parts[1:], strict=True):
        total += value if sign == "+" else -value
    return float(f"{total:.12g}")


# --- Against what is asked for ------------------------------------------------------------------


def _judged(value: float, given: str, tokens: list[_Token], asked: Quantity) -> Amount:
    kind, _, name = given.partition(":")
    if asked.kind == "share":
        value = _as_share(value, kind, name, asked)
    found = Amount(value)
    if asked.kind == "count" and _is_bare_part(tokens):
        kind, name = "share", "part"
    found.told = _wrong_kind(kind, name, tokens, asked)
    found.as_asked, found.typed = _as_asked(value, kind, name, asked), _given(tokens)
    commas = [
        one.text
        for one in tokens
        if one.what == "number" and "," in one.text and one.text[0] != "."
    ]
    if commas and len([one for one in tokens if one.what == "number"]) == 1:
        _about_the_comma(found, commas[0])
    return found


def _is_bare_part(tokens: list[_Token]) -> bool:
    """True for two thirds, where nothing is said of what."""
    numbers = _numbers(tokens)
    return (
        len(numbers) == 1
        and numbers[0].kind == "part"
        and numbers[0].value < 1
        and not any(one.what == "unit" for one in tokens)
    )


def _as_asked(value: float, kind: str, name: str, asked: Quantity) -> float | None:
    """A length of time or an amount of money in the unit that is asked for; None where it was given so."""
    sizes: Mapping[str, float] = {"time": WORDS["seconds_in"], "money": WORDS["pence_in"]}.get(
        kind, {}
    )
    if kind != asked.kind or name == asked.unit or not {name, asked.unit} <= set(sizes):
        return None
    return float(f"{value * sizes[name] / sizes[asked.unit]:.12g}")


def _as_share(value: float, kind: str, name: str, asked: Quantity) -> float:
    """A share as a part of one, or of 100 where that is asked. From 1 to 100 it is taken as per cent."""
    if name == "worked":
        return value
    if asked.unit == "in 100":
        return value * 100 if kind != "share" and 0 < value < 1 else value
    return float(f"{value / 100:.12g}") if kind == "share" or 1 < value <= 100 else value


def _about_the_comma(found: Amount, typed: str) -> None:
    as_point = typed.replace(",", ".") if typed.count(",") == 1 and "." not in typed else ""
    if not as_point:
        return
    if re.fullmatch(r"[1-9][0-9]{0,2},[0-9]{3}", typed):
        other = float(as_point)
        said = told(
            _TOLD["comma-other"],
            typed=typed,
            read=_say(float(typed.replace(",", ""))),
            other=as_point,
        )
        found.other = (other, said)
    else:
        found.note = told(_TOLD["comma-read"], typed=typed, read=as_point)


def _is_so_often(kind: str, name: str, tokens: list[_Token], asked: Quantity) -> bool:
    """True for "6 times" that is no comparison, for "11 a week", and for a short form of the unit itself."""
    words = [one.text for one in tokens]
    if kind == "ratio":
        return not set(words) & set(WORDS["compares"])
    at = next((at for at, one in enumerate(tokens) if one.what == "unit"), 0)
    return kind == "time" and (name == asked.unit or (at > 0 and words[at - 1] in WORDS["for_one"]))


def _wrong_kind(kind: str, name: str, tokens: list[_Token], asked: Quantity) -> str:
    """Two sentences when the quantity is of another kind or unit than is asked; else empty."""
    if not asked.kind or kind in ("", "own") or name == "worked" or _is_own(tokens, asked):
        return ""
    same = kind == asked.kind or (kind == "count" and asked.kind == "amount")
    if same and (kind not in ("time", "money") or name == asked.unit):
        return ""
    if asked.kind == "ratio" and kind == "count":
        return ""
    if asked.kind in ("count", "amount") and _is_so_often(kind, name, tokens, asked):
        return ""
    if asked.kind == "share" and asked.unit == "in 100" and kind == "count":
        return ""
    words = _given(tokens)
    is_what = (
        told(_TOLD["is-unit"], given=words, unit=unit_said(name))
        if same
        else told(_TOLD[f"is-{kind}"], given=words)
    )
    key = "ask-share-in-100" if asked.unit == "in 100" else f"ask-{asked.kind}"
    asks = told(_TOLD[key], unit=unit_said(asked.unit))
    return f"{is_what} {asks}"


def _is_own(tokens: list[_Token], asked: Quantity) -> bool:
    own = {clean(one) for one in _own(asked)}
    own |= {one.removesuffix("s") for one in own}
    return any(one.what == "unit" and one.text in own for one in tokens)


def _given(tokens: list[_Token]) -> str:
    shown = [one for one in tokens if one.what in ("number", "unit")][:4]
    text = " ".join(one.text for one in shown)
    return re.sub(r"([£€$]) ", r"\1", text.replace(" %", "%"))


def _say(number: float) -> str:
    return f"{number:.12g}"
