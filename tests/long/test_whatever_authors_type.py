"""Lessons and questions with 600 odd changes: each slip is told with its file and line, and nothing fails.

Each change tries 120 in test_author_slips.
"""

from __future__ import annotations

from test_author_slips import (  # noqa: F401 - these tests are run again, with more examples
    EXAMPLES,
    course,
    test_a_lesson_that_is_changed_anywhere_is_told_and_never_fails,
    test_a_real_question_that_is_changed_is_told_and_never_fails,
    test_any_text_between_the_fences_is_told_and_never_fails,
)

COVERS = (
    "solutions/*/lesson.md",
    "src/champions/activities/*/*.py",
    "src/champions/authoring/*.py",
    "src/champions/place.py",
    "src/champions/questions/**/*.py",
    "src/champions/typed.py",
    "tests/author_slips.py",
    "tests/test_author_slips.py",
)


def test_so_many_are_tried() -> None:
    assert EXAMPLES == 200
