"""The ways through the course: which lessons belong together, and for whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Route:
    """Some lessons that are taken one after the other.

    Attributes:
        name: what it is called.
        about: whom it is for, in a sentence.
        numbers: its lessons, by the two digits that their folders begin with.
    """

    name: str
    about: str
    numbers: tuple[str, ...]


STARTER = Route(
    "Starter",
    "All that you need to run a project of your own. Begin here.",
    ("00", "01", "02", "03", "04", "05", "06", "12", "15"),
)
LEADS = Route(
    "For leads", "For those who keep a project going, and who judge what it changed.", ("13", "14")
)
#: Every other lesson, those that an adopter adds among them.
FURTHER = Route("Going further", "More about charts, and about who was left behind.", ())
ROUTES = (STARTER, FURTHER, LEADS)


def route_of(module: str) -> Route:
    """The route that a lesson belongs to.

    >>> route_of("12-telling-the-story").name
    'Starter'
    >>> route_of("16-our-own").name
    'Going further'
    """
    return next((route for route in ROUTES if module[:2] in route.numbers), FURTHER)


def by_route(modules: Iterable[str]) -> dict[Route, list[str]]:
    """Those lessons, route by route; a route without a lesson is left out.

    >>> {route.name: lessons for route, lessons in by_route(["06-run-charts", "07-variation"]).items()}
    {'Starter': ['06-run-charts'], 'Going further': ['07-variation']}
    """
    modules = list(modules)
    sorted_in = {route: [one for one in modules if route_of(one) is route] for route in ROUTES}
    return {route: lessons for route, lessons in sorted_in.items() if lessons}
