"""Words on a picture, each rendered once: most of them stand on every chart.

Text takes more than half of the time of a picture. So a word is rendered into a small picture of its own
the first time, and copied from there. It then starts at a whole pixel, which no eye can tell.
"""

from __future__ import annotations

import math
import textwrap
import unicodedata
from functools import cache, lru_cache
from typing import Any, NamedTuple

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.ft2font import FT2Font
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform

from champions.style.tokens import FONT_OF_CHARTS, FONTS_OF_SCRIPTS, PAPER

#: Words that are kept rendered: about 10 KB each on a screen.
_MOST_KEPT = 1024


class _Look(NamedTuple):
    """All that decides what a word looks like, and where it lies about its anchor."""

    said: str
    font: FontProperties
    colour: Any
    across: str
    up: str
    spacing: float
    halo: float
    dots: float


class _Rendered(NamedTuple):
    """Pixels of a word, the lowest row first, and its lower left corner as seen from the anchor."""

    pixels: np.ndarray
    left: int
    low: int


@lru_cache(_MOST_KEPT)
def font_for(said: str) -> tuple[str, ...] | None:
    """The fonts that words are drawn in: none to name where ours has each letter, as nearly always.

    Returns None where no font of this computer has them. Such words are left out of a picture: boxes in
    their place would say nothing, and a chart says the same again in words below it.

    >>> font_for("median"), font_for("\ue000")
    ((), None)
    """
    signs = {ord(one) for one in said if unicodedata.category(one) not in ("Cc", "Cf")}
    if said.isascii() or signs <= _letters(""):
        return ()
    return next(
        (
            (one, FONT_OF_CHARTS)
            for one in FONTS_OF_SCRIPTS.split(", ")
            if signs <= _letters(one) | _letters("")
        ),
        None,
    )


@cache
def _letters(family: str) -> frozenset[int]:
    """The letters that a font has; none where the font is not on this computer."""
    try:
        path = findfont(FontProperties(family or None), fallback_to_default=not family)
    except ValueError:
        return frozenset()
    return frozenset(FT2Font(path).get_charmap())


class Words(Text):
    """Text that is copied from where it was rendered before, on pictures made of pixels.

    >>> from matplotlib.figure import Figure
    >>> from matplotlib.backends.backend_agg import FigureCanvasAgg
    >>> figure = Figure(figsize=(2, 1))
    >>> _ = figure.add_artist(Words(1, 30, "median", figure=figure, transform=IdentityTransform()))
    >>> canvas = FigureCanvasAgg(figure)
    >>> canvas.draw()
    >>> bool((np.asarray(canvas.buffer_rgba())[..., 0] < 128).any())
    True
    """

    def __init__(
        self, *args: Any, halo: float = 0.0, linespacing: float = 1.2, **style: Any
    ) -> None:
        """Text as in matplotlib.

        Args:
            halo: width of white around the letters, so that a line behind them does not make them hard
                to read. linespacing: from line to line, in heights of a line.
        """
        effects = [withStroke(linewidth=halo, foreground=PAPER)] if halo else None
        super().__init__(*args, linespacing=linespacing, path_effects=effects, **style)
        if (font := font_for(self.get_text())) is None:
            self.set_text("")
        elif font:
            self.set_fontfamily([*font])
        self._halo, self._spacing = halo, linespacing

    def draw(self, renderer: Any) -> None:
        """Copy the word, if the picture is made of pixels and the word stands upright; else draw it."""
        plain = isinstance(renderer, RendererAgg) and not self.get_rotation() and self.get_visible()
        if (
            not plain
            or not self.get_text()
            or (self.get_clip_on() and self.get_clip_box() is not None)
        ):
            super().draw(renderer)
            return
        x, y = self.get_transform().transform(self.get_unitless_position())
        if not (math.isfinite(x) and math.isfinite(y)):
            return
        made = _rendered(
            _Look(
                self.get_text(), self.get_fontproperties().copy(), self.get_color(), self.get_horizontalalignment(),
                self.get_verticalalignment(), self._spacing, self._halo, renderer.dpi,
            )
        )  # fmt: skip
        gc = renderer.new_gc()
        renderer.draw_image(gc, round(x) + made.left, round(y) + made.low, made.pixels)
        gc.restore()
        self.stale = False


def extent(said: str, letters: float, *, bold: bool = False) -> tuple[float, float]:
    """Width and height of words in points, as they will be drawn.

    Args:
        said: the words. letters: their size in points. bold: whether they are.

    >>> narrow, wide = extent("ill", 10), extent("www", 10)
    >>> bool(narrow[0] < wide[0])
    True
    """
    family = font_for(said)
    if family is None:
        return 0.0, 0.0
    font = FontProperties(family or None, size=letters, weight="bold" if bold else "normal")
    text = Text(0, 0, said, fontproperties=font, figure=_paper(144), transform=IdentityTransform())
    box = text.get_window_extent(RendererAgg(1, 1, 144))
    return float(box.width) / 2, float(box.height) / 2


@lru_cache(_MOST_KEPT)
def title_lines(said: str, letters: float, wide: float) -> tuple[str, ...]:
    """A title in lines of bold letters, none of them wider than there is room. Nothing of it is cut off.

    Args:
        said: the words. letters: their size in points. wide: the room in inches.

    >>> title_lines("Health checks since March: share who came", 11.2, 3.7)
    ('Health checks since March: share who', 'came')
    """
    for most in range(max(2, int(wide * 72 / (letters * 0.5))), 1, -1):
        lines = textwrap.wrap(said, most)
        if all(extent(line, letters, bold=True)[0] <= wide * 72 for line in lines):
            break
    return tuple(lines)


@lru_cache(8)
def _paper(dots: float) -> Figure:
    """What a word is rendered for: only the number of dots an inch counts."""
    return Figure(dpi=dots)


@lru_cache(_MOST_KEPT)
def _rendered(look: _Look) -> _Rendered:
    """A word in pixels, with a little room on every side."""
    text = Text(
        0, 0, look.said, color=look.colour, fontproperties=look.font, ha=look.across, va=look.up,
        linespacing=look.spacing, transform=IdentityTransform(), figure=_paper(look.dots),
        path_effects=[withStroke(linewidth=look.halo, foreground=PAPER)] if look.halo else None,
    )  # fmt: skip
    box = text.get_window_extent(RendererAgg(1, 1, look.dots))
    room = math.ceil(look.halo * look.dots / 72) + 2
    left, low = math.floor(box.x0) - room, math.floor(box.y0) - room
    paper = RendererAgg(math.ceil(box.x1) + room - left, math.ceil(box.y1) + room - low, look.dots)
    text.set_position((-left, -low))
    text.draw(paper)
    # The lowest row first, as a renderer takes pictures.
    return _Rendered(np.asarray(paper.buffer_rgba())[::-1].copy(), left, low)
