"""What the steps of a lesson show before anybody has answered: its charts, tables and lists, and values.

The lesson as champions get it is run step by step in a process of its own, without a kernel. Questions
are left out, since a page shows them by itself. What only a screen with Python can do is said by its
kind, so that a page can tell what it cannot show.
"""

from __future__ import annotations

import ast
import json
import os
import shutil
import tempfile
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from champions.charts.export import drawn_for
from champions.data import HOME_VARIABLE, words_in
from champions.lesson import views
from champions.lesson.session import STRICT_VARIABLE, shown_on_a_page
from champions.notebooks.steps import asked_in
from champions.questions.scheme import scheme_in
from champions.sentences.told import speak

#: What a lesson calls to show a chart whose reading waits for its questions.
READ = "read_it_yourself"
_WIDGET = "application/vnd.jupyter.widget-view+json"


@dataclass(frozen=True)
class Shown:
    """What one step shows.

    Attributes:
        html: as HTML; empty where it has none.
        text: the same as text.
        follows: True where it changes with the answers. buttons: True where Python waits behind it.
        starts: True for the step that starts the lesson.
        call: where a step ends in a call of one of the names that were asked for: that name.
        given: what the call is given, as plain data.
        read: the same chart with its reading, which comes once the questions of ``until`` are answered.
        views: where a picture can be turned: what can be chosen, and each view, as
            :meth:`champions.lesson.views.Views.as_data` gives them.
    """

    html: str = ""
    text: str = ""
    follows: bool = False
    buttons: bool = False
    starts: bool = False
    call: str = ""
    given: tuple[Any, ...] = ()
    read: str = ""
    until: tuple[str, ...] = ()
    views: Mapping[str, Any] = field(default_factory=dict)


class NotShown(RuntimeError):
    """A step of a lesson ends in an error."""


def shown(
    course: Path, modules: Sequence[str], calls: Collection[str]
) -> Mapping[str, Mapping[str, Shown]]:
    """What the steps of these lessons show: lesson to cell id to what is shown.

    Args:
        course: the course folder. modules: the lessons' folder names.
        calls: functions that are not called: what they are given is told instead.

    Raises:
        NotShown: when a step of a lesson ends in an error.
    """
    if not modules:
        return {}
    # Fresh processes: each run sets the surroundings of its own.
    context = get_context("spawn")
    with ProcessPoolExecutor(min(2, len(modules)), mp_context=context) as pool:
        found = pool.map(_run, [course] * len(modules), modules, [frozenset(calls)] * len(modules))
        return dict(zip(modules, found, strict=True))


def _run(course: Path, module: str, calls: frozenset[str]) -> dict[str, Shown]:
    from IPython.core.interactiveshell import InteractiveShell

    folder = course.resolve() / "modules" / module
    cells = json.loads((folder / "lesson.ipynb").read_text(encoding="utf-8"))["cells"]
    shell = InteractiveShell.instance()
    shell.reset(new_session=False)
    before = Path.cwd()
    speak(words_in(course))
    os.environ |= {HOME_VARIABLE: str(course.resolve()), STRICT_VARIABLE: "1"}
    with tempfile.TemporaryDirectory(prefix="champions-shown-") as place:
        here = Path(place) / module
        here.mkdir()
        if asked := scheme_in(folder):
            shutil.copyfile(asked, here / asked.name)
        os.chdir(here)
        try:
            with shown_on_a_page(), views.made_beforehand(), drawn_for("screen", "phone"):
                return {
                    str(cell["id"]): _step(shell, module, _source(cell), calls)
                    for cell in cells
                    if cell["cell_type"] == "code" and not asked_in(_source(cell))
                }
        finally:
            os.chdir(before)


def _source(cell: Mapping[str, Any]) -> str:
    return cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])


def _step(shell: Any, module: str, source: str, calls: frozenset[str]) -> Shown:
    from IPython.utils.capture import capture_output

    body = ast.parse(source).body
    call = _call(body[-1]) if body else None
    called = call.func.id if call and isinstance(call.func, ast.Name) else ""
    if call and called in calls:
        rest = ast.unparse(ast.Module(body[:-1], []))
        _succeed(shell.run_cell(rest), module, rest)
        given = tuple(eval(ast.unparse(one), shell.user_ns) for one in call.args)  # noqa: S307
        return Shown(call=called, given=given)
    with capture_output() as caught:
        done = shell.run_cell(source)
    _succeed(done, module, source)
    bundles = [one.data for one in caught.outputs]
    read = ""
    until: list[str] = []
    if call and called == READ and len(call.args) > 1:
        chart, *until = (eval(ast.unparse(one), shell.user_ns) for one in call.args)  # noqa: S307
        read = str(shell.display_formatter.format(chart)[0]["text/html"])
    follows = any((one.transient or {}).get("display_id") for one in caught.outputs)
    if done.result is not None:
        bundles.append(shell.display_formatter.format(done.result)[0])
    return Shown(
        html="".join(str(one["text/html"]) for one in bundles if "text/html" in one),
        text="\n".join(str(one["text/plain"]) for one in bundles if "text/plain" in one),
        follows=follows,
        buttons=any(_WIDGET in one for one in bundles),
        starts=called == "start",
        read=read,
        until=tuple(until),
        views=next((one[views.MIME] for one in bundles if views.MIME in one), {}),
    )


def _succeed(done: Any, module: str, source: str) -> None:
    error = done.error_before_exec or done.error_in_exec
    if error is not None:
        raise NotShown(f"{module}: a step does not run. {type(error).__name__}: {error}\n{source}")


def _call(last: ast.stmt) -> ast.Call | None:
    """The call that a step ends in; None where it ends in something else."""
    return last.value if isinstance(last, ast.Expr) and isinstance(last.value, ast.Call) else None
