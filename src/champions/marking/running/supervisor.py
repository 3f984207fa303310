"""Outside the jail: start the warm process, run lessons in it, and say how each run ended."""

from __future__ import annotations

import base64
import importlib.util
import json
import os
import platform
import select
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Container, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from champions.marking.running.sandbox import LEAN, WHOLE, command_for
from champions.marking.running.shelf import Shelf, name_for

#: A cell that runs longer is stopped, in seconds. The longest cell of ours takes about 3.
SECONDS_PER_CELL = 30
#: How long an interrupted cell may take to end, in seconds.
GRACE = 3.0
#: How long the warm process may take to load its libraries, in seconds.
START_WITHIN = 120
#: Of the time that a step may take, it must have had so much before it is said to be too slow.
ENOUGH = 0.7
#: A lesson that this machine did not let run is given so many times its time at most.
LONGEST_AGAIN = 10
#: Seconds to wait, one time after the other, while this machine cannot begin a lesson.
WAIT_FOR_ROOM = (0.5, 1.0, 2.0, 4.0)
#: Lists in lists in an output, at most. An answer has four at most.
DEEPEST = 50
#: The line that gives what a rehearsal made, and how many MB of it are taken.
_ASK = "import champions.marking.running.rehearsal as _r; print(_r.made())"
_REHEARSAL_MB = 32


@dataclass(frozen=True)
class Limits:
    """What one lesson may use. A lesson of ours needs about a tenth of each."""

    cell_seconds: float = 30
    all_seconds: float = 120
    cpu_seconds: int = 120
    memory_mb: int = 1024
    address_mb: int = 6000
    processes: int = 48
    disk_mb: int = 64
    output_mb: int = 2


@dataclass(frozen=True)
class Output:
    """What one cell left: outputs in the notebook format, and its number."""

    outputs: list[dict[str, Any]]
    count: int | None


@dataclass
class Run:
    """How a run went.

    Attributes:
        cells: what each cell left, as far as the run came.
        why: empty when the run came to its end, else why it did not, in words.
        machine: True when it ended for a reason that may well be this machine's: it is run again at
            the next marking.
        cannot: why this machine could not even begin it, or empty.
        slow: numbers of the cells that were interrupted because they took too long.
        late: seconds that it should have had and did not keep to, over all that was stopped for time.
        seconds: how long the run took.
        waited: for how much of that it stood still, as other programs had the processors.
        cpu, peak_mb: what it used, as far as known.
    """

    cells: list[Output] = field(default_factory=list)
    why: str = ""
    machine: bool = False
    cannot: str = ""
    slow: list[int] = field(default_factory=list)
    late: float = 0.0
    seconds: float = 0.0
    waited: float = 0.0
    cpu: float = 0.0
    peak_mb: float = 0.0

    @property
    def starved(self) -> bool:
        """True when it was stopped for time, and this machine had not let it run for that time."""
        return bool(self.late) and self.seconds - self.waited < ENOUGH * self.late


class CannotConfine(Exception):
    """The confinement that this machine cannot give; the text says why, in words."""


class CannotBegin(CannotConfine):
    """A lesson could not be begun at this moment; the text says of what this machine is short."""


class Warm:
    """A warm process in bubblewrap, in which lessons run. Use it from several threads if you like.

    Args:
        datasets: the folder with the course's data, which lessons may read.
        limits: what one lesson may use.
        wait: False goes on while the libraries are loaded; :meth:`ready` waits for them.
        lean: True leaves out what charts and forms are shown with. A lesson that asks for it loads it.
        shelf: where what rehearsals made is kept for the next time; nowhere when None.
    """

    def __init__(
        self,
        datasets: Path | None = None,
        limits: Limits | None = None,
        *,
        wait: bool = True,
        lean: bool = False,
        shelf: Shelf | None = None,
    ) -> None:
        self.limits = limits or Limits()
        self.datasets, self._shelf, self.is_lean = datasets, shelf, lean
        # One more than there are processors: while one lesson waits to be sent its next step,
        # another runs.
        self.workers = (os.cpu_count() or 1) + 1
        self._lock = threading.RLock()  # one that is started anew is waited for by the one who did
        self._is_closed = False
        self._start()
        if wait:
            self.ready()

    def _start(self) -> None:
        if sys.platform != "linux" or not shutil.which("bwrap"):
            raise CannotConfine("The program bubblewrap (bwrap) is not on this machine.")
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        compile_beforehand()
        kind = LEAN if self.is_lean else WHOLE
        command = command_for(theirs.fileno(), self.datasets, kind)
        self._began = time.monotonic()
        self._process = subprocess.Popen(
            command,
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={},
        )
        theirs.close()
        self._requests, self._is_ready = ours, False

    def ready(self) -> None:
        """Wait until the warm process has loaded its libraries.

        Raises:
            CannotConfine: when it could not be started.
        """
        with self._lock:
            if not self._is_ready:
                self._wait()

    def _wait(self) -> None:
        ours = self._requests
        ours.settimeout(START_WITHIN)
        try:
            said = ours.recv(64)
        except OSError:
            said = b""
        if said != b"ready":
            self._process.kill()
            _, errors = self._process.communicate()
            last = errors.decode(errors="replace").strip().splitlines()[-1:] or ["no reason given"]
            raise CannotConfine(f"The confined process could not be started: {last[0]}")
        ours.settimeout(None)
        self.start_seconds = time.monotonic() - self._began
        self._is_ready = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the warm process and everything in it."""
        self._is_closed = True
        self._end_process()

    def _end_process(self) -> None:
        self._requests.close()
        self._process.kill()
        self._process.wait()
        if self._process.stderr:
            self._process.stderr.close()

    def rehearse(
        self, sources: Sequence[str], files: Mapping[str, bytes], shown: Container[str] = ()
    ) -> None:
        """Run the author's own copy of a lesson, so that much of it need not be done again.

        It only saves time: when it goes wrong, every chart is drawn.

        Args:
            sources: the text of each code cell.
            files: what lies beside the lesson, by name.
            shown: the steps that learners have too. Of the others nothing may come to their lessons:
                they hold the author's solutions and hidden tests.
        """
        steps = [source for source in sources if source in shown]
        name = name_for(sources, files, steps) if self._shelf else ""
        data = self._shelf.find(name) if self._shelf else None
        if data is None:
            data = self._rehearsed(sources, files, steps)
            if data is None:
                return
            if self._shelf:
                self._shelf.put(name, data)
        ours, theirs = socket.socketpair()
        with ours, theirs, self._lock, suppress(OSError):
            socket.send_fds(self._requests, [b"rehearsal"], [theirs.fileno()])
            ours.sendall(len(data).to_bytes(8, "big") + data)

    def _rehearsed(
        self, sources: Sequence[str], files: Mapping[str, bytes], steps: Sequence[str]
    ) -> bytes | None:
        """What a rehearsal made, with the steps that learners have; None when it did not come to its end."""
        run = self._run([*sources, _ASK], files, replace(self.limits, output_mb=_REHEARSAL_MB))
        try:
            made = json.loads(str(run.cells[-1].outputs[0]["text"]))
            return json.dumps({**made, "steps": steps}).encode()
        except (LookupError, ValueError, TypeError):
            return None

    def run(
        self,
        sources: Sequence[str],
        files: Mapping[str, bytes] | None = None,
        limits: Limits | None = None,
    ) -> Run:
        """Run the cells of one lesson, in order, each sent only when the one before has ended.

        Args:
            sources: the text of each code cell.
            files: what lies beside the lesson, by name.
            limits: what this lesson may use, where that is not the usual.

        Raises:
            CannotBegin: when this machine cannot shut a lesson away at this moment.
        """
        return self._run(sources, files or {}, limits or self.limits)

    def _run(self, sources: Sequence[str], files: Mapping[str, bytes], limits: Limits) -> Run:
        run, is_lost = self._run_once(sources, files, limits)
        if is_lost:  # it is not the learner's doing: the machine was short of memory, or somebody
            run, _ = self._run_once(sources, files, limits)
        if run.starved and not self._is_closed:  # other programs had the processors
            longer = _longer(limits, run)
            run, _ = self._run_once(sources, files, longer)
            run.late *= (
                limits.cell_seconds / longer.cell_seconds
            )  # of the time that all lessons have
            run.machine = run.machine or run.starved
        for seconds in WAIT_FOR_ROOM:  # the machine may be short of something for a moment
            if not run.cannot or self._is_closed:
                return run
            time.sleep(seconds)
            run, _ = self._run_once(sources, files, limits)
        if run.cannot and not self._is_closed:
            raise CannotBegin(run.cannot)
        return run

    def _run_once(
        self, sources: Sequence[str], files: Mapping[str, bytes], limits: Limits
    ) -> tuple[Run, bool]:
        """Run a lesson; say too whether the warm process was killed meanwhile."""
        cells, cells_in = socket.socketpair()
        control, control_in = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with cells, control:
            with cells_in, control_in:
                wanted = json.dumps(asdict(limits)).encode()
                process = self._give(wanted, [cells_in.fileno(), control_in.fileno()])
            watch = _WatchedRun(cells, control, limits)
            run = watch.run(sources, files)
        if watch.ending or not run.why or self._is_closed:
            return run, False
        with suppress(subprocess.TimeoutExpired):
            process.wait(1)  # bubblewrap ends a little later than what it started
        return run, process.returncode is not None

    def _give(self, message: bytes, handles: list[int]) -> subprocess.Popen[bytes]:
        """Give the warm process something to do. Killed by somebody, it is started anew."""
        with self._lock:
            if self._process.poll() is None:
                with suppress(OSError):  # killed a moment ago: bubblewrap has not seen it yet
                    socket.send_fds(self._requests, [message], handles)
                    return self._process
            if self._is_closed:
                raise CannotConfine("The confined process has been ended.")
            self._end_process()
            self._start()
            self.ready()
            socket.send_fds(self._requests, [message], handles)
            return self._process


#: The folder of the course in which a machine keeps what it made for itself.
STATE = ".state"
_LOAD = "from champions.marking.running.warm import load_libraries; load_libraries()"
#: When these are compiled, so is what they bring along.
_LOADED = ("matplotlib", "IPython", "ipywidgets", "champions.lesson.session")


def compile_beforehand() -> None:
    """Let Python compile, once, what lessons load.

    Nothing can be written inside, so each start would compile a thousand files anew, which takes
    two seconds. Where Python was told to write no compiled files, or cannot, none are written.
    """
    if sys.dont_write_bytecode or all(map(_is_compiled, _LOADED)):
        return
    subprocess.run([sys.executable, "-P", "-c", _LOAD], check=False, capture_output=True)


def _is_compiled(name: str) -> bool:
    """True when a module has a fresh compiled file, or can have none."""
    spec = importlib.util.find_spec(name)
    if not spec or not spec.origin or not spec.cached:
        return True
    source, made = Path(spec.origin), Path(spec.cached)
    if made.exists() and made.stat().st_mtime >= source.stat().st_mtime:
        return True
    folder = made.parent if made.parent.exists() else source.parent
    return not os.access(folder, os.W_OK)


def limits_for(per_cell: int) -> Limits:
    """What one lesson may use, when a step may take so many seconds."""
    return Limits(cell_seconds=per_cell, all_seconds=max(120, 4 * per_cell))


def warm_for(home: Path, per_cell: int, *, lean: bool = False) -> Warm:
    """Start a warm process for a course, without waiting for it.

    Raises:
        CannotConfine: when this machine has no bubblewrap.
    """
    data = home / "datasets"
    shelf = Shelf(home / STATE / "rehearsed")
    known = data if data.is_dir() else None
    return Warm(known, limits_for(per_cell), wait=False, lean=lean, shelf=shelf)


def early_warm(home: Path, per_cell: int, *, lean: bool = False) -> Warm | None:
    """Start a warm process early; None where it cannot be, which is told when it is needed."""
    with suppress(CannotConfine, OSError):
        return warm_for(home, per_cell, lean=lean)
    return None


class LaterWarm:
    """A warm process that is started when something is to be run in it. Use it from several threads.

    Args:
        make: starts it.
    """

    def __init__(self, make: Callable[[], Warm]) -> None:
        self._make, self._lock = make, threading.Lock()
        self._made: Warm | None = None
        self._is_closed = False

    def _one(self) -> Warm:
        with self._lock:
            if self._is_closed:
                raise CannotConfine("The confined process has been ended.")
            if self._made is None:
                self._made = self._make()
            made = self._made
        made.ready()
        return made

    def ready(self) -> None:
        """Start it, and wait until it has loaded its libraries."""
        self._one()

    def run(self, sources: Sequence[str], files: Mapping[str, bytes] | None = None) -> Run:
        """As :meth:`Warm.run`."""
        return self._one().run(sources, files)

    def rehearse(
        self, sources: Sequence[str], files: Mapping[str, bytes], shown: Container[str] = ()
    ) -> None:
        """As :meth:`Warm.rehearse`."""
        self._one().rehearse(sources, files, shown)

    def close(self) -> None:
        """End it, where it was started; it is not started any more."""
        with self._lock:
            self._is_closed = True
            if self._made:
                self._made.close()


def _longer(limits: Limits, run: Run) -> Limits:
    """The limits with which a lesson gets the time that it may have, though others run beside it."""
    share = max(0.0, 1 - run.waited / max(run.seconds, 0.001))
    times = min(LONGEST_AGAIN, 1.5 / max(share, 0.001))
    return replace(
        limits,
        cell_seconds=limits.cell_seconds * times,
        all_seconds=limits.all_seconds * times,
    )


class _Ended(Exception):
    """The run is over; the text says why."""


class _WatchedRun:
    """One run, seen from outside."""

    def __init__(self, cells: socket.socket, control: socket.socket, limits: Limits) -> None:
        self.cells, self.control, self.limits = cells, control, limits
        self.result = Run()
        self.began = time.monotonic()
        self.left = (limits.output_mb + 2) << 23  # bytes in all that we are willing to read
        self.ending: dict[str, Any] | None = None
        self.waiting = bytearray()

    def run(self, sources: Sequence[str], files: Mapping[str, bytes]) -> Run:
        result = self.result
        try:
            encoded = {name: base64.b64encode(data).decode() for name, data in files.items()}
            self._send(json.dumps(encoded).encode())
            for number, source in enumerate(sources):
                self._send(source.encode("utf-8", "surrogatepass"))
                result.cells.append(self._answer(number))
        except _Ended as ended:
            result.why = str(ended)
        self._end()
        result.seconds = time.monotonic() - self.began
        return result

    def _send(self, data: bytes) -> None:
        whole = memoryview(len(data).to_bytes(8, "big") + data)
        while whole:
            _, ready, _ = select.select(
                [], [self.cells], [], self._time_left(self.limits.cell_seconds)
            )
            if not ready:
                self._is_late()
                raise _Ended("it did not take the next step in time")
            try:
                whole = whole[self.cells.send(whole, socket.MSG_DONTWAIT) :]
            except BlockingIOError:
                continue
            except OSError as error:
                raise _Ended(self._how_it_ended()) from error

    def _time_left(self, seconds: float) -> float:
        return max(0.0, min(seconds, self.began + self.limits.all_seconds - time.monotonic()))

    def _answer(self, number: int) -> Output:
        until = time.monotonic() + self._time_left(self.limits.cell_seconds)
        interrupted = False
        while (message := self._message()) is None:
            ready, _, _ = select.select([self.cells], [], [], max(0.0, until - time.monotonic()))
            if ready:
                self._read()
            elif interrupted or self._time_left(1) <= 0:
                if not interrupted:
                    self._is_late()
                raise _Ended("it took too long, and could not be stopped in a friendly way")
            else:
                self.result.slow.append(number)
                self._is_late()
                with suppress(OSError):
                    self.control.send(b"interrupt")
                interrupted, until = True, time.monotonic() + GRACE
        return _output(message)

    def _is_late(self) -> None:
        """Take note that a step was stopped for its time, or the lesson for all of its time."""
        late = self.result.late + self.limits.cell_seconds
        self.result.late = min(late, self.limits.all_seconds)

    def _read(self) -> None:
        try:
            data = self.cells.recv(1 << 20)
        except OSError:
            data = b""
        if not data:
            raise _Ended(self._how_it_ended())
        self.left -= len(data)
        if self.left < 0:
            raise _Ended("it wrote too much")
        self.waiting += data

    def _message(self) -> bytes | None:
        if len(self.waiting) < 8:
            return None
        size = int.from_bytes(self.waiting[:8], "big")
        if size > self.left + len(self.waiting):
            raise _Ended("its code wrote where only our own program should write")
        if len(self.waiting) < 8 + size:
            return None
        message = bytes(self.waiting[8 : 8 + size])
        del self.waiting[: 8 + size]
        return message

    def _how_it_ended(self) -> str:
        ending = self._hear(GRACE)
        if not ending:  # whatever a lesson does, its end is told
            self.result.machine = True
            return "what watches it was killed, or this machine was too slow"
        if ending.get("failed"):
            self.result.machine = True
            if ending.get("ours"):
                self.result.cannot = str(ending["failed"])
            return f"it could not be confined ({ending['failed']})"
        if ending.get("why"):
            return str(ending["why"])
        number = ending.get("signal")
        self.result.machine = (
            number == signal.SIGKILL
        )  # its own doing, or this machine had no memory
        if number in _SIGNALS:
            return _SIGNALS[number]
        return (
            f"its process was ended by signal {number}"
            if number
            else "its code ended its own process"
        )

    def _hear(self, seconds: float) -> dict[str, Any]:
        """What the watch inside says about the end; it is asked once."""
        if self.ending is None:
            ready, _, _ = select.select([self.control], [], [], seconds)
            try:
                self.ending = json.loads(self.control.recv(1 << 16)) if ready else {}
            except (OSError, ValueError):
                self.ending = {}
        return self.ending

    def _end(self) -> None:
        """End the child, if it still lives, and take note of what it used."""
        if self.ending is None:
            with suppress(OSError):
                self.control.send(b"end")
        ending = self._hear(GRACE)
        self.result.cpu = float(ending.get("cpu", 0))
        self.result.peak_mb = float(ending.get("peak_mb", 0))
        self.result.waited = float(ending.get("waited", 0))


_SIGNALS = {
    9: "its process was killed",
    11: "its process crashed",
    6: "its process crashed",
    24: "it computed for too long",
    31: "its code asked the machine for something that no lesson needs",
}


def _output(message: bytes) -> Output:
    """Read what a cell left. The child is not trusted: anything odd ends the run."""
    try:
        raw = json.loads(message)
        outputs = [_sound(output) for output in raw["outputs"]]
        count = raw["count"]
        if not (count is None or (type(count) is int and 0 <= count < 1_000_000)):
            raise ValueError("count")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _Ended("its code wrote where only our own program should write") from error
    return Output(outputs, count)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("text")
    # Half a surrogate pair cannot be written to any file.
    return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")


def _sound(output: Any) -> dict[str, Any]:
    """One output with the fields of the notebook format, each of the right kind, and no others."""
    kind = output["output_type"]
    if kind == "stream":
        name = "stderr" if output["name"] == "stderr" else "stdout"
        return {"output_type": kind, "name": name, "text": _text(output["text"])}
    if kind == "error":
        trace = [_text(line) for line in output["traceback"]]
        name, value = _text(output["ename"]), _text(output["evalue"])
        return {"output_type": kind, "ename": name, "evalue": value, "traceback": trace}
    if kind not in ("display_data", "execute_result"):
        raise ValueError(kind)
    data = {_text(mime): _mime(mime, value) for mime, value in output["data"].items()}
    sound: dict[str, Any] = {"output_type": kind, "data": data, "metadata": {}}
    if kind == "execute_result":
        count = output.get("execution_count")
        sound["execution_count"] = count if type(count) is int else None
    return sound


def _too_deep(value: Any, left: int = DEEPEST) -> bool:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return left == 0 or any(_too_deep(item, left - 1) for item in inside)


def _mime(mime: str, value: Any) -> Any:
    if isinstance(value, str):
        return _text(value)
    if _too_deep(value):  # what reads notebooks later goes down a step for each
        return "This was left out: it is nested too deeply."
    if mime.endswith("json") or isinstance(value, dict):
        return json.loads(json.dumps(value).encode("utf-8", "replace"))
    return _text("".join(value) if isinstance(value, list) else value)


def can_confine() -> str:
    """Empty when this machine can give the whole confinement, else the reason in words."""
    from champions.marking.running import jail

    if sys.platform != "linux":
        return "Confinement works on Linux only."
    if not jail.supported_machine():
        return (
            f"There is no list of system calls for this kind of processor ({platform.machine()})."
        )
    try:
        with Warm() as warm:
            run = warm.run(["1 + 1"])
    except (CannotConfine, OSError) as error:
        return str(error)
    return run.why
