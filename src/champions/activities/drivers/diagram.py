"""Driver diagrams: an aim, its drivers, and ideas to test. As text, as SVG and as a PNG picture."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from champions.questions.pictures import BLUE, GRID, INK, ORANGE
from champions.sentences.told import later, told
from champions.style.tokens import PALE_BLUE, PALE_RUST, PAPER

#: The most drivers that the builder asks for, and the most ideas that it draws under one.
DRIVERS, IDEAS = 3, 6
_EMPTY = later("Write your aim in the first box. The picture grows here.")
_FILL = {"aim": PALE_RUST, "driver": PALE_BLUE, "idea": PAPER}
_EDGE = {"aim": ORANGE, "driver": BLUE, "idea": GRID}
_FONT, _LINE = 15, 19


@dataclass(frozen=True)
class Driver:
    """One driver and the ideas that may move it."""

    name: str
    ideas: tuple[str, ...] = ()


@dataclass(frozen=True)
class Diagram:
    """An aim and its drivers, in order."""

    aim: str
    drivers: tuple[Driver, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.aim or self.drivers)


@dataclass(frozen=True)
class Box:
    """One box of the picture: where it stands, its lines of text, and what it is."""

    kind: str
    x: float
    y: float
    width: float
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        """Height of the box in pixels."""
        return len(self.lines) * _LINE + 14

    @property
    def middle(self) -> float:
        """Half way down the box."""
        return self.y + self.height / 2


def read_diagram(answer: Any) -> Diagram:
    """The diagram in the builder's boxes: ``aim``, ``driver-1``, ``ideas-1`` (one a line), and so on.

    >>> read_diagram({"aim": "Shorter wait", "driver-1": "Enough volunteers", "ideas-1": "Phone\\nAsk"})
    Diagram(aim='Shorter wait', drivers=(Driver(name='Enough volunteers', ideas=('Phone', 'Ask')),))
    """
    texts = answer if isinstance(answer, Mapping) else {}
    drivers = []
    for number in range(1, DRIVERS + 1):
        name = _one_line(texts.get(f"driver-{number}"))
        lines = str(texts.get(f"ideas-{number}") or "").splitlines()
        ideas = tuple(idea for line in lines if (idea := _one_line(line.lstrip("-*•· "))))
        if name or ideas:
            drivers.append(Driver(name or told("Driver {number}", number=number), ideas[:IDEAS]))
    return Diagram(_one_line(texts.get("aim")), tuple(drivers))


def _one_line(text: Any) -> str:
    return " ".join(str(text or "").split())[:160]


# --- In words -----------------------------------------------------------------------------------


def in_words(diagram: Diagram) -> str:
    """The diagram as text: a line for the aim, one for each driver, one for each idea."""
    if not diagram:
        return told(_EMPTY)
    lines = [told("Aim: {aim}", aim=diagram.aim or told("(not written yet)"))]
    for number, driver in enumerate(diagram.drivers, 1):
        lines.append("  " + told("Driver {number}: {name}", number=number, name=driver.name))
        lines += [("    " + told("Idea: {idea}", idea=idea)) for idea in driver.ideas]
    return "\n".join(lines)


# --- As a picture -------------------------------------------------------------------------------


def layout(diagram: Diagram, *, narrow: bool = False) -> tuple[list[Box], float, float]:
    """Place the boxes. Wide: three columns from left to right; narrow: one under the other.

    Returns:
        The boxes in the order of reading, then the width and the height of the whole.
    """
    return _narrow(diagram) if narrow else _wide(diagram)


def _wide(diagram: Diagram) -> tuple[list[Box], float, float]:
    at, boxes = 10.0, []
    for driver in diagram.drivers:
        ideas, top = [], at
        for idea in driver.ideas or (told("(no idea yet)"),):
            ideas.append(Box("idea", 490, at, 260, _wrap(idea, 260)))
            at += ideas[-1].height + 8
        box = Box("driver", 245, 0, 205, _wrap(driver.name, 205))
        middle = (ideas[0].y + ideas[-1].y + ideas[-1].height) / 2
        y = max(top, middle - box.height / 2)
        at = max(at, y + box.height + 8) + 10
        boxes += [Box("driver", 245, y, 205, box.lines), *ideas]
    aim = Box("aim", 10, 0, 195, _wrap(diagram.aim or "(aim)", 195))
    high = max(at, aim.height + 30)
    return [Box("aim", 10, (high - aim.height) / 2, 195, aim.lines), *boxes], 760, high


def _narrow(diagram: Diagram) -> tuple[list[Box], float, float]:
    boxes = [Box("aim", 8, 8, 424, _wrap(diagram.aim or "(aim)", 424))]
    for driver in diagram.drivers:
        boxes.append(_under(boxes[-1], "driver", driver.name, 36, 14))
        for idea in driver.ideas:
            boxes.append(_under(boxes[-1], "idea", idea, 72, 8))
    return boxes, 440, boxes[-1].y + boxes[-1].height + 10


def _under(above: Box, kind: str, words: str, x: float, gap: float) -> Box:
    return Box(kind, x, above.y + above.height + gap, 432 - x, _wrap(words, 432 - x))


def _wrap(words: str, width: float) -> tuple[str, ...]:
    letters = int((width - 16) / (_FONT * 0.56))
    return tuple(textwrap.wrap(words, letters, break_long_words=True)) or ("",)


def joins(boxes: Sequence[Box], *, narrow: bool = False) -> list[tuple[float, float, float, float]]:
    """The lines that join aim to driver and driver to idea, each from x, y to x, y."""
    lines, parents = [], {}
    for box in boxes:
        parents[box.kind] = box
        parent = parents.get({"driver": "aim", "idea": "driver"}.get(box.kind, ""))
        if parent is None:
            continue
        if narrow:
            x = parent.x + 14
            lines.append((x, parent.y + parent.height, x, box.middle))
            lines.append((x, box.middle, box.x, box.middle))
        else:
            lines.append((parent.x + parent.width, parent.middle, box.x, box.middle))
    return lines


def svg(diagram: Diagram, *, narrow: bool = False) -> str:
    """The picture as SVG, with its text as its label."""
    boxes, width, high = layout(diagram, narrow=narrow)
    drawn = f'<rect width="{width:g}" height="{high:g}" fill="{PAPER}"/>'
    for x1, y1, x2, y2 in joins(boxes, narrow=narrow):
        drawn += f'<path d="M{x1:g} {y1:g}L{x2:g} {y2:g}" stroke="{INK}" stroke-width="1.5"/>'
    for box in boxes:
        drawn += (
            f'<rect x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" '
            f'rx="5" fill="{_FILL[box.kind]}" stroke="{_EDGE[box.kind]}" stroke-width="2"/>'
        )
        weight = ' font-weight="bold"' if box.kind == "aim" else ""
        for at, line in enumerate(box.lines):
            drawn += (
                f'<text x="{box.x + 8:g}" y="{box.y + 22 + at * _LINE:g}" font-size="{_FONT}" '
                f'font-family="sans-serif"{weight} fill="{INK}">{escape(line)}</text>'
            )
    said = escape(in_words(diagram).replace("\n", ". "))
    return (
        f'<svg viewBox="0 0 {width:g} {high:g}" role="img" aria-label="{said}" '
        f'xmlns="http://www.w3.org/2000/svg">{drawn}</svg>'
    )


def png(diagram: Diagram) -> bytes:
    """The wide picture as a PNG, for a message or a document."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.patches import FancyBboxPatch

    boxes, width, high = layout(diagram)
    figure = Figure(figsize=(width / 72, high / 72), dpi=144, facecolor=PAPER)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(high, 0))
    axes.set_axis_off()
    for x1, y1, x2, y2 in joins(boxes):
        axes.plot([x1, x2], [y1, y2], color=INK, linewidth=1.2, zorder=1)
    for box in boxes:
        axes.add_patch(
            FancyBboxPatch(
                (box.x, box.y), box.width, box.height, boxstyle="round,pad=0,rounding_size=5",
                facecolor=_FILL[box.kind], edgecolor=_EDGE[box.kind], linewidth=1.6, zorder=2,
            )
        )  # fmt: skip
        weight = "bold" if box.kind == "aim" else "normal"
        for at, line in enumerate(box.lines):
            axes.text(
                box.x + 8, box.y + 22 + at * _LINE, line, fontsize=12.5, weight=weight, color=INK,
                zorder=3, parse_math=False,
            )  # fmt: skip
    canvas, into = FigureCanvasAgg(figure), io.BytesIO()
    canvas.print_png(into)
    return into.getvalue()


def html(diagram: Diagram) -> str:
    """The picture for a lesson: wide or narrow as the page is, and the same in words."""
    if not diagram:
        return f'<div class="champions-lab"><p>{told(_EMPTY)}</p></div>'
    ideas = "".join(
        ("<li>" + told("Driver {number}: {name}", number=number, name=escape(driver.name)))
        + (
            f"<ul>{''.join(f'<li>{escape(i)}</li>' for i in driver.ideas)}</ul>"
            * bool(driver.ideas)
        )
        + "</li>"
        for number, driver in enumerate(diagram.drivers, 1)
    )
    words = (
        "<p>"
        + told("Aim: {aim}", aim=escape(diagram.aim or told("(not written yet)")))
        + f"</p><ul>{ideas}</ul>"
    )
    return (
        f'<figure class="champions-drivers"><div class="champions-wide">{svg(diagram)}</div>'
        f'<div class="champions-narrow">{svg(diagram, narrow=True)}</div></figure><details>'
        "<summary>" + told("The same in words") + f"</summary>{words}</details>"
    )
