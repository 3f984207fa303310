"""Process limits worked out by hand, one step at a time: ten numbers of one's own, and a question.

Practice arithmetic only: ten points are too few for limits that anybody should act on. The right
answer of every step is the engine's, see :mod:`champions.charts.limits`. The ten numbers are a variant,
whose number stands in the answer, so the marker works out the same steps again. In answers of the
first version it is a seed.
"""

from __future__ import annotations

import functools
import math
import random
import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np

from champions.charts import limits
from champions.questions import LOOK_AFTER, STEP_AFTER, Miss, Unreadable, read_number, variants
from champions.questions.attempts import Varied, stamp_for
from champions.questions.base.fair import above_guessing
from champions.questions.base.question import Signs
from champions.questions.variants import Origin, Variant
from champions.sentences import counted, in_a_row
from champions.sentences.told import InWords, in_figures, in_its_figures, later, retold, told

POOL = "limits-by-hand"
POINTS = 10
MOST_SEEDS = 1_000_000
_UNITS = ("minutes", "mins", "min")
_LONGEST = 40  # characters of one typed number that are kept
_MARGIN = 0.8  # minutes by which the usual mistakes lie away from the right answers

STEPS = InWords(
    {
        "mean": later("Step 1. The mean"),
        "ranges": later("Step 2. The moving ranges"),
        "mean_range": later("Step 3. The average moving range"),
        "reach": later("Step 4. Times 2.66"),
        "upper": later("Step 5. The upper limit"),
        "lower": later("Step 6. The lower limit"),
    }
)
ASKS = InWords(
    {
        "mean": later("Add up the ten numbers. Share by 10."),
        "ranges": later("How far is it from each week to the next? Leave out plus and minus."),
        "mean_range": later("Add up the nine moving ranges. Share by how many there are."),
        "reach": later("Multiply the average moving range by 2.66."),
        "upper": later("The mean plus the number of step 4."),
        "lower": later("The mean minus the number of step 4. It may be below 0."),
    }
)
#: How far off a number still counts as right, in minutes: what one decimal in the step before makes.
WITHIN = {"mean": 0.06, "ranges": 0.0, "mean_range": 0.06, "reach": 0.2, "upper": 0.3, "lower": 0.3}


@dataclass(frozen=True)
class Worked:
    """Ten values in order of time and every step to their limits, all in minutes."""

    values: tuple[int, ...]
    mean: float
    ranges: tuple[int, ...]
    mean_range: float
    reach: float
    upper: float
    lower: float


@functools.lru_cache(maxsize=64)
def worked(origin: Origin) -> Worked:
    """The ten values of a sheet and their steps.

    >>> worked(Variant(POOL, 17)).mean_range in {4, 5, 6}
    True
    """
    if isinstance(origin, Variant):
        return work_out(tuple(int(value) for value in variants.data(origin)["values"]))
    return of_seed(origin)


def of_seed(seed: int) -> Worked:
    """The ten values of this seed and their steps.

    Seeds that would make hand work hard, or let a known mistake give the right number, are passed
    over: the average moving range is a whole number, and the lower limit lies below 0.

    >>> own = of_seed(2608)
    >>> len(own.values), own.mean_range == round(own.mean_range), own.lower < 0
    (10, True, True)
    """
    # random() of the standard library gives the same row in each version, here and in a browser.
    draw = random.Random(seed).random  # noqa: S311 - chance for a lesson, not for a secret
    while True:
        values = tuple(sum(int(size * draw()) for size in (8, 8, 7)) - 1 for _ in range(POINTS))
        if min(values) > 0 and _span(values) % (POINTS - 1) == 0:
            steps = work_out(values)
            if _fair(steps):
                return steps


def _span(values: tuple[int, ...]) -> int:
    return sum(abs(after - before) for before, after in pairwise(values))


def work_out(values: tuple[int, ...]) -> Worked:
    """Every step of the limits of an XmR chart, by :mod:`champions.charts.limits`.

    >>> work_out((6, 10, 4, 8)).ranges
    (4, 6, 4)
    """
    array = np.array(values, dtype=float)
    lines = limits.i_lines(array, np.full(array.size, True))
    return Worked(
        values,
        float(lines.centre[0]),
        tuple(abs(after - before) for before, after in pairwise(values)),
        lines.mean_range,
        limits.K_BY_HAND * lines.mean_range,
        float(lines.upper[0]),
        float(lines.lower[0]),
    )


def _fair(own: Worked) -> bool:
    """Whether hand work is pleasant, and no usual mistake gives a right number."""
    signed = abs(own.values[-1] - own.values[0]) / (POINTS - 1)
    apart = (
        abs(own.mean - statistics.median(own.values)),
        *(abs(3 * one - own.reach) for one in _deviations(own)),
        *(2.66 * abs(one - own.mean_range) for one in _deviations(own)),
        abs(signed - own.mean_range),
        abs(max(own.values) - own.upper),
        abs(own.lower),
    )
    # Every value within the limits: a first example holds no signal.
    return (
        min(apart) > _MARGIN
        and own.lower < 0
        and max(own.values) < own.upper
        and 4 <= own.mean_range <= 6
    )


# --- An answer ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class HandWork:
    """An answer as read. A number that is missing, or that nobody can read, is None."""

    origin: Origin
    mean: float | None = None
    ranges: tuple[float | None, ...] = (None,) * (POINTS - 1)
    mean_range: float | None = None
    reach: float | None = None
    upper: float | None = None
    lower: float | None = None
    unread: frozenset[str] = field(default_factory=frozenset)

    @property
    def own(self) -> Worked:
        """The ten values and the right steps."""
        return worked(self.origin)

    def given(self, step: str) -> bool:
        """True when everything that the step asks for is there."""
        value = getattr(self, step)
        return None not in value if isinstance(value, tuple) else value is not None

    def right(self, step: str) -> bool:
        """True when the step is right, within what rounding makes."""
        if not self.given(step):
            return False
        value, wanted = getattr(self, step), getattr(self.own, step)
        if isinstance(value, tuple):
            return bool(value == tuple(wanted))
        return abs(value - wanted) <= WITHIN[step] + 1e-9


@dataclass(frozen=True)
class Slip:
    """A usual mistake in one step: how it is known, its name, and the hint that fits it."""

    step: str
    found: Callable[[HandWork], bool]
    name: str
    hint: str


def _deviations(own: Worked) -> tuple[float, float]:
    return statistics.stdev(own.values), statistics.pstdev(own.values)


#: A usual wrong number in a step: the slip's name, the number, and how near to it shows the slip.
_Cause = tuple[str, float, float]
_JUST, _CLOSE = 0.0, 0.06  # a number that is read off, and one that is worked out to one decimal
_ROUNDED = 0.051  # nearer than this, it is the same number to one decimal
_CARRIED = "carried-on-from-an-earlier-step"
_DEVIATION = "limits-from-the-standard-deviation"


def _causes(work: HandWork, step: str) -> list[_Cause]:
    """What a wrong number in a step may come from, the likeliest first."""
    own, near = work.own, WITHIN[step]
    both = _deviations(own)
    return [
        *((_CARRIED, number, _CLOSE) for number in _carried(work, step)),
        *{
            "mean": [("mean-not-median", statistics.median(own.values), near)],
            "mean_range": [
                ("shared-by-ten", sum(own.ranges) / POINTS, near),
                ("sum-not-average", sum(own.ranges), near),
                *((_DEVIATION, one, _CLOSE) for one in both),
            ],
            "reach": [
                ("three-times-the-range", 3 * own.mean_range, near),
                *((_DEVIATION, factor * one, _CLOSE) for one in both for factor in (3, 2.66)),
            ],
            "upper": [
                ("limits-without-the-mean", own.reach, near),
                ("limits-are-best-and-worst", max(own.values), _JUST),
                *((_DEVIATION, own.mean + 3 * one, _CLOSE) for one in both),
            ],
            "lower": [
                ("negative-limit-is-an-error", 0, _JUST),
                ("lost-the-minus", abs(own.lower), near),
                ("limits-without-the-mean", -own.reach, near),
                ("limits-without-the-mean", own.reach, near),
                ("limits-are-best-and-worst", min(own.values), _JUST),
                *((_DEVIATION, own.mean - 3 * one, _CLOSE) for one in both),
            ],
        }[step],
    ]


def _carried(work: HandWork, step: str) -> list[float]:
    """What this step gives, worked out well from earlier steps that are not right themselves."""
    before = {"mean_range": ("ranges",), "reach": ("mean_range",), "upper": ("mean", "reach")}
    before["lower"] = before["upper"]
    needed = before.get(step, ())
    if not needed or not all(map(work.given, needed)) or all(map(work.right, needed)):
        return []
    if step == "mean_range":
        return [sum(one for one in work.ranges if one is not None) / len(work.ranges)]
    if step == "reach":
        return [limits.K_BY_HAND * (work.mean_range or 0.0)]
    way = 1 if step == "upper" else -1
    return [(work.mean or 0.0) + way * (work.reach or 0.0)]


def cause(work: HandWork, step: str) -> str:
    """The name of the slip whose number is nearest to what stands in a step; empty when none is near.

    Of two that are as near the likelier is told: so a number that fits two slips gets the one that
    people make more often, and one that fits none gets none.
    """
    value = getattr(work, step)
    if value is None or work.right(step):
        return ""
    near = [
        (off if (off := abs(value - number)) > _ROUNDED else 0.0, at, name)
        for at, (name, number, within) in enumerate(_causes(work, step))
        if abs(value - number) <= within + 1e-9
    ]
    return min(near)[2] if near else ""


def _caused(name: str, *steps: str) -> Callable[[HandWork], bool]:
    return lambda work: any(cause(work, step) == name for step in steps)


SLIPS = (
    Slip(
        "mean",
        _caused("mean-not-median", "mean"),
        "mean-not-median",
        later(
            "That is the median, the middle line of a run chart. An XmR chart uses "
            "the mean: add up and share."
        ),
    ),
    Slip(
        "ranges",
        lambda work: any(one is not None and one < 0 for one in work.ranges),
        "ranges-keep-their-sign",
        later("A moving range says how far it is, not which way. Leave out the minus."),
    ),
    Slip(
        "ranges",
        lambda work: work.ranges == tuple(abs(x - work.own.values[0]) for x in work.own.values[1:]),
        "ranges-from-the-first-week",
        later("You took each week from the first one. Take it from the week just before."),
    ),
    Slip(
        "mean_range",
        _caused("shared-by-ten", "mean_range"),
        "shared-by-ten",
        later("You shared by 10. There are ten weeks, but only nine steps between them."),
    ),
    Slip(
        "mean_range",
        _caused("sum-not-average", "mean_range"),
        "sum-not-average",
        later("That is all nine ranges added up. Now share by nine."),
    ),
    Slip(
        "reach",
        _caused("three-times-the-range", "reach"),
        "three-times-the-range",
        later("You took 3 times the range. For moving ranges the number is 2.66."),
    ),
    Slip(
        "upper",
        _caused("limits-without-the-mean", "upper", "lower"),
        "limits-without-the-mean",
        later("That is the number of step 4 alone. Begin at the mean, and go that far up or down."),
    ),
    Slip(
        "upper",
        _caused("limits-are-best-and-worst", "upper", "lower"),
        "limits-are-best-and-worst",
        later(
            "That is the highest or lowest week. A limit is not the best or worst so "
            "far. It is worked out."
        ),
    ),
    Slip(
        "lower",
        _caused("negative-limit-is-an-error", "lower"),
        "negative-limit-is-an-error",
        later("You put 0. Below 0 means early here, and a bus can be early. So keep the minus."),
    ),
    Slip(
        "lower",
        _caused("lost-the-minus", "lower"),
        "lost-the-minus",
        later("The size is right, and the minus is lost. A minus means that the bus is early."),
    ),
    Slip(
        "mean_range",
        _caused(_CARRIED, "mean_range", "reach", "upper", "lower"),
        _CARRIED,
        later(
            "This follows well from an earlier step that is not right yet. Mend that "
            "one, and work this out again."
        ),
    ),
    Slip(
        "mean_range",
        _caused("limits-from-the-standard-deviation", "mean_range", "reach", "upper", "lower"),
        "limits-from-the-standard-deviation",
        later(
            "That may come from the standard deviation of all ten. These limits come "
            "from the moving ranges."
        ),
    ),
)


@dataclass(frozen=True)
class Said:
    """What is told about one step: ``right``, ``not yet`` or ``open``, and the words."""

    state: str
    words: str


def say_step(work: HandWork, step: str, tries: int) -> Said:
    """Feedback on one step, for the form. ``tries`` counts this one.

    >>> say_step(HandWork(2608, mean=1.0), "mean", 1).state
    'not yet'
    """
    if step in work.unread:
        return Said("open", told("Type numbers only, such as 12 or 12.5."))
    if not work.given(step):
        left = sum(one is None for one in work.ranges) if step == "ranges" else 1
        said = counted(left, "1 box is still empty.", "{n} boxes are still empty.")
        return Said("open", said)
    if work.right(step):
        return Said("right", _praise(work, step))
    words = [
        next((told(slip.hint) for slip in SLIPS if _fits(slip, work, step)), _nudge(work, step))
    ]
    if tries >= STEP_AFTER:
        words.append(told("Worked: {worked}", worked=worked_step(work.own, step)))
    elif tries >= LOOK_AFTER:
        words.append(told("Where to look: {where}", where=ASKS[step]))
    return Said("not yet", " ".join(words))


def _fits(slip: Slip, work: HandWork, step: str) -> bool:
    if step != "ranges":
        return cause(work, step) == slip.name
    # Judged on this step alone: what stands in another step is said there.
    return slip.step == step and slip.found(HandWork(work.origin, ranges=work.ranges))


def _nudge(work: HandWork, step: str) -> str:
    if step != "ranges":
        return told("Not yet. Work it out once more.")
    wrong = [
        told("week {one} to week {next}", one=at, next=at + 1)
        for at, (typed, own) in enumerate(zip(work.ranges, work.own.ranges, strict=True), 1)
        if typed != own
    ]
    some = in_a_row(wrong[:3])
    return (
        told("Look again at {some} and others.", some=some)
        if len(wrong) > 3
        else told("Look again at {some}.", some=some)
    )


def _praise(work: HandWork, step: str) -> str:
    own = work.own
    return {
        "mean": told("Right. The centre line is at {minutes} minutes.", minutes=say(own.mean)),
        "ranges": told("Right. These nine numbers show how much it moves from week to week."),
        "mean_range": told(
            "Right. From one week to the next it moves by {minutes} minutes, on average.",
            minutes=say(own.mean_range),
        ),
        "reach": told("Right. That is how far the limits are from the mean."),
        "upper": told(
            "Right. Chance alone rarely makes the bus later than {minutes} minutes.",
            minutes=say(own.upper),
        ),
        "lower": told(
            "Right. Chance alone can make the bus up to {minutes} minutes early.",
            minutes=say(-own.lower),
        ),
    }[step]


def worked_step(own: Worked, step: str) -> str:
    """One step worked in full, in words.

    >>> worked_step(work_out((6, 10, 4, 8)), "ranges")
    '6 to 10 is 4; 10 to 4 is 6; 4 to 8 is 4.'
    """
    if step == "mean":
        total, count = sum(own.values), len(own.values)
        return f"{' + '.join(map(str, own.values))} = {total}. {total} ÷ {count} = {say(own.mean)}."
    if step == "ranges":
        pairs = zip(own.values, own.values[1:], own.ranges, strict=False)
        return (
            "; ".join(told("{one} to {next} is {far}", one=a, next=b, far=c) for a, b, c in pairs)
            + "."
        )
    if step == "mean_range":
        total, count = sum(own.ranges), len(own.ranges)
        return f"{' + '.join(map(str, own.ranges))} = {total}. {total} ÷ {count} = {say(own.mean_range)}."
    if step == "reach":
        return f"2.66 × {say(own.mean_range)} = {say(own.reach)}."
    sign, value = ("+", own.upper) if step == "upper" else ("−", own.lower)
    return f"{say(own.mean)} {sign} {say(own.reach)} = {say(value)}."


def say(number: float) -> str:
    """A number with up to two decimals, a minus as a proper minus.

    >>> say(12.0), say(-3.456)
    ('12', '−3.46')
    """
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return in_its_figures(("0" if text == "-0" else text).replace("-", "−"))


# --- The question -------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class HandLimits(Varied):
    """Work out the limits of ten numbers, step by step.

    The answer is that of an attempt, see :mod:`champions.questions.attempts`, with ``{"given": {"mean":
    "8.4", "ranges": ["3", …], …}}``. The wrong answers are those of SLIPS, unless others are given.
    """

    pool = POOL

    right: Any = field(default_factory=lambda: model_answer)
    misses: tuple[Miss, ...] = field(default_factory=lambda: _MISSES)

    def blank(self, answer: object) -> bool:
        if not isinstance(answer, Mapping):
            return super().blank(answer)
        given = answer.get("given")
        return not isinstance(given, Mapping) or not any(map(_typed, given.values()))

    def read(self, answer: object) -> HandWork:
        return read_work(answer)

    def unfinished(self, answer: HandWork) -> str:
        open_ = [name for name in STEPS if not answer.given(name)]
        done = sum(answer.right(name) for name in STEPS)
        return (
            told(
                "{done} of {all} steps are done. Next: {next}.",
                done=done,
                all=len(STEPS),
                next=STEPS[open_[0]],
            )
            if open_
            else ""
        )

    def agrees(self, answer: HandWork, wanted: Any) -> bool:
        return all(answer.right(step) for step in STEPS)

    def sign_slip(self, name: str, answer: HandWork) -> bool:
        """The slip of this name was made: one of SLIPS."""
        return any(slip.found(answer) for slip in SLIPS if slip.name == name)

    def share(self, read: HandWork) -> float:
        """Each step the same, and of the moving ranges each one that is right."""
        told = {0.0, *map(float, read.own.values)}  # one number in every box, from the sheet
        return above_guessing(_done(read), max(_done(_level(read.origin, one)) for one in told))

    def part_at_first(self, read: HandWork) -> float:
        """Each step earns its share, once more than half of them are right."""
        done = sum(read.right(step) for step in STEPS)
        return (
            math.floor(10 * self.points * done / len(STEPS)) / 10 if done > len(STEPS) / 2 else 0.0
        )

    def said_first(self, read: HandWork) -> tuple[str, ...]:
        return (
            told(
                "{right} of {all} steps are right.",
                right=sum(read.right(step) for step in STEPS),
                all=len(STEPS),
            ),
        )

    def hint_of(self, miss: Miss) -> str:
        return retold(miss.hint)

    def general_hint(self, read: HandWork) -> str:
        wrong = next(step for step in STEPS if not read.right(step))
        return told("Go back to this one. {step}: {ask}", step=STEPS[wrong], ask=ASKS[wrong])

    def in_words(self, answer: object) -> tuple[str, ...]:
        """The ten numbers and what was worked out, a line each."""
        if self.blank(answer):
            return (told("No step yet."),)
        try:
            work = read_work(answer)
        except Unreadable:
            return (told("These steps could not be read."),)
        lines = [
            told(
                "Sheet number {number}: {values} minutes.",
                number=work.origin,
                values=in_a_row(work.own.values),
            )
        ]
        for step, words in STEPS.items():
            value = getattr(work, step)
            numbers = value if isinstance(value, tuple) else (value,)
            if any(one is not None for one in numbers):
                said = ", ".join("?" if one is None else say(one) for one in numbers)
                lines.append(f"{words}: {said}.")
        return (*lines, *self.earlier_in_words(answer))


def _done(work: HandWork) -> float:
    """The share of the steps that is right."""
    ranges = sum(one == own for one, own in zip(work.ranges, work.own.ranges, strict=True))
    single = sum(work.right(step) for step in STEPS if step != "ranges")
    return (single + ranges / len(work.ranges)) / len(STEPS)


def _level(origin: Origin, number: float) -> HandWork:
    """The same number in every box."""
    single: dict[str, Any] = {step: number for step in STEPS if step != "ranges"}
    return HandWork(origin, ranges=(number,) * (POINTS - 1), **single)


_MISSES: tuple[Miss, ...] = tuple(
    Miss(Signs({"slip": slip.name}), slip.name, slip.hint) for slip in SLIPS
)


def read_work(answer: object) -> HandWork:
    """Read an answer. Raises Unreadable when it is not of the form's kind."""
    trouble = Unreadable(told("These steps could not be read. Press Start with new numbers."))
    if not isinstance(answer, Mapping) or not isinstance(answer.get("given"), Mapping):
        raise trouble
    given = answer["given"]
    try:
        origin: Origin = variants.named_in(answer, POOL) or _seed(answer.get("seed"))
    except (TypeError, ValueError):
        raise trouble from None
    ranges = given.get("ranges") or []
    if not isinstance(ranges, list) or len(ranges) >= POINTS:
        raise trouble
    unread = set()

    def number(step: str, typed: object) -> float | None:
        if not _typed(typed):
            return None
        try:
            # A proper minus, and a dash from a phone, are a minus.
            cut = typed[:_LONGEST] if isinstance(typed, str) else typed
            return read_number(
                cut.replace("−", "-").replace("–", "-") if isinstance(cut, str) else cut, _UNITS
            )
        except Unreadable:
            unread.add(step)
            return None

    nine = [*ranges, *[None] * (POINTS - 1 - len(ranges))]
    single = {step: number(step, given.get(step)) for step in STEPS if step != "ranges"}
    spans = tuple(number("ranges", one) for one in nine)
    return HandWork(origin, ranges=spans, unread=frozenset(unread), **single)


def _seed(value: object) -> int:
    """The seed of an answer of the first version; ValueError or TypeError when it is none."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise TypeError(value)
    seed = int(value)
    if not 0 <= seed < MOST_SEEDS:
        raise ValueError(seed)
    return seed


def _typed(value: object) -> bool:
    if isinstance(value, list):
        return any(map(_typed, value))
    return value is not None and bool(str(value).strip())


def answer_for(origin: Origin, **changed: Any) -> dict[str, Any]:
    """A plain answer with every step right, but for those that are given.

    >>> answer_for(2608, mean="9")["given"]["mean"]
    '9'
    """
    own = worked(origin)
    given: dict[str, Any] = {
        step: f"{getattr(own, step):.2f}" for step in STEPS if step != "ranges"
    }
    given |= {"ranges": [str(one) for one in own.ranges]} | changed
    return {**stamp_for(origin), "given": given}


def model_answer() -> dict[str, Any]:
    """The answer of the worked lesson: a sheet of its own, worked through once."""
    return answer_for(Variant(POOL, 1))


def two_widths() -> None:
    """Show how wide the limits of the minibus come out in two ways: from neighbours, and from all."""
    from champions.lesson import session

    said, html = two_widths_html()
    session.show({"text/html": html, "text/plain": said})


def two_widths_html() -> tuple[str, str]:
    """The comparison in words and as a table: the XmR limits, and three standard deviations."""
    from champions.charts.chart import control_chart
    from champions.data import load

    trips = load("transport-lateness").drop_duplicates()
    rows, heard = "", []
    for words, weeks in ((told("First 20 weeks"), trips.head(20)), (told("All 52 weeks"), trips)):
        late = weeks["minutes_late"].dropna()
        chart = control_chart(weeks, "i", "minutes_late", time="date").phases.iloc[0]
        from_all = late.mean() + 3 * late.std()
        rows += (
            f"<tr><th>{words}</th><td>{say(round(chart['upper'], 1))}</td>"
            f"<td>{say(round(from_all, 1))}</td></tr>"
        )
        heard.append(
            told(
                "{weeks}: upper limit {limit} minutes from the moving ranges, "
                "{from_all} from the standard deviation of all.",
                weeks=words,
                limit=in_figures(chart["upper"], ".1f"),
                from_all=in_figures(from_all, ".1f"),
            )
        )
    heads = (
        told("Weeks used"),
        told("Upper limit from moving ranges"),
        told("From the standard deviation of all"),
    )
    head = f"<tr>{''.join(f'<th>{one}</th>' for one in heads)}</tr>"
    said = " ".join(heard)
    html = (
        '<div class="champions-lab"><table><caption>'
        + told("Upper limit in minutes, worked out in two ways")
        + f"</caption><thead>{head}</thead><tbody>{rows}</tbody></table></div>"
    )
    return said, html
