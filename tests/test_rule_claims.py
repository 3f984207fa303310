"""No sentence of a lesson is false of rules for signals, whichever of the sets a programme teaches."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import rule_claims
from rule_claims import COURSE, LESSON_TEXTS, Claim, claims, filled, parts, read_by, wrong

from champions.charts.house import LESSONS, NAMES, house, ids

SETS = [
    (LESSONS["run_chart"] if one not in ids("run_chart") else one,
     LESSONS["control_chart"] if one not in ids("control_chart") else one)
    for one in NAMES
]  # fmt: skip
_OTHER = " This programme uses the Nelson rules for its own charts."
each_set = pytest.mark.parametrize(("run_chart", "control_chart"), SETS, ids=list(NAMES))
each_lesson = pytest.mark.parametrize("path", LESSON_TEXTS, ids=lambda path: path.parent.name)


def pieces_of(path: Path, run_chart: str, control_chart: str) -> list[str]:
    return parts(path, filled(path.read_text(encoding="utf-8"), run_chart, control_chart))


@each_set
@each_lesson
def test_what_a_lesson_says_of_rules_is_true_and_says_whose_they_are(
    path: Path, run_chart: str, control_chart: str
) -> None:
    pieces = pieces_of(path, run_chart, control_chart)
    assert list(wrong(path.parent.name, pieces, run_chart, control_chart)) == []


def test_the_claims_are_found() -> None:
    """The search would be worth nothing if it saw nothing."""
    usual = LESSONS["run_chart"], LESSONS["control_chart"]
    found: list[Claim] = []
    read: dict[str, set[str]] = {}
    for path in LESSON_TEXTS:
        pieces = pieces_of(path, *usual)
        found += claims(path.parent.name, pieces)
        read[path.parent.name[:2]] = set(read_by(pieces))
    assert len(found) >= 45
    assert {one.how for one in found} == {"least", "more", "fewer"}
    assert {one.by for one in found} >= {"anhoej", "perla", "making-data-count"}
    runs, limits = {"anhoej"}, {"making-data-count"}
    assert {name: sets for name, sets in read.items() if sets} == {
        "06": runs, "07": limits, "08": limits, "09": limits, "10": runs | limits,
        "12": runs, "13": runs, "15": runs, "16": runs, "17": limits,
    }  # fmt: skip


def test_every_word_of_a_rule_set_in_a_lesson_stands_in_a_sentence_that_was_looked_at() -> None:
    """A number beside such words that no pattern knows is a new way to say it: teach it to the search."""
    told = re.compile(r"\b(signal|crossings)\b")
    numbers = re.compile(
        rf"\b(?:than|allows|asks? for|needs|takes) {rule_claims._N}\b(?! (?:charts|points|people|weeks))",
        re.IGNORECASE,
    )
    for path in LESSON_TEXTS:
        pieces = pieces_of(path, LESSONS["run_chart"], LESSONS["control_chart"])
        known = {one.sentence for one in claims(path.parent.name, pieces)}
        for text in pieces:
            for sentence in rule_claims.sentences(text):
                if told.search(sentence) and numbers.search(sentence):
                    assert sentence in known, f"{path.parent.name}: {sentence}"


@pytest.mark.parametrize(
    ("lesson", "old", "new", "says"),
    [
        ("06", "a run of more than 7 is a signal.", "a run of more than 3 is a signal.", "not so by anhoej"),
        ("06", "Making Data Count asks for 7.", "Making Data Count asks for 8.", "not so by making"),
        ("06", "Perla's rules ask for 6 dots", "Perla's rules ask for 7 dots", "not so by perla"),
        ("07", "By the Making Data Count rules, seven in a row", "Nine in a row", "by whose rules?"),
        ("07", "{{ place.rules.control_chart.beside }}", "", "does not say that the programme uses"),
        ("06", "{{ place.rules.run_chart.beside }}", "", "does not say that the programme uses"),
        ("15", "{{ place.rules.run_chart.beside }}", "", "does not say that the programme uses"),
        ("12", "{{ place.rules.run_chart.beside }}", _OTHER, "does not use the Nelson rules"),
    ],
)  # fmt: skip
def test_a_sentence_that_is_false_or_left_out_is_found(
    lesson: str, old: str, new: str, says: str
) -> None:
    (path,) = COURSE.glob(f"solutions/{lesson}-*/lesson.md")
    text = path.read_text(encoding="utf-8")
    assert old in text
    pieces = parts(path, filled(text.replace(old, new), "perla", "western-electric"))
    found = list(wrong(lesson, pieces, "perla", "western-electric"))
    assert any(says in one for one in found), found


@each_set
def test_the_sentence_beside_an_example_names_the_set_of_the_programme(
    run_chart: str, control_chart: str
) -> None:
    for sort, named in (("run_chart", run_chart), ("control_chart", control_chart)):
        beside = house(sort, named).beside
        assert (beside == "") is (named == LESSONS[sort])
        assert not beside or f"Your programme uses {NAMES[named]} for its own charts." in beside


def test_the_course_as_it_is_released_says_it_once() -> None:
    """With the rules of the lessons themselves nothing is added to any lesson."""
    for path in COURSE.glob("modules/*/lesson.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        said = " ".join("".join(cell["source"]) for cell in cells)
        assert "Your programme uses" not in said
        assert "place.rules" not in said
