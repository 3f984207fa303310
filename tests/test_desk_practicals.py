"""A trainer scores what was written in a practical: one person on one page, by the sentences of the levels."""

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

from champions.activities.practical_run.question import RunPractical
from champions.desk import app as desk_app
from champions.desk import manual_marking, practicals, state
from champions.desk.practicals import Practical
from champions.marking.cohort import mark_folder
from champions.questions import compiled

pytestmark = [pytest.mark.slow, pytest.mark.needs("bubblewrap")]

TOKEN, PORT = "token-for-tests", 8790
HOST = {"Host": f"127.0.0.1:{PORT}"}
PRACTICAL = """```{question} middle-line
kind: practical-run
ask: Do the practical.
look: Look.
step: Step.
praise: All by yourself.
points: 2
```
"""


def with_practical(questions: str) -> str:
    """The small course's questions: one is a practical, and the evidence is about it."""
    found = re.sub(
        r"```\{question\} middle-line\n.*?```\n", lambda _: PRACTICAL, questions, flags=re.DOTALL
    )
    return found.replace(
        "kind: words\nask: Project evidence",
        "kind: words\nbeside: middle-line\nask: Project evidence",
    )


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = small.make_course(tmp_path_factory.mktemp("course"))
    scheme = home / "solutions" / small.MODULE / compiled.COMPILED
    scheme.write_text(small.compiled_text(with_practical(small.QUESTIONS)), encoding="utf-8")
    inbox = home / "work" / "inbox"
    for learner, answer in {
        "robin-12": {**RunPractical.right_for(3), "means": "proof"},
        "heron-34": {
            **RunPractical.right_for(2),
            "earlier": [{"variant": 5, "attempt": 1, "means": "none"}],
        },
    }.items():
        told = {**small.ALL_RIGHT, "middle-line": answer}
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


def of(desk: FlaskClient, learner: str) -> Practical:
    return next(one for one in practicals.practicals(board(desk)) if one.learner == learner)


def get(desk: FlaskClient, where: str) -> str:
    return re.sub(r"\s+", " ", desk.get(f"/{TOKEN}/{where}", headers=HOST).text)


def press(desk: FlaskClient, one: Practical, level: str, reply: str = "", seen: str = "") -> Any:
    (piece,) = one.pieces
    data = {
        f"level-{piece.id}": level,
        f"reply-{piece.id}": reply,
        f"seen-{piece.id}": seen or manual_marking.seen(board(desk), piece),
    }
    return desk.post(f"/{TOKEN}/practicals/{one.id}", headers=HOST, data=data)


def in_gradebook(desk: FlaskClient, learner: str) -> float | None:
    with Gradebook(state.of(desk.application).course.gradebook) as book:
        found: float | None = book.find_grade(
            "evidence-words", "lesson", small.MODULE, learner
        ).manual_score
        return found


def test_each_person_has_one_page_and_no_name(desk: FlaskClient) -> None:
    assert len(practicals.practicals(board(desk))) == 2
    page = get(desk, f"practicals/{of(desk, 'robin-12').id}")
    assert "robin" not in page
    assert "The reading: from week 15 to week 24 there are 10 useful points" in page
    assert "It is proven that what they tried was the cause" in page  # what the person answered
    assert page.count('type="radio"') == 4
    assert "3: Says what may be behind it." in page
    assert "<svg" in page


def test_a_level_lands_in_the_gradebook_and_the_next_person_comes(desk: FlaskClient) -> None:
    robin, heron = of(desk, "robin-12"), of(desk, "heron-34")
    told = press(desk, robin, "2", reply="Clear.")
    assert told.headers["Location"].endswith(f"practicals/{heron.id}")
    assert in_gradebook(desk, "robin-12") == 2
    assert not of(desk, "robin-12").waits
    told = press(desk, heron, "3")
    assert told.headers["Location"].endswith("practicals")
    page = state.of(desk.application).course.out / "feedback" / "robin-12" / f"{small.MODULE}.html"
    assert "Clear." in page.read_text("utf-8")
    assert "Waiting: 0" in get(desk, "practicals")


def test_without_a_sentence_or_after_somebody_else_nothing_is_changed(desk: FlaskClient) -> None:
    robin = of(desk, "robin-12")
    for level in ("", "7", "x"):
        assert "no sentence was chosen" in press(desk, robin, level).text
    assert "in another window" in press(desk, robin, "2", seen="another").text
    assert in_gradebook(desk, "robin-12") is None
    assert of(desk, "robin-12").waits


def test_the_last_score_is_taken_back_and_its_page_opens(desk: FlaskClient) -> None:
    robin = of(desk, "robin-12")
    press(desk, robin, "1")
    told = desk.post(f"/{TOKEN}/undo", headers=HOST)
    assert told.headers["Location"].endswith(f"practicals/{robin.id}")
    assert of(desk, "robin-12").waits


def test_it_is_not_read_a_second_time_among_the_other_pieces(desk: FlaskClient) -> None:
    (piece,) = of(desk, "robin-12").pieces
    page = get(desk, "read")
    assert piece.id not in page
    assert "2 practicals wait too." in page
    assert "Score 2 practicals" in get(desk, "mark")


def test_an_address_of_nobody_is_told(desk: FlaskClient) -> None:
    assert "is not here any more" in get(desk, "practicals/0123456789abcdef")
