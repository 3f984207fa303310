"""Icons of variation and assurance: colour, shape and word together. The artwork is our own.

What they mean is NHS England's, Making Data Count. Variation looks at the last point: is it a signal,
and which way is better? Assurance looks at the target and the limits: can the process meet it?
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from champions.charts.tidy import one_of
from champions.style import filled
from champions.style.tokens import BLUE, GREY, ORANGE, PURPLE


@dataclass(frozen=True)
class Icon:
    """One icon.

    Attributes:
        about: ``"variation"`` or ``"assurance"``.
        kind: such as ``"common cause"``, ``"improvement"``, ``"consistently hit"``.
        letter: H, L, P, F, ? or nothing.
        colour: as ``#rrggbb``, at least 3:1 against white.
        shape: ``"wave"``, ``"up"`` or ``"down"`` for variation, ``"disc"`` for assurance.
        words: what it says, in one short sentence.
    """

    about: str
    kind: str
    letter: str
    colour: str
    shape: str
    words: str

    def __repr__(self) -> str:
        if self.letter:
            return f"{self.about}: {self.kind} ({self.letter}). {self.words}"
        return f"{self.about}: {self.kind}. {self.words}"

    def svg(self, size: int = 64) -> str:
        """The icon as an SVG picture with its words as a label.

        >>> variation(1, "down").svg().startswith('<svg')
        True
        """
        c = self.colour
        paper = filled("var(--paper)")
        ring = f'<circle cx="32" cy="32" r="28" fill="{paper}" stroke="{c}" stroke-width="5"/>'
        letter = (
            f'<text x="32" y="{29 if self.about == "variation" else 43}" font-size="'
            f'{22 if self.about == "variation" else 30}" font-weight="700" text-anchor="middle" '
            f'font-family="sans-serif" fill="{c}">{self.letter}</text>'
        )
        path = {
            "wave": "M14 34 Q20 18 26 32 T38 32 T50 30",
            "up": "M16 50 L27 42 L35 46 L48 34 M40 34 L48 34 L48 42",
            "down": "M16 35 L27 43 L35 39 L48 50 M40 50 L48 50 L48 42",
            "disc": "",
        }[self.shape]
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="{size}" height="{size}" '
            f'role="img" aria-label="{escape(repr(self))}">{ring}'
            f'<path d="{path}" fill="none" stroke="{c}" stroke-width="4"/>{letter}</svg>'
        )


def variation(way: int | None, improvement: str | None) -> Icon:
    """The icon of variation.

    Args:
        way: of the signal at the last point: 1 high or rising, -1 low or falling, 0 neither (such as
            points that alternate), None for no signal.
        improvement: ``"up"``, ``"down"``, ``"neither"`` or None: which way is better.

    >>> variation(-1, "down")
    variation: improvement (L). A change for the better: lower than chance alone often makes it.
    >>> variation(None, "up").kind
    'common cause'
    """
    if way is None:
        words = "No signal: the points vary as chance would make them."
        return Icon("variation", "common cause", "", GREY, "wave", words)
    if way == 0:
        words = "A pattern that chance alone would rarely make."
        return Icon("variation", "special cause", "", PURPLE, "wave", words)
    letter, shape, level = ("H", "up", "higher") if way > 0 else ("L", "down", "lower")
    better = {"up": 1, "down": -1}.get(improvement or "", 0) * way
    kind = {1: "improvement", -1: "concern", 0: "special cause"}[better]
    colour = {1: BLUE, -1: ORANGE, 0: PURPLE}[better]
    said = {1: "A change for the better", -1: "A change for the worse", 0: "A change"}[better]
    return Icon(
        "variation",
        kind,
        letter,
        colour,
        shape,
        f"{said}: {level} than chance alone often makes it.",
    )


def assurance(
    target_above_upper: bool, target_below_lower: bool, improvement: str | None
) -> Icon | None:
    """The icon of assurance; None where no way is better.

    Args:
        target_above_upper: the target lies strictly above the upper limit.
        target_below_lower: the target lies strictly below the lower limit.
        improvement: ``"up"`` or ``"down"``, the way that is better.

    >>> assurance(True, False, "up").kind, assurance(True, False, "down").letter
    ('consistently fall short', 'P')
    """
    if improvement not in {"up", "down"}:
        return None
    always = target_below_lower if improvement == "up" else target_above_upper
    never = target_above_upper if improvement == "up" else target_below_lower
    kind = "consistently hit" if always else "consistently fall short" if never else "hit and miss"
    letter = {"consistently hit": "P", "consistently fall short": "F", "hit and miss": "?"}[kind]
    colour = {"P": BLUE, "F": ORANGE, "?": GREY}[letter]
    words = {
        "P": "Unless something changes, the target will be met.",
        "F": "Unless something changes, the target will not be met.",
        "?": "The target will be met at some times and missed at others, by chance.",
    }[letter]
    stable = "Read this only when the process is stable."
    return Icon("assurance", kind, letter, colour, "disc", f"{words} {stable}")


def check_improvement(improvement: str | None) -> None:
    """Refuse a direction that is none of the three.

    >>> check_improvement("up")
    """
    if improvement is not None:
        one_of(improvement, ("up", "down", "neither"), "direction of improvement")
