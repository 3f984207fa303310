"""What each lesson asks people to do, as a table for trainers.

    python3 tests/doing.py --write      the page docs/trainers/doing.md

The head of a lesson says in which questions each outcome is shown (``shown_in``), which questions bring
back what from earlier lessons (``brings_back``), and which one is its own turn (``your_turn``).
tests/test_doing.py holds the page to what this makes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "src")]

from champions.authoring import minutes  # noqa: E402 - found by the line above
from champions.authoring.source import Source, front_matter, read_source  # noqa: E402
from champions.questions import CORE, Marked  # noqa: E402
from champions.questions.kinds import name_of  # noqa: E402
from champions.questions.scheme import Scheme, load_scheme  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "trainers" / "doing.md"

_HEAD = """# What people do in each lesson

This page is made from the lessons. It shows where each outcome is done, and how.

- **makes** means that people count, work out, place, draw, or decide on numbers of their own.
- **chooses** means that they choose, sort or put in order what stands there.
- **unseen** means that nobody has read it for them. It differs from learner to learner, or is asked with other numbers.
- **seen** means that it is about what all have just looked at.

Points are core points. Stretch steps and what a person scores are not in them.

**Minutes** are worked out: reading at 130 words a minute, and the minutes of each step. A choice has one,
a text four, a chart of one's own seven. They were set by judgement. Stretch steps are left out. So is what is
done away from the screen. Where a lesson says that it is good to stop, the minutes of both halves stand beside it.

"""


@dataclass(frozen=True)
class Lesson:
    """A lesson: its head, and its questions."""

    name: str
    head: dict[str, Any]
    scheme: Scheme

    @property
    def number(self) -> str:
        return self.name[:2]

    @cached_property
    def core(self) -> list[Marked]:
        """The questions that count for a certificate."""
        return [one for one in self.scheme.marked if one.scored_as == CORE]

    @cached_property
    def source(self) -> Source:
        return read_source(ROOT / "solutions" / self.name, ROOT)

    @cached_property
    def minutes(self) -> float:
        """The minutes that are measured; what the lesson says stands in its head."""
        return minutes.minutes(self.source, self.scheme)

    @cached_property
    def sittings(self) -> tuple[float, ...]:
        """The minutes before and after the place to stop."""
        return minutes.sittings(self.source, self.scheme)

    @property
    def points(self) -> float:
        return sum(one.points for one in self.core)

    @property
    def made(self) -> float:
        """The core points that are earned by producing."""
        return sum(one.points for one in self.core if one.produces)

    @property
    def back(self) -> dict[str, str]:
        """The questions that bring something back: id to the number of the lesson that it is from."""
        return dict(self.head.get("brings_back", {}))

    @property
    def shown(self) -> list[tuple[str, list[str]]]:
        """Each outcome with the ids of the questions in which it is shown."""
        return list(zip(self.head["outcomes"], self.head["shown_in"], strict=True))

    def is_unseen(self, question: Marked) -> bool:
        return bool(question.pool) or question.id in self.back


def lessons() -> list[Lesson]:
    """The lessons of the course in order."""
    found = []
    for path in sorted((ROOT / "solutions").glob("[0-9]*/lesson.md")):
        head = front_matter(path.read_text(encoding="utf-8"))
        found.append(Lesson(path.parent.name, head, load_scheme(path.parent)))
    return found


def page() -> str:
    """The whole page."""
    course = lessons()
    return _HEAD + "\n".join([*_in_short(course), *(line for one in course for line in _of(one))])


def _in_short(course: list[Lesson]) -> Iterator[str]:
    yield "## In short"
    yield ""
    heads = (
        "minutes",
        "measured",
        "in halves",
        "points by making",
        "points in all",
        "brings back",
        "own turn",
    )
    yield f"| lesson | {' | '.join(heads)} |"
    yield "|---|---|---|---|---|---|---|---|"
    for one in course:
        back = " and ".join(one.back.values()) or "–"
        turn = one.head.get("your_turn", "")
        halves = " and ".join(f"{part:.0f}" for part in one.sittings) if one.sittings[1:] else "–"
        yield (
            f"| [{one.number}]({one.name}.md) | {one.head['minutes']} | {one.minutes:.0f} | {halves} "
            f"| {one.made:g} | {one.points:g} | {back} | {f'`{turn}`' if turn else '–'} |"
        )
    made, points = sum(one.made for one in course), sum(one.points for one in course)
    said, measured = sum(one.head["minutes"] for one in course), sum(one.minutes for one in course)
    yield f"| all | {said} | {measured:.0f} | | {made:g} | {points:g} | | |"
    yield ""


def _of(lesson: Lesson) -> Iterator[str]:
    yield f"## {lesson.number}. {lesson.head['title']}"
    yield ""
    yield "| outcome | question | kind | how | data | points |"
    yield "|---|---|---|---|---|---|"
    for id_, number in lesson.back.items():
        yield _row(lesson, f"From lesson {number}", id_)
    for outcome, ids in lesson.shown:
        for at, id_ in enumerate(ids):
            yield _row(lesson, "" if at else outcome.rstrip("."), id_)
    yield ""


def _row(lesson: Lesson, outcome: str, id_: str) -> str:
    question = lesson.scheme[id_]
    assert isinstance(question, Marked)
    how = "makes" if question.produces else "chooses"
    data = "unseen" if lesson.is_unseen(question) else "seen"
    points = f"{question.points:g}"
    return f"| {outcome} | `{id_}` | `{name_of(question)}` | {how} | {data} | {points} |"


if __name__ == "__main__":
    made = page()
    if sys.argv[1:] == ["--write"]:
        PAGE.write_text(made, encoding="utf-8")
    else:
        print(made)
