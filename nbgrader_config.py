"""nbgrader's settings for this course: for its own commands, its formgrader and ``champions`` commands.

Leave this file as it is. Settings of your own go into a file beside it that git does not keep,
nbgrader_local.py, and win over these. docs/trainers/stock-nbgrader.md says how it is all used.
"""

import contextlib
import os
import sys
from pathlib import Path

c = get_config()  # noqa: F821 - nbgrader puts this name here

root = Path(__file__).resolve().parent
work = root / "work"


def _first(path: Path, places: str) -> str:
    """A list of places, as the system keeps it, with this one first."""
    rest = [place for place in places.split(os.pathsep) if place and place != str(path)]
    return os.pathsep.join([str(path), *rest])


# nbgrader, and each lesson that it runs, find the course's library and its data.
if (root / "src" / "champions").is_dir():
    sys.path[:0] = [str(root / "src")] if str(root / "src") not in sys.path else []
    os.environ["PYTHONPATH"] = _first(root / "src", os.environ.get("PYTHONPATH", ""))
os.environ["CHAMPIONS_HOME"] = str(root)
# nbgrader makes a new gradebook with the program alembic, which lies beside this Python.
os.environ["PATH"] = _first(Path(sys.executable).parent, os.environ.get("PATH", os.defpath))

# The name of the course in the exchange. Where the exchange is, is told in one place for everybody
# on a server; nbgrader's own place is used when nothing is said.
c.CourseDirectory.course_id = "champions"
c.CourseDirectory.root = str(root)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "modules"
c.CourseDirectory.submitted_directory = "work/submitted"
c.CourseDirectory.autograded_directory = "work/autograded"
c.CourseDirectory.feedback_directory = "work/feedback"
c.CourseDirectory.solution_directory = "work/solution"
c.CourseDirectory.source_with_tests_directory = "work/source_with_tests"
# Any SQLAlchemy address will do; PostgreSQL suits many trainers. A server may name one for them.
c.CourseDirectory.db_url = (
    os.environ.get("CHAMPIONS_GRADEBOOK") or f"sqlite:///{work / 'gradebook.db'}"
)
c.ExportPlugin.to = str(work / "grades.csv")
with contextlib.suppress(OSError):  # people who only look may not be able to write here
    work.mkdir(mode=0o700, exist_ok=True)  # what is in it concerns people
# What is never copied, by any command. Answers (my-answers.json) are not among it: a learner's have
# to be collected. The classes of champions.nbgrader.stock keep the author's where they are.
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "*.md", "facts.py",
    ".my-answers-*",
]  # fmt: skip

# By name, so that a command that has no use for them does not load them.
c.GenerateAssignment.exporter_class = "champions.nbgrader.stock.LearnersCopy"
c.ExchangeFactory.release_assignment = "champions.nbgrader.stock.ReleaseAssignment"
c.ExchangeFactory.release_feedback = "champions.nbgrader.stock.ReleaseFeedback"
c.Autograde.sanitize_preprocessors = [
    "champions.nbgrader.stock.RestoreAnswers",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "champions.nbgrader.stock.WordsInCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    "nbgrader.preprocessors.Execute",
    "champions.nbgrader.stock.MarkKeptBack",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.GenerateFeedback.exporter_class = "champions.nbgrader.stock.FeedbackPage"

c.ClearSolutions.code_stub = {"python": '# Change the line above. Then press "Run this step".'}
c.ClearSolutions.text_stub = (
    "*When you send your work, the words you typed above are put here for your trainer. "
    "They are not read straight away.*"
)
# A step that was deleted by accident is put back, so that the rest can be marked.
c.OverwriteCells.add_missing_cells = True
# Nothing is taken off for work that comes late.
c.AssignLatePenalties.plugin_class = "nbgrader.plugins.LateSubmissionPlugin"

load_subconfig("nbgrader_local.py", path=str(root))  # noqa: F821 - and this name; it may be missing
