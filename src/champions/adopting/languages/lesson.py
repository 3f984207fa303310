"""The messages of a lesson text, and the text with other words in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from champions.adopting.languages.messages import Message, Put, is_words
from champions.adopting.languages.yaml_words import Path, changed
from champions.authoring.blocks import QUESTION, Block, find_blocks
from champions.typed import read_typed

#: Parts of a question that hold words, or several words each under a short name or behind a hyphen.
_WORDS = frozenset(
    {
        *(
            "about",
            "after",
            "aim",
            "ask",
            "example_name",
            "look",
            "praise",
            "problem",
            "step",
        ),
        *(
            "boxes",
            "checks",
            "groups",
            "items",
            "labels",
            "options",
            "rings",
            "rubric",
            "systems",
        ),
    }
)
#: Parts that hold the words by which an answer is known: a translator gives those of the language.
_KNOWN_BY = frozenset({"looks_for", "says", "lacks", "all", "any"})
#: What is shown of a lesson before it is opened.
_HEAD = frozenset({"title", "outcomes", "key_points", "before_you_start"})
_KNOWN_BY_NOTE = (
    "Words by which an answer is known. Give those of your language, with commas between."
)
_TITLE = re.compile(
    r'(\b(?:title|label|note)=|\bproject_page\(|"\d{4}-\d\d-\d\d": )"((?:[^"\\]|\\.)*)"'
)
_ITEM = re.compile(r"^(\s*(?:[-*+]|\d+[.)])\s+)(.*)$", re.DOTALL)
_HEADING = re.compile(r"^(#{1,6}\s+)(.*)$")
_TABLE_LINE = re.compile(r"^\|(?:\s*:?-+:?\s*\|)+\s*$")
#: Of a guide: a block of code, with its fences, and a comment.
_LEFT_ALONE = re.compile(
    r"(^(?:`{3,}|~{3,}).*?^(?:`{3,}|~{3,})\s*?$|<!--.*?-->)", re.DOTALL | re.MULTILINE
)
_FENCE = re.compile(r"^(`{3,}|~{3,})")


def walked(text: str, module: str, put: Put) -> str:
    """A lesson text with other words in it.

    Sentences that say what they rest on (``{says}``) are left out: they are held against the English.

    Args:
        text: ``lesson.md``. module: the lesson's folder name.
        put: is given each message, from top to bottom, and returns what stands in its place.
    """
    lines = text.split("\n")
    blocks = {block.line - 1: block for block in find_blocks(text).found}
    made: list[str] = []
    at = 0
    if lines[0].rstrip() == "---":
        at = lines.index("---", 1) + 1
        made += ["---", *_head("\n".join(lines[1 : at - 1]), module, put).split("\n"), "---"]
    while at < len(lines):
        if block := blocks.get(at):
            made += _block(block, lines, module, put)
            at = block.last
        elif lines[at].startswith("+++"):  # begins a cell, and says what it is for
            made.append(lines[at])
            at += 1
        elif opened := _FENCE.match(lines[at]):
            end = next(n for n in range(at + 1, len(lines)) if lines[n].strip() == opened[1])
            made += [_code(line, module, put) for line in lines[at : end + 1]]
            at = end + 1
        else:
            end = next((n for n in range(at, len(lines)) if _stops(lines, n, blocks)), len(lines))
            made += _prose("\n".join(lines[at:end]), module, put).split("\n")
            at = end
    return "\n".join(made)


def guide_walked(text: str, file: str, name: str, put: Put) -> str:
    """A guide with other words in it, paragraph by paragraph; code and comments stay as they are.

    Args:
        text: the guide. file: its catalogue. name: of the guide. put: as for a lesson.
    """
    module = f"{file}:{name}"

    def in_the_catalogue(one: Message) -> str:
        return put(replace(one, file=file))

    made: list[str] = []
    for at, part in enumerate(_LEFT_ALONE.split(text)):
        made.append(part if at % 2 else _prose(part, module, in_the_catalogue))
    return "".join(made)


def _stops(lines: list[str], at: int, blocks: dict[int, Block]) -> bool:
    return at in blocks or lines[at].startswith("+++") or _FENCE.match(lines[at]) is not None


def _head(text: str, module: str, put: Put) -> str:
    def value(path: Path, plain: Any) -> str | None:
        if path[0] not in _HEAD or not isinstance(plain, str) or not is_words(plain):
            return None
        return put(Message(module, f"{module}:{_dotted(path[:1])}", plain))

    return changed(text, value)


def _dotted(path: Path) -> str:
    return ".".join(map(str, path))


# --- Questions ------------------------------------------------------------------------------------


def _block(block: Block, lines: list[str], module: str, put: Put) -> list[str]:
    if block.kind != QUESTION:
        return []
    body = "\n".join(lines[block.line : block.last - 1])
    said = _named_misses(read_typed(body, 1).data)

    def value(path: Path, plain: Any) -> Any:
        key = f"{module}:{block.about}.{_dotted(said(path))}"
        if isinstance(plain, list):
            if path[-1] not in _KNOWN_BY and path[0] != "looks_for":
                return None
            if path[-1] in ("any", "all") or not any(map(is_words, plain)):
                return None
            new = put(Message(module, key, ", ".join(plain), _KNOWN_BY_NOTE))
            return [one.strip() for one in new.split(",")]
        words = path[0] in _WORDS or (path[0] == "misses" and path[-1] == "hint")
        return put(Message(module, key, plain)) if words and is_words(plain) else None

    return [lines[block.line - 1], *changed(body, value).split("\n"), lines[block.last - 1]]


def _named_misses(data: Any) -> Any:
    """A function that gives a path with the name of a wrong answer in place of its number."""
    misses = data.get("misses") if isinstance(data, dict) else None
    names = [one.get("name") for one in misses] if isinstance(misses, list) else []

    def said(path: Path) -> Path:
        if path[0] == "misses" and len(path) > 1 and isinstance(path[1], int):
            return ("misses", str(names[path[1]]), *path[2:])
        return path

    return said


# --- Code and prose -------------------------------------------------------------------------------


def _code(line: str, module: str, put: Put) -> str:
    """A line of code with the words of its titles changed."""

    def title(found: re.Match[str]) -> str:
        words = put(Message(module, f"{module}:titles", found[2]))
        return f'{found[1]}"{words}"'

    return _TITLE.sub(title, line)


def _prose(text: str, module: str, put: Put) -> str:
    """Paragraph by paragraph; in a quotation, as if it stood by itself."""
    parts = re.split(r"(\n[ \t]*\n+)", text)
    return "".join(one if not one.strip() else _chunk(one, module, put) for one in parts)


def _chunk(chunk: str, module: str, put: Put) -> str:
    """A paragraph, heading, list or table, with other words."""

    def words(some: str) -> str:
        if not is_words(some):
            return some
        lead, tail = some[: len(some) - len(some.lstrip())], some[len(some.rstrip()) :]
        return lead + put(Message(module, f"{module}:words", " ".join(some.split()))) + tail

    if all(line.startswith(">") for line in chunk.strip("\n").split("\n")):
        inner = "\n".join(line[1:].removeprefix(" ") for line in chunk.strip("\n").split("\n"))
        quoted = "\n".join(f"> {line}".rstrip() for line in _prose(inner, module, put).split("\n"))
        before = chunk[: len(chunk) - len(chunk.lstrip("\n"))]
        return before + quoted + chunk[len(chunk.rstrip("\n")) :]
    if all(line.lstrip().startswith("|") for line in chunk.strip().split("\n")):
        return "\n".join(
            line
            if _TABLE_LINE.match(line.strip())
            else "|".join(words(one) for one in line.split("|"))
            for line in chunk.split("\n")
        )
    return "\n".join(_piece(one, words) for one in _pieces(chunk))


def _pieces(chunk: str) -> Iterator[str]:
    """A chunk cut before each heading and each item of a list; other lines stay together."""
    piece: list[str] = []
    for line in chunk.split("\n"):
        if piece and (_ITEM.match(line) or _HEADING.match(line) or _HEADING.match(piece[-1])):
            yield "\n".join(piece)
            piece = []
        piece.append(line)
    yield "\n".join(piece)


def _piece(piece: str, words: Any) -> str:
    before = piece[: len(piece) - len(piece.lstrip("\n"))]
    rest = piece[len(before) :]
    found = _HEADING.match(rest) or _ITEM.match(rest)
    return before + (found[1] + words(found[2]) if found else words(rest))
