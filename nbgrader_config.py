"""nbgrader's settings for this course. ``champions`` commands read them too."""

from pathlib import Path

c = get_config()  # noqa: F821 - nbgrader puts this name here

root = Path(__file__).resolve().parent
c.CourseDirectory.root = str(root)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "modules"
c.CourseDirectory.submitted_directory = "work/submitted"
c.CourseDirectory.autograded_directory = "work/autograded"
c.CourseDirectory.feedback_directory = "work/feedback"
# Any SQLAlchemy address will do; PostgreSQL suits many trainers.
c.CourseDirectory.db_url = f"sqlite:///{root / 'work' / 'gradebook.db'}"
# A release holds the lesson and its marking scheme, and nothing else that lies beside them.
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints", "*.pyc", "__pycache__", "*.md", "my-answers.json", ".my-answers-*",
]  # fmt: skip

c.ClearSolutions.code_stub = {"python": '# Change the line above. Then press "Run this step".'}
c.ClearSolutions.text_stub = (
    "*When you send your work, the words you typed above are put here for your trainer. "
    "They are not read straight away.*"
)
# A step that was deleted by accident is put back, so that the rest can be marked.
c.OverwriteCells.add_missing_cells = True
# Nothing is taken off for work that comes late.
c.AssignLatePenalties.plugin_class = "nbgrader.plugins.LateSubmissionPlugin"
