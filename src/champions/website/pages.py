"""The pages of the zero-install edition: front page, lessons to read, paper sheets, words and guides."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from html import escape
from importlib.resources import files
from multiprocessing import get_context
from pathlib import Path, PurePosixPath
from typing import Any

from champions import style
from champions.authoring.paper import pages as on_paper
from champions.authoring.routes import by_route
from champions.authoring.source import LESSON, front_matter

SITE_FILES = "files"
#: Notes that hold answers, and tables for programmers, stay in the course folder.
_NOT_ON_THE_SITE = re.compile(r"trainers/(?:\d\d-.*|misconceptions|equality|hostile)\.md")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")


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
    lite = str(config["jupyter-config-data"]["appVersion"])
    _write(shared / "site.js", fill("site.js", lite=lite))
    for name, notebook in lessons.items():
        sheet = _SHEET.format(name=name) if paper else ""
        title = escape(_title(notebook))
        page = fill("lesson.html", title=title, module=name, sheet=sheet, text=_text(notebook))
        _write(out / "lessons" / f"{name}.html", page)
    if paper:
        _paper(out, course, lessons)
    _write(out / "words.html", fill("words.html", words=_words(course)))
    _guides(out, course)
    listed = _listed(course, lessons)
    _write(out / "index.html", fill("index.html", lessons=listed, first=next(iter(lessons))))


def fill(template: str, **parts: str) -> str:
    """A file of the site with its parts put in, each for its name between two ``@``."""
    text = site_file(template).decode()
    for name, part in parts.items():
        text = text.replace(f"@{name}@", part)
    return text


def site_file(name: str) -> bytes:
    """One of the files that a site is made from."""
    return files("champions.website").joinpath(SITE_FILES, name).read_bytes()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


# --- The front page -----------------------------------------------------------------------------


def _title(notebook: Mapping[str, Any]) -> str:
    return str(notebook["metadata"]["champions"]["title"])


def _listed(course: Path, lessons: Mapping[str, dict[str, Any]]) -> str:
    """The lessons of each route, with the time that each takes."""
    return "\n".join(
        f'<section><h3>{escape(route.name)}</h3><p>{escape(route.about)}</p><ul class="lessons">'
        + "".join(_card(course, name, lessons[name]) for name in names)
        + "</ul></section>"
        for route, names in by_route(lessons).items()
    )


def _card(course: Path, name: str, notebook: Mapping[str, Any]) -> str:
    source = course / "solutions" / name / LESSON
    front = front_matter(source.read_text(encoding="utf-8")) if source.is_file() else {}
    time = f" About {front['minutes']} minutes." if "minutes" in front else ""
    return (
        f'<li data-module="{name}"><a href="lessons/{name}.html">{int(name[:2])}. '
        f'{escape(_title(notebook))}</a><span class="time">{time}</span> '
        '<span class="progress">Not started on this device</span></li>'
    )


# --- Lessons to read, and to print ----------------------------------------------------------------

_SHEET = (
    '<p class="aside">Without a screen: <a href="../paper/{name}.html">this lesson as sheets '
    "to print</a>.</p>"
)


def _text(notebook: Mapping[str, Any]) -> str:
    """The words of a lesson as HTML. Where a form will stand, a short line says so."""
    parts = []
    for cell in notebook["cells"]:
        source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            parts.append(_html(source))
        elif "check(" in source:
            parts.append('<p class="form-here">A question opens here when the lesson starts.</p>')
        elif "hide-input" not in cell["metadata"].get("tags", ()):
            parts.append(f"<pre><code>{escape(source)}</code></pre>")
    return "\n".join(parts)


def _html(markdown: str) -> str:
    from nbconvert.filters import markdown2html

    return re.sub(r'<a class="anchor-link"[^>]*>[^<]*</a>', "", str(markdown2html(markdown)))


def _paper(out: Path, course: Path, lessons: Iterable[str]) -> None:
    """The sheets of each lesson, without the trainer's copy. Two lessons are run at a time."""
    names = list(lessons)
    # Fresh processes: each run sets the surroundings of its own.
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        for name, sheet in zip(names, pool.map(_sheet, [course] * len(names), names), strict=True):
            print(f"On paper: {name}", flush=True)
            _write(out / "paper" / f"{name}.html", sheet)


def _sheet(course: Path, name: str) -> str:
    return on_paper.pages(course, name)[""]


# --- Words and guides ----------------------------------------------------------------------------


def _words(course: Path) -> str:
    """The glossary as a list of definitions."""
    import yaml

    path = course / "glossary.yml"
    raw = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
    words = raw if isinstance(raw, dict) else {}
    rows = []
    for key, entry in sorted(words.items()):
        said = entry if isinstance(entry, dict) else {"means": entry}
        name = str(said.get("term") or key.replace("-", " "))
        meaning = str(said.get("means") or "")
        rows.append(f'<dt id="{escape(key)}">{escape(name)}</dt><dd>{escape(meaning)}</dd>')
    return "\n".join(rows)


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
        titles[name] = next((line[2:] for line in words.splitlines() if line[:2] == "# "), name)
        text = _html(_LINK.sub(partial(_linked, name=name, there=there), words))
        text = _scrolling_tables(_small_ids(text))
        up = "../" * (name.count("/") + 1)
        page = fill("guide.html", title=escape(titles[name]), up=up, text=text)
        _write(out / "guides" / _page(name), page)
    groups = {"For champions": "champions.md", "For trainers": "trainers/", "For organisations": ""}
    listed, left = [], dict(titles)
    for heading, begins in groups.items():
        mine = [name for name in left if name.startswith(begins)]
        rows = "".join(
            f'<li><a href="{_page(name)}">{escape(left.pop(name))}</a></li>' for name in mine
        )
        listed.append(f"<h2>{heading}</h2><ul>{rows}</ul>" if rows else "")
    page = fill("guide.html", title="Guides", up="../", text=f"<h1>Guides</h1>{''.join(listed)}")
    _write(out / "guides" / "index.html", page)


def _page(name: str) -> str:
    return name.removesuffix(".md") + ".html"


def _small_ids(html: str) -> str:
    """Headings are named as where the guides are read on the web: small letters, no commas."""

    def plain(found: re.Match[str]) -> str:
        return found[1] + re.sub(r"[^\w-]", "", found[2].lower())

    return re.sub(r'(<h\d id=")([^"]+)', plain, html)


def _scrolling_tables(html: str) -> str:
    """A wide table scrolls by itself, also by keyboard, so that the page does not on a phone."""
    around = '<div class="table" role="group" aria-label="Table" tabindex="0"><table>'
    return html.replace("<table>", around).replace("</table>", "</table></div>")


def _linked(link: re.Match[str], *, name: str, there: Mapping[str, Path]) -> str:
    """A link between guides goes to the page; one to a file of the course folder is words only."""
    words, to = link.groups()
    if to.startswith(("https:", "mailto:", "#")):
        return link[0]
    aim, _, part = to.partition("#")
    parts: list[str] = []
    for step in (PurePosixPath(name).parent / aim).parts:
        parts = parts[:-1] if step == ".." and parts else [*parts, step]
    if (found := "/".join(parts)) not in there:
        return words
    up = "../" * name.count("/")
    return f"[{words}]({up}{_page(found)}{'#' if part else ''}{part})"
