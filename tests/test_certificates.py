"""Who has earned which certificate: by improvement work, never by lines of code."""

from __future__ import annotations

import copy
import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import small_course as small

from champions.authoring.routes import STARTER, route_of, routes
from champions.cli import main
from champions.desk.certificates import (
    FULL_COURSE,
    STARTER_ROUTE,
    TAKING_PART,
    Rules,
    Standing,
    _asked,
    _unhinted,
    checked,
    page,
    rules,
    standings,
)
from champions.marking.cohort import mark_folder
from champions.marking.course import Course
from champions.questions import answers
from champions.questions.scheme import load_scheme
from champions.trouble import Trouble

ASKED = Rules(lessons_for_taking_part=5, core_share=0.6, evidence_level=1)
MODULES = [f"{number:02}-lesson" for number in range(16)]
COURSE = Path(__file__).resolve().parents[1]
STARTER_LESSONS = [one for one in MODULES if route_of(one, routes(COURSE)).key == STARTER]
PIECES = {"03-lesson": "my-aim", "05-lesson": "record", "06-lesson": "chart", "12-lesson": "story"}


def rows(
    modules: list[str], core: float = 1.0, level: float | None = 1.0, state: str = "right"
) -> pd.DataFrame:
    """Ten core questions a lesson, one of them code, and the pieces of evidence."""
    made: list[dict[str, Any]] = []
    for module in modules:
        for at in range(10):
            name = "code" if at == 9 else f"q{at}"
            made.append(row(module, name, "core", 0.0 if name == "code" else core, 1, state))
        made.append(row(module, "stretch", "stretch", 0, 1, "not tried"))
        if module in PIECES:
            made.append(row(module, PIECES[module], "evidence", level, 3, "kept"))
    return pd.DataFrame(made)


def row(
    module: str, question: str, part: str, points: float | None, out_of: float, state: str
) -> dict[str, Any]:
    told = {"learner": "wren-1", "module": module, "question": question, "part": part}
    return told | {"points": points, "out_of": out_of, "state": state}


def still_open(table: pd.DataFrame, asked: Rules = ASKED) -> dict[str, tuple[str, ...]]:
    table["points"] = pd.to_numeric(table["points"])
    found = standings(
        table, asked, MODULES, lambda _, question: question == "code", STARTER_LESSONS
    )
    return {one.kind: one.still_open for one in found}


def test_the_starter_route_is_earned_without_a_line_of_code_or_a_stretch() -> None:
    starter = STARTER_LESSONS
    found = still_open(rows(starter))
    assert found[STARTER_ROUTE] == ()
    assert found[TAKING_PART] == ()
    assert found[FULL_COURSE] == tuple(
        f"lesson {module[:2]} to send in" for module in MODULES if module not in starter
    )


def starter_open(table: pd.DataFrame) -> tuple[str, ...]:
    """What is still open for the Starter certificate where the first part of lesson 11 is five questions."""
    table["points"] = pd.to_numeric(table["points"])
    part = {"11-lesson": frozenset(f"q{at}" for at in range(5))}
    found = standings(table, ASKED, MODULES, lambda *_: False, STARTER_LESSONS, first_parts=part)
    return next(one.still_open for one in found if one.kind == STARTER_ROUTE)


def first_part(points: float) -> pd.DataFrame:
    """Lesson 11 with its first five questions answered, and nothing after them."""
    done = [row("11-lesson", f"q{at}", "core", points, 1, "right") for at in range(5)]
    rest = [row("11-lesson", f"q{at}", "core", 0, 1, "not tried") for at in range(5, 10)]
    return pd.DataFrame([*done, *rest])


def test_the_first_part_of_a_lesson_is_asked_for_and_no_more() -> None:
    lessons = rows(STARTER_LESSONS)
    assert starter_open(lessons.copy()) == ("lesson 11, first part to send in",)
    assert starter_open(pd.concat([lessons, first_part(1)], ignore_index=True)) == ()
    assert starter_open(pd.concat([lessons, first_part(0.5)], ignore_index=True)) == (
        "lesson 11, first part: 50% of the core points, 60% needed",
    )


def test_what_comes_after_the_first_part_does_not_stand_in_for_it() -> None:
    later = [row("11-lesson", f"q{at}", "core", 1, 1, "right") for at in range(5, 10)]
    sent = pd.concat([rows(STARTER_LESSONS), pd.DataFrame(later)], ignore_index=True)
    assert starter_open(sent) == ("lesson 11, first part to send in",)


def test_the_certificate_says_of_which_lesson_only_the_first_part_was_asked() -> None:
    one = Standing("wren-1", STARTER_ROUTE, (), ("06-a", "11-b"), first_parts=("11-b",))
    titles = {"06-a": "Run charts", "11-b": "Who was left behind?"}
    made = page(one, "Wren", "Ours", titles, dt.date(2026, 11, 29), ASKED)
    assert "Who was left behind? (first part)" in made
    assert "Run charts (first part)" not in made


def test_the_full_course_is_earned_with_every_lesson() -> None:
    assert still_open(rows(MODULES))[FULL_COURSE] == ()


@pytest.mark.parametrize(("share", "earned"), [(0.6, True), (0.59, False)])
def test_the_share_of_core_points_is_that_of_each_lesson(share: float, earned: bool) -> None:
    found = still_open(rows(MODULES, core=share))[FULL_COURSE]
    assert (found == ()) == earned
    assert earned or found[0] == "lesson 00: 59% of the core points, 60% needed"


@pytest.mark.parametrize(
    ("level", "said"),
    [
        (1.0, ()),
        (0.0, ("lesson 03: my-aim is at level 0, 1 needed",)),
        (None, ("lesson 03: my-aim is not scored yet",)),
    ],
)
def test_each_piece_of_evidence_needs_its_level(level: float | None, said: tuple[str, ...]) -> None:
    found = still_open(rows(MODULES, level=level))[STARTER_ROUTE]
    assert found[:1] == said
    assert len(found) == (4 if said else 0)


PRACTICAL = "16-lesson"


def with_practical(
    points: float,
    level: float = 2.0,
    state: str = "right",
    without: float = 0.0,
    asked: Rules = ASKED,
) -> list[Standing]:
    """Somebody with all else done, and so many of ten points of the practical; ``without`` hints, so many."""
    modules = [*STARTER_LESSONS, PRACTICAL]
    table = pd.concat(
        [
            rows(STARTER_LESSONS, level=level),
            pd.DataFrame(
                [
                    row(PRACTICAL, "practical", "core", points, 10, state),
                    row(PRACTICAL, "plan", "evidence", level, 3, "kept"),
                ]
            ),
        ],
        ignore_index=True,
    )
    table["points"] = pd.to_numeric(table["points"])
    found = standings(
        table,
        replace(asked, evidence_level=2),
        modules,
        lambda _, question: question == "code",
        modules,
        is_practical=lambda _, question: question == "practical",
        unhinted=lambda *_: without,
    )
    return [one for one in found if one.kind == STARTER_ROUTE]


@pytest.mark.parametrize(
    ("points", "said"),
    [(8, ()), (10, ()), (7.9, ("lesson 16: 79% of the practical, 80% needed",))],
)
def test_a_practical_has_a_share_of_its_own(points: float, said: tuple[str, ...]) -> None:
    (found,) = with_practical(points)
    assert found.still_open == said


@pytest.mark.parametrize(
    ("without", "says"),
    [(10, "That was without hints"), (8, "That was without hints"), (7, "That was with hints")],
)
def test_the_certificate_says_with_hints_or_without(without: float, says: str) -> None:
    (found,) = with_practical(10, without=without)
    assert found.still_open == ()
    assert says in " ".join(checked(found, ASKED))


def test_a_trainer_may_count_only_files_that_were_taken_without_hints() -> None:
    asked = replace(ASKED, practical_without_hints=True)
    (found,) = with_practical(10, without=5, asked=asked)
    assert found.still_open == (
        "lesson 16: 50% of the practical on a file without hints, 80% needed",
    )
    (found,) = with_practical(10, without=9, asked=asked)
    assert found.still_open == ()


def test_what_a_person_scored_counts_in_the_practical_too() -> None:
    (found,) = with_practical(10, level=1.0)
    assert found.still_open[-1] == "lesson 16: plan is at level 1, 2 needed"


def test_a_certificate_says_what_was_checked_and_no_more() -> None:
    (found,) = with_practical(10)
    said = " ".join(checked(found, replace(ASKED, evidence_level=2)))
    assert "at least 60% of the core points" in said
    assert "In 1 practical they mended an untidy file" in said
    assert "At least 80% of its points" in said
    assert "It was unsupervised: nobody watched" in said
    assert "A person read 5 pieces of written work, and found each at level 2 of 3" in said
    (plain,) = [
        one
        for one in standings(rows(MODULES), ASKED, MODULES, lambda *_: False, STARTER_LESSONS)
        if one.kind == FULL_COURSE
    ]
    assert "practical" not in " ".join(checked(plain, ASKED))  # none was asked for


def test_it_says_unsupervised_unless_the_files_were_kept_back() -> None:
    (found,) = with_practical(10)
    kept_back = replace(ASKED, practical_kept_back=True)
    assert "unsupervised" in " ".join(checked(found, ASKED))
    assert "unsupervised" not in " ".join(checked(found, kept_back))
    assert "as the programme states" in " ".join(checked(found, kept_back))


def test_taking_part_claims_nothing_about_doing() -> None:
    one = Standing("wren-1", TAKING_PART, (), ("00-lesson",))
    assert checked(one, ASKED) == (
        "This says that they took part. What they can do was not checked.",
    )


def test_place_yml_of_before_still_asks_for_the_practical() -> None:
    said = {"lessons_for_taking_part": 5, "core_share": 0.6, "evidence_level": 1}
    assert rules({"certificates": said}).practical_share == 0.8
    assert not rules({"certificates": said}).practical_kept_back
    own = rules({"certificates": {**said, "practical_share": 0.9, "practical_kept_back": True}})
    assert (own.practical_share, own.practical_kept_back) == (0.9, True)
    assert not own.practical_without_hints
    assert rules(
        {"certificates": {**said, "practical_without_hints": True}}
    ).practical_without_hints
    for wrong in (
        {"practical_share": "half"},
        {"practical_kept_back": "maybe"},
        {"practical_without_hints": "yes please"},
    ):
        with pytest.raises(Trouble, match=r"certificates: in place\.yml"):
            rules({"certificates": {**said, **wrong}})


def test_what_was_earned_without_hints_is_read_from_what_was_sent(tmp_path: Path) -> None:
    name = next(one.parent.name for one in COURSE.glob("solutions/16-*/questions.json"))
    course = Course(COURSE, tmp_path)
    asked = _asked(COURSE)(name, "the-practical")
    assert asked is not None
    answer = {**asked.right_answer(), "hints": "none"}
    folder = tmp_path / "submitted" / "wren-1" / name
    folder.mkdir(parents=True)
    for given, earned in ((answer, 10), (asked.right_answer(), 0)):
        book = answers.AnswerBook(name)
        book.put("the-practical", answers.plain(given), "right")
        answers.save(book, folder)
        assert _unhinted(course, "wren-1", asked, name, "the-practical") == earned
    assert _unhinted(course, "nobody", asked, name, "the-practical") == 0


def test_the_practicals_of_the_course_are_found_by_their_kind() -> None:
    asked_for = _asked(COURSE)
    practicals = [
        (path.name, question.id)
        for path in sorted(COURSE.glob("solutions/[0-9]*"))
        for question in load_scheme(path).questions
        if getattr(asked_for(path.name, question.id), "practical", False)
    ]
    assert [(name[:2], id_) for name, id_ in practicals] == [
        (one.parent.name[:2], "the-practical")
        for one in sorted(COURSE.glob("solutions/*-practical/questions.json"))
    ]
    assert practicals


def test_a_lesson_sent_in_untouched_is_not_taking_part() -> None:
    found = still_open(rows(MODULES[:6], core=0, level=None, state="not tried"))
    # The pieces of evidence of lessons 03 and 05 were written.
    assert found[TAKING_PART] == ("3 more lessons to send in",)


@pytest.mark.parametrize(
    "said",
    [
        None,
        {},
        {"lessons_for_taking_part": 5, "core_share": 60, "evidence_level": 1},
        {"lessons_for_taking_part": "five", "core_share": 0.6, "evidence_level": 1},
        {"lessons_for_taking_part": True, "core_share": 0.6, "evidence_level": 1},
    ],
)
def test_rules_that_make_no_sense_are_told_with_what_to_write(said: Any) -> None:
    with pytest.raises(Trouble, match=r"certificates: in place\.yml"):
        rules({"certificates": said})


def test_a_name_cannot_write_into_the_page() -> None:
    import datetime as dt

    one = standings(rows(MODULES), ASKED, MODULES, lambda *_: False, STARTER_LESSONS)[0]
    html = page(one, "<b>A & B</b>", "P", dict.fromkeys(MODULES, "T"), dt.date(2026, 11, 23), ASKED)
    assert "&lt;b&gt;A &amp; B&lt;/b&gt;" in html
    assert "23 November 2026" in html


@pytest.mark.needs("bubblewrap")
def test_the_command_writes_pages_with_names_and_a_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = small.make_course(tmp_path / "course")
    place = "certificates: {lessons_for_taking_part: 1, core_share: 0.6, evidence_level: 1}\n"
    (home / "place.yml").write_text(
        "programme: A & B\nsafeguarding_lead: M\nemergency_number: '999'\n" + place, "utf-8"
    )
    monkeypatch.chdir(home)
    monkeypatch.delenv("CHAMPIONS_HOME", raising=False)
    out = tmp_path / "out"
    assert main(["certificates", "--out", str(out)]) == 1
    assert "There are no marks" in capsys.readouterr().err
    inbox = tmp_path / "inbox" / "robin-12"
    inbox.mkdir(parents=True)
    work = copy.deepcopy(small.work(small.ALL_RIGHT, small.RIGHT_LINES, learner="robin-12"))
    import json

    (inbox / "lesson.ipynb").write_text(json.dumps(work), "utf-8")
    mark_folder(tmp_path / "inbox", out, home, say=lambda _: None)
    (out / "people").mkdir(exist_ok=True)
    (out / "people" / "people.csv").write_text(
        "code,name,email,cohort\nrobin-12,Ann One,,\n", "utf-8"
    )
    assert main(["certificates", "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert "Certificate of taking part: 1" in said
    html = (out / "certificates" / "robin-12-taking-part.html").read_text("utf-8")
    assert "Ann One" in html
    assert "A &amp; B" in html
    table = (out / "certificates" / "certificates.csv").read_text("utf-8-sig")
    assert "robin-12,Certificate of taking part,yes," in table


def with_shown(shown: int, by_person: float | None) -> Standing:
    """Somebody who earned all; in one step of lesson 00 the writer showed so many points of a list."""
    table = rows(MODULES).assign(shown_by_writer=0, by_person=None)
    table["by_person"] = pd.to_numeric(table["by_person"])
    first = table.index[(table["part"] == "core")][0]
    table.loc[first, ["shown_by_writer", "by_person"]] = [shown, by_person]
    found = standings(table, ASKED, MODULES, lambda *_: False, STARTER_LESSONS)
    return next(one for one in found if one.kind == FULL_COURSE)


def test_it_says_what_the_writer_showed_and_what_a_trainer_looked_at() -> None:
    none = " ".join(checked(with_shown(0, None), ASKED))
    assert "showed" not in none
    assert "A trainer" not in none
    shown = with_shown(2, None)
    assert shown.still_open == ()
    assert (
        "2 points were not found by the program. The writer showed where they are said, and no trainer has "
        "looked at them."
    ) in " ".join(checked(shown, ASKED))
    looked = " ".join(checked(with_shown(0, 1.0), ASKED))
    assert "A trainer looked at 1 step and set its points." in looked
    assert "showed" not in looked


def test_a_piece_of_evidence_does_not_rest_on_what_only_its_writer_showed() -> None:
    table = rows(STARTER_LESSONS, level=2).assign(shown_by_writer=0, by_person=None)
    piece = table.index[table["part"] == "evidence"][0]
    table.loc[piece, "shown_by_writer"] = 1
    found = standings(
        table, replace(ASKED, evidence_level=2), MODULES, lambda *_: False, STARTER_LESSONS
    )
    (starter,) = [one for one in found if one.kind == STARTER_ROUTE]
    assert len(starter.still_open) == 1
    assert "no trainer has looked yet" in starter.still_open[0]


def test_a_table_from_before_has_nothing_that_was_shown() -> None:
    (found, *_) = standings(rows(MODULES), ASKED, MODULES, lambda *_: False, STARTER_LESSONS)
    assert (found.shown, found.by_person) == (0, 0)
