"""The one number that a text gives: alone, as a sum, a part, a range, or in several units."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from champions.questions.base.question import Unreadable
from champions.questions.number.reading.amount import (
    TOLD,
    WORDS,
    Quantity,
    number_said,
    unread,
    words_asked,
)
from champions.questions.number.reading.sums import is_sum, worked_out
from champions.questions.number.reading.tokens import (
    JOINING,
    Token,
    fills,
    is_out_of,
    numbers_in,
    phrase_at,
    places_in,
    split_phrases,
    words_between,
)
from champions.sentences import listed
from champions.sentences.told import told


def without_bound(tokens: list[Token], bound: str) -> list[Token]:
    """The tokens without "at least", where the least is asked for, and so for the most."""
    if not bound or len(numbers_in(tokens)) != 1:
        return tokens
    at = tokens.index(numbers_in(tokens)[0])
    before, after = tokens[:at], tokens[at + 1 :]
    for phrase in split_phrases(tuple(WORDS[f"{bound}_before"])):
        if [one.text for one in before[-len(phrase) :]] == list(phrase):
            before = before[: -len(phrase)]
            break
    if bound == "least" and after and after[0].text == "+":
        after = after[1:]
    unit = [one for one in after[:1] if one.what == "unit"]
    after = after[len(unit) :]
    taken = phrase_at(after, 0, WORDS[f"{bound}_after"])
    return [*before, tokens[at], *unit, *after[taken:]]


def is_bound(tokens: list[Token]) -> bool:
    """Whether a number is told as a least or a most: "at least 12"."""
    for at, one in enumerate(tokens):
        before = any(
            phrase_at(tokens, at - back, WORDS["bounds_before"]) == back
            for back in (1, 2, 3)
            if at >= back and not tokens[at - back - 1 if at > back else at].text.startswith("add")
        )
        if one.what == "number" and at and before and not is_sum(tokens):
            return True
        unit = 1 if at + 1 < len(tokens) and tokens[at + 1].what == "unit" else 0
        if one.what == "number" and any(
            phrase_at(tokens, at + 1 + more, WORDS["bounds_after"]) for more in {0, unit}
        ):
            return True
    last = max((at for at, one in enumerate(tokens) if one.what == "number"), default=-1)
    return bool(tokens) and last >= 0 and any(one.text == "+" for one in tokens[last:])


def value_of(tokens: list[Token], asked: Quantity) -> tuple[float, str]:
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
    worked = worked_out(tokens)
    if worked is None or _is_one_after_another(tokens, asked):
        raise two_numbers(tokens)
    return worked, given


def _is_one_after_another(tokens: list[Token], asked: Quantity) -> bool:
    """True for "11 and then 21" of a level or a share: people who come after others add up, and levels do not."""
    then = any((one.text, two.text) == ("and", "then") for one, two in pairwise(tokens))
    return then and asked.kind in ("amount", "share", "ratio")


def _of_two(tokens: list[Token], given: str, asked: Quantity) -> tuple[float, str] | None:
    """The value of two numbers that are a part and a whole, one number said twice or a range; None for a sum."""
    first, second = numbers_in(tokens)
    between = words_between(tokens)
    if _whole_first(tokens, first, second):
        return _part_of(second, first.value, False, given, asked)
    if between == ["-"] and _is_said_twice(first, second):
        return first.value, given
    per = asked.kind == "share" and between in (["each"], ["every"])
    if per or is_out_of(between, _may_stand_between(asked)) or between == ["/"]:
        if asked.kind in ("count", "amount") and not given.startswith("share"):
            given = _unit_between(tokens)  # the weeks of "8 in the first 20 weeks" are of the 20
        return _part_of(first, second.value, between == ["/"], given, asked)
    if _is_range(tokens, between, first.value < second.value):
        raise Range(first.value, second.value, given)
    alone = sum(one.what == "word" for one in tokens) == 1
    if between == [":"] and second.text == "00" and alone and asked.kind in ("count", "time"):
        return first.value, given  # what a phone makes of a spoken six
    if ":" in between:
        raise unread("clock")
    return None


def _whole_first(tokens: list[Token], first: Token, second: Token) -> bool:
    """True for "of 8 notes they agree on 3", where the whole is named before the part."""
    at = phrase_at(tokens, 0, WORDS["out_of"])
    while at and tokens[at].text in WORDS["before_the_whole"]:
        at += 1
    if not at or tokens[at] is not first or second.value > first.value:
        return False
    places = [place for place, one in enumerate(tokens) if one.what == "number"]
    between = tokens[at + 1 : places[1]]
    signs = [one.text for one in between if one.what == "word" and one.text in JOINING]
    return bool(between or first.kind == "clause") and set(signs) <= {"on", "of", "in"}


def _may_stand_between(asked: Quantity) -> frozenset[str]:
    """Words between a part and its whole that say nothing else: of the question, or such as "were"."""
    return frozenset(words_asked(asked) | set(WORDS["beside_the_count"]) | {"would", "ones"})


def _unit_between(tokens: list[Token]) -> str:
    """The kind of the unit between the first two numbers; empty where there is none."""
    first, second = places_in(tokens)[:2]
    return next((one.kind for one in tokens[first:second] if one.what == "unit"), "")


def _is_said_twice(one: Token, other: Token) -> bool:
    """True for "8 - eight": once in figures and once in words."""
    return one.value == other.value and one.text[0].isdigit() != other.text[0].isdigit()


def _is_far(tokens: list[Token], at: int, asked: Quantity) -> bool:
    """True for the years of "5 altogether over both years", where no time is asked for: they are not counted."""
    if asked.kind not in ("count", "amount") or not tokens[at].kind.startswith("time"):
        return False
    number = max((place for place in places_in(tokens) if place < at), default=-1)
    return number >= 0 and (at - number > 2 or tokens[number].ends)


def _is_rate(tokens: list[Token], at: int) -> bool:
    """True for the year of "300 in a year": it says how often, and not what the number counts."""
    if at < 2 or not tokens[at].kind.startswith("time"):
        return False
    return tokens[at - 1].text in WORDS["for_one"] and tokens[at - 2].kind != "part"


class TwoNumbers(Unreadable):
    """More than one number was typed, and they are no sum."""


def two_numbers(tokens: list[Token]) -> TwoNumbers:
    """What is said where two numbers or more were typed, and none is plainly meant."""
    shown = listed(one.text.strip(",") for one in numbers_in(tokens)[:4])
    return TwoNumbers(told(TOLD["two-numbers"], numbers=shown))


def _signed(tokens: list[Token], number: Token) -> float:
    at = tokens.index(number)
    minus = (
        at > 0
        and tokens[at - 1].text in ("-", "minus")
        and (at == 1 or not tokens[at - 2].text[-1].isdigit())
        and (at == 1 or tokens[at - 2].what != "number")
    )
    return -number.value if minus else number.value


def _part_of(first: Token, b: float, slash: bool, given: str, asked: Quantity) -> tuple[float, str]:
    a = first.value
    if b == 0:
        raise unread("cannot-be-worked-out")
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


def _is_range(tokens: list[Token], between: list[str], rises: bool) -> bool:
    """True for 8-9, 8 to 9 and between 8 and 9; 9 - 8 is a sum."""
    if between == ["-"]:
        return rises
    if between == ["and"]:
        return any(one.text == "between" for one in tokens)
    return fills(between, WORDS["ranges"])


class Range(Unreadable):
    """From one number to another was typed; a question may take it where both ends are near enough."""

    def __init__(self, low: float, high: float, given: str = "") -> None:
        super().__init__(told(TOLD["range"], low=number_said(low), high=number_said(high)))
        self.low, self.high, self.given = low, high, given


def _several_units(tokens: list[Token], asked: Quantity) -> tuple[float, str] | None:
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
