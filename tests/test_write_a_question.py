"""The guide for authors keeps its word: each example is a question, and each sign is there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import author_signs
import author_slips
import pytest

from champions.authoring.blocks import find_blocks
from champions.authoring.checks import check_lesson
from champions.authoring.compile import compile_blocks
from champions.authoring.source import read_source
from champions.place import load_glossary, load_place
from champions.questions.facets import facet

GUIDE = author_signs.PAGE.read_text(encoding="utf-8")
BLOCKS = find_blocks(GUIDE)
KINDS = (
    *("choice", "pick", "sort", "order", "number", "guess", "words", "written", "dots"),
    *("number-in-code", "turn-run"),
)


def test_the_guide_has_an_example_of_each_kind_that_an_author_uses() -> None:
    assert BLOCKS.slips == ()
    assert [b.typed.data["kind"] for b in BLOCKS.questions] == [
        *(
            "choice",
            "pick",
            "sort",
            "order",
            "number",
            "guess",
            "words",
            "words",
            "written",
            "dots",
        ),
        *("number-in-code", "turn-run"),
    ]
    assert {b.typed.data["kind"] for b in BLOCKS.questions} == set(KINDS)
    for kind in author_signs.KINDS:
        assert kind in KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_the_examples_of_a_kind_can_be_copied_into_a_lesson(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHAMPIONS_HOME", str(tmp_path))
    author_slips.make_course(tmp_path)
    lines = GUIDE.split("\n")
    chosen = [block for block in BLOCKS.questions if block.typed.data["kind"] == kind]
    assert chosen
    added = ""
    for block in chosen:
        added += "Then this.\n\n"
        if kind == "number-in-code":
            added += (
                f"```{{code-cell}} python\n:exercise: answer {block.about}\nmiddle = ...\n"
                "### BEGIN SOLUTION\nmiddle = 26\n### END SOLUTION\n```\n\nPress it.\n\n"
            )
        added += "\n".join(lines[block.line - 1 : block.last]) + "\n\n"
        if kind == "words":
            added += f'+++ {{"exercise": "words {block.about}"}}\n\nMy words.\n\n+++\n\n'
    path = tmp_path / author_slips.HERE / author_slips.LESSON
    path.write_text(author_slips.TEXT.replace("That is all.", added + "That is all."), "utf-8")
    source = read_source(path.parent, tmp_path)
    found = check_lesson(tmp_path, source, load_glossary(tmp_path), load_place(tmp_path))
    assert [str(one) for one in found] == []
    assert {block.about for block in chosen} <= {block.about for block in source.blocks.questions}


def test_the_guides_sentence_with_facts_is_held_to_its_data() -> None:
    (says,) = BLOCKS.says
    assert says.typed.data == {"last_is_longer": True}


def test_the_guides_table_of_signs_is_what_the_code_says() -> None:
    assert author_signs.page(GUIDE) == GUIDE, "Mend it with: python3 tests/author_signs.py --write"
    rows = author_signs.signs()
    assert {name for _, name, _ in rows} == set(author_signs.EXAMPLES)
    assert all(means.endswith(".") for _, _, means in rows)


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, name, _ in author_signs.signs()])
def test_an_example_of_a_sign_is_one_that_the_kind_can_use(kind: str, name: str) -> None:
    """In place of the first wrong answer's sign in the guide's own question of this kind."""
    block = next(one for one in BLOCKS.questions if one.typed.data["kind"] == kind)
    lines = GUIDE.split("\n")[block.line : block.last - 1]
    first = next(at for at, line in enumerate(lines) if line.startswith("- name:"))
    typed = author_signs.EXAMPLES[name]
    body = "\n".join([*lines[: first + 1], f"  {typed}", *lines[first + 2 :]])
    (copy,) = find_blocks(f"```{{question}} copy\n{body}\n```").questions
    made = compile_blocks([copy], {}, {})
    assert [slip.text for slip in made.slips] == []
    (question,) = made.questions
    wanted: Any = question.misses[0].answer.wanted
    assert set(wanted) == {name}
    assert facet(question, "author.expected")(question)[f"sign_{name}"](wanted[name]) == ""


def test_every_part_that_the_guide_names_is_one() -> None:
    rows = re.findall(
        r"^\| `(\w+)(?:: true)?` \|", GUIDE.split("## The kinds of question")[0], re.MULTILINE
    )
    assert {
        "kind",
        "ask",
        "options",
        "right",
        "misses",
        "look",
        "step",
        "praise",
        "points",
        "stretch",
    } == set(rows)
