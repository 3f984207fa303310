"""The icons of variation and assurance: a form to try them on, and cases to sort.

The icons are those of :mod:`champions.charts.icons`, and what they say is worked out by the chart engine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from champions.activities.limits_by_hand.question import say
from champions.charts.icons import Icon, assurance
from champions.sentences.told import InWords, later, once_in_each_language, told
from champions.style import filled

if TYPE_CHECKING:
    from champions.charts.chart import Chart

CHARTS = InWords(
    {
        "first": later("The minibus, first 20 weeks"),
        "all": later("The minibus, all 52 weeks, lines of the first 20"),
        "since": later("The minibus, the 20 weeks since it leaves sooner"),
        "calls": later("Phone calls that volunteers made, 24 weeks"),
    }
)
BETTER = InWords(
    {"down": later("Lower is better"), "up": later("Higher is better"), "neither": later("Neither")}
)
#: What each chart begins with: its target and which way is better.
BEGIN = {"first": (10, "down"), "all": (10, "down"), "since": (10, "down"), "calls": (45, "up")}
MOST = 60
#: Where all is drawn beforehand: targets below, between and above the limits of each chart.
TARGETS = (0, 10, 20, 30, 45)
#: Invented: calls a week of a phone round that holds no signal by the Making Data Count rules.
CALLS = (28, 31, 26, 33, 29, 24, 30, 27, 32, 25, 29, 34, 28, 26, 31, 30, 23, 29, 33, 27, 30, 26, 28, 31)  # fmt: skip
# Styles of their own, as no other form has such cards.
_ROW = filled(
    "display: flex; flex-wrap: wrap; gap: 0.75rem; max-width: var(--column); margin: 0.5rem 0"
)
_CARD = filled(
    "display: flex; flex: 1 1 16rem; gap: 0.75rem; align-items: center; padding: 0.5rem; "
    "border: 1px solid var(--line); background: var(--paper); color: var(--ink); line-height: 1.4"
)
_PICTURE = "flex: 0 0 64px; line-height: 0"
_WORDS = "margin: 0; white-space: normal; font-size: 1rem"
_TITLES = InWords(
    {
        "first": later("Minutes late, first 20 weeks"),
        "all": later("Minutes late, all 52 weeks"),
        "since": later("Minutes late since the bus leaves sooner"),
        "calls": later("Phone calls made in a week"),
    }
)


@once_in_each_language
def icon_chart(which: str, target: float, better: str) -> Chart:
    """The XmR chart of a case with a target, by the Making Data Count rules.

    Args:
        which: a key of CHARTS. target: in the unit of the chart. better: a key of BETTER.

    >>> icon_chart("since", 10, "down").assurance.letter
    'P'
    """
    from champions.charts.chart import control_chart
    from champions.data import load

    options: dict[str, Any] = {"target": target, "improvement": better, "title": _TITLES[which]}
    if which == "calls":
        return control_chart(list(CALLS), "i", name=told("calls"), **options)
    trips = load("transport-lateness").drop_duplicates()
    rows = {"first": trips.head(20), "all": trips, "since": trips.tail(20)}[which]
    if which == "all":
        options |= {"freeze": 20, "notes": dict(LATE_NOTES)}
    return control_chart(
        rows, "i", "minutes_late", time="date", name=told("minutes late"), **options
    )


#: What stands on the chart of all weeks, by date.
LATE_NOTES = InWords(
    {
        "2025-05-27": later("sticker"),
        "2025-07-08": later("bridge closed"),
        "2025-08-19": later("leaves sooner"),
    }
)


def lateness_chart(which: str) -> Chart:
    """The minibus with its target: ``"first"`` 20 weeks, ``"all"``, or ``"since"`` it leaves sooner.

    >>> lateness_chart("all").variation.kind
    'improvement'
    """
    target, better = BEGIN[which]
    return icon_chart(which, target, better)


def cards_html(chart: Chart) -> str:
    """Both icons of a chart beside their words; assurance has no letter while there is a signal.

    >>> "not stable" in cards_html(icon_chart("all", 10, "down"))
    True
    """
    cards = _card(told("Variation"), chart.variation, told("There is nothing to judge."))
    none = told("No icon: it needs a target, and a way that is better.")
    return f'<div style="{_ROW}">{cards}{_card(told("Assurance"), chart.assurance, none)}</div>'


def _card(about: str, icon: Icon | None, none: str) -> str:
    if icon is None:
        return f'<div style="{_CARD}"><p style="{_WORDS}"><strong>{about}.</strong> {escape(none)}</p></div>'
    letter = f" ({icon.letter})" if icon.letter else ""
    words = icon.words.removesuffix(f" {told('Read this only when the process is stable.')}")
    return (
        f'<div style="{_CARD}"><span style="{_PICTURE}">{icon.svg(64)}</span>'
        f'<p style="{_WORDS}"><strong>{about}: '
        f"{escape(told(icon.kind))}{escape(letter)}.</strong> {escape(words)}</p></div>"
    )


def icon_lab() -> None:
    """Show a form: choose a chart, a target and which way is better, and see both icons."""
    from champions.lesson import views
    from champions.lesson.page import Page

    def shown(chosen: views.Chosen, _told: object) -> Page:
        chart = icon_chart(chosen["chart"], chosen["target"], chosen["better"])
        drawn = str(chart._repr_mimebundle_()["text/html"])
        icons = [icon.words for icon in (chart.variation, chart.assurance) if icon]
        return Page(f'<div role="status">{cards_html(chart)}</div>{drawn}', " ".join(icons))

    words = told(
        "Four charts with their icons. You choose the chart, the target and which way is better."
    )
    target, better = BEGIN["first"]
    parts = (
        views.Pick("chart", told("Chart"), CHARTS),
        views.Number("target", told("Target"), MOST, target, TARGETS),
        views.Pick("better", told("Which way is better?"), BETTER, better),
    )
    begins = {key: {"target": target, "better": way} for key, (target, way) in BEGIN.items()}
    views.show(views.Views(words, parts, shown, begins=begins))


# --- Cases to sort ------------------------------------------------------------------------------


@dataclass(frozen=True)
class IconCase:
    """What a chart says in numbers: its limits, the target, which way is better, stable or not."""

    about: str
    lower: int
    upper: int
    target: int
    better: str
    stable: bool = True

    @property
    def words(self) -> str:
        """The case in one line."""
        state = (
            told("Stable.") if self.stable else told("A shift: 9 weeks in a row below the mean.")
        )
        target = (
            told("Target: {target} or more.", target=self.target)
            if self.better == "up"
            else told("Target: {target} or less.", target=self.target)
        )
        return (
            f"{told(self.about)}. {state} "
            + told("Limits {lower} to {upper}.", lower=say(self.lower), upper=self.upper)
            + f" {target}"
        )

    @property
    def icon(self) -> Icon:
        """Its icon of assurance."""
        found = assurance(self.target > self.upper, self.target < self.lower, self.better)
        if found is None:
            raise ValueError(f"{self.better!r} is no way that is better")
        return found

    @property
    def group(self) -> str:
        """The group of GROUPS that it belongs to: none of the icons is read while unstable."""
        return self.icon.letter if self.stable else "wait"


GROUPS = InWords(
    {
        "P": later("P: the target will be met"),
        "F": later("F: the target will not be met"),
        "?": later("?: met at some times, missed at others"),
        "wait": later("Not stable: do not read it yet"),
    }
)
CASES = {
    "bus": IconCase(later("Minutes late, first 20 weeks"), 2, 26, 10, "down"),
    "sooner": IconCase(later("Minutes late since the bus leaves sooner"), -2, 9, 10, "down"),
    "calls": IconCase(later("Calls that volunteers make in a week"), 19, 38, 45, "up"),
    "waits": IconCase(later("Days until a first visit"), 11, 30, 35, "down", stable=False),
    "lunch": IconCase(later("Guests at the lunch club"), 31, 49, 25, "up"),
    "missed": IconCase(later("Visits missed in a month"), 12, 30, 8, "down"),
}


def cases_board(placed: Mapping[str, str]) -> str:
    """The icon of each group, with the cases that a person has put there."""
    from champions.style.tokens import BLUE, GREY, ORANGE

    looks = {"P": BLUE, "F": ORANGE, "?": GREY}
    cards = ""
    for key, words in GROUPS.items():
        here = [told(CASES[case].about) for case, group in placed.items() if group == key]
        icon = Icon("assurance", words, key, looks[key], "disc", "") if key in looks else None
        listed = "; ".join(here) or told("none yet")
        picture = f'<span style="{_PICTURE}">{icon.svg(64)}</span>' if icon else ""
        cards += (
            f'<div style="{_CARD}">{picture}<p style="{_WORDS}"><strong>{escape(words)}.</strong> '
            f"{escape(listed)}.</p></div>"
        )
    return f'<div style="{_ROW}">{cards}</div>'
