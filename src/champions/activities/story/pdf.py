"""The one-page story as a PDF for paper: one side of A4, drawn with matplotlib.

Its letters are real letters, so that they can be found and copied. It has no tags for screen readers:
the web page of the story is the one to send to people. matplotlib sets letters one by one from left
to right, so scripts that join letters or run from right to left are refused, with what to do instead.

No library that was found sets tagged words and also runs in a browser, so matplotlib does it. Tried in
November 2026: fpdf2 2.8.9 is pure Python, small (a wheel of 0.34 MB, and defusedxml of 0.03 MB), and
needs only what matplotlib has brought. But it tags pictures and links alone: of a page with headings,
paragraphs and a list, the tree of tags held one figure, and its one way to tag more is its own
(``_marked_sequence``) and calls everything a figure. A file that says it is tagged, with its words
outside the tags, is worse for a screen reader than one that says nothing. WeasyPrint does tag words,
but it needs the compiled library Pango, which Pyodide does not have. A browser does it well: Print and
"Save as PDF" on the web page of the story gives a tagged file (``tests/test_story_browser.py``).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from champions.activities.story.question import (
    BOXES,
    HEADINGS,
    MOST_WORDS,
    consent_line,
    is_draft,
    lines_of,
    title_of,
    word_count,
)
from champions.charts.words import in_one_line
from champions.sentences.told import bare, later, told
from champions.style.tokens import INK, NAVY, PAPER, RUST

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from champions.charts.chart import Chart

_WIDTH, _HEIGHT, _MARGIN = 595.0, 842.0, 40.0  # points; A4
_INK, _BLUE, _BROWN = INK, NAVY, RUST
#: Sizes of letters that are tried, the largest first. Smaller would be hard to read on paper.
_SIZES = (12.0, 11.0, 10.5, 10.0, 9.5, 9.0)
_PRINT_INSTEAD = later('Open the web page of your story, choose Print, and then "Save as PDF".')


class NotOnPaper(ValueError):
    """A story that does not become one page of PDF, in plain words."""


@dataclass
class _Paper:
    """What is to be drawn, from the top down, in points from the top left corner."""

    texts: list[tuple[float, float, str, float, bool, str]] = field(default_factory=list)
    picture: tuple[float, float, float, float] | None = None
    y: float = _MARGIN


def story_pdf(
    texts: Mapping[str, Any], chart: Chart | None = None, picture: bytes | None = None
) -> bytes:
    """One side of A4 as PDF. ``picture`` is the chart's PNG, if it is made already.

    Raises:
        NotOnPaper: when the words do not fit on one side, or their script cannot be set here.
    """
    _refuse_scripts(" ".join(str(texts.get(key) or "") for key in (*BOXES, "uses")))
    if chart is not None and picture is None:
        picture = chart.to_png()
    count = word_count(texts)
    # Words beyond twice what is promised fit in no size that can be read: laying them out is idle.
    for size in _SIZES if count <= 2 * MOST_WORDS else ():
        paper = _laid_out(texts, chart, picture, size)
        if paper.y <= _HEIGHT - _MARGIN:
            return _drawn(paper, picture, title_of(texts))
    raise NotOnPaper(
        told(
            "Your story has {count} words, which is too much for one side of "
            "paper. Take out what a neighbour does not need, and make the "
            "page again.",
            count=count,
        )
    )


def _refuse_scripts(text: str) -> None:
    font = _font(bold=False)
    for letter in text:
        joined = unicodedata.bidirectional(letter) in {"R", "AL"} or "INDIC" in _block(letter)
        if joined or (not letter.isspace() and font.get_char_index(ord(letter)) == 0):
            raise NotOnPaper(
                told('This PDF cannot show the sign "{letter}".', letter=letter)
                + f" {told(_PRINT_INSTEAD)}"
            )


def _block(letter: str) -> str:
    """INDIC for scripts of South and South-East Asia, whose signs change with their neighbours."""
    return "INDIC" if 0x0900 <= ord(letter) <= 0x109F or 0x1780 <= ord(letter) <= 0x17FF else ""


@cache
def _font(*, bold: bool) -> Any:
    from matplotlib.font_manager import FontProperties, findfont, get_font

    return get_font(
        findfont(FontProperties(family="DejaVu Sans", weight="bold" if bold else "normal"))
    )


@lru_cache(maxsize=20_000)
def _wide(word: str, size: float, bold: bool) -> float:
    """How wide a word is, in points."""
    font = _font(bold=bold)
    font.set_size(size, 72)
    font.set_text(word, 0.0)
    return float(font.get_width_height()[0]) / 64


def _wrapped(text: str, size: float, bold: bool, room: float) -> list[str]:
    """Lines that fit. Each word is measured once; a space is about a third of the size."""
    lines: list[list[str]] = [[]]
    used = 0.0
    for word in text.split():
        wide = _wide(word, size, bold)
        if lines[-1] and used + 0.35 * size + wide > room:
            lines.append([])
            used = 0.0
        used += wide + (0.35 * size if lines[-1] else 0)
        lines[-1].append(word)
    return [" ".join(line) for line in lines]


def _write(
    paper: _Paper,
    x: float,
    text: str,
    size: float,
    room: float,
    *,
    bold: bool = False,
    ink: str = _INK,
) -> None:
    for line in _wrapped(text, size, bold, room):
        paper.y += size * 1.3
        paper.texts.append((x, paper.y, line, size, bold, ink))


def _section(
    paper: _Paper, texts: Mapping[str, Any], key: str, x: float, room: float, size: float
) -> None:
    paper.y += size * 0.55
    _write(paper, x, bare(HEADINGS[key]), size + 1, room, bold=True, ink=_BLUE)
    lines = lines_of(texts.get(key)) or [bare(told("(not written yet)"))]
    for at, line in enumerate(lines, 1):
        numbered = key == "tried" and len(lines) > 1
        _write(paper, x, f"{at}. {line}" if numbered else line, size, room)


def _laid_out(
    texts: Mapping[str, Any], chart: Chart | None, picture: bytes | None, size: float
) -> _Paper:
    paper, room = _Paper(), _WIDTH - 2 * _MARGIN
    half = (room - 18) / 2
    if is_draft(texts):
        _write(paper, _MARGIN, consent_line(texts), size, room, bold=True, ink=_BROWN)
    _write(paper, _MARGIN, title_of(texts), size + 6, room, bold=True)
    if who := str(texts.get("who") or "").strip():
        _write(paper, _MARGIN, who, size, room)
    _side_by_side(paper, texts, (("aim", "measures"), ("tried",)), half, size)
    _section(paper, texts, "chart", _MARGIN, room, size)
    if chart is not None and picture is not None:
        paper.y += 5
        tall = 235.0 if size > _SIZES[-2] else 195.0
        wide = tall * _shape(picture)
        wide, tall = (wide, tall) if wide <= room else (room, room / _shape(picture))
        paper.picture = (_MARGIN + (room - wide) / 2, paper.y, wide, tall)
        paper.y += tall
        _write(paper, _MARGIN, in_one_line(chart.caption), size - 1, room)
    _side_by_side(paper, texts, (("learned",), ("next",)), half, size)
    if not is_draft(texts):
        paper.y += size * 0.8
        _write(paper, _MARGIN, consent_line(texts), size - 1, room)
    return paper


def _side_by_side(
    paper: _Paper,
    texts: Mapping[str, Any],
    columns: tuple[tuple[str, ...], ...],
    half: float,
    size: float,
) -> None:
    top, lowest = paper.y, paper.y
    for at, keys in enumerate(columns):
        paper.y = top
        for key in keys:
            _section(paper, texts, key, _MARGIN + at * (half + 18), half, size)
        lowest = max(lowest, paper.y)
    paper.y = lowest


def _shape(picture: bytes) -> float:
    """Width over height, from the head of a PNG."""
    return int.from_bytes(picture[16:20], "big") / int.from_bytes(picture[20:24], "big")


def _drawn(paper: _Paper, picture: bytes | None, title: str) -> bytes:
    import matplotlib as mpl
    from matplotlib.figure import Figure

    buffer = BytesIO()
    with mpl.rc_context({"pdf.fonttype": 42, "font.family": "DejaVu Sans", "text.usetex": False}):
        figure = Figure(figsize=(_WIDTH / 72, _HEIGHT / 72), facecolor=PAPER)
        for x, y, text, size, bold, ink in paper.texts:
            figure.text(
                x / _WIDTH, 1 - y / _HEIGHT, text, fontsize=size, color=ink,
                fontweight="bold" if bold else "normal", parse_math=False,
            )  # fmt: skip
        if picture is not None and paper.picture is not None:
            _place(figure, picture, paper.picture)
        figure.savefig(buffer, format="pdf", metadata={"Title": title, "CreationDate": None})
    return buffer.getvalue()


def _place(figure: Figure, picture: bytes, where: tuple[float, float, float, float]) -> None:
    from matplotlib.image import imread

    x, y, wide, tall = where
    axes = figure.add_axes((x / _WIDTH, 1 - (y + tall) / _HEIGHT, wide / _WIDTH, tall / _HEIGHT))
    axes.imshow(imread(BytesIO(picture), format="png"), aspect="auto", interpolation="none")
    axes.set_axis_off()
