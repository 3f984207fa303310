"""The blocks of a lesson text: a question where it is asked, and what a sentence says of the data.

A block stands between two fences, as code does in Markdown::

    ```{question} middle-line
    kind: choice
    ask: Which line goes through the middle of a run chart?
    …
    ```
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from champions.typed import Typed, read_typed

QUESTION, SAYS = "question", "says"
_FENCE = re.compile(
    r"^(?P<fence>`{3,}|~{3,})\s*\{(?P<kind>question|says)\}[ \t]*(?P<about>.*?)\s*$"
)
#: A fence, wherever it stands in its line, with a word that may be meant for one of ours.
_NEARLY = re.compile(
    r"^(?P<before>[\s>*+-]*)(?P<fence>`{2,}|~{2,})?\s*\{?\s*(?P<word>[A-Za-z]+)\s*(?P<about>.*)$"
)
#: How like one of our words it must be.
_LIKE = 0.75
#: A fence that opens something: a block, or a cell of code.
_OPENS = re.compile(r"^(?P<fence>`{3,}|~{3,})\s*\{")
_ANY_FENCE = re.compile(r"^(?P<fence>`{3,}|~{3,})(?P<after>.*)$")
#: What is said of a block with nothing that can be read in it.
_NO_LINES = {
    QUESTION: "Between the fences there should be lines such as: kind: choice",
    SAYS: "Between the fences there should be lines such as: fact: 5",
}
_NO_ID = (
    '"{id}" cannot be the id of a question. '
    "Use small letters, digits and hyphens, such as middle-line."
)
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class Block:
    """One block: what kind it is, what stands beside that word, and what was typed in it.

    Attributes:
        line, last: those of its opening and of its closing fence.
        asks: False when it can be no question of its own: it has no id, or that of an earlier one.
    """

    kind: str
    about: str
    line: int
    typed: Typed
    asks: bool = True
    last: int = 0


@dataclass(frozen=True)
class Blocks:
    """The blocks of a lesson text.

    Attributes:
        found: each block.
        text: the text with a cell of code for each question, line for line where it stood.
        slips: what is wrong with their fences, and with what was typed between them; each with its line.
        whole: the text as it was typed, without what sentences say of the data.
        lost: True when a block could not be read at all, so that its id is not known.
    """

    found: tuple[Block, ...]
    text: str
    slips: tuple[tuple[int, str], ...]
    whole: str = ""
    lost: bool = False

    @property
    def questions(self) -> tuple[Block, ...]:
        """The questions, in the order in which they are asked."""
        return tuple(one for one in self.found if one.kind == QUESTION)

    @property
    def says(self) -> tuple[Block, ...]:
        """What sentences say of the data."""
        return tuple(one for one in self.found if one.kind == SAYS)


#: Of a text that could not be read.
NO_BLOCKS = Blocks((), "", ())


def find_blocks(text: str) -> Blocks:
    """Find the blocks of a lesson text.

    In the text that comes back a question is the cell of code that asks it, and every line stands
    where it stood.
    """
    lines, whole = text.split("\n"), text.split("\n")
    found: list[Block] = []
    slips: list[tuple[int, str]] = []
    seen: dict[str, int] = {}
    at, lost = 0, False
    while at < len(lines):
        opened = _FENCE.match(lines[at])
        if opened is None and (said := _nearly(lines, at)):
            slips.append((at + 1, said))
            lost = True
            at = _blanked(lines, at, _end(lines, at, "```"))
            continue
        if opened is None:
            code = _ANY_FENCE.match(lines[at])
            end = _end(lines, at, code["fence"]) if code else at
            if code and end < len(lines) and not _closes(lines, end, code["fence"]):
                slips.append(
                    (at + 1, f"This code has no end. Close it with a line of {code['fence']}")
                )
                lost = True
                end = _blanked(lines, at, end - 1) - 1
            at = end + 1
            continue
        end = _end(lines, at, opened["fence"])
        if not _closes(lines, end, opened["fence"]):
            slips.append(
                (at + 1, f"This block has no end. Close it with a line of {opened['fence']}")
            )
            lost = True
            at = _blanked(lines, at, end - 1)
            continue
        body = "\n".join(lines[at + 1 : end])
        about = opened["about"]
        sound = opened["kind"] == SAYS or (bool(_ID.fullmatch(about)) and about not in seen)
        block = Block(opened["kind"], about, at + 1, read_typed(body, at + 2), sound, end + 1)
        found.append(block)
        slips += _slips(block, seen)
        if block.kind == QUESTION:
            seen.setdefault(about, block.line)
        lines[at : end + 1] = _as_cell(block, end + 1 - at)
        if block.kind == SAYS:
            whole[at : end + 1] = lines[at : end + 1]
        at = end + 1
    return Blocks(tuple(found), "\n".join(lines), tuple(slips), "\n".join(whole), lost)


def _end(lines: list[str], at: int, fence: str) -> int:
    """The line that closes a fence, or the first that cannot be in it: another fence, or the text's end."""
    for number in range(at + 1, len(lines)):
        line = lines[number]
        opens = _OPENS.match(line)
        if line.strip() == fence or (opens and opens["fence"].startswith(fence)):
            return number
    return len(lines)


def _closes(lines: list[str], end: int, fence: str) -> bool:
    return end < len(lines) and lines[end].strip() == fence


def _blanked(lines: list[str], first: int, last: int) -> int:
    """Take away lines that could not be read, so that what follows is read as if they were not there."""
    if last < len(lines) and _OPENS.match(lines[last]):
        last -= 1
    for number in range(first, min(last + 1, len(lines))):
        lines[number] = ""
    return max(first, last) + 1


def _nearly(lines: list[str], at: int) -> str:
    """What to say of a line that is meant to begin a block and does not; else nothing."""
    found = _NEARLY.match(lines[at])
    if found is None or not _meant(found, lines[at]):
        return ""
    kind = difflib.get_close_matches(found["word"].lower(), (QUESTION, SAYS), n=1, cutoff=_LIKE)[0]
    if found["before"] and _FENCE.match(lines[at][len(found["before"]) :]):
        return "A block stands at the left edge, in no list and no quotation. Move it there."
    if kind == QUESTION:
        return "This line begins no block. Write ```{question} and then the id of the question."
    return "This line begins no block. Write ```{says} and then the sentence of the lesson."


def _meant(found: re.Match[str], line: str) -> bool:
    """True for a fence or braces around a word that is like one of ours."""
    marked = found["fence"] or line[len(found["before"]) :].startswith("{")
    like = difflib.get_close_matches(found["word"].lower(), (QUESTION, SAYS), n=1, cutoff=_LIKE)
    return bool(marked and like)


def _slips(block: Block, seen: dict[str, int]) -> Iterator[tuple[int, str]]:
    """What is wrong with one block as a whole.

    Args:
        seen: the ids of the questions before it, with their lines.
    """
    yield from block.typed.slips
    if block.kind == QUESTION and not block.about:
        yield (
            block.line,
            "This question has no id. Write one beside {question}, such as middle-line.",
        )
    elif block.kind == QUESTION and not _ID.fullmatch(block.about):
        yield block.line, _NO_ID.format(id=block.about)
    elif block.kind == QUESTION and block.about in seen:
        yield (
            block.line,
            f'The id "{block.about}" stands on line {seen[block.about]} already. Give this one another.',
        )
    if block.kind == SAYS and not block.about:
        yield block.line, "Put the sentence of the lesson beside {says}."
    if not block.typed.slips and not isinstance(block.typed.data, dict):
        yield block.line, _NO_LINES[block.kind]


def _as_cell(block: Block, high: int) -> list[str]:
    """As many lines as the block had: the cell that asks the question, and nothing for a sentence."""
    if not block.asks or block.kind == SAYS:
        return [""] * high
    data = block.typed.data if isinstance(block.typed.data, dict) else {}
    test = [] if unmarked(data.get("kind")) else [f":exercise: test {block.about}"]
    cell = ["```{code-cell} python", *test, f'check("{block.about}")', "```"]
    return [*cell, *[""] * (high - len(cell))]


def unmarked(kind: object) -> bool:
    """True for a kind that is never marked at once."""
    from champions.questions.kinds import NoSuchKind, class_of

    try:
        return not class_of(str(kind)).marked
    except NoSuchKind:
        return False  # that the kind is not known is told elsewhere
