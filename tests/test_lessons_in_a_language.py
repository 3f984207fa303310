"""Lessons in another language: built, worked by a cohort that mixes languages, marked, and sent back."""

from __future__ import annotations

import html
import json
import re
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import make_cohort
import pytest
from pseudo import pseudo

from champions.adopting.languages import course
from champions.authoring import build
from champions.marking import languages
from champions.marking.cohort import mark_folder
from champions.place import load_place
from champions.sentences.told import speak

ROOT = Path(__file__).resolve().parents[1]
NAMES = ["00-start-here", "06-run-charts"]
MODULE = "06-run-charts"
#: What may stand in a lesson outside its words: names, what is typed, signs of units.
_NO_WORDS = re.compile(r"\b(?:Anhøj|PDSA|Python|NHS|my-work|nan|head|True|False|None)\b")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Two lessons in a language that nobody speaks, as a course of their own."""
    folder = tmp_path_factory.mktemp("eo")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(course, "made", lambda _home, _code: folder)
        made = course.lay_out(ROOT, "eo", pseudo)
        patch.setenv("CHAMPIONS_HOME", str(made))
        assert build.run(Namespace(module=NAMES, check=False, afresh=True)) == 0
    yield made
    speak(None)


def read(home: Path, where: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((home / where / name).read_text(encoding="utf-8"))
    return found


def english_in(text: str) -> list[str]:
    """The words of a text that are in no message of the language that nobody speaks."""
    while re.search(r"⟦[^⟦⟧]*⟧", text):
        text = re.sub(r"⟦[^⟦⟧]*⟧", " ", text)
    return re.findall(r"[A-Za-z]{3,}", _NO_WORDS.sub(" ", text))


@pytest.mark.slow
def test_lessons_in_a_language_that_nobody_speaks_are_built_and_earn_every_point(
    home: Path,
) -> None:
    """Every prose, question, hint and title is other words, and the worked answers are right as before."""
    for name in NAMES:
        old = read(ROOT, "modules", f"{name}/questions.json")
        new = read(home, "modules", f"{name}/questions.json")
        assert new["language"] == "eo"
        assert [one["id"] for one in new["questions"]] == [one["id"] for one in old["questions"]]
        notebook = read(home, "modules", f"{name}/lesson.ipynb")
        assert notebook["metadata"]["champions"]["language"] == "eo"
        ours = [
            "".join(cell["source"])
            for cell in notebook["cells"]
            if cell["cell_type"] == "markdown" and cell["id"].startswith("lesson-")
        ]
        lines = [
            line for cell in ours for line in cell.split("\n") if re.search(r"[A-Za-z]{3}", line)
        ]
        # A place says these, not the lesson's text: docs/translators.md says so.
        said = {one["said"] for one in load_place(ROOT)["rules"].values()}
        left = [line for line in lines if "⟦" not in line and not line.startswith(("|", "<", ">"))]
        assert not {*left} - said, left[:5]


@pytest.mark.slow
def test_what_a_lesson_shows_when_it_runs_is_in_its_language(home: Path) -> None:
    """Forms, verdicts, what a chart says and how far one is: each word comes from a catalogue."""
    seen = 0
    for cell in read(home, "solutions", f"{MODULE}/lesson.ipynb")["cells"]:
        for output in cell.get("outputs", []):
            shown = "".join(output.get("data", {}).get("text/plain", ""))
            seen += "⟦" in shown
            if shown != "Style of the lesson":
                assert not english_in(shown), (cell["id"], shown)
    assert seen > 30


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_a_cohort_may_mix_languages_and_each_learner_is_answered_in_their_own(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(languages, "in_language", lambda *_: home)
    wrong = {"middle-line": "mean", "count-runs": "about ten or so", "use-the-card": None}
    raw = {"answers": "all", "answer": wrong, "code": "none", "expect": {}}
    for who, made in (("English", ROOT), ("Nobody", home)):
        recipe = make_cohort.Recipe(who, {**raw, "folder": who})
        make_cohort.Kitchen(made).send(recipe, tmp_path / "received")
    marked = mark_folder(tmp_path / "received", tmp_path / "work", ROOT, say=lambda _: None)
    english, nobody = marked.results
    assert (english.learner, nobody.learner) == ("English", "Nobody")
    # One gradebook, the same marks question by question, whatever the words.
    assert [(row.question.id, row.points) for row in english.rows] == [
        (row.question.id, row.points) for row in nobody.rows
    ]
    assert [one.misconceptions for one in english.rows] == [
        one.misconceptions for one in nobody.rows
    ]
    pages = {
        one.learner: (tmp_path / "work" / "feedback" / one.learner / f"{MODULE}.html").read_text(
            encoding="utf-8"
        )
        for one in marked.results
    }
    assert '<html lang="en-GB" dir="ltr">' in pages["English"]
    assert "⟦" not in pages["English"]
    assert '<html lang="eo" dir="ltr">' in pages["Nobody"]
    text = html.unescape(re.sub(r"<[^>]+>", " ", pages["Nobody"].split("</head>")[1]))
    # What the learner typed stays theirs; so do the name and what a place is called.
    typed = {"Nobody", "about", "ten"}
    words = english_in(text.replace(make_cohort.SOME_WORDS, " "))
    assert {*words} <= typed, words


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_work_in_a_language_that_the_course_has_not_is_marked_all_the_same_and_the_trainer_told(
    home: Path, tmp_path: Path
) -> None:
    recipe = make_cohort.Recipe("Nobody", {"folder": "Nobody", "code": "none", "expect": {}})
    make_cohort.Kitchen(home).send(recipe, tmp_path / "received")
    marked = mark_folder(tmp_path / "received", tmp_path / "work", ROOT, say=lambda _: None)
    (one,) = marked.results
    assert one.steps()[0] > 5
    assert any('another language ("eo")' in note for note in one.notes)
    page = (tmp_path / "work" / "feedback" / "Nobody" / f"{MODULE}.html").read_text(
        encoding="utf-8"
    )
    assert '<html lang="en-GB" dir="ltr">' in page
