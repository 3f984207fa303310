"""Choose all that apply."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from champions.questions.base.fair import in_groups
from champions.questions.base.question import Marked, Unreadable, mixed, short
from champions.questions.base.text import fold
from champions.sentences.told import later, told


@dataclass(frozen=True, kw_only=True)
class Pick(Marked):
    """Choose all that apply. ``options`` maps a key to its words. The answer is a list of keys.

    A miss's answer is the frozenset of keys it was fooled by: it fits when all are chosen.
    """

    options: Mapping[str, str]

    way = later("Tick more than one")
    takes = 1.5

    @property
    def shown(self) -> dict[str, str]:
        """The options in the order in which they are shown."""
        return mixed(self.id, self.options)

    def read(self, answer: object) -> Any:
        if isinstance(answer, str):
            answer = [part for part in re.split(r"[,;\n]", answer) if part.strip()]
        if not isinstance(answer, list | tuple | set | frozenset):
            raise Unreadable(told("Choose one or more of the answers shown."))
        keys = {fold(key): key for key in self.options}
        keys |= {fold(words): key for key, words in self.options.items()}
        try:
            return frozenset(keys[fold(one)] for one in answer)
        except KeyError as unknown:
            raise Unreadable(told("Choose one or more of the answers shown.")) from unknown

    def fits(self, wrong: Any, answer: Any) -> bool:
        return bool(set(wrong) <= answer)

    def sign_ticked(self, keys: Any, answer: frozenset[str]) -> bool:
        """These are all ticked, whatever stands beside them."""
        return set(keys) <= answer

    def sign_ticked_one_of(self, keys: Any, answer: frozenset[str]) -> bool:
        """At least one of these is ticked."""
        return bool(set(keys) & answer)

    def sign_left_out(self, keys: Any, answer: frozenset[str]) -> bool:
        """At least one of these is not ticked."""
        return not set(keys) <= answer

    def sign_only(self, keys: Any, answer: frozenset[str]) -> bool:
        """These are ticked and no others."""
        return set(keys) == answer

    def share(self, read: Any) -> float:
        """Each box is in one of two groups: to be ticked, and to be left."""
        wanted = self.right_answer()
        homes = {key: "ticked" if key in wanted else "left" for key in self.options}
        return in_groups(homes, {key: "ticked" if key in read else "left" for key in self.options})

    def right_answer(self) -> Any:
        return sorted(super().right_answer())

    def in_words(self, answer: object) -> tuple[str, ...]:
        chosen = answer if isinstance(answer, list) else [answer]
        return tuple(self.options.get(str(one), short(one)) for one in chosen)

    def general_hint(self, read: Any) -> str:
        wanted = frozenset(self.right_answer())
        if read < wanted:
            return told("What you chose is right, and there is more to find.")
        if read > wanted:
            return told(
                "All that belong are ticked, and something that does not. Go through them once more."
            )
        if not read & wanted:
            return told(
                "What is ticked does not belong here. Read each line once more, and try others."
            )
        return told(
            "Some of these belong and some do not. Go through them one by one, and check again."
        )
