"""Put things in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from champions.questions.base.fair import above_guessing
from champions.questions.base.question import Marked, Unreadable, short
from champions.questions.base.text import fold
from champions.sentences.told import later, told


@dataclass(frozen=True, kw_only=True)
class Order(Marked):
    """Put things in order. ``items`` maps a key to its words, in the order first shown.

    ``right`` is the list of keys in order; ``also`` holds other orders that are as good. The answer
    is a list of keys. A miss's answer is a pair of keys: it fits when the first stands before the
    second; or a function.
    """

    items: Mapping[str, str]
    also: tuple[tuple[str, ...], ...] = ()

    way = later("Put things in order")

    @property
    def takes(self) -> float:  # type: ignore[override]
        """20 seconds for each thing."""
        return len(self.items) / 3

    def read(self, answer: object) -> Any:
        if not isinstance(answer, list | tuple):
            raise Unreadable(told("Put each line in its place."))
        keys = {fold(key): key for key in self.items}
        keys |= {fold(words): key for key, words in self.items.items()}
        order = [keys.get(fold(one)) for one in answer]
        if sorted(map(str, order)) != sorted(self.items):
            raise Unreadable(told("Put each line in its place, once."))
        return order

    def in_words(self, answer: object) -> tuple[str, ...]:
        order = answer if isinstance(answer, list) else [answer]
        words = (self.items.get(str(key), short(key)) for key in order)
        return tuple(f"{at}. {one}" for at, one in enumerate(words, 1))

    def agrees(self, answer: Any, wanted: Any) -> bool:
        return answer == wanted or tuple(answer) in self.also

    def fits(self, wrong: Any, answer: Any) -> bool:
        first, second = wrong
        return bool(answer.index(first) < answer.index(second))

    def sign_before(self, keys: Any, answer: Sequence[str]) -> bool:
        """The first of these two stands before the second."""
        return self.fits(keys, answer)

    def sign_first(self, key: str, answer: Sequence[str]) -> bool:
        """What stands first is this."""
        return answer[0] == key

    def sign_order(self, keys: Any, answer: Sequence[str]) -> bool:
        """The whole order is this."""
        return list(answer) == list(keys)

    def share(self, read: Any) -> float:
        """Each two lines that stand the right way round."""
        shown = list(self.items)
        return max(
            above_guessing(_the_right_way(read, wanted), max(0.5, _the_right_way(shown, wanted)))
            for wanted in (self.right_answer(), *map(list, self.also))
        )

    def right_answer(self) -> Any:
        return list(super().right_answer())


def _the_right_way(order: Sequence[str], wanted: Sequence[str]) -> float:
    """The share of pairs of lines that stand the right way round."""
    pairs = list(combinations(wanted, 2))
    return sum(order.index(one) < order.index(other) for one, other in pairs) / len(pairs)
