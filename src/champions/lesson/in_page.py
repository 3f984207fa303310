"""A step of a lesson that its page runs: code in; what it shows, and how the answer is, out as plain data.

The page has no notebook around it. The same function runs in a worker of the browser and in the kernel
behind the course on a computer, so both say the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from champions.lesson import session
from champions.questions import answers

#: The type under which a kernel hands over what was told.
MIME = "application/vnd.champions.ran+json"


def run(asked: str) -> dict[str, Any]:
    """Run steps in order, and tell what the last of them shows.

    Args:
        asked: as JSON: ``steps``, pairs of a cell's id and its code; ``question``, the one whose line of
            code the last step is; empty where it is none; ``sizes``, in which charts are drawn, if not for
            a screen.

    Returns:
        ``shown``, a list of parts that are HTML or text; ``feedback`` on the answer, or None; and
        ``record``, the text of the learner's record of answers.
    """
    given = json.loads(asked)
    steps, question = given["steps"], str(given.get("question", ""))
    from IPython.core.getipython import get_ipython

    session.read_again()  # what the page kept since the last step
    shell = get_ipython()
    shown: list[dict[str, str]] = []
    with session.shown_on_a_page(), _drawn_for(given.get("sizes")):
        for name, code in steps:
            shown = _run(shell, str(code), str(name))
    feedback = session.checked_value(question) if question else None
    book = session.book()
    told = None
    if feedback is not None:
        told = {"state": feedback.state, "heading": feedback.heading, "messages": feedback.messages}
    return {"shown": shown, "feedback": told, "record": answers.as_text(book) if book else ""}


def _drawn_for(sizes: object) -> AbstractContextManager[None]:
    if not isinstance(sizes, list) or not sizes:
        return nullcontext()
    from champions.charts.export import drawn_for

    return drawn_for(*map(str, sizes))


def tell(asked: str) -> None:
    """The same for a kernel: what was told is displayed as data."""
    from IPython.display import display

    told = run(asked)
    display({MIME: told, "text/plain": "A step was run from the lesson's page."}, raw=True)


def run_here(lesson: str, record: str, files: Mapping[str, str], asked: str) -> str:
    """The same in a browser, where the lesson's folder is made first.

    Args:
        lesson: the lesson's folder name. record: the record of answers as the page has it.
        files: what the lesson reads: path below the course folder to text.
        asked: as for :func:`run`.
    """
    import os

    home = Path("/course")
    folder = home / "modules" / lesson
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text, encoding="utf-8")
    if record:
        (folder / answers.SIDECAR).write_text(record, encoding="utf-8")
    os.chdir(folder)
    from IPython.core.history import HistoryManager
    from IPython.core.interactiveshell import InteractiveShell

    class Shell(InteractiveShell):
        """A browser has no database in which the lines of earlier days could stand."""

        def init_history(self) -> None:
            self.history_manager = HistoryManager(shell=self, parent=self, enabled=False)

    if not InteractiveShell.initialized():
        Shell.instance()
    return json.dumps(run(asked))


def _run(shell: Any, code: str, name: str) -> list[dict[str, str]]:
    from IPython.utils.capture import capture_output

    # Within the trap, what a step gives is shown where the rest is.
    with shell.display_trap, capture_output() as caught:
        shell.run_cell(code, store_history=False, cell_id=name)
    parts = [{"text": caught.stdout}] if caught.stdout.strip() else []
    return [*parts, *_parts(one.data for one in caught.outputs)]


def _parts(bundles: Iterable[Mapping[str, Any]]) -> Iterable[dict[str, str]]:
    for data in bundles:
        if "text/html" in data:
            yield {"html": str(data["text/html"])}
        elif "image/png" in data:
            yield {
                "html": f'<img alt="A picture that this step drew" src="data:image/png;base64,{data["image/png"]}">'
            }
        elif "text/plain" in data:
            yield {"text": str(data["text/plain"])}
