"""A lesson's questions as one file of data: what the form, the marker, paper and a browser read.

The build writes it from the blocks in ``lesson.md``, with right answers and words worked out from the
data, in one form only: the same questions give the same bytes. It says its version, which is a digest
of all that stands in it, so that a hand-in can be marked by the questions that it was made with.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from champions.questions.base.fair import FAIR, FIRST
from champions.questions.base.question import Level, Miss, Question, Signs
from champions.questions.base.shown import words_of
from champions.questions.kinds import NoSuchKind, class_of, name_of

#: The file beside a lesson.
COMPILED = "questions.json"
#: The form of the file. A course that meets a newer one says so.
FORMAT = 1
#: The lesson's own words, once in the file: a text that copies them says nothing.
PROSE = "prose"
#: The rules for the lesson's own charts, where it is taught by others than the course's.
RULES = "rules"
#: What tells the answer to a question, or why it is right. Questions that are kept back go without.
TELLING = ("right", "misses", "look", "step", "praise", "also", "looks_for")


class NotCompiled(ValueError):
    """A file of questions that cannot be read; the text says why."""


def write(
    module: str,
    questions: Iterable[Question],
    language: str = "en-GB",
    prose: str = "",
    rules: Mapping[str, str] | None = None,
) -> str:
    """The file of a lesson's questions, as text.

    Args:
        module: the lesson.
        questions: its questions.
        language: the one in which they are asked.
        prose: what the lesson says to its reader. It is kept where a text is written, which may be copied.
        rules: by which its charts are read that name none, for a lesson of a pack's own.

    Raises:
        TypeError: when something in a question is no plain data.
    """
    asked = list(questions)
    plain = [to_plain(question) for question in asked]
    about = {"module": module, "language": language, "part_marks": FAIR, "questions": plain}
    said = words_of(prose, []) if any(one.knows_its_lesson for one in asked) else ""
    about |= {PROSE: said} if said else {}
    return text_of(about | {RULES: dict(rules)} if rules else about)


def text_of(about: Mapping[str, Any]) -> str:
    """The canonical text of a lesson's questions, with their version."""
    body = {"module": about["module"], "language": about["language"]}
    for name in ("part_marks", PROSE):  # a file of the first version has none, and keeps its rule
        if name in about:
            body[name] = about[name]
    digest = hashlib.sha256(_json({**body, "questions": about["questions"]}).encode())
    head = {"format": FORMAT, **body, "version": about.get("version") or digest.hexdigest()[:12]}
    if RULES in about:  # no answer is marked by them, so they make no other version
        head[RULES] = about[RULES]
    return _json({**head, "questions": about["questions"]}) + "\n"


def _json(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False)


def read(text: str | bytes) -> dict[str, Any]:
    """The file as data: format, module, language, version, and the questions as plain data.

    Raises:
        NotCompiled: when it is none.
    """
    try:
        about = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotCompiled("it is no JSON, or it was cut off") from error
    if not isinstance(about, dict) or not isinstance(about.get("questions"), list):
        raise NotCompiled("it holds no list of questions")
    if about.get("format") != FORMAT:
        raise NotCompiled(f"it is of format {about.get('format')}, and this course reads {FORMAT}")
    return about


def questions_of(about: Mapping[str, Any]) -> tuple[Question, ...]:
    """The questions of a file that was read.

    Raises:
        NotCompiled: when a kind is not known here, or something in it is missing.
    """
    rule = str(about.get("part_marks", FIRST))
    if rule not in (FAIR, FIRST):
        raise NotCompiled(f'its rule of part marks is "{rule}", which is not known')
    try:
        shown = words_of(str(about.get(PROSE, "")), about["questions"]) if PROSE in about else ""
        return tuple(from_plain(one).by_rule(rule).knowing(shown) for one in about["questions"])
    except NoSuchKind as error:
        raise NotCompiled(
            f'it asks a question of the kind "{error}", which is not known'
        ) from error
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise NotCompiled(f"a question in it is not whole ({error})") from error


def without_kept_back(text: str) -> str:
    """The learners' copy: of a question that is kept back, nothing that tells its answer.

    The version stays that of the whole file, so that both are known to belong together.

    Raises:
        NotCompiled: when the text is no file of questions.
    """
    about = read(text)
    hidden = [_hidden(one) if one.get("kept_back") else one for one in about["questions"]]
    return text_of({**about, "questions": hidden})


def _hidden(question: Mapping[str, Any]) -> dict[str, Any]:
    shown = {key: value for key, value in question.items() if key not in TELLING}
    # A kind may work its right answer out by itself: None says that it shall not.
    return {**shown, "right": None, "look": "", "step": "", "praise": "", "misses": []}


# --- One question -------------------------------------------------------------------------------


def to_plain(question: Question) -> dict[str, Any]:
    """A question as plain data. What it leaves to its kind is left out.

    >>> from champions.questions import Guess
    >>> to_plain(Guess(id="g", ask="Better?", options={"yes": "Yes", "no": "No"}))["kind"]
    'guess'
    """
    made = {"id": question.id, "kind": name_of(question)}
    for field in dataclasses.fields(question):
        value = getattr(question, field.name)
        if (
            field.name == "id"
            or field.metadata.get("beside")
            or (value == _default(field) and not _none(field))
        ):
            continue
        if callable(value) and field.name == "right":
            value = question.right_answer()
        made[field.name] = _plain(field.name, value)
    return made


def _default(field: dataclasses.Field[Any]) -> Any:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


def _none(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _plain(name: str, value: Any) -> Any:
    if name == "misses":
        return [_miss(miss) for miss in value]
    if name == "rubric":
        return [{"points": level.points, "anchor": level.anchor} for level in value]
    return plain(value)


def _miss(miss: Miss) -> dict[str, Any]:
    if not isinstance(miss.answer, Signs):
        raise TypeError(f"the wrong answer {miss.name} is no plain data")
    more = {"points": miss.points} if miss.points else {}
    return {"name": miss.name, "hint": miss.hint, "when": plain(miss.answer.wanted), **more}


def plain(value: Any) -> Any:
    """Plain data of the same meaning: lists, texts, numbers. A number has twelve digits at most.

    More digits differ from one machine to the next, and no answer is told apart by them.

    Raises:
        TypeError: when it is nothing that a file can hold.

    >>> plain(({"b": 1.0}, frozenset({"y", "x"}), 0.1 + 0.2))
    [{'b': 1}, ['x', 'y'], 0.3]
    """
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, set | frozenset):
        return [plain(one) for one in sorted(value)]
    if hasattr(value, "item") and getattr(value, "size", 0) == 1:  # a number of numpy's
        return plain(value.item())
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        short = float(f"{value:.12g}")
        return int(short) if short.is_integer() and abs(short) < 1e15 else short
    raise TypeError(f"{value!r} is no plain data")


def from_plain(data: Mapping[str, Any]) -> Question:
    """A question from plain data.

    Raises:
        NoSuchKind: when its kind is not known.
        TypeError: when it lacks something, or has what its kind does not know.
    """
    kind = class_of(str(data["kind"]))
    known = _tuples(kind)
    parts: dict[str, Any] = {}
    for name, value in data.items():
        if name == "misses":
            parts[name] = tuple(map(_miss_from, value))
        elif name == "rubric":
            parts[name] = tuple(Level(one["points"], one["anchor"]) for one in value)
        elif name != "kind":
            parts[name] = _tupled(value) if name in known else value
    return kind(**parts)


def _miss_from(data: Mapping[str, Any]) -> Miss:
    return Miss(Signs(data["when"]), data["name"], data["hint"], data.get("points", 0.0))


def _tuples(kind: type[Question]) -> frozenset[str]:
    """The fields of a kind that hold tuples, as their annotations say."""
    return frozenset(
        field.name
        for field in dataclasses.fields(kind)
        if str(field.type).startswith("tuple") or "tuple[" in str(field.type)
    )


def _tupled(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_tupled(one) for one in value)
    if isinstance(value, Mapping):
        return {key: _tupled(one) for key, one in value.items()}
    return value
