"""Icons of variation and assurance: colour, shape and word together. The artwork is our own.

What they mean is NHS England's, Making Data Count. Variation looks at the last point: is it a signal,
and which way is better? Assurance looks at the target and the limits: can the process meet it? Only a stable
process has an answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from champions.charts.tidy import one_of
from champions.sentences.told import InWords, later, told
from champions.style import filled
from champions.style.tokens import BLUE, GREY, ORANGE, PURPLE

#: What an icon is about, and what it can be, as both are said.
_ABOUT = {"variation": later("variation"), "assurance": later("assurance")}
_KINDS = {
    "common cause": later("common cause"),
    "special cause": later("special cause"),
    "improvement": later("improvement"),
    "concern": later("concern"),
    "consistently hit": later("consistently hit"),
    "consistently fall short": later("consistently fall short"),
    "hit and miss": later("hit and miss"),
    "not stable": later("not stable"),
    "not sure": later("not sure"),
    "too few points": later("too few points"),
}


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
        kind = told(_KINDS[self.kind]) if self.kind in _KINDS else self.kind  # a reader's own words
        parts = {"about": told(_ABOUT[self.about]), "kind": kind}
        if self.letter:
            said = told("{about}: {kind} ({letter}).", **parts, letter=self.letter)
        else:
            said = told("{about}: {kind}.", **parts)
        return f"{said} {self.words}"

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


#: What a signal at the last point is called where the rules may not fit, by whether its way is the better one.
_DOUBTED = InWords(
    {
        1: later("A signal on the better side, by these rules. But they may not fit these values."),
        -1: later("A signal on the worse side, by these rules. But they may not fit these values."),
        0: later("A signal, by these rules. But they may not fit these values."),
    }
)
#: The same where they fit: by whether its way is the better one, and by its way.
_SIGNALS = InWords(
    {
        (1, 1): later("A signal on the better side: higher than chance alone often makes it."),
        (1, -1): later("A signal on the better side: lower than chance alone often makes it."),
        (-1, 1): later("A signal on the worse side: higher than chance alone often makes it."),
        (-1, -1): later("A signal on the worse side: lower than chance alone often makes it."),
        (0, 1): later("A signal: higher than chance alone often makes it."),
        (0, -1): later("A signal: lower than chance alone often makes it."),
    }
)


def variation(way: int | None, improvement: str | None, *, doubted: bool = False) -> Icon:
    """The icon of variation.

    Args:
        way: of the signal at the last point: 1 high or rising, -1 low or falling, 0 neither (such as
            points that alternate), None for no signal.
        improvement: ``"up"``, ``"down"``, ``"neither"`` or None: which way is better.
        doubted: whether the data speak against the rules, so that the signal may be no change.

    >>> variation(-1, "down")
    variation: improvement (L). A signal on the better side: lower than chance alone often makes it.
    >>> variation(None, "up").kind
    'common cause'
    """
    if way is None:
        words = told("No signal at the last point: chance alone could put it there.")
        return Icon("variation", "common cause", "", GREY, "wave", words)
    better = {"up": 1, "down": -1}.get(improvement or "", 0) * way
    kind = {1: "improvement", -1: "concern", 0: "special cause"}[better]
    colour = {1: BLUE, -1: ORANGE, 0: PURPLE}[better]
    if doubted:
        words = _DOUBTED[better]
    elif way == 0:
        words = told("A pattern that chance alone does not often make.")
    else:
        words = _SIGNALS[better, way]
    letter, shape = {1: ("H", "up"), -1: ("L", "down"), 0: ("", "wave")}[way]
    return Icon("variation", kind, letter, colour, shape, words)


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
        "P": told("Unless something changes, the target will be met."),
        "F": told("Unless something changes, the target will not be met."),
        "?": told("The target will be met at some times and missed at others, by chance."),
    }[letter]
    stable = told("Read this only when the process is stable.")
    return Icon("assurance", kind, letter, colour, "disc", f"{words} {stable}")


#: Why the icon of assurance is not read: its word, and a sentence.
_UNREAD = {
    "signals": ("not stable", later("Do not read this yet: there are signals, so the "
        "process may not be stable.")),
    "doubts": ("not sure", later("Do not read this: the limits may not fit these values.")),
    "few points": ("too few points", later("Do not read this yet: there are too few points.")),
}  # fmt: skip


def unread(why: str) -> Icon:
    """The icon of assurance where limits do not say whether the target will be met: it has no letter.

    Args:
        why: ``"signals"``, ``"doubts"`` or ``"few points"``.

    >>> unread("signals")
    assurance: not stable. Do not read this yet: there are signals, so the process may not be stable.
    """
    kind, words = _UNREAD[why]
    return Icon("assurance", kind, "", GREY, "disc", told(words))


def check_improvement(improvement: str | None) -> None:
    """Refuse a direction that is none of the three.

    >>> check_improvement("up")
    """
    if improvement is not None:
        one_of(improvement, ("up", "down", "neither"), later("direction of improvement"))
