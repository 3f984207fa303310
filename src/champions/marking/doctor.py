"""Can this machine run learners' code safely? Each answer is tried, not guessed."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from champions.data import DataNotFound, course_folder
from champions.marking.running import jail
from champions.marking.running.supervisor import CannotConfine, Limits, Run, Warm
from champions.sentences.told import bare, later, told

SAFE, NOT_SAFE = 0, 1


@dataclass(frozen=True)
class Probe:
    """One thing that a learner's code tries, and what must be seen when it is stopped.

    ``seconds`` is what its step may take. A busy computer is no reason to say that a wall is missing.
    """

    what: str
    source: str
    seen: str
    seconds: int = 90


#: Each runs in the jail, as a learner's code would.
PROBES = (
    Probe(
        later("reach another computer", context="what learners' code tries"),
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "PermissionError",
    ),
    Probe(
        later("read the course's solutions", context="what learners' code tries"),
        "open(HOME + '/solutions')",
        "FileNotFoundError",
    ),
    Probe(
        later("read your home folder", context="what learners' code tries"),
        "import os; any(map(os.path.exists, MINE))",
        "'False'",
    ),
    Probe(
        later("read your environment", context="what learners' code tries"),
        "import os; [n for n in os.environ if n == 'CHAMPIONS_DOCTOR']",
        "'[]'",
    ),
    Probe(
        later("change the course's programs", context="what learners' code tries"),
        "open('/champions/champions/data.py', 'a')",
        "[Errno",
    ),
    Probe(
        later("look into other programs", context="what learners' code tries"),
        "import ctypes; ctypes.CDLL(None).ptrace(16, 1, 0, 0)",
        "'-1'",
    ),
    Probe(
        later("make a wall of its own to hide behind", context="what learners' code tries"),
        "import ctypes; ctypes.CDLL(None).unshare(0x10000000)",
        "'-1'",
    ),
    Probe(
        later("become another user", context="what learners' code tries"),
        "import os; os.setuid(0)",
        "[Errno",
    ),
    Probe(
        later("fill the disk", context="what learners' code tries"),
        "for i in range(9): open(str(i), 'wb').write(b'0' * (20 << 20))",
        "No space left",
    ),
    Probe(
        later("fill the memory", context="what learners' code tries"),
        "x = []\nwhile True: x.append(b'1' * (64 << 20))",
        "of memory",
    ),
    Probe(
        later("run for ever", context="what learners' code tries"),
        "while True: pass",
        "KeyboardInterrupt",
        seconds=5,
    ),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words that ``champions doctor`` takes: all are about the gradebook."""
    parser.add_argument(
        "--gradebook",
        action="store_true",
        help=told(
            "look at the gradebook and its copies instead, and put a copy back if you want it"
        ),
    )
    parser.add_argument(
        "--out", type=Path, default=None, help=told("the work folder (work, in the course)")
    )
    parser.add_argument(
        "--copy",
        type=int,
        default=0,
        metavar="NUMBER",
        help=told("put this copy back, by its number"),
    )
    parser.add_argument(
        "--anew",
        action="store_true",
        help=told("begin with an empty gradebook; the old one is kept aside"),
    )
    parser.add_argument(
        "--db",
        default="",
        help=told(
            "look at a gradebook on a PostgreSQL server, with the address that you give to mark"
        ),
    )
    parser.add_argument("--yes", action="store_true", help=told("ask nothing, and do it"))


def run(args: argparse.Namespace) -> int:
    """Say what this machine can give; 0 when learners' code can be run safely on it."""
    if getattr(args, "db", ""):
        from champions.marking import server_book

        return server_book.run(args.db)
    if getattr(args, "gradebook", False):
        from champions.marking import mending

        return mending.run(args)
    problems = list(missing())
    for problem in problems:
        print(bare(f"✗ {problem}"))
    if problems:
        print(_advice())
        return NOT_SAFE
    try:
        held = try_all()
    except (CannotConfine, OSError) as error:
        print(f"✗ {error}\n{_advice()}")
        return NOT_SAFE
    for tried, stopped in held.items():
        what = told(tried, context="what learners' code tries")
        if stopped:
            print(bare(told("✓ A learner's code cannot {what}.", what=what)))
        else:
            print(bare(told("✗ A learner's code CAN {what}.", what=what)))
    if not all(held.values()):
        print(_advice())
        return NOT_SAFE
    print(bare(told(_safe())))
    return SAFE


def _safe() -> str:
    """That all is well, and as whom learners' code runs."""
    if os.getuid() != 0:
        return later("This machine can mark safely (as an ordinary user).")
    if jail.may_administer():
        return later("This machine can mark safely (as root: learners' code runs as nobody).")
    return later(
        "This machine can mark safely (as root of a container: learners' code runs as an ordinary user of it)."
    )


_ADVICE = (
    later(
        "On Linux, install bubblewrap: sudo apt-get install bubblewrap (Debian, Ubuntu), sudo dnf install bubblewrap "
        "(Fedora). Then type python3 start.py doctor again."
    ),
    later(
        "Where user namespaces are switched off, ask whoever looks after the machine to allow them."
    ),
    later("On macOS and Windows, mark in a container: see docs/trainers/safety.md."),
    later(
        "python3 start.py mark --unsafe FOLDER marks without any protection. Use it only for work that you trust."
    ),
)


def _advice() -> str:
    """What to do where learners' code cannot be run safely: a line for each way."""
    head = told("This machine cannot run learners' code safely as it is. What to do:")
    return bare("\n".join(["", head, *(f"- {told(one)}" for one in _ADVICE)]))


def missing() -> Iterator[str]:
    """What has to be there before anything can be tried."""
    if sys.platform != "linux":
        yield told(
            "This is {system}. Learners' code can be confined on Linux only.",
            system=platform.system(),
        )
        return
    if not shutil.which("bwrap"):
        yield told("The program bubblewrap (bwrap) is not installed.")
    if not jail.supported_machine():
        yield told(
            "There is no list of system calls for this kind of processor ({machine}).",
            machine=platform.machine(),
        )
    switch = Path("/proc/sys/user/max_user_namespaces")
    if switch.is_file() and switch.read_text().strip() == "0":
        yield told("User namespaces are switched off on this machine.")


def try_all() -> dict[str, bool]:
    """Try every probe in the jail. True where it was stopped.

    Raises:
        CannotConfine: when there is no jail to try it in.
    """
    try:
        home = course_folder()
    except DataNotFound:
        home = None
    os.environ["CHAMPIONS_DOCTOR"] = "seen"
    limits = Limits(memory_mb=400)
    try:
        with Warm(home / "datasets" if home else None, limits) as warm:
            first = warm.run(["1 + 1"])
            if first.why:
                raise CannotConfine(f"A first, harmless lesson did not run: {first.why}.")
            mine = [str(path) for path in Path.home().iterdir() if path.is_file()]
            names = f"HOME, MINE = {str(home)!r}, {mine!r}"
            return {
                probe.what: probe.seen in _output(warm.run([names, probe.source], limits=allowed))
                for probe in PROBES
                for allowed in [replace(limits, cell_seconds=probe.seconds)]
            }
    finally:
        del os.environ["CHAMPIONS_DOCTOR"]


def _output(run: Run) -> str:
    return run.why + "".join(str(cell.outputs) for cell in run.cells[1:])
