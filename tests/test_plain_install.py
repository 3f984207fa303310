"""The wheel without the course: a plain install has the charts, and says which extra brings the rest.

The wheel is built and unpacked into an empty folder, beside the pieces that its own list of needs names, and
what they need. A fresh Python that sees nothing else then draws charts and tries each command.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from functools import cache
from importlib.metadata import Distribution, distribution, packages_distributions
from pathlib import Path
from typing import Any

import pytest
import rooms
from packaging.requirements import Requirement

from champions.cli import COMMANDS, EXTRAS

ROOT = rooms.LIBRARY.parent
COURSE = ROOT.parent

#: What a person does with a plain install.
CHARTS = """
import json, sys
import numpy as np, pandas as pd
from champions import run_chart, control_chart
from champions.charts.funnel import funnel_chart
from champions.charts.pareto import pareto_chart
from champions.charts.kinds import KINDS

values = [24, 26, 22, 28, 25, 27, 23, 26, 24, 27, 15, 17, 14, 16, 18, 15, 17, 16, 14, 15]
made = {"run": run_chart(values, rules="cutbox", name="waits")}
for kind, row in KINDS.items():
    if row.runs_alone:
        continue
    data = [[v, v + 2, v - 1] for v in values] if row.made_from == "subgroups" else values
    more = {"out_of": [90] * 20} if row.made_from in {"share", "rate", "total"} else {}
    made[kind] = control_chart(data, kind, **more)
made["funnel"] = funnel_chart(None, [3, 5, 60], out_of=[90, 100, 110], place=list("abc"))
made["pareto"] = pareto_chart(["bus", "phone", "bus"])
said = {}
for name, chart in made.items():
    parts = [chart.to_png(), chart.to_svg(), chart.to_csv(), chart.to_html()]
    said[name] = {"reading": chart.reading, "sizes": [len(part) for part in parts]}
print(json.dumps({"said": said, "loaded": sorted({m.split(".")[0] for m in sys.modules})}))
"""


def needs(extra: str = "") -> set[str]:
    """The distributions that the wheel asks for, with one of its extras, and what these ask for."""
    project = _project()
    asked: list[str] = list(project["dependencies"])
    extras = [extra] if extra else []
    while extras:
        for line in project["optional-dependencies"][extras.pop()]:
            wanted = Requirement(line)
            extras += wanted.extras if wanted.name == "champions" else []
            asked += [] if wanted.name == "champions" else [line]
    found: set[str] = set()
    for line in asked:
        found |= _with_what_it_needs(Requirement(line).name)
    return found


@cache
def _project() -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads((COURSE / "pyproject.toml").read_text("utf-8"))
    return dict(found["project"])


@cache
def _with_what_it_needs(name: str) -> frozenset[str]:
    found, todo = set(), [name]
    while todo:
        one = re.sub(r"[-_.]+", "-", todo.pop()).lower()
        if one in found:
            continue
        found.add(one)
        for line in distribution(one).requires or []:
            wanted = Requirement(line)
            if wanted.marker is None or wanted.marker.evaluate({"extra": ""}):
                todo.append(wanted.name)
    return frozenset(found)


def tops(piece: Distribution) -> Iterator[Path]:
    """The folders and files of a distribution that lie at the top of where it is installed."""
    names = {
        Path(str(file)).parts[0] for file in piece.files or [] if not str(file).startswith("..")
    }
    for name in names - {"__pycache__"}:
        yield Path(str(piece.locate_file(name)))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, as anybody builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=COURSE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def empty(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and what a plain install brings, and nothing else."""
    folder = tmp_path_factory.mktemp("plain")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder)
    for name in needs():
        for path in tops(distribution(name)):
            if path.exists():
                (folder / path.name).symlink_to(path)
    return folder


def fresh(empty: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A Python that sees its own library and that folder alone."""
    start = (
        "import sys; sys.path[:] = [p for p in sys.path if 'site-packages' not in p]; "
        f"sys.path.insert(0, {str(empty)!r}); "
    )
    return subprocess.run(
        [sys.executable, "-I", "-S", "-c", start + words[0], *words[1:]], capture_output=True, text=True,
        cwd=empty, check=False, env={"MPLCONFIGDIR": str(empty / "fonts"), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip


def test_a_plain_install_draws_and_reads_every_kind_of_chart(empty: Path) -> None:
    done = fresh(empty, CHARTS)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert len(found["said"]) > 14
    assert "The waits fell" in found["said"]["run"]["reading"]
    assert all(min(one["sizes"]) > 40 for one in found["said"].values())
    assert {"numpy", "pandas", "matplotlib"} <= set(found["loaded"])
    assert not {"ipywidgets", "nbgrader", "flask", "jinja2", "yaml", "IPython"} & set(
        found["loaded"]
    )


def test_a_plain_install_lists_the_charts(empty: Path) -> None:
    done = fresh(empty, "from champions.cli import main; sys.exit(main(sys.argv[1:]))", "charts")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("| chart | `anhoej`")


@pytest.mark.parametrize(
    "word", ["build", "certificates", "desk", "mark", "paper", "site", "whose"]
)
def test_a_command_without_its_extra_says_which_one_to_install(empty: Path, word: str) -> None:
    more = {"mark": ["work"], "whose": ["work"]}.get(word, [])
    (empty / "work").mkdir(exist_ok=True)
    done = fresh(empty, "from champions.cli import main; sys.exit(main(sys.argv[1:]))", word, *more)
    assert done.returncode == 1, done.stdout + done.stderr
    assert f'extra "{EXTRAS[word]}"' in done.stderr
    assert f"champions[{EXTRAS[word]}]" in done.stderr
    assert "Traceback" not in done.stderr


# What each extra has to bring -------------------------------------------------------------------------


def imported(module: str) -> dict[str, str]:
    """Every piece of others that a module of the library can come to import, and where it does."""
    seen: set[str] = set()
    found: dict[str, str] = {}
    todo = [module]
    while todo:
        name = todo.pop()
        path = _file(name)
        if name in seen or path is None:
            continue
        seen.add(name)
        for one in _imports(path):
            top = one.split(".")[0]
            if top == "champions":
                todo.append(one)
            elif top not in sys.stdlib_module_names:
                found.setdefault(top, name)
    return found


def _file(name: str) -> Path | None:
    path = ROOT / name.replace(".", "/")
    both = (path.with_suffix(".py"), path / "__init__.py")
    return next((one for one in both if one.is_file()), None)


@cache
def _imports(path: Path) -> tuple[str, ...]:
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return tuple(found)


#: Only for one option, whose own words say what to install: champions mark --dask.
FOR_AN_OPTION = {"distributed"}


@pytest.mark.parametrize("word", sorted(COMMANDS))
def test_an_extra_brings_all_that_its_commands_come_to_import(word: str) -> None:
    if word in {"open", "serve", "jupyterhub"}:
        assert word not in EXTRAS  # start.py sets up what they start
        return
    installed = packages_distributions()
    brought = needs(EXTRAS.get(word, ""))
    missing = {
        top: where
        for top, where in imported(COMMANDS[word][0]).items()
        if top not in FOR_AN_OPTION
        and not {re.sub(r"[-_.]+", "-", one).lower() for one in installed[top]} & brought
    }
    assert missing == {}


def test_the_rooms_of_charts_need_nothing_but_what_a_plain_install_brings() -> None:
    installed = packages_distributions()
    tried = 0
    for path in sorted((rooms.LIBRARY / "charts").rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        assert all(set(installed[top]) <= needs() for top in imported(name)), name
        tried += 1
    assert tried > 30


def test_the_wheel_carries_what_charts_read_and_the_marks_of_its_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
        about = next(name for name in names if name.endswith("METADATA"))
        said = packed.read(about).decode()
    assert {f"champions/charts/{name}.csv" for name in ("chances", "alone", "boxes")} <= names
    assert not [name for name in names if "__pycache__" in name or name.startswith("tests/")]
    for extra in {*EXTRAS.values(), "lesson"}:
        assert f"Provides-Extra: {extra}\n" in said
