"""Centre line and limits of every control chart, as plain arithmetic.

Each function answers one question: where would the points lie if nothing but chance were at work?
It takes the data of one phase in order of time and gives a :class:`Lines`: the points to plot, the
centre line, and the lower and upper limit at each point. A missing value is NaN, and stays so.

``use`` says which points the lines are worked out from: True in the baseline, False after a freeze
or where a point is excluded. An excluded point is left out as though its row were not there, so its
two neighbours make one moving range, as in the R package qicharts2. A missing value is different: it
leaves a gap, and both moving ranges beside it drop out.

Sources: Montgomery DC, Introduction to Statistical Quality Control, 6th ed. Provost LP, Murray SK,
The Health Care Data Guide. Laney DB, Quality Engineering 2002;14:531-7. Nelson LS, Journal of Quality
Technology 1982;14:172-3 and 1994;26:239-40. Benneyan JC, Health Care Management Science 2001;4:305-18.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from champions.charts.runs import middle
from champions.charts.tidy import refuse
from champions.sentences.told import told

#: 3 / d2 as rounded for hand calculation (d2 = 1.128 is the mean range of two normal values).
K_BY_HAND = 2.66
#: The same, as the R package qicharts2 has it.
K_EXACT = 3 / 1.128
#: The upper limit of moving ranges is this many times their mean (D4 for two values).
D4 = 3.267


@dataclass(frozen=True)
class Lines:
    """The points of one phase and the lines that belong to them, one number for each point.

    Attributes:
        values: the points to plot.
        centre: the centre line. lower, upper: the process limits (control limits).
        sigma: a third of the way from the centre to the upper limit before it is clipped; None on
            charts where thirds mean nothing (g, t).
        mean_range: the mean moving range that was used, or NaN.
    """

    values: np.ndarray
    centre: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    sigma: np.ndarray | None
    mean_range: float = math.nan


def mean(values: np.ndarray) -> float:
    """The mean of the values that are known, summed without rounding; NaN where there is none.

    >>> mean(np.array([0.1, 0.2, 0.4, np.nan])), mean(np.array([]))
    (0.23333333333333336, nan)
    """
    known = values[~np.isnan(values)]
    return math.fsum(known.tolist()) / known.size if known.size else math.nan


def mean_moving_range(values: np.ndarray, *, screen: bool = False) -> float:
    """The mean distance between neighbours. A range with a missing end is not there.

    Args:
        values: points in order of time.
        screen: leave out, once, the ranges that are not below 3.267 times the mean range, and take
            the mean of the rest. Source: Nelson 1982.

    >>> mean_moving_range(np.array([2.0, 5, 3, np.nan, 9]))
    2.5
    """
    ranges = np.abs(values[1:] - values[:-1])
    average = mean(ranges)
    if screen and average > 0:
        average = mean(ranges[ranges < D4 * average])
    return average


def run_lines(values: np.ndarray, use: np.ndarray, centre: float | None = None) -> Lines:
    """The middle line of a run chart: the median of the baseline. There are no limits.

    Source: Anhøj & Olesen 2014.

    >>> run_lines(np.array([3.0, 9, 4]), np.array([True, True, True])).centre
    array([4., 4., 4.])
    """
    line = middle(values[use]) if centre is None else centre
    none = np.full(values.size, np.nan)
    return Lines(values, _level(line, values), none, none, None)


def i_lines(
    values: np.ndarray,
    use: np.ndarray,
    centre: float | np.ndarray | None = None,
    *,
    k: float = K_BY_HAND,
    screen: bool = False,
) -> Lines:
    """I chart (XmR): the mean, and k times the mean moving range to each side.

    Source: Montgomery, section 6.4; Wheeler, Understanding Variation. ``screen``: Nelson 1982.

    >>> viscosity = [33.75, 33.05, 34.00, 33.81, 33.46, 34.02, 33.68, 33.27, 33.49, 33.20,
    ...              33.62, 33.00, 33.54, 33.12, 33.84]
    >>> lines = i_lines(np.array(viscosity), np.full(15, True))
    >>> [round(float(x), 2) for x in (lines.centre[0], lines.mean_range)]
    [33.52, 0.48]
    >>> [round(float(x), 2) for x in (lines.lower[0], lines.upper[0])]
    [32.24, 34.8]
    """
    line = _level(mean(values[use]) if centre is None else centre, values)
    # The distance to the centre, so that a centre given point by point does not count as movement.
    steps = values if centre is None or np.ndim(centre) == 0 else values - line
    average = mean_moving_range(steps[use], screen=screen)
    reach = k * average
    return Lines(values, line, line - reach, line + reach, _level(reach / 3, values), average)


def mr_lines(values: np.ndarray, use: np.ndarray, centre: float | None = None) -> Lines:
    """MR chart: the distance of each point from the one before it. The first point has none.

    The centre is the mean moving range and the upper limit 3.267 times that. ``use`` speaks of the
    ranges plotted. Source: Montgomery, section 6.4.

    >>> lines = mr_lines(np.array([2.0, 5, 3, 4]), np.full(4, True))
    >>> lines.values.tolist(), lines.centre.tolist()[0], lines.upper.tolist()[0]
    ([nan, 3.0, 2.0, 1.0], 2.0, 6.534)
    """
    ranges = np.append(np.nan, np.abs(values[1:] - values[:-1]))
    line = _level(mean(ranges[use]) if centre is None else centre, values)
    upper = D4 * line
    return Lines(ranges, line, line * 0, upper, (upper - line) / 3, float(line[0]))


def c4(size: np.ndarray) -> np.ndarray:
    """How far a standard deviation of n normal values falls short on average; exact for every n.

    Source: Montgomery, appendix VI, gives four digits up to n = 25.

    >>> c4(np.array([2, 5, 10])).round(4).tolist()
    [0.7979, 0.94, 0.9727]
    """
    log_gamma = {
        n: math.lgamma(n / 2) - math.lgamma((n - 1) / 2) for n in set(size.tolist()) if n > 1
    }
    exact = np.array([log_gamma.get(n, math.nan) for n in size.tolist()])
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.sqrt(2 / np.maximum(size - 1, 0)) * np.exp(exact)


@dataclass(frozen=True)
class Subgroups:
    """The mean, standard deviation (n - 1) and number of the values known in each subgroup."""

    mean: np.ndarray
    deviation: np.ndarray
    size: np.ndarray

    def part(self, first: int, last: int) -> Subgroups:
        """The subgroups from first to before last."""
        return Subgroups(self.mean[first:last], self.deviation[first:last], self.size[first:last])


def _common_deviation(groups: Subgroups, use: np.ndarray) -> float:
    usable = use & (groups.size > 1)
    size, deviation = groups.size[usable], groups.deviation[usable]
    if not size.size:
        return math.nan
    held = groups.size[groups.size > 0]
    if np.all(held == held[0]):
        return mean(deviation)
    return math.sqrt(math.fsum((size - 1) * deviation**2) / math.fsum(size - 1))


def xbar_lines(groups: Subgroups, use: np.ndarray, centre: float | None = None) -> Lines:
    """Xbar chart: means of subgroups about their weighted mean, A3 times the common s to each side.

    The common s is the mean s where all subgroups that hold values are of one size, else the pooled
    s; as in the R package qicharts2, all subgroups of the phase decide that, not the baseline alone.
    Source: Montgomery, equations 6.28 to 6.31.

    >>> groups = Subgroups(np.array([9.0, 11, 10]), np.array([1.0, 2, 3]), np.array([5, 5, 5]))
    >>> lines = xbar_lines(groups, np.full(3, True))
    >>> lines.upper.round(3).tolist()
    [12.855, 12.855, 12.855]
    """
    if centre is None:
        size = groups.size[use]
        known = size > 0
        centre = math.fsum((size * groups.mean[use])[known]) / max(size.sum(), 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        sigma = _common_deviation(groups, use) / (c4(groups.size) * np.sqrt(groups.size))
    line = _level(centre, groups.mean)
    return Lines(groups.mean, line, line - 3 * sigma, line + 3 * sigma, sigma)


def s_lines(groups: Subgroups, use: np.ndarray, centre: float | None = None) -> Lines:
    """S chart: standard deviations of subgroups, with limits B3 and B4 times the common s.

    Source: Montgomery, equations 6.27 and 6.31.

    >>> groups = Subgroups(np.array([9.0, 11, 10]), np.array([1.0, 2, 3]), np.array([5, 5, 5]))
    >>> lines = s_lines(groups, np.full(3, True))
    >>> lines.centre.tolist(), lines.lower.tolist(), lines.upper.round(3).tolist()
    ([2.0, 2.0, 2.0], [0.0, 0.0, 0.0], [4.178, 4.178, 4.178])
    """
    line = _level(_common_deviation(groups, use) if centre is None else centre, groups.mean)
    fair = c4(groups.size)
    sigma = line * np.sqrt(1 - fair**2) / fair
    return Lines(groups.deviation, line, np.maximum(line - 3 * sigma, 0), line + 3 * sigma, sigma)


def _share(count: np.ndarray, out_of: np.ndarray, use: np.ndarray) -> float:
    known = use & ~np.isnan(count) & ~np.isnan(out_of)
    total = math.fsum(out_of[known].tolist())
    return math.fsum(count[known].tolist()) / total if total else math.nan


def p_lines(
    count: np.ndarray,
    out_of: np.ndarray,
    use: np.ndarray,
    centre: float | None = None,
    *,
    prime: bool = False,
    screen: bool = False,
) -> Lines:
    """P chart: the share of cases that have something, such as visits that were late.

    The centre is all such cases over all cases; a limit depends on the number of cases at its point
    and stays within 0 and 1. ``prime`` is the P′ chart for very large numbers of cases, whose limits
    are as wide as the points really vary. Sources: Montgomery, section 7.2; Laney 2002.

    >>> lines = p_lines(np.array([5.0, 8, 5]), np.array([100.0, 80, 120]), np.full(3, True))
    >>> lines.centre.round(2).tolist(), lines.upper.round(4).tolist()
    ([0.06, 0.06, 0.06], [0.1312, 0.1397, 0.125])
    """
    line = _level(_share(count, out_of, use) if centre is None else centre, count)
    sigma = np.sqrt(line * (1 - line) / out_of)
    return _by_size(count / out_of, line, sigma, use, prime=prime, screen=screen, highest=1.0)


def u_lines(
    count: np.ndarray,
    out_of: np.ndarray,
    use: np.ndarray,
    centre: float | None = None,
    *,
    prime: bool = False,
    screen: bool = False,
) -> Lines:
    """U chart: events for each unit of exposure, such as falls for each day of stay.

    ``prime`` is the U′ chart. Sources: Montgomery, section 7.3; Laney 2002.

    >>> lines = u_lines(np.array([2.0, 3, 1]), np.array([100.0, 100, 100]), np.full(3, True))
    >>> lines.centre.tolist(), lines.upper.round(4).tolist(), lines.lower.tolist()
    ([0.02, 0.02, 0.02], [0.0624, 0.0624, 0.0624], [0.0, 0.0, 0.0])
    """
    line = _level(_share(count, out_of, use) if centre is None else centre, count)
    sigma = np.sqrt(line / out_of)
    return _by_size(count / out_of, line, sigma, use, prime=prime, screen=screen, highest=None)


def _by_size(
    values: np.ndarray,
    line: np.ndarray,
    sigma: np.ndarray,
    use: np.ndarray,
    *,
    prime: bool,
    screen: bool,
    highest: float | None,
) -> Lines:
    average = math.nan
    if prime:
        with np.errstate(divide="ignore", invalid="ignore"):
            steps = (values - line) / sigma
        steps[np.isinf(steps)] = math.nan  # a line at 0 or 100%, as one may be given, has no sigma
        average = mean_moving_range(steps[use], screen=screen)
        sigma = sigma * (average / 1.128)
    lower, upper = np.maximum(line - 3 * sigma, 0), line + 3 * sigma
    return Lines(
        values, line, lower, np.minimum(upper, highest) if highest else upper, sigma, average
    )


def ip_lines(
    total: np.ndarray,
    out_of: np.ndarray,
    use: np.ndarray,
    centre: float | np.ndarray | None = None,
    *,
    screen: bool = False,
) -> Lines:
    """I′ chart (normalised individuals): a total for each unit of size, such as minutes for each visit.

    As the I chart, but each step between neighbours is measured by how large the two are, and limits are
    narrower where a point is large. Nothing is assumed of how the totals are spread, so it serves for
    measurements, shares and rates. Where all sizes are alike it is the I chart, with k = 3 √π / 2 = 2.6587.
    Limits are not clipped. ``screen`` leaves out very large steps, once. Source: Taylor WA, Normalized
    individuals (IN) control chart, 2017; as ``ip`` in the R package qicharts2 and ``i`` in pbcharts.

    >>> lines = ip_lines(np.array([20.0, 36, 10, 44]), np.array([10.0, 12, 5, 20]), np.full(4, True))
    >>> lines.values.tolist(), lines.centre.round(3).tolist()[0]
    ([2.0, 3.0, 2.0, 2.2], 2.34)
    >>> lines.upper.round(2).tolist(), lines.lower.round(2).tolist()
    ([4.17, 4.01, 4.93, 3.63], [0.51, 0.67, -0.25, 1.05])
    """
    line = _level(_share(total, out_of, use) if centre is None else centre, total)
    with np.errstate(divide="ignore", invalid="ignore"):
        values = total / out_of
    away, size = (values - line)[use], out_of[use]
    steps = math.sqrt(math.pi / 2) * np.abs(np.diff(away)) / np.sqrt(1 / size[:-1] + 1 / size[1:])
    average = mean(steps)
    if screen and average > 0:
        average = mean(steps[steps < D4 * average])
    sigma = average / np.sqrt(out_of)
    return Lines(values, line, line - 3 * sigma, line + 3 * sigma, sigma, average)


def c_lines(count: np.ndarray, use: np.ndarray, centre: float | None = None) -> Lines:
    """C chart: counts where the chance to occur is the same in each period.

    Source: Montgomery, equation 7.17.

    >>> lines = c_lines(np.array([4.0, 6, 5]), np.full(3, True))
    >>> lines.centre.tolist(), lines.upper.round(3).tolist(), lines.lower.tolist()
    ([5.0, 5.0, 5.0], [11.708, 11.708, 11.708], [0.0, 0.0, 0.0])
    """
    line = _level(mean(count[use]) if centre is None else centre, count)
    sigma = np.sqrt(line)
    return Lines(count, line, np.maximum(line - 3 * sigma, 0), line + 3 * sigma, sigma)


def g_lines(between: np.ndarray, use: np.ndarray, centre: float | None = None) -> Lines:
    """G chart: how many times all went well between two rare events, counted from 0.

    Limits come from the mean; the centre drawn is the median, so that half the points lie on each
    side. A given centre is a mean, and drawn at 0.693 times that. The lower limit is always 0, so
    that worsening shows as a run only. Sources: Benneyan 2001; Provost & Murray.

    >>> lines = g_lines(np.array([2.0, 9, 4]), np.full(3, True))
    >>> lines.centre.tolist(), lines.upper.round(2).tolist(), lines.lower.tolist()
    ([4.0, 4.0, 4.0], [21.43, 21.43, 21.43], [0.0, 0.0, 0.0])
    """
    average = mean(between[use]) if centre is None else centre
    drawn = middle(between[use]) if centre is None else 0.693 * centre
    upper = _level(average + 3 * math.sqrt(average * (average + 1)), between)
    return Lines(between, _level(drawn, between), upper * 0, upper, None)


def t_lines(
    between: np.ndarray,
    use: np.ndarray,
    centre: float | None = None,
    *,
    k: float = K_BY_HAND,
    screen: bool = False,
) -> Lines:
    """T chart: time between rare events, as the I chart of its 3.6th root, turned back.

    A given centre is in the unit of the times. Times of 0 are refused: two events on one day need
    the time of day, or a g chart. Sources: Nelson 1994; Provost & Murray.

    >>> lines = t_lines(np.array([8.0, 1, 27, 8]), np.full(4, True))
    >>> lines.lower.tolist()[0], lines.centre.round(2).tolist()[0]
    (0.0, 7.74)
    """
    if np.any(between <= 0):
        refuse(
            told(
                "Point {at} has a time between events of 0 or less.",
                at=int(np.argmax(between <= 0)) + 1,
            ),
            told("A t chart needs times above 0."),
            told(
                "Two events on one day? Note the time of day of each. Or "
                "draw a g chart of the days between them, where the second "
                "event of a day is 0."
            ),
        )
    given = None if centre is None else centre ** (1 / 3.6)
    lines = i_lines(between ** (1 / 3.6), use, given, k=k, screen=screen)
    lower, upper = np.maximum(lines.lower, 0) ** 3.6, lines.upper**3.6
    return replace(
        lines, values=between, centre=lines.centre**3.6, lower=lower, upper=upper, sigma=None
    )


def _level(line: float | np.ndarray, like: np.ndarray) -> np.ndarray:
    return np.full(like.size, line, dtype=float) if np.ndim(line) == 0 else np.asarray(line, float)
