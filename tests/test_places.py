"""What the place of a file says of whose it is: the names that platforms, phones and people make."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champions.marking.intake.places import (
    FILE,
    FOLDER,
    NAME,
    NUMBER,
    USER,
    Reader,
    receipt,
    without_copy,
)

READER = Reader({"06-run-charts": ["lesson.ipynb"], "13-keep-it-going": ["lesson.ipynb"]})


def clues(path: str) -> list[tuple[str, str]]:
    *folders, name = path.split("/")
    return [
        (one.kind, one.said)
        for one in READER.read(folders, name, "06-run-charts").clues
        if not one.weak
    ]


def number(path: str) -> str:
    *folders, name = path.split("/")
    return next(one.number for one in READER.read(folders, name, "06-run-charts").clues)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "my-work",
            "My Work",
            "Downloads",
            "untitled folder",
            "untitled folder 2",
            "iCloud Files",
        ),
        *("OneDrive_1_31-01-2026", "OneDrive_2026-01-31", "drive-download-20260131T101500Z-001"),
        *("work", "Participant", "Version 2", "lesson 2", "IMG_2031", "DOC-20260131-WA0004"),
        *(
            "Lesson 6",
            "Week 3",
            "submissions",
            "Submitted files",
            "Neuer Ordner",
            "carpeta sin título",
        ),
        *(
            "Nouveau dossier (2)",
            "WhatsApp Documents",
            "lesson final",
            "lesson - Kopie",
            "Copy of lesson",
        ),
        *(
            "06-run-charts",
            "06 run charts",
            "Run charts",
            "Group A",
            "6",
            "2026-01-31",
            "Archive (3)",
        ),
        *(
            "lesson.ipynb",
            "final_final_v2",
            "New Folder",
            "attachments",
            "inbound",
            "home",
            "PXL_20260131",
        ),
    ],
)
def test_a_name_of_habit_is_never_a_person(name: str) -> None:
    assert not [one for one in clues(f"{name}/lesson.ipynb") if one[0] == FOLDER]
    assert not [one for one in clues(f"{name}.ipynb") if one[0] == FILE], clues(f"{name}.ipynb")


@pytest.mark.parametrize(
    "name",
    [
        *("anna", "Anna Example", "LC-17", "bittern-13", "Zoë Öztürk", "half-done", "b-colab-keep"),
        *("Learner 12", "student-07", "Mark Week-Jones", "anna+ben", "李 雷", "Keep"),
    ],
)
def test_a_folder_that_a_trainer_named_for_somebody_says_who(name: str) -> None:
    assert (FOLDER, name) in clues(f"{name}/06-run-charts/lesson.ipynb")
    assert (FOLDER, name) in clues(f"{name}/my-work/06-run-charts/lesson (1).ipynb")


@pytest.mark.parametrize(
    ("path", "kind", "said"),
    [
        ("Anna Example_71_assignsubmission_file_/lesson.ipynb", NAME, "Anna Example"),
        ("Anna Example_71_assignsubmission_file/lesson.ipynb", NAME, "Anna Example"),
        ("Anna Example_71_assignsubmission_file_lesson.ipynb", NAME, "Anna Example"),
        ("Blue-Anna Example_71_assignsubmission_file_/lesson.ipynb", NAME, "Blue-Anna Example"),
        ("Participant_4711_assignsubmission_file_/lesson.ipynb", NAME, "Participant"),
        ("exampleanna_55_9001_lesson-1.ipynb", NAME, "exampleanna"),
        ("exampleanna_LATE_55_9001_lesson-1.ipynb", NAME, "exampleanna"),
        ("exampleanna_55_9001_my-work/06-run-charts/lesson.ipynb", NAME, "exampleanna"),
        ("anon_Ab3dE_9001_lesson.ipynb", NUMBER, "anon_Ab3dE"),
        ("LATE_anon_Ab3dE_9055_lesson-1.ipynb", NUMBER, "anon_Ab3dE"),
        ("Week 3_anna01_attempt_2026-01-31-10-15-00_lesson.ipynb", USER, "anna01"),
        ("101-202 - Anna Example - Jan 31, 2026 1015 AM/lesson.ipynb", NAME, "Anna Example"),
        (
            "101-202 - Mary-Ann Example - 31 January, 2026 1015 AM/lesson.ipynb",
            NAME,
            "Mary-Ann Example",
        ),
        (
            "101-202 - N0123456 - Anna Example - Jan 31, 2026 1015 AM/lesson.ipynb",
            NAME,
            "Anna Example",
        ),
        ("Submitted files/Anna Example/Lesson 6/Version 2/lesson.ipynb", NAME, "Anna Example"),
        ("Anna Example/Run charts at home/Version 1/lesson.ipynb", NAME, "Anna Example"),
        ("Working files/Anna Example/Lesson 6/lesson.ipynb", NAME, "Anna Example"),
        ("anna+06-run-charts+2026-01-31 10:15:00.0 UTC/lesson.ipynb", USER, "anna"),
    ],
)
def test_a_platforms_name_says_who(path: str, kind: str, said: str) -> None:
    assert clues(path)[0] == (kind, said)
    assert number(path)


def test_the_number_of_a_file_is_no_part_of_who_it_is() -> None:
    assert number("anon_Ab3dE_9001_a.ipynb") == number("LATE_anon_Ab3dE_9055_a-1.ipynb")
    assert number("anna_55_9001_a.ipynb") == number("anna_LATE_55_9002_a-1.ipynb") == "canvas:55"
    assert number("anna_55_9001_a.ipynb") != number("anna_56_9002_a.ipynb")


def test_moodles_numbers_count_within_one_lesson() -> None:
    folder = ["Anna_71_assignsubmission_file_"]
    one, other = (READER.read(folder, "lesson.ipynb", lesson) for lesson in ("a", "b"))
    assert one.clues[0].number != other.clues[0].number


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("anna_55_9001_lesson.ipynb", "anna_55_9055_lesson-1.ipynb"),
        ("A/B/Version 2/lesson.ipynb", "A/B/Version 10/lesson.ipynb"),
        ("Working files/A/B/lesson.ipynb", "Submitted files/A/B/Version 1/lesson.ipynb"),
        ("W_anna_attempt_2026-01-31-10-15-00.ipynb", "W_anna_attempt_2026-02-01-09-00-00.ipynb"),
        ("1-2 - A B - Jan 31, 2026 1015 PM/l.ipynb", "1-2 - A B - Feb 1, 2026 901 AM/l.ipynb"),
    ],
)
def test_a_platform_says_which_file_is_the_later(earlier: str, later: str) -> None:
    orders = [
        READER.read(path.split("/")[:-1], path.split("/")[-1], "").order
        for path in (earlier, later)
    ]
    assert orders[0] < orders[1]


@pytest.mark.parametrize(
    "name",
    [
        *(
            "lesson (1)",
            "lesson - Copy",
            "lesson - Copy (2)",
            "lesson copy",
            "lesson copy 3",
            "lesson[1]",
        ),
        *(
            "Copy of lesson",
            "Kopie von lesson",
            "lesson - Kopie",
            "lesson – Kopie (2)",
            "Copia de lesson",
        ),
        *(
            "lesson - copia",
            "copia di lesson",
            "Copie de lesson",
            "lesson - Copie",
            "Kopi av lesson",
        ),
        *("lesson – kopi", "lesson – kópia", "Kópia lesson", "lesson - Copi", "Copi o lesson"),
        *(
            "Cópia de lesson",
            "lesson - Kopia",
            "lesson — копия",
            "lesson - 副本",
            "lesson のコピー (2)",
        ),
    ],
)
def test_a_copy_is_told_in_several_languages(name: str) -> None:
    assert without_copy(name) == "lesson"


@given(st.text(max_size=80), st.lists(st.text(max_size=40), max_size=4))
def test_no_name_stops_the_reader(name: str, folders: list[str]) -> None:
    place = READER.read(folders, name, "06-run-charts")
    assert all(clue.said for clue in place.clues)
    assert place.folder == tuple(folders[: len(place.folder)])


@given(st.text(max_size=300))
def test_no_text_stops_the_reader_of_receipts(text: str) -> None:
    assert receipt(text) is None or all(receipt(text) or ())
