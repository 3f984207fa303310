"""A champion's own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from champions.questions.base.question import EVIDENCE, UNSCORED, Feedback, Level, Question
from champions.sentences import counted
from champions.sentences.told import later, retold, told

#: What is said to who does not know what to write.
HELP = (
    later("It is good that you say so. Nothing here is right or wrong."),
    (
        later(
            "Say it aloud to somebody first, as you would tell a neighbour. Then write one sentence of that. It may "
            "be rough: you can change it at any time, or leave this and come back."
        )
    ),
)


@dataclass(frozen=True, kw_only=True)
class Words(Question):
    """The champion's own words, in one or more boxes.

    Attributes:
        boxes: key to label, one text box each. The answer is key to text.
        reply: True when a person reads it and replies; False for a note that the champion keeps.
        rubric: levels 0 to 3 for the project evidence that a person scores. None: never scored.
        rows: height of each box in lines.
        beside: the question of this lesson that the words are about; who reads them sees it with its answer.
    """

    boxes: Mapping[str, str] = field(default_factory=lambda: {"words": later("Your words")})
    reply: bool = True
    rubric: tuple[Level, ...] = ()
    rows: int = 4
    beside: str = ""

    way = later("Write in your own words")

    @property
    def takes(self) -> float:  # type: ignore[override]
        """A minute and a half for each box, and three for one large box."""
        return 1.5 * max(2, len(self.boxes))

    @property
    def read_by_person(self) -> bool:
        return self.reply or bool(self.rubric)

    @property
    def most(self) -> float:
        """The most points a person can give; 0 when it is not scored."""
        return max((level.points for level in self.rubric), default=0)

    @property
    def scored_as(self) -> str:
        return EVIDENCE if self.rubric else UNSCORED

    @property
    def label(self) -> str:
        return told("Project evidence") if self.rubric else told("Your own words")

    def blank(self, answer: object) -> bool:
        texts = answer.values() if isinstance(answer, Mapping) else ()
        return not any(str(text or "").strip() for text in texts)

    def in_words(self, answer: object) -> tuple[str, ...]:
        return ()

    def boxes_of(self, answer: object) -> tuple[tuple[str, str], ...]:
        given = answer if isinstance(answer, dict) else {}
        texts = (
            (retold(label), str(given.get(key) or "").strip()) for key, label in self.boxes.items()
        )
        return tuple((label, text) for label, text in texts if text)

    def said_when_back(self, feedback: Feedback, given: float | None) -> tuple[str, ...]:
        """What the given level means, never what the other levels ask for."""
        if given is not None and self.rubric:
            level = next((one for one in self.rubric if one.points == given), None)
            return (level.anchor,) if level else ()
        if self.reply and not self.rubric and feedback.state != "not tried":
            return (told("This is never scored."),)
        return () if self.read_by_person else (told("This note is for you."),)

    def mark(self, answer: object, history: Sequence[str] = ()) -> Feedback:
        texts = answer if isinstance(answer, Mapping) else {}
        written = [key for key in self.boxes if str(texts.get(key) or "").strip()]
        if not written:
            return Feedback("not tried", 0, 0, told("Not written yet"))
        left = len(self.boxes) - len(written)
        if left:
            empty = counted(left, "1 box still empty.", "{n} boxes still empty.")
            return Feedback("started", 0, 0, told("Kept so far"), (empty,), "kept")
        said = (
            told("Your trainer reads it after you send your work. It is not read straight away.")
            if self.read_by_person
            else told("This note is for you.")
        )
        return Feedback("kept", 0, 0, told("Your words are kept"), (said,), "kept")

    offers_help = True

    def help(self, history: Sequence[str] = ()) -> Feedback:
        return Feedback("started", 0, 0, told("Here is some help"), tuple(map(told, HELP)))

    def as_text(self, answer: object) -> str:
        """The words as one text, box by box, for the person who reads them."""
        texts = answer if isinstance(answer, Mapping) else {}
        parts = [(label, str(texts.get(key) or "").strip()) for key, label in self.boxes.items()]
        if len(parts) == 1:
            return parts[0][1]
        return "\n\n".join(f"{label}: {text or told('(empty)')}" for label, text in parts)
