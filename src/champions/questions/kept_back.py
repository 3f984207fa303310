"""A lesson's questions without what is right in those that a programme keeps to itself.

They go to learners when lessons are built, and into the jail when lessons are marked: nothing that
a learner's code can read tells the answer. The trainer's own file marks it afterwards.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from champions.questions import compiled, python_scheme
from champions.questions.answers import SIDECAR
from champions.questions.scheme import Scheme, load_scheme

#: Files of somebody who tried a lesson where it is kept: no copy of the lesson takes them along.
PRIVATE = (SIDECAR, ".my-answers-*", "my-answers-kept-*")


def learners_copy(scheme: Path, module: str) -> str:
    """The learners' copy of a lesson's questions, which is known to tell nothing.

    Args:
        scheme: the author's file, as :func:`champions.questions.scheme.scheme_in` gives it.
        module: the lesson's name.

    Raises:
        ValueError: when it cannot be read, or what is kept back can still be read in the copy.
    """
    text = scheme.read_text(encoding="utf-8")
    try:
        if scheme.name == compiled.COMPILED:
            learners = compiled.without_kept_back(text)
        else:
            learners = python_scheme.without_kept_back(text)
    except compiled.NotCompiled as error:
        raise ValueError(f"The questions of {module} cannot be read: {error}.") from error
    except SyntaxError as error:
        raise ValueError(f"The marking scheme of {module} is no Python: {error}") from error
    if "kept_back" in text:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, scheme.name).write_text(learners, encoding="utf-8")
            shown = tells(load_scheme(Path(folder), module))
        if shown:
            raise ValueError(still_told(module, shown[0]))
    return learners


def still_told(module: str, question: str) -> str:
    """What is wrong with a scheme whose learners' copy tells the answer to a question."""
    return (
        f"In the marking scheme of {module} the answer to {question} cannot be kept back: it can "
        "still be read in the learners' copy."
    )


def tells(learners: Scheme) -> list[str]:
    """Kept-back questions whose answer can still be read in the learners' copy of a scheme.

    It happens when an author writes a question in a way that is not seen from its text, such as
    ``Choice(**parts)``.
    """
    return [
        question.id
        for question in learners.marked
        if question.kept_back and (question.right is not None or question.misses)
    ]
