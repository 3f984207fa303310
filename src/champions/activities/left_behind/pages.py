"""The health checks split by group, before and since a change: who gained, and who did not.

A group of fewer than 30 people gets no share. That is the course's own rule, see
:mod:`champions.activities.voices.who_came`.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from champions.activities.voices.who_came import LEAST_FOR_A_SHARE
from champions.questions.pictures import BLUE, INK, ORANGE
from champions.sentences.told import InWords, in_figures, later, told
from champions.style.tokens import PAPER

if TYPE_CHECKING:
    import pandas as pd

    from champions.charts.funnel import Funnel

SINCE = "2025-03-10"
#: How people may be split: the words of the list, to the columns that make the groups.
SPLITS = {
    "nobody": (later("Nobody: all together"), ()),
    "place": (later("by neighbourhood"), ("place",)),
    "language": (later("by first language"), ("language",)),
    "both": (later("by place of the check and first language"), ("site", "language")),
}
_LANGUAGES = InWords({"English": later("English"), "another": later("another first language")})


@dataclass(frozen=True)
class Gain:
    """One group before and since: how many of 100 came, or None where there are too few people."""

    name: str
    before: float | None
    since: float | None

    @property
    def said(self) -> str:
        """The group in words."""
        if self.before is None or self.since is None:
            return told("{name}: too few people for a share.", name=self.name)
        return told(
            "{name}: {before} before, {since} since.",
            name=self.name,
            before=in_figures(self.before, ".0f"),
            since=in_figures(self.since, ".0f"),
        )


def checks() -> pd.DataFrame:
    """The health checks without copied rows and closed weeks, each row marked as before or since.

    >>> sorted(checks()["since"].unique().tolist())
    [False, True]
    """
    from champions.data import load

    table = load("health-check-uptake").drop_duplicates().dropna(subset=["invited"])
    return table.assign(since=table["week"] >= SINCE)


def checks_since() -> pd.DataFrame:
    """The rows since the bus stands at the school gate."""
    table = checks()
    return table[table["since"]]


def gains(split: str, table: pd.DataFrame | None = None) -> list[Gain]:
    """Each group with its share before and since, in the order of the data.

    Args:
        split: a key of SPLITS. table: rows as :func:`checks` gives them.

    >>> [gain.said for gain in gains("language")][1]
    'another first language: 27 before, 30 since.'
    """
    table = checks() if table is None else table
    table = table.assign(everybody=told("All together"))
    columns = list(SPLITS[split][1]) or ["everybody"]
    found = []
    for key, rows in table.groupby(columns, sort=False):
        words = [_LANGUAGES.get(str(one), str(one)) for one in key]
        shares = [_share(rows[rows["since"] == since]) for since in (False, True)]
        found.append(Gain(", ".join(words), *shares))
    return found


def _share(rows: pd.DataFrame) -> float | None:
    invited = float(rows["invited"].sum())
    return 100 * float(rows["came"].sum()) / invited if invited >= LEAST_FOR_A_SHARE else None


def uptake_funnel() -> Funnel:
    """A funnel plot of the ten groups by neighbourhood and first language, since the change."""
    from champions.charts.funnel import funnel_chart

    rows = checks_since()
    sums = rows.groupby(["place", "language"], as_index=False)[["invited", "came"]].sum()
    sums["group"] = sums["place"] + ", " + sums["language"]
    return funnel_chart(
        sums, "came", out_of="invited", place="group", percent=True,
        title=told("Health checks since March: share who came"), name=told("people who came"),
    )  # fmt: skip


# --- Shown in the lesson --------------------------------------------------------------------------

_WIDTH, _ROW = 440, 62


def bars_html(found: list[Gain], split: str) -> str:
    """Two bars a group, before and since, as a picture with its words."""
    drawn, top = "", 0
    for gain in found:
        drawn += (
            f'<text x="4" y="{top + 17}" font-size="15" fill="{INK}">{escape(gain.said)}</text>'
        )
        if gain.before is not None and gain.since is not None:
            drawn += (
                f'<rect x="5" y="{top + 24}" height="11" fill="{PAPER}" stroke="{ORANGE}" '
                f'stroke-width="2" width="{4.2 * gain.before:.1f}"/>'
                f'<rect x="4" y="{top + 39}" height="12" fill="{BLUE}" width="{4.2 * gain.since:.1f}"/>'
            )
        top += _ROW
    said = _said(found, split)
    return (
        '<figure class="champions-bars">'
        f'<svg viewBox="0 0 {_WIDTH} {top}" role="img" aria-label="{escape(said)}" xmlns="http://www.w3.org/2000/svg">'
        f'{drawn}</svg><figcaption role="status">'
        + told(
            "Of each 100 people who were invited. The empty bar: how many "
            "came before the bus stood at the school gate. The full bar: how "
            "many came since."
        )
        + "</figcaption></figure>"
    )


def _said(found: list[Gain], split: str) -> str:
    words = told(SPLITS[split][0])
    first = told("Of each 100 people invited, how many came, {by}.", by=words)
    return " ".join([first, *(gain.said for gain in found)])


def who_gained() -> None:
    """Show a form to split the health checks by group, before and since the change."""
    from champions.lesson import views
    from champions.lesson.page import Page

    def shown(chosen: views.Chosen, _told: object = True) -> Page:
        split = chosen["split"]
        return Page(bars_html(gains(split), split), _said(gains(split), split))

    words = told("Who came before and since the change, for all and by group.")
    options = {key: told(said) for key, (said, _) in SPLITS.items()}
    by = views.Pick("split", told("Split people"), options)
    everything = "".join(shown({"split": split}).html for split in SPLITS)
    views.show(views.Views(words, [by], shown, still=everything))
