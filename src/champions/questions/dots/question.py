"""Draw a run chart by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from champions.questions.base.fair import above_guessing
from champions.questions.base.question import Marked, Signs, Unreadable
from champions.questions.number.reading import read_number
from champions.sentences import counted, in_a_row, unit_said
from champions.sentences.told import later, told


def listed_dots(above: int, below: int) -> str:
    """How many dots lie on each side of a line, as a hint.

    >>> listed_dots(1, 10)
    'Your dots are all in place. 1 dot is above your line, and 10 are below it. Move the line, and count again.'
    """
    return counted(
        above,
        "Your dots are all in place. 1 dot is above your line, and {below} are below it. Move the line, "
        "and count again.",
        "Your dots are all in place. {n} dots are above your line, and {below} are below it. Move the "
        "line, and count again.",
        below=below,
    )


@dataclass(frozen=True, kw_only=True)
class Dots(Marked):
    """Draw a run chart by hand: a height for each dot, then the height of the middle line.

    ``labels`` names each dot, ``top`` is the highest value on the scale. The answer is
    ``{"dots": [...], "line": number}``; ``right`` gives the same. Dots count when they are exact.
    """

    labels: tuple[str, ...]
    values: tuple[float, ...]
    top: float
    unit: str

    way = later("Draw a chart by hand")
    produces = True
    takes = 4.0

    def blank(self, answer: object) -> bool:
        if not isinstance(answer, Mapping):
            return True
        dots = answer.get("dots")
        placed = isinstance(dots, list) and any(dot is not None for dot in dots)
        return not placed and answer.get("line") is None

    def read(self, answer: object) -> Any:
        dots = answer.get("dots") if isinstance(answer, Mapping) else None
        line = answer.get("line") if isinstance(answer, Mapping) else None
        if not isinstance(dots, list) or len(dots) > len(self.labels):
            raise Unreadable(told("Place one dot for each week, then the middle line."))
        read = [None if dot is None else read_number(dot, (self.unit,)) for dot in dots]
        read += [None] * (len(self.labels) - len(read))
        return {"dots": read, "line": None if line is None else read_number(line, (self.unit,))}

    def unfinished(self, answer: Any) -> str:
        left = sum(1 for dot in answer["dots"] if dot is None)
        if left:
            placed = len(self.labels) - left
            return counted(
                placed, "1 dot placed, {left} to go.", "{n} dots placed, {left} to go.", left=left
            )
        return (
            told("All dots are placed. Move the middle line, then press Place it here.")
            if answer["line"] is None
            else ""
        )

    def in_words(self, answer: object) -> tuple[str, ...]:
        """The dots that were placed, said in words."""
        given = answer if isinstance(answer, dict) else {}
        dots = given.get("dots")
        listed = dots if isinstance(dots, list) else []
        placed = [
            f"{label}: {dot:g}"
            for label, dot in zip(self.labels, listed, strict=False)
            if isinstance(dot, int | float)
        ]
        line = given.get("line")
        said = (
            told("Dots placed ({unit}): {dots}.", unit=unit_said(self.unit), dots=in_a_row(placed))
            if placed
            else told("No dots placed yet.")
        )
        return (
            told("{said} Middle line at {line:g}.", said=said, line=line)
            if isinstance(line, int | float)
            else said,
        )

    def sign_line_near(self, wanted: Any, answer: Mapping[str, Any]) -> bool:
        """All dots are in place, and the line is less than so far from this height, and nearest to it.

        Nearest of all the heights that a line is put at for a reason, and of the right one.
        """
        height, within = wanted
        off = abs(answer["line"] - height)
        others = [abs(answer["line"] - one) for one in self._heights() if one != height]
        return not self._misplaced(answer) and off < within and all(off < one for one in others)

    def _heights(self) -> set[float]:
        """The heights that hints name for the line, and the right one."""
        named = {
            float(miss.answer.wanted["line_near"][0])
            for miss in self.misses
            if isinstance(miss.answer, Signs) and "line_near" in miss.answer.wanted
        }
        return named | {float(self.right_answer()["line"])}

    def sign_weeks_late(self, late: int, answer: Mapping[str, Any]) -> bool:
        """The dots have the right heights, so many places too far to the right."""
        dots, values = answer["dots"], list(self.values)
        return dots[late:] == values[: len(values) - late] and dots != values

    def right_answer(self) -> Any:
        return {"dots": list(self.values), "line": super().right_answer()}

    def agrees(self, answer: Any, wanted: Any) -> bool:
        return not self._misplaced(answer) and answer["line"] == wanted["line"]

    def _misplaced(self, read: Any) -> list[str]:
        return [
            label
            for label, dot, value in zip(self.labels, read["dots"], self.values, strict=True)
            if dot != value
        ]

    def share(self, read: Any) -> float:
        """The dots are worth half. The line counts as much as the dots that it goes through."""
        level = max(map(self.values.count, self.values)) / len(self.values)
        dots = above_guessing(1 - len(self._misplaced(read)) / len(self.values), level)
        return dots * (1.0 if read["line"] == self.right_answer()["line"] else 0.5)

    def part_at_first(self, read: Any) -> float:
        """The dots are worth half and the line is worth half."""
        wanted = self.right_answer()
        half = self.points / 2
        return half * (not self._misplaced(read)) + half * (read["line"] == wanted["line"])

    def more_help(self, read: Any) -> bool:
        return not self._misplaced(read)  # both are about the middle line

    def general_hint(self, read: Any) -> str:
        wrong = self._misplaced(read)
        if len(wrong) == 1:
            return told("Look again at the dot for {label}.", label=wrong[0])
        if wrong:
            return told("Look again at these dots: {labels}.", labels=in_a_row(wrong))
        above = sum(value > read["line"] for value in self.values)
        below = sum(value < read["line"] for value in self.values)
        return listed_dots(above, below)
