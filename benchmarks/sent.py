"""What a cohort sends: lessons as people save them, with answers drawn by lot and the charts they saw.

Each person has a skill of their own and so other answers: some right, some of the known wrong ones, some left
out. The lesson is what a champion's page saves: each form step shows its answer and its hint, and each chart
is there as a picture. The same lessons and numbers always give the same answers.
"""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from champions.desk.sample import invented_answers
from champions.marking.running.supervisor import Warm
from champions.notebooks.steps import asked_in
from champions.questions import answers, scheme
from champions.questions import page as paper
from champions.questions.answers import AnswerBook
from champions.questions.scheme import Scheme

#: Slips that people often make in lesson 06, beside what the author wrote.
SLIPS: Mapping[str, Sequence[str]] = {
    "middle-in-code-answer": (
        'middle_line = first_20["days"].mean()',
        'middle_line = waits["days"].median()',
    ),
    "stretch-longest-answer": ("longest = 9", "longest = ..."),
}


class Sender:
    """Makes what people send of one lesson."""

    def __init__(self, home: Path, module: str, warm: Warm) -> None:
        self.module = module
        self.scheme: Scheme = scheme.load_scheme(home / "solutions" / module)
        text = (home / "modules" / module / "lesson.ipynb").read_text(encoding="utf-8")
        self._notebook = json.loads(text)
        for cell in self._notebook["cells"]:
            cell["source"] = "".join(cell["source"])
        beside = sorted((home / "modules" / module).iterdir())
        files = {one.name: one.read_bytes() for one in beside if one.suffix != ".ipynb"}
        code = [cell for cell in self._notebook["cells"] if cell["cell_type"] == "code"]
        run = warm.run([cell["source"] for cell in code], files)
        if run.why:
            raise SystemExit(f"{module} did not run as it was released: {run.why}")
        for cell, shown in zip(code, run.cells, strict=True):
            cell["outputs"], cell["execution_count"] = shown.outputs, shown.count
        self._lines = _typed(home / "solutions" / module / "lesson.ipynb")

    @property
    def asks_for_code(self) -> bool:
        """Whether there is a step in which people may type code."""
        return bool(self._lines)

    def lesson(self, who: str, number: int, *, with_code: bool) -> bytes:
        """The file that one person sends."""
        lot = random.Random(f"{who} {self.module}")
        book = invented_answers(self.scheme, who, lot, skill=0.3 + 0.6 * lot.random())
        cells = [self._cell(cell, book, number, with_code) for cell in self._notebook["cells"]]
        whole = {**self._notebook, "cells": cells}
        return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()

    def _cell(
        self, cell: dict[str, Any], book: AnswerBook, number: int, with_code: bool
    ) -> dict[str, Any]:
        if cell["cell_type"] != "code":
            return cell
        lines = self._lines.get(cell["id"]) if with_code else None
        if lines:
            # No two are the same to the letter: each has written something of their own into it.
            typed = f"{lines[number % len(lines)]}\n# {book.learner} was here"
            return {**cell, "source": typed}
        if any(_is_whose(one) for one in cell["outputs"]):
            whose = {"data": {answers.MIME: answers.learner_bundle(book), "text/plain": "Kept."}}
            return {**cell, "outputs": [*cell["outputs"], {**_SHOWN, **whose}]}
        name = asked_in(cell["source"])
        question = self.scheme[name] if name in self.scheme else None  # noqa: SIM401
        if question is None or question.from_code or not question.marked:
            return cell
        feedback = scheme.mark(question, book)
        data = {
            answers.MIME: answers.bundle(book, question.id),
            "text/html": paper.feedback_html(feedback),
            "text/plain": paper.feedback_text(feedback),
        }
        return {**cell, "outputs": [{**_SHOWN, "data": data}]}


def _typed(worked: Path) -> dict[str, list[str]]:
    """What people type into each step that asks for code: what the author wrote, and slips."""
    cells = json.loads(worked.read_text(encoding="utf-8"))["cells"]
    return {
        cell["id"]: ["".join(cell["source"]), *SLIPS.get(cell["id"], ())]
        for cell in cells
        if cell["cell_type"] == "code" and cell["metadata"].get("nbgrader", {}).get("solution")
    }


_SHOWN: dict[str, Any] = {"output_type": "display_data", "metadata": {}}


def _is_whose(output: Mapping[str, Any]) -> bool:
    kept = output.get("data", {}).get(answers.MIME)
    return isinstance(kept, Mapping) and "learner" in kept
