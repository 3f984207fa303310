"""A lesson says nothing of its data that is not so: other data make other answers, or stop the build."""

from __future__ import annotations

import csv
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from champions.activities.service.question import effects
from champions.authoring.asked import Asked, read_asked
from champions.authoring.build import assemble
from champions.authoring.facts import FACTS
from champions.authoring.source import LESSON, Mistake, Source, read_source
from champions.data import HOME_VARIABLE
from champions.own_data import practice
from champions.place import fill_in, load_glossary, load_place, slips_in

COURSE = Path(__file__).resolve().parents[1]
VARIANTS = "variants"
REFUSED = "is not true of these data"
Rows = list[dict[str, str]]


# --- A course with other data -----------------------------------------------------------------------


def forget() -> None:
    """Charts that a process has drawn once are kept: let them go, for the data are others."""
    for name, module in list(sys.modules.items()):
        if name.startswith("champions.activities"):
            for part in vars(module).values():
                if part is not effects and callable(getattr(part, "cache_clear", None)):
                    part.cache_clear()


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A course of its own: the data and the local names, and no lesson yet."""
    # Thousands of small files, which no test here changes, are looked at where they are.
    kept = shutil.ignore_patterns(VARIANTS)
    shutil.copytree(COURSE / "datasets", tmp_path / "datasets", ignore=kept)
    (tmp_path / "datasets" / VARIANTS).symlink_to(COURSE / "datasets" / VARIANTS)
    shutil.copy(COURSE / "place.yml", tmp_path)
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    forget()
    yield tmp_path
    forget()


def read(course: Path, number: str) -> tuple[Source, Asked]:
    """One lesson of the real course, read in this one."""
    (lesson,) = COURSE.glob(f"solutions/{number}-*")
    here = course / "solutions" / lesson.name
    here.mkdir(parents=True)
    for name in (LESSON, FACTS):
        if (lesson / name).is_file():
            shutil.copy(lesson / name, here)
    source = read_source(here, course)
    return source, read_asked(course, source, load_place(course))


def change(course: Path, data: str, how: Callable[[Rows], None]) -> None:
    """Change a data set of this course, row by row."""
    path = course / "datasets" / data / "data.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    heads = list(rows[0])
    how(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, heads)
        writer.writeheader()
        writer.writerows(rows)


def refused(mistakes: tuple[Mistake, ...]) -> list[str]:
    """The sentences that are no longer true, each once."""
    found = (re.match(rf'"(.*)" {REFUSED}', one.text, re.DOTALL) for one in mistakes)
    return list(dict.fromkeys(one[1] for one in found if one))


# --- How data may differ ----------------------------------------------------------------------------


def turned_round(column: str, **only: str) -> Callable[[Rows], None]:
    """The same values in the opposite order. What was empty, and what was typed twice, is so again."""

    def how(rows: Rows) -> None:
        chosen = [row for row in rows if all(row[key] == value for key, value in only.items())]
        kept = {tuple(row.values()): row[column] for row in chosen if row[column]}
        turned = dict(zip(kept, reversed(kept.values()), strict=True))
        for row in chosen:
            row[column] = turned.get(tuple(row.values()), "")

    return how


def doubled(column: str) -> Callable[[Rows], None]:
    """Twice as many, where there is a number."""

    def how(rows: Rows) -> None:
        for row in rows:
            row[column] = str(2 * int(row[column])) if row[column] else ""

    return how


def the_others(column: str, of: str) -> Callable[[Rows], None]:
    """Those who did not, where there stood those who did."""

    def how(rows: Rows) -> None:
        for row in rows:
            if row[column]:
                row[column] = str(int(row[of]) - int(row[column]))

    return how


def swapped(column: str, one: str, other: str) -> Callable[[Rows], None]:
    """One word for another, and the other way round."""

    def how(rows: Rows) -> None:
        for row in rows:
            row[column] = {one: other, other: one}.get(row[column], row[column])

    return how


def all_the_same(column: str, value: str) -> Callable[[Rows], None]:
    """One value everywhere, but where there was none."""

    def how(rows: Rows) -> None:
        for row in rows:
            row[column] = value if row[column] else ""

    return how


def as_long_before(column: str, to: str) -> Callable[[Rows], None]:
    """One day of each row becomes another one."""

    def how(rows: Rows) -> None:
        for row in rows:
            row[column] = row[to]

    return how


def without(first: int, last: int) -> Callable[[Rows], None]:
    """Some rows are gone."""

    def how(rows: Rows) -> None:
        del rows[first:last]

    return how


#: Each lesson with each data set that it speaks of, and how its main columns may differ.
OTHER_DATA = (
    ("01", "stakeholders", swapped("part", "in the room", "decides")),
    ("01", "stakeholders", turned_round("says")),
    ("02", "population", turned_round("came", kind="place")),
    ("02", "population", turned_round("came", kind="age")),
    ("02", "listening-comments", turned_round("theme")),
    ("02", "listening-comments", turned_round("comment")),
    ("03", "referral-steps", swapped("sent_back", "yes", "no")),
    ("03", "referral-steps", as_long_before("match_date", "talk_date")),
    ("04", "visit-records", turned_round("note")),
    ("04", "visit-records", turned_round("sam")),
    ("04", "visit-records", as_long_before("written_date", "planned_date")),
    ("04", "visit-records", all_the_same("minutes", "60")),
    ("05", "pdsa-log", turned_round("people")),
    ("05", "pdsa-log", turned_round("change")),
    ("05", "pdsa-log", all_the_same("prediction", "")),
    ("05", "pdsa-log", as_long_before("planned_date", "start_date")),
    ("06", "befriending-waits", turned_round("days")),
    ("06", "befriending-waits", all_the_same("days", "20")),
    ("07", "warm-hub-visits", turned_round("visits")),
    ("07", "warm-hub-visits", turned_round("note")),
    ("08", "transport-lateness", turned_round("minutes_late")),
    ("08", "transport-lateness", without(40, 45)),
    ("09", "appointments-out-of-reach", the_others("out_of_reach", "offered")),
    ("09", "appointments-out-of-reach", doubled("offered")),
    ("09", "sheltered-falls", without(0, 12)),
    ("10", "health-check-uptake", the_others("came", "invited")),
    ("11", "health-check-uptake", the_others("came", "invited")),
    ("11", "health-check-uptake", swapped("language", "English", "another")),
    ("12", "befriending-waits", turned_round("days")),
    ("13", "befriending-waits", turned_round("days")),
    ("14", "befriending-waits", turned_round("days")),
    ("14", "confidence-survey", turned_round("after")),
    ("14", "partner-links", swapped("time", "before", "after")),
)


#: What is said of other data is tried in tests/long/test_claims_of_other_data.py.
def test_every_lesson_and_every_data_set_is_tried_with_other_data() -> None:
    with_facts = {path.parent.name[:2] for path in COURSE.glob(f"solutions/*/{FACTS}")}
    by_itself = {"15"}  # its file stands in the library, and is tried below
    assert {number for number, _data, _how in OTHER_DATA} == with_facts - by_itself
    there = {path.parent.name for path in COURSE.glob("datasets/*/data.csv")}
    assert {data for _number, data, _how in OTHER_DATA} == there


def test_another_practice_file_is_refused_by_lesson_15(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [line.replace(";2;", ";12;").replace(";3;", ";13;") for line in practice._LINES]
    monkeypatch.setattr(practice, "_LINES", tuple(lines))
    monkeypatch.setattr(practice, "FILE", "\r\n".join(lines).encode("utf-8-sig"))
    _source, asked = read(course, "15")
    assert any(
        sentence.startswith("Eight dots in a row lie below") for sentence in refused(asked.mistakes)
    )


# --- What stops, and what follows -------------------------------------------------------------------


def test_these_data_are_as_the_lessons_say(course: Path) -> None:
    for lesson in sorted(COURSE.glob(f"solutions/*/{LESSON}")):
        _source, asked = read(course, lesson.parent.name[:2])
        assert not asked.mistakes


def test_a_sentence_that_is_no_longer_true_is_named_with_its_file_and_line(course: Path) -> None:
    change(course, "befriending-waits", turned_round("days"))
    source, asked = read(course, "06")
    lines = (course / source.path).read_text(encoding="utf-8").splitlines()
    assert "Since week 20 every dot is below the line" in refused(asked.mistakes)
    for one in asked.mistakes:
        assert one.path == source.path
        fact = re.search(rf"{REFUSED}: ([\w.-]+) is ", one.text)
        assert fact
        assert lines[one.line - 1].startswith(f"{fact[1]}:")


def test_numbers_in_words_and_answers_follow_the_data(course: Path) -> None:
    def one_week_more(rows: Rows) -> None:
        rows[2]["days"] = "33"
        rows.append({**rows[-1], "week": "2025-11-10", "days": "21"})

    change(course, "befriending-waits", one_week_more)
    source, asked = read(course, "06")
    assert not asked.mistakes
    assert asked.scheme
    assert asked.scheme["stretch-longest"].right_answer() == 25
    assert "below the line: 25 in a row." in asked.text
    prose = fill_in(source.prose, {}, load_place(course), facts=asked.facts)
    assert "Now look at all 45 weeks." in prose
    assert "| 3 | 33 |" in prose


def test_what_a_sentence_rests_on_leaves_no_trace_in_the_lesson(course: Path) -> None:
    source, asked = read(course, "10")
    in_the_middle = [cell.source for cell in source.cells if "\n\n\n" in cell.source]
    assert in_the_middle, "no sentence in the middle of a text says what it rests on"
    made = assemble(source, asked, load_glossary(COURSE), load_place(course))
    for cell in made.cells:
        assert "\n\n\n" not in cell.source or cell.cell_type == "code"
        assert "{says}" not in cell.source


@pytest.mark.parametrize(
    "words",
    ["{{ facts.weeks | listed }}", "{{ facts.weeks | table }}", "{{ facts.weeks | digits }}"],
)
def test_a_fact_that_cannot_be_said_in_this_way_is_told_with_its_line(words: str) -> None:
    (slip,) = slips_in(f"Some weeks.\n\nWeeks {words} lie on the line.", {}, {"weeks": []})
    assert slip.line == 3
    assert "cannot be said" in slip.why
