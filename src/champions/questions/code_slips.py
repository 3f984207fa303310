"""Slips in a champion's own line of code that Python does not name: said in words, with what to add.

The line is only read here, never run. The lesson and the marking both ask here, and so say the same.
"""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Iterator
from dataclasses import replace

from champions.questions.base.not_known import (
    knows_nothing,
    says_not_known,
    says_somewhere_not_known,
    tells_of_trouble,
)
from champions.questions.base.question import NOT_KNOWN, Feedback
from champions.sentences.told import later, told

_CURLY = re.compile("[‘’“”„‚«»]")
_UNSEEN = re.compile("[\u00a0\u2007\u2009\u202f\u200b\u200c\u200d\u2060\ufeff]")
_DASH = re.compile("[‐‑‒–—−]")
_OPENS = {"(": ")", "[": "]", "{": "}"}


def slip_in(source: str, name: str = "") -> str:
    """What to change in a line of code, in words; empty where no slip is known.

    Args:
        source: the lines as they were typed.
        name: the variable that the question asks for; empty where none is known.

    >>> slip_in("3 + 4", "total")
    'Python works this out, but keeps no name for it. Begin the line with: total ='
    >>> slip_in("Total = 7", "total")
    'You wrote "Total". Capital letters count. Write: total ='
    >>> slip_in("total = 7", "total")
    ''
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return _unread(source)
    return _value_slip(tree, name) or (_name_slip(tree, name) if name else "")


def with_slip(feedback: Feedback, source: str, name: str) -> Feedback:
    """Feedback that names a slip, where the line of code gave no value that can be marked.

    Args:
        feedback: what the question says of the value.
        source: the lines as they were typed; empty where they cannot be told.
        name: the variable that the question asks for.
    """
    # Who said before that they do not know, and then types a line, is told of its slip.
    if feedback.state not in ("not tried", "not read") and feedback.outcome != NOT_KNOWN:
        return feedback
    slip = slip_in(source, name)
    if not slip and feedback.state == "not tried" and _gives(source, name):
        slip = told(_SUM_OF_GAPS if _SUM.search(source) else _NO_NUMBER, name=name)
    if not slip:
        return feedback
    return replace(feedback, state="not read", heading=told("Not read yet"), messages=(slip,))


def says_stuck(source: str) -> bool:
    """True for lines in which somebody says that they do not know, in place of code or in a comment.

    A line of code beside it is a try, whatever the comment says.

    >>> says_stuck("longest = dont know"), says_stuck("longest = ?"), says_stuck("I cannot do this")
    (True, True, True)
    >>> says_stuck("longest = ...  # no idea how"), says_stuck("longest = 5  # not sure")
    (True, False)
    """
    parts = [line.strip().partition("#") for line in source.splitlines()]
    code = [before.strip() for before, _, _ in parts if not _OPEN.fullmatch(before.strip())]
    remarks = [after.lstrip("# ") for _, _, after in parts]
    if code:
        return all(_is_at_a_loss(line) for line in code) or _is_at_a_loss(" ".join(code))
    return any(map(_is_at_a_loss, remarks))


def as_remarks(lines: list[str]) -> list[str]:
    """The lines of a cell, as remarks where they say that somebody does not know: Python then does not stop.

    >>> as_remarks(["longest = dont know"]), as_remarks(["longest = 5"])
    (['# longest = dont know'], ['longest = 5'])
    """
    if not says_stuck("".join(lines)):
        return lines
    return [line if line.lstrip().startswith("#") else f"# {line}" for line in lines]


#: A line as it was handed out, and a name with nothing behind it.
_OPEN = re.compile(r"(?:[A-Za-z_]\w*\s*=)?\s*(?:\.\.\.)?")
_NAME = re.compile(r"[A-Za-z_]\w*\s*=(?!=)")
#: Words alone: a line with brackets, quote marks or signs of a sum is code.
_IN_WORDS = re.compile(r"(?:[^\W\d_]|[\s'’‘`,.!?;:-])+")


def _is_at_a_loss(line: str) -> bool:
    words = _NAME.sub("", line, count=1).strip(' ()"') or "..."
    if not _IN_WORDS.fullmatch(words):
        return False
    reads = (says_not_known, says_somewhere_not_known, tells_of_trouble, knows_nothing)
    return any(one(words) for one in reads)


def to_begin(feedback: Feedback, name: str) -> Feedback:
    """Feedback that says how to begin, where nothing was typed yet."""
    if feedback.state != "not tried":
        return feedback
    return replace(feedback, messages=(told(_BEGIN, name=name),))


#: What is said of a line that runs and gives no number, such as the sum of a column with an empty cell.
_NO_NUMBER = later(
    "Your line runs, but {name} has no number in it. A name in quote marks may be written in another "
    "way, or a cell may be empty. Compare your line with the line above, letter by letter."
)
_SUM = re.compile(r"(?<![\w.])(?:sum|max|min|(?:np|statistics)\.\w+)\(")
_SUM_OF_GAPS = later(
    "Your line runs, but {name} has no number in it: a cell is empty, and your line does not step over "
    "it. Put .sum(), .mean() or .median() after the column instead: these do."
)
_BEGIN = later(
    "Type your line in place of the three dots, after {name} = and press Run this step. The grey box "
    "above shows a line like it. Copy that, and change what the text says."
)


def _gives(source: str, name: str) -> bool:
    """True when a line gives this name something else than the three dots."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return any(
        isinstance(line, ast.Assign)
        and name in map(_named, line.targets)
        and not (isinstance(line.value, ast.Constant) and line.value.value in (..., None))
        for line in tree.body
    )


# --- Python cannot read it ----------------------------------------------------------------------


def _unread(source: str) -> str:
    return next(_slips(_without_texts(source)), "")


def _without_texts(source: str) -> str:
    """The source without comments and without what stands in straight quotes: signs in these do no harm."""
    return re.sub(r"\"[^\"\n]*\"|'[^'\n]*'|#.*", '""', source)


#: A sign that Python cannot read there, and what to do. The first that is found is told.
_SIGNS = (
    (
        _CURLY,
        later('There are curly quote marks in this line. Type straight ones on the keyboard: "'),
    ),
    (
        _UNSEEN,
        later(
            "There is a space in this line that Python cannot read. Delete the spaces and type them again."
        ),
    ),
    (
        _DASH,
        later(
            "There is a long dash in this line. For minus, type the short one on the keyboard: -"
        ),
    ),
    (
        re.compile(r"\.\.\.\s*=(?!=)"),
        later("Before the = stands the name that we ask for, in place of the three dots."),
    ),
    (
        re.compile(r"\.\.\.\s*[\w(\[\"=]"),
        later("Take away the three dots. Your own line stands in their place."),
    ),
    (re.compile("×"), later("Python does not know ×. To multiply, type: *")),
    (
        re.compile(r"[\w\])][ \t]+[xX][ \t]+[\w(]"),
        later("Python does not know x for times. To multiply, type: *"),
    ),
    (re.compile(r"\\[ \t]*\S"), later("This stroke leans the wrong way. To divide, type: /")),
    (
        re.compile(r"(?m)^\s*\w+\s*=[^=\n]*[\])][ \t]*:[ \t]*[\w(]"),
        later("Python does not divide with a colon. To divide, type: /"),
    ),
    (
        re.compile(r"(?<![\w.])\d+,0\d"),
        later(
            "Python reads a comma as the end of a number. Write a point, such as 0.05, not 0,05."
        ),
    ),
    (
        re.compile(r"\.[ \t]*[\[(]"),
        later("There is a point before a bracket. Take the point away."),
    ),
    (
        re.compile(r"(?m)^\s*\"\"\s*=(?!=)"),
        later("The name before = stands without quote marks."),
    ),
    (
        re.compile(r"\[\"\"(?!\s*[\],:])"),
        later("A square bracket is not closed. Type ] right after the name in quote marks."),
    ),
    (re.compile("÷"), later("Python does not know ÷. To divide, type: /")),
    (
        re.compile(r"\d\s*%\s*(?:[\n)\],*/+-]|$)"),
        later("Python does not read % as per cent. For 30 per cent, write 0.30 or 30 / 100"),
    ),
    (
        re.compile(r"[£€$]\s*\d"),
        later("Python does not know signs of money. Write the number alone."),
    ),
)
NO_TIMES = later("A sign is missing between a number and what follows it. To multiply, type: *")
NO_COMMA = later("Two values stand side by side in the brackets. Put a comma between them.")
_NO_EQUALS = re.compile(r"(?m)^\s*[A-Za-z_]\w*\s+(?:[\d\"(]|[A-Za-z_]\w*[.\[(])")
#: Before the =: words with a space or a short dash between them.
_IN_PIECES = re.compile(r"(?m)^[ \t]*([A-Za-z]\w*(?:(?:[ \t]+|-)\w+)+)[ \t]*=(?!=)")
_TIMES_LEFT_OUT = re.compile(r"(?<![\w.\"])\d+(?:\.\d+)?[ \t]+[A-Za-z_]\w*[\[(.]")


#: What is pasted with a line, from where it was shown.
_PASTED = re.compile(r"(?m)^[ \t]*(>>>|```)")
#: Two values in brackets with a space between them, such as since "i".
_NO_COMMA = re.compile(
    r"[(,][ \t]*(?!(?:not|in|is|and|or|if|else|for)\b)(?:\w+|\"\")[ \t]+(?:\"\"|\w+[ \t]*=)"
)
_NEXT_LINE = re.compile(r"[\])\"\w][ \t]+([A-Za-z_]\w*)[ \t]*=(?!=)")


def _slips(code: str) -> Iterator[str]:
    if pasted := _PASTED.search(code):
        yield told("Take away {what} at the start of the line.", what=pasted[1])
    if (joined := _NEXT_LINE.search(code)) and "=" in _outside_brackets(code[: joined.start(1)]):
        yield told("Two lines stand in one. Begin a new line before: {name} =", name=joined[1])
    if pieces := _IN_PIECES.search(code):
        whole = "_".join(re.split(r"[ \t-]+", pieces[1]))
        yield told(
            "A name is one word, with _ in it and no space or dash. Write: {name} =", name=whole
        )
    yield from (told(said) for sign, said in _SIGNS if sign.search(code))
    yield from _about_called_words(code)
    if _TIMES_LEFT_OUT.search(code):
        yield told(NO_TIMES)
    if _single_equals(code):
        yield told("Inside the brackets one = stands alone. To compare, write two: ==")
    if missing := _missing(code):
        yield told("A bracket is opened and not closed. Add at the end: {missing}", missing=missing)
    if _one_too_many(code):
        yield told("There is a closing bracket too many. Take the last one away.")
    if _NO_COMMA.search(code):
        yield told(NO_COMMA)
    if _NO_EQUALS.search(code):
        yield told("There is no = in this line. Write the name, then =, then the value.")


_ROUND = later("After {word} come round brackets. Write: .{word}({inside})")


def _outside_brackets(code: str) -> str:
    """The code without what stands in brackets; empty where a bracket is still open."""
    while (less := re.sub(r"[(\[{][^()\[\]{}]*[)\]}]", "", code)) != code:
        code = less
    return "" if set(code) & set("([{") else code


def _about_called_words(code: str) -> Iterator[str]:
    """A word such as median, with the wrong brackets after it or without the point before it."""
    words = "|".join(sorted({*CALLED, "quantile", "describe", "iloc", "loc", "phases"}))
    if bare := re.search(rf"\.({words})[ \t]+(\d+)", code):
        yield told(_ROUND, word=bare[1], inside=bare[2])
    if empty := re.search(rf"\.({words})\[\s*\]", code):
        yield told("After {word} come round brackets. Write: .{word}()", word=empty[1])
    if no_point := re.search(rf"[\])][ \t]*({words})\b", code):
        yield told("A point is missing. Write: .{word}", word=no_point[1])


def _one_too_many(code: str) -> bool:
    """True when a bracket is closed that was never opened, and all others fit."""
    open_: list[str] = []
    for sign in code:
        if sign in _OPENS:
            open_.append(_OPENS[sign])
        elif sign in _OPENS.values():
            if not open_:
                return True
            if sign != open_.pop():
                return False
    return False


def _single_equals(code: str) -> bool:
    depth = 0
    for at, sign in enumerate(code):
        depth += (sign == "[") - (sign == "]")
        alone = (
            sign == "="
            and code[at - 1 : at] not in ("=", "!", "<", ">")
            and code[at + 1 : at + 2] != "="
        )
        if depth > 0 and alone:
            return True
    return False


def _missing(code: str) -> str:
    """The brackets that would close what is open, in order; empty when none is."""
    open_: list[str] = []
    for sign in code:
        if sign in _OPENS:
            open_.append(_OPENS[sign])
        elif open_ and sign == open_[-1]:
            open_.pop()
        elif sign in _OPENS.values():
            return ""
    return "".join(reversed(open_))


# --- Python can read it, and something else was meant -------------------------------------------


def _value_slip(tree: ast.Module, name: str) -> str:
    for line in tree.body:
        if isinstance(line, ast.AnnAssign) and line.value is None:
            kept = f"{ast.unparse(line.target)} = {ast.unparse(line.annotation)}"
            return told("After the name comes = and no colon. Write: {kept}", kept=kept)
        if not isinstance(line, ast.Assign) or (name and name not in map(_named, line.targets)):
            continue
        value = line.value
        if isinstance(value, ast.Tuple) and len(value.elts) == 2:
            before, after = _rightmost(value.elts[0]), _leftmost(value.elts[1])
            if _whole(before) and _whole(after):
                return told(
                    "Python reads {before},{after} as two numbers. Write a point, not a comma: {before}.{after}",
                    before=ast.unparse(before),
                    after=ast.unparse(after),
                )
        if isinstance(value, ast.Call) and _named(value.func) == "print" and value.args:
            kept = f"{_named(line.targets[0])} = {ast.unparse(value.args[0])}"
            return told("print shows a value and keeps none. Write: {kept}", kept=kept)
        if slip := next(_bracket_slips(value), "") or _many_slip(value):
            return slip
    return ""


def _leftmost(node: ast.expr) -> ast.expr:
    """The first number of a sum."""
    return _leftmost(node.left) if isinstance(node, ast.BinOp) else node


def _rightmost(node: ast.expr) -> ast.expr:
    """The last number of a sum."""
    return _rightmost(node.right) if isinstance(node, ast.BinOp) else node


def _bracket_slips(value: ast.expr) -> Iterator[str]:
    """Brackets left out after a word such as median, or of the wrong kind, anywhere in a value."""
    called = {id(one.func) for one in ast.walk(value) if isinstance(one, ast.Call)}
    for one in ast.walk(value):
        if isinstance(one, ast.Subscript) and isinstance(one.value, ast.Attribute):
            word = one.value.attr
            if word in CALLED and not isinstance(one.slice, ast.Slice):
                inside = ast.unparse(one.slice)
                yield told(_ROUND, word=word, inside=inside)
        elif isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute):
            word = one.func.attr
            if word in ("iloc", "loc") and one.args:
                inside = ", ".join(map(ast.unparse, one.args))
                yield told(
                    "After {word} come square brackets. Write: .{word}[{inside}]",
                    word=word,
                    inside=inside,
                )
    for one in ast.walk(value):
        if isinstance(one, ast.Attribute) and one.attr in CALLED and id(one) not in called:
            yield told("The brackets are missing. Write: .{attr}()", attr=one.attr)


#: What gives a whole chart or all that was counted, and where one number in it begins.
_WHOLE = {
    "control_chart": ".phases",
    "run_chart": ".phases",
    "uptake_chart": ".phases",
    "reach_chart": ".phases",
    "falls_chart": ".phases",
    "lateness_chart": ".phases",
    "analyse_runs": ".longest",
}


def _many_slip(value: ast.expr) -> str:
    """What to add to a line that gives many numbers, or a chart, where one number is asked for."""
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Div):
        both = _is_many(value.left) and _is_many(value.right)
        return (
            told("That divides row by row. First add up each column: put .sum() after both.")
            if both
            else ""
        )
    if isinstance(value, ast.Call) and (begins := _WHOLE.get(_named(value.func), "")):
        return told(
            "That is a whole chart, and not one number. Add the end of the line above it, "
            "from {begins} on.",
            begins=begins,
        )
    if swapped := _some_of_one_number(value):
        return swapped
    if _is_many(value):
        return told(
            "These are many numbers. To make one of them, add a word with brackets at the end, "
            "such as .median(), .mean() or .sum(). The line above shows which."
        )
    return ""


def _some_of_one_number(value: ast.expr) -> str:
    """What to do about .median().head(13), which asks for some of what is one number by then."""
    if not isinstance(value, ast.Call) or not isinstance(value.func, ast.Attribute):
        return ""
    inner, word = value.func.value, value.func.attr
    if word not in ("head", "tail") or not isinstance(inner, ast.Call):
        return ""
    before = inner.func.attr if isinstance(inner.func, ast.Attribute) else ""
    if before not in ("mean", "median", "sum", "max", "min"):
        return ""
    return told(
        "After .{before}() there is only one number left. Put .{word}({inside}) before .{before}()",
        before=before,
        word=word,
        inside=", ".join(map(ast.unparse, value.args)),
    )


def _is_many(value: ast.expr) -> bool:
    """True for a column, the first rows of it, or what a word of the lesson gives whole."""
    if isinstance(value, ast.Subscript):
        return isinstance(value.slice, ast.Slice) or (
            isinstance(value.slice, ast.Constant) and isinstance(value.slice.value, str)
        )
    if isinstance(value, ast.Call):
        word = value.func.attr if isinstance(value.func, ast.Attribute) else ""
        return word in ("head", "tail") or _named(value.func) in (
            "bead_draws",
            "days_between_falls",
            "lunch_club",
        )
    return False


#: What must be called to give a value.
CALLED = frozenset(
    (
        "mean",
        "median",
        "sum",
        "count",
        "max",
        "min",
        "head",
        "tail",
        "std",
        "nunique",
        "abs",
        "round",
    )
)


def _whole(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) is int


def _named(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _name_slip(tree: ast.Module, name: str) -> str:
    given = [
        _named(target)
        for line in tree.body
        if isinstance(line, ast.Assign)
        and not (isinstance(line.value, ast.Constant) and line.value.value is ...)
        for target in line.targets
    ]
    if name in given:
        return ""
    if other := next((one for one in given if one.casefold() == name.casefold()), ""):
        return told(
            'You wrote "{other}". Capital letters count. Write: {name} =', other=other, name=name
        )
    if near := difflib.get_close_matches(name, [one for one in given if one], n=1, cutoff=0.75):
        return told(
            'You wrote "{near}". The name we ask for is written: {name} =', near=near[0], name=name
        )
    last = tree.body[-1] if tree.body else None
    if isinstance(last, ast.Assign) and given[-1:] not in ([], [""]) and not _sets(tree, name):
        return told(
            'Your line gives its value to "{other}". We ask for another name. Write: {name} =',
            other=given[-1],
            name=name,
        )
    if not isinstance(last, ast.Expr) or (
        isinstance(last.value, ast.Constant) and last.value.value is ...
    ):
        return ""
    if isinstance(last.value, ast.Call) and _named(last.value.func) == "print" and last.value.args:
        shown = last.value.args[0]
        if _named(shown) in ("", name):
            kept = f"{name} = {ast.unparse(shown)}"
            return told("print shows a value and keeps none. Write: {kept}", kept=kept)
    if isinstance(last.value, ast.Compare) and _named(last.value.left) == name:
        return told("Two = compare. To give a value its name, write one: {name} =", name=name)
    if isinstance(last.value, ast.Name):
        return ""
    return told(
        "Python works this out, but keeps no name for it. Begin the line with: {name} =", name=name
    )


def _sets(tree: ast.Module, name: str) -> bool:
    """True when a name gets a value anywhere, also in a pair or in a longer form."""
    return any(
        isinstance(one, ast.Name) and one.id == name and isinstance(one.ctx, ast.Store)
        for one in ast.walk(tree)
    )
