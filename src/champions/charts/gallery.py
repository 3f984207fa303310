"""The gallery: every chart and every rule set, with its picture, its reading and the code that made it.

    champions charts --gallery docs      writes docs/gallery.md and docs/pictures/gallery/

The code on the page is the code that is run, so a picture cannot show another chart than its code. All
numbers on the page are made up.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from champions.charts.export import Showable
from champions.charts.runs import RUN_RULES
from champions.charts.signals import LIMIT_RULES
from champions.charts.words import RULE_NAMES

#: What the code of every picture can use; it stands at the top of the page.
DATA = """
import pandas as pd

from champions import control_chart, run_chart
from champions.charts.funnel import funnel_chart
from champions.charts.pareto import pareto_chart

days = [24, 26, 22, 28, 25, 27, 23, 26, 24, 27, 25, 23, 15, 17, 14, 16, 18, 15, 17, 16, 14, 15, 17, 13]
late = [9, 8, 11, 10, 9, 12, 8, 9, 10, 11, 9, 8, 4, 5, 3, 4, 6, 5, 3, 4, 5, 4, 3, 5]
visits = [30, 31, 28, 33, 30, 29, 32, 30, 31, 30, 29, 30, 31, 28, 30, 33, 30, 29, 31, 30, 32, 29, 30, 31]
weeks = pd.date_range("2025-01-06", periods=24, freq="7D")
stable = [21, 24, 22, 26, 23, 20, 25, 22, 24, 21, 23, 25, 22, 20, 24, 23, 26, 21, 22, 25, 23, 24, 21, 22]
groups = [[day, day + 3 + at % 4, day - 2 - at % 3, day + 1] for at, day in enumerate(days)]
between = [12, 3, 25, 8, 17, 5, 31, 9, 14, 22, 40, 28, 55, 36, 61, 33, 47, 52, 29, 70]
""".strip()


@dataclass(frozen=True)
class Example:
    """One picture: its name, what it is good for, and the code that makes it, whose last name is ``chart``."""

    name: str
    title: str
    words: str
    code: str


def _example(name: str, title: str, words: str, code: str) -> Example:
    return Example(name, title, words, textwrap.dedent(code).strip())


#: A chart of each kind, by the name of its row in :data:`champions.charts.kinds.KINDS`; and three without time.
CHARTS = tuple(
    _example(*row)
    for row in (
        ("run", "Run chart", "The plainest chart: values in order of time, and their median.", """
            chart = run_chart(days, time=weeks, name="waits", unit="days", improvement="down",
                              title="Days until the first visit")
        """),
        ("i", "I chart (XmR)", "One measurement for each period, with the limits of chance.", """
            chart = control_chart(days, "i", time=weeks, name="waits", unit="days", improvement="down",
                                  target=16, title="Days until the first visit")
        """),
        ("ip", "I′ chart", "Means of few people one week and of many the next. Limits follow the size.", """
            people = [9, 31, 12, 44, 25, 8, 19, 36, 15, 28, 40, 11, 22, 33, 17, 45, 26, 13, 38, 21, 30, 10, 27, 16]
            minutes = [many * day for many, day in zip(people, stable)]
            chart = control_chart(minutes, "ip", out_of=people, time=weeks, name="mean wait", unit="minutes",
                                  title="Minutes in the queue, by week")
        """),
        ("mr", "MR chart", "How far each value lies from the one before it.", """
            chart = control_chart(stable, "mr", time=weeks, name="steps", unit="days",
                                  title="From one week to the next")
        """),
        ("xbar", "Xbar chart", "The mean of a small group of measurements for each period.", """
            chart = control_chart(groups, "xbar", name="mean waits", unit="days", improvement="down",
                                  title="Mean of four waits a week")
        """),
        ("s", "S chart", "How much the measurements of each small group differ.", """
            chart = control_chart(groups, "s", name="spread of waits", unit="days",
                                  title="Spread of four waits a week")
        """),
        ("p", "P chart", "A count out of a total.", """
            chart = control_chart(late, "p", out_of=visits, time=weeks, name="late visits",
                                  improvement="down", title="Late visits out of all visits")
        """),
        ("pp", "P′ chart", "The same for very large totals.", """
            many = [visit * 200 for visit in visits]
            chart = control_chart([share * 200 + 37 * (at % 3) for at, share in enumerate(late)], "pp",
                                  out_of=many, time=weeks, name="late visits", improvement="down",
                                  title="Late visits in the whole county")
        """),
        ("u", "U chart", "Events for an exposure.", """
            chart = control_chart(late, "u", out_of=visits, time=weeks, multiply=100, name="rate of falls",
                                  improvement="down", title="Falls for 100 days of stay")
        """),
        ("up", "U′ chart", "The same for very large exposures.", """
            many = [visit * 200 for visit in visits]
            chart = control_chart([fall * 200 + 41 * (at % 3) for at, fall in enumerate(late)], "up",
                                  out_of=many, time=weeks, multiply=100, name="rate of falls", improvement="down",
                                  title="Falls for 100 days of stay, whole county")
        """),
        ("c", "C chart", "A count for each period, where the chance to happen stays the same.", """
            chart = control_chart(late, "c", time=weeks, name="complaints", improvement="down",
                                  title="Complaints a week")
        """),
        ("g", "G chart", "How many times all went well between two rare events. Higher is better.", """
            chart = control_chart(between, "g", name="visits between falls", improvement="up",
                                  title="Visits between two falls")
        """),
        ("t", "T chart", "The time between two rare events. Higher is better.", """
            chart = control_chart(between, "t", name="days between falls", unit="days", improvement="up",
                                  title="Days between two falls")
        """),
        ("small", "Small charts", "The same chart for each group, on one scale or each on its own.", """
            areas = pd.DataFrame({"week": list(weeks) * 2, "area": ["North"] * 24 + ["South"] * 24,
                                  "days": days + stable})
            chart = control_chart(areas, "i", "days", time="week", facets="area", name="waits",
                                  improvement="down", title="Days waited, by area")
        """),
        ("funnel", "Funnel plot", "Many places at one time: limits are wider for small places.", """
            places = pd.DataFrame({"ward": list("ABCDEFGHIJ"),
                                   "late": [20, 24, 9, 60, 21, 33, 5, 12, 48, 8],
                                   "visits": [100, 120, 40, 150, 105, 160, 30, 58, 230, 70]})
            chart = funnel_chart(places, "late", out_of="visits", place="ward", title="Late visits by ward")
        """),
        ("pareto", "Pareto chart", "Which few reasons make up most. Here a bar shows rows without a reason, too.", """
            reasons = ["traffic"] * 14 + ["wrong address"] * 9 + ["no key"] * 4 + ["lift"] * 2 + [None] * 3
            chart = pareto_chart(reasons, not_known=True, name="late visits", title="Why visits were late")
        """),
    )
)  # fmt: skip

#: Which data show a rule set at work: one fall, or up and down in turn.
_AT_WORK = {
    "nelson": "[24, 20, 25, 19, 24, 20, 26, 21, 25, 20, 24, 19, 25, 21, 24, 22, 23, 22, 24, 23, 22, 24, 23, 22]",
    "plotthedots": "[23, 24, 22, 23, 22, 24, 23, 22, 23, 24, 22, 23, 24, 23, 22, 23, 24, 22, 27, 24, 27, 23, 22, 24]",
}


def rule_examples() -> tuple[Example, ...]:
    """A picture of each rule set: those of run charts, then those of control charts.

    >>> [example.name for example in rule_examples()][:3]
    ['run-anhoej', 'run-bestbox', 'run-cutbox']
    """
    made = [
        Example(
            f"run-{name}", f"Run chart by {RULE_NAMES[name]}", f'rules="{name}"',
            f'chart = run_chart(days, time=weeks, rules="{name}", name="waits", improvement="down",\n'
            f'                  title="Days waited")',
        )
        for name in RUN_RULES
    ]  # fmt: skip
    made += [
        Example(
            f"limits-{name}", f"Control chart by {RULE_NAMES[name]}", f'rules="{name}"',
            f"values = {_AT_WORK.get(name, 'days')}\n"
            f'chart = control_chart(values, "i", time=weeks, rules="{name}", name="waits",\n'
            f'                      improvement="down", title="Days waited")',
        )
        for name in LIMIT_RULES
    ]  # fmt: skip
    return tuple(made)


def draw(example: Example, shared: dict[str, Any]) -> Showable:
    """Run the code of one example, and give its chart.

    >>> names = {}
    >>> exec(DATA, names)
    >>> draw(CHARTS[0], names).reading.startswith("The waits fell")
    True
    """
    names = dict(shared)
    exec(example.code, names)  # noqa: S102 - our own code, which the page shows
    found: Showable = names["chart"]
    return found


def page(charts: dict[str, Showable]) -> str:
    """The page in Markdown: for each chart its words, picture, reading and code.

    >>> page({})[:9]
    '# Gallery'
    """
    head = (
        "# Gallery: every chart there is\n\n"
        "Each picture was made by the code below it. The numbers are made up. `champions charts --gallery docs` "
        "makes this page anew. [The guide to charts](charts.md) says what each option does, and whose rules are "
        "used.\n\n"
        f"All pictures use these numbers:\n\n```python\n{DATA}\n```\n"
    )
    parts = [head]
    for title, examples in (("Every chart", CHARTS), ("Every rule set", rule_examples())):
        parts.append(f"\n## {title}\n")
        parts += [_entry(one, charts[one.name]) for one in examples if one.name in charts]
    return "".join(parts)


def _entry(example: Example, chart: Showable) -> str:
    said = chart.said(reading=False)
    alt = re.sub(r"\s+", " ", said.alt).replace("[", "(").replace("]", ")")
    words = example.words if example.words.endswith(".") else f"`{example.words}`"
    reading = "  \n".join(f"*{line.strip()}*" for line in str(chart.reading).split("\n"))
    return (
        f"\n### {example.title}\n\n{words}\n\n![{alt}](pictures/gallery/{example.name}.png)\n\n{reading}\n\n"
        f"```python\n{example.code}\n```\n"
    )


def every_chart() -> dict[str, Showable]:
    """Each example's chart, by its name.

    >>> {"run", "i", "funnel"} <= {example.name for example in CHARTS}
    True
    """
    shared: dict[str, Any] = {}
    exec(DATA, shared)  # noqa: S102 - our own code, which the page shows
    return {one.name: draw(one, shared) for one in (*CHARTS, *rule_examples())}


def write(folder: Path) -> list[Path]:
    """Write the page and its pictures into a folder; give what was written.

    >>> write(Path("docs"))[0].name  # doctest: +SKIP
    'gallery.md'
    """
    charts = every_chart()
    pictures = folder / "pictures" / "gallery"
    pictures.mkdir(parents=True, exist_ok=True)
    made = []
    for name, chart in charts.items():
        chart.to_png(pictures / f"{name}.png")
        made.append(pictures / f"{name}.png")
    (folder / "gallery.md").write_text(page(charts), encoding="utf-8")
    return [folder / "gallery.md", *made]
