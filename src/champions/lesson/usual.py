"""Names that who knows Python uses without a thought, such as np: a lesson with lines of code has them."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import Any

_USUAL = {"np": "numpy", "pd": "pandas", "math": "math", "statistics": "statistics"}


class _WhenUsed(ModuleType):
    """A module that is loaded when something of it is used: no lesson opens later for it."""

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self.__name__), name)


def usual_names() -> dict[str, ModuleType]:
    """The short names, each with its module.

    >>> usual_names()["statistics"].median([1, 2, 9])
    2
    """
    return {name: _WhenUsed(module) for name, module in _USUAL.items()}
