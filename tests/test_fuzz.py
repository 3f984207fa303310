"""Damaged notebooks of every kind: each is marked or told, and no traceback reaches the trainer.

What is damaged is drawn by chance, from fixed seeds in the marking and by Hypothesis before it. The
odd values are those that a damaged or hostile file really has: nothing, half a character, a number
where a text should be, a list in a list, a very long text.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

import fuzz
import pieces
import pytest
import small_course as small
from fuzz import as_bytes, damaged, whole

from champions.marking.cohort import CohortResult, mark_folder
from champions.questions import answers, plain_json

#: A few hundred in each run of the tests; the command draws tens of thousands.
QUICK = 600


# --- Before the run: every seam ----------------------------------------------------------------------


@pytest.mark.parametrize("seam", fuzz.SEAMS)
def test_whatever_comes_to_a_seam_is_read_or_told(seam: str) -> None:
    count = fuzz.share(QUICK)[seam]
    found = [one for seed in range(count) if (one := fuzz.case(seam, seed))]
    assert [(one.seed, one.where, repr(one.error)[:200]) for one in found] == []


def test_a_case_is_drawn_again_from_its_number_alone() -> None:
    drawn = [as_bytes(damaged(whole(), random.Random("kinds/7"))) for _ in range(2)]
    assert drawn[0] == drawn[1]


def test_what_is_raised_at_a_seam_is_found_and_ends_with_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(chance: random.Random) -> None:
        if chance.random() < 0.2:
            raise RecursionError("planted")

    monkeypatch.setitem(fuzz.SEAMS, "names", (broken, 1))
    monkeypatch.setattr(sys, "argv", ["fuzz.py", "--seam", "names", "--cases", "50"])
    assert fuzz.main() == 1
    assert "planted" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("seam", "seed"),
    [("notebooks", 7), ("notebooks", 279), ("records", 508), ("notebooks", 28), ("records", 7),
     ("records", 419), ("folders", 5)],
    ids=["lists in a notebook without end", "tables in a recorded text without end",
         "lists in a recorded text without end", "half a character in a notebook",
         "half a character in a history", "half a character in another lesson",
         "half a character in a folder"],
)  # fmt: skip
def test_what_was_found_once_stays_mended(seam: str, seed: int) -> None:
    assert fuzz.case(seam, seed) is None


def test_the_cases_still_find_a_reader_that_trusts_what_it_is_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(plain_json, "read", json.loads)
    found = {type(one.error) for seed in range(280) if (one := fuzz.case("notebooks", seed))}
    assert {RecursionError, UnicodeEncodeError} <= found


# --- Through the whole marking --------------------------------------------------------------------------

COUNT = 60


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> tuple[CohortResult, str, Path]:
    pieces.need("bubblewrap")
    folder = tmp_path_factory.mktemp("fuzz")
    home = small.make_course(folder / "course")
    for number in range(COUNT):
        chance = random.Random(number)
        place = folder / "inbox" / f"D{number:02}"
        place.mkdir(parents=True)
        notebook = damaged(whole(), chance)
        if number % 4 == 0:
            sidecar = answers.recover(whole(), small.MODULE).to_dict()
            (place / "my-answers.json").write_bytes(as_bytes(damaged(sidecar, chance)))
        (place / "lesson.ipynb").write_bytes(as_bytes(notebook))
    small.send(folder / "inbox", "aaa-neighbour", small.work(small.ALL_RIGHT, small.RIGHT_LINES))
    small.send(folder / "inbox", "zzz-neighbour", small.work(small.ALL_RIGHT, small.RIGHT_LINES))
    said: list[str] = []
    marked = mark_folder(folder / "inbox", folder / "out", home, trust="folder", say=said.append)
    return marked, "\n".join(said), folder / "out"


@pytest.mark.slow
def test_each_is_marked_or_told_and_none_is_lost(outcome: tuple[CohortResult, str, Path]) -> None:
    marked, said, out = outcome
    assert "Traceback" not in said
    done = {one.learner for one in marked.results}
    told = {one.place.split("/")[0] for one in marked.refused}
    assert done | told >= {f"D{number:02}" for number in range(COUNT)}
    kept = {path.parent.parent.name for path in (out / "originals").rglob("*.*")}
    assert kept >= done
    assert "run-failed" not in {one.code for one in marked.refused}, said


@pytest.mark.slow
def test_neighbours_of_damaged_work_have_full_marks(
    outcome: tuple[CohortResult, str, Path],
) -> None:
    marked, _, _ = outcome
    for one in marked.results:
        if one.learner.endswith("neighbour"):
            assert one.points("core") == one.out_of("core") > 0
