"""Stock nbgrader marks every lesson: the worked one earns all points, an untouched one none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from browser import COURSE as ROOT
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory

from champions.marking.course import Course, working_in
from champions.questions import answers

pytestmark = pytest.mark.slow
COVERS = (
    "modules/*/*",
    "nbgrader_config.py",
    "solutions/*/lesson.ipynb",
    "solutions/*/questions.json",
    "src/champions/activities/**/*.py",
    "src/champions/charts/**/*.py",
    "src/champions/lesson/*.py",
    "src/champions/nbgrader/**/*.py",
    "src/champions/own_data/*.py",
    "src/champions/questions/**/*.py",
)
LESSONS = sorted(path.parent.name for path in ROOT.glob("solutions/*/lesson.md"))


@pytest.mark.parametrize("module", LESSONS)
def test_stock_nbgrader_gives_the_worked_lesson_all_points_and_an_untouched_one_none(
    module: str, tmp_path: Path
) -> None:
    course = Course(ROOT, tmp_path / "work")
    lesson = course.lesson(module)
    worked = json.loads((ROOT / "solutions" / module / "lesson.ipynb").read_text("utf-8"))
    for learner, notebook in (("worked", worked), ("untouched", lesson.released)):
        folder = course.out / "submitted" / learner / module
        folder.mkdir(parents=True)
        (folder / "lesson.ipynb").write_text(json.dumps(notebook), "utf-8")
        answers.save(answers.recover(notebook, module), folder)
    config = course.config()
    config.CourseDirectory.assignment_id = module
    with working_in(ROOT):
        Autograde(coursedir=CourseDirectory(config=config), config=config).start()
    with Gradebook(course.gradebook) as gradebook:
        for learner, share in (("worked", 1), ("untouched", 0)):
            book = gradebook.find_submission_notebook("lesson", module, learner)
            marks = {
                g.name: (g.auto_score, g.max_score)
                for g in book.grades
                if g.cell.cell_type == "code"
            }
            assert marks == {name: (most * share, most) for name, (_, most) in marks.items()}
            assert {q.id for q in lesson.scheme.marked} == set(marks)
