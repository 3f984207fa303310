"""What of the library goes to a browser: all that a lesson needs, with the manual of what it calls by name."""

from __future__ import annotations

import ast
import io
import zipfile
from functools import cache
from pathlib import Path

import pytest
import rooms

from champions.website.python import FOR_A_BROWSER, FOR_A_TERMINAL, NOT_FOR_A_BROWSER, our_wheel

ROOT = rooms.LIBRARY.parent


@cache
def members() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(our_wheel())) as wheel:
        return {
            name: wheel.read(name) for name in wheel.namelist() if name.startswith("champions/")
        }


def bare(source: str) -> str:
    """What a file does: its syntax, without docstrings, with the numbers of its lines."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            continue
        if node.body and isinstance(node.body[0], ast.Expr) and _is_text(node.body[0].value):
            node.body = node.body[1:]
            if not isinstance(node, ast.Module):
                node.end_col_offset = 0  # a body that is a docstring alone ends elsewhere
    return ast.dump(tree, include_attributes=True)


def _is_text(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and isinstance(value.value, str)


def test_a_browser_gets_no_command_and_all_else_of_a_lesson() -> None:
    assert not {f"champions/{name}" for name in FOR_A_TERMINAL} & set(members())
    assert all((rooms.LIBRARY / name).is_file() for name in FOR_A_TERMINAL)
    assert {"champions/charts/chart.py", "champions/style/lesson.css"} <= set(members())


#: All that may go along, without making the wheel while tests are looked for.
NAMES = sorted(path.relative_to(ROOT).as_posix() for path in rooms.LIBRARY.rglob("*.py"))
HERE = [
    name
    for name in NAMES
    if name.split("/")[1] in FOR_A_BROWSER
    and name.removeprefix("champions/") not in FOR_A_TERMINAL
    and Path(name).name not in NOT_FOR_A_BROWSER
]


def test_each_file_of_a_browser_is_looked_at_here() -> None:
    assert sorted(name for name in members() if name.endswith(".py")) == HERE


@pytest.mark.parametrize("name", HERE)
def test_each_file_does_the_same_in_a_browser_at_the_same_lines(name: str) -> None:
    ours, sent = (ROOT / name).read_text(encoding="utf-8"), members()[name].decode()
    assert bare(sent) == bare(ours)
    assert len(sent.splitlines()) == len(ours.splitlines())
    assert "\n    >>> " not in sent


def test_what_is_for_people_who_change_the_course_stays_at_home() -> None:
    sent = members()["champions/questions/base/question.py"].decode()
    assert "Turn the plain answer into the form in which it is compared" not in sent
    assert "A wrong answer that people really give, and the hint that fits it." in sent
    assert "A question knows what is right (computed from the data, never typed)" not in sent


def test_the_manual_of_a_chart_goes_along_without_its_examples() -> None:
    sent = members()["champions/charts/chart.py"].decode()
    assert "Draw a run chart: values in order of time, and their median." in sent
    assert 'improvement: ``"up"``, ``"down"`` or ``"neither"``: which way is better.' in sent
    assert ">>> run_chart(waits" in Path(ROOT / "champions/charts/chart.py").read_text("utf-8")


@pytest.mark.parametrize("path", [ROOT / "champions/style/lesson.css"], ids=lambda path: path.name)
def test_what_is_no_python_goes_as_it_is(path: Path) -> None:
    assert members()[path.relative_to(ROOT).as_posix()] == path.read_bytes()
