"""The command ``champions certificates``: who has earned which certificate, and the pages to print.

There are three: for taking part, for the Starter route, and for the full course. What each asks for
stands in ``place.yml``, in one place. A certificate is about improvement work: lines of code do not
count, and a project whose result was "no improvement" loses nothing by it.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from champions import templating
from champions.authoring.routes import STARTER, route_of, routes
from champions.data import DataNotFound, course_folder
from champions.desk import exporting, people
from champions.desk.board import Board
from champions.desk.ledger import Ledger
from champions.desk.people import Person
from champions.files import kept_private, write_bytes_whole
from champions.marking.course import Course
from champions.marking.results import CORE, EVIDENCE
from champions.marking.versions import lesson_of
from champions.pack.where import own_folder
from champions.place import load_place
from champions.questions.scheme import load_scheme
from champions.sentences import counted
from champions.trouble import Trouble

TAKING_PART, STARTER_ROUTE, FULL_COURSE = "taking-part", "starter", "full-course"
TITLES = {
    TAKING_PART: "Certificate of taking part",
    STARTER_ROUTE: "Starter certificate",
    FULL_COURSE: "Certificate of the full course",
}
FOLDER, TABLE = "certificates", "certificates.csv"
_NOTHING_DONE = {"not tried", "open", "", "not written"}


@dataclass(frozen=True)
class Rules:
    """What the certificates ask for, from ``place.yml``.

    Attributes:
        lessons_for_taking_part: lessons in which something was answered.
        core_share: share of the core points of each lesson, from 0 to 1.
        evidence_level: the level that each piece of project evidence has reached.
    """

    lessons_for_taking_part: int
    core_share: float
    evidence_level: float


@dataclass(frozen=True)
class Standing:
    """One person's way to one certificate: what is still open, in words. Nothing: it is earned."""

    learner: str
    kind: str
    still_open: tuple[str, ...]
    lessons: tuple[str, ...]


def rules(place: Mapping[str, Any]) -> Rules:
    """What ``place.yml`` asks for.

    Raises:
        Trouble: when a number is missing or makes no sense.

    >>> rules({"certificates": {"lessons_for_taking_part": 5, "core_share": 0.6, "evidence_level": 1}})
    Rules(lessons_for_taking_part=5, core_share=0.6, evidence_level=1)
    """
    said = place.get("certificates")
    limits = {"lessons_for_taking_part": (1, 99), "core_share": (0, 1), "evidence_level": (0, 3)}
    for name, (low, high) in limits.items():
        given = said.get(name) if isinstance(said, Mapping) else None
        if (
            isinstance(given, bool)
            or not isinstance(given, int | float)
            or not low <= given <= high
        ):
            raise Trouble(
                f"place.yml gives no {name} for certificates that can be used ({given!r}).",
                f"Under certificates: in place.yml, write {name}: and a number from {low} to {high}.",
            )
    return Rules(**{name: said[name] for name in limits})  # type: ignore[index]


def standings(
    rows: pd.DataFrame,
    asked: Rules,
    modules: Sequence[str],
    is_code: Callable[[str, str], bool],
    starter: Sequence[str],
) -> list[Standing]:
    """Where each person stands on the way to each certificate.

    Args:
        rows: the rows of the board, one a question.
        asked: what the certificates ask for.
        modules: every lesson there is.
        is_code: whether a question of a lesson asks for a line of code, which does not count.
        starter: the lessons of the Starter route. Where there are none, nobody is on the way to it.
    """
    counts = (rows["part"] == CORE) & ~pd.Series(
        [is_code(m, q) for m, q in zip(rows["module"], rows["question"], strict=True)], rows.index
    )
    rows = rows[counts | (rows["part"] == EVIDENCE) | ~rows["state"].isin(_NOTHING_DONE)]
    made = []
    for learner, own in rows.groupby("learner", sort=True):
        lessons = tuple(sorted(set(own.loc[~own["state"].isin(_NOTHING_DONE), "module"])))
        few = asked.lessons_for_taking_part - len(lessons)
        more = counted(few, "1 more lesson to send in", "{n} more lessons to send in")
        part = () if few <= 0 else (more,)
        made.append(Standing(str(learner), TAKING_PART, part, lessons))
        for kind, wanted in ((STARTER_ROUTE, list(starter)), (FULL_COURSE, list(modules))):
            if not wanted:
                continue
            left = [words for module in wanted for words in _open(own, module, asked, counts)]
            made.append(Standing(str(learner), kind, tuple(left), tuple(wanted)))
    return made


def _open(own: pd.DataFrame, module: str, asked: Rules, counts: pd.Series) -> list[str]:
    """What one lesson still lacks, in words."""
    lesson = own[own["module"] == module]
    number = module[:2]
    if lesson.empty or lesson["state"].isin(_NOTHING_DONE).all():
        return [f"lesson {number} to send in"]
    core = lesson[counts.loc[lesson.index]]
    out_of = float(core["out_of"].sum())
    share = float(core["points"].fillna(0).sum()) / out_of if out_of else 1.0
    left = []
    if share < asked.core_share - 1e-9:
        left.append(
            f"lesson {number}: {share:.0%} of the core points, {asked.core_share:.0%} needed"
        )
    for _, piece in lesson[lesson["part"] == EVIDENCE].iterrows():
        if pd.isna(piece["points"]):
            left.append(f"lesson {number}: {piece['question']} is not scored yet")
        elif piece["points"] < asked.evidence_level:
            left.append(
                f"lesson {number}: {piece['question']} is at level {piece['points']:g}, "
                f"{asked.evidence_level:g} needed"
            )
    return left


# --- Pages --------------------------------------------------------------------------------------

_SAID = {
    TAKING_PART: "who took part in this course and worked on these lessons:",
    STARTER_ROUTE: "who finished the Starter route, set an aim, tested a change in small steps, drew "
    "and read a chart, and told the story. The lessons:",
    FULL_COURSE: "who finished the whole course, set an aim, tested a change in small steps, drew and "
    "read a chart, and told the story. The lessons:",
}


def page(one: Standing, name: str, programme: str, titles: Mapping[str, str], day: dt.date) -> str:
    """A certificate as a web page that prints on one side of A4."""
    return templating.render(
        "champions.desk",
        "certificate.html",
        title=TITLES[one.kind],
        name=name,
        programme=programme,
        said=_SAID[one.kind],
        lessons=[titles[module] for module in one.lessons],
        day=f"{day.day} {day:%B %Y}",
    )


# --- The command --------------------------------------------------------------------------------


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words that ``champions certificates`` takes."""
    parser.add_argument(
        "--out", type=Path, default=None, help="the work folder (work, in the course)"
    )


def run(args: argparse.Namespace) -> int:
    """Write the certificates that were earned, and a table of what is still open."""
    try:
        home = course_folder()
    except DataNotFound as error:
        raise Trouble(
            "The course folder could not be found.", "Run this inside the course folder."
        ) from error
    place = load_place(home)
    rules(place)  # a mistake in it is told before anything is read
    out = args.out or own_folder(home) / "work"
    if not (out / "gradebook.db").is_file():
        raise Trouble(
            f"There are no marks in {out} yet.",
            "Mark what your learners sent first: python3 start.py desk, or python3 start.py mark.",
        )
    with kept_private(out):
        return _write(Course(home, out), place)


def _write(course: Course, place: Mapping[str, Any]) -> int:
    """Write the certificates into the work folder, and say how many."""
    try:
        rows = Board(course, Ledger(course.out)).rows()
        everybody = people.read(course.out / "people")
        made, said = certificates(course, rows, everybody, place)
    finally:
        course.close()
    folder = course.out / FOLDER
    folder.mkdir(exist_ok=True)
    for name, data in made.items():
        write_bytes_whole(folder / name, data)
    print(*said, sep="\n")
    print(f"They are in {folder}. Open one and print it. {TABLE} says what is still open for whom.")
    return 0


def best_version_each(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with the lesson in place of its version; of two versions the one with more points.

    Who sent in a lesson of an earlier version, and later the present one, loses nothing by it.
    """
    core = rows[rows["part"] == CORE]
    share = core.groupby(["learner", "module"])[["points", "out_of"]].sum()
    share = (share["points"] / share["out_of"]).rename("share").reset_index()
    share["lesson"] = share["module"].map(lesson_of)
    # Of two alike the present version counts, whose name is the shorter.
    best = share.sort_values(["share", "module"], ascending=[False, True], kind="stable")
    best = best.drop_duplicates(["learner", "lesson"])
    chosen = set(zip(best["learner"], best["module"], strict=True))
    several = share[share.duplicated(["learner", "lesson"], keep=False)]
    left = set(zip(several["learner"], several["module"], strict=True)) - chosen
    kept = [key not in left for key in zip(rows["learner"], rows["module"], strict=True)]
    return rows[kept].assign(module=lambda own: own["module"].map(lesson_of))


def certificates(
    course: Course, rows: pd.DataFrame, everybody: Sequence[Person], place: Mapping[str, Any]
) -> tuple[dict[str, bytes], list[str]]:
    """The pages that were earned and the table of what is still open, by file name; and a summary.

    Args:
        course: the course. rows: the rows of the board. everybody: the list of people.
        place: what ``place.yml`` says.

    Raises:
        Trouble: when ``place.yml`` does not say what certificates ask for.
    """
    each = best_version_each(rows)
    ways = routes(course.home)
    starter = [one for one in course.modules if route_of(one, ways).key == STARTER]
    is_code = _asks_for_code(course.home)
    found = standings(each, rules(place), course.modules, is_code, starter)
    names = {one.code: one.name for one in everybody if one.name}
    titles = {module: course.title(module) for module in course.modules}
    programme, today = str(place.get("programme", "")), dt.datetime.now(dt.UTC).date()
    made: dict[str, bytes] = {}
    said = []
    for kind, title in TITLES.items():
        earned = [one for one in found if one.kind == kind and not one.still_open]
        for one in earned:
            html = page(one, names.get(one.learner, one.learner), programme, titles, today)
            made[f"{one.learner}-{kind}.html"] = html.encode("utf-8")
        said.append(f"{title}: {len(earned)}")
    table = [
        (one.learner, TITLES[one.kind], "" if one.still_open else "yes", "; ".join(one.still_open))
        for one in found
    ]
    columns = ("learner", "certificate", "earned", "still open")
    made[TABLE] = exporting.as_csv(columns, table)
    return made, said


def _asks_for_code(home: Path) -> Callable[[str, str], bool]:
    schemes: dict[str, Any] = {}

    def asks(module: str, question: str) -> bool:
        if module not in schemes:
            schemes[module] = load_scheme(home / "solutions" / module)
        scheme = schemes[module]
        return question in scheme and bool(scheme[question].from_code)

    return asks
