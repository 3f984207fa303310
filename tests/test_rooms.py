"""The house keeps its plan: few rooms, no circle, and the learner's floor stands on its own."""

from __future__ import annotations

import importlib
import io
import sys
import zipfile
from pathlib import Path

import pytest
import rooms
from rooms import LEARNERS

from champions import old_names
from champions.website.python import FOR_A_BROWSER, NOT_FOR_A_BROWSER, our_wheel

#: What a learner's lesson may import, beside Python's own library.
LEARNERS_LIBRARIES = {
    *("champions", "ipywidgets", "matplotlib", "numpy", "pandas", "IPython"),
    "traitlets",  # IPython and ipywidgets are made with it
}
#: What may be imported where it is used, with words for a browser that has none.
WHERE_THERE_IS_ONE = {"champions.tables.workbook": {"openpyxl"}}


def test_there_are_few_rooms_on_few_floors_and_no_circle() -> None:
    floors = rooms.floors(rooms.plan())
    assert set(floors) >= LEARNERS
    assert len(floors) <= 25
    assert max(floors.values()) <= 8


def test_the_map_in_contributing_shows_every_room_with_what_it_is_for() -> None:
    course = rooms.LIBRARY.parents[1]
    page = " ".join((course / "CONTRIBUTING.md").read_text(encoding="utf-8").split())
    for name in rooms.plan():
        assert f"| `{name}` | {rooms.answers(name)}. |" in page, name
    assert rooms.PICTURE.read_text(encoding="utf-8") == rooms.picture(), (
        "The rooms have changed. Draw them again: python3 tests/rooms.py --write"
    )


def test_no_two_modules_need_each_other() -> None:
    assert rooms.circles() == []


def test_a_circle_counts_even_where_only_a_type_checker_sees_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = tmp_path / "champions"
    (library / "charts").mkdir(parents=True)
    (library / "charts" / "one.py").write_text(
        "def draw():\n    from champions.charts import two\n"
    )
    (library / "charts" / "two.py").write_text(
        "if TYPE_CHECKING:\n    from champions.charts.one import draw\n"
    )
    monkeypatch.setattr(rooms, "LIBRARY", library)
    monkeypatch.setattr(rooms, "_modules", rooms._modules.__wrapped__)
    assert rooms.circles() == [["champions.charts.one", "champions.charts.two"]]


def test_no_room_of_a_lesson_stands_on_a_trainers() -> None:
    plan = rooms.plan()
    for name in LEARNERS:
        assert plan[name] <= LEARNERS, name


def test_a_browser_gets_the_learners_rooms_and_no_other() -> None:
    signs = {"__init__", "old_names"}
    assert {name.removesuffix(".py") for name in FOR_A_BROWSER} == LEARNERS | signs


def test_a_browser_gets_the_forms_of_questions_and_nothing_for_print_or_authors() -> None:
    with zipfile.ZipFile(io.BytesIO(our_wheel())) as wheel:
        sent = {name for name in wheel.namelist() if name.startswith("champions/")}
    assert "champions/questions/choice/form.py" in sent
    assert not {name for name in sent if Path(name).name in NOT_FOR_A_BROWSER}
    there = {name.removesuffix(".py").replace("/", ".").removesuffix(".__init__") for name in sent}
    for path in rooms.files():
        if path.relative_to(rooms.LIBRARY.parent).as_posix() in sent:
            assert rooms.needed(path) <= there, path


@pytest.mark.parametrize(
    "path",
    [path for path in rooms.files() if rooms.room(rooms.module(path)) in LEARNERS],
    ids=rooms.module,
)
def test_a_lesson_needs_only_what_a_browser_has(path: Path) -> None:
    needed = {name.partition(".")[0] for name in rooms.imports(path)}
    needed -= WHERE_THERE_IS_ONE.get(rooms.module(path), set())
    assert needed <= {*sys.stdlib_module_names, *LEARNERS_LIBRARIES}


def test_charts_know_no_lesson() -> None:
    assert rooms.plan()["charts"] <= {"sentences", "style", "trouble"}


def test_tables_know_no_other_room_but_how_things_are_said() -> None:
    assert rooms.plan()["tables"] <= {"sentences"}


@pytest.mark.parametrize("name", sorted(old_names.MOVED))
def test_an_old_name_gives_the_present_module(name: str) -> None:
    present = importlib.import_module(f"champions.{old_names.MOVED[name]}")
    assert importlib.import_module(f"champions.{name}") is present
    assert present.__name__ == f"champions.{old_names.MOVED[name]}"


def test_a_name_that_never_was_is_still_unknown() -> None:
    with pytest.raises(ModuleNotFoundError, match="no_such_room"):
        importlib.import_module("champions.no_such_room")
