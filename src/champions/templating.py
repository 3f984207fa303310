"""The one way in which pages for trainers, for print and of the website are made: Jinja2, set up once.

What a template is given is shown as text, unless it says that it is HTML of ours (``Markup``). A name
that a template asks for and was not given is our error, not an empty space. Sentences with a number
in them stand whole between ``{% trans %}`` and ``{% endtrans %}``, one for each number of things, so
that they can be put into another language whole.

A style between ``{% filter look %}`` and ``{% endfilter %}`` gets the colours, type and space of the course.

Lessons and their forms do not use it: they also run in a browser, which has no Jinja2.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import BaseLoader, Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from champions.style import filled


def set_up(environment: Environment) -> None:
    """Set an environment up as all of ours are, also the one that Flask brings."""
    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.add_extension("jinja2.ext.i18n")
    environment.filters["look"] = lambda css: Markup(filled(css))  # noqa: S704 - our own style
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]


@cache
def _of(package: str, folder: str) -> Environment:
    loader: BaseLoader = PackageLoader(package, folder)
    # Pages escape what they are given; scripts and styles are given JSON and nothing else.
    made = Environment(
        loader=loader,
        autoescape=select_autoescape(("html",), default_for_string=True),
        keep_trailing_newline=True,
    )
    set_up(made)
    return made


def render(package: str, template: str, folder: str = "templates", **parts: Any) -> str:
    """A template of one of our packages, with its parts put in.

    Args:
        package: the package that the template lies in, such as ``champions.marking``.
        template: the file's name.
        folder: the folder of that package.
        parts: what the template asks for, by name.

    Raises:
        jinja2.UndefinedError: when it asks for a part that was not given.
    """
    return _of(package, folder).get_template(template).render(**parts)
