"""Everything that can go wrong with ``python3 start.py`` on a computer that has only Python."""

from __future__ import annotations

import errno
import io
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from small_set_up import PATIENCE, SmallCourse, small_course, tiny_wheel

from champions.install import setup
from champions.trouble import Trouble

pytestmark = pytest.mark.slow
COVERS = (
    "src/champions/install/*.py",
    "src/champions/cli.py",
    "src/champions/trouble.py",
    "start.py",
    "tests/small_set_up.py",
    "vendor/*",
)


@pytest.fixture
def course(tmp_path: Path) -> SmallCourse:
    return small_course(tmp_path)


# --- It works, and mends itself -------------------------------------------------------------------


def test_a_second_start_sets_nothing_up(course: SmallCourse) -> None:
    course.start()
    course.more = {"PIP_FIND_LINKS": "/nowhere"}
    before = (course.folder / ".venv").stat().st_ctime_ns
    done = course.start()
    assert done.returncode == 0
    assert "Setting up" not in done.stdout
    assert (course.folder / ".venv").stat().st_ctime_ns == before


def test_a_half_finished_set_up_mends_itself(course: SmallCourse) -> None:
    half = course.folder / ".venv" / "lib"
    half.mkdir(parents=True)
    (half / "half a file").write_text("")
    done = course.start()
    assert done.returncode == 0
    assert "did not finish" in done.stdout
    assert not (half / "half a file").exists()


def test_a_set_up_that_was_killed_mends_itself(course: SmallCourse) -> None:
    with subprocess.Popen(
        [sys.executable, course.folder / "start.py", "commands"],
        env=course.surroundings(),
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        deadline = time.monotonic() + PATIENCE
        while not (course.folder / ".venv").exists():
            assert time.monotonic() < deadline
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGKILL)
    assert course.start().returncode == 0


def test_two_starts_at_once_do_not_break_each_other(course: SmallCourse) -> None:
    done: list[subprocess.CompletedProcess[str]] = []
    threads = [threading.Thread(target=lambda: done.append(course.start())) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.returncode for one in done] == [0, 0, 0], [one.stderr for one in done]
    assert sum("for the first time" in one.stdout for one in done) == 1


def test_new_pieces_are_fetched_when_the_lock_changes(course: SmallCourse) -> None:
    course.start()
    course.lock(tiny_wheel(course.wheels, "2.0"))
    done = course.start()
    assert done.returncode == 0
    assert "A new version" in done.stdout
    assert list((course.folder / ".venv").rglob("tiny-2.0.dist-info"))


# --- A folder that was renamed or moved ---------------------------------------------------------


def without_a_network(course: SmallCourse) -> None:
    """From now on nothing can be fetched: no index, no wheels, a proxy where nothing listens."""
    shutil.rmtree(course.wheels)
    nothing = "http://127.0.0.1:1"
    course.more = {"HTTPS_PROXY": nothing, "HTTP_PROXY": nothing, "PIP_RETRIES": "0"}


def program(course: SmallCourse, name: str = "tiny") -> subprocess.CompletedProcess[str]:
    """Run a program of the environment by its name, as nbgrader runs its own."""
    folder = course.folder / ".venv" / "bin"
    path = f"{folder}{os.pathsep}{os.defpath}"
    return subprocess.run(
        ["/bin/sh", "-c", f"exec {name}"],
        env=course.surroundings() | {"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


#: A plain name, one with a space, and one that is too long for the first line of a script.
PLACES = ("moved", "moved again", "m" * 150)


@pytest.mark.skipif(os.name == "nt", reason="on Windows a moved folder is set up again")
def test_a_moved_course_folder_keeps_its_set_up_and_needs_no_network(course: SmallCourse) -> None:
    course.start()
    before = program(course).stdout
    assert before.splitlines() == ["1.0", str(course.folder / ".venv")]
    without_a_network(course)
    first = course.folder
    for place in PLACES:
        course.folder = course.folder.rename(course.folder.with_name(place))
        done = course.start()
        assert done.returncode == 0, done.stderr
        assert "open the course in your browser" in done.stdout
        assert "et up" not in done.stdout + done.stderr
        assert program(course).stdout.splitlines() == ["1.0", str(course.folder / ".venv")]
    named = [path.name for path in (course.folder / ".venv").rglob("*") if names(path, first)]
    assert named == []


def names(path: Path, place: Path) -> bool:
    """Whether a file that a person or a program may read names that place."""
    if path.is_symlink() or not path.is_file() or path.suffix == ".pyc":
        return False
    return str(place).encode() in path.read_bytes()


def test_a_folder_that_came_in_part_is_set_up_again(course: SmallCourse) -> None:
    course.start()
    course.folder = course.folder.rename(course.folder.parent / "moved")
    (piece,) = (course.folder / ".venv").rglob("tiny.py")
    piece.write_text("")
    done = course.start()
    assert done.returncode == 0, done.stderr
    assert "not all came along" in done.stdout
    assert program(course).stdout.startswith("1.0")


def test_a_folder_that_came_in_part_says_that_it_needs_the_network(course: SmallCourse) -> None:
    course.start()
    course.folder = course.folder.rename(course.folder.parent / "moved")
    (piece,) = (course.folder / ".venv").rglob("tiny.py")
    piece.unlink()
    without_a_network(course)
    says(course.start(), "could not fetch its pieces from the internet")


def test_a_moved_folder_with_other_pieces_is_set_up_again(course: SmallCourse) -> None:
    course.start()
    course.folder = course.folder.rename(course.folder.parent / "moved")
    course.lock(tiny_wheel(course.wheels, "2.0"))
    done = course.start()
    assert "A new version" in done.stdout
    assert program(course).stdout.splitlines() == ["2.0", str(course.folder / ".venv")]


@pytest.mark.parametrize("what", ["version", "processor"])
def test_a_moved_folder_is_set_up_again_for_another_python(
    what: str, course: SmallCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    course.start()
    moved = course.folder.rename(course.folder.parent / "moved")
    env = setup.Environment(moved / ".venv", moved / "locks" / "course.txt", "the course")
    if what == "version":
        monkeypatch.setattr("champions.install.setup.sys.version_info", (3, 99, 0))
    else:
        monkeypatch.setattr("champions.install.setup.sysconfig.get_config_var", lambda _: ".arm.so")
    assert not setup._settled(env)
    monkeypatch.undo()
    assert setup._settled(env)


def test_a_moved_folder_whose_python_is_gone_is_set_up_again(course: SmallCourse) -> None:
    course.start()
    course.folder = course.folder.rename(course.folder.parent / "moved")
    for link in (course.folder / ".venv" / "bin").glob("python*"):
        link.unlink()
        link.symlink_to("/nowhere/python")
    done = course.start()
    assert done.returncode == 0, done.stderr
    assert "is set up again" in done.stdout
    assert program(course).stdout.startswith("1.0")


@pytest.mark.needs("bubblewrap")
def test_it_works_where_python_came_without_its_installer(course: SmallCourse) -> None:
    python, bwrap = "/usr/bin/python3", shutil.which("bwrap")
    if not bwrap or not Path(python).exists():
        pytest.skip("there is no Python in /usr/bin")
    where = "import ensurepip, os, sys; print(sys.version_info >= (3, 11), ensurepip.__path__[0])"
    asked = subprocess.run([python, "-c", where], capture_output=True, text=True, check=False)
    if asked.returncode == 0:
        new_enough, place = asked.stdout.split()
        if new_enough != "True":
            pytest.skip("the Python in /usr/bin is too old")
        hide: tuple[str, ...] = (bwrap, "--dev-bind", "/", "/", "--tmpfs", place, "--")
    else:  # it is missing for real
        hide = ()
    gone = subprocess.run([*hide, python, "-c", "import ensurepip; ensurepip.main"], check=False)
    assert gone.returncode != 0
    done = course.start(python=python, before=hide)
    assert done.returncode == 0, done.stderr


# --- A wrong Python -----------------------------------------------------------------------------


def test_an_old_python_is_told_of_a_newer_one(course: SmallCourse, tmp_path: Path) -> None:
    newer = tmp_path / "bin" / "python3.12"
    newer.parent.mkdir()
    newer.write_text("#!/bin/sh\n")
    newer.chmod(0o755)
    pretend = (
        "import sys, runpy; sys.version_info = (3, 9, 1, 'final', 0); sys.argv = ['start.py'];"
        f"runpy.run_path({str(course.folder / 'start.py')!r}, run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", pretend],
        env={"PATH": str(newer.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Type: python3.12 start.py" in done.stdout


# --- Trouble ------------------------------------------------------------------------------------


def says(done: subprocess.CompletedProcess[str], *words: str) -> None:
    assert done.returncode == 1
    assert all(word in done.stderr for word in (*words, "What to do:")), done.stderr


def test_no_network_is_said_and_nothing_half_made_stays(course: SmallCourse) -> None:
    course.more = {"PIP_FIND_LINKS": "/nowhere"}
    says(course.start(), "could not fetch its pieces from the internet")
    assert not (course.folder / ".venv").exists()


def test_a_network_that_refuses_is_said(course: SmallCourse) -> None:
    refuse = "http://127.0.0.1:1"
    course.more = {"HTTPS_PROXY": refuse, "HTTP_PROXY": refuse, "PIP_RETRIES": "0"}
    course.more |= {"PIP_NO_INDEX": "0", "PIP_FIND_LINKS": ""}
    says(course.start(), "could not fetch its pieces from the internet", "online")


def test_without_a_network_the_old_set_up_is_put_back(course: SmallCourse) -> None:
    course.start()
    before = (course.folder / "locks" / "course.txt").read_text()
    course.lock("tiny==3.0 \\\n    --hash=sha256:" + "0" * 64 + "\n")
    says(course.start())
    assert list((course.folder / ".venv").rglob("tiny-1.0.dist-info"))
    course.lock(before)
    assert "et up" not in course.start().stdout


def test_a_piece_that_is_not_the_tested_one_is_not_used(course: SmallCourse) -> None:
    course.lock("tiny==1.0 \\\n    --hash=sha256:" + "0" * 64 + "\n")
    says(course.start(), "not the one the course was tested with")


def test_a_damaged_installer_is_not_used(course: SmallCourse) -> None:
    wheel = next((course.folder / "vendor").glob("pip-*.whl"))
    wheel.write_bytes(wheel.read_bytes()[:-1])
    says(course.start(), "missing or damaged")


@pytest.mark.needs("bubblewrap")
def test_a_full_disk_is_said(course: SmallCourse) -> None:
    small = ("--size", str(20_000_000), "--tmpfs", str(course.folder.parent / "small"))
    script = 'cp -r "$1" "$2" && exec "$3" "$2/start.py" commands'
    inside = str(course.folder.parent / "small" / "course")
    command = ["bwrap", "--dev-bind", "/", "/", *small, "sh", "-c", script, "sh"]
    done = subprocess.run(
        [*command, str(course.folder), inside, sys.executable],
        env=course.surroundings(),
        capture_output=True,
        text=True,
        check=False,
    )
    says(done, "not enough free space", "MB")


@pytest.mark.parametrize(
    ("log", "words"),
    [
        ("ERROR: Could not install: [Errno 28] No space left on device", "not enough free space"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "not the one"),
        ("NewConnectionError('<...>: Failed to establish a new connection')", "from the internet"),
        ("(from versions: none)\nERROR: No matching distribution found for a==1", "the internet"),
        ("(from versions: 1, 2)\nERROR: No matching distribution found for a==3", "(a==3)"),
        ("ERROR: something new", "stopped before it was complete"),
    ],
)
def test_each_way_the_installer_stops_has_its_sentence(log: str, words: str) -> None:
    trouble = setup.explain(log, Path("set-up.log"))
    assert words in trouble.what
    assert trouble.do.endswith(".")
    assert "set-up.log" in trouble.details


@pytest.mark.parametrize(
    "error",
    [PermissionError(13, "Permission denied", "x"), OSError(30, "Read-only file system", "x")],
)
def test_a_folder_that_cannot_be_written_is_said(error: OSError) -> None:
    assert "cannot be written" in setup.of_the_system(error).what


@pytest.mark.parametrize("note", ["{}", "[]", "not JSON", '{"url": 5, "token": ""}'])
def test_a_note_of_a_server_that_makes_no_sense_is_passed_over(
    note: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "runtime").mkdir()
    (tmp_path / "runtime" / "jpserver-1.json").write_text(note, encoding="utf-8")
    monkeypatch.setattr(setup, "STATE", tmp_path)
    assert setup.running() is None


def test_another_program_on_the_port_of_an_old_note_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "runtime").mkdir()
    with socket.create_server(("127.0.0.1", 0)) as server:
        note = {"url": f"http://127.0.0.1:{server.getsockname()[1]}/", "token": "t"}
        (tmp_path / "runtime" / "jpserver-1.json").write_text(json.dumps(note), encoding="utf-8")
        monkeypatch.setattr(setup, "STATE", tmp_path)

        def speak() -> None:
            talk, _ = server.accept()
            with talk:
                talk.recv(1000)
                talk.sendall(b"SSH-2.0-x\r\n")

        speaker = threading.Thread(target=speak)
        speaker.start()
        assert setup.running() is None
        speaker.join()


def test_a_disk_that_knows_no_locks_is_said_and_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(setup, "STATE", tmp_path / "state")
    monkeypatch.setattr("fcntl.flock", refuse)
    with pytest.raises(OSError, match="No locks"), setup.only_one("set-up", "Waiting"):
        pass


def test_a_power_cut_in_the_middle_does_not_cost_the_old_set_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    env = setup.Environment(tmp_path / ".venv", tmp_path / "lock.txt", "the tests")
    env.lock.write_text("", encoding="utf-8")
    (tmp_path / ".venv-old").mkdir()
    (tmp_path / ".venv-old" / "piece").touch()
    env.folder.mkdir()  # the half-made new one, without its stamp

    def no_network(_env: object) -> None:
        raise OSError(101, "Network is unreachable")

    monkeypatch.setattr(setup, "_install", no_network)
    with pytest.raises(OSError, match="Network"):
        setup._make(env)
    assert (env.folder / "piece").exists()


def test_a_wrong_word_gives_two_and_names_the_right_ones(course: SmallCourse) -> None:
    done = course.start("opne")
    assert done.returncode == 2
    assert "open" in done.stderr


def test_help_needs_no_set_up(course: SmallCourse) -> None:
    done = course.start("--help")
    assert done.returncode == 0
    assert "python3 start.py test" in done.stdout
    assert not (course.folder / ".venv").exists()


# --- Progress -----------------------------------------------------------------------------------


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    now = [0.0]
    monkeypatch.setattr("champions.install.setup.time.monotonic", lambda: now[0])

    def later(seconds: float) -> None:
        now[0] += seconds

    return later


def test_progress_counts_pieces_and_shows_that_it_is_not_stuck(
    clock: Callable[[float], None],
) -> None:
    screen = io.StringIO()
    progress = setup.Progress(4, screen)
    for line in ("Ignoring colorama: markers", "Collecting a==1", "Collecting b==2"):
        clock(6)
        progress.heard(line, 0)
    clock(30)
    progress.heard("", 0)
    clock(6)
    progress.heard("Installing collected packages: a, b, c", 2)
    assert screen.getvalue().splitlines() == [
        "Setting up, step 1 of 2, fetching: 1 of 3 pieces",
        "Setting up, step 1 of 2, fetching: 2 of 3 pieces",
        f"{'Still working; some pieces are large.':<70}",
        "Setting up, step 2 of 2, unpacking: 2 of 3 pieces",
    ]


def test_trouble_says_what_to_do_and_where_a_helper_looks() -> None:
    shown = str(Trouble("It rained.", "Take a coat.", "see the log")).splitlines()
    assert shown == ["It rained.", "What to do: Take a coat.", "For a helper: see the log"]
