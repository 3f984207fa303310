"""A learner's code sees, reaches and breaks nothing but its own run, as root and as anybody."""

from __future__ import annotations

import json
import os
import platform
import shutil
import signal
import subprocess
import sys
import sysconfig
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import small_course

from champions.marking.running import jail, shelf, supervisor
from champions.marking.running.sandbox import WHOLE, command_for
from champions.marking.running.shelf import Shelf
from champions.marking.running.supervisor import (
    CannotConfine,
    Limits,
    Run,
    Warm,
)

pytestmark = pytest.mark.needs("bubblewrap")
HOME = Path(__file__).parents[1]
DATASETS = HOME / "datasets"


#: A computer that does much else may take this long, in seconds, for what takes a moment. Whatever
#: must be stopped by another limit goes on for longer, so that no verdict hangs on how quick it is.
PATIENCE = 300
FOR_EVER = 3600
SMALL = Limits(
    cell_seconds=PATIENCE,
    all_seconds=2 * PATIENCE,
    cpu_seconds=PATIENCE,
    memory_mb=400,
    processes=12,
)
#: Where it is time that must end a run.
SHORT = replace(SMALL, cell_seconds=3)


@pytest.fixture(scope="module")
def warm() -> Iterator[Warm]:
    with Warm(DATASETS, SMALL) as one:
        yield one


@pytest.fixture(autouse=True)
def grace(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a lesson and its watch have to answer in is not a few seconds here."""
    monkeypatch.setattr(supervisor, "GRACE", float(PATIENCE))


class Held(list[str]):
    """The steps of a lesson that stops before its last one, until it is let go on."""

    def __init__(self, *steps: str) -> None:
        super().__init__(steps)
        self.is_there, self.go_on = threading.Event(), threading.Event()

    def __iter__(self) -> Iterator[str]:
        *first, last = list.__iter__(self)
        yield from first
        self.is_there.set()  # all before the last have been answered
        assert self.go_on.wait(PATIENCE)
        yield last


@contextmanager
def running(warm: Warm, *steps: str, limits: Limits = SMALL) -> Iterator[Future[Run]]:
    """A lesson that runs beside what is tried, stopped before its last step."""
    held = Held(*steps)
    with ThreadPoolExecutor(1) as pool:
        run = pool.submit(warm.run, held, limits=limits)
        try:
            assert held.is_there.wait(PATIENCE)
            yield run
        finally:
            held.go_on.set()


def last(run: Run) -> str:
    """The last cell's outputs as text."""
    assert run.cells, run.why
    return json.dumps(run.cells[-1].outputs)


# --- It runs as Jupyter would ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("1 + 1", '"text/plain": "2"'),
        ("print('hello')", "hello"),
        ("import asyncio; await asyncio.sleep(0); 7", '"text/plain": "7"'),
        ("%%bash\necho from bash", "from bash"),
        ("!echo from a shell line", "from a shell line"),
        ("%%time\n8", '"text/plain": "8"'),
        ("import matplotlib.pyplot as plt; plt.plot([1, 2]);", "image/png"),
        ("import ipywidgets; ipywidgets.IntSlider()", "application/vnd.jupyter.widget-view"),
        ("from champions import load; load('befriending-waits').shape", "(45, 4)"),
        ("open('/tmp/a', 'w').write('x'); open('b', 'w').write('yy')", '"text/plain": "2"'),
        ("import warnings; warnings.warn('mind')", '"name": "stderr"'),
        ("1 / 0", "ZeroDivisionError"),
        ("input('?')", "EOFError"),
        ("!head -c 2 /dev/zero | wc -c", "2"),
        ("import os; os.ttyname(os.openpty()[1])", "/dev/pts/0"),
        (
            "import multiprocessing as m\nwith m.get_context('fork').Pool(2) as p: print(p.map(abs, [-7]))",
            "[7]",
        ),
        (
            "import multiprocessing as m\nwith m.get_context('spawn').Pool(1) as p: print(p.map(abs, [-7]))",
            "[7]",
        ),
    ],
)
def test_a_cell_gives_what_it_gives_in_jupyter(warm: Warm, source: str, shown: str) -> None:
    run = warm.run([source])
    assert run.why == ""
    assert shown in last(run)


def test_cells_share_names_and_are_numbered_from_one(warm: Warm) -> None:
    run = warm.run(["a = 20", "", "a + 1"])
    assert [cell.count for cell in run.cells] == [1, None, 2]
    assert '"21"' in last(run)


def test_files_beside_the_lesson_are_there(warm: Warm) -> None:
    assert "'twelve'" in last(warm.run(["open('notes.txt').read()"], {"notes.txt": b"twelve"}))


def test_two_who_wait_for_the_start_are_both_let_go_on() -> None:
    with Warm(DATASETS, wait=False) as one, ThreadPoolExecutor(3) as pool:
        for waited in [pool.submit(one.ready) for _ in range(3)]:
            waited.result(timeout=PATIENCE)
        assert "42" in last(one.run(["6 * 7"]))


# --- What a rehearsal saves ---------------------------------------------------------------------------

QUESTION = """
```{question} q
kind: choice
ask: Which?
options: {a: A, b: B}
right: RIGHT
look: ""
step: ""
praise: ""
```
"""
LESSON = [
    "from champions import *; start('06-run-charts')",
    "run_chart(load('befriending-waits').drop_duplicates(), value='days', time='week')",
]
WHAT_IT_HAD = "import champions.marking.running.rehearsal as r; r._drawn and 'drawn anew'"


def _scheme(right: str) -> dict[str, bytes]:
    return {"questions.json": small_course.compiled_text(QUESTION.replace("RIGHT", right)).encode()}


def test_after_a_rehearsal_charts_are_not_drawn_again(warm: Warm) -> None:
    before = warm.run([*LESSON, WHAT_IT_HAD], _scheme("a"))
    assert "drawn anew" in last(before)
    warm.rehearse(LESSON, _scheme("a"))
    after = warm.run([*LESSON, WHAT_IT_HAD], _scheme("a"))
    assert after.cells[1].outputs == before.cells[1].outputs
    assert "drawn anew" not in last(after)


def test_another_scheme_or_chart_is_made_as_if_nothing_had_been_rehearsed(warm: Warm) -> None:
    warm.rehearse(LESSON, _scheme("a"))
    asked = "import champions.lesson.session as l; l._lesson.scheme['q'].right"
    other = [LESSON[0], asked, f"{LESSON[1][:-1]}, title='Mine')", WHAT_IT_HAD]
    run = warm.run(other, _scheme("b"))
    assert "'b'" in json.dumps(run.cells[1].outputs)
    assert "Mine" in json.dumps(run.cells[2].outputs)
    assert "drawn anew" in last(run)


def test_what_a_lesson_makes_of_a_rehearsal_is_gone_for_the_next(warm: Warm) -> None:
    warm.rehearse(LESSON, _scheme("a"))
    spoil = "import champions.lesson.session as l; object.__setattr__(l._lesson.scheme['q'], 'right', 'b')"
    warm.run([LESSON[0], spoil], _scheme("a"))
    asked = "import champions.lesson.session as l; l._lesson.scheme['q'].right"
    assert "'a'" in last(warm.run([LESSON[0], asked], _scheme("a")))


STEPS = (
    "x = 3; x",
    "x;",
    "!echo $((x + 1))",
    "%%writefile note.txt\nhello",
    "import asyncio\nawait asyncio.sleep(0, 'awaited')",
    "def f(:",
    "x?",
)


def test_a_rehearsed_step_reads_as_it_did_before(warm: Warm) -> None:
    before = warm.run(STEPS)
    warm.rehearse(STEPS, {}, STEPS)
    assert [cell.outputs for cell in warm.run(STEPS).cells] == [c.outputs for c in before.cells]


def test_a_rehearsed_step_is_read_by_the_rules_that_a_lesson_makes(warm: Warm) -> None:
    make = "get_ipython().input_transformers_cleanup.append(lambda lines: ['40 + 2\\n'])"
    warm.rehearse([make, "'mine'"], {}, [make, "'mine'"])
    assert "42" in last(warm.run([make, "'mine'"]))
    assert "'mine'" in last(warm.run(["'mine'"]))


def test_of_a_rehearsal_a_lesson_holds_no_step_that_learners_do_not_have(warm: Warm) -> None:
    look = "import champions.marking.running.rehearsal as r, gc; f'{r._read}'\n"
    warm.rehearse(["'for ' + 'all'", "answer = 'the ' + 'solution'"], {}, ["'for ' + 'all'"])
    read = last(warm.run([look]))
    assert "for " in read
    assert "solution" not in read


def test_what_a_rehearsal_loaded_and_read_is_there_before_the_next_lesson(warm: Warm) -> None:
    asked = (
        "import sys; from champions import data\n"
        "'champions.charts.drawing.panels' in sys.modules and data._read.cache_info().currsize > 0"
    )
    with Warm(DATASETS, SMALL) as one:
        assert "False" in last(one.run([asked]))
        one.rehearse(LESSON, _scheme("a"))
        assert "True" in last(one.run([asked]))
        first = "from champions import load; load('befriending-waits')['days'].iloc[0]"
        spoil = f"from champions import load; t = load('befriending-waits'); t['days'] = 0; {first}"
        before = last(one.run([first]))
        assert last(one.run([spoil])) == before == last(one.run([first]))


def _is_drawn(shelf: Shelf, lesson: Sequence[str] = LESSON, right: str = "a") -> bool:
    """Whether a rehearsal is made anew with this shelf; the lesson after it draws nothing."""
    made: list[object] = []
    with Warm(DATASETS, SMALL, shelf=shelf) as one:
        run = one._rehearsed

        def noted(*told: Any) -> Any:
            made.append(told)
            return run(*told)

        one._rehearsed = noted  # type: ignore[method-assign, assignment]
        one.rehearse(lesson, _scheme(right))
        assert "drawn anew" not in last(one.run([*lesson, WHAT_IT_HAD], _scheme(right)))
    return bool(made)


def test_a_rehearsal_is_kept_until_something_behind_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "rehearsed"
    assert _is_drawn(Shelf(folder))
    assert not _is_drawn(Shelf(folder))
    assert _is_drawn(Shelf(folder), right="b")  # other questions beside it
    assert _is_drawn(Shelf(folder), [*LESSON, "1"])  # another step
    monkeypatch.setattr(shelf, "_made_with", lambda: "another version of what draws")
    assert _is_drawn(Shelf(folder))
    folder.chmod(0o777)  # anybody may have put it there
    assert _is_drawn(Shelf(folder))


def test_a_damaged_rehearsal_only_costs_time(tmp_path: Path) -> None:
    keeps = Shelf(tmp_path / "rehearsed")
    keeps.put(shelf.name_for(LESSON, _scheme("a"), []), b'{"pictures": {"half')
    with Warm(DATASETS, SMALL, shelf=keeps) as one:
        one.rehearse(LESSON, _scheme("a"))
        assert "drawn anew" in last(one.run([*LESSON, WHAT_IT_HAD], _scheme("a")))


def test_what_draws_is_known_by_its_files() -> None:
    assert "charts/drawing/panels.py" in shelf._made_with()
    assert "matplotlib 3" in shelf._made_with()


OPEN_FILES = """
import os, stat
held = []
for number in range(256):
    try:
        held.append(os.fstat(number))
    except OSError:
        pass
empty = os.stat("/dev/null")
sum(stat.S_ISSOCK(one.st_mode) for one in held), sum(one.st_rdev != empty.st_rdev for one in held)
"""


def test_a_lesson_holds_nothing_open_but_the_socket_by_which_its_steps_come(warm: Warm) -> None:
    with running(warm, "1", "2") as other:  # its sockets are open outside
        assert "(1, 1)" in last(warm.run([OPEN_FILES]))
    assert other.result(timeout=PATIENCE).why == ""


def test_a_file_name_cannot_climb_out(warm: Warm) -> None:
    run = warm.run(["import os; os.path.exists('/champions/x')"], {"../champions/x": b"no"})
    assert "False" in last(run)


def test_two_lessons_do_not_share_chance(warm: Warm) -> None:
    source = ["import random, numpy; (random.random(), numpy.random.random())"]
    assert last(warm.run(source)) != last(warm.run(source))


# --- It sees nothing ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        f"open({str(HOME / 'pyproject.toml')!r})",
        f"import os; os.listdir({str(HOME / 'solutions')!r})",
        "open('/etc/passwd')",
        "import socket; socket.create_connection(('127.0.0.1', 22))",
        "import socket; socket.socket()",
        "import os; os.setuid(0)",
        "import os; os.unshare(0x10000000) if hasattr(os, 'unshare') else os.mkdir('/usr/x')",
        "open('/usr/bin/x', 'w')",
        "open('/champions/champions/questions.py', 'a')",
        "open('/course/datasets/befriending-waits/data.csv', 'a')",
        "open('/proc/1/mem', 'r+b').read(1); raise OSError",
        "import os; os.memfd_create('x')",
        "import mmap; mmap.mmap(-1, 4096)",
        "import mmap, os; mmap.mmap(os.open('/dev/zero', os.O_RDWR), 4096)",
        (
            "import ctypes, os; c = ctypes.CDLL(None); r, w = os.pipe()\n"
            "page = ctypes.create_string_buffer(9); at = ctypes.addressof(page)\n"
            "if c.vmsplice(w, (ctypes.c_size_t * 2)(at, 9), 1, 0) != 9: raise OSError"
        ),
        "import os; os.mknod('/work/d', 0o60600, 0x0801)",
        "import os; os.chroot('/work')",
        "import os; os.kill(2, 9)",
    ],
)
def test_it_cannot(warm: Warm, source: str) -> None:
    error = json.loads(last(warm.run([source])))[-1]
    assert error["output_type"] == "error"
    assert error["ename"].endswith(("Error", "error")), error


def test_no_environment_of_the_trainer(warm: Warm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAINERS_SECRET", "open sesame")
    run = warm.run(["import os; dict(os.environ)", "open('/proc/self/environ').read()"])
    assert "sesame" not in json.dumps([cell.outputs for cell in run.cells])


def test_nothing_is_left_for_the_next_lesson(warm: Warm) -> None:
    places = "for place in ('/work', '/tmp', '/dev/shm', '/warm', '/dev', '/'):\n    "
    warm.run(["mark = 1\n" + places + "try: open(place + '/left', 'w')\n    except OSError: pass"])
    run = warm.run(["import os\n" + places + "assert not os.path.exists(place + '/left')", "mark"])
    assert run.cells[0].outputs == []
    assert "NameError" in last(run)


def test_the_next_cell_is_not_in_the_process_before_its_turn(warm: Warm) -> None:
    look = "import gc\nany('later' + '-secret' in o for o in gc.get_objects() if type(o) is str)"
    read = (
        "import os\nos.set_blocking(FD, False)\nfound = b''\nfor fd in range(3, 60):\n"
        "    try:\n        os.set_blocking(fd, False); found += os.read(fd, 10**6)\n"
        "    except OSError: pass\n'later' + '-secret' in str(found)"
    ).replace("os.set_blocking(FD, False)\n", "")
    run = warm.run([f"{look} or ({read!r} and False)", "'later-secret'"])
    assert '"False"' in json.dumps(run.cells[0].outputs)
    early = warm.run([read, "'later-secret'"])
    assert '"True"' not in json.dumps([cell.outputs for cell in early.cells])


# --- It ends, and says how ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("import os; os._exit(3)", "its code ended its own process"),
        ("import ctypes; ctypes.string_at(0)", "its process crashed"),
        (
            (
                "keep = bytearray(300 << 20); more = bytearray(300 << 20)\n"
                "for i in range(0, 300 << 20, 4096): keep[i] = more[i] = 1\n"
                f"import time; time.sleep({FOR_EVER})"
            ),
            "more than 400 MB of memory",
        ),
    ],
)
def test_what_ends_a_run_is_said_and_what_was_done_is_kept(
    warm: Warm, source: str, why: str
) -> None:
    run = warm.run(["'earned'", source, "'never'"])
    assert why in run.why
    assert "earned" in last(run)
    assert len(run.cells) == 1


DEAF = """
import time
try:
    while True: time.sleep(.1)
except BaseException:
    while True:
        try: time.sleep(1)
        except BaseException: pass
"""


def test_what_does_not_end_when_it_is_asked_to_is_ended(
    warm: Warm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "GRACE", 3.0)
    run = warm.run(["'earned'", DEAF, "'never'"], limits=SHORT)
    assert "took too long" in run.why
    assert "earned" in last(run)
    assert len(run.cells) == 1


# The first half second, it hides.
TAKE = (
    "import ctypes, os, threading, time\nC = ctypes.CDLL(None)\n"
    "def take():\n    time.sleep(.5)\n    held = bytearray(500 << 20)\n"
    f"    for i in range(0, 500 << 20, 4096): held[i] = 1\n    time.sleep({FOR_EVER})\n"
)


@pytest.mark.parametrize(
    "hide",
    [
        "C.prctl(4, 0, 0, 0, 0); take()",  # "not dumpable": /proc then tells only the owner less
        "threading.Thread(target=take).start(); C.pthread_exit(None)",
        (
            "if os.fork() == 0:\n    C.prctl(4, 0, 0, 0, 0)\n"
            f"    threading.Thread(target=take).start(); C.pthread_exit(None)\ntime.sleep({FOR_EVER})"
        ),
    ],
)
def test_a_process_that_hides_is_watched_all_the_same(warm: Warm, hide: str) -> None:
    assert "more than 400 MB of memory" in warm.run([TAKE + hide]).why


def test_memory_in_sockets_is_limited(warm: Warm) -> None:
    hold = "import socket, time; held = [socket.socketpair() for _ in range(60)]"
    source = f"{hold}; time.sleep({FOR_EVER})"
    assert "more than 64 sockets" in warm.run([source]).why


def test_many_large_processes_do_not_hold_up_others() -> None:
    source = (
        "import os, time; held = bytearray(500 << 20)\nfor i in range(0, 500 << 20, 4096): held[i] = 1\n"
        f"for i in range(40):\n    if os.fork() == 0: break\ntime.sleep({FOR_EVER})"
    )
    with Warm(DATASETS, replace(SMALL, processes=48)) as one:
        assert "of memory" in one.run([source]).why


def test_lessons_have_terminals_of_their_own(warm: Warm) -> None:
    look = "import os; os.listdir('/dev/pts')"
    with running(warm, "import os; ours = os.openpty()", look) as held:
        seen = warm.run([look])
    assert "['ptmx']" in last(seen)
    assert "'0'" in last(held.result(timeout=PATIENCE))


def test_a_loop_without_end_is_interrupted_and_the_next_cell_runs(warm: Warm) -> None:
    run = warm.run(["while True: pass", "'after'"], limits=SHORT)
    assert run.why == ""
    assert run.slow == [0]
    assert "KeyboardInterrupt" in json.dumps(run.cells[0].outputs)
    assert "after" in last(run)


def test_processes_are_limited(warm: Warm) -> None:
    bomb = (
        "import os, time\nmade = 0\ntry:\n    for i in range(100):\n        if os.fork() == 0:\n"
        f"            time.sleep({FOR_EVER})\n        made += 1\nexcept OSError: pass\nmade"
    )
    made = json.loads(last(warm.run([bomb])))[-1]["data"]["text/plain"]
    assert int(made) < 12


def test_a_full_disk_is_the_lessons_own(warm: Warm) -> None:
    run = warm.run(["for i in range(9): open(f'f{i}', 'wb').write(b'0' * (20 << 20))", "'after'"])
    assert "No space left" in json.dumps(run.cells[0].outputs)
    assert "after" in last(run)


def test_output_is_limited(warm: Warm) -> None:
    run = warm.run(["print('x' * 50_000_000)", "'after'"])
    assert "wrote too much" in json.dumps(run.cells[0].outputs)
    assert len(json.dumps(run.cells[0].outputs)) < 3_000_000
    assert "after" in last(run)


@pytest.mark.parametrize(
    "junk",
    [
        "b'x' * 1000",
        "(9).to_bytes(8, 'big') + b'not json!'",
        "(2).to_bytes(8, 'big') + b'{}'",
        "(1 << 62).to_bytes(8, 'big')",
        "(200000).to_bytes(8, 'big') + b'[' * 200000",
    ],
)
def test_junk_in_our_own_channel_ends_the_run_and_nothing_else(warm: Warm, junk: str) -> None:
    write = f"import os\nfor fd in range(3, 60):\n    try: os.write(fd, {junk})\n    except OSError: pass"
    run = warm.run(["'earned'", write, "'after'"])
    assert "earned" in json.dumps(run.cells[0].outputs)
    assert "only our own program" in run.why
    assert warm.run(["'neighbour'"]).why == ""


def test_neighbours_at_the_same_time_are_not_touched(warm: Warm) -> None:
    bad = "import os\nos.killpg(0, 9)\nwhile True: pass"
    steps = Held("'begun'", bad)
    with ThreadPoolExecutor(1) as pool:
        neighbour = pool.submit(warm.run, steps, limits=SHORT)
        assert steps.is_there.wait(PATIENCE)
        steps.go_on.set()
        good = warm.run(["6 * 7"] * 20)
        assert neighbour.result(timeout=PATIENCE).slow == [1]
    assert good.why == ""
    assert '"42"' in last(good)


def test_when_the_warm_process_itself_is_killed_the_next_lesson_still_runs() -> None:
    with Warm(DATASETS) as one:
        one._process.kill()
        one._process.wait()
        assert one.run(["'well'"]).why == ""


class Interrupted(list[str]):
    """Steps that are others each time the lesson runs; it tells when the first has been answered."""

    def __init__(self, times: list[list[str]]) -> None:
        super().__init__(times[0])
        self.times = iter(times)
        self.is_there = threading.Event()

    def __iter__(self) -> Iterator[str]:
        first, *rest = next(self.times)
        yield first
        self.is_there.set()
        yield from rest


def _warm_inside(one: Warm) -> int:
    """The warm process as seen from outside: the one that bubblewrap started."""
    number = one._process.pid
    return int(Path(f"/proc/{number}/task/{number}/children").read_text(encoding="ascii"))


def test_a_lesson_whose_warm_process_was_killed_is_run_again() -> None:
    with Warm(DATASETS) as one, ThreadPoolExecutor(1) as pool:
        steps = Interrupted([["'begun'", f"import time; time.sleep({FOR_EVER})"], ["'well'"]])
        slow = pool.submit(one.run, steps)
        assert steps.is_there.wait(PATIENCE)
        os.kill(_warm_inside(one), signal.SIGKILL)
        run = slow.result(timeout=PATIENCE)
        assert (run.why, "well" in last(run)) == ("", True)
        os.kill(_warm_inside(one), signal.SIGKILL)  # bubblewrap itself has not ended yet
        assert one.run(["'well'"]).why == ""


def test_after_the_end_nothing_is_started_anew() -> None:
    one = Warm(DATASETS)
    one.close()
    with pytest.raises(CannotConfine):
        one.run(["1"])
    assert one._process.returncode is not None


# --- On every machine ------------------------------------------------------------------------------------


def test_the_filter_has_a_table_for_both_kinds_of_processor() -> None:
    for machine in ("x86_64", "aarch64"):
        assert len(jail.program(machine)) % 8 == 0
    assert jail.program("x86_64") != jail.program("aarch64")
    with pytest.raises(OSError, match="no table"):
        jail.program("sparc")
    assert platform.machine() in ("x86_64", "aarch64")


def test_only_data_and_the_package_are_shown_of_the_course() -> None:
    words = command_for(3, DATASETS, WHOLE)
    shown = {Path(words[at + 1]) for at, word in enumerate(words) if word.startswith("--ro-bind")}
    assert not any(word in ("--bind", "--dev-bind", "--bind-try") for word in words)
    # The environment of the tests may lie in the course's folder: start.py makes it there.
    environment = Path(sysconfig.get_paths()["data"])
    ours = {path for path in shown if HOME in path.parents or path == HOME} - {environment}
    assert ours == {HOME / "src" / "champions", DATASETS}
    assert not any(path in HOME.parents for path in shown - {environment})


def _another_machine(above: str, folder: Path) -> list[str]:
    """The command for a view of this machine in which a folder lies below ``/ABOVE``.

    Nothing is made on the machine itself: each thing at its top is shown in a new, empty root.
    """
    command = ["bwrap", "--proc", "/proc", "--dev", "/dev"]
    for path in Path("/").iterdir():
        if path.is_symlink():
            command += ["--symlink", str(path.readlink()), str(path)]
        elif path.name not in (above, "proc", "dev"):
            command += ["--bind", str(path), str(path)]
    for needed in (HOME, Path(sys.prefix), Path(sys.base_prefix)):
        if Path("/", above) in needed.parents:
            command += ["--bind", str(needed), str(needed)]
    return [*command, "--bind", str(folder), f"/{above}/{folder.name}"]


@pytest.mark.slow
@pytest.mark.parametrize("above", ["work", "course", "champions", "warm"])
def test_the_libraries_may_lie_where_a_lesson_has_folders_of_its_own(
    above: str, tmp_path: Path
) -> None:
    (tmp_path / "site-packages").mkdir()
    (tmp_path / "site-packages" / "only_here.py").write_text("", encoding="utf-8")
    script = (
        "from champions.marking.running.supervisor import Warm\n"
        "with Warm() as warm: run = warm.run(['import only_here; only_here.__file__'])\n"
        "print(run)\nassert run.why == '' and 'only_here.py' in str(run.cells[0].outputs)"
    )
    place = f"/{above}/{tmp_path.name}/site-packages"
    done = subprocess.run(
        [*_another_machine(above, tmp_path), sys.executable, "-c", script],
        env={"PYTHONPATH": f"{HOME / 'src'}:{place}", "PATH": os.environ["PATH"]},
        cwd="/",
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(os.getuid() != 0, reason="needs root, to become somebody else")
def test_it_works_as_an_ordinary_user(tmp_path: Path) -> None:
    """Debian's own Python, as nobody, with our libraries: root's Python may not be readable."""
    setpriv, python = shutil.which("setpriv"), Path(f"/usr/bin/python3.{sys.version_info.minor}")
    if not setpriv or not python.exists():
        pytest.skip("needs setpriv and the system's Python of the same version")
    script = (
        "from pathlib import Path\nfrom champions.marking.running.supervisor import Warm\n"
        f"with Warm(Path({str(DATASETS)!r})) as warm:\n"
        "    run = warm.run(['import os; os.getuid()', 'import socket; socket.socket()'])\n"
        '    leave = \'for p in ("/work", "/tmp", "/dev/shm", "/warm", "/warm/matplotlib", "/dev", "/"):\'\n'
        '    leave += \'\\n    try: open(p + "/left", "w")\\n    except OSError: pass\'\n'
        "    warm.run([leave])\n"
        "    places = ['/left', '/*/left', '/*/*/left']\n"
        "    look = f'import glob; [p for d in {places} for p in glob.glob(d)]'\n"
        "    found = warm.run([look])\n"
        "assert \"'[]'\" in str(found.cells[0].outputs), found\n"
        "print(run)\nassert run.why == '' and len(run.cells) == 2\n"
        "assert 'PermissionError' in str(run.cells[1])\n"
    )
    path = os.pathsep.join([str(HOME / "src"), sysconfig.get_paths()["purelib"]])
    environment = {"PYTHONPATH": path, "PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [setpriv, "--reuid=65534", "--regid=65534", "--clear-groups", str(python), "-c", script],
        env=environment,
        cwd="/",
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
