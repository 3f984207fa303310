"""Long names, cut so that they fit and stay different."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count, zip_longest

_CUT = "…"


def told_apart(names: Iterable[object], most: int) -> list[str]:
    """Names of at most so many letters. Those that differ still differ.

    A long name loses its end. Where two would then look alike, each keeps its start and the words in which
    it differs from the others; where even these are too long, they are numbered in the order given.

    >>> told_apart(["Ward 7", "The old almshouse by the river"], 16)
    ['Ward 7', 'The old…']
    >>> told_apart(["The 18th-century almshouse, North side", "The 18th-century almshouse, South side"], 22)
    ['The 18th-ce…North side', 'The 18th-ce…South side']
    >>> told_apart(["Llanfairpwllgwyngyll", "Llanfairpwllgwyngyllgogerychwyrndrobwll"], 10)
    ['Llan…ngyll', 'Llan…goge…']
    """
    whole = [" ".join(str(name).split()) for name in names]
    short = dict(zip(whole, (_end_cut(name, most) for name in whole), strict=True))
    for alike in _groups(short):
        short |= dict(zip(alike, _by_difference(alike, most), strict=True))
    for alike in _groups(short):
        taken = set(short.values())
        for name in alike:
            tries = (_numbered(name, at, most) for at in count(1))
            short[name] = next(one for one in tries if one not in taken)
            taken.add(short[name])
    return [short[name] for name in whole]


def _groups(short: dict[str, str]) -> list[list[str]]:
    """Names that look alike once they are cut."""
    found: dict[str, list[str]] = {}
    for name, cut in short.items():
        found.setdefault(cut, []).append(name)
    return [names for names in found.values() if len(names) > 1]


def _end_cut(name: str, most: int) -> str:
    """The start of a name, to the end of a word where that leaves half of the room filled."""
    if len(name) <= most:
        return name
    room = name[: most - 1]
    word = room.rfind(" ") if name[most - 1] != " " else most - 1
    return room[: word if word * 2 >= most or word > 5 else most - 1].rstrip(" ,;:-") + _CUT


def _by_difference(names: Sequence[str], most: int) -> list[str]:
    """The start of each name, and what it has from the first letter on in which they differ."""
    differs = next(
        (at for at, letters in enumerate(zip_longest(*names)) if len(set(letters)) > 1), 0
    )
    starts = max(names[0].rfind(" ", 0, differs) + 1, 0) if differs else 0
    differs = starts if differs - starts <= most // 3 else differs
    made = []
    for name in names:
        part = name[differs:] or name[-(most // 2) :]
        part = part if len(part) <= most // 2 else part[: most // 2 - 1].rstrip() + _CUT
        head = name[: min(differs, most - 1 - len(part))].rstrip()
        made.append(f"{head}{_CUT}{part}" if len(head) < differs else f"{head} {part}".strip())
    return made


def _numbered(name: str, at: int, most: int) -> str:
    number = f" ({at})"
    return name[: most - len(number) - 1].rstrip() + _CUT + number
