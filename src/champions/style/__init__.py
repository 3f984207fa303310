"""How the course looks.

:mod:`champions.style.tokens` decides it. Style sheets name its values, and get them when a page is made.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from champions.style import tokens

_TOKEN = re.compile(r"var\(--([a-z][a-z-]*)\)")
_LONG = re.compile(r"#([0-9a-f])\1([0-9a-f])\2([0-9a-f])\3\b")


def named() -> dict[str, str]:
    """Each token by its name in a style sheet.

    >>> named()["pale-blue"]
    '#e8f1fa'
    """
    return {
        name.lower().replace("_", "-"): value
        for name, value in vars(tokens).items()
        if name.isupper()
    }


def filled(css: str) -> str:
    """A style sheet with the value of each token in place of its name; other variables stay.

    So a page carries plain values: it looks the same when it is sent on, printed or opened in an old
    browser.

    >>> filled("a { color: var(--blue); background: var(--paper); width: var(--jp-width) }")
    'a { color: #005eb8; background: #fff; width: var(--jp-width) }'
    """
    values = named()
    return _TOKEN.sub(lambda found: _short(values.get(found[1], found[0])), css)


def _short(value: str) -> str:
    return _LONG.sub(r"#\1\2\3", value)


@cache
def sheet(package: str, *path: str) -> str:
    """A style sheet that stands beside a module, filled.

    Args:
        package: such as ``champions.style``. path: folders below it, and the file's name.

    >>> sheet("champions.style", "lesson.css").startswith("/* The look of what a lesson shows")
    True
    """
    return filled(files(package).joinpath(*path).read_text(encoding="utf-8"))


def in_jupyter() -> str:
    """The look of a lesson that is opened in Jupyter: what it shows, and its forms.

    >>> ".champions-feedback" in in_jupyter() and ".champions-form" in in_jupyter()
    True
    """
    return sheet(__name__, "lesson.css") + sheet(__name__, "forms.css")
