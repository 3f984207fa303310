"""The messages that the course says by itself: verdicts, buttons, what charts say, read from its code.

A sentence is found where ``told``, ``later`` or ``counted`` is given it as a literal: see
:mod:`champions.sentences.told`. A message's key is its context, and mostly empty: the same English has
one translation wherever it is said, in Python or by the script of a page.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.extract import extract

import champions
from champions.adopting.languages.messages import CODE, FOR_TRAINERS, Message, is_words
from champions.sentences.told import TYPED
from champions.templating import in_braces

_LIBRARY = Path(champions.__file__).parent
#: Calls that are given a sentence, and the places of its forms among what they are given.
_CALLS = {
    **dict.fromkeys(("told", "tell", "later", "retold"), (0,)),
    **dict.fromkeys(("counted", "told_n"), (1, 2)),
    "later_n": (0, 1),
    "typed_words": (0,),
}
#: What a translator should know of messages with these contexts.
_NOTES = {
    TYPED: "Words by which what people type is known. Give those that people of your language type, "
    "with spaces between. Keep a number behind its sign =. English ones are known too."
}
_IN_TEMPLATES: Mapping[str, Any] = {
    **dict.fromkeys(("gettext", "_")),
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
#: Of a table that Python and the script read: the part that is said, where that is not the whole.
_TABLES = {"number": "told"}
#: Tables of what people type, read alone: nothing in them is said.
_READ = frozenset({"written"})
#: What stands in a table under these names is typed by people, or read by the course alone.
_NOT_SAID = frozenset({"units", "unit", "form", "better"})
#: The rooms of what champions meet; the others are for trainers and for who types commands.
_FOR_CHAMPIONS = (
    *("activities", "charts", "lesson", "own_data", "questions", "sentences", "tables", "website"),
    *("authoring/build.py", "authoring/toolbar.py", "place.py"),
    *("marking/templates", "marking/feedback.py", "marking/results.py"),
    *(
        "authoring/paper",
        "desk/certificates.py",
        "desk/sending.py",
        "desk/templates/certificate.html",
    ),
    *("desk/templates/letter.txt", "desk/templates/together.html", "desk/pages/read.py"),
)


@cache
def messages() -> tuple[Message, ...]:
    """Every message of the course's code, each once, file by file from top to bottom."""
    found: dict[tuple[str, str], Message] = {}
    for one in _all():
        before = found.setdefault((one.key, one.text), one)
        if before.file > one.file or (one.many and not before.many):
            found[one.key, one.text] = replace(one, file=min(before.file, one.file))
    return tuple(found.values())


def _all() -> Iterator[Message]:
    for path in sorted(_LIBRARY.rglob("*.py")):
        yield from _filed(path, in_python(path.read_text(encoding="utf-8")))
    for path in sorted((*_LIBRARY.rglob("*.html"), *_LIBRARY.rglob("templates/*.txt"))):
        yield from _filed(path, in_template(path.read_bytes()))
    yield from in_the_script()


def _filed(path: Path, found: Iterable[Message]) -> Iterator[Message]:
    """The messages of a file of the library, in their catalogue."""
    for_all = path.relative_to(_LIBRARY).as_posix().startswith(_FOR_CHAMPIONS)
    for one in found:
        yield one if for_all else replace(one, file=FOR_TRAINERS)


def in_template(text: bytes) -> Iterator[Message]:
    """The messages of a template.

    >>> [one.text for one in in_template(b"<p>{% trans n=2 %}{{ n }} cups{% endtrans %}</p>")]
    ['{n} cups']
    """
    options = {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}
    for _, said, _, context in extract("jinja2", BytesIO(text), _IN_TEMPLATES, options=options):
        one, many = (said, "") if isinstance(said, str) else (said[0], said[1])
        yield Message(CODE, context or "", in_braces(one), many=in_braces(many))


def in_the_script() -> Iterator[Message]:
    """What the script of a lesson's page says, as its build wrote it down, and the tables that it reads."""
    path = _LIBRARY / "website" / "live" / "said.json"
    found = json.loads(path.read_text(encoding="utf-8"))
    for words in [*(words for words, _ in found["messages"]), *found["frame"]]:
        one, many, context = (*words, "", "")[:3]
        yield Message(CODE, context, one, _NOTES.get(context, ""), many)
    for name, _ in found["tables"]:
        path = _LIBRARY.joinpath(*name.split("/")[2:])
        if path.parent.name in _READ:
            continue
        table = json.loads(path.read_text(encoding="utf-8"))
        part = _TABLES.get(path.parent.name)
        yield from _in_table(table[part] if part else table)


def _in_table(table: Any) -> Iterator[Message]:
    if isinstance(table, str) and is_words(table) and not re.fullmatch(r"[a-z_-]+", table):
        yield Message(CODE, "", table)
    elif isinstance(table, list):
        if len(table) == 2 and "{n}" in table[1]:  # for one thing, and for many
            yield Message(CODE, "", table[0], many=table[1])
            return
        for one in table:
            yield from _in_table(one)
    elif isinstance(table, dict):
        for name, one in table.items():
            if name not in _NOT_SAID or isinstance(one, dict):
                yield from _in_table(one)


def in_python(text: str) -> Iterator[Message]:
    """The messages of a Python file.

    >>> [one.text for one in in_python('told("Tea"); told(NAME); counted(n, "1 cup", "{n} cups")')]
    ['Tea', '1 cup']
    """
    if not any(f"{name}(" in text for name in _CALLS):
        return  # most files say nothing: to parse them takes time
    calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    for node in sorted(calls, key=lambda one: (one.lineno, one.col_offset)):
        if not isinstance(node.func, ast.Name):
            continue
        places = _CALLS.get(node.func.id)
        if places is None or len(node.args) <= places[-1]:
            continue
        given = (_literals(one.value) for one in node.keywords if one.arg == "context")
        context = next((one[0] for one in given if one), "")
        if node.func.id == "typed_words":
            context = TYPED
        for forms in zip(*(_literals(node.args[at]) for at in places), strict=False):
            note = _NOTES.get(context, "")
            yield Message(CODE, context, forms[0], note, many="".join(forms[1:]))


def _literals(node: ast.expr) -> list[str]:
    """The text of a literal; of a choice between two, both."""
    if isinstance(node, ast.IfExp):
        return [*_literals(node.body), *_literals(node.orelse)]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []
