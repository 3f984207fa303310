"""What a step of a lesson is, from its cell."""

from __future__ import annotations

import ast
from typing import Any


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


def is_scored(cell: Any) -> bool:
    """True for a step that is scored by its tests, as nbgrader's own ``is_grade`` and ``is_solution`` say.

    >>> is_scored({"metadata": {"nbgrader": {"grade": True, "solution": False}}})
    True
    """
    notes = cell["metadata"].get("nbgrader", {})
    return bool(notes.get("grade", False)) and not notes.get("solution", False)
