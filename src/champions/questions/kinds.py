"""Which class a kind of question is, by the name that a lesson calls it, such as ``choice``.

A kind is a folder with a ``question.py``. Its ``__init__.py`` says what a lesson calls it: ``KINDS``,
a name to a class. A folder is looked up by its own name first, so that a lesson loads no kind but its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from types import ModuleType

from champions.questions.base.question import Question

#: The packages whose folders may hold a kind. By name alone: activities stand on a floor above.
PLACES = ("champions.questions", "champions.activities", "champions.own_data")


class NoSuchKind(LookupError):
    """A kind of question that no folder holds."""


@cache
def class_of(kind: str) -> type[Question]:
    """The class of a kind.

    Raises:
        NoSuchKind: when there is none of this name.

    >>> class_of("choice").__name__
    'Choice'
    """
    for folder in _folders_for(kind):
        if name := getattr(folder, "KINDS", {}).get(kind):
            found: type[Question] = getattr(import_module(f"{folder.__name__}.question"), name)
            return found
    raise NoSuchKind(kind)


def name_of(question: Question) -> str:
    """What a lesson calls the kind of a question.

    Raises:
        NoSuchKind: when its folder does not say.
    """
    kind = type(question)
    folder = import_module(kind.__module__.rpartition(".")[0])
    for name, class_name in getattr(folder, "KINDS", {}).items():
        if class_name == kind.__name__:
            return str(name)
    raise NoSuchKind(kind.__qualname__)


def all_kinds() -> list[str]:
    """The names of all kinds, sorted."""
    return sorted(name for folder in _all_folders() for name in getattr(folder, "KINDS", {}))


def _folders_for(kind: str) -> Iterator[ModuleType]:
    """The folder that is called as the kind is, where there is one; then all."""
    name = kind.replace("-", "_")
    if name.isidentifier():
        for place in PLACES:
            if find_spec(place) is not None and find_spec(f"{place}.{name}") is not None:
                yield import_module(f"{place}.{name}")
    yield from _all_folders()


def _all_folders() -> Iterator[ModuleType]:
    for place in PLACES:
        package = import_module(place)
        yield package
        for one in iter_modules(package.__path__):
            if one.ispkg:
                yield import_module(f"{place}.{one.name}")
