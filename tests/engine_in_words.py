"""What the script of a page says of answers, in a language: for tests that hold it to Python's words."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from browser import COURSE

_ENGINE = COURSE / "src" / "champions" / "website" / "live" / "engine.js"


def marked(
    folder: Path, spoken: Mapping[str, Any], lesson: str, question: str, asked: Sequence[Any]
) -> list[dict[str, Any]]:
    """The feedback on each answer to a question of a lesson.

    Args:
        folder: of the test. spoken: what a page tells its script of its language.
        lesson: its folder's name. question: its id. asked: the answers.
    """
    script = folder / "engine.js"
    engine = _ENGINE.read_text(encoding="utf-8")
    script.write_text(f"globalThis.ChampionsWords = {json.dumps(spoken)};\n{engine}", "utf-8")
    questions = (COURSE / "solutions" / lesson / "questions.json").read_text(encoding="utf-8")
    lines: list[list[Any]] = [["open", lesson, questions, ""]]
    lines += [["mark", lesson, question, one, []] for one in asked]
    ran = subprocess.run(
        ["node", COURSE / "tests" / "run_engine.mjs", script],
        input="".join(f"{json.dumps(line)}\n" for line in lines),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return [json.loads(line)["gave"] for line in ran.stdout.splitlines()][1:]
