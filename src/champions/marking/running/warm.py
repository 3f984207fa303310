"""The warm process: inside bubblewrap, libraries loaded, a child forked for each lesson.

It is started as ``python -m champions.marking.running.warm NUMBER KEEP KIND`` by the supervisor, which
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
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from champions.marking.running import jail
from champions.marking.running.watch import Watch, tell

WORK = "/work"
#: Loaded once, before any lesson. The course's own rooms that lessons use come with them.
LIBRARIES = (
    "numpy",
    "pandas",
    "IPython.core.completer",
    "asyncio",
    "statistics",
    "importlib.readers",
)
#: What charts and forms are shown with: half of the time that the whole takes. The kind of process that is
#: called lean begins without it, for lessons of which only the steps that count are run.
SHOWN_WITH = (
    "matplotlib.pyplot",
    "matplotlib.backends.backend_agg",
    "matplotlib_inline.backend_inline",
    "ipywidgets",
    "pandas.plotting._matplotlib",
    "champions.questions.forms",
)
#: Seconds that may be spent on what a rehearsal made: the lessons that run are not watched meanwhile.
LEARN_WITHIN = 2.0
#: Steps by which a lesson stands back, so that marking and the trainer's other work go first.
POLITE = 5


def receive(channel: socket.socket, size: int) -> bytes:
    """Read so many bytes, or raise EOFError."""
    data = bytearray()
    while len(data) < size:
        part = channel.recv(size - len(data))
        if not part:
            raise EOFError
        data += part
    return bytes(data)


def load_libraries(*, lean: bool = False) -> None:
    """Import what lessons use."""
    for name in LIBRARIES if lean else (*LIBRARIES, *SHOWN_WITH):
        importlib.import_module(name)
    import champions

    names = ["champions.lesson.session", "champions.data", "champions.questions.scheme"]
    for name in names:
        importlib.import_module(name)
    importlib.import_module("champions.questions.facets").load("form")
    kinds = importlib.import_module("champions.questions.kinds")
    for name in kinds.all_kinds():
        kinds.class_of(name)
    for name in getattr(champions, "__all__", ()):
        with suppress(ImportError, AttributeError):
            getattr(champions, name)
    importlib.import_module("champions.marking.running.rehearsal")
    importlib.import_module("champions.marking.running.shell")


def make_ready(*, lean: bool) -> Any:
    """Load everything, and make the shell."""
    load_libraries(lean=lean)
    from champions.marking.running import rehearsal, shell

    ready = shell.make(draws=not lean)
    rehearsal.remember(ready)
    return ready


def serve(requests: socket.socket, keep: list[str], *, lean: bool) -> None:
    """Fork a child for each lesson, and watch them all, until the supervisor goes away."""
    gc.disable()  # nothing that is loaded is ever let go of
    ready = make_ready(lean=lean)
    jail.prepare()
    gc.freeze()  # so that the children's garbage collector leaves the shared pages alone
    gc.enable()
    jail.give_up_root()
    lessons = Watch()
    requests.send(b"ready")
    while True:
        if requests not in lessons.wait_for(requests):
            continue
        message, handles, _, _ = socket.recv_fds(requests, 1 << 12, 2)
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
                tell(control, failed=str(error), ours=True)
                control.close()
                continue
            if child == 0:
                _child(ready, cells, control, limits, owner, keep)
        lessons.add(child, control, limits)


def _learn(ready: Any, handles: list[int]) -> None:
    """Take in what a rehearsal made: the lessons forked from now on need not make it again."""
    from champions.marking.running import rehearsal

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


def _child(
    ready: Any,
    cells: socket.socket,
    control: socket.socket,
    limits: dict[str, int],
    owner: tuple[int, int],
    keep: list[str],
) -> None:
    """Confine this process, then run the lesson in it. Does not return."""
    ours = True
    try:
        # The socket of requests, and those of other lessons.
        jail.close_all_but(cells.fileno(), control.fileno())
        jail.die_with_parent()
        jail.enter(WORK, limits["disk_mb"], keep, owner)
        jail.own_processes_only()
        os.setsid()
        os.nice(POLITE)
        ours = False  # what lies beside a lesson may be too large for it
        _lay_out(json.loads(receive(cells, int.from_bytes(receive(cells, 8), "big"))))
        ours = True
        jail.limit(
            memory_mb=limits["address_mb"],
            cpu_seconds=limits["cpu_seconds"],
            processes=limits["processes"],
            file_mb=limits["disk_mb"],
        )
        jail.drop_capabilities()
        jail.refuse_calls()
    except BaseException as error:  # noqa: BLE001 - told outside, whatever it is
        tell(control, failed=f"{type(error).__name__}: {error}", ours=ours)
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
    from champions.marking.running import shell

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


if __name__ == "__main__":
    number, keep_shown, kind = sys.argv[1:]
    serve(socket.socket(fileno=int(number)), json.loads(keep_shown), lean=kind == "lean")
