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
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import Any

from markupsafe import Markup

from champions import style, templating
from champions.activities.evaluation.pages import BASELINE, CONSENT, SCALE
from champions.activities.run_charts.labs import alarms_counted
from champions.activities.story.earlier_pages import pieces_by_box
from champions.authoring.beside import readdressed
from champions.authoring.markdown import lesson_html
from champions.files import write_bytes_whole
from champions.lesson.kept import EDITIONS
from champions.notebooks.steps import asked_in
from champions.place import load_place, place_in
from champions.questions.compiled import COMPILED
from champions.questions.kinds import name_of
from champions.questions.scheme import Scheme, load_scheme
from champions.questions.variants import FOLDER
from champions.sentences.told import later, speaking, spoken, tell
from champions.website import page_words
from champions.website.packed import lighter, packed
from champions.website.shown import READ, Shown

#: The kinds whose form the script makes, see ``live/page/forms.ts``.
FORMS = frozenset(
    {
        *("choice", "guess", "number", "order", "pick", "sort", "words", "written", "dots"),
        *("stakeholder-map", "driver-diagram", "fishbone", "themes", "code-freely", "code-by-rule"),
        *("service", "service-ramp", "pdsa", "story"),
        *("turn-run", "turn-limits", "turn-seasons", "turn-funnel", "turn-pairs", "turn-records"),
        *("turn-shares", "practical-run", "practical-limits"),
        *("own-numbers", "read-icons", "choose-charts", "beads", "marbles", "chart-chooser"),
        *("limits-by-hand", "small-cells"),
    }
)
#: What lessons call that the script shows, see ``live/page/beside.ts`` and ``sheets.ts``.
CALLS = frozenset(
    {
        *("step_map", "aim_sentence", "driver_diagram", "tally_sheet", "compare_codes"),
        *("try_it_all", "project_page", "storyboard", "my_folder", "alarm_lab", "my_baseline"),
    }
)
#: What the script shows: these, a chart that is run first and whose reading waits, and one that can be turned.
SHOWN = CALLS | {READ, "views"}
#: What the page itself stands for, or says in words of its own.
_OWN = frozenset({"finish", "what_is_kept"})
#: For :func:`champions.website.shown.shown`.
NOT_RUN = CALLS | _OWN

SCRIPT, RUNNER, LOOK = "page.js", "runner.js", "live.css"


@cache
def brings() -> Mapping[str, str]:
    """What only some lessons ask for, kinds and calls: each to the script that a page brings for it."""
    path = files("champions.website").joinpath("live", "brings.json")
    return dict(json.loads(path.read_text(encoding="utf-8")))


#: What Python loads on a first visit to the website, in MB, as it was measured.
PYTHON_MB = 25


@dataclass(frozen=True)
class Place:
    """Where the page is shown, and what of it depends on that. Addresses are seen from the page.

    Attributes:
        kept: what is kept of a learner's work here. notebook: the lesson as a notebook.
        about_notebook: what to know before one opens it there.
        work: where the page reads and keeps the learner's work; empty: in the browser itself.
        jupyter: Jupyter's own address, whose kernel runs steps; empty: Python runs in the browser.
    """

    kept: tuple[str, ...]
    notebook: str
    about_notebook: str
    work: str = ""
    jupyter: str = ""

    @property
    def python(self) -> dict[str, Any]:
        """What the page's script has to know of Python."""
        megabytes = 0 if self.jupyter else PYTHON_MB
        script = f"../champions/{RUNNER}"
        return {"script": script, "megabytes": megabytes, "jupyter": self.jupyter}


def on_the_website(module: str) -> Place:
    """The page of a lesson on a website that needs no server."""
    return Place(
        EDITIONS["browser"].sentences,
        f"../lessons/{module}.html",
        later(
            "The notebook loads Python first, about 25 MB. "
            "It has the same answers, where this browser keeps them."
        ),
    )


#: Where pictures, variants and views stand, beside the lessons' pages.
PICTURES, VARIANTS, VIEWS = "pictures", "variants", "views"
#: How many variants stand in one file: ``variants.ts`` counts with it too.
_IN_ONE = 25
_DRAWN = re.compile(r'(src|srcset)="data:image/png;base64,([^"]+)"')


@dataclass(frozen=True)
class _Part:
    """A part of the page, from top to bottom: its kind, and what stands in it.

    ``cell``: its step in the notebook. ``opens``: the cell that is opened there, where that is another.
    """

    kind: str
    html: str = ""
    text: str = ""
    shows: str = ""
    given: str = ""
    read: str = ""
    cell: str = ""
    opens: str = ""


@dataclass
class Made:
    """A page and what it shows beside its words.

    Attributes:
        html: the page. pictures: the name of each picture's file to its bytes.
        pools: the pools of variants that its questions use.
        views: what pictures that can be turned show at each choice: file to bytes.
    """

    html: str = ""
    pictures: dict[str, bytes] = field(default_factory=dict)
    pools: set[str] = field(default_factory=set)
    views: dict[str, bytes] = field(default_factory=dict)

    def for_many(self) -> Made:
        """The same with lighter pictures: worth the time where a page is made once and fetched by many."""
        pictures, views = (
            {name: lighter(data) if name.endswith(".png") else data for name, data in some.items()}
            for some in (self.pictures, self.views)
        )
        return replace(self, pictures=pictures, views=views)


def page(
    course: Path,
    module: str,
    notebook: Mapping[str, Any],
    shown: Mapping[str, Shown],
    *,
    paper: bool,
    place: Place | None = None,
) -> Made | None:
    """The page of a lesson; None for one that has no compiled questions: it keeps to its notebook.

    Args:
        course: the course folder. module: the lesson's folder name.
        notebook: the lesson as learners get it. shown: what its steps show, by the cell's id.
        paper: True where sheets to print stand beside the lessons.
        place: where it is shown; the website where nothing else is said.
    """
    here = place or on_the_website(module)
    folder = course / "modules" / module
    if not (folder / COMPILED).is_file():
        return None
    scheme = load_scheme(folder)
    asked = [one for one in scheme.questions if name_of(one) in FORMS and one.pool]
    made = Made(pools={pool for one in asked for pool in (one.pool, *one.earlier_pools)})
    handed_out = (folder / "lesson.ipynb").read_text(encoding="utf-8")
    language = str(notebook["metadata"]["champions"].get("language", "en-GB"))
    with speaking(page_words.words_of(language)):
        parts = list(_parts(notebook, scheme, shown, made, folder))
        named = [(name, tell(name)) for name in _NOT_HERE]
    codes = any(part.kind == "code" for part in parts)
    told = "".join(part.html for part in parts) + (folder / COMPILED).read_text(encoding="utf-8")
    kinds = {name_of(one) for one in scheme.questions}
    calls = {part.text for part in parts if part.kind == "live"}
    units = {str(getattr(one, "unit", "")) for one in scheme.questions} - {""}
    made.html = page_words.in_language(
        language,
        templating.render,
        "champions.website",
        "live.html",
        "files",
        title=str(notebook["metadata"]["champions"]["title"]),
        module=module,
        language=language,
        in_words=page_words.for_page(language, kinds, units),
        paper=paper,
        parts=parts,
        names_buttons=[
            said for name, said in named if said in told and not (codes and name == _RUN)
        ],
        codes=codes,
        place=place_in(language, load_place(course)),
        here=here,
        scripts=[SCRIPT, *sorted({brings()[one] for one in kinds | calls if one in brings()})],
        carried={
            "module": _carried(json.dumps(module)),
            "work": _carried(json.dumps(here.work)),
            "python": _carried(json.dumps(here.python)),
            "questions": _carried(_close(folder / COMPILED)),
            "notebook": _carried(json.dumps(packed(json.loads(handed_out)))),
            "pieces": _carried(json.dumps(pieces_by_box(), ensure_ascii=False)),
        },
    )
    return made


def write_shared(folder: Path) -> None:
    """Write what such pages use: the style, one script, and those that some lessons need."""
    for name in (SCRIPT, RUNNER, *sorted({*brings().values()})):
        script = files("champions.website").joinpath("live", name).read_bytes()
        (folder / name).write_bytes(script)
    look = style.sheet("champions.style", "lesson.css")
    look += style.sheet("champions.website", "files", LOOK)
    (folder / LOOK).write_text(look, encoding="utf-8")


def write_made(folder: Path, made: Made) -> None:
    """Write the files that a page shows; ``folder`` is that of the page. The page itself is not written."""
    for name, made_files in ((PICTURES, made.pictures), (VIEWS, made.views)):
        (folder / name).mkdir(parents=True, exist_ok=True)
        for file, data in made_files.items():
            write_bytes_whole(folder / name / file, data)


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
            (folder / name).write_text(f'ChampionsPage.variants("{packed(some)}");\n', "utf-8")


def _close(path: Path) -> str:
    """A file of JSON without its line ends and the spaces before each line."""
    held = json.loads(path.read_text(encoding="utf-8"))
    return json.dumps(held, ensure_ascii=False, separators=(",", ":"))


def _carried(text: str) -> Markup:
    """JSON within a page: no sign in it can end the element that it stands in."""
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - "<" stands in texts of JSON only


# --- From top to bottom ---------------------------------------------------------------------------


def _parts(
    notebook: Mapping[str, Any],
    scheme: Scheme,
    shown: Mapping[str, Shown],
    made: Made,
    folder: Path,
) -> Iterator[_Part]:
    """The lesson from top to bottom."""
    typed, line = "", ""  # the line of code that the next question asks for, and its cell
    for cell in notebook["cells"]:
        source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
        notes = cell["metadata"]
        role = str(notes.get("nbgrader", {}).get("grade_id", ""))
        if cell["cell_type"] == "markdown":
            if not role.endswith("-words"):
                words = readdressed(
                    lesson_html(source).rstrip("\n"), folder, partial(_beside, made)
                )
                html = Markup(_for_here(words))  # noqa: S704 - our own
                yield _Part("words", html)
        elif asked := asked_in(source):
            step = {"cell": str(cell["id"]), "opens": line or str(cell["id"])}
            if name_of(scheme[asked]) in FORMS:
                yield _Part("question", text=asked, **step)
            elif typed and getattr(scheme[asked], "from_code", ""):
                yield _Part("code", text=asked, **step)
            else:
                yield _Part("asked", text=scheme[asked].ask, shows=typed, **step)
            typed = line = ""
        elif notes.get("nbgrader", {}).get("solution"):
            typed, line = source, str(cell["id"])
        else:
            hidden = "hide-input" in notes.get("tags", ())
            seen = shown.get(cell["id"], Shown())
            for part in _step("" if hidden else source, seen, made, str(cell["id"])):
                yield replace(part, cell=str(cell["id"]), opens=str(cell["id"]))


#: Buttons of the notebook's page, which this one does not have.
_RUN = later("Run this step")  # where a line of code stands, it has this button too
_NOT_HERE = (later("Start lesson"), later("Press Save"), _RUN)


def _done_here() -> Iterator[tuple[str, str]]:
    """What a lesson says of buttons that this page does not have, and what stands in its place."""
    start, save = (re.escape(tell(name)) for name in (later("Start lesson"), later("Save")))
    sentence = rf"[^.۔>]*<strong>{start}</strong>[^.۔<]*[.۔]\s*"
    yield rf"{sentence}Then (\w)", r"\1"
    yield sentence, ""
    # In English as it stands; in other languages whatever words join the two.
    yield (
        rf"<strong>{save}</strong>{'(?:,? and then|,? and) ' if spoken().is_english else '[^.۔<]*(?=<strong>)'}",
        "",
    )


def _for_here(html: str) -> str:
    """The words of a lesson, without those on starting and saving: both are done by themselves.

    >>> _for_here("Press <strong>Start lesson</strong> at the top. Then work down.")
    'Work down.'
    >>> _for_here("Then press <strong>Save</strong>, and then <strong>Get my file</strong>.")
    'Then press <strong>Get my file</strong>.'
    >>> _for_here("Then press <strong>Save</strong> and <strong>Get my file</strong>.")
    'Then press <strong>Get my file</strong>.'
    """
    for pattern, instead in _done_here():
        html = re.sub(pattern, lambda found, to=instead: found.expand(to).upper(), html)  # type: ignore[misc]
    return html


#: What a part is given that the course knows, and the lesson does not say.
_OF_THE_COURSE: Mapping[str, Callable[[], tuple[Any, ...]]] = {
    "alarm_lab": lambda: (alarms_counted(),),
    "my_baseline": lambda: (*BASELINE, CONSENT[1], {str(key): said for key, said in SCALE.items()}),
}


def _step(code: str, seen: Shown, made: Made, cell: str) -> Iterator[_Part]:
    """What a step shows, below its code where the lesson shows that."""
    if seen.views:
        yield _views(code, seen, made)
    elif seen.call in CALLS:
        given = _OF_THE_COURSE.get(seen.call, lambda: seen.given)()
        yield _Part("live", text=seen.call, given=json.dumps(given, ensure_ascii=False))
    elif seen.call == "what_is_kept":
        yield _Part("kept")
    elif seen.call == "finish":
        yield _Part("finish")
    elif seen.starts:
        return
    elif seen.read:
        unread = Markup(_with_files(seen.html, made))  # noqa: S704 - made by our own lessons
        read = Markup(_with_files(seen.read, made))  # noqa: S704
        yield _Part("reads", unread, code, given=json.dumps(seen.until), read=read)
    elif seen.follows and not seen.buttons:
        html = Markup(_with_files(seen.html, made))  # noqa: S704 - made by our own lessons
        yield _Part("lab", html, text=cell)
    elif seen.follows or (seen.buttons and "<figure" not in seen.html):
        yield _Part("python", text=seen.text)
    elif seen.html or code:
        html = Markup(_with_files(seen.html, made))  # noqa: S704 - made by our own lessons
        yield _Part("shown", html, code, seen.text)


def _views(code: str, seen: Shown, made: Made) -> _Part:
    """A picture that can be turned: the first view stands in the page, the others in a file of their own."""
    shown: dict[
        str, dict[str, list[list[str]]]
    ] = {}  # the first part of what is chosen to its views
    for key, told in seen.views["views"].items():
        one = [[_with_files(html, made, VIEWS), said] for html, said in told]
        shown.setdefault(key.partition("|")[0], {})[key] = one
    by_lead = {lead: _view_file(some, made) for lead, some in shown.items()}
    about = {part: seen.views[part] for part in ("parts", "until", "begins")}
    first = Markup(_with_files(seen.html, made, VIEWS))  # noqa: S704 - made by our own lessons
    given = json.dumps({**about, "files": by_lead}, ensure_ascii=False)
    return _Part("views", first, code, given=given)


def _view_file(some: Mapping[str, list[list[str]]], made: Made) -> str:
    """The name of a file with these views. It is a script, so that a page opened from a folder finds it."""
    data = packed(some)
    name = hashlib.sha256(data.encode()).hexdigest()[:16]
    made.views[f"{name}.js"] = f'ChampionsPage.views("{name}", "{data}");\n'.encode()
    return name


def _beside(made: Made, path: Path) -> str:
    """The address of a picture or recording of the lesson's own, which is put beside the page."""
    data = path.read_bytes()
    name = f"{hashlib.sha256(data).hexdigest()[:16]}{path.suffix.lower()}"
    made.pictures[name] = data
    return f"{PICTURES}/{name}"


def _with_files(html: str, made: Made, folder: str = PICTURES) -> str:
    """HTML whose pictures stand in files of their own: a page is read before they have come."""
    beside = made.views if folder == VIEWS else made.pictures

    def put(drawn: re.Match[str]) -> str:
        data = base64.b64decode(drawn[2])
        name = f"{hashlib.sha256(data).hexdigest()[:16]}.png"
        beside[name] = data
        width, height = struct.unpack(">II", data[16:24])
        late = ' loading="lazy"' if drawn[1] == "src" else ""  # a source of a picture has none
        return f'{drawn[1]}="{folder}/{name}" width="{width}" height="{height}"{late}'

    return _DRAWN.sub(put, html)
