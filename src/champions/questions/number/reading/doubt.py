"""Whether the words beside a number say that something else is counted."""

from __future__ import annotations

import re

from champions.questions.number.reading.amount import WORDS, Quantity
from champions.questions.number.reading.pieces import clean
from champions.questions.number.reading.tokens import Token, numbers_in, places_in
from champions.questions.number.reading.units import all_unit_words, own_words


def doubt_of(tokens: list[Token], asked: Quantity) -> str:
    """What is said where the words beside a number say that it is no number of these, as a key; else empty."""
    if counts_the_others(tokens, asked):
        return "the-others"
    if _is_for_one_of_them(tokens, asked):
        return "for-each"
    return "which-one" if _says_which_one(tokens, asked) else ""


def _is_for_one_of_them(tokens: list[Token], asked: Quantity) -> bool:
    """True for "6 hours each", "5 in each year", and "6 hours a week" where the question asks for a month."""
    if asked.kind not in ("count", "time", "money") or len(numbers_in(tokens)) != 1:
        return False
    at = places_in(tokens)[0] + 1
    if tokens[at : at + 1] and tokens[at].what == "unit":
        at += 1
    said = [one.text for one in tokens[at:]]
    said = said[1:] if said[:1] == ["in"] else said
    if said == ["each"]:
        return True
    if len(said) != 2 or said[0] not in WORDS["for_one"] or not tokens[-1].kind.startswith("time"):
        return False
    rates = re.findall(rf"\b(?:{'|'.join(WORDS['for_one'])}) ([a-z]+)", asked.ask.lower())
    return said[1] not in rates and (said[0] == "each" or bool(set(rates) & all_unit_words()))


def _says_which_one(tokens: list[Token], asked: Quantity) -> bool:
    """True for "week 3" where weeks are counted, and for "3rd": that is no number of weeks."""
    if not asked.kind or len(numbers_in(tokens)) != 1:
        return False
    at = tokens.index(numbers_in(tokens)[0])
    before, after = tokens[at - 1].text if at else "", [one.text for one in tokens[at + 1 :]]
    if tokens[at].text[-1].isdigit() and after[:1] and after[0] in WORDS["places"]:
        return True
    one_of = {clean(own).removesuffix("s") for own in own_words(asked) if clean(own).endswith("s")}
    return before in one_of and not after


def counts_the_others(tokens: list[Token], asked: Quantity) -> bool:
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
    ours = {clean(one) for one in own_words(asked)} | set(WORDS["beside_the_count"])
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
