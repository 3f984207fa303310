"""What an author may have got wrong, all at once, each with its file and line."""

from __future__ import annotations

import ast
import contextlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from champions.authoring import readability
from champions.authoring.asked import Asked, read_asked
from champions.authoring.beside import files_beside, named_in
from champions.authoring.compile import place_of
from champions.authoring.source import (
    FRONT_MATTER,
    KINDS,
    LESSON,
    LISTS,
    Cell,
    Mistake,
    Source,
    waiting,
)
from champions.place import TERM_LINK, NotFilledIn, Term, fill_in, names_typed, slips_in
from champions.questions import Marked, Question
from champions.questions.base.question import Signs
from champions.questions.facets import facet
from champions.questions.scheme import Scheme

LEAST_MISSES = 3
_BEGIN, _END = "### BEGIN SOLUTION", "### END SOLUTION"
#: Phrases whose words do not say what they mean. They stop people who learned English later.
IDIOMS = (
    "at the end of the day", "ballpark", "bear in mind", "big picture", "bite the bullet",
    "bottom line", "deep dive", "from the get-go", "game changer", "get the ball rolling",
    "hit the ground running", "in a nutshell", "keep an eye on", "low-hanging fruit",
    "move the needle", "on the same page", "piece of cake", "rule of thumb", "think outside the box",
    "touch base", "up and running",
)  # fmt: skip


@dataclass(frozen=True)
class Draft:
    """Everything that a lesson is checked against."""

    root: Path
    source: Source
    glossary: dict[str, Term]
    place: dict[str, Any]
    asked: Asked

    @property
    def scheme(self) -> Scheme | None:
        return self.asked.scheme

    @property
    def scheme_path(self) -> str:
        return self.asked.path

    @property
    def lines(self) -> dict[str, int]:
        return self.asked.lines

    def here(self, cell: Cell, text: str) -> Mistake:
        return Mistake(self.source.path, cell.line, text)

    def there(self, question: Question, text: str, *part: str) -> Mistake:
        """A mistake in a question, at the line of one of its parts where that is known."""
        line = self.lines.get(question.id, 1)
        line = self.lines.get(place_of(question.id, *part), line)
        return Mistake(self.scheme_path, line, f"{question.id}: {text}")


def check_scheme(root: Path, module: str) -> list[Mistake]:
    """What is wrong with the questions of a lesson whose text cannot be read."""
    source = Source(module, f"solutions/{module}/{LESSON}", {}, ())
    asked = read_asked(root, source, {})
    draft = Draft(root, source, {}, {}, asked)
    mistakes = list(asked.mistakes)
    for rule in (misconceptions_have_hints, right_is_right_and_wrong_is_wrong):
        mistakes.extend(rule(draft))
    return mistakes


def check_lesson(
    root: Path,
    source: Source,
    glossary: dict[str, Term],
    place: dict[str, Any],
    asked: Asked | None = None,
) -> list[Mistake]:
    """Every mistake in a lesson and its questions, in order of file and line."""
    asked = asked or read_asked(root, source, place)
    draft = Draft(root, source, glossary, place, asked)
    mistakes = list(asked.mistakes)
    for rule in RULES:
        mistakes.extend(rule(draft))
    return sorted(set(mistakes))


# --- The lesson's shape -----------------------------------------------------------------------------


def front_matter(draft: Draft) -> Iterator[Mistake]:
    """The head of the lesson says all that a reader needs to know first."""
    for key in FRONT_MATTER:
        value = draft.source.front.get(key)
        if not value:
            yield Mistake(draft.source.path, 1, f"The head of the lesson has no {key}.")
        elif key == "minutes" and not (type(value) is int and value > 0):
            said = 'After "minutes:" in the head of the lesson there should be a whole number.'
            yield Mistake(draft.source.path, _line_of_head(draft, key), said)
        elif key == "title" and not isinstance(value, str):
            said = (
                'After "title:" in the head of the lesson there should be words. Put it in quotes.'
            )
            yield Mistake(draft.source.path, _line_of_head(draft, key), said)
        elif key in LISTS and not isinstance(value, list):
            said = f'After "{key}:" in the head of the lesson there should be lines with a hyphen each.'
            yield Mistake(draft.source.path, _line_of_head(draft, key), said)
        elif key in LISTS and None in value:
            said = f'After each hyphen below "{key}:" there should be one line of words. Here there is none.'
            yield Mistake(
                draft.source.path, draft.source.line_in_head(key, value.index(None)), said
            )


def _line_of_head(draft: Draft, key: str) -> int:
    lines = draft.source.text.splitlines()
    return next((at for at, line in enumerate(lines, 1) if line.startswith(f"{key}:")), 1)


def nothing_waits_to_be_written(draft: Draft) -> Iterator[Mistake]:
    """Where a skeleton says what to write there, it is written; but not yet in a draft."""
    if draft.source.is_draft:
        return
    for path, text in ((draft.source.path, draft.source.text), draft.asked.code):
        for line, words in waiting(text):
            yield Mistake(path, line, f'"{words}" still waits to be written.')


def known_kinds(draft: Draft) -> Iterator[Mistake]:
    """Every ``:exercise:`` is of a kind that the builder knows, with its id."""
    for cell in draft.source.cells:
        if cell.kind not in (*KINDS, "prose", "code"):
            yield draft.here(
                cell, f'":exercise: {cell.kind}" is not known. Use {", ".join(KINDS)}.'
            )
        elif cell.kind in {"answer", "test", "words"} and not cell.name:
            yield draft.here(cell, f'":exercise: {cell.kind}" needs the id of its question.')


def ids_stand_once(draft: Draft) -> Iterator[Mistake]:
    """An id names one cell of its kind, and one question."""
    seen: Counter[tuple[str, str]] = Counter()
    for cell in draft.source.cells:
        if cell.name:
            seen[cell.kind, cell.name] += 1
            if seen[cell.kind, cell.name] > 1:
                yield draft.here(cell, f'The id "{cell.name}" stands twice.')
    questions = draft.scheme.questions if draft.scheme else ()
    for name, times in Counter(question.id for question in questions).items():
        if times > 1:
            line = draft.lines.get(name, 1)
            yield Mistake(draft.scheme_path, line, f'The id "{name}" stands twice.')


def tests_and_questions_meet(draft: Draft) -> Iterator[Mistake]:
    """Each cell has its question, and each question its cells."""
    if draft.scheme is None:
        return
    cells = {(cell.kind, cell.name): cell for cell in draft.source.cells if cell.name}
    yield from _asks_what_is_there(draft)
    for (kind, name), cell in cells.items():
        question = next((q for q in draft.scheme.questions if q.id == name), None)
        if question is None:
            if asked_well(draft, name):
                yield draft.here(cell, f'There is no question "{name}".')
        elif kind == "test" and not question.marked:
            yield draft.here(cell, f'"{name}" is not marked at once, so it needs no test cell.')
        elif kind == "answer" and not question.from_code:
            yield draft.here(cell, f'"{name}" is answered in a form, so it needs no answer cell.')
        elif kind == "words" and not question.read_by_person:
            yield draft.here(cell, f'Nobody reads "{name}", so it needs no words cell.')
    for question in draft.scheme.questions:
        yield from _question_is_asked(draft, question, cells)


def _asks_what_is_there(draft: Draft) -> Iterator[Mistake]:
    """A line check("…") names a question, and one that no block asks already."""
    names = {question.id for question in draft.scheme.questions} if draft.scheme else set()
    blocks = {block.about for block in draft.source.blocks.questions}
    seen: set[str] = set()
    for cell in draft.source.cells:
        for name in _checked(cell) if cell.is_code else ():
            if name not in names and cell.kind != "test" and asked_well(draft, name):
                yield draft.here(cell, f'There is no question "{name}".')
            elif name in seen and name in blocks:
                yield draft.here(cell, f'The question "{name}" is asked by its block already.')
            seen.add(name)


def asked_well(draft: Draft, name: str) -> bool:
    """False for a question whose block has a mistake, which is told already."""
    blocks = draft.source.blocks
    return not blocks.lost and not any(block.about == name for block in blocks.questions)


def _question_is_asked(
    draft: Draft, question: Question, cells: dict[tuple[str, str], Cell]
) -> Iterator[Mistake]:
    asked = [cell for cell in draft.source.cells if cell.is_code and _checks(cell, question.id)]
    if question.marked and ("test", question.id) not in cells:
        yield draft.there(question, f'no cell in the lesson says ":exercise: test {question.id}".')
    elif not asked:
        yield draft.there(question, f'no cell in the lesson says check("{question.id}").')
    if question.from_code and ("answer", question.id) not in cells:
        yield draft.there(question, "there is no answer cell in which to set its variable.")
    if question.read_by_person and ("words", question.id) not in cells:
        yield draft.there(
            question, f'no cell says "words {question.id}", so a trainer would not see it.'
        )


def test_cells_hold_one_line(draft: Draft) -> Iterator[Mistake]:
    """A test cell is one line, the same in every lesson."""
    for cell in draft.source.cells:
        if cell.kind == "test" and cell.source.strip() != f'check("{cell.name}")':
            yield draft.here(cell, f'A test cell holds one line: check("{cell.name}").')


def answer_cells_hide_their_solution(draft: Draft) -> Iterator[Mistake]:
    """Nothing of a solution is left over in the champions' copy."""
    for cell in draft.source.cells:
        if cell.kind != "answer":
            continue
        lines = [line.strip() for line in cell.source.splitlines()]
        if (
            lines.count(_BEGIN) != 1
            or lines.count(_END) != 1
            or lines.index(_BEGIN) > lines.index(_END)
        ):
            yield draft.here(cell, f'Put the solution between "{_BEGIN}" and "{_END}".')
            continue
        outside = lines[: lines.index(_BEGIN)] + lines[lines.index(_END) + 1 :]
        for line in outside:
            if line and not re.fullmatch(r"\w+ = \.\.\.", line):
                yield draft.here(
                    cell,
                    f'"{line}" would stay in the champions\' copy. Before the solution there may only '
                    'be "name = ..."; put the words of the question in the text above.',
                )


def words_cells_hold_no_question(draft: Draft) -> Iterator[Mistake]:
    """A cell that is replaced when work is sent holds no question."""
    for cell in draft.source.cells:
        if cell.kind != "words":
            continue
        asked = draft.scheme[cell.name].ask if draft.scheme and cell.name in draft.scheme else ""
        if (asked and asked in cell.source) or re.search(r"^#+ ", cell.source, re.MULTILINE):
            yield draft.here(
                cell,
                "This cell is replaced whole when the work is sent. "
                "Put the question's own words in the text above.",
            )


def words_between_code(draft: Draft) -> Iterator[Mistake]:
    """There is prose between any two cells of code."""
    for before, cell in zip(draft.source.cells, draft.source.cells[1:], strict=False):
        if before.is_code and cell.is_code and before.kind != "answer":
            yield draft.here(cell, "Two cells of code with no words between them.")


def pictures_have_alt_text(draft: Draft) -> Iterator[Mistake]:
    """Every picture says in words what it shows."""
    for cell in draft.source.cells:
        if cell.is_code:
            continue
        for found in re.finditer(r"!\[([^\]]*)\][(\[]|<img\b[^>]*>", cell.source):
            alt = found[1] if found[1] is not None else _alt(found[0])
            if not alt.strip():
                line = cell.line + cell.source.count("\n", 0, found.start())
                yield draft.here(
                    _at(cell, line), "This picture has no alt text. Say what it shows."
                )


def pictures_and_recordings_are_there(draft: Draft) -> Iterator[Mistake]:
    """What a lesson shows from its folders pictures and recordings lies there."""
    folder = draft.root / "solutions" / draft.source.module
    there = set(files_beside(folder))
    for cell in draft.source.cells:
        for name, at in named_in(cell.source) if not cell.is_code else ():
            if name not in there:
                line = cell.line + cell.source.count("\n", 0, at)
                said = f"There is no file {name} beside the lesson. Put it there, or mend its name."
                yield draft.here(_at(cell, line), said)


def data_sets_exist(draft: Draft) -> Iterator[Mistake]:
    """Every data set that is loaded is there."""
    there = {path.parent.name for path in (draft.root / "datasets").glob("*/data.csv")}
    texts = [
        (draft.source.path, cell.line, cell.source) for cell in draft.source.cells if cell.is_code
    ]
    for path, first, text in [*texts, (draft.asked.code[0], 1, draft.asked.code[1])]:
        for call in _calls(text, "load"):
            given = [*call.args, *(keyword.value for keyword in call.keywords)]
            for name in (one for one in given if isinstance(one, ast.Constant)):
                if str(name.value) not in there:
                    said = f'There is no data set "{name.value!s}" in datasets/.'
                    yield Mistake(path, first + name.lineno - 1, said)


def terms_are_in_the_glossary(draft: Draft) -> Iterator[Mistake]:
    """Every linked term is in the glossary."""
    for cell, line, text in _prose_lines(draft.source.cells):
        for _, key in TERM_LINK.findall(text):
            if key not in draft.glossary:
                yield draft.here(_at(cell, line), f'The term "{key}" is not in glossary.yml.')


def local_names_come_from_place(draft: Draft) -> Iterator[Mistake]:
    """Local names come from place.yml, so that another place can swap them."""
    lesson, facts = draft.source.text, draft.asked.facts
    for path, whole, instead in (
        (draft.source.path, lesson, "In prose, take it from place.yml. Elsewhere, do without it."),
        (*draft.asked.code, "Take it from the data, or do without it."),
    ):
        for line, text in enumerate(whole.splitlines(), 1):
            for name in names_typed(text, draft.place):
                said = f'"{name}" is a local name. {instead} A plain word? Add it to plain_words.'
                yield Mistake(path, line, said)
    for cell in draft.source.cells:
        for slip in () if cell.is_code else slips_in(cell.source, draft.place, facts):
            yield draft.here(_at(cell, cell.line + slip.line - 1), slip.why)


# --- The marking scheme -------------------------------------------------------------------------------


def misconceptions_have_hints(draft: Draft) -> Iterator[Mistake]:
    """A marked question has points, known wrong answers, and a hint for each."""
    for question in draft.scheme.marked if draft.scheme else ():
        if question.points <= 0:
            yield draft.there(question, "a marked question has points above 0.", "points")
        if len({miss.name for miss in question.misses}) < LEAST_MISSES:
            said = f"it needs {LEAST_MISSES} wrong answers that people really give."
            yield draft.there(question, said, "misses")
        hints: dict[str, str] = {}
        for miss in question.misses:
            if hints.setdefault(miss.hint, miss.name) != miss.name:
                said = "two misconceptions share one hint. Each needs its own."
                yield draft.there(question, said, "misses", miss.name)
            if miss.points >= question.points > 0:
                said = f"the wrong answer {miss.name} earns as much as the right one."
                yield draft.there(question, said, "misses", miss.name)
        for name in ("look", "step", "praise"):
            if not getattr(question, name).strip():
                yield draft.there(question, f"it has no {name}.", name)


def right_is_right_and_wrong_is_wrong(draft: Draft) -> Iterator[Mistake]:
    """A question accepts its own right answer and none of its wrong ones."""
    for question in draft.scheme.marked if draft.scheme else ():
        try:
            right = question.mark(question.right_answer())
            if right.state != "right":
                said = f"its own right answer is marked: {right.heading}."
                yield draft.there(question, said, "right")
            elif question.points > 0:
                yield from _wrong_is_wrong(draft, question)
        except Exception as error:  # noqa: BLE001 - an author's own functions may fail in any way
            yield draft.there(question, f"it cannot be marked. {type(error).__name__}: {error}")


def _wrong_is_wrong(draft: Draft, question: Marked) -> Iterator[Mistake]:
    """Each wrong answer that stands whole in a question gets its own hint, and not the points."""
    told: set[str] = set()
    right = question.read(question.right_answer())
    whole = list(facet(question, "author.typed_misses")(question))
    stand_whole = {miss.name for miss, _ in whole}
    for miss in question.misses:
        if miss.name in stand_whole or not isinstance(miss.answer, Signs):
            continue
        if question.shows(miss.answer.wanted, right):
            said = f"the wrong answer {miss.name} is known by what the right answer shows too."
            yield draft.there(question, said, "misses", miss.name)
    for miss, answer in whole:
        got = question.mark(answer)
        said = ""
        if got.state == "right":
            said = f"the wrong answer {miss.name} is accepted as right."
        elif got.outcome != miss.name:
            other = got.outcome or got.heading
            said = f"the wrong answer {miss.name} gets the hint for {other}."
        if said and miss.name not in told:
            told.add(miss.name)
            yield draft.there(question, said, "misses", miss.name)


def each_kind_is_well_made(draft: Draft) -> Iterator[Mistake]:
    """What can go wrong in one kind of question, as its own folder says."""
    for question in draft.scheme.questions if draft.scheme else ():
        try:
            found = list(facet(question, "author.mistakes")(question))
        except Exception as error:  # noqa: BLE001 - an author's own functions may fail in any way
            yield draft.there(question, f"it cannot be checked. {type(error).__name__}: {error}")
            continue
        for said in found:
            yield draft.there(question, said)


# --- Plain English --------------------------------------------------------------------------------------


def reads_easily(draft: Draft) -> Iterator[Mistake]:
    """The text stays within the reading limits as it is read: with its local names filled in.

    The limits are those of English. Another language has longer or shorter words, and limits of its own.
    """
    if not str(draft.source.front.get("language", "en")).startswith("en"):
        return
    terms = [form for term in draft.glossary.values() for form in (term.term, *term.also)]
    lesson = _sentences_of_the_lesson(draft)
    yield from _too_hard(draft.source.path, lesson, terms)
    scheme: list[readability.Sentence] = []
    for question in draft.scheme.questions if draft.scheme else ():
        for part, text in facet(question, "author.texts")(question):
            at = draft.lines.get(question.id, 1)
            line = draft.lines.get(place_of(question.id, *part.split(".")), at)
            scheme += [readability.Sentence(one.text, line) for one in readability.sentences(text)]
    yield from _too_hard(draft.scheme_path, scheme, terms)


def _sentences_of_the_lesson(draft: Draft) -> list[readability.Sentence]:
    front = [
        readability.Sentence(one.text, 1)
        for key in LISTS
        for item in draft.source.listed(key)
        for one in readability.sentences(item)
    ]
    prose, facts = [], draft.asked.facts
    for cell in draft.source.cells:
        with contextlib.suppress(NotFilledIn):  # told already, with its line
            if not cell.is_code:
                prose += readability.sentences(
                    fill_in(cell.source, {}, draft.place, facts=facts), cell.line
                )
    return front + prose


def _too_hard(
    path: str, found: list[readability.Sentence], terms: Iterable[str]
) -> Iterator[Mistake]:
    masked = readability.mask(found, terms)
    for one in found:
        if len(one.words) > readability.LONGEST_SENTENCE:
            start = " ".join(one.text.split()[:6])
            yield Mistake(path, one.line, f'"{start} …" has {len(one.words)} words. Split it.')
        for idiom in IDIOMS:
            if idiom in one.text.casefold():
                yield Mistake(
                    path, one.line, f'"{idiom}" does not say what it means. Say it plainly.'
                )
    for texts, limit, how in (
        (masked, readability.MASKED_GRADE, "without glossary terms"),
        (found, readability.RAW_GRADE, "as it stands"),
    ):
        whole = readability.grade(texts)
        if whole > limit:
            hardest = max(texts, key=lambda one: readability.grade([one]) * len(one.words))
            yield Mistake(
                path,
                hardest.line,
                f"The text is too hard to read: grade {whole:.1f} {how}, and the limit is {limit:g}. "
                "This sentence weighs most.",
            )


# --- Small helps ----------------------------------------------------------------------------------------


def _prose_lines(cells: Iterable[Cell]) -> Iterator[tuple[Cell, int, str]]:
    for cell in cells:
        if not cell.is_code:
            for number, line in enumerate(cell.source.splitlines(), cell.line):
                yield cell, number, line


def _calls(code: str, name: str) -> Iterator[ast.Call]:
    """Every call of a function in a piece of code; none in code that is not Python."""
    with contextlib.suppress(SyntaxError):
        for node in ast.walk(ast.parse(code)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name:
                yield node


def _checks(cell: Cell, question_id: str) -> bool:
    """True when a cell of code asks this question."""
    return question_id in _checked(cell)


def _checked(cell: Cell) -> Iterator[str]:
    """The questions that a cell of code asks."""
    for call in _calls(cell.source, "check"):
        if call.args and isinstance(call.args[0], ast.Constant):
            yield str(call.args[0].value)


def _at(cell: Cell, line: int) -> Cell:
    return Cell(cell.kind, cell.name, cell.source, line)


def _alt(tag: str) -> str:
    found = re.search(r"\balt=[\"']([^\"']*)", tag)
    return found[1] if found else ""


RULES: tuple[Callable[[Draft], Iterator[Mistake]], ...] = (
    front_matter,
    nothing_waits_to_be_written,
    known_kinds,
    ids_stand_once,
    tests_and_questions_meet,
    test_cells_hold_one_line,
    answer_cells_hide_their_solution,
    words_cells_hold_no_question,
    words_between_code,
    pictures_have_alt_text,
    pictures_and_recordings_are_there,
    data_sets_exist,
    terms_are_in_the_glossary,
    local_names_come_from_place,
    misconceptions_have_hints,
    each_kind_is_well_made,
    right_is_right_and_wrong_is_wrong,
    reads_easily,
)
