"""What ran no code is not run again: marks, pages and tables are those of a whole run."""

from __future__ import annotations

import importlib
import json
import zipfile
from pathlib import Path
from typing import Any

import equality
import pytest
import small_course as small

from champions.marking import cohort
from champions.marking.cohort import mark_folder
from champions.marking.running.confined import ConfinedRunner
from champions.marking.running.supervisor import Warm, warm_for
from champions.nbgrader import alike, gradebook
from champions.questions.answers import SIDECAR

COURSE = Path(__file__).resolve().parents[1]
VERSION = COURSE / "tests" / "versions" / "2026-11.zip"


def everything(out: Path) -> dict[str, Any]:
    """The gradebook's rows, and every page and table, without the times in them."""
    tables = ["marks-by-learner.csv", "marks-by-question.csv", "not-marked.csv", "report.json"]
    pages = sorted((out / "feedback").rglob("*.html"))
    texts = {str(path.relative_to(out)): path.read_text("utf-8") for path in pages}
    texts |= {name: (out / name).read_text("utf-8") for name in tables if (out / name).is_file()}
    return {**equality.rows(out), **texts}


class Counted:
    """How many lessons were run, and how many came to be scored."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.runs = self.scored = 0
        run, score = Warm.run, ConfinedRunner.run

        def count_run(warm: Warm, *args: Any, **more: Any) -> Any:
            self.runs += 1
            return run(warm, *args, **more)

        def count_scored(runner: ConfinedRunner, *args: Any) -> Any:
            self.scored += 1
            return score(runner, *args)

        patch.setattr(Warm, "run", count_run)
        patch.setattr(ConfinedRunner, "run", count_scored)


def mark(inbox: Path, out: Path, home: Path, *, run_all: bool) -> tuple[dict[str, Any], Counted]:
    with pytest.MonkeyPatch.context() as patch:
        counted = Counted(patch)
        mark_folder(inbox, out, home, say=lambda _: None, run_all=run_all)
    return everything(out), counted


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_a_cohort_in_all_lessons_has_the_same_marks_pages_and_tables(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    with zipfile.ZipFile(VERSION) as archive:
        for name in archive.namelist():
            if name.startswith("sent/"):
                _, champion, module, _ = name.split("/")
                mine = inbox / champion / module
                mine.mkdir(parents=True)
                (mine / SIDECAR).write_bytes(archive.read(name))
                lesson = archive.read(f"modules/{module}/lesson.ipynb")
                (mine / "lesson.ipynb").write_bytes(lesson)
    whole, all_run = mark(inbox, tmp_path / "whole", COURSE, run_all=True)
    quick, none_run = mark(inbox, tmp_path / "quick", COURSE, run_all=False)
    assert sorted(whole) == sorted(quick)
    assert [name for name in whole if whole[name] != quick[name]] == []
    assert (all_run.runs, all_run.scored) == (32, 32)
    assert (none_run.runs, none_run.scored) == (0, 32)


CHANGES = {
    "a line of code": lambda work: _change(work, "middle-in-code-answer", "middle = 26.0"),
    "an own cell": lambda work: work["cells"].insert(3, small.code("1 + 1", "mine")),
    "a deleted step": lambda work: work["cells"].pop(5),
    "a locked step": lambda work: _change(work, "guess", "check('guess'); open('x', 'w')"),
}


def _change(work: dict[str, Any], step: str, source: str) -> None:
    next(cell for cell in work["cells"] if cell["id"] == step)["source"] = source


@pytest.mark.needs("bubblewrap")
@pytest.mark.parametrize("change", CHANGES, ids=lambda one: one.replace(" ", "-"))
def test_whoever_changed_a_step_has_the_marks_of_a_whole_run(change: str, tmp_path: Path) -> None:
    home = small.make_course(tmp_path / "course")
    work = small.work(small.ALL_RIGHT, learner="L1")
    CHANGES[change](work)
    small.send(tmp_path / "inbox", "L1", work)
    small.send(tmp_path / "inbox", "L2", small.work({"middle-line": "mean"}, learner="L2"))
    whole, all_run = mark(tmp_path / "inbox", tmp_path / "whole", home, run_all=True)
    quick, some_run = mark(tmp_path / "inbox", tmp_path / "quick", home, run_all=False)
    assert [name for name in whole if whole[name] != quick[name]] == []
    assert all_run.runs == 2
    own_code = change in ("a line of code", "an own cell")  # the others are put back as released
    assert some_run.runs == int(own_code)


@pytest.mark.needs("bubblewrap")
def test_nothing_that_another_learner_or_the_author_saw_stands_in_a_lesson_that_was_not_run(
    tmp_path: Path,
) -> None:
    home = small.make_course(tmp_path / "course")
    small.send(tmp_path / "inbox", "L1", small.work({"middle-line": "mean"}, learner="L1"))
    mark(tmp_path / "inbox", tmp_path / "out", home, run_all=False)
    path = tmp_path / "out" / "autograded" / "L1" / small.MODULE / "lesson.ipynb"
    cells = json.loads(path.read_text("utf-8"))["cells"]
    with_outputs = {cell["id"] for cell in cells if cell.get("outputs")}
    assert with_outputs == {"middle-line", "middle-in-code", "further"}  # marked here, from answers
    shown = json.dumps([cell["outputs"] for cell in cells if cell["id"] == "middle-line"])
    assert "One long wait pulls the mean up." in shown


@pytest.mark.needs("bubblewrap")
@pytest.mark.parametrize(
    "given", ["middle = 26.0", "globals()['middle'] = 26.0", "from math import *\nmiddle = 26.0"]
)
def test_a_lesson_that_answers_a_question_by_its_own_code_is_run(
    given: str, tmp_path: Path
) -> None:
    home = small.make_course(tmp_path / "course")
    path = home / "solutions" / small.MODULE / "lesson.ipynb"
    worked = json.loads(path.read_text("utf-8"))
    at = next(n for n, cell in enumerate(worked["cells"]) if cell["id"] == "middle-in-code")
    worked["cells"].insert(at, small.code(given, "given", small._LOCKED))
    path.write_text(json.dumps(worked), encoding="utf-8")
    work = small.work({"middle-line": "mean"}, learner="L1")
    work["cells"].insert(at, small.code(given, "given", small._LOCKED))
    small.send(tmp_path / "inbox", "L1", work)
    whole, _ = mark(tmp_path / "inbox", tmp_path / "whole", home, run_all=True)
    quick, run = mark(tmp_path / "inbox", tmp_path / "quick", home, run_all=False)
    assert [name for name in whole if whole[name] != quick[name]] == []
    assert run.runs == 1
    assert "L1,01-small,middle-in-code,core,1,1,right" in quick["marks-by-question.csv"]


#: Whoever sent these differs from the first in another way each.
SENT: dict[str, dict[str, Any]] = {
    "L1": small.work({"middle-line": "mean", "evidence": {"chart": "Dots"}}, learner="L1"),
    "L2": small.work(small.ALL_RIGHT, {"middle-in-code": "middle = 26.0"}, learner="L2"),
    "L3": small.work(
        small.ALL_RIGHT, {"further": "print('so\\u2028me', '\\\\n', 1)"}, learner="L3"
    ),
    "L4": small.work({"reflection": {"text": 'Ünï \u2028 "words"\n, and more'}}, learner="L4"),
    "L5": small.work(small.ALL_RIGHT, {"middle-in-code": "1 / 0", "further": "further = 7"}),
    "L6": small.work({}, learner="L6"),
    "L7": small.work({"middle-line": "median"}, learner="L7"),
    "L8": small.work({"middle-line": "target"}, {"middle-in-code": ""}, learner="L8"),
}
SENT["L7"]["cells"].insert(3, small.code("1 + 1", "mine"))
SENT["L6"]["cells"][10]["source"] = "Typed into the cell itself."


def _whole(out: Path) -> dict[str, Any]:
    paths = (*out.glob("autograded/**/*"), *out.glob("submitted/**/*"))
    return everything(out) | {
        str(path.relative_to(out)): path.read_bytes() for path in paths if path.is_file()
    }


@pytest.mark.needs("bubblewrap")
def test_what_is_kept_of_nbgraders_steps_is_what_they_make_of_each_lesson(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = small.make_course(tmp_path / "course")
    for learner, work in SENT.items():
        small.send(tmp_path / "inbox", learner, work)
    taken = []
    real = alike.Alike.of

    def counted(self: alike.Alike, text: str) -> Any:
        taken.append(real(self, text))
        return taken[-1]

    monkeypatch.setattr(alike.Alike, "of", counted)
    mark(tmp_path / "inbox", tmp_path / "kept", home, run_all=False)
    assert [one is None for one in taken].count(True) == 1  # the one with a cell of their own
    assert len(taken) == len(SENT) - 1
    monkeypatch.setattr(alike, "can_be_kept", lambda *_: False)
    taken.clear()
    mark(tmp_path / "inbox", tmp_path / "every", home, run_all=False)
    assert taken == []
    kept, every = _whole(tmp_path / "kept"), _whole(tmp_path / "every")
    assert [name for name in every if kept.get(name) != every[name]] == []
    assert sorted(kept) == sorted(every)


@pytest.mark.needs("bubblewrap")
def test_where_a_course_wants_other_steps_every_lesson_goes_through_them(tmp_path: Path) -> None:
    home = small.make_course(tmp_path / "course")
    with (home / "nbgrader_local.py").open("w") as settings:
        settings.write("c = get_config()\nc.ClearMetadataPreprocessor.enabled = True\n")
    for learner in ("L1", "L2", "L6"):
        small.send(tmp_path / "inbox", learner, SENT[learner])
    mark(tmp_path / "inbox", tmp_path / "out", home, run_all=False)
    for path in (tmp_path / "out" / "autograded").rglob("lesson.ipynb"):
        code = [one for one in json.loads(path.read_text("utf-8"))["cells"] if "outputs" in one]
        assert [one["metadata"] for one in code] == [{}] * len(code)


@pytest.mark.needs("bubblewrap")
def test_lessons_are_kept_together_and_one_by_one_where_that_goes_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = small.make_course(tmp_path / "course")
    for number in range(6):
        work = small.work({"middle-line": ("median", "mean")[number % 2]}, learner=f"L{number}")
        small.send(tmp_path / "inbox", f"L{number}", work)
    alone: list[str] = []
    real_alone = cohort._Marking._alone

    def told(self: Any, ready: Any) -> str:
        alone.append(ready.submission.learner)
        return real_alone(self, ready)

    monkeypatch.setattr(cohort._Marking, "_alone", told)
    well = mark_folder(tmp_path / "inbox", tmp_path / "well", home, say=lambda _: None)
    assert (alone, len(well.results), well.refused) == ([], 6, ())

    real = gradebook.OneSubmission.write

    def write(self: gradebook.OneSubmission) -> None:
        if self._key[1] == "L3":
            raise ValueError("no row can be written for this one")
        real(self)

    monkeypatch.setattr(gradebook.OneSubmission, "write", write)
    odd = mark_folder(tmp_path / "inbox", tmp_path / "odd", home, say=lambda _: None)
    assert alone == [f"L{number}" for number in range(6)]
    assert [one.learner for one in odd.refused] == ["L3"]
    assert [(one.learner, one.points("core")) for one in odd.results] == [
        (one.learner, one.points("core")) for one in well.results if one.learner != "L3"
    ]
    assert not (tmp_path / "odd" / "autograded" / "L3" / small.MODULE).exists()
    assert not (tmp_path / "odd" / "underway.json").exists()


@pytest.mark.needs("bubblewrap")
def test_what_the_benchmark_sends_is_run_only_where_code_was_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(COURSE / "benchmarks")
    sent = importlib.import_module("sent")  # benchmarks/sent.py
    module = "06-run-charts"
    with warm_for(COURSE, 30) as warm:
        sender = sent.Sender(COURSE, module, warm)
    assert sender.asks_for_code
    lessons = {f"P{n}": sender.lesson(f"P{n}", n, with_code=n == 0) for n in range(3)}
    assert lessons["P1"] == sender.lesson("P1", 1, with_code=False)
    for name, data in lessons.items():
        (tmp_path / "inbox" / name).mkdir(parents=True)
        (tmp_path / "inbox" / name / "lesson.ipynb").write_bytes(data)
        cells = json.loads(data)["cells"]
        pictures = [one for one in cells for out in one.get("outputs", ()) if "data" in out]
        assert len(pictures) > 10  # charts and hints, as a page saves them
    shown, run = mark(tmp_path / "inbox", tmp_path / "out", COURSE, run_all=False)
    assert (run.runs, run.scored) == (1, 3)
    points = {(who, tuple(marks)) for who, *marks in shown["grades"]}
    assert len({who for who, _ in points}) == 3
    pages = [shown[f"feedback/{name}/{module}.html"] for name in lessons]
    assert len(set(pages)) == 3  # each has answers of their own
