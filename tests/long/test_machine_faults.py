"""The machine's fault is never the learner's: marking waits, or stops in words with nothing marked wrongly.

Each fault is really caused: a lock that another program holds, a process that may open or write no more,
a folder that can only be read, a file that is damaged, a helper that is killed.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import small_course as small
from equality import QUERIES

from champions import cli
from champions.marking import cohort, copies, guard
from champions.marking.cohort import ALL_MARKED, CohortResult, mark_folder
from champions.marking.running.supervisor import Limits, Run, Warm, warm_for
from champions.trouble import Trouble

pytestmark = [pytest.mark.slow, pytest.mark.needs("bubblewrap")]
COVERS = (
    "src/champions/files.py",
    "src/champions/marking/**/*.py",
    "src/champions/nbgrader/**/*.py",
    "src/champions/trouble.py",
    "tests/small_course.py",
)
ROOT = Path(__file__).parents[2]
LEARNERS = ("L0", "L1", "L2")
#: What is said of a learner whose code ended the run; none of these learners' code does.
BLAME = ("its code", "could not be run as it is")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course, what three learners sent, and the marks that a calm machine gives."""
    folder = tmp_path_factory.mktemp("calm")
    home = small.make_course(folder / "course")
    for name in LEARNERS:
        lesson = small.work(small.ALL_RIGHT, small.RIGHT_LINES, learner=name)
        small.send(folder / "inbox", name, lesson)
    done = command(home, folder / "out")
    assert done.returncode == ALL_MARKED, done.stderr
    return home


@pytest.fixture
def out(course: Path, tmp_path: Path) -> Path:
    """A work folder in which everything was marked once."""
    return Path(shutil.copytree(course.parent / "out", tmp_path / "out"))


def words(home: Path, out: Path, *more: str) -> list[str]:
    inbox = str(home.parent / "inbox")
    start = [sys.executable, "-m", "champions.cli", "mark", inbox]
    return [*start, "--out", str(out), *more]


def surroundings(home: Path) -> dict[str, str]:
    ours = {"PYTHONPATH": str(ROOT / "src"), "CHAMPIONS_HOME": str(home)}
    return {**os.environ, **ours, "PYTHONDONTWRITEBYTECODE": "1"}


def command(
    home: Path, out: Path, *more: str, first: Callable[[], None] | None = None
) -> subprocess.CompletedProcess[str]:
    """The command line, in a process of its own; ``first`` is done in it before it begins."""
    return subprocess.run(
        words(home, out, *more),
        env=surroundings(home),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=first,
    )


def rows(out: Path) -> dict[str, list[Any]]:
    with closing(sqlite3.connect(out / "gradebook.db")) as book:
        return {name: book.execute(query).fetchall() for name, query in QUERIES.items()}


def receipts(out: Path) -> str:
    with closing(sqlite3.connect(out / "gradebook.db")) as book:
        return "".join(row[0] for row in book.execute("SELECT body FROM champions_receipt"))


def no_learner_was_blamed(out: Path, said: str) -> None:
    for blame in BLAME:
        assert blame not in said
        assert blame not in receipts(out)


def mended(home: Path, out: Path) -> None:
    """Running the same command again ends with the marks of a calm machine."""
    again = command(home, out, "--force")
    assert again.returncode == ALL_MARKED, again.stdout + again.stderr
    assert rows(out) == rows(home.parent / "out")
    no_learner_was_blamed(out, again.stdout)


# --- Locked -----------------------------------------------------------------------------------------

HOLD = """
import sqlite3, sys
book = sqlite3.connect(sys.argv[1], isolation_level=None)
book.execute("BEGIN")
book.execute("SELECT count(*) FROM grade").fetchone()
print("held", flush=True)
sys.stdin.readline()
book.execute("COMMIT")
"""


@contextmanager
def held(out: Path) -> Iterator[subprocess.Popen[str]]:
    """Another program reads the gradebook in one transaction, as programs for backups do."""
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(out / "gradebook.db")], stdin=pipe, stdout=pipe, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        try:
            yield other
        finally:
            other.kill()


def test_a_backup_that_holds_the_gradebook_is_waited_for_and_nobody_is_blamed(
    course: Path, out: Path
) -> None:
    with (
        held(out) as other,
        subprocess.Popen(
            words(course, out, "--force", "--json"),
            env=surroundings(course),
            stdout=subprocess.PIPE,
            text=True,
        ) as marking,
    ):
        assert marking.stdout is not None
        events = []
        for line in marking.stdout:
            events.append(json.loads(line))
            if events[-1]["event"] == "waiting":
                assert other.stdin is not None
                other.stdin.write("\n")
                other.stdin.flush()
        marking.wait()
    assert "waiting" in {one["event"] for one in events}
    assert marking.returncode == ALL_MARKED
    assert rows(out) == rows(course.parent / "out")
    no_learner_was_blamed(out, json.dumps(events))


def test_a_gradebook_held_without_end_stops_in_words_and_changes_no_mark(
    course: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cohort, "PATIENCE", 1)
    before = rows(out)
    with held(out), pytest.raises(Trouble, match="Another program has held the gradebook"):
        mark(course, out)
    assert rows(out) == before
    no_learner_was_blamed(out, "")
    mended(course, out)


def mark(home: Path, out: Path, **wishes: Any) -> CohortResult:
    inbox = home.parent / "inbox"
    return mark_folder(inbox, out, home, say=lambda _: None, force=True, **wishes)


# --- Damaged, emptied -------------------------------------------------------------------------------


def doctor(home: Path, out: Path, *more: str) -> subprocess.CompletedProcess[str]:
    start = [sys.executable, "-m", "champions.cli", "doctor", "--gradebook", "--out", str(out)]
    return subprocess.run(
        [*start, *more],
        env=surroundings(home),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def torn(path: Path) -> None:
    """The middle of the file is overwritten, as by a failing disk."""
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 8192))


def no_database(path: Path) -> None:
    path.write_bytes(b"This is a text file. " * 1000)


def cut_off(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


@pytest.mark.parametrize("damage", [torn, no_database, cut_off])
def test_a_damaged_gradebook_is_told_and_a_copy_is_put_back(
    damage: Callable[[Path], None], course: Path, out: Path
) -> None:
    assert command(course, out).returncode == ALL_MARKED  # which makes a copy first
    book = out / copies.BOOK
    damage(book)
    damaged = book.read_bytes()
    told = command(course, out)
    assert told.returncode == 1
    assert "The gradebook is damaged" in told.stderr
    assert "doctor --gradebook" in told.stderr
    assert "Traceback" not in told.stdout + told.stderr
    assert book.read_bytes() == damaged

    looked = doctor(course, out)
    assert looked.returncode == 1
    assert "The gradebook is damaged" in looked.stdout
    assert "It holds 3 lessons with marks" in looked.stdout
    assert book.read_bytes() == damaged  # nobody agreed to anything

    done = doctor(course, out, "--yes")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "It holds 3 lessons with marks. People with marks: 3." in done.stdout
    (aside,) = (out / copies.FOLDER).glob("put-aside-*/gradebook.db")
    assert aside.read_bytes() == damaged
    assert doctor(course, out).returncode == 0
    mended(course, out)


def gone(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def without_rows(path: Path) -> None:
    with closing(sqlite3.connect(path)) as book, book:
        for (name,) in book.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall():
            if name not in {"alembic_version", "sqlite_sequence"}:
                book.execute(f"DELETE FROM {name}")


@pytest.mark.parametrize("how", [gone, empty, without_rows])
def test_an_emptied_gradebook_is_noticed_and_not_refilled_in_silence(
    how: Callable[[Path], None], course: Path, out: Path
) -> None:
    assert command(course, out).returncode == ALL_MARKED
    how(out / copies.BOOK)
    told = command(course, out)
    assert told.returncode == 1
    assert "it held 3 lessons with marks" in told.stderr
    assert copies.look(out / copies.BOOK).lessons == 0
    assert copies.known(out) == 3
    done = doctor(course, out, "--yes")
    assert done.returncode == 0, done.stdout
    mended(course, out)


def test_an_empty_gradebook_that_is_wanted_can_be_begun(course: Path, out: Path) -> None:
    assert doctor(course, out, "--anew").returncode == 1  # nobody was there to agree
    assert copies.look(out / copies.BOOK).lessons == 3
    assert doctor(course, out, "--anew", "--yes").returncode == 0
    assert copies.look(out / copies.BOOK).lessons == 0
    mended(course, out)


def test_an_older_copy_can_be_chosen_and_a_damaged_one_cannot(course: Path, out: Path) -> None:
    with closing(sqlite3.connect(out / copies.BOOK)) as book, book:
        book.execute("DELETE FROM submitted_assignment WHERE student_id = 'L2'")
    older = guard.back_up(out)
    newest = guard.back_up(out)
    assert older is not None
    assert newest is not None
    no_database(newest)
    assert doctor(course, out, "--copy", "1", "--yes").returncode == 1
    chosen = doctor(course, out, "--copy", "2", "--yes")
    assert chosen.returncode == 0, chosen.stdout + chosen.stderr
    assert copies.look(out / copies.BOOK).lessons == 2
    assert doctor(course, out, "--copy", "9", "--yes").returncode == 1


def test_what_an_ended_program_left_beside_a_gradebook_does_not_spoil_the_copy(
    course: Path, out: Path
) -> None:
    good = rows(out)
    copy = guard.back_up(out)
    no_database(out / copies.BOOK)
    (out / "gradebook.db-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\x01" * 5000)
    assert copies.put_back(out, copy) is not None
    assert rows(out) == good
    assert not (out / "gradebook.db-journal").exists()


def test_the_copies_stand_in_order_though_the_clock_was_set_back(out: Path) -> None:
    shutil.rmtree(out / copies.FOLDER)
    (out / copies.FOLDER).mkdir()
    for hour in range(3):  # of an earlier version, without a number
        shutil.copy(
            out / copies.BOOK, out / copies.FOLDER / f"gradebook-20261128T0{hour}0000.000000Z.db"
        )
    now = datetime(2026, 11, 29, tzinfo=UTC)
    made = [guard.back_up(out, now - timedelta(days=400 * n)) for n in range(guard.KEPT + 2)]
    assert copies.in_order(out) == made[-guard.KEPT :]
    assert [one.path for one in copies.every(out)] == made[: -guard.KEPT - 1 : -1]


# --- What a machine runs short of -------------------------------------------------------------------


def few_files() -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (12, 12))


def few_for_a_lesson() -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (18, 18))


def little_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (600 << 20, 600 << 20))


def small_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))


@pytest.mark.parametrize(
    ("limit", "said", "do"),
    [(few_files, "short of something", "Close other programs"),
     (few_for_a_lesson, "cannot run a lesson at this moment", "Close other programs"),
     (little_memory, "cannot run a lesson at this moment", "Close other programs"),
     (small_files, "disk", "Make room on the disk")],
)  # fmt: skip
def test_a_machine_that_is_short_stops_in_words(
    limit: Callable[[], None], said: str, do: str, course: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    done = command(course, out, first=limit)
    assert done.returncode == 1, done.stdout
    assert said in done.stderr
    assert do in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert not any(blame in done.stdout + done.stderr for blame in BLAME)
    mended(course, out)


def test_a_folder_that_can_only_be_read_is_said_to_be_so(course: Path, out: Path) -> None:
    view = ["bwrap", "--dev-bind", "/", "/", "--ro-bind", str(out), str(out)]
    before = rows(out)
    done = subprocess.run(
        [*view, *words(course, out, "--force")],
        env=surroundings(course),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "can only be read" in done.stderr
    assert "Make room" not in done.stderr
    assert rows(out) == before


def test_a_file_where_the_work_folder_should_be_is_said(course: Path, tmp_path: Path) -> None:
    (tmp_path / "marks").write_text("Mine.", encoding="utf-8")
    for place in ("marks", "marks/deeper"):
        done = command(course, tmp_path / place)
        assert done.returncode == 1
        assert "is a file" in done.stderr
        assert "--out FOLDER" in done.stderr
    assert (tmp_path / "marks").read_text(encoding="utf-8") == "Mine."


# --- Helpers that are killed ------------------------------------------------------------------------


def test_a_killed_helper_costs_nobody_a_mark(
    course: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    warm = warm_for(course, 30)
    warm.ready()
    real, killed = Warm._give, threading.Event()

    def killing(self: Warm, message: bytes, handles: list[int]) -> Any:
        given = real(self, message, handles)
        if not killed.is_set():
            killed.set()
            os.kill(given.pid, signal.SIGKILL)
        return given

    monkeypatch.setattr(Warm, "_give", killing)
    done = mark(course, out, warm=warm)
    assert killed.is_set()
    assert done.exit_code == ALL_MARKED
    assert rows(out) == rows(course.parent / "out")
    no_learner_was_blamed(out, "")


@contextmanager
def busy_processor() -> Iterator[None]:
    """Whatever this thread starts has one processor, which other programs need all the time."""
    mine = os.sched_getaffinity(0)
    one = {max(mine)}
    os.sched_setaffinity(0, one)
    others = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(3)]
    try:
        yield
    finally:
        os.sched_setaffinity(0, mine)
        for other in others:
            other.kill()
            other.wait()


NEEDS_A_SECOND = """
import time
began = time.process_time()
while time.process_time() - began < 1.2:
    pass
"done"
"""


def test_a_step_that_the_machine_did_not_let_run_is_given_its_time() -> None:
    with busy_processor(), Warm(None, Limits(cell_seconds=2, all_seconds=60)) as warm:
        run = warm.run([NEEDS_A_SECOND])
    assert run.waited > 0.5  # it did stand still
    # It came to its end; on a machine that is busier still it is at least not called too slow.
    assert run.starved or (not run.slow and "done" in str(run.cells[-1].outputs))
    assert run.machine == run.starved


def test_a_step_that_never_ends_is_stopped_and_no_machine_is_to_blame() -> None:
    with Warm(None, Limits(cell_seconds=2, all_seconds=60)) as warm:
        run = warm.run(["while True: pass", "1"])
    assert run.slow == [0]
    assert run.starved or not run.machine
    assert run.seconds - run.waited >= 1.4 or run.starved


def test_what_a_busy_machine_did_not_run_has_no_mark_and_is_tried_again(
    course: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Warm._run

    def starving(self: Warm, sources: Any, files: Any, limits: Any) -> Run:
        run = real(self, sources, files, limits)
        for cell in run.cells:  # what the steps left that were stopped: nothing
            cell.outputs.clear()
        run.slow, run.late, run.waited, run.machine = [1], 30.0, run.seconds, True
        return run

    with monkeypatch.context() as patched:
        patched.setattr(Warm, "_run", starving)
        done = mark(course, out)
    assert done.exit_code == cohort.SOME_NOT_MARKED
    for one in done.results:
        (row,) = [row for row in one.rows if row.question.id == "middle-in-code"]
        assert row.points is None
        assert row.waits == "this computer was too busy to run it to its end"
        assert any("too busy" in note for note in one.notes)
    # Not forced: it is tried again by itself.
    again = command(course, out)
    assert "could not be scored here the last time" in (out / "mark-history.csv").read_text(
        "utf-8-sig"
    )
    assert again.returncode == ALL_MARKED, again.stdout
    assert rows(out)["grades"] == rows(course.parent / "out")["grades"]


def test_a_worker_of_stock_nbgrader_that_is_killed_costs_nobody_a_mark(
    course: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed: list[Any] = []
    real = ProcessPoolExecutor.submit

    def killing(self: ProcessPoolExecutor, *what: Any, **more: Any) -> Any:
        job = real(self, *what, **more)
        if not killed:
            (worker,) = self._processes.values()
            killed.append(worker.pid)
            worker.kill()
        return job

    monkeypatch.setattr(ProcessPoolExecutor, "submit", killing)
    done = mark(course, out, stock=True)
    assert killed
    assert done.exit_code == ALL_MARKED
    assert {one.points("core") for one in done.results} == {3.0}
    no_learner_was_blamed(out, "")


# --- Times ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["yesterday", "10", "2026-02-30 10:00:00 UTC", "a b c", "9" * 400])
def test_a_time_that_cannot_be_read_is_said_and_the_lesson_is_marked(
    text: str, course: Path, tmp_path: Path
) -> None:
    for name in LEARNERS:
        shutil.copytree(course.parent / "inbox" / name, tmp_path / "inbox" / name)
    (tmp_path / "inbox" / "L1" / "timestamp.txt").write_text(text, encoding="utf-8")
    said: list[str] = []
    done = mark_folder(tmp_path / "inbox", tmp_path / "out", course, say=said.append)
    assert done.exit_code == ALL_MARKED
    assert {one.points("core") for one in done.results} == {3.0}
    (line,) = [line for line in said if "Marking " in line and "L1" in line]
    assert "cannot be read" in line
    assert "sent in time" in line


def test_the_doctor_of_the_gradebook_answers_in_words_where_there_is_no_work_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["doctor", "--gradebook", "--out", str(tmp_path / "none")]) == 1
    assert "There is no work folder" in capsys.readouterr().err
