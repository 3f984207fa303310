"""Numbers in words, and numbers with parts."""

from __future__ import annotations

from champions.questions.number.reading.amount import WORDS
from champions.questions.number.reading.tokens import Token, phrase_at
from champions.questions.number.reading.units import all_unit_words
from champions.sentences.told import once_in_each_language, typed_words

#: What there may be half of, in one number: half a dozen is 6.
_HALVED = frozenset(WORDS["times"]) - {"k"}


def in_words(tokens: list[Token], *, zero: bool = True) -> list[Token]:
    """The tokens with each number in words as one number; ``zero`` reads words for nothing as 0."""
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        if zero and (taken := phrase_at(tokens, at, WORDS["zero"])):
            out.append(Token("number", " ".join(t.text for t in tokens[at : at + taken]), 0.0))
            at += taken
            continue
        value, after = _number_words(tokens, at)
        if after > at:
            typed = " ".join(t.text for t in tokens[at:after])
            out.append(Token("number", typed.replace(" - ", "-"), value))
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


def _number_words(tokens: list[Token], at: int) -> tuple[float, int]:  # noqa: C901 - one step a kind of word
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


def _spoken_point(tokens: list[Token], at: int) -> tuple[float, int] | None:
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


def _half_of(tokens: list[Token], at: int) -> int | None:
    """How many words stand between this half and its dozen: 0 or 1; None where no such word follows."""
    words = [one.text for one in tokens[at + 1 : at + 3]]
    skipped = 1 if words[:1] in (["a"], ["an"]) else 0
    return skipped if words[skipped:] and words[skipped] in _HALVED else None


def _after_the_point(tokens: list[Token], at: int, whole: float) -> tuple[float, int]:
    digits = ""
    small, _, _ = _known_words()
    while at < len(tokens) and 0 <= small.get(tokens[at].text, 99) < 10:
        digits += str(small[tokens[at].text])
        at += 1
    return float(f"{whole + float(f'0.{digits}'):.12g}"), at


def with_parts(tokens: list[Token]) -> list[Token]:
    """The tokens with a half, three quarters and 2 1/2 as one number each."""
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        one = tokens[at]
        of = WORDS["parts"].get(one.text)
        before = out[-1] if out else None
        if of and before and before.what == "number" and one.text not in ("second", "seconds"):
            out[-1] = Token("number", f"{before.text} {one.text}", before.value / of, "part")
        elif of and (one.text == "half" or (before and before.text in ("a", "an"))):
            if before and before.text in ("a", "an"):
                out.pop()
            out.append(Token("number", one.text, 1 / of, "part"))
        elif _is_mixed(tokens, at, out):
            if out[-1].text == "and":
                out.pop()
            out[-1] = Token(
                "number",
                f"{out[-1].text} {one.text}/{tokens[at + 2].text}",
                out[-1].value + one.value / tokens[at + 2].value,
            )
            at += 2
        else:
            out.append(one)
        at += 1
    return _and_a_part(out)


def _is_mixed(tokens: list[Token], at: int, out: list[Token]) -> bool:
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


def _and_a_part(tokens: list[Token]) -> list[Token]:
    """The tokens with 10 and a half, and 10 days and a half, as one number."""
    out: list[Token] = []
    for one in tokens:
        at = _whole_before_and(out)
        if one.kind == "part" and at < 0 and one.value < 1 <= out[at].value:
            both = out[at]
            out.pop()
            out[at + 1] = Token("number", f"{both.text} and {one.text}", both.value + one.value)
        else:
            out.append(one)
    return out


def _whole_before_and(out: list[Token]) -> int:
    """Where the number of "10 and" or "10 days and" stands, from the end; 0 where there is none."""
    if not out or out[-1].text != "and":
        return 0
    if len(out) > 1 and out[-2].what == "number":
        return -2
    named = len(out) > 2 and out[-3].what == "number" and out[-2].text in all_unit_words()
    return -3 if named else 0
