"""The course on a JupyterHub, as docs/adopters/jupyterhub.md tells it: from a fetched lesson to feedback.

A champion and a trainer are users of this computer, and the hub is started with the config that is
shipped. Nothing here has settings of its own but names, ports and folders.
"""

from __future__ import annotations

import json
import re
import secrets
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import browser as window
import equality
import hubs
import pandas as pd
import pytest
from hubs import told

from champions.questions.answers import SIDECAR, recover
from champions.questions.scheme import load_scheme

COURSE = Path(__file__).resolve().parents[2]
LESSON = "06-run-charts"
#: Names that nobody on this computer has, also when the tests are run twice at once.
CHAMPION, SECOND, TRAINER = (f"{name}-{secrets.token_hex(3)}" for name in ("lena", "musa", "toby"))
#: What the champion thinks, in words that no other file holds.
THOUGHT = "My neighbour waited longest, in week nine."

IN_ORDER = True
COVERS = (
    "deploy/jupyterhub/*.py",
    "deploy/jupyterhub/settings/*/*",
    "docs/adopters/jupyterhub.md",
    "locks/hub.txt",
    "modules/06-run-charts/*",
    "nbgrader_config.py",
    "src/champions/install/*.py",
    "src/champions/nbgrader/*.py",
    "tests/browser.py",
    "tests/hubs.py",
)
pytestmark = [
    pytest.mark.needs("bubblewrap", "node", "npm"),
    pytest.mark.skipif(bool(hubs.what_is_missing()), reason=f"no hub: {hubs.what_is_missing()}"),
]


@pytest.fixture(scope="module")
def hub() -> Iterator[hubs.Hub]:
    with hubs.running([CHAMPION, SECOND], [TRAINER]) as hub:
        for folder in ("champions", "stock"):
            hub.give_course(TRAINER, folder)
        yield hub


class Story:
    """A lesson on its way: released, fetched, answered, handed in twice, marked, and sent back."""

    def __init__(self, hub: hubs.Hub) -> None:
        self.hub = hub
        with ThreadPoolExecutor() as at_once:
            self.trainer, self.champion = at_once.map(hub.person, (TRAINER, CHAMPION))
        terminal = self.trainer.terminal()
        for line in told("To give out a lesson:"):
            terminal.run(line)
        self.listed = self.champion.ask("GET", "assignments?course_id=champions")["value"]
        self.champion.assignments("fetch", LESSON)
        self.fetched = sorted(path.name for path in self.lesson.iterdir())
        self.champion.assignments("submit", LESSON)  # by mistake, before anything was answered
        self._answer()
        self.champion.assignments("submit", LESSON)
        self.inbound = hub.exchange / "champions" / "inbound"
        self.handed_in = sorted(self.inbound.iterdir())
        self._mark()

    @property
    def lesson(self) -> Path:
        return self.champion.home / LESSON

    def _answer(self) -> None:
        self.page = page = self.champion.open(f"{LESSON}/lesson.ipynb")
        page.start_lesson()
        scheme: Any = load_scheme(COURSE / "solutions" / LESSON)
        self._choose("two-numbers", scheme["two-numbers"].options["little"])
        self._choose("middle-line", scheme["middle-line"].options["mean"])  # not right
        box, *_ = self._boxes("useful-points")
        page.change(box, value=str(scheme["useful-points"].right_answer()))
        words, *_ = self._boxes(_cell_that_asks("reflection"))
        page.change(words, value=THOUGHT)
        page.cell("middle-in-code-answer")["source"] = 'middle_line = first_20["days"].median()'
        page.run(page.cell("middle-in-code-answer"))
        page.run(page.cell("middle-in-code"))
        self.table = page.value('load("befriending-waits").shape')
        self.data_from = page.value("str(__import__('champions.data').data.course_folder())")
        page.save()

    def _choose(self, question: str, words: str) -> None:
        form = self.page.form(question)
        (button,) = (key for key, one in form.items() if one.get("description", "").endswith(words))
        self.page.change(button, value=True)

    def _boxes(self, cell: str) -> list[str]:
        """The places to type in, then the buttons."""
        form = self.page.form(cell)
        kinds = ("TextModel", "TextareaModel", "ButtonModel")
        return [key for kind in kinds for key, one in form.items() if one["_model_name"] == kind]

    def _mark(self) -> None:
        # A line on which nobody listens for long is closed, so it is another terminal than before.
        run = self.trainer.terminal().run
        for line in told("To collect, mark and give feedback:"):
            run(line)
        self.champion.assignments("fetch_feedback", LESSON)
        self.feedback = self._feedback()
        (line,) = told("To mark what was sent without collecting it first:")
        here = line.replace("/srv/nbgrader/exchange", str(self.hub.exchange))
        self.said = run(f"{here} --out ~/from-the-exchange")
        run("cd ~/stock")
        run(f"nbgrader generate_assignment {LESSON} --force")
        run(f"nbgrader collect {LESSON}")
        run(f"nbgrader autograde --create {LESSON}")
        run(f"nbgrader generate_feedback {LESSON}")
        run(f"nbgrader release_feedback {LESSON}")
        self.champion.assignments("fetch_feedback", LESSON)
        self.stock_feedback = self._feedback()

    def _feedback(self) -> str:
        (page,) = (self.lesson / "feedback").glob("*/lesson.html")
        return page.read_text(encoding="utf-8")

    def rows(self, *folder: str) -> dict[str, list[list[Any]]]:
        """The marks in a gradebook of the trainer's."""
        return equality.rows(self.trainer.home.joinpath(*folder))


def _cell_that_asks(question: str) -> str:
    """The id of the cell of a question without marks: it goes by its place in the lesson."""
    path = COURSE / "modules" / LESSON / "lesson.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    (found,) = (cell["id"] for cell in cells if f'check("{question}")' in "".join(cell["source"]))
    return str(found)


@pytest.fixture(scope="module")
def story(hub: hubs.Hub) -> Story:
    return Story(hub)


def test_a_champion_finds_the_lesson_that_the_trainer_has_released(story: Story) -> None:
    assert [(one["assignment_id"], one["status"]) for one in story.listed] == [(LESSON, "released")]
    assert story.fetched == ["lesson.ipynb", "questions.json"]


def test_a_fetched_lesson_finds_its_data_from_a_home_folder(story: Story) -> None:
    here = pd.read_csv(COURSE / "datasets" / "befriending-waits" / "data.csv")
    assert story.table == str(here.shape)
    assert story.data_from == repr(str(story.hub.course))


def test_answers_are_kept_in_the_outputs_and_beside_the_lesson(story: Story) -> None:
    beside = json.loads((story.lesson / SIDECAR).read_text(encoding="utf-8"))["answers"]
    notebook = json.loads((story.lesson / "lesson.ipynb").read_text(encoding="utf-8"))
    inside = recover(notebook, LESSON).to_dict()["answers"]
    assert beside["two-numbers"]["answer"] == inside["two-numbers"]["answer"] == "little"
    assert THOUGHT in json.dumps(beside)
    assert THOUGHT in json.dumps(inside)


def test_work_is_handed_in_as_the_person_who_did_it(story: Story) -> None:
    assert len(story.handed_in) == 2
    for folder in story.handed_in:
        assert re.fullmatch(rf"{CHAMPION}\+{LESSON}\+20.*\+\S+", folder.name)
        assert folder.owner() == CHAMPION
    assert (story.handed_in[-1] / SIDECAR).is_file()


def test_the_newest_of_one_person_counts(story: Story) -> None:
    assert story.handed_in[-1].name in story.said.replace("\r\n", "")
    assert "There were 2 files. The newest was marked" in story.said


def test_our_marks_are_the_same_from_the_exchange_and_as_collected(story: Story) -> None:
    grades = story.rows("champions", "work")["grades"]
    given = {row[3]: row[4] for row in grades}
    assert {row[0] for row in grades} == {CHAMPION}
    assert (given["two-numbers"], given["middle-line"], given["middle-in-code"]) == (1, 0, 1)
    assert given["useful-points"] == 1
    assert story.rows("from-the-exchange") == story.rows("champions", "work")


def test_stock_nbgrader_gives_the_same_marks(story: Story) -> None:
    grades = story.rows("stock", "work")["grades"]
    assert sum(row[4] or 0 for row in grades) >= 3
    assert grades == story.rows("champions", "work")["grades"]


def test_the_feedback_of_either_comes_back_to_the_champion(story: Story) -> None:
    assert "What to try next" in story.feedback
    assert THOUGHT in story.feedback
    assert "What to try next" not in story.stock_feedback
    assert "(Score: " in story.stock_feedback


def test_a_champion_has_no_tools_of_trainers_and_no_way_into_anothers_server(story: Story) -> None:
    for path in ("formgrader", "api/terminals"):
        assert story.champion.browser.get(f"{story.champion.address}/{path}").status_code == 404
        assert story.trainer.browser.get(f"{story.trainer.address}/{path}").ok
    assert story.champion.browser.get(f"{story.trainer.address}/api/contents/").status_code == 403


def test_a_champion_can_look_at_no_answers_and_at_nobodys_work(story: Story) -> None:
    marks = story.trainer.home / "champions" / "work" / "gradebook.db"
    assert marks.is_file()
    course = story.hub.course
    answers = course / "tests" / "answers" / f"{LESSON}.yml"
    state = story.hub.state
    shut = [course / "solutions", course / ".git", answers, story.inbound, marks, state]
    assert all(one.exists() for one in shut)
    paths = [str(one) for one in (*shut, course / "modules")]
    readable = f"[__import__('os').access(path, 4) for path in {paths}]"
    page = story.champion.open(f"{LESSON}/lesson.ipynb")
    assert page.value(readable) == str([False] * len(shut) + [True])


def test_a_trainers_copy_has_nothing_of_what_the_server_keeps(story: Story) -> None:
    kept = [path.name for path in story.hub.state.iterdir()]
    assert {"cookie-secret", "jupyterhub.sqlite"} <= set(kept)
    assert story.hub.state.stat().st_mode & 0o077 == 0  # it was open before the hub was started
    own = story.trainer.home / "stock"
    assert (own / "solutions" / LESSON / "lesson.ipynb").is_file()
    assert [p.name for p in own.iterdir() if p.name.startswith((".state", ".venv"))] == []
    assert (story.hub.course / ".state").is_dir()
    assert not [p for p in own.rglob("*") if p.name in {"cookie-secret", "jupyterhub.sqlite"}]
    assert not [p for p in story.hub.course.rglob("*") if p.name == "cookie-secret"]


def test_the_pages_line_for_a_trainers_copy_leaves_out_what_the_server_made(tmp_path: Path) -> None:
    course, own = tmp_path / "course", tmp_path / "own"
    made = (".state/jupyterhub/cookie-secret", ".venv-hub/pyvenv.cfg", "work/gradebook.db")
    kept = (
        "start.py",
        ".gitignore",
        "src/champions/work/a.py",
        "modules/06-run-charts/lesson.ipynb",
    )
    for name in (*made, *kept):
        (course / name).parent.mkdir(parents=True, exist_ok=True)
        (course / name).write_text("words", encoding="utf-8")
    own.mkdir()
    _mkdir, copying, _chown = told("be called `champions`, because marks are kept in it:")
    here = copying.replace("/home/toby/champions", str(own)).replace("/srv/champions", str(course))
    subprocess.run(["bash", "-c", here], check=True)
    copied = {path.relative_to(own).as_posix() for path in own.rglob("*") if path.is_file()}
    assert copied == set(kept)


def test_a_missing_group_is_said_in_a_sentence_before_the_hub_starts(tmp_path: Path) -> None:
    config = str(COURSE / "deploy" / "jupyterhub" / "jupyterhub_config.py")
    load = f"import builtins, runpy; builtins.get_config = lambda: None; runpy.run_path({config!r})"
    for variable in ("CHAMPIONS_GROUP", "CHAMPIONS_TRAINER_GROUP"):
        there = {"CHAMPIONS_GROUP": "root", "CHAMPIONS_TRAINER_GROUP": "root"}
        there |= {variable: "nobody-made-this-group", "CHAMPIONS_HUB_STATE": str(tmp_path / "s")}
        there |= {"PYTHONPATH": str(COURSE / "src")}
        command = [sys.executable, "-c", load]
        done = subprocess.run(command, env=there, capture_output=True, text=True, check=False)
        assert done.returncode != 0
        assert "no group called nobody-made-this-group" in done.stderr
        assert variable in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.browser
def test_the_page_is_the_courses_own_and_the_list_of_lessons_can_be_reached(story: Story) -> None:
    with window.chromium() as chromium:
        page = window.new_page(chromium, window.DESKTOP)
        page.goto(f"{story.hub.address}/hub/login?next=%2Fhub%2Fspawn")
        page.get_by_label("Username").fill(SECOND)
        page.get_by_label("Password").fill(story.hub.passwords[SECOND])
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("menuitem", name="Nbgrader").click(timeout=120_000)
        page.get_by_role("menuitem", name="Assignment List").click()
        page.get_by_role("button", name="Fetch").click()
        page.get_by_role("button", name="Submit").wait_for()
        address = f"{story.hub.address}/user/{SECOND}/notebooks/{LESSON}/lesson.ipynb"
        window.open_lesson(page, address)
        for name in ("Start lesson", "Run this step", "Save", "Get my file", "All lessons"):
            assert window.button(page, name).is_visible()
        assert not page.get_by_role("menubar").locator("visible=true").count()
        window.start_lesson(page)
        page.get_by_text("Too little: you need to see the weeks in order").click()
        page.get_by_text("Two averages hide the order of the weeks.").wait_for()
        # Forms and steps take turns: side by side, a press could overtake a choice.
        kernel = story.hub.person(SECOND).open(f"{LESSON}/lesson.ipynb")
        side = 'sum("subshell" in t.name.lower() for t in __import__("threading").enumerate())'
        assert kernel.value("'first_20' in globals()") == "True"  # the lesson that was started
        assert kernel.value(side) == "0"
