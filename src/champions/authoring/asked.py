"""The questions of a lesson that is being written, from wherever its author keeps them.

They stand in ``lesson.md``, with the facts that they rest on in ``facts.py``. A lesson of the first
version has them in a ``marking.py``.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from champions.authoring.claims import untrue
from champions.authoring.compile import compile_blocks
from champions.authoring.facts import FACTS, NoFacts, read_facts
from champions.authoring.readability import sentences
from champions.authoring.source import LESSON, Mistake, Source, scheme_lines
from champions.data import course_words
from champions.lesson.taught import teaching
from champions.pack.where import adds
from champions.place import NotFilledIn, fill_in
from champions.questions import compiled, python_scheme
from champions.questions.base.shown import words_of
from champions.questions.scheme import Scheme, SchemeError, load_scheme
from champions.sentences.told import speaking


@dataclass(frozen=True)
class Asked:
    """The questions of a lesson, and what is wrong with them.

    Attributes:
        scheme: the questions; None when they cannot be read.
        path: the file that they stand in, as it is shown.
        lines: question to its line in that file.
        facts: what is true of the data, by name.
        code: the Python that right answers are worked out with, and its file as it is shown.
        text: the file for learners and the marker, complete; empty for a scheme that is Python.
        mistakes: each with its line.
    """

    scheme: Scheme | None
    path: str
    lines: dict[str, int] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    code: tuple[str, str] = ("", "")
    text: str = ""
    mistakes: tuple[Mistake, ...] = ()

    @property
    def file(self) -> str:
        """The name of the file that goes beside the lesson."""
        return compiled.COMPILED if self.text else python_scheme.FILE


def read_asked(root: Path, source: Source, place: Mapping[str, Any]) -> Asked:
    """Read the questions of a lesson.

    Args:
        root: the course folder.
        source: the lesson's text.
        place: the local names.
    """
    # Its facts, and what is said of them, are in the lesson's own language, whatever the command speaks.
    rules = _taught_by(root, source, place)
    with speaking(course_words(str(source.front.get("language", "en-GB")), root)), teaching(rules):
        return _read_asked(root, source, place, rules)


def _taught_by(root: Path, source: Source, place: Mapping[str, Any]) -> Mapping[str, str]:
    """The rules of a lesson that a pack adds; none for one that the course has, which names its own."""
    if not adds(root, source.module):
        return {}
    return {sort: str(one["id"]) for sort, one in place.get("rules", {}).items()}


def _read_asked(
    root: Path, source: Source, place: Mapping[str, Any], rules: Mapping[str, str]
) -> Asked:
    folder = root / "solutions" / source.module
    if not source.blocks.found and (folder / python_scheme.FILE).is_file():
        return _of_python(folder, root)
    shown = folder.relative_to(root).as_posix()
    lesson, facts_path = f"{shown}/{LESSON}", f"{shown}/{FACTS}"
    mistakes = [Mistake(lesson, line, said) for line, said in source.blocks.slips]
    if (folder / python_scheme.FILE).is_file():
        said = f"This lesson asks its questions in {LESSON}. Delete its {python_scheme.FILE}."
        mistakes.append(Mistake(lesson, 1, said))
    language = str(source.front.get("language", "en-GB"))
    try:
        facts = read_facts(folder)
    except NoFacts as error:
        mistakes.append(Mistake(facts_path, error.line, str(error)))
        return Asked(None, lesson, mistakes=tuple(mistakes), code=_code(folder, facts_path))
    made = compile_blocks(source.blocks.questions, facts, place)
    mistakes += [Mistake(lesson, slip.line, slip.text) for slip in made.slips]
    for block in source.blocks.says:
        said_of = untrue(block, source.blocks.whole, facts)
        mistakes += [Mistake(lesson, slip.line, slip.text) for slip in said_of]
    text = compiled.write(
        source.module, made.questions, language, _prose(source, facts, place), rules
    )
    about = compiled.read(text)
    version, shown = (
        about["version"],
        words_of(str(about.get(compiled.PROSE, "")), about["questions"]),
    )
    return Asked(
        Scheme(source.module, tuple(one.knowing(shown) for one in made.questions), version),
        lesson,
        made.lines,
        facts,
        _code(folder, facts_path),
        text,
        tuple(mistakes),
    )


def _prose(source: Source, facts: Mapping[str, Any], place: Mapping[str, Any]) -> str:
    """What the lesson says between its questions, as its reader sees it."""
    said = []
    for cell in source.cells:
        if cell.kind == "prose":
            with suppress(NotFilledIn):  # told to the author elsewhere, with its line
                said.append(fill_in(cell.source, {}, place, facts=facts))
    return "\n".join(one.text for part in said for one in sentences(part))


def _code(folder: Path, shown: str) -> tuple[str, str]:
    """The facts as text, for checks that read it; of another encoding it is told that it does not run."""
    path = folder / FACTS
    return shown, path.read_text(encoding="utf-8-sig", errors="replace") if path.is_file() else ""


def _of_python(folder: Path, root: Path) -> Asked:
    path = folder / python_scheme.FILE
    shown = path.relative_to(root).as_posix()
    text = ""
    try:
        text = path.read_text(encoding="utf-8")
        lines = scheme_lines(text)
        return Asked(load_scheme(folder), shown, lines, code=(shown, text))
    except SyntaxError as error:
        mistake = Mistake(shown, error.lineno or 1, f"Not Python: {error.msg}.")
    except Exception as error:  # noqa: BLE001 - an author's own code may fail in any way
        frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == str(path)]
        line = (frames[-1].lineno or 1) if frames else 1
        said = str(error) if isinstance(error, SchemeError) else f"{type(error).__name__}: {error}"
        mistake = Mistake(shown, line, f"The scheme does not run. {said}")
    return Asked(None, shown, code=(shown, text), mistakes=(mistake,))
