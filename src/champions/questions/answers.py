"""What a champion answered, as plain data that survives.

Answers to forms live in no code, so they are kept twice: in a small file beside the lesson
(``my-answers.json``), written at every change, and in the outputs of the lesson itself. When
only the notebook comes back, :func:`recover` reads them from there.
"""

from __future__ import annotations

import json
import math
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from champions.questions import plain_json
from champions.questions.attempts import joined
from champions.sentences.told import told

FORMAT = 1
SIDECAR = "my-answers.json"
MIME = "application/vnd.champions.answer+json"

#: The longest single answer that is kept, in characters of JSON. A page of prose is about 3,000.
LONGEST_ANSWER = 60_000
#: The largest table or list kept as an answer. More is not an answer but a data set.
LONGEST_LIST = 1_000
#: A whole number beyond this is a slip of the keyboard. Python refuses to write the largest at all.
LARGEST_NUMBER = 10**18
#: Lists and tables within each other that are kept. An earlier attempt lies two deep, and holds its own.
DEEPEST = 6
#: Outcomes kept per question; enough to see a struggle, not a diary.
LONGEST_HISTORY = 50


@dataclass(frozen=True)
class Record:
    """One answer: the plain data, how each try came out, how often it changed.

    ``draft`` is True while the answer was entered and not yet checked.
    """

    answer: Any
    history: tuple[str, ...] = ()
    edits: int = 1
    draft: bool = False

    @property
    def tries(self) -> int:
        """Number of tries that were read but not yet right."""
        return sum(1 for outcome in self.history if outcome not in {"right", "kept"})

    @property
    def earlier(self) -> tuple[str, ...]:
        """The outcomes of the tries before this answer."""
        return self.history if self.draft else self.history[:-1]

    def joined(self, other: Record) -> Record:
        """The record with the attempts of another one at data that it has none of."""
        answer = joined(self.answer, other.answer)
        small = answer is not self.answer and len(json.dumps(answer)) <= LONGEST_ANSWER
        return replace(self, answer=answer) if small else self

    def to_dict(self) -> dict[str, Any]:
        """Return the record as JSON-ready data."""
        kept = {"answer": self.answer, "history": list(self.history), "edits": self.edits}
        return {**kept, "draft": True} if self.draft else kept

    @classmethod
    def from_dict(cls, raw: object) -> Record | None:
        """Read a record back; None when it is not one (a damaged or foreign file)."""
        if not isinstance(raw, Mapping) or "answer" not in raw:
            return None
        history = raw.get("history", ())
        if not isinstance(history, list | tuple):
            history = ()
        edits = raw.get("edits", 1)
        if isinstance(edits, bool) or not isinstance(edits, int) or not 0 <= edits < 1_000_000:
            edits = 1
        words = tuple(str(word)[:60] for word in history if isinstance(word, str))
        return cls(plain(raw["answer"]), words[-LONGEST_HISTORY:], edits, raw.get("draft") is True)


@dataclass
class AnswerBook:
    """All answers of one champion in one lesson.

    Attributes:
        module: the lesson's folder name, such as ``06-run-charts``.
        learner: the code that a trainer gave the champion (never a name); may be empty.
        records: question id to :class:`Record`.
        version: that of the questions which were answered; empty where it is not known.
        language: the language in which they were asked; empty for English.
    """

    module: str
    learner: str = ""
    records: dict[str, Record] = field(default_factory=dict)
    version: str = ""
    language: str = ""

    def put(self, question: str, answer: object, outcome: str = "") -> bool:
        """Keep an answer, with its outcome when it was checked. Return True when that is news.

        >>> book = AnswerBook("06-run-charts")
        >>> book.put("middle-line", "mean", "mean-not-median")
        True
        >>> book.put("middle-line", "mean", "mean-not-median")
        False
        >>> book.put("middle-line", "median", "right"), book.records["middle-line"].tries
        (True, 1)
        """
        kept = plain(answer)
        old = self.records.get(question)
        # As text, because Python calls True and 1 the same.
        same = old is not None and json.dumps(old.answer) == json.dumps(kept)
        if same and not (outcome and old and old.draft):
            return False
        history = old.history if old else ()
        if outcome:
            history = (*history, outcome)[-LONGEST_HISTORY:]
        self.records[question] = Record(kept, history, (old.edits if old else 0) + 1, not outcome)
        return True

    def helped(self, question: str, outcome: str, otherwise: object) -> None:
        """Keep that somebody said they do not know. What was answered before stays as it is.

        >>> book = AnswerBook("06-run-charts")
        >>> book.helped("line", "not-known", "I do not know")
        >>> book.helped("line", "not-known", "I do not know")
        >>> book.answer("line"), book.records["line"].history
        ('I do not know', ('not-known', 'not-known'))
        """
        old = self.records.get(question) or Record(plain(otherwise), (), 0)
        history = (*old.history, outcome)[-LONGEST_HISTORY:]
        self.records[question] = replace(old, history=history, edits=old.edits + 1)

    def answer(self, question: str) -> Any:
        """The kept answer, or None."""
        record = self.records.get(question)
        return None if record is None else record.answer

    def to_dict(self) -> dict[str, Any]:
        """The whole book as JSON-ready data."""
        return {
            "format": FORMAT,
            "module": self.module,
            "learner": self.learner,
            **({"version": self.version} if self.version else {}),
            **({"language": self.language} if self.language else {}),
            "answers": {name: record.to_dict() for name, record in sorted(self.records.items())},
        }

    @classmethod
    def from_dict(cls, raw: object, module: str = "") -> AnswerBook:
        """Read a book back, keeping every record that makes sense and leaving out the rest."""
        if not isinstance(raw, Mapping):
            return cls(module)
        named, version = raw.get("module"), raw.get("version")
        learner, language = raw.get("learner"), raw.get("language")
        answers = raw.get("answers")
        book = cls(
            named if isinstance(named, str) and named else module,
            learner[:80] if isinstance(learner, str) else "",
            version=version[:80] if isinstance(version, str) else "",
            language=language[:20] if isinstance(language, str) else "",
        )
        for question, entry in answers.items() if isinstance(answers, Mapping) else ():
            record = Record.from_dict(entry)
            if isinstance(question, str) and record is not None:
                book.records[question] = record
        return book

    def merged(self, other: AnswerBook) -> AnswerBook:
        """Both books as one: for each question the answer that was changed more often wins.

        Attempts at other data than it has stay beside it: no attempt is lost.

        A champion may go on with the file on another device; the copy that was worked on longer is
        the one they mean. Times of day are not kept, so the number of changes stands in for them.
        """
        records = dict(self.records)
        for name, record in other.records.items():
            mine = records.get(name)
            if mine is None:
                records[name] = record
            else:
                more, fewer = (record, mine) if record.edits > mine.edits else (mine, record)
                records[name] = more.joined(fewer)
        learner, version = self.learner or other.learner, self.version or other.version
        language = self.language or other.language
        return replace(self, learner=learner, records=records, version=version, language=language)


def plain(value: object) -> Any:
    """Turn an answer into plain JSON data: numbers, text, lists and tables.

    Numpy numbers become numbers, a Series or array a list, a table a list of rows, a date its ISO
    text. Anything else is kept as text, cut short. NaN and infinity become None and text.

    >>> import pandas as pd
    >>> plain(pd.Series([1, 2.5])), plain({"week": 3}), plain(float("nan"))
    ([1.0, 2.5], {'week': 3}, None)
    """
    kept = _plain(value, depth=0)
    return kept if len(json.dumps(kept)) <= LONGEST_ANSWER else str(kept)[: LONGEST_ANSWER // 2]


def _plain(value: object, depth: int) -> Any:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > LARGEST_NUMBER:
        return "a very large number"
    if value is None or isinstance(value, bool | int):
        return value
    if value is ...:
        return None
    if isinstance(value, float):
        return _plain_float(value)
    if depth >= DEEPEST:
        return _text(value, 200)
    if isinstance(value, Mapping):
        pairs = list(value.items())[:LONGEST_LIST]
        return {_text(key, 200): _plain(item, depth + 1) for key, item in pairs}
    if isinstance(value, list | tuple):
        return [_plain(item, depth + 1) for item in value[:LONGEST_LIST]]
    if isinstance(value, set | frozenset):
        return sorted((_plain(item, depth + 1) for item in value), key=str)[:LONGEST_LIST]
    return _plain_from_library(value, depth)


def _plain_float(value: float) -> float | str | None:
    if math.isnan(value):
        return None
    return float(value) if math.isfinite(value) else str(value)


def _plain_from_library(value: object, depth: int) -> Any:
    """Numpy, pandas and dates, told by what they offer, so that neither is imported here."""
    if hasattr(value, "to_dict") and hasattr(value, "columns"):  # a table
        rows = value.head(LONGEST_LIST).to_dict("records")  # type: ignore[attr-defined]
        return [_plain(row, depth + 1) for row in rows]
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    if hasattr(value, "tolist"):  # numpy arrays and numbers, pandas Series and Index
        return _plain(value.tolist(), depth + 1)
    return _text(value, 500)


def _text(value: object, longest: int = LONGEST_ANSWER) -> str:
    """Text that can be written to a file: half a character, as code can make, becomes "?"."""
    return str(value)[:longest].encode("utf-8", "replace").decode("utf-8")


def as_text(book: AnswerBook) -> str:
    """What stands in the file beside the lesson, a record a line."""
    raw = book.to_dict()
    records = ",\n".join(f"{_line(name)}: {_line(one)}" for name, one in raw["answers"].items())
    head = _line({name: value for name, value in raw.items() if name != "answers"})
    return f'{head[:-1]}, "answers": {{\n{records}\n}}}}\n'


_line = json.JSONEncoder(ensure_ascii=False).encode


def save(book: AnswerBook, folder: Path) -> None:
    """Write the book beside the lesson. The file is replaced whole, so a crash cannot halve it.

    Raises:
        OSError: when the folder cannot be written (a full disk, a read-only drive).
    """
    handle, name = tempfile.mkstemp(dir=folder, prefix=".my-answers-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(as_text(book))
        Path(name).replace(folder / SIDECAR)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def load(folder: Path, module: str = "") -> AnswerBook:
    """Read the answers kept beside a lesson.

    A file that is missing, damaged, of a later format or of another lesson gives an empty book.
    """
    return _read(folder, module) or AnswerBook(module)


def set_aside(folder: Path, module: str) -> str:
    """Move a file of answers that cannot be used out of the way, so that nothing replaces it.

    Returns:
        A sentence that says so; empty when the file can be used, or there is none.
    """
    path = folder / SIDECAR
    if not path.exists() or _read(folder, module) is not None:
        return ""
    names = (f"my-answers-kept-{number}.json" for number in range(1, 1000))
    free = next((name for name in names if not (folder / name).exists()), "")
    try:
        path.rename(folder / free)
    except OSError as error:
        return told(
            "Your earlier answers could not be read ({error}).", error=error.strerror or error
        )
    return told(
        'Your earlier answers could not be read. They are kept in the file "{free}". '
        "Send it to your trainer with your work.",
        free=free,
    )


def _read(folder: Path, module: str) -> AnswerBook | None:
    try:
        raw = plain_json.read((folder / SIDECAR).read_bytes())
    except (OSError, ValueError):
        return None
    if not isinstance(raw, Mapping) or raw.get("format", FORMAT) != FORMAT:
        return None
    book = AnswerBook.from_dict(raw, module)
    return None if module and book.module != module else book


def bundle(book: AnswerBook, question: str) -> dict[str, Any]:
    """The data that mirrors one answer in the lesson's own output."""
    record = book.records.get(question)
    kept = record.to_dict() if record else None
    return {"format": FORMAT, "module": book.module, "question": question, "record": kept}


def learner_bundle(book: AnswerBook) -> dict[str, Any]:
    """The data that mirrors whose lesson this is. It stands in one output, so nothing can clash."""
    return {"format": FORMAT, "module": book.module, "learner": book.learner}


def is_recorded(notebook: object, module: str) -> bool:
    """True when a notebook records answers to a lesson, or that there are none yet."""
    for output in _outputs(notebook):
        data = output.get("data")
        raw = data.get(MIME) if isinstance(data, Mapping) else None
        if isinstance(raw, str):
            try:
                raw = plain_json.read(raw)
            except ValueError:
                continue
        if isinstance(raw, Mapping) and raw.get("module") in (module, None):
            return True
    return False


def recover(notebook: object, module: str = "") -> AnswerBook:
    """Read the answers back from a notebook's outputs (the notebook as parsed JSON).

    A question shown twice (a copied cell) gives the answer that was changed most. Anything that is
    not an answer is passed over, so a damaged notebook gives what can be saved.
    """
    book = AnswerBook(module)
    for output in _outputs(notebook):
        data = output.get("data")
        raw = data.get(MIME) if isinstance(data, Mapping) else None
        if isinstance(raw, str):  # some tools write JSON types as text
            try:
                raw = plain_json.read(raw)
            except ValueError:
                continue
        if not isinstance(raw, Mapping):
            continue
        question, record = raw.get("question"), Record.from_dict(raw.get("record"))
        if book.module and raw.get("module") not in (book.module, None):
            continue  # an answer pasted in from another lesson
        found = AnswerBook.from_dict(raw, module)
        found.records = {question: record} if isinstance(question, str) and record else {}
        book = replace(book, module=book.module or found.module).merged(found)
    return book


def _outputs(notebook: object) -> list[Mapping[str, Any]]:
    cells = notebook.get("cells") if isinstance(notebook, Mapping) else None
    found: list[Mapping[str, Any]] = []
    for cell in cells if isinstance(cells, list) else []:
        outputs = cell.get("outputs") if isinstance(cell, Mapping) else None
        found += (
            [o for o in outputs or [] if isinstance(o, Mapping)]
            if isinstance(outputs, list)
            else []
        )
    return found
