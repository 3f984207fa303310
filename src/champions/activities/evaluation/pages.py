"""What a course has changed, on paper: answers before and after, and links between organisations.

Only people who answered twice are compared. A group of fewer than 30 gets counts, no percentages,
and a count from 1 to 4 is joined with another.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from champions.questions.pictures import BLUE, GRID, INK, ORANGE
from champions.sentences import in_a_row
from champions.sentences.told import bare, in_figures, later, told
from champions.style.tokens import PAPER

if TYPE_CHECKING:
    import pandas as pd

LEAST_SHOWN = 5
SCALE = {
    1: later("Not at all"),
    2: later("A little"),
    3: later("Somewhat"),
    4: later("Quite"),
    5: later("Very"),
}
#: What stands above the two rows of dots, by the column that is drawn there, with its place from left to right.
_ROWS = {
    "before": (190, later("before", context="answers")),
    "after": (360, later("after", context="answers")),
}
BASELINE = ("00-start-here", "baseline-confidence")
CONSENT = ("00-start-here", "baseline-consent")


# --- Answers before and after ---------------------------------------------------------------------


@dataclass(frozen=True)
class Paired:
    """How many of those who answered twice went up, stayed and went down; and who answered once."""

    up: int
    same: int
    down: int
    once_before: int
    once_after: int

    @property
    def both(self) -> int:
        """Everybody who answered twice."""
        return self.up + self.same + self.down

    @property
    def said(self) -> str:
        """The counts in words that may be shown: small ones are joined."""
        if min(self.same, self.down) < LEAST_SHOWN or self.up < LEAST_SHOWN:
            return (
                told(
                    "{both} answered twice. {up} went up, and {down} did not.",
                    both=self.both,
                    up=self.up,
                    down=self.same + self.down,
                )
                if self.up >= LEAST_SHOWN <= self.same + self.down
                else told("{both} answered twice. Too few to say more.", both=self.both)
            )
        return told(
            "{both} answered twice. {up} went up, {same} stayed, {down} went down.",
            both=self.both,
            up=self.up,
            same=self.same,
            down=self.down,
        )


def answers_of_cohort() -> pd.DataFrame:
    """The answers of the invented cohort, one row a person, without the copied one."""
    from champions.data import load

    return load("confidence-survey").drop_duplicates("code").reset_index(drop=True)


def paired(table: pd.DataFrame) -> Paired:
    """Compare each person with themselves.

    >>> paired(answers_of_cohort()).said
    '19 answered twice. 11 went up, and 8 did not.'
    """
    two = table.dropna(subset=["before", "after"])
    moved = two["after"] - two["before"]
    return Paired(
        int((moved > 0).sum()),
        int((moved == 0).sum()),
        int((moved < 0).sum()),
        int((table["before"].notna() & table["after"].isna()).sum()),
        int((table["before"].isna() & table["after"].notna()).sum()),
    )


def pairs_html(table: pd.DataFrame) -> str:
    """Two rows of dots, before and after, with a line for everybody who answered twice."""
    drawn = ""
    for value, words in SCALE.items():
        y, answer = _level(value), _on_paper(f"{in_figures(value)} {told(words)}")
        drawn += (
            f'<line x1="120" x2="430" y1="{y}" y2="{y}" stroke="{GRID}" stroke-width="0.6"/>'
            f'<text x="6" y="{y + 5}" font-size="14" fill="{INK}">{answer}</text>'
        )
    for x, words in _ROWS.values():
        drawn += (
            f'<text x="{x}" y="18" font-size="15" font-weight="bold" text-anchor="middle" '
            f'fill="{INK}">{_on_paper(told(words, context="answers"))}</text>'
        )
    two = table.dropna(subset=["before", "after"])
    counts = two.groupby(["before", "after"]).size()
    for (before, after), many in counts.items():
        colour, dash = (BLUE, "") if after > before else (ORANGE, ' stroke-dasharray="6 4"')
        drawn += (
            f'<line x1="190" x2="360" y1="{_level(before)}" y2="{_level(after)}" stroke="{colour}" '
            f'stroke-width="{1.5 + many}"{dash}/>'
        )
    for column, (x, _) in _ROWS.items():
        for value in sorted(two[column].unique()):
            drawn += f'<circle cx="{x}" cy="{_level(value)}" r="7" fill="{INK}"/>'
    said = paired(table).said
    words = told(
        "{said} Each line goes from the answer before to the answer after. A thick line is several "
        "people. Full lines go up. Broken lines stay or go down.",
        said=said,
    )
    return _figure(drawn, 330, words)


def _on_paper(words: str) -> str:
    """Words as a drawing has them: it cannot say of a part that it is English."""
    return escape(bare(words))


def _level(value: float) -> float:
    return 310 - 56 * (float(value) - 1) - 12


def confidence_pairs() -> Any:
    """Show the cohort's answers before and after, each person joined with themselves."""
    from champions.lesson.page import Page

    table = answers_of_cohort()
    return Page(pairs_html(table), paired(table).said)


def own_baseline(lesson_folder: Path) -> str:
    """What the champion answered in lesson 00, in a sentence; never a number, and never without a yes.

    The answer stays on this device unless the champion said yes to its use in lesson 00.
    """
    from champions.questions import answers

    module, question = BASELINE
    folder = lesson_folder.resolve().parent / module
    book = answers.load(folder, module) if folder.is_dir() else None
    given = book.answer(question) if book else None
    words = {str(value): words for value, words in SCALE.items()}.get(str(given))
    if book is None or words is None:
        return told("Your answer from lesson 00 is not here. That is fine: answer for today alone.")
    kept = (
        told("You said that we may use it.")
        if book.answer(CONSENT[1]) == "yes"
        else told("You did not say that we may use it, so it is for you alone.")
    )
    given = told('In lesson 00 you answered: "{words}".', words=told(words))
    return f"{given} {kept}"


def my_baseline() -> None:
    """Show what the champion answered in lesson 00."""
    from champions.lesson import session

    def page(now: session.Lesson) -> dict[str, str]:
        said = own_baseline(now.folder)
        return {"text/html": f'<p role="status">{escape(said)}</p>', "text/plain": said}

    session.follow(page, "baseline")


# --- Links between organisations ------------------------------------------------------------------


@dataclass(frozen=True)
class Links:
    """Links between organisations at one time. A link has no direction and is counted once."""

    sectors: dict[str, str]
    pairs: frozenset[frozenset[str]]

    @property
    def across(self) -> frozenset[frozenset[str]]:
        """The links that join two sectors."""
        return frozenset(p for p in self.pairs if len({self.sectors[one] for one in p}) == 2)

    @property
    def alone(self) -> list[str]:
        """Organisations without any link."""
        return [one for one in self.sectors if not any(one in pair for pair in self.pairs)]

    @property
    def said(self) -> str:
        """The links in words."""
        said = told(
            "{links} links, {across} of them between two sectors.",
            links=len(self.pairs),
            across=len(self.across),
        )
        if not self.alone:
            return said
        return f"{said} {told('Without a link: {people}.', people=in_a_row(self.alone))}"


def links(time: str) -> Links:
    """The links ``"before"`` or ``"after"``, each pair once, whoever named it.

    >>> links("before").said.partition(" Without")[0]
    '6 links, 1 of them between two sectors.'
    """
    from champions.data import load

    return links_in(load("partner-links"), time)


def links_in(table: pd.DataFrame, time: str) -> Links:
    """The links of a table at one time.

    Args:
        table: the columns organisation, sector, partner, partner_sector and time; a row a link.
        time: ``"before"`` or ``"after"``. Every organisation of the table is on the map.
    """
    named = [(*row,) for row in table[["organisation", "sector"]].itertuples(index=False)]
    named += [(*row,) for row in table[["partner", "partner_sector"]].itertuples(index=False)]
    sectors = {str(one): str(sector) for one, sector in sorted(named)}
    rows = table[table["time"] == time]
    pairs = {
        frozenset((str(a), str(b)))
        for a, b in zip(rows["organisation"], rows["partner"], strict=True)
    }
    return Links(sectors, frozenset(pairs))


#: A sector, as the data name it, to its sign on the map and to what it is called.
_SECTORS = {
    "health": ("●", later("health", context="sector")),
    "council": ("■", later("council", context="sector")),
    "charity": ("▲", later("charity", context="sector")),
    "community": ("◆", later("community", context="sector")),
    "business": ("★", later("business", context="sector")),
}


def map_html(now: Links, old: Links | None = None) -> str:
    """Organisations on a ring, with a line for each link: thick and blue between two sectors."""
    order = sorted(now.sectors, key=lambda one: (now.sectors[one], one))
    places = {}
    for at, one in enumerate(order):
        turn = 2 * math.pi * at / len(order) - math.pi / 2
        places[one] = (220 + 105 * math.cos(turn), 175 + 125 * math.sin(turn))
    drawn = ""
    for pair in sorted(now.pairs, key=sorted):
        (x1, y1), (x2, y2) = (places[one] for one in sorted(pair))
        colour, wide = (BLUE, 3.5) if pair in now.across else (GRID, 1.5)
        drawn += (
            f'<line x1="{x1:.0f}" y1="{y1:.0f}" x2="{x2:.0f}" y2="{y2:.0f}" stroke="{colour}" '
            f'stroke-width="{wide}"/>'
        )
    for one, (x, y) in places.items():
        anchor = "middle" if abs(x - 220) < 30 else "start" if x > 220 else "end"
        away = {"start": 12, "end": -12, "middle": 0}[anchor]
        down = (-14 if y < 175 else 24) if anchor == "middle" else 5
        drawn += (
            f'<circle cx="{x:.0f}" cy="{y:.0f}" r="10" fill="{PAPER}"/>'
            f'<text x="{x:.0f}" y="{y + 6:.0f}" font-size="19" text-anchor="middle" fill="{INK}">'
            f"{_sign(now.sectors[one])}</text>" + _name(one, x + away, y + down, anchor)
        )
    return _figure(drawn, 350, _map_words(now, old))


def _sign(sector: str) -> str:
    return _SECTORS[sector][0] if sector in _SECTORS else "○"


def _name(name: str, x: float, y: float, anchor: str) -> str:
    """The name of an organisation beside its sign; on the left and the right there is room for a word a line."""
    lines = [name] if anchor == "middle" else name.split(" ", 1)
    up = y - 8 * (len(lines) - 1)
    rows = "".join(
        f'<tspan x="{x:.0f}" y="{up + 16 * at:.0f}">{escape(line)}</tspan>'
        for at, line in enumerate(lines)
    )
    return f'<text font-size="15" text-anchor="{anchor}" fill="{INK}">{rows}</text>'


def _map_words(now: Links, old: Links | None = None) -> str:
    signs = ", ".join(
        f"{sign} {told(words, context='sector')}" for sign, words in _SECTORS.values()
    )
    words = told("{said} Thick blue lines join two sectors. {signs}.", said=now.said, signs=signs)
    if old is not None:
        new, gone = len(now.pairs - old.pairs), len(old.pairs - now.pairs)
        words = f"{words} {told('New since before: {new}. Gone: {gone}.', new=new, gone=gone)}"
    return words


def _figure(drawn: str, height: int, words: str) -> str:
    return (
        '<figure class="champions-dots">'
        f'<svg viewBox="0 0 440 {height}" role="img" aria-label="{escape(words)}" '
        f'xmlns="http://www.w3.org/2000/svg"><rect width="440" height="{height}" fill="{PAPER}"/>'
        f'{drawn}</svg><figcaption role="status">{escape(words)}</figcaption></figure>'
    )


def link_map() -> None:
    """Show a form to look at the links between organisations before and after."""
    from champions.lesson import views
    from champions.lesson.page import Page

    before, after = links("before"), links("after")
    pages = {
        "before": Page(map_html(before), _map_words(before)),
        "after": Page(map_html(after, before), _map_words(after, before)),
    }
    times = {"before": told("before the course"), "after": told("a year later")}
    words = told("Before: {before} After: {after}", before=before.said, after=after.said)
    when = views.Pick("when", told("Show links"), times)
    everything = "".join(page.html for page in pages.values())
    shown = views.Views(words, [when], lambda now, _told: pages[now["when"]], still=everything)
    views.show(shown)
