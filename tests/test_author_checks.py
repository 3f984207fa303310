"""An author's mistakes are told all at once, each with its file and line."""

# ruff: noqa: E501, Q003 - a table of mistakes is read across

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from champions import cli
from champions.authoring.checks import check_lesson
from champions.authoring.source import Mistake, SourceError, read_source
from champions.place import load_glossary, load_place
from champions.trouble import Trouble

LESSON = """\
---
title: Waits
minutes: 10
outcomes: [Count the dots.]
key_points: [Dots are in order.]
before_you_start: [You need nothing.]
---

```{code-cell} python
from champions import *
start("01-waits")
```

This is about a [median](term:median). Choose one.

```{code-cell} python
:exercise: test line
check("line")
```

Now finish the line.

```{code-cell} python
:exercise: answer code
middle = ...
### BEGIN SOLUTION
middle = 26
### END SOLUTION
```

Then look here.

```{code-cell} python
:exercise: test code
check("code")
```

Say it in your own words.

```{code-cell} python
check("own")
```

+++ {"exercise": "words own"}

My own words.

+++

That is all.
"""
SCHEME = """\
from champions import load
from champions.questions import Choice, Miss, Value, Words

days = load("befriending-waits")
say = {"look": "Look here.", "step": "Do this.", "praise": "Yes."}
QUESTIONS = [
    Choice(id="line", ask="Which line?", options={"a": "A", "b": "B", "c": "C", "d": "D"}, right="a",
           misses=(Miss("b", "b-not-a", "Not B."), Miss("c", "c-not-a", "Not C."),
                   Miss("d", "d-not-a", "Not D.")), **say),
    Value(id="code", ask="Finish it.", name="middle", right=26,
          misses=(Miss(1, "one", "Not 1."), Miss(2, "two", "Not 2."), Miss(3, "three", "Not 3.")), **say),
    Words(id="own", ask="What do you say?"),
]
"""
GLOSSARY = "median: {term: Median, means: The middle value., example: '5 of 1, 5 and 9.'}\n"
PLACE = (
    "safeguarding_lead: Sam Lee\nemergency_number: '999'\nplace: Oldtown\nnever_typed: [Sam Lee]\n"
    "parts: {bank: Old Bank, mouth: Reading}\norganisations: {centre: Ash}\nplain_words: [Reading]\n"
)


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small course without mistakes."""
    folder = tmp_path / "solutions" / "01-waits"
    folder.mkdir(parents=True)
    (folder / "lesson.md").write_text(LESSON, encoding="utf-8")
    (folder / "marking.py").write_text(SCHEME, encoding="utf-8")
    (tmp_path / "glossary.yml").write_text(GLOSSARY, encoding="utf-8")
    (tmp_path / "place.yml").write_text(PLACE, encoding="utf-8")
    data = tmp_path / "datasets" / "befriending-waits"
    data.mkdir(parents=True)
    (data / "data.csv").write_text("week,days\n2025-01-06,5\n", encoding="utf-8")
    monkeypatch.setenv("CHAMPIONS_HOME", str(tmp_path))
    return tmp_path


def mistakes(course: Path) -> list[Mistake]:
    source = read_source(course / "solutions" / "01-waits", course)
    return check_lesson(course, source, load_glossary(course), load_place(course))


def change(course: Path, name: str, *pairs: tuple[str, str]) -> Callable[[str], int]:
    """Put a mistake in a file, and return what tells the line of a piece of text."""
    path = course / "solutions" / "01-waits" / name
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    return lambda piece: text[: text.index(piece)].count("\n") + 1


def test_a_sound_lesson_has_no_mistakes(course: Path) -> None:
    assert mistakes(course) == []


FIRST = ""  # the file's first line
#: A name, the file, what to change into what, the text that stands on the line, what is said.
MISTAKES = [
    ("duplicate-id", "lesson.md", [("Then look here.", 'Look.\n\n```{code-cell} python\n:exercise: test line\ncheck("line") \n```\n\nThen look here.')], 'check("line") ', 'The id "line" stands twice'),
    ("test-without-question", "lesson.md", [(":exercise: test line\ncheck(\"line\")", ":exercise: test lime\ncheck(\"lime\")")], 'check("lime")', 'There is no question "lime"'),
    ("question-without-test", "marking.py", [("    Words(id=", '    Choice(id="new", ask="Q?", options={"a": "A"}, right="a", **say),\n    Words(id=')], 'Choice(id="new"', "no cell in the lesson says"),
    ("two-misconceptions", "marking.py", [(', Miss(3, "three", "Not 3.")', "")], "Value(id=", "it needs 3 wrong answers"),
    ("shared-hint", "marking.py", [('"Not 3."', '"Not 2."')], "Value(id=", "share one hint"),
    ("prompt-in-solution", "lesson.md", [("My own words.", "What do you say?\n\nMy own words.")], "What do you say?", "replaced whole"),
    ("no-alt-text", "lesson.md", [("That is all.", "Look.\n\n![](chart.png)")], "![](chart.png)", "no alt text"),
    ("img-without-alt", "lesson.md", [("That is all.", 'Look: <img src="chart.png">')], "<img", "no alt text"),
    ("unknown-data", "marking.py", [('load("befriending-waits")', 'load("befriending-waits") if 1 else load("bus-times")')], "bus-times", 'no data set "bus-times"'),
    ("unknown-data-in-lesson", "lesson.md", [("That is all.", 'Here.\n\n```{code-cell} python\nload("bus-times")\n```')], "bus-times", 'no data set "bus-times"'),
    ("unknown-term", "lesson.md", [("That is all.", "This is a [mode](term:mode).")], "term:mode", 'The term "mode" is not in glossary.yml'),
    ("long-sentence", "lesson.md", [("That is all.", "We " + "go on and " * 9 + "stop.")], "We go on", "29 words. Split it"),
    ("idiom", "lesson.md", [("That is all.", "That is a piece of cake.")], "piece of cake", "does not say what it means"),
    ("unknown-kind", "lesson.md", [(":exercise: test line", ":exercise: quiz line")], 'check("line")', '":exercise: quiz" is not known'),
    ("test-with-more", "lesson.md", [('check("line")\n', 'check("line")\nprint("!")\n')], 'check("line")', "A test cell holds one line"),
    ("no-solution-marks", "lesson.md", [("### BEGIN SOLUTION\n", "")], "middle = ...", "Put the solution between"),
    ("solution-outside", "lesson.md", [("middle = ...\n", "middle = ...\nhint = 26\n")], "middle = ...", '"hint = 26" would stay'),
    ("code-after-code", "lesson.md", [("Now finish the line.\n", "```{code-cell} python\n1 + 1\n```\n\nNow finish the line.\n")], "1 + 1", "no words between them"),
    ("no-front-matter", "lesson.md", [("minutes: 10\n", "")], "---", "The head of the lesson has no minutes"),
    ("typed-local-name", "lesson.md", [("That is all.", "Ask Sam Lee.")], "Ask Sam Lee.", "is a local name"),
    ("typed-local-name-in-a-question", "marking.py", [("Not 2.", "Ask Sam Lee.")], "Ask Sam Lee.", "is a local name"),
    ("typed-town", "lesson.md", [("That is all.", "It is in Oldtown.")], "It is in Oldtown.", "is a local name"),
    ("typed-neighbourhood", "marking.py", [("Not 2.", "Go to Old Bank.")], "Go to Old Bank.", '"Old Bank" is a local name'),
    ("typed-organisation", "lesson.md", [("minutes: 10", "minutes: 10 # Ash")], "minutes: 10", '"Ash" is a local name'),
    ("unknown-local-name", "lesson.md", [("That is all.", "Ask {{ place.mayor }}.")], "place.mayor", 'place.yml has no "mayor"'),
    ("misspelt-place", "lesson.md", [("That is all.", "All.\n\nAsk {{ plcae.place }}.")], "plcae.place", "only {{ place.name }}"),
    ("several-local-names", "lesson.md", [("That is all.", "Ask {{ place.parts }}.")], "place.parts", 'several names under "parts"'),
    ("computed-local-name", "lesson.md", [("That is all.", "Ask {{ place.place.upper() }}.")], "place.place", "only {{ place.name }}"),
    ("part-of-python", "lesson.md", [("That is all.", "Ask {{ place.__class__ }}.")], "place.__class__", 'place.yml has no "__class__"'),
    ("braces-that-stay-open", "lesson.md", [("That is all.", "Ask {{ place.place.")], "place.place.", "cannot be read"),
    ("statement-in-braces", "lesson.md", [("That is all.", "{% for a in place %}Ask{% endfor %}")], "{% for", "only {{ place.name }}"),
    ("right-is-wrong", "marking.py", [('right="a"', 'right="e"')], "Choice(id=", "its own right answer is marked: Not read yet"),
    ("right-is-no-option", "marking.py", [('right="a"', 'right="e"')], "Choice(id=", 'the right answer "e" is none of: a, b, c, d.'),
    ("nothing-to-choose", "marking.py", [('options={"a": "A", "b": "B", "c": "C", "d": "D"}', 'options={"a": "A"}')], "Choice(id=", "fewer than two options"),
    ("cannot-be-checked", "marking.py", [("right=26", 'right=lambda: int("x")')], "Value(id=", "it cannot be checked. ValueError"),
    ("wrong-is-right", "marking.py", [('Miss("b", "b-not-a"', 'Miss("a", "b-not-a"')], "Choice(id=", "accepted as right"),
    ("hint-of-another", "marking.py", [("Miss(3,", "Miss(2,")], "Value(id=", "gets the hint for two"),
    ("syntax", "marking.py", [("QUESTIONS = [", "QUESTIONS = [[")], "QUESTIONS = [", "Not Python"),
    ("fails", "marking.py", [("say = {", "1 / 0\nsay = {")], "1 / 0", "ZeroDivisionError"),
    ("no-questions", "marking.py", [("QUESTIONS", "QUESTION")], FIRST, "holds no list called QUESTIONS"),
    ("nobody-would-see", "lesson.md", [('+++ {"exercise": "words own"}', "+++")], "Words(id=", "a trainer would not see it"),
    ("picture-by-reference", "lesson.md", [("That is all.", "Look.\n\n![][chart]\n\n[chart]: chart.png")], "![][chart]", "no alt text"),
    ("img-over-two-lines", "lesson.md", [("That is all.", 'Look: <img\nsrc="chart.png">')], "<img", "no alt text"),
    ("unknown-data-by-name", "lesson.md", [("That is all.", 'Here.\n\n```{code-cell} python\nload(\n    name="bus-times")\n```')], 'name="bus-times"', 'no data set "bus-times"'),
    ("asked-in-a-comment", "lesson.md", [('check("own")', '# check("own")')], "Words(id=", "no cell in the lesson says"),
    ("wrong-earns-all", "marking.py", [('"Not 3."', '"Not 3.", points=1')], "Value(id=", "earns as much as the right one"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("_name", "file", "pairs", "at", "said"), MISTAKES, ids=[m[0] for m in MISTAKES]
)
def test_a_mistake_is_told_with_its_file_and_line(
    course: Path, _name: str, file: str, pairs: list[tuple[str, str]], at: str, said: str
) -> None:
    line = change(course, file, *pairs)
    found = [one for one in mistakes(course) if said in one.text]
    assert found, [str(one) for one in mistakes(course)]
    where = "marking.py" if at == "Words(id=" else file
    where_line = _line_of(course, at) if where != file else line(at)
    assert (found[0].path, found[0].line) == (f"solutions/01-waits/{where}", where_line)


def test_a_local_name_may_be_part_of_a_word_or_a_plain_word(course: Path) -> None:
    change(course, "lesson.md", ("That is all.", "Reading a chart. Ashes of a tree."))
    assert mistakes(course) == []


def test_reading_limits_are_for_the_text_with_its_names(course: Path) -> None:
    place = course / "place.yml"
    long = "the old town by the river " * 5
    place.write_text(place.read_text("utf-8").replace("Oldtown", long), encoding="utf-8")
    change(course, "lesson.md", ("That is all.", "We meet in {{ place.place }}."))
    assert [one for one in mistakes(course) if "words. Split it" in one.text]


def _line_of(course: Path, piece: str) -> int:
    text = (course / "solutions" / "01-waits" / "marking.py").read_text(encoding="utf-8")
    return text[: text.index(piece)].count("\n") + 1


def test_a_text_of_another_encoding_is_told_with_its_line(course: Path) -> None:
    path = course / "solutions" / "01-waits" / "lesson.md"
    path.write_bytes(
        path.read_text(encoding="utf-8").replace("That is all.", "café").encode("cp1252")
    )
    with pytest.raises(SourceError, match=r"lesson\.md:\d+: This is not UTF-8 text"):
        read_source(course / "solutions" / "01-waits", course)


def test_a_text_that_cannot_be_read_hides_no_mistake_of_its_scheme(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(course, "lesson.md", ("minutes: 10", "minutes: [10"))
    change(course, "marking.py", (', Miss(3, "three", "Not 3.")', ""))
    assert cli.main(["build"]) == 1
    assert "it needs 3 wrong answers" in capsys.readouterr().err


def test_a_word_without_its_example_is_told(course: Path) -> None:
    (course / "glossary.yml").write_text("mode: {term: Mode, means: The most often.}\n", "utf-8")
    with pytest.raises(Trouble, match=r'"mode" in glossary\.yml has no example'):
        load_glossary(course)


def test_text_that_is_too_hard_is_told_with_its_heaviest_sentence(course: Path) -> None:
    hard = "Organisational transformation necessitates multidisciplinary collaboration. "
    line = change(course, "lesson.md", ("That is all.", hard * 12))
    found = [one for one in mistakes(course) if "too hard to read" in one.text]
    assert found
    assert found[0].line == line("Organisational")
    assert "the limit is 6" in " ".join(one.text for one in found)


def test_hints_are_held_to_the_reading_limits_too(course: Path) -> None:
    long = "This " + "and that " * 13 + "is so."
    change(course, "marking.py", ('"Not B."', f'"{long}"'))
    assert any(
        "words. Split it" in one.text and one.path.endswith("marking.py")
        for one in mistakes(course)
    )


def test_all_mistakes_are_told_at_once_and_nothing_is_changed(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(course, "lesson.md", ("That is all.", "![](x.png) and a [mode](term:mode)."))
    change(course, "marking.py", ('Miss(3, "three", "Not 3.")', 'Miss(3, "two", "Not 3.")'))
    before = {path: path.read_bytes() for path in course.rglob("*") if path.is_file()}
    assert cli.main(["build"]) == 1
    said = capsys.readouterr().err
    assert "no alt text" in said
    assert '"mode" is not in glossary.yml' in said
    assert "code: it needs 3 wrong answers" in said
    assert "things to mend. No lesson was changed." in said
    assert "Traceback" not in said
    assert {path: path.read_bytes() for path in course.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("key", ["safeguarding_lead", "emergency_number"])
def test_no_lesson_is_built_without_a_person_to_tell(
    course: Path, key: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (course / "place.yml").read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if not line.startswith(key)]
    (course / "place.yml").write_text("\n".join(kept), encoding="utf-8")
    with pytest.raises(Trouble, match=key):
        load_place(course)
    assert cli.main(["build"]) == 1
    assert key in capsys.readouterr().err


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---\ntitle: [\n---\n",
        "```{code-cell} python\n:a: b: c\n1\n",
        "\ufeff# x\n",
        "---\r\ntitle: x\r\n",
    ],
)
def test_an_odd_text_is_told_and_never_a_traceback(
    course: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (course / "solutions" / "01-waits" / "lesson.md").write_bytes(text.encode())
    assert cli.main(["build"]) == 1
    said = capsys.readouterr().err
    assert "solutions/01-waits/" in said
    assert "Traceback" not in said


def test_a_lesson_that_is_not_there_is_answered_with_those_that_are(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["build", "99-nowhere"]) == 1
    assert "01-waits" in capsys.readouterr().err


def test_a_missing_text_has_its_sentence(course: Path) -> None:
    (course / "solutions" / "01-waits" / "lesson.md").unlink()
    with pytest.raises(SourceError, match="no lesson text"):
        read_source(course / "solutions" / "01-waits", course)
