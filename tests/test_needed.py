"""Of a lesson with code, the steps run that its marks can depend on: all is as after a whole run."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import pytest
import small_course as small
from test_not_run import COURSE, everything

from champions.marking.cohort import mark_folder
from champions.marking.running.needed import Needed
from champions.marking.running.supervisor import Output, Warm, warm_for
from champions.questions import answers, scheme

BEGIN = 'from champions import *\nstart("a")'
RELEASED = [
    BEGIN,
    'alarm_lab()\nread_it_yourself(hub_chart(), "form")',
    'waits = load("befriending-waits").drop_duplicates()',
    'chart = run_chart(waits, value="days", notes={"2025-03-03": "leaflet"})',
    'waits["first_visits"].median()',
    'check("form")',
    "middle = ...",
    'check("middle")',
    'project_page("Mine", "form")',
    "finish()",
]


def needed(line: str, at: int = 6, released: list[str] | None = None) -> list[int] | None:
    released = released or RELEASED
    sources = [*released[:at], line, *released[at + 1 :]]
    return Needed(released, {"middle": "middle"}, {"form"}).of(sources)


PLAIN = {
    'middle = waits["days"].median()': [0, 2, 6, 7],
    'x = sorted(waits["days"])\nmiddle = sum(x) / len(x)\nprint(f"{middle:.1f}")': [0, 2, 6, 7],
    "middle = 26.0": [0, 2, 6, 7],
    "middle = chart.phases": [0, 2, 3, 6, 7],
    "middle = ...": [0, 2, 6, 7],
}
#: What could change what our own steps do, or look at more than its own names.
NOT_PLAIN = (
    *("import os\nmiddle = 3", "from math import *", "check = print", "load = 3\nmiddle = 3"),
    *("sum = 3", "middle = _", "middle = Out[1]", "middle = In", "get_ipython().run_cell('1')"),
    *("exec('check = print')", "globals()['check'] = print", "middle = check.__globals__"),
    *(
        "waits.days = 3",
        "waits['days'] = 3",
        "del waits",
        "def check(*a): pass",
        "class check: ...",
    ),
    *("middle = (load := 3)", "%time middle = 3", "!ls", "middle =", "open('my-answers.json')"),
    *("while True: pass", "[0 for load in '']", "middle = lambda: 3", "check('middle', 3)"),
    *(
        "start('b')",
        "finish() or 3",
        "exit()",
        "unknown",
        "pwd",
        "middle\0",
        "try: x\nexcept: middle = 3",
    ),
    *(
        "middle = await load('x')",
        "ｃｈｅｃｋ = 3",
        "with waits: pass",
        "print(*waits)",
        "middle: int",
    ),
)


@pytest.mark.parametrize("line", PLAIN)
def test_plain_code_needs_what_it_stands_on(line: str) -> None:
    assert needed(line) == PLAIN[line]


@pytest.mark.parametrize("line", NOT_PLAIN)
def test_code_that_is_not_plain_from_its_text_needs_everything(line: str) -> None:
    assert needed(line) is None


@pytest.mark.parametrize(
    ("at", "line"),
    [(0, "from champions import start\nstart('a')"), (1, "run_chart = 3"), (5, "import os")],
)
def test_a_lesson_whose_own_steps_are_not_plain_runs_whole(at: int, line: str) -> None:
    released = [*RELEASED[:at], line, *RELEASED[at + 1 :]]
    assert needed("middle = 26.0") is not None
    assert needed("middle = 26.0", released=released) is None


def test_a_step_that_changes_what_the_code_uses_is_run() -> None:
    changes = 'waits.sort_values("days", inplace=True)'
    released = [*RELEASED[:4], changes, *RELEASED[5:]]
    assert needed('middle = waits["days"].iloc[3]', released=released) == [0, 2, 4, 6, 7]


def _mark(
    inbox: Path, out: Path, home: Path, patch: pytest.MonkeyPatch, *, run_all: bool
) -> tuple[dict[str, Any], list[int]]:
    """All that came of it, and of how many steps each run was."""
    steps: list[int] = []
    run = Warm.run

    def counted(warm: Warm, sources: Any, *more: Any) -> Any:
        steps.append(len(sources))
        return run(warm, sources, *more)

    with patch.context() as during:
        during.setattr(Warm, "run", counted)
        mark_folder(inbox, out, home, say=lambda _: None, run_all=run_all)
    return everything(out), sorted(steps)


#: What people typed into a step of the small lesson, and of how many of its eleven steps each run is.
TYPED = {
    "right": ({"middle-in-code": "middle = 26.0", "further": "further = 7"}, 5),
    "wrong": ({"middle-in-code": "middle = 25.0", "further": "further = 'x' + 3"}, 5),
    "odd": ({"middle-in-code": "middle = float('nan')", "further": "further = middle"}, 5),
    "stops": ({"middle-in-code": "middle = 1 / 0", "further": "print(middle)"}, 5),
    "imports": ({"middle-in-code": "import math\nmiddle = math.sqrt(676)"}, 11),
    "forges": ({"middle-in-code": "check = lambda *_: 2\nmiddle = 3"}, 11),
    "ends": ({"middle-in-code": "import os\nos._exit(3)"}, 11),
    "at a loss": ({"middle-in-code": "middle = dont know", "further": "?"}, 11),
    "too much": ({"middle-in-code": "middle = [0] * 10 ** 9"}, 4),
}


@pytest.mark.needs("bubblewrap")
def test_marks_pages_and_tables_are_those_of_whole_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, inbox = small.make_course(tmp_path / "course"), tmp_path / "inbox"
    for name, (lines, _) in TYPED.items():
        small.send(inbox, name, small.work(small.ALL_RIGHT, lines, learner=name.replace(" ", "-")))
    whole, all_run = _mark(inbox, tmp_path / "whole", home, monkeypatch, run_all=True)
    quick, some_run = _mark(inbox, tmp_path / "quick", home, monkeypatch, run_all=False)
    assert [name for name in whole if whole[name] != quick[name]] == []
    assert sorted(whole) == sorted(quick)
    assert all_run == [11] * len(TYPED)
    assert some_run == sorted(count for _, count in TYPED.values())


@pytest.mark.needs("bubblewrap")
def test_in_every_lesson_that_asks_for_code_the_checks_give_what_they_give_in_a_whole_run() -> None:
    lessons = 0
    with warm_for(COURSE, 30) as warm:
        for folder in sorted((COURSE / "solutions").iterdir()):
            questions = scheme.load_scheme(folder).questions
            asked = {one.id: one.from_code for one in questions if one.from_code}
            if asked:
                lessons += 1
                released = _code(COURSE / "modules" / folder.name / "lesson.ipynb")
                sources = _code(folder / "lesson.ipynb")
                others = {one.id for one in questions} - set(asked)
                steps = Needed(released, asked, others).of(sources)
                assert steps is not None
                assert len(steps) < 10 < 20 < len(sources)
                beside = (COURSE / "modules" / folder.name).iterdir()
                files = {one.name: one.read_bytes() for one in beside if one.suffix != ".ipynb"}
                whole = _answers(warm.run(sources, files).cells, folder.name, asked)
                short = warm.run([sources[at] for at in steps], files)
                assert _answers(short.cells, folder.name, asked) == whole
                assert all(whole.values())
    assert lessons >= 7


def _code(path: Path) -> list[str]:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def _answers(cells: Sequence[Output], module: str, asked: Collection[str]) -> dict[str, Any]:
    book = answers.recover({"cells": [{"outputs": cell.outputs} for cell in cells]}, module)
    return {name: book.records.get(name) for name in asked}
