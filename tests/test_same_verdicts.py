"""The desk and the command line say the same of whose a file is: in every shape, with a list and without.

The shapes are those of tests/platforms.py, and the kinds of case that outsiders found. What a trainer drops into
the desk goes through its own intake; the command's part is the very function that ``champions mark`` calls. The
list of people is one table: taken in on the desk, and given to the command as ``--roster``.
"""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pieces
import platforms
import pytest
import small_course as small
from platforms import ASK, SHAPES, Shape, lesson, outcome

from champions.desk import dropping, people
from champions.desk.ledger import Ledger
from champions.marking import cohort
from champions.marking.cohort import Wishes, mark_folder
from champions.marking.course import Course
from champions.marking.intake.collect import Collected
from champions.marking.intake.known import DESK_LIST, People, people_in, read_people
from champions.marking.progress import MarkingProgress
from champions.questions.base.question import CORE

#: The people of tests/platforms.py, as an office would list them.
ROSTER = (
    "Code,Name,Email,Cohort,Username,ID number\n"
    "LC-17,Anna Example,anna@example.org,Spring,anna01,anna_01\n"
    "LC-18,Ben Sample,ben@example.org,Spring,ben02,\n"
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.make_course(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="module")
def command(home: Path) -> Iterator[Course]:
    """The course as the command opens it."""
    course = Course(home, home / "work")
    yield course
    course.close()


@pytest.fixture(scope="module")
def desk(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The course as the desk opens it, in a work folder of its own."""
    return Course(home, tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="module")
def ledger(desk: Course) -> Ledger:
    return Ledger(desk.out)


@dataclass
class Both:
    """The desk and the command, each in a work folder in which nothing has come yet."""

    desk: Course
    ledger: Ledger
    command: Course
    at: Path

    def say(self, files: dict[str, bytes], listed: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What each says of these files, with this list of people; without one when it is empty."""
        for out in (self.desk.out, self.command.out):
            (out / "whose.json").unlink(missing_ok=True)
        for left in (self.desk.out / dropping.INBOX, self.desk.out / "people", self.at / "in"):
            shutil.rmtree(left, ignore_errors=True)
        with self.ledger._open() as db:
            db.execute("DELETE FROM arrived")
        known = People()
        if listed:
            roster = self.at / "roster.csv"
            roster.write_text(listed, encoding="utf-8")
            found = people.rows_of(roster.name, roster.read_bytes())
            people.take_in(self.desk.out / "people", found)
            known = read_people(roster)
            assert people_in(self.desk.out).everybody == known.everybody
        return self._on_the_desk(files), self._by_the_command(files, known)

    def _on_the_desk(self, files: dict[str, bytes]) -> tuple[str, ...]:
        sent = [(name, io.BytesIO(data)) for name, data in files.items()]
        dropped = dropping.take(sent, self.desk, self.ledger)
        told = Collected(asked=list(dropped.asked), refused=list(dropped.refused))
        return (*sorted(learner for learner, _ in dropped.lessons), *outcome(told))

    def _by_the_command(self, files: dict[str, bytes], known: People) -> tuple[str, ...]:
        for place, data in files.items():
            path = self.at / "in" / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        progress = MarkingProgress(lambda _: None)
        return outcome(
            cohort._collected(self.command, self.at / "in", Wishes(people=known), progress)
        )


@pytest.fixture
def both(desk: Course, ledger: Ledger, command: Course, tmp_path: Path) -> Both:
    return Both(desk, ledger, command, tmp_path)


@pytest.mark.parametrize("shape", SHAPES, ids=[one.platform for one in SHAPES])
def test_every_shape_has_one_verdict(shape: Shape, both: Both) -> None:
    if shape.needs:
        pieces.need(shape.needs)
    assert both.say(shape.files, ROSTER) == (shape.listed, shape.listed)
    assert both.say(shape.files, "") == (shape.alone, shape.alone)


# --- The kinds of case that outsiders found -----------------------------------------------------------


def three(places: dict[str, str]) -> dict[str, bytes]:
    """A lesson for each place: all right, one wrong, or nothing answered."""
    made = {
        "right": lesson(),
        "wrong": lesson(right=False),
        "nothing": json.dumps(small.released()).encode(),
    }
    return {place: made[which] for place, which in places.items()}


_MOODLE = "Participant_{}_assignsubmission_file_/lesson.ipynb"
_TEAMS = "Submitted files/{}/Lesson 6/Version {}/lesson.ipynb"
CASES: dict[str, tuple[dict[str, bytes], str, tuple[str, ...]]] = {
    "01 blind marking": (
        three({_MOODLE.format(4711): "right", _MOODLE.format(4712): "wrong", _MOODLE.format(4713): "nothing"}),
        "", ("Participant 4711", "Participant 4712", "Participant 4713"),
    ),
    "03 versions of Teams": (
        three({_TEAMS.format("Anna Example", 1): "right", _TEAMS.format("Ben Sample", 1): "wrong",
               _TEAMS.format("Cara Test", 1): "wrong", _TEAMS.format("Cara Test", 2): "nothing"}),
        "", ("Anna Example", "Ben Sample", "Cara Test"),
    ),
    "05 anonymous Canvas": (
        three({"anon_Ab3dE_9001_lesson.ipynb": "wrong", "LATE_anon_Ab3dE_9055_lesson-1.ipynb": "right"}),
        "", ("anon_Ab3dE",),
    ),
    "06 Get my file, loose": (
        {"01-small-my-work.ipynb": lesson("LC-17"), "01-small-my-work (1).ipynb": lesson("LC-18", right=False)},
        "", ("LC-17", "LC-18"),
    ),
    "06b Get my file, no code": (
        three({"01-small-my-work.ipynb": "right", "01-small-my-work (1).ipynb": "wrong"}), "", (ASK, ASK),
    ),
    "07 a roster with a group": (
        {"LC-17/lesson.ipynb": lesson()},
        "code,name,group\nLC-17,Anna Example,Spring\nLC-18,Ben Sample,Spring\n", ("LC-17",),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_case_from_outside_has_one_verdict_and_it_is_right(case: str, both: Both) -> None:
    files, listed, expected = CASES[case]
    assert both.say(files, listed) == (expected, expected)


CANVAS = """Student,ID,SIS User ID,SIS Login ID,Section,Lesson 1 (11)
    Points Possible,,,,,11
"Smith, Anna",101,u101,anna01,S,11
"Sample, Ben",102,u102,ben02,S,4
"Student, Test",,,x1,S,
"""


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Smith, Anna\nSmith, Ben\nJones, Cara\n", ["Anna Smith", "Ben Smith", "Cara Jones"]),
        (
            CANVAS,
            ["Anna Smith", "Ben Sample"],
        ),
    ],
)
def test_lists_of_09_and_12_have_the_same_people_on_the_desk_and_in_a_roster(
    text: str, names: list[str], tmp_path: Path
) -> None:
    people.take_in(tmp_path / "people", people.rows_of("list.csv", text.encode()))
    listed = people.read(tmp_path / "people")
    assert [one.name for one in listed] == names
    # The same list with the codes that the desk gave, as a roster.
    head, *rows = text.splitlines() if "Student" in text else ("Name", *text.splitlines())
    kept = rows[1:3] if "Student" in text else [f'"{row}"' for row in rows]
    coded = [f"{one.code},{row}" for one, row in zip(listed, kept, strict=True)]
    (tmp_path / "roster.csv").write_text("\n".join([f"Code,{head}", *coded]), encoding="utf-8")
    given = read_people(tmp_path / "roster.csv")
    assert [(one.code, one.name) for one in given.everybody] == [
        (one.code, one.name) for one in listed
    ]
    assert given.everybody == people_in(tmp_path).everybody


def test_a_list_that_somebody_saved_otherwise_is_one_list_for_desk_and_marking(
    tmp_path: Path,
) -> None:
    (tmp_path / "people").mkdir()
    text = "code;name;preferred;also\nlark-11;Zoë Jones;Peggy;z01\n;Bo Two;;\nteal/12;Cy Three;;\n"
    (tmp_path / DESK_LIST).write_bytes(text.encode("cp1252"))
    on_desk = people.read(tmp_path / "people")
    in_marking = people_in(tmp_path)
    assert [one.code for one in on_desk] == [one.code for one in in_marking.everybody]
    assert len(on_desk) == 3
    for called in ("Zoe Jones", "Peggy Jones", "Peggy", "Z01"):
        assert [one.code for one in in_marking.called(called)] == ["lark-11"], called


# --- 38: what editors do to a lesson --------------------------------------------------------------------


def _kernel(name: str, language: str) -> Callable[[dict[str, Any]], None]:
    def change(notebook: dict[str, Any]) -> None:
        notebook["metadata"]["kernelspec"] = {
            "name": name,
            "display_name": name,
            "language": language,
        }

    return change


def _colab(notebook: dict[str, Any]) -> None:
    notebook["nbformat_minor"] = 0
    notebook["metadata"]["colab"] = {"provenance": []}
    for cell in notebook["cells"]:
        cell.pop("id")


def _check_to(kind: str) -> Callable[[dict[str, Any]], None]:
    def change(notebook: dict[str, Any]) -> None:
        cell = next(one for one in notebook["cells"] if one["id"] == "further")
        cell["cell_type"] = kind
        del cell["outputs"], cell["execution_count"]

    return change


def _split(notebook: dict[str, Any]) -> None:
    at = next(n for n, one in enumerate(notebook["cells"]) if one["id"] == "further-answer")
    first = {**notebook["cells"][at], "id": "another", "source": "# the first half"}
    notebook["cells"].insert(at, first)


def _ids_twice(notebook: dict[str, Any]) -> None:
    at = next(n for n, one in enumerate(notebook["cells"]) if one["id"] == "title")
    notebook["cells"].insert(at, dict(notebook["cells"][at]))


def _no_notes(notebook: dict[str, Any]) -> None:
    notebook["metadata"] = {}


EDITORS: dict[str, Callable[[dict[str, Any]], None]] = {
    "b-colab-keep": _colab,
    "d-kernel-r": _kernel("ir", "R"),
    "e-kernel-conda": _kernel("conda-env-stats-py", "python"),
    "h-test-to-markdown": _check_to("markdown"),
    "i-test-to-raw": _check_to("raw"),
    "k-split-copymeta": _split,
    "s-dup-ids": _ids_twice,
    "t-no-nb-metadata": _no_notes,
}


@pytest.mark.needs("bubblewrap")
def test_whatever_an_editor_does_to_a_lesson_its_marks_are_the_same(
    home: Path, tmp_path: Path
) -> None:
    files = {}
    for name, change in EDITORS.items():
        notebook = small.work(small.ALL_RIGHT, small.RIGHT_LINES)
        change(notebook)
        files[f"{name}/lesson.ipynb"] = json.dumps(notebook).encode()
        small.send(tmp_path / "in", name, notebook)
    small.send(tmp_path / "in", "as-it-was", small.work(small.ALL_RIGHT, small.RIGHT_LINES))
    made = mark_folder(tmp_path / "in", tmp_path / "work", home, say=lambda _: None)
    assert made.refused == ()
    marks = {one.learner: (one.points(CORE), one.steps()) for one in made.results}
    assert set(marks) == {*EDITORS, "as-it-was"}
    assert set(marks.values()) == {marks["as-it-was"]}
    # The desk says of the same files whose they are.
    desk = Course(home, tmp_path / "desk")
    dropped = dropping.take(
        [(name, io.BytesIO(data)) for name, data in files.items()], desk, Ledger(tmp_path / "desk")
    )
    desk.close()
    assert {learner for learner, _ in dropped.lessons} == set(EDITORS)
    assert dropped.refused == ()


def test_the_list_here_is_the_one_of_the_table_for_trainers(tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    mine = read_people(tmp_path / "roster.csv").everybody
    assert {one.code: (one.name, one.emails, one.group) for one in mine} == {
        one.code: (one.name, one.emails, one.group) for one in platforms.LIST.everybody
    }
