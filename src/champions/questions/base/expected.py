"""What should stand after a colon where an author says what is right, or what a wrong answer looks like.

Each of these gives a test for one value. A test says what there should be, as the end of a sentence:
"there should be …". It says nothing when all is well.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

#: What there should be in place of a value; empty when the value will do.
Expected = Callable[[Any], str]


def one_of(keys: Iterable[str]) -> Expected:
    """One of these short names.

    >>> one_of(["mean", "median"])("mode")
    'one of: mean, median'
    """
    there = list(keys)
    return lambda value: "" if _is_key(value, there) else f"one of: {', '.join(there)}"


def one_or_some_of(keys: Iterable[str]) -> Expected:
    """One of these short names, or a list of some."""
    there, some = list(keys), some_of(keys)
    return lambda value: (
        ""
        if _is_key(value, there) or not some(value)
        else f"one of these, or a list of some: {', '.join(there)}"
    )


def some_of(keys: Iterable[str]) -> Expected:
    """A list of some of these short names, each once.

    >>> some_of(["up", "flat"])("up")
    'a list of some of these, such as [up, flat]: up, flat'
    """
    there = list(keys)
    said = f"a list of some of these, such as [{', '.join(there[:2])}]: {', '.join(there)}"
    return lambda value: "" if _are_keys(value, there) and value else said


def two_of(keys: Iterable[str]) -> Expected:
    """A list of two of these short names."""
    there = list(keys)
    said = f"a list of two of these, such as [{', '.join(there[:2])}]: {', '.join(there)}"
    return lambda value: "" if _are_keys(value, there) and len(value) == 2 else said


def all_of(keys: Iterable[str]) -> Expected:
    """A list that holds each of these short names once.

    >>> all_of(["plan", "do"])(["plan"])
    'a list that holds each of these once: plan, do'
    """
    there = list(keys)
    said = f"a list that holds each of these once: {', '.join(there)}"
    return lambda value: "" if _are_keys(value, there) and len(value) == len(there) else said


def several(test: Expected) -> Expected:
    """A list of what another test asks for."""

    def tested(value: Any) -> str:
        if not isinstance(value, list | tuple) or not value:
            return f"a list, and in it {test(None)}"
        return next((f"a list, and in it {said}" for one in value if (said := test(one))), "")

    return tested


def as_many(test: Expected, others: Sequence[object]) -> Expected:
    """What another test asks for, as many as there are of something else."""

    def tested(value: Any) -> str:
        return test(value) or (
            "" if len(value) == len(others) else f"{len(others)} of them: there are {len(value)}"
        )

    return tested


def groups_for(
    things: Iterable[str],
    groups: Iterable[str],
    *,
    each: Iterable[str] = (),
    or_several: bool = False,
) -> Expected:
    """A thing, a colon and its group, for some things.

    Args:
        things: the things there are.
        groups: the groups there are.
        each: the things that must all have one.
        or_several: a list of groups will do too.

    >>> test = groups_for(["bus", "rain"], ["chance", "cause"], each=["bus", "rain"])
    >>> test({"bus": "cause"})
    'a group for each thing, and there is none for: rain'
    >>> test({"bus": "cause", "rain": "luck"})
    'one of these groups beside rain: chance, cause'
    """
    here, homes, needed = list(things), list(groups), list(each)
    fits = one_or_some_of(homes) if or_several else one_of(homes)

    def tested(value: Any) -> str:
        if not isinstance(value, Mapping) or not value:
            return "a thing, a colon and its group, such as {" + f"{here[0]}: {homes[0]}" + "}"
        if unknown := [str(key) for key in value if key not in here]:
            return f"only things of this question, and {unknown[0]} is none of: {', '.join(here)}"
        if wrong := [key for key, group in value.items() if fits(group)]:
            return f"one of these groups beside {wrong[0]}: {', '.join(homes)}"
        if left := [key for key in needed if key not in value]:
            return f"a group for each thing, and there is none for: {', '.join(left)}"
        return ""

    return tested


def number(value: Any) -> str:
    """A number.

    >>> number("5 days")
    'a number, such as 5 or 0.25'
    """
    return "" if is_number(value) else "a number, such as 5 or 0.25"


def whole_number(value: Any) -> str:
    """A whole number above 0."""
    return (
        "" if is_number(value) and value > 0 and value == int(value) else "a whole number above 0"
    )


def numbers(value: Any) -> str:
    """A number, or a list of some."""
    if is_number(value) or (
        isinstance(value, list | tuple) and value and all(map(is_number, value))
    ):
        return ""
    return "a number, or a list of numbers"


def number_and_within(value: Any) -> str:
    """A number or more, and at last how far off still counts."""
    good = isinstance(value, list | tuple) and len(value) > 1 and all(map(is_number, value))
    return "" if good else "a number and how far off, such as: 27.1 within 0.6"


def is_number(value: Any) -> bool:
    """True for a number that can be typed."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_key(value: Any, keys: list[str]) -> bool:
    return isinstance(value, str) and value in keys


def _are_keys(value: Any, keys: list[str]) -> bool:
    return (
        isinstance(value, list | tuple | set | frozenset)
        and all(_is_key(one, keys) for one in value)
        and len(set(value)) == len(value)
    )
