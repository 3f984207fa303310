"""Plant one fault at a time in the code that marks and draws, and see which faults no test notices.

    python -m venv scratch && scratch/bin/pip install mutmut==3.8.1
    echo "$PWD/.venv-test/lib/python3.11/site-packages" > scratch/lib/python3.11/site-packages/course.pth
    export PATH="$PWD/.venv-test/bin:$PATH"
    nice -n 15 scratch/bin/python benchmarks/mutation.py [--sample N] [FILE ...] [--again NUMBER ...]

By hand, when the tests of these files have changed: it is no part of the tests. The faults are those
of mutmut: another number, another comparison, a call without one of its arguments, a name that is
None. mutmut's own command passes over tables of rules, properties and functions with a cache, and in
this code these decide a signal; so only its faults are taken, and they are planted here.

Each fault is tried in a process of its own, by the tests next door to the file alone, without those
that open a browser: a fault is caught when one of them fails, or when they use far more processor
time than they should. Tests that make a gradebook wait for the disk: set TMPDIR to a folder in memory
(on Linux /dev/shm). With
``--sample`` it takes so many faults of each file, the same ones each time; with ``--again`` those
with these numbers. Each fault that was not caught is printed with its line. Nothing of the course's
folder is changed: faults are planted in copies.
"""

from __future__ import annotations

import argparse
import contextlib
import difflib
import hashlib
import importlib
import os
import random
import resource
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import libcst
from libcst.metadata import MetadataWrapper
from mutmut.mutation.file_mutation import MutationVisitor
from mutmut.mutation.mutators import mutation_operators
from mutmut.mutation.pragma_handling import get_ignored_lines

COURSE = Path(__file__).resolve().parents[1]
#: Where a typed number is read, in the order in which it goes through them.
READING = (
    "amount", "tokens", "pieces", "units", "slips", "in_words", "doubt", "sums", "value", "beside", "several",
    "judged",
)  # fmt: skip
#: Each file, and the tests next door to it.
NEIGHBOURS = {
    "src/champions/charts/limits.py": ("tests/test_limits.py",),
    "src/champions/charts/signals.py": ("tests/test_signals.py",),
    "src/champions/charts/runs.py": ("tests/test_runs.py",),
    "src/champions/questions/answers.py": ("tests/test_answers.py",),
    "src/champions/questions/base/question.py": ("tests/test_questions.py",),
    "src/champions/questions/base/fair.py": ("tests/test_fair_marks.py",),
    "src/champions/questions/written/question.py": ("tests/test_written.py",),
    **dict.fromkeys(
        (f"src/champions/questions/number/reading/{room}.py" for room in READING),
        ("tests/test_questions.py", "tests/test_numbers_read.py"),
    ),
    "src/champions/questions/number/question.py": (
        "tests/test_questions.py",
        "tests/test_numbers_read.py",
    ),
    "src/champions/marking/results.py": ("tests/test_feedback.py",),
    "src/champions/nbgrader/record.py": ("tests/test_record.py",),
}
SEED = 28
AT_ONCE = 2
#: Faults are tried in copies of these; the rest of the course is only looked at.
COPIED = ("src", "tests", "pyproject.toml")
#: Loaded once, before the first fault, so that no try has to load them again.
HEAVY = (
    "numpy",
    "pandas",
    "matplotlib.pyplot",
    "ipywidgets",
    "scipy.stats",
    "hypothesis",
    "nbgrader.api",
    "pytest",
)
CAUGHT, SURVIVED, TOO_LONG, CANNOT_RUN = "caught", "survived", "too long", "cannot be imported"


class Everywhere(MutationVisitor):
    """mutmut's faults, and the same in functions that are decorated."""

    def _skip_node_and_children(self, node: libcst.CSTNode) -> bool:
        if isinstance(node, libcst.FunctionDef):
            return False
        return super()._skip_node_and_children(node)


@dataclass(frozen=True)
class Fault:
    """One changed file: where it belongs, its text, and the lines that differ."""

    file: str
    number: int
    text: str
    changed: str


def faults(file: str, sample: int | None, only: list[int]) -> tuple[int, list[Fault]]:
    """How many faults mutmut knows for a file, and those to try, in the order of their lines."""
    code = (COURSE / file).read_text("utf-8")
    wrapper = MetadataWrapper(libcst.parse_module(code))
    visitor = Everywhere(mutation_operators, get_ignored_lines(file, code, wrapper), None)
    module = wrapper.visit(visitor)
    known = len(visitor.mutations)
    drawn = only or range(known)
    if not only and sample is not None and sample < known:
        drawn = sorted(random.Random(f"{SEED} {file}").sample(range(known), sample))
    chosen = []
    for number in drawn:
        mutation = visitor.mutations[number]
        text = module.deep_replace(mutation.original_node, mutation.mutated_node).code
        chosen.append(Fault(file, number, text, difference(code, text)))
    return known, chosen


def difference(before: str, after: str) -> str:
    """The lines that differ, with the number of the first."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    _, _, where, *rest = [*lines, "", "", ""][: 3 + 40]
    return "\n".join([where.split()[1].strip("-,") if where else "no line", *filter(None, rest)])


class WithoutABrowser:
    """Leaves out tests that open a browser: they take seconds, and look at how pages behave."""

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        """Pytest calls this with the tests that it has found, and runs those that are left."""
        items[:] = [one for one in items if "browser" not in getattr(one, "fixturenames", ())]


def tests_next_door(folder: Path, file: str) -> int:
    """Run the tests next door to a file in this process: pytest's exit status."""
    import pytest
    from hypothesis import Phase, settings

    # The first example that fails is enough: no time goes into finding a simpler one.
    phases = (Phase.explicit, Phase.generate)
    quick = settings(deadline=None, derandomize=True, database=None, phases=phases)
    settings.register_profile("mutation", quick)
    os.chdir(folder)
    sys.path[:0] = [str(folder / "src"), str(folder / "tests")]
    words = ["-x", "-q", "--tb=no", "-p", "no:cacheprovider", f"--rootdir={folder}"]
    words += ["-p", "_hypothesis_pytestplugin", "--hypothesis-profile=mutation"]
    # The examples in the file's own docstrings are tests as well. They come last: a file that pytest
    # loads first is there twice, and its classes are not those that the tests know.
    return int(pytest.main([*words, *NEIGHBOURS[file], file], plugins=[WithoutABrowser()]))


def begin(folder: Path, fault: Fault, seconds: int) -> int:
    """Try one fault in a process of its own, which may use so many seconds of the processor."""
    changed = folder / fault.file
    changed.write_text(fault.text, "utf-8")
    # What Python made of the file before may look fresh: two faults can be of one length and second.
    for compiled in (changed.parent / "__pycache__").glob(f"{changed.stem}.*"):
        compiled.unlink()
    child = os.fork()
    if child:
        return child
    status = 99
    with contextlib.suppress(BaseException):
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        status = tests_next_door(folder, fault.file)
    os._exit(status)


def outcome(ended: int) -> str:
    """What an ended process says of its fault."""
    if os.WIFSIGNALED(ended):
        return TOO_LONG
    return {0: SURVIVED, 1: CAUGHT}.get(os.WEXITSTATUS(ended), CANNOT_RUN)


def tried(chosen: list[Fault], folders: list[Path], seconds: int) -> Iterator[tuple[Fault, str]]:
    """Try all these faults of one file, and give each with its outcome as it is known."""
    waiting, free, running = [*reversed(chosen)], [*folders], dict[int, tuple[Path, Fault]]()
    while waiting or running:
        while waiting and free:
            folder, fault = free.pop(), waiting.pop()
            running[begin(folder, fault, seconds)] = folder, fault
        child, ended, _ = os.wait3(0)
        folder, fault = running.pop(child)
        shutil.copy2(COURSE / fault.file, folder / fault.file)
        free.append(folder)
        yield fault, outcome(ended)


def as_it_is(file: str, folder: Path) -> float:
    """Processor seconds of the tests next door without a fault; they must pass."""
    text = (COURSE / file).read_text("utf-8")
    sys.dont_write_bytecode = False  # what is compiled now need not be for each fault
    begin(folder, Fault(file, -1, text, ""), 600)
    _, ended, used = os.wait3(0)
    sys.dont_write_bytecode = True
    if outcome(ended) != SURVIVED:
        sys.exit(f"{file}: the tests next door do not pass as it is ({outcome(ended)}).")
    return used.ru_utime + used.ru_stime


@contextlib.contextmanager
def copies() -> Iterator[list[Path]]:
    """As many copies of the course as faults are tried at once."""
    with tempfile.TemporaryDirectory(prefix="faults-") as scratch:
        folders = [Path(scratch) / str(number) for number in range(AT_ONCE)]
        for folder in folders:
            folder.mkdir()
            for one in COURSE.iterdir():
                if one.name in COPIED and one.is_dir():
                    leave = shutil.ignore_patterns("__pycache__")
                    shutil.copytree(one, folder / one.name, ignore=leave)
                elif not one.name.startswith("."):
                    (folder / one.name).symlink_to(one)
        yield folders


def digest(file: str) -> str:
    """The start of a file's SHA-256, to know later whether it is still the file that was tried."""
    return hashlib.sha256((COURSE / file).read_bytes()).hexdigest()[:16]


def try_file(file: str, folders: list[Path], sample: int | None, only: list[int]) -> None:
    """Try a file's faults, and print what came of them."""
    known, chosen = faults(file, sample, only)
    seconds = int(5 * max(as_it_is(file, folder) for folder in folders)) + 10
    counts: Counter[str] = Counter()
    for fault, said in tried(chosen, folders, seconds):
        counts[said] += 1
        if said == SURVIVED:
            print(f"--- {file} fault {fault.number}, line {fault.changed}", flush=True)
    tests = ", ".join(f"{test} {digest(test)}" for test in NEIGHBOURS[file])
    print(f"=== {file} {digest(file)}, tests: {tests}")
    print(f"=== {len(chosen)} of {known} faults: {dict(counts)}", flush=True)


def main() -> None:
    """Try the files named, or all."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sample", type=int, help="so many faults of each file")
    parser.add_argument("--again", type=int, nargs="+", default=[], help="these faults of one file")
    parser.add_argument("files", nargs="*", default=[*NEIGHBOURS], metavar="FILE")
    asked = parser.parse_args()
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # a process with threads should not be doubled
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    for name in HEAVY:
        importlib.import_module(name)
    with copies() as folders:
        for file in asked.files:
            try_file(file, folders, asked.sample, asked.again)


if __name__ == "__main__":
    main()
