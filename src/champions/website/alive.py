"""A lesson's page that is alive at once, without Python: words, forms, and what its steps show.

The page carries the compiled questions and the lesson's notebook within it, so that it also works from
a folder and without a network. What has no script here opens with Python, in its place.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from markupsafe import Markup

from champions import style, templating
from champions.activities.run_charts.labs import alarms_counted
from champions.activities.story.earlier_pages import pieces_by_box
from champions.authoring.markdown import lesson_html
from champions.lesson.kept import EDITIONS
from champions.notebooks.steps import asked_in
from champions.place import load_place
from champions.questions.compiled import COMPILED
from champions.questions.kinds import name_of
from champions.questions.scheme import Scheme, load_scheme
from champions.questions.variants import FOLDER
from champions.website.shown import READ, Shown

#: The kinds whose form the script makes, see ``live/page/forms.ts``.
FORMS = frozenset(
    {
        *("choice", "guess", "number", "order", "pick", "sort", "words", "written", "dots"),
        *("stakeholder-map", "driver-diagram", "fishbone", "themes", "code-freely", "code-by-rule"),
        *("service", "pdsa", "story"),
        *("turn-run", "turn-limits", "turn-seasons", "turn-funnel", "turn-pairs", "turn-records"),
        "turn-shares",
    }
)
#: What lessons call that the script shows, see ``live/page/beside.ts``.
CALLS = frozenset(
    {
        *("step_map", "aim_sentence", "driver_diagram", "tally_sheet", "compare_codes"),
        *("try_it_all", "project_page", "storyboard", "my_folder", "alarm_lab"),
    }
)
#: What the script shows: these, and a chart that is run first and whose reading waits.
SHOWN = CALLS | {READ}
#: What the page itself stands for, or says in words of its own.
_OWN = frozenset({"finish", "what_is_kept"})
#: For :func:`champions.website.shown.shown`.
NOT_RUN = CALLS | _OWN

SCRIPT, LOOK = "page.js", "live.css"
#: Where pictures and variants stand, beside the lessons' pages.
PICTURES, VARIANTS = "pictures", "variants"
#: How many variants stand in one file: ``variants.ts`` counts with it too.
_IN_ONE = 25
_DRAWN = re.compile(r'src="data:image/png;base64,([^"]+)"')


@dataclass(frozen=True)
class _Part:
    """A part of the page, from top to bottom: its kind, and what stands in it."""

    kind: str
    html: str = ""
    text: str = ""
    shows: str = ""
    names: tuple[str, ...] = ()
    given: str = ""
    read: str = ""


@dataclass
class Made:
    """A page and what it shows beside its words.

    Attributes:
        html: the page. pictures: the name of each picture's file to its bytes.
        pools: the pools of variants that its questions use.
    """

    html: str = ""
    pictures: dict[str, bytes] = field(default_factory=dict)
    pools: set[str] = field(default_factory=set)


def page(
    course: Path,
    module: str,
    notebook: Mapping[str, Any],
    shown: Mapping[str, Shown],
    *,
    paper: bool,
) -> Made | None:
    """The page of a lesson; None for one that has no compiled questions: it keeps to its notebook.

    Args:
        course: the course folder. module: the lesson's folder name.
        notebook: the lesson as learners get it. shown: what its steps show, by the cell's id.
        paper: True where sheets to print stand beside the lessons.
    """
    folder = course / "modules" / module
    if not (folder / COMPILED).is_file():
        return None
    scheme = load_scheme(folder)
    made = Made(pools={one.pool for one in scheme.questions if name_of(one) in FORMS and one.pool})
    handed_out = (folder / "lesson.ipynb").read_text(encoding="utf-8")
    parts = list(_parts(notebook, scheme, shown, made))
    told = "".join(part.html for part in parts) + (folder / COMPILED).read_text(encoding="utf-8")
    made.html = templating.render(
        "champions.website",
        "live.html",
        "files",
        title=str(notebook["metadata"]["champions"]["title"]),
        module=module,
        paper=paper,
        parts=parts,
        names_buttons=[name for name in _NOT_HERE if name in told],
        place=load_place(course),
        carried={
            "module": _carried(json.dumps(module)),
            "questions": _carried((folder / COMPILED).read_text(encoding="utf-8")),
            "notebook": _carried(handed_out),
            "pieces": _carried(json.dumps(pieces_by_box(), ensure_ascii=False)),
        },
    )
    return made


def write_shared(folder: Path) -> None:
    """Write what every such page uses: one script and one style."""
    script = files("champions.website").joinpath("live", SCRIPT).read_bytes()
    (folder / SCRIPT).write_bytes(script)
    look = style.sheet("champions.style", "lesson.css")
    look += style.sheet("champions.website", "files", LOOK)
    (folder / LOOK).write_text(look, encoding="utf-8")


def write_variants(folder: Path, course: Path, pools: set[str]) -> None:
    """Write each pool in a few files, as scripts: so a page opened from a folder finds them too."""
    folder.mkdir(exist_ok=True)
    for pool in sorted(pools):
        found = sorted((course / FOLDER / pool).glob("*.json"))
        for start in range(0, len(found), _IN_ONE):
            some = [
                [path.relative_to(course).as_posix(), path.read_text(encoding="utf-8")]
                for path in found[start : start + _IN_ONE]
            ]
            name = f"{pool}-{start // _IN_ONE + 1}.js"
            (folder / name).write_text(f"ChampionsPage.variants({json.dumps(some)});\n", "utf-8")


def _carried(text: str) -> Markup:
    """JSON within a page: no sign in it can end the element that it stands in."""
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - "<" stands in texts of JSON only


# --- From top to bottom ---------------------------------------------------------------------------


def _parts(
    notebook: Mapping[str, Any], scheme: Scheme, shown: Mapping[str, Shown], made: Made
) -> Iterator[_Part]:
    """The lesson from top to bottom."""
    typed = ""  # the line of code that the next question asks for
    for cell in notebook["cells"]:
        source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
        notes = cell["metadata"]
        role = str(notes.get("nbgrader", {}).get("grade_id", ""))
        if cell["cell_type"] == "markdown":
            if not role.endswith("-words"):
                html = Markup(_for_here(lesson_html(source).rstrip("\n")))  # noqa: S704 - our own
                yield _Part("words", html)
        elif asked := asked_in(source):
            if name_of(scheme[asked]) in FORMS:
                yield _Part("question", text=asked)
            else:
                yield _Part("asked", text=scheme[asked].ask, shows=typed)
            typed = ""
        elif notes.get("nbgrader", {}).get("solution"):
            typed = source
        else:
            hidden = "hide-input" in notes.get("tags", ())
            yield from _step("" if hidden else source, shown.get(cell["id"], Shown()), made)


#: Buttons of the notebook's page, which this one does not have.
_NOT_HERE = ("Start lesson", "Press Save", "Run this step")
#: What a lesson says of buttons that this page does not have, and what stands in its place.
_DONE_HERE = (
    (re.compile(r"[^.>]*<strong>Start lesson</strong>[^.<]*\.\s*Then (\w)"), r"\1"),
    (re.compile(r"[^.>]*<strong>Start lesson</strong>[^.<]*\.\s*"), ""),
    (re.compile(r"<strong>Save</strong>, and then "), ""),
)


def _for_here(html: str) -> str:
    """The words of a lesson, without those on starting and saving: both are done by themselves.

    >>> _for_here("Press <strong>Start lesson</strong> at the top. Then work down.")
    'Work down.'
    >>> _for_here("Then press <strong>Save</strong>, and then <strong>Get my file</strong>.")
    'Then press <strong>Get my file</strong>.'
    """
    for pattern, instead in _DONE_HERE:
        html = pattern.sub(lambda found, to=instead: found.expand(to).upper(), html)  # type: ignore[misc]
    return html


def _step(code: str, seen: Shown, made: Made) -> Iterator[_Part]:
    """What a step shows, below its code where the lesson shows that."""
    if seen.call in CALLS:
        given = seen.given if seen.call != "alarm_lab" else (alarms_counted(),)
        yield _Part("live", text=seen.call, given=json.dumps(given, ensure_ascii=False))
    elif seen.call == "what_is_kept":
        yield _Part("kept", names=EDITIONS["browser"].sentences)
    elif seen.call == "finish":
        yield _Part("finish")
    elif seen.starts:
        return
    elif seen.read:
        unread = Markup(_with_files(seen.html, made))  # noqa: S704 - made by our own lessons
        read = Markup(_with_files(seen.read, made))  # noqa: S704
        yield _Part("reads", unread, code, given=json.dumps(seen.until), read=read)
    elif seen.follows or (seen.buttons and "<figure" not in seen.html):
        yield _Part("lab", text=seen.text)
    elif seen.html or code:
        html = Markup(_with_files(seen.html, made))  # noqa: S704 - made by our own lessons
        yield _Part("shown", html, code, seen.text)
        if seen.buttons:
            yield _Part("views")


def _with_files(html: str, made: Made) -> str:
    """HTML whose pictures stand in files of their own: a page is read before they have come."""

    def put(drawn: re.Match[str]) -> str:
        data = base64.b64decode(drawn[1])
        name = f"{hashlib.sha256(data).hexdigest()[:16]}.png"
        made.pictures[name] = data
        width, height = struct.unpack(">II", data[16:24])
        return f'src="{PICTURES}/{name}" width="{width}" height="{height}" loading="lazy"'

    return _DRAWN.sub(put, html)
