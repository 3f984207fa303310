"""Sorting what people said into themes, one comment after the other, with one that stops it all.

Two people may sort a comment in two ways, and both may be right. What is not a matter of taste is
a comment which says that somebody may be at risk: it is not data. Then the sorting stops.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from champions.questions import Sort
from champions.questions.pictures import BLUE, INK
from champions.sentences import counted, in_a_row
from champions.sentences.told import told

#: The group that a comment is put in to say: this is not for sorting.
STOP = "stop"


@dataclass(frozen=True, kw_only=True)
class Themes(Sort):
    """Sort comments into themes, in order, and stop at the one that must not be sorted.

    ``items`` are the comments in the order of reading. ``groups`` are the themes; one of them has
    the key ``stop``. ``right`` maps each comment before the disclosure to its theme; ``also`` holds
    the other themes that fit it as well.

    Attributes:
        disclosure: the comment at which to stop. What comes after it is not looked at.
    """

    disclosure: str

    @property
    def before(self) -> tuple[str, ...]:
        """The comments that are read before the disclosure."""
        order = list(self.items)
        return tuple(order[: order.index(self.disclosure)])

    @property
    def with_a_home(self) -> tuple[str, ...]:
        return self.before

    def read(self, answer: object) -> Any:
        """What was sorted up to the first stop; a stop ends it."""
        placed = super().read(answer)
        kept: dict[str, str] = {}
        for item in self.items:
            if item in placed:
                kept[item] = placed[item]
            if placed.get(item) == STOP:
                break
        return kept

    def stopped_at(self, answer: Mapping[str, str]) -> str:
        """The comment at which the sorting was stopped; empty when it was not."""
        return next((item for item, group in answer.items() if group == STOP), "")

    def unfinished(self, answer: Any) -> str:
        if answer.get(self.disclosure, STOP) != STOP:
            return (
                ""  # somebody may be at risk: this is told at once, and not after the last comment
            )
        stopped = self.stopped_at(answer)
        order = list(self.items)
        wanted = order[: order.index(stopped)] if stopped else order
        left = [item for item in wanted if item not in answer]
        return (
            told("{done} sorted, {left} to go.", done=len(answer), left=len(left)) if left else ""
        )

    def agrees(self, answer: Any, wanted: Any) -> bool:
        return answer.get(self.disclosure) == STOP and self._in_place(answer) == len(self.before)

    def right_answer(self) -> Any:
        wanted = super().right_answer()
        return {**{item: wanted[item] for item in self.before}, self.disclosure: STOP}

    def _in_place(self, read: Any) -> int:
        wanted = super().right_answer()
        return sum(self.at_home(item, read, wanted) for item in self.before)

    def sign_stopped_right(self, wanted: bool, answer: Mapping[str, str]) -> bool:
        """The sorting stopped at the comment that must not be sorted."""
        return (answer.get(self.disclosure) == STOP) == wanted

    def sign_sorted_disclosure(self, wanted: bool, answer: Mapping[str, str]) -> bool:
        """The comment that must not be sorted was put into a theme."""
        return (answer.get(self.disclosure, STOP) != STOP) == wanted

    def sign_stopped(self, wanted: bool, answer: Mapping[str, str]) -> bool:
        """The sorting stopped somewhere."""
        return (STOP in answer.values()) == wanted

    def sign_one_theme(self, wanted: bool, answer: Mapping[str, str]) -> bool:
        """All that was sorted is in one theme."""
        return (len({group for group in answer.values() if group != STOP}) == 1) == wanted

    def share(self, read: Any) -> float:
        """Half for the stop at the right place, and half for the comments before it."""
        stopped = read.get(self.disclosure) == STOP
        return 0.5 * stopped + 0.5 * super().share(read)

    def part_at_first(self, read: Any) -> float:
        """Half for the stop at the right place. Without it there is nothing to give."""
        if read.get(self.disclosure) != STOP:
            return 0.0
        share = self._in_place(read) / len(self.before)
        return round(self.points * (0.5 + (0.4 if share > 0.5 else 0.0)), 1)

    def said_first(self, read: Any) -> tuple[str, ...]:
        if read.get(self.disclosure) != STOP:
            return ()
        alike = counted(
            self._in_place(read),
            "On 1 of {all} comments your theme fits.",
            "On {n} of {all} comments your theme fits.",
            all=len(self.before),
        )
        return (told("You stopped at the right comment. That is what matters most."), alike)

    def said_beside(self, read: Any) -> tuple[str, ...]:
        """On how many comments another theme was chosen than by us, and fits as well."""
        wanted = super().right_answer()
        other = sum(read.get(item) != wanted[item] for item in self.before)
        if not other:
            return ()
        return (
            counted(
                other,
                "On 1 comment you chose another theme than we did. Both fit: two people may "
                "see it in two ways.",
                "On {n} comments you chose another theme than we did. Both fit: two people "
                "may see it in two ways.",
            ),
        )


def tally(question: Sort, placed: Mapping[str, str]) -> dict[str, int]:
    """How many comments each theme has so far, most first. A stop is not counted."""
    counts = {
        words: sum(group == key for group in placed.values())
        for key, words in question.groups.items()
        if key != STOP
    }
    return dict(sorted(counts.items(), key=lambda pair: -pair[1]))


def tally_html(question: Sort, placed: Mapping[str, str]) -> str:
    """The counts as bars, the longest first, with the same in words."""
    counts = tally(question, placed)
    each = in_a_row(f"{words} {many}" for words, many in counts.items())
    said = told("So far: {counts}.", counts=each)
    drawn = ""
    for at, (words, many) in enumerate(counts.items()):
        drawn += (
            f'<text x="4" y="{at * 44 + 16}" font-size="15" fill="{INK}">'
            f"{escape(words)} ({many})</text>"
            f'<rect x="4" y="{at * 44 + 22}" width="{max(2, many * 50)}" height="14" fill="{BLUE}"/>'
        )
    return (
        '<figure class="champions-bars">'
        f'<svg viewBox="0 0 440 {44 * len(counts)}" role="img" aria-label="{escape(said)}" '
        f'xmlns="http://www.w3.org/2000/svg">{drawn}</svg>'
        f"<figcaption>{escape(said)}</figcaption></figure>"
    )
