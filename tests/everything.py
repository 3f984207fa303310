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
from pathlib import Path

COURSE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(COURSE / "src"))
PYTEST = ("-m", "pytest", "-n", "2", "--dist", "loadscope")
QUICK = "not slow and not browser"


def checks(*, quick: bool, more: Sequence[str]) -> dict[str, Callable[[], int]]:
    """Each check by its name, in order: the quickest first, pytest last."""
    here = sys.executable
    lessons = sorted(str(path) for path in COURSE.glob("solutions/*/lesson.ipynb"))
    every = {
        "style (ruff)": lambda: run(here, "-m", "ruff", "check"),
        "types (mypy)": lambda: run(here, "-m", "mypy"),
    }
    if not quick:
        every |= {
            "lessons are as built": lambda: run(here, "-m", "champions.cli", "build", "--check"),
            "lessons give the same answers (nbval)": lambda: compare(lessons),
            "oldest versions of the libraries": oldest,
        }
    chosen = ("-m", QUICK) if quick else ()
    every["tests (pytest)"] = lambda: run(here, *PYTEST, *chosen, *more)
    return every


def run(*command: str) -> int:
    """Run one command in the course folder; return its exit code."""
    surroundings = os.environ | {"PYTHONPATH": "src", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=COURSE, env=surroundings, check=False).returncode


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
    from champions import starting

    env = starting.ensure(starting.environment("learner-oldest"))
    # Only these files can be read there: the others import what a trainer's computer has.
    tests = sorted((COURSE / "tests").glob("test_*.py"))
    floor = [str(path) for path in tests if "pytest.mark.learner_floor" in path.read_text("utf-8")]
    return run(str(env.python), "-m", "pytest", "-n", "2", "-q", "-m", "learner_floor", *floor)


def main(words: list[str]) -> int:
    """Run all checks, say how each came out, and return 0 only when all are well."""
    quick = "--quick" in words
    more = words[words.index("--") + 1 :] if "--" in words else []
    if extra := set(words[: words.index("--")] if "--" in words else words) - {"--quick"}:
        print(f"The test command knows --quick only, not {' '.join(sorted(extra))}.")
        return 2
    outcome: dict[str, tuple[bool, float]] = {}
    for name, check in checks(quick=quick, more=more).items():
        print(f"\n--- {name}", flush=True)
        started = time.monotonic()
        outcome[name] = check() == 0, time.monotonic() - started
    print("\nHow it came out:")
    for name, (well, seconds) in outcome.items():
        print(f"  {'well   ' if well else 'TO MEND'}  {name}, {seconds:.0f} seconds")
    failed = sum(not well for well, _ in outcome.values())
    print("All is well." if not failed else "Scroll up to the first one to mend.")
    print(f"checks: {len(outcome) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
