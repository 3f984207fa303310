"""What a learner sees from Python is told, so that it can be in any language: the code is read for what is not."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from rooms import LIBRARY

#: The rooms whose words a learner sees.
ROOMS = (
    "activities",
    "charts",
    "lesson",
    "own_data",
    "questions",
    "sentences",
    "tables",
    "data.py",
)
#: Calls that are given words for a catalogue.
TOLD = frozenset({
    *("told", "tell", "later", "retold", "counted", "told_n", "later_n", "typed_words"),
})  # fmt: skip
#: Files whose words no learner sees, or sees in one language by intent, and why.
NOT_FOR_LEARNERS = {
    r".*/author\.py": "said to who writes a question, when a lesson is built",
    r".*/variant\.py": "written into canonical files of data, which every language shares",
    r".*/sample\.py": "answers that tests and the trainer's examples give",
    r".*/__init__\.py": "names of classes, for who imports them",
    r"activities/practical/untidy\.py": "makes the untidy files of the practicals, which every language shares",
    r"own_data/practice\.py": "a made-up file, as a champion would have it: data",
    r"own_data/elsewhere\.py": "words of ten languages by which dates are known",
    r"charts/(?:catalogue|gallery)\.py": "a page for who draws charts in Python, in English as its code is",
    r"questions/(?:compiled|kept_back|scheme|facets)\.py": "said to who builds a lesson",
    r"questions/(?:python_scheme|plain_json|variants)\.py": "said to who builds a lesson",
    r"questions/base/(?:expected|fair)\.py": "said to who writes a question, when a lesson is built",
}
#: Words that are keys, names or signs, and are said under another name where they are shown.
KEYS = {
    "a state of feedback": {"not tried", "not read", "not yet", "not scored"},
    "the name of a rule or a kind of chart": {
        *("two of three", "four of five", "inner third", "outer thirds", "many runs", "time between"),
        *("normalised i", "special cause", "common cause", "Xbar"),
        *("two of three above", "two of three below", "four of five above", "four of five below"),
    },
    "what an icon or a caution is, said by a table": {
        *("consistently hit", "consistently fall short", "hit and miss", "not stable", "not sure"),
        *("too few points", "few points", "end of scale", "in turn", "high at first", "low at first"),
        *("above 99.8%", "below 99.8%", "above 95%", "below 95%"),
    },
    "how often chance does it, a key of a table": {"one in 20", "one in 100", "count 4", "count 25"},
    "which of several signals, a key of a table": {
        *("all together", "together {}", "all chance", "not known", "two of three near"),
        *("together first second", "together first third", "together second third"),
    },
    "the name of a column, of a part of an answer, or of a unit as its file has it": {
        *("first language", "as first written", "unit min", "unit {}", "money {}", "in 100"),
        *("upper limit", "lower limit", "above limit", "below limit", "week {}{}"),
    },
    "what people type": {"no data", "not known", "not recorded", "the community", "all people", "proof that",
                         "all rows", "grand total", "sub total", "year to date", "how many", "rise in", "fall in",
                         "standard dev", "The ", "{}{} of {}", "{} and {}"},
    "what a column of personal data looks like, said by a table": {
        *("NHS numbers", "birth dates", "e-mail addresses", "National Insurance numbers", "phone numbers"),
        "names of people",
    },
    "made-up people, and services as the data name them": {
        *("Clinic bus", "Health centre"),
        "Ayo", "Bronwen", "Chen", "Dilip", "Ewa", "Femi"},
    "names of fonts, of letters and of classes": {
        *("DejaVu Sans", "code page 850", "Mac Roman", "Title", "Date", "Decimal", "Emscripten", "Series"),
        *("Cc", "Cf", "Mm", "Kind", "Chart", "Charts", "Mended", "In", "English"),
    },
    "for a helper who reads a log or a notebook": {
        *("Style of the lesson", "A step was run from the lesson's page.", "a very large number"),
        *("{} could not be fetched", "{} could not be fetched: {}", "unexpected end of data"),
        "a cell is larger than any cell of a list",
    },
    "English has an article before a kind of chart, and only English is given one": {"An {}", "A {}"},
    "Python's own words, by which a slip is known": {
        *("unexpected keyword argument 'center'", "'function' object is not subscriptable"),
    },
    "of the catalogue itself": {"a unit", "words that people type"},
}  # fmt: skip
_KEYS = frozenset().union(*KEYS.values())
#: Errors that only who changes the code can meet.
_FOR_CODE = frozenset({
    *("ValueError", "TypeError", "KeyError", "AttributeError", "LookupError", "RuntimeError", "AssertionError"),
})  # fmt: skip
#: Style sheets, patterns, pieces of a picture, what a helper reads who plays the desk with dice, and the
#: words of many languages by which a total is known.
_NO_WORDS = re.compile(
    r"^\s*stroke-dasharray|[\w-]+: [^;:]+; [\w-]+: |^flex: |^margin: |\{ font: |^\n?body \{|^\.story |@page"
    r'|\(\?|\\[bdw]|^ ?x="|^lang="|^\s*<p><strong>How to play the desk|сумма'
    r'|"answers": \{|^\s*display: flex|:root|viewBox'
)


def _skipped(tree: ast.AST) -> set[ast.AST]:
    """The texts of a file that are told, or that are shown to nobody: docstrings, patterns, keys."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found.add(node.value)
        elif isinstance(node, ast.Call):
            name = (
                node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            )
            if name in TOLD:
                found.update(one for arg in node.args for one in ast.walk(arg))
                found.update(one.value for one in node.keywords if one.arg == "context")
            elif name in _FOR_CODE | {"TypeVar", "ParamSpec", "ContextVar", "cast", "getattr"} or (
                isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "re"
            ):
                found.update(ast.walk(node))
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            found.update(ast.walk(node.value))
    return found


def _texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    skipped = _skipped(tree)
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.JoinedStr):
            yield (
                node.lineno,
                "".join(
                    str(one.value) if isinstance(one, ast.Constant) else "{}" for one in node.values
                ),
            )
            skipped.update(one for one in node.values if isinstance(one, ast.Constant))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def is_seen(text: str) -> bool:
    """Whether a text of the code reads as words for a person: more than one word, or one with a capital."""
    if text in _KEYS or _NO_WORDS.search(text):
        return False
    words = re.sub(r"<!doctype.*", " ", text, flags=re.DOTALL | re.IGNORECASE)
    words = re.sub(r"\{[^{}]*\}", "_", words)
    words = re.sub(r"<[^<>]*>|<[^<>]*$|^[^<>]*>", " ", words).strip()
    if re.fullmatch(r"[\w./:#*=\[\](){}@%,'-]*", words):
        return bool(re.fullmatch(r"[A-Z][a-z]+[.:?]?", words))
    return bool(re.search(r"[A-Za-z]{2,}.*\s|\s.*[A-Za-z]{2,}", words))


def untold(path: Path) -> list[str]:
    """What a file says to a learner without a catalogue, with its lines."""
    name = path.relative_to(LIBRARY).as_posix()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [f"{name}:{line}: {text[:90]!r}" for line, text in _texts(tree) if is_seen(text)]


def test_every_word_that_a_learner_sees_from_python_can_be_in_any_language() -> None:
    found: list[str] = []
    read = 0
    for path in sorted(LIBRARY.rglob("*.py")):
        name = path.relative_to(LIBRARY).as_posix()
        if name.startswith(ROOMS) and not any(re.fullmatch(one, name) for one in NOT_FOR_LEARNERS):
            found += untold(path)
            read += 1
    assert read > 150
    assert found == []


def test_what_is_not_told_is_found(tmp_path: Path) -> None:
    """The finder sees a sentence, a word on a button, one in HTML and one with a part; and no key of a table."""
    for code, seen in {
        'w.Button(description="Start again")': 1,
        'said = f"You have {n} dots."': 1,
        'html = f"<p>No dots yet</p>{rows}"': 1,
        'head = ("Week", told("Minutes"))': 1,
        'told("You have {n} dots.", n=2)': 0,
        'box.add_class("champions-form")': 0,
        'f"<circle cx={x} r=4/>"': 0,
        'raise ValueError("no such size")': 0,
    }.items():
        tree = ast.parse(code)
        assert sum(is_seen(text) for _, text in _texts(tree)) == seen, code
    for pattern in NOT_FOR_LEARNERS:
        files = (one.relative_to(LIBRARY).as_posix() for one in LIBRARY.rglob("*.py"))
        assert any(re.fullmatch(pattern, name) for name in files), pattern
