"""Things to try in a lesson that a page of text could not teach. They record no answer."""

from __future__ import annotations

import json
import zlib
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

from champions.charts.export import Said
from champions.lesson.page import Page
from champions.questions.pictures import two_averages_svg
from champions.sentences.told import later, told

_RULES = {
    "anhoej": later("Anhøj rules"),
    "perla": later("Perla rules"),
    "making-data-count": later("Making Data Count rules"),
}
_WEEKS = (12, 24, 36)
_CHARTS = 200
_SHIFTS = {
    0.0: later("nothing changed"),
    1.0: later("a small change half way"),
    2.0: later("a large change half way"),
}


def two_averages() -> Page:
    """Three invented services whose averages before and after are the same, week by week.

    >>> two_averages()
    Three services. Each has an average of 24 days in the first half and 18 in the second.
    """
    services = {
        told("First service: slowly shorter all the time"): (
            27,
            25,
            25,
            24,
            22,
            21,
            20,
            21,
            18,
            17,
            17,
            15,
        ),
        told("Second service: shorter from half time"): (
            24,
            23,
            25,
            24,
            25,
            23,
            18,
            17,
            19,
            18,
            19,
            17,
        ),
        told("Third service: up and down all the time"): (
            34,
            14,
            31,
            16,
            33,
            16,
            12,
            25,
            11,
            26,
            10,
            24,
        ),
    }
    charts = "".join(two_averages_svg(title, values, 40) for title, values in services.items())
    said = told(
        "Three services. Each has an average of 24 days in the first half and 18 in the second."
    )
    return Page(f'<div class="champions-smalls">{charts}</div><p>{said}</p>', said)


def read_it_yourself(chart: Any, *until: str) -> Page | None:
    """A chart without its reading, for a person to read: the picture, its numbers, an invitation.

    The reading comes by itself once the questions about it are answered: when each is right, or was tried
    so often that its worked step is shown. On paper it does not come.

    Args:
        chart: what :func:`champions.run_chart` gives, or another chart that has a reading.
        until: the ids of those questions. Without any, the chart stays without its reading.
    """
    if not until:
        return unread(chart, told("This chart has no reading yet. You read it in the next steps."))
    from champions.lesson import session

    @cache  # it is asked for after every answer of the lesson, and a chart is drawn for it
    def shown(*, read: bool) -> dict[str, Any]:
        if read:
            bundle: dict[str, Any] = chart._repr_mimebundle_()
            return bundle
        waits = unread(chart, told(ON_PAPER if session.on_paper() else WAITS))
        return {"text/html": waits.html, "text/plain": waits.text}

    def page(lesson: Any) -> dict[str, Any]:
        return shown(read=all(lesson.answered(name) for name in until))

    named = zlib.crc32(
        chart.said(reading=False).alt.encode()
    )  # a lesson may ask of two charts at once
    session.follow(page, f"reading-{named:08x}", good_empty=True)
    return None


#: What stands in the place of a reading that waits for its question.
WAITS = later("Read this chart yourself. Its reading comes here when you have answered below.")
ON_PAPER = later("Read this chart yourself.")


def unread(chart: Any, invitation: str = "") -> Page:
    """A chart with nothing of its reading: neither in words, nor on the picture, nor in its table."""
    seen = chart.said(reading=False)
    caption = f"{seen.caption}\n{invitation}".strip()
    html = chart.unread().as_html(Said(seen.alt, caption), telling=False)
    return Page(html, f"{seen.alt} {invitation}")


#: How often each choice of the lab was counted for pages without Python.
_TRIES = 10
_COUNTED = "alarms.json"


def alarms_counted() -> dict[str, Any]:
    """What the lab shows for every choice, counted beforehand, with the words of its form.

    The numbers stand beside this file; ``python3 -m champions.activities.run_charts.labs`` counts them anew.
    """
    counted = files("champions.activities.run_charts").joinpath(_COUNTED).read_text("utf-8")
    return {
        "charts": _CHARTS,
        "rules": {key: told(words) for key, words in _RULES.items()},
        "weeks": list(_WEEKS),
        "shifts": {f"{shift:g}": told(words) for shift, words in _SHIFTS.items()},
        "signals": json.loads(counted),
    }


def count_for(rules: str, weeks: int, shift: float) -> list[int]:
    """How many charts gave a signal in each try with these choices."""
    from champions.charts.simulate import count_alarms

    tries = range(1, _TRIES + 1)
    return [count_alarms(rules, weeks, shift, _CHARTS, seed).signals for seed in tries]


def alarm_lab(charts: int = _CHARTS) -> None:
    """Show a form that makes many charts of chance and counts how many give a signal.

    Choose a rule set, a length and what happened, then press the button. Every try adds a row to a
    table, so that false alarms and real changes found can be compared.
    """
    import ipywidgets as w

    from champions.lesson import session
    from champions.questions import forms

    words = told(
        "A form that makes {charts} charts of chance and counts those with a signal.", charts=charts
    )
    if session.being_marked():  # nobody is there to choose
        session.show({"text/html": f"<p>{escape(words)}</p>", "text/plain": words})
        return
    rules = w.Dropdown(
        options=[(told(words), key) for key, words in _RULES.items()], description=told("Rules")
    )
    weeks = w.Dropdown(options=[(told("{n} weeks", n=one), one) for one in _WEEKS], value=24)
    weeks.description = told("Length of each chart")
    shift = w.Dropdown(options=[(told(words), key) for key, words in _SHIFTS.items()])
    shift.description = told("What happened")
    button = w.Button(
        description=told("Make {charts} charts", charts=charts), button_style="primary"
    )
    table = w.HTML(_table([]))
    tried: list[Any] = []

    def run(_button: object) -> None:
        from champions.charts.simulate import count_alarms

        button.disabled = True
        table.value = _table(tried) + ('<p role="status">' + told("Making charts…") + "</p>")
        try:
            tried.append(
                count_alarms(rules.value, weeks.value, shift.value, charts, len(tried) + 1)
            )
        finally:
            button.disabled = False
        table.value = _table(tried)

    button.on_click(run)
    form = w.VBox([rules, weeks, shift, button, table])
    form.add_class("champions-form")
    session.show(forms.view(form, words, f"<p>{escape(words)}</p>"))


def _table(tried: list[Any]) -> str:
    if not tried:
        return '<div class="champions-lab"><p>' + told("No charts made yet.") + "</p></div>"
    rows = "".join(
        f"<tr><td>{told(_RULES[a.rules])}</td><td>{a.weeks}</td><td>{told(_SHIFTS[a.shift])}</td>"
        f"<td>{told('{some} of {all}', some=f'<strong>{a.signals}</strong>', all=a.charts)}</td></tr>"
        for a in tried
    )
    last = tried[-1]
    said = (
        told(
            "{signals} of {charts} charts gave a signal (found the change).",
            signals=last.signals,
            charts=last.charts,
        )
        if last.shift
        else told(
            "{signals} of {charts} charts gave a signal (false alarms: nothing had changed).",
            signals=last.signals,
            charts=last.charts,
        )
    )
    heads = (told("Rules"), told("Weeks"), told("What happened"), told("Charts with a signal"))
    head = f"<tr>{''.join(f'<th>{one}</th>' for one in heads)}</tr>"
    return (
        f'<div class="champions-lab"><p role="status">{said}</p>'
        f"<table><thead>{head}</thead><tbody>{rows}</tbody></table></div>"
    )


if __name__ == "__main__":
    every = {
        f"{rules}|{weeks}|{shift:g}": count_for(rules, weeks, shift)
        for rules in _RULES
        for weeks in _WEEKS
        for shift in _SHIFTS
    }
    lines = ",\n".join(f"{json.dumps(key)}: {tries}" for key, tries in every.items())
    Path(__file__).with_name(_COUNTED).write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
