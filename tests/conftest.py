"""What all tests share: a busy computer is no reason to fail."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pieces
import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:  # a lesson's oldest libraries are tried without a browser
    from journeys import Journey
    from playwright.sync_api import Browser

# It runs inside Pyodide, started by pyodide_lessons.py: nothing of it can be imported here.
collect_ignore = ["every_lesson.py"]

# A pack that the course on this computer is used with is none of the tests' business.
os.environ["CHAMPIONS_PACK"] = "none"

# CI tries the same examples each time, so that a landing is refused for its own change only. New
# examples are tried by whoever runs the tests at work.
settings.register_profile(
    "course",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("course")


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """Ctrl-C is heard, also by tests that run in the background of a shell, where it is ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


# --- What tests need beside Python ----------------------------------------------------------------

#: The pieces that the tests of this process have started since they were last asked about.
_started: set[str] = set()
#: Not Node.js: a website is built without it too, only more slowly to open.
_PROGRAMS = {"bwrap": ("bubblewrap",)}
#: What each file's tests, and what is made for all of them, have said that they need.
_declared: dict[Path, set[str]] = {}


def _hear(event: str, args: tuple[object, ...]) -> None:
    if event == "subprocess.Popen" and isinstance(words := args[1], list | tuple) and words:
        _started.update(_PROGRAMS.get(Path(os.fsdecode(words[0])).name, ()))


sys.addaudithook(_hear)


def _needed(item: pytest.Item) -> list[str]:
    return [name for mark in item.iter_markers("needs") for name in mark.args]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave out a test whose piece is missing, before anything is made for it."""
    pieces.missing()  # this looks, and starts bubblewrap for it
    _started.clear()
    for name in _needed(item):
        pieces.need(name)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """A lesson's own kernel speaks one language for good; the next test of this process does not."""
    yield
    if told := sys.modules.get("champions.sentences.told"):
        told.speak(None)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """A test that uses a piece says so, or its file: else it fails on a computer that lacks it."""
    said = _declared.setdefault(item.path, set())
    said |= pieces.declared
    used = _started - said
    _started.clear()
    pieces.declared.clear()
    if used:
        pytest.fail(f"Mark this test with pytest.mark.needs({', '.join(map(repr, used))}).")


#: So many files are named, the slowest first: where to look when the tests take too long.
SLOWEST = 12


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Note for the one command how many tests were left out and why, and what took longest."""
    stats = terminalreporter.stats
    if place := os.environ.get("CHAMPIONS_TESTS_NOTE"):
        why = Counter(
            str(one.longrepr[2]).removeprefix("Skipped: ") for one in stats.get("skipped", ())
        )
        took: Counter[str] = Counter()
        for one in (one for some in stats.values() for one in some if hasattr(one, "duration")):
            took[one.nodeid.partition("::")[0]] += one.duration
        note = {"left out": why, "seconds": dict(took.most_common(SLOWEST))}
        Path(place).write_text(json.dumps(note), encoding="utf-8")
    if place := os.environ.get("CHAMPIONS_LONG_NOTE"):
        kinds = ("passed", "failed", "error", "skipped", "xfailed", "xpassed")
        counted = {kind: len(stats[kind]) for kind in kinds if stats.get(kind)}
        Path(place).write_text(json.dumps(counted), encoding="utf-8")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium. Each page in it is somebody's own: see ``new_page``."""
    from browser import chromium

    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def journey(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    """The whole course, open on a phone. The tests of one file share it: see ``journeys``."""
    from journeys import on_a_journey

    with on_a_journey(browser, tmp_path_factory) as begun:
        yield begun


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long comes first, module by module, so that no core waits for the other at the end."""
    long = {
        item.path
        for item in items
        if item.get_closest_marker("browser") or item.get_closest_marker("slow")
    }
    items.sort(key=lambda item: item.path not in long)
