"""The one way in which pages for trainers, for print and of the website are made: Jinja2, set up once.

What a template is given is shown as text, unless it says that it is HTML of ours (``Markup``). A name
that a template asks for and was not given is our error, not an empty space. Sentences with a number
in them stand whole between ``{% trans %}`` and ``{% endtrans %}``, one for each number of things, so
that they can be put into another language whole.

A style between ``{% filter look %}`` and ``{% endfilter %}`` gets the colours, type and space of the course.

Lessons and their forms do not use it: they also run in a browser, which has no Jinja2.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from jinja2 import (
    BaseLoader,
    Environment,
    PackageLoader,
    StrictUndefined,
    pass_context,
    select_autoescape,
)
from jinja2.runtime import Context
from markupsafe import Markup, escape

from champions.sentences import direction
from champions.sentences.in_html import finished
from champions.sentences.told import bare, language, told, told_n
from champions.style import filled

#: A name in a message of a template, as Jinja2 writes it; everywhere else it stands in braces.
_NAMED = re.compile(r"%\((\w+)\)s")


def set_up(environment: Environment) -> None:
    """Set an environment up as all of ours are, also the one that Flask brings."""
    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.add_extension("jinja2.ext.i18n")
    environment.filters["look"] = lambda css: Markup(filled(css))  # noqa: S704 - our own style
    environment.filters["direction"] = direction
    environment.policies["ext.i18n.trimmed"] = True
    environment.newstyle_gettext = True  # type: ignore[attr-defined]
    environment.globals |= {
        "gettext": _saying(told),
        "ngettext": _counting,
        "pgettext": _in_context,
        "page_language": page_language,
    }
    environment.globals["_"] = environment.globals["gettext"]


def page_language() -> Markup:
    """What ``<html>`` says of the language that is spoken: its code, and the way where that is not ours."""
    code = language()
    way = "" if direction(code) == "ltr" else ' dir="rtl"'
    return Markup('lang="{}"{}').format(code, Markup(way))  # noqa: S704 - ours


def in_braces(message: str) -> str:
    """A message of a template as the rest of the course writes it.

    >>> in_braces("About %(minutes)s minutes, 100%%.")
    'About {minutes} minutes, 100%.'
    """
    return _NAMED.sub(r"{\1}", message).replace("%%", "%")


def _filled(context: Context, said: Callable[..., str], parts: Mapping[str, Any]) -> str:
    if not context.eval_ctx.autoescape:
        return said(**parts)
    return Markup(said(**{name: escape(part) for name, part in parts.items()}))  # noqa: S704 - our words


def _saying(say: Callable[..., str]) -> Callable[..., str]:
    @pass_context
    def gettext(context: Context, message: str, /, **parts: Any) -> str:
        return _filled(context, lambda **all_parts: say(in_braces(message), **all_parts), parts)

    return gettext


@pass_context
def _in_context(context: Context, about: str, message: str, /, **parts: Any) -> str:
    return _filled(context, lambda **some: told(in_braces(message), context=about, **some), parts)


@pass_context
def _counting(context: Context, one: str, many: str, n: float, /, **parts: Any) -> str:
    parts = {name: part for name, part in parts.items() if name not in ("num", "n")}

    def said(**some: Any) -> str:
        return told_n(n, in_braces(one), in_braces(many), **some)

    return _filled(context, said, parts)


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
    made = _of(package, folder).get_template(template).render(**parts)
    return bare(made) if template.endswith(".txt") else finished(made)
