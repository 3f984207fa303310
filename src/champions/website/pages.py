"""The pages of the zero-install edition: front page, lessons to read, paper sheets, words and guides."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from importlib.resources import files
from multiprocessing import get_context
from pathlib import Path, PurePosixPath
from typing import Any

import yaml
from markupsafe import Markup

from champions import style, templating
from champions.authoring.beside import in_the_page, readdressed
from champions.authoring.markdown import guide_html, lesson_html
from champions.authoring.paper import pages as on_paper
from champions.authoring.routes import Route, by_route, first_parts_in, routes
from champions.authoring.source import LESSON, front_matter
from champions.data import WORDS, words_in
from champions.pack.where import LANGUAGE_OF_A_GUIDE
from champions.sentences.told import ENGLISH, language, later, speak, told
from champions.website import alive, page_words
from champions.website.shown import shown

SITE_FILES = "files"
#: Notes that hold answers, and tables for programmers, stay in the course folder.
_NOT_ON_THE_SITE = re.compile(r"trainers/(?:\d\d-.*|misconceptions|equality|hostile)\.md")
#: The guides in their groups: the heading, and how the names of its guides begin.
_GUIDES = (
    (later("For champions"), "champions.md"),
    (later("For trainers"), "trainers/"),
    (later("For organisations"), ""),
)


def write_pages(
    out: Path, course: Path, lessons: Mapping[str, dict[str, Any]], *, paper: bool
) -> None:
    """Write every page that is read without Python.

    Args:
        out: the site, with JupyterLite's files in it.
        course: the course folder.
        lessons: the notebooks that learners get, by the name of their folder.
        paper: make the sheets to print, for which each lesson is run.
    """
    shared = out / "champions"
    _write(shared / "site.css", style.sheet("champions.website", SITE_FILES, "site.css"))
    config = json.loads((out / "jupyter-lite.json").read_text(encoding="utf-8"))
    about_lite = config["jupyter-config-data"]
    _write(shared / "site.js", fill("site.js", lite=str(about_lite["appVersion"])))
    opens: dict[str, str] = {}  # the page that each lesson opens as
    seen = shown(course, list(lessons), alive.NOT_RUN)
    pools: set[str] = set()
    for name, notebook in lessons.items():
        opens[name] = f"lessons/{name}.html"
        if live := alive.page(course, name, notebook, seen[name], paper=paper):
            opens[name] = f"live/{name}.html"
            _write(out / opens[name], live.html)
            alive.write_made(out / "live", live.for_many())
            pools |= live.pools
        speaks = _language(notebook)
        page = page_words.in_language(
            speaks,
            fill,
            "lesson.html",
            title=_title(notebook),
            module=name,
            language=speaks,
            in_words=page_words.for_frame(speaks),
            paper=paper,
            live=opens[name] if live else "",
            parts=list(_parts(notebook, course / "modules" / name)),
        )
        _write(out / "lessons" / f"{name}.html", page)
    # The notebook leads from a step to the same step on the lesson's page.
    alike = [name for name, page in opens.items() if page.startswith("live/")]
    about_lite |= {"championsPages": "../live/", "championsOnly": alike}
    _write(out / "jupyter-lite.json", json.dumps(config, indent=1, sort_keys=True))
    alive.write_shared(shared)
    if pools:
        alive.write_variants(out / "live" / alive.VARIANTS, course, pools)
    if paper:
        _paper(out, course, lessons)
    _write(out / "words.html", fill("words.html", words=words(course)))
    _guides(out, course)
    first = next(iter(opens.values()))
    front = fill(
        "index.html",
        routes=lessons_by_route(course, lessons, opens),
        first=first,
        drafted=drafted(course),
        translated=page_words.words_of(language()) is not None,
        in_words=page_words.for_frame(language()),
    )
    _write(out / "index.html", front)


def fill(template: str, **parts: Any) -> str:
    """A file of the site with its parts put in."""
    return templating.render("champions.website", template, SITE_FILES, **parts)


def site_file(name: str) -> bytes:
    """One of the files that a site is made from."""
    return files("champions.website").joinpath(SITE_FILES, name).read_bytes()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


# --- The front page -----------------------------------------------------------------------------


@dataclass(frozen=True)
class _Lesson:
    """A lesson on the front page.

    ``minutes`` is empty where nothing says how long it takes. ``first_part``: only that belongs to the route.
    """

    module: str
    title: str
    minutes: str
    page: str
    first_part: bool = False

    @property
    def number(self) -> int:
        return int(self.module[:2])


@dataclass(frozen=True)
class _Route:
    """A route of the course with its lessons."""

    name: str
    about: str
    lessons: tuple[_Lesson, ...]


def _title(notebook: Mapping[str, Any]) -> str:
    return str(notebook["metadata"]["champions"]["title"])


def _language(notebook: Mapping[str, Any]) -> str:
    return str(notebook["metadata"]["champions"].get("language", ENGLISH))


def drafted(course: Path) -> Markup:
    """What is said of words that nobody has read yet, at the top of a front page; empty for others."""
    lines = json.loads((course / WORDS).read_text("utf-8")) if (course / WORDS).is_file() else {}
    html = guide_html("\n\n".join(lines.get("draft", ())), lambda to: to)
    return Markup(html)  # noqa: S704 - from about.yml, as a lesson's own words


def lessons_by_route(
    course: Path, lessons: Mapping[str, Mapping[str, Any]], opens: Mapping[str, str]
) -> list[_Route]:
    """The lessons of each route, with the time that each takes and the page that it opens as."""

    def listed(name: str) -> _Lesson:
        source = course / "solutions" / name / LESSON
        front = front_matter(source.read_text(encoding="utf-8")) if source.is_file() else {}
        title = page_words.named(_title(lessons[name]), _language(lessons[name]))
        return _Lesson(name, title, str(front.get("minutes", "")), opens[name])

    def of(route: Route, names: list[str]) -> tuple[_Lesson, ...]:
        parts = first_parts_in(lessons, route)
        first = (replace(listed(one), first_part=True) for one in parts if one not in names)
        return tuple(sorted((*map(listed, names), *first), key=lambda one: one.module))

    return [
        _Route(route.name, route.about, of(route, names))
        for route, names in by_route(lessons, routes(course)).items()
    ]


# --- Lessons to read, and to print ----------------------------------------------------------------


def _parts(notebook: Mapping[str, Any], folder: Path) -> Iterable[dict[str, Any]]:
    """A lesson from top to bottom: its words, its code, and where a form will stand."""
    for cell in notebook["cells"]:
        source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            words = readdressed(lesson_html(source).rstrip("\n"), folder, in_the_page)
            html = Markup(words)  # noqa: S704 - words of our own lessons
            yield {"kind": "words", "html": html}
            continue
        named = {"cell": str(cell["id"])}  # an address may name the step
        if "check(" in source:
            yield {"kind": "form", **named}
        elif "hide-input" not in cell["metadata"].get("tags", ()):
            yield {"kind": "code", "code": source, **named}
        else:
            yield {"kind": "hidden", **named}


def _paper(out: Path, course: Path, lessons: Iterable[str]) -> None:
    """The sheets of each lesson, without the trainer's copy. Two lessons are run at a time."""
    names = list(lessons)
    # Fresh processes: each run sets the surroundings of its own.
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        for name, sheet in zip(names, pool.map(_sheet, [course] * len(names), names), strict=True):
            print(f"On paper: {name}", flush=True)
            _write(out / "paper" / f"{name}.html", sheet)


def _sheet(course: Path, name: str) -> str:
    speak(words_in(course))
    return on_paper.pages(course, name)[""]


# --- Words and guides ----------------------------------------------------------------------------


def words(course: Path) -> list[dict[str, Markup]]:
    """The glossary, word by word."""
    path = course / "glossary.yml"
    raw = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
    found = []
    for key, entry in sorted((raw if isinstance(raw, dict) else {}).items()):
        said = entry if isinstance(entry, dict) else {"means": entry}
        name = str(said.get("term") or key.replace("-", " "))
        parts = {"key": str(key), "name": name, "meaning": str(said.get("means") or "")}
        found.append({part: page_words.in_its_language(text) for part, text in parts.items()})
    return found


def _guides(out: Path, course: Path) -> None:
    """Every guide under ``docs/`` as a page, and a page that lists them."""
    docs = course / "docs"
    there = {
        name: path
        for path in sorted(docs.rglob("*.md"))
        if not _NOT_ON_THE_SITE.fullmatch(name := path.relative_to(docs).as_posix())
    }
    titles = {}
    for name, path in there.items():
        words = path.read_text(encoding="utf-8")
        language = _language_of(words)
        title = next((line[2:] for line in words.splitlines() if line[:2] == "# "), name)
        plain = re.sub(r"<[^>]*>", "", title)
        # In a guide that is begun, the title may not be translated: then a mark stands around it.
        titles[name] = page_words.named(plain, language if plain == title else ENGLISH)
        html = guide_html(words, lambda to, name=name: _readdressed(to, name, there))  # type: ignore[misc]
        page = page_words.in_language(
            language,
            fill,
            "guide.html",
            title=plain,
            up="../" * (name.count("/") + 1),
            text=Markup(html),  # noqa: S704 - a guide of our own
        )
        _write(out / "guides" / _page(name), page)
    page = fill("guides.html", title=told("Guides"), up="../", groups=list(_groups(titles)))
    _write(out / "guides" / "index.html", page)


def _language_of(guide: str) -> str:
    """The language of a guide: the course's own, unless its first line says another."""
    before, after = LANGUAGE_OF_A_GUIDE.split("{}")
    first = guide.partition("\n")[0]
    return first.removeprefix(before).removesuffix(after) if first.startswith(before) else ENGLISH


def _groups(titles: Mapping[str, str]) -> Iterable[dict[str, Any]]:
    """The guides in their groups. Each stands in the first that its name fits."""
    left = dict(titles)
    for heading, begins in _GUIDES:
        names = [name for name in left if name.startswith(begins)]
        guides = [{"page": _page(name), "title": left.pop(name)} for name in names]
        if guides:
            yield {"heading": heading, "guides": guides}


def _page(name: str) -> str:
    return name.removesuffix(".md") + ".html"


def _readdressed(to: str, name: str, there: Mapping[str, Path]) -> str | None:
    """Where a link of a guide leads on the site; None for a file of the course folder."""
    if to.startswith(("https:", "mailto:", "#")):
        return to
    aim, _, part = to.partition("#")
    parts: list[str] = []
    for step in (PurePosixPath(name).parent / aim).parts:
        parts = parts[:-1] if step == ".." and parts else [*parts, step]
    if (found := "/".join(parts)) not in there:
        return None
    up = "../" * name.count("/")
    return f"{up}{_page(found)}{'#' if part else ''}{part}"
