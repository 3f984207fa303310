"""Marking comes to its end: killed, out of room, or twice at once, it loses and repeats nothing."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

import killed_marking
import pytest
import small_course as small
from equality import QUERIES

from champions.marking.cohort import mark_folder
from champions.marking.course import Course
from champions.marking.intake.collect import collect
from champions.marking.progress import MarkingProgress, time_left
from champions.nbgrader import record

pytestmark = [
    pytest.mark.slow,
    pytest.mark.needs("bubblewrap"),
]
ROOT = Path(__file__).parents[1]
#: What is told beside the lessons, when this machine is slow.
BESIDE = ("reading", "waiting")


def cohort(inbox: Path, *, better: bool = False) -> None:
    """Three learners; ``better`` is what two of them send later."""
    forms: dict[str, Any] = {"middle-line": "mean", "reflection": {"words": "We counted."}}
    for number in range(3):
        replies = {**forms, "middle-line": "median"} if better and number < 2 else forms
        lines = {"middle-in-code": f"middle = {25 + number % 2}"}
        small.send(inbox, f"L{number}", small.work(replies, lines, learner=f"L{number}"))


def rows(out: Path) -> dict[str, list[Any]]:
    with closing(sqlite3.connect(out / "gradebook.db")) as book:
        return {name: book.execute(query).fetchall() for name, query in QUERIES.items()}


def files(out: Path) -> dict[str, str]:
    """What learners and trainers get, without the times in it."""
    kept = ("submitted", "feedback", "originals")
    found = [path for name in kept for path in (out / name).rglob("*") if path.is_file()]
    tables = [out / name for name in ("marks-by-learner.csv", "marks-by-question.csv")]
    return {
        str(path.relative_to(out)): path.read_text(encoding="utf-8", errors="replace")
        for path in [*found, *tables]
    }


def changes(course: Course) -> list[record.Change]:
    with course.open_gradebook() as book:
        return record.history(book)


# --- Killed -----------------------------------------------------------------------------------------


def test_killed_at_any_moment_a_run_again_ends_with_the_same_marks(tmp_path: Path) -> None:
    home = small.make_course(tmp_path / "course")
    cohort(tmp_path / "inbox-1")
    cohort(tmp_path / "inbox-2", better=True)
    for inbox in ("inbox-1", "inbox-2"):
        mark_folder(tmp_path / inbox, tmp_path / "calm", home, say=lambda _: None)
    script = str(Path(killed_marking.__file__))
    done = subprocess.run(
        [sys.executable, script, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    ends = json.loads(done.stdout)
    assert [one[-1] for one in ends] == [True] * len(killed_marking.MOMENTS) + [False], ends
    assert rows(tmp_path / "out") == rows(tmp_path / "calm")
    assert files(tmp_path / "out") == files(tmp_path / "calm")
    # Every change once, though some markings were done twice.
    ours = [(c.learner, c.step, c.was, c.now) for c in changes(Course(home, tmp_path / "out"))]
    calm = [(c.learner, c.step, c.was, c.now) for c in changes(Course(home, tmp_path / "calm"))]
    assert Counter(ours) == Counter(calm)


def _command(home: Path, out: Path, *words: str) -> tuple[list[str], dict[str, str]]:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "CHAMPIONS_HOME": str(home),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [sys.executable, "-m", "champions.cli", "mark", *words, "--out", str(out)]
    return command, environment


@pytest.mark.usefixtures("ctrl_c")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_the_command_itself_is_ended_and_goes_on(how: signal.Signals, tmp_path: Path) -> None:
    home = small.make_course(tmp_path / "course")
    cohort(tmp_path / "inbox")
    command, environment = _command(home, tmp_path / "out", str(tmp_path / "inbox"), "--json")
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout is not None
        told = (json.loads(line) for line in first.stdout)  # begin, and the first one
        events = list(islice((one for one in told if one["event"] not in BESIDE), 2))
        first.send_signal(how)
        said = first.communicate()[1]
    assert "Traceback" not in said
    assert [one["event"] for one in events] == ["begin", "marked"]
    again = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    last = [
        one
        for line in again.stdout.splitlines()
        if (one := json.loads(line))["event"] not in BESIDE
    ]
    assert [one["event"] for one in last] == ["begin", *["marked"] * 3, "end"]
    assert "marked already" in last[1]["said"]
    assert len({row[0] for row in rows(tmp_path / "out")["grades"]}) == 3
    assert not _still_running(str(tmp_path))


def _still_running(word: str) -> list[str]:
    """Processes that the marking left behind."""
    until = time.monotonic() + 120
    while found := [
        path.name
        for path in Path("/proc").glob("[0-9]*")
        if word in _read(path / "cmdline") and path.name != str(os.getpid())
    ]:
        if time.monotonic() > until:
            break
        time.sleep(0.1)
    return found


def _read(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError:
        return ""


# --- No room ----------------------------------------------------------------------------------------


def test_a_full_disk_stops_in_words_and_the_next_run_goes_on(tmp_path: Path) -> None:
    home = small.make_course(tmp_path / "course")
    cohort(tmp_path / "inbox")
    mark_folder(tmp_path / "inbox", tmp_path / "calm", home, say=lambda _: None)
    command, environment = _command(home, Path("/small/out"), str(tmp_path / "inbox"))
    script = (
        "import json, os, shutil, subprocess, sys\n"
        "command, save = json.loads(sys.argv[1]), sys.argv[2]\n"
        "told = []\n"
        # A little more room each time: it runs full at another place each time.
        "for left in (100, 420, 500, 0):\n"
        "    try: os.unlink('/small/filler')\n    except OSError: pass\n"
        "    free = os.statvfs('/small').f_bavail * os.statvfs('/small').f_frsize\n"
        "    if left:\n"
        "        with open('/small/filler', 'wb') as file:\n"
        "            file.write(b'0' * max(0, free - left * 1024))\n"
        "    done = subprocess.run(command, capture_output=True, text=True)\n"
        "    told.append([left, done.returncode, done.stdout, done.stderr])\n"
        "shutil.copytree('/small/out', save)\n"
        "print(json.dumps(told))\n"
    )
    view = ["bwrap", "--dev-bind", "/", "/", "--size", str(4 << 20), "--tmpfs", "/small"]
    if not Path("/small").exists() and os.getuid() == 0:
        view = ["bwrap", *_top(), "--size", str(4 << 20), "--tmpfs", "/small"]
    done = subprocess.run(
        [*view, sys.executable, "-c", script, json.dumps(command), str(tmp_path / "saved")],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    *full, last = json.loads(done.stdout)
    assert any(code == 1 for _, code, _, _ in full)
    for _, code, said, errors in full:
        assert "Traceback" not in said + errors
        assert code == 0 or "Make room on the disk" in errors, (said, errors)
    assert last[1] == 0, last
    assert rows(tmp_path / "saved") == rows(tmp_path / "calm")


def _top() -> Sequence[str]:
    """Everything at the top of this machine, so that a new folder there is not made for real."""
    words = ["--proc", "/proc", "--dev", "/dev"]
    for path in Path("/").iterdir():
        if path.is_symlink():
            words += ["--symlink", str(path.readlink()), str(path)]
        elif path.name not in ("proc", "dev"):
            words += ["--bind", str(path), str(path)]
    return words


# --- Twice at once ------------------------------------------------------------------------------------


def test_two_trainers_at_once_are_kept_apart_and_both_get_their_marks(tmp_path: Path) -> None:
    home = small.make_course(tmp_path / "course")
    cohort(tmp_path / "inbox")
    command, environment = _command(home, tmp_path / "out", str(tmp_path / "inbox"))
    both = [
        subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    told = [one.communicate() for one in both]
    codes = sorted(one.returncode for one in both)
    assert codes in ([0, 1], [0, 0])  # the second may have come when the first was done
    errors = "".join(error for _, error in told)
    assert "Traceback" not in errors
    assert codes == [0, 0] or "Somebody is marking" in errors
    assert len({row[0] for row in rows(tmp_path / "out")["grades"]}) == 3


# --- Why a mark changed ---------------------------------------------------------------------------------


def test_every_change_of_a_mark_is_kept_with_when_and_why(tmp_path: Path) -> None:
    home = small.make_course(tmp_path / "course")
    out = tmp_path / "out"
    cohort(tmp_path / "inbox")
    mark: Callable[[], Any] = lambda: mark_folder(  # noqa: E731
        tmp_path / "inbox", out, home, say=lambda _: None
    )
    mark()
    course = Course(home, out)
    first = changes(course)
    assert {change.why for change in first} == {"marked for the first time"}
    assert {change.step for change in first} >= {"middle-line", "middle-in-code", "evidence-words"}

    # A person decides, in nbgrader's formgrader.
    with course.open_gradebook() as book:
        for step, points in (("middle-in-code", 0.5), ("reflection-words", 0.0)):
            grade = book.find_grade(step, "lesson", small.MODULE, "L0")
            grade.manual_score, grade.needs_manual_grade = points, False
    mark()
    by_hand = changes(course)[len(first) :]
    assert {(c.learner, c.step, c.was, c.now, c.why) for c in by_hand} == {
        ("L0", "middle-in-code", 0.0, 0.5, record.BY_PERSON),
        ("L0", "reflection-words", None, 0.0, record.BY_PERSON),
    }

    # The scheme was wrong: the mean is right after all. What a person decided stays.
    scheme = home / "solutions" / small.MODULE / "questions.json"
    changed = small.QUESTIONS.replace("right: median", "right: mean")
    scheme.write_text(small.compiled_text(changed), encoding="utf-8")
    marked = mark()
    later = changes(course)[len(first) + len(by_hand) :]
    assert {(c.learner, c.step, c.was, c.now) for c in later} == {
        (f"L{n}", "middle-line", 0.0, 2.0) for n in range(3)
    }
    assert {c.why for c in later} == {"the lesson or its marking scheme has changed"}
    by_id = {row.question.id: row for row in marked.results[0].rows}
    assert by_id["middle-in-code"].points == 0.5
    assert by_id["reflection"].waits == ""
    assert (out / "mark-history.csv").read_text(encoding="utf-8-sig").count("L0") == len(
        [c for c in changes(course) if c.learner == "L0"]
    )

    # Nothing has changed: nothing is added.
    before = len(changes(course))
    mark()
    assert len(changes(course)) == before
    assert len(list((out / "backups").glob("*"))) == 0  # the command makes them; this is inside it


# --- How far it is --------------------------------------------------------------------------------------


def test_the_time_left_is_told_and_programs_get_json() -> None:
    clock = iter(range(0, 10_000, 60)).__next__
    said: list[str] = []
    log: list[str] = []
    progress = MarkingProgress(said.append, log.append, clock=lambda: float(clock()))
    progress.begin(10)
    progress.one(1, "LC-17", small.MODULE, "marked.", marked=True)
    assert said == ["Marking 1 of 10 (about 9 minutes left): LC-17, 01-small: marked."]
    events = [json.loads(line) for line in log]
    assert [one["event"] for one in events] == ["begin", "marked"]
    assert events[1]["seconds_left"] == 540
    assert time_left(3600) == "about 1 hour left"


def test_reading_is_told_from_its_first_second_and_not_for_every_file(tmp_path: Path) -> None:
    """A folder of a thousand files takes a minute: it is said at once, then every few seconds."""
    seconds = [0.0]
    said: list[str] = []
    log: list[str] = []
    progress = MarkingProgress(said.append, log.append, clock=lambda: seconds[0])
    progress.reading(tmp_path)
    assert said == [f"Reading what lies in {tmp_path}."]
    for _ in range(1000):
        seconds[0] += 0.05
        progress.seen(2_000_000)
    assert 10 < len(said) < 30
    assert said[-1].startswith("Reading: file ")
    assert said[-1].endswith(" MB so far.")
    for _ in range(1000):
        seconds[0] += 0.05
        progress.seen()
    assert said[-1].startswith("Looking whose they are: file ")
    assert said[-1].endswith(" of 1000.")
    assert {json.loads(line)["event"] for line in log} == {"reading"}


def test_each_file_is_told_while_a_folder_is_read_and_looked_through(tmp_path: Path) -> None:
    cohort(tmp_path / "inbox")
    seen: list[tuple[int, ...]] = []
    collect(tmp_path / "inbox", [small.MODULE], seen=lambda *size: seen.append(size))
    assert [len(one) for one in seen] == [1, 1, 1, 0, 0, 0]
    assert all(size > 1000 for (size,) in seen[:3])


def test_a_course_that_was_copied_marks_on(tmp_path: Path) -> None:
    """The work folder may be moved with the course: nothing in it knows where it lies."""
    home = small.make_course(tmp_path / "course")
    cohort(tmp_path / "inbox")
    mark_folder(tmp_path / "inbox", home / "work", home, say=lambda _: None)
    moved = Path(shutil.move(home, tmp_path / "moved"))
    said: list[str] = []
    mark_folder(tmp_path / "inbox", moved / "work", moved, say=said.append)
    assert sum("marked already" in line for line in said) == 3
