"""A course of one small lesson, for tests of marking that should not wait for a real one.

It has one question of each sort that marking treats in its own way: a guess, a choice, a line of
code, a stretch step, a note, a scored piece of words and a reflection.
"""

from __future__ import annotations

import copy
import json
import shutil
from pathlib import Path
from typing import Any

from champions.authoring.blocks import find_blocks
from champions.authoring.compile import compile_blocks
from champions.nbgrader.settings import CONFIG, own_config
from champions.questions import answers, compiled, python_scheme
from champions.questions.answers import AnswerBook

COURSE = Path(__file__).resolve().parents[1]
#: What stands where a learner's code and a learner's words belong, by the settings that are shipped.
_STUBS = own_config(COURSE).ClearSolutions
CODE_STUB, TEXT_STUB = _STUBS.code_stub["python"], _STUBS.text_stub

MODULE = "01-small"
VERSION = "v1"

#: Its questions, as an author types them.
QUESTIONS = """
```{question} guess
kind: guess
ask: What do you think?
options: {yes: "Yes", no: "No"}
```

```{question} middle-line
kind: choice
ask: Which line goes through the middle?
options:
  median: The median
  mean: The mean
  target: The target
right: median
misses:
- name: mean-not-median
  chosen: mean
  hint: One long wait pulls the mean up.
- name: target-is-the-middle
  chosen: target
  hint: A target is a wish.
look: Think of the dots above and below.
step: Put the values in order.
praise: Half above, half below.
points: 2
```

```{question} middle-in-code
kind: number-in-code
ask: Finish the line.
name: middle
right: 26.0
misses:
- name: mean-not-median
  is: 25.0
  hint: That is the mean.
look: Copy the line above.
step: Write middle = 26.0
praise: One line of code.
```

```{question} further
kind: number-in-code
ask: Go further.
name: further
right: 7
look: Look again.
step: Write further = 7
praise: Well found.
stretch: true
```

```{question} note
kind: words
ask: A note for you
reply: false
```

```{question} evidence
kind: words
ask: Project evidence
boxes: {chart: Your chart, reading: Your reading}
rubric:
  0: Nothing yet.
  1: Says what is counted.
  2: Reads the whole chart.
  3: Says what may be behind it.
```

```{question} reflection
kind: words
ask: A thought of your own
```
"""
#: The same as a scheme of the first version has them.
MARKING = """
from champions.questions import Choice, Guess, Level, Miss, Value, Words

QUESTIONS = [
    Guess(id="guess", ask="What do you think?", options={"yes": "Yes", "no": "No"}),
    Choice(
        id="middle-line",
        ask="Which line goes through the middle?",
        options={"median": "The median", "mean": "The mean", "target": "The target"},
        right="median",
        misses=(
            Miss("mean", "mean-not-median", "One long wait pulls the mean up."),
            Miss("target", "target-is-the-middle", "A target is a wish."),
        ),
        look="Think of the dots above and below.",
        step="Put the values in order.",
        praise="Half above, half below.",
        points=2,
    ),
    Value(
        id="middle-in-code",
        ask="Finish the line.",
        name="middle",
        right=26.0,
        misses=(Miss(25.0, "mean-not-median", "That is the mean."),),
        look="Copy the line above.",
        step="Write middle = 26.0",
        praise="One line of code.",
    ),
    Value(
        id="further",
        ask="Go further.",
        name="further",
        right=7.0,
        look="Look again.",
        step="Write further = 7",
        praise="Well found.",
        stretch=True,
    ),
    Words(id="note", ask="A note for you", reply=False),
    Words(
        id="evidence",
        ask="Project evidence",
        boxes={"chart": "Your chart", "reading": "Your reading"},
        rubric=(
            Level(0, "Nothing yet."),
            Level(1, "Says what is counted."),
            Level(2, "Reads the whole chart."),
            Level(3, "Says what may be behind it."),
        ),
    ),
    Words(id="reflection", ask="A thought of your own"),
]
"""

_LOCKED = {"schema_version": 3, "grade": False, "solution": False, "locked": True, "task": False}
_TEST = {**_LOCKED, "grade": True}
_ANSWER = {**_LOCKED, "solution": True, "locked": False}
_WORDS = {**_ANSWER, "grade": True}


def code(source: str, cell_id: str, notes: dict[str, Any] | None = None) -> dict[str, Any]:
    """A code cell; with nbgrader's notes it is a graded or locked one."""
    metadata = {"nbgrader": {**notes, "grade_id": cell_id}} if notes else {}
    return {
        "cell_type": "code",
        "id": cell_id,
        "metadata": metadata,
        "source": source,
        "execution_count": None,
        "outputs": [],
    }


def _answer(name: str, solution: str) -> dict[str, Any]:
    source = f"### BEGIN SOLUTION\n{solution}\n### END SOLUTION"
    return code(source, f"{name}-answer", _ANSWER)


def _test(name: str, points: float) -> dict[str, Any]:
    return code(f'check("{name}")', name, {**_TEST, "points": points})


def _words(name: str, points: float) -> dict[str, Any]:
    cell = code("An exemplar.", f"{name}-words", {**_WORDS, "points": points})
    del cell["outputs"], cell["execution_count"]
    return {**cell, "cell_type": "markdown"}


def solution() -> dict[str, Any]:
    """The worked lesson."""
    prose = {"cell_type": "markdown", "id": "title", "metadata": {}, "source": "# A small lesson"}
    return {
        "cells": [
            prose,
            code(f'from champions import *\nstart("{MODULE}")', "start", _LOCKED),
            code('check("guess")', "guess", _LOCKED),
            _test("middle-line", 2),
            _answer("middle-in-code", "middle = 26.0"),
            _test("middle-in-code", 1),
            _answer("further", "further = 7"),
            _test("further", 1),
            code('check("note")', "note", _LOCKED),
            code('check("evidence")', "evidence", _LOCKED),
            _words("evidence", 3),
            code('check("reflection")', "reflection", _LOCKED),
            _words("reflection", 0),
            code("finish()", "finish", _LOCKED),
        ],
        "metadata": {
            "champions": {"module": MODULE, "version": VERSION, "language": "en-GB"},
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def compiled_text(questions: str = QUESTIONS) -> str:
    """The file of questions that the build makes of what an author typed."""
    made = compile_blocks(find_blocks(questions).questions, {}, {})
    assert not made.slips, made.slips
    return compiled.write(MODULE, made.questions)


def make_course(folder: Path, *, python: bool = False) -> Path:
    """Write the course into a folder, with the settings that are shipped, and return it.

    Args:
        folder: where to.
        python: with a scheme of the first version.
    """
    lesson = folder / "solutions" / MODULE
    lesson.mkdir(parents=True)
    (folder / "datasets").mkdir()
    (lesson / "lesson.ipynb").write_text(json.dumps(solution()), encoding="utf-8")
    if python:
        (lesson / python_scheme.FILE).write_text(MARKING, encoding="utf-8")
    else:
        (lesson / compiled.COMPILED).write_text(compiled_text(), encoding="utf-8")
    shutil.copy(COURSE / CONFIG, folder)
    return folder


def released() -> dict[str, Any]:
    """The lesson as a learner gets it: what generate_assignment makes of the worked one."""
    notebook = solution()
    for cell in notebook["cells"]:
        notes = cell["metadata"].get("nbgrader", {})
        if notes.get("solution"):
            is_code = cell["cell_type"] == "code"
            cell["source"] = CODE_STUB if is_code else TEXT_STUB
    return notebook


def work(
    replies: dict[str, Any] | None = None,
    lines: dict[str, str] | None = None,
    *,
    learner: str = "",
    history: dict[str, list[str]] | None = None,
) -> dict[str, Any]:
    """A lesson that a learner has worked on.

    Args:
        replies: question to plain answer, as the forms recorded it in the outputs.
        lines: question to the code that the learner typed.
        learner: the learner's code.
        history: question to the outcomes of its tries.
    """
    notebook = copy.deepcopy(released())
    book = AnswerBook(MODULE, learner)
    for name, answer in (replies or {}).items():
        tried = tuple((history or {}).get(name, ()))
        book.records[name] = answers.Record(answer, tried)
    for cell in notebook["cells"]:
        name = cell["id"]
        if cell["cell_type"] == "code" and name in book.records:
            cell["outputs"] = [shown(answers.bundle(book, name))]
        if name == "finish" and learner:
            cell["outputs"] = [shown(answers.learner_bundle(book))]
        if name.removesuffix("-answer") in (lines or {}) and name.endswith("-answer"):
            cell["source"] = (lines or {})[name.removesuffix("-answer")]
    return notebook


def shown(bundle: dict[str, Any]) -> dict[str, Any]:
    """An output that carries a recorded answer."""
    data = {answers.MIME: bundle, "text/plain": "Kept."}
    return {"output_type": "display_data", "data": data, "metadata": {}}


ALL_RIGHT: dict[str, Any] = {
    "guess": "yes",
    "middle-line": "median",
    "note": {"words": "Remember the order."},
    "evidence": {"chart": "Visits, 20 weeks", "reading": "No signal yet"},
    "reflection": {"words": "My mother waited longest."},
}
RIGHT_LINES = {"middle-in-code": "middle = 26.0", "further": "further = 7"}


def send(folder: Path, learner: str, notebook: dict[str, Any], name: str = "lesson.ipynb") -> Path:
    """Put a lesson into the trainer's folder, under the learner's name."""
    (folder / learner).mkdir(parents=True, exist_ok=True)
    path = folder / learner / name
    path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path
