"""Which of several numbers is meant."""

from __future__ import annotations

from collections.abc import Sequence

from champions.questions.number.reading.amount import WORDS, Quantity, words_asked
from champions.questions.number.reading.doubt import counts_the_others
from champions.questions.number.reading.in_words import in_words
from champions.questions.number.reading.pieces import clean, pieces_of
from champions.questions.number.reading.sums import has_signs
from champions.questions.number.reading.tokens import (
    JOINING,
    Token,
    is_out_of,
    numbers_in,
    places_in,
    words_between,
)
from champions.sentences import unit_said
from champions.sentences.told import bare


def meant_of_several(
    tokens: list[Token], with_brackets: list[Token], asked: Quantity
) -> list[Token]:
    """The tokens of the number that is meant, where what the others are can be told for sure; else nothing."""
    loose = set(WORDS["second_thoughts"]) - set(WORDS["beside_a_result"]) - {"mean", "from"}
    if {one.text for one in with_brackets} & loose:
        return []
    raw = [one for one in with_brackets if one.text not in ("(", ")")]
    if found := _told_last(raw, asked):
        return found
    own = without_echoes(tokens, asked)
    if len(numbers_in(own)) == 1:
        return own
    return _of_them(raw, asked) or next(
        (
            found
            for each in (own, tokens)
            if len(numbers_in(each)) > 2
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


def the_new_one(tokens: list[Token], asked: Quantity) -> list[Token]:
    """The 4 of "10 in 100 is 4 in 40": all others stand in the question, and so do all words."""
    given = {one.value for one in asked_in_numbers(asked) if one.what == "number"}
    new = [one for one in numbers_in(tokens) if one.value not in given and one.kind != "part"]
    makes = [at for at, one in enumerate(tokens) if one.text in ("is", "are", "so", "=")]
    if (
        len(new) != 1
        or len(numbers_in(tokens)) < 3
        or not makes
        or tokens.index(new[0]) < makes[-1]
    ):
        return []
    said = {one.text for one in tokens if one.what == "word" and one.text.isalpha()}
    known = (
        words_asked(asked)
        | (JOINING - set(WORDS["ranges"]))
        | {"is", "are", "so", "double", "each"}
    )
    at = tokens.index(new[0])
    unit = [one for one in tokens[at + 1 : at + 2] if one.what == "unit"]
    return [new[0], *unit] if said <= known else []


def asked_in_numbers(asked: Quantity) -> list[Token]:
    """The words of the question, with its numbers read."""
    return in_words(pieces_of(clean(asked.ask)), zero=False) if asked.ask else []


def _of_them(tokens: list[Token], asked: Quantity) -> list[Token]:
    """The 6 of "there are 11 links and 6 of them join two sectors": the second says again what is asked."""
    kept = without_echoes(tokens, asked)
    places = places_in(kept)
    behind = [one.text for one in kept[places[1] + 1 :]] if len(places) == 2 else []
    said = {word for one in behind[2:] for word in one.split()}
    is_asked = " ".join(behind[:2]) in WORDS["part_of_these"] and said <= words_asked(asked)
    return kept[places[1] : places[1] + 1] if is_asked and said else []


def _labels(tokens: Sequence[Token]) -> list[str]:
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


def without_echoes(tokens: list[Token], asked: Quantity) -> list[Token]:
    """The tokens without numbers that only say the question again: "in the first 20 weeks", "two sectors"."""
    if asked.kind == "share" or not asked.ask:
        return tokens
    asks = asked_in_numbers(asked)
    beside = {
        (one.value, word)
        for at, one in enumerate(asks)
        if one.what == "number"
        for word in _next_to(asks, at)
    }
    first = (places_in(tokens) or [0])[0]
    may_be_one = [
        at for at in places_in(tokens) if at > first or (at and tokens[at - 1].text == "the")
    ]
    echoes = {
        at
        for at in may_be_one
        if any((tokens[at].value, word) in beside for word in _next_to(tokens, at))
    }
    kept = [one for at, one in enumerate(tokens) if at not in echoes]
    return kept if numbers_in(kept) else tokens


def _next_to(tokens: list[Token], at: int) -> list[str]:
    """The words right beside a number that tell what it is a number of."""
    near = [*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2]]
    return [one.text for one in near if one.what != "number" and len(one.text) > 4]


def _sum_at_the_end(tokens: list[Token]) -> list[Token]:
    """The 6 of "3 below 3 above, 6" and the 25 of "bus 14, cost 11: 25": what the others make together."""
    places = places_in(tokens)
    if len(places) < 3 or not _labels(tokens[places[0] + 1 : places[-1]]):
        return []
    values = [tokens[at].value for at in places]
    same = abs(sum(values[:-1]) - values[-1]) < 1e-9
    return tokens[places[-1] :] if same else []


def _count_and_its_list(tokens: list[Token]) -> list[Token]:
    """The four of "the four dots 9, 7, 8 and 6": as many as are named; the 5 of "weeks 3, 4, 5, 6 and 7: 5" too."""
    places = places_in(tokens)
    others, more = len(places) - 1, _labels(tokens)
    first, last = tokens[places[0]], tokens[places[-1]]
    named = _labels(tokens[places[0] : places[1]])
    if others > 1 and named and first.value == others and not has_signs(tokens):
        return tokens[: places[1]] if not first.ends else tokens[: places[0] + 1]
    ended = tokens[places[-2]].kind == "clause"
    return tokens[places[-1] :] if others > 2 and more and ended and last.value == others else []


def _part_at_the_end(tokens: list[Token]) -> list[Token]:
    """The "52 in 200" of "26 in 100 so 52 in 200": one part of a whole, behind what it follows from."""
    at = max((at for at, one in enumerate(tokens) if one.text in ("so", "=", "are")), default=0)
    before, after = tokens[:at], tokens[at + 1 :]
    if len(numbers_in(before)) < 2 or len(numbers_in(after)) != 2:
        return []
    parts = (
        is_out_of(words_between(after)) and numbers_in(after)[0].value <= numbers_in(after)[1].value
    )
    if tokens[at].text == "are" and is_out_of(words_between(before)):
        return []
    return after if parts else []


def _without_from_to(tokens: list[Token]) -> list[Token]:
    """The 5 of "5, from week 13 to week 17": the two that say from where to where count nothing."""
    places = places_in(tokens)
    if len(places) != 3:
        return []
    said = [one.text for one in tokens[places[0] + 1 :] if one.what == "word"]
    tail = [one for one in said if one not in ("week", "weeks", "dot", "dots")]
    froms = " ".join(tail[-2:]) in WORDS["from_to"]
    return tokens[: places[0] + 1] if froms and not set(tail[:-2]) & JOINING else []


def _named_at_the_end(tokens: list[Token], asked: Quantity) -> list[Token]:
    """The end of "21 weeks, 1 gap, 20 dots", of "90 min a week, 4 weeks, 6 hours" and of "3 on the line, 17 useful".

    The last number alone has the unit that is asked for, or words of the question alone behind it.
    """
    places = places_in(tokens)
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
    asks = words_asked(asked)
    if not all(behind):
        return []
    ours = [set(words) <= asks for words in behind]
    return tokens[places[-1] : places[-1] + 1] if ours == [False] * (len(ours) - 1) + [True] else []


def _part_and_the_others(tokens: list[Token], asked: Quantity) -> list[Token]:
    """The "11 of the 19" of "11 of the 19, 8 did not"; else nothing."""
    places = places_in(tokens)
    if len(places) != 3 or tokens[places[1]].kind != "clause":
        return []
    part, rest = tokens[: places[2]], tokens[places[2] :]
    between = words_between(part)
    return part if is_out_of(between) and counts_the_others(rest, asked) else []


def _told_last(tokens: list[Token], asked: Quantity) -> list[Token]:
    """The end of "steps 3, 4 and 5, mean 4", and of "6+24=30, 10+90=100, 30%": what was found; else nothing.

    Behind it may stand words of the question: "120/200 = 60, 20/50 = 40, 20 more".
    """
    places = places_in(tokens)
    if len(places) < 3 or tokens[places[-2]].kind != "clause":
        return []
    last = places[-1]
    lead = [one.text for one in tokens[places[-2] + 1 : last] if one.what != "unit"]
    named = bool(set(lead) & set(WORDS["results"]))
    worked = not lead and sum(one.text == "=" for one in tokens[:last]) > 1
    alone = set(lead) <= set(WORDS["results"]) | set(WORDS["beside_a_result"])
    asks = words_asked(asked)
    ends = all(one.what == "unit" or one.text in asks for one in tokens[last + 1 :])
    return tokens[last:] if (named or worked) and alone and ends else []
