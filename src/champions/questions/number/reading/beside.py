"""What stands beside the number that is meant: a share, a part, a remark, the other side of an equals sign."""

from __future__ import annotations

from itertools import combinations, pairwise

from champions.questions.base.question import Unreadable
from champions.questions.number.reading.amount import WORDS, Quantity, words_asked
from champions.questions.number.reading.doubt import counts_the_others
from champions.questions.number.reading.pieces import clean
from champions.questions.number.reading.several import asked_in_numbers, the_new_one
from champions.questions.number.reading.sums import outside_brackets
from champions.questions.number.reading.tokens import (
    JOINING,
    Token,
    assumed,
    bare_tokens,
    is_out_of,
    numbers_in,
    phrase_at,
    words_between,
)
from champions.questions.number.reading.two import the_later_one
from champions.questions.number.reading.units import own_words
from champions.questions.number.reading.value import two_numbers, value_of


def without_remark(tokens: list[Token], with_brackets: list[Token], asked: Quantity) -> list[Token]:
    """The tokens of the number that is meant, where others stand in a remark beside it.

    Raises:
        TwoNumbers: when it cannot be told which one is meant.
    """
    places = [at for at, one in enumerate(tokens) if one.what == "number"]
    if len(places) == 2 and tokens[places[1] - 1].text == "not":
        return tokens[: places[1] - 1]
    outside = bare_tokens(outside_brackets(with_brackets))
    if len(numbers_in(outside)) == 1:
        return outside
    reason = next((at for at, one in enumerate(tokens) if one.text in WORDS["reasons"]), 0)
    if len(numbers_in(tokens[:reason])) == 1:
        return tokens[:reason]
    if later := the_later_one(tokens, asked):
        return assumed(later)
    first, *others = (tokens[at] for at in places)
    between = {one.text for one in tokens[places[0] + 1 : places[1]]}
    same = all(one.value == first.value for one in others)
    in_words = first.text[0].isdigit() and not any(one.text[0].isdigit() for one in others)
    if not between & JOINING and (
        same or (in_words and (between or first.kind == "clause" or _is_each(tokens, places[1])))
    ):
        return tokens[: places[1]]
    if _says_more_after_it(tokens, places):
        return assumed(tokens[: places[0] + 1 if first.ends else places[1]])
    if (own := _of_the_unit_asked_for(tokens, places, asked)) is not None:
        return assumed(tokens[own : own + 2])
    apart = _beside_a_part(tokens, asked) or _beside_the_others(tokens, places, asked)
    if told_apart := apart or the_new_one(tokens, asked):
        return assumed(told_apart)
    raise two_numbers(tokens)


def _is_each(tokens: list[Token], at: int) -> bool:
    """True at the "one" of "21 one for each week"."""
    each = phrase_at(tokens, at + 1, WORDS["for_each"]) or phrase_at(tokens, at + 1, ("per",))
    return tokens[at].value == 1 and each > 0


def _of_the_unit_asked_for(tokens: list[Token], places: list[int], asked: Quantity) -> int | None:
    """Where the 20 of "20 dots and one gap" stands, where dots are asked for; None where it cannot be told.

    Each other number has to name a thing of its own.
    """
    if {one.text for one in tokens} & set(WORDS["second_thoughts"]):
        return None
    named = [tokens[at + 1] if at + 1 < len(tokens) else None for at in places]
    ours = {clean(one) for one in own_words(asked)}
    own = [at for at, one in zip(places, named, strict=True) if one and one.text in ours]
    others = [one for one in named if one and one.what == "word" and one.text.isalpha()]
    apart = all(one.text not in JOINING for one in others)
    return own[0] if len(own) == 1 and len(others) == len(places) - 1 and apart else None


def _beside_a_part(tokens: list[Token], asked: Quantity) -> list[Token]:
    """The number of "about a quarter, 24" and of "a bit more than a third: 0.36", which say about the same twice."""
    numbers = numbers_in(tokens)
    parts = [one for one in numbers if one.kind == "part" and one.value < 1]
    others = [one for one in numbers if one not in parts]
    if len(numbers) != 2 or len(parts) != 1 or not parts[0].text.replace(" ", "").isalpha():
        return []
    if set(words_between(tokens)) & JOINING:
        return []
    part, other = parts[0].value, others[0].value
    near = min(abs(part - other), abs(part - other / 100)) <= 0.05
    counted = asked.kind == "count" and other >= 1  # more than half, 32
    return others if near or counted else []


def _beside_the_others(tokens: list[Token], places: list[int], asked: Quantity) -> list[Token]:
    """The side of "17 useful points and 3 on the line" that says how many are meant; empty where it is not clear."""
    if len(places) != 2 or {one.text for one in tokens} & set(WORDS["second_thoughts"]):
        return []
    kept: dict[int, list[Token]] = {}
    for cut in _cuts(tokens, places):
        begin = cut + (tokens[cut].text in ("and", "but", "while"))
        sides = (tokens[:cut], tokens[begin:])
        others = [counts_the_others(side, asked) for side in sides]
        if others[0] != others[1]:
            at = others.index(False)
            kept[at] = sides[at]
    return next(iter(kept.values())) if len(kept) == 1 else []


def _cuts(tokens: list[Token], places: list[int]) -> range:
    """Where the sides of "agree 3 disagree 5" and of "3 agree 5 disagree" part: what begins one side begins both."""
    begins, ends = tokens[0].what == "number", tokens[-1].what == "number"
    if ends and not begins:
        return range(places[0] + 1, places[0] + 2)
    if begins and not ends:
        cut = places[1] - (tokens[places[1] - 1].text in ("and", "but", "while"))
        return range(cut, cut + 1)
    return range(places[0] + 1, places[1] + 1)


def _says_more_after_it(tokens: list[Token], places: list[int]) -> bool:
    """True for "6 were on time, 4 late", "17, 3 are on the line" and "11 went up and 8 did not".

    Not for "3, 4 or 5", "3, no, 4", "6 and 4 were late" and "four came and two left".
    """
    first, second = places[:2]
    between = [one.text for one in tokens[first + 1 : second]]
    said = [one.text for one in tokens[first + 1 :] if one.what == "word" and one.text.isalpha()]
    told_of = set(said) - JOINING - {"the"}
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


def side_of_equals(tokens: list[Token], asked: Quantity) -> list[Token]:
    """The last side of 12/50 = 24/100, and of "12 of 50 is 24 of 100", where all come to the same; else nothing."""
    at = [-1, *(at for at, one in enumerate(tokens) if one.text in ("=", "is")), len(tokens)]
    sides = [tokens[begin + 1 : end] for begin, end in pairwise(at)]
    if len(sides) < 2 or not all(map(numbers_in, sides)):
        return []
    try:
        values = [value_of(side, asked)[0] for side in sides]
    except Unreadable:
        return []
    return sides[-1] if max(values) - min(values) < 1e-9 * max(1.0, abs(values[0])) else []


def without_its_share(tokens: list[Token], asked: Quantity) -> list[Token]:
    """What stands before the sign of "6 out of 10 = 60%", where a count is asked for and the share is the same."""
    at = next((at for at, one in enumerate(tokens) if one.text in ("=", "is")), 0)
    if rest := _beside_its_share(tokens, asked):
        return rest
    share, part = numbers_in(tokens[at:]), numbers_in(tokens[:at])
    if asked.kind != "count" or not at or tokens[-1].kind != "share:%":
        return tokens
    if len(share) != 1 or len(part) != 2 or part[1].value == 0:
        return tokens
    between = words_between(tokens[:at])
    whole = between == ["/"] or is_out_of(between)
    same = abs(part[0].value / part[1].value - share[0].value / 100) < 0.005
    return tokens[:at] if whole and same else tokens


def _beside_its_share(tokens: list[Token], asked: Quantity) -> list[Token]:
    """The 32 of "32, that's 53%", where a count is asked for; else nothing."""
    numbers = numbers_in(tokens)
    if asked.kind != "count" or len(numbers) != 2 or tokens[-1].kind != "share:%":
        return []
    between = words_between(tokens)
    clause = " ".join(between) in WORDS["says_again"]
    first = tokens.index(numbers[0])
    with_unit = tokens[first + 1].what == "unit" and tokens[first + 1].kind.startswith("share")
    return tokens[: tokens.index(numbers[1])][: first + 2] if clause and not with_unit else []


def from_the_end(tokens: list[Token], asked: Quantity) -> list[Token]:
    """What follows the last sign or word for "is", where one number follows; before it for "32 = 19 + 13"."""
    for at in range(len(tokens) - 1, -1, -1):
        if tokens[at].text == "=" or (taken := phrase_at(tokens, at, WORDS["makes"])):
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


def _missing_part(before: list[Token], after: list[Token], asked: Quantity) -> list[Token]:
    """The 4 of "21 + 15 + 4 = 40", where the question gives all others; else nothing."""
    given = {one.value for one in asked_in_numbers(asked) if one.what == "number"}
    new = [one for one in numbers_in(before) if one.value not in given]
    adds = {one.text for one in before if one.what == "word"} == {"+"}
    many = len(numbers_in(before))
    if not adds or many < 2 or numbers_in(after)[0].value not in given:
        return []
    if many == 2:  # 36 + 4 = 40, where the 36 are 21 and 15, and the question gives the total
        if not words_asked(asked) & set(WORDS["says_the_whole"]):
            return []
        sums = {one + other for one, other in combinations(given, 2)}
        new = [one for one in new if one.value not in sums]
    return new if len(new) == 1 else []


def _fills_here(tokens: list[Token], at: int) -> bool:
    return phrase_at(tokens, at, WORDS["out_of"]) > 0


def _tells_of_another(before: list[Token], asked: Quantity) -> bool:
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
    return bool(said - set(WORDS["results"]) - set(WORDS["beside_a_result"]) - words_asked(asked))
