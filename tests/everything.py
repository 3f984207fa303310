"""Run every test of the course: what ``python3 start.py test`` does once it is set up.

``--quick`` leaves out what takes long: whole cohorts, a browser, other environments, executing the
lessons. Words after ``--`` go to pytest.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeAlias

COURSE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(COURSE / "src"))
PYTEST = ("-m", "pytest", "-n", "2", "--dist", "loadscope", "--no-loadscope-reorder")
QUICK = "not slow and not browser"


#: A check gives the exit code that it ends with.
Check: TypeAlias = Callable[[], int]


def checks(*, quick: bool, more: Sequence[str]) -> list[dict[str, Check]]:
    """The checks by name, in order: the quickest first, pytest last. Those of one step run together.

    Each of the two of the second step keeps one core busy.
    """
    here = sys.executable
    lessons = sorted(str(path) for path in COURSE.glob("solutions/*/lesson.ipynb"))
    style: dict[str, Check] = {"style (ruff)": lambda: run(here, "-m", "ruff", "check")}
    types: dict[str, Check] = {"types (mypy)": lambda: run(here, "-m", "mypy", keep=not quick)}
    steps = [style, types]
    if not quick:
        built = (here, "-m", "champions.cli", "build", "--check")
        types["lessons are as built"] = lambda: run(*built, keep=True)
        steps.append({"lessons give the same answers (nbval)": lambda: compare(lessons)})
        steps.append({"oldest versions of the libraries": oldest})
    chosen = ("-m", QUICK) if quick else ()
    return [*steps, {"tests (pytest)": lambda: run(here, *PYTEST, *chosen, *more)}]


def run(*command: str, keep: bool = False) -> int:
    """Run one command in the course folder; return its exit code.

    Args:
        keep: print what it says when it has ended, so that two do not speak at once.
    """
    surroundings = os.environ | {"PYTHONPATH": str(COURSE / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    kept: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT} if keep else {}
    done = subprocess.run(command, cwd=COURSE, env=surroundings, check=False, text=True, **kept)
    if keep:
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


def oldest() -> int:
    """Run the tests of what lessons use with the oldest libraries that a browser may bring."""
    from champions.install import setup

    env = setup.ensure(setup.environment("learner-oldest"))
    # Only these files can be read there: the others import what a trainer's computer has.
    tests = sorted((COURSE / "tests").glob("test_*.py"))
    floor = [str(path) for path in tests if "pytest.mark.learner_floor" in path.read_text("utf-8")]
    return run(str(env.python), "-m", "pytest", "-n", "2", "-q", "-m", "learner_floor", *floor)


def timed(check: Check) -> tuple[bool, float]:
    """Whether a check came out well, and the seconds it took."""
    started = time.monotonic()
    return check() == 0, time.monotonic() - started


def main(words: list[str]) -> int:
    """Run all checks, say how each came out, and return 0 only when all are well."""
    quick = "--quick" in words
    more = words[words.index("--") + 1 :] if "--" in words else []
    if extra := set(words[: words.index("--")] if "--" in words else words) - {"--quick"}:
        print(f"The test command knows --quick only, not {' '.join(sorted(extra))}.")
        return 2
    outcome: dict[str, tuple[bool, float]] = {}
    for step in checks(quick=quick, more=more):
        print(f"\n--- {', and '.join(step)}", flush=True)
        with ThreadPoolExecutor() as side_by_side:
            outcome |= zip(step, side_by_side.map(timed, step.values()), strict=True)
    print("\nHow it came out:")
    for name, (well, seconds) in outcome.items():
        print(f"  {'well   ' if well else 'TO MEND'}  {name}, {seconds:.0f} seconds")
    failed = sum(not well for well, _ in outcome.values())
    print("All is well." if not failed else "Scroll up to the first one to mend.")
    print(f"checks: {len(outcome) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
