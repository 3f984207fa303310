"""Every second of many small things is done in a copy of this process, and none is lost with it."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from champions.marking import in_two as module
from champions.marking.in_two import in_two

linux = pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="a copy is made on Linux only")


@pytest.fixture
def note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], dict[str, int]]:
    """Does a thing: it leaves a file, and says who it is."""
    monkeypatch.setattr(module, "may_copy", lambda: True)

    def do(number: int) -> dict[str, int]:
        (tmp_path / str(number)).write_text(str(os.getpid()))
        return {"number": number}

    return do


def _done_by(tmp_path: Path, count: int) -> list[str]:
    return [(tmp_path / str(number)).read_text() for number in range(count)]


@linux
@pytest.mark.parametrize("count", [module.ENOUGH, module.ENOUGH + 1, 500])
def test_all_is_done_and_told_in_order(
    count: int, tmp_path: Path, note: Callable[[int], dict[str, int]]
) -> None:
    assert in_two(count, note) == [{"number": number} for number in range(count)]
    by = _done_by(tmp_path, count)
    assert set(by[::2]) == {str(os.getpid())}
    assert len(set(by[1::2])) == 1
    assert by[0] != by[1]


def test_few_things_are_done_here(tmp_path: Path, note: Callable[[int], dict[str, int]]) -> None:
    few = module.ENOUGH - 1
    assert in_two(few, note) == [{"number": number} for number in range(few)]
    assert set(_done_by(tmp_path, few)) == {str(os.getpid())}


def _end() -> None:
    os._exit(0)


def _raise() -> None:
    raise MemoryError


def _killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@linux
@pytest.mark.parametrize("fault", [_end, _raise, _killed])
def test_what_a_copy_did_not_do_is_done_here(
    fault: Callable[[], Any], tmp_path: Path, note: Callable[[int], dict[str, int]]
) -> None:
    ours = os.getpid()

    def do(number: int) -> dict[str, int]:
        if number == 7 and os.getpid() != ours:
            fault()
        return note(number)

    assert in_two(40, do) == [{"number": number} for number in range(40)]
    assert set(_done_by(tmp_path, 40)) == {str(ours)}


@linux
def test_what_goes_wrong_here_is_raised_and_no_copy_is_left(
    note: Callable[[int], dict[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    copies: list[int] = []
    fork = os.fork

    def noted() -> int:
        copies.append(fork())
        return copies[-1]

    def do(number: int) -> dict[str, int]:
        if number in (6, 7):
            raise ValueError(number)
        return note(number)

    monkeypatch.setattr(os, "fork", noted)
    with pytest.raises(ValueError, match="6"):
        in_two(40, do)
    (copy,) = copies
    with pytest.raises(ChildProcessError):
        os.waitpid(copy, os.WNOHANG)


def test_beside_another_thread_no_copy_is_made() -> None:
    end = threading.Event()
    other = threading.Thread(target=end.wait)
    other.start()
    try:
        assert not module.may_copy()
        assert set(in_two(40, lambda _: os.getpid())) == {os.getpid()}
    finally:
        end.set()
        other.join()
