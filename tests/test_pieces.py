"""What tests need beside Python is told before they begin, brought by one command, and counted."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import everything
import pieces
import pytest

COURSE = Path(__file__).resolve().parents[1]


def gone(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """As on a computer that lacks these pieces."""
    monkeypatch.setattr(pieces, "missing", lambda: dict.fromkeys(names, pieces.NOT_INSTALLED))


def test_a_table_says_what_is_not_tested_and_the_one_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gone(monkeypatch, "chromium", "postgresql")
    monkeypatch.setattr(pieces, "system", lambda: "debian")
    monkeypatch.setattr(os, "getuid", lambda: 1000)
    told = [*pieces.table()]
    assert len(told) == 5
    assert "every page in a real browser" in told[2]
    assert "marks on a database server" in told[3]
    assert told[4] == "To bring it, type: sudo apt-get install chromium postgresql"


def test_where_nothing_is_missing_one_line_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    gone(monkeypatch)
    assert [*pieces.table()] == ["Nothing is missing on this computer: every test can run."]
    assert pieces.main(["--complete"]) == 0


def test_ubuntu_and_macos_get_their_own_words() -> None:
    assert pieces.bring(["chromium"], "ubuntu", root=False).endswith("install chromium-browser")
    assert pieces.bring([*pieces.PIECES], "macos") == (
        "To bring it, type: brew install node postgresql@17 libarchive git && brew install --cask "
        "google-chrome (bubblewrap is for Linux alone)"
    )


def test_a_test_that_needs_what_is_missing_is_left_out_or_fails_where_all_must_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gone(monkeypatch, "node")
    monkeypatch.delenv(pieces.COMPLETE, raising=False)
    with pytest.raises(pytest.skip.Exception, match=r"Node\.js is not on this computer"):
        pieces.need("node")
    monkeypatch.setenv(pieces.COMPLETE, "yes")
    with pytest.raises(pytest.fail.Exception, match=r"Node\.js is not on this computer"):
        pieces.need("node")


def bare(folder: Path) -> tuple[Path, dict[str, str]]:
    """A course folder of what the test command reads first, and a computer with Python alone."""
    shutil.copytree(COURSE / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "tests").mkdir()
    for name in ("everything.py", "pieces.py", "long_results.py"):
        shutil.copy(COURSE / "tests" / name, folder / "tests")
    shutil.copy(COURSE / "start.py", folder)
    return folder, {"PATH": str(folder / "no programs")}


@pytest.mark.parametrize("words", [["--complete"], ["--quick", "--complete"], ["--long"]])
def test_with_complete_a_missing_piece_ends_it_before_anything_is_set_up(
    words: list[str], tmp_path: Path
) -> None:
    folder, nothing = bare(tmp_path / "course")
    command = [sys.executable, str(folder / "start.py"), "test", *words]
    done = subprocess.run(command, env=nothing, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "bubblewrap  marking, in which learners' code is shut away" in done.stdout
    assert "To bring it," in done.stdout
    assert "no test was started" in done.stderr
    assert not [path.name for path in folder.glob(".venv*")]


@pytest.mark.parametrize(
    ("words", "code", "said"), [("--help", 0, "--complete"), ("--qiuck", 2, "unrecognized")]
)
def test_help_and_wrong_words_need_no_set_up(
    words: str, code: int, said: str, tmp_path: Path
) -> None:
    folder, nothing = bare(tmp_path / "course")
    command = [sys.executable, str(folder / "start.py"), "test", words]
    done = subprocess.run(command, env=nothing, capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert said in done.stdout + done.stderr
    assert not [path.name for path in folder.glob(".venv*")]


def test_a_copy_without_tests_says_so(tmp_path: Path) -> None:
    folder, nothing = bare(tmp_path / "course")
    shutil.rmtree(folder / "tests")
    command = [sys.executable, str(folder / "start.py"), "test"]
    done = subprocess.run(command, env=nothing, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "has no tests" in done.stderr


TESTS = """
import subprocess, pieces, pytest
pieces.missing = lambda: {"node": "is not on this computer"}
pieces.PIECES["bubblewrap"] = pieces.PIECES["git"]

@pytest.mark.needs("node")
def test_with_node():
    raise AssertionError

@pytest.mark.needs("node")
def test_more_with_node():
    raise AssertionError

def start():
    subprocess.Popen(["bwrap", "--version"], stdout=subprocess.DEVNULL).wait()

def test_that_does_not_say_what_it_needs():
    start()

@pytest.mark.needs("bubblewrap")
def test_that_says_what_it_needs():
    start()
"""


@pytest.mark.needs("bubblewrap")
def test_left_out_tests_are_counted_and_one_that_hides_its_need_fails(tmp_path: Path) -> None:
    (tmp_path / "test_some.py").write_text(TESTS, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = needs: pieces\n", encoding="utf-8")
    note = tmp_path / "note.json"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    kept.pop(pieces.COMPLETE, None)
    path = os.pathsep.join(str(COURSE / name) for name in ("src", "tests"))
    words = [
        "-m",
        "pytest",
        "-q",
        "-n",
        "1",
        "-p",
        "conftest",
        "-p",
        "no:cacheprovider",
        str(tmp_path),
    ]
    done = subprocess.run(
        [sys.executable, *words],
        cwd=tmp_path,
        env=kept | {everything.NOTE: str(note), "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "2 passed, 2 skipped, 1 error" in done.stdout, done.stdout
    assert "Mark this test with pytest.mark.needs('bubblewrap')" in done.stdout
    assert "test_that_does_not_say" in done.stdout.split("short test summary info")[1]
    noted = json.loads(note.read_text())
    assert noted["left out"] == {"Node.js is not on this computer": 2}
    (slowest,) = noted["seconds"]
    said = [*everything.noted(note)]
    assert said[1].endswith(slowest)
    assert said[2:] == [
        "Tests left out on this computer: 2. Why:",
        "      2  Node.js is not on this computer",
    ]


def test_ci_brings_what_is_missing_and_runs_the_command_of_the_readme(tmp_path: Path) -> None:
    """.ci/run as it stands, on a computer whose installer and start.py only say what they were told."""
    programs, told = tmp_path / "bin", tmp_path / "told"
    programs.mkdir()
    for name in ("bash", "dirname"):
        (programs / name).symlink_to(shutil.which(name) or name)
    say = f'#!/bin/bash\necho "${{0##*/}} $*" >> {told}\n'
    real = f'[ "$1" = start.py ] || exec {sys.executable} "$@"\n'
    for name, more in (("apt-get", ""), ("python3", real)):
        (programs / name).write_text(say + more, encoding="utf-8")
        (programs / name).chmod(0o755)
    run = [str(COURSE / ".ci" / "run")]
    subprocess.run(run, env={"PATH": str(programs)}, cwd=tmp_path, check=True)
    *_, installed, last = told.read_text(encoding="utf-8").splitlines()
    assert {"chromium", "bubblewrap", "nodejs"} <= set(installed.split())
    assert "sudo" not in installed
    assert last == "python3 start.py test --complete"


def test_the_budget_is_told_only_where_it_was_not_kept() -> None:
    assert [*everything.in_budget(everything.BUDGET_MINUTES * 60)] == []
    assert "It took 31 minutes and has 30." in next(everything.in_budget(31 * 60))
