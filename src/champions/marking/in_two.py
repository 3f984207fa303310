"""Do many small things on two processors: every second one in a copy of this process.

What is done must leave its work in files, and give plain data. A copy that ends before its time costs time
alone: what it should have done is done here.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

#: To make a copy takes as long as so many pages.
ENOUGH = 20


def in_two(count: int, do: Callable[[int], Any]) -> list[Any]:
    """Do things by their numbers, in any order, and give what each gave, in order.

    Args:
        count: how many there are.
        do: does one. It may be done twice, and gives plain data.

    Raises:
        BaseException: what one of them raised.

    >>> in_two(3, lambda number: number * 2)
    [0, 2, 4]
    """
    if count < ENOUGH or not may_copy():
        return [do(number) for number in range(count)]
    reading, writing = os.pipe()
    try:
        child = os.fork()
    except OSError:  # this machine is short of something
        os.close(reading)
        os.close(writing)
        return [do(number) for number in range(count)]
    if child == 0:
        _be_the_copy(reading, writing, count, do)
    os.close(writing)
    try:
        mine = [do(number) for number in range(0, count, 2)]
        with os.fdopen(reading, "rb") as pipe:
            told = pipe.read()
    finally:
        _, status = os.waitpid(child, 0)
    theirs = _read(told) if status == 0 else None
    if theirs is None or len(theirs) != count // 2:
        theirs = [do(number) for number in range(1, count, 2)]
    return [(mine, theirs)[number % 2][number // 2] for number in range(count)]


def may_copy() -> bool:
    """True when there is a second processor, and no other thread: a copy would have its locks and not it."""
    return sys.platform == "linux" and (os.cpu_count() or 1) > 1 and threading.active_count() == 1


def _be_the_copy(reading: int, writing: int, count: int, do: Callable[[int], Any]) -> None:
    """Do every second thing, tell what they gave, and end. Does not return."""
    status = 1
    try:
        os.close(reading)
        told = json.dumps([do(number) for number in range(1, count, 2)]).encode()
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(told)
        status = 0
    finally:
        os._exit(status)  # nothing that this process holds is written or let go of twice


def _read(told: bytes) -> list[Any] | None:
    with suppress(ValueError):
        theirs = json.loads(told)
        return theirs if isinstance(theirs, list) else None
    return None
