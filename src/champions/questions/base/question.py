"""What every kind of question has, and how an answer is marked. Pure: an answer in, feedback out.

A question knows what is right (computed from the data, never typed), then the wrong answers that
people really give, each with its own hint, then where to look, then a worked step.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, ClassVar

from champions.questions.base.fair import FAIR, points_for
from champions.questions.base.not_known import says_not_known
from champions.sentences.told import later, told

#: What the history keeps of an answer that says so, and of a quantity of another kind.
NOT_KNOWN, OTHER_KIND = "not-known", "other-kind"
#: What a form's button gives for it.
I_DO_NOT_KNOW = later("I do not know")

#: What is said to a wrong answer that nobody foresaw.
NOT_FORESEEN = later(
    "Good that you tried. This is not it yet. Read the question once more, and try again: each try "
    "brings more help."
)

#: After this many tries the feedback says where to look; after STEP_AFTER it shows a worked step.
LOOK_AFTER = 2
STEP_AFTER = 3

#: What a question counts towards.
CORE, STRETCH, EVIDENCE, UNSCORED = "core", "stretch", "evidence", "not scored"


@dataclass(frozen=True)
class Signs:
    """How a wrong answer is known, as data: each sign with what it looks for. All must be there.

    What the signs of a kind are called, and what they look for, its methods ``sign_…`` say. Three hold
    for every kind: ``any`` and ``all`` of several, and ``not``.
    """

    wanted: Mapping[str, Any]


@dataclass(frozen=True)
class Miss:
    """A wrong answer that people really give, and the hint that fits it.

    Attributes:
        answer: how it is known: its :class:`Signs`. In a scheme that is Python: the answer itself, a
            tuple of answers, or a function that says True for it.
        name: the misconception in a few words with hyphens, such as ``mean-not-median``.
        hint: one or two kind, specific sentences.
        points: what this answer still earns (0 unless part of it is right).
    """

    answer: Any
    name: str
    hint: str
    points: float = 0.0


@dataclass(frozen=True)
class Feedback:
    """What the champion is told about one answer.

    ``state`` is one of: not tried, started, not read, not yet, nearly, right, kept.
    ``outcome`` is what the history keeps: a miss's name, other, right or kept; empty when the
    answer was not a try (nothing typed yet, or something that could not be read).
    ``counted`` is what is said of an earlier attempt that counts more than the one at hand; else empty.
    """

    state: str
    points: float
    out_of: float
    heading: str
    messages: tuple[str, ...] = ()
    outcome: str = ""
    counted: str = ""


@dataclass(frozen=True)
class Level:
    """One level of a rubric: its points and the sentence that anchors it."""

    points: int
    anchor: str


class Unreadable(ValueError):
    """An answer of the wrong kind; the text is a kind sentence that says what would do."""


_NO_MISSES: tuple[Miss, ...] = ()
_NO_LEVELS: tuple[Level, ...] = ()
_NOT_KNOWN: Any = None


@dataclass(frozen=True, kw_only=True)
class Question:
    """What every question has. ``ask`` is the question's own words, in plain text.

    Whoever shows, prints or counts questions asks them what stands here, and never of which kind they
    are. What a kind shows, it keeps in a folder of its own: see :mod:`champions.questions.facets`.
    """

    id: str
    ask: str

    # Without a type, so that these are no fields: what holds for a kind that says nothing else.
    marked = False  # True: marked at once by ``mark``; False: kept, and perhaps read by a person
    stretch = False
    kept_back = False
    misses = _NO_MISSES
    rubric = _NO_LEVELS
    right = _NOT_KNOWN
    look = ""
    #: What is said to who checks a blank.
    how_to_begin = later("Give an answer first. Then press Check.")
    #: What a person does to answer it, in a few words: for the list of things to try.
    way = ""
    #: True where a person makes the answer: counts, computes, places or draws, or decides on data of their
    #: own. False: it is chosen from what stands there.
    produces = False
    #: True for the practical at the end of a route, which a certificate asks for by itself.
    practical = False
    #: The question of the same lesson that an answer is about; empty where it stands by itself.
    beside = ""
    #: True where it matters to it what its lesson shows, see :meth:`knowing`.
    knows_its_lesson = False
    #: The minutes that answering takes beside the reading, for somebody who does it for the first time. They
    #: are set by judgement, not measured: see :mod:`champions.authoring.minutes`.
    takes = 1.0
    #: The pool of its numbered variants, where its data differ from learner to learner.
    pool = ""
    #: Pools that answers of earlier versions of the question come from, where they are others.
    earlier_pools: ClassVar[tuple[str, ...]] = ()

    @property
    def from_code(self) -> str:
        """The variable that the champion's own line of code sets; empty for what is answered in a form."""
        return ""

    @property
    def read_by_person(self) -> bool:
        """True when a person reads the answer and replies."""
        return False

    @property
    def out_of(self) -> float:
        """The most points this question gives when it is marked at once."""
        return 0.0

    @property
    def most(self) -> float:
        """The most points it can give, at once or by a person."""
        return self.out_of

    @property
    def scored_as(self) -> str:
        """What its points count towards: CORE, STRETCH, EVIDENCE or UNSCORED."""
        return UNSCORED

    @property
    def label(self) -> str:
        """What a champion sees it called on the page that goes back."""
        return told("Step")

    # The answer, for people --------------------------------------------------------------------

    def blank(self, answer: object) -> bool:
        """True while nothing has been answered."""
        if isinstance(answer, str):
            return not answer.strip()
        return answer is None or (isinstance(answer, list | Mapping) and not answer)

    def in_words(self, answer: object) -> tuple[str, ...]:
        """The answer as lines of plain text; none for what is shown box by box."""
        return () if answer in (None, "") else (short(answer),)

    def boxes_of(self, answer: object) -> tuple[tuple[str, str], ...]:
        """For words of one's own: each box that is filled in, as its label and its text."""
        return ()

    def truth_of(self, answer: object) -> tuple[str, ...]:
        """What is true of the data that were answered, for who reads what was written about them."""
        return ()

    def points_without_hints(self, answer: object) -> float:
        """What was earned where no hints were given; no kind but a practical can be taken so."""
        return 0.0

    def as_text(self, answer: object) -> str:
        """The answer as one text, for the person who reads it."""
        return "\n".join(self.in_words(answer))

    # A list that the answer is held against, and that a person may go through as well ------------

    @property
    def checklist(self) -> Mapping[str, str]:
        """The points of the list, a key each; empty for kinds that have none."""
        return {}

    def found_in(self, answer: object) -> frozenset[str]:
        """The keys of the list's points that the course finds in an answer."""
        return frozenset()

    def shown_by_writer(self, answer: object) -> Mapping[str, str]:
        """The points that count since the writer showed the sentence that says them: key to sentence."""
        return {}

    def worth(self, found: Collection[str]) -> float:
        """The points that an answer earns in which these points of the list were found."""
        return 0.0

    def said_when_back(self, feedback: Feedback, given: float | None) -> tuple[str, ...]:
        """What the page that goes back says of an answer.

        Args:
            feedback: what the lesson said of it.
            given: the points that a person gave, or None.
        """
        return feedback.messages

    # Marking -----------------------------------------------------------------------------------

    #: True where somebody who is stuck is offered help.
    offers_help = False

    def help(self, history: Sequence[str] = ()) -> Feedback:
        """What is said to who presses "I do not know". ``history`` holds the outcomes of earlier tries."""
        raise NotImplementedError  # pragma: no cover - where help is offered, the kind has its own

    def right_answer(self) -> Any:
        """The right answer in plain form, where there is one; it is what the worked lesson fills in."""
        return None

    def by_rule(self, _part_marks: str) -> Question:
        """The same question with this rule of part marks, where it has any."""
        return self

    def knowing(self, shown: str) -> Question:
        """The same question, which knows what its lesson shows, where that matters to it."""
        return self

    def mark(self, answer: object, history: Sequence[str] = ()) -> Feedback:
        """Give feedback on a plain answer. ``history`` holds the outcomes of earlier tries."""
        raise NotImplementedError  # pragma: no cover - each kind has its own


@dataclass(frozen=True, kw_only=True)
class Marked(Question):
    """A question that is marked at once.

    Attributes:
        right: the right answer, or a function without arguments that computes it from the data.
        misses: the known wrong answers, most telling first.
        look: where to look, shown from the second try.
        step: a worked step, shown from the third try.
        praise: what to say when it is right, with the reason why it is.
        points: the points for a right answer.
        stretch: True for a question that goes beyond the core and earns extra credit.
        kept_back: True leaves the question's scheme out of the champions' copy.
        part_marks: the rule of part marks: see :mod:`champions.questions.base.fair`.
    """

    right: Any = field()  # field(): what every question has is no default here
    misses: tuple[Miss, ...] = ()
    look: str = field()
    step: str
    praise: str
    points: float = 1.0
    stretch: bool = False
    kept_back: bool = False
    part_marks: str = FAIR

    marked = True

    @property
    def out_of(self) -> float:
        return self.points

    @property
    def scored_as(self) -> str:
        return STRETCH if self.stretch else CORE

    @property
    def label(self) -> str:
        return told("Stretch step") if self.stretch else told("Step")

    # The things in which the kinds differ, beside ``blank`` -------------------------------------

    def read(self, answer: object) -> Any:
        """Turn the plain answer into the form in which it is compared; may raise Unreadable."""
        return answer

    def gives_up(self, answer: object) -> bool:
        """True for an answer that could not be read, and whose writer says that they do not know."""
        return says_not_known(answer)

    def unfinished(self, answer: Any) -> str:
        """A sentence when the answer is begun and not finished, else empty."""
        return ""

    def agrees(self, answer: Any, wanted: Any) -> bool:
        """True when the answer as read means the same as ``wanted``."""
        return bool(answer == wanted)

    def by_rule(self, part_marks: str) -> Question:
        return replace(self, part_marks=part_marks)

    # What they share ----------------------------------------------------------------------------

    def right_answer(self) -> Any:
        return _worked_out(self.right) if callable(self.right) else self.right

    def miss_for(self, answer: Any) -> Miss | None:
        """The first known wrong answer that this one is, if any."""
        return next((miss for miss in self.misses if self._is(miss, answer)), None)

    def _is(self, miss: Miss, answer: Any) -> bool:
        if isinstance(miss.answer, Signs):
            return self.shows(miss.answer.wanted, answer)
        if callable(miss.answer):
            return bool(miss.answer(answer))
        return self.fits(miss.answer, answer)

    def shows(self, signs: Mapping[str, Any], answer: Any) -> bool:
        """True when an answer as read shows all of these signs.

        Raises:
            AttributeError: when the kind knows no such sign.
        """
        return all(self._shows(name, wanted, answer) for name, wanted in signs.items())

    def _shows(self, name: str, wanted: Any, answer: Any) -> bool:
        if name == "any":
            return any(self.shows(one, answer) for one in wanted)
        if name == "all":
            return all(self.shows(one, answer) for one in wanted)
        if name == "not":
            return not self.shows(wanted, answer)
        return bool(getattr(self, f"sign_{name}")(wanted, answer))

    def fits(self, wrong: Any, answer: Any) -> bool:
        """True when a miss's answer, given as data, is what this answer shows."""
        return any(self._same(answer, one) for one in _alternatives(wrong))

    def _same(self, answer: Any, wanted: object) -> bool:
        return self.agrees(answer, self.read(wanted))

    def mark(self, answer: object, history: Sequence[str] = ()) -> Feedback:
        if self.blank(answer) and not says_not_known(answer):
            return self._feedback("not tried", 0, told("Not tried yet"))
        if self.kept_back and self.right is None:  # the champions' copy: the trainer's has it
            said = told("Your trainer marks this one when you send your work.")
            return self._feedback("kept", 0, told("Your answer is kept"), (said,), "kept")
        try:
            read = self.read(answer)
        except Unreadable as trouble:
            if self.gives_up(answer):
                return self.help(history)
            return self._feedback("not read", 0, told("Not read yet"), (str(trouble),))
        if waiting := self.unfinished(read):
            return self._unfinished(read, waiting)
        if self._same(read, self.right_answer()):
            praise = (self.praise, *self.said_beside(read))
            return self._feedback("right", self.points, told("Right"), praise, "right")
        return self._wrong(read, history)

    def _unfinished(self, read: Any, waiting: str) -> Feedback:
        """A blank never hides what was typed: the rest is marked, and the blank is named."""
        earned = self._part(read) if self.part_marks == FAIR else 0.0
        said = (waiting, *self.said_first(read)) if earned else (waiting,)
        return self._feedback("started", earned, told("Not finished yet"), said)

    def _part(self, read: Any) -> float:
        if self.part_marks != FAIR:
            return self.part_at_first(read)
        return points_for(self.share(read), self.points)

    @property
    def offers_help(self) -> bool:  # type: ignore[override]
        return bool(self.look) and not (self.kept_back and self.right is None)

    def help(self, history: Sequence[str] = ()) -> Feedback:
        """Who says that they do not know has tried, and gets the next help at once."""
        tries = 1 + sum(1 for outcome in history if outcome not in {"right", "kept"})
        said = [
            told("It is good that you say so. Here is some help."),
            told("Where to look: {where}", where=self.look),
        ]
        if tries >= LOOK_AFTER:
            said.append(told("One step, worked: {step}", step=self.step))
        return self._feedback("not yet", 0, told("Not yet"), tuple(said), NOT_KNOWN)

    def said_beside(self, read: Any) -> tuple[str, ...]:
        """What is said beside the praise of a right answer; mostly nothing."""
        return ()

    def other_outcome(self, read: Any) -> str:
        """What the history keeps of a wrong answer that was not foreseen."""
        return "other"

    def _wrong(self, read: Any, history: Sequence[str]) -> Feedback:
        miss = self.miss_for(read)
        earned = min(self.points, max(miss.points if miss else 0.0, self._part(read)))
        hints = [*self.said_first(read), self.hint_of(miss) if miss else self.general_hint(read)]
        tries = 1 + sum(1 for outcome in history if outcome not in {"right", "kept"})
        if tries >= LOOK_AFTER and self.more_help(read):
            hints.append(told("Where to look: {where}", where=self.look))
        if tries >= STEP_AFTER and self.more_help(read):
            hints.append(told("One step, worked: {step}", step=self.step))
        state, heading = ("nearly", told("Nearly")) if earned else ("not yet", told("Not yet"))
        return self._feedback(
            state, earned, heading, tuple(hints), miss.name if miss else self.other_outcome(read)
        )

    def share(self, read: Any) -> float:
        """How much of an answer is right beyond guessing, from 0 to 1; most kinds have no parts."""
        return 0.0

    def part_at_first(self, read: Any) -> float:
        """Points for an answer that is partly right, by the rule of the first version."""
        return 0.0

    def said_first(self, read: Any) -> tuple[str, ...]:
        """What is said before the hint, such as how many things are in place."""
        return ()

    def more_help(self, read: Any) -> bool:
        """True when where to look and the worked step are about what is wrong here."""
        return True

    def hint_of(self, miss: Miss) -> str:
        """The hint for a wrong answer that was foreseen: the lesson's own words, in its language."""
        return miss.hint

    def general_hint(self, read: Any) -> str:
        """What to say to a wrong answer that was not foreseen. Where to look comes at the next try."""
        return told(NOT_FORESEEN)

    def _feedback(
        self,
        state: str,
        points: float,
        heading: str,
        messages: tuple[str, ...] = (),
        outcome: str = "",
    ) -> Feedback:
        return Feedback(state, float(points), self.points, heading, messages, outcome)


@cache
def _worked_out(right: Callable[[], Any]) -> Any:
    """A right answer, worked out from the data once: a lesson looks at it after each step."""
    return right()


def _alternatives(answer: Any) -> tuple[Any, ...]:
    return answer if isinstance(answer, tuple) else (answer,)


def short(answer: object) -> str:
    """An answer as a text that is not too long.

    >>> short(2.50), short([1, 2])
    ('2.5', '[1, 2]')
    """
    text = f"{answer:g}" if isinstance(answer, float) and math.isfinite(answer) else str(answer)
    return text if len(text) <= 300 else f"{text[:300]} …"


def mixed(question_id: str, options: Mapping[str, str]) -> dict[str, str]:
    """Options in an order that gives nothing away, and that stays: an author writes the right one first.

    >>> list(mixed("why", {"a": "This", "b": "That", "c": "Both"})) == ["a", "b", "c"]
    False
    """

    def place(key: str) -> bytes:
        return hashlib.sha256(f"{question_id}/{key}".encode()).digest()

    return {key: options[key] for key in sorted(options, key=place)}
