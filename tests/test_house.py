"""The house holds together: versions, locks, licences, and what may stand in them."""

from __future__ import annotations

import ast
import hashlib
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import rooms
import yaml

from champions.place import load_place, local_names, names_typed

COURSE = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((COURSE / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = PROJECT["dependency-groups"]
CLASSIFIERS = PROJECT["project"]["classifiers"]
#: conda's name, where it is not the one on PyPI.
CONDA = {"matplotlib-base": "matplotlib", "python-libarchive-c": "libarchive-c"}


def lock(name: str) -> dict[str, set[str]]:
    """The versions of each piece in a lock; more than one where Pythons differ."""
    text = (COURSE / "locks" / f"{name}.txt").read_text(encoding="utf-8")
    versions: dict[str, set[str]] = {}
    for piece, version in re.findall(r"^([a-z0-9.-]+)==(\S+)", text, re.MULTILINE):
        versions.setdefault(piece, set()).add(version)
    return versions


def pinned(group: str) -> dict[str, str]:
    """The pieces that a group names with one version."""
    own = [line for line in GROUPS[group] if isinstance(line, str)]
    return dict(line.split("==") for line in own if "==" in line)


@pytest.mark.parametrize("name", ["course", "cluster", "hub", "test", "learner-oldest"])
def test_a_lock_gives_each_piece_its_sums_and_no_address(name: str) -> None:
    text = (COURSE / "locks" / f"{name}.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert "/work" not in text
    pieces = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(pieces) > 40
    assert all("--hash=sha256:" in piece for piece in pieces)


def test_the_locks_hold_what_pyproject_names() -> None:
    for group in ("course", "hub", "test"):
        for piece, version in pinned(group).items():
            assert lock(group)[piece.partition("[")[0]] == {version}, piece


def test_the_tests_run_with_the_course_to_the_letter() -> None:
    for more in (lock("test"), lock("hub")):
        assert lock("course") == {piece: more[piece] for piece in lock("course")}


def test_a_champions_computer_gets_no_test_tools() -> None:
    assert not {"pytest", "playwright", "mypy", "ruff", "hypothesis"} & set(lock("course"))


def test_condas_environment_has_the_same_versions() -> None:
    environment = yaml.safe_load((COURSE / "environment.yml").read_text(encoding="utf-8"))
    lines = [line for line in environment["dependencies"] if isinstance(line, str)]
    named = dict(line.split("=") for line in lines if line != "pip")
    assert f"Programming Language :: Python :: {named.pop('python')}" in CLASSIFIERS
    asked_for = {"jupyterlab", "nbgrader", "pandas", "matplotlib-base", "ipywidgets", "nbval"}
    assert asked_for <= set(named)
    for piece, version in named.items():
        assert lock("test")[CONDA.get(piece, piece)] == {version}, piece
    assert set(pinned("course")) <= {CONDA.get(piece, piece) for piece in named}


def test_the_oldest_lock_is_what_a_browser_brings() -> None:
    oldest = lock("learner-oldest")
    for piece, start in {"pandas": "2.2.", "numpy": "2.0.", "matplotlib": "3.8."}.items():
        assert all(version.startswith(start) for version in oldest[piece])


def test_what_a_browser_installs_is_the_learner_floor() -> None:
    lesson = PROJECT["project"]["optional-dependencies"]["lesson"]
    plain = PROJECT["project"]["dependencies"]
    assert {re.split(r"[<>=]", line)[0] for line in plain} == {"matplotlib", "numpy", "pandas"}
    named = {re.split(r"[<>=]", line)[0] for line in [*plain, *lesson]}
    assert named == {"ipywidgets", "matplotlib", "numpy", "pandas"}


def test_the_installer_is_the_one_that_its_notes_name() -> None:
    (wheel,) = (COURSE / "vendor").glob("*.whl")
    notes = (COURSE / "vendor" / "README.md").read_text(encoding="utf-8")
    assert f"{hashlib.sha256(wheel.read_bytes()).hexdigest()}  {wheel.name}" in notes


def test_set_up_needs_only_pythons_own_library() -> None:
    for name in ("start.py", "src/champions/install/setup.py", "src/champions/trouble.py"):
        assert imported(COURSE / name) <= {*sys.stdlib_module_names, "champions"}, name


def imported(path: Path) -> set[str]:
    """The packages that a file imports, at its top or inside a function."""
    return {name.partition(".")[0] for name in rooms.imports(path)}


def test_start_is_read_by_every_python_3() -> None:
    source = (COURSE / "start.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 4))


def test_the_readme_shows_the_two_commands() -> None:
    readme = (COURSE / "README.md").read_text(encoding="utf-8")
    assert "python3 start.py\n" in readme
    assert "python3 start.py test\n" in readme


def test_ci_runs_the_command_of_the_readme() -> None:
    assert "python3 start.py test" in (COURSE / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.needs("git")
def test_nothing_that_a_computer_makes_for_itself_is_kept() -> None:
    kept = subprocess.run(
        ["git", "ls-files", "-i", "-c", "--exclude-standard"],
        cwd=COURSE,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert kept == ""


@pytest.mark.needs("git")
def test_local_names_and_numbers_stand_in_place_yml_alone() -> None:
    place = load_place(COURSE)
    # Left out: what is filled in from place.yml, what translates it, and the samples that tests are made of.
    rest = (
        ":!place.yml",
        ":!locale/*/place.po",
        ":!modules",
        ":!*.ipynb",
        ":!datasets/*/data.csv",
        ":!tests",
        ":!*/questions.json",
    )
    listed = subprocess.run(
        ("git", "grep", "-lIz", "", "--", ".", *rest),
        cwd=COURSE, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    found = {
        name: typed
        for name in filter(None, listed.split("\0"))
        if (typed := names_typed((COURSE / name).read_text(encoding="utf-8"), place))
    }
    assert not found


def test_every_person_and_helpline_of_place_yml_may_not_be_typed_elsewhere() -> None:
    place = load_place(COURSE)
    names = local_names(place)
    for key in (
        "safeguarding_lead", "safeguarding_second", "safeguarding_any_hour", "trainer_contact",
        "listening_helpline", "data_keeper", "benefits_advice",
    ):  # fmt: skip
        assert [name for name in names if name in place[key]], key
