"""The command ``champions paper``: each lesson as pages to print, with and without the answers.

The lesson as champions get it is run once, so that its charts and tables stand on the paper. Each
form becomes boxes to tick, lines to write on, or squared paper for dots. The trainer's copy has the
right answers and the hints for wrong ones.
"""

from __future__ import annotations

import argparse
import copy
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

import nbformat

from champions.data import HOME_VARIABLE, DataNotFound, course_folder
from champions.drawing import squared_paper_svg
from champions.marking import SCHEME, Scheme, load_scheme
from champions.questions import (
    Choice,
    Dots,
    Guess,
    Marked,
    Number,
    Order,
    Pick,
    Question,
    Sort,
    Words,
    mixed,
)
from champions.trainer.build import NOTEBOOK, run_cells
from champions.trainer.feedback import answer_in_words
from champions.trainer.printing import pdf
from champions.trainer.report import write_bytes_whole, write_whole
from champions.trouble import Trouble

_CHECKED = re.compile(r"""^check\(["']([\w-]+)["']\)$""", re.MULTILINE)
_DETAILS = re.compile(r"<details>.*?</details>", re.DOTALL)
_LIVE = re.compile(r"<(script|button|input|select|textarea)\b.*?(?:</\1>|/?>)", re.DOTALL)
_LINES = {1: 2, 2: 3}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words that ``champions paper`` takes."""
    parser.add_argument("module", nargs="*", help="lessons, such as 06-run-charts; else all")
    parser.add_argument("--out", type=Path, default=None, help="where to (paper, in the course)")
    parser.add_argument("--pdf", action="store_true", help="as PDF too (needs Chromium or Chrome)")


def run(args: argparse.Namespace) -> int:
    """Write two pages for each lesson: one for champions, one for trainers."""
    try:
        home = course_folder()
    except DataNotFound as error:
        raise Trouble(
            "The course folder could not be found.", "Run this inside the course folder."
        ) from error
    there = sorted(path.parent.name for path in home.glob(f"modules/*/{NOTEBOOK}"))
    for name in args.module:
        if name not in there:
            raise Trouble(f'There is no lesson "{name}".', f"Choose from: {', '.join(there)}.")
    out = args.out or home / "paper"
    out.mkdir(parents=True, exist_ok=True)
    for name in args.module or there:
        print(f"{name}: running…", end=" ", flush=True)
        for kind, page in pages(home, name).items():
            write_whole(out / f"{name}{kind}.html", page)
            if args.pdf:
                write_bytes_whole(out / f"{name}{kind}.pdf", pdf(page))
        print("done", flush=True)
    print(f"The pages are in {out}. Open one, and print it. Those for trainers hold the answers.")
    return 0


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
        shutil.copyfile(home / "modules" / module / SCHEME, here / SCHEME)
        shown = copy.deepcopy(notebook)
        # As when it is marked: what only a screen can do says so in words.
        run_cells(shown, here, {HOME_VARIABLE: str(home), "NBGRADER_EXECUTION": "autograde"})
    title = next(
        (
            line[2:]
            for cell in notebook.cells
            for line in cell.source.splitlines()
            if line[:2] == "# "
        ),
        module,
    )
    return {
        kind: _page(title, _parts(shown, scheme, answers=bool(kind)), answers=bool(kind))
        for kind in ("", "-trainer")
    }


def _page(title: str, parts: Iterable[str], *, answers: bool) -> str:
    style = files("champions.trainer").joinpath("templates", "paper.css").read_text("utf-8")
    head = f"{title}, for trainers: with the answers" if answers else f"{title}, on paper"
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        f"<title>{escape(head)}</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">"
        f"<style>{style}</style></head><body><main>{''.join(parts)}</main></body></html>\n"
    )


def _parts(notebook: Any, scheme: Scheme, *, answers: bool) -> Iterator[str]:
    """The lesson from top to bottom: words, what its steps show, and questions to fill in."""
    from nbconvert.filters import markdown2html

    for cell in notebook.cells:
        role = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if cell.cell_type == "markdown":
            if not role.endswith("-words"):  # the words themselves are written in the form above
                yield str(markdown2html(cell.source))
            continue
        asked = [one for one in _CHECKED.findall(cell.source) if one in scheme]
        if asked:
            for one in asked:
                yield question_on_paper(scheme[one], answers=answers)
            continue
        if "hide-input" not in cell.metadata.get("tags", ()):
            yield f"<pre>{escape(cell.source)}</pre>"
        yield from _shown(cell)


def _shown(cell: Any) -> Iterator[str]:
    """What a step shows, without what only a screen can do."""
    for output in cell.get("outputs", ()):
        data: Mapping[str, Any] = output.get("data", {})
        if "text/html" in data:
            html = _LIVE.sub("", _DETAILS.sub("", str(data["text/html"])))
            if "champions-finish" not in html and "champions-progress" not in html:
                yield f'<div class="shown">{html}</div>'


# --- Questions ----------------------------------------------------------------------------------


def question_on_paper(question: Question, *, answers: bool) -> str:
    """A question to fill in by hand; for trainers with what is right and the hints.

    >>> from champions.questions import Guess
    >>> "☐ Yes" in question_on_paper(Guess(id="g", ask="Is it?", options={"y": "Yes"}), answers=False)
    True
    """
    told = _told(question) if answers else ""
    return (
        f'<section class="question"><p class="ask">{escape(question.ask)}</p>'
        f"{_to_fill_in(question)}{told}</section>"
    )


def _to_fill_in(question: Question) -> str:
    if isinstance(question, Choice | Guess | Pick):
        options = question.options if isinstance(question, Guess) else question.shown
        how = "<p>Tick all that apply.</p>" if isinstance(question, Pick) else ""
        return how + _list(f"☐ {escape(words)}" for words in options.values())
    if isinstance(question, Sort):
        groups = ", ".join(
            f"<strong>{escape(words)}</strong>" for words in question.groups.values()
        )
        items = _list(f"{escape(words)}: {_line()}" for words in question.items.values())
        return f"<p>Write one of these beside each: {groups}.</p>{items}"
    if isinstance(question, Order):
        steps = mixed(question.id, question.items)
        return "<p>Write a number beside each, 1 for the first.</p>" + _list(
            f"____ {escape(words)}" for words in steps.values()
        )
    if isinstance(question, Dots):
        given = "; ".join(
            f"{escape(label)}: {value:g}"
            for label, value in zip(question.labels, question.values, strict=True)
        )
        return (
            f"<p>Draw a dot for each ({escape(question.unit)}). {given}. Then the middle line.</p>"
            f"{squared_paper_svg(question)}"
        )
    if isinstance(question, Words):
        return "".join(
            f"<p>{escape(label)}</p>{_line() * _LINES.get(question.rows, 5)}"
            for label in question.boxes.values()
        )
    if isinstance(question, Number):
        return f"<p>Your answer: {_line()}</p>"
    return "<p>This one needs a screen. The trainer's notes say how to do it without one.</p>"


def _told(question: Question) -> str:
    """What a trainer should know: the right answer, why, and the hint for each known mistake."""
    if isinstance(question, Words):
        levels = _list(f"{level.points}: {escape(level.anchor)}" for level in question.rubric)
        return f'<div class="told"><p>Levels:</p>{levels}</div>' if question.rubric else ""
    if not isinstance(question, Marked) or question.kept_back:
        return ""
    right = _list(escape(line) for line in answer_in_words(question, question.right_answer()))
    hints = _list(
        f"{escape(miss.name.replace('-', ' '))}: {escape(miss.hint)}" for miss in question.misses
    )
    return (
        f'<div class="told"><p><strong>Right:</strong></p>{right}<p>{escape(question.praise)}</p>'
        f"<p><strong>Hints for known mistakes:</strong></p>{hints}"
        f"<p><strong>Worked:</strong> {escape(question.step)}</p></div>"
    )


def _line() -> str:
    return '<span class="line"></span>'


def _list(items: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"
