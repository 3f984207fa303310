"""Process maps: the steps that a person goes through, how long each takes, and what may hold it up."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from champions.lesson.page import Page
from champions.questions.pictures import BLUE, INK, ORANGE
from champions.sentences.told import bare, later, told
from champions.style.tokens import PALE_BLUE, PAPER

if TYPE_CHECKING:
    import pandas as pd


def map_html(steps: Sequence[str]) -> str:
    """The steps as boxes, one under the other, joined by arrows.

    Args:
        steps: what happens at each step, in order.
    """
    boxes, y = [], 8.0
    for number, words in enumerate(steps, 1):
        lines = textwrap.wrap(f"{number}. {words}", 48) or [""]
        boxes.append((y, 16 + 19 * len(lines), lines))
        y += boxes[-1][1] + 24
    high = y - 16
    drawn = f'<rect width="440" height="{high:g}" fill="{PAPER}"/>'
    for at, (top, tall, lines) in enumerate(boxes):
        drawn += (
            f'<rect x="8" y="{top:g}" width="424" height="{tall}" rx="6" fill="{PALE_BLUE}" '
            f'stroke="{BLUE}" stroke-width="2"/>'
        )
        for row, line in enumerate(lines):
            drawn += (
                f'<text x="20" y="{top + 23 + 19 * row:g}" font-size="16" '
                f'fill="{INK}">{escape(line)}</text>'
            )
        if at:
            drawn += (
                f'<path d="M220 {top - 24:g}V{top - 6:g}" stroke="{INK}" stroke-width="2"/>'
                f'<path d="M213 {top - 9:g}L227 {top - 9:g}L220 {top:g}Z" fill="{INK}"/>'
            )
    listed = (told("Step {number}: {step}.", number=n, step=w) for n, w in enumerate(steps, 1))
    said = " ".join([told("Process map."), *listed])
    return (
        '<figure class="champions-dots">'
        f'<svg viewBox="0 0 440 {high:g}" role="img" aria-label="{escape(said)}" xmlns="http://www.w3.org/2000/svg">'
        f"{drawn}</svg><figcaption>"
        + told("Your process map. It follows the order above.")
        + "</figcaption></figure>"
    )


@dataclass(frozen=True)
class StepTime:
    """How long one step takes: the middle number of days, and of how many people."""

    name: str
    days: float
    people: int


def step_times(table: pd.DataFrame, steps: Mapping[str, tuple[str, str]]) -> list[StepTime]:
    """The middle number of days of each step. Steps that end before they begin are left out.

    Args:
        table: one row a person, with a date for the end of each step.
        steps: the step's name to the two columns that it lies between.
    """
    rows = table.drop_duplicates()
    found = []
    for name, (first, last) in steps.items():
        days = (rows[last] - rows[first]).dt.days.dropna()
        days = days[days >= 0]
        found.append(StepTime(name, float(days.median()), len(days)))
    return found


def step_bars(times: Sequence[StepTime]) -> Page:
    """One bar a step, as long as it takes, with the days written on it.

    >>> step_bars([StepTime("Form", 3, 60), StepTime("Match", 14, 54)])
    Middle number of days for each step. Form: 3 days. Match: 14 days. The bars add to 17 days.
    """
    total = sum(step.days for step in times)
    most = max(step.days for step in times)
    drawn = f'<rect width="440" height="{58 * len(times) + 6}" fill="{PAPER}"/>'
    for at, step in enumerate(times):
        y, wide = 58 * at, 340 * step.days / most
        drawn += (
            f'<text x="8" y="{y + 20}" font-size="16" fill="{INK}">{escape(step.name)}</text>'
            f'<rect x="8" y="{y + 27}" width="{wide:.1f}" height="22" fill="{BLUE}"/>'
            f'<text x="{wide + 16:.1f}" y="{y + 44}" font-size="16" font-weight="bold" fill="{INK}">'
            + bare(told("{days:g} days", days=step.days))
            + "</text>"
        )
    each = (told("{name}: {days:g} days.", name=step.name, days=step.days) for step in times)
    said = " ".join(
        [
            told("Middle number of days for each step."),
            *each,
            told("The bars add to {total:g} days.", total=total),
        ]
    )
    html = (
        f'<figure class="champions-dots"><svg viewBox="0 0 440 {58 * len(times) + 6}" role="img" '
        f'aria-label="{escape(said)}" xmlns="http://www.w3.org/2000/svg">{drawn}</svg>'
        f"<figcaption>{escape(said)}</figcaption></figure>"
    )
    return Page(html, said)


#: The steps from asking for a befriender to the first visit, in the data set ``referral-steps``.
REFERRAL_STEPS = {
    later("From asking to a full form"): ("asked_date", "form_date"),
    later("From the form to the talk by phone"): ("form_date", "talk_date"),
    later("From the talk to a volunteer"): ("talk_date", "match_date"),
    later("From the volunteer to the first visit"): ("match_date", "visit_date"),
}


def where_the_days_go() -> Page:
    """How long each step takes in the data set ``referral-steps``."""
    from champions.data import load

    steps = {told(name): columns for name, columns in REFERRAL_STEPS.items()}
    return step_bars(step_times(load("referral-steps"), steps))


# --- Fishbone -----------------------------------------------------------------------------------


def fishbone_html(problem: str, bones: Mapping[str, Sequence[str]]) -> str:
    """A fishbone: the problem is the head, and each bone holds what may cause it.

    Args:
        problem: what goes wrong, in a few words.
        bones: the name of each bone to its causes; four bones fit.
    """
    wrapped = {
        name: [line for cause in causes for line in textwrap.wrap(f"- {cause}", 25)]
        for name, causes in bones.items()
    }
    pairs = list(wrapped.items())
    above, below = pairs[: (len(pairs) + 1) // 2], pairs[(len(pairs) + 1) // 2 :]
    up = 34 + 17 * max([1, *(len(lines) for _, lines in above)])
    down = 34 + 17 * max([1, *(len(lines) for _, lines in below)])
    spine, high = up + 20, up + down + 84
    drawn = (
        f'<rect width="440" height="{high}" fill="{PAPER}"/>'
        f'<path d="M10 {spine}H430" stroke="{ORANGE}" stroke-width="4"/>'
        f'<path d="M430 {spine}l-14 -8v16Z" fill="{ORANGE}"/>'
    )
    for row, side in ((0, above), (1, below)):
        for at, (name, lines) in enumerate(side):
            x = 14 + 212 * at
            y = 22 if row == 0 else spine + 42
            end = y - 8 if row else spine
            drawn += (
                f'<path d="M{x - 6} {end}V{spine if row else y - 14}" stroke="{ORANGE}" '
                'stroke-width="2"/>'
                f'<text x="{x}" y="{y}" font-size="15" font-weight="bold" '
                f'fill="{INK}">{escape(name)}</text>'
            )
            for line_at, line in enumerate(lines or [bare(told("(empty so far)"))]):
                drawn += (
                    f'<text x="{x}" y="{y + 19 + 17 * line_at}" font-size="14" '
                    f'fill="{INK}">{escape(line)}</text>'
                )
    drawn += (
        f'<text x="430" y="{high - 8}" text-anchor="end" font-size="15" font-weight="bold" fill="{ORANGE}">'
        + bare(told("The problem: {problem}", problem=escape(problem)))
        + "</text>"
    )
    none = told("empty so far")
    said = " ".join(
        [
            told("Fishbone. The problem: {problem}.", problem=problem),
            *(f"{name}: {'; '.join(causes) or none}." for name, causes in bones.items()),
        ]
    )
    return (
        f'<figure class="champions-dots"><svg viewBox="0 0 440 {high}" role="img" '
        f'aria-label="{escape(said)}" xmlns="http://www.w3.org/2000/svg">{drawn}</svg>'
        f"<figcaption>{escape(said)}</figcaption></figure>"
    )
