"""Is what a hint claims true of the chart or file that somebody has in front of them?

    python3 tests/turn_claims.py      each hint of each "your turn" and practical, over all 200 variants

To each variant the answers are made that people plausibly give: a slip whose number is known, a count beside the
right one, each other reading and decision, too few dots and too many, a row of the file left as it was. Each is
marked, and the claim of its hint is looked up below and worked out from the variant. A hint that stands in no
list below fails: whoever writes one says here what it claims.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src")]

from champions.activities.practical.question import Mended, Practical  # noqa: E402
from champions.activities.your_turn.question import (  # noqa: E402 - found by the line above
    NONE,
    Judged,
    YourTurn,
    answer_for,
    dots_in,
)
from champions.questions.answers import plain  # noqa: E402
from champions.questions.scheme import load_scheme  # noqa: E402
from champions.questions.variants import HOW_MANY, Variant  # noqa: E402

Claim = Callable[[Judged], bool]


def asked() -> list[tuple[str, YourTurn]]:
    """The lesson and the question of each; of those with the same hints the first alone."""
    found: dict[tuple[Any, ...], tuple[str, YourTurn]] = {}
    for path in sorted(ROOT.glob("solutions/*/questions.json")):
        for one in load_scheme(path.parent).marked:
            if isinstance(one, YourTurn):
                key = (one.pool, one.asked, repr(one.misses))
                found.setdefault(key, (path.parent.name, one))
    return list(found.values())


# --- Answers that people plausibly give ---------------------------------------------------------


def plausible(question: YourTurn, number: int) -> Iterator[dict[str, Any]]:
    """Wrong answers to a variant, each with one or two things amiss."""
    right = plain(answer_for(question, Variant(question.pool, number)))
    held = question.read(right).held
    for part in question.asked:
        true = right["numbers"][part]
        for typed in {*held["near"].get(part, {}).values(), true + 1, max(0, true - 1), 0}:
            yield {**right, "numbers": {**right["numbers"], part: typed}}
    for means in question.words["means"]:
        yield {**right, "means": means}
        for then in question.words["then"]:
            yield {**right, "means": means, "then": then}
    marked = [] if right["marked"] == NONE else right["marked"]
    others = [at for at in range(1, dots_in(held) + 1) if at not in marked]
    for dots in (NONE, marked[1:], [*marked, others[0]], [*marked[1:], others[-1]], others[:3]):
        if dots:
            yield {**right, "marked": dots}
    if isinstance(question, Practical):
        yield from _of_a_file(question, right)


def _of_a_file(question: Practical, right: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Each row left as it was, or mended in another way; and a row that was right, spoilt."""
    file = question.read(right)
    assert isinstance(file, Mended)
    for row in right["mend"]:
        less = {one: now for one, now in right["mend"].items() if one != row}
        yield {**right, "mend": less}
        for now in ("gap", "out", "0", "17"):
            yield {**right, "mend": {**less, row: now}}
            for means in question.words["means"]:
                yield {**right, "mend": {**less, row: now}, "means": means}
    sound = next(row for row in range(1, 30) if str(row) not in right["mend"])
    for now in ("gap", "out", "0", "99"):
        yield {**right, "mend": {**right["mend"], str(sound): now}}


# --- What each hint claims ----------------------------------------------------------------------


def nothing(_read: Judged) -> bool:
    """It asks, or says what to do or what holds for every chart."""
    return True


def means(*some: str) -> Claim:
    """What the chart says is one of these."""
    return lambda read: read.truth["means"] in some


def typed_is(part: str, value: Callable[[Judged], float], near: float = 0.11) -> Claim:
    """What was typed is this number, or as near to it, and it is not the right one."""

    def claim(read: Judged) -> bool:
        typed, right = read.numbers[part], read.truth["numbers"][part]
        return abs(typed - value(read)) < near and abs(typed - right) > 1e-9

    return claim


def known(read: Judged) -> list[float]:
    """The heights of the dots that are in the chart."""
    left = read.held.get("left", ())
    return [
        one for at, one in enumerate(read.held["values"], 1) if one is not None and at not in left
    ]


def first(read: Judged) -> list[float]:
    """The heights of the dots that the lines come from."""
    left = read.held.get("left", ())
    some = enumerate(read.held["values"][: read.held["baseline"]], 1)
    return [one for at, one in some if one is not None and at not in left]


def middle(values: list[float]) -> float:
    """The median."""
    some = sorted(values)
    return (some[(len(some) - 1) // 2] + some[len(some) // 2]) / 2


def mean(values: list[float]) -> float:
    """The average."""
    return sum(values) / len(values)


def spread(read: Judged) -> float:
    """The mean moving range that stands above the chart."""
    found: float = read.held["told"]["mean_range"]
    return found


def limit(times: float) -> Claim:
    """One of the limits that were typed lies so many mean moving ranges from the mean."""

    def claim(read: Judged) -> bool:
        centre = read.held["told"]["mean"]
        return any(
            abs(abs(read.numbers[part] - centre) - times * spread(read)) < 0.31
            for part in ("upper", "lower")
        )

    return claim


def has_slip(*kinds: str) -> Claim:
    """The file has a row with a slip of one of these kinds that does not stand as it should."""

    def claim(read: Judged) -> bool:
        assert isinstance(read, Mended)
        slips = read.file["slips"]
        return any(str(row) in slips and slips[str(row)][0] in kinds for row in read.amiss)

    return claim


def spoilt(read: Judged) -> bool:
    """A row that was right is changed."""
    assert isinstance(read, Mended)
    return any(str(row) not in read.file["slips"] for row in read.amiss)


def outside(read: Judged) -> int:
    """How many dots are outside a limit."""
    found: int = read.truth["numbers"]["outside"]
    return found


def one_side(read: Judged) -> bool:
    """What was typed is how many are above the upper limit, and there are some below the lower one."""
    above = sum(one > read.truth["numbers"].get("upper", read.held["upper"]) for one in known(read))
    return read.numbers["outside"] == above < outside(read)


def above_the_mean(read: Judged) -> float:
    """How many dots are above the mean in all."""
    return sum(one > read.held["centre"] for one in known(read))


def decided(*some: str) -> Claim:
    """The right decision is one of these."""
    return lambda read: read.truth["then"] in some


def all_of(*claims: Claim) -> Claim:
    """Each of these."""
    return lambda read: all(claim(read) for claim in claims)


def something_to_mark(read: Judged) -> bool:
    """There are dots to mark."""
    return bool(read.right_marks)


def rows_of(read: Judged) -> list[tuple[Any, ...]]:
    """The rows of a table."""
    return [tuple(one) for one in read.held["rows"]]


def small_count(read: Judged) -> bool:
    """One of the three counts is from 1 to 4."""
    numbers = read.truth["numbers"]
    same = numbers["pairs"] - numbers["up"] - numbers["down"]
    return any(0 < one < 5 for one in (numbers["up"], numbers["down"], same))


def runs(read: Judged) -> float:
    """How many runs there are."""
    return float(read.truth["numbers"]["crossings"]) + 1


MEDIAN = typed_is("line", lambda read: mean(first(read)))
LAST = typed_is("line", lambda read: known(read)[-1])
EVERY_WEEK = typed_is("line", lambda read: middle(known(read)))
SIGNAL = means("lower", "higher")

#: Hint to what it claims, kind by kind. A claim that is ``nothing`` is none.
CLAIMS: Mapping[str, Mapping[str, Claim]] = {
    "practical": {
        "One row is no week. It adds the others up. Leave it out.": has_slip("total"),
        "One week stands there twice. Leave out the lower row.": has_slip("twice"),
        "What does 999 mean in this file? It stands above the rows.": has_slip("code"),
        "Nobody counted, or nobody knows. That is not 0. Empty the box.": has_slip(
            "closed", "lost", "code"
        ),
        "That week was there, and only its number is missing. Keep the row, and empty its box.": has_slip(
            "closed", "lost", "code"
        ),
        "Where nobody knows the number, no guess can stand. Empty the box.": has_slip(
            "closed", "lost", "code"
        ),
        "A question mark cannot be drawn. Empty the box of that row.": has_slip("lost"),
        "A note says what the paper sheet says. Type that number.": has_slip("typed"),
        "One row says its number in another form. Work it out in the unit of the others.": has_slip(
            "words"
        ),
        "One row that was right is changed. Does its note ask for it?": spoilt,
    },
    "run": {
        "That is near the average. Move the line until as many dots are above it as below.": MEDIAN,
        "That is the median of all weeks. The line comes from the weeks before the change.": EVERY_WEEK,
        "That is the median of all weeks. From which weeks does the line come?": EVERY_WEEK,
        "Your line goes through the last dot. Move it until as many dots are above it as below.": LAST,
        "That is every dot. A dot on the middle line is on neither side, so it is not useful here.": typed_is(
            "useful", lambda read: len(known(read))
        ),
        "That is every dot. A dot on the middle line is not useful here.": typed_is(
            "useful", lambda read: len(known(read))
        ),
        "That is the number of runs. There is always one crossing less.": typed_is(
            "crossings", runs
        ),
        "That is how many runs there are. Count the dots in the longest one.": typed_is(
            "longest", runs
        ),
        "How many useful points are there? With fewer than 10 the card does not judge.": means(
            "short"
        ),
        "Dots go up or down each week. Look for a long run, not at the last dots.": nothing,
        "A chart can say that something changed. It cannot say what did it.": nothing,
        "Is the longest run longer than the card allows? Just as long is no signal.": means("none"),
        "Count your useful points once more. From 10 on the card can judge.": lambda read: (
            read.truth["numbers"]["useful"] >= 10
        ),
        "Compare your longest run with the card, in the row of your useful points.": SIGNAL,
        "Is the run of the signal above the line, or below it?": SIGNAL,
        "Mark each dot of the run, and no other. Leave out dots that sit on the line.": something_to_mark,
        "Is there a signal at all? Without one there is nothing to mark.": lambda read: (
            not read.right_marks
        ),
        "The chart shows no signal. Is that a reason to make it the usual way?": means("none"),
        "No signal is no sign that it got worse.": means("none"),
        "Too few dots give no reason yet.": means("short"),
        "The signal goes the good way. What does that give you reason to do?": all_of(
            SIGNAL, decided("keep")
        ),
        "Which way is the good one here? It stands above the chart.": all_of(
            SIGNAL, decided("stop")
        ),
    },
    "limits": {
        "That is one mean moving range from the mean. It takes 2.66 of them.": limit(1),
        "That is one mean moving range from the mean. The limits lie 2.66 of them away.": limit(1),
        "That is three mean moving ranges. For an XmR chart it is 2.66.": limit(3),
        "That is three mean moving ranges. On an XmR chart it is 2.66 of them.": limit(3),
        "Those limits come from the spread of all dots. Take the mean moving range, times 2.66.": nothing,
        "Those are the dots on one side. Look beyond the other limit too.": one_side,
        "A dot can be outside below as well as above. Look at both limits.": one_side,
        "That counts all dots above the mean. How many follow each other without one on the other side?": typed_is(
            "longest", above_the_mean
        ),
        "That is how many dots are above the mean in all. Count those that stand next to each other.": typed_is(
            "longest", above_the_mean
        ),
        "Count the dots of the longest row again. The dot that crosses the mean is not in it.": typed_is(
            "longest", lambda read: read.truth["numbers"]["longest"] + 1
        ),
        "One week is always the highest. Is its dot outside a limit?": nothing,
        "The highest dot is special only if it lies outside the limits. Does it?": nothing,
        "The chart cannot say if it is good. What does it say about the causes?": nothing,
        "Stable says that the weeks differ as they always do. It does not say that this is good enough.": means(
            "none"
        ),
        "Is any dot outside? Is there a row of seven or more? If not, chance is enough.": means(
            "none"
        ),
        "Is a dot outside a limit? Is there a row of seven? Without either there is no signal.": means(
            "none"
        ),
        "Look again for dots outside the limits, and for a row of seven or more on one side.": means(
            "odd", "moved"
        ),
        "Look for dots outside the limits, and for a row of seven or more on one side of the mean.": means(
            "odd", "moved"
        ),
        "Is there a row of seven or more? If not, it did not move to another level.": means("odd"),
        "Did it stay there, for seven weeks or more?": means("odd"),
        "Mark each dot outside a limit and each dot of a row of seven or more. Mark no other.": nothing,
        "Mark each dot outside a limit, and each dot of a row of seven or more. Mark no other.": nothing,
        "Praise or blame for one week teaches nothing. What does the chart say about the causes?": nothing,
        "No week stands out here, so there is nothing to explain. What could change all weeks?": means(
            "none"
        ),
        "Common causes ask for another way to work, and not for questions about single weeks.": means(
            "none"
        ),
        "A special cause asks for a question about it.": means("odd", "moved"),
        "It did not stay. What do you ask about weeks that stand out?": means("odd"),
    },
    "records": {
        "That is every row. Does one visit stand there twice? It counts once.": all_of(
            typed_is("visits", lambda read: len(rows_of(read))), lambda read: _twice(read) > 0
        ),
        "A late record, or one with odd minutes, is still a visit. Take out only what stands there twice.": (
            lambda read: read.numbers["visits"] < read.truth["numbers"]["visits"]
        ),
        "That is how often somebody came. We also know of those to whom nobody came.": typed_is(
            "known", lambda read: sum(row[3] == "yes" for row in set(rows_of(read)))
        ),
        "In at least one row nobody wrote if somebody came. Of that visit we do not know.": lambda read: (
            any(row[3] == "–" for row in rows_of(read))
        ),
        "An empty box is not a missed visit. Nobody knows.": lambda read: any(
            row[3] == "–" for row in rows_of(read)
        ),
        "One of these stands there twice. It counts once.": lambda read: (
            _twice(read, came="no") > 0
        ),
        "Look at that row again. Compare its days, its minutes, and the rows above it.": means(
            "twice", "missing", "cannot", "late"
        ),
        "Compare its days and its minutes with the rules above. A box without minutes is right when nobody came.": (
            means("nothing")
        ),
        "Go down the rows once more. Look for the same record twice, for a dash, for many minutes, for days far "
        "apart.": nothing,
        "What is most likely is still a guess. What could somebody else see in the file?": nothing,
    },
    "shares": {
        "That is the mean of the weekly shares. Divide all of one by all of the other. The last row has both.": (
            typed_is("centre", lambda read: mean(known(read)), near=0.61)
        ),
        "That is the count. Divide it by how many there were in that week.": typed_is(
            "share", lambda read: rows_of(read)[read.held["told"]["week"] - 1][1]
        ),
        "It is upside down. The part comes first, and the whole week below it.": lambda read: (
            read.numbers["share"] > 100
        ),
        "Each week has limits of its own. Small weeks have wide ones. Look at the steps over each dot.": nothing,
        "With few people one more or less moves the share a lot. Is the dot outside its own limits?": nothing,
        "The worst share may be chance. Is it outside its own limits?": nothing,
        "Is any dot outside its own limits? If not, chance is enough.": means("none"),
        "Follow the steps of both limits. Does one dot lie beyond them?": means("odd"),
        "Mark only the weeks whose dots are outside their own limits.": nothing,
        "Those weeks did happen. The limits make room for them.": nothing,
        "Praise and blame teach nothing. Ask about a week only if its dot is outside.": nothing,
    },
    "funnel": {
        "That is the count. Divide it by how many there are in that place.": typed_is(
            "share",
            lambda read: rows_of(read)[read.held["labels"].index(read.held["told"]["place"])][1],
        ),
        "It is upside down. Those who came stand first, and all of the place below them.": lambda read: (
            read.numbers["share"] > 100
        ),
        "Some of these lie within the limits. Count only the dots beyond the dashed lines.": lambda read: (
            read.numbers["outside"] > outside(read)
        ),
        "The lowest place may be low by chance. Does its dot lie outside the limits?": nothing,
        "Is any dot beyond the dashed lines? If not, chance is enough.": means("none"),
        "Look at each dashed step. Which dots lie below the lower one, or above the upper one?": means(
            "low", "high", "both"
        ),
        "Mark only the places beyond the dashed lines.": nothing,
        "A list from best to worst ranks chance. What would help the people there?": nothing,
        "No place stands out here. What could help in all of them?": means("none"),
    },
    "seasons": {
        "That is near the average. Find the line with as many of the first 12 dots above it as below.": MEDIAN,
        "That is the median of all dots. Take only those before the change.": EVERY_WEEK,
        "That is how many runs there are. Count the dots in the longest one.": nothing,
        "Compare each month with the same month a year later. Do two of them stand apart?": means(
            "season"
        ),
        "Look at every second dot. Are they all on one side? What are they called?": means("mixed"),
        "Is the longest run longer than 8? Do the same months come back, or every second dot?": means(
            "none"
        ),
        "Count the longest run once more. More than 8 is a signal.": SIGNAL,
        "Mark each dot of a run of more than 8. For a season, mark the low months of both years.": nothing,
        "New lines need five reasons. How many weeks or months are there since the change?": nothing,
        "What does this chart give you reason to do?": nothing,
    },
    "pairs": {
        "That is everybody on the list. Take those who answered both times.": typed_is(
            "pairs", lambda read: len(rows_of(read))
        ),
        "Those are the ones who did not answer twice. Count the others.": typed_is(
            "pairs", lambda read: sum("–" in row for row in rows_of(read))
        ),
        "Those who stayed the same did not go up.": lambda read: _same(read) > 0,
        "Those who stayed the same did not go down.": lambda read: _same(read) > 0,
        "Much else happens in a year. What do the counts alone say?": nothing,
        "Look at each row. Did each person move by the same?": nothing,
        "Compare your two counts, of those who answered twice.": nothing,
        "Mark each row with a dash, and no other.": something_to_mark,
        "Is there a row with a dash at all? Without one there is nothing to mark.": lambda read: (
            not read.right_marks
        ),
        "There are fewer than 30 people. Give counts.": lambda read: len(rows_of(read)) < 30,
        "A count from 1 to 4 can show who it was. Join it with another one.": small_count,
        "With a code, the row of a person is still there. What tells of nobody alone?": nothing,
        "Is any of the three counts from 1 to 4? If not, all three may be shown.": lambda read: (
            not small_count(read)
        ),
    },
}


def _twice(read: Judged, came: str = "") -> int:
    """How many rows stand there once more; with ``came``, of those alone."""
    some = [row for row in rows_of(read) if not came or row[3] == came]
    return len(some) - len(set(some))


def _same(read: Judged) -> float:
    numbers = read.truth["numbers"]
    return float(numbers["pairs"] - numbers["up"] - numbers["down"])


#: Which lists are about which pool.
LISTS = {
    "turn-funnel": ("funnel",),
    "turn-limits": ("limits",),
    "turn-pairs": ("pairs",),
    "turn-records": ("records",),
    "turn-run": ("run",),
    "turn-seasons": ("seasons",),
    "turn-shares": ("shares",),
    "practical-run": ("practical", "run"),
    "practical-limits": ("practical", "limits"),
}


def false_hints(question: YourTurn, number: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each hint that is not true of a variant, with the answer that gets it; or that says what is unknown."""
    claims = {hint: claim for name in LISTS[question.pool] for hint, claim in CLAIMS[name].items()}
    for answer in plausible(question, number):
        read = question.read(answer)
        if question.unfinished(read) or not question.wrong(read):
            continue
        miss = question.miss_for(read)
        if miss and not claims.get(miss.hint, _unknown)(read):
            yield miss.hint, answer


def _unknown(_read: Judged) -> bool:
    return False


def main() -> int:
    """Look at every hint over every variant, and print what is false."""
    found = 0
    for lesson, question in asked():
        seen: Counter[str] = Counter()
        for number in range(1, HOW_MANY + 1):
            for hint, answer in false_hints(question, number):
                seen[hint] += 1
                if seen[hint] <= 2:
                    print(f"{lesson}, number {number}: {hint}\n    {answer}")
        found += sum(seen.values())
        print(f"{lesson} {question.id}: {sum(seen.values())} false hints")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
