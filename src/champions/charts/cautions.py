"""What an expert would ask of a series before trusting its signals, each in a sentence for a learner.

Rules for signals assume points that do not depend on each other, made by one process, and counts that
vary as counts do. Where the data themselves speak against it, that is said; else nothing is. How often
each is said of stable data is measured by ``benchmarks/chances.py --warnings`` and held low by a test.

Sources: overdispersion: Laney DB, Quality Engineering 2002;14:531-7. Autocorrelation: Provost LP, Murray
SK, The Health Care Data Guide; Wheeler DJ, Understanding Variation. Mixtures: Western Electric handbook.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from champions.charts.limits import Lines
from champions.charts.options import Asked
from champions.charts.series import Series
from champions.sentences import counted
from champions.sentences.told import told

#: Fewer known points than this are too few to see any of it.
_FEWEST = 20
#: Counts: sigma z must be over this, and this many times its own chance error over 1.
_LARGE, _SURE = 1.3, 2.6
#: How many chance errors a correlation must be away from 0, and how large it must be at least.
_FOLLOWS, _IN_TURN, _SEASON = 1.4, 2.5, 2.6
#: At most so many lasting steps are taken off before neighbours are compared: one a dozen points, at least 3.
_MOST_STEPS = 8
#: Two levels: shorter tails than values spread evenly have, and fewer values near the middle.
_SHORT, _NEAR = 1.75, 0.22
#: How many points make one round of the seasons, by what a point is; and what that round is called.
_ROUNDS = {
    "days": (7, "week"),
    "weeks": (52, "year"),
    "months": (12, "year"),
    "quarters": (4, "year"),
}

#: The name of every caution.
CAUTIONS = (
    "overdispersion", "underdispersion", "autocorrelation", "season", "in turn", "mixed", "end of scale",
    "ties",
)  # fmt: skip
#: Those that make a signal doubtful: what they are about makes signals by itself.
AGAINST_SIGNALS = frozenset({"end of scale", "overdispersion", "ties", "season", "autocorrelation"})


@dataclass(frozen=True)
class Caution:
    """One thing that makes signals doubtful.

    Attributes:
        name: one of :data:`CAUTIONS`.
        words: it in words for a learner, with what to do.
    """

    name: str
    words: str


def look_for_cautions(
    asked: Asked, series: Series, phases: list[tuple[Lines, np.ndarray, np.ndarray]]
) -> list[Caution]:
    """Everything that the data say against the rules, most serious first.

    Args:
        asked: the options. series: the clean data.
        phases: of each phase its lines, which points the lines come from, and which are kept.

    >>> from champions.charts.chart import control_chart
    >>> counts = [30, 2, 45, 8, 50, 3, 28, 9, 41, 1, 37, 12, 44, 6, 25, 3, 48, 5, 39, 10]
    >>> control_chart(counts, "c").doubts
    ('overdispersion', 'in turn')
    """
    found = [*_at_the_end(asked, phases), *_ties(asked, phases)]
    if asked.row.differences:
        return found
    if not found:
        found += _dispersion(asked, phases)
    rest = _from_the_centre(phases)
    if np.count_nonzero(~np.isnan(rest)) >= _FEWEST:
        found += _in_time(asked, series, rest)
    return found


def sigma_z(phases: list[tuple[Lines, np.ndarray, np.ndarray]]) -> tuple[float, int]:
    """How many times as widely counts vary from point to point as chance makes them, from how many.

    Each point is measured in its own sigma from the centre; 1 is what chance alone makes. As it looks at
    neighbours, a lasting change does not make it large. Source: Laney 2002.

    >>> from champions.charts.limits import c_lines
    >>> use = np.full(6, True)
    >>> round(sigma_z([(c_lines(np.array([2.0, 6, 2, 6, 2, 6]), use), use, use)])[0], 2)
    1.77
    """
    steps, count = [], 0
    for lines, used, _ in phases:
        if lines.sigma is None:
            continue
        with np.errstate(divide="ignore", invalid="ignore"):
            z = ((lines.values - lines.centre) / lines.sigma)[used]
        z = z[np.isfinite(z)]
        count += z.size
        steps.append(np.abs(np.diff(z)))
    every = np.concatenate(steps) if steps else np.empty(0)
    return (float(every.mean()) / 1.128 if every.size else np.nan), count


def _dispersion(
    asked: Asked, phases: list[tuple[Lines, np.ndarray, np.ndarray]]
) -> Iterator[Caution]:
    if not asked.row.remedy:
        return
    times, count = sigma_z(phases)
    if count < 12 or not np.isfinite(times):
        return
    # The chance error of sigma z: neighbouring ranges share a point, so it is a little wider than 0.75 / √n.
    error = 0.9 / np.sqrt(count)
    if times > max(_LARGE, 1 + _SURE * error):
        yield Caution(
            "overdispersion",
            " ".join([_too_wide(asked, times), *_far_at_the_end(asked, phases)]),
        )
    if times < min(0.6, 1 - _SURE * error):
        yield Caution(
            "underdispersion",
            told(
                "The points vary much less than chance would make such counts. Check how they were counted: each "
                "dot may mix several things, or the counts may not be free of each other."
            ),
        )


def _too_wide(asked: Asked, times: float) -> str:
    """That the points differ more than chance makes them. Other limits allow for it, but do not say why it is so."""
    return told(
        "The points differ more than chance makes them: about {times:.1f} times as widely as the limits of a {name} "
        "allow for. Look why, before you choose {remedy}: the records, the people or the service.",
        times=times,
        name=told(asked.row.name),
        remedy=told(asked.row.remedy),
    )


def _far_at_the_end(
    asked: Asked, phases: list[tuple[Lines, np.ndarray, np.ndarray]]
) -> Iterator[str]:
    """Points beyond a limit at exactly 0, or 100%: there a record is missing as easily as a case."""
    least = sum(
        int((kept & (one.values <= 0) & (one.values < one.lower)).sum()) for one, _, kept in phases
    )
    most = sum(
        int((kept & (one.values >= 1) & (one.values > one.upper)).sum()) for one, _, kept in phases
    )
    share = asked.row.made_from == "share"
    for count, end in (
        (least, "0%" if asked.percent else "0"),
        (most if share else 0, "100%" if asked.percent else "1"),
    ):
        if count:
            yield counted(
                count,
                "1 point stands at exactly {end}: check its record.",
                "{n} points stand at exactly {end}: check their records.",
                end=end,
            )


def _at_the_end(
    asked: Asked, phases: list[tuple[Lines, np.ndarray, np.ndarray]]
) -> Iterator[Caution]:
    """Half of the points or more stand where the scale ends, so that one side of it cannot be seen."""
    values = np.concatenate([lines.values[kept] for lines, _, kept in phases])
    values = values[~np.isnan(values)]
    share, numbers = asked.row.made_from == "share", asked.row.made_from in {"count", "rate"}
    if values.size < 10 or not (share or numbers) or asked.row.events:
        return
    ends = {"0": values <= 0.0} | ({"100%": values >= 1.0} if share else {})
    for name, at in ends.items():
        if 2 * np.count_nonzero(at) >= values.size:
            yield Caution(
                "end of scale",
                told(
                    "{some} of {all} points stand at {name}, the end of the scale. This chart "
                    "cannot show a change beyond it. Count the days, or the cases, between the rare other events "
                    "(a T chart or a G chart).",
                    some=np.count_nonzero(at),
                    all=values.size,
                    name=name,
                ),
            )


def _ties(asked: Asked, phases: list[tuple[Lines, np.ndarray, np.ndarray]]) -> Iterator[Caution]:
    """Far more events straight after another than chance makes: they may be one event."""
    if not asked.row.events or asked.row.made_from != "count":
        return
    values = np.concatenate([lines.values[kept] for lines, _, kept in phases])
    values = values[~np.isnan(values)]
    if values.size < 12:
        return
    # Between two events that come by chance, 0 is the most frequent number: one in (mean + 1) of them.
    usual = 1 / (1 + float(values.mean()))
    most = values.size * usual + 3.0 * np.sqrt(values.size * usual * (1 - usual)) + 1
    zeros = int(np.count_nonzero(values == 0))
    if zeros > most:
        yield Caution(
            "ties",
            told(
                "{zeros} of {all} events came straight after another, more than chance makes. They may belong "
                "together, such as one case that was written down twice. Count those as one event.",
                zeros=zeros,
                all=values.size,
            ),
        )


def _from_the_centre(phases: list[tuple[Lines, np.ndarray, np.ndarray]]) -> np.ndarray:
    """How far each kept point lies from the centre: in its own sigma where limits differ by size."""
    parts = []
    for lines, _, kept in phases:
        away = (lines.values - lines.centre)[kept]
        if lines.sigma is not None and np.ptp(lines.sigma[kept]) > 0:
            with np.errstate(divide="ignore", invalid="ignore"):
                away = away / lines.sigma[kept]
        parts.append(np.where(np.isfinite(away), away, np.nan))
    return np.concatenate(parts)


def without_steps(values: np.ndarray, steps: int) -> np.ndarray:
    """What is left when so many lasting steps are taken off: the largest first, each stretch by its mean.

    >>> without_steps(np.array([1.0, 3, 2, 2, 9, 11, 10, 10]), 1).tolist()
    [-1.0, 1.0, 0.0, 0.0, -1.0, 1.0, 0.0, 0.0]
    """
    pieces = [values - values.mean()]
    for _ in range(steps):
        found = [_largest_step(piece) for piece in pieces]
        at = int(np.argmax([gain for gain, _ in found]))
        gain, split = found[at]
        if gain <= 0:
            break
        piece = pieces[at]
        pieces[at : at + 1] = [
            piece[:split] - piece[:split].mean(),
            piece[split:] - piece[split:].mean(),
        ]
    return np.concatenate(pieces)


def _largest_step(piece: np.ndarray) -> tuple[float, int]:
    """How much a step takes off the squares of a piece with mean 0, and where it is: 3 points on each side."""
    if piece.size < 6:
        return 0.0, 0
    at = np.arange(3, piece.size - 2)
    before = np.cumsum(piece)[2:-3]
    gain = before**2 * (1 / at + 1 / (piece.size - at))
    best = int(np.argmax(gain))
    return float(gain[best]), int(at[best])


def correlation(values: np.ndarray, lag: int) -> float:
    """How values so many points apart go together, from -1 to 1; 0 where none vary.

    >>> correlation(np.array([1.0, -1, 1, -1]), 1)
    -1.0
    """
    one, other = values[:-lag], values[lag:]
    size = float(np.sqrt((one @ one) * (other @ other)))
    return float(one @ other) / size if size > 0 else 0.0


def _in_time(asked: Asked, series: Series, away: np.ndarray) -> Iterator[Caution]:
    """Whether neighbours, or points a year apart, go together; or two processes take turns."""
    known = away[~np.isnan(away)]
    error = 1 / np.sqrt(known.size)
    level = without_steps(known, 1)
    word = "points" if asked.row.events else series.spacing.word
    if correlation(level, 1) < -_IN_TURN * error:
        yield Caution(
            "in turn",
            told(
                "High and low values take turns more than chance makes them. Two things may be mixed, such as two "
                "teams or two kinds of week. Chart each of them alone."
            ),
        )
    elif (season := _season(series, away, level, word)) is not None:
        yield season
    elif _follows(known) > _FOLLOWS * error:
        yield Caution(
            "autocorrelation",
            told(
                "Each value is like the one before it, more than chance makes it. So runs and limits alarm too often "
                "here. Ask whether the points overlap (the same people counted again, or a waiting list), and "
                "chart longer periods."
            ),
        )
    elif asked.row.made_from in {"value", "subgroups"} and _two_levels(level):
        yield Caution(
            "mixed",
            told(
                "Few values lie near the middle: most are either high or low. Two things may be mixed, such as two "
                "places or two kinds of case. Chart each of them alone."
            ),
        )


def _follows(known: np.ndarray) -> float:
    """How far neighbours go together, once lasting steps or a steady climb are taken off."""
    at = np.linspace(-1, 1, known.size)
    flat = known - known.mean()
    straight = flat - at * (at @ flat) / (at @ at)
    steps = min(max(known.size // 12, 3), _MOST_STEPS)
    return min(correlation(without_steps(known, steps), 1), correlation(straight, 1))


def _two_levels(level: np.ndarray) -> bool:
    """Whether values lie on two levels, and go to and fro between them.

    Two levels make the tails short: the kurtosis is near 1, and 3 for normal values. The bound is the
    lowest 1 in 100 of normal series of that length, and below that of values spread evenly (1.8), of which
    29 in 100 lie near the middle. A lasting change has two levels too, but few crossings.
    """
    square = float((level**2).mean())
    if not square > 0:
        return False
    kurtosis = float((level**4).mean()) / square**2
    sides = np.sign(level[level != 0])
    crossings = np.count_nonzero(np.diff(sides)) / max(sides.size - 1, 1)
    near = float((np.abs(level) < 0.5 * np.sqrt(square)).mean())
    few = near < _NEAR and kurtosis < min(3 - 3.7 * level.size ** (-1 / 3), _SHORT)
    return few and crossings >= 0.4


def _season(series: Series, away: np.ndarray, level: np.ndarray, word: str) -> Caution | None:
    if word not in _ROUNDS or series.spacing.skips or level.size < away.size:
        return None
    lag, name = _ROUNDS[word]
    pairs = level.size - lag
    if pairs < max(lag, 12):
        return None
    if correlation(level, lag) <= max(_SEASON / np.sqrt(pairs), 0.3):
        return None
    if name == "week":
        return Caution(
            "season",
            told(
                "Values on the same day of the week are alike, more than chance makes them. Chart whole weeks, or each "
                "day of the week alone."
            ),
        )
    return Caution(
        "season",
        told(
            "Values one year apart are alike, more than chance makes them. Compare each value with the same time of "
            "the year before."
        ),
    )
