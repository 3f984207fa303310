"""The command ``champions certificates``: who has earned which certificate, and the pages to print.

There are three: for taking part, for the Starter route, and for the full course. What each asks for
stands in ``place.yml``, in one place. A certificate is about improvement work: lines of code do not
count, and a project whose result was "no improvement" loses nothing by it.

Where a certificate says that somebody can do it, that rests on the practical at the end of the route and on
what a person scored. What only the writer of a text showed is said apart, and a piece of evidence does not rest on
it until a trainer looked. Its page says what was checked, and by whom. The files of the practicals lie open with
their answers, so the page says "unsupervised", unless ``place.yml`` says that they were kept back.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from champions import templating
from champions.authoring.routes import STARTER, first_parts_in, route_of, routes
from champions.data import DataNotFound, course_folder
from champions.desk import exporting, people, spoken, their_language
from champions.desk.board import Board
from champions.desk.ledger import Ledger
from champions.desk.people import Person
from champions.files import kept_private, write_bytes_whole
from champions.marking.course import Course
from champions.marking.results import CORE, EVIDENCE
from champions.marking.versions import lesson_of
from champions.pack.where import own_folder
from champions.place import load_place
from champions.questions import Question, answers
from champions.questions.scheme import Scheme, load_scheme
from champions.sentences import counted
from champions.sentences.told import later, told
from champions.trouble import Trouble

TAKING_PART, STARTER_ROUTE, FULL_COURSE = "taking-part", "starter", "full-course"
TITLES = {
    TAKING_PART: later("Certificate of taking part"),
    STARTER_ROUTE: later("Starter certificate"),
    FULL_COURSE: later("Certificate of the full course"),
}
FOLDER, TABLE = "certificates", "certificates.csv"
#: What a table from before does not have.
_NEW = ("shown_by_writer", "by_person")
_NOTHING_DONE = {"not tried", "open", "", "not written"}


@dataclass(frozen=True)
class Rules:
    """What the certificates ask for, from ``place.yml``.

    Attributes:
        lessons_for_taking_part: lessons in which something was answered.
        core_share: share of the core points of each lesson, from 0 to 1.
        evidence_level: the level that each piece of project evidence has reached.
        practical_share: share of the points of each practical, from 0 to 1.
        practical_kept_back: whether a programme kept its files back, and watched.
        practical_without_hints: whether only files count that were taken without hints.
    """

    lessons_for_taking_part: int
    core_share: float
    evidence_level: float
    practical_share: float = 0.8
    practical_kept_back: bool = False
    practical_without_hints: bool = False


@dataclass(frozen=True)
class Standing:
    """One person's way to one certificate: what is still open, in words. Nothing: it is earned.

    ``first_parts`` are those of its lessons of which the first part is asked for, and no more. ``without_hints``
    says that each of its practicals reached what is asked for on a file that was taken without hints.
    ``shown`` counts the points of checklists that rest on what the writer showed, ``by_person`` the steps whose
    points a trainer set.
    """

    learner: str
    kind: str
    still_open: tuple[str, ...]
    lessons: tuple[str, ...]
    first_parts: tuple[str, ...] = ()
    pieces: int = 0
    practicals: int = 0
    without_hints: bool = False
    shown: int = 0
    by_person: int = 0


def rules(place: Mapping[str, Any]) -> Rules:
    """What ``place.yml`` asks for.

    Raises:
        Trouble: when a number is missing or makes no sense.

    >>> asked = {"lessons_for_taking_part": 5, "core_share": 0.6, "evidence_level": 2}
    >>> rules({"certificates": asked}).practical_share
    0.8
    """
    said = place.get("certificates")
    limits = {"lessons_for_taking_part": (1, 99), "core_share": (0, 1), "evidence_level": (0, 3)}
    kept = _yes_or_no(said, "practical_kept_back", told("if the practicals were kept back"))
    silent = _yes_or_no(
        said, "practical_without_hints", told("if the practicals were taken without hints")
    )
    if isinstance(said, Mapping) and "practical_share" in said:  # a place.yml from before has none
        limits["practical_share"] = (0, 1)
    for name, (low, high) in limits.items():
        given = said.get(name) if isinstance(said, Mapping) else None
        if (
            isinstance(given, bool)
            or not isinstance(given, int | float)
            or not low <= given <= high
        ):
            raise Trouble(
                told(
                    "place.yml gives no {name} for certificates that can be used ({given!r}).",
                    name=name,
                    given=given,
                ),
                told(
                    "Under certificates: in place.yml, write {name}: and a number from {low} to {high}.",
                    name=name,
                    low=low,
                    high=high,
                ),
            )
    numbers = {name: said[name] for name in limits}  # type: ignore[index]
    return Rules(**numbers, practical_kept_back=kept, practical_without_hints=silent)


def _yes_or_no(said: Any, name: str, of_what: str) -> bool:
    """What ``place.yml`` says of something that is so or not; where it says nothing, it is not."""
    given = said.get(name, False) if isinstance(said, Mapping) else False
    if not isinstance(given, bool):
        raise Trouble(
            told("place.yml does not say {of_what} ({given!r}).", of_what=of_what, given=given),
            told("Under certificates: in place.yml, write {name}: and true or false.", name=name),
        )
    return given


def standings(
    rows: pd.DataFrame,
    asked: Rules,
    modules: Sequence[str],
    is_code: Callable[[str, str], bool],
    starter: Sequence[str],
    first_parts: Mapping[str, Collection[str]] | None = None,
    is_practical: Callable[[str, str], bool] = lambda _module, _question: False,
    unhinted: Callable[[str, str, str], float] = lambda _learner, _module, _question: 0.0,
) -> list[Standing]:
    """Where each person stands on the way to each certificate.

    Args:
        rows: the rows of the board, one a question.
        asked: what the certificates ask for.
        modules: every lesson there is.
        is_code: whether a question of a lesson asks for a line of code, which does not count.
        starter: the lessons of the Starter route. Where there are none, nobody is on the way to it.
        first_parts: the lessons whose first part belongs to the Starter route, with its questions.
        is_practical: whether a question of a lesson is a practical, which has a share of its own.
        unhinted: for learner, lesson and practical, what was earned on files that were taken without hints.
    """
    parts = first_parts or {}
    rows = rows.assign(
        **{name: 0 if name == "shown_by_writer" else None for name in _NEW if name not in rows}
    )
    keys = zip(rows["module"], rows["question"], strict=True)
    practical = pd.Series([is_practical(*key) for key in keys], rows.index, dtype=bool)
    silent = pd.Series(0.0, rows.index)
    for at, one in rows[practical].iterrows():
        silent[at] = unhinted(one["learner"], one["module"], one["question"])
    if asked.practical_without_hints:
        rows = rows.assign(points=rows["points"].mask(practical, silent))
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
        for kind, only in ((STARTER_ROUTE, parts), (FULL_COURSE, {})):
            wanted = sorted({*starter, *only}) if kind == STARTER_ROUTE else list(modules)
            if not (starter if kind == STARTER_ROUTE else modules):
                continue
            left = [
                words
                for module in wanted
                for words in _open(own, module, asked, counts, practical, only.get(module))
            ]
            there = own[own["module"].isin([one for one in wanted if one not in only])]
            asked_for = [
                module not in only or question in only[module]
                for module, question in zip(own["module"], own["question"], strict=True)
            ]
            in_them = pd.Series(asked_for, own.index) & own["module"].isin(wanted)
            steps = own[in_them & counts.loc[own.index]]
            pieces, asked_to_do = there["part"] == EVIDENCE, practical.loc[there.index]
            tried = there[asked_to_do]
            reached = silent[tried.index] / tried["out_of"] >= asked.practical_share - 1e-9
            made.append(
                Standing(
                    str(learner),
                    kind,
                    tuple(left),
                    tuple(wanted),
                    pieces=int(pieces.sum()),
                    practicals=int(asked_to_do.sum()),
                    without_hints=bool(reached.all()) and not tried.empty,
                    first_parts=tuple(only),
                    shown=int(steps["shown_by_writer"].sum()),
                    by_person=int(steps["by_person"].notna().sum()),
                )
            )
    return made


def _open(
    own: pd.DataFrame,
    module: str,
    asked: Rules,
    counts: pd.Series,
    practical: pd.Series,
    only: Collection[str] | None = None,
) -> list[str]:
    """What one lesson still lacks, in words; with ``only``, its first part, which has these questions."""
    lesson = own[own["module"] == module]
    number = module[:2]
    if only is not None:
        lesson = lesson[lesson["question"].isin(only)]
        number = told("{number}, first part", number=number)
    if lesson.empty or lesson["state"].isin(_NOTHING_DONE).all():
        return [told("lesson {number} to send in", number=number)]
    of_practical = practical.loc[lesson.index]
    share = _share(lesson[counts.loc[lesson.index] & ~of_practical])
    done = _share(lesson[of_practical])
    left = []
    if done < asked.practical_share - 1e-9:
        shares = {"done": spoken.share(done), "needed": spoken.share(asked.practical_share)}
        left.append(
            told(
                "lesson {number}: {done} of the practical on a file without hints, {needed} needed",
                number=number,
                **shares,
            )
            if asked.practical_without_hints
            else told(
                "lesson {number}: {done} of the practical, {needed} needed", number=number, **shares
            )
        )
    if share < asked.core_share - 1e-9:
        left.append(
            told(
                "lesson {number}: {share} of the core points, {needed} needed",
                number=number,
                share=spoken.share(share),
                needed=spoken.share(asked.core_share),
            )
        )
    for _, piece in lesson[lesson["part"] == EVIDENCE].iterrows():
        if pd.isna(piece["points"]):
            left.append(
                told(
                    "lesson {number}: {question} is not scored yet",
                    number=number,
                    question=piece["question"],
                )
            )
        elif piece["shown_by_writer"]:
            left.append(
                told(
                    "lesson {number}: in {question} the writer showed what the program did not find, and no "
                    "trainer has looked yet",
                    number=number,
                    question=piece["question"],
                )
            )
        elif piece["points"] < asked.evidence_level:
            left.append(
                told(
                    "lesson {number}: {question} is at level {points}, {needed} needed",
                    number=number,
                    question=piece["question"],
                    points=spoken.short(piece["points"]),
                    needed=spoken.short(asked.evidence_level),
                )
            )
    return left


def _share(rows: pd.DataFrame) -> float:
    """What was earned of the points of these questions, from 0 to 1; all of it where there are none."""
    out_of = float(rows["out_of"].sum())
    return float(rows["points"].fillna(0).sum()) / out_of if out_of else 1.0


# --- Pages --------------------------------------------------------------------------------------

_SAID = {
    TAKING_PART: later("who took part in this course and worked on these lessons:"),
    STARTER_ROUTE: later("who finished the Starter route. The lessons:"),
    FULL_COURSE: later("who finished the whole course. The lessons:"),
}


def checked(one: Standing, asked: Rules) -> tuple[str, ...]:
    """What was checked for a certificate, and how: a sentence each. No more is claimed."""
    if one.kind == TAKING_PART:
        return (told("This says that they took part. What they can do was not checked."),)
    core = told(
        "In each lesson at least {share} of the core points were earned. Each step could be tried again, "
        "with hints. A program marked them.",
        share=spoken.share(asked.core_share),
    )
    lines = [core]
    if one.shown:
        lines.append(
            counted(
                one.shown,
                "In texts written to a checklist, 1 point was not found by the program. The writer showed where "
                "it is said, and no trainer has looked at it.",
                "In texts written to a checklist, {n} points were not found by the program. The writer showed "
                "where they are said, and no trainer has looked at them.",
            )
        )
    if one.by_person:
        lines.append(
            counted(
                one.by_person,
                "A trainer looked at 1 step and set its points.",
                "A trainer looked at {n} steps and set their points.",
            )
        )
    if one.practicals:
        kept_back = (
            told(
                "The files were kept back until then, and somebody watched, as the programme states."
            )
            if asked.practical_kept_back
            else told(
                "It was unsupervised: nobody watched, anything could be looked up, and the answers lie in "
                "the open course."
            )
        )
        done = counted(
            one.practicals,
            "In 1 practical they mended an untidy file, read its chart by a named rule, and chose what to do "
            "next. At least {share} of its points were earned at the best try.",
            "In {n} practicals they mended an untidy file, read its chart by a named rule, and chose what to "
            "do next. At least {share} of the points of each were earned at the best try.",
            share=spoken.share(asked.practical_share),
        )
        hints = (
            told(
                "That was without hints: until a file was all right or put away, nobody told what was not right "
                "yet."
            )
            if one.without_hints
            else told("That was with hints on what was not right yet.")
        )
        lines += [done, hints, kept_back]
    if one.pieces:
        lines.append(
            counted(
                one.pieces,
                "A person read 1 piece of written work, and found it at level {level} of 3 or higher. Whether "
                "the project took place was not checked.",
                "A person read {n} pieces of written work, and found each at level {level} of 3 or higher. "
                "Whether the project took place was not checked.",
                level=spoken.short(asked.evidence_level),
            )
        )
    return tuple(lines)


def page(
    one: Standing,
    name: str,
    programme: str,
    titles: Mapping[str, str],
    day: dt.date,
    asked: Rules,
) -> str:
    """A certificate as a web page that prints on one side of A4."""
    return templating.render(
        "champions.desk",
        "certificate.html",
        title=told(TITLES[one.kind]),
        name=name,
        programme=programme,
        said=told(_SAID[one.kind]),
        lessons=[
            told("{title} (first part)", title=titles[module])
            if module in one.first_parts
            else titles[module]
            for module in one.lessons
        ],
        checked=checked(one, asked),
        day=spoken.long_day(day),
    )


# --- The command --------------------------------------------------------------------------------


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words that ``champions certificates`` takes."""
    parser.add_argument(
        "--out", type=Path, default=None, help=told("the work folder (work, in the course)")
    )


def run(args: argparse.Namespace) -> int:
    """Write the certificates that were earned, and a table of what is still open."""
    try:
        home = course_folder()
    except DataNotFound as error:
        raise Trouble(
            told("The course folder could not be found."),
            told("Run this inside the course folder."),
        ) from error
    place = load_place(home)
    rules(place)  # a mistake in it is told before anything is read
    out = args.out or own_folder(home) / "work"
    if not (out / "gradebook.db").is_file():
        raise Trouble(
            told("There are no marks in {out} yet.", out=out),
            told(
                "Mark what your learners sent first: python3 start.py desk, or python3 start.py mark."
            ),
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
    print(
        told(
            "They are in {folder}. Open one and print it. {table} says what is still open for whom.",
            folder=folder,
            table=TABLE,
        )
    )
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
    parts: dict[str, frozenset[str]] = {}
    for way in ways:
        if way.key == STARTER:
            parts = first_parts_in([one for one in course.modules if one not in starter], way)
    asks_for, asked = _asked(course.home), rules(place)
    found = standings(
        each,
        asked,
        course.modules,
        lambda *key: bool(getattr(asks_for(*key), "from_code", "")),
        starter,
        parts,
        lambda *key: bool(getattr(asks_for(*key), "practical", False)),
        lambda learner, *key: _unhinted(course, learner, asks_for(*key), *key),
    )
    names = {one.code: one.name for one in everybody if one.name}
    today = dt.datetime.now(dt.UTC).date()
    made: dict[str, bytes] = {}
    said = []
    for kind, title in TITLES.items():
        earned = [one for one in found if one.kind == kind and not one.still_open]
        for one in earned:
            html = _page(course, one, names.get(one.learner, one.learner), place, today, asked)
            made[f"{one.learner}-{kind}.html"] = html.encode("utf-8")
        said.append(told("{title}: {number}", title=told(title), number=len(earned)))
    table = [
        (one.learner, TITLES[one.kind], "" if one.still_open else "yes", "; ".join(one.still_open))
        for one in found
    ]
    columns = ("learner", "certificate", "earned", "still open")
    made[TABLE] = exporting.as_csv(columns, table)
    return made, said


def _page(
    course: Course,
    one: Standing,
    name: str,
    place: Mapping[str, Any],
    today: dt.date,
    asked: Rules,
) -> str:
    """A certificate in the language of its champion."""
    language = their_language.of_learner(course.out, one.learner)
    titles = {module: their_language.title(course, module, language) for module in one.lessons}
    programme = str(their_language.place(course, language, {**place}).get("programme", ""))
    with their_language.speaking_it(course, language):
        return page(one, name, programme, titles, today, asked)


def _unhinted(
    course: Course, learner: str, question: Question | None, module: str, name: str
) -> float:
    """What somebody earned of a practical on files that were taken without hints."""
    record = answers.load(course.out / "submitted" / learner / module, module).records.get(name)
    if record is None or question is None:
        return 0.0
    return question.points_without_hints(record.answer)


def _asked(home: Path) -> Callable[[str, str], Question | None]:
    """The questions of a course's lessons, each scheme read once."""
    schemes: dict[str, Scheme] = {}

    def asked(module: str, question: str) -> Question | None:
        if module not in schemes:
            schemes[module] = load_scheme(home / "solutions" / module)
        return next((one for one in schemes[module].questions if one.id == question), None)

    return asked
