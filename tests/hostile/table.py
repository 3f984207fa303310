"""What stock nbgrader and ours do with each situation, measured.

    python3 tests/hostile/table.py --write      the table in docs/trainers/hostile.md

Each situation is marked by the command ``nbgrader autograde`` between two honest learners, alone in a
closed room without a network, with limits on time, memory and processes: some of them would stop
this computer. Ours marks all of them together, as tests/test_hostile.py does.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src")]

PAGE = ROOT / "docs" / "trainers" / "hostile.md"
KEPT = Path(__file__).with_name("measured.json")
#: Seconds for stock to mark three learners; without a situation it takes about 15.
WITHIN = 150
STEPS = ("middle-line", "middle-in-code", "further")
NEIGHBOURS = ("aaa-first", "zzz-last")
FULL = {"middle-line": 2.0, "middle-in-code": 1.0, "further": 1.0}


def points(out: Path, learner: str) -> dict[str, float | None]:
    """The points that stand in a gradebook for a learner; empty when there are none."""
    if not (out / "gradebook.db").is_file():
        return {}
    with closing(sqlite3.connect(out / "gradebook.db")) as book:
        rows = book.execute(
            "select b.name, g.auto_score from grade g join base_cell b on b.id = g.cell_id "
            "join submitted_notebook n on n.id = g.notebook_id "
            "join submitted_assignment s on s.id = n.assignment_id where s.student_id = ?",
            [learner],
        ).fetchall()
    return {name: score for name, score in rows if name in STEPS}


def by_stock(situation: Any, home: Path, entered: Path, folder: Path) -> dict[str, Any]:
    """Mark one situation with stock nbgrader, between two honest learners."""
    import small_course
    from hostile.situations import Situation

    from champions.questions import answers

    out = folder / "out"
    shutil.copytree(entered, out)
    for one in (situation, *(Situation(name, first=1.0) for name in NEIGHBOURS)):
        place = out / "submitted" / one.name / small_course.MODULE
        place.mkdir(parents=True)
        for name, data in one.make().items():
            (place / name).write_bytes(data)
        # Stock clears what the forms have kept: it gets the small file that our collection writes.
        notebook = small_course.work({"middle-line": "median"}, {}, learner=one.name)
        answers.save(answers.recover(notebook, small_course.MODULE), place)
    config = (home / "nbgrader_config.py").read_text(encoding="utf-8")
    config += f"c.CourseDirectory.db_url = 'sqlite:///{out}/gradebook.db'\n"
    config += "c.CourseDirectory.source_directory = 'course/source'\n"
    config += "c.CourseDirectory.submitted_directory = 'submitted'\n"
    config += "c.CourseDirectory.autograded_directory = 'autograded'\n"
    config += "c.ExecutePreprocessor.timeout = 15\n"
    (out / "nbgrader_config.py").write_text(config, encoding="utf-8")
    told = _in_a_closed_room(out, home, small_course.MODULE)
    return {
        "points": points(out, situation.name),
        "neighbours": [points(out, name) == FULL for name in NEIGHBOURS],
        **told,
    }


def _in_a_closed_room(out: Path, home: Path, module: str) -> dict[str, Any]:
    words = [sys.executable, "-m", "nbgrader", "autograde", module, "--force"]
    room = [
        *("bwrap", "--unshare-all", "--die-with-parent", "--dev", "/dev", "--proc", "/proc"),
        *("--ro-bind", "/", "/", "--tmpfs", "/dev/shm", "--bind", str(out), str(out)),
        *("--proc", "/proc", "--dev", "/dev", "--chdir", str(out), "--"),
    ]
    environment = {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "PYTHONPATH": str(ROOT / "src"),
        "CHAMPIONS_HOME": str(home),
        "HOME": str(out),
        "TMPDIR": str(out),
        "JUPYTER_RUNTIME_DIR": str(out / "runtime"),
    }
    try:
        done = subprocess.run(
            [*room, *words],
            env=environment,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=WITHIN,
            preexec_fn=_limits,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"code": None}
    return {"code": done.returncode}


def _limits() -> None:
    gigabyte = 1 << 30
    resource.setrlimit(resource.RLIMIT_AS, (6 * gigabyte, 6 * gigabyte))
    resource.setrlimit(resource.RLIMIT_FSIZE, (gigabyte // 4, gigabyte // 4))
    resource.setrlimit(resource.RLIMIT_NPROC, (2000, 2000))


def stock_in_words(got: dict[str, Any], situation: Any) -> str:
    """What stock did, in words, from what was measured."""
    if got["code"] is None:
        return f"it did not end within {WITHIN} seconds"
    given = got["points"]
    said = []
    if not given:
        said.append("not marked")
    else:
        wrong = situation.first == 0.0 and given.get("middle-in-code")
        said.append(" + ".join(_point(given.get(step)) for step in STEPS) + " points")
        said += ["the step's points are forged"] if wrong else []
    if not all(got["neighbours"]):
        said.append("a neighbour's marks are lost")
    if got["code"]:
        said.append("the command failed")
    return "; ".join(said)


def _point(value: float | None) -> str:
    return "none" if value is None else f"{value:g}"


def ours_in_words(one: Any) -> str:
    """What ours does, in words; tests/test_hostile.py holds it to this."""
    if one.refused:
        return f"not marked, because: {one.refused}"
    words = ["open" if point is None else f"{point:g}" for point in (2.0, one.first, one.second)]
    return f"{' + '.join(words)} points" + (f'; you are told "{one.said}"' if one.said else "")


def page(measured: dict[str, Any], situations: Iterable[Any]) -> str:
    """The page in Markdown."""
    lines = [
        "# Harmful and broken lessons",
        "",
        "Made by `python3 tests/hostile/table.py --write`. Stock is the command `nbgrader autograde`, run in",
        "a closed room with limits, as some of these would stop the computer. `pytest tests/test_hostile.py`",
        "holds ours to its column, and sees that the neighbours have their marks.",
        "",
        "Points: the form before the harmful line (2), that line (1), the honest line after it (1).",
        "",
        "| situation | stock nbgrader | ours |",
        "| --- | --- | --- |",
    ]
    for one in situations:
        stock = stock_in_words(measured[one.name], one) if one.name in measured else "not measured"
        lines.append(f"| {one.name} | {stock} | {ours_in_words(one)} |")
    return "\n".join([*lines, ""])


def main() -> None:
    """Measure what is not measured yet, and write the page."""
    import small_course
    from hostile.situations import SITUATIONS

    from champions.marking.course import Course

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--write", action="store_true", help="write the page")
    parser.add_argument("--anew", action="store_true", help="measure everything again")
    parser.add_argument("names", nargs="*", help="only these situations")
    args = parser.parse_args()
    measured = {} if args.anew or not KEPT.exists() else json.loads(KEPT.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as name:
        home = small_course.make_course(Path(name) / "course")
        entered = Path(name) / "entered"
        Course(home, entered).lesson(small_course.MODULE)
        for one in SITUATIONS:
            if one.name in measured or (args.names and one.name not in args.names):
                continue
            folder = Path(name) / one.name
            measured[one.name] = by_stock(one, home, entered, folder)
            shutil.rmtree(folder, ignore_errors=True)
            print(one.name, stock_in_words(measured[one.name], one), flush=True)
            if args.write:
                KEPT.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    if args.write:
        PAGE.write_text(page(measured, SITUATIONS), encoding="utf-8")


if __name__ == "__main__":
    os.umask(0o022)
    main()
