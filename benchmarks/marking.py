"""How fast is marking? The same submissions with stock nbgrader and with ours, marks compared.

    python3 benchmarks/marking.py [--count 100] [--curve 250 1000 5000] [--write]

Each way runs as one whole process, start-up included, in turn, on the same submissions of lesson 06,
which differ from each other. Stock is the command ``nbgrader autograde``. The curve is ours alone.
Ours runs three times and its middle run counts, for it takes seconds, in which another program shows;
stock takes minutes and runs once, after two of ours and before the third.
Python's files are compiled beforehand for both, as pip does when it installs: where they are not, stock
compiles them again for every submission, and the comparison would flatter ours.
``--write`` puts the tables into benchmarks/marking-results.md. A busy machine gives poor numbers: the table
says how busy it was.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import site
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
HOME = HERE.parent
sys.path[:0] = [str(HOME / "src"), str(HOME / "tests")]
MODULE = "06-run-charts"

QUERY = """
    select s.student_id, b.name, g.auto_score, g.needs_manual_grade from grade g
    join base_cell b on b.id = g.cell_id join submitted_notebook n on n.id = g.notebook_id
    join submitted_assignment s on s.id = n.assignment_id order by 1, 2"""


def make(inbox: Path, count: int) -> None:
    """Submissions of three sorts: all right, a common mistake, half done."""
    import make_cohort

    kitchen = make_cohort.Kitchen(HOME)
    known = {one.name: one for one in make_cohort.recipes()}
    sorts = [known[name] for name in ("passes-all", "mean-not-median", "half-done")]
    for number in range(count):
        recipe = sorts[number % len(sorts)]
        name = f"LC-{number:05}"
        kitchen.send(make_cohort.Recipe(name, {**recipe.raw, "folder": name}), inbox)
        _with_a_line_of_ones_own(inbox / name / "lesson.ipynb", name)


def _with_a_line_of_ones_own(path: Path, name: str) -> None:
    """No two are the same to the letter: each learner has written something into each answer."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        notes = cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] == "code" and notes.get("solution"):
            cell["source"] = f"{''.join(cell['source'])}\n# {name} was here"
    path.write_text(json.dumps(notebook), encoding="utf-8")


def compile_all() -> None:
    """Compile what both ways load, as pip does. What is compiled already is left as it is."""
    places = [str(HOME / "src"), *site.getsitepackages()]
    # A template that is no Python stays as it is, and compileall calls that a failure.
    command = [sys.executable, "-m", "compileall", "-q", "-j", "0", *places]
    subprocess.run(command, check=False, capture_output=True)


class Watch:
    """The memory of a process with all that it starts, looked at twice a second.

    To look takes time too: ten times a second it was a quarter of the marking.
    """

    def __init__(self, pid: int) -> None:
        self.peak_mb = 0.0
        self._pid, self._over = pid, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._over.wait(0.5):
            self.peak_mb = max(self.peak_mb, sum(map(_share_mb, _family(self._pid))))

    def end(self) -> float:
        """Stop looking; the most that was seen, in MB."""
        self._over.set()
        self._thread.join()
        return self.peak_mb


def _family(pid: int) -> list[int]:
    found, todo = [], [pid]
    while todo:
        one = todo.pop()
        found.append(one)
        with suppress(OSError):  # it has ended meanwhile
            for path in Path(f"/proc/{one}/task").glob("*/children"):
                todo += map(int, path.read_text().split())
    return found


def _share_mb(pid: int) -> float:
    """What a process holds, with what it shares counted by its share (PSS)."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def timed(command: list[str], folder: Path, **more: str) -> dict[str, float]:
    """Run a command; its seconds, and the most memory that it took."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    base = {"PYTHONPATH": str(HOME / "src"), "CHAMPIONS_HOME": str(HOME), "PATH": path}
    mine = {name: v for name, v in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    began = time.monotonic()
    with (
        (folder / "log").open("w") as log,
        subprocess.Popen(
            command, cwd=folder, env={**mine, **base, **more}, stdout=log, stderr=log
        ) as process,
    ):
        watch = Watch(process.pid)
        process.wait()
        seconds = time.monotonic() - began
        peak = watch.end()
    if process.returncode:
        raise SystemExit((folder / "log").read_text()[-3000:])
    return {"seconds": seconds, "peak_mb": peak}


def by_ours(inbox: Path, out: Path) -> dict[str, float]:
    """``champions mark`` on a folder as it was received."""
    out.mkdir()
    words = ["mark", str(inbox), "--out", str(out)]
    return timed([sys.executable, "-m", "champions.cli", *words], out)


def lessons_alone(inbox: Path, out: Path) -> float:
    """Seconds of the processor that the lessons' own steps take, once everything is loaded.

    No way of marking that runs them can be quicker than this, shared among the processors.
    """
    from champions.marking.cohort import mark_folder
    from champions.marking.running.supervisor import Run, Warm

    seconds, run = [], Warm.run

    def counted(warm: Warm, *words: Any) -> Run:
        done = run(warm, *words)
        seconds.append(done.cpu)
        return done

    Warm.run = counted  # type: ignore[method-assign,assignment]
    try:
        mark_folder(inbox, out, HOME, say=lambda _: None)
    finally:
        Warm.run = run  # type: ignore[method-assign]
    return sum(seconds)


def by_stock(ours: Path, out: Path) -> dict[str, float]:
    """``nbgrader autograde`` on what ours has collected, in a gradebook that knows the lesson."""
    from champions.marking.course import Course

    out.mkdir()
    course = Course(HOME, out)
    course.lesson(MODULE)
    shutil.copytree(ours / "submitted", out / "submitted")
    text = (HOME / "nbgrader_config.py").read_text(encoding="utf-8")
    folders = {
        "root": str(out),
        "source_directory": "course/source",
        "release_directory": "course/released",
        "submitted_directory": "submitted",
        "autograded_directory": "autograded",
        "db_url": course.gradebook,
        "ignore": [".ipynb_checkpoints", "__pycache__"],
    }
    lines = [f"c.CourseDirectory.{name} = {value!r}\n" for name, value in folders.items()]
    text = text.replace("Path(__file__).resolve().parent", f"Path({str(HOME)!r})")
    (out / "nbgrader_config.py").write_text(text + "".join(lines), encoding="utf-8")
    return timed([sys.executable, "-m", "nbgrader", "autograde", MODULE, "--force"], out)


def marks(out: Path) -> list[tuple[object, ...]]:
    """The gradebook's rows."""
    with sqlite3.connect(out / "gradebook.db") as book:
        return book.execute(QUERY).fetchall()


def main() -> None:
    """Measure, compare, and show."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--count", type=int, default=100, help="submissions for both")
    parser.add_argument("--curve", type=int, nargs="*", default=[], help="sizes for ours alone")
    parser.add_argument("--write", action="store_true", help="write benchmarks/marking-results.md")
    args = parser.parse_args()
    compile_all()
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder / "in", args.count)
        make(folder / "in-1", 1)
        one = by_ours(folder / "in-1", folder / "one")
        runs = [by_ours(folder / "in", folder / name) for name in ("ours", "again")]
        own = lessons_alone(folder / "in", folder / "alone")
        stock = by_stock(folder / "ours", folder / "stock")
        runs.append(by_ours(folder / "in", folder / "third"))
        ours = sorted(runs, key=lambda run: run["seconds"])[1]
        equal = marks(folder / "ours") == marks(folder / "stock")
        rows = len(marks(folder / "stock"))
        curve = []
        for count in args.curve:
            make(folder / f"in-{count}", count)
            curve.append((count, by_ours(folder / f"in-{count}", folder / f"ours-{count}")))
            shutil.rmtree(folder / f"ours-{count}")
            shutil.rmtree(folder / f"in-{count}")
    measured = {
        "count": args.count, "ours": ours, "stock": stock, "equal": equal, "rows": rows,
        "one": one, "own": own, "runs": [run["seconds"] for run in runs],
        "curve": curve, "load": load, "load_after": os.getloadavg()[0],
    }  # fmt: skip
    table = report(measured)
    print(table)
    if args.write:
        (HERE / "marking-results.md").write_text(table, encoding="utf-8")
        (HERE / "marking-results.json").write_text(
            json.dumps(measured, indent=1) + "\n", encoding="utf-8"
        )
    if not equal:
        raise SystemExit("The marks differ.")


def report(got: dict[str, Any]) -> str:
    """The tables in Markdown."""
    count = got["count"]
    lines = [
        "# How fast is marking?",
        "",
        "Made by `python3 benchmarks/marking.py --write`. Whole process, start-up included. Memory is of",
        "all processes together, what they share counted once. Python's files were compiled beforehand for",
        "both ways, as pip does when it installs.",
        "",
        "| way | submissions | seconds | a minute | memory, MB |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        _line(name, count, got[way])
        for name, way in (("ours", "ours"), ("stock nbgrader", "stock"))
    ]
    curve = [(1, got["one"]), *got["curve"]]
    lines += [_line("ours", size, one) for size, one in curve]
    lines += _words(got)
    return "\n".join(lines)


def _words(got: dict[str, Any]) -> list[str]:
    """What the tables say: how many times as fast, the floor, and where the time goes."""
    count, cores = got["count"], os.cpu_count() or 1
    ours, one, stock = (got[way]["seconds"] for way in ("ours", "one", "stock"))
    floor = got["own"] / cores
    each = 1000 * (ours - one) / (count - 1)
    return [
        "",
        f"Ours is {stock / ours:.1f} times as fast as stock on the same {count} submissions. Its three runs took",
        f"{', '.join(f'{seconds:.1f}' for seconds in got['runs'])} seconds; the middle one counts. Stock ran once.",
        f"Their {got['rows']} marks are {'equal' if got['equal'] else 'DIFFERENT'}, row by row.",
        "",
        f"The lessons' own steps take {got['own']:.1f} seconds of a processor. With {cores} processors no way of",
        f"marking that runs them takes less than {floor:.1f} seconds. Ours takes {ours / floor:.1f} times that. The",
        "rest is starting, confining, scoring, the gradebook and the feedback pages.",
        "",
        f"Starting, entering the lesson in the gradebook and marking one submission takes {one:.1f} seconds.",
        f"Each further submission takes {each:.0f} ms, of which {1000 * floor / count:.0f} are its own steps.",
        *_by_the_curve(got),
        f"Forty times as fast as stock would be {stock / 40:.1f} seconds in all. Starting and the lessons' own steps",
        f"alone take {one + floor:.1f}.",
        "",
        f"Machine: {cores} processors, {platform.machine()}, Python {platform.python_version()}.",
        f"Load before the start {got['load']:.1f}, at the end {got['load_after']:.1f}. Idle is 0. Above the number of",
        "processors other programs were running, and the numbers are poor.",
        "",
    ]


def _by_the_curve(got: dict[str, Any]) -> list[str]:
    """What the largest cohort says: stock takes as long for each submission, ours begins only once."""
    if not got["curve"]:
        return []
    count, run = got["curve"][-1]
    each, stock = run["seconds"] / count, got["stock"]["seconds"] / got["count"]
    return [
        f"In the run with {count:,} it is {1000 * each:.0f} ms for each, all told. Stock takes",
        f"{1000 * stock:.0f} ms for each of the {got['count']}: so ours is {stock / each:.0f} times as fast there.",
    ]


def _line(name: str, count: int, got: dict[str, float]) -> str:
    a_minute = 60 * count / got["seconds"]
    return f"| {name} | {count} | {got['seconds']:.1f} | {a_minute:.0f} | {got['peak_mb']:.0f} |"


if __name__ == "__main__":
    main()
