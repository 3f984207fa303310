"""The marble drop: what adjusting after each result does, by four rules.

A funnel stands over a target. Each marble falls near the funnel's place, off by chance. After each
marble one may move the funnel, by a rule. Leaving it alone keeps the marbles closest; moving it
back by each miss doubles their variance; the other two rules wander away.

Source: W. E. Deming's funnel experiment, as this course's brief names it (Out of the Crisis, 1986,
chapter 11; we have not read it). The numbers are our own, and the doubled variance is proven by test.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from champions.questions import Feedback, Question, variants
from champions.questions.pictures import BLUE, INK, ORANGE
from champions.questions.variants import Variant
from champions.sentences import counted
from champions.sentences.told import InWords, in_figures, later, told
from champions.style.tokens import PAPER

POOL = "marbles"
RULES = InWords(
    {
        "1": later("Rule 1: leave it alone"),
        "2": later("Rule 2: move it back by the miss"),
        "3": later("Rule 3: to the other side"),
        "4": later("Rule 4: over the last marble"),
    }
)
#: How far chance moves a marble from under the funnel, in mm each way (a standard deviation).
WOBBLE = 10.0
DROPS = 50
MOST_TRIES = 40  # in an answer of the first version
LUCKS = 12  # tries in one variant
_REACH = 150.0  # mm from the target to the edge of the table


@dataclass(frozen=True)
class Drop:
    """Marbles dropped by one rule: where each fell, in mm from the target, across and along."""

    rule: str
    places: np.ndarray

    @property
    def distances(self) -> np.ndarray:
        """How far each fell from the target, in mm."""
        return np.hypot(self.places[:, 0], self.places[:, 1])

    @property
    def mean_distance(self) -> float:
        """The mean of those, in mm."""
        return float(self.distances.mean())


def drop(rule: str, seed: int, marbles: int = DROPS) -> Drop:
    """Drop marbles by a rule, as in the first version.

    Args:
        rule: a key of RULES. seed: where chance starts. marbles: how many.

    >>> round(drop("1", 5).mean_distance) < round(drop("4", 5).mean_distance)
    True
    """
    return fall(rule, np.random.default_rng(seed).normal(0, WOBBLE, (marbles, 2)))


def fall(rule: str, wobbles: np.ndarray) -> Drop:
    """Drop marbles by a rule, when it is known how far chance moves each, in mm across and along."""
    places = np.zeros((len(wobbles), 2))
    funnel = np.zeros(2)
    for at, wobble in enumerate(wobbles):
        places[at] = fallen = funnel + wobble
        if rule == "2":
            funnel = funnel - fallen
        elif rule == "3":
            funnel = -fallen
        elif rule == "4":
            funnel = fallen
    return Drop(rule, places)


def picture_html(dropped: Drop) -> str:
    """The table from above: the target as a cross, and a dot where each marble fell."""
    size = 300

    def at(mm: float) -> float:
        return size / 2 + (size / 2 - 8) * max(-1.0, min(1.0, mm / _REACH))

    dots = "".join(
        f'<circle cx="{at(x):.1f}" cy="{at(y):.1f}" r="4" fill="{BLUE}" fill-opacity="0.75"/>'
        for x, y in dropped.places
    )
    cross = (
        f'<path d="M{size / 2 - 9} {size / 2}h18M{size / 2} {size / 2 - 9}v18" '
        f'stroke="{ORANGE}" stroke-width="3"/>'
    )
    said = meaning(dropped)
    return (
        f'<figure class="champions-dots"><svg viewBox="0 0 {size} {size}" role="img" '
        f'aria-label="{escape(said)}" xmlns="http://www.w3.org/2000/svg">'
        f'<rect x="1" y="1" width="{size - 2}" height="{size - 2}" fill="{PAPER}" stroke="{INK}"/>'
        f"{dots}{cross}</svg><figcaption>{escape(said)}</figcaption></figure>"
    )


def meaning(dropped: Drop) -> str:
    """The picture in words.

    >>> meaning(drop("1", 5))
    'Rule 1. The cross is the target. 50 marbles fell 12 mm from it on average, the furthest 25 mm.'
    """
    far = dropped.distances.max()
    beyond = int((np.abs(dropped.places).max(axis=1) > _REACH).sum())
    said = told(
        "Rule {rule}. The cross is the target. {n} marbles fell "
        "{mean} mm from it on average, the furthest {far} mm.",
        rule=dropped.rule,
        n=len(dropped.places),
        mean=in_figures(dropped.mean_distance, ".0f"),
        far=in_figures(far, ".0f"),
    )
    if not beyond:
        return said
    return f"{said} {told('{n} rolled off the table; they lie at its edge.', n=beyond)}"


# --- As a question ------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class MarbleDrop(Question):
    """Drop marbles by the four rules, and compare. Kept, never marked.

    The answer is that of an attempt, see :mod:`champions.questions.attempts`, with ``{"rules": ["1",
    "2", …]}``, a rule for each try. The luck of each try is the variant's, so that the same tries show
    the same marbles again. In answers of the first version, which name no variant, it is that of the
    number of the try.
    """

    pool = POOL

    def blank(self, answer: object) -> bool:
        return not answer.get("rules") if isinstance(answer, Mapping) else super().blank(answer)

    def mark(self, answer: object, history: Sequence[str] = ()) -> Feedback:
        tried = tries_of(answer)
        if not tried:
            return Feedback("not tried", 0, 0, told("Not tried yet"))
        left = len(RULES) - len({one.rule for one in tried})
        if left:
            said = counted(left, "1 rule is not tried yet.", "{n} rules are not tried yet.")
            return Feedback("started", 0, 0, told("Kept so far"), (said,))
        said = told("All four are tried. Compare the mean distances.")
        return Feedback("kept", 0, 0, told("Your tries are kept"), (said,), "kept")

    def in_words(self, answer: object) -> tuple[str, ...]:
        """One line a try: its rule and how far the marbles fell."""
        return tuple(
            told(
                "{rule}. {mean} mm from the target on average.",
                rule=RULES[one.rule],
                mean=in_figures(one.mean_distance, ".0f"),
            )
            for one in tries_of(answer)
        ) or (told("No marbles yet."),)


def tries_of(answer: object) -> list[Drop]:
    """The tries of an answer, dropped again. What no form writes is passed over."""
    rules = answer.get("rules") if isinstance(answer, Mapping) else None
    known = [str(rule) for rule in rules if str(rule) in RULES] if isinstance(rules, list) else []
    origin = origin_of(answer)
    return [try_of(rule, origin, at) for at, rule in enumerate(known[: most_tries(origin)], 1)]


def origin_of(answer: object) -> Variant | None:
    """The variant that an answer names; None in one of the first version, or when it names no real one."""
    try:
        return variants.named_in(answer, POOL) if isinstance(answer, Mapping) else None
    except ValueError:
        return None


def try_of(rule: str, origin: Variant | None, number: int) -> Drop:
    """One try by a rule, with the luck of its number, from 1."""
    if origin is None:
        return drop(rule, number)
    return fall(rule, np.array(variants.data(origin)["wobbles"][number - 1], dtype=float))


def most_tries(origin: Variant | None) -> int:
    """For how many tries there is luck."""
    return MOST_TRIES if origin is None else LUCKS


def tries_html(tried: list[Drop]) -> str:
    """Each try as a row of a table."""
    said = counted(len(tried), "1 try so far.", "{n} tries so far.")
    rows = "".join(
        f"<tr><td>{one.rule}</td><td><strong>{one.mean_distance:.0f}</strong></td>"
        f"<td>{one.distances.max():.0f}</td></tr>"
        for one in tried
    )
    return (
        f'<div class="champions-lab"><p role="status">{said}</p><table><thead><tr><th>'
        + told("Rule")
        + "</th><th>"
        + told("Mean distance, mm")
        + "</th><th>"
        + told("Furthest, mm")
        + f"</th></tr></thead><tbody>{rows}</tbody></table></div>"
    )
