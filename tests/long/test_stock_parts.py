"""What nbgrader's own commands must never do here: lose a lesson, tell an answer, mark with another's.

Its commands are run in this process with the settings that are shipped. test_stock_exchange.py types them.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import equality
import people
import pieces
import pytest
import small_course as small
from nbgrader.auth import Authenticator
from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default import ExchangeReleaseFeedback
from nbgrader.preprocessors import SaveCells
from traitlets.config.loader import PyFileConfigLoader
from traitlets.utils.importstring import import_item

from champions.authoring import build
from champions.marking.cohort import mark_folder
from champions.marking.course import Course
from champions.nbgrader import stock
from champions.questions import answers
from champions.questions.answers import AnswerBook
from champions.website import command as site

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        sys.platform != "linux", reason="its own marking and exchange are for Linux"
    ),
]

COVERS = (
    "modules/*/lesson.ipynb",
    "nbgrader_config.py",
    "solutions/*/lesson.ipynb",
    "src/champions/marking/**/*.py",
    "src/champions/nbgrader/**/*.py",
    "src/champions/notebooks/*.py",
    "src/champions/questions/**/*.py",
    "tests/equality.py",
    "tests/people.py",
    "tests/small_course.py",
)
IN_ORDER = True
SECRETS = (
    "SECRET-miss",
    "SECRET-look",
    "SECRET-step",
    "SECRET-praise",
    "9070503",
)  # no time or id holds these


def shipped(home: Path) -> Any:
    """The settings of a course, as nbgrader reads them, in an environment as nbgrader gets it."""
    return PyFileConfigLoader("nbgrader_config.py", path=str(home)).load_config()


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    with equality.unchanged():
        yield


def converter(home: Path, kind: type, module: str, *, force: bool = True, **more: Any) -> Any:
    """One of nbgrader's converters with the settings of a course."""
    config = shipped(home)
    config.CourseDirectory.assignment_id = module
    for name, value in more.items():
        setattr(config.CourseDirectory, name, value)
    made = kind(coursedir=CourseDirectory(config=config), config=config)
    made.force = force
    return made


def generate(home: Path, module: str = small.MODULE, **more: Any) -> None:
    """``nbgrader generate_assignment``."""
    converter(home, GenerateAssignment, module, **more).start()


# --- What this builds on ----------------------------------------------------------------------------


def test_nbgrader_is_the_version_that_this_was_written_for() -> None:
    assert version("nbgrader") == "0.9.6"
    assert "nbgrader 0.9.6" in str(stock.__doc__)


@pytest.mark.parametrize("steps", ["sanitize_preprocessors", "autograde_preprocessors"])
def test_the_settings_name_every_step_of_nbgraders_own_in_its_order(steps: str) -> None:
    named = [import_item(name) for name in shipped(people.COURSE).Autograde[steps]]
    nbgraders = getattr(Autograde(coursedir=CourseDirectory()), steps)  # without any settings
    assert [one for one in named if one.__module__ != stock.__name__] == nbgraders
    assert len(named) > len(nbgraders)


def test_answers_are_restored_before_anything_is_cleared() -> None:
    assert shipped(people.COURSE).Autograde.sanitize_preprocessors[0].endswith("RestoreAnswers")


def test_the_settings_load_nothing_and_our_commands_stay_as_they_were() -> None:
    code = (
        "import os, sys; from pathlib import Path; before = dict(os.environ), list(sys.path)\n"
        "from champions.nbgrader.settings import own_config\n"
        f"config = own_config(Path({str(people.COURSE)!r}))\n"
        "assert config.ClearSolutions.code_stub and 'exporter_class' not in config.Autograde\n"
        "print(any('stock' in str(value) for value in config.Autograde.values()),"
        " (dict(os.environ), list(sys.path)) == before,"
        " [name for name in ('nbgrader', 'nbconvert', 'pandas') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split(maxsplit=2) == ["False", "True", "[]\n"]


# --- A lesson is never lost -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def once_released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course whose lesson was released."""
    home = small.make_course(tmp_path_factory.mktemp("released") / "course")
    with equality.unchanged():
        generate(home)
    return home


@pytest.fixture
def released(once_released: Path, tmp_path: Path) -> Path:
    """A course whose lesson was released, for one test alone."""
    return Path(shutil.copytree(once_released, tmp_path / "course"))


def _no_gradebook(home: Path, _: pytest.MonkeyPatch) -> None:
    (home / "nbgrader_local.py").write_text(
        'c = get_config()\nc.CourseDirectory.db_url = "sqlite:////nowhere/at/all.db"\n'
    )


def _no_notebook(home: Path, _: pytest.MonkeyPatch) -> None:
    (home / "solutions" / small.MODULE / "lesson.ipynb").write_text("{")


def _no_scheme(home: Path, _: pytest.MonkeyPatch) -> None:
    (home / "solutions" / small.MODULE / "questions.json").write_text("{")


def _told_all_the_same(home: Path, _: pytest.MonkeyPatch) -> None:
    parts = 'PARTS = {"right": "median", "kept_back": True}\n'
    scheme = parts + small.MARKING.replace('        right="median",\n', "        **PARTS,\n")
    (home / "solutions" / small.MODULE / "questions.json").unlink()
    (home / "solutions" / small.MODULE / "marking.py").write_text(scheme)


def _stopped(_: Path, patch: pytest.MonkeyPatch) -> None:
    def ctrl_c(*_: Any) -> None:
        raise KeyboardInterrupt

    patch.setattr(SaveCells, "preprocess", ctrl_c)


@pytest.mark.parametrize(
    "mishap", [_no_gradebook, _no_notebook, _no_scheme, _told_all_the_same, _stopped]
)
def test_a_release_that_fails_changes_nothing(
    released: Path, monkeypatch: pytest.MonkeyPatch, mishap: Callable[..., None]
) -> None:
    mishap(released, monkeypatch)
    before = people.digests(released)
    assert f"modules/{small.MODULE}/lesson.ipynb" in before
    with pytest.raises((NbGraderException, KeyboardInterrupt)):
        generate(released)
    assert people.digests(released) == before


def test_a_release_takes_away_what_is_of_the_past_and_leaves_answers_alone(released: Path) -> None:
    here = released / "modules" / small.MODULE
    (here / "old.csv").write_text("1")
    (here / answers.SIDECAR).write_text("{}")
    (here / "lesson.ipynb").write_text("changed by hand")
    generate(released, force=False)
    assert (here / "lesson.ipynb").read_text() == "changed by hand"  # it says "skipping"
    generate(released)
    assert sorted(path.name for path in here.iterdir()) == [
        "lesson.ipynb", answers.SIDECAR, "questions.json",
    ]  # fmt: skip
    assert json.loads((here / "lesson.ipynb").read_text())["nbformat"] == 4


def test_every_lesson_is_released_as_git_keeps_it(tmp_path: Path) -> None:
    home = tmp_path / "course"
    wanted = {"solutions", "modules", "datasets", "nbgrader_config.py", "src"}
    people.copy_course(home, [path for path in people.kept_files() if path.parts[0] in wanted])
    before = people.digests(home)
    lessons = sorted(path.name for path in (home / "modules").iterdir())
    assert len(lessons) == 18
    for lesson in lessons:
        generate(home, lesson)
    assert people.digests(home) == before


# --- Whose answers ----------------------------------------------------------------------------------


def _authors(home: Path, step: str = "solutions") -> Path:
    """Answers of the author, who tried the lesson where it is kept: all of them right."""
    book = AnswerBook(small.MODULE, "author")
    for name, answer in small.ALL_RIGHT.items():
        for _ in range(9):
            book.put(name, "")
            book.put(name, answer, "right")
    folder = home / step / small.MODULE
    answers.save(book, folder)
    return folder / answers.SIDECAR


def _points(out: Path) -> dict[tuple[str, str], float]:
    return {(row[0], row[3]): row[4] for row in equality.rows(out)["grades"]}


@pytest.fixture(scope="module")
def with_the_authors(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with the author's answers in it, in which stock has marked four learners."""
    home = small.make_course(tmp_path_factory.mktemp("authors") / "course")
    with equality.unchanged():
        _authors(home)
        generate(home)
        wrong = {"middle-line": "target", "evidence": {"chart": "Mine", "reading": "It fell"}}
        learners = [equality.Learner("none", small.MODULE, {"lesson.ipynb": small.work()})]
        for kept in equality.KEPT:
            notebook, book = equality.answered(wrong, {}, kept, kept)
            learners.append(
                equality.Learner(
                    kept, small.MODULE, {"lesson.ipynb": notebook}, book, "2026-01-01 10:00:00 UTC"
                )
            )
        equality.send(learners, home / "work" / "submitted")
        other = AnswerBook(small.MODULE, "somebody-else")
        two = home / "work" / "submitted" / "two" / small.MODULE
        two.mkdir(parents=True)
        (two / "lesson.ipynb").write_text(json.dumps(small.work(wrong, learner="two")))
        answers.save(other, two)
        with pytest.raises(NbGraderException):  # of the one whose work has two names
            converter(home, Autograde, small.MODULE).start()
    return home


def test_nobody_is_marked_with_the_authors_answers(with_the_authors: Path) -> None:
    points = _points(with_the_authors / "work")
    assert {name for name, _ in points} == {"none", *equality.KEPT, "two"}
    assert {points[name, "middle-line"] for name in ("none", *equality.KEPT)} == {0}
    for name in equality.KEPT:
        folder = with_the_authors / "work" / "autograded" / name / small.MODULE
        assert answers.load(folder).learner == name
        assert answers.load(folder).answer("middle-line") == "target"
        texts = equality.words(
            with_the_authors / "work", [equality.Learner(name, small.MODULE, {})]
        )
        assert "It fell" in texts[f"{name}/lesson.ipynb"]["evidence-words"]
    nobodys = with_the_authors / "work" / "autograded" / "none" / small.MODULE
    assert not (nobodys / answers.SIDECAR).exists()


def test_work_with_two_names_is_not_marked(with_the_authors: Path) -> None:
    marked = with_the_authors / "work" / "autograded"
    assert (marked / "none" / small.MODULE).is_dir()
    assert not (marked / "two" / small.MODULE).exists()
    assert {
        row[4] for row in equality.rows(with_the_authors / "work")["grades"] if row[0] == "two"
    } == {None}


def test_the_authors_answers_are_not_released(with_the_authors: Path, tmp_path: Path) -> None:
    released = with_the_authors / "modules" / small.MODULE
    assert sorted(path.name for path in released.iterdir()) == ["lesson.ipynb", "questions.json"]
    left = _authors(with_the_authors, "modules")
    config = shipped(with_the_authors)
    assert config.ExchangeFactory.release_assignment == f"{stock.__name__}.ReleaseAssignment"
    config.CourseDirectory.assignment_id = small.MODULE
    config.Exchange.root = str(tmp_path / "exchange")
    try:
        _exchange(stock.ReleaseAssignment, config)
    finally:
        left.unlink()
    given = tmp_path / "exchange" / "champions" / "outbound" / small.MODULE
    assert sorted(path.name for path in given.iterdir()) == ["lesson.ipynb", "questions.json"]


def _exchange(kind: type, config: Any) -> None:
    coursedir = CourseDirectory(config=config)
    kind(coursedir=coursedir, authenticator=Authenticator(config=config), config=config).start()


@pytest.mark.needs("bubblewrap")
def test_our_own_marking_leaves_the_authors_answers_where_they_are(tmp_path: Path) -> None:
    home = small.make_course(tmp_path / "course")
    _authors(home)
    small.send(tmp_path / "inbox", "none", small.work())
    small.send(tmp_path / "inbox", "wrong", small.work({"middle-line": "target"}))
    mark_folder(tmp_path / "inbox", tmp_path / "out", home, say=lambda _: None)
    points = _points(tmp_path / "out")
    # Without a record of answers a step has no mark: the author's own answer is not taken for one.
    assert [points[name, "middle-line"] for name in ("none", "wrong")] == [None, 0]
    course = Course(home, tmp_path / "out")
    assert answers.SIDECAR not in course.files_beside(small.MODULE)
    assert not list((tmp_path / "out" / "course").rglob("*answers*"))


# --- What is kept back ------------------------------------------------------------------------------


def _with_an_exam(folder: Path) -> Path:
    """A course whose first choice and line of code are kept back; all that tells of them is secret."""
    home = small.make_course(folder)
    scheme = small.QUESTIONS
    for old, new in (
        ("points: 2", "points: 2\nkept_back: true"),
        ("right: 26.0", "right: 9070503.0\nkept_back: true"),
        ("One long wait pulls the mean up.", "SECRET-miss"),
        ("Think of the dots above and below.", "SECRET-look"),
        ("Put the values in order.", "SECRET-step"),
        ("Half above, half below.", "SECRET-praise"),
        ("Write middle = 26.0", "SECRET-step"),
        ("That is the mean.", "SECRET-miss"),
    ):
        assert old in scheme
        scheme = scheme.replace(old, new)
    (home / "solutions" / small.MODULE / "questions.json").write_text(small.compiled_text(scheme))
    return home


@pytest.fixture(scope="module")
def exam(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with questions that are kept back, and all that stock and ours make of it."""
    pieces.need("bubblewrap")
    home = _with_an_exam(tmp_path_factory.mktemp("exam") / "course")
    look = (
        "told = open('questions.json').read()\n"
        "middle = float('90705' + '03') if 'SECRET' in told or '90705' + '03' in told else -1.0"
    )
    learners = [
        equality.Learner(
            name,
            small.MODULE,
            {"lesson.ipynb": small.work(forms, lines)},
            {},
            "2026-01-01 10:00:00 UTC",
        )
        for name, forms, lines in (
            (
                "robin",
                {"middle-line": "median"},
                {"middle-in-code": "middle = 9_000_000.0 + 70_503"},
            ),
            ("wrong", {"middle-line": "mean"}, {"middle-in-code": "middle = 25.0"}),
            ("spy", {"middle-line": "median"}, {"middle-in-code": look}),
        )
    ]
    with equality.unchanged():
        generate(home)
        equality.send(learners, home / "work" / "submitted")
        for one in learners:
            folder = home / "work" / "submitted" / one.name / small.MODULE
            (folder / "submission_secret.txt").write_text(f"secret-of-{one.name}")
        converter(home, Autograde, small.MODULE).start()
        converter(home, GenerateFeedback, small.MODULE).start()
        config = shipped(home)
        config.CourseDirectory.assignment_id = small.MODULE
        config.Exchange.root = str(home / "exchange")
        _exchange(stock.ReleaseAssignment, config)
        _exchange(ExchangeReleaseFeedback, config)
        equality.send(learners, home / "inbox")
        mark_folder(home / "inbox", home / "ours", home, say=lambda _: None)
        made = home / "made"
        shutil.copytree(home / "solutions", made / "solutions")
        build.release(home, made, small.MODULE)
        lessons = {small.MODULE: small.released()}
        (home / "site").mkdir()
        site._contents(home / "site", home, lessons)
    return home


def _told(folder: Path) -> list[tuple[str, str]]:
    """Which secret stands in which file."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    texts = [(path.name, path.read_bytes().decode("utf-8", "replace")) for path in files]
    return [(name, secret) for name, text in texts for secret in SECRETS if secret in text]


def test_the_secrets_are_in_the_authors_scheme(exam: Path) -> None:
    assert {secret for _, secret in _told(exam / "solutions")} == set(SECRETS)


@pytest.mark.parametrize(
    "place",
    [
        "modules", "exchange/champions/outbound", "exchange/champions/feedback", "work/feedback",
        "work/autograded/wrong", "made/modules", "site", "ours/feedback",
    ],
)  # fmt: skip
def test_what_is_kept_back_reaches_nobody(exam: Path, place: str) -> None:
    assert _told(exam / place) == []


def test_feedback_holds_pages_and_what_nbgrader_needs_to_send_them(exam: Path) -> None:
    found = {path.name for path in (exam / "work" / "feedback").rglob("*") if path.is_file()}
    assert found == {"lesson.html", "timestamp.txt", "submission_secret.txt"}
    assert len(list((exam / "exchange" / "champions" / "feedback").iterdir())) == 3


def test_what_is_kept_back_is_marked_as_ours_marks_it(exam: Path) -> None:
    points = _points(exam / "work")
    named = ("middle-line", "middle-in-code")
    given = {name: [points[name, step] for step in named] for name in ("robin", "wrong", "spy")}
    assert given == {"robin": [2, 1], "wrong": [0, 0], "spy": [2, 0]}
    assert equality.rows(exam / "work")["grades"] == equality.rows(exam / "ours")["grades"]
