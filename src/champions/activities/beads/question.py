"""Red beads: a made-up work place where only the bowl decides, and the question asked of it.

Six volunteers draw 50 beads each with a paddle, day after day, from one bowl in which one bead in
five is red. Red beads are not wanted. Praise, warnings and posters do nothing, as chance alone
decides; a bowl with fewer red beads does. The days come from a seed that is kept in the answer, so
every champion has days of their own and the marker can draw them again.

Source: the game is W. E. Deming's, as this course's brief names it (Out of the Crisis, 1986, chapter 11;
we have not read it). The numbers are our own.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from champions.charts.limits import p_lines
from champions.questions import Unreadable, variants
from champions.questions.attempts import Varied, stamp_for
from champions.questions.base.fair import in_groups
from champions.questions.variants import Origin, Variant
from champions.sentences import in_a_row
from champions.sentences.told import InWords, later, told

POOL = "beads"
BEADS = 4000  # in the bowl, and all that are drawn go back
PADDLE = 50  # beads in one draw
USUAL, BETTER = 0.20, 0.10  # share of red beads, before and after the bowl is changed
MOST_DAYS = 12
VOLUNTEERS = ("Ayo", "Bronwen", "Chen", "Dilip", "Ewa", "Femi")
ACTIONS = InWords(
    {
        "praise": later("Praise the one with the fewest red beads"),
        "warn": later("Warn the one with the most red beads"),
        "poster": later("Put up a poster: Be careful!"),
        "bowl": later("Get a bowl with fewer red beads"),
    }
)
FOUND = InWords(
    {
        "fewer": later("Fewer red beads"),
        "same": later("Nothing but chance"),
        "more": later("More red beads"),
    }
)


@dataclass(frozen=True)
class Day:
    """One day: its number from 1, what was done before it, whose bowl, and the red beads of each."""

    number: int
    action: str
    better_bowl: bool
    red: tuple[int, ...]

    @property
    def fewest(self) -> int:
        """The place in VOLUNTEERS of the first who has the fewest."""
        return self.red.index(min(self.red))

    @property
    def most(self) -> int:
        """The place in VOLUNTEERS of the first who has the most."""
        return self.red.index(max(self.red))


def days(origin: Origin, actions: Sequence[str]) -> list[Day]:
    """The first day, and one more after each action.

    Chance belongs to the day: what is done the evening before does not move it. Only the bowl does.

    >>> [day.better_bowl for day in days(7, ["praise", "bowl", "warn"])]
    [False, False, True, True]
    """
    made, better = [], False
    for number, action in enumerate(("", *actions), 1):
        better = better or action == "bowl"
        made.append(Day(number, action, better, _draws(origin, number, better)))
    return made


@functools.lru_cache(maxsize=256)
def _draws(origin: Origin, number: int, better: bool) -> tuple[int, ...]:
    if isinstance(origin, Variant):
        drawn = variants.data(origin)["better" if better else "usual"][number - 1]
        return tuple(int(n) for n in drawn)
    return _of_seed(origin, number, better)


def _of_seed(seed: int, number: int, better: bool) -> tuple[int, ...]:
    """A day of an answer of the first version."""
    chance = np.random.default_rng([seed, number])
    red = round(BEADS * (BETTER if better else USUAL))
    drawn = chance.hypergeometric(red, BEADS - red, PADDLE, size=len(VOLUNTEERS))
    return tuple(int(n) for n in drawn)


def band(made: Sequence[Day]) -> tuple[float, float, float]:
    """Between which numbers of red beads draws from the usual bowl lie, and their centre.

    The limits are those of a p chart of all draws from that bowl; see :mod:`champions.charts.limits`.

    >>> low, centre, high = band(days(7, ["praise"] * 5))
    >>> low < centre < high
    True
    """
    counts = np.array([n for day in made if not day.better_bowl for n in day.red], dtype=float)
    lines = p_lines(counts, np.full(counts.size, PADDLE), np.full(counts.size, True))
    low, centre, high = (line[0] * PADDLE for line in (lines.lower, lines.centre, lines.upper))
    return float(low), float(centre), float(high)


@dataclass(frozen=True)
class NextDay:
    """How those who stood out did on the day after, with the same bowl on both days.

    ``pairs`` counts the days that have such a next day; ``fewer`` those after which the one with the
    most drew fewer, ``warned`` those after which somebody was warned; ``more`` and ``praised`` are the
    same for the one with the fewest.
    """

    pairs: int
    fewer: int
    warned: int
    more: int
    praised: int


def next_days(made: Sequence[Day]) -> NextDay:
    """Count what became of the most and the fewest red beads, whatever was done in the evening.

    >>> next_days(days(7, ["bowl"]))
    NextDay(pairs=0, fewer=0, warned=0, more=0, praised=0)
    """
    pairs = [(a, b) for a, b in pairwise(made) if a.better_bowl == b.better_bowl]
    return NextDay(
        len(pairs),
        sum(b.red[a.most] < a.red[a.most] for a, b in pairs),
        sum(b.action == "warn" for _, b in pairs),
        sum(b.red[a.fewest] > a.red[a.fewest] for a, b in pairs),
        sum(b.action == "praise" for _, b in pairs),
    )


def bead_draws(share_red: float = USUAL, draws: int = 600) -> pd.Series:
    """Red beads in many draws from a bowl, the same draws each time.

    Args:
        share_red: the share of red beads in the bowl, from 0 to 1. draws: how many.

    Raises:
        ValueError: when the share is no share.

    >>> bool(bead_draws(0.20).between(0, 50).all())
    True
    """
    if not 0 <= share_red <= 1:
        raise ValueError(f"A share lies between 0 and 1, such as 0.10. This one is {share_red}.")
    red = round(BEADS * share_red)
    drawn = np.random.default_rng(2611).hypergeometric(red, BEADS - red, PADDLE, size=draws)
    return pd.Series(drawn, name=told("red beads"))


# --- The question -------------------------------------------------------------------------------

TRUTH = {action: "fewer" if action == "bowl" else "same" for action in ACTIONS}


@dataclass(frozen=True)
class Played:
    """An answer as read: the days that were drawn, and what was found of each action."""

    origin: Origin
    actions: tuple[str, ...]
    found: Mapping[str, str]

    @property
    def wrong(self) -> list[str]:
        """The actions of which something else was found than what they do."""
        return [action for action in ACTIONS if self.found.get(action) != TRUTH[action]]


@dataclass(frozen=True, kw_only=True)
class RedBeads(Varied):
    """Draw red beads for some days, then say what each action did.

    The answer is that of an attempt, see :mod:`champions.questions.attempts`, with ``{"actions":
    [action, …], "found": {action: effect}}``. A miss's answer is a part of ``found`` that gives the
    misconception away.
    """

    pool = POOL

    right: Any = field(default_factory=lambda: model_answer)

    def blank(self, answer: object) -> bool:
        return not answer.get("actions") if isinstance(answer, Mapping) else super().blank(answer)

    def read(self, answer: object) -> Played:
        try:
            return _read(answer)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Unreadable(told("These days could not be read. Press Start again.")) from error

    def unfinished(self, answer: Played) -> str:
        left = [words for action, words in ACTIONS.items() if action not in answer.actions]
        if left:
            return told(
                "{tried} of {all} tried. Next: {next}.",
                tried=len(ACTIONS) - len(left),
                all=len(ACTIONS),
                next=left[0],
            )
        if len(answer.found) < len(ACTIONS):
            return told("You have tried all four. Now say what each one did.")
        return ""

    def agrees(self, answer: Played, wanted: Any) -> bool:
        return not answer.wrong

    def fits(self, wrong: Any, answer: Played) -> bool:
        return all(answer.found.get(action) == effect for action, effect in wrong.items())

    def sign_found(self, part: Mapping[str, str], answer: Played) -> bool:
        """Each of these actions was found to have this effect."""
        return self.fits(part, answer)

    def share(self, read: Played) -> float:
        return in_groups(TRUTH, read.found)

    def part_at_first(self, read: Played) -> float:
        """Each action that was judged well earns its share, once more than half are."""
        well = len(ACTIONS) - len(read.wrong)
        return math.floor(self.points * well / len(ACTIONS) * 10) / 10 if well > 2 else 0.0

    def said_first(self, read: Played) -> tuple[str, ...]:
        well = len(ACTIONS) - len(read.wrong)
        return (told("You have {well} of the {all}.", well=well, all=len(ACTIONS)),)

    def general_hint(self, read: Played) -> str:
        return told(
            "Look once more at the days after each thing that you did, and change what you found."
        )

    def in_words(self, answer: object) -> tuple[str, ...]:
        """The days and what was found, a line each."""
        if self.blank(answer):
            return (told("No day yet."),)
        try:
            played = _read(answer)
        except (KeyError, TypeError, ValueError, AttributeError):
            return (told("These days could not be read."),)
        lines = [
            told(
                "Day {number}: {action}. Red beads: {red}.",
                number=day.number,
                action=ACTIONS[day.action].rstrip("!"),
                red=in_a_row(day.red),
            )
            if day.action
            else told("Day {number}: Red beads: {red}.", number=day.number, red=in_a_row(day.red))
            for day in days(played.origin, played.actions)
        ]
        found = [f"{ACTIONS[a].rstrip('!')}: {FOUND[f]}." for a, f in played.found.items()]
        lines = [told("Bowl number {number}.", number=played.origin), *lines, *found]
        return (*lines, *self.earlier_in_words(answer))


def _read(answer: Any) -> Played:
    """Read an answer strictly; anything else than the form writes raises."""
    origin: Origin = variants.named_in(answer, POOL) or int(answer["seed"])
    actions = tuple(str(one) for one in answer["actions"])
    if isinstance(origin, int) and not 0 <= origin < 1_000_000:
        raise ValueError(origin)
    if len(actions) >= MOST_DAYS or not set(actions) <= set(ACTIONS):
        raise ValueError(actions)
    said = dict(answer.get("found") or {})
    found = {action: said[action] for action in ACTIONS if said.get(action) in FOUND}
    return Played(origin, actions, found)


def model_answer(number: int = 1) -> dict[str, Any]:
    """The answer of the worked lesson: each action once, and what it did."""
    stamp = stamp_for(Variant(POOL, number))
    return {**stamp, "actions": list(ACTIONS), "found": dict(TRUTH)}
