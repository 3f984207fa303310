"""How far the marking is: a line for a person, or a line of JSON for a program."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from champions.sentences import counted
from champions.sentences.told import told

#: Called with a line of text.
Say = Callable[[str], None]
#: Seconds between two lines while files are read.
EVERY = 2.0
#: Seconds of silence of the gradebook after which it is said.
QUIET = 5.0


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
        self._asked_at = 0.0
        self._looked_at, self._files, self._bytes, self._opened = 0.0, 0, 0, 0

    # --- Before the first is marked -----------------------------------------------------------------

    def reading(self, folder: object) -> None:
        """Say at once that the folder is read: it may be large, or on a slow disk."""
        self._looked_at = self._clock()
        self._say(told("Reading what lies in {folder}.", folder=folder))

    def seen(self, size: int | None = None) -> None:
        """One more file was read from the disk, of so many bytes; or was opened, without a size.

        It is said now and then, not for every file.
        """
        if size is None:
            self._opened += 1
        else:
            self._files, self._bytes = self._files + 1, self._bytes + size
        if self._clock() - self._looked_at < EVERY:
            return
        self._looked_at = self._clock()
        megabytes = round(self._bytes / 1_000_000)
        said = (
            told(
                "Looking whose they are: file {opened} of {files}.",
                opened=self._opened,
                files=self._files,
            )
            if self._opened
            else told(
                "Reading: file {files}, {megabytes} MB so far.",
                files=self._files,
                megabytes=megabytes,
            )
        )
        self._say(said)
        self.event(
            "reading", files=self._files, megabytes=megabytes, opened=self._opened, said=said
        )

    # --- While the gradebook does not answer --------------------------------------------------------

    def asking(self, begins: bool) -> None:
        """The gradebook is asked something, or has answered."""
        self._asked_at = time.monotonic() if begins else 0.0

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Say now and then that the gradebook does not answer, for as long as it does not."""
        over = threading.Event()
        watch = threading.Thread(target=self._watch, args=[over], daemon=True)
        watch.start()
        try:
            yield
        finally:
            over.set()
            watch.join()

    def _watch(self, over: threading.Event) -> None:
        said_at = 0.0
        while not over.wait(1):
            asked_at, now = self._asked_at, time.monotonic()
            if asked_at and now - asked_at >= QUIET and now - said_at >= QUIET:
                said_at, seconds = now, round(now - asked_at)
                said = told(
                    "The gradebook has not answered for {seconds} seconds. Another program may hold it, such "
                    "as a backup. Marking waits for it.",
                    seconds=seconds,
                )
                self._say(said)
                self.event("waiting", seconds=seconds, said=said)

    # --- One after the other ------------------------------------------------------------------------

    def begin(self, total: int) -> None:
        """Say how many there are, for programs; the clock starts."""
        self.total, self._began = total, self._clock()
        self.event("begin", of=total)

    def one(self, at: int, learner: str, module: str, said: str, *, marked: bool) -> None:
        """One submission is done: the ``at``-th."""
        seconds = (self._clock() - self._began) / at * (self.total - at)
        left = time_left(seconds) if at < self.total else ""
        self._say(
            told(
                "Marking {at} of {total} ({left}): {learner}, {module}: {said}",
                at=at,
                total=self.total,
                left=left,
                learner=learner,
                module=module,
                said=said,
            )
            if left
            else told(
                "Marking {at} of {total}: {learner}, {module}: {said}",
                at=at,
                total=self.total,
                learner=learner,
                module=module,
                said=said,
            )
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
