"""A made-up service that answers to small tests of change, and the question that is asked of it.

The model is honest: weeks differ by chance, one change works at once, one works after some weeks,
one does nothing, and one works but costs volunteers' time. Which is which differs between variants, so
every champion has a service of their own. Its number stands in the answer, so the marker can
run the same service again. In answers of the first version it is a seed.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

import numpy as np

from champions.questions import Unreadable, variants
from champions.questions.attempts import Varied, stamp_for
from champions.questions.base.fair import in_groups
from champions.questions.variants import Origin, Variant
from champions.sentences.told import InWords, later, told

POOL = "service"
BOOKED = 40  # people who have an appointment each week
BEFORE = 10  # weeks before the first change
BUDGET = 50  # weeks in which changes may be tested
WATCH = (1, 2, 4, 6, 8)  # weeks that one test may last
ENOUGH = 4  # dots below which nobody should decide
SETTLING = (
    3  # weeks that what is kept gets before a new test is compared with it: some changes need them
)
COMPARED = 3  # weeks below which nothing is compared with them

CHANGES = InWords(
    {
        "text": later("A text message the day before"),
        "call": later("A phone call after booking"),
        "map": later("A map and bus times with the letter"),
        "late": later("Appointments after 5 o'clock"),
    }
)
ADAPTED = InWords(
    {
        "text": later("A text message the day before, with no need to reply"),
        "call": later("A phone call after booking, for those who ask for one"),
        "map": later("A map and bus times, printed on the letter"),
        "late": later("Appointments after 5 o'clock, on Tuesdays only"),
    }
)
PREDICTIONS = InWords(
    {
        "0-4": later("0 to 4 people"),
        "5-8": later("5 to 8 people"),
        "9-12": later("9 to 12 people"),
        "13-16": later("13 to 16 people"),
        "17-": later("17 people or more"),
    }
)
DECISIONS = InWords(
    {
        "adopt": later("Adopt: keep it"),
        "adapt": later("Adapt: change it a little and test again"),
        "abandon": later("Abandon: stop it"),
    }
)
FOUND = InWords(
    {
        "soon": later("Fewer people miss, from the first week"),
        "slow": later("Fewer people miss, after some weeks"),
        "costly": later("Fewer people miss, and volunteers need more hours"),
        "nothing": later("No change to see"),
    }
)

_USUAL_ODDS = math.log(0.35 / 0.65)  # 14 of 40 miss their appointment in a usual week
_USUAL_HOURS, _HOURS_WOBBLE = 12.0, 1.0
_EFFECT = {"soon": -0.95, "slow": -1.05, "costly": -0.95, "nothing": 0.0}  # on the log odds
_DELAY = {"soon": 0, "slow": 3, "costly": 0, "nothing": 0}  # weeks until it works
_HOURS = 7.0  # hours a week that the costly change takes; 1.5 once it is adapted

#: What the file of a variant says beside its luck: volunteers' hours a week in tenths, usually and more
#: for the costly change, and the weeks until the slow one works.
MODEL = {"usual": 120, "costly": 70, "adapted": 15, "delay": 3}
#: The changes that make fewer people miss, in the order of their names in a file.
EFFECTIVE = ("costly", "slow", "soon")
YEARS = 3  # for which a variant has luck; after these it comes round again


@dataclass(frozen=True)
class Cycle:
    """One test: what was changed, what was predicted, how long, and what was decided ("" if open)."""

    change: str
    predicted: str
    weeks: int
    decided: str = ""


@dataclass(frozen=True)
class Week:
    """One week of the service. ``cycle`` is the number of the test, 0 before the first."""

    number: int
    missed: int
    hours: float
    cycle: int


@dataclass(frozen=True)
class Study:
    """What one test showed, in middle values: people who missed, and volunteers' hours a week."""

    number: int
    dots: int
    missed: float
    hours: float


#: The changes that run in a week: each with its first week, and whether it is adapted.
Running = Mapping[str, tuple[int, bool]]
_Weeks = Callable[[int, int, Running], Week]


def effects(origin: Origin) -> dict[str, str]:
    """What each change does in a service: change to a key of FOUND.

    >>> sorted(effects(Variant(POOL, 7)).values()) == sorted(FOUND)
    True
    """
    if isinstance(origin, Variant):
        return {change: str(variants.data(origin)["truth"][change]) for change in CHANGES}
    return _effects_of_seed(origin)


def _effects_of_seed(seed: int) -> dict[str, str]:
    chance = np.random.default_rng(seed)
    return dict(zip(CHANGES, chance.permutation(list(FOUND)).tolist(), strict=True))


def together(working: Iterable[str]) -> str:
    """What the changes that work in a week are called together, in a variant's file.

    >>> together({"soon", "costly"}), together(())
    ('costly+soon', 'none')
    """
    return "+".join(sorted(working)) or "none"


def share_missing(working: Iterable[str]) -> int:
    """Of a thousand people, how many miss when these changes work.

    >>> share_missing(()), share_missing(["soon"])
    (350, 172)
    """
    odds = _USUAL_ODDS + sum(_EFFECT[effect] for effect in working)
    return round(1000 / (1 + math.exp(-odds)))


def run(origin: Origin, year: int, cycles: Sequence[Cycle]) -> list[Week]:
    """Run the service through these tests.

    Chance belongs to the week, not to the plan: the same week has the same luck whatever is tested,
    so earlier dots stay where they are when a cycle is added.

    Args:
        origin: which service it is.
        year: 0 at first; starting again gives the same service with other luck.
        cycles: the tests in order, one after the other.
    """
    week = _of_variant(origin, year) if isinstance(origin, Variant) else _of_seed(origin, year)
    return [week(at, number, on) for at, (number, on) in enumerate(_what_runs(cycles))]


def _what_runs(cycles: Sequence[Cycle]) -> Iterator[tuple[int, Running]]:
    """For each week the number of its test, and the changes that run in it."""
    for _ in range(BEFORE):
        yield 0, {}
    running: dict[str, tuple[int, bool]] = {}  # change to its first week and whether it is adapted
    adapted: set[str] = set()
    begins = BEFORE
    for number, cycle in enumerate(cycles, 1):
        if cycle.change not in running or cycle.change in adapted:
            running[cycle.change] = (begins, cycle.change in adapted)
        for _ in range(cycle.weeks):
            yield number, dict(running)
        begins += cycle.weeks
        if cycle.decided in {"adapt", "abandon"}:
            del running[cycle.change]
        if cycle.decided == "adapt":
            adapted.add(cycle.change)


def kept_then(weeks: Sequence[Week], cycles: Sequence[Cycle]) -> Study | None:
    """What the last test is compared with: the weeks in which just what is kept ran, and had time to work.

    The first weeks after each start are left out, of every change alike: so the slow start of one that
    was kept is not taken for the doing of the next, and nothing is said of which one is slow.

    Returns:
        The middle values of these weeks; None where nothing is kept. ``dots`` may be too few, even 0.
    """
    ran = list(_what_runs(cycles))
    kept = {change: since for change, since in ran[-1][1].items() if change != cycles[-1].change}
    if not kept:
        return None
    mine = [
        weeks[at]
        for at, (number, running) in enumerate(ran)
        if number < len(cycles)
        and running == kept
        and all(at - since >= SETTLING for since, _ in running.values())
    ]
    return _middles(0, mine)


def _of_variant(variant: Variant, year: int) -> _Weeks:
    """The weeks of a variant. All is in whole numbers, so every machine has the same."""
    held, does = variants.data(variant), effects(variant)
    hours_of, wobbles = held["hours"], held["wobbles"][year % YEARS]

    def week(at: int, cycle: int, running: Running) -> Week:
        working, tenths = set(), hours_of["usual"] + wobbles[at]
        for change, (since, is_adapted) in running.items():
            effect = does[change]
            if effect == "costly":
                tenths += hours_of["adapted" if is_adapted else "costly"]
            if effect in EFFECTIVE and at - since >= (hours_of["delay"] if effect == "slow" else 0):
                working.add(effect)
        missed = held["missed"][together(working)][year % YEARS][at]
        return Week(at + 1, missed, max(1, (tenths + 5) // 10), cycle)

    return week


def _of_seed(seed: int, year: int) -> _Weeks:
    """The weeks of an answer of the first version."""
    draws, wobbles = _luck(seed, year)
    does = effects(seed)

    def week(at: int, cycle: int, running: Running) -> Week:
        return _week(at, cycle, running, does, draws, wobbles)

    return week


@functools.cache
def _luck(seed: int, year: int) -> tuple[Any, Any]:
    chance = np.random.default_rng([seed, year, 1])
    weeks = BEFORE + BUDGET
    return chance.random((weeks, BOOKED)), chance.normal(size=weeks)


def _week(
    at: int,
    cycle: int,
    running: Running,
    does: Mapping[str, str],
    draws: Any,
    wobbles: Any,
) -> Week:
    odds, hours = _USUAL_ODDS, _USUAL_HOURS
    for change, (since, is_adapted) in running.items():
        effect = does[change]
        if at - since >= _DELAY[effect]:
            odds += _EFFECT[effect]
        if effect == "costly":
            hours += 1.5 if is_adapted else _HOURS
    share = 1 / (1 + math.exp(-odds))
    missed = int((draws[at] < share).sum())
    return Week(at + 1, missed, max(1.0, round(hours + _HOURS_WOBBLE * wobbles[at])), cycle)


def study(weeks: Iterable[Week], number: int) -> Study:
    """The middle values of one test (or of the weeks before, for number 0)."""
    return _middles(number, [week for week in weeks if week.cycle == number])


def _middles(number: int, mine: Sequence[Week]) -> Study:
    if not mine:
        return Study(number, 0, 0.0, 0.0)
    return Study(number, len(mine), median(w.missed for w in mine), median(w.hours for w in mine))


def as_predicted(predicted: str, missed: float) -> bool:
    """True when the middle number of people who missed is in the range that was predicted.

    >>> as_predicted("5-8", 8), as_predicted("5-8", 8.5), as_predicted("17-", 20)
    (True, False, True)
    """
    low, _, high = predicted.partition("-")
    return int(low) <= missed <= (int(high) if high else BOOKED)


def adapted_before(cycles: Iterable[Cycle]) -> set[str]:
    """The changes that were adapted and would now be tested in their new form."""
    return {cycle.change for cycle in cycles if cycle.decided == "adapt"}


def weeks_left(cycles: Iterable[Cycle]) -> int:
    """How many weeks of testing are left."""
    return BUDGET - sum(cycle.weeks for cycle in cycles)


def longest_watch(cycles: Iterable[Cycle]) -> dict[str, int]:
    """The most dots that each change was watched for in one test."""
    longest: dict[str, int] = {}
    for cycle in cycles:
        longest[cycle.change] = max(cycle.weeks, longest.get(cycle.change, 0))
    return longest


# --- The question -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Trials:
    """An answer as read: the service, the tests, and what the champion found."""

    origin: Origin
    year: int
    cycles: tuple[Cycle, ...]
    found: Mapping[str, str] = field(default_factory=dict)

    @property
    def wrong(self) -> list[str]:
        """The changes whose effect was not found."""
        does = effects(self.origin)
        return [change for change in CHANGES if self.found.get(change) != does[change]]

    @property
    def hasty(self) -> list[str]:
        """The changes that were judged on too few dots."""
        longest = longest_watch(self.cycles)
        return [change for change in CHANGES if longest.get(change, 0) < ENOUGH]

    def took(self, effect: str, *for_: str) -> bool:
        """True when the change that has this effect was taken for one of these."""
        does = effects(self.origin)
        return any(does[c] == effect and self.found.get(c) in for_ for c in CHANGES)


@dataclass(frozen=True, kw_only=True)
class ServiceTrial(Varied):
    """Test changes in the made-up service, then say what each of them does.

    The answer is that of an attempt, see :mod:`champions.questions.attempts`, with ``{"year": …,
    "cycles": [{"change", "predicted", "weeks", "decided"}], "found": {change: effect}}``. It is right
    when every effect is found, each on enough dots. A miss's answer is a function of :class:`Trials`.
    """

    pool = POOL

    right: Any = field(default_factory=lambda: model_answer)

    def blank(self, answer: object) -> bool:
        return not answer.get("cycles") if isinstance(answer, Mapping) else super().blank(answer)

    def read(self, answer: object) -> Trials:
        try:
            return _read(answer)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Unreadable(
                told("These tests could not be read. Press Start the year again.")
            ) from error

    def unfinished(self, answer: Trials) -> str:
        tested = len({cycle.change for cycle in answer.cycles})
        if not answer.cycles[-1].decided:
            return told("Look at the new dots. Then decide: adopt, adapt or abandon.")
        if tested < len(CHANGES):
            if weeks_left(answer.cycles) < 1:
                return told(
                    "Your weeks are used up. Press Start the year again. What you found stays."
                )
            return told(
                "{tested} of {all} changes tested. Plan your next cycle.",
                tested=tested,
                all=len(CHANGES),
            )
        if len(answer.found) < len(CHANGES):
            return told("All four changes are tested. Now say what each one did.")
        return ""

    def agrees(self, answer: Trials, wanted: Any) -> bool:
        return not answer.wrong and not answer.hasty

    def sign_hasty(self, wanted: bool, answer: Trials) -> bool:
        """Something was found of a change on too few dots."""
        return bool(answer.hasty) == wanted

    def sign_took(self, wanted: Mapping[str, Any], answer: Trials) -> bool:
        """The change with this effect was taken for one of these, for at least one effect named."""
        return any(
            answer.took(effect, *([taken] if isinstance(taken, str) else taken))
            for effect, taken in wanted.items()
        )

    def share(self, read: Trials) -> float:
        """What was found on too few dots is a guess, and earns nothing."""
        judged = {c: f for c, f in read.found.items() if c not in read.hasty}
        return in_groups(effects(read.origin), judged)

    def part_at_first(self, read: Trials) -> float:
        """Each effect that was found earns its share, once more than half are found."""
        right = len(CHANGES) - len(read.wrong)
        if right <= len(CHANGES) / 2:
            return 0.0
        share = min(right, len(CHANGES) - 1) / len(CHANGES)  # hasty: never all of it
        return math.floor(self.points * share * 10) / 10

    def said_first(self, read: Trials) -> tuple[str, ...]:
        right = len(CHANGES) - len(read.wrong)
        return (
            told(
                "You found what {right} of the {all} changes do.",
                right=right,
                all=len(CHANGES),
            ),
        )

    def general_hint(self, read: Trials) -> str:
        return told(
            "Look once more at the dots of each change, on both charts, and change what you found."
        )

    def in_words(self, answer: object) -> tuple[str, ...]:
        """The tests and what was found, a line each."""
        if self.blank(answer):
            return (told("No test yet."),)
        try:
            trials = _read(answer)
        except (KeyError, TypeError, ValueError, AttributeError):
            return (told("These tests could not be read."),)
        lines = [
            told(
                "Cycle {number}: {change}. Predicted: {predicted}. {weeks} weeks. {decided}.",
                number=number,
                change=CHANGES[c.change],
                predicted=PREDICTIONS[c.predicted],
                weeks=c.weeks,
                decided=DECISIONS.get(c.decided) or told("Not decided yet"),
            )
            for number, c in enumerate(trials.cycles, 1)
        ]
        found = trials.found
        return (
            told("Desk number {number}, year {year}.", number=trials.origin, year=trials.year + 1),
            *lines,
            *(f"{words}: {FOUND[found[c]]}." for c, words in CHANGES.items() if c in found),
            *self.earlier_in_words(answer),
        )


def _read(answer: Any) -> Trials:
    """Read an answer strictly; anything else than the form writes raises."""
    cycles = tuple(
        Cycle(str(raw["change"]), str(raw["predicted"]), int(raw["weeks"]), str(raw["decided"]))
        for raw in answer["cycles"][:BUDGET]
    )
    for number, cycle in enumerate(cycles, 1):
        known = (
            cycle.change in CHANGES
            and cycle.predicted in PREDICTIONS
            and cycle.weeks in WATCH
            and (cycle.decided in DECISIONS or (not cycle.decided and number == len(cycles)))
        )
        if not known:
            raise ValueError(cycle)
    if weeks_left(cycles) < 0:
        raise ValueError("more weeks than there are")
    found = {c: f for c, f in (answer.get("found") or {}).items() if c in CHANGES and f in FOUND}
    origin: Origin = variants.named_in(answer, POOL) or int(answer["seed"])
    year = int(answer.get("year") or 0)
    if (isinstance(origin, int) and not 0 <= origin < 1_000_000) or not 0 <= year < 1000:
        raise ValueError(origin, year)
    return Trials(origin, year, cycles, found)


def answer_for(
    origin: Origin, weeks: int = 6, found: Callable[[dict[str, str]], dict[str, str]] = dict
) -> dict[str, Any]:
    """A plain answer: every change tested once for so many weeks, and what ``found`` makes of it."""
    does = effects(origin)
    decided = {"soon": "adopt", "slow": "adopt", "costly": "abandon", "nothing": "abandon"}
    cycles = [
        {"change": c, "predicted": "9-12", "weeks": weeks, "decided": decided[does[c]]}
        for c in CHANGES
    ]
    return {**stamp_for(origin), "year": 0, "cycles": cycles, "found": found(does)}


def model_answer() -> dict[str, Any]:
    """The answer of the worked lesson: a service of its own, worked through once."""
    return answer_for(Variant(POOL, 1))
