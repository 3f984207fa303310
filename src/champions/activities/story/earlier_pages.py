"""What a champion wrote in earlier lessons, gathered for the story. Any of it may be missing.

The answers beside the lessons are read first. Where they are not there, the pages of the project
folder are: a champion may have brought only those to another device.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from champions.activities.aim.sentence import BOXES as AIM_BOXES
from champions.activities.aim.sentence import sentence
from champions.activities.story.question import BOXES
from champions.lesson.project import FOLDER, MADE_BY
from champions.questions import answers
from champions.sentences.told import bare, later, told


@dataclass(frozen=True)
class Piece:
    """A piece of a project: what it is, the lesson it comes from, and the boxes that hold it.

    ``box`` is the box of the story that it goes into; ``held_in`` are pairs of question and box.
    """

    name: str
    lesson: str
    box: str
    held_in: tuple[tuple[str, str], ...] = ()


PIECES = (
    Piece(later("What you would like to change"), "00-start-here", "", (("hopes", "words"),)),
    Piece(later("Your aim"), "03-seeing-the-problem", "aim", (("aim", "*"),)),
    Piece(
        later("Your measures"),
        "04-measuring-what-matters",
        "measures",
        (("my-measures", "outcome"), ("my-measures", "process"), ("my-measures", "balancing")),
    ),
    Piece(
        later("Your PDSA record"),
        "05-pdsa-cycles",
        "tried",
        (("pdsa-record", "plan"), ("pdsa-record", "did")),
    ),
    Piece(
        later("Your chart and its reading"),
        "06-run-charts",
        "chart",
        (("chart-reading", "reading"),),
    ),
)
#: More boxes of the story that one lesson's record fills.
ALSO = {
    "learned": ("05-pdsa-cycles", "pdsa-record", "learned"),
    "next": ("05-pdsa-cycles", "pdsa-record", "act"),
}
STORY = ("12-telling-the-story", "story")
NUMBERS = ("12-telling-the-story", "my-numbers")


@dataclass(frozen=True)
class Found:
    """A piece, and what was found of it: text, and the page of the project folder that holds it."""

    piece: Piece
    text: str
    page: str


def pieces_found(lesson_folder: Path) -> list[Found]:
    """Each piece of the project, with what there is of it beside this lesson."""
    return [
        Found(piece, _text_of(lesson_folder, piece), _page_of(lesson_folder, piece.lesson).name)
        if _page_of(lesson_folder, piece.lesson).is_file()
        else Found(piece, _text_of(lesson_folder, piece), "")
        for piece in PIECES
    ]


def words_for_story(lesson_folder: Path) -> dict[str, str]:
    """What the earlier lessons hold for each box of the story; the words of a story in lesson 12 win.

    The line on consent is never brought along: a yes was for one page and one use.
    """
    words = {found.piece.box: found.text for found in pieces_found(lesson_folder) if found.text}
    for box, (lesson, question, key) in ALSO.items():
        given = _answer(lesson_folder, lesson, question)
        if isinstance(given, Mapping) and str(given.get(key) or "").strip():
            words[box] = str(given[key]).strip()
    story = _answer(lesson_folder, *STORY)
    if isinstance(story, Mapping) and lesson_folder.resolve().name != STORY[0]:
        words |= {key: str(story[key]) for key in BOXES if str(story.get(key) or "").strip()}
    words.pop("", None)
    return words


def pieces_by_box() -> list[dict[str, Any]]:
    """The same as plain data, for a page without Python: a later one that has words wins its box."""
    listed = [asdict(piece) | {"listed": True} for piece in PIECES]
    also = [
        asdict(Piece("", lesson, box, ((question, key),))) | {"listed": False}
        for box, (lesson, question, key) in ALSO.items()
    ]
    lesson, question = STORY
    told = [asdict(Piece("", lesson, box, ((question, box),))) | {"listed": False} for box in BOXES]
    return [*listed, *also, *told]


def numbers_kept(lesson_folder: Path) -> dict[str, Any]:
    """The dots that a champion kept in lesson 12, or nothing."""
    kept = _answer(lesson_folder, *NUMBERS)
    return dict(kept) if isinstance(kept, Mapping) and kept.get("values") else {}


def _answer(lesson_folder: Path, lesson: str, question: str) -> Any:
    beside = lesson_folder.resolve().parent / lesson
    return answers.load(beside, lesson).answer(question) if beside.is_dir() else None


def _page_of(lesson_folder: Path, lesson: str) -> Path:
    return lesson_folder.resolve().parent / FOLDER / f"{lesson}.html"


def _text_of(lesson_folder: Path, piece: Piece) -> str:
    parts = []
    for question, key in piece.held_in:
        given = _answer(lesson_folder, piece.lesson, question)
        if not isinstance(given, Mapping):
            continue
        if key == "*":
            parts.append(sentence(given) if any(given.get(one) for one in AIM_BOXES) else "")
        else:
            parts.append(str(given.get(key) or "").strip())
    text = "\n".join(part for part in parts if part)
    return text or _text_of_page(_page_of(lesson_folder, piece.lesson))


def _text_of_page(path: Path) -> str:
    if not path.is_file() or path.stat().st_size > 2_000_000:
        return ""
    reader = _PageReader()
    reader.feed(path.read_text(encoding="utf-8", errors="replace"))
    return "\n".join(reader.answers)


class _PageReader(HTMLParser):
    """Reads what a champion wrote from a page of the project folder: the words after each label."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[str] = []
        self._parts: list[str] | None = None
        self._in_label = False
        self._ours = {"(empty)", bare(told("(empty)"))}
        made_by = "|".join(map(re.escape, (MADE_BY, bare(told(MADE_BY)))))
        self._made_by = re.compile(made_by.replace(re.escape("{module}"), ".*"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "p":
            asked = dict(attrs).get("class") == "champions-ask"
            self._parts = None if asked else []
        elif tag == "strong":
            self._in_label = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "strong":
            self._in_label = False
        elif tag == "p" and self._parts is not None:
            text = "".join(self._parts).strip()
            kept = text and text not in self._ours and not self._made_by.fullmatch(text)
            if kept:
                self.answers.append(text)
            self._parts = None

    def handle_data(self, data: str) -> None:
        if self._parts is not None and not self._in_label:
            self._parts.append(data)
