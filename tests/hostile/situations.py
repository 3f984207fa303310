"""Named hostile and broken submissions, on the small course of ``tests/small_course.py``.

Each learner answered the form rightly (2 points), which must count whatever else happens. Then comes
the line of code that the situation is about, then a second, honest one (``further = 7``, 1 point).
``None`` as points means that the step is open for a person: the run ended before it.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import small_course

#: What a notebook of these situations is turned into: file name to bytes.
Files = dict[str, bytes]
FULL = {"middle-line": 2.0, "middle-in-code": 1.0, "further": 1.0}


@dataclass(frozen=True)
class Situation:
    """One learner's submission and what marking must give.

    Attributes:
        name: what the learner did, with hyphens.
        code: the line (or lines) of code typed at the first step of code.
        first, second: points of the two steps of code; None when they stay open.
        said: words that the trainer must be told, or empty.
        refused: the code of the reason when the file cannot be marked, or empty.
        files: makes the files out of the notebook, when it is not simply ``lesson.ipynb``.
    """

    name: str
    code: str = "middle = 26.0"
    first: float | None = 0.0
    second: float | None = 1.0
    said: str = ""
    refused: str = ""
    files: Callable[[dict[str, Any]], Files] | None = None

    def make(self) -> Files:
        """The files that this learner sent."""
        lines = {"middle-in-code": self.code, "further": "further = 7"}
        notebook = small_course.work({"middle-line": "median"}, lines, learner=self.name)
        make = self.files or (lambda nb: {"lesson.ipynb": json.dumps(nb).encode()})
        return make(notebook)


def _cells(change: Callable[[list[dict[str, Any]]], None]) -> Callable[[dict[str, Any]], Files]:
    def make(notebook: dict[str, Any]) -> Files:
        change(notebook["cells"])
        return {"lesson.ipynb": json.dumps(notebook).encode()}

    return make


def _bytes(change: Callable[[bytes], bytes]) -> Callable[[dict[str, Any]], Files]:
    return lambda notebook: {"lesson.ipynb": change(json.dumps(notebook).encode())}


def _only(kind: str, source: str) -> Callable[[dict[str, Any]], Files]:
    """Put this source into the first cell with that id."""

    def change(cells: list[dict[str, Any]]) -> None:
        next(cell for cell in cells if cell["id"] == kind)["source"] = source

    return _cells(change)


def _forged_output(cells: list[dict[str, Any]]) -> None:
    for cell in cells:
        if cell["id"] == "middle-in-code":
            result = {"output_type": "execute_result", "data": {"text/plain": "1"}, "metadata": {}}
            cell["outputs"] = [{**result, "execution_count": 1}]


def _recorded(step: str, text: str) -> Callable[[list[dict[str, Any]]], None]:
    """A recorded answer that is a text, as some tools write it."""

    def change(cells: list[dict[str, Any]]) -> None:
        for cell in cells:
            if cell["id"] == step:
                data = {"application/vnd.champions.answer+json": text, "text/plain": "1"}
                shown = {"output_type": "display_data", "data": data, "metadata": {}}
                cell["outputs"] = [shown, *cell["outputs"]]

    return change


def _more_points(cells: list[dict[str, Any]]) -> None:
    for cell in cells:
        if cell["id"] == "middle-in-code":
            cell["metadata"]["nbgrader"]["points"] = 100


def _without(name: str) -> Callable[[list[dict[str, Any]]], None]:
    return lambda cells: cells.__delitem__(next(i for i, c in enumerate(cells) if c["id"] == name))


def _twice(name: str) -> Callable[[list[dict[str, Any]]], None]:
    def change(cells: list[dict[str, Any]]) -> None:
        at = next(i for i, cell in enumerate(cells) if cell["id"] == name)
        cells.insert(at, dict(cells[at]))

    return change


def _many_cells(cells: list[dict[str, Any]]) -> None:
    own = {"cell_type": "code", "metadata": {}, "source": "1", "outputs": []}
    cells[2:2] = [{**own, "id": f"own{n}", "execution_count": None} for n in range(500)]


def _names_used_up(cells: list[dict[str, Any]]) -> None:
    """The names that our own program would give to a cell without one."""
    own = {"cell_type": "markdown", "metadata": {}, "source": "x"}
    cells[:0] = [{**own, "id": f"own-{n + 11_000}"} for n in range(11_000)] + [{**own, "id": ""}]


def _no_points(cells: list[dict[str, Any]]) -> None:
    for cell in cells:
        if cell["id"] == "middle-in-code":
            cell["metadata"]["nbgrader"]["points"] = float("inf")


def _as_format_3(notebook: dict[str, Any]) -> Files:
    old = [{"cell_type": "code", "input": "1", "language": "python", "metadata": {}}]
    sheets = [{"cells": old, "metadata": {}}]
    whole = {"nbformat": 3, "nbformat_minor": 0, "metadata": notebook["metadata"]}
    return {"lesson.ipynb": json.dumps({**whole, "worksheets": sheets}).encode()}


def _zip_with(name: str) -> Callable[[dict[str, Any]], Files]:
    def make(notebook: dict[str, Any]) -> Files:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr(name, "gotcha")
        return {"lesson.ipynb": json.dumps(notebook).encode(), "more.zip": buffer.getvalue()}

    return make


_CODE = [
    # --- Forging marks -----------------------------------------------------------------------------
    Situation(
        "equals-everything",
        "class Any:\n    def __eq__(self, other): return True\n"
        "    def __sub__(self, other): return 0\n    def __float__(self): return 26.0\n"
        "middle = Any()",
    ),
    Situation(
        "float-that-lies",
        "class F(float):\n    def __sub__(s, o): return 0.0\nmiddle = F(1)",
    ),
    Situation(
        "check-replaced",
        "def check(*a):\n    class P:\n        def __repr__(self): return '1'\n    return P()",
        second=0.0,
    ),
    Situation(
        "check-patched-in-its-room",
        "import champions.lesson.session as l\nl.Points.__repr__ = lambda self: '1'\nmiddle = 3",
        said="showed other points",
    ),
    Situation(
        "question-patched",
        "import champions.questions as q\nq.Number.agrees = lambda *a: True\nmiddle = 3",
        said="showed other points",
    ),
    Situation(
        "marking-patched",
        "import champions.questions.scheme as m, champions.questions as q\n"
        "m.mark = lambda *a: q.Feedback('right', 1.0, 1.0, 'Right', (), 'right')\nmiddle = 3",
        said="showed other points",
    ),
    Situation(
        "abs-patched",
        "import builtins\nbuiltins.abs = lambda x: 0\nmiddle = 3",
        said="showed other points",
    ),
    Situation(
        "pandas-patched",
        "import pandas as pd\npd.DataFrame.__eq__ = lambda *a: True\nmiddle = 3",
    ),
    Situation(
        "forged-display",
        "from IPython.display import display\ndisplay({'text/plain': '1'}, raw=True)\nmiddle = 3",
    ),
    Situation(
        "shell-rewrites-later-cells",
        "get_ipython().input_transformers_cleanup.append("
        "lambda lines: ['1\\n'] if any('check(' in x for x in lines) else lines)\nmiddle = 3",
        second=0.0,
    ),
    Situation(
        "syntax-tree-rewritten",
        "import ast\nclass T(ast.NodeTransformer):\n"
        "    def visit_Call(self, node): return ast.copy_location(ast.Constant(1), node) "
        "if getattr(node.func, 'id', '') == 'check' else node\n"
        "get_ipython().ast_transformers.append(T())\nmiddle = 3",
        second=0.0,
    ),
    Situation(
        "scheme-file-rewritten",
        "open('marking.py', 'w').write('QUESTIONS = []')\nmiddle = 3",
    ),
    Situation(
        "right-answer-forged-in-file",
        "import json\nbook = json.load(open('my-answers.json'))\n"
        "book['answers']['middle-in-code'] = {'answer': 26.0}\n"
        "json.dump(book, open('my-answers.json', 'w'))\nmiddle = 3",
    ),
    # --- Ending the run ----------------------------------------------------------------------------
    Situation(
        "exits",
        "import os; os._exit(0)",
        first=None,
        second=None,
        said="its code ended its own process",
    ),
    Situation("sys-exit", "import sys; sys.exit()"),
    Situation("exit-word", "exit()"),
    Situation("kills-its-parent", "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)"),
    Situation("kills-its-group", "import os, signal\nos.killpg(0, signal.SIGTERM)"),
    Situation("kills-everything", "import os\nos.kill(-1, 9)"),
    Situation(
        "crashes-the-interpreter",
        "import ctypes; ctypes.string_at(0)",
        first=None,
        second=None,
        said="crashed",
    ),
    Situation("recurses-for-ever", "def f(): return f()\nf()"),
    Situation("loop-without-end", "while True: pass", said="too long"),
    Situation(
        "sleeps",
        "import time; time.sleep(1000)",
        said="too long",
    ),
    Situation(
        "cannot-be-interrupted",
        "import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "while True: time.sleep(1)",
        first=None,
        second=None,
        said="took too long",
    ),
    Situation(
        "eats-memory",
        "x = []\nwhile True: x.append(bytes([1]) * (256 << 20))",
        first=None,
        second=None,
        said="of memory",
    ),
    Situation("asks-for-a-terabyte", "x = bytearray(1 << 40)"),
    Situation(
        "fork-bomb",
        "import os\nfor i in range(500):\n    try:\n        if os.fork() == 0:\n"
        "            import time; time.sleep(60)\n    except OSError: break",
    ),
    Situation(
        "thread-bomb",
        "import threading, time\nfor i in range(5000):\n"
        "    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()",
    ),
    Situation(
        "fills-the-disk",
        "for i in range(99): open(f'f{i}', 'wb').write(b'0' * (32 << 20))",
    ),
    Situation("endless-output", "for i in range(300000): print('x' * 100)"),
    Situation("many-files", "for i in range(100000): open(f'f{i}', 'w')"),
    Situation(
        "junk-in-our-channel",
        "import os\nfor fd in range(3, 60):\n"
        "    try: os.write(fd, b'junk' * 100)\n    except OSError: pass",
        first=None,
        second=None,
        said="only our own program",
    ),
    Situation(
        "answers-in-our-place",
        "import os, json\n"
        "out = {'output_type': 'execute_result', 'data': {'text/plain': '1'}, 'metadata': {}}\n"
        "data = json.dumps({'outputs': [out], 'count': 6}).encode()\n"
        "for fd in range(3, 60):\n"
        "    try: os.write(fd, (len(data).to_bytes(8, 'big') + data) * 3)\n"
        "    except OSError: pass",
        second=0.0,
    ),
    Situation(
        "answer-without-a-bottom",
        "from IPython.display import display\ndeep = []\nfor i in range(900): deep = [deep]\n"
        "mime = 'application/vnd.champions.answer+json'\n"
        "display({mime: {'question': 'middle-in-code', 'record': {'answer': deep}}}, raw=True)",
    ),
    Situation(
        "closes-everything",
        "import os\nos.closerange(3, 1000)",
        first=None,
        second=None,
    ),
    # --- Looking and reaching out --------------------------------------------------------------------
    Situation(
        "reads-the-gradebook",
        "import glob\nfound = glob.glob('/**/gradebook.db', recursive=True)\n"
        "middle = 26.0 if found else 0",
    ),
    Situation(
        "reads-the-solutions",
        "import glob\nmiddle = 26.0 if glob.glob('/**/solutions', recursive=True) else 0",
    ),
    Situation("reads-passwords", "middle = len(open('/etc/passwd').read()) * 0 + 26.0"),
    Situation(
        "reads-the-environment",
        "import os\nmiddle = 26.0 if 'USER' in os.environ or 'LOGNAME' in os.environ else 0",
    ),
    Situation(
        "calls-out",
        "import socket\nsocket.create_connection(('127.0.0.1', 80), 1)\nmiddle = 26.0",
    ),
    Situation(
        "opens-a-port",
        "import socket\ns = socket.socket(); s.bind(('', 0)); middle = 26.0",
    ),
    Situation(
        "sees-other-processes",
        "import os\nmiddle = 26.0 if any(n.isdigit() and int(n) > 1 and "
        "int(n) != os.getpid() for n in os.listdir('/proc')) else 0",
    ),
    Situation(
        "new-namespace",
        "import ctypes\nlibc = ctypes.CDLL(None)\n"
        "middle = 26.0 if libc.unshare(0x10000000) == 0 else 0",
    ),
    Situation("becomes-root", "import os\nos.setuid(0)\nmiddle = 26.0"),
    Situation(
        "finds-the-scheme-in-memory",
        "import gc\nfrom champions.questions import Question\n"
        "for thing in gc.get_objects():\n    if isinstance(thing, Question):\n"
        "        object.__setattr__(thing, 'right', -1.0)\nmiddle = -1.0",
    ),
    Situation(
        "climbs-the-frames",
        "import sys\nframe = sys._getframe()\n"
        "one = {'output_type': 'execute_result', 'data': {'text/plain': '1'}, 'metadata': {},\n"
        "       'execution_count': 1}\n"
        "while frame:\n    for thing in list(frame.f_globals.values()):\n"
        "        if type(thing).__name__ == 'Outputs': thing.take = lambda: [one]\n"
        "    frame = frame.f_back\nmiddle = 1",
    ),
    Situation(
        "shows-what-it-likes",
        "get_ipython().display_formatter.format = lambda it: ({'text/plain': '1'}, {})\nmiddle = 3",
        said="other points",
    ),
    Situation(
        "output-of-no-kind",
        "import champions.marking.running.shell as shell\n"
        "shell.OUTPUTS.kept.append({'output_type': 'stream', 'name': 'stdout', 'text': 5})\n"
        "middle = 26.0",
        first=None,
        second=None,
        said="only our own program",
    ),
    Situation(
        "alarm-without-end",
        "import os, signal\nsignal.signal(signal.SIGALRM, lambda *_: os._exit(3))\n"
        "signal.setitimer(signal.ITIMER_REAL, 0.2, 0.2)\nmiddle = 26.0\n"
        "import time; time.sleep(1)",
        first=None,
        second=None,
        said="ended its own process",
    ),
    Situation(
        "modules-replaced",
        "import sys, types\nfor name in [name for name in sys.modules if name[:4] == 'cham']:\n"
        "    sys.modules[name] = types.ModuleType(name)\nmiddle = 26.0",
        first=1.0,
    ),
    # --- Honest, though unusual ------------------------------------------------------------------------
    Situation("warns", "import warnings; warnings.warn('old'); middle = 26.0", first=1.0),
    Situation(
        "awaits",
        "import asyncio; await asyncio.sleep(0); middle = 26.0",
        first=1.0,
    ),
    Situation("magic", "%time middle = 26.0", first=1.0),
    Situation("numpy-number", "import numpy as np; middle = np.float64(26)", first=1.0),
    Situation("syntax-error", "middle = = 26"),
    Situation("half-a-character", "middle = 26.0; print('\\ud800')", first=1.0),
]
_FILES = [
    Situation("forged-output", "middle = 3", files=_cells(_forged_output)),
    Situation(
        "edited-test-cell",
        "middle = 3",
        files=_only("middle-in-code", "1"),
        said="had been changed",
    ),
    Situation(
        "edited-points",
        first=1.0,
        files=_cells(_more_points),
        said="had been changed",
    ),
    Situation(
        "deleted-test-cell",
        first=1.0,
        files=_cells(_without("middle-in-code")),
        said="was missing",
    ),
    Situation(
        "copied-test-cell",
        first=1.0,
        files=_cells(_twice("middle-in-code")),
        said="more than once",
    ),
    Situation(
        "five-hundred-cells",
        first=1.0,
        files=_cells(_many_cells),
    ),
    Situation(
        "byte-order-mark",
        first=1.0,
        files=_bytes(lambda b: b"\xef\xbb\xbf" + b),
        said="byte order mark",
    ),
    Situation(
        "downloaded-twice",
        first=1.0,
        files=lambda nb: {"lesson (1).ipynb": json.dumps(nb).encode()},
        said="lesson (1).ipynb",
    ),
    Situation("zip-that-climbs", first=1.0, files=_zip_with("../../escaped.txt")),
    Situation(
        "cut-off",
        refused="truncated",
        files=_bytes(lambda b: b[: len(b) // 2]),
    ),
    Situation(
        "half-characters-in-the-file",
        "middle = 26.0  # \ud800",
        first=1.0,
        files=_cells(lambda cells: cells[0]["metadata"].update({"\ud83d": "\udfff"})),
    ),
    Situation(
        "no-numbers-in-the-file",
        first=1.0,
        files=_bytes(lambda b: b'{"a": NaN, "b": -Infinity, "c": 1e999, ' + b[1:]),
    ),
    Situation(
        "cells-named-twice",
        first=1.0,
        files=_bytes(lambda b: b'{"cells": [], ' + b[1:]),
    ),
    Situation("names-for-cells-used-up", first=1.0, files=_cells(_names_used_up)),
    Situation("points-that-are-no-number", first=1.0, files=_cells(_no_points), said="changed"),
    Situation("format-3-without-outputs", refused="damaged", files=_as_format_3),
    Situation("empty-file", refused="empty", files=_bytes(lambda _: b"")),
    Situation(
        "a-web-page",
        refused="not-a-notebook",
        files=_bytes(lambda _: b"<html>Sign in</html>"),
    ),
    Situation(
        "recorded-text-without-a-bottom",
        first=1.0,
        files=_cells(_recorded("middle-in-code", "[" * 3_000)),
    ),
    Situation(
        "recorded-half-a-character",
        first=1.0,
        files=_cells(
            _recorded("middle-in-code", '{"question": "note", "record": {"answer": "\\ud800"}}')
        ),
    ),
    Situation(
        "notes-without-a-bottom",
        refused="damaged",
        files=_bytes(lambda b: b'{"a": ' + b"[" * 500 + b"]" * 500 + b", " + b[1:]),
    ),
    Situation(
        "deeply-nested",
        refused="damaged",
        files=_bytes(lambda _: b"[" * 200_000),
    ),
    Situation(
        "no-cells",
        refused="not-a-notebook",
        files=_bytes(lambda _: b'{"nbformat": 4}'),
    ),
]

SITUATIONS: list[Situation] = [*_CODE, *_FILES]
