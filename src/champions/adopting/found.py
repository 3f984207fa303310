"""One thing in a pack that somebody should know of."""

from __future__ import annotations

from dataclasses import dataclass

UNSAFE, MEND, LOOK = "Unsafe", "To mend", "To look at"


@dataclass(frozen=True)
class Found:
    """One thing that was found: how grave it is, and what it is in words."""

    kind: str
    said: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.said}"
