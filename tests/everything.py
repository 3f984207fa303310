"""Run every test of the course: what ``python3 start.py test`` does once it is set up.

The tests come in three tiers. ``--quick`` is for work: it leaves out whole cohorts, a browser, other
environments and executing the lessons. Without it everything runs that a change must pass; that is
what CI does, and it has half an hour on two cores. What takes longer runs with ``--long``, and
tests/long_results.py keeps what came of it. Words after ``--`` go to pytest.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

COURSE = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(COURSE / "src"), str(COURSE / "tests")]
import long_results  # noqa: E402
import pieces  # noqa: E402

#: One more at a time than there are processors: a test that waits, for a page or a kernel, leaves its own idle.
AT_A_TIME = ("-n", str((os.cpu_count() or 2) + 1))
PYTEST = ("-m", "pytest", *AT_A_TIME, "--dist", "loadscope", "--no-loadscope-reorder")
#: It compares worked lessons alone, and each process would take a second to import it.
NO_NBVAL = ("-p", "no:nbval")
QUICK = "not slow and not browser"
#: What marking imports, and what tests and the notebook do: one process has each half. What a lesson
#: imports beside these is compiled by the first lesson that is built.
IMPORTED = (
    ("nbgrader.apps", "nbgrader.converters", "sqlalchemy.dialects.sqlite", "alembic.command"),
    (
        "hypothesis",
        "pytest",
        "playwright.sync_api",
        "flask",
        "jupyterlab.labapp",
        "ipykernel.kernelapp",
    ),
)
#: What CI may take on two cores.
BUDGET_MINUTES = 30
#: Names the file in which tests/conftest.py notes what was left out.
NOTE = "CHAMPIONS_TESTS_NOTE"


#: A check gives the exit code that it ends with.
Check: TypeAlias = Callable[[], int]


def checks(*, quick: bool, more: Sequence[str]) -> list[dict[str, Check]]:
    """The checks by name, in order: the quickest first, pytest last. Those of one step run together.

    Each of the second step keeps one core busy; building takes longest, and the two others share the other.
    """
    here = sys.executable
    lessons = sorted(str(path) for path in COURSE.glob("solutions/*/lesson.ipynb"))
    style: dict[str, Check] = {"style (ruff)": lambda: run(here, "-m", "ruff", "check")}
    if not quick:
        for half in IMPORTED:
            importing = (here, "-c", f"import {', '.join(half)}")
            style[f"{half[0]} and others are compiled"] = partial(run, *importing, compiles=True)
    types: dict[str, Check] = {"types (mypy)": lambda: run(here, "-m", "mypy", keep=not quick)}
    steps = [style, types]
    if not quick:
        built = (here, "-m", "champions.cli", "build", "--check")
        types["lessons are as built"] = lambda: run(*built, keep=True, compiles=True)
        # Each process of pytest would rewrite each test for itself. It is done once, while mypy ends.
        found = (here, "-m", "pytest", "--collect-only", "-qqq", *NO_NBVAL)
        types["tests are compiled"] = lambda: run(*found, keep=True, calm=True, compiles=True)
        steps.append({"lessons give the same answers (nbval)": lambda: compare(lessons)})
    chosen = ("-m", QUICK) if quick else ()
    return [*steps, {"tests (pytest)": lambda: run(here, *PYTEST, *NO_NBVAL, *chosen, *more)}]


def run(*command: str, keep: bool = False, calm: bool = False, compiles: bool = False) -> int:
    """Run one command in the course folder; return its exit code.

    Args:
        keep: print what it says when it has ended, so that two do not speak at once.
        calm: of what is kept, print nothing where all is well.
        compiles: write what Python compiles of the pieces. The set-up leaves that to their first use, so
            that learners begin sooner. Tests start hundreds of processes: each would compile them anew.
    """
    surroundings = os.environ | {"PYTHONPATH": str(COURSE / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    if compiles:
        del surroundings["PYTHONDONTWRITEBYTECODE"]
    kept: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT} if keep else {}
    done = subprocess.run(command, cwd=COURSE, env=surroundings, check=False, text=True, **kept)
    if keep and (done.returncode or not calm):
        print(done.stdout, end="", flush=True)
    return done.returncode


def compare(lessons: list[str]) -> int:
    """Run the worked lessons again and compare what they show."""
    if not lessons:
        print("There is no worked lesson to compare.")
        return 1
    rules = COURSE / "tests" / "nbval-sanitise.cfg"
    sanitise = ("--nbval-sanitize-with", str(rules)) if rules.exists() else ()
    options = ("--nbval", *sanitise, "-p", "no:cacheprovider")
    return run(sys.executable, *PYTEST, *options, *lessons)


def timed(check: Check) -> tuple[bool, float]:
    """Whether a check came out well, and the seconds it took."""
    started = time.monotonic()
    return check() == 0, time.monotonic() - started


def seconds_of_processors() -> float:
    """How long processors have worked for what was run until now, and has ended."""
    so_far = os.times()
    return so_far.children_user + so_far.children_system


def parser() -> argparse.ArgumentParser:
    """The words after ``python3 start.py test``."""
    told = argparse.ArgumentParser(
        prog="python3 start.py test",
        description="Run every test of the course. Words after -- go to pytest.",
        epilog=f"Everything has {BUDGET_MINUTES} minutes on two cores. What takes longer is in --long.",
    )
    told.add_argument(
        "--quick", action="store_true", help="the part to run while you work, a few minutes"
    )
    told.add_argument(
        "--complete", action="store_true", help="do not start while anything is missing (for CI)"
    )
    told.add_argument(
        "--long",
        action="store_true",
        help="in place of the usual tests, those that take too long for each change, "
        "where what they test has changed; the result is kept in tests/long",
    )
    told.add_argument("--again", action="store_true", help="with --long: all, changed or not")
    told.add_argument("--only-look", action="store_true", help=argparse.SUPPRESS)
    return told


def understood(words: Sequence[str]) -> tuple[argparse.Namespace, list[str]]:
    """What was typed, and the words for pytest behind ``--``."""
    own, more = list(words), list[str]()
    if "--" in own:
        at = own.index("--")
        own, more = own[:at], own[at + 1 :]
    return parser().parse_args(own), more


def noted(note: Path) -> Iterator[str]:
    """What tests/conftest.py noted: the slowest files, and how many tests were left out and why."""
    if not note.exists():
        return
    kept: dict[str, dict[str, float]] = json.loads(note.read_text(encoding="utf-8"))
    yield "The files that took longest, in seconds of one core or the other:"
    for file, seconds in kept["seconds"].items():
        yield f"  {seconds:5.0f}  {file}"
    why = kept["left out"]
    yield f"Tests left out on this computer: {sum(why.values())}{'. Why:' if why else ''}"
    for reason, times in sorted(why.items(), key=lambda one: -one[1]):
        yield f"  {times:5}  {reason}"


def main(words: Sequence[str]) -> int:
    """Run all checks, say how each came out, and return 0 only when all are well."""
    asked, more = understood(words)
    if asked.only_look:  # under any Python, before the pieces from PyPI are there
        return pieces.main(["--complete"] if asked.complete or asked.long else [])
    if asked.complete or asked.long:
        os.environ[pieces.COMPLETE] = "yes"
    if asked.long:
        return long_results.run(more, again=asked.again)
    began = time.monotonic()
    # Tests start hundreds of processes, none of which writes compiled files: it is done once, here.
    compileall.compile_dir(COURSE / "src", quiet=1)
    outcome: dict[str, tuple[bool, float]] = {}
    worked = 0.0
    with tempfile.TemporaryDirectory() as folder:
        note = Path(folder) / "left-out.json"
        os.environ[NOTE] = str(note)
        for step in checks(quick=asked.quick, more=more):
            print(f"\n--- {', and '.join(step)}", flush=True)
            before = seconds_of_processors()
            with ThreadPoolExecutor() as side_by_side:
                outcome |= zip(step, side_by_side.map(timed, step.values()), strict=True)
            worked = seconds_of_processors() - before
        print("\nHow it came out:")
        for name, (well, seconds) in outcome.items():
            print(f"  {'well   ' if well else 'TO MEND'}  {name}, {seconds:.0f} seconds")
        print(f"In the last of these, processors worked for {worked:.0f} seconds.")
        print(*noted(note), *in_budget(time.monotonic() - began), sep="\n")
    if asked.quick:
        print("This was the quick part: python3 start.py test runs the rest too.")
    failed = sum(not well for well, _ in outcome.values())
    print("All is well." if not failed else "Scroll up to the first one to mend.")
    print(f"checks: {len(outcome) - failed} passed, {failed} failed")
    return 1 if failed else 0


def in_budget(seconds: float) -> Iterator[str]:
    """The time that it took beside the time that it has. A busy computer is no failure."""
    if seconds > 60 * BUDGET_MINUTES:
        yield (
            f"It took {seconds / 60:.0f} minutes and has {BUDGET_MINUTES}. Where nothing else ran on "
            "this computer, move what takes longest to tests/long."
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
