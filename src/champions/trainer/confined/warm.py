"""The warm process: inside bubblewrap, libraries loaded, a child forked for each lesson.

It is started as ``python -m champions.trainer.confined.warm NUMBER KEEP`` by the supervisor, which
sends over socket NUMBER, for each lesson, its limits and two more sockets: one for cells and their
outputs, one to interrupt, to end, and to hear how it ended. The lessons' memory and processes are
watched from here. No learner's code ever runs in this process itself.
"""

from __future__ import annotations

import base64
import gc
import importlib
import json
import os
import random
import select
import signal
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from champions.trainer.confined import jail

WORK = "/work"
#: Loaded once, before any lesson. The course's own rooms that lessons use come with them.
LIBRARIES = (
    "numpy",
    "pandas",
    "matplotlib.pyplot",
    "matplotlib.backends.backend_agg",
    "matplotlib_inline.backend_inline",
    "ipywidgets",
    "pandas.plotting._matplotlib",
    "IPython.core.completer",
    "asyncio",
    "statistics",
    "importlib.readers",
)
#: Seconds between two looks at a lesson's memory and processes.
LOOK_EVERY = 0.1
#: Seconds that may be spent on what a rehearsal made: the lessons that run are not watched meanwhile.
LEARN_WITHIN = 2.0
#: Sockets a lesson may have. What lies in them unread is memory that no process is charged with.
SOCKETS = 64
#: So many times the memory it may have, shared pages counted for each process, and a lesson is not
#: looked at more exactly: that takes a second for many large processes, and others wait meanwhile.
FAR_TOO_MUCH = 8


def receive(channel: socket.socket, size: int) -> bytes:
    """Read so many bytes, or raise EOFError."""
    data = bytearray()
    while len(data) < size:
        part = channel.recv(size - len(data))
        if not part:
            raise EOFError
        data += part
    return bytes(data)


def load_libraries() -> None:
    """Import what lessons use."""
    for name in LIBRARIES:
        importlib.import_module(name)
    import champions

    names = ["champions.lesson", "champions.widgets", "champions.data", "champions.marking"]
    for name in names:
        importlib.import_module(name)
    for name in getattr(champions, "__all__", ()):
        with suppress(ImportError, AttributeError):
            getattr(champions, name)
    importlib.import_module("champions.trainer.confined.rehearsal")
    importlib.import_module("champions.trainer.confined.shell")


def make_ready() -> Any:
    """Load everything, and make the shell."""
    load_libraries()
    from champions.trainer.confined import rehearsal, shell

    ready = shell.make()
    rehearsal.remember(ready)
    return ready


def serve(door: socket.socket, keep: list[str]) -> None:
    """Fork a child for each lesson, and watch them all, until the supervisor goes away."""
    gc.disable()  # nothing that is loaded is ever let go of
    ready = make_ready()
    jail.prepare()
    gc.freeze()  # so that the children's garbage collector leaves the shared pages alone
    gc.enable()
    jail.give_up_root()
    lessons = Watch()
    door.send(b"ready")
    while True:
        if door not in lessons.wait_for(door):
            continue
        message, handles, _, _ = socket.recv_fds(door, 1 << 12, 2)
        if not message:
            os._exit(0)
        if message == b"rehearsal":
            _learn(ready, handles)
            continue
        limits = json.loads(message)
        cells, control = (socket.socket(fileno=handle) for handle in handles)
        owner = os.getuid(), os.getgid()
        with cells:
            try:
                child = jail.fork_apart()
            except OSError as error:
                _tell(control, failed=str(error))
                control.close()
                continue
            if child == 0:
                _child(ready, cells, control, limits, owner, keep)
        lessons.add(child, control, limits)


def _learn(ready: Any, handles: list[int]) -> None:
    """Take in what a rehearsal made: the lessons forked from now on need not make it again."""
    from champions.trainer.confined import rehearsal

    with socket.socket(fileno=handles[0]) as channel:
        data = receive(channel, int.from_bytes(receive(channel, 8), "big"))
    before = signal.signal(signal.SIGALRM, _too_long)
    with suppress(Exception, _TooLong):  # it only saves time, and the next lesson must run
        signal.setitimer(signal.ITIMER_REAL, LEARN_WITHIN)
        try:
            rehearsal.learn(ready, json.loads(data))
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)
    gc.freeze()


class _TooLong(BaseException):
    """A scheme takes too long to read. No plain exception: what reads schemes goes on after those."""


def _too_long(*_: object) -> None:
    raise _TooLong


def _tell(control: socket.socket, **said: Any) -> None:
    with suppress(OSError):
        control.send(json.dumps(said).encode())


def _child(
    ready: Any,
    cells: socket.socket,
    control: socket.socket,
    limits: dict[str, int],
    owner: tuple[int, int],
    keep: list[str],
) -> None:
    """Confine this process, then run the lesson in it. Does not return."""
    try:
        jail.close_all_but(cells.fileno(), control.fileno())  # the door, and other lessons' sockets
        jail.die_with_parent()
        jail.enter(WORK, limits["disk_mb"], keep, owner)
        jail.own_processes_only()
        os.setsid()
        _lay_out(json.loads(receive(cells, int.from_bytes(receive(cells, 8), "big"))))
        jail.limit(
            memory_mb=limits["address_mb"],
            cpu_seconds=limits["cpu_seconds"],
            processes=limits["processes"],
            file_mb=limits["disk_mb"],
        )
        jail.drop_capabilities()
        jail.refuse_calls()
    except BaseException as error:  # noqa: BLE001 - told outside, whatever it is
        _tell(control, failed=f"{type(error).__name__}: {error}")
        os._exit(1)
    control.close()
    try:
        _run(ready, cells, limits)
    finally:
        os._exit(1)


def _lay_out(files: dict[str, str]) -> None:
    os.chdir(WORK)
    for name, data in files.items():
        path = Path(os.path.normpath(f"{WORK}/{name}"))
        if Path(WORK) in path.parents:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(base64.b64decode(data))


def _run(ready: Any, cells: socket.socket, limits: dict[str, int]) -> None:
    """Run the cells one at a time, each as it comes: later ones are not in this process yet."""
    from champions.trainer.confined import shell

    nowhere = os.open("/dev/null", os.O_RDWR)
    for handle in (0, 1, 2):
        os.dup2(nowhere, handle)
    import numpy as np

    random.seed()
    np.random.seed()  # noqa: NPY002 - the state that lessons share, which forks copy
    signal.signal(signal.SIGINT, signal.default_int_handler)
    shell.use_streams()
    shell.OUTPUTS.limit = limits["output_mb"] << 20
    sys.path.insert(0, "")
    while True:
        try:
            size = int.from_bytes(receive(cells, 8), "big")
            source = receive(cells, size).decode("utf-8", "surrogatepass")
        except KeyboardInterrupt:
            continue  # an interrupt that came after its cell had ended
        except EOFError:
            os._exit(0)
        outputs, count = shell.run_cell(ready, source) if source.strip() else ([], None)
        data = json.dumps({"outputs": outputs, "count": count}, default=str).encode()
        cells.sendall(len(data).to_bytes(8, "big") + data)


# --- The watch: outside the lessons' process namespaces ---------------------------------------------


class _Running:
    """A lesson that runs."""

    def __init__(self, child: int, control: socket.socket, limits: dict[str, int]) -> None:
        self.child, self.control, self.limits = child, control, limits
        self.handle = os.pidfd_open(child)
        self.why, self.peak = "", 0.0
        self.is_heard = True

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
        self.is_heard = bool(word)
        self.kill(signal.SIGINT if word == b"interrupt" else signal.SIGKILL)

    def look(self, names: list[str]) -> None:
        """Stop it when it has more processes or memory than a lesson may have."""
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
        _tell(
            self.control, why=self.why, signal=signal_number, code=code, cpu=seconds, peak_mb=peak
        )
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

    def wait_for(self, door: socket.socket) -> list[Any]:
        """Wait until there is something to do, see to the lessons, and give what can be read."""
        ears = [lesson.control for lesson in self._running if lesson.is_heard]
        ends = [lesson.handle for lesson in self._running]
        timeout = LOOK_EVERY if self._running else None
        asked: list[Any] = [door, *ears, *ends]
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
    """Each process: its parent, and the name in /proc under which its memory is told.

    Only what everybody may read is asked for: a process can hide the rest (PR_SET_DUMPABLE).
    """
    found = {}
    with os.scandir("/proc") as all_names:
        for name in (one.name for one in all_names if one.name.isdigit()):
            with suppress(OSError):
                _, _, text = Path(f"/proc/{name}/stat").read_bytes().rpartition(b")")
                state, parent, *more = text.split()
                # Its first thread may have ended without the others: it then seems to hold nothing.
                told = _another_thread(name) if state == b"Z" and more[15] != b"1" else name
                found[int(name)] = int(parent), told
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


def _field(path: str, title: bytes) -> int:
    """The number after a title, or the second word when there is none; 0 for an ended process."""
    try:
        lines = Path(path).read_bytes().splitlines()
    except PermissionError:
        raise
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(title)), 0)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])), json.loads(sys.argv[2]))
