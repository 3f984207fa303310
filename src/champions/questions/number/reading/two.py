"""Which of two numbers is meant, where the words beside them tell: what is so later, lies where, or is better."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from champions.questions.number.reading.amount import WORDS, Quantity, words_asked
from champions.questions.number.reading.several import asked_in_numbers
from champions.questions.number.reading.tokens import Token, assumed, places_in
from champions.questions.number.reading.value import two_numbers


def without_better(tokens: list[Token], asked: Quantity) -> list[Token]:
    """The "12" of "12 but 15 is better", where the least is asked for: what lies beyond it is a remark."""
    places = places_in(tokens)
    if not asked.bound or len(places) != 2:
        return tokens
    low, high = (tokens[at].value for at in places)
    beyond = low < high if asked.bound == "least" else low > high
    if not beyond or not _texts(tokens[places[0] + 1 :]) & set(WORDS["better"]):
        return tokens
    end = places[1]
    while tokens[end - 1].text in {*WORDS["better"], *WORDS["before_better"]}:
        end -= 1
    return tokens[:end]


def without_place(tokens: list[Token], asked: Quantity) -> list[Token]:
    """The "4 dots" of "4 dots below 10", where the question has a line at 10: that says where they lie."""
    places = places_in(tokens)
    asks = asked_in_numbers(asked)
    lines = {
        one.value for before, one in pairwise(asks) if before.text == "at" and one.what == "number"
    }
    for at in places if len(places) == 2 else []:
        begin = at - 1
        while begin > 0 and tokens[begin].text in WORDS["at_the_line"]:
            begin -= 1
        lies = begin >= 0 and tokens[begin].text in WORDS["lies"]
        if lies and tokens[at].value in lines:
            return tokens[:begin] + tokens[at + 1 :]
    return tokens


def after_the_change(tokens: list[Token], asked: Quantity) -> list[Token]:
    """The 6 of "it went from 1 to 6", where a question asks how it is later; else all tokens."""
    places = places_in(tokens)
    if len(places) != 2 or not _asks_of_later(asked):
        return tokens
    from_, between = tokens[places[0] - 1].text, tokens[places[0] + 1 : places[1]]
    joined = places[0] > 0 and from_ == "from" and [one.text for one in between] == ["to"]
    if not joined or not _texts(tokens) & set(WORDS["changes"]):
        return tokens
    return assumed(tokens[places[1] :])


def _asks_of_later(asked: Quantity) -> bool:
    asks = words_asked(asked)
    return bool(asks & set(WORDS["asks_of_later"])) and not asks & set(WORDS["asks_of_earlier"])


def the_later_one(tokens: list[Token], asked: Quantity) -> list[Token]:
    """The 6 of "it was 1 and now 6" and of "6 now, 1 before", where a question asks how it is later; else nothing.

    Raises:
        TwoNumbers: when the words say that neither is the answer by itself.
    """
    places = places_in(tokens)
    if len(places) != 2:
        return []
    if _takes_some_away(tokens, places, asked) or _are_both_sides(tokens, places, asked):
        raise two_numbers(tokens)
    if not _asks_of_later(asked) or _texts(tokens) & set(WORDS["second_thoughts"]):
        return []
    parts = (tokens[: places[0]], tokens[places[0] + 1 : places[1]], tokens[places[1] + 1 :])
    (was, is_now), (then, and_now), (was_after, now_after) = map(_times_said, parts)
    second = (and_now and not is_now and not (was_after or now_after)) or (then and now_after)
    first = (is_now and then and not and_now) or (and_now and was_after and not was)
    if second == first:
        return []
    at = places[1] if second else places[0]
    return [tokens[at], *(one for one in tokens[at + 1 : at + 2] if one.what == "unit")]


def _times_said(tokens: list[Token]) -> tuple[bool, bool]:
    """Whether words say that something was so, and that it is so now."""
    said = _texts(tokens)
    return bool(said & set(WORDS["said_of_earlier"])), bool(said & set(WORDS["said_of_later"]))


def _texts(tokens: list[Token]) -> set[str]:
    return {one.text for one in tokens}


def _takes_some_away(tokens: list[Token], places: list[int], asked: Quantity) -> bool:
    """True for "21 with one empty", where the 21 stand in the question: whether one less is meant is not said."""
    given = {one.value for one in asked_in_numbers(asked) if one.what == "number"}
    away = _texts(tokens[places[1] :]) & set(WORDS["takes_away"])
    return bool(away) and tokens[places[0]].value in given


def _are_both_sides(tokens: list[Token], places: list[int], asked: Quantity) -> bool:
    """True for "57 english 30 another", where a question asks how many fewer: these are the two, and not the gap.

    And for "11 before and 21 after", where it asks for neither time: whoever tells both has chosen none.
    """
    pairs = WORDS["opposites"] if re.search(_ASKS_THE_GAP, asked.ask.lower()) else []
    if not _asks_of_a_time(asked) and not _texts(tokens) & set(WORDS["denies"]):
        pairs = [*pairs, ["before", "after"]]
    said = [_texts(tokens[places[0] + 1 : places[1]]), _texts(tokens[places[1] + 1 :])]
    if tokens[-1].what == "number":
        said = [_texts(tokens[: places[0]]), said[0]]
    return any(
        {one} <= said[0] and {other} <= said[1]
        for pair in pairs
        for one, other in (pair, pair[::-1])
    )


def _asks_of_a_time(asked: Quantity) -> bool:
    """Whether it is asked how something was before or is later; what the question tells first does not ask."""
    asks = " ".join(re.findall(r"[^.?!]*\?", asked.ask)) or asked.ask
    return bool(
        words_asked(replace(asked, ask=asks))
        & {"after", *WORDS["asks_of_earlier"], *WORDS["asks_of_later"]}
    )


_ASKS_THE_GAP = r"\bhow (?:many|much) (?:more|fewer|less)\b"
