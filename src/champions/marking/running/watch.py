"""The watch over the lessons that run: their memory and processes, and how each ends.

It lives in the warm process, outside the lessons' process namespaces, and sees what everybody may see.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

#: Seconds between two looks at a lesson's memory and processes.
LOOK_EVERY = 0.1
#: Sockets a lesson may have. What lies in them unread is memory that no process is charged with.
SOCKETS = 64
#: So many times the memory it may have, shared pages counted for each process, and a lesson is not
#: looked at more exactly: that takes a second for many large processes, and others wait meanwhile.
FAR_TOO_MUCH = 8


def tell(control: socket.socket, **said: Any) -> None:
    """Tell the supervisor something about a lesson, when it is still there."""
    with suppress(OSError):
        control.send(json.dumps(said).encode())


class _Running:
    """A lesson that runs."""

    def __init__(self, child: int, control: socket.socket, limits: dict[str, int]) -> None:
        self.child, self.control, self.limits = child, control, limits
        self.handle = os.pidfd_open(child)
        self.why, self.peak, self.waited = "", 0.0, 0.0
        self.is_supervised = True

    def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        """Interrupt or end it, with every process that it started."""
        with suppress(ProcessLookupError):
            os.kill(self.child, how)

    def obey(self) -> None:
        """Do what the supervisor asks for. When there is nobody to ask, the lesson ends."""
        try:
            word = self.control.recv(16)
        except OSError:  # the supervisor went away without having read what it was told
            word = b""
        self.is_supervised = bool(word)
        self.kill(signal.SIGINT if word == b"interrupt" else signal.SIGKILL)

    def look(self, names: list[str]) -> None:
        """Stop it when it has more processes or memory than a lesson may have."""
        self.waited = max(self.waited, _waited(self.child))
        count, megabytes = _used(names, self.limits["memory_mb"])
        self.peak = max(self.peak, megabytes)
        if count > self.limits["processes"]:
            self.why = self.why or f"it started more than {self.limits['processes']} processes"
        if _sockets(names) > SOCKETS:
            self.why = self.why or f"it opened more than {SOCKETS} sockets"
        if megabytes > self.limits["memory_mb"]:
            self.why = self.why or f"it used more than {self.limits['memory_mb']} MB of memory"
        if self.why:
            self.kill()

    def end(self) -> None:
        """Tell the supervisor how it ended."""
        _, status, usage = os.wait4(self.child, 0)
        signal_number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else 0
        seconds, peak = round(usage.ru_utime + usage.ru_stime, 3), round(self.peak)
        tell(
            self.control, why=self.why, signal=signal_number, code=code, cpu=seconds, peak_mb=peak,
            waited=round(self.waited, 3),
        )  # fmt: skip
        os.close(self.handle)
        self.control.close()


class Watch:
    """The lessons that run at this moment: their memory and processes, and how each ends."""

    def __init__(self) -> None:
        self._running: list[_Running] = []
        self._looked = 0.0

    def add(self, child: int, control: socket.socket, limits: dict[str, int]) -> None:
        """Watch one more."""
        self._running.append(_Running(child, control, limits))

    def wait_for(self, requests: socket.socket) -> list[Any]:
        """Wait until there is something to do, see to the lessons, and give what can be read."""
        controls = [lesson.control for lesson in self._running if lesson.is_supervised]
        ends = [lesson.handle for lesson in self._running]
        timeout = LOOK_EVERY if self._running else None
        asked: list[Any] = [requests, *controls, *ends]
        readable, _, _ = select.select(asked, [], [], timeout)
        for lesson in [*self._running]:
            if lesson.control in readable:
                lesson.obey()
            if lesson.handle in readable:
                self._running.remove(lesson)
                lesson.end()
        if self._running and time.monotonic() - self._looked >= LOOK_EVERY:
            self._look()
            self._looked = time.monotonic()
        return readable

    def _look(self) -> None:
        by_lesson: dict[int, list[str]] = {}
        seen = _processes()
        for process, (_, name) in seen.items():
            by_lesson.setdefault(_lesson_of(process, seen), []).append(name)
        for lesson in self._running:
            lesson.look(by_lesson.get(lesson.child, []))


def _processes() -> dict[int, tuple[int, str]]:
    """Each process: its parent, and the name in /proc under which its memory is counted.

    Only what everybody may read is asked for: a process can hide the rest (PR_SET_DUMPABLE).
    """
    found = {}
    with os.scandir("/proc") as all_names:
        for name in (one.name for one in all_names if one.name.isdigit()):
            with suppress(OSError):
                _, _, text = Path(f"/proc/{name}/stat").read_bytes().rpartition(b")")
                state, parent, *more = text.split()
                # Its first thread may have ended without the others: it then seems to hold nothing.
                counted = _another_thread(name) if state == b"Z" and more[15] != b"1" else name
                found[int(name)] = int(parent), counted
    return found


def _another_thread(name: str) -> str:
    with os.scandir(f"/proc/{name}/task") as threads:
        return next((one.name for one in threads if one.name != name), name)


def _lesson_of(process: int, seen: dict[int, tuple[int, str]]) -> int:
    """The first process of the lesson that a process belongs to; 0 when it is none of a lesson.

    Whose parent has ended is given to the first process of its own lesson, never to this one.
    """
    ours = os.getpid()
    for _ in seen:
        parent, _ = seen.get(process, (0, ""))
        if parent == ours:
            return process
        process = parent
    return 0


def _sockets(names: list[str]) -> int:
    """How many sockets a lesson has: it has a network of its own, which nothing else is in."""
    with suppress(OSError, IndexError, ValueError):
        return int(Path(f"/proc/{names[0]}/net/sockstat").read_bytes().split()[2])
    return 0


def _used(names: list[str], limit_mb: int) -> tuple[int, float]:
    """Processes of a lesson, and their memory in MB. Shared pages count once, by share.

    A first, cheap look counts too much: pages shared with the warm process, once for each process.
    Only when that is over the limit is the exact share (PSS) asked for.
    """
    page = os.sysconf("SC_PAGE_SIZE") / (1 << 20)
    each = {name: _field(f"/proc/{name}/statm", b"") * page for name in names}
    rough = sum(each.values())
    if limit_mb < rough <= FAR_TOO_MUCH * limit_mb:
        return len(names), sum(_share(name, at_most) for name, at_most in each.items())
    return len(names), rough


def _share(name: str, at_most: float) -> float:
    """The exact memory of a process in MB; where it hides that, all that it may be."""
    try:
        return _field(f"/proc/{name}/smaps_rollup", b"Pss:") / 1024
    except PermissionError:
        return at_most


def _waited(process: int) -> float:
    """Seconds for which a process could have gone on and had no processor; 0 where nobody counts them."""
    with suppress(OSError, IndexError, ValueError):
        return int(Path(f"/proc/{process}/schedstat").read_bytes().split()[1]) / 1e9
    return 0.0


def _field(path: str, title: bytes) -> int:
    """The number after a title, or the second word when there is none; 0 for an ended process."""
    try:
        lines = Path(path).read_bytes().splitlines()
    except PermissionError:
        raise
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(title)), 0)
