"""What every chart can do with itself: show itself in a notebook, and go out as a file."""

from __future__ import annotations

import base64
import math
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from html import escape
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import numpy as np
import pandas as pd

from champions.charts import recall as made_before
from champions.charts.digits import digits_for, spread_of, written
from champions.charts.tidy import ROUNDING, say_time
from champions.charts.words import BULLET
from champions.sentences import of_a_page
from champions.sentences.in_html import finished
from champions.sentences.told import bare, told
from champions.style import filled

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: A wide table scrolls in a place of its own, which the keyboard can reach; the page stays still.
_SCROLLED = (
    '<div class="champions-table" style="overflow-x: auto" tabindex="0" role="region" '
    'aria-label="{words}">{table}</div>'
)


def _scrolled(table: str) -> str:
    return _SCROLLED.format(words=bare(told("The numbers as a table")), table=table)


#: Columns of the points that say which of them are signals.
_TELLING = ("outside", "rule", "type")

_PAGE = filled("""<!DOCTYPE html>
<html {language}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 1.05rem/1.5 var(--font); color: var(--ink); background: var(--paper); max-width: 48rem;
  margin: 1rem auto; padding: 0 1rem; }}
img {{ max-width: 100%; height: auto; }}
figure {{ margin: 0; }}
table {{ border-collapse: collapse; }}
th, td {{ border-bottom: 1px solid var(--grey); padding: 0.25rem 0.75rem; text-align: start; }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
{figure}
<h2>{numbers}</h2>
{table}
</main>
</body>
</html>
""")


#: A window of so many pixels or fewer gets the picture that is drawn for a phone.
NARROW = 600
_DRAWN_FOR: ContextVar[tuple[str, ...]] = ContextVar("drawn_for", default=("screen",))


@contextmanager
def drawn_for(*sizes: str) -> Iterator[None]:
    """Meanwhile charts show themselves in these sizes: one picture, or one for each width of a window.

    Args:
        sizes: ``"screen"``, ``"phone"``, or both.

    >>> from champions.charts.chart import run_chart
    >>> with drawn_for("screen", "phone"):
    ...     made = run_chart([3, 4, 5])._repr_mimebundle_()["text/html"]
    >>> made.count("<source media="), made.count("<img ")
    (1, 1)
    """
    before = _DRAWN_FOR.set(sizes)
    try:
        yield
    finally:
        _DRAWN_FOR.reset(before)


class Said(NamedTuple):
    """The words that go with a picture: for a person who does not see it, and below it."""

    alt: str
    caption: str


class Showable:
    """A result that has ``points``, ``title``, ``reading``, ``said`` and ``draw_on``."""

    # Each result gives these in its own way: as a field, or worked out when first asked for.
    points: Any
    title: Any
    reading: Any

    def said(self, *, reading: bool = True) -> Said:
        """The words that go with the picture, with or without the reading."""
        raise NotImplementedError

    @cached_property
    def alt(self) -> str:
        """What the picture shows, for a person who does not see it."""
        return self.said().alt

    @cached_property
    def caption(self) -> str:
        """The reading, what must be known about the data, and whose rules were used."""
        return self.said().caption

    def draw_on(self, figure: Figure, size: str) -> None:
        """Fill a whole figure."""
        raise NotImplementedError

    def unread(self) -> Self:
        """The same chart with nothing marked on it that its reading says, for a person who is to read it."""
        return self

    def __repr__(self) -> str:
        return str(self.reading)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """A figure with its caption, and the numbers on request; as text, the reading."""
        return dict(made_before.recall(self._bundle, "bundle", self._bundle))

    def _bundle(self) -> dict[str, str]:
        return {"text/plain": self.reading, "text/html": self.as_html(Said(self.alt, self.caption))}

    def as_html(self, said: Said, *, telling: bool = True) -> str:
        """A piece of a page: the picture with these words, and the numbers on request.

        Args:
            said: from :meth:`said`, with the reading or without it.
            telling: False leaves out of the table what tells which points are signals.
        """
        kept = [name for name in self.points.columns if telling or name not in _TELLING]
        table = _scrolled(table_html(self.points[kept]))
        details = (
            "<details><summary>"
            + told("Show the numbers as a table")
            + f"</summary>{table}</details>"
        )
        return self._figure(_DRAWN_FOR.get(), said) + details

    def _figure(self, sizes: tuple[str, ...], said: Said) -> str:
        drawn = {size: base64.b64encode(self.to_png(size=size)).decode("ascii") for size in sizes}
        narrow = drawn.pop("phone") if len(drawn) > 1 and "phone" in drawn else ""
        picture = (
            f'<img alt="{escape(said.alt, quote=True)}" '
            f'src="data:image/png;base64,{next(iter(drawn.values()))}">'
        )
        if narrow:
            source = (
                f'<source media="(max-width: {NARROW}px)" srcset="data:image/png;base64,{narrow}">'
            )
            picture = f"<picture>{source}{picture}</picture>"
        caption = caption_html(said.caption)
        return (
            f'<figure class="champions-chart">{picture}<figcaption>{caption}</figcaption></figure>'
        )

    def to_png(self, path: str | Path | None = None, *, size: str = "screen") -> bytes:
        """The picture as PNG, written to a file if a path is given.

        Args:
            path: where to write it.
            size: ``"screen"``, ``"phone"``, ``"print"`` or ``"projector"``.
        """
        from champions.charts.drawing.panels import png

        return _written(png(self.draw_on, size), path)

    def to_svg(
        self, path: str | Path | None = None, *, size: str = "screen", reading: bool = True
    ) -> str:
        """The picture as SVG with its description inside, written to a file if a path is given.

        Args:
            path, size: as for :meth:`to_png`.
            reading: False leaves the reading out, for people who are to read the chart themselves.
        """
        from champions.charts.drawing.panels import svg

        made = svg(self.draw_on, size, self.title or told("Chart"), self._words(reading).alt)
        _written(made.encode("utf-8"), path)
        return made

    def _words(self, reading: bool) -> Said:
        return Said(self.alt, self.caption) if reading else self.said(reading=False)

    def to_csv(self, path: str | Path | None = None) -> str:
        """The points as CSV, with all their digits, written to a file if a path is given."""
        buffer = BytesIO()
        self.points.to_csv(buffer, lineterminator="\n")
        _written(buffer.getvalue(), path)
        return buffer.getvalue().decode("utf-8")

    def to_html(
        self, path: str | Path | None = None, *, size: str = "screen", reading: bool = True
    ) -> str:
        """One page with the picture, its reading and its numbers, that a screen reader can read.

        Args:
            path, size: as for :meth:`to_png`.
            reading: False leaves the reading out, for people who are to read the chart themselves.
        """
        title = escape(self.title or told("Chart"))
        table = _scrolled(table_html(self.points))
        page = finished(
            _PAGE.format(
                language=of_a_page(),
                title=title,
                figure=self._figure((size,), self._words(reading)),
                numbers=told("The numbers"),
                table=table,
            )
        )
        _written(page.encode("utf-8"), path)
        return page


def caption_html(words: str) -> str:
    """A caption as a piece of a page: its lines below each other, and a list where it has one.

    >>> caption_html("Two signals:\\n• One <5.\\n• Another.\\nThat is rare.\\nRules: Anhøj.")
    'Two signals:<ul><li>One &lt;5.</li><li>Another.</li></ul>That is rare.<br>Rules: Anhøj.'
    """
    pieces: list[str] = []
    for listed, lines in groupby(words.split("\n"), lambda line: line.startswith(BULLET)):
        if listed:
            items = "".join(f"<li>{escape(line.removeprefix(BULLET))}</li>" for line in lines)
            pieces.append(f"<ul>{items}</ul>")
        else:
            pieces.append("<br>".join(escape(line) for line in lines))
    return "".join(pieces)


def _written(made: bytes, path: str | Path | None) -> bytes:
    if path is not None:
        Path(path).write_bytes(made)
    return made


def table_html(points: pd.DataFrame) -> str:
    """The points as a table: rounded, without columns that say nothing.

    >>> table_html(pd.DataFrame({"value": [3.14159, None], "note": ["", ""]}))
    '<table><thead><tr><th scope="col"></th><th scope="col">value</th></tr></thead><tbody>\
<tr><th scope="row">0</th><td>3.142</td></tr><tr><th scope="row">1</th><td>no value</td></tr></tbody></table>'
    """
    hidden = ("side", "missing", "baseline", "outside")
    said = [c for c in points.columns if c not in hidden and not _says_nothing(points[c])]
    names = ["" if name is None else str(name) for name in points.index.names]
    heads = "".join(
        f'<th scope="col">{escape(str(name).replace("_", " "))}</th>' for name in [*names, *said]
    )
    digits = column_digits(points[said])
    cells = [[_cell(value, digits.get(str(name))) for value in points[name]] for name in said]
    rows = []
    for at, index in enumerate(points.index):
        labels = index if isinstance(index, tuple) else (index,)
        first = "".join(f'<th scope="row">{escape(str(label))}</th>' for label in labels)
        rows.append(f"<tr>{first}{''.join(f'<td>{part[at]}</td>' for part in cells)}</tr>")
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _says_nothing(values: pd.Series) -> bool:
    if values.dtype.kind == "b":
        return not values.any()
    if values.dtype.kind == "f":
        return bool(values.isna().all())
    return bool((values == "").all()) or (values.name == "phase" and bool((values == 1).all()))


#: Columns of one scale, which a reader compares: they have the same digits.
_ONE_SCALE = ("value", "centre", "lower", "upper", "target")
_MOST_DIGITS = 12


def column_digits(points: pd.DataFrame) -> dict[str, int]:
    """Digits after the point for each column of numbers, as their spread asks for.

    Values and the lines beside them share their digits, and there are more where two numbers of a row
    would else look alike and are not.

    >>> column_digits(pd.DataFrame({"value": [36.84, 36.1], "upper": [36.79, 36.79], "size": [4.0, 90.0]}))
    {'value': 2, 'upper': 2, 'size': 0}
    """
    numeric = [str(name) for name in points.columns if points[name].dtype.kind == "f"]
    same = [name for name in numeric if name.split("_")[0] in _ONE_SCALE]
    digits = {name: _by_size(points[name].to_numpy()) for name in numeric if name not in same}
    if same:
        table = points[same].to_numpy()
        found = _by_size(table.ravel())
        while found < _MOST_DIGITS and _look_alike(table, found):
            found += 1
        digits |= dict.fromkeys(same, found)
    return {name: digits[name] for name in numeric}


def _by_size(numbers: np.ndarray) -> int:
    wide = spread_of(numbers.tolist())
    if wide > ROUNDING * float(np.nanmax(np.abs(numbers), initial=0.0)):
        return digits_for(wide)
    size = float(np.nanmax(np.abs(numbers), initial=0.0))
    return max(0, 3 - math.floor(math.log10(size))) if size > 0 else 0


def _look_alike(table: np.ndarray, digits: int) -> bool:
    """Whether two numbers of a row that differ are alike once they are rounded."""
    rows = np.sort(table, axis=1)
    near = ROUNDING * np.nanmax(np.abs(rows), initial=0.0)
    shown = np.round(rows, digits)
    return bool(((np.diff(rows, axis=1) > near) & (np.diff(shown, axis=1) == 0)).any())


def _cell(value: Any, digits: int | None) -> str:
    if isinstance(value, bool) or type(value).__name__ == "bool_":
        return "yes" if value else "no"
    if isinstance(value, pd.Timestamp):
        return say_time(value.to_datetime64())
    if isinstance(value, float):
        return (
            told("no value") if value != value else written(value, min(digits or 0, _MOST_DIGITS))
        )
    return escape(str(value))
