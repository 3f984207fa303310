"""The paper that results are drawn on: sizes, panels, and pictures as PNG and SVG.

Figures are made without pyplot, which would keep every one of them in memory.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.transforms import Affine2D, ScaledTranslation

from champions.charts import recall as made_before
from champions.charts.drawing.lettering import Words
from champions.style.tokens import BLUE, GREY, GRID, INK, ORANGE, PAPER, PATH, PURPLE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Type of point: colour, shape, and how much larger than a plain dot.
MARKS = {
    "common cause": (GREY, "o", 1.0),
    "improvement": (BLUE, "s", 1.25),
    "concern": (ORANGE, "D", 1.25),
    "special cause": (PURPLE, "^", 1.4),
}


#: More than this are thinned to the highest and lowest of each column of pixels.
MOST_LINE = 4000


@dataclass(frozen=True)
class Size:
    """Sizes for one use: width and height in inches, dots an inch, letters and dots in points.

    ``columns``: how many small charts stand side by side. ``smaller``: by how much their letters are.
    """

    width: float
    height: float
    dpi: int
    letters: float
    dot: float
    columns: int = 2
    smaller: float = 0.8


#: In a window of 390 pixels a page shows ``phone`` 358 pixels wide, half of what it has: its letters are 12.7
#: pixels high, and the smallest, four fifths of that, 10.2.
SIZES = {
    "phone": Size(3.9, 3.7, 184, 10.0, 5.0, columns=1, smaller=1.0),
    "screen": Size(5.2, 3.9, 150, 11.5, 6.0, columns=1),
    "print": Size(6.7, 4.2, 300, 9.5, 4.6),
    "projector": Size(10.67, 6.0, 120, 20.0, 10.0),
}


def dot_size(usual: float, count: int, wide: float) -> float:
    """How large dots are, in points: smaller where they stand close, so that they do not run together.

    Args:
        usual: where there is room. count: how many points. wide: the panel in inches.

    >>> dot_size(6, 36, 3.3), round(dot_size(6, 400, 3.3), 1)
    (6, 2.2)
    """
    return min(usual, max(usual * 0.36, 1.6 * wide * 72 / max(count, 1)))


class Panel:
    """Where one chart is drawn: a part of a figure, or the axes that a person gave.

    Axes of matplotlib make ticks that are never shown, which takes longer than the chart itself. So a
    whole figure is drawn without them, and this holds the few things that a drawing needs.

    Attributes:
        data: from the numbers of the chart to the picture. box: from 0-1 across and up to the picture.
        wide, tall: its size in inches. left, right, low, high: the numbers at its edges.
    """

    def __init__(
        self,
        figure: Figure,
        corner: tuple[float, float],
        wide: float,
        tall: float,
        ax: Axes | None = None,
    ) -> None:
        self.figure, self.ax, self.wide, self.tall = figure, ax, wide, tall
        width, height = figure.get_size_inches()
        self._corner = (corner[0] / width, corner[1] / height, wide / width, tall / height)
        x, y, w, h = self._corner
        self.box = (
            ax.transAxes if ax else Affine2D().scale(w, h).translate(x, y) + figure.transFigure
        )
        self.data: Any = self.box
        self.left, self.right, self.low, self.high = 0.0, 1.0, 0.0, 1.0

    @classmethod
    def of(cls, ax: Axes) -> Panel:
        """The panel of axes that a person gave. Their own ticks are put out of sight."""
        figure: Any = ax.figure
        box = ax.get_position()
        width, height = figure.get_size_inches()
        ax.set_axis_off()
        return cls(
            figure, (box.x0 * width, box.y0 * height), box.width * width, box.height * height, ax
        )

    def span(self, left: float, right: float, low: float, high: float) -> None:
        """Say which numbers are at the edges."""
        self.left, self.right, self.low, self.high = left, right, low, high
        if self.ax is not None:
            self.ax.set(xlim=(left, right), ylim=(low, high))
            self.data = self.ax.transData
        else:
            scale = Affine2D().translate(-left, -low).scale(1 / (right - left), 1 / (high - low))
            self.data = scale + self.box

    def across(self, x: float) -> float:
        """A place across, as a share of the width."""
        return float((x - self.left) / (self.right - self.left))

    def up(self, y: float) -> float:
        """A place up, as a share of the height."""
        return float((y - self.low) / (self.high - self.low))

    def text(
        self, x: float, y: float, said: str, shift: tuple[float, float] = (0, 0), **style: Any
    ) -> None:
        """Words at shares of the width and height, moved by so many points."""
        where = self.box + ScaledTranslation(
            shift[0] / 72, shift[1] / 72, self.figure.dpi_scale_trans
        )
        text = Words(x, y, said, transform=where, figure=self.figure, **{"color": INK, **style})
        (self.ax or self.figure).add_artist(text)

    def line(self, x: Any, y: Any, *, box: bool = False, **style: Any) -> None:
        """A line or dots, at numbers of the chart or (``box``) at shares of the panel."""
        made = Line2D(x, y, transform=self.box if box else self.data, **style)
        (self.ax or self.figure).add_artist(made)

    def lines(self, paths: Any, **style: Any) -> None:
        """Many lines at once."""
        made = LineCollection(paths, transform=self.data, **style)
        (self.ax or self.figure).add_artist(made)


def png(draw_on: Callable[[Figure, str], None], size: str) -> bytes:
    """A picture as the bytes of a PNG file.

    >>> png(lambda figure, size: None, "screen")[1:4]
    b'PNG'
    """
    picture: bytes = made_before.recall(draw_on, size, lambda: _png(draw_on, size))
    return picture


def _png(draw_on: Callable[[Figure, str], None], size: str) -> bytes:
    figure = _figure(size)
    draw_on(figure, size)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return _png_bytes(np.asarray(canvas.buffer_rgba())[:, :, :3], SIZES[size].dpi)


def _png_bytes(pixels: np.ndarray, dpi: int) -> bytes:
    """Pixels as a PNG file of at most 256 colours, every row as it is.

    Charts are flat colours and the steps between them. A list of colours makes the file half as large,
    and a third of the bytes are squeezed. On such pictures, trying filters costs time only.
    """
    height, width, _ = pixels.shape
    rows = np.zeros((height, 1 + width), np.uint8)
    rows[:, 1:], palette = _few_colours(pixels)
    squeeze = zlib.compressobj(_SQUEEZE, zlib.DEFLATED, 15, 9)
    body = squeeze.compress(rows.tobytes()) + squeeze.flush()
    metre = round(dpi / 0.0254)
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"pHYs", struct.pack(">IIB", metre, metre, 1)),
        (b"PLTE", palette.tobytes()),
        (b"IDAT", body),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


#: How hard zlib tries. From 4 on it finds letters that repeat.
_SQUEEZE = 4
#: Colours that a chart is drawn in. They stay to the digit; the steps between them are rounded.
_DRAWN = np.array(
    [[int(one[at : at + 2], 16) for at in (1, 3, 5)]
     for one in (BLUE, GREY, GRID, INK, ORANGE, PATH, PURPLE, PAPER)], np.uint8,
)  # fmt: skip


def _few_colours(pixels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each pixel the number of its colour, and the colours: at most 256, as near as that allows."""
    for bits in (5, 4, 3, 2):
        code: np.ndarray = np.zeros(pixels.shape[:2], np.uint16)
        for channel in range(3):
            code = (code << bits) | (pixels[:, :, channel] >> (8 - bits))
        used = np.zeros(1 << 3 * bits, bool)
        used[code] = True
        found = np.flatnonzero(used)
        if found.size <= _MOST_COLOURS:
            break
    numbers = np.zeros(used.size, np.uint8)
    numbers[found] = np.arange(found.size)
    levels = np.column_stack([found >> bits * at & (1 << bits) - 1 for at in (2, 1, 0)])
    palette = np.round(levels * (255 / ((1 << bits) - 1))).astype(np.uint8)
    exact = _DRAWN >> (8 - bits)
    at = np.searchsorted(found, exact.astype(int) @ [1 << 2 * bits, 1 << bits, 1])
    there = (at < found.size) & (levels[np.minimum(at, found.size - 1)] == exact).all(axis=1)
    palette[at[there]] = _DRAWN[there]
    return numbers[code], palette


_MOST_COLOURS = 256


def svg(draw_on: Callable[[Figure, str], None], size: str, title: str, description: str) -> str:
    """A picture as SVG, with a title and a description that a screen reader says.

    >>> ">twelve dots</desc>" in svg(lambda *_: None, "screen", "Calls", "twelve dots")
    True
    """
    from html import escape

    buffer = BytesIO()
    with mpl.rc_context({"svg.hashsalt": "champions"}):
        figure = _figure(size)
        draw_on(figure, size)
        figure.savefig(buffer, format="svg", metadata={"Date": None})
    made = buffer.getvalue().decode("utf-8")
    start = made.index(">", made.index("<svg")) + 1
    head = made[:start].replace("<svg", '<svg role="img" aria-labelledby="title description"', 1)
    said = f'<title id="title">{escape(title)}</title><desc id="description">{escape(description)}</desc>'
    return head + said + made[start:]


def _figure(size: str) -> Figure:
    from champions.charts.tidy import one_of

    chosen = SIZES[one_of(size, SIZES, "size")]
    return Figure(figsize=(chosen.width, chosen.height), dpi=chosen.dpi, facecolor=PAPER)


def thin(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A very long line as the highest and lowest of each column of pixels; a shorter one as it is.

    >>> [part.size for part in thin(np.arange(1e6), np.zeros(1_000_000))]
    [3000, 3000]
    """
    if x.size <= MOST_LINE:
        return x, y
    columns = 1500
    edges = np.linspace(0, x.size, columns + 1).astype(int)[:-1]
    low, high = np.fmin.reduceat(y, edges), np.fmax.reduceat(y, edges)
    return np.repeat(x[edges], 2), np.column_stack([low, high]).ravel()
