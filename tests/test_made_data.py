"""The data are made afresh with the names of place.yml, and nobody's own change is lost unsaid."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from champions.cli import main

COURSE = Path(__file__).resolve().parents[1]


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The course's place with two of its data sets."""
    shutil.copy(COURSE / "place.yml", tmp_path)
    for name in ("population", "warm-hub-visits"):
        shutil.copytree(COURSE / "datasets" / name, tmp_path / "datasets" / name)
    monkeypatch.setenv("CHAMPIONS_HOME", str(tmp_path))
    return tmp_path


def rename(course: Path, key: str, name: str) -> None:
    """Give a neighbourhood another name in place.yml."""
    path = course / "place.yml"
    lines = path.read_text("utf-8").splitlines()
    changed = [f"  {key}: {name}" if line.startswith(f"  {key}:") else line for line in lines]
    path.write_text("\n".join(changed), encoding="utf-8")


def data(course: Path, name: str) -> Path:
    return course / "datasets" / name / "data.csv"


def test_data_that_are_as_place_yml_says_stay(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["data"]) == 0
    said = capsys.readouterr().out
    assert "population: as it is." in said
    assert "Nothing is to be written." in said


def test_a_new_name_is_shown_first_and_written_when_asked_for(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rename(course, "north", "Hill End")
    before = data(course, "population").read_bytes()
    assert main(["data"]) == 1
    said = capsys.readouterr().out
    assert "population: 1 line differs." in said
    assert "  now: place,Hill End,5100,6" in said
    assert "warm-hub-visits: as it is." in said
    assert "python3 start.py data --yes" in said
    assert data(course, "population").read_bytes() == before
    assert main(["data", "--yes"]) == 0
    assert "place,Hill End,5100,6\n" in data(course, "population").read_text("utf-8")
    assert "1 file written" in capsys.readouterr().out
    assert sorted(path.name for path in data(course, "population").parent.iterdir()) == [
        "README.md", "data.csv", "make_data.py",
    ]  # fmt: skip


def test_a_file_whose_numbers_a_person_changed_is_left_alone_until_it_is_named(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rename(course, "north", "Hill End")
    mine = data(course, "population")
    mine.write_text(mine.read_text("utf-8").replace("5100", "5200"), encoding="utf-8")
    before = mine.read_bytes()
    assert main(["data", "--yes"]) == 0
    assert mine.read_bytes() == before
    assert "To lose that change, type: python3 start.py data population --yes" in (
        capsys.readouterr().out
    )
    assert main(["data", "population"]) == 1
    assert mine.read_bytes() == before
    assert main(["data", "population", "--yes"]) == 0
    assert "Hill End,5100" in mine.read_text("utf-8")


def test_a_file_that_is_gone_is_made_again(course: Path) -> None:
    before = data(course, "population").read_bytes()
    data(course, "population").unlink()
    assert main(["data", "--yes"]) == 0
    assert data(course, "population").read_bytes() == before


def test_data_of_ones_own_without_a_script_are_left_out(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (course / "datasets" / "population" / "make_data.py").unlink()
    assert main(["data"]) == 0
    assert "population" not in capsys.readouterr().out
    assert main(["data", "population"]) == 1
    assert "Choose from: warm-hub-visits." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Old Quay", '"Old Quay" stands twice under parts'),
        ('""', "place.yml has no name for north"),
    ],
)
def test_names_that_cannot_be_told_apart_are_told(
    course: Path, name: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rename(course, "quay", "Old Quay")
    rename(course, "north", name)
    assert main(["data", "--yes"]) == 1
    assert said in capsys.readouterr().err


def test_a_key_that_is_missing_is_told_without_a_traceback(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = course / "place.yml"
    path.write_text(path.read_text("utf-8").replace("  north:", "  south:"), encoding="utf-8")
    assert main(["data"]) == 1
    said = capsys.readouterr().err
    assert "datasets/population/make_data.py does not run. KeyError: 'north'" in said
    assert "Traceback" not in said
