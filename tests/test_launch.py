"""Opening the course: the champion's copies, the settings of the page, and ports."""

from __future__ import annotations

import argparse
import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from browser import course_folder, serving
from toy_lesson import toy_lesson

from champions import cli
from champions.install import open_course, setup
from champions.trouble import Trouble

LABCONFIG = open_course.SETTINGS / "labconfig"
SCHEMAS = Path(sys.prefix) / "share" / "jupyter" / "lab" / "schemas"


def lesson(folder: Path, name: str = "06-run-charts", version: str = "1") -> Path:
    path = folder / name / "lesson.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(toy_lesson(version))
    path.with_name("questions.json").write_text(f"VERSION = {version}\n")
    return path


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "modules").mkdir()
    lesson(tmp_path / "modules")
    return tmp_path / "modules", tmp_path / "my-work"


# --- The champion's own copies ------------------------------------------------------------------


def test_every_lesson_is_copied_with_its_scheme(folders: tuple[Path, Path]) -> None:
    modules, work = folders
    assert open_course.copy_lessons(modules, work) == []
    for name in ("lesson.ipynb", "questions.json"):
        copied = work / "06-run-charts" / name
        assert copied.read_bytes() == (modules / "06-run-charts" / name).read_bytes()


def test_work_is_never_overwritten_and_a_new_version_is_told(folders: tuple[Path, Path]) -> None:
    modules, work = folders
    open_course.copy_lessons(modules, work)
    mine = work / "06-run-charts" / "lesson.ipynb"
    mine.write_bytes(mine.read_bytes().replace(b"middle = 3", b"middle = 4"))
    before = {path.name: path.read_bytes() for path in mine.parent.iterdir()}
    assert open_course.copy_lessons(modules, work) == []
    lesson(modules, version="2")
    said = open_course.copy_lessons(modules, work)
    assert len(said) == 1
    assert "newer version of lesson 06-run-charts" in said[0]
    assert "was kept" in said[0]
    assert {path.name: path.read_bytes() for path in mine.parent.iterdir()} == before


def test_a_copy_with_answers_beside_it_is_work(folders: tuple[Path, Path]) -> None:
    modules, work = folders
    open_course.copy_lessons(modules, work)
    answers = work / "06-run-charts" / "my-answers.json"
    answers.write_text("{}")
    lesson(modules, version="2")
    assert len(open_course.copy_lessons(modules, work)) == 1
    assert answers.read_text() == "{}"
    assert b'"version": "1"' in (work / "06-run-charts" / "lesson.ipynb").read_bytes()


def test_a_copy_that_was_never_worked_on_becomes_the_new_version(
    folders: tuple[Path, Path],
) -> None:
    modules, work = folders
    open_course.copy_lessons(modules, work)
    lesson(modules, version="2")
    assert open_course.copy_lessons(modules, work) == []
    assert b'"version": "2"' in (work / "06-run-charts" / "lesson.ipynb").read_bytes()
    assert (work / "06-run-charts" / "questions.json").read_text() == "VERSION = 2\n"


def test_a_lost_ledger_keeps_every_copy(folders: tuple[Path, Path]) -> None:
    modules, work = folders
    open_course.copy_lessons(modules, work)
    (work / ".copied.json").write_text("half a led")
    lesson(modules, version="2")
    assert len(open_course.copy_lessons(modules, work)) == 1
    assert b'"version": "1"' in (work / "06-run-charts" / "lesson.ipynb").read_bytes()


def test_a_new_lesson_is_added_beside_the_old_ones(folders: tuple[Path, Path]) -> None:
    modules, work = folders
    open_course.copy_lessons(modules, work)
    lesson(modules, "07-why-things-vary")
    open_course.copy_lessons(modules, work)
    assert open_course.lessons(work) == ["06-run-charts", "07-why-things-vary"]


# --- Which lesson -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("there", "asked", "opened"),
    [
        (["06-run-charts"], None, "06-run-charts"),
        (["00-start-here", "06-run-charts"], None, "00-start-here"),
        (["00-start-here", "06-run-charts"], "06-run-charts", "06-run-charts"),
        (["00-start-here", "06-run-charts"], "06", "06-run-charts"),
    ],
)
def test_the_right_lesson_opens(
    there: list[str],
    asked: str | None,
    opened: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in there:
        lesson(tmp_path, name)
    monkeypatch.setattr(open_course, "WORK", tmp_path)
    assert open_course.choose(asked) == opened


def test_an_unknown_lesson_names_those_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lesson(tmp_path)
    monkeypatch.setattr(open_course, "WORK", tmp_path)
    with pytest.raises(Trouble, match="no lesson called") as trouble:
        open_course.choose("60-run-charts")
    assert "06-run-charts" in trouble.value.do


# --- The command --------------------------------------------------------------------------------


def test_each_command_has_a_room_with_two_functions() -> None:
    for word in cli.COMMANDS:
        assert cli.main([word, "--help"]) == 0


@pytest.mark.parametrize("words", [[], ["opne"], ["open", "--prot", "1"], ["open", "--port", "80"]])
def test_wrong_words_give_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(words) == 2
    assert "python3 start.py" in capsys.readouterr().err


def test_trouble_is_shown_plainly_and_gives_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(args: argparse.Namespace) -> int:
        raise Trouble("It rained.", "Take a coat.")

    monkeypatch.setattr(open_course, "run", run)
    assert cli.main(["open"]) == 1
    assert capsys.readouterr().err == "It rained.\nWhat to do: Take a coat.\n"


@pytest.mark.slow
def test_a_busy_port_is_said_and_nothing_starts(tmp_path: Path) -> None:
    folder = course_folder(tmp_path / "course", {"06-run-charts": toy_lesson()})
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        done = _open(folder, "--port", str(port))
    assert done.returncode == 1
    assert done.stderr.startswith(f"Port {port} is in use by another program.\nWhat to do:")


@pytest.mark.slow
def test_a_second_window_uses_the_course_that_is_open(tmp_path: Path) -> None:
    folder = course_folder(tmp_path / "course", {"06-run-charts": toy_lesson()})
    with serving(folder, notebook=False) as course:
        done = _open(folder)
        assert done.returncode == 0
        assert "already open in another window" in done.stdout
        assert course.printed in done.stdout
        (jupyter,) = (folder / ".state" / "runtime").glob("jpserver-*.json")
        pid = json.loads(jupyter.read_text())["pid"]
    with pytest.raises(ProcessLookupError):  # a closed window leaves no Jupyter behind
        os.kill(pid, 0)


def _open(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "champions.cli", "open", "--no-browser", *words],
        env=os.environ | {"PYTHONPATH": str(folder / "src")},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_free_port_is_found_when_the_usual_one_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        monkeypatch.setattr(open_course, "PORT", busy.getsockname()[1])
        assert next(open_course._free_ports()) != open_course.PORT


def test_jupyter_serves_this_computer_only_and_keeps_to_its_own_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup, "STATE", tmp_path / ".state")
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "/home/someone/their-config")
    options = open_course._options("06-run-charts", None)
    assert "--ServerApp.ip=127.0.0.1" in options
    assert "--ServerApp.open_browser=False" in options
    assert not any("token" in option for option in options)  # others can read a command line
    seen = open_course.jupyter_surroundings()
    assert "JUPYTER_CONFIG_PATH" not in seen
    folders = {k: v for k, v in seen.items() if k.startswith(("JUPYTER", "IPYTHON", "MPLCONFIG"))}
    assert len(folders) == 7
    assert all(folder.startswith(str(tmp_path)) for folder in folders.values())


# --- The settings of the page -------------------------------------------------------------------


def settings() -> dict[str, dict[str, Any]]:
    text = (LABCONFIG / "default_setting_overrides.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


@pytest.mark.parametrize("plugin", settings())
def test_each_setting_is_one_that_jupyter_knows(plugin: str) -> None:
    package, _, name = plugin.partition(":")
    schema = json.loads((SCHEMAS / package / f"{name}.json").read_text(encoding="utf-8"))
    assert set(settings()[plugin]) <= set(schema["properties"])


def test_news_updates_and_pop_ups_are_off() -> None:
    notification = settings()["@jupyterlab/apputils-extension:notification"]
    assert notification == {
        "checkForUpdates": False,
        "doNotDisturbMode": True,
        "fetchNews": "false",
    }
    disabled = json.loads((LABCONFIG / "page_config.json").read_text())["disabledExtensions"]
    assert disabled["@jupyterlab/apputils-extension:announcements"]
    assert disabled["@jupyter/nbgrader"]


def test_the_lesson_saves_itself_every_few_seconds() -> None:
    saving = settings()["@jupyterlab/docmanager-extension:plugin"]
    assert saving["autosave"] is True
    assert saving["autosaveInterval"] <= 10


def test_no_letter_alone_acts_on_a_whole_step() -> None:
    folder = open_course.SETTINGS / "settings" / "@jupyterlab" / "shortcuts-extension"
    path = folder / "shortcuts.jupyterlab-settings"
    off = {
        (one["command"], tuple(one["keys"]), one["selector"])
        for one in json.loads(path.read_text())["shortcuts"]
        if one["disabled"]
    }
    alone = re.compile(r"(Shift )?[A-Z0-9]")
    on = {
        (one["command"], tuple(one["keys"]), one["selector"])
        for file in SCHEMAS.rglob("*.json")
        for one in json.loads(file.read_text(encoding="utf-8")).get("jupyter.lab.shortcuts", [])
        if one["keys"] and all(alone.fullmatch(key) for key in one["keys"])
        if "jp-Notebook" in one["selector"] or "jp-kernel-user" in one["selector"]
    }
    assert on
    assert on <= off


def test_a_port_that_another_program_took_at_the_same_moment_is_no_end(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Two people on one computer, or two windows, open the course at once."""
    monkeypatch.setattr(setup, "STATE", tmp_path)
    said = [b"... no available port could be found.", b"... no available port could be found.", b""]
    tried: list[int | None] = []

    def begin(_lesson: str, port: int | None) -> Any:
        tried.append(port)
        words = said[len(tried) - 1]
        (tmp_path / "jupyter.log").write_bytes(words)
        if words:
            raise Trouble("Jupyter did not start.", "Look at its log.")
        return "running"

    monkeypatch.setattr(open_course, "_serve", begin)
    assert open_course.serve("06-run-charts") == "running"  # type: ignore[comparison-overlap]
    assert tried == [None, None, None]
    tried.clear()
    with pytest.raises(Trouble):  # a port that somebody asked for is not changed in silence
        open_course.serve("06-run-charts", 9999)
    assert tried == [9999]
    said[0] = b"Something else is wrong."
    tried.clear()
    with pytest.raises(Trouble):
        open_course.serve("06-run-charts")
    assert tried == [None]
