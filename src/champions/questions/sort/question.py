"""Sort things into groups."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from champions.questions.base.fair import FAIR, in_groups
from champions.questions.base.question import Marked, Unreadable
from champions.questions.base.text import fold
from champions.sentences import listed
from champions.sentences.told import later, told

#: When no more than these are left, they are named.
_NAMED = 3


@dataclass(frozen=True, kw_only=True)
class Sort(Marked):
    """Sort things into groups.

    ``items`` maps a key to its words, ``groups`` likewise; ``right`` maps each item to its group,
    and ``also`` maps an item to other groups that are as good.
    The answer is item to group. A miss's answer is the part that gives the misconception away.
    ``board`` shows the groups as boxes that fill while a person sorts. A kind with a picture of its own
    draws it in their place: see :meth:`drawn`.
    """

    items: Mapping[str, str]
    groups: Mapping[str, str]
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    board: bool | Callable[[Mapping[str, str]], str] = False
    #: True for a kind that draws a picture of its own.
    pictured = False

    way = later("Put things in groups")

    @property
    def takes(self) -> float:  # type: ignore[override]
        """20 seconds for each thing."""
        return len(self.items) / 3

    def drawn(self, placed: Mapping[str, str]) -> str:
        """What shows how things stand, as HTML, once some are placed: of kinds with a picture."""
        raise NotImplementedError

    @property
    def with_a_home(self) -> tuple[str, ...]:
        """The things that belong in a group."""
        return tuple(self.items)

    def blank(self, answer: object) -> bool:
        return super().blank(answer) or (isinstance(answer, Mapping) and not any(answer.values()))

    def read(self, answer: object) -> Any:
        if not isinstance(answer, Mapping):
            raise Unreadable(told("Choose a group for each line."))
        groups = {fold(key): key for key in self.groups}
        groups |= {fold(words): key for key, words in self.groups.items()}
        placed = {item: groups.get(fold(group)) for item, group in answer.items() if group}
        return {item: group for item, group in placed.items() if item in self.items and group}

    def unfinished(self, answer: Any) -> str:
        left = [words for item, words in self.items.items() if item not in answer]
        if not left:
            return ""
        said = told("{placed} placed, {left} to go.", placed=len(answer), left=len(left))
        if self.part_marks == FAIR and len(left) <= _NAMED:
            return told(
                "{said} Still to be placed: {things}.",
                said=said,
                things=listed([words.rstrip(".") for words in left]),
            )
        return said

    def in_words(self, answer: object) -> tuple[str, ...]:
        placed = answer if isinstance(answer, dict) else {}
        return tuple(
            f"{words}: {self.groups.get(str(placed.get(key)), told('not placed'))}"
            for key, words in self.items.items()
        )

    def fits(self, wrong: Any, answer: Any) -> bool:
        return all(answer.get(item) == group for item, group in wrong.items())

    def sign_placed(self, part: Mapping[str, str], answer: Mapping[str, str]) -> bool:
        """Each of these things is in this group."""
        return self.fits(part, answer)

    def sign_placed_one_of(self, part: Mapping[str, Any], answer: Mapping[str, str]) -> bool:
        """At least one of these things is in this group, or in one of these."""
        return any(
            answer.get(item) in (groups if isinstance(groups, list | tuple) else (groups,))
            for item, groups in part.items()
        )

    def sign_misplaced(self, part: Mapping[str, str], answer: Mapping[str, str]) -> bool:
        """At least one of these things is in another group than this."""
        return any(answer.get(item) != group for item, group in part.items())

    def sign_all_in(self, groups: Any, answer: Mapping[str, str]) -> bool:
        """Everything is in one group, and it is this one, or one of these."""
        found = set(answer.values())
        return len(found) == 1 and found <= set(
            groups if isinstance(groups, list | tuple) else [groups]
        )

    def agrees(self, answer: Any, wanted: Any) -> bool:
        return all(self.at_home(item, answer, wanted) for item in self.items)

    def at_home(self, item: str, read: Any, right: Any) -> bool:
        """True when an item is in its group, or in another that is as good."""
        return read.get(item) in (right.get(item), *self.also.get(item, ()))

    def _in_place(self, read: Any) -> int:
        right = self.right_answer()
        return sum(self.at_home(item, read, right) for item in self.items)

    def share(self, read: Any) -> float:
        right = self.right_answer()
        homes = {item: right.get(item) for item in self.with_a_home}
        placed = {item: group for item, group in read.items() if item in homes}
        return in_groups(
            homes, placed, lambda item, group: self.at_home(item, {item: group}, right)
        )

    def part_at_first(self, read: Any) -> float:
        """More than half in place earns that share, to one decimal."""
        share = self._in_place(read) / len(self.items)
        return math.floor(self.points * share * 10) / 10 if share > 0.5 else 0.0

    def said_first(self, read: Any) -> tuple[str, ...]:
        return (
            told(
                "{placed} of {all} are in the right group.",
                placed=self._in_place(read),
                all=len(self.items),
            ),
        )

    def general_hint(self, read: Any) -> str:
        return told(
            "Look at those of which you are least sure. Change one or two, and check again."
        )
