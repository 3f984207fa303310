"""Print the table of situations for docs/trainers/safety.md: python3 tests/hostile/table.py."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[up]) for up in (1, 2)]
sys.path[0:0] = [str(Path(__file__).parents[2] / "src")]


def ours(one: Any) -> str:
    """What ours does, in words; tests/test_hostile.py holds it to this."""
    if one.refused:
        return f"not marked, because: {one.refused}"
    points = [2.0, one.first, one.second]
    words = ["open" if point is None else f"{point:g}" for point in points]
    return f"{' + '.join(words)} points" + (f'; you are told "{one.said}"' if one.said else "")


if __name__ == "__main__":
    from hostile.situations import SITUATIONS

    print("| situation | stock nbgrader | ours |\n| --- | --- | --- |")
    for one in SITUATIONS:
        print(f"| {one.name} | {one.stock} | {ours(one)} |")
