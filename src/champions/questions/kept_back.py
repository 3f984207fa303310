"""A marking scheme without what is right in the questions that a programme keeps to itself.

It goes to learners when lessons are built, and into the jail when lessons are marked: nothing that
a learner's code can read tells the answer. The trainer's own scheme marks it afterwards.
"""

from __future__ import annotations

import ast
import tempfile
from pathlib import Path

from champions.questions.answers import SIDECAR
from champions.questions.scheme import SCHEME, Scheme, load_scheme

#: Files of somebody who tried a lesson where it is kept: no copy of the lesson takes them along.
PRIVATE = (SIDECAR, ".my-answers-*", "my-answers-kept-*")

#: Parts of a question that give its answer away, and what stands there instead.
_TELLING = {
    "right": "None",
    "misses": "()",
    "look": '""',
    "step": '""',
    "praise": '""',
    "also": "()",
}


def without_kept_back(scheme: str) -> str:
    """Leave out what is right, and why, in questions of a scheme that are ``kept_back``.

    The question stays, so that it can be asked and its answer kept. Names that a scheme computes
    outside its questions stay too: an author computes a kept-back answer inside the question. Any
    value of ``kept_back`` but a plain False counts, for a name may turn out to be True.

    >>> print(without_kept_back("QUESTIONS = [Choice(id='a', right='x', kept_back=True)]"))
    QUESTIONS = [Choice(id='a', right=None, kept_back=True)]
    """
    cuts: list[tuple[ast.expr, str]] = []
    for node in ast.walk(ast.parse(scheme)):
        if isinstance(node, ast.Call) and any(map(_says_kept_back, node.keywords)):
            cuts += [
                (word.value, _TELLING[word.arg]) for word in node.keywords if word.arg in _TELLING
            ]
    # By lines and columns, from the end: what is not cut out stays to the letter, remarks too.
    lines = scheme.split("\n")
    for value, instead in sorted(cuts, key=lambda cut: (-cut[0].lineno, -cut[0].col_offset)):
        first, last = value.lineno - 1, (value.end_lineno or value.lineno) - 1
        # ast counts columns in bytes.
        head = lines[first].encode()[: value.col_offset].decode()
        tail = lines[last].encode()[value.end_col_offset :].decode()
        lines[first : last + 1] = [head + instead + tail]
    return "\n".join(lines)


def learners_scheme(scheme: str, module: str) -> str:
    """The learners' copy of a lesson's scheme, which is known to tell nothing.

    Raises:
        ValueError: when it is no Python, or what is kept back can still be read in the copy.
    """
    try:
        learners = without_kept_back(scheme)
    except SyntaxError as error:
        raise ValueError(f"The marking scheme of {module} is no Python: {error}") from error
    if "kept_back" in scheme:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, SCHEME).write_text(learners, encoding="utf-8")
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


def _says_kept_back(word: ast.keyword) -> bool:
    plain_false = isinstance(word.value, ast.Constant) and not word.value.value
    return word.arg == "kept_back" and not plain_false
