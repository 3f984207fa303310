"""One learner never stops another: whatever is raised at whatever stage is one sentence for that learner."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import small_course as small

from champions.marking import ahead, cohort, fault, feedback, report
from champions.marking.cohort import ALL_MARKED, SOME_NOT_MARKED, CohortResult, mark_folder
from champions.marking.intake import collect
from champions.marking.intake.collect import notebook
from champions.marking.running import confined
from champions.marking.running.supervisor import Warm, warm_for
from champions.nbgrader import score
from champions.notebooks.reading import NotANotebook
from champions.questions import answers
from champions.trouble import Trouble

pytestmark = [pytest.mark.slow, pytest.mark.needs("bubblewrap")]

#: What readers of odd data really raise.
RAISED = (
    RecursionError("maximum recursion depth exceeded"), MemoryError(), KeyError("cells"),
    UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"), OverflowError("too large"),
    AttributeError("'int' object has no attribute 'get'"), SystemExit(1), AssertionError(),
)  # fmt: skip
#: Each stage: where it is, and what in its words tells that it is about the learner L1.
STAGES: dict[str, tuple[Any, str]] = {
    "receive and read": (notebook, "read_notebook"),
    "find out whose": (collect, "draft_of"),
    "mend": (cohort, "restore"),
    "run": (confined.ConfinedRunner, "expect"),
    "score": (score.Scorer, "convert_single_notebook"),
    "read how it went": (ahead, "result"),
    "feedback page": (feedback, "page"),
    "report": (report, "_learner_row"),
}


@pytest.fixture(scope="module")
def warm() -> Iterator[Warm]:
    """One warm process for all markings here; each marking would close it."""
    made = warm_for(small.COURSE, 30)
    close, made.close = made.close, lambda: None  # type: ignore[method-assign]
    yield made
    close()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = small.make_course(tmp_path / "course")
    for name in ("L0", "L1", "L2"):
        small.send(
            tmp_path / "inbox", name, small.work(small.ALL_RIGHT, small.RIGHT_LINES, learner=name)
        )
    return made


def mark(home: Path, warm: Warm, said: list[str] | None = None) -> CohortResult:
    folder = home.parent
    say = (said if said is not None else []).append
    return mark_folder(folder / "inbox", folder / "out", home, say=say, warm=warm, trust="folder")


def whose(things: tuple[Any, ...]) -> str:
    """What a stage was given, as text: whose it is stands somewhere in it."""
    return "".join(repr(getattr(one, "__dict__", one)) for one in things)


#: At each stage three of them, and all of them at one stage or another. tests/long/test_whatever_is_raised.py has all.
SOME = [
    (stage, RAISED[(at + step) % len(RAISED)])
    for at, stage in enumerate(STAGES)
    for step in (0, 3, 5)
]


@pytest.mark.parametrize(
    ("stage", "error"), SOME, ids=lambda one: one if isinstance(one, str) else type(one).__name__
)
def test_whatever_is_raised_for_one_learner_the_others_are_marked_and_a_run_again_mends_it(
    stage: str, error: BaseException, home: Path, warm: Warm, monkeypatch: pytest.MonkeyPatch
) -> None:
    others_are_marked(stage, error, home, warm, monkeypatch)


def others_are_marked(
    stage: str, error: BaseException, home: Path, warm: Warm, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is raised for one learner, the others are marked, and a run again mends it."""
    place, name = STAGES[stage]
    real: Callable[..., Any] = getattr(place, name)
    met = []

    def broken(*given: Any, **more: Any) -> Any:
        if "L1" in whose((*given, *more.values())):
            met.append(stage)
            raise error
        return real(*given, **more)

    with monkeypatch.context() as patched:
        patched.setattr(place, name, broken)
        said: list[str] = []
        first = mark(home, warm, said)
    assert met
    full = {one.learner: one.points("core") for one in first.results if one.learner != "L1"}
    assert full == {"L0": 3.0, "L2": 3.0}
    assert first.exit_code == SOME_NOT_MARKED
    (told,) = [one for one in first.refused if "L1" in one.place]
    assert told.reason.endswith(".")
    assert type(error).__name__ in told.reason or "memory" in told.reason
    assert sum(line.startswith("- L1") for line in said) == 1
    assert "Traceback" not in "\n".join(said)
    assert "Something unexpected" in (home.parent / "out" / "logs" / "mark.log").read_text()
    again = mark(home, warm)
    assert again.exit_code == ALL_MARKED
    assert {one.points("core") for one in again.results} == {3.0}
    pages = {path.parent.name for path in (home.parent / "out" / "feedback").rglob("*.html")}
    assert pages == {"L0", "L1", "L2"}


@pytest.mark.parametrize(
    "value",
    ["[" * 3_000, '{"a":' * 3_000, "9" * 5_000, '"\\ud800"', "NaN", '{"learner": "\\ud800"}',
     '{"question": "middle-line", "module": 7, "record": {"answer": ' + "[" * 99 + "]" * 99 + "}}"],
    ids=["lists", "tables", "digits", "half-a-character", "nan", "half-a-code", "deep-answer"],
)  # fmt: skip
def test_a_recorded_answer_that_is_odd_text_stops_nobody(
    value: str, home: Path, warm: Warm
) -> None:
    lesson = small.work(small.ALL_RIGHT, small.RIGHT_LINES, learner="L1")
    for cell in lesson["cells"]:
        for output in cell.get("outputs", []):
            if answers.MIME in output.get("data", {}):
                output["data"][answers.MIME] = value
                break
    small.send(home.parent / "inbox", "L1", lesson)
    done = mark(home, warm)
    assert {one.learner: one.points("core") for one in done.results if one.learner != "L1"} == {
        "L0": 3.0,
        "L2": 3.0,
    }
    assert {one.learner for one in done.results} | {one.learner for one in done.refused} == {
        "L0", "L1", "L2",
    }  # fmt: skip


@pytest.mark.parametrize("where", ["output", "notes", "notebook"])
def test_a_notebook_with_lists_in_lists_without_end_is_told_as_damaged(
    where: str, home: Path, warm: Warm
) -> None:
    path = home.parent / "inbox" / "L1" / "lesson.ipynb"
    lesson = json.loads(path.read_text(encoding="utf-8"))
    holder = {
        "output": lesson["cells"][-1].setdefault("metadata", {}),
        "notes": lesson["cells"][0]["metadata"],
        "notebook": lesson["metadata"],
    }[where]
    holder["odd"] = "HERE"
    deep = "[" * 50_000 + "]" * 50_000
    path.write_text(json.dumps(lesson).replace('"HERE"', deep), encoding="utf-8")
    done = mark(home, warm)
    assert [one.code for one in done.refused] == ["damaged"]
    assert {one.learner for one in done.results} == {"L0", "L2"}


def test_a_fault_of_the_machine_is_no_learners() -> None:
    with pytest.raises(Trouble, match="disk is full"):
        fault.each(lambda: _raise(OSError(28, "No space left on device")), "L1")
    with pytest.raises(Trouble, match="short of something"):
        fault.each(lambda: _raise(OSError(24, "Too many open files")), "L1")
    assert isinstance(fault.each(lambda: _raise(KeyError("x")), "L1"), NotANotebook)


def _raise(error: BaseException) -> None:
    raise error
