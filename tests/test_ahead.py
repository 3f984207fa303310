"""Pages are made by a copy of the process while the next lessons are marked, and are the same as without it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import small_course as small

from champions.marking import ahead, cohort, in_two, pages
from champions.marking.ahead import Ahead, Marked
from champions.marking.cohort import mark_folder
from champions.marking.running.supervisor import Warm, warm_for
from champions.trouble import Trouble

pytestmark = [
    pytest.mark.slow,
    pytest.mark.needs("bubblewrap"),
    pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="a copy is made on Linux only"),
]
MANY = 30


@pytest.fixture(scope="module")
def warm() -> Iterator[Warm]:
    """One warm process for all markings here; each marking would close it."""
    made = warm_for(small.COURSE, 30)
    close, made.close = made.close, lambda: None  # type: ignore[method-assign]
    yield made
    close()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course, with what many sent beside it: each third of them one line of code."""
    folder = tmp_path_factory.mktemp("ahead")
    made = small.make_course(folder / "course")
    for number in range(MANY):
        name = f"L{number:02}"
        code = small.RIGHT_LINES if number % 3 == 0 else {}
        small.send(folder / "inbox", name, small.work(small.ALL_RIGHT, code, learner=name))
    return made


@pytest.fixture
def mark(
    home: Path, warm: Warm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[bool], dict[str, bytes]]:
    """Marks them all, with a copy or without, and gives all tables and pages."""

    def marked(copied: bool) -> dict[str, bytes]:
        monkeypatch.setattr(ahead, "may_copy", lambda: copied)
        monkeypatch.setattr(in_two, "may_copy", lambda: False)
        out = tmp_path / f"out{copied}"
        mark_folder(home.parent / "inbox", out, home, say=lambda _: None, warm=warm, trust="folder")
        return {
            path.relative_to(out).as_posix(): path.read_bytes()
            for path in out.rglob("*")
            if path.suffix in (".csv", ".html") and path.name != "mark-history.csv"  # it has times
        }

    return marked


@pytest.fixture
def by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], dict[str, str]]:
    """Whose page was written by which process ahead of the end."""
    real = pages.write_page

    def noted(course: Any, one: Any) -> None:
        real(course, one)
        (tmp_path / f"by-{one.learner}").write_text(str(os.getpid()))

    monkeypatch.setattr("champions.marking.ahead.write_page", noted)
    return lambda: {path.name: path.read_text() for path in tmp_path.glob("by-*")}


@pytest.fixture
def copies(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The copies that were made."""
    made: list[int] = []
    fork = os.fork

    def noted() -> int:
        made.append(fork())
        return made[-1]

    monkeypatch.setattr(os, "fork", noted)
    return made


def gone(copies: list[int]) -> bool:
    """Whether there was one copy, and nobody has to wait for it any more."""
    (copy,) = copies
    with pytest.raises(ChildProcessError):
        os.waitpid(copy, os.WNOHANG)
    return True


def test_a_copy_makes_pages_and_all_is_as_without_it(
    mark: Callable[[bool], dict[str, bytes]],
    by: Callable[[], dict[str, str]],
    copies: list[int],
) -> None:
    without = mark(False)
    assert not by()
    assert mark(True) == without
    assert len(without) > MANY
    # It may have left up to half to the process that marks.
    assert len(by()) >= MANY // 2
    assert set(by().values()) == {str(copies[0])}
    assert gone(copies)


def _killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _raise() -> None:
    raise MemoryError


@pytest.mark.parametrize(
    "fault", [_killed, _raise, lambda: os._exit(0)], ids=["killed", "raises", "ends"]
)
def test_what_a_copy_could_not_do_is_done_by_who_marks(
    fault: Callable[[], None],
    mark: Callable[[bool], dict[str, bytes]],
    copies: list[int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    without = mark(False)
    real, ours = pages.write_page, os.getpid()

    def broken(course: Any, one: Any) -> None:
        if os.getpid() != ours and one.learner == "L03":
            fault()
        real(course, one)

    monkeypatch.setattr("champions.marking.ahead.write_page", broken)
    assert mark(True) == without
    assert gone(copies)


def test_what_the_gradebook_holds_counts_and_not_what_the_copy_was_told(
    mark: Callable[[bool], dict[str, bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    without = mark(False)
    real = Ahead.ask

    def other(self: Ahead, marked: Marked, lesson: Any) -> None:
        if marked.learner in ("L01", "L02"):
            grades = {step: replace(one, by_run=0.0) for step, one in marked.sheet.grades.items()}
            marked = replace(marked, sheet=replace(marked.sheet, grades=grades))
        real(self, marked, lesson)

    monkeypatch.setattr(Ahead, "ask", other)
    assert mark(True) == without


def test_a_marking_that_stops_leaves_no_copy(
    mark: Callable[[bool], dict[str, bytes]], copies: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stops(*_: object) -> None:
        raise Trouble("The disk is full.", "Make room.")

    monkeypatch.setattr(cohort, "results_of", stops)
    with pytest.raises(Trouble, match="The disk is full"):
        mark(True)
    assert gone(copies)
