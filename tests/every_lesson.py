"""Run every lesson of ``/course`` to its end: inside Pyodide, as the website does.

The last line is what is found, as JSON: for each lesson, as it is released and as it is worked, the
text that each step returned (its points), what it could not read, and the errors of Python.
"""

from __future__ import annotations

import io
import json
import os
import re
import time
from contextlib import redirect_stderr
from pathlib import Path
from typing import Any

from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from traitlets.config import Config

COURSE = Path("/course")
BEGAN = time.time()
#: As in the kernel: a history would want a database, which the website leaves out.
NO_HISTORY = Config({"HistoryManager": {"enabled": False}})
TROUBLE = re.compile(r'class="[^"]*champions-(?:trouble|not-read)[^"]*"')


def run(lesson: Path) -> dict[str, Any]:
    """Run one lesson's cells in order in a fresh namespace."""
    os.chdir(lesson.parent)
    shell = InteractiveShell.instance(config=NO_HISTORY)
    shell.reset(new_session=True)
    points, wrong, began = {}, [], time.monotonic()
    for cell in json.loads(lesson.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        stray = io.StringIO()
        with redirect_stderr(stray), capture_output(stderr=False) as shown:
            done = shell.run_cell("".join(cell["source"]), store_history=False)
        pages = "".join(str(one.data.get("text/html", "")) for one in shown.outputs)
        error = done.error_before_exec or done.error_in_exec
        if error or TROUBLE.search(pages):
            wrong.append(f"{cell['id']}: {error!r} {pages[-400:] if not error else ''}")
        if stray.getvalue():
            wrong.append(f"{cell['id']}: on stderr: {stray.getvalue()[-400:]}")
        if cell["metadata"].get("nbgrader", {}).get("grade"):
            points[cell["id"]] = repr(done.result)
    return {"points": points, "wrong": wrong, "seconds": round(time.monotonic() - began, 2)}


def fonts() -> dict[str, Any]:
    """The fonts that matplotlib was given, those it would find itself, and which it used."""
    from matplotlib import font_manager as manager

    given = Path(manager.__file__).with_name("fontlist.json")
    told = json.loads(given.read_text(encoding="utf-8"))
    made = COURSE / "made.json"
    manager.json_dump(manager.FontManager(), made)
    return {
        "given": names(told),
        "made": names(json.loads(made.read_text(encoding="utf-8"))),
        "first": "given" if given.stat().st_mtime < BEGAN else "made",
    }


def names(kept: dict[str, Any]) -> list[str]:
    """The files of a list of fonts, in order."""
    return sorted(font["fname"] for kind in ("ttflist", "afmlist") for font in kept[kind])


found = {
    f"{kind}/{lesson.parent.name}": run(lesson)
    for kind in ("modules", "solutions")
    for lesson in sorted((COURSE / kind).glob("*/lesson.ipynb"))
}
json.dumps(found | {"fonts": fonts()})
