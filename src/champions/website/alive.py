"""A lesson's page that is alive at once, without Python: words, forms, and what its steps show.

The page carries the compiled questions and the lesson's notebook within it, so that it also works from
a folder and without a network. A lesson gets such a page when all of it works without Python; the
others keep the page around JupyterLite.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from markupsafe import Markup

from champions import style, templating
from champions.authoring.markdown import lesson_html
from champions.lesson.kept import EDITIONS
from champions.notebooks.steps import asked_in
from champions.place import load_place
from champions.questions.compiled import COMPILED
from champions.questions.kinds import name_of
from champions.questions.scheme import Scheme, load_scheme

#: The kinds whose form ``live/page/forms.ts`` makes.
FORMS = frozenset(
    {"choice", "guess", "number", "order", "pick", "sort", "stakeholder-map", "words"}
)
SCRIPT, LOOK = "page.js", "live.css"


class NeedsPython(Exception):
    """A step of the lesson cannot be shown without Python."""


@dataclass(frozen=True)
class _Part:
    """A part of the page, from top to bottom: its kind, and what stands in it."""

    kind: str
    html: str = ""
    text: str = ""
    shows: str = ""
    names: tuple[str, ...] = ()


def page(course: Path, module: str, notebook: Mapping[str, Any], *, paper: bool) -> str:
    """The page of a lesson; empty when a part of it needs Python.

    Args:
        course: the course folder. module: the lesson's folder name.
        notebook: the lesson as learners get it.
        paper: True where sheets to print stand beside the lessons.
    """
    folder = course / "modules" / module
    if not (folder / COMPILED).is_file():
        return ""
    try:
        parts = list(_parts(notebook, load_scheme(folder), _shown(course, module)))
    except NeedsPython:
        return ""
    handed_out = (folder / "lesson.ipynb").read_text(encoding="utf-8")
    return templating.render(
        "champions.website",
        "live.html",
        "files",
        title=str(notebook["metadata"]["champions"]["title"]),
        module=module,
        paper=paper,
        parts=parts,
        place=load_place(course),
        carried={
            "module": _carried(json.dumps(module)),
            "questions": _carried((folder / COMPILED).read_text(encoding="utf-8")),
            "notebook": _carried(handed_out),
        },
    )


def write_shared(folder: Path) -> None:
    """Write what every such page uses: one script and one style."""
    script = files("champions.website").joinpath("live", SCRIPT).read_bytes()
    (folder / SCRIPT).write_bytes(script)
    look = style.sheet("champions.style", "lesson.css")
    look += style.sheet("champions.website", "files", LOOK)
    (folder / LOOK).write_text(look, encoding="utf-8")


def _carried(text: str) -> Markup:
    """JSON within a page: no sign in it can end the element that it stands in."""
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - "<" stands in texts of JSON only


def _shown(course: Path, module: str) -> dict[str, str]:
    """What the steps of the worked lesson show as text, by the cell's id."""
    path = course / "solutions" / module / "lesson.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"] if path.is_file() else []
    return {cell["id"]: _one_text(cell.get("outputs", [])) for cell in cells}


def _one_text(outputs: list[Any]) -> str:
    """The text of a step that shows text and nothing more; else empty."""
    data = outputs[0].get("data", {}) if len(outputs) == 1 else {}
    return "".join(data["text/plain"]) if set(data) == {"text/plain"} else ""


def _parts(
    notebook: Mapping[str, Any], scheme: Scheme, shown: Mapping[str, str]
) -> Iterator[_Part]:
    """The lesson from top to bottom.

    Raises:
        NeedsPython: when a step cannot be shown without it.
    """
    for cell in notebook["cells"]:
        source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
        notes = cell["metadata"]
        if cell["cell_type"] == "markdown":
            if not str(notes.get("nbgrader", {}).get("grade_id", "")).endswith("-words"):
                html = Markup(lesson_html(source).rstrip("\n"))  # noqa: S704 - our own lessons
                yield _Part("words", html)
        elif asked := asked_in(source):
            if name_of(scheme[asked]) not in FORMS:
                raise NeedsPython(asked)
            yield _Part("question", text=asked)
        elif "hide-input" not in notes.get("tags", ()):
            if not shown.get(cell["id"]):
                raise NeedsPython(source)
            yield _Part("code", text=source, shows=shown[cell["id"]])
        else:
            yield from _called(source, scheme)


def _called(source: str, scheme: Scheme) -> Iterator[_Part]:
    """What a step shows that calls one of the course's own pages."""
    call = ast.parse(source).body[-1]
    value = call.value if isinstance(call, ast.Expr) else None
    if not isinstance(value, ast.Call) or not isinstance(value.func, ast.Name):
        raise NeedsPython(source)
    words = tuple(one.value for one in value.args if isinstance(one, ast.Constant))
    if value.func.id == "project_page":
        title, *names = map(str, words)
        if any(name_of(scheme[name]) != "words" for name in names):
            raise NeedsPython(source)
        yield _Part("project", text=title, names=tuple(names))
    elif value.func.id == "what_is_kept":
        said = EDITIONS["browser"].sentences
        yield _Part("kept", names=said)
    elif value.func.id in ("try_it_all", "finish"):
        yield _Part({"try_it_all": "tried"}.get(value.func.id, value.func.id))
    elif value.func.id != "start":
        raise NeedsPython(source)
