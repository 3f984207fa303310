"""The honest cohort that is marked by stock nbgrader and by ours, and compared row by row.

    python3 tests/equality.py --write     marks all with stock nbgrader (about ten minutes), writes
                                          tests/equality.json and docs/trainers/equality.md

It is run in the environment of the tests: ``python3 start.py test`` makes it. The settings are those
that are shipped, nbgrader_config.py as it stands. The course has two modules: one with ``check`` and
forms, one of another author with two notebooks, plain tests, hidden tests, a data file, a manual code
cell, a manual text cell and a task. Work may be late, and the course's own nbgrader_local.py takes
points off for it. Answers to forms come in the file beside the lesson, in its outputs, or in both.
"""

from __future__ import annotations

import argparse
import copy
import hashlib
import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.exc import SAWarning

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "src")]

ADOPTED = "02-adopted"
REFERENCE = HERE / "equality.json"
PAGE = HERE.parent / "docs" / "trainers" / "equality.md"
DUE = datetime.fromisoformat("2026-03-01 12:00:00")  # nbgrader keeps times without their zone
#: What a person has entered in the gradebook before the marking: extra credit, and a mark by hand.
BY_HAND: tuple[tuple[str, str, str, str, dict[str, Any]], ...] = (
    ("A-02", ADOPTED, "part-one", "total", {"extra_credit": 0.5}),
    ("A-03", ADOPTED, "part-one", "total", {"manual_score": 3.0, "needs_manual_grade": False}),
    ("S-04", "01-small", "lesson", "middle-line", {"extra_credit": 1.0, "manual_score": 1.0}),
)
#: The learners that CI marks with stock nbgrader too, each time: one of each sort that is different.
LIVE = ("A-03", "A-17", "S-02", "S-03", "S-04")
#: What a programme sets for itself, in a file of its own beside the settings that are shipped.
LOCAL = """c = get_config()
c.LateSubmissionPlugin.penalty_method = "zero"
c.ExecutePreprocessor.timeout = 60
"""


# --- The course -----------------------------------------------------------------------------------


def _cell(kind: str, name: str, source: str, **notes: Any) -> dict[str, Any]:
    plain = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3}
    metadata = {"nbgrader": {**plain, **notes, "grade_id": name}} if notes else {}
    cell: dict[str, Any] = {"cell_type": kind, "id": name, "metadata": metadata, "source": source}
    return cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})


def _answer(name: str, stub: str, solution: str) -> dict[str, Any]:
    source = f"{stub}\n### BEGIN SOLUTION\n{solution}\n### END SOLUTION"
    return _cell("code", f"{name}-answer", source, solution=True)


def _test(name: str, source: str, points: float) -> dict[str, Any]:
    return _cell("code", name, source, grade=True, locked=True, points=points)


def _notebook(cells: Iterable[dict[str, Any]]) -> dict[str, Any]:
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {
        "cells": list(cells),
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def part_one() -> dict[str, Any]:
    """Plain tests: all or nothing, hidden, a part of the points, and extra credit."""
    hidden = (
        "assert mean([1, 2, 3]) == 2\n### BEGIN HIDDEN TESTS\nassert mean([5]) == 5\n"
        "### END HIDDEN TESTS"
    )
    return _notebook(
        [
            _cell("code", "read", "import csv\nrows = list(csv.DictReader(open('visits.csv')))"),
            _answer("mean", "def mean(values): return None", "mean = lambda v: sum(v) / len(v)"),
            _test("mean", hidden, 2),
            _answer("total", "total = None", "total = sum(int(r['visits']) for r in rows)"),
            _test("total", "4 if total == 60 else 1.5 if total is not None else 0", 4),
            _answer("extra", "bonus = 0", "bonus = 1"),
            _test("extra", "bonus", 1),
            _answer("later", "", "import asyncio\nawait asyncio.sleep(0)\nlate = True"),
            _test("later", "await asyncio.sleep(0)\nassert late", 1),
        ]
    )


def part_two() -> dict[str, Any]:
    """What a person marks: code, text and a task."""
    return _notebook(
        [
            _cell("code", "own-code", "### BEGIN SOLUTION\n1\n### END SOLUTION", grade=True,
                  solution=True, points=3),
            _cell("markdown", "own-words", "An exemplar.", grade=True, solution=True, points=5),
            _cell("markdown", "a-task", "Draw a chart.", task=True, locked=True, points=2),
            _answer("shell", "", "x = 2"),
            _test("shell", "assert x == 2", 1),
        ]
    )  # fmt: skip


def make_course(folder: Path) -> Path:
    """Write the course with both modules."""
    import small_course

    home = small_course.make_course(folder)
    adopted = home / "solutions" / ADOPTED
    adopted.mkdir()
    for name, notebook in (("part-one", part_one()), ("part-two", part_two())):
        (adopted / f"{name}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    (adopted / "visits.csv").write_text("week,visits\n1,10\n2,20\n3,30\n", encoding="utf-8")
    (home / "nbgrader_local.py").write_text(LOCAL, encoding="utf-8")
    return home


# --- The cohort -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Learner:
    """One learner's work: notebooks by name, the answers in the file beside them, when it was sent."""

    name: str
    module: str
    notebooks: dict[str, dict[str, Any]]
    book: dict[str, Any] = field(default_factory=dict)
    sent_at: str = ""


#: What learners type, cell by cell; each of the sorts that the issue names is among them.
_ONE: list[dict[str, str]] = [
    {},
    {"mean-answer": "def mean(v): return sum(v) / len(v)"},
    {"mean-answer": "def mean(v): return 2", "total-answer": "total = 60"},
    {"mean-answer": "import statistics\nmean = statistics.mean", "later-answer": "late = True"},
    {"total-answer": "total = 59", "extra-answer": "bonus = 1"},
    {"total-answer": "import pandas as pd\ntotal = pd.read_csv('visits.csv').visits.sum()"},
    {"later-answer": "import asyncio\nawait asyncio.sleep(0.01)\nlate = True"},
    {"later-answer": "late = = True"},
    {"mean-answer": "%%time\ndef mean(v): return sum(v) / len(v)", "total-answer": "%time total = 60"},
    {"total-answer": "import ipywidgets\nipywidgets.IntSlider(3)\ntotal = 60"},
    {"total-answer": "import warnings\nwarnings.warn('old')\ntotal = 60"},
    {"total-answer": "print('so far'); raise KeyError('rows')"},
    {"total-answer": "import numpy as np\ntotal = np.int64(60)", "extra-answer": "bonus = True"},
    {"mean-answer": "def mean(v):\n    print('working', v)\n    return sum(v) / len(v)"},
]  # fmt: skip
_TWO: list[dict[str, str]] = [
    {},
    {"own-code": "print('mine')", "own-words": "My words, with *stars*."},
    {"shell-answer": "%%bash\necho from the shell", "a-task": "![chart](chart.png)"},
    {"shell-answer": "x = !echo 2\nx = int(x[0])", "own-code": "1 / 0"},
    {"shell-answer": "%%capture said\nx = 2\nprint(x)", "own-words": ""},
    {"shell-answer": "x = 2.0", "own-words": "<script>alert(1)</script>"},
]
_LINES: list[dict[str, str]] = [
    {},
    {"middle-in-code": "middle = 26.0", "further": "further = 7"},
    {"middle-in-code": "middle = 25.0"},
    {"middle-in-code": "import warnings; warnings.warn('x'); middle = 26.0"},
    {"middle-in-code": "import asyncio\nawait asyncio.sleep(0)\nmiddle = 26", "further": "further = '7'"},
    {"middle-in-code": "%time middle = 26.0", "further": "1 / 0"},
    {"middle-in-code": "import ipywidgets\nipywidgets.IntSlider()", "further": "%%bash\necho 7"},
    {"middle-in-code": "middle = [26.0]", "further": "further = float('nan')"},
]  # fmt: skip
_FORMS: list[dict[str, Any]] = [
    {"middle-line": "median", "reflection": {"words": "We counted visits."}},
    {"middle-line": "mean", "evidence": {"chart": "A chart", "reading": "It fell."}},
    {"middle-line": "target", "guess": "yes", "note": {"words": "For me"}},
    {},
]
#: Where a learner's answers to forms are kept: in the file beside the lesson, in its outputs, in both.
KEPT = ("file", "outputs", "both")
_SENT = ("", "2026-03-01 11:59:00 UTC", "2026-03-01 12:30:00 UTC", "2026-03-03 09:00:00 UTC")


def cohort(course: Any) -> list[Learner]:
    """All learners: 36 on the adopted module, 28 on ours. They work on what the course releases."""
    import small_course

    learners = []
    released = course.lesson(ADOPTED).notebooks
    for number in range(36):
        one = _ONE[number % len(_ONE)]
        two = _TWO[(number // 3) % len(_TWO)]
        notebooks = {"part-one.ipynb": _typed(released["part-one.ipynb"], one)}
        if number % 7 != 5:  # some sent one notebook of the two
            notebooks["part-two.ipynb"] = _typed(released["part-two.ipynb"], two)
        sent = _SENT[number % len(_SENT)]
        learners.append(Learner(f"A-{number:02}", ADOPTED, notebooks, sent_at=sent))
    for number in range(28):
        lines, forms = _LINES[number % len(_LINES)], _FORMS[number // len(_LINES)]
        name = f"S-{number:02}"
        notebook, book = answered(forms, lines, name, KEPT[number % len(KEPT)])
        work, sent = {"lesson.ipynb": notebook}, _SENT[number % len(_SENT)]
        learners.append(Learner(name, small_course.MODULE, work, book, sent))
    return learners


def answered(
    forms: dict[str, Any], lines: dict[str, str], learner: str, kept: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    """A lesson with answers to its forms, and the file beside it: empty when it was not sent.

    Args:
        forms: question to answer.
        lines: question to the code that was typed.
        learner: the learner's code.
        kept: where the answers are. In "both", the file was worked on longer than the outputs.
    """
    import small_course

    from champions.questions import answers

    notebook = small_course.work(forms, lines, learner=learner)
    book = answers.recover(notebook, small_course.MODULE)
    if kept == "outputs":
        return notebook, {}
    for name in book.records:
        book.put(name, "earlier")
        book.put(name, forms[name], "right")
    if kept == "file":
        return small_course.work({}, lines), book.to_dict()
    earlier = {name: "target" if name == "middle-line" else forms[name] for name in forms}
    return small_course.work(earlier, lines, learner=learner), book.to_dict()


def kept(one: Learner) -> str:
    """Where a learner's answers to forms are: one of ``KEPT``; empty when there are none."""
    from champions.questions import answers

    in_outputs = bool(answers.recover(one.notebooks["lesson.ipynb"]).records)
    in_file = bool(one.book.get("answers"))
    names = {(True, False): "file", (False, True): "outputs", (True, True): "both"}
    return names.get((in_file, in_outputs), "")


def _typed(notebook: dict[str, Any], typed: dict[str, str]) -> dict[str, Any]:
    """The notebook as released, with what a learner typed."""
    typed_in = copy.deepcopy(notebook)
    for cell in typed_in["cells"]:
        cell["source"] = typed.get(cell["id"], cell["source"])
    return typed_in


def send(learners: Iterable[Learner], inbox: Path) -> None:
    """Write what they sent: as a trainer receives it, and as nbgrader collects it."""
    for one in learners:
        folder = inbox / one.name / one.module
        folder.mkdir(parents=True)
        for name, notebook in one.notebooks.items():
            (folder / name).write_text(json.dumps(notebook), encoding="utf-8")
        if one.sent_at:
            (folder / "timestamp.txt").write_text(one.sent_at, encoding="utf-8")
        if one.book:
            (folder / "my-answers.json").write_text(json.dumps(one.book), encoding="utf-8")


# --- Both ways ------------------------------------------------------------------------------------


def enter(home: Path, out: Path) -> Any:
    """Enter the modules in a new gradebook of ours, with the day when work is due."""
    from champions.marking.course import Course

    course = Course(home, out)
    for module in course.modules:
        course.lesson(module)
    with course.open_gradebook() as book:
        set_by_hand(book, course.modules)
    return course


def set_by_hand(book: Any, modules: Iterable[str]) -> None:
    """What a trainer enters in a gradebook before the marking."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)  # nbgrader builds a submission before it adds it
        for module in modules:
            book.find_assignment(module).duedate = DUE
        for learner, module, notebook, step, marks in BY_HAND:
            book.update_or_create_student(learner)
            book.update_or_create_submission(module, learner)
            grade = book.find_grade(step, notebook, module, learner)
            for name, value in marks.items():
                setattr(grade, name, value)
        book.db.commit()


def by_stock(home: Path, learners: list[Learner]) -> None:
    """Mark with nbgrader's own commands, in the course's folder, with its settings as they stand."""
    from nbgrader.api import Gradebook

    modules = sorted({one.module for one in learners} | {one[1] for one in BY_HAND})
    for module in modules:
        nbgrader(home, "generate_assignment", module)
    with Gradebook(f"sqlite:///{home / 'work' / 'gradebook.db'}", "champions") as book:
        set_by_hand(book, modules)
    send(learners, home / "work" / "submitted")
    for module in modules:
        nbgrader(home, "autograde", module, "--create")


def nbgrader(home: Path, *words: str) -> str:
    """Run one of nbgrader's own commands in a course's folder; what it said."""
    command = [sys.executable, "-m", "nbgrader", *words]
    done = subprocess.run(
        command, cwd=home, env=surroundings(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(words)}\n{done.stderr[-3000:]}")
    return done.stdout + done.stderr


def surroundings() -> dict[str, str]:
    """An environment that says nothing of the course: its settings have to."""
    said = ("PYTHONPATH", "CHAMPIONS_HOME", "JPY_SESSION_NAME")
    return {name: value for name, value in os.environ.items() if name not in said}


def by_ours(home: Path, out: Path, learners: list[Learner]) -> list[str]:
    """Mark with ``champions mark``; what it said."""
    from champions.marking.cohort import mark_folder

    enter(home, out)
    send(learners, out.parent / f"{out.name}-inbox")
    said: list[str] = []
    mark_folder(
        out.parent / f"{out.name}-inbox", out, home, say=said.append, run_all=True
    )  # outputs are compared too
    return said


# --- What is compared -------------------------------------------------------------------------------

_JOIN = """join submitted_notebook n on n.id = {0}.notebook_id join notebook w on w.id = n.notebook_id
    join submitted_assignment s on s.id = n.assignment_id join assignment a on a.id = s.assignment_id
    join base_cell b on b.id = {0}.cell_id order by 1, 2, 3, 4"""
#: Every row that a trainer, the formgrader or an export reads, without the ids made at random.
QUERIES = {
    "grades": "select s.student_id, a.name, w.name, b.name, g.auto_score, g.manual_score, "
    "g.extra_credit, g.needs_manual_grade from grade g " + _JOIN.format("g"),
    "comments": "select s.student_id, a.name, w.name, b.name, c.auto_comment, c.manual_comment "
    "from comment c " + _JOIN.format("c"),
    "penalties": """select s.student_id, a.name, w.name, n.late_submission_penalty, n.flagged,
        s.timestamp, s.extension from submitted_notebook n join notebook w on w.id = n.notebook_id
        join submitted_assignment s on s.id = n.assignment_id
        join assignment a on a.id = s.assignment_id order by 1, 2, 3""",
}  # fmt: skip


def rows(out: Path) -> dict[str, list[list[Any]]]:
    """The gradebook's rows."""
    with closing(sqlite3.connect(out / "gradebook.db")) as book:
        return {name: [list(row) for row in book.execute(query)] for name, query in QUERIES.items()}


def outputs(out: Path, learners: Iterable[Learner]) -> dict[str, list[list[Any]]]:
    """The outputs of every cell, without what differs from one run of the same code to the next."""
    found = {}
    for one in learners:
        for path in sorted((out / "autograded" / one.name / one.module).glob("*.ipynb")):
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            found[f"{one.name}/{path.name}"] = [
                [cell.get("execution_count"), *map(_steady, _joined(_compared(cell)))]
                for cell in cells
                if cell["cell_type"] == "code"
            ]
    return found


def words(out: Path, learners: Iterable[Learner]) -> dict[str, dict[str, str]]:
    """The text of every cell that a person reads and scores."""
    found = {}
    for one in learners:
        for path in sorted((out / "autograded" / one.name / one.module).glob("*.ipynb")):
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            notes = [(cell["metadata"].get("nbgrader", {}), cell["source"]) for cell in cells]
            found[f"{one.name}/{path.name}"] = {
                note["grade_id"]: "".join(source)
                for note, source in notes
                if note.get("grade") and note.get("solution")
            }
    return found


def marked(out: Path, learners: Iterable[Learner]) -> dict[str, Any]:
    """All that is compared of a work folder."""
    learners = list(learners)
    return {**rows(out), "outputs": outputs(out, learners), "words": words(out, learners)}


def _compared(cell: dict[str, Any]) -> list[dict[str, Any]]:
    """Of a check, the points alone: the answer is marked anew in ours, and its form is not shown."""
    if "".join(cell["source"]).startswith(("check(", "finish(", "from champions")):
        return [
            {**output, "data": {"text/plain": output["data"]["text/plain"]}}
            for output in cell["outputs"]
            if output["output_type"] == "execute_result"
        ]
    outputs: list[dict[str, Any]] = cell["outputs"]
    return outputs


def _joined(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Neighbouring pieces of one stream are one: where they break is chance."""
    whole: list[dict[str, Any]] = []
    for output in outputs:
        text = "".join(output.get("text", []))
        if whole and output.get("name") and whole[-1].get("name") == output["name"]:
            whole[-1]["text"] += text
        else:
            whole.append({**output, "text": text} if "text" in output else output)
    return whole


def _steady(output: dict[str, Any]) -> list[Any]:
    kind = output["output_type"]
    if kind == "stream":
        return [kind, output["name"], _timeless(output["text"])]
    if kind == "error":
        return [kind, output["ename"], _timeless(output["evalue"])]
    data = output["data"]
    text = "".join(data.get("text/plain", ""))
    return [kind, sorted(data), re.sub(r"0x[0-9a-f]+", "0x", text)]


def _timeless(text: str) -> str:
    """Text without times and without the names that a kernel makes up for cells."""
    text = re.sub(r"/\S*?\.py:\d+|<ipython-input[^>]*>:\d+", "FILE", text)
    text = re.sub(r"\((?:\d+\.py|<ipython-input[^>]*>), line", "(FILE, line", text)
    return re.sub(r"CPU times:.*\nWall time:.*\n", "TIMES\n", text)


def settings(home: Path) -> str:
    """A digest of the settings that a course's nbgrader_config.py makes, whatever its remarks say."""
    from traitlets.config.loader import PyFileConfigLoader

    with unchanged():
        made = PyFileConfigLoader("nbgrader_config.py", path=str(home)).load_config()
    text = json.dumps(made, sort_keys=True, default=str).replace(str(home), "")
    # In which room a class of ours stands says nothing of the marks.
    text = re.sub(r"champions(?:\.\w+)*\.stock\.", "", text)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@contextmanager
def unchanged() -> Iterator[None]:
    """Put the environment and the import path back after something that changes them."""
    before, places = dict(os.environ), list(sys.path)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        sys.path[:] = places


def fingerprint(home: Path, learners: list[Learner]) -> str:
    """Changes with the course, its settings or the cohort: a reference of others says nothing."""
    digest = hashlib.sha256(settings(home).encode())
    for path in sorted((home / "solutions").rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(home).as_posix().encode() + path.read_bytes())
    digest.update(repr(learners).encode())
    return digest.hexdigest()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def patiently(do: Callable[[], Any], seconds: float = 240) -> Any:
    """Do something that works once a server has started."""
    until = time.monotonic() + seconds
    while True:
        try:
            return do()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def main() -> None:
    """Make the reference."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--write", action="store_true", help="write the reference and the page")
    parser.add_argument(
        "--again", action="store_true", help="compare ours with what stock gave the last time"
    )
    args = parser.parse_args()
    import small_course

    from champions.marking.course import Course

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        home = make_course(folder / "course")
        learners = cohort(Course(home, folder / "released"))
        print_of_it = fingerprint(home, learners)
        shipped = settings(small_course.COURSE)
        stock = _kept(print_of_it) if args.again else _stock(folder, learners)
        by_ours(home, folder / "ours", learners)
        ours = marked(folder / "ours", learners)
    stock, ours = json.loads(json.dumps([stock, ours]))
    page = report(learners, stock, ours, shipped)
    print(page)
    if args.write:
        whole = {"fingerprint": print_of_it, **stock}
        text = json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n"
        REFERENCE.write_text(text, encoding="utf-8")
        PAGE.write_text(page, encoding="utf-8")
    if stock != ours:
        for what in stock:
            _print_differences(what, stock[what], ours[what])
        raise SystemExit("They differ.")


def _stock(folder: Path, learners: list[Learner]) -> dict[str, Any]:
    home = make_course(folder / "stock")
    by_stock(home, learners)
    return marked(home / "work", learners)


def _kept(print_of_it: str) -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(REFERENCE.read_text(encoding="utf-8"))
    if kept.pop("fingerprint") != print_of_it:
        raise SystemExit("The cohort has changed: stock has to mark it anew. Leave out --again.")
    return kept


def _print_differences(what: str, stock: Any, ours: Any) -> None:
    pairs = (
        [(name, stock.get(name), ours.get(name)) for name in sorted({*stock, *ours})]
        if isinstance(stock, dict)
        else [("", one, None) for one in stock if one not in ours]
        + [("", None, one) for one in ours if one not in stock]
    )
    for name, theirs, mine in [pair for pair in pairs if pair[1] != pair[2]][:12]:
        print(f"{what} {name}\n  stock {theirs}\n  ours  {mine}")


def report(
    learners: list[Learner], stock: dict[str, Any], ours: dict[str, Any], shipped: str
) -> str:
    """The page in Markdown."""
    from importlib.metadata import version

    late = sum(bool(row[3]) for row in stock["penalties"])
    manual = sum(bool(row[7]) for row in stock["grades"])
    lines = [
        "# The same marks as stock nbgrader",
        "",
        "Made by `python3 tests/equality.py --write`. It marks the same honest work with the command",
        f"`nbgrader autograde` (version {version('nbgrader')}) and with `champions mark`, and compares.",
        "`pytest tests/test_equality.py` holds ours to this at every change, and marks some of it with",
        "stock again.",
        "",
        "Both ways have the settings that are shipped: `nbgrader_config.py` at the top of the course, as",
        f"it stands (the digest of its settings is `{shipped}`). A file of the cohort's own beside it,",
        "`nbgrader_local.py`, takes points off for late work and gives each step 60 seconds.",
        "",
        f"The cohort: {len(learners)} learners, {sum(len(one.notebooks) for one in learners)} notebooks, two",
        "modules, one of them with two notebooks.",
        f"Among them: {late} notebooks with a penalty for being late, {manual} steps that wait for a",
        "person, extra credit, hidden tests, widgets, `await`, `%%` magics, warnings and errors. Answers",
        "to forms came in the file `my-answers.json` alone, in the lesson's outputs alone, or in both.",
        "",
        "| what is compared | rows | equal |",
        "| --- | ---: | ---: |",
    ]
    for what, theirs in stock.items():
        mine = ours[what]
        if isinstance(theirs, dict):
            same = sum(mine.get(name) == value for name, value in theirs.items())
        else:
            same = sum(one in mine for one in theirs) if len(mine) == len(theirs) else 0
        names = {
            "penalties": "notebooks: penalty, time, flags",
            "outputs": "notebooks: outputs, cell by cell",
            "words": "notebooks: text that a person scores",
        }
        lines.append(f"| {names.get(what, what)} | {len(theirs)} | {same} |")
    lines += [
        "",
        "Not compared: ids made at random, the text of tracebacks (their kind and message are), times",
        "that `%%time` prints, addresses in memory. Of a `check`, the points are compared, and not the",
        "course's own words and forms.",
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
