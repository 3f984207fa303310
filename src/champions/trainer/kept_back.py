"""A marking scheme without the questions that a programme keeps to itself."""

from __future__ import annotations

import ast

#: Parts of a question that give its answer away.
_TELLING = {"right", "misses", "look", "step", "praise"}


def without_kept_back(scheme: str) -> str:
    """The text of a ``marking.py`` without its kept-back questions.

    A form that is kept back is left out whole: its answer lies in the learner's file already. A
    line of code that is kept back stays, without anything that tells its answer, so that the
    lesson still records what the code gave. Names that a scheme computes outside its list stay:
    an author of a kept-back question computes its answer inside the question.

    >>> without_kept_back("QUESTIONS = [Choice(id='a', right='x', kept_back=True), Guess(id='b')]")
    "QUESTIONS = [Guess(id='b')]"
    """
    if "kept_back" not in scheme:
        return scheme
    tree = ast.parse(scheme)
    for node in ast.walk(tree):
        if isinstance(node, ast.List):
            node.elts = [blank for one in node.elts if (blank := _blank(one)) is not None]
    return ast.unparse(tree)


def _blank(node: ast.expr) -> ast.expr | None:
    if not isinstance(node, ast.Call) or not any(_says_kept_back(word) for word in node.keywords):
        return node
    kind = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    if kind != "Value":
        return None
    told = [word for word in node.keywords if word.arg not in _TELLING]
    # No number equals NaN, so every answer is recorded and none is called right.
    blank = ast.parse("f(right=float('nan'), look='', step='', praise='')", mode="eval").body
    assert isinstance(blank, ast.Call)  # noqa: S101 - we wrote it in the line above
    node.keywords = told + blank.keywords
    return node


def _says_kept_back(word: ast.keyword) -> bool:
    # Anything but a plain False counts: a name may turn out to be True.
    return word.arg == "kept_back" and not (
        isinstance(word.value, ast.Constant) and not word.value.value
    )
