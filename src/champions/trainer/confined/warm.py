"""The warm process: inside bubblewrap, libraries loaded, a child forked for each lesson.

It is started as ``python -m champions.trainer.confined.warm NUMBER KEEP`` by the supervisor, which
sends over socket NUMBER, for each lesson, two more sockets: one for cells and their outputs, one to
interrupt, to end, and to hear how it ended. No learner's code ever runs in this process itself.
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

    rehearsal.remember()
    return shell.make()


def serve(door: socket.socket, keep: list[str]) -> None:
    """Fork a child for each lesson until the supervisor goes away."""
    gc.disable()  # nothing that is loaded is ever let go of
    ready = make_ready()
    jail.prepare()
    gc.freeze()  # so that the children's garbage collector leaves the shared pages alone
    gc.enable()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    door.send(b"ready")
    while True:
        message, handles, _, _ = socket.recv_fds(door, 16, 2)
        if not message:
            os._exit(0)
        if message == b"rehearsal":
            _learn(handles)
            continue
        if os.fork() == 0:
            door.close()
            cells, control = (socket.socket(fileno=handle) for handle in handles)
            try:
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                _lesson(ready, cells, control, keep)
            except BaseException as error:  # noqa: BLE001 - told outside, whatever it is
                _tell(control, failed=f"{type(error).__name__}: {error}")
            os._exit(1)
        for handle in handles:
            os.close(handle)


def _learn(handles: list[int]) -> None:
    """Take in what a rehearsal made: the lessons forked from now on need not make it again."""
    from champions.trainer.confined import rehearsal

    with socket.socket(fileno=handles[0]) as channel:
        data = receive(channel, int.from_bytes(receive(channel, 8), "big"))
    with suppress(Exception):  # it only saves time, and the next lesson must run
        rehearsal.learn(json.loads(data))
    gc.freeze()


def _tell(control: socket.socket, **said: Any) -> None:
    with suppress(OSError):
        control.send(json.dumps(said).encode())


def _lesson(ready: Any, cells: socket.socket, control: socket.socket, keep: list[str]) -> None:
    job = json.loads(receive(cells, int.from_bytes(receive(cells, 8), "big")))
    limits = job["limits"]
    jail.give_up_root()
    all_processes = os.open("/proc", os.O_RDONLY | os.O_DIRECTORY)
    jail.enter(WORK, limits["disk_mb"], keep)
    child = os.fork()
    if child:
        cells.close()
        _watch(child, control, all_processes, limits)
    jail.die_with_parent()
    os.close(all_processes)
    control.close()
    jail.own_processes_only()
    os.setsid()
    _lay_out(job["files"])
    jail.limit(
        memory_mb=limits["address_mb"],
        cpu_seconds=limits["cpu_seconds"],
        processes=limits["processes"],
        file_mb=limits["disk_mb"],
    )
    jail.drop_capabilities()
    jail.refuse_calls()
    _run(ready, cells, limits)


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


# --- The watch: outside the lesson's process namespace ----------------------------------------------


def _watch(child: int, control: socket.socket, proc: int, limits: dict[str, int]) -> None:
    """Obey the supervisor, count memory and processes, and tell how the lesson ended."""
    handle = os.pidfd_open(child)
    space = os.stat(f"{child}/ns/pid_for_children", dir_fd=proc).st_ino
    why, peak, last = "", 0.0, 0.0
    while True:
        readable, _, _ = select.select([handle, control.fileno()], [], [], LOOK_EVERY)
        if control.fileno() in readable:
            word = control.recv(16)
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGINT if word == b"interrupt" else signal.SIGKILL)
            if not word:
                os._exit(0)
        if handle in readable:
            break
        if time.monotonic() - last < LOOK_EVERY:
            continue
        last = time.monotonic()
        count, megabytes = _used(proc, space, limits["memory_mb"])
        peak = max(peak, megabytes)
        if count > limits["processes"]:
            why = why or f"it started more than {limits['processes']} processes"
        if megabytes > limits["memory_mb"]:
            why = why or f"it used more than {limits['memory_mb']} MB of memory"
        if why:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
    _, status, usage = os.wait4(child, 0)
    signal_number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else 0
    seconds = round(usage.ru_utime + usage.ru_stime, 3)
    _tell(control, why=why, signal=signal_number, code=code, cpu=seconds, peak_mb=round(peak))
    os._exit(0)


def _used(proc: int, space: int, limit_mb: int) -> tuple[int, float]:
    """Processes of the lesson, and their memory in MB. Shared pages count once, by share.

    A first, cheap look counts too much: pages shared with the warm process, once for each process.
    Only when that is over the limit is the exact share (PSS) asked for.
    """
    mine = [name for name in os.listdir(proc) if name.isdigit() and _is_in(proc, name, space)]
    page = os.sysconf("SC_PAGE_SIZE") / (1 << 20)
    rough = sum(int(_field(proc, f"{name}/statm", b"") or 0) for name in mine) * page
    if rough <= limit_mb:
        return len(mine), rough
    exact = sum(int(_field(proc, f"{name}/smaps_rollup", b"Pss:") or 0) for name in mine) / 1024
    return len(mine), exact


def _field(proc: int, name: str, title: bytes) -> bytes:
    """The number after a title, or the second word when there is none; empty for an ended process."""
    with suppress(OSError, StopIteration, IndexError):
        lines = _read(proc, name).splitlines()
        return next(line for line in lines if line.startswith(title)).split()[1]
    return b""


def _is_in(proc: int, name: str, space: int) -> bool:
    try:
        return os.stat(f"{name}/ns/pid", dir_fd=proc).st_ino == space
    except OSError:
        return False


def _read(proc: int, name: str) -> bytes:
    handle = os.open(name, os.O_RDONLY, dir_fd=proc)
    try:
        return os.read(handle, 1 << 16)
    finally:
        os.close(handle)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])), json.loads(sys.argv[2]))
