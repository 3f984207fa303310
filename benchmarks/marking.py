"""How fast is marking? The same submissions with stock nbgrader and with ours, marks compared.

    python3 benchmarks/marking.py [--count 100] [--code 30] [--curve 250 1000 5000] [--write]

What people send is made afresh (benchmarks/sent.py): whole lessons, with their charts and with answers that
differ. Two cohorts are marked with lesson 06 by stock nbgrader and by ours: one in which nine of ten people
answered in forms only and the tenth typed code, and one in which everybody typed code. The curve is ours alone,
over all lessons of the course.

Each way runs as one whole process, start-up included, in turn, on the same files. Stock is the command
``nbgrader autograde``. Ours runs three times and its middle run counts, for it takes seconds, in which another
program shows; stock takes minutes and runs once, after two of ours and before the third.
Python's files are compiled beforehand for both, as pip does when it installs: where they are not, stock
compiles them again for every submission, and the comparison would flatter ours.
What ours keeps from one marking to the next, the author's own run of a lesson and how nbgrader entered it, is
thrown away before each comparison: the first of the three runs makes it, and the others find it.
Both write where --place says. On a disk from which much was deleted a moment ago each new file may take ten
times as long, and marking makes fourteen for each submission. A folder in memory, such as /dev/shm, has no
such past. The table says which it was.
``--write`` puts the tables into benchmarks/marking-results.md. A busy machine gives poor seconds: the table
says how busy it was. The ratio is measured side by side in one run.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import site
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
HOME = HERE.parent
sys.path[:0] = [str(HOME / "src"), str(HERE)]
MODULE = "06-run-charts"
#: How many times as fast as stock marking is meant to be, and how long the largest cohort may take.
AIM_MIXED, AIM_CODE = 150, 45
LARGEST, AIM_SECONDS, AIM_MB = 16_000, 240, 1_500
#: One person of so many types code.
ONE_IN = 10

QUERY = """
    select s.student_id, b.name, g.auto_score, g.needs_manual_grade from grade g
    join base_cell b on b.id = g.cell_id join submitted_notebook n on n.id = g.notebook_id
    join submitted_assignment s on s.id = n.assignment_id order by 1, 2"""


class Kitchen:
    """Makes what cohorts send."""

    def __init__(self) -> None:
        import sent

        from champions.marking.running.supervisor import warm_for

        self._make, self._known = sent.Sender, {}
        self._warm = warm_for(HOME, 30)
        self._warm.ready()

    def close(self) -> None:
        """Let go of the program in which lessons were opened."""
        self._warm.close()

    def _sender(self, module: str) -> Any:
        if module not in self._known:
            self._known[module] = self._make(HOME, module, self._warm)
        return self._known[module]

    def fill(self, inbox: Path, count: int, modules: Sequence[str], one_in: int) -> int:
        """So many submissions, a person's lessons one after the other; how many of them hold code.

        One person of ``one_in`` types code where a lesson asks for it.
        """
        with_code = 0
        for number in range(count):
            person, at = divmod(number, len(modules))
            sender, name = self._sender(modules[at]), f"LC-{person:05}"
            typed = person % one_in == one_in - 1 and sender.asks_for_code
            with_code += typed
            folder = inbox / name / modules[at]
            folder.mkdir(parents=True)
            data = sender.lesson(name, person, with_code=typed)
            (folder / "lesson.ipynb").write_bytes(data)
        return with_code


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
    """Run a command; its seconds, the most memory that it took, and how long it said nothing."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    base = {"PYTHONPATH": str(HOME / "src"), "CHAMPIONS_HOME": str(HOME), "PATH": path}
    mine = {name: v for name, v in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    said = [began]
    with (
        (folder / "log").open("w") as log,
        subprocess.Popen(
            command,
            cwd=folder,
            env={**mine, **base, **more},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        ) as process,
    ):
        watch = Watch(process.pid)
        for line in process.stdout or ():
            said.append(time.monotonic())
            log.write(line)
        process.wait()
        seconds = time.monotonic() - began
        peak = watch.end()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    text = (folder / "log").read_text()
    # 1 says that something waits for a person: so it does where a lesson asks what a person reads.
    if process.returncode not in (0, 1) or "Not marked:" in text:
        raise SystemExit(text[-3000:])
    silent = max(after - one for one, after in pairwise(said))
    return {
        "seconds": seconds,
        "cpu": used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime,
        "peak_mb": peak,
        "first_line": said[1] - began,
        "silent": silent,
    }


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


def compared(kitchen: Kitchen, folder: Path, count: int, one_in: int) -> dict[str, Any]:
    """The same cohort in one lesson, marked by both ways, in turn."""
    inbox = folder / "in"
    with_code = kitchen.fill(inbox, count, [MODULE], one_in)
    for kept in ("rehearsed", "entered"):
        shutil.rmtree(HOME / ".state" / kept, ignore_errors=True)
    runs = [by_ours(inbox, folder / name) for name in ("ours", "again")]
    own = lessons_alone(inbox, folder / "alone")
    stock = by_stock(folder / "ours", folder / "stock")
    runs.append(by_ours(inbox, folder / "third"))
    return {
        "count": count,
        "with_code": with_code,
        "ours": sorted(runs, key=lambda run: run["seconds"])[1],
        "stock": stock,
        "runs": [run["seconds"] for run in runs],
        "equal": marks(folder / "ours") == marks(folder / "stock"),
        "rows": len(marks(folder / "stock")),
        "own": own,
    }


def on_the_curve(kitchen: Kitchen, folder: Path, count: int) -> dict[str, float]:
    """Ours alone on so many submissions in all lessons."""
    modules = sorted(path.parent.name for path in (HOME / "modules").glob("*/lesson.ipynb"))
    with_code = kitchen.fill(folder / "in", count, modules, ONE_IN)
    return {**by_ours(folder / "in", folder / "ours"), "count": count, "with_code": with_code}


def kind_of_disk(folder: Path) -> str:
    """What kind of disk a folder lies on, as Linux calls it; tmpfs is memory."""
    with suppress(OSError):
        lines = [line.split() for line in Path("/proc/mounts").read_text().splitlines()]
        there = [(len(at), kind) for _, at, kind, *_ in lines if folder.is_relative_to(at)]
        return max(there)[1] if there else ""
    return ""


@contextmanager
def a_folder(place: str | None) -> Iterator[Path]:
    """A folder that goes when it is done with."""
    with tempfile.TemporaryDirectory(dir=place) as name:
        yield Path(name)


def main() -> None:
    """Measure, compare, and show."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--count", type=int, default=100, help="submissions for both")
    parser.add_argument("--code", type=int, default=30, help="for both, where everybody typed code")
    parser.add_argument("--curve", type=int, nargs="*", default=[], help="sizes for ours alone")
    parser.add_argument("--place", help="a folder for the files: 16,000 submissions need 9 GB")
    parser.add_argument("--write", action="store_true", help="write benchmarks/marking-results.md")
    args = parser.parse_args()
    compile_all()
    measured: dict[str, Any] = {"on": f"{datetime.now(UTC):%d %B %Y}", "load": os.getloadavg()[0]}
    kitchen = Kitchen()
    try:
        with a_folder(args.place) as folder:
            measured["disk"] = kind_of_disk(folder)
            kitchen.fill(folder / "in", 1, [MODULE], ONE_IN)
            by_ours(folder / "in", folder / "first")  # it makes what is kept
            measured["one"] = by_ours(folder / "in", folder / "ours")
        for name, count, one_in in (("mixed", args.count, ONE_IN), ("code", args.code, 1)):
            with a_folder(args.place) as folder:
                measured[name] = compared(kitchen, folder, count, one_in)
        measured["curve"] = []
        for count in args.curve:
            with a_folder(args.place) as folder:
                measured["curve"].append(on_the_curve(kitchen, folder, count))
    finally:
        kitchen.close()
    measured["load_after"] = os.getloadavg()[0]
    table = report(measured)
    print(table)
    if args.write:
        (HERE / "marking-results.md").write_text(table, encoding="utf-8")
        text = json.dumps(measured, indent=1) + "\n"
        (HERE / "marking-results.json").write_text(text, encoding="utf-8")
    if not (measured["mixed"]["equal"] and measured["code"]["equal"]):
        raise SystemExit("The marks differ.")


def report(got: dict[str, Any]) -> str:
    """The tables and what they say, in Markdown."""
    lines = [
        "# How fast is marking?",
        "",
        f"Made by `python3 benchmarks/marking.py --write` on {got['on']}. Each way is one whole process, start-up",
        "included. Memory is of all processes together, what they share counted once. Python's files were compiled",
        "beforehand for both ways, as pip does when it installs. What ours keeps of the author's own run of a lesson,",
        "and of how nbgrader entered it, is made by the first of its three runs.",
        f"All files lay on: {got.get('disk') or 'not known'}.",
        "",
        f"Machine: {_cores()} processors, {platform.machine()}, Python {platform.python_version()}. Load before the",
        f"start {got['load']:.1f}, at the end {got['load_after']:.1f}. Idle is 0. {_busy(got)}",
        "",
        "## Against stock nbgrader",
        "",
        "| lesson 06, sent by | way | seconds | ms each | memory, MB | times as fast | the aim | of a processor, s |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, aim in (("mixed", AIM_MIXED), ("code", AIM_CODE)):
        lines += _pair(got[name], aim)
    for name in ("mixed", "code"):
        lines += ["", *_words(got[name], got["one"])]
    lines += [
        "",
        "What is used of a processor depends less on other programs than seconds do. Ours counts the lessons' own",
        "steps as one more marking found them. What they load in the jail, beside the rest, is not counted.",
    ]
    if got["curve"]:
        lines += ["", *_the_curve(got)]
    return "\n".join([*lines, ""])


def _cores() -> int:
    return os.cpu_count() or 1


def _busy(got: dict[str, Any]) -> str:
    if max(got["load"], got["load_after"]) > _cores() + 2:
        return (
            "**Other programs had the processors for most of the time**, so the\n"
            "seconds are poor. What is said of both ways was measured in turn, under the same load."
        )
    return "Above the number of processors other\nprograms were running, and the seconds are poor."


def _sent_by(got: dict[str, Any]) -> str:
    if got["with_code"] == got["count"]:
        return f"{got['count']} people, all with code"
    return f"{got['count']} people, {got['with_code']} with code"


def _equal(got: dict[str, Any]) -> str:
    return "equal" if got["equal"] else "DIFFERENT"


def _times(got: dict[str, Any]) -> float:
    return float(got["stock"]["seconds"] / got["ours"]["seconds"])


def _pair(got: dict[str, Any], aim: int) -> list[str]:
    def line(way: str, name: str, *rest: str) -> str:
        run = got[way]
        each = 1000 * run["seconds"] / got["count"]
        cells = (
            _sent_by(got),
            name,
            f"{run['seconds']:.2f}",
            f"{each:.0f}",
            f"{run['peak_mb']:.0f}",
        )
        return f"| {' | '.join((*cells, *rest))} |"

    cpu = {"stock": got["stock"]["cpu"], "ours": got["ours"]["cpu"] + got["own"]}
    return [
        line("stock", "stock", "1", "", f"{cpu['stock']:.1f}"),
        line("ours", "ours", f"{_times(got):.0f}", str(aim), f"{cpu['ours']:.1f}"),
    ]


def _words(got: dict[str, Any], one: dict[str, float]) -> list[str]:
    """What one comparison says: the runs, whether marks are equal, and the floor."""
    count, ours = got["count"], got["ours"]["seconds"]
    # On a busy machine the one may take as long as the few.
    each = max(0.1, 1000 * (ours - one["seconds"]) / max(1, count - 1))
    stock = 1000 * got["stock"]["seconds"] / count
    runs = ", ".join(f"{seconds:.2f}" for seconds in got["runs"])
    return [
        f"**{_sent_by(got)}.** The three runs of ours took {runs} seconds, and the middle one counts.",
        f"Stock ran once. Their {got['rows']} marks are {_equal(got)}, row by row.",
        f"The steps that ours runs of the lessons with code take {got['own']:.1f} seconds of a processor. With",
        f"{_cores()} processors no way of marking that runs them takes less than {got['own'] / _cores():.2f} seconds.",
        "Starting, entering the lesson in the gradebook and marking one submission takes",
        f"{one['seconds']:.2f} seconds; each further one takes {each:.1f} ms.",
        f"Stock takes {stock:.0f} ms for each, so without the start ours is {stock / each:.0f} times as fast.",
    ]


def _the_curve(got: dict[str, Any]) -> list[str]:
    """Cohorts of several sizes: seconds, and whether they grow with the number alone."""
    stock = 1000 * got["mixed"]["stock"]["seconds"] / got["mixed"]["count"]
    heads = (
        "submissions", "with code", "seconds", "ms each", "of a processor, ms each", "memory, MB",
        "first line after, s", "longest silence, s",
    )  # fmt: skip
    lines = [f"| {' | '.join(heads)} |", "|" + " ---: |" * len(heads)]
    for run in got["curve"]:
        each = 1000 * run["seconds"] / run["count"]
        cells = [f"{run['count']:,}", f"{run['with_code']:,}", f"{run['seconds']:.1f}"]
        cells += [f"{each:.1f}", f"{1000 * run['cpu'] / run['count']:.1f}", f"{run['peak_mb']:.0f}"]
        cells += [f"{run['first_line']:.1f}", f"{run['silent']:.1f}"]
        lines.append(f"| {' | '.join(cells)} |")
    last = got["curve"][-1]
    each = 1000 * last["seconds"] / last["count"]
    return [
        "## Large cohorts, in all lessons",
        "",
        f"One person of {ONE_IN} types code where a lesson asks for it.",
        "",
        *lines,
        "",
        f"The aim for {LARGEST:,} is {AIM_SECONDS} seconds and {AIM_MB:,} MB.",
        f"With {last['count']:,} it is {each:.1f} ms for each, all told.",
        f"As many for each would make {LARGEST * each / 1000:.0f} seconds for {LARGEST:,}.",
        f"Stock takes {stock:.0f} ms for each of the {got['mixed']['count']} above: {stock / each:.0f} times as long.",
    ]


if __name__ == "__main__":
    main()
