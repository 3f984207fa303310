"""How far the marking is: a line for a person, or a line of JSON for a program."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

from champions.sentences import counted

#: Called with a line of text.
Say = Callable[[str], None]


class MarkingProgress:
    """Says how the marking goes, with the time that is left.

    Args:
        say: where lines for a person go.
        log: where lines of JSON go, one object a line; none when left out.
        clock: gives seconds, from any start.
    """

    def __init__(
        self, say: Say, log: Say | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._say, self._log, self._clock = say, log, clock
        self.total = 0
        self._began = clock()

    def begin(self, total: int) -> None:
        """Say how many there are, for programs; the clock starts."""
        self.total, self._began = total, self._clock()
        self.event("begin", of=total)

    def one(self, at: int, learner: str, module: str, said: str, *, marked: bool) -> None:
        """One submission is done: the ``at``-th."""
        seconds = (self._clock() - self._began) / at * (self.total - at)
        left = time_left(seconds) if at < self.total else ""
        self._say(
            f"Marking {at} of {self.total} ({left}): {learner}, {module}: {said}"
            if left
            else f"Marking {at} of {self.total}: {learner}, {module}: {said}"
        )
        self.event(
            "marked" if marked else "not_marked",
            at=at,
            of=self.total,
            seconds_left=round(seconds, 1),
            learner=learner,
            module=module,
            said=said,
        )

    def tell(self, line: str) -> None:
        """A line for a person alone."""
        self._say(line)

    def event(self, kind: str, **more: Any) -> None:
        """A line for programs alone."""
        if self._log:
            self._log(json.dumps({"event": kind, **more}, ensure_ascii=False))


def time_left(seconds: float) -> str:
    """The time left in words; empty for moments.

    >>> time_left(4), time_left(100), time_left(4000)
    ('', 'about 2 minutes left', 'about 1 hour 7 minutes left')
    """
    if seconds < 30:
        return ""
    minutes = max(1, round(seconds / 60))
    hours, rest = divmod(minutes, 60)
    if not hours:
        return counted(rest, "about 1 minute left", "about {n} minutes left")
    if not rest:
        return counted(hours, "about 1 hour left", "about {n} hours left")
    if hours == 1:
        return counted(rest, "about 1 hour 1 minute left", "about 1 hour {n} minutes left")
    return counted(
        rest,
        "about {hours} hours 1 minute left",
        "about {hours} hours {n} minutes left",
        hours=hours,
    )
