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
    with suppress(Exception):  # it only saves time, and the next lesson must run
        rehearsal.learn(ready, json.loads(data))
    gc.freeze()


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
        self.space = _space(f"{child}") or 0
        self.why, self.peak = "", 0.0
        self.is_heard = True

    def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        """Interrupt or end it, with every process that it started."""
        with suppress(ProcessLookupError):
            os.kill(self.child, how)

    def obey(self) -> None:
        """Do what the supervisor asks for. When there is nobody to ask, the lesson ends."""
        word = self.control.recv(16)
        self.is_heard = bool(word)
        self.kill(signal.SIGINT if word == b"interrupt" else signal.SIGKILL)

    def look(self, names: list[str]) -> None:
        """Stop it when it has more processes or memory than a lesson may have."""
        count, megabytes = _used(names, self.limits["memory_mb"])
        self.peak = max(self.peak, megabytes)
        if count > self.limits["processes"]:
            self.why = self.why or f"it started more than {self.limits['processes']} processes"
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
        by_space: dict[int | None, list[str]] = {}
        with os.scandir("/proc") as found:
            for name in (one.name for one in found if one.name.isdigit()):
                by_space.setdefault(_space(name), []).append(name)
        for lesson in self._running:
            lesson.look(by_space.get(lesson.space, []))


def _space(name: str) -> int | None:
    """The process namespace that a process is in; None when it has ended."""
    with suppress(OSError):
        return Path(f"/proc/{name}/ns/pid").stat().st_ino
    return None


def _used(names: list[str], limit_mb: int) -> tuple[int, float]:
    """Processes of a lesson, and their memory in MB. Shared pages count once, by share.

    A first, cheap look counts too much: pages shared with the warm process, once for each process.
    Only when that is over the limit is the exact share (PSS) asked for.
    """
    page = os.sysconf("SC_PAGE_SIZE") / (1 << 20)
    rough = sum(int(_field(f"/proc/{name}/statm", b"") or 0) for name in names) * page
    if rough <= limit_mb:
        return len(names), rough
    exact = sum(int(_field(f"/proc/{name}/smaps_rollup", b"Pss:") or 0) for name in names) / 1024
    return len(names), exact


def _field(path: str, title: bytes) -> bytes:
    """The number after a title, or the second word when there is none; empty for an ended process."""
    with suppress(OSError, StopIteration, IndexError):
        lines = Path(path).read_bytes().splitlines()
        return next(line for line in lines if line.startswith(title)).split()[1]
    return b""


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])), json.loads(sys.argv[2]))
