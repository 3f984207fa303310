"""A guess before a chart is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from champions.questions.base.question import Feedback, Question, short


@dataclass(frozen=True, kw_only=True)
class Guess(Question):
    """A prediction before a chart is shown. Kept, never marked. The answer is the option's key."""

    options: Mapping[str, str]
    after: str = "Thank you. Read on to see what happened."

    way = "Make a guess"

    @property
    def label(self) -> str:
        return "A guess"

    def in_words(self, answer: object) -> tuple[str, ...]:
        return (self.options.get(str(answer), short(answer)),)

    def said_when_back(self, feedback: Feedback, given: float | None) -> tuple[str, ...]:
        return ("A guess is never marked.",) if feedback.state == "kept" else feedback.messages

    def mark(self, answer: object, history: Sequence[str] = ()) -> Feedback:
        if not isinstance(answer, str) or answer not in self.options:
            return Feedback("not tried", 0, 0, "Not tried yet")
        return Feedback("kept", 0, 0, "Your guess is kept", (self.after,), "kept")
