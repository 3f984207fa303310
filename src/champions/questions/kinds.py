"""The kinds of question, and how an answer is marked. Pure: an answer goes in, feedback comes out.

A question knows what is right (computed from the data, never typed), then the wrong answers that
people really give, each with its own hint, then where to look, then a worked step.
"""

from __future__ import annotations

import hashlib
import math
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

#: After this many tries the feedback says where to look; after STEP_AFTER it shows a worked step.
LOOK_AFTER = 2
STEP_AFTER = 3


@dataclass(frozen=True)
class Miss:
    """A wrong answer that people really give, and the hint that fits it.

    Attributes:
        answer: the answer itself, a tuple of answers, or a function that says True for it.
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
    """

    state: str
    points: float
    out_of: float
    heading: str
    messages: tuple[str, ...] = ()
    outcome: str = ""


class Unreadable(ValueError):
    """An answer of the wrong kind; the text is a kind sentence that says what would do."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """What every question has. ``ask`` is the question's own words, in plain text."""

    id: str
    ask: str

    marked = False  # True: marked at once by ``mark``; False: kept, and perhaps read by a person
    read_by_person = False
    #: The module whose ``form(question, answer, changed)`` shows a kind with a form of its own.
    room = ""

    def in_words(self, answer: object) -> tuple[str, ...]:
        """For a kind with a form of its own: the answer as lines of plain text."""
        return ()

    @property
    def out_of(self) -> float:
        """The most points this question gives when it is marked at once."""
        return 0.0

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
    """

    right: Any
    misses: tuple[Miss, ...] = ()
    look: str
    step: str
    praise: str
    points: float = 1.0
    stretch: bool = False
    kept_back: bool = False

    marked = True

    @property
    def out_of(self) -> float:
        return self.points

    # The four things in which the kinds differ -------------------------------------------------

    def blank(self, answer: object) -> bool:
        """True while nothing has been answered."""
        if isinstance(answer, str):
            return not answer.strip()
        return answer is None or (isinstance(answer, list | Mapping) and not answer)

    def read(self, answer: object) -> Any:
        """Turn the plain answer into the form in which it is compared; may raise Unreadable."""
        return answer

    def unfinished(self, answer: Any) -> str:
        """A sentence when the answer is begun and not finished, else empty."""
        return ""

    def agrees(self, answer: Any, wanted: Any) -> bool:
        """True when the answer as read means the same as ``wanted``."""
        return bool(answer == wanted)

    # What they share ----------------------------------------------------------------------------

    def right_answer(self) -> Any:
        """The right answer in plain form; it is what the worked lesson fills in."""
        return _worked_out(self.right) if callable(self.right) else self.right

    def miss_for(self, answer: Any) -> Miss | None:
        """The first known wrong answer that this one is, if any."""
        for miss in self.misses:
            if miss.answer(answer) if callable(miss.answer) else self.fits(miss.answer, answer):
                return miss
        return None

    def fits(self, wrong: Any, answer: Any) -> bool:
        """True when a miss's answer, given as data, is what this answer shows."""
        return any(self._same(answer, one) for one in _alternatives(wrong))

    def _same(self, answer: Any, wanted: object) -> bool:
        return self.agrees(answer, self.read(wanted))

    def mark(self, answer: object, history: Sequence[str] = ()) -> Feedback:
        if self.blank(answer):
            return self._feedback("not tried", 0, "Not tried yet")
        if self.kept_back and self.right is None:  # the champions' copy: the trainer's has it
            said = "Your trainer marks this one when you send your work."
            return self._feedback("kept", 0, "Your answer is kept", (said,), "kept")
        try:
            read = self.read(answer)
        except Unreadable as trouble:
            return self._feedback("not read", 0, "Not read yet", (str(trouble),))
        if waiting := self.unfinished(read):
            return self._feedback("started", 0, "Not finished yet", (waiting,))
        if self._same(read, self.right_answer()):
            return self._feedback("right", self.points, "Right", (self.praise,), "right")
        return self._wrong(read, history)

    def _wrong(self, read: Any, history: Sequence[str]) -> Feedback:
        miss = self.miss_for(read)
        earned = min(self.points, max(miss.points if miss else 0.0, self.part(read)))
        hints = [*self.said_first(read), miss.hint if miss else self.general_hint(read)]
        tries = 1 + sum(1 for outcome in history if outcome not in {"right", "kept"})
        said = hints[-1]
        if tries >= LOOK_AFTER and self.more_help(read) and self.look not in said:
            hints.append(f"Where to look: {self.look}")
        if tries >= STEP_AFTER and self.more_help(read):
            hints.append(f"One step, worked: {self.step}")
        state, heading = ("nearly", "Nearly") if earned else ("not yet", "Not yet")
        return self._feedback(state, earned, heading, tuple(hints), miss.name if miss else "other")

    def part(self, read: Any) -> float:
        """Points for an answer that is partly right; most kinds have no parts."""
        return 0.0

    def said_first(self, read: Any) -> tuple[str, ...]:
        """What is said before the hint, such as how many things are in place."""
        return ()

    def more_help(self, read: Any) -> bool:
        """True when where to look and the worked step are about what is wrong here."""
        return True

    def general_hint(self, read: Any) -> str:
        """What to say to a wrong answer that was not foreseen."""
        return f"That is not the answer we are looking for. {self.look}"

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


def fold(text: object) -> str:
    """Text without differences that do not matter: case, spaces, full stop, kinds of dash.

    >>> fold("  The  Median. ") == fold("the median")
    True
    """
    words = unicodedata.normalize("NFKC", str(text)).casefold()
    words = re.sub(r"[‐-―−]", "-", words)
    return re.sub(r"\s+", " ", words).strip().rstrip(" .")


def mixed(question_id: str, options: Mapping[str, str]) -> dict[str, str]:
    """Options in an order that gives nothing away, and that stays: an author writes the right one first.

    >>> list(mixed("why", {"a": "This", "b": "That", "c": "Both"})) == ["a", "b", "c"]
    False
    """

    def place(key: str) -> bytes:
        return hashlib.sha256(f"{question_id}/{key}".encode()).digest()

    return {key: options[key] for key in sorted(options, key=place)}


# --- Choose one ---------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Choice(Marked):
    """Choose one. ``options`` maps a short key to the words shown. The answer is the key."""

    options: Mapping[str, str]

    @property
    def shown(self) -> dict[str, str]:
        """The options in the order in which they are shown."""
        return mixed(self.id, self.options)

    def read(self, answer: object) -> Any:
        wanted = fold(answer)
        for key, words in self.options.items():
            if wanted in (fold(key), fold(words)):
                return key
        raise Unreadable("Choose one of the answers shown.")


@dataclass(frozen=True, kw_only=True)
class Pick(Marked):
    """Choose all that apply. ``options`` maps a key to its words. The answer is a list of keys.

    A miss's answer is the frozenset of keys it was fooled by: it fits when all are chosen.
    """

    options: Mapping[str, str]

    @property
    def shown(self) -> dict[str, str]:
        """The options in the order in which they are shown."""
        return mixed(self.id, self.options)

    def read(self, answer: object) -> Any:
        if isinstance(answer, str):
            answer = [part for part in re.split(r"[,;\n]", answer) if part.strip()]
        if not isinstance(answer, list | tuple | set | frozenset):
            raise Unreadable("Choose one or more of the answers shown.")
        keys = {fold(key): key for key in self.options}
        keys |= {fold(words): key for key, words in self.options.items()}
        try:
            return frozenset(keys[fold(one)] for one in answer)
        except KeyError as unknown:
            raise Unreadable("Choose one or more of the answers shown.") from unknown

    def fits(self, wrong: Any, answer: Any) -> bool:
        return bool(set(wrong) <= answer)

    def right_answer(self) -> Any:
        return sorted(super().right_answer())

    def general_hint(self, read: Any) -> str:
        wanted = frozenset(self.right_answer())
        if read < wanted:
            return "What you chose is right, and there is more to find."
        return f"Some of these belong and some do not. {self.look}"


# --- Type a number ------------------------------------------------------------------------------

_WORDS = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen", "twenty"),
]
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?")


def read_number(answer: object, units: Sequence[str] = ()) -> float:
    """Read a number as people type it.

    Units, commas, a leading "about" or "=", a list of one, and number words up to twenty do no
    harm. Percentages stay percentages: 12% is 12.

    Raises:
        Unreadable: with a sentence that says what would do.

    >>> read_number("about 1,250 days", ["days"]), read_number("Seven"), read_number([14.0])
    (1250.0, 7.0, 14.0)
    >>> read_number("12,5"), read_number("0,125"), read_number("there are 5 weeks!", ["weeks"])
    (12.5, 0.125, 5.0)
    """
    if isinstance(answer, list | tuple) and len(answer) == 1:
        return read_number(answer[0], units)
    if isinstance(answer, bool) or not isinstance(answer, int | float | str):
        raise Unreadable("Type one number, such as 12 or 12.5.")
    try:
        value = _number_in(fold(answer), units) if isinstance(answer, str) else float(answer)
    except OverflowError:
        value = math.inf
    if not math.isfinite(value):
        raise Unreadable("Type one number, such as 12 or 12.5.")
    return value


_LEAD_IN = re.compile(
    r"^(?:about|around|approximately|approx\.?|roughly|circa|it is|it's|there are|there is|"
    r"i count(?:ed)?|i get|i make it|=|~|≈)\s*"
)
_TAIL = re.compile(r"\s*(?:in total|altogether|in all|in a row)\s*$")


def _number_in(text: str, units: Sequence[str]) -> float:
    text = _TAIL.sub("", _LEAD_IN.sub("", text.rstrip("!. ")))
    for unit in sorted(map(fold, units), key=len, reverse=True):
        either = re.escape(unit.removesuffix("s")) + "s?"  # 1 week, 5 weeks
        text = re.sub(rf"(?<![a-z]){either}(?![a-z])", " ", text)
    text = _TAIL.sub("", text).strip(" %£").rstrip(" .")
    if text in _WORDS:
        return float(_WORDS.index(text))
    if re.fullmatch(r"[-+]?[1-9]\d{0,2}(?:[, ]\d{3})+(?:\.\d+)?", text):
        text = text.replace(",", "").replace(" ", "")
    text = text.replace(",", ".") if text.count(",") == 1 else text
    if not _NUMBER.fullmatch(text):
        raise Unreadable("Type one number, such as 12 or 12.5. Words beside it are not needed.")
    return float(text)


@dataclass(frozen=True, kw_only=True)
class Number(Marked):
    """Type one number. ``within`` is how far off still counts as right, in the answer's unit."""

    units: tuple[str, ...] = ()
    within: float = 0.0

    def read(self, answer: object) -> Any:
        return read_number(answer, self.units)

    def agrees(self, answer: Any, wanted: Any) -> bool:
        # A hair more than ``within``: 14.05 typed as decimal is not exactly 0.05 from 14.
        return bool(abs(answer - wanted) <= self.within + 1e-9 * max(1.0, abs(wanted)))

    def right_answer(self) -> Any:
        right = float(super().right_answer())
        return int(right) if right.is_integer() else right


@dataclass(frozen=True, kw_only=True)
class Value(Number):
    """A number that the champion's own line of code gives. ``name`` is the variable it sets."""

    name: str

    def read(self, answer: object) -> Any:
        try:
            return super().read(answer)
        except Unreadable as trouble:
            raise Unreadable(
                f"{self.name} should be one number. At the moment it is {_kind_of(answer)}."
            ) from trouble


@dataclass(frozen=True, kw_only=True)
class Share(Value):
    """A share that a line of code gives. From 1 to 100 it is taken as per cent: 54 is 0.54."""

    def read(self, answer: object) -> Any:
        value = super().read(answer)
        return value / 100 if 1 < value <= 100 else value


def _kind_of(answer: object) -> str:
    if isinstance(answer, list):
        return f"a list of {len(answer)} values"
    if isinstance(answer, Mapping):
        return "a table or a set of names and values"
    return f'"{str(answer)[:60]}"'


# --- Sort things into groups --------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Sort(Marked):
    """Sort things into groups.

    ``items`` maps a key to its words, ``groups`` likewise; ``right`` maps each item to its group,
    and ``also`` maps an item to other groups that are as good.
    The answer is item to group. A miss's answer is the part that gives the misconception away.
    ``board`` shows the groups as boxes that fill while a person sorts; a function of what is placed
    draws a picture of its own in their place, as HTML.
    """

    items: Mapping[str, str]
    groups: Mapping[str, str]
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    board: bool | Callable[[Mapping[str, str]], str] = False

    def blank(self, answer: object) -> bool:
        return super().blank(answer) or (isinstance(answer, Mapping) and not any(answer.values()))

    def read(self, answer: object) -> Any:
        if not isinstance(answer, Mapping):
            raise Unreadable("Choose a group for each line.")
        groups = {fold(key): key for key in self.groups}
        groups |= {fold(words): key for key, words in self.groups.items()}
        placed = {item: groups.get(fold(group)) for item, group in answer.items() if group}
        return {item: group for item, group in placed.items() if item in self.items and group}

    def unfinished(self, answer: Any) -> str:
        left = len(self.items) - len(answer)
        return f"{len(answer)} placed, {left} to go." if left else ""

    def fits(self, wrong: Any, answer: Any) -> bool:
        return all(answer.get(item) == group for item, group in wrong.items())

    def agrees(self, answer: Any, wanted: Any) -> bool:
        return all(self.at_home(item, answer, wanted) for item in self.items)

    def at_home(self, item: str, read: Any, right: Any) -> bool:
        """True when an item is in its group, or in another that is as good."""
        return read.get(item) in (right[item], *self.also.get(item, ()))

    def _in_place(self, read: Any) -> int:
        right = self.right_answer()
        return sum(self.at_home(item, read, right) for item in self.items)

    def part(self, read: Any) -> float:
        """More than half in place earns that share, to one decimal."""
        share = self._in_place(read) / len(self.items)
        return math.floor(self.points * share * 10) / 10 if share > 0.5 else 0.0

    def said_first(self, read: Any) -> tuple[str, ...]:
        return (f"{self._in_place(read)} of {len(self.items)} are in the right group.",)

    def general_hint(self, read: Any) -> str:
        return self.look


# --- Put things in order ------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Order(Marked):
    """Put things in order. ``items`` maps a key to its words, in the order first shown.

    ``right`` is the list of keys in order; ``also`` holds other orders that are as good. The answer
    is a list of keys. A miss's answer is a pair of keys: it fits when the first stands before the
    second; or a function.
    """

    items: Mapping[str, str]
    also: tuple[tuple[str, ...], ...] = ()

    def read(self, answer: object) -> Any:
        if not isinstance(answer, list | tuple):
            raise Unreadable("Put each line in its place.")
        keys = {fold(key): key for key in self.items}
        keys |= {fold(words): key for key, words in self.items.items()}
        order = [keys.get(fold(one)) for one in answer]
        if sorted(map(str, order)) != sorted(self.items):
            raise Unreadable("Put each line in its place, once.")
        return order

    def agrees(self, answer: Any, wanted: Any) -> bool:
        return answer == wanted or tuple(answer) in self.also

    def fits(self, wrong: Any, answer: Any) -> bool:
        first, second = wrong
        return bool(answer.index(first) < answer.index(second))

    def right_answer(self) -> Any:
        return list(super().right_answer())


# --- Place dots on a chart ----------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Dots(Marked):
    """Draw a run chart by hand: a height for each dot, then the height of the middle line.

    ``labels`` names each dot, ``top`` is the highest value on the scale. The answer is
    ``{"dots": [...], "line": number}``; ``right`` gives the same. Dots count when they are exact.
    """

    labels: tuple[str, ...]
    values: tuple[float, ...]
    top: float
    unit: str

    def blank(self, answer: object) -> bool:
        if not isinstance(answer, Mapping):
            return True
        dots = answer.get("dots")
        placed = isinstance(dots, list) and any(dot is not None for dot in dots)
        return not placed and answer.get("line") is None

    def read(self, answer: object) -> Any:
        dots = answer.get("dots") if isinstance(answer, Mapping) else None
        line = answer.get("line") if isinstance(answer, Mapping) else None
        if not isinstance(dots, list) or len(dots) > len(self.labels):
            raise Unreadable("Place one dot for each week, then the middle line.")
        read = [None if dot is None else read_number(dot, (self.unit,)) for dot in dots]
        read += [None] * (len(self.labels) - len(read))
        return {"dots": read, "line": None if line is None else read_number(line, (self.unit,))}

    def unfinished(self, answer: Any) -> str:
        left = sum(1 for dot in answer["dots"] if dot is None)
        if left:
            placed = len(self.labels) - left
            return f"{placed} {'dot' if placed == 1 else 'dots'} placed, {left} to go."
        return (
            "All dots are placed. Move the middle line, then press Place it here."
            if answer["line"] is None
            else ""
        )

    def right_answer(self) -> Any:
        return {"dots": list(self.values), "line": super().right_answer()}

    def agrees(self, answer: Any, wanted: Any) -> bool:
        return not self._misplaced(answer) and answer["line"] == wanted["line"]

    def _misplaced(self, read: Any) -> list[str]:
        return [
            label
            for label, dot, value in zip(self.labels, read["dots"], self.values, strict=True)
            if dot != value
        ]

    def part(self, read: Any) -> float:
        """The dots are worth half and the line is worth half."""
        wanted = self.right_answer()
        half = self.points / 2
        return half * (not self._misplaced(read)) + half * (read["line"] == wanted["line"])

    def more_help(self, read: Any) -> bool:
        return not self._misplaced(read)  # both are about the middle line

    def general_hint(self, read: Any) -> str:
        wrong = self._misplaced(read)
        if len(wrong) == 1:
            return f"Look again at the dot for {wrong[0]}."
        if wrong:
            return f"Look again at these dots: {', '.join(wrong)}."
        return f"Your dots are all in place. {self.look}"


# --- Kept, not marked at once -------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Guess(Question):
    """A prediction before a chart is shown. Kept, never marked. The answer is the option's key."""

    options: Mapping[str, str]
    after: str = "Thank you. Read on to see what happened."

    def mark(self, answer: object, history: Sequence[str] = ()) -> Feedback:
        if not isinstance(answer, str) or answer not in self.options:
            return Feedback("not tried", 0, 0, "Not tried yet")
        return Feedback("kept", 0, 0, "Your guess is kept", (self.after,), "kept")


@dataclass(frozen=True)
class Level:
    """One level of a rubric: its points and the sentence that anchors it."""

    points: int
    anchor: str


@dataclass(frozen=True, kw_only=True)
class Words(Question):
    """The champion's own words, in one or more boxes.

    Attributes:
        boxes: key to label, one text box each. The answer is key to text.
        reply: True when a person reads it and replies; False for a note that the champion keeps.
        rubric: levels 0 to 3 for the project evidence that a person scores. None: never scored.
        rows: height of each box in lines.
    """

    boxes: Mapping[str, str] = field(default_factory=lambda: {"words": "Your words"})
    reply: bool = True
    rubric: tuple[Level, ...] = ()
    rows: int = 4

    @property
    def read_by_person(self) -> bool:  # type: ignore[override]
        return self.reply or bool(self.rubric)

    @property
    def most(self) -> int:
        """The most points a person can give; 0 when it is not scored."""
        return max((level.points for level in self.rubric), default=0)

    def mark(self, answer: object, history: Sequence[str] = ()) -> Feedback:
        texts = answer if isinstance(answer, Mapping) else {}
        written = [key for key in self.boxes if str(texts.get(key) or "").strip()]
        if not written:
            return Feedback("not tried", 0, 0, "Not written yet")
        left = len(self.boxes) - len(written)
        if left:
            boxes = "1 box" if left == 1 else f"{left} boxes"
            return Feedback("started", 0, 0, "Kept so far", (f"{boxes} still empty.",), "kept")
        said = (
            "Your trainer reads it after you send your work. It is not read straight away."
            if self.read_by_person
            else "This note is for you."
        )
        return Feedback("kept", 0, 0, "Your words are kept", (said,), "kept")

    def as_text(self, answer: object) -> str:
        """The words as one text, box by box, for the person who reads them."""
        texts = answer if isinstance(answer, Mapping) else {}
        parts = [(label, str(texts.get(key) or "").strip()) for key, label in self.boxes.items()]
        if len(parts) == 1:
            return parts[0][1]
        return "\n\n".join(f"{label}: {text or '(empty)'}" for label, text in parts)
