"""A marking scheme that is Python, as the first version of the course had it: ``marking.py``.

Lessons that somebody is half-way through, and those of other authors, may still have one. New ones are
written in ``lesson.md``. It goes with the old names, on the day that :mod:`champions.old_names` says.
"""

from __future__ import annotations

import ast
import runpy
from pathlib import Path

from champions.questions.base.fair import FIRST
from champions.questions.base.question import Question

FILE = "marking.py"

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


def questions_in(path: Path) -> tuple[Question, ...] | None:
    """Run a scheme; its questions, or None when it has no list of them."""
    found = runpy.run_path(str(path)).get("QUESTIONS")
    if not isinstance(found, list) or not all(isinstance(one, Question) for one in found):
        return None
    return tuple(one.by_rule(FIRST) for one in found)


def _says_kept_back(word: ast.keyword) -> bool:
    plain_false = isinstance(word.value, ast.Constant) and not word.value.value
    return word.arg == "kept_back" and not plain_false
