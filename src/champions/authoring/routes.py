"""The ways through the course: which lessons belong together, and for whom. They stand in ``routes.yml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from champions.pack.settings import read_yaml
from champions.trouble import Trouble

ROUTES = "routes.yml"
#: The route that the Starter certificate is for.
STARTER = "starter"
_REST = "the rest"


@dataclass(frozen=True)
class Route:
    """Some lessons that are taken one after the other.

    Attributes:
        key: its short name in ``routes.yml``.
        name: what it is called.
        about: whom it is for, in a sentence.
        numbers: its lessons, by the two digits that their folders begin with.
        rest: every lesson that no route names is in it.
        first_parts: lessons of other routes whose first part belongs to this one too: the number of each,
            and the ids of the questions in that part.
    """

    key: str
    name: str
    about: str
    numbers: tuple[str, ...]
    rest: bool = False
    first_parts: tuple[tuple[str, tuple[str, ...]], ...] = ()


#: Where a course has no routes.yml, all lessons are one route.
_ALL = Route("all", "All lessons", "One after the other.", (), rest=True)


def routes(home: Path) -> tuple[Route, ...]:
    """The routes of a course, in the order in which they are shown.

    Raises:
        Trouble: when ``routes.yml`` cannot be used.
    """
    found = tuple(_route(key, said) for key, said in read_yaml(home / ROUTES).items())
    if not found:
        return (_ALL,)
    if not any(route.rest for route in found):
        return (*found, Route("others", "Other lessons", "", (), rest=True))
    return found


def _route(key: str, said: Any) -> Route:
    if not isinstance(said, Mapping) or not said.get("name"):
        raise Trouble(
            f'In {ROUTES}, the route "{key}" has no name.',
            "Write a line that begins with name: below it, moved in by two spaces.",
        )
    name, about = str(said["name"]), str(said.get("about") or "")
    lessons, parts = said.get("lessons"), _first_parts(key, said.get("first_parts") or {})
    if lessons == _REST:
        return Route(str(key), name, about, (), rest=True, first_parts=parts)
    numbers = [_number(one) for one in lessons] if isinstance(lessons, list) else []
    if not numbers or not all(re.fullmatch(r"\d\d", one) for one in numbers):
        raise Trouble(
            f'In {ROUTES}, the lessons of the route "{key}" cannot be read.',
            f'Write numbers of two digits in quotes, such as ["00", "16"], or: lessons: {_REST}',
        )
    return Route(str(key), name, about, tuple(numbers), first_parts=parts)


def _first_parts(key: str, said: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The lessons of which only the first part belongs to a route, each with the steps of that part."""
    there = said if isinstance(said, Mapping) else {"": None}
    found = {_number(number): steps for number, steps in there.items()}
    if not all(
        re.fullmatch(r"\d\d", number)
        and isinstance(steps, list)
        and steps
        and all(isinstance(one, str) for one in steps)
        for number, steps in found.items()
    ):
        raise Trouble(
            f'In {ROUTES}, the first parts of the route "{key}" cannot be read.',
            'Write a lesson\'s number and its steps, such as "11": [by-neighbourhood, the-gap-now]',
        )
    return tuple((number, tuple(steps or ())) for number, steps in found.items())


def _number(typed: Any) -> str:
    """The two digits of a lesson, also where somebody left out the quotes.

    >>> _number("06"), _number(16), _number("18-our-garden")
    ('06', '16', '18')
    """
    return f"{typed:02d}" if isinstance(typed, int) else str(typed)[:2]


def route_of(module: str, among: Sequence[Route]) -> Route:
    """The route that a lesson belongs to.

    >>> short = Route("short", "Short", "", ("00", "12"))
    >>> rest = Route("rest", "More", "", (), rest=True)
    >>> route_of("12-telling-the-story", (short, rest)).name
    'Short'
    >>> route_of("16-our-own", (short, rest)).name
    'More'
    """
    named = next((route for route in among if module[:2] in route.numbers), None)
    return named or next(route for route in among if route.rest)


def first_parts_in(modules: Iterable[str], route: Route) -> dict[str, frozenset[str]]:
    """Those lessons of which only the first part belongs to a route, each with the questions in that part.

    >>> short = Route("short", "Short", "", ("06",), first_parts=(("11", ("the-gap-now",)),))
    >>> first_parts_in(["06-run-charts", "11-who-was-left-behind"], short)
    {'11-who-was-left-behind': frozenset({'the-gap-now'})}
    """
    steps = dict(route.first_parts)
    return {one: frozenset(steps[one[:2]]) for one in modules if one[:2] in steps}


def by_route(modules: Iterable[str], among: Sequence[Route]) -> dict[Route, list[str]]:
    """Those lessons, route by route; a route without a lesson is left out.

    >>> short = Route("short", "Short", "", ("06",))
    >>> rest = Route("rest", "More", "", (), rest=True)
    >>> found = by_route(["06-run-charts", "07-variation"], (short, rest))
    >>> {route.name: lessons for route, lessons in found.items()}
    {'Short': ['06-run-charts'], 'More': ['07-variation']}
    """
    modules = list(modules)
    sorted_in = {
        route: [one for one in modules if route_of(one, among) is route] for route in among
    }
    return {route: lessons for route, lessons in sorted_in.items() if lessons}
