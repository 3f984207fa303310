"""Tests that take too long for each change: when they ran last, on what, and what came of it.

They stand in tests/long, one file a suite. Each says in ``COVERS`` which files it tests, and where a
test goes on from the one before it, ``IN_ORDER``.

    python3 start.py test --long             run each suite whose files have changed since it ran
    python3 start.py test --long --again     run them all

What came of it is kept in tests/long/results.json, with a digest of what was tested, and is shown in
tests/long/README.md. tests/test_long_results.py, which runs at each change, fails when a digest is not
that of the files as they are now. So that a typo in a comment does not ask for a run of an hour,
comments, docstrings and empty lines of Python do not count, and neither does a guide.
"""

from __future__ import annotations

import ast
import hashlib
import io
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
import tokenize
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

COURSE = Path(__file__).resolve().parents[1]
LONG = COURSE / "tests" / "long"
RESULTS, PAGE = LONG / "results.json", LONG / "README.md"
#: Names the file in which tests/conftest.py notes how each test of a long suite came out.
NOTE = "CHAMPIONS_LONG_NOTE"
WELL = "passed"


@dataclass(frozen=True)
class Suite:
    """One file of long tests: what it does, in a line, and the files that it tests."""

    path: Path
    title: str
    covers: tuple[str, ...]
    in_order: bool = False

    @property
    def shared(self) -> str:
        """How two processes share its tests: pytest-xdist's word. One has all that go on from each other."""
        return "loadscope" if self.in_order else "worksteal"

    @property
    def name(self) -> str:
        return self.path.stem.removeprefix("test_")

    def files(self, course: Path = COURSE) -> list[Path]:
        """Every file that its result depends on.

        Raises:
            ValueError: when one of its patterns names no file.
        """
        found: set[Path] = {self.path}
        for pattern in self.covers:
            some = {one for one in course.glob(pattern) if one.is_file()}
            some = {one for one in some if "__pycache__" not in one.parts}
            if not some:
                raise ValueError(f"{self.path.name}: no file is called {pattern}")
            found |= some
        return sorted(found)

    def digest(self, course: Path = COURSE) -> str:
        """Changes when what is tested does, or the tests do."""
        whole = hashlib.sha256()
        for path in self.files(course):
            name = path.name if path == self.path else path.relative_to(course).as_posix()
            whole.update(f"{name}\n{_digest(path.read_bytes(), path.suffix)}\n".encode())
        return whole.hexdigest()


@dataclass(frozen=True)
class Result:
    """How a suite came out when it ran last."""

    title: str
    digest: str
    outcomes: dict[str, int]
    minutes: float
    day: str
    python: str

    @property
    def is_well(self) -> bool:
        """Whether something ran, and all that ran passed."""
        return set(self.outcomes) == {WELL} and self.outcomes[WELL] > 0


@cache  # most files are of many suites, and taking Python apart is slow
def _digest(data: bytes, suffix: str) -> str:
    """Of the text of a file; of Python, without comments, docstrings and empty lines."""
    counts = _code(data.decode("utf-8")).encode() if suffix == ".py" else data
    return hashlib.sha256(counts).hexdigest()


def _code(source: str) -> str:
    """Python without what only a person reads.

    >>> _code('"Says hello."\\n\\n# To all.\\nprint("#1")  # aloud\\n')
    'print("#1")'
    """
    lines = source.splitlines()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column]
    for first, last in _docstrings(ast.parse(source)):
        lines[first - 1 : last] = [""] * (last - first + 1)
    return "\n".join(kept for line in lines if (kept := line.rstrip()))


def _docstrings(tree: ast.Module) -> Iterator[tuple[int, int]]:
    """The first and last line of each docstring that has its lines to itself."""
    kinds = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    for node in ast.walk(tree):
        if not isinstance(node, kinds) or ast.get_docstring(node, clean=False) is None:
            continue
        said = node.body[0]
        alone = isinstance(node, ast.Module) or said.lineno > node.lineno
        if alone and (len(node.body) == 1 or node.body[1].lineno > (said.end_lineno or 0)):
            yield said.lineno, said.end_lineno or said.lineno


def suites(folder: Path = LONG) -> list[Suite]:
    """The long suites, read without importing them."""
    return [_suite(path) for path in sorted(folder.glob("test_*.py"))]


def _suite(path: Path) -> Suite:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {
        ast.unparse(node.targets[0]): node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
    }
    if "COVERS" not in said:
        raise ValueError(f"{path.name} does not say in COVERS which files it tests.")
    title = (ast.get_docstring(tree) or "").partition("\n")[0]
    covers = tuple(ast.literal_eval(said["COVERS"]))
    return Suite(path, title, covers, in_order="IN_ORDER" in said)


def kept(path: Path = RESULTS) -> dict[str, Result]:
    """The results that are kept, by the name of the suite."""
    if not path.exists():
        return {}
    found = json.loads(path.read_text(encoding="utf-8"))
    return {name: Result(**one) for name, one in found.items()}


def stale(results: dict[str, Result], now: Sequence[Suite]) -> dict[str, str]:
    """The suites whose result does not stand for the files as they are, each with the reason."""
    why = {}
    for suite in now:
        result = results.get(suite.name)
        if result is None:
            why[suite.name] = "it has never run"
        elif result.digest != suite.digest():
            why[suite.name] = f"what it tests has changed since {result.day}"
        elif not result.is_well:
            why[suite.name] = f"not all of it passed: {result.outcomes}"
    return why | dict.fromkeys(results.keys() - {s.name for s in now}, "there is no such suite")


# --- Running them -----------------------------------------------------------------------------------


def run(more: Sequence[str], *, again: bool) -> int:
    """Run what is stale, or all; keep each result as soon as it is there. 0 when all is well."""
    now = suites()
    results = {suite.name: kept()[suite.name] for suite in now if suite.name in kept()}
    why = stale(results, now)
    for suite in now:
        if again or suite.name in why:
            print(f"\n--- {suite.title} ({why.get(suite.name, 'asked for')})", flush=True)
            results[suite.name] = _run(suite, more)
            _keep(results)
        else:
            print(f"Nothing has changed since {results[suite.name].day}: {suite.title}")
    _keep(results)
    wrong = stale(results, now)
    print("All is well." if not wrong else f"To mend: {wrong}")
    return 1 if wrong else 0


def _run(suite: Suite, more: Sequence[str]) -> Result:
    before, began = suite.digest(), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        note = Path(folder) / "outcomes.json"
        words = ["-m", "pytest", "-n", "2", "--dist", suite.shared, str(suite.path), *more]
        said = os.environ | {"PYTHONPATH": str(COURSE / "src"), NOTE: str(note)}
        subprocess.run([sys.executable, *words], cwd=COURSE, env=said, check=False)
        outcomes = json.loads(note.read_text(encoding="utf-8")) if note.exists() else {}
    if suite.digest() != before:  # somebody worked on while it ran
        outcomes["files that changed meanwhile"] = 1
    return Result(
        suite.title,
        before,
        outcomes,
        round((time.monotonic() - began) / 60, 1),
        datetime.now(UTC).date().isoformat(),
        platform.python_version(),
    )


def _keep(results: dict[str, Result]) -> None:
    plain = {name: asdict(one) for name, one in sorted(results.items())}
    RESULTS.write_text(json.dumps(plain, indent=2) + "\n", encoding="utf-8")
    PAGE.write_text(page(results), encoding="utf-8")
    import accessibility  # which is made from these results

    accessibility.write(accessibility.statement(results))


def page(results: dict[str, Result]) -> str:
    """The results as a page to read."""
    lines = [
        "# Tests that take long",
        "",
        "Made by `python3 start.py test --long`, which runs those whose files have changed. At each",
        "change a test compares the digest of what was tested with the files as they are.",
        "",
        "| what is tested | tests | came out | minutes | on | Python | digest |",
        "|---|---|---|---|---|---|---|",
    ]
    for _, one in sorted(results.items()):
        came = ", ".join(f"{number} {word}" for word, number in sorted(one.outcomes.items()))
        count = sum(one.outcomes.values())
        row = (
            one.title,
            count,
            came or "nothing",
            one.minutes,
            one.day,
            one.python,
            one.digest[:12],
        )
        lines.append("| " + " | ".join(map(str, row)) + " |")
    return "\n".join(lines) + "\n"
