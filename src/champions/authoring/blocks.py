"""The blocks of a lesson text: a question where it is asked, and what a sentence says of the data.

A block stands between two fences, as code does in Markdown::

    ```{question} middle-line
    kind: choice
    ask: Which line goes through the middle of a run chart?
    …
    ```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from champions.authoring.typed import Typed, read_typed

QUESTION, SAYS = "question", "says"
_FENCE = re.compile(
    r"^(?P<fence>`{3,}|~{3,})\s*\{(?P<kind>question|says)\}[ \t]*(?P<about>.*?)\s*$"
)
_NEARLY = re.compile(r"^\s*(?:`{3,}|~{3,})\s*\{?\s*(questions?|say)\s*\}?.*$", re.IGNORECASE)
_ANY_FENCE = re.compile(r"^(?P<fence>`{3,}|~{3,})(?P<after>.*)$")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class Block:
    """One block: what kind it is, what stands beside that word, and what was typed in it.

    ``line`` is that of its opening fence.
    """

    kind: str
    about: str
    line: int
    typed: Typed


@dataclass(frozen=True)
class Blocks:
    """The blocks of a lesson text.

    Attributes:
        found: each block.
        text: the text with a cell of code for each question, line for line where it stood.
        slips: what is wrong with their fences, and with what was typed between them; each with its line.
        whole: the text as it was typed, without what sentences say of the data.
    """

    found: tuple[Block, ...]
    text: str
    slips: tuple[tuple[int, str], ...]
    whole: str = ""

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
    at = 0
    while at < len(lines):
        opened = _FENCE.match(lines[at])
        if opened is None:
            if _NEARLY.match(lines[at]):
                slips.append((at + 1, "A question begins with ```{question} and its id."))
            at = _after_code(lines, at)
            continue
        end = _end(lines, at, opened["fence"])
        if end is None:
            slips.append(
                (at + 1, f"This block has no end. Close it with a line of {opened['fence']}")
            )
            break
        body = "\n".join(lines[at + 1 : end])
        block = Block(opened["kind"], opened["about"], at + 1, read_typed(body, at + 2))
        found.append(block)
        slips += _slips(block)
        lines[at : end + 1] = _as_cell(block, end + 1 - at)
        if block.kind == SAYS:
            whole[at : end + 1] = lines[at : end + 1]
        at = end + 1
    return Blocks(tuple(found), "\n".join(lines), tuple(slips), "\n".join(whole))


def _end(lines: list[str], at: int, fence: str) -> int | None:
    """The line of the closing fence; None when another fence opens before it, or the text ends."""
    for number in range(at + 1, len(lines)):
        if lines[number].strip() == fence:
            return number
        if _FENCE.match(lines[number]) or lines[number].startswith(f"{fence}{{"):
            return None
    return None


def _after_code(lines: list[str], at: int) -> int:
    """The line after a block of code that begins here, so that nothing in it is taken for a question."""
    opened = _ANY_FENCE.match(lines[at])
    if opened is None:
        return at + 1
    end = _end(lines, at, opened["fence"])
    return at + 1 if end is None else end + 1


def _slips(block: Block) -> Iterator[tuple[int, str]]:
    yield from block.typed.slips
    if block.kind == QUESTION and not _ID.fullmatch(block.about):
        said = (
            f'"{block.about}" cannot be the id of a question.' if block.about else "It has no id."
        )
        yield block.line, f"{said} Use small letters, digits and hyphens, such as middle-line."
    if block.kind == SAYS and not block.about:
        yield block.line, "Put the sentence of the lesson beside {says}."
    if not block.typed.slips and not isinstance(block.typed.data, dict):
        yield block.line, "Between the fences there should be lines such as: kind: choice"


def _as_cell(block: Block, high: int) -> list[str]:
    """As many lines as the block had: the cell that asks the question, and nothing for a sentence."""
    if block.kind == SAYS:
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
