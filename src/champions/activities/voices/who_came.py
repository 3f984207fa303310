"""Who lives here, and who came: two bars a group, so that a person sees who is not in the room.

A group of fewer than 30 people gets no share. One person more or less would move it too far, and
it could show who somebody is. Groups from which fewer than five came are put together, for the same
reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from champions.questions.pictures import BLUE, INK, ORANGE
from champions.sentences.told import InWords, in_figures, later, told
from champions.style.tokens import PAPER

if TYPE_CHECKING:
    import pandas as pd

#: A group smaller than this gets no percentage, rate or ratio. The course's own rule.
LEAST_FOR_A_SHARE = 30
#: Fewer people than this who came are not counted out one by one.
LEAST_SHOWN = 5


#: What groups that are put together are called.
JOINED = InWords({"first language": later("The other languages together")})


@dataclass(frozen=True)
class Group:
    """One group of people, of each 100 in all.

    Attributes:
        name: the group in words.
        lives: of each 100 people who live here, how many are of the group; None: no share is given.
        came: of each 100 people who came, how many were; None when no share is given.
        why: why no share is given, else empty.
    """

    name: str
    lives: float | None
    came: float | None
    why: str = ""

    @property
    def said(self) -> str:
        """The group's two shares in words."""
        if self.lives is None or self.came is None:
            return f"{self.name}: {self.why}."
        return told(
            "{name}: {lives} live here, {came} came.",
            name=self.name,
            lives=in_figures(self.lives, ".0f"),
            came=in_figures(self.came, ".0f"),
        )

    @property
    def hardly_came(self) -> bool:
        """True when their share of those who came is under half of their share of those who live here."""
        return self.lives is not None and self.came is not None and self.came < self.lives / 2


def compare(table: pd.DataFrame, kind: str) -> list[Group]:
    """The groups of one kind, each with its share of those who live here and of those who came.

    Args:
        table: the data set ``population``.
        kind: place, age or first language.
    """
    rows = table[table["kind"] == kind]
    lived, came = float(rows["people"].sum()), float(rows["came"].sum())
    known = rows[rows["people"] >= LEAST_FOR_A_SHARE]
    few = known["came"] < LEAST_SHOWN
    groups = [
        Group(str(row.group), 100 * row.people / lived, 100 * row.came / came)
        for row in known[~few].itertuples()
    ]
    if few.any():
        together = known[few][["people", "came"]].sum()
        name = JOINED.get(kind) or told("The smaller groups together")
        if together["came"] < LEAST_SHOWN:
            groups.append(Group(name, None, None, told("under {n} came", n=LEAST_SHOWN)))
        else:
            shares = 100 * together["people"] / lived, 100 * together["came"] / came
            groups.append(Group(name, *shares))
    for row in rows[~rows.index.isin(known.index)].itertuples():
        small = row.people < LEAST_FOR_A_SHARE
        why = told("too few people for a share") if small else told("not known how many live here")
        groups.append(Group(str(row.group), None, None, why))
    return groups


_WIDTH, _ROW, _LEFT = 440, 62, 4


def bars_html(groups: list[Group], kind: str) -> str:
    """Two bars a group as a picture with its words: who lives here, and who came."""
    most = max((max(g.lives or 0, g.came or 0) for g in groups), default=1) or 1
    drawn, top = "", 0
    for group in groups:
        drawn += f'<text x="{_LEFT}" y="{top + 17}" font-size="15" fill="{INK}">{escape(group.said)}</text>'
        if group.lives is not None and group.came is not None:
            room = _WIDTH - 2 * _LEFT
            drawn += (
                f'<rect x="{_LEFT}" y="{top + 24}" height="12" fill="{BLUE}" '
                f'width="{max(1.5, room * group.lives / most):.1f}"/>'
                f'<rect x="{_LEFT + 1}" y="{top + 39}" height="11" fill="{PAPER}" stroke="{ORANGE}" '
                f'stroke-width="2" width="{max(1.5, room * group.came / most - 2):.1f}"/>'
            )
            top += _ROW
        else:
            top += _ROW // 2
    said = _said(groups, kind)
    return (
        '<figure class="champions-bars">'
        f'<svg viewBox="0 0 {_WIDTH} {top}" role="img" aria-label="{escape(said)}" xmlns="http://www.w3.org/2000/svg">'
        f'{drawn}</svg><figcaption role="status">'
        + told(
            "Of each 100 people, by {kind}. The full bar: how many live "
            "here. The empty bar: how many came.",
            kind=escape(kind),
        )
        + "</figcaption></figure>"
    )


def _said(groups: list[Group], kind: str) -> str:
    first = told("Of each 100 people, by {kind}.", kind=kind)
    return " ".join([first, *(group.said for group in groups)])


def who_came() -> None:
    """Show a form to look at who lives here and who came: by place, by age, by first language."""
    from champions.data import load
    from champions.lesson import views
    from champions.lesson.page import Page

    table = load("population")
    kinds = list(dict.fromkeys(table["kind"]))

    def shown(chosen: views.Chosen, _told: object = True) -> Page:
        groups = compare(table, chosen["kind"])
        return Page(bars_html(groups, chosen["kind"]), _said(groups, chosen["kind"]))

    words = told("Who lives here and who came, by place, by age and by first language.")
    options = {kind: told("by {kind}", kind=kind) for kind in kinds}
    by = views.Pick("kind", told("Show people"), options)
    everything = "".join(shown({"kind": kind}).html for kind in kinds)
    views.show(views.Views(words, [by], shown, still=everything))
