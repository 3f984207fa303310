"""A lesson as its author writes it: ``lesson.md`` in MyST Markdown, read cell by cell with lines.

Its questions stand in it where they are asked, as blocks: see :mod:`champions.authoring.blocks`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from jupytext.myst import MystMetadataParsingError, myst_to_notebook

from champions.authoring.blocks import NO_BLOCKS, Blocks, find_blocks
from champions.typed import read_typed

LESSON = "lesson.md"
KINDS = ("answer", "test", "show", "words")
_HEAD = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
FRONT_MATTER = ("title", "minutes", "outcomes", "key_points", "before_you_start")
#: What the head says in lines with a hyphen each.
LISTS = ("outcomes", "key_points", "before_you_start")


@dataclass(frozen=True, order=True)
class Mistake:
    """Something for the author to mend, with its file and line."""

    path: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


class SourceError(Exception):
    """A lesson text that cannot be read at all."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(str(mistake))
        self.mistake = mistake


@dataclass(frozen=True)
class Cell:
    """One cell of a lesson text.

    ``kind`` is prose, code (machinery that nobody edits), or one of :data:`KINDS`; ``name`` is the
    question's id where the kind has one. ``line`` is the cell's first line of text in ``lesson.md``.
    """

    kind: str
    name: str
    source: str
    line: int

    @property
    def is_code(self) -> bool:
        return self.kind not in {"prose", "words"}


@dataclass(frozen=True)
class Source:
    """One lesson: its front matter, its cells, where they stand, and its blocks."""

    module: str
    path: str
    front: dict[str, Any]
    cells: tuple[Cell, ...]
    #: As it was typed.
    text: str = ""
    blocks: Blocks = NO_BLOCKS

    @property
    def is_draft(self) -> bool:
        """True while its head says that it is still being written."""
        return self.front.get("draft") is True

    def listed(self, key: str) -> list[str]:
        """What the head says under a key, line by line; one value that is no list is one line."""
        value = self.front.get(key)
        lines = value if isinstance(value, list) else [value]
        return [str(line) for line in lines if line is not None]

    def line_in_head(self, *path: str | int) -> int:
        """The line of the lesson text on which a part of its head stands."""
        found = _HEAD.match(self.text)
        return read_typed(found[1], 2).line(path) if found else 1

    @property
    def prose(self) -> str:
        """All prose, one cell after the other."""
        return "\n\n".join(cell.source for cell in self.cells if cell.kind == "prose")


def read_source(folder: Path, root: Path) -> Source:
    """Read the lesson in a folder of ``solutions/``.

    Raises:
        SourceError: when the text is missing or its head or a cell's options are not sound.
    """
    path = folder / LESSON
    shown = path.relative_to(root).as_posix()
    if not path.is_file():
        raise SourceError(Mistake(shown, 1, "There is no lesson text here."))
    try:
        text = path.read_text(
            encoding="utf-8-sig"
        )  # some editors begin a file with an invisible sign
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        said = "This is not UTF-8 text. Save it again with the encoding UTF-8."
        raise SourceError(Mistake(shown, line, said)) from error
    if slips := list(_slips_of_the_head(text)):
        line, said = slips[0]
        raise SourceError(Mistake(shown, line, said))
    blocks = find_blocks(text)
    try:
        front = front_matter(text)
        notebook = myst_to_notebook(_with_plain_head(blocks.text), add_source_map=True)
    except (yaml.YAMLError, MystMetadataParsingError, ValueError) as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else 1
        said = str(error).splitlines()[0]
        raise SourceError(Mistake(shown, line, f"This could not be read: {said}")) from error
    lines = blocks.text.splitlines()
    cells = tuple(
        _cell(cell, _first_line(cell, start, lines))
        for cell, start in zip(notebook.cells, notebook.metadata["source_map"], strict=True)
    )
    return Source(folder.name, shown, front, cells, text, blocks)


def _slips_of_the_head(text: str) -> Iterator[tuple[int, str]]:
    """Why the head of a lesson text cannot be read; nothing when it can."""
    lines = text.split("\n")
    if lines[0].rstrip() == "---" and "---" not in [line.rstrip() for line in lines[1:]]:
        yield 1, "The head of the lesson has no end. Close it with a second line of three dashes."
    elif found := _HEAD.match(text):
        try:
            yaml.safe_load(found[1])
        except (yaml.YAMLError, RecursionError, ValueError):
            yield from read_typed(found[1], 2).slips


def _with_plain_head(text: str) -> str:
    """The text with as many lines, but nothing in its head that jupytext would make use of.

    The head is the course's own, and a title that is a number would make no sound notebook.
    """
    return _HEAD.sub(
        lambda found: "---\njupytext: {}\n" + "#\n" * found[1].count("\n") + "---\n", text
    )


def front_matter(text: str) -> dict[str, Any]:
    """What stands between the two lines of dashes at the top of a lesson text.

    >>> front_matter("---\\ntitle: Run charts\\n---\\n# Words")
    {'title': 'Run charts'}
    """
    found = _HEAD.match(text)
    front = yaml.safe_load(found[1]) if found else {}
    return front | dict(_lists_as_typed(found[1])) if found and isinstance(front, dict) else {}


def _lists_as_typed(head: str) -> Iterator[tuple[str, list[Any]]]:
    """Each list of words in a head, with its lines as they were typed.

    YAML takes "- One week says little: look at the row" for a name and its value, and "- Yes" for a
    truth value. Learners would see Python.

    >>> dict(_lists_as_typed("outcomes:\\n- Yes\\n- One: two\\nminutes: 5"))
    {'outcomes': ['Yes', 'One: two']}
    """
    node = yaml.compose(head, Loader=yaml.SafeLoader)
    for key, value in node.value if node else ():
        if key.value in LISTS and isinstance(value, yaml.SequenceNode):
            yield key.value, [_as_typed(one, head) for one in value.value]


def _as_typed(node: yaml.Node, head: str) -> str | None:
    """The words of a line of a list; None where it holds no words alone, such as a list in the list."""
    if isinstance(node, yaml.ScalarNode):
        plain_nothing = node.style is None and node.value == "~"
        return None if plain_nothing or not node.value.strip() else str(node.value)
    if not isinstance(node, yaml.MappingNode) or not node.value:
        return None
    parts = [part for pair in node.value for part in pair]
    if not all(isinstance(part, yaml.ScalarNode) and part.style in _ON_ITS_LINE for part in parts):
        return None
    in_braces = head[node.start_mark.index] == "{"
    end = node.end_mark if in_braces else parts[-1].end_mark
    return " ".join(head[node.start_mark.index : end.index].split())


#: Words without quotes, and words with them; no block of text.
_ON_ITS_LINE = (None, "'", '"')


def drafts(course: Path) -> list[str]:
    """The lessons that are still being written, by the names of their folders."""
    return [
        path.parent.name
        for path in sorted(course.glob(f"solutions/*/{LESSON}"))
        if front_matter(path.read_text(encoding="utf-8-sig")).get("draft") is True
    ]


#: Words of a skeleton: where they still stand, the author has not written yet.
_WAITS = re.compile(
    r"\b(?:WRITE HERE|TODO|TBC|FIXME|LOREM IPSUM)\b|^\s*…\s*$|(?<=:)\s+(?:…|\.\.\.)\s*$"
)


def waiting(text: str) -> Iterator[tuple[int, str]]:
    """What still waits to be written in a text: its line, and how it begins.

    >>> list(waiting("hint: …\\npraise: It is so.\\nWRITE HERE why."))
    [(1, 'hint: …'), (3, 'WRITE HERE why.')]
    """
    for number, line in enumerate(text.split("\n"), 1):
        if _WAITS.search(line):
            yield number, line.strip()[:40].strip()


def _first_line(cell: Any, start: int, lines: list[str]) -> int:
    """The line on which the cell's own text begins; jupytext gives that of its fence or gap."""
    first = cell.source.splitlines()[0] if cell.source else ""
    for number in range(start, min(start + 12, len(lines))):
        if lines[number].strip() == first.strip():
            return number + 1
    return start + 1


def _cell(cell: Any, line: int) -> Cell:
    words = str(cell.metadata.get("exercise", "")).split()
    if not words:
        return Cell("prose" if cell.cell_type == "markdown" else "code", "", cell.source, line)
    return Cell(words[0], words[1] if len(words) > 1 else "", cell.source, line)


def scheme_lines(text: str) -> dict[str, int]:
    """Where each question stands in a marking scheme: question id to line."""
    lines: dict[str, int] = {}
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            for keyword in node.keywords:
                if keyword.arg == "id" and isinstance(keyword.value, ast.Constant):
                    lines.setdefault(str(keyword.value.value), node.lineno)
    return lines
