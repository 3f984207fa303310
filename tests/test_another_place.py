"""Another place needs place.yml alone: its names then stand in data, questions and lessons."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from champions.cli import main
from champions.place import load_place

COURSE = Path(__file__).resolve().parents[1]
MOVED = ("place", "programme", "data_keeper", "parts", "organisations")


def other_names(value: Any) -> Any:
    """The same names read from their end, in another order of the alphabet, with awkward signs."""
    if isinstance(value, Mapping):
        return {key: other_names(one) for key, one in value.items()}
    return f"{value[::-1]}, Ö'b"


def old_names() -> list[str]:
    """Every name that has to be gone in another place."""
    place = load_place(COURSE)
    return [place["place"], *place["parts"].values(), *place["organisations"].values()]


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course in another place, with its data made afresh and no lesson built."""
    home = tmp_path_factory.mktemp("elsewhere")
    for name in ("datasets", "solutions"):
        shutil.copytree(COURSE / name, home / name)
    shutil.copy(COURSE / "glossary.yml", home)
    place = load_place(COURSE)
    place |= {key: other_names(place[key]) for key in MOVED}
    (home / "place.yml").write_text(yaml.safe_dump(place, allow_unicode=True), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHAMPIONS_HOME", str(home))
        assert main(["data", "--yes"]) == 0
    return home


def test_the_data_hold_no_old_name(elsewhere: Path) -> None:
    data = {path: path.read_text("utf-8") for path in elsewhere.glob("datasets/*/data.csv")}
    assert len(data) > 10
    assert [
        (path, name) for path, text in data.items() for name in old_names() if name in text
    ] == []


def test_right_answers_hold_and_no_old_name_is_shown(elsewhere: Path) -> None:
    """In a Python of its own, since tables once read are remembered."""
    shown = subprocess.run(
        (sys.executable, __file__, str(elsewhere)),
        env={**os.environ, "CHAMPIONS_HOME": str(elsewhere)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert shown.returncode == 0, shown.stdout + shown.stderr
    assert [name for name in old_names() if name in shown.stdout] == []
    place = load_place(elsewhere)
    said = (place["place"], *place["parts"].values(), place["organisations"]["community_centre"])
    assert [name for name in said if name not in shown.stdout] == []


def show_everything(home: Path) -> None:
    """Hold the bank of answers against every scheme, and print all words that learners read."""
    from test_answer_bank import BANKS, test_nothing_is_wrongly_accepted_or_wrongly_rejected

    from champions.authoring.asked import read_asked
    from champions.authoring.checks import check_lesson
    from champions.authoring.source import read_source
    from champions.place import fill_in, load_glossary

    place, glossary = load_place(home), load_glossary(home)
    for bank in BANKS:
        folder = home / "solutions" / bank.stem
        source = read_source(folder, home)
        asked = read_asked(home, source, place)
        (folder / "questions.json").write_text(asked.text, encoding="utf-8")
        test_nothing_is_wrongly_accepted_or_wrongly_rejected(bank)
        print(fill_in(source.blocks.whole, glossary, place, facts=asked.facts))
        print(asked.scheme)
        mistakes = check_lesson(home, source, glossary, place, asked)
        told = ("local name", 'no "', "is not true of these data")
        assert not [str(one) for one in mistakes if any(words in one.text for words in told)]


if __name__ == "__main__":
    show_everything(Path(sys.argv[1]))
