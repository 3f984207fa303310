"""What is true of a lesson's data, by name: the ``facts.py`` beside ``lesson.md``.

It is a short piece of Python that works numbers out. Questions and prose refer to them by name, so
that other data make another right answer, and other words.
"""

from __future__ import annotations

import contextlib
import io
import re
import runpy
import traceback
from collections.abc import Mapping
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from champions.sentences import listed

FACTS = "facts.py"


class NoFacts(Exception):
    """A ``facts.py`` that does not run: the line, and why."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line = line


def read_facts(folder: Path) -> dict[str, Any]:
    """Run the facts of a lesson; each public name with its value. Empty when there are none.

    Raises:
        NoFacts: when it does not run.
    """
    path = folder / FACTS
    if not path.is_file():
        return {}
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            found = runpy.run_path(str(path))
    except SyntaxError as error:
        raise NoFacts(error.lineno or 1, f"This is no Python that can run: {error.msg}.") from error
    except (Exception, SystemExit) as error:
        frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == str(path)]
        line = (frames[-1].lineno or 1) if frames else 1
        raise NoFacts(line, f"The facts stop here. {_said(error)}") from error
    kinds = (ModuleType, FunctionType, type)
    return {
        name: value
        for name, value in found.items()
        if not name.startswith("_") and not isinstance(value, kinds) and name != "annotations"
    }


def _said(error: BaseException) -> str:
    """What Python says, without where its own files lie on this computer."""
    if isinstance(error, KeyError) and (has := _columns(error)):
        return f"There is no column {error}. The table has {has}."
    words = re.sub(r" \([^()]*[\\/][^()]*\)$", "", str(error))
    kind = type(error).__name__
    return f"Python says: {kind}: {words}" if words else f"Python says: {kind}"


def _columns(error: BaseException) -> str:
    """The columns of the table in which one was looked for; empty when it was no table."""
    step = error.__traceback__
    while step is not None:
        looked_in = step.tb_frame.f_locals.get("self")
        has = getattr(looked_in, "columns", None)
        if has is not None and step.tb_frame.f_code.co_name == "__getitem__":
            return listed([f'"{name}"' for name in has])
        step = step.tb_next
    return ""


class NoSuchFact(LookupError):
    """A fact that was asked for and is not there; the text says which there are."""


def fact(facts: Mapping[str, Any], name: str) -> Any:
    """A fact by its name; a full stop leads to a part of it.

    Raises:
        NoSuchFact: when there is none of this name.

    >>> fact({"runs": {"longest": 5}}, "runs.longest")
    5
    """
    value: Any = facts
    for at, part in enumerate(name.split(".")):
        if isinstance(value, Mapping) and part in value:
            value = value[part]
        elif at and not part.startswith("_") and hasattr(value, part):
            value = getattr(value, part)
        else:
            known = ", ".join(sorted(facts)) or "none yet"
            raise NoSuchFact(f'There is no fact "{name}" in {FACTS}. There are: {known}.')
    return value
