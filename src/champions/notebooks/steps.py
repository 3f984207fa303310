"""What a step of a lesson is, from its cell."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import champions


@lru_cache(maxsize=5_000)  # the same few hundred steps in each learner's lesson
def asked_in(source: str) -> str:
    """The question that a check cell asks: its one line is ``check("ID")``; else empty.

    >>> asked_in('check("middle-line")'), asked_in("assert x == 1")
    ('middle-line', '')
    """
    try:
        body = ast.parse(source.strip()).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    call = body[0].value if len(body) == 1 and isinstance(body[0], ast.Expr) else None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or not call.args:
        return ""
    first = call.args[0]
    asked = first.value if isinstance(first, ast.Constant) else ""
    return asked if call.func.id == "check" and isinstance(asked, str) else ""


def leaves_open(steps: Iterable[str], variable: str) -> bool:
    """True when it is plain from the code that no step gives a variable a value; ``...`` is none.

    What cannot be told from the code counts as a value that may be given.

    >>> leaves_open(["from champions import *", "middle = ...", 'check("m")'], "middle")
    True
    >>> leaves_open(["middle = 26"], "middle"), leaves_open(["%run more.py"], "middle")
    (False, False)
    >>> leaves_open(['check("m", 26)'], "middle"), leaves_open(["for middle in []: pass"], "middle")
    (False, False)
    """
    try:
        nodes = [node for step in steps for node in ast.walk(ast.parse(step))]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    open_ended = {
        id(target)
        for node in nodes
        if isinstance(node, ast.Assign) and getattr(node.value, "value", None) is ...
        for target in node.targets
    }
    return not any(_may_give(one, variable) for one in nodes if id(one) not in open_ended)


#: Calls that can do anything.
_ANYTHING = ("exec", "eval", "globals", "locals", "vars", "setattr", "get_ipython", "__import__")


def _may_give(node: ast.AST, variable: str) -> bool:
    if isinstance(node, ast.Name):
        return node.id == variable and isinstance(node.ctx, ast.Store)
    if isinstance(node, ast.alias):
        return (node.asname or node.name) == variable
    if isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
        return node.module != "champions" or variable in champions.__all__
    if isinstance(node, ast.Call):
        called = getattr(node.func, "id", "")
        return called in _ANYTHING or (called == "check" and len(node.args + node.keywords) > 1)
    return getattr(node, "name", "") == variable  # a function, a class or an error of this name


def is_scored(cell: Any) -> bool:
    """True for a step that is scored by its tests, as nbgrader's own ``is_grade`` and ``is_solution`` say.

    >>> is_scored({"metadata": {"nbgrader": {"grade": True, "solution": False}}})
    True
    """
    notes = cell["metadata"].get("nbgrader", {})
    return bool(notes.get("grade", False)) and not notes.get("solution", False)
