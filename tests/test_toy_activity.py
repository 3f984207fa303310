"""An activity of a lesson is one folder and one line: one never seen before is shown in every place."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import rooms

#: The folder of the activity: cups that somebody fills, with a page of the lesson that counts them.
FOLDER = {
    "__init__.py": '"""Fill cups, and see how many are full."""\n',
    "question.py": '''"""The question: how many cups are full?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from champions.questions import Marked, Unreadable
from champions.sentences import counted


@dataclass(frozen=True, kw_only=True)
class Cups(Marked):
    """Fill so many cups."""

    def read(self, answer: Any) -> int:
        if not isinstance(answer, int):
            raise Unreadable("Fill the cups.")
        return answer

    def in_words(self, answer: Any) -> tuple[str, ...]:
        return (counted(answer, "1 cup is full.", "{n} cups are full."),)
''',
    "form.py": '''"""The form: a box for the number of cups."""

import ipywidgets as w

from champions.questions.forms import check_button


def form(question, answer, changed):
    """The widgets to answer it with."""
    box = w.BoundedIntText(value=answer or 0, min=0, max=9, description="Cups")
    return [box, check_button(lambda: changed(box.value, True))]
''',
    "pages.py": '''"""What a lesson shows of it."""

from champions.lesson import session
from champions.questions.page import answer_in_words


def full_cups():
    """Say how many cups are full. The line follows every answer on the page."""

    def page(lesson):
        question, record = lesson.scheme["cups"], lesson.book.records.get("cups")
        said = " ".join(answer_in_words(question, record and record.answer)) or "No cup yet."
        return {"text/plain": said}

    session.follow(page, "cups")
''',
}
#: The one line for what the lesson calls by name, and where it goes.
LINE = '    "full_cups": "activities.cups.pages",\n'
TABLE = "_MODULES = {\n"
SCHEME = """
from champions.activities.cups.question import Cups
from champions.questions import Miss

QUESTIONS = [
    Cups(id="cups", ask="Fill three cups.", right=3, misses=(Miss(1, "one-alone", "Two more."),),
         look="Count them.", step="Fill one more.", praise="All three."),
]
"""
#: A lesson that asks it and shows its page, as a champion's kernel would run it.
LESSON = """
import io, json, zipfile
from types import SimpleNamespace
import champions
from champions import check, full_cups, start
from champions.lesson import session
from champions.questions import forms
from champions.website.python import our_wheel

page = {}
def show(bundle, display_id=""):
    page[display_id] = bundle.get("text/plain", "")
    return SimpleNamespace(update=lambda new, raw: page.update({display_id: new["text/plain"]}))
session.show = show
start("m")
full_cups()
before = page["champions-m-cups"]
opened = session._opened()
question = opened.scheme["cups"]
opened.answer(question, 1)
wrong, one = check("cups"), page["champions-m-cups"]
opened.answer(question, 3)
right, three = check("cups"), page["champions-m-cups"]
widgets = [type(one).__name__ for one in forms.form(question, 3, lambda *_: None).children]
with zipfile.ZipFile(io.BytesIO(our_wheel())) as wheel:
    sent = [name for name in wheel.namelist() if "/cups/" in name]
print(json.dumps({
    "names": dir(champions), "said": [before, one, three], "widgets": widgets, "sent": sent,
    "points": [float(str(wrong)), float(str(right))],
    "messages": list(question.mark(1).messages),
}))
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library with the activity in it: one folder more, and one line."""
    copy = tmp_path_factory.mktemp("library") / "champions"
    shutil.copytree(rooms.LIBRARY, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "activities" / "cups").mkdir()
    for name, text in FOLDER.items():
        (copy / "activities" / "cups" / name).write_text(text, encoding="utf-8")
    names = (copy / "__init__.py").read_text(encoding="utf-8")
    assert names.count(TABLE) == 1
    (copy / "__init__.py").write_text(names.replace(TABLE, TABLE + LINE), encoding="utf-8")
    return copy


@pytest.fixture(scope="module")
def seen(library: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the lesson shows, in a Python that has this library."""
    folder = tmp_path_factory.mktemp("lesson")
    (folder / "marking.py").write_text(SCHEME, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-c", LESSON],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(library.parent), "CHAMPIONS_STRICT": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    found: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return found


def test_a_lesson_calls_it_by_its_name(seen: dict[str, Any]) -> None:
    assert "full_cups" in seen["names"]


def test_its_page_follows_the_answers(seen: dict[str, Any]) -> None:
    assert seen["said"] == ["No cup yet.", "1 cup is full.", "3 cups are full."]


def test_its_question_is_shown_and_marked(seen: dict[str, Any]) -> None:
    assert "BoundedIntText" in seen["widgets"]
    assert seen["points"] == [0.0, 1.0]
    assert seen["messages"][0] == "Two more."


def test_the_website_carries_it(seen: dict[str, Any]) -> None:
    assert seen["sent"] == [f"champions/activities/cups/{name}" for name in sorted(FOLDER)]


def test_it_adds_no_room_and_no_import_that_climbs(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rooms.plan()
    monkeypatch.setattr(rooms, "LIBRARY", library)
    paths = [path for path in rooms.files() if path.parent.name == "cups"]
    assert {path.name for path in paths} == set(FOLDER)
    used = {rooms.room(name) for path in paths for name in rooms.imports(path)} - {""}
    assert used <= before["activities"]


def test_the_map_names_the_files_that_were_touched() -> None:
    page = (rooms.LIBRARY.parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (row,) = (line for line in page.splitlines() if line.startswith("| activity of a lesson |"))
    for named in (
        "one folder in `activities/`",
        "`src/champions/__init__.py`",
        Path(__file__).name,
    ):
        assert named in row
