"""A kind of question is one folder, and nothing outside it asks which kind a question is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import rooms

from champions.questions import (
    Choice,
    Dots,
    Guess,
    Level,
    Marked,
    Miss,
    Number,
    Order,
    Pick,
    Question,
    Sort,
    Unreadable,
    Words,
    facets,
)
from champions.questions.facets import facet
from champions.questions.scheme import Scheme, SchemeError, load_scheme

#: The kinds of the core. Each shows itself in every place.
CORE = sorted(
    path.name
    for path in (rooms.LIBRARY / "questions").iterdir()
    if (path / "question.py").is_file() and path.name != "base"
)


@cache
def kinds() -> dict[str, str]:
    """Each kind of question in the library, with the folder that it stands in."""
    for path in rooms.files():
        if path.name == "question.py":
            import_module(rooms.module(path))
    found: dict[str, str] = {}
    todo: list[type[Question]] = [Question]
    while todo:
        kind = todo.pop()
        todo += kind.__subclasses__()
        folder, _, file = kind.__module__.rpartition(".")
        if folder.startswith("champions.") and file == "question":
            found[kind.__name__] = folder
    return found


def asks_for_kinds(source: str) -> Iterator[tuple[int, str]]:
    """Where a piece of code asks of which kind something is: the line, and a name that it asks for.

    >>> sorted(asks_for_kinds("isinstance(one, Choice | kinds.Pick)"))
    [(1, 'Choice'), (1, 'Pick'), (1, 'kinds')]
    >>> ("Number" in dict(map(reversed, asks_for_kinds("type(one).__name__ == 'Number'"))))
    True
    """
    for node in ast.walk(ast.parse(source)):
        for part in _kinds_named(node):
            for inner in ast.walk(part):
                name = getattr(inner, "id", getattr(inner, "attr", getattr(inner, "value", "")))
                if isinstance(name, str) and name.isidentifier():
                    yield getattr(inner, "lineno", 0), name


def _kinds_named(node: ast.AST) -> list[ast.expr]:
    """The parts of a question about a kind that name the kinds."""
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"isinstance", "issubclass"}:
        return node.args[1:]
    if isinstance(node, ast.Compare) and re.search(r"\btype\(|__class__", ast.unparse(node)):
        return [node.left, *node.comparators]
    return [node.cls] if isinstance(node, ast.MatchClass) else []


def test_the_kinds_are_found_and_so_is_a_ladder() -> None:
    assert {"Choice", "Share", "Marked", "OwnNumbers", "HandLimits", "Story"} <= set(kinds())
    ladder = "match q:\n    case Words():\n        pass\nq.__class__ is Guess\n"
    assert {name for _, name in asks_for_kinds(ladder)} & set(kinds()) == {"Words", "Guess"}


@pytest.mark.parametrize("path", list(rooms.files()), ids=rooms.module)
def test_nobody_outside_its_folder_asks_of_which_kind_a_question_is(path: Path) -> None:
    """No exceptions. What others need to know, a question says itself, or a file of its folder does.

    ``Scheme.of_kind`` is for a page that shows the answers to one kind alone: it takes the kind as given.
    ``Scheme.marked`` gives the questions that are marked at once with the type that says so.
    """
    own = rooms.module(path).rpartition(".")[0]
    allowed = {"Marked"} if rooms.module(path) == "champions.questions.scheme" else set()
    allowed |= {"Question"}  # any kind at all
    asked = [
        f"line {line}: {name}"
        for line, name in asks_for_kinds(path.read_text(encoding="utf-8"))
        if kinds().get(name, own) != own and name not in allowed
    ]
    assert asked == []


@pytest.mark.parametrize("kind", CORE)
@pytest.mark.parametrize("file", ["form", "paper", "author"])
def test_a_kind_of_the_core_shows_itself_everywhere(kind: str, file: str) -> None:
    assert import_module(f"champions.questions.{kind}.{file}").__doc__


def test_there_are_nine_kinds_in_the_core() -> None:
    assert CORE == [
        "choice",
        "dots",
        "guess",
        "number",
        "order",
        "pick",
        "sort",
        "words",
        "written",
    ]


SAID: dict[str, Any] = {"id": "q", "ask": "?", "look": "l", "step": "s", "praise": "p"}
AB = {"a": "A", "b": "B"}
DRAWN: dict[str, Any] = {"labels": ("one", "two"), "top": 10.0, "unit": "days", "right": 3}
#: A question as it should be, and the same with a mistake, with what the author is told.
MISTAKES: dict[str, tuple[Question, Question, str]] = {
    "choice": (
        Choice(options=AB, right="a", **SAID),
        Choice(options=AB, right="c", **SAID),
        'the right answer "c" is none of: a, b.',
    ),
    "pick": (
        Pick(options=AB, right={"a"}, misses=(Miss(frozenset("b"), "b", "No."),), **SAID),
        Pick(options=AB, right={"a"}, misses=(Miss(frozenset("bx"), "b", "No."),), **SAID),
        'the wrong answer "x" is none of: a, b.',
    ),
    "guess": (
        Guess(id="q", ask="?", options=AB),
        Guess(id="q", ask="?", options={"a": "A"}),
        "there are fewer than two options to choose from.",
    ),
    "number": (
        Number(right=3, **SAID),
        Number(right=3, within=-1, **SAID),
        '"within" is how far off still counts as right. It cannot be under 0.',
    ),
    "no number": (
        Number(right=3, **SAID),
        Number(right=float("nan"), **SAID),
        "the right answer is no number that can be typed.",
    ),
    "sort": (
        Sort(items=AB, groups={"g": "G"}, right={"a": "g", "b": "g"}, **SAID),
        Sort(items=AB, groups={"g": "G"}, right={"a": "g", "b": "h"}, **SAID),
        'the group "h" is none of: g.',
    ),
    "order": (
        Order(items=AB, right=["b", "a"], **SAID),
        Order(items=AB, right=["b", "a"], also=(("a",),), **SAID),
        "the order a does not hold each thing once.",
    ),
    "dots": (
        Dots(values=(3, 10), **DRAWN, **SAID),
        Dots(values=(3, 11), **DRAWN, **SAID),
        "the dot at 11 is off the paper, which goes from 0 to 10.",
    ),
    "labels": (
        Dots(values=(3, 10), **DRAWN, **SAID),
        Dots(values=(3,), **DRAWN, **SAID),
        "there are 2 labels for 1 dots.",
    ),
    "words": (
        Words(id="q", ask="?", rubric=(Level(0, "None."), Level(1, "Some."))),
        Words(id="q", ask="?", rubric=(Level(1, "None."), Level(1, "Some."))),
        "two levels give the same points.",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_an_author_is_told_what_is_wrong_in_a_kind(name: str) -> None:
    sound, wrong, said = MISTAKES[name]
    assert list(facet(sound, "author.mistakes")(sound)) == []
    assert list(facet(wrong, "author.mistakes")(wrong)) == [said]


def test_each_text_of_a_question_has_a_name_of_its_own() -> None:
    sort = MISTAKES["sort"][0]
    texts = dict(facet(sort, "author.texts")(sort))
    assert texts["items.a"] == "A"
    assert texts["groups.g"] == "G"
    for path in sorted((rooms.LIBRARY.parents[1] / "solutions").glob("*/questions.json")):
        for question in load_scheme(path.parent).questions:
            named = list(facet(question, "author.texts")(question))
            keys = [key for key, _ in named]
            assert "ask" in keys
            assert {key for key in keys if keys.count(key) > 1} <= {
                f"misses.{miss.name}" for miss in question.misses
            }, (path, question.id)


def test_a_page_for_one_kind_says_so_when_it_is_given_another() -> None:
    scheme = Scheme("m", (MISTAKES["choice"][0],))
    assert scheme.of_kind("q", Choice) is scheme["q"]
    with pytest.raises(SchemeError, match=r"Choice\. Here it should be of the kind Order"):
        scheme.of_kind("q", Order)


def test_forms_are_read_in_advance_where_a_lesson_must_open_quickly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[str] = []
    monkeypatch.setattr(facets, "_module", lambda folder, file: read.append(f"{folder}.{file}"))
    facets.load("form")
    assert {f"champions.questions.{kind}.form" for kind in CORE} <= set(read)


def test_a_question_without_what_it_must_say_is_refused() -> None:
    with pytest.raises(TypeError, match="look"):
        Marked(id="q", ask="?", right=1, step="s", praise="p")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="right"):
        Marked(id="q", ask="?", look="l", step="s", praise="p")  # type: ignore[call-arg]


def test_what_a_question_says_of_itself_fits_its_fields() -> None:
    said: dict[str, Any] = {"look": "l", "step": "s", "praise": "p"}
    core = Marked(id="q", ask="?", right=1, misses=(Miss(2, "two", "No."),), **said)
    assert (core.scored_as, core.most, core.misses[0].name) == ("core", 1.0, "two")
    stretch = Marked(id="q", ask="?", right=1, stretch=True, **said)
    assert (stretch.scored_as, stretch.label) == ("stretch", "Stretch step")
    note = Words(id="q", ask="?", reply=False)
    assert (note.scored_as, note.read_by_person, note.most) == ("not scored", False, 0)
    assert issubclass(Unreadable, ValueError)


def test_every_place_has_something_for_a_kind_that_brings_nothing() -> None:
    bare = Question(id="q", ask="Why?")
    assert "needs a screen" in facet(bare, "paper.to_fill_in")(bare)
    assert list(facet(bare, "author.texts")(bare)) == [("ask", "Why?")]
    assert facet(bare, "page.html")(bare, None) == "<p>(empty)</p>"
    assert facet(bare, "page.html")(bare, "<b>") == "<p>&lt;b&gt;</p>"
    assert facet(bare, "page.drawing")(bare, 1) == ""
    assert facet(bare, "sample.kept")(bare, None, ()) is None
