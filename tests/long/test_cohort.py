"""A whole cohort through stock nbgrader: right marks for honest work, and a plain reason for the rest.

What each learner did, and what marking must give, stands in tests/cohort, one recipe each. The
cohort is marked once for each class of tests; so each class may go to a process of its own.
"""

from __future__ import annotations

import csv
import hashlib
import html
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

import make_cohort
import pytest
from browser import DESKTOP, PHONE, axe, chromium, new_page
from make_cohort import HOME, MODULE, Recipe, recipes
from nbgrader.api import Gradebook

from champions.marking.cohort import SOME_NOT_MARKED, CohortResult, mark_folder
from champions.questions import Marked as MarkedQuestion
from champions.questions.scheme import load_scheme

#: A whole cohort through stock nbgrader takes a minute and more.
pytestmark = pytest.mark.slow
COVERS = (
    "src/champions/marking/**/*.py",
    "src/champions/nbgrader/**/*.py",
    "src/champions/questions/**/*.py",
    "tests/cohort/**/*",
    "tests/make_cohort.py",
)

#: Seconds that one step may run. The longest step takes 3 on a free machine; tests run side by side.
SECONDS_PER_CELL = 25

#: Learners whose own code changes how the run goes. The others are refused, or mended before it.
CODE = [one for one in recipes() if "line" in one.raw or one.name == "own-cells"]
FILES = [one for one in recipes() if one not in CODE]


@dataclass
class Cohort:
    """A marked cohort: what was sent, what came of it."""

    inbox: Path
    out: Path
    marked: CohortResult
    said: list[str]
    sent: dict[str, str]
    rows: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    def page(self, recipe: Recipe) -> Path:
        return self.out / "feedback" / recipe.folder / f"{MODULE}.html"

    def learner(self, recipe: Recipe) -> dict[str, str]:
        (row,) = [
            r for r in table(self.out / "marks-by-learner.csv") if r["learner"] == recipe.folder
        ]
        return row


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def mark(folder: Path, which: list[Recipe]) -> Cohort:
    inbox, out = folder / "received", folder / "work"
    kitchen = make_cohort.Kitchen(HOME)
    for recipe in which:
        kitchen.send(recipe, inbox)
    sent = digests(inbox)
    said: list[str] = []
    marked = mark_folder(
        inbox, out, HOME, seconds_per_cell=SECONDS_PER_CELL, stock=True, say=said.append
    )
    rows = {(r["learner"], r["question"]): r for r in table(out / "marks-by-question.csv")}
    return Cohort(inbox, out, marked, said, sent, rows)


def each(which: list[Recipe], *, refused: bool) -> pytest.MarkDecorator:
    chosen = [one for one in which if ("refused" in one.expect) == refused]
    return pytest.mark.parametrize("recipe", chosen, ids=[one.name for one in chosen])


SCHEME = load_scheme(HOME / "solutions" / MODULE)
QUESTIONS = [q for q in SCHEME.questions if isinstance(q, MarkedQuestion)]


def expected_points(recipe: Recipe) -> dict[str, float | None]:
    """Points for each marked question: in full, unless the recipe says otherwise."""
    expect = recipe.expect
    full: dict[str, float | None] = {q.id: q.points for q in QUESTIONS}
    if expect.get("stretch") == 0:
        full |= {q.id: 0 for q in QUESTIONS if q.stretch}
    if expect.get("core", "all") != "all":
        answered = recipe.raw.get("answer", {})
        full |= {q.id: 0 for q in QUESTIONS if not q.stretch and q.id not in answered}
    return {**full, **expect.get("points", {}), **dict.fromkeys(expect.get("open", []))}


def visible(path: Path) -> str:
    text = path.read_text(encoding="utf-8").split("</head>")[1]
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)))


def check_marks(cohort: Cohort, recipe: Recipe) -> None:
    """The table, nbgrader's gradebook and the recipe agree, question by question."""
    got = {q.id: cohort.rows[recipe.folder, q.id]["points"] for q in QUESTIONS}
    wanted = expected_points(recipe)
    assert got == {name: "" if p is None else f"{p:g}" for name, p in wanted.items()}
    with Gradebook(f"sqlite:///{cohort.out / 'gradebook.db'}") as book:
        notebook = book.find_submission_notebook("lesson", MODULE, recipe.folder)
        assert {g.name: g.auto_score for g in notebook.grades if g.name in wanted} == wanted
    core = sum(wanted[q.id] or 0 for q in QUESTIONS if not q.stretch)
    row = cohort.learner(recipe)
    assert float(row["core_points"]) == pytest.approx(core)
    assert row["steps_open"].split() == recipe.expect.get("open", [])
    if recipe.expect.get("core", "all") != "all":
        assert core == recipe.expect["core"]
    for name, said in recipe.expect.get("misconceptions", {}).items():
        assert cohort.rows[recipe.folder, name]["misconceptions"] == said


def check_words(cohort: Cohort, recipe: Recipe) -> None:
    """Notes for the trainer, words on the page, and what waits for a person."""
    notes = cohort.learner(recipe)["notes"]
    wanted = recipe.expect.get("notes", [])
    assert [one for one in wanted if one not in notes] == []
    assert bool(notes) == bool(wanted)
    shown = visible(cohort.page(recipe))
    assert [one for one in recipe.expect.get("says", []) if one not in shown] == []
    waits = cohort.rows[recipe.folder, "reflection"]["needs_a_person"]
    assert waits == ("to be read" if recipe.expect.get("words_wait", True) else "")


def check_refused(cohort: Cohort, recipe: Recipe) -> None:
    """A reason, and no mark anywhere: not in the tables, not in the gradebook, no page."""
    told = [one for one in cohort.marked.refused if one.place.startswith(f"{recipe.folder}/")]
    assert {one.code for one in told} == {recipe.expect["refused"]}
    assert all(one.reason.endswith(".") and one.advice.endswith(".") for one in told)
    assert not [learner for learner, _ in cohort.rows if learner == recipe.folder]
    assert not cohort.page(recipe).exists()
    with Gradebook(f"sqlite:///{cohort.out / 'gradebook.db'}") as book:
        assert recipe.folder not in {student.id for student in book.students}


def test_every_recipe_says_what_the_learner_did_and_what_must_come_of_it() -> None:
    for recipe in recipes():
        assert recipe.raw["about"].endswith(".")
        assert recipe.expect
    assert len(recipes()) > 25


def test_the_same_recipes_make_the_same_bytes(tmp_path: Path) -> None:
    make_cohort.make(tmp_path / "a")
    make_cohort.make(tmp_path / "b")
    assert digests(tmp_path / "a") == digests(tmp_path / "b")


class TestFiles:
    """Files that arrive whole, broken, changed, or under odd names."""

    @pytest.fixture(scope="class")
    @classmethod
    def cohort(cls, tmp_path_factory: pytest.TempPathFactory) -> Cohort:
        return mark(tmp_path_factory.mktemp("files"), FILES)

    @each(FILES, refused=False)
    def test_marks(self, cohort: Cohort, recipe: Recipe) -> None:
        check_marks(cohort, recipe)

    @each(FILES, refused=False)
    def test_words(self, cohort: Cohort, recipe: Recipe) -> None:
        check_words(cohort, recipe)

    @each(FILES, refused=True)
    def test_not_marked(self, cohort: Cohort, recipe: Recipe) -> None:
        check_refused(cohort, recipe)

    def test_what_learners_sent_is_as_it_was(self, cohort: Cohort) -> None:
        assert digests(cohort.inbox) == cohort.sent

    def test_scripts_can_tell_that_something_is_not_marked(self, cohort: Cohort) -> None:
        assert cohort.marked.exit_code == SOME_NOT_MARKED
        report = json.loads((cohort.out / "report.json").read_text(encoding="utf-8"))
        listed = table(cohort.out / "not-marked.csv")
        assert [row["code"] for row in listed] == [row["code"] for row in report["not_marked"]]
        assert len(listed) == len(cohort.marked.refused) > 5

    def test_progress_and_reasons_are_said(self, cohort: Cohort) -> None:
        marking = [line for line in cohort.said if line.startswith("Marking ")]
        assert marking[0].startswith(f"Marking 1 of {len(marking)}")
        told = [line for line in cohort.said if line.startswith("- ")]
        assert len(told) == len(cohort.marked.refused)
        assert all("not marked, because " in line for line in told)

    def test_nothing_of_the_trainers_got_in_through_a_link(self, cohort: Cohort) -> None:
        exemplar = "for people who asked for a befriender, 44 weeks."
        worked = HOME / "solutions" / MODULE / "lesson.ipynb"
        assert exemplar in worked.read_text(encoding="utf-8")
        pages = [*(cohort.out / "feedback").rglob("*"), *(cohort.out / "submitted").rglob("*")]
        leaked = [p for p in pages if p.is_file() and exemplar in p.read_text(encoding="utf-8")]
        assert {path.relative_to(cohort.out).parts[1] for path in leaked} <= {"passes-all"}

    def test_a_page_holds_no_scheme_and_no_neighbour(self, cohort: Cohort) -> None:
        folder = cohort.out / "feedback"
        assert {path.suffix for path in folder.rglob("*") if path.is_file()} == {".html"}
        names = {recipe.folder for recipe in FILES}
        untouched = (folder / "untouched" / f"{MODULE}.html").read_text(encoding="utf-8")
        for question in QUESTIONS:
            for secret in (
                question.praise,
                question.step,
                *(miss.hint for miss in question.misses),
            ):
                assert html.escape(secret) not in untouched
            for miss in question.misses:
                assert miss.name not in untouched
        for path in folder.rglob("*.html"):
            others = names - {path.parent.name}
            shown = visible(path)
            assert [name for name in others if name in shown and "-" in name] == []

    def test_marking_again_changes_nothing_and_runs_nothing(self, cohort: Cohort) -> None:
        before = digests(cohort.out)
        said: list[str] = []
        again = mark_folder(cohort.inbox, cohort.out, HOME, stock=True, say=said.append)
        assert digests(cohort.out) == before
        assert again.exit_code == SOME_NOT_MARKED
        assert len([line for line in said if "marked already" in line]) == len(again.results)

    def test_the_originals_are_kept_byte_for_byte(self, cohort: Cohort) -> None:
        kept = {
            hashlib.sha256(p.read_bytes()).hexdigest()
            for p in (cohort.out / "originals").rglob("*.ipynb")
        }
        assert cohort.sent["bom/lesson (1).ipynb"] in kept

    @pytest.mark.parametrize("size", [DESKTOP, PHONE])
    def test_a_page_opens_in_a_browser_and_passes_axe(
        self, cohort: Cohort, size: tuple[int, int]
    ) -> None:
        with chromium() as browser:
            for name in ("passes-all", "half-done", "untouched"):
                page = new_page(browser, size)
                page.goto((cohort.out / "feedback" / name / f"{MODULE}.html").as_uri())
                assert (
                    page.get_by_role("heading", level=1).inner_text() == "Your feedback: Run charts"
                )
                assert axe(page) == {}
                assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


class TestCode:
    """Learners whose code warns, stops, never ends, or does harm."""

    @pytest.fixture(scope="class")
    @classmethod
    def cohort(cls, tmp_path_factory: pytest.TempPathFactory) -> Cohort:
        return mark(tmp_path_factory.mktemp("code"), CODE)

    @each(CODE, refused=False)
    def test_marks(self, cohort: Cohort, recipe: Recipe) -> None:
        check_marks(cohort, recipe)

    @each(CODE, refused=False)
    def test_words(self, cohort: Cohort, recipe: Recipe) -> None:
        check_words(cohort, recipe)

    def test_a_step_without_a_mark_is_told_to_scripts(self, cohort: Cohort) -> None:
        assert not cohort.marked.refused
        assert cohort.marked.exit_code == SOME_NOT_MARKED

    def test_script_in_words_does_nothing(self, cohort: Cohort) -> None:
        with chromium() as browser:
            page = new_page(browser, DESKTOP)
            asked: list[str] = []
            page.on("request", lambda request: asked.append(request.url))
            path = cohort.out / "feedback" / "script-in-words" / f"{MODULE}.html"
            page.goto(path.as_uri())
            assert page.title() == "Your feedback: Run charts"
            assert page.locator("script, img, iframe").count() == 0
            assert asked == [path.as_uri()]

    def test_words_are_text_in_the_trainers_view_too(self, cohort: Cohort) -> None:
        path = cohort.out / "autograded" / "script-in-words" / MODULE / "lesson.ipynb"
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        words = ["".join(c["source"]) for c in cells if c["cell_type"] == "markdown"]
        assert any("&lt;script&gt;" in text for text in words)
        assert not any("<script" in text or "<svg" in text for text in words)
