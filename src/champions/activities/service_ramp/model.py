"""A made-up advice desk in which a test of change has a size. Pure: tests in, days and results out.

The model is honest and known. Eight people have an appointment on each of the five days of a week, and
35 of 100 miss it. Chance belongs to the person: who would come anyway also comes when there is a change.
One of the four changes helps. One helps and takes volunteers' time. One does nothing. One troubles people,
and more of them miss. Two of these can be mended by adapting them. Which is which differs between desks.

What a test touches is the people in it, and nobody else. The desk as a whole changes only with what is
adopted, or tested with everybody. Days pass as they do in life: a test of a week begins on a Monday.
All is worked out in whole numbers, and chance's range with plain sums, so each machine has the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from statistics import median
from typing import NamedTuple

from champions.questions import variants
from champions.questions.variants import Variant
from champions.sentences import counted
from champions.sentences.told import InWords

POOL = "service-ramp"
A_DAY, A_WEEK = 8, 5  # people on a day, days in a week
BEFORE = 50  # days before the first test
BUDGET = 100  # days in which changes may be tested
UNDO_DAYS, UNDO_GOODWILL = 10, 10  # what it costs to take back what ran for everybody
GOODWILL = 40  # each person who is troubled takes one
HELD = BEFORE + BUDGET + UNDO_DAYS  # days for which a desk has luck
MOST_TESTS = 40  # which are kept of one desk
ENOUGH = 80  # people below whom nothing is compared with them
HEAVY = 5  # minutes of a volunteer for each person from which on a change is dear
USUAL = 35  # of 100 people who miss when nothing is changed
TROUBLED = 3  # of 10 people whom the harmful change troubles

_TABLE = json.loads(
    files("champions.activities.service_ramp").joinpath("words.json").read_text("utf-8")
)
WORDS = InWords(_TABLE)
CHANGES = InWords(_TABLE["changes"])
ADAPTED = InWords(_TABLE["adapted"])
SIZES = InWords(_TABLE["sizes"])
SHOWS = InWords(_TABLE["shows"])
DECISIONS = InWords(_TABLE["decisions"])
WEEKS = (4, 8)  # for which a test with everybody may be watched
PEOPLE = {"one": 1, "five": 5, "day": A_DAY, "week": A_DAY, "all": A_DAY}  # on a day of the test
FOR_EVERYBODY = "all"
BY_THE_WEEK = ("week", FOR_EVERYBODY)

#: What an effect does to the people who miss, in hundredths; with a star once it is adapted. In this order.
FACTORS = {
    "costly": 40, "costly*": 46, "harm": 130, "harm*": 70,
    "helps": 40, "helps*": 40, "nothing": 100, "nothing*": 100,
}  # fmt: skip
EFFECTS = ("helps", "costly", "nothing", "harm")
#: The minutes that a volunteer gives for each person; 1 where none are named.
MINUTES = {"costly": 12, "costly*": 3}

#: What runs for a person: each change, and whether it is adapted.
Forms = frozenset[tuple[str, bool]]


@dataclass(frozen=True)
class Trial:
    """One test of change: with whom, what was predicted, what it was read as, and what was decided."""

    change: str
    size: str
    weeks: int
    predicted: str
    shows: str = ""
    decided: str = ""


@dataclass(frozen=True)
class Day:
    """One day: what runs for all, what runs for the first people of the day, and the number of their test."""

    kept: Forms
    tested: Forms = frozenset()
    many: int = 0
    number: int = 0


@dataclass(frozen=True)
class Result:
    """What one test showed, and what it is compared with.

    Attributes:
        adapted: whether the change was in its new form. running: whether it already ran for everybody.
        people: those in the test. missed: those of them who did not come.
        troubled: those whom the change in the test troubled. minutes: a volunteer's, for each person.
        troubled_by_kept: those whom a change that is kept for everybody troubled. kept_harms: that change.
        base_people: those it is compared with. base_missed: those of them who did not come.
        early: True where what is kept has run for too few people to compare with.
        only_kept: True where those had what is kept, and False where nothing is kept.
        low: the fewest of the people in the test who would miss by chance alone. high: the most.
        undone: people who had to be told when it was taken back; 0 where nothing was.
    """

    adapted: bool
    running: bool
    people: int
    missed: int
    troubled: int
    minutes: int
    base_people: int
    base_missed: int
    early: bool
    only_kept: bool
    low: int
    high: int
    undone: int
    troubled_by_kept: int = 0
    kept_harms: str = ""

    @property
    def true(self) -> set[str]:
        """The readings of this test that are true, as keys of SHOWS."""
        found = {self.against_chance}
        if self.troubled:
            found.add("trouble")
        if self.minutes >= HEAVY:
            found.add("hours")
        return found

    @property
    def against_chance(self) -> str:
        """How the people who missed compare with chance alone."""
        if self.missed < self.low:
            return "fewer"
        return "more" if self.missed > self.high else "chance"


@dataclass(frozen=True)
class Lived:
    """A desk with the tests that were made in it: what each showed, its weeks, and what is left.

    Attributes:
        weeks: the people who missed in each whole week, of 40.
        marks: for each of these weeks the number of the test that all 40 were in, else 0.
    """

    origin: Variant
    trials: tuple[Trial, ...]
    results: tuple[Result, ...]
    weeks: tuple[int, ...]
    marks: tuple[int, ...]
    today: int
    days: int
    goodwill: int

    def of(self, change: str) -> list[tuple[Trial, Result]]:
        """The tests of one change, in order."""
        pairs = zip(self.trials, self.results, strict=True)
        return [(trial, result) for trial, result in pairs if trial.change == change]

    @property
    def open(self) -> bool:
        """True while the last test waits to be read, or for a decision."""
        return bool(self.trials) and not (self.trials[-1].shows and self.trials[-1].decided)

    @property
    def ended(self) -> list[str]:
        """The changes that were brought to an end: adopted or abandoned."""
        last = {trial.change: trial.decided for trial in self.trials}
        return [change for change in CHANGES if last.get(change) in ("adopt", "abandon")]


def effects(origin: Variant) -> dict[str, str]:
    """What each change does at a desk: change to effect.

    >>> sorted(effects(Variant(POOL, 7)).values()) == sorted(EFFECTS)
    True
    """
    return {change: str(variants.data(origin)["truth"][change]) for change in CHANGES}


def share_missing(running: Sequence[str]) -> int:
    """Of a hundred people, how many miss when these effects work; with a star where adapted.

    >>> share_missing([]), share_missing(["helps"]), share_missing(["harm"]), share_missing(["costly*"])
    (35, 14, 46, 16)
    """
    share = USUAL
    for effect, factor in FACTORS.items():
        if effect in running:
            share = (share * factor + 50) // 100
    return share


def by_chance(people: int, base_missed: int, base_people: int) -> tuple[int, int]:
    """The fewest and the most who would miss by chance alone, 95 times of 100, if nothing were changed.

    The number who miss is binomial, with the share that missed of those it is compared with. Beyond each
    end lie at most 2.5 of 100. That this share is itself known from some people only is left out.

    >>> by_chance(5, 140, 400), by_chance(40, 140, 400), by_chance(1, 140, 400)
    ((0, 4), (8, 20), (0, 1))
    """
    if (
        2 * base_missed > base_people
    ):  # the other way round, those who come: so nothing becomes too small
        fewest, most = by_chance(people, base_people - base_missed, base_people)
        return people - most, people - fewest
    share = base_missed / base_people
    chance = 1.0
    for _ in range(people):
        chance *= 1 - share
    below, low, high = chance, -1, people
    for number in range(people + 1):
        if low < 0 and below > 0.025:
            low = number
        if below >= 0.975:
            high = number
            break
        chance = chance * (people - number) / (number + 1) * share / (1 - share)
        below += chance
    return max(low, 0), high


def plan(trials: Sequence[Trial]) -> tuple[list[Day], list[tuple[int, Forms, bool, bool, bool]]]:
    """The days, and for each test: its first day, what it is compared with, adapted, running, undone."""
    days = [Day(frozenset())] * BEFORE
    running: dict[str, bool] = {}
    adapted: set[str] = set()
    about = []
    for number, trial in enumerate(trials, 1):
        change, ran = trial.change, trial.change in running
        form = running.get(change, change in adapted)
        kept = frozenset(one for one in running.items() if one[0] != change)
        if trial.size in BY_THE_WEEK:  # it begins on a Monday
            days += [Day(frozenset(running.items()))] * (-len(days) % A_WEEK)
        rest = frozenset(running.items())
        first = len(days)
        tested = kept | {(change, form)}
        days += [Day(rest, tested, PEOPLE[trial.size], number)] * lasts(trial.size, trial.weeks)
        _decide(trial, running, adapted)
        undone = (ran or trial.size == FOR_EVERYBODY) and trial.decided in ("adapt", "abandon")
        if undone:
            days += [Day(frozenset(running.items()))] * UNDO_DAYS
        about.append((first, kept, form, ran, undone))
    return days, about


def _decide(trial: Trial, running: dict[str, bool], adapted: set[str]) -> None:
    """What a decision changes in what runs for everybody, and in what was adapted."""
    if trial.decided == "adopt":
        running.setdefault(trial.change, trial.change in adapted)
    if trial.decided in ("adapt", "abandon"):
        running.pop(trial.change, None)
    if trial.decided == "adapt":
        adapted.add(trial.change)


def lasts(size: str, weeks: int) -> int:
    """The days that a test of this size lasts."""
    if size == FOR_EVERYBODY:
        return A_WEEK * weeks
    return A_WEEK if size == "week" else 1


def run(origin: Variant, trials: Sequence[Trial]) -> Lived:
    """Run the desk through these tests."""
    return _run(origin, tuple(trials))


@lru_cache(maxsize=64)
def _run(origin: Variant, trials: tuple[Trial, ...]) -> Lived:
    held = str(variants.data(origin)["people"])
    does = effects(origin)
    days, about = plan(trials)
    groups = list(_groups(days[:HELD], held, does))
    results = []
    for number, (first, kept, form, ran, undone) in enumerate(about, 1):
        mine = _Count.of(one.tally for one in groups if one.number == number)
        base = _Count.of(one.tally for one in groups if one.day < first and one.forms == kept)
        early = base.people < ENOUGH
        if early:
            base = _Count.of(one.tally for one in groups if one.day < BEFORE)
        low, high = by_chance(mine.people, base.missed, base.people)
        # What is kept is not in the test: its harm is never put down to the change that is.
        kept_harms = next((one[0] for one in kept if _effect(does, one) == "harm"), "")
        results.append(
            Result(
                adapted=form,
                running=ran,
                people=mine.people,
                missed=mine.missed,
                troubled=0 if kept_harms else mine.troubled,
                troubled_by_kept=mine.troubled if kept_harms else 0,
                kept_harms=kept_harms,
                minutes=MINUTES.get(_effect(does, (trials[number - 1].change, form)), 1),
                base_people=base.people,
                base_missed=base.missed,
                early=early,
                only_kept=bool(kept),
                low=low,
                high=high,
                undone=mine.people if undone else 0,
            )
        )
    whole = len(days) // A_WEEK
    weeks = [0] * whole
    for one in groups:
        if one.day < whole * A_WEEK:
            weeks[one.day // A_WEEK] += one.tally.missed
    troubled = sum(one.tally.troubled for one in groups)
    spent = troubled + UNDO_GOODWILL * sum(one[-1] for one in about)
    return Lived(
        origin=origin,
        trials=trials,
        results=tuple(results),
        weeks=tuple(weeks),
        marks=tuple(_mark(days[A_WEEK * at : A_WEEK * (at + 1)]) for at in range(whole)),
        today=len(days),
        days=max(0, BEFORE + BUDGET - len(days)),
        goodwill=max(0, GOODWILL - spent),
    )


def _mark(week: Sequence[Day]) -> int:
    return week[0].number if all(day.many == A_DAY for day in week) else 0


class _Count(NamedTuple):
    people: int
    missed: int
    troubled: int

    @classmethod
    def of(cls, counts: Iterable[_Count]) -> _Count:
        """Some counts together."""
        found = list(counts)
        return cls(*map(sum, zip(*found, strict=True))) if found else cls(0, 0, 0)


class _Group(NamedTuple):
    """People of one day for whom the same runs: those in a test, or the others."""

    day: int
    number: int
    forms: Forms
    tally: _Count


def _groups(days: Sequence[Day], held: str, does: Mapping[str, str]) -> Iterator[_Group]:
    """The people of each day: three figures of luck each, two for coming and one for trouble."""
    for at, day in enumerate(days):
        for number, forms, first, last in (
            (day.number, day.tested, 0, day.many),
            (0, day.kept, day.many, A_DAY),
        ):
            if first < last:
                luck = held[3 * (A_DAY * at + first) : 3 * (A_DAY * at + last)]
                yield _Group(at, number, forms, _counted(luck, forms, does))


def _counted(luck: str, forms: Forms, does: Mapping[str, str]) -> _Count:
    running = [_effect(does, one) for one in forms]
    share, harms = share_missing(running), "harm" in running
    missed = sum(int(luck[at : at + 2]) < share for at in range(0, len(luck), 3))
    troubled = sum(int(one) < TROUBLED for one in luck[2::3]) if harms else 0
    return _Count(len(luck) // 3, missed, troubled)


def _effect(does: Mapping[str, str], form: tuple[str, bool]) -> str:
    change, adapted = form
    return does[change] + ("*" if adapted else "")


def as_predicted(trial: Trial, missed: int) -> bool:
    """True when as many missed as was predicted; with everybody, in a usual week.

    >>> as_predicted(Trial("text", "five", 0, "1-1"), 1), as_predicted(Trial("text", "all", 4, "5-8"), 33)
    (True, True)
    """
    low, high = map(int, trial.predicted.split("-"))
    return low <= weekly(trial, missed) <= high


def weekly(trial: Trial, missed: int) -> int:
    """Those who missed; of a test with everybody about how many in a week.

    >>> weekly(Trial("text", "all", 4, "5-8"), 34)
    9
    """
    if trial.size != FOR_EVERYBODY:
        return missed
    return (2 * missed + trial.weeks) // (2 * trial.weeks)


@dataclass(frozen=True)
class State:
    """What can be done next, whatever came of the tests: what runs, what was adapted, and today."""

    running: Mapping[str, bool]
    adapted: frozenset[str]
    today: int

    @property
    def _monday(self) -> int:
        return self.today + -self.today % A_WEEK

    def sizes(self, change: str) -> list[str]:
        """The sizes that a change can be tested with: what runs for everybody is watched by the week."""
        return [
            size
            for size in SIZES
            if (size in BY_THE_WEEK or change not in self.running)
            and (self._monday if size in BY_THE_WEEK else self.today) + lasts(size, WEEKS[0])
            <= BEFORE + BUDGET
        ]

    @property
    def weeks(self) -> list[int]:
        """For how many weeks a test with everybody can be watched."""
        return [one for one in WEEKS if self._monday + one * A_WEEK <= BEFORE + BUDGET]

    def decisions(self, trial: Trial) -> list[str]:
        """What can be decided after a test that is made now: what was adapted once is not again."""
        runs = trial.change in self.running
        left = {
            "on": trial.size != FOR_EVERYBODY and not runs,
            "adopt": True,
            "adapt": not self.running.get(trial.change, trial.change in self.adapted),
            "abandon": True,
        }
        return [key for key in DECISIONS if left[key]]


def state(trials: Sequence[Trial]) -> State:
    """What can be done after these tests."""
    days, _ = plan(trials)
    running: dict[str, bool] = {}
    adapted: set[str] = set()
    for trial in trials:
        _decide(trial, running, adapted)
    return State(running, frozenset(adapted), len(days))


# --- In words -----------------------------------------------------------------------------------


def named(change: str, adapted: bool) -> str:
    """A change in words, in the form in which it is tested."""
    return (ADAPTED if adapted else CHANGES)[change]


def told(trial: Trial, result: Result) -> list[str]:
    """What a test showed beside what was predicted, without saying what to make of it."""
    said = WORDS["told"]
    held = "held" if as_predicted(trial, result.missed) else "not_held"
    compared = "early" if result.early else "kept" if result.only_kept else "usual"
    lines = [
        said["predicted"].format(predicted=WORDS["predicted"][trial.size][trial.predicted]),
        said[held + ("_all" if trial.size == FOR_EVERYBODY else "")].format(
            missed=result.missed,
            people=result.people,
            weeks=trial.weeks,
            weekly=weekly(trial, result.missed),
        ),
        said["chance"].format(low=result.low, high=result.high, people=result.people),
        said[compared].format(
            base_people=result.base_people, base_missed=result.base_missed, enough=ENOUGH
        ),
    ]
    if result.troubled:
        parts = {"people": result.people, "why": WORDS["trouble"][trial.change]}
        lines.append(counted(result.troubled, *said["troubled"], troubled=result.troubled, **parts))
    else:
        lines.append(said["untroubled"])
    if result.troubled_by_kept:
        parts = {"people": result.people, "why": WORDS["trouble"][result.kept_harms]}
        lines.append(counted(result.troubled_by_kept, *said["kept_troubled"], **parts))
    hours = f"{(result.minutes * 40 + 30) // 60}"
    lines.append(counted(result.minutes, *said["minutes"], hours=hours))
    return lines


def undone(result: Result) -> str:
    """What it cost to take back what ran for everybody; empty where nothing was."""
    if not result.undone:
        return ""
    return counted(result.undone, *WORDS["undone"], days=UNDO_DAYS, goodwill=UNDO_GOODWILL)


def left(lived: Lived) -> str:
    """The days and the goodwill that are left, and why no other test can be made."""
    said = WORDS["left"].format(
        days=lived.days, all_days=BUDGET, goodwill=lived.goodwill, all_goodwill=GOODWILL
    )
    return f"{said} {why_no_more(lived) or WORDS['budget']}"


def why_no_more(lived: Lived) -> str:
    """Why no other test can be made; empty while one can."""
    if not lived.goodwill:
        return str(WORDS["no_goodwill"])
    if not lived.days:
        return str(WORDS["no_days"])
    return str(WORDS["no_tests"]) if len(lived.trials) >= MOST_TESTS else ""


def logged(trial: Trial, result: Result) -> str:
    """One test in a line, without the name of its change."""
    return str(
        WORDS["log"].format(
            size=SIZES[trial.size],
            predicted=WORDS["predicted"][trial.size][trial.predicted],
            missed=result.missed,
            people=result.people,
            troubled=result.troubled,
            shows=SHOWS.get(trial.shows, WORDS["not_said"]),
            decided=DECISIONS.get(trial.decided, WORDS["not_decided"]).partition(":")[0],
        )
    )


def chart_in_words(lived: Lived) -> str:
    """What the picture of the weeks shows."""
    middle = f"{median(lived.weeks[: BEFORE // A_WEEK]):g}"
    said = WORDS["said"].format(weeks=len(lived.weeks), middle=middle)
    if not lived.results:
        return str(said)
    last = lived.results[-1]
    parts = {"number": len(lived.results), "missed": last.missed, "people": last.people}
    return f"{said} {WORDS['last'].format(**parts)}"


def what_was_true(origin: Variant) -> list[str]:
    """What each change does at this desk, a sentence each."""
    return [
        WORDS["does"][effect].format(change=CHANGES[change])
        for change, effect in effects(origin).items()
    ]
