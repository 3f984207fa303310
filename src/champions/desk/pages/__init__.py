"""The pages of the desk: a file each, with its template beside it. All the work is done elsewhere."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from champions.desk.page import Page


def every() -> list[Page]:
    """Every page: the ``PAGE`` of each file in this folder, by the file's name."""
    names = sorted(one.name for one in iter_modules(__path__))
    found = (import_module(f"{__name__}.{name}") for name in names)
    return [module.PAGE for module in found]
