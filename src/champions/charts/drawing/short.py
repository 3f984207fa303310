"""Names that are too long for their place on a picture, made short so that no two become one."""

from __future__ import annotations

from collections.abc import Iterable


def short_names(names: Iterable[object], width: int) -> dict[str, str]:
    """Each name as it is written on a picture: as it is where it fits, else its beginning and its end.

    Names that would still look alike get numbers, in the order in which they come. The whole names stand in
    the words below the picture.

    Args:
        names: each once. width: the most letters there is room for.

    >>> short_names(["North", "The Old Town Hall Centre"], 12)
    {'North': 'North', 'The Old Town Hall Centre': 'The O…Centre'}
    >>> list(short_names(["Community Centre A of X", "Community Centre B of X"], 12).values())
    ['Commu…A of X', 'Commu…B of X']
    """
    wanted = list(dict.fromkeys(map(str, names)))
    made: dict[str, str] = {}
    for name in wanted:
        one = name if len(name) <= width else _cut(name, width)
        count = 1
        while one in made.values() or (one != name and one in wanted):
            count += 1
            end = f" {count}"
            one = _cut(name, width - len(end)) + end
        made[name] = one
    return made


def _cut(name: str, width: int) -> str:
    end = width // 2
    return (
        f"{name[: width - end - 1].rstrip()}…{name[-end:].lstrip()}" if len(name) > width else name
    )
