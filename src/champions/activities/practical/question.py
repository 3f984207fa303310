"""The question: a file to mend, then what one's turn asks, of the chart that the mended file gives.

The answer is that of one's turn with ``{"mend": {row: what stands there now}}`` beside it. What stands there is a
number as it was typed, ``gap`` for a number that nobody knows, or ``out`` for a row that is left out. Rows that
are not named stand as they were. ``{"hints": "none"}`` stands in an attempt without hints: of that, nothing is told
until all of it is right, or another file is taken.

A slip in the file is not paid for twice. The numbers and the reading are marked on the mended file, and where
no more rows are amiss than it has slips, on the chart as the learner drew it too. The better of both counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any, cast

from champions.activities.practical.untidy import GAP, NO_NUMBER, OUT
from champions.activities.your_turn.question import Judged, YourTurn
from champions.questions import Unreadable, variants
from champions.questions.attempts import attempts_in
from champions.questions.base.question import Feedback
from champions.questions.base.text import fold
from champions.questions.number.reading import read_number
from champions.questions.variants import Variant
from champions.sentences import counted, listed
from champions.sentences.told import in_figures, later, told

#: Parts that say what the chart means and what comes next: the judgement.
_JUDGED = frozenset({"means", "then"})
#: Of the file so much has to be mended for more than this share of the points.
MENDED_AT_LEAST, NEAR = 0.6, 0.7
#: What was done with a row, as the misses of a lesson name it.
DONE = ("kept", "nought", "number", "gap", "out")
_NO_ROWS: Mapping[int, str] = {}
#: What stands in an attempt without hints.
NO_HINTS = "none"


@dataclass(frozen=True)
class Mended(Judged):
    """An answer as read: beside what one's turn has, the rows of the file as they stand now.

    Attributes:
        mend: what stands in each row that was changed: a number as text, ``gap`` or ``out``.
        puzzling: the rows in which something was typed that is no number.
        rule: the rule of the kind: what it makes of the numbers of a file.
        hints: ``none`` for an attempt without hints.
        by_own: whether it is marked on the chart as it was drawn; else on that of the mended file.
    """

    mend: Mapping[int, str] = field(default_factory=lambda: _NO_ROWS)
    puzzling: tuple[int, ...] = ()
    rule: Any = None
    by_own: bool = True
    hints: str = ""

    @cached_property
    def file(self) -> Mapping[str, Any]:
        """The file of the variant, as it was made."""
        if not isinstance(self.origin, Variant):
            raise Unreadable(told("This file could not be read. Press the button for another one."))
        return variants.data(self.origin)

    @cached_property
    def now(self) -> tuple[float | None, ...]:
        """The number of each row as it stands now; None where there is none."""
        return tuple(
            _number(self.mend.get(row, written))
            for row, (_, written, _) in enumerate(self.file["file"], 1)
        )

    @cached_property
    def left(self) -> tuple[int, ...]:
        """The rows that were left out."""
        return tuple(row for row, said in self.mend.items() if said == OUT)

    @cached_property
    def amiss(self) -> tuple[int, ...]:
        """The rows that do not stand as they should."""
        return tuple(row for row in range(1, len(self.file["file"]) + 1) if not self.is_right(row))

    def is_right(self, row: int) -> bool:
        """Whether a row stands as it should."""
        kind, wanted = self.file["slips"].get(str(row), ("", ""))
        done = self.mend.get(row)
        if not kind:
            return done is None or _number(done) == _number(self.file["file"][row - 1][1])
        if done is None or OUT in (done, wanted) or GAP in (done, wanted):
            return done == wanted
        return _number(done) == _number(wanted)

    @cached_property
    def held(self) -> Mapping[str, Any]:
        """The chart as the learner drew it, with what the rule of the kind makes of it."""
        file = self.file
        drawn = {**file, "values": list(self.now), "left": list(self.left)}
        if not self.amiss:
            return {**drawn, "values": file["mended"]}
        found = self.rule(self.now, self.left, file)
        if found is None:
            return drawn
        return {**drawn, **found, "truth": {**file["truth"], **found["truth"]}}

    @property
    def truth(self) -> Mapping[str, Any]:
        """What it is marked by: what is true of the chart as it was drawn, or of the mended file."""
        found: Mapping[str, Any] = (self.held if self._own else self.file)["truth"]
        return found

    @property
    def near(self) -> Mapping[str, Any]:
        """The numbers of known slips are known of the mended file alone."""
        found: Mapping[str, Any] = self.file["near"]
        return {} if self._own and self.amiss else found

    @property
    def _own(self) -> bool:
        return self.by_own and self.is_near

    @property
    def is_near(self) -> bool:
        """Whether the file is near enough to the mended one for its own chart to be marked."""
        return len(self.amiss) <= len(self.file["slips"])

    @property
    def as_it_should_be(self) -> Mapping[str, Any]:
        """The chart of the mended file."""
        file = self.file
        out = [int(row) for row, (_, wanted) in file["slips"].items() if wanted == OUT]
        return {**file, "values": file["mended"], "left": out}


def _number(said: str) -> float | None:
    """The number that stands in a row; None for one without, such as "?" or "gap"."""
    try:
        return float(said)
    except ValueError:
        return None


@dataclass(frozen=True, kw_only=True)
class Practical(YourTurn):
    """Mend a file, draw it, read it, and judge it by a named rule."""

    way = later("A practical on a file of your own")
    takes = 12.0  # a turn of one's own, with a file to mend before it
    #: A certificate asks for it by itself.
    practical = True

    def judged(
        self, values: Sequence[float | None], left: Sequence[int], file: Mapping[str, Any]
    ) -> dict[str, Any] | None:
        """What the rule of the kind makes of the numbers of a file; None where they are too few."""
        raise NotImplementedError  # pragma: no cover - each kind has its own

    def blank(self, answer: object) -> bool:
        mend = answer.get("mend") if isinstance(answer, Mapping) else None
        return super().blank(answer) and not (isinstance(mend, Mapping) and mend)

    def _read(self, answer: Any) -> Mended:
        judged = super()._read(answer)
        parts = {one.name: getattr(judged, one.name) for one in fields(Judged)}
        typed = answer.get("mend")
        mend, puzzling = self._mended(typed if isinstance(typed, Mapping) else {}, judged)
        read = Mended(**parts, mend=mend, puzzling=tuple(puzzling), rule=self.judged)
        read = replace(read, hints=NO_HINTS if without_hints(answer) else "")
        # The better of both counts, and hints are about the same.
        return min(_both(read), key=lambda one: len(super(Practical, self).wrong(one)))

    def _mended(self, typed: Mapping[Any, Any], judged: Judged) -> tuple[dict[int, str], list[int]]:
        """What stands in each row that was changed, and the rows that cannot be read."""
        mend: dict[int, str] = {}
        puzzling: list[int] = []
        rows = judged.held["file"]
        for key, said in list(typed.items())[: 2 * len(rows)]:
            row = variants.whole(key)
            if row is None or not 1 <= row <= len(rows):
                continue
            text = _typed(said)
            if not text or fold(text) == fold(rows[row - 1][1]):
                continue  # as it stood
            if text == OUT or fold(text) in NO_NUMBER:
                mend[row] = OUT if text == OUT else GAP
                continue
            try:
                mend[row] = repr(float(read_number(text, self.words["units"])))
            except Unreadable:
                puzzling.append(row)
        for key, (kind, _) in judged.held["slips"].items():
            lower = int(key)  # of two rows that are the same, either may be left out
            if kind == "twice" and lower not in mend and mend.get(lower - 1) == OUT:
                mend[lower] = mend.pop(lower - 1)
        return mend, puzzling

    def unfinished(self, answer: Judged) -> str:
        answer = cast("Mended", answer)
        if answer.puzzling:
            names = listed([answer.file["labels"][row - 1] for row in answer.puzzling])
            return told("Type a number here, or empty the box: {names}.", names=names)
        if not answer.mend:
            return told("Still open: the file. Look at each row, and mend what is not right.")
        return super().unfinished(answer)

    def mark_one(self, answer: object, history: Sequence[str] = ()) -> Feedback:
        found = super().mark_one(answer, history)
        if not without_hints(answer) or found.state not in ("nearly", "not yet", "started"):
            return found
        silent = str(self.words["hints"]["silent"])
        # The points count, and are not told: so there is no "out of".
        if found.state == "started":  # what is still open is named
            return replace(found, out_of=0.0, messages=(found.messages[0], silent))
        return Feedback("kept", found.points, 0.0, told("Kept"), (silent,), "kept")

    def mark_put_away(self, attempt: object) -> Feedback:
        return super().mark_one(attempt)

    def points_without_hints(self, answer: object) -> float:
        """The most that an attempt without hints earned."""
        tries = filter(without_hints, attempts_in(answer))
        return max((self.mark_put_away(one).points for one in tries), default=0.0)

    # What is right --------------------------------------------------------------------------------

    def wrong(self, read: Judged) -> list[str]:
        read = cast("Mended", read)
        return ["mend"] * bool(read.amiss) + super().wrong(read)

    def share(self, read: Judged) -> float:
        """Two fifths are for the file. The rest is for what was made of it.

        A practical says that somebody can mend and judge. So with most of the file unmended, or with a
        judgement that is not right, it comes near, and a certificate asks for more.
        """
        read = cast("Mended", read)
        rest = max(super(Practical, self).share(one) for one in _both(read))
        share = (2 * mended_share(read) + 3 * rest) / 5
        judged = any(_JUDGED.isdisjoint(super(Practical, self).wrong(one)) for one in _both(read))
        return share if judged and mended_share(read) > MENDED_AT_LEAST else min(share, NEAR)

    def right_before(self, origin: Variant) -> dict[str, Any]:
        slips = variants.data(origin)["slips"]
        return {"mend": {row: wanted for row, (_, wanted) in slips.items()}}

    def sign_mended(self, wanted: Mapping[str, Any], answer: Mended) -> bool:
        """A row with a slip of this kind was ``kept``, or one of these was done with it that is not right.

        ``sound`` stands for the rows without a slip.
        """
        return any(
            kind == slip and done in ([some] if isinstance(some, str) else some)
            for slip, some in wanted.items()
            for kind, done in _done_with(answer)
        )

    # What is said ----------------------------------------------------------------------------------

    def said_first(self, read: Judged) -> tuple[str, ...]:
        read = cast("Mended", read)
        many = len(self.asked) + 4
        parts = told(
            "{right} of {all} parts are right.", right=many - len(self.wrong(read)), all=many
        )
        if not read.amiss:
            return (parts,)
        right = len(read.file["slips"]) - sum(str(row) in read.file["slips"] for row in read.amiss)
        rows = counted(right, "In the file, 1 row is mended.", "In the file, {n} rows are mended.")
        more = counted(
            len(read.amiss), "1 row is not as it should be.", "{n} rows are not as they should be."
        )
        return (parts, f"{rows} {more}")

    def reading(self, read: Judged) -> tuple[str, ...]:
        read = cast("Mended", read)
        slips = [
            self.words["slips"][kind].format(row=read.file["labels"][int(row) - 1], value=wanted)
            for row, (kind, wanted) in read.file["slips"].items()
        ]
        said, truth = read.file["truth"]["said"], read.file["truth"]
        return (
            told("The file: {slips}.", slips=listed(slips)),
            str(self.words["reading"][truth["means"]]).format(**said),
            str(self.words["behind"][truth["behind"]]).format(**said),
        )

    def _in_words(self, read: Judged) -> Any:
        read = cast("Mended", read)
        lines = list(super()._in_words(read))
        silent = read.hints == NO_HINTS
        lines[0] = (
            told("File number {number}, without hints.", number=read.origin)
            if silent
            else told("File number {number}.", number=read.origin)
        )
        if read.mend:
            rows = [
                said_of(read.file["labels"][row - 1], done)
                for row, done in sorted(read.mend.items())
            ]
            lines.insert(1, told("In the file: {rows}.", rows="; ".join(rows)))
        yield from lines


def without_hints(answer: object) -> bool:
    """Whether an attempt was taken without hints."""
    return isinstance(answer, Mapping) and answer.get("hints") == NO_HINTS


def said_of(name: str, done: str) -> str:
    """What was done with a row, in words."""
    if done == OUT:
        return told("{name}: left out", name=name)
    return (
        told("{name}: no number", name=name)
        if done == GAP
        else f"{name}: {in_figures(float(done))}"
    )


def _typed(said: object) -> str:
    """What was typed in a row, as text; a number is written without a nought after the point."""
    if isinstance(said, bool) or not isinstance(said, str | int | float):
        return ""
    return str(int(said)) if isinstance(said, float) and said.is_integer() else str(said).strip()


def _both(read: Mended) -> tuple[Mended, Mended]:
    """An answer as it is marked on the chart that was drawn, and on the mended file."""
    return replace(read, by_own=True), replace(read, by_own=False)


def mended_share(read: Mended) -> float:
    """How much of the file is mended; a row that was right and is not any more takes one away."""
    slips = read.file["slips"]
    open_ = sum(str(row) in slips for row in read.amiss)
    spoilt = len(read.amiss) - open_
    return max(0.0, len(slips) - open_ - spoilt) / len(slips)


def _done_with(read: Mended) -> list[tuple[str, str]]:
    """Each row that is amiss: the kind of its slip, and what was done with it."""
    found = []
    for row in read.amiss:
        kind, _ = read.file["slips"].get(str(row), ("sound", ""))
        done = read.mend.get(row)
        if done is None:
            found.append((kind, "kept"))
        elif done in (OUT, GAP):
            found.append((kind, done))
        else:
            found.append((kind, "nought" if _number(done) == 0 else "number"))
    return found
