"""The command ``champions paper``: each lesson as pages to print, with and without the answers.

The lesson as champions get it is run once, so that its charts and tables stand on the paper. Each
form becomes one to fill in by hand, see :mod:`champions.authoring.paper.forms`. The trainer's copy has
the right answers and the hints for wrong ones.
"""

from __future__ import annotations

import argparse
import copy
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import nbformat
from markupsafe import Markup

from champions import templating
from champions.authoring.beside import in_the_page, readdressed
from champions.authoring.build import NOTEBOOK, run_cells
from champions.authoring.markdown import lesson_html
from champions.authoring.paper import printing, sheets
from champions.authoring.paper.forms import graph_paper, question_on_paper
from champions.data import HOME_VARIABLE, DataNotFound, course_folder, course_words
from champions.files import write_bytes_whole, write_whole
from champions.lesson.session import PAPER_VARIABLE
from champions.pack.where import own_folder
from champions.questions.base.paper import line
from champions.questions.facets import facet
from champions.questions.scheme import Scheme, load_scheme, scheme_in
from champions.sentences.told import bare, speaking, told
from champions.style import sheet
from champions.trouble import Trouble

#: The line of code that asks a question.
CHECKED = re.compile(r"""^check\(["']([\w-]+)["']\)$""", re.MULTILINE)
_DETAILS = re.compile(r"<details>.*?</details>", re.DOTALL)
_LIVE = re.compile(r"<(script|button|input|select|textarea)\b.*?(?:</\1>|/?>)", re.DOTALL)
_WIDGET = "application/vnd.jupyter.widget-view+json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words that ``champions paper`` takes."""
    parser.add_argument("module", nargs="*", help=told("lessons, such as 06-run-charts; else all"))
    parser.add_argument(
        "--out", type=Path, default=None, help=told("where to (paper, in the course)")
    )
    parser.add_argument(
        "--variant",
        type=sheets.numbers,
        metavar="N or A-B",
        help=told("sheets with other numbers instead, such as 17 or 2-30, and the trainer's key"),
    )
    parser.add_argument(
        "--pdf", action="store_true", help=told("as PDF too (needs Chrome, Edge or Chromium)")
    )


def run(args: argparse.Namespace) -> int:
    """Write two pages for each lesson, or for its sheets: one for champions, one for trainers."""
    try:
        home = course_folder()
    except DataNotFound as error:
        raise Trouble(
            told("The course folder could not be found."),
            told("Run this inside the course folder."),
        ) from error
    there = sorted(path.parent.name for path in home.glob(f"modules/*/{NOTEBOOK}"))
    for name in args.module:
        if name not in there:
            raise Trouble(
                told('There is no lesson "{name}".', name=name),
                told("Choose from: {there}.", there=", ".join(there)),
            )
    out = args.out or own_folder(home) / "paper"
    out.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    for name in _with_sheets(home, there, args.module) if args.variant else args.module or there:
        print(f"{name}: running…", end=" ", flush=True)
        made_of = sheets_of(home, name, args.variant) if args.variant else pages(home, name)
        for kind, page in made_of.items():
            made.append(out / f"{name}{kind}.html")
            write_whole(made[-1], page)
        print("done", flush=True)
    print(
        told(
            "The pages are in {out}. Open one, and print it. Those for trainers hold the answers.",
            out=out,
        )
    )
    if args.pdf:
        _as_pdf(made)
    return 0


def _with_sheets(home: Path, there: Sequence[str], named: Sequence[str]) -> list[str]:
    """The lessons that have questions with other numbers, of those that were named, or of all.

    Raises:
        Trouble: when one that was named has none.
    """
    have = [one for one in there if sheets.asked(load_scheme(home / "solutions" / one))]
    for name in named:
        if name not in have:
            raise Trouble(
                told("The lesson {name} has no sheet on which other numbers can stand.", name=name),
                told("Choose from: {have}.", have=", ".join(have)),
            )
    return list(named) or have


def sheets_of(home: Path, module: str, wanted: Sequence[int]) -> dict[str, str]:
    """Sheets with other numbers, under ``"-sheets"``, and the key, under ``"-sheets-trainer"``.

    Args:
        home: the course folder. module: the lesson. wanted: the numbers of the sheets.
    """
    notebook = nbformat.read(home / "modules" / module / NOTEBOOK, as_version=4)
    scheme = load_scheme(home / "solutions" / module)
    title = _title(notebook, module)
    heading = f"<h1>{escape(title)}</h1>"
    with speaking(course_words(scheme.language, home)):
        return {
            kind: page_of(
                title, [heading, *sheets.parts(scheme, wanted, answers=answers)], answers=answers
            )
            for kind, answers in (("-sheets", False), ("-sheets-trainer", True))
        }


def _as_pdf(made: Sequence[Path]) -> None:
    """Put a PDF beside each page. The pages stand already, whatever happens here.

    Raises:
        Trouble: when this computer has no browser that can make a PDF, or it does not.
    """
    for at, page in enumerate(made, 1):
        write_bytes_whole(page.with_suffix(".pdf"), printing.pdf(page.read_text(encoding="utf-8")))
        print(
            told("PDF {at} of {all}: {stem}", at=at, all=len(made), stem=page.stem),
            flush=True,
        )


def pages(home: Path, module: str) -> dict[str, str]:
    """The pages of one lesson: for champions under ``""``, for trainers under ``"-trainer"``.

    Args:
        home: the course folder. module: the lesson's folder name.

    Raises:
        nbclient.exceptions.CellExecutionError: when the lesson does not run.
    """
    notebook = nbformat.read(home / "modules" / module / NOTEBOOK, as_version=4)
    scheme = load_scheme(home / "solutions" / module)
    with tempfile.TemporaryDirectory(prefix="champions-paper-") as place:
        here = Path(place) / module
        here.mkdir()
        if asked := scheme_in(home / "modules" / module):
            shutil.copyfile(asked, here / asked.name)
        shown = copy.deepcopy(notebook)
        # As when it is marked: what only a screen can do says so in words.
        settings = {"NBGRADER_EXECUTION": "autograde", PAPER_VARIABLE: "1"}
        run_cells(shown, here, {HOME_VARIABLE: str(home), **settings})
    title = _title(notebook, module)
    with speaking(course_words(scheme.language, home)):
        return _pages(title, shown, scheme, home / "modules" / module)


def _pages(title: str, shown: Any, scheme: Scheme, folder: Path) -> dict[str, str]:
    """The two pages, in the language of the lesson: one that nobody has begun to translate is English."""
    return {
        kind: page_of(
            title,
            _parts(shown, scheme, folder, answers=bool(kind)),
            answers=bool(kind),
        )
        for kind in ("", "-trainer")
    }


def _title(notebook: Any, module: str) -> str:
    """What a lesson is called in its first heading."""
    lines = (line for cell in notebook.cells for line in cell.source.splitlines())
    return next((line[2:] for line in lines if line[:2] == "# "), module)


def page_of(title: str, parts: Iterable[str], *, answers: bool) -> str:
    """Parts of a lesson as a whole page: its style, its title at the foot, and a note on how to use it."""
    style = sheet("champions.authoring.paper", "paper.css")
    head = (
        told("{title}, for trainers: with the answers", title=title)
        if answers
        else told("{title}, on paper", title=title)
    )
    first, end, rest = "".join(parts).partition("</h1>")
    return templating.render(
        "champions.authoring.paper",
        "paper.html",
        folder=".",
        head=head,
        style=Markup(style),  # noqa: S704 - our own file
        foot=Markup(_css_text(bare(head))),  # noqa: S704 - every sign that could end it is escaped
        page_of_pages=Markup(_page_of_pages()),  # noqa: S704 - as above
        answers=answers,
        whose_line=Markup(line()),  # noqa: S704 - ours
        before=Markup(first + end if end else ""),  # noqa: S704 - words of our own lessons
        after=Markup(rest if end else first),  # noqa: S704
    )


def _css_text(words: str) -> str:
    """Words as a string of CSS, whatever is in them."""
    return '"' + "".join(c if c.isalnum() or c in " ,:" else f"\\{ord(c):x} " for c in words) + '"'


def _page_of_pages() -> str:
    """Which page it is, of how many, as CSS has it."""
    said = bare(told("Page {page} of {pages}", page="\0", pages="\1"))
    pieces = re.split("([\0\1])", said)
    counters = {"\0": "counter(page)", "\1": "counter(pages)"}
    return " ".join(counters.get(one) or _css_text(one) for one in pieces if one)


def _parts(notebook: Any, scheme: Scheme, folder: Path, *, answers: bool) -> Iterator[str]:
    """The lesson from top to bottom: words, what its steps show, and questions to fill in."""
    number = 0
    for cell in notebook.cells:
        role = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if cell.cell_type == "markdown":
            if not role.endswith("-words"):  # the words themselves are written in the form above
                yield readdressed(lesson_html(cell.source), folder, in_the_page)
            continue
        asked = [one for one in CHECKED.findall(cell.source) if one in scheme]
        if asked:
            for one in asked:
                number += 1
                yield question_on_paper(scheme[one], answers=answers, number=number)
            continue
        if "hide-input" not in cell.metadata.get("tags", ()):
            yield f"<pre>{escape(cell.source)}</pre>"
        yield from shown_by(cell)
    by_hand = any(facet(one, "paper.needs_squared_paper")(one) for one in scheme.questions)
    if by_hand and not answers:
        yield graph_paper()


def shown_by(cell: Any) -> Iterator[str]:
    """What a step shows, without what only a screen can do."""
    for output in cell.get("outputs", ()):
        data: Mapping[str, Any] = output.get("data", {})
        if _WIDGET in data:  # a button
            said = told("On a screen: {what}", what=escape(str(data["text/plain"])))
            yield f"<p><em>{said}</em></p>"
        elif "text/html" in data:
            html = _LIVE.sub("", _DETAILS.sub("", str(data["text/html"])))
            if "champions-finish" not in html and "champions-progress" not in html:
                yield f'<div class="shown">{html}</div>'
