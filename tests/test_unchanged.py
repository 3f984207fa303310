"""A lesson is not run again when nothing changed that it is made of, and is run when anything did."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
import zmq

from champions.authoring import unchanged
from champions.authoring.build import _without_ports, run_cells
from champions.authoring.unchanged import Built, _names_all_that_it_loads, library_files

COURSE = Path(__file__).resolve().parents[1]
ONE = "06-run-charts"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A course with one built lesson that loads one of two data sets."""
    files = {
        "place.yml": "place: Here",
        "glossary.yml": "a: b",
        f"solutions/{ONE}/lesson.md": "words",
        f"solutions/{ONE}/facts.py": 'load("our-waits")',
        f"solutions/{ONE}/lesson.ipynb": "built",
        f"solutions/{ONE}/questions.json": "built",
        f"modules/{ONE}/lesson.ipynb": "built",
        "datasets/our-waits/data.csv": "week\n1\n",
        "datasets/our-visits/data.csv": "week\n1\n",
        "datasets/variants/beads/1.json": "{}",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    Built(tmp_path).note([ONE], variants=True)
    return tmp_path


def test_a_kernel_of_a_build_takes_no_port_that_another_program_may_take(tmp_path: Path) -> None:
    """jupyter_client gives its free ports back before the kernel takes them: two builds may meet there."""
    asked = (
        "import ipykernel, json; print(json.loads(ipykernel.get_connection_info())['transport'])"
    )
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(asked)])
    run_cells(notebook, tmp_path, {})
    assert notebook.cells[0].outputs[0].text.strip() == ("ipc" if zmq.has("ipc") else "tcp")
    assert not _without_ports(Path("x" * 91)), "the system takes no longer address of a socket"


def test_a_lesson_of_which_nothing_changed_stays(root: Path) -> None:
    assert Built(root).as_it_was(ONE)
    assert Built(root).has_variants()
    assert not Built(root).as_it_was("07-variation"), "what was never built stays"


@pytest.mark.parametrize(
    "name",
    [
        f"solutions/{ONE}/lesson.md",
        f"solutions/{ONE}/facts.py",
        f"solutions/{ONE}/picture.svg",
        "place.yml",
        "glossary.yml",
        "nbgrader_config.py",
        "datasets/our-waits/data.csv",
        f"solutions/{ONE}/lesson.ipynb",
        f"modules/{ONE}/lesson.ipynb",
        f"modules/{ONE}/more.json",
    ],
)
def test_a_change_of_what_it_is_made_of_or_of_what_was_made_builds_it_again(
    root: Path, name: str
) -> None:
    (root / name).write_text("changed", encoding="utf-8")
    assert not Built(root).as_it_was(ONE)


def test_a_file_that_is_gone_builds_it_again(root: Path) -> None:
    (root / "modules" / ONE / "lesson.ipynb").unlink()
    assert not Built(root).as_it_was(ONE)


def test_data_that_it_does_not_load_are_nothing_to_it_but_where_it_may_load_any(root: Path) -> None:
    other = root / "datasets" / "our-visits" / "data.csv"
    other.write_text("week\n2\n", encoding="utf-8")
    assert Built(root).as_it_was(ONE)
    facts = root / "solutions" / ONE / "facts.py"
    facts.write_text("for one in names(): load(one)", encoding="utf-8")
    Built(root).note([ONE], variants=False)
    assert Built(root).as_it_was(ONE)
    other.write_text("week\n3\n", encoding="utf-8")
    assert not Built(root).as_it_was(ONE)


@pytest.mark.parametrize(
    ("code", "sure"),
    [
        ('x = load("a-b")', True),
        ("x = load('a')", True),
        ("", True),
        ('x = load("a" + b)', False),
        ("x = load(which)", False),
        ("get = load\nget(which)", False),
        ('pd.read_csv("datasets/a/data.csv")', False),
        ('open("x")', False),
        ("champions.data.load(n)", False),
    ],
)
def test_what_may_load_any_data_is_known(code: str, sure: bool) -> None:
    assert _names_all_that_it_loads(code) is sure


@pytest.mark.parametrize("part", ["_library", "_pieces"])
def test_another_library_or_another_version_of_a_piece_builds_it_again(
    root: Path, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unchanged, part, lambda: "another")
    assert not Built(root).as_it_was(ONE)


def test_a_list_that_cannot_be_read_counts_as_none(root: Path) -> None:
    (root / ".state" / "built.json").write_text("{", encoding="utf-8")
    assert not Built(root).as_it_was(ONE)


def test_the_digest_holds_every_file_of_the_library_that_a_build_or_a_lesson_loads() -> None:
    """Measured: what Python has loaded when a lesson was built, and what its lesson could load."""
    code = (
        "import sys, champions, importlib; from champions import *; "
        "import champions.authoring.build; [getattr(champions, name) for name in champions.__all__];"
        "from champions.questions.kinds import all_kinds, class_of; [class_of(k) for k in all_kinds()];"
        "print(*(m.__file__ for n, m in sys.modules.items() if n.startswith('champions')"
        " and getattr(m, '__file__', None)), sep='\\n')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {Path(line).resolve() for line in done.stdout.splitlines()}
    assert len(loaded) > 60
    missed = {path.name for path in loaded - set(library_files())}
    assert not missed
