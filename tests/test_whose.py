"""Every file finds its person, or is asked: whole folders as they come, with what the trainer says."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import small_course as small
from platforms import mail

from champions.marking import command as mark
from champions.marking import report, whose_command
from champions.marking.intake.collect import Collected, collect
from champions.marking.intake.known import Known, People
from champions.marking.intake.said import WHOSE, Said
from champions.marking.intake.whose import Question
from champions.questions import answers
from champions.trouble import Trouble

MODULES = {small.MODULE: ("lesson.ipynb",), "06-run-charts": ("lesson.ipynb",)}
LIST = People(
    (
        Known("bittern-13", "Anna Example", "Spring", ("anna@example.org",)),
        Known("LC-17", "Cara Test", "Autumn"),
        Known("LC-18", "Dan Trial", "Autumn"),
    )
)
GOOD, BAD = small.ALL_RIGHT, {**small.ALL_RIGHT, "middle-line": "mean"}


def put(
    folder: Path, place: str, replies: dict[str, Any], learner: str = "", when: int = 0
) -> Path:
    """A lesson at a place, with these answers."""
    path = folder / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(small.work(replies, learner=learner)), encoding="utf-8")
    if when >= 0:
        os.utime(path, (1_700_000_000 + when, 1_700_000_000 + when))
    return path


def whose(found: Collected) -> dict[str, str]:
    """Learner to the place of what is marked."""
    assert len({one.learner for one in found.submissions}) == len(found.submissions)
    return {one.learner: one.place for one in found.submissions}


def codes(found: Collected) -> list[str]:
    return sorted(one.code for one in found.refused)


# --- Two people stay two ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "names",
    [
        ("Participant_71_assignsubmission_file_", "Participant_72_assignsubmission_file_"),
        ("Teilnehmer-in_71_assignsubmission_file_", "Teilnehmer-in_72_assignsubmission_file_"),
        ("Jo Bell_71_assignsubmission_file_", "Jo Bell_72_assignsubmission_file_"),
        ("Red-Jo Bell_71_assignsubmission_file_", "Red-Jo Bell_72_assignsubmission_file_"),
        ("71-5 - Jo Bell - Jan 31, 2026 1015 AM", "72-5 - Jo Bell - Jan 31, 2026 1016 AM"),
        ("belljo_71_9001_work", "belljo_72_9002_work"),
    ],
)
def test_two_numbers_are_two_people_whatever_they_are_called(
    names: tuple[str, str], tmp_path: Path
) -> None:
    put(tmp_path, f"{names[0]}/lesson.ipynb", GOOD, when=0)
    put(tmp_path, f"{names[1]}/lesson.ipynb", BAD, when=900)
    found = collect(tmp_path, MODULES)
    assert len(whose(found)) == 2
    assert all("7" in learner for learner in whose(found))
    assert found.refused == []


def test_two_of_one_name_are_two_also_when_the_list_has_one_of_it(tmp_path: Path) -> None:
    for number, replies in ((71, GOOD), (72, BAD)):
        put(tmp_path, f"Anna Example_{number}_assignsubmission_file_/lesson.ipynb", replies)
    found = collect(tmp_path, MODULES, people=LIST)
    assert found.submissions == []
    assert codes(found) == ["two-of-one-name", "two-of-one-name"]
    assert all("71 and 72" in one.reason for one in found.refused)
    said = Said()
    one, other = found.asked
    said.say(one.place, one.print, "bittern-13", one.clues, "test")
    said.say(other.place, other.print, "Anna Example 72", other.clues, "test")
    again = collect(tmp_path, MODULES, people=LIST, said=said)
    assert set(whose(again)) == {"bittern-13", "Anna Example 72"}


def test_a_name_keeps_its_number_apart_from_one_of_an_earlier_run(tmp_path: Path) -> None:
    said = Said()
    put(tmp_path / "one", "Jo Bell_71_assignsubmission_file_/lesson.ipynb", GOOD)
    assert set(whose(collect(tmp_path / "one", MODULES, said=said))) == {"Jo Bell"}
    put(tmp_path / "one", "Jo Bell_72_assignsubmission_file_/lesson.ipynb", BAD)
    assert set(whose(collect(tmp_path / "one", MODULES, said=said))) == {"Jo Bell", "Jo Bell 72"}


def test_two_learners_who_share_a_code_are_shown_both_and_the_newer_never_wins(
    tmp_path: Path,
) -> None:
    put(tmp_path, "06 my-work.ipynb", GOOD, "LC-17", 0)
    put(tmp_path, "06 my-work (1).ipynb", BAD, "LC-17", 900)
    found = collect(tmp_path, MODULES)
    assert found.submissions == []
    assert codes(found) == ["two-files", "two-files"]
    which = next(one for one in found.asked if one.kind == "which")
    assert len(which.codes) == 2
    said = Said()
    said.say_which(which.text, which.codes[1], "test")
    assert whose(collect(tmp_path, MODULES, said=said)) == {"LC-17": which.codes[1]}


def test_two_platform_people_who_typed_one_code_are_shown_both(tmp_path: Path) -> None:
    put(tmp_path, "Jo Bell_71_assignsubmission_file_/lesson.ipynb", GOOD, "LC-17")
    put(tmp_path, "Al Ford_72_assignsubmission_file_/lesson.ipynb", BAD, "LC-17")
    for people in (LIST, People()):
        found = collect(tmp_path, MODULES, people=people)
        assert found.submissions == []
        assert codes(found) == ["two-learners", "two-learners"]


def test_a_file_that_goes_on_from_the_earlier_is_one_persons(tmp_path: Path) -> None:
    put(tmp_path, "lesson.ipynb", {}, "LC-17", 0)
    put(tmp_path, "lesson (1).ipynb", GOOD, "LC-17", 900)
    assert whose(collect(tmp_path, MODULES)) == {"LC-17": "lesson (1).ipynb"}


def test_where_times_say_nothing_the_file_that_goes_on_is_the_later(tmp_path: Path) -> None:
    put(tmp_path, "a.ipynb", {"middle-line": "median"}, "LC-17", 0)
    put(tmp_path, "b.ipynb", GOOD, "LC-17", 0)
    assert whose(collect(tmp_path, MODULES)) == {"LC-17": "b.ipynb"}


def test_a_platforms_later_version_counts_whatever_the_files_say_of_time(tmp_path: Path) -> None:
    put(tmp_path, "Submitted files/Jo Bell/Task/Version 2/lesson.ipynb", BAD, when=0)
    put(tmp_path, "Submitted files/Jo Bell/Task/Version 1/lesson.ipynb", GOOD, when=900)
    put(tmp_path, "fordal_55_9055_lesson-1.ipynb", BAD, when=0)
    put(tmp_path, "fordal_LATE_55_9001_lesson.ipynb", GOOD, when=900)
    assert whose(collect(tmp_path, MODULES)) == {
        "Jo Bell": "Submitted files/Jo Bell/Task/Version 2/lesson.ipynb",
        "fordal": "fordal_55_9055_lesson-1.ipynb",
    }


# --- Folders and names that are nobody's ------------------------------------------------------------------


@pytest.mark.parametrize(
    "folder", ["my-work", "Downloads", "OneDrive_1_31-01-2026", "untitled folder"]
)
def test_a_folder_of_habit_is_nobodys_and_the_code_in_it_counts(
    folder: str, tmp_path: Path
) -> None:
    put(tmp_path, f"{folder}/01-small/lesson.ipynb", GOOD, "LC-01")
    put(tmp_path, f"{folder}/lesson (1).ipynb", GOOD)
    found = collect(tmp_path, MODULES)
    assert set(whose(found)) == {"LC-01"}
    assert codes(found) == ["nobody-named"]


def test_a_folder_with_files_of_several_people_is_no_person(tmp_path: Path) -> None:
    put(tmp_path, "spring/a.ipynb", GOOD, "LC-21")
    put(tmp_path, "spring/b.ipynb", BAD, "LC-22")
    assert set(whose(collect(tmp_path, MODULES))) == {"LC-21", "LC-22"}


def test_folders_of_one_code_in_other_spellings_are_one_person(tmp_path: Path) -> None:
    for at, folder in enumerate(("LC 17", "LC17", "lc-17")):
        put(tmp_path / str(at), f"{folder}/lesson.ipynb", GOOD, "LC-17")
        assert set(whose(collect(tmp_path / str(at), MODULES))) == {"LC-17"}


def test_without_a_list_spellings_of_one_code_are_one_person_also_in_one_drop(
    tmp_path: Path,
) -> None:
    for name, code in (("a", "LC-17"), ("b", "lc17"), ("c", "LC-l7")):
        put(tmp_path, f"downloads/{name}.ipynb", GOOD, code)
    found = collect(tmp_path, MODULES)
    assert {one.learner for one in found.submissions} | {one.learner for one in found.refused} == {
        "LC-17"
    }


def test_without_a_list_a_folder_a_person_works_and_is_said(tmp_path: Path) -> None:
    for name in ("anna", "ben", "Zoë Öztürk"):
        put(tmp_path, f"{name}/01-small/lesson.ipynb", GOOD)
    found = collect(tmp_path, MODULES)
    assert set(whose(found)) == {"anna", "ben", "Zoë Öztürk"}
    assert "no list of people" in found.notes[0]
    assert "3 folders" in found.notes[0]


def test_with_a_list_a_folder_that_matches_nobody_is_asked_with_the_likeliest(
    tmp_path: Path,
) -> None:
    put(tmp_path, "Ana Exampel/lesson.ipynb", GOOD)
    (question,) = collect(tmp_path, MODULES, people=LIST).asked
    assert question.labels[0] == "Anna Example (bittern-13, Spring)"
    assert question.new == "Ana Exampel"
    assert not question.sure


def test_somebody_who_sent_no_lesson_is_told_however_deep_their_folder_lies(tmp_path: Path) -> None:
    put(tmp_path, "week 3/spring/LC-17/lesson.ipynb", GOOD)
    for name in ("LC-18", "Anna Example"):
        photo = tmp_path / "week 3" / "spring" / name / "photo.jpg"
        photo.parent.mkdir(parents=True)
        photo.write_bytes(b"\xff\xd8")
    found = collect(tmp_path, MODULES, people=LIST)
    assert set(whose(found)) == {"LC-17"}
    assert codes(found) == ["no-notebook", "no-notebook"]
    assert {one.learner for one in found.refused} == {"LC-18", "Anna Example"}


# --- What the trainer says --------------------------------------------------------------------------------


def test_what_was_said_counts_again_and_can_be_undone(tmp_path: Path) -> None:
    put(tmp_path / "in", "lesson 2.ipynb", GOOD)
    out = tmp_path / "work"
    out.mkdir()
    said = Said.load(out)
    found = collect(
        tmp_path / "in",
        MODULES,
        people=LIST,
        said=said,
        words=[("lesson 2.ipynb", "LC-18")],
        why="test",
    )
    assert whose(found) == {"LC-18": "lesson 2.ipynb"}
    said.save()
    kept = Said.load(out)
    assert (kept.words[0].why, kept.words[0].code, kept.words[0].place) == (
        "test",
        "LC-18",
        "lesson 2.ipynb",
    )
    assert kept.words[0].when.endswith("+00:00")
    assert whose(collect(tmp_path / "in", MODULES, people=LIST, said=kept)) == {
        "LC-18": "lesson 2.ipynb"
    }
    assert kept.undo(1) is not None
    assert codes(collect(tmp_path / "in", MODULES, people=LIST, said=kept)) == ["nobody-named"]


def test_what_was_said_of_a_file_is_not_said_of_another_of_its_name(tmp_path: Path) -> None:
    put(tmp_path, "lesson.ipynb", GOOD)
    said = Said()
    collect(tmp_path, MODULES, people=LIST, said=said, words=[("lesson.ipynb", "LC-18")])
    put(tmp_path, "lesson.ipynb", BAD)
    assert codes(collect(tmp_path, MODULES, people=LIST, said=said)) == ["nobody-named"]


def test_a_slip_that_was_settled_once_is_not_asked_again(tmp_path: Path) -> None:
    put(tmp_path / "a", "lesson.ipynb", GOOD, "bitern-13")
    said, asked = Said(), []

    def first(question: Question) -> int:
        asked.append(question)
        return 0

    assert set(whose(collect(tmp_path / "a", MODULES, people=LIST, said=said, ask=first))) == {
        "bittern-13"
    }
    put(tmp_path / "b", "lesson.ipynb", BAD, "bitern-13")
    assert set(whose(collect(tmp_path / "b", MODULES, people=LIST, said=said, ask=first))) == {
        "bittern-13"
    }
    assert len(asked) == 1


def test_words_about_no_file_or_several_are_told(tmp_path: Path) -> None:
    put(tmp_path, "a/lesson.ipynb", GOOD, "LC-17")
    put(tmp_path, "b/lesson.ipynb", GOOD, "LC-18")
    found = collect(
        tmp_path, MODULES, people=LIST, words=[("lesson.ipynb", "LC-17"), ("no.ipynb", "LC-17")]
    )
    assert codes(found) == ["no-such-file", "no-such-file"]


def test_a_file_of_words_that_is_damaged_is_put_aside_and_told(tmp_path: Path) -> None:
    (tmp_path / WHOSE).write_text('{"words": [7', encoding="utf-8")
    said = Said.load(tmp_path)
    assert "could not be read" in said.note
    assert [path.name.startswith("whose-damaged-") for path in tmp_path.iterdir()] == [True]
    said.save()


def test_what_is_kept_of_a_person_goes_with_them() -> None:
    said = Said(ids={"canvas:1": "LC-17", "canvas:2": "LC-18"})
    said.say("a.ipynb", "x", "LC-17", (), "test")
    said.say("b.ipynb", "y", "LC-18", (), "test")
    said.say_which("Which file of LC-17 counts?", "a.ipynb", "test")
    said.forget("LC-17")
    assert [one.code for one in said.words] == ["LC-18"]
    assert said.ids == {"canvas:2": "LC-18"}


# --- The small file of answers ------------------------------------------------------------------------------


def _book(learner: str) -> answers.AnswerBook:
    book = answers.AnswerBook(small.MODULE, learner)
    book.put("middle-line", "median", "right")
    return book


def test_the_small_file_of_answers_alone_is_somebodys_work(tmp_path: Path) -> None:
    (tmp_path / "downloads").mkdir()
    answers.save(_book("LC-17"), tmp_path / "downloads")
    (one,) = collect(tmp_path, MODULES).submissions
    assert (one.learner, one.answers_only) == ("LC-17", True)
    assert one.book.answer("middle-line") == "median"
    assert any("Steps with code have no mark" in note for note in one.notes)


def test_the_small_file_of_answers_joins_the_lesson_that_came_apart_from_it(tmp_path: Path) -> None:
    put(tmp_path, "lesson.ipynb", {}, "LC-17")
    (tmp_path / "downloads").mkdir()
    answers.save(_book("LC-17"), tmp_path / "downloads")
    (one,) = collect(tmp_path, MODULES).submissions
    assert not one.answers_only
    assert one.book.answer("middle-line") == "median"


# --- The command line ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "told"),
    [("lesson.ipynb", "no file and code"), ("lesson.ipynb=LC-71", "Did you mean Cara Test")],
)
def test_words_of_the_command_that_fit_nobody_are_told(said: str, told: str) -> None:
    with pytest.raises(Trouble, match=told):
        mark._from_words([said], LIST)


def test_words_of_the_command_are_read_in_any_spelling(tmp_path: Path) -> None:
    said = ["a=b.ipynb=lc 17", "c.ipynb=new:LC-40"]
    assert mark._from_words(said, LIST) == [("a=b.ipynb", "LC-17"), ("c.ipynb", "LC-40")]
    table = tmp_path / "answers.csv"
    table.write_text("file;code;question\na.ipynb;LC17;x\nb.ipynb;;y\n", encoding="utf-8")
    assert mark._from_table(table, LIST) == [("a.ipynb", "LC-17")]


def test_the_table_to_fill_in_is_read_back(tmp_path: Path) -> None:
    put(tmp_path / "in", "lesson 2.ipynb", GOOD)
    found = collect(tmp_path / "in", MODULES, people=LIST)
    report.write_questions(tmp_path, found.asked)
    text = (tmp_path / report.TO_ANSWER).read_text(encoding="utf-8-sig")
    filled = tmp_path / "filled.csv"
    filled.write_text(
        text.replace("lesson 2.ipynb,,", "lesson 2.ipynb,LC-18,", 1), encoding="utf-8"
    )
    words = mark._from_table(filled, LIST)
    assert set(whose(collect(tmp_path / "in", MODULES, people=LIST, words=words))) == {"LC-18"}


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="this system has no terminals of its own")
@pytest.mark.parametrize(
    ("typed", "code"),
    [("1", "bittern-13"), ("lc18", "LC-18"), ("", ""), ("99", ""), ("LC-81\nnew:LC-40", "LC-40")],
)
def test_at_the_keyboard_a_number_or_a_code_settles_it(
    typed: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "lesson.ipynb", GOOD, "bitern-13")
    ours, theirs = os.openpty()
    os.write(ours, f"{typed}\n".encode())
    with (
        os.fdopen(theirs, "r", encoding="utf-8", closefd=False) as keys,
        os.fdopen(theirs, "w", encoding="utf-8", closefd=False) as screen,
    ):
        monkeypatch.setattr("sys.stdin", keys)
        monkeypatch.setattr("sys.stderr", screen)
        found = collect(tmp_path, MODULES, people=LIST, ask=mark._at_the_keyboard)
    shown = ""
    while "unmarked: " not in shown:
        shown += os.read(ours, 20_000).decode()
    os.close(ours)
    os.close(theirs)
    assert "Anna Example (bittern-13, Spring)" in shown
    assert set(whose(found)) == ({code} if code else set())


def test_yes_takes_evidence_and_never_a_guess() -> None:
    make: Callable[..., Question] = Question
    assert mark._the_first(make("whose", "?", ("a",), ("a",), sure=True)) == 0
    assert mark._the_first(make("whose", "?", ("a",), ("a",))) is None


def test_the_command_shows_what_was_said_and_takes_it_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import argparse

    said = Said(tmp_path)
    said.say("a.ipynb", "x", "LC-17", (), "said at a test")
    said.save()
    parser = argparse.ArgumentParser()
    whose_command.add_arguments(parser)
    assert whose_command.run(parser.parse_args(["--out", str(tmp_path)])) == 0
    shown = capsys.readouterr().out
    assert "1: a.ipynb is of LC-17." in shown
    assert "said at a test" in shown
    assert whose_command.run(parser.parse_args(["--out", str(tmp_path), "--undo", "1"])) == 0
    assert Said.load(tmp_path).words == []
    with pytest.raises(Trouble, match="Nothing was said"):
        whose_command.run(parser.parse_args(["--out", str(tmp_path), "--undo", "1"]))


@pytest.mark.parametrize(
    ("place", "whose"),
    [
        ("April May/lesson.ipynb", ["k-1"]),  # a name of words that others use for months
        ("Sun Li - lesson.ipynb", ["k-2"]),
        ("Sam Smith/lesson.ipynb", []),  # Sam is somebody, and Sam Smith may be another
        ("Sam Smith lesson.ipynb", []),
        ("Sam/lesson.ipynb", ["k-3"]),
        ("lesson 7.ipynb", []),  # a phone counts copies, and 7 is a code
        ("Week 7/lesson.ipynb", []),
        ("Noreply/a.eml", []),
    ],
)
def test_a_part_of_a_name_or_a_number_is_nobody_and_a_whole_name_is(
    place: str, whose: list[str], tmp_path: Path
) -> None:
    people = People(
        (
            Known("k-1", "April May"),
            Known("k-2", "Sun Li"),
            Known("k-3", "Sam"),
            Known("7", "Cy Three"),
        )
    )
    path = tmp_path / place
    path.parent.mkdir(parents=True, exist_ok=True)
    work = json.dumps(small.work(small.ALL_RIGHT)).encode()
    path.write_bytes(mail("Moodle <noreply@moodle.example>", work) if "eml" in place else work)
    found = collect(tmp_path, MODULES, people=people)
    assert [one.learner for one in found.submissions] == whose
    if not whose:
        assert len(found.asked) == 1


def test_what_was_said_of_a_programs_mail_is_not_said_of_its_next(tmp_path: Path) -> None:
    people, said = People((Known("k-1", "Ann One"), Known("k-2", "Bo Two"))), Said()
    for n, code in enumerate(("k-1", "k-2")):
        work = json.dumps(small.work({**small.ALL_RIGHT, "guess": ["yes", "no"][n]}))
        path = tmp_path / f"in{n}" / "a.eml"
        path.parent.mkdir()
        path.write_bytes(mail("Moodle <noreply@moodle.example>", work.encode()))
        found = collect(path.parent, MODULES, people=people, said=said)
        assert found.submissions == []
        (asked,) = found.asked
        said.say(asked.place, asked.print, code, asked.clues, "test")
