"""How fast is marking? The same submissions with stock nbgrader and with ours, marks compared.

    python3 benchmarks/marking.py [--stock 20] [--ours 100] [--write]

Each way runs as one whole process, start-up included, on submissions of lesson 06 that differ from
each other. ``--write`` puts the table into benchmarks/marking.md. A busy machine gives poor numbers:
the table says how busy it was.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
HOME = HERE.parent
sys.path[:0] = [str(HOME / "src"), str(HOME / "tests")]

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


def timed(inbox: Path, out: Path, *, stock: bool) -> dict[str, float]:
    """Mark a folder in a process of its own; seconds, processor seconds and the largest process."""
    words = ["mark", str(inbox), "--out", str(out), *(["--stock"] if stock else [])]
    environment = {**os.environ, "PYTHONPATH": str(HOME / "src"), "CHAMPIONS_HOME": str(HOME)}
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    command = [sys.executable, "-m", "champions.cli", *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1) or not (out / "gradebook.db").is_file():
        raise SystemExit(done.stdout[-2000:] + done.stderr[-2000:])
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"seconds": time.monotonic() - began, "cpu": cpu, "peak_mb": after.ru_maxrss / 1024}


def marks(out: Path) -> dict[str, list[tuple[object, ...]]]:
    """The gradebook's rows, by learner."""
    with sqlite3.connect(out / "gradebook.db") as book:
        found: dict[str, list[tuple[object, ...]]] = {}
        for row in book.execute(QUERY):
            found.setdefault(row[0], []).append(row[1:])
        return found


def main() -> None:
    """Measure, compare, and show."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--stock", type=int, default=20, help="submissions for stock nbgrader")
    parser.add_argument("--ours", type=int, default=100, help="submissions for ours")
    parser.add_argument("--write", action="store_true", help="write benchmarks/marking.md")
    args = parser.parse_args()
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows, books = [], []
        for way, count in (("ours", args.ours), ("stock", args.stock)):
            make(folder / f"{way}-in", count)
            got = timed(folder / f"{way}-in", folder / way, stock=way == "stock")
            books.append(marks(folder / way))
            rows.append((way, count, got))
        shared = books[0].keys() & books[1].keys()
        equal = all(books[0][learner] == books[1][learner] for learner in shared)
    table = report(rows, len(shared), equal=equal, load=load)
    print(table)
    if args.write:
        (HERE / "marking.md").write_text(table, encoding="utf-8")
        (HERE / "marking.json").write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    if not equal:
        raise SystemExit("The marks differ.")


def report(
    rows: list[tuple[str, int, dict[str, float]]], shared: int, *, equal: bool, load: float
) -> str:
    """The table in Markdown."""
    lines = [
        "# How fast is marking?",
        "",
        "Made by `python3 benchmarks/marking.py --write`. Whole process, start-up included.",
        "",
        "| way | submissions | seconds | a minute | processor seconds each | largest process, MB |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for way, count, got in rows:
        a_minute = 60 * count / got["seconds"]
        lines.append(
            f"| {way} | {count} | {got['seconds']:.1f} | {a_minute:.0f} | {got['cpu'] / count:.2f} "
            f"| {got['peak_mb']:.0f} |"
        )
    each = {way: got["seconds"] / count for way, count, got in rows}
    cpu = {way: got["cpu"] / count for way, count, got in rows}
    lines += [
        "",
        (
            f"Ours is {each['stock'] / each['ours']:.1f} times as fast by the clock, "
            f"{cpu['stock'] / max(cpu['ours'], 0.001):.1f} times by processor time (of our own processes; "
            "the confined runs are ended from outside, so theirs is counted in part only)."
        ),
        f"Marks of the {shared} submissions that both marked: {'equal' if equal else 'DIFFERENT'}, row by row.",
        (
            f"Machine: {os.cpu_count()} processors, {platform.machine()}, Python {platform.python_version()}; "
            f"load before the start {load:.1f} (0 is idle; above the number of processors, the numbers are poor)."
        ),
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
