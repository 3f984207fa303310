"""Whatever an author types, each slip is told with its file and line, all at once, and nothing fails."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import author_slips
import pytest
from author_slips import FACTS, HERE, LESSON, SLIPS, TEXT, Slip
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as some

from champions import cli
from champions.authoring.asked import read_asked
from champions.authoring.blocks import find_blocks
from champions.authoring.checks import check_lesson, check_scheme
from champions.authoring.source import FRONT_MATTER, LISTS, Mistake, SourceError, read_source
from champions.place import load_glossary, load_place

COURSE = Path(__file__).resolve().parents[1]


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course folder with one lesson that has no slip."""
    monkeypatch.setenv("CHAMPIONS_HOME", str(tmp_path))
    return author_slips.make_course(tmp_path)


def told(root: Path) -> list[Mistake]:
    """All that is told of the lesson."""
    try:
        source = read_source(root / HERE, root)
    except SourceError as error:
        return [error.mistake, *check_scheme(root, author_slips.MODULE)]
    return check_lesson(root, source, load_glossary(root), load_place(root))


def test_the_lesson_in_which_slips_are_made_has_none(course: Path) -> None:
    assert told(course) == []
    asked = read_asked(course, read_source(course / HERE, course), load_place(course))
    assert asked.scheme is not None
    assert len(asked.scheme.questions) == TEXT.count("```{question}")


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.what)
def test_a_slip_is_told_with_its_file_and_line(course: Path, slip: Slip) -> None:
    path, line = author_slips.make(slip, course)
    found = told(course)
    assert Mistake(path, line, slip.said) in found
    if not slip.more:
        assert [str(one) for one in found] == [f"{path}:{line}: {slip.said}"]


@pytest.mark.parametrize("key", [*FRONT_MATTER, "language", "draft"])
@pytest.mark.parametrize(
    "value", ["5", "2.5", "true", "2026-11-29", "{a: 1}", "[[a], {b: 1}, 3, ~]", "~", "", "'  '"]
)
def test_whatever_stands_after_a_word_of_the_head_is_told_and_never_fails(
    course: Path, key: str, value: str
) -> None:
    path = course / HERE / LESSON
    head, rest = TEXT.removeprefix("---\n").split("\n---\n", 1)
    kept = re.sub(rf"^{key}:.*\n(?:[ -].*\n)*", "", head + "\n", flags=re.MULTILINE)
    path.write_text(f"---\n{kept}{key}: {value}\n---\n{rest}", encoding="utf-8")
    found = told(course)
    lines_are_in_their_files(course, found)
    if key in FRONT_MATTER and value in {"~", ""}:
        assert f"The head of the lesson has no {key}." in {one.text for one in found}


@pytest.mark.parametrize("key", LISTS)
@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("- One week says little: look at the row.", "One week says little: look at the row."),
        ("- Look: at the row,\n  and then: say it.   # a note", "Look: at the row, and then: say it."),
        ('- She said: "Look."', 'She said: "Look."'),
        ("- Before you begin:", "Before you begin:"),
        ("- Yes", "Yes"),
        ("- 10:30", "10:30"),
        ("- 'The row: look at it.'", "The row: look at it."),
    ],
)  # fmt: skip
def test_a_colon_in_a_list_of_the_head_is_read_as_the_words_that_were_typed(
    course: Path, key: str, typed: str, read: str
) -> None:
    path = course / HERE / LESSON
    path.write_text(re.sub(rf"^{key}: .*$", f"{key}:\n{typed}", TEXT, flags=re.MULTILINE), "utf-8")
    source = read_source(course / HERE, course)
    assert source.front[key] == source.listed(key) == [read]
    assert told(course) == []


def test_there_is_a_row_for_each_kind_of_slip_once() -> None:
    assert len({slip.what for slip in SLIPS}) == len(SLIPS) >= 40
    assert all(slip.old != slip.new for slip in SLIPS)


def test_the_guides_table_is_what_these_tests_make() -> None:
    text = author_slips.PAGE.read_text(encoding="utf-8")
    assert text == author_slips.page(text), "Mend it with: python3 tests/author_slips.py --write"


def test_slips_in_several_questions_are_told_at_once(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    several = ("`look` is missing", "The right number is in words", "The right order lacks a thing",
               "A sentence is not true of the data", "The minutes are in words")  # fmt: skip
    chosen = [slip for slip in SLIPS if slip.what in several]
    assert len(chosen) == len(several)
    for slip in chosen:
        author_slips.make(slip, course)
    before = {path: path.read_bytes() for path in course.rglob("*") if path.is_file()}
    assert cli.main(["build"]) == 1
    said = capsys.readouterr().err
    assert [slip.said for slip in chosen if slip.said not in said] == []
    assert "Traceback" not in said
    assert {path: path.read_bytes() for path in course.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    "saved",
    [
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace("praise: It begins at 5.\n```", "praise: It begins at 5.\n```  "),
        lambda text: text.replace("```{question} line", "```{question}   line  "),
        lambda text: text.replace("  a: The first", "  1: The first")
        .replace("right: a\n", "right: 1\n")
        .replace("chosen: b", "chosen: b   # the second"),
    ],
    ids=[
        *("Windows line ends", "an invisible first sign", "spaces after a fence"),
        *("spaces before an id", "a number for a name"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", [LESSON, FACTS])
def test_what_some_editors_do_is_no_slip(
    course: Path, name: str, saved: Callable[[str], str | bytes]
) -> None:
    path = course / HERE / name
    text = saved(path.read_text(encoding="utf-8"))
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    assert told(course) == []


def test_facts_of_another_encoding_are_told(course: Path) -> None:
    path = course / HERE / FACTS
    path.write_bytes(path.read_bytes() + 'name = "café"\n'.encode("cp1252"))
    (mistake,) = told(course)
    assert mistake.path == f"{HERE}/{FACTS}"
    assert "no Python that can run" in mistake.text


# --- Whatever is typed ----------------------------------------------------------------------------------


@cache
def bodies() -> list[str]:
    """What stands between the fences of the course's own questions."""
    texts = [
        TEXT,
        *(path.read_text("utf-8") for path in sorted(COURSE.glob("solutions/*/lesson.md"))),
    ]
    found: list[str] = []
    for text in texts:
        lines = text.split("\n")
        for block in find_blocks(text).found:
            end = next(at for at in range(block.line, len(lines)) if lines[at].startswith("```"))
            found.append("\n".join(lines[block.line : end]))
    return found


_SIGNS = ":-[]{}\"'`#&*!|>%@,?=~ \t\n\r\x00\x07\u00a0\u2028“”…0123456789aeé\U0001f600"
_PIECES = ["=facts", "=last", "=days", "{{ facts.days }}", "{{ place.", "5 within", "true", "null",
           "- - -", "<<: {}", "[" * 40, "9" * 400, "1e999", ".nan", "{? : }", "any:", "not:"]  # fmt: skip


@cache
def lines_of_bodies() -> list[str]:
    return [line for body in bodies() for line in body.split("\n")]


def mutated(body: str, seed: int) -> str:
    """A real question with a few things changed in it, as a tired hand might."""
    lot = random.Random(seed)
    text = body
    for _ in range(lot.randint(1, 4)):
        at = lot.randrange(len(text) + 1)
        lines = text.split("\n")
        row = lot.randrange(len(lines))
        way = lot.randrange(7)
        if way == 0:
            text = text[:at] + lot.choice(_SIGNS) + text[at:]
        elif way == 1:
            text = text[:at] + text[at + lot.randint(1, 9) :]
        elif way == 2:
            text = "\n".join(lines[:row] + lines[row + 1 :])
        elif way == 3:
            text = "\n".join([*lines[:row], lot.choice(lines_of_bodies()), *lines[row:]])
        elif way == 4:
            text = "\n".join(
                [*lines[:row], " " * lot.randint(1, 3) + lines[row], *lines[row + 1 :]]
            )
        elif way == 5:
            name = lines[row].partition(":")[0]
            text = "\n".join([*lines[:row], f"{name}: {lot.choice(_PIECES)}", *lines[row + 1 :]])
        else:
            text = text[:at] + lot.choice(_PIECES) + text[at:]
    return text


def lines_are_in_their_files(root: Path, found: list[Mistake]) -> None:
    for one in found:
        lines = (root / one.path).read_text(encoding="utf-8-sig").split("\n")
        assert 1 <= one.line <= len(lines), one
        assert one.text.strip()
        assert "Traceback" not in one.text


def tell(root: Path, body: str, about: str) -> None:
    """Put a block in the lesson, and see that all that is told has its line."""
    text = TEXT.replace(
        "That is all.", f"Then this.\n\n```{{question}} {about}\n{body}\n```\n\nThat is all."
    )
    path = root / HERE / LESSON
    try:
        path.write_text(text, encoding="utf-8")
    except UnicodeEncodeError:  # half a sign, which no file can hold
        return
    lines_are_in_their_files(root, told(root))


#: tests/long/test_whatever_authors_type.py tries more.
EXAMPLES = 200 if "CHAMPIONS_LONG_NOTE" in os.environ else 40
_OFTEN = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@_OFTEN
@given(body=some.deferred(lambda: some.sampled_from(bodies())), seed=some.integers(0, 2**32))
def test_a_real_question_that_is_changed_is_told_and_never_fails(
    course: Path, body: str, seed: int
) -> None:
    tell(course, mutated(body, seed), "tried")


@_OFTEN
@given(
    body=some.text(_SIGNS, max_size=60) | some.text(max_size=60),
    about=some.text(_SIGNS, max_size=12),
)
@example(body="[" * 1200, about="deep")  # deeper than Python goes down
@example(body="a: " + "9" * 5000, about="long")
@example(body="? [a, b]\n: c", about="key")
@example(body="kind: words\nask: " + "{{ 1 / 0 }}", about="braces")
def test_any_text_between_the_fences_is_told_and_never_fails(
    course: Path, body: str, about: str
) -> None:
    tell(course, body, about)


@_OFTEN
@given(seed=some.integers(0, 2**32))
def test_a_lesson_that_is_changed_anywhere_is_told_and_never_fails(course: Path, seed: int) -> None:
    path = course / HERE / LESSON
    path.write_text(mutated(TEXT, seed), encoding="utf-8")
    lines_are_in_their_files(course, told(course))


def test_a_line_that_cannot_be_read_hides_no_slip_of_its_question(course: Path) -> None:
    path = course / HERE / LESSON
    text = path.read_text(encoding="utf-8")
    for old, new in (
        ("  a: The first", "  a: The first: a line"),
        ("  chosen: b", "  chosen: z"),
        ("  hint: Not that one. It is lower.", "\thint: Not that one."),
        ("look: Look at the left end.", "look: @the left end"),
        ("praise: It begins at 5.", "prase: It begins at 5."),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    lines = text.split("\n")
    wanted = [
        *("  a: The first: a line", "  chosen: z", "\thint: Not that one."),
        *("look: @the left end", "prase: It begins at 5."),
    ]
    found = {lines[one.line - 1] for one in told(course)}
    assert set(wanted) - found == set()
