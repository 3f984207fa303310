"""Sentences are written whole, so that languages can follow: the code is read for those that are not.

What is found is text that is glued in code. Whether a text reads as a sentence, only a person can say.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rooms import LIBRARY, files

#: The one room that may put an "and" between words.
HELPER = LIBRARY / "sentences" / "__init__.py"
FILES = [path for path in files() if path != HELPER]


def _text(node: ast.expr) -> str | None:
    """The words of a text in the code, with a mark for each part that is put in; None for no text."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) or "{}" for part in node.values)
    return None


def _is_markup(text: str) -> bool:
    return bool(re.search(r"[<>=]|^\s+[\w-]+$", text))


def _is_whole(text: str) -> bool:
    """Whether a text may be a whole message: it ends as a sentence does."""
    return bool(re.search(r"[.?!]\)?$", text))


def _has_words(text: str | None) -> bool:
    return bool(text and re.search(r"[A-Za-z]", text.replace("{}", "")))


def _asks_for_one(test: ast.expr) -> bool:
    """Whether a condition asks if there is one thing: ``n == 1``, ``n != 1``, ``n > 1``."""
    return any(
        isinstance(node, ast.Compare)
        and len(node.ops) == 1
        and isinstance(node.ops[0], ast.Eq | ast.NotEq | ast.Gt)
        and isinstance(node.comparators[0], ast.Constant)
        and node.comparators[0].value == 1
        for node in ast.walk(test)
    )


def _branches(node: ast.IfExp) -> list[str | None]:
    return [_text(node.body), _text(node.orelse)]


def _chosen_by_number(node: ast.AST) -> str:
    if isinstance(node, ast.IfExp) and _asks_for_one(node.test):
        both = _branches(node)
        # Two that differ in one word, such as a style or a key, are no forms of a number.
        words = [one for one in both if one and _has_words(one) and not _is_markup(one)]
        if any(" " in one or "{}" in one for one in words):
            return "chooses a form for one or many: use counted"
    return ""


def _glued_s(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        for part, after in zip(node.values, node.values[1:], strict=False):
            if isinstance(part, ast.FormattedValue) and re.match(r"e?s\b", _text(after) or ""):
                return 'glues an "s" onto a word: use counted'
    return ""


def _part_of_a_sentence(node: ast.AST) -> str:
    """A sentence with a place into which one of two pieces of text is put."""
    if isinstance(node, ast.JoinedStr) and not _is_markup(_text(node) or ""):
        for part in node.values:
            inside = part.value if isinstance(part, ast.FormattedValue) else None
            if isinstance(inside, ast.IfExp) and any(map(_has_words, _branches(inside))):
                return "puts one of two pieces into a sentence: write both sentences"
    return ""


def _joined_by_words(node: ast.AST) -> str:
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "join"
        and _has_words(between := _text(node.func.value))
        and not _is_markup(between or "")
    ):
        return "joins words by a word: use listed"
    if isinstance(node, ast.JoinedStr):
        for part, after in zip(node.values, node.values[1:], strict=False):
            if ".join(" in ast.unparse(part) and re.match(r" (and|or|but)\b", _text(after) or ""):
                return "writes the last word of a list itself: use listed"
    return ""


def _added(node: ast.AST) -> str:
    """Text added to text in the middle of a sentence."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        before, after = _text(node.left) or "", _text(node.right) or ""
    elif isinstance(node, ast.AugAssign):
        before, after = "", _text(node.value) or ""
    else:
        return ""
    if _is_markup(before + after):
        return ""
    if re.match(r",? [a-z]", after) or re.search(r"[a-z],? $", before):
        return "adds a piece to a sentence: write it whole"
    return ""


def _kept_piece(function: ast.AST) -> Iterator[tuple[int, str]]:
    """A name for one of two pieces of text, which then stands in a sentence."""
    if not isinstance(function, ast.FunctionDef):
        return
    pieces = {
        node.targets[0].id
        for node in ast.walk(function)
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.IfExp)
        and all(one is not None for one in _branches(node.value))
        and any(_has_words(one) and not _is_whole(one or "") for one in _branches(node.value))
    }
    for node in ast.walk(function):
        if isinstance(node, ast.JoinedStr) and not _is_markup(text := _text(node) or ""):
            for part in node.values:
                if (
                    isinstance(part, ast.FormattedValue)
                    and isinstance(part.value, ast.Name)
                    and part.value.id in pieces
                    and re.search(r"[a-z]{2,}", text)
                ):
                    yield node.lineno, f"puts the piece {part.value.id} into a sentence"


def glued(source: str) -> list[tuple[int, str]]:
    """What is glued in this code: the line, and what it does."""
    asks = (_chosen_by_number, _glued_s, _part_of_a_sentence, _joined_by_words, _added)
    found = []
    for node in ast.walk(ast.parse(source)):
        found += [(node.lineno, said) for ask in asks if (said := ask(node))]  # type: ignore[attr-defined]
        found += _kept_piece(node)
    return sorted(found)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(LIBRARY).as_posix())
def test_no_sentence_is_glued_from_pieces(path: Path) -> None:
    assert glued(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('said = "1 dot" if n == 1 else f"{n} dots"', "for one or many"),
        ('said = f"{n} dots" if n > 1 else "1 dot"', "for one or many"),
        ('said = f"{n} {what}s left"', 'an "s"'),
        ("said = f\"{n} {'dot' if n == 1 else 'dots'} left\"", "one of two pieces"),
        ("said = f\"{points}{' so far' if waits else ''}\"", "one of two pieces"),
        ('said = " and ".join(names)', "by a word"),
        ("said = f\"{', '.join(names[:-1])} and {names[-1]}\"", "use listed"),
        ('said = shown + " and others"', "adds a piece"),
        ('said += " and others"', "adds a piece"),
        (
            'def f(up):\n    way = "or more" if up else "or less"\n    return f"Target: {n} {way} a day."',
            "the piece way",
        ),
    ],
)
def test_each_way_to_glue_a_sentence_is_found(line: str, why: str) -> None:
    found = glued(line)
    assert found
    assert any(why in said for _, said in found)


def test_whole_messages_and_markup_are_let_be() -> None:
    fine = (
        'said = counted(n, "1 dot placed.", "{n} dots placed.")\n'
        'said = "All are done." if not left else f"{left} are open."\n'
        "html = f\"<li{' class=x' if n == 1 else ''}>{word}</li>\"\n"
        'said += " That was the last day."\n'
        'place = "/".join(parts)\n'
        'display = "none" if n > 1 else ""\n'
    )
    assert glued(fine) == []


def test_every_sentence_for_a_number_is_written_where_it_is_chosen_or_named_in_a_table() -> None:
    """A form that is made of parts before it is chosen would be glued after all."""
    seen = 0
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "counted":
                seen += 1
                forms = node.args[1:]
                whole = all(isinstance(form, ast.Constant | ast.Starred) for form in forms)
                assert whole, f"{path}:{node.lineno}"
    assert seen > 20
