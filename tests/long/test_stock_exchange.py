"""nbgrader's own commands work with the settings that are shipped, and give the marks that ours give.

docs/trainers/stock-nbgrader.md tells people what to type. Each command line is taken from there and run
by two people on a fresh copy of the course, in a Python that does not know the course.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shlex
import shutil
import signal
import sqlite3
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import equality
import people
import pytest

from champions.data import HOME_VARIABLE
from champions.questions import Words, answers
from champions.questions.scheme import load_scheme

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="nbgrader has no exchange on Windows"),
]

COVERS = (
    "docs/trainers/stock-nbgrader.md",
    "modules/06-run-charts/*",
    "nbgrader_config.py",
    "solutions/06-run-charts/*",
    "src/champions/activities/*/*.py",
    "src/champions/data.py",
    "src/champions/lesson/*.py",
    "src/champions/marking/**/*.py",
    "src/champions/nbgrader/**/*.py",
    "src/champions/notebooks/*.py",
    "src/champions/questions/**/*",
    "tests/equality.py",
    "tests/people.py",
)
IN_ORDER = True
GUIDE = people.COURSE / "docs" / "trainers" / "stock-nbgrader.md"
MODULE = "06-run-charts"
MY_WORDS = "I went and counted <all> of them."


def commands() -> list[tuple[str, str]]:
    """Who types what, by the guide, in order."""
    found, who, fence = [], "", ""
    for line in GUIDE.read_text(encoding="utf-8").splitlines():
        if line.startswith("```"):
            fence = "" if fence else line
        elif fence == "```":
            found.append((who, line))
        elif named := re.findall(r"\*\*(?:The|A) (trainer|champion)", line):
            who = named[-1]
    return found


@dataclass
class Journey:
    """What came of it."""

    trainer: people.Person
    champion: people.Person
    course: Path
    said: dict[str, str] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)
    fetched: list[str] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)

    @property
    def work(self) -> Path:
        """The trainer's work folder."""
        return self.course / "work"

    @property
    def lesson(self) -> Path:
        """The champion's lesson."""
        return self.champion.home / MODULE


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A folder that other accounts can read. pytest's own cannot be."""
    with tempfile.TemporaryDirectory(prefix="champions-stock-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture(scope="module")
def two(place: Path) -> Iterator[tuple[people.Person, people.Person]]:
    """A trainer and a champion, with an account each where that can be."""
    accounts = not people.why_one_account()
    python = people.a_python_for_others(place / "base") if accounts else Path(sys.executable)
    programs = people.a_python_without_the_course(place / "python", python)
    exchange, settings = place / "exchange", place / "settings"
    exchange.mkdir()
    exchange.chmod(0o777)
    settings.mkdir()
    told = re.search(
        r"```python\n(.*?Exchange.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL
    )
    assert told is not None
    text = told[1].replace("/srv/nbgrader/exchange", str(exchange))
    (settings / "nbgrader_config.py").write_text(text, encoding="utf-8")
    made = []
    try:
        for role in ("trainer", "champion"):
            name, home = f"{role[:5]}-{os.getpid()}", place / role
            home.mkdir()
            if accounts:
                people.make_account(name, home)
            one = people.Person(name, home, programs, settings, python, name if accounts else "")
            made.append(one)
            one.owns(home)
        yield made[0], made[1]
    finally:
        for one in made:
            if one.account:
                people.remove_account(one.account)


@pytest.fixture(scope="module")
def journey(two: tuple[people.Person, people.Person]) -> Journey:
    """Every command of the guide, typed in its order."""
    trainer, champion = two
    went = Journey(trainer, champion, trainer.home / "course")
    people.copy_course(went.course, people.kept_files())
    trainer.owns(went.course)
    went.before = people.digests(went.course)
    for who, line in commands():
        if line == "jupyter lab":
            _look(went, line)
        elif who == "trainer":
            went.said[line] = trainer.types(line, went.course)
        else:
            went.said[line] = champion.types(line, champion.home)
        if "fetch_assignment" in line:
            went.fetched = sorted(path.name for path in went.lesson.iterdir())
            _answer(went)
    return went


def _answer(went: Journey) -> None:
    """Answer everything right, and clear all outputs: the file beside the lesson has the answers."""
    source = people.COURSE / "solutions" / MODULE
    before = os.environ.get(HOME_VARIABLE)
    os.environ[HOME_VARIABLE] = str(people.COURSE)
    try:
        scheme = load_scheme(source)
        book = scheme.model_book()
    finally:
        os.environ.pop(HOME_VARIABLE) if before is None else os.environ.update(
            CHAMPIONS_HOME=before
        )
    for question in scheme.questions:
        if isinstance(question, Words):
            book.put(question.id, dict.fromkeys(question.boxes or {"words": ""}, MY_WORDS))
    answers.save(book, went.lesson)
    solved = {cell["id"]: cell["source"] for cell in _cells(source / "lesson.ipynb")}
    path = went.lesson / "lesson.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["id"].endswith("-answer"):
            cell["source"] = re.sub(r"### (BEGIN|END) SOLUTION\n?", "", "".join(solved[cell["id"]]))
    path.write_text(json.dumps(notebook), encoding="utf-8")
    went.champion.owns(went.lesson)


def _cells(path: Path) -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return cells


def _look(went: Journey, line: str) -> None:
    """Open the formgrader, look at its pages, and make the lesson again by a press on its button."""
    port = equality.free_port()
    more = ("--no-browser", f"--port={port}", "--allow-root", "--ServerApp.ip=127.0.0.1")
    log = went.trainer.home.with_name("server.log")
    server = went.trainer.start(line, went.course, *more, "--IdentityProvider.token=here", log=log)
    address = f"http://127.0.0.1:{port}/formgrader"

    def get(path: str, data: bytes | None = None) -> str:
        asked = urllib.request.Request(
            f"{address}{path}", data=data, headers={"Authorization": "token here"}
        )
        with urllib.request.urlopen(asked, timeout=120) as page:
            return str(page.read().decode())

    try:
        went.pages["lessons"] = equality.patiently(lambda: get("/api/assignments"))
        went.pages["page"] = get("/manage_assignments")
        went.pages["submissions"] = get(f"/api/submissions/{MODULE}")
        sent = json.loads(get(f"/api/submitted_notebooks/{MODULE}/lesson"))
        went.pages["submission"] = get(f"/submissions/{sent[0]['id']}/")
        went.pages["made again"] = get(f"/api/assignment/{MODULE}/assign", b"")
    except urllib.error.URLError as error:
        raise AssertionError(f"{error}\n{log.read_text(encoding='utf-8')[-6000:]}") from error
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)


# --- What came of it --------------------------------------------------------------------------------


def test_the_guide_has_the_ten_commands_and_the_formgrader() -> None:
    typed = [line.split()[:2] for _, line in commands()]
    assert [words[-1] for words in typed] == [
        "generate_assignment", "release_assignment", "fetch_assignment", "submit", "collect",
        "autograde", "lab", "generate_feedback", "release_feedback", "fetch_feedback", "export",
    ]  # fmt: skip
    assert {who for who, line in commands() if "fetch" in line or "submit" in line} == {"champion"}
    assert [who for who, _ in commands()].count("champion") == 3


def test_the_two_people_have_two_accounts(two: tuple[people.Person, people.Person]) -> None:
    if why := people.why_one_account():
        pytest.skip(f"The exchange was tried with one account and two home folders: {why}.")
    assert {one.types("id -un", one.home).strip() for one in two} == {one.name for one in two}


def test_the_settings_are_the_shipped_ones_to_the_letter(journey: Journey) -> None:
    shipped = (people.COURSE / "nbgrader_config.py").read_bytes()
    assert (journey.course / "nbgrader_config.py").read_bytes() == shipped
    assert not (journey.course / "nbgrader_local.py").exists()


def test_nothing_that_git_keeps_has_changed(journey: Journey) -> None:
    assert len(journey.before) > 300
    assert people.digests(journey.course) == journey.before


def test_what_is_made_for_the_trainer_is_for_the_trainer_alone(journey: Journey) -> None:
    assert journey.work.stat().st_mode & 0o777 == 0o700


def test_a_champion_gets_the_lesson_and_its_scheme_and_nothing_else(journey: Journey) -> None:
    assert journey.fetched == ["lesson.ipynb", "questions.json"]


def _grades(journey: Journey) -> list[list[Any]]:
    return equality.rows(journey.work)["grades"]


def test_all_right_answers_get_full_marks_though_they_stood_in_the_small_file_alone(
    journey: Journey,
) -> None:
    scheme = load_scheme(people.COURSE / "solutions" / MODULE)
    wanted = {question.id: question.out_of for question in scheme.marked}
    assert {row[0] for row in _grades(journey)} == {journey.champion.known_as}
    given = {row[3]: row[4] for row in _grades(journey) if not row[7]}
    assert {step: given.get(step) for step in wanted} == wanted


def test_words_from_forms_stand_where_a_person_scores_them(journey: Journey) -> None:
    waiting = {row[3] for row in _grades(journey) if row[7]}
    assert waiting == {"chart-reading-words", "reflection-words"}
    marked = journey.work / "autograded" / journey.champion.known_as / MODULE / "lesson.ipynb"
    texts = {cell["id"]: "".join(cell["source"]) for cell in _cells(marked)}
    for step in waiting:
        assert "I went and counted &lt;all&gt; of them." in texts[step]


@pytest.mark.needs("bubblewrap")
def test_our_own_marking_gives_the_same_marks(
    journey: Journey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from champions.marking.cohort import mark_folder

    monkeypatch.delenv("CHAMPIONS_HOME", raising=False)
    shutil.copytree(journey.lesson, tmp_path / "inbox" / journey.champion.known_as / MODULE)
    shutil.rmtree(tmp_path / "inbox" / journey.champion.known_as / MODULE / "feedback")
    mark_folder(tmp_path / "inbox", tmp_path / "out", people.COURSE, say=lambda _: None)
    assert equality.rows(tmp_path / "out")["grades"] == _grades(journey)


def test_the_formgrader_lists_opens_and_makes(journey: Journey) -> None:
    listed = {one["name"]: one for one in json.loads(journey.pages["lessons"])}
    assert listed[MODULE]["status"] == "released"
    assert len(listed) == 18
    assert "formgrader" in journey.pages["page"].lower()
    assert [one["student"] for one in json.loads(journey.pages["submissions"])] == [
        journey.champion.known_as
    ]
    assert "I went and counted" in journey.pages["submission"]
    made = json.loads(journey.pages["made again"])
    assert made["success"], made


def test_feedback_folders_hold_the_page_alone_and_it_comes_back(journey: Journey) -> None:
    made = journey.work / "feedback" / journey.champion.known_as / MODULE
    names = sorted(path.name for path in made.iterdir())
    assert names == ["lesson.html", "submission_secret.txt", "timestamp.txt"]
    (came,) = journey.lesson.rglob("feedback/*/*")
    assert came.name == "lesson.html"
    assert came.read_bytes() == (made / "lesson.html").read_bytes()


def test_the_table_of_marks_is_in_the_work_folder(journey: Journey) -> None:
    lines = (journey.work / "grades.csv").read_text(encoding="utf-8").splitlines()
    head = lines[0].split(",")
    rows = [dict(zip(head, line.split(","), strict=True)) for line in lines[1:]]
    (row,) = [one for one in rows if one["assignment"] == MODULE and float(one["raw_score"])]
    assert row["student_id"] == journey.champion.known_as
    assert float(row["raw_score"]) == sum(row[4] or 0 for row in _grades(journey))


def test_a_fetched_lesson_finds_the_course_by_what_the_guide_says(journey: Journey) -> None:
    lines = re.findall(
        r"^([A-Z_]+)=(/srv/course\S*)$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE
    )
    told = {name: value.replace("/srv/course", str(journey.course)) for name, value in lines}
    assert set(told) == {"CHAMPIONS_HOME", "PYTHONPATH"}
    look = "import champions; print(len(champions.load('befriending-waits')), champions.__file__)"
    code = f"python -c {shlex.quote(look)}"
    said = replace(journey.champion, more=told).types(code, journey.lesson)
    table = (people.COURSE / "datasets" / "befriending-waits" / "data.csv").read_text(
        encoding="utf-8"
    )
    assert int(said.split()[0]) == len(table.splitlines()) - 1
    assert said.split()[1].startswith(str(journey.course))


def test_the_gradebook_is_the_one_that_our_commands_read(journey: Journey) -> None:
    with contextlib.closing(sqlite3.connect(journey.work / "gradebook.db")) as book:
        assert book.execute("select id from course where id != 'default_course'").fetchall() == [
            ("champions",)
        ]
