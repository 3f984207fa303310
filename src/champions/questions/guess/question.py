"""A guess before a chart is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from champions.questions.base.question import Feedback, Question, short
from champions.sentences.told import later, retold, told


@dataclass(frozen=True, kw_only=True)
class Guess(Question):
    """A prediction before a chart is shown. Kept, never marked. The answer is the option's key."""

    options: Mapping[str, str]
    after: str = later("Thank you. Read on to see what happened.")

    way = later("Make a guess")
    takes = 0.5

    @property
    def label(self) -> str:
        return told("A guess")

    def in_words(self, answer: object) -> tuple[str, ...]:
        return (self.options.get(str(answer), short(answer)),)

    def said_when_back(self, feedback: Feedback, given: float | None) -> tuple[str, ...]:
        return (
            (told("A guess is never marked."),) if feedback.state == "kept" else feedback.messages
        )

    def mark(self, answer: object, history: Sequence[str] = ()) -> Feedback:
        if not isinstance(answer, str) or answer not in self.options:
            return Feedback("not tried", 0, 0, told("Not tried yet"))
        return Feedback("kept", 0, 0, told("Your guess is kept"), (retold(self.after),), "kept")
