"""Which chart for which numbers: the cases of lesson 09, each drawn on any chart, and advice.

Any case can be put on any chart. So a person sees what a chart that does not fit does to the story,
or hears in words why it cannot be drawn.

The advice asks three things in order: what is each dot, how many dots are there, and how large is the
number that each rests on? It names only charts of :mod:`champions.charts.limits`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from champions.questions import Feedback, Question
from champions.sentences.told import InWords, later, once_in_each_language, told

if TYPE_CHECKING:
    from champions.charts.chart import Chart

#: Weeks of `appointments-out-of-reach` before some of the appointments moved to the hall.
BEFORE_HALL = 34
#: Gaps between falls in `sheltered-falls` before the grab rails were in.
BEFORE_RAILS = 31

CHARTS = InWords(
    {
        "run": later("Run chart"),
        "i": later("XmR chart"),
        "p": later("p chart"),
        "g": later("Chart of days between"),
        "help": later("Ask for help first"),
    }
)
CASES = InWords(
    {
        "wait": later("Days that people wait for a befriender: one number a week, 44 weeks"),
        "reach": later(
            "Of the appointments offered each week, how many were out of reach: 34 weeks"
        ),
        "visits": later("First visits in each week since the new form: 9 weeks"),
        "falls": later("Falls in the sheltered homes: mostly none in a week, for nearly two years"),
        "letters": later("Of about 20,000 letters sent each month, how many came back: 24 months"),
    }
)


def weekly_reach() -> pd.DataFrame:
    """Appointments offered and out of reach, one row a week, before some moved to the hall.

    >>> len(weekly_reach())
    34
    """
    from champions.data import load

    table = load("appointments-out-of-reach").drop_duplicates("week")
    return table.head(BEFORE_HALL).reset_index(drop=True)


def days_between_falls() -> pd.Series:
    """Whole days from each fall to the next; 0 for two falls on one day.

    >>> days_between_falls().head(5).tolist()
    [6, 10, 13, 4, 2]
    """
    from champions.data import load

    days = load("sheltered-falls").drop_duplicates()["date"]
    return (
        days.diff().dt.days.dropna().astype(int).rename(told("days between")).reset_index(drop=True)
    )


def returned_letters() -> pd.DataFrame:
    """An invented mailing: about 20,000 letters a month, and those that came back.

    The share moves a little from month to month for many small reasons, so it varies more than a p
    chart expects of so many letters.
    """
    chance = np.random.default_rng(2609)
    sent = chance.integers(19_000, 21_000, 24)
    share = chance.normal(0.06, 0.006, 24)
    months = pd.date_range("2024-01-01", periods=24, freq="MS")
    return pd.DataFrame({"month": months, "sent": sent, "back": chance.binomial(sent, share)})


@once_in_each_language
def reach_chart(kind: str = "p") -> Chart:
    """The share of appointments out of reach in the 34 weeks before the hall, on a chart.

    Args:
        kind: ``"p"``, ``"i"`` or ``"run"``. The last two know only the share, not out of how many.

    >>> [signal.points for signal in reach_chart("p").signals]
    [(14,)]
    >>> [signal.points for signal in reach_chart("i").signals]
    [(8,), (25,)]
    """
    from champions.charts.chart import control_chart, run_chart

    weeks = weekly_reach()
    words: dict[str, Any] = {"improvement": "down", "title": told("Appointments out of reach")}
    if kind == "p":
        words |= {"name": told("appointments out of reach"), "out_of": "offered"}
        return control_chart(weeks, "p", "out_of_reach", time="week", **words)
    weeks = weeks.assign(share=weeks["out_of_reach"] / weeks["offered"])
    words |= {"name": told("shares out of reach"), "percent": True}
    if kind == "run":
        return run_chart(weeks, "share", time="week", **words)
    return control_chart(weeks, "i", "share", time="week", **words)


@once_in_each_language
def falls_chart(kind: str = "g") -> Chart:
    """Falls in the sheltered homes on a chart.

    Args:
        kind: ``"g"``: the days from each fall to the next, with the lines of the time before the
            rails kept. ``"run"`` or ``"i"``: the number of falls in each week.

    >>> falls_chart("g").signals[0].points
    (32,)
    """
    from champions.charts.chart import control_chart, run_chart

    if kind == "g":
        return control_chart(
            days_between_falls(),
            "g",
            freeze=BEFORE_RAILS,
            improvement="up",
            name=told("days between falls"),
            unit="days",
            title=told("Days from one fall to the next"),
        )
    words: dict[str, Any] = {"name": "falls", "title": told("Falls in each week")}
    weeks = _weekly_falls()
    if kind == "run":
        return run_chart(weeks, "falls", time="week", **words)
    return control_chart(weeks, "i", "falls", time="week", improvement="down", **words)


def _weekly_falls() -> pd.DataFrame:
    from champions.data import load

    days = load("sheltered-falls").drop_duplicates()["date"]
    weeks = days.dt.to_period("W-SUN").value_counts().sort_index()
    every = pd.period_range(weeks.index.min(), weeks.index.max(), freq="W-SUN")
    counts = weeks.reindex(every, fill_value=0)
    return pd.DataFrame({"week": counts.index.start_time, "falls": counts.to_numpy()})


# --- Any case on any chart ----------------------------------------------------------------------

_NO_TOTAL = later(
    "A p chart needs two numbers for each dot: how many, and out of how many. Here is only one."
)
_NOT_RARE = later("Days between are for things that mostly do not happen. This is not rare.")
_ASK = InWords(
    {
        "letters": later(
            "Good thought. With so many letters, the limits of a p chart come "
            "out too close. There is a chart for that, called p′. Ask "
            "somebody who knows it."
        ),
    }
)
#: What a chart does to a case, in words, where the picture alone does not say it.
_SAID = InWords(
    {
        ("wait", "i"): later(
            "Each dot is one measured number. There are enough dots, and limits can be had."
        ),
        ("wait", "run"): later(
            "A run chart works here. With 44 weeks you could have limits as well."
        ),
        ("reach", "p"): later(
            "The limits are wide in small weeks. The week of the bus strike stands out."
        ),
        ("reach", "i"): later(
            "This chart does not know that some weeks are small. It "
            "calls out those, and misses the bus strike."
        ),
        (
            "reach",
            "run",
        ): later(
            "A run chart works here. But it has no limits, so the bus strike is one dot of many."
        ),
        ("visits", "run"): later(
            "Right for now: a line and dots. Limits from nine dots would be a guess."
        ),
        ("visits", "i"): later(
            "The chart can be drawn. But limits from nine dots move with each new one."
        ),
        ("falls", "g"): later(
            "Each dot is a gap. Long gaps are good news, and they are easy to see."
        ),
        ("falls", "run"): later("Most dots lie on 0. A change is hard to see here."),
        (
            "falls",
            "i",
        ): later(
            "Most dots lie on 0, and one limit is below it. No week can have fewer than no falls."
        ),
        (
            "letters",
            "p",
        ): later(
            "With 20,000 letters the limits come out very close. Many months seem "
            "special, and nothing had happened."
        ),
        (
            "letters",
            "i",
        ): later(
            "This works, as each month has about as many letters. Ask for help if you are not sure."
        ),
        ("letters", "run"): later(
            "A run chart works. For limits with so many letters, ask for help."
        ),
    }
)


@once_in_each_language
def drawn(case: str, kind: str) -> str:
    """A case on a chart, as HTML: the chart with its reading, or why it cannot be drawn.

    Args:
        case: a key of CASES. kind: a key of CHARTS.

    >>> "out of how many" in drawn("wait", "p")
    True
    """
    if kind == "help":
        said = _ASK.get(
            case, told("Asking is always fine. But try the other charts as well: one fits.")
        )
        return f"<p>{escape(said)}</p>"
    if kind == "g" and case != "falls":
        return f"<p>{escape(told(_NOT_RARE))}</p>"
    if kind == "p" and case not in {"reach", "letters"}:
        return f"<p>{escape(told(_NO_TOTAL))}</p>"
    said = _SAID[case, kind]
    figure = str(_case_chart(case, kind)._repr_mimebundle_()["text/html"])
    return f"<p>{escape(said)}</p>{figure}"


def _case_chart(case: str, kind: str) -> Chart:
    from champions.charts.chart import control_chart, run_chart
    from champions.data import load

    if case == "reach":
        return reach_chart(kind)
    if case == "falls":
        return falls_chart(kind)
    if case == "letters":
        return _letters_chart(kind)
    weeks = load("befriending-waits").drop_duplicates("week")
    words: dict[str, Any] = {
        "improvement": "down",
        "name": "waits",
        "unit": "days",
        "title": told("Days to a first visit"),
    }
    value = "days"
    if case == "visits":
        weeks, value = weeks.head(9), "first_visits"
        words = {"name": told("first visits"), "title": told("First visits in a week")}
    if kind == "run":
        return run_chart(weeks, value, time="week", **words)
    return control_chart(weeks, "i", value, time="week", **words)


def _letters_chart(kind: str) -> Chart:
    from champions.charts.chart import control_chart, run_chart

    months = returned_letters()
    words: dict[str, Any] = {"improvement": "down", "title": told("Letters that came back")}
    if kind == "p":
        words |= {"name": told("letters that came back"), "out_of": "sent"}
        return control_chart(months, "p", "back", time="month", **words)
    months = months.assign(share=months["back"] / months["sent"])
    words |= {"name": told("shares that came back"), "percent": True}
    if kind == "run":
        return run_chart(months, "share", time="month", **words)
    return control_chart(months, "i", "share", time="month", **words)


def board(placed: Mapping[str, str]) -> str:
    """The cases placed so far, each on the chart that was chosen for it, one under the other."""
    if not placed:
        return "<p>" + told("Choose a chart for a line above. Then it is drawn here.") + "</p>"
    parts = [
        f"<p><strong>{escape(words)}: {escape(CHARTS[placed[case]])}</strong></p>"
        f"{drawn(case, placed[case])}"
        for case, words in CASES.items()
        if case in placed
    ]
    return f'<div class="champions-lab">{"".join(parts)}</div>'


# --- Advice for numbers of one's own ------------------------------------------------------------

DOTS = InWords(
    {
        "measure": later("A number that I measure, such as minutes, pounds or kilos"),
        "share": later("Some out of all, such as 12 of 40 people"),
        "count": later("How many times something happened, or how many came, and that is often"),
        "rare": later("Something rare: in most weeks it does not happen"),
        "unsure": later("I am not sure"),
    }
)
LENGTHS = InWords(
    {"few": later("Fewer than 12"), "some": later("12 to 19"), "many": later("20 or more")}
)
BASES = InWords(
    {
        "small": later("Mostly under 10"),
        "middle": later("10 to a few hundred"),
        "huge": later("Thousands"),
    }
)
CHANCES = InWords(
    {
        "same": later("About the same each time"),
        "differs": later("It differs: more days, or more people, in some"),
    }
)
#: What the chooser asks, in this order, with the answers to choose from.
ASKED = {
    "dot": (later("What is each dot?"), DOTS),
    "length": (later("How many dots do you have?"), LENGTHS),
    "base": (later("Out of how many is each share?"), BASES),
    "chance": (later("How much chance is there for it to happen?"), CHANCES),
}


def wanted(chosen: Mapping[str, str]) -> list[str]:
    """Which questions are needed, going by the answers so far.

    >>> wanted({}), wanted({"dot": "share", "length": "many"})
    (['dot'], ['dot', 'length', 'base'])
    """
    if chosen.get("dot") not in {"measure", "share", "count"}:
        return ["dot"]
    more = {"share": ["base"], "count": ["chance"]}.get(chosen["dot"], [])
    return ["dot", "length", *(more if chosen.get("length") in {"some", "many"} else [])]


@dataclass(frozen=True, kw_only=True)
class ChartChooser(Question):
    """Up to three questions about one's own numbers, then a chart to begin with. Kept, never marked.

    The answer is question to answer, by the keys of ASKED.
    """

    def mark(self, answer: object, history: Sequence[str] = ()) -> Feedback:
        chosen = _chosen(answer)
        if not chosen:
            return Feedback("not tried", 0, 0, told("Not tried yet"))
        if len(chosen) < len(wanted(chosen)):
            return Feedback("started", 0, 0, told("Kept so far"), (told("One more question."),))
        return Feedback("kept", 0, 0, told("Your choice is kept"), outcome="kept")

    def in_words(self, answer: object) -> tuple[str, ...]:
        """One line for each question, and the chart to begin with."""
        chosen = _chosen(answer)
        if not chosen:
            return (told("Nothing chosen yet."),)
        lines = [f"{told(ASKED[key][0])} {ASKED[key][1][value]}." for key, value in chosen.items()]
        whole = len(chosen) == len(wanted(chosen))
        return (
            (*lines, told("To begin with: {chart}.", chart=advise(**chosen).chart))
            if whole
            else tuple(lines)
        )


def _chosen(answer: object) -> dict[str, str]:
    """The answers that are needed and known, in order."""
    given = answer if isinstance(answer, Mapping) else {}
    known = {
        key: str(given[key])
        for key, (_, options) in ASKED.items()
        if str(given.get(key)) in options
    }
    return {key: known[key] for key in wanted(known) if key in known}


@dataclass(frozen=True)
class Advice:
    """A chart to begin with. ``why`` and ``beware`` are one or two sentences each."""

    chart: str
    why: str
    beware: str


def _first() -> Advice:
    return Advice(
        told("A run chart"),
        told("It is a good first chart for any numbers in order of time."),
        told("Under 12 dots, look at it and wait. It is too early to judge."),
    )


def advise(dot: str, length: str = "", base: str = "", chance: str = "") -> Advice:
    """Which chart to begin with.

    Args:
        dot: what each dot is, a key of DOTS.
        length: how many dots there are, a key of LENGTHS.
        base: for a share, out of how many; a key of BASES.
        chance: for a count, whether the chance for it is the same each time; a key of CHANCES.

    Source: this course's own order of questions, from what each chart needs; the sources of the
    charts stand in :mod:`champions.charts.limits`.

    >>> advise("share", "many", "middle").chart
    'A p chart'
    >>> advise("measure", "few").chart
    'A run chart'
    """
    if dot == "unsure":
        return Advice(
            told("Ask for help first"),
            told("Write down one line: what you count, when, and out of how many."),
            told("Keep on collecting while you ask. Nothing is lost."),
        )
    if dot == "rare":
        return Advice(
            told("A chart of days between"),
            told("Each dot is the number of days from one time to the next."),
            told("For something bad, up is good: a long gap is good news."),
        )
    if length == "few":
        return _first()
    many = length == "many"
    soon = told("Under 20 dots the limits are provisional: they may still move.")
    early = "" if many else f" {soon}"
    if dot == "measure":
        return Advice(
            told("An XmR chart"),
            told("Each dot is one number, so its limits come from the step between neighbours."),
            told("Keep the run chart as well if people know it.") + early,
        )
    if dot == "share":
        return _share_advice(base, early)
    if chance == "differs":
        return Advice(
            told("A u chart, with some help"),
            told("It counts for each day or each person, so that busy weeks are fair."),
            told("Somebody who has made one should look at your first one.") + early,
        )
    return Advice(
        told("An XmR chart, or a c chart with some help"),
        told("For a count that is often above five or so, both tell much the same."),
        told("A c chart expects pure chance. Real services often vary more.") + early,
    )


def _share_advice(base: str, early: str) -> Advice:
    if base == "small":
        return Advice(
            told("A run chart, or longer times for each dot"),
            told(
                "A share of under 10 people jumps a lot. A month in place of "
                "a week gives more people."
            ),
            told("And take care: a small number can show who it was."),
        )
    if base == "huge":
        return Advice(
            told("Ask for help: a p′ chart"),
            told("With thousands, the limits of a p chart come out too close."),
            told("An XmR chart of the shares is a good start if the thousands are alike."),
        )
    return Advice(
        told("A p chart"),
        told("It knows out of how many each share is. In small weeks its limits are wider."),
        told("Keep both numbers for each dot: how many, and out of how many.") + early,
    )


def advice_html(advice: Advice) -> str:
    """The advice as HTML."""
    return (
        f'<div class="champions-lab"><p role="status"><strong>{escape(advice.chart)}.</strong> '
        f"{escape(advice.why)} {escape(advice.beware)}</p>"
        f"<p>{told('A run chart is never wrong as a first chart.')}</p></div>"
    )
