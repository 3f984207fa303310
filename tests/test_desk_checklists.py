"""A trainer goes through the checklist of a text at the desk: what they find counts, and can be taken back."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import small_course as small
from flask.testing import FlaskClient
from nbgrader.api import Gradebook

from champions.desk import app as desk_app
from champions.desk import checklists, state
from champions.desk.manual_marking import Piece
from champions.marking.cohort import mark_folder
from champions.questions import compiled
from champions.trouble import Trouble

pytestmark = [pytest.mark.slow, pytest.mark.needs("bubblewrap")]

TOKEN, PORT = "token-for-tests", 8790
HOST = {"Host": f"127.0.0.1:{PORT}"}
WRITTEN = """```{question} middle-line
kind: written
ask: Say what you saw.
checks:
  size: It says how many, out of how many
  wait: It says what they did
  short: It has 20 words at most
looks_for:
  size: {numbers: 2}
  wait: {any_of: [wait*]}
  short: {at_most: 20}
right: 12 of 60 people waited for a month.
misses:
- name: no-size
  lacks: size
  hint: How many were there?
look: Begin with a number.
step: You may begin with "12 of 60".
praise: It is all there.
points: 2
```
"""
#: A text that says all of it; the course does not know one of its words.
IN_OTHER_WORDS = "12 of 60 folk stood in line <b>until</b> May"
#: One more, whose writer shows the sentence that says it.
SHOWN = "12 of 60 folk stood by the door until May"


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    questions = re.sub(
        r"```\{question\} middle-line\n.*?```\n",
        lambda _: WRITTEN,
        small.QUESTIONS,
        flags=re.DOTALL,
    )
    home = small.make_course(tmp_path_factory.mktemp("course"))
    scheme = home / "solutions" / small.MODULE / compiled.COMPILED
    scheme.write_text(small.compiled_text(questions), encoding="utf-8")
    inbox = home / "work" / "inbox"
    for learner, text in {
        "robin-12": IN_OTHER_WORDS,
        "heron-34": "12 of 60 people waited for a month.",
        "wren-56": {"text": SHOWN, "shown": {"wait": SHOWN}},
    }.items():
        told = {**small.ALL_RIGHT, "middle-line": text}
        small.send(inbox, learner, small.work(told, small.RIGHT_LINES, learner=learner))
    mark_folder(inbox, home / "work", home, say=lambda _: None)
    return home


@pytest.fixture
def desk(marked: Path, tmp_path: Path) -> Iterator[FlaskClient]:
    home = tmp_path / "home"
    shutil.copytree(marked, home)
    app = desk_app.make(home, home / "work", TOKEN, PORT, [])
    with app.test_client() as client:
        yield client
    state.of(client.application).course.close()


def board(desk: FlaskClient) -> Any:
    return state.of(desk.application).board


def of(desk: FlaskClient, learner: str) -> list[Piece]:
    return [one for one in checklists.pieces(board(desk)) if one.learner == learner]


def only(desk: FlaskClient) -> Piece:
    (piece,) = of(desk, "robin-12")
    return piece


def press(desk: FlaskClient, *ticked: str) -> Any:
    piece = only(desk)
    seen = checklists.seen(board(desk), piece)
    data = {"found": list(ticked), "seen": seen}
    return desk.post(f"/{TOKEN}/checklists/{piece.id}", headers=HOST, data=data)


def in_gradebook(desk: FlaskClient, learner: str = "robin-12") -> tuple[float, float | None]:
    """Points, and those by a person, as nbgrader itself has them."""
    with Gradebook(state.of(desk.application).course.gradebook) as book:
        grade = book.find_grade("middle-line", "lesson", small.MODULE, learner)
        return grade.score, grade.manual_score


def test_what_a_writer_showed_comes_first_and_then_where_something_was_not_found(
    desk: FlaskClient,
) -> None:
    first, second = checklists.pieces(board(desk))
    assert (first.learner, first.points, first.waits, first.shown) == ("wren-56", 2.0, True, 1)
    assert (second.learner, second.points, second.waits, second.shown) == ("robin-12", 1, True, 0)


def decide(desk: FlaskClient, decision: str) -> Any:
    (piece,) = of(desk, "wren-56")
    data = {"shown": decision, "seen": checklists.seen(board(desk), piece)}
    return desk.post(f"/{TOKEN}/checklists/{piece.id}", headers=HOST, data=data)


def test_what_was_shown_counts_at_once_also_in_nbgraders_gradebook(desk: FlaskClient) -> None:
    assert in_gradebook(desk, "wren-56") == (2.0, None)
    page = desk.get(f"/{TOKEN}/checklists/{of(desk, 'wren-56')[0].id}", headers=HOST).text
    assert "Shown by the writer, not found by the program" in page
    assert f"<q>{SHOWN}</q>" in page
    listed = re.sub(r"\s+", " ", desk.get(f"/{TOKEN}/checklists", headers=HOST).text)
    assert "In 1 text the writer showed a point that the program did not find." in listed


def test_one_press_confirms_it(desk: FlaskClient) -> None:
    decide(desk, "confirmed")
    assert in_gradebook(desk, "wren-56") == (2.0, 2.0)
    assert of(desk, "wren-56") == []
    rows = board(desk).rows()
    mine = rows[(rows["learner"] == "wren-56") & (rows["question"] == "middle-line")]
    assert mine[["by_person", "shown_by_writer"]].to_numpy().tolist() == [[2.0, 0]]
    home = state.of(desk.application).course.out
    page = (home / "feedback" / "wren-56" / f"{small.MODULE}.html").read_text("utf-8")
    assert "Your trainer looked at this text. The points stay." in page


def test_one_press_takes_it_back_and_that_can_be_undone(desk: FlaskClient) -> None:
    decide(desk, "taken-back")
    assert in_gradebook(desk, "wren-56") == (1.0, 1.0)
    assert [one.waits for one in of(desk, "wren-56")] == [False]
    desk.post(f"/{TOKEN}/undo", headers=HOST)
    assert in_gradebook(desk, "wren-56") == (2.0, None)
    assert [one.waits for one in of(desk, "wren-56")] == [True]


def test_the_next_text_is_the_next_of_the_list(desk: FlaskClient) -> None:
    first, second = checklists.pieces(board(desk))
    assert checklists.next_after(first, [first, second]) == second
    assert checklists.next_after(second, [first, second]) == first
    assert checklists.next_after(first, [first]) is None
    assert decide(desk, "confirmed").headers["Location"].endswith(second.id)


def test_the_page_shows_the_text_and_what_was_found_and_not_whose_it_is(desk: FlaskClient) -> None:
    page = desk.get(f"/{TOKEN}/checklists/{only(desk).id}", headers=HOST).text
    assert "folk stood in line &lt;b&gt;until" in page
    assert re.findall(r'value="(\w+)" checked', page) == ["size", "short"]
    assert "robin" not in page
    assert "1 of 2 points" in re.sub(r"\s+", " ", page)


def test_what_a_person_finds_counts_in_nbgraders_gradebook_and_on_the_page(
    desk: FlaskClient,
) -> None:
    press(desk, "size", "wait", "short")
    assert in_gradebook(desk) == (2.0, 2.0)
    assert [one.waits for one in of(desk, "robin-12")] in ([], [False])
    home = state.of(desk.application).course.out
    assert "2 of 2" in (home / "feedback" / "robin-12" / f"{small.MODULE}.html").read_text("utf-8")


def test_a_person_may_find_less(desk: FlaskClient) -> None:
    press(desk, "short")
    assert in_gradebook(desk) == (0.0, 0.0)


def test_it_can_be_taken_back(desk: FlaskClient) -> None:
    press(desk, "size", "wait", "short")
    desk.post(f"/{TOKEN}/undo", headers=HOST)
    assert in_gradebook(desk) == (1.0, None)
    assert only(desk).waits


def test_a_text_that_changed_meanwhile_is_not_scored_over(desk: FlaskClient) -> None:
    piece = only(desk)
    before = checklists.seen(board(desk), piece)
    press(desk, "short")
    with pytest.raises(Trouble, match="in another window"):
        checklists.keep(board(desk), piece, ["size"], before)
    assert in_gradebook(desk) == (0.0, 0.0)
