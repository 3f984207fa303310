"""What a kind of question shows stands in its own folder, beside the question itself.

A folder holds ``question.py`` with the kind, and of these what the kind needs:

- ``form.py``: ``form(question, answer, changed)``, the widgets to answer it with.
- ``page.py``: ``html(question, answer)``, the answer where no lesson runs; ``drawing(question, answer)``,
  a picture of it for the page that goes back. Both are HTML: what a person typed is escaped in them.
- ``paper.py``: ``to_fill_in(question)``, ``told(question)``, ``is_long(question)`` and
  ``needs_squared_paper(question)``, for print.
- ``author.py``: ``texts(question)``, each text that a learner reads; ``typed_misses(question)``, the
  wrong answers that stand in the scheme as answers; ``mistakes(question)``, what an author got wrong;
  ``advice(question)``, what to look at again; ``told_by_length(question)``, for kinds with options.
- ``variant.py``: ``make(number)``, the data of a numbered variant and what is true of them;
  ``answer(number)``, the right answer to it. For kinds that have a pool, see :mod:`champions.questions.variants`.
- ``sample.py``: ``wrong_answers(question)`` and ``kept(question, lot, words)``, for invented people.

What a kind leaves out it has from the kind that it is made from, and at last from ``base/``. Nothing
else in the course asks which kind a question is.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from champions.questions.base.question import Question


def facet(question: Question, name: str) -> Callable[..., Any]:
    """The function of a question's kind for one place, such as ``form.form`` or ``paper.told``.

    Args:
        question: any question.
        name: the file in the kind's folder, a full stop, and the function in it.

    Raises:
        TypeError: when neither the kind nor one that it is made from has it.
    """
    folders = dict.fromkeys(one.__module__.rpartition(".")[0] for one in type(question).__mro__)
    file, function = name.split(".")
    found = _found(tuple(folders), file, function)
    if found is None:
        raise TypeError(
            f"A question of the kind {type(question).__name__} cannot be shown here. "
            f"Beside its question.py there should be a file {file}.py with a function {function}."
        )
    return found


@cache
def _found(folders: tuple[str, ...], file: str, function: str) -> Callable[..., Any] | None:
    for folder in folders:
        found = getattr(_module(folder, file), function, None)
        # A word of the same name that the file was lent, such as told of a sentence, is no function of the kind.
        if callable(found) and not found.__module__.startswith("champions.sentences"):
            return found
    return None


def load(file: str) -> None:
    """Import one file of every kind in this folder now, where a lesson is to open quickly later.

    Args:
        file: the file's name, such as ``form``.
    """
    package = __name__.rpartition(".")[0]
    for kind in iter_modules(import_module(package).__path__):
        if kind.ispkg:
            _module(f"{package}.{kind.name}", file)


def _module(folder: str, file: str) -> ModuleType | None:
    """A file of a folder, imported; None when there is none, as for a kind without a folder."""
    name = f"{folder}.{file}"
    try:
        there = bool(folder) and find_spec(name) is not None
    except (ModuleNotFoundError, ValueError):  # the folder is none that can be imported
        return None
    return import_module(name) if there else None
