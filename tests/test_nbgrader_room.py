"""One room knows nbgrader's insides, and says so when they differ from those it was written for."""

from __future__ import annotations

import json
from importlib.metadata import version

import nbgrader_insides
import rooms

from champions.nbgrader import WRITTEN_FOR


def test_the_room_is_written_for_the_nbgrader_that_is_here() -> None:
    assert version("nbgrader") == WRITTEN_FOR


def test_nbgrader_is_inside_as_it_was_when_the_room_was_written() -> None:
    kept = json.loads(nbgrader_insides.KEPT.read_text(encoding="utf-8"))
    here = nbgrader_insides.digests()
    differ = sorted(name for name in {*kept, *here} if kept.get(name) != here.get(name))
    assert not differ, (
        "nbgrader differs here from what src/champions/nbgrader builds on. Look at each for what the "
        "room takes for granted, mark the cohort anew (python3 tests/equality.py --write), then keep "
        "the new ones: python3 tests/nbgrader_insides.py --write"
    )


def test_the_insides_that_the_room_replaces_are_among_them() -> None:
    kept = set(json.loads(nbgrader_insides.KEPT.read_text(encoding="utf-8")))
    assert {
        "nbgrader.api", "nbgrader.utils", "nbgrader.converters.autograde", "nbgrader.converters.base",
        "nbgrader.preprocessors.overwritecells", "nbgrader.preprocessors.saveautogrades",
        "nbgrader.nbgraderformat.common", "nbgrader.dbutil",
    } <= kept  # fmt: skip


def test_no_other_room_knows_nbgrader() -> None:
    for path in rooms.files():
        known = {name for name in rooms.imports(path) if name.split(".")[0] == "nbgrader"}
        assert not known or rooms.room(rooms.module(path)) == "nbgrader", path
