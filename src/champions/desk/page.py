"""What a page of the desk is made with: where the desk leads to it, and what its routes may need."""

from __future__ import annotations

import functools
import io
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from flask import Blueprint, send_file
from werkzeug.wrappers import Response

from champions.desk.state import this_desk
from champions.sentences.told import told
from champions.trouble import Trouble

#: What a route gives back.
Answer = str | Response | tuple[str, int]
#: Lines of one list on a page; the others come after them.
MOST_LISTED = 200
_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")


class Page(Blueprint):
    """One page of the desk, with the routes that its file gives it.

    Its template lies beside its file. The first route should be called ``show``: the desk leads to it.

    Args:
        name: its name in ``url_for``, as ``name.show``.
        module: ``__name__`` of its file.
        link: the words of the link that leads to it; none for a page that others lead to.
        step: the step of the week that it is, from 1; 0 stands among the links under the steps.
        part_of: the step that a page without a step of its own belongs to.
    """

    def __init__(
        self, name: str, module: str, *, link: str = "", step: int = 0, part_of: int = 0
    ) -> None:
        super().__init__(name, module, template_folder=".")
        self.link, self.step, self.part_of = link, step, step or part_of


def not_while_marking(route: Callable[_Given, _Made]) -> Callable[_Given, _Made]:
    """Let a route change something only while no marking is under way: it would get in its way."""

    @functools.wraps(route)
    def guarded(*args: _Given.args, **kwargs: _Given.kwargs) -> _Made:
        if this_desk().marking.is_going():
            raise Trouble(
                told("Marking is under way, and this would get in its way."),
                told("Wait until it is done, then try again. Nothing was changed."),
            )
        return route(*args, **kwargs)

    return guarded


def download(data: bytes, kind: str, name: str) -> Response:
    """A file for the browser to keep."""
    return send_file(io.BytesIO(data), kind, as_attachment=True, download_name=name)
