"""Choose one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from champions.questions.base.question import Marked, Unreadable, mixed, short
from champions.questions.base.text import fold
from champions.sentences.told import later, told


@dataclass(frozen=True, kw_only=True)
class Choice(Marked):
    """Choose one. ``options`` maps a short key to the words shown. The answer is the key."""

    options: Mapping[str, str]

    way = later("Choose an answer")

    @property
    def shown(self) -> dict[str, str]:
        """The options in the order in which they are shown."""
        return mixed(self.id, self.options)

    def read(self, answer: object) -> Any:
        wanted = fold(answer)
        for key, words in self.options.items():
            if wanted in (fold(key), fold(words)):
                return key
        raise Unreadable(told("Choose one of the answers shown."))

    def sign_chosen(self, keys: Any, answer: str) -> bool:
        """The option that was chosen is this one, or one of these."""
        return answer in (keys if isinstance(keys, list | tuple) else (keys,))

    def in_words(self, answer: object) -> tuple[str, ...]:
        return (self.options.get(str(answer), short(answer)),)
