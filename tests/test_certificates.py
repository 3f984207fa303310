"""Who has earned which certificate: by improvement work, never by lines of code."""

from __future__ import annotations

import copy
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
    page,
    rules,
    standings,
)
from champions.marking.cohort import mark_folder
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
    html = page(one, "<b>A & B</b>", "P", dict.fromkeys(MODULES, "T"), dt.date(2026, 11, 23))
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
