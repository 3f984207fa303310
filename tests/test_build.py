"""From one text to two notebooks: the same bytes each time, and nothing half done."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from test_author_checks import GLOSSARY, LESSON, PLACE, SCHEME

from champions import cli
from champions.questions.python_scheme import without_kept_back
from champions.questions.scheme import load_scheme

COURSE = Path(__file__).parent.parent
MODULE = "01-waits"
MADE = (
    f"solutions/{MODULE}/lesson.ipynb",
    f"modules/{MODULE}/lesson.ipynb",
    f"modules/{MODULE}/marking.py",
)


def small_course(folder: Path) -> Path:
    lesson = folder / "solutions" / MODULE
    lesson.mkdir(parents=True)
    (lesson / "lesson.md").write_text(LESSON, encoding="utf-8")
    (lesson / "marking.py").write_text(SCHEME, encoding="utf-8")
    (lesson / "notes.md").write_text("For the author alone.", encoding="utf-8")
    (folder / "glossary.yml").write_text(GLOSSARY, encoding="utf-8")
    (folder / "place.yml").write_text(PLACE, encoding="utf-8")
    shutil.copy(COURSE / "nbgrader_config.py", folder)
    data = folder / "datasets" / "befriending-waits"
    data.mkdir(parents=True)
    (data / "data.csv").write_text("week,days\n2025-01-06,5\n", encoding="utf-8")
    return folder


def build(folder: Path, *words: str, seed: str = "0") -> subprocess.CompletedProcess[str]:
    surroundings = os.environ | {
        "CHAMPIONS_HOME": str(folder),
        "PYTHONPATH": str(COURSE / "src"),
        "PYTHONHASHSEED": seed,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    command = [sys.executable, "-m", "champions.cli", "build", *words]
    return subprocess.run(
        command, cwd=folder, env=surroundings, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small course, built once. Tests that change it work on a copy."""
    folder = small_course(tmp_path_factory.mktemp("built"))
    made = build(folder)
    assert made.returncode == 0, made.stderr
    assert f"{MODULE}: running…" in made.stdout
    return folder


@pytest.fixture
def course(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "copy"))


def notebook(folder: Path, kind: str) -> dict[str, Any]:
    return dict(json.loads((folder / kind / MODULE / "lesson.ipynb").read_text(encoding="utf-8")))


def source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


pytestmark = pytest.mark.slow


class TestBuilt:
    def test_the_release_holds_the_lesson_and_its_scheme_and_nothing_else(
        self, built: Path
    ) -> None:
        made = sorted(path.name for path in (built / "modules" / MODULE).iterdir())
        assert made == ["lesson.ipynb", "marking.py"]

    def test_every_cell_has_an_id_that_says_what_it_is(self, built: Path) -> None:
        ids = [cell["id"] for cell in notebook(built, "modules")["cells"]]
        assert len(set(ids)) == len(ids)
        assert {
            "opening",
            "line",
            "code",
            "code-answer",
            "own-words",
            "to-remember",
            "words-used",
        } <= set(ids)

    def test_the_solution_is_left_out_and_its_place_can_be_filled(self, built: Path) -> None:
        cells = {cell["id"]: cell for cell in notebook(built, "modules")["cells"]}
        assert source(cells["code-answer"]).startswith("middle = ...\n# Change the line above")
        assert "My own words" not in source(cells["own-words"])
        assert "put here for your trainer" in source(cells["own-words"])
        everything = json.dumps(cells)
        assert "BEGIN SOLUTION" not in everything
        assert "middle = 26" not in everything
        assert not any(cell.get("outputs") for cell in cells.values())

    def test_nobody_edits_the_lesson_by_accident(self, built: Path) -> None:
        for cell in notebook(built, "modules")["cells"]:
            may_edit = cell["id"] == "code-answer"
            assert cell["metadata"].get("editable", True) is may_edit, cell["id"]

    def test_machinery_is_hidden_and_what_is_edited_is_seen(self, built: Path) -> None:
        for cell in notebook(built, "modules")["cells"]:
            if cell["cell_type"] == "code":
                hidden = cell["metadata"].get("jupyter", {}).get("source_hidden", False)
                assert hidden is (cell["id"] != "code-answer")

    def test_the_worked_lesson_shows_full_marks(self, built: Path) -> None:
        shown = {
            cell["id"]: output["data"]["text/plain"]
            for cell in notebook(built, "solutions")["cells"]
            for output in cell.get("outputs", ())
            if output["output_type"] == "execute_result"
        }
        assert {name: "".join(text) for name, text in shown.items()} == {"line": "1", "code": "1"}

    def test_the_worked_lesson_keeps_nothing_that_changes_by_itself(self, built: Path) -> None:
        text = json.dumps(notebook(built, "solutions"))
        for changing in ("widget-view+json", "data:image", "iopub.execute_input", str(built)):
            assert changing not in text

    def test_terms_link_to_their_words_and_local_names_are_filled_in(self, built: Path) -> None:
        cells = {cell["id"]: source(cell) for cell in notebook(built, "modules")["cells"]}
        assert '[median](#Word:-Median "The middle value.")' in cells["lesson-01"]
        assert "### Word: Median" in cells["words-used"]

    def test_the_notebook_says_which_lesson_it_is(self, built: Path) -> None:
        about = notebook(built, "modules")["metadata"]["champions"]
        assert about["module"] == MODULE
        assert len(about["version"]) == 12


def test_a_step_that_fails_is_told_by_its_line_and_nothing_is_replaced(course: Path) -> None:
    text = course / "solutions" / MODULE / "lesson.md"
    text.write_text(LESSON.replace("middle = 26\n", "middle = 1 / 0\n"), encoding="utf-8")
    before = [(course / name).read_bytes() for name in MADE]
    told = build(course)
    assert told.returncode == 1
    line = text.read_text("utf-8").split("middle = ...")[0].count("\n") + 1
    assert (
        f"solutions/{MODULE}/lesson.md:{line}: This step does not run. ZeroDivisionError"
        in told.stderr
    )
    assert "Traceback" not in told.stderr
    assert [(course / name).read_bytes() for name in MADE] == before


def test_a_worked_answer_without_full_marks_is_refused(course: Path) -> None:
    text = course / "solutions" / MODULE / "lesson.md"
    text.write_text(LESSON.replace("middle = 26\n", "middle = 25\n"), encoding="utf-8")
    told = build(course)
    assert told.returncode == 1
    assert "The worked answer to code gets 0 points" in told.stderr


class TestKeptBack:
    SCHEME = SCHEME.replace('right="a",', 'right="a", kept_back=True,')

    def test_what_is_right_and_why_stays_with_the_trainer(self, tmp_path: Path) -> None:
        released = without_kept_back(self.SCHEME)
        for telling in ("b-not-a", "Not B.", 'right="a"'):
            assert telling not in released
        assert "Not 1." in released  # the other question keeps its own

    def test_the_champions_copy_asks_and_the_trainers_marks(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("CHAMPIONS_HOME", str(COURSE))
        for name, text in (("theirs", without_kept_back(self.SCHEME)), ("ours", self.SCHEME)):
            (tmp_path / name).mkdir()
            (tmp_path / name / "marking.py").write_text(text, encoding="utf-8")
        theirs = load_scheme(tmp_path / "theirs")["line"].mark("a")
        assert (theirs.state, theirs.points) == ("kept", 0)
        assert "Your trainer marks this one" in theirs.messages[0]
        assert load_scheme(tmp_path / "ours")["line"].mark("a").state == "right"

    def test_a_scheme_without_such_questions_stays_as_it_is(self) -> None:
        assert without_kept_back(SCHEME) == SCHEME


def test_an_unknown_word_is_a_wrong_word(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["build", "--chekc"]) == 2
    capsys.readouterr()
