"""The question that is asked of the made-up desk: how well a change is taken from one person to everybody.

What earns the points is method, never luck: whether a change was begun small, grew step by step, was
stopped or adapted where it did harm, and ended with a decision that the champion's own tests bear out. All
of it is judged by what these tests showed, not by what is true of the desk. "It does not help" is as good an
end as any.

An answer of the course's first desk (``cycles`` in place of ``tests``) is read and marked as it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from champions.activities.service.question import POOL as FIRST_POOL
from champions.activities.service.question import ServiceTrial, Trials
from champions.activities.service_ramp.model import (
    BY_THE_WEEK,
    CHANGES,
    FOR_EVERYBODY,
    HEAVY,
    MOST_TESTS,
    POOL,
    SHOWS,
    SIZES,
    WEEKS,
    WORDS,
    Lived,
    Result,
    Trial,
    by_chance,
    logged,
    named,
    run,
    state,
    what_was_true,
    why_no_more,
)
from champions.questions import Unreadable, variants
from champions.questions.attempts import stamp_for
from champions.questions.variants import Variant
from champions.sentences import counted, listed
from champions.sentences.told import later, told

ASKED_FOR = 3  # changes that are to be taken well to an end
FOR_AN_END = 40  # people who are enough to stop a change of which nothing is seen
FOR_EVERYBODYS_SAKE = 80  # people who are enough to keep a change for everybody
_RANK = {size: place for place, size in enumerate(SIZES)}
#: The most steps by which a test may be larger than the one before.
_STEP = 2

#: What can be wrong with the way of a change, in the order in which it is told.
SLIPS = (
    *("began-big", "went-on", "jumped", "misread", "adopted-dear"),
    *("adopted-early", "adopted-unproven", "abandoned-early", "abandoned-good"),
)


def slips(lived: Lived, change: str) -> list[str]:
    """What is wrong with the way in which a change was taken to its end; empty where it was taken well."""
    mine = lived.of(change)
    found = set(_growth(mine))
    last, result = mine[-1]
    if any(one.troubled and trial.decided in ("on", "adopt") for trial, one in mine):
        found.add("went-on")
    if last.shows not in result.true:
        found.add("misread")
    found.update(_ending(last, [one for _, one in mine if one.adapted == result.adapted]))
    return [slip for slip in SLIPS if slip in found]


def _growth(mine: list[tuple[Trial, Result]]) -> list[str]:
    """Whether the tests of a change began small, and grew step by step."""
    found: list[str] = []
    before, form, a_week = "", None, False
    for trial, result in mine:
        size = trial.size
        if result.adapted != form:
            form, a_week = result.adapted, False
            smallest_enough = "day" if form else "five"
            if _RANK[size] > _RANK[smallest_enough]:
                found.append("began-big")
        elif _RANK[size] - _RANK[before] > _STEP or (size == FOR_EVERYBODY and not a_week):
            found.append("jumped")
        a_week = a_week or size in BY_THE_WEEK
        before = size
    return found


def _ending(last: Trial, tests: list[Result]) -> list[str]:
    """Whether the last decision on a change is borne out by the tests of its last form."""
    people = sum(one.people for one in tests)
    missed = sum(one.missed for one in tests)
    expected = sum(one.people * one.base_missed / one.base_people for one in tests)
    fewer = missed < by_chance_of(people, expected)
    dear = any(one.minutes >= HEAVY for one in tests)
    if last.decided == "adopt":
        if dear:
            return ["adopted-dear"]
        if people < FOR_EVERYBODYS_SAKE:
            return ["adopted-early"]
        return [] if fewer else ["adopted-unproven"]
    if last.decided == "abandon" and not dear and not any(one.troubled for one in tests):
        if fewer:
            return ["abandoned-good"]
        return [] if people >= FOR_AN_END else ["abandoned-early"]
    return []


def by_chance_of(people: int, expected: float) -> int:
    """The fewest of some people who would miss by chance alone, when so many are expected to."""
    thousandths = int(1000 * expected / people + 0.5)
    return by_chance(people, thousandths, 1000)[0]


@dataclass(frozen=True, kw_only=True)
class RampTrial(ServiceTrial):
    """Take changes from a small test to an end in the made-up desk.

    The answer is that of an attempt, see :mod:`champions.questions.attempts`, with ``{"tests": [{"change",
    "size", "weeks", "predicted", "shows", "decided"}]}``. It is right when enough changes were taken well
    to an end. An answer of the first desk is one to :class:`ServiceTrial`, and so are the signs of its
    misses.
    """

    pool = POOL
    earlier_pools = (FIRST_POOL,)
    way = later("Test changes in a made-up service, from one person to everybody")

    right: Any = field(default_factory=lambda: model_answer)

    def blank(self, answer: object) -> bool:
        if of_first_desk(answer):
            return super().blank(answer)
        return not answer.get("tests") if isinstance(answer, Mapping) else super().blank(answer)

    def read(self, answer: object) -> Any:
        if of_first_desk(answer):
            return super().read(answer)
        try:
            return _read(answer)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Unreadable(WORDS["unreadable"]) from error

    def unfinished(self, answer: Any) -> str:
        if isinstance(answer, Trials):
            return super().unfinished(answer)
        if answer.open:
            return str(WORDS["open"])
        ended = len(answer.ended)
        if ended >= ASKED_FOR:
            return ""
        if why := why_no_more(answer):
            return f"{why} {WORDS['used_up']}"
        return counted(ended, *WORDS["ended"])

    def agrees(self, answer: Any, wanted: Any) -> bool:
        if isinstance(answer, Trials):
            return super().agrees(answer, wanted)
        return len(good_in(answer)) >= ASKED_FOR

    def sign_slip(self, wanted: str, answer: Any) -> bool:
        """A change that was brought to an end has this slip in its way."""
        return isinstance(answer, Lived) and any(
            wanted in slips(answer, change) for change in answer.ended
        )

    def sign_hasty(self, wanted: bool, answer: Any) -> bool:
        return isinstance(answer, Trials) and super().sign_hasty(wanted, answer)

    def sign_took(self, wanted: Mapping[str, Any], answer: Any) -> bool:
        return isinstance(answer, Trials) and super().sign_took(wanted, answer)

    def share(self, read: Any) -> float:
        """The first change earns nothing alone: one is ended well by doing the same with all."""
        if isinstance(read, Trials):
            return super().share(read)
        return max(0.0, (len(good_in(read)) - 1) / (ASKED_FOR - 1))

    def part_at_first(self, read: Any) -> float:
        return super().part_at_first(read) if isinstance(read, Trials) else 0.0

    def said_first(self, read: Any) -> tuple[str, ...]:
        if isinstance(read, Trials):
            return super().said_first(read)
        good = good_in(read)
        again = [_last_name(read, change) for change in read.ended if change not in good]
        said = counted(len(good), *WORDS["good"])
        return (said, WORDS["look_again"].format(changes=listed(again))) if again else (said,)

    def said_beside(self, read: Any) -> tuple[str, ...]:
        """What was true of the desk is told when nothing is to be found out any more."""
        if isinstance(read, Trials):
            return super().said_beside(read)
        return (WORDS["truth"], *what_was_true(read.origin))

    def general_hint(self, read: Any) -> str:
        if isinstance(read, Trials):
            return super().general_hint(read)
        return self.look

    def in_words(self, answer: object) -> tuple[str, ...]:
        """The tests, a line each."""
        if of_first_desk(answer) or self.blank(answer):
            return super().in_words(answer)
        try:
            lived = _read(answer)
        except (KeyError, TypeError, ValueError, AttributeError):
            return (told("These tests could not be read."),)
        lines = [
            told(
                "Test {number}: {change}.",
                number=number,
                change=named(trial.change, result.adapted),
            )
            + f" {logged(trial, result)}"
            for number, (trial, result) in enumerate(
                zip(lived.trials, lived.results, strict=True), 1
            )
        ]
        return (
            told("Desk number {number}.", number=lived.origin),
            *lines,
            *self.earlier_in_words(answer),
        )


def of_first_desk(answer: object) -> bool:
    """True for an answer of the first desk, in which each test was with everybody."""
    return isinstance(answer, Mapping) and ("cycles" in answer or "seed" in answer)


def good_in(lived: Lived) -> list[str]:
    """The changes that were taken well to an end."""
    return [change for change in lived.ended if not slips(lived, change)]


def _last_name(lived: Lived, change: str) -> str:
    return named(change, lived.of(change)[-1][1].adapted)


def _read(answer: Any) -> Lived:
    """Read an answer strictly; anything else than the form writes raises."""
    trials = tuple(
        Trial(
            *(str(raw["change"]), str(raw["size"]), int(raw["weeks"]), str(raw["predicted"])),
            *(str(raw["shows"]), str(raw["decided"])),
        )
        for raw in answer["tests"][:MOST_TESTS]
    )
    origin = variants.named_in(answer, POOL)
    if origin is None:
        raise ValueError("no desk is named")
    for number, trial in enumerate(trials, 1):
        _known(trials[: number - 1], trial, last=number == len(trials))
    return run(origin, trials)


def _known(before: Sequence[Trial], trial: Trial, *, last: bool) -> None:
    """Raise ValueError where the form would not have offered this test after these."""
    here = state(before)
    weeks = here.weeks if trial.size == FOR_EVERYBODY else [0]
    known = (
        trial.change in CHANGES
        and trial.size in here.sizes(trial.change)
        and trial.weeks in weeks
        and trial.predicted in WORDS["predicted"][trial.size]
        and (trial.shows in SHOWS or (not trial.shows and not trial.decided))
        and (trial.decided in here.decisions(trial) or (not trial.decided and last))
    )
    if not known:
        raise ValueError(trial)


# --- Right answers --------------------------------------------------------------------------------


def answer_for(origin: Variant, most: int = len(CHANGES)) -> dict[str, Any]:
    """A right answer: each change is begun with five people, and goes as far as its tests bear out.

    Args:
        origin: the desk. most: how many changes are tested.
    """
    trials: list[Trial] = []
    for change in list(CHANGES)[:most]:
        _take(origin, trials, change)
    return {**stamp_for(origin), "tests": [asdict(one) for one in trials]}


def _take(origin: Variant, trials: list[Trial], change: str) -> None:
    """Take one change to its end."""
    for size in ("five", "week", FOR_EVERYBODY):
        weeks = WEEKS[0] if size == FOR_EVERYBODY else 0
        guess = list(WORDS["predicted"][size])[1]
        made = Trial(change, size, weeks, guess)
        result = run(origin, [*trials, made]).results[-1]
        shows, decided = result.against_chance, "on"
        if result.troubled or result.minutes >= HEAVY:
            shows, decided = ("trouble" if result.troubled else "hours"), "abandon"
        elif size != "five":
            tests = [one for _, one in run(origin, [*trials, made]).of(change)]
            for end in ("adopt", "abandon"):
                if not _ending(Trial(change, size, weeks, guess, shows, end), tests):
                    decided = end
        if decided == "on" and size == FOR_EVERYBODY:
            decided = "abandon"
        trials.append(Trial(change, size, weeks, guess, shows, decided))
        if decided != "on":
            return


def model_answer() -> dict[str, Any]:
    """The answer of the worked lesson: a desk of its own, worked through once."""
    return answer_for(Variant(POOL, 1))
