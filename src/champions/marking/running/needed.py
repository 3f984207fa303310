"""Which steps of a lesson have to run, so that the learner's own code gives what it gives in a whole run.

A learner types a line or two. The other thirty steps are as they were handed out, and most of them only
show something: a form, a chart, a page. What such a step shows is no answer, and marks, pages and tables
never look at it. So only these are run: the learner's own steps, the checks of their code, and what
those stand on. Where the learner's code is not plain from its text, everything is run.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import champions
from champions.notebooks.steps import asked_in

#: How every lesson of ours begins. What begins in another way is run whole.
_BEGINS = re.compile(r"from champions import \*\nstart\((\"[^\"\\\n]+\"|'[^'\\\n]+')\)\s*")
_LIBRARY = frozenset(champions.__all__)
#: Functions of the library that do more than give or show something.
_ACTS = frozenset({"start", "check", "finish", "project_page"})
#: What plain code may call beside the library.
_HARMLESS = frozenset(
    (
        *("abs", "all", "any", "bool", "dict", "enumerate", "float", "int", "len", "list", "max"),
        *("min", "print", "range", "reversed", "round", "set", "sorted", "str", "sum", "tuple", "zip"),
    )
)  # fmt: skip
#: What plain code is made of. It gives values to names of its own, and changes nothing else.
_PLAIN = (
    *(ast.Module, ast.Expr, ast.Assign, ast.AugAssign, ast.Load, ast.Store, ast.Name, ast.Constant),
    *(ast.Attribute, ast.Subscript, ast.Slice, ast.Call, ast.keyword, ast.Tuple, ast.List, ast.Dict),
    *(ast.Set, ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.JoinedStr),
    *(ast.FormattedValue, ast.operator, ast.unaryop, ast.boolop, ast.cmpop),
)  # fmt: skip
#: What a line is made of that only shows something, or gives its value a name.
_SHOWS = (
    *(ast.Constant, ast.Name, ast.Load, ast.Tuple, ast.List, ast.Dict, ast.Call, ast.keyword),
    *(ast.Attribute, ast.Subscript, ast.Slice, ast.BinOp, ast.UnaryOp, ast.operator, ast.unaryop),
)
#: What tables and numbers are asked in such a line. It changes none of them.
_ASKED = frozenset({"count", "head", "max", "mean", "median", "min", "sum", "tail"})


@dataclass(frozen=True)
class _Read:
    """What a step's text says: the names that it asks for and gives, and what kind of step it is."""

    asks: frozenset[str] = frozenset()
    gives: frozenset[str] = frozenset()
    is_plain: bool = False
    only_shows: bool = False


@lru_cache(maxsize=5_000)  # the same few hundred steps in each learner's lesson
def _read(source: str) -> _Read:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return _Read()
    nodes = [*ast.walk(tree)]
    names = [node for node in nodes if isinstance(node, ast.Name)]
    return _Read(
        asks=frozenset(one.id for one in names if isinstance(one.ctx, ast.Load)),
        gives=frozenset(one.id for one in names if not isinstance(one.ctx, ast.Load)),
        is_plain=all(map(_is_plain, nodes)),
        only_shows=all(map(_only_shows, tree.body)),
    )


def _is_plain(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):  # a name with such a beginning leads behind the scenes
        return isinstance(node.ctx, ast.Load) and not node.attr.startswith("_")
    if isinstance(node, ast.Name):
        return not node.id.startswith("_")
    if isinstance(node, ast.Subscript):
        return isinstance(node.ctx, ast.Load)
    return isinstance(node, _PLAIN)


def _only_shows(line: ast.stmt) -> bool:
    """True for what the library shows and what tables are asked, whose value may get a name."""
    targets = line.targets if isinstance(line, ast.Assign) else []
    if not isinstance(line, ast.Assign | ast.Expr) or not all(
        isinstance(target, ast.Name) for target in targets
    ):
        return False
    nodes = [*ast.walk(line.value)]
    called = [node.func for node in nodes if isinstance(node, ast.Call)]
    return all(isinstance(node, _SHOWS) for node in nodes) and all(map(_changes_nothing, called))


def _changes_nothing(called: ast.expr) -> bool:
    if isinstance(called, ast.Attribute):
        return called.attr in _ASKED
    return isinstance(called, ast.Name) and called.id in _LIBRARY


class Needed:
    """Which steps of a learner's lesson have to run.

    Args:
        released: the text of each code cell as it was handed out.
        from_code: each question that a line of code answers, and the name of what it asks for.
        others: the other questions of the lesson.
    """

    def __init__(
        self, released: Collection[str], from_code: Mapping[str, str], others: Collection[str]
    ) -> None:
        self._released, self._from_code, self._others = frozenset(released), from_code, others

    def of(self, sources: Sequence[str]) -> list[int] | None:
        """The numbers of the steps that have to run; None where all of them have to.

        Args:
            sources: the text of each code cell of the learner's lesson, in order.

        >>> released = ["from champions import *\\nstart('a')", "alarm_lab()", "x = load('a')", "m = ...",
        ...             "check('m')", "check('form')", "finish()"]
        >>> needed = Needed(released, {"m": "m"}, ["form"])
        >>> needed.of([*released[:3], "m = x.median()", *released[4:]])
        [0, 2, 3, 4]
        >>> needed.of([*released[:3], "import os\\nm = 3", *released[4:]]) is None
        True
        """
        own = [source not in self._released for source in sources]
        if not self._is_plain(sources, own):
            return None
        return [*self._backwards(sources, own)][::-1]

    def _is_plain(self, sources: Sequence[str], own: Sequence[bool]) -> bool:
        """True when every step is plain, and none gives a name of the library another meaning."""
        if not sources or own[0] or not _BEGINS.fullmatch(sources[0]):
            return False
        read = [_read(source) for source in sources[1:]]
        given = frozenset[str]().union(*(one.gives for one in read))
        may = given | _HARMLESS | (_LIBRARY - _ACTS)
        mine = [one for one, is_own in zip(read, own[1:], strict=True) if is_own]
        return (
            all(one.is_plain for one in read)
            and not given & (_LIBRARY | _HARMLESS)
            and all(one.asks <= may for one in mine)
        )

    def _backwards(self, sources: Sequence[str], own: Sequence[bool]) -> Iterator[int]:
        wanted: set[str] = set()
        is_over = True  # nothing that comes later matters to what is marked
        for at in range(len(sources) - 1, -1, -1):
            asked, read = asked_in(sources[at]), _read(sources[at])
            if own[at] or asked in self._from_code:
                is_over = False
                wanted.add(self._from_code.get(asked, ""))
            elif at and (is_over or (self._only_shows(asked, read) and not read.gives & wanted)):
                continue
            wanted |= read.asks
            yield at

    def _only_shows(self, asked: str, read: _Read) -> bool:
        acts = read.asks & _ACTS
        is_form = acts == {"check"} and asked in self._others
        return read.only_shows and (is_form or acts <= _ENDS)


#: These show how far the learner is, and leave everything as it is.
_ENDS = frozenset({"finish", "project_page"})
