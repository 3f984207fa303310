"""The script of the lesson pages says what Python says: state, points and words, and the same record."""

from __future__ import annotations

import csv
import dataclasses
import hashlib
import html
import json
import random
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import fuzz
import pytest
from test_answer_bank import BANKS, pairs, read_bank
from test_not_run import mark

from champions.activities.aim import sentence
from champions.activities.coding import question as coding
from champions.activities.coding.question import CodeFreely
from champions.activities.drivers import diagram
from champions.activities.drivers.question import DriverDiagram
from champions.activities.first_steps import tryout
from champions.activities.limits_by_hand import question as hand
from champions.activities.measuring import pages as measuring
from champions.activities.process.question import Fishbone
from champions.activities.service import question as service
from champions.activities.service.form import studied
from champions.activities.service_ramp import model as ramp
from champions.activities.service_ramp.question import RampTrial, of_first_desk
from champions.activities.service_ramp.question import answer_for as taken_well
from champions.activities.stakeholders.question import StakeholderSort
from champions.activities.story import question as story
from champions.activities.tally import sheet
from champions.activities.themes import question as themes
from champions.activities.themes.question import Themes
from champions.lesson.session import Lesson
from champions.notebooks.reading import read_notebook
from champions.questions import answers
from champions.questions.attempts import Owner, attempts_in, device_in, next_one
from champions.questions.base.question import I_DO_NOT_KNOW, Feedback, Question, Unreadable
from champions.questions.facets import facet
from champions.questions.kinds import all_kinds, name_of
from champions.questions.number.question import Number
from champions.questions.number.reading import WORDS
from champions.questions.scheme import Scheme, load_scheme
from champions.questions.variants import HOW_MANY, Variant, file_of, whole

ROOT = Path(__file__).resolve().parents[1]
LIVE = ROOT / "src" / "champions" / "website" / "live"
SCRIPT = LIVE / "engine.js"
LESSONS = sorted(path.parent.name for path in ROOT.glob("solutions/*/questions.json"))
needs_node = pytest.mark.needs("node")

#: The kinds that the engine has no script for: their steps open with Python, in their place.
OPENS_WITH_PYTHON: frozenset[str] = frozenset()
#: How many odd answers are drawn for each run.
ODD_ANSWERS = 3000
#: How many numbers are put together from the reader's own words.
NUMBERS = 4000


@dataclass
class Commands:
    """Commands for the engine: all are given to one process of Node.js."""

    lines: list[list[Any]] = field(default_factory=list)

    def add(self, *words: Any) -> int:
        """Add a command; its number says which answer is its own."""
        self.lines.append(list(words))
        return len(self.lines) - 1

    def open(self, module: str, folder: str = "solutions", record: str = "") -> None:
        text = (ROOT / folder / module / "questions.json").read_text(encoding="utf-8")
        self.add("open", module, text, record)

    def bring(self, question: Question, answer: Any) -> bool:
        """Bring the variants that an answer names. False where an attempt is of the first version."""
        attempts = list(attempts_in(answer)) if question.pool else []
        for one in attempts:
            number = whole(one.get("variant"))
            if number is not None and 1 <= number <= HOW_MANY:
                first = question.pool == ramp.POOL and of_first_desk(one)
                file = file_of(Variant(service.POOL if first else question.pool, number))
                self.add("bring", file, (ROOT / file).read_text(encoding="utf-8"))
        return all("variant" in one for one in attempts)

    def run(self) -> list[Any]:
        """What the engine gave to each. Nothing of it may have raised."""
        given = "".join(f"{json.dumps(line)}\n" for line in self.lines)
        ran = subprocess.run(
            ["node", ROOT / "tests" / "run_engine.mjs", SCRIPT],
            input=given,
            capture_output=True,
            check=True,
            encoding="utf-8",
            timeout=300,
        )
        said = [json.loads(line) for line in ran.stdout.split("\n") if line]
        assert len(said) == len(self.lines)
        for line, one in zip(self.lines, said, strict=True):
            assert "raised" not in one, f"{line!r:.500}: {one['raised']}"
        return [one["gave"] for one in said]


def as_in_a_browser(value: Any) -> Any:
    """Plain data as a browser has them: 3.0 and 3 are one number, and keys that are numbers come first."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e16:
        return int(value)
    if isinstance(value, list):
        return [as_in_a_browser(one) for one in value]
    if isinstance(value, dict):
        numbers = sorted((key for key in value if re.fullmatch("0|[1-9][0-9]{0,8}", key)), key=int)
        keys = dict.fromkeys([*numbers, *value])
        return {key: as_in_a_browser(value[key]) for key in keys}
    return value


def plain(answer: Any) -> Any:
    """An answer as it comes out of a file of answers, in a browser."""
    return as_in_a_browser(json.loads(json.dumps(answers.plain(answer))))


def as_python_says(feedback: Feedback) -> dict[str, Any]:
    return {
        "state": feedback.state,
        "points": feedback.points,
        "outOf": feedback.out_of,
        "heading": feedback.heading,
        "messages": list(feedback.messages),
        "outcome": feedback.outcome,
        "counted": feedback.counted,
    }


def has_script(question: Question) -> bool:
    return name_of(question) not in OPENS_WITH_PYTHON


@cache
def scheme_of(module: str) -> Scheme:
    return load_scheme(ROOT / "solutions" / module, module)


@cache
def bank_of(module: str) -> dict[str, list[Any]]:
    """Answers to each question of a lesson: the bank's, right and wrong, and for the rest what people keep."""
    path = next(path for path in BANKS if path.stem == module)
    found: dict[str, list[Any]] = {}
    for name, forms in read_bank(path).items():
        found[name] = [*forms["right"], *(answer for answer, _ in pairs(forms["wrong"]))]
    for question in scheme_of(module).questions:
        if question.id not in found:
            found[question.id] = list(_kept(question))
    return found


def _kept(question: Question) -> Iterator[Any]:
    """What people keep in a question that is not marked: nothing, a part of it, all of it."""
    yield from (None, "", {}, "nonsense", [1])
    for lot in range(12):
        chance = random.Random(f"{question.id}/{lot}")
        whole = facet(question, "sample.kept")(question, chance, _PHRASES)
        yield whole
        if isinstance(whole, dict):
            yield {key: text for key, text in whole.items() if chance.random() < 0.6}
    boxes = getattr(question, "boxes", {})
    for phrase in _PHRASES:
        yield dict.fromkeys(boxes, phrase)
        yield dict.fromkeys([*boxes, "as first written", "consent"], phrase)


_PHRASES = (
    "It will be better. adopt", "Seven of ten people come, so we ADAPT it", "half", " \u2003 ",
    "Ring Mrs Moss on 07700 900123", "Ask Mr. Okoro", "+44 7700 900123", "NHS 943 476 5919", "word " * 30,
    "٣ people", "abandon",
)  # fmt: skip


@needs_node
@pytest.mark.parametrize("module", LESSONS)
def test_the_whole_bank_is_marked_alike_three_tries_deep(module: str) -> None:
    scheme, commands = scheme_of(module), Commands()
    commands.open(module)
    expected: dict[int, dict[str, Any]] = {}
    for name, forms in bank_of(module).items():
        question = scheme[name]
        if not has_script(question):
            continue
        for form in forms:
            answer = plain(form)
            history: list[str] = []
            if not commands.bring(question, answer):
                continue  # of the first version: marked by Python alone
            for _ in range(3):
                feedback = question.mark(answer, history)
                at = commands.add("mark", module, name, answer, list(history))
                expected[at] = as_python_says(feedback)
                history.append(feedback.outcome or "other")
    found = commands.run()
    print(f"{module}: {len(expected)} marks")
    assert len(expected) > 500
    for at, wanted in expected.items():
        assert found[at] == wanted, f"{commands.lines[at]!r:.600}"


@needs_node
def test_odd_and_damaged_answers_are_marked_alike() -> None:
    commands, expected = Commands(), {}
    for module in LESSONS:
        commands.open(module)
    for seed in range(ODD_ANSWERS):
        chance = random.Random(f"engine/{seed}")
        module = chance.choice(LESSONS)
        question = chance.choice([one for one in scheme_of(module).questions if has_script(one)])
        answer = plain(fuzz._odd_answer(question, chance))
        history = ["other"] * chance.randint(0, 3)
        if not commands.bring(question, answer):
            continue
        at = commands.add("mark", module, question.id, answer, history)
        expected[at] = as_python_says(question.mark(answer, history))
    found = commands.run()
    assert {one["state"] for one in expected.values()} >= {
        "right",
        "not read",
        "not yet",
        "started",
    }
    for at, wanted in expected.items():
        assert found[at] == wanted, f"{commands.lines[at]!r:.600}"


#: Numbers that a machine cannot hold, or nearly not.
_HUGE = (
    "1e308",
    "1e999 of 1e999",
    "1e999",
    "one million five point two",
    "2.55 dozen five point two",
    "9" * 180,
)


def typed(chance: random.Random) -> str:
    """A number as somebody may type it: words and signs of the reader's own table, put in a row."""
    words = [word for word in _in_table(WORDS) if word.strip()]
    numbers = [
        "3",
        "12",
        "40",
        "0.5",
        "1,250",
        "2,5",
        "1 000",
        "1/2",
        "8",
        "100",
        "19",
        "7",
        ".5",
        "2.",
        "06",
    ]
    odd = [
        "I",
        "think",
        "(or",
        "so)",
        "?",
        "!",
        "£",
        "–",
        "'",
        "e5",
        "constructor",
        "٣",
        "²",
        "x" * 70,
    ]
    if chance.random() < 0.01:
        return chance.choice(_HUGE)
    parts = []
    for _ in range(chance.randint(1, 7)):
        lot = chance.random()
        parts.append(chance.choice(numbers if lot < 0.45 else words if lot < 0.93 else odd))
    return chance.choice(["", " ", " ", " "]).join(parts)


def _in_table(table: Any) -> Iterator[str]:
    if isinstance(table, str):
        yield table
    elif isinstance(table, dict):
        for key, value in table.items():
            if key not in {"told", "about"}:
                yield from (key, *_in_table(value))
    elif isinstance(table, list):
        for one in table:
            yield from _in_table(one)


@needs_node
def test_numbers_are_read_alike_however_they_are_typed() -> None:
    commands, expected = Commands(), {}
    asked = []
    for module in LESSONS:
        commands.open(module)
        asked += [(module, one) for one in scheme_of(module).questions if isinstance(one, Number)]
    for seed in range(NUMBERS):
        chance = random.Random(f"number/{seed}")
        module, question = chance.choice(asked)
        answer = plain(typed(chance))
        history = ["other"] * chance.randint(0, 2)
        at = commands.add("mark", module, question.id, answer, history)
        expected[at] = as_python_says(question.mark(answer, history))
    found = commands.run()
    read = [one for one in expected.values() if one["state"] != "not read"]
    assert len(asked) > 20
    assert len(read) > NUMBERS / 10
    for at, wanted in expected.items():
        assert found[at] == wanted, f"{commands.lines[at]!r:.600}"


# --- A whole lesson, and the record of it -----------------------------------------------------------


def walk(module: str, chance: random.Random, steps: int) -> Iterator[tuple[str, Any, bool]]:
    """Somebody's way through a lesson: answers in any order, drafts, the same again, odd ones."""
    asked = [one for one in scheme_of(module).questions if has_script(one)]
    bank, last = bank_of(module), (asked[0].id, None)
    for _ in range(steps):
        question = chance.choice(asked)
        forms = bank[question.id]
        odd = chance.random() < 0.15
        answer = fuzz._odd_answer(question, chance) if odd else chance.choice(forms)
        if chance.random() < 0.2:
            name, answer = last
        else:
            name = question.id
        last = (name, answer)
        yield name, plain(answer), chance.random() < 0.7


@needs_node
def test_a_lesson_is_kept_and_counted_alike_and_its_record_has_the_same_bytes(
    tmp_path: Path,
) -> None:
    commands = Commands()
    expected: dict[int, Any] = {}
    for module in LESSONS:
        folder = tmp_path / module
        shutil.copytree(ROOT / "solutions" / module, folder)
        lesson = Lesson(module, folder)
        lesson.book = answers.AnswerBook(
            module
        )  # the solution's own notebook brings the right ones
        commands.open(module)
        for name, answer, checked in walk(module, random.Random(module), 60):
            if not commands.bring(lesson.scheme[name], answer):
                continue
            said = lesson.answer(lesson.scheme[name], answer, checked=checked)
            expected[commands.add("answer", module, name, answer, checked)] = as_python_says(said)
            shown = lesson.feedback(lesson.scheme[name])
            expected[commands.add("feedback", module, name)] = as_python_says(shown)
        lesson.name_learner(" LC-17 ")
        commands.add("nameLearner", module, " LC-17 ")
        written = (folder / answers.SIDECAR).read_text(encoding="utf-8")
        expected[commands.add("record", module)] = written
        done, steps = lesson.steps()
        progress = commands.add("progress", module)
        expected[progress] = {
            "done": done,
            "steps": steps,
            "extras": lesson.extras(),
            "said": f"{done} of {steps} steps right so far."
            + (f" And {lesson.extras()} extra." if lesson.extras() else ""),
        }
        commands.open(module, record=written)
        expected[commands.add("record", module)] = written
        handed_out = (ROOT / "modules" / module / "lesson.ipynb").read_text(encoding="utf-8")
        commands.add("notebook", module, handed_out)
    found = commands.run()
    for at, wanted in expected.items():
        assert found[at] == wanted, f"{commands.lines[at]!r:.600}"


@needs_node
@pytest.mark.parametrize("module", LESSONS)
def test_the_file_that_a_learner_sends_is_read_as_from_any_other_edition(module: str) -> None:
    commands = Commands()
    commands.open(module, "modules")
    for name, answer, checked in walk(module, random.Random(f"file/{module}"), 40):
        commands.add("answer", module, name, answer, checked)
    commands.add("nameLearner", module, "LC-17")
    at = commands.add("record", module)
    handed_out = (ROOT / "modules" / module / "lesson.ipynb").read_text(encoding="utf-8")
    file = commands.add("notebook", module, handed_out)
    found = commands.run()
    opened = read_notebook(found[file].encode("utf-8"))
    book = answers.recover(opened.notebook, module)
    kept = answers.AnswerBook.from_dict(json.loads(found[at]), module)
    assert kept.records
    assert book.records == kept.records
    assert book.learner == "LC-17"
    released = json.loads(handed_out)
    for cell, master in zip(opened.notebook["cells"], released["cells"], strict=True):
        assert "".join(cell["source"]) == "".join(master["source"])
        assert (cell["id"], cell["metadata"]) == (master["id"], master["metadata"])
    commands = Commands()
    commands.open(module, "modules")
    brought = commands.add("bringNotebook", module, found[file])
    again = commands.add("record", module)
    found_again = commands.run()
    assert found_again[brought] is True
    assert json.loads(found_again[again])["answers"] == json.loads(found[at])["answers"]


@pytest.mark.needs("node", "bubblewrap")
@pytest.mark.slow
def test_the_file_of_a_page_earns_the_marks_of_the_same_answers_from_another_edition(
    tmp_path: Path,
) -> None:
    inbox = tmp_path / "inbox"
    for module in LESSONS[:3]:
        commands = Commands()
        commands.open(module, "modules")
        for name, answer, checked in walk(module, random.Random(f"sent/{module}"), 60):
            commands.add("answer", module, name, answer, checked)
        handed_out = (ROOT / "modules" / module / "lesson.ipynb").read_text(encoding="utf-8")
        commands.add("nameLearner", module, "B-1")
        record = commands.add("record", module)
        commands.add("nameLearner", module, "A-1")
        file = commands.add("notebook", module, handed_out)
        found = commands.run()
        for learner in ("A-1", "B-1"):
            (inbox / learner / module).mkdir(parents=True)
        (inbox / "A-1" / module / "lesson.ipynb").write_text(found[file], encoding="utf-8")
        (inbox / "B-1" / module / "lesson.ipynb").write_text(handed_out, encoding="utf-8")
        (inbox / "B-1" / module / answers.SIDECAR).write_text(found[record], encoding="utf-8")
    marked, counted = mark(inbox, tmp_path / "out", ROOT, run_all=False)
    assert marked["not-marked.csv"].count("\n") == 1
    assert (counted.runs, counted.scored) == (0, 6)
    table = marked["marks-by-question.csv"].lstrip("\ufeff")
    of_page, of_other = (
        [row for row in table.splitlines() if code in row] for code in ("A-1", "B-1")
    )
    assert len(of_page) > 20
    assert [row.replace("A-1", "B-1") for row in of_page] == of_other
    earned = [row["points"] for row in csv.DictReader(table.splitlines())]
    assert {"0", "1"} <= set(earned)


@needs_node
def test_who_does_not_know_is_helped_alike_and_the_record_is_the_same() -> None:
    commands = Commands()
    expected: dict[int, Any] = {}
    for module in LESSONS:
        commands.open(module)
        book = answers.AnswerBook(module, version=scheme_of(module).version)
        for question in filter(has_script, scheme_of(module).questions):
            at = commands.add("offersHelp", module, question.id)
            expected[at] = question.offers_help
            for _ in range(2 if question.offers_help else 0):
                record = book.records.get(question.id)
                said = question.help(record.history if record else ())
                at = commands.add("help", module, question.id)
                expected[at] = as_python_says(said)
                if question.marked:
                    book.helped(question.id, said.outcome, I_DO_NOT_KNOW)
            if question.id in book.records:
                at = commands.add("feedback", module, question.id)
                record = book.records[question.id]
                expected[at] = as_python_says(question.mark(record.answer, record.earlier))
        at = commands.add("record", module)
        expected[at] = answers.as_text(book)
    found = commands.run()
    assert len(expected) > 300
    for at, wanted in expected.items():
        assert found[at] == wanted, commands.lines[at]


#: Ends of what a lesson calls a thing, and what stands at the end of a sentence that names it last.
ENDS = {"Who came?": "Who came?", "Stop!": "Stop!", "A bench.": "A bench.", "A bench": "A bench.",
        "Bus: “In May.”": "Bus: “In May.”", "And so on…": "And so on…", "«Où ?»": "«Où ?»",
        "(why?)": "(why?).", "a–b 2.5": "a–b 2.5."}  # fmt: skip


@needs_node
@pytest.mark.parametrize("last", ENDS)
def test_a_thing_that_ends_as_a_sentence_does_gets_no_second_stop(
    last: str, tmp_path: Path
) -> None:
    module = "00-start-here"
    made = json.loads((ROOT / "solutions" / module / "questions.json").read_text("utf-8"))
    (asked,) = (one for one in made["questions"] if one["id"] == "sort-things")
    *others, key = asked["items"]
    asked["items"][key] = last
    (tmp_path / "questions.json").write_text(json.dumps(made), encoding="utf-8")
    answer = {one: asked["right"][one] for one in others}
    commands = Commands()
    commands.add("open", module, json.dumps(made), "")
    at = commands.add("mark", module, asked["id"], answer, [])
    said = load_scheme(tmp_path, module)["sort-things"].mark(answer)
    assert said.messages[0].endswith(f"Still to be placed: {ENDS[last]}")
    assert commands.run()[at] == as_python_says(said)


@needs_node
def test_options_are_shown_in_the_same_order() -> None:
    commands, expected = Commands(), {}
    for module in LESSONS:
        commands.open(module)
        for question in scheme_of(module).questions:
            mixed = getattr(question, "shown", None)
            if mixed:
                at = commands.add("shown", module, question.id)
                expected[at] = [list(pair) for pair in mixed.items()]
    found = commands.run()
    assert len(expected) > 80
    for at, wanted in expected.items():
        assert found[at] == wanted


@needs_node
def test_pictures_beside_a_form_say_alike_what_they_show() -> None:
    commands = Commands()
    expected: dict[int, Any] = {}
    kinds = (Themes, Fishbone, DriverDiagram, StakeholderSort)
    for module in LESSONS:
        commands.open(module)
        for question in scheme_of(module).questions:
            if not isinstance(question, kinds):
                continue
            groups = [*question.groups, "nowhere"]
            for seed in range(40):
                chance = random.Random(f"{question.id}/{seed}")
                some = chance.sample(list(question.items), chance.randint(0, len(question.items)))
                placed = {item: chance.choice(groups) for item in some}
                said = re.findall(
                    r'<svg[^>]* aria-label="([^"]*)"',
                    themes.tally_html(question, placed)
                    if isinstance(question, Themes)
                    else question.drawn(placed),
                )
                at = commands.add("board", module, question.id, placed)
                expected[at] = html.unescape(said[0])
    gave = commands.run()
    assert len(expected) == 160
    for at, wanted in expected.items():
        assert gave[at]["said"].replace("\n", ". ") == wanted, f"{commands.lines[at]!r:.600}"
        assert gave[at]["groups"]


@needs_node
def test_two_records_of_one_lesson_are_joined_alike() -> None:
    """Attempts of two devices at some of the same data, and answers that are no attempts."""
    lesson = next(one for one in LESSONS if one.startswith("16"))
    turn, words = "the-practical", "anything"
    commands, expected = Commands(), {}
    for seed in range(60):
        chance = random.Random(f"joined/{seed}")
        books = [answers.AnswerBook(lesson), answers.AnswerBook(lesson)]
        commands.open(lesson)
        for book in books:
            for _ in range(chance.randint(1, 4)):
                book.put(turn, _some_attempts(chance), chance.choice(["", "right"]))
                book.put(words, chance.choice(["a", 7, ["b"], {"c": "d"}, None]), "kept")
            commands.add("bringRecord", lesson, answers.as_text(book))
        both = answers.AnswerBook(lesson).merged(books[0]).merged(books[1])
        expected[commands.add("record", lesson)] = answers.as_text(both)
    given = commands.run()
    assert {at: given[at] for at in expected} == expected
    assert sum('"earlier"' in one for one in expected.values()) > 30


def _some_attempts(chance: random.Random) -> Any:
    def one() -> dict[str, Any]:
        number = chance.choice([1, 2, 3, 4, 5, "6", None, "x", True])
        done: dict[str, Any] = chance.choice(
            [{}, {"mend": {"1": "5"}}, {"marked": []}, {"then": "wait"}]
        )
        return {chance.choice(["variant", "variant", "seed"]): number, "attempt": 1, **done}

    earlier = [one() for _ in range(chance.choice([0, 0, 1, 3, 8]))]
    return chance.choice(
        [{**one(), "earlier": earlier}, {**one(), "earlier": earlier}, one(), "gone"]
    )


@needs_node
def test_what_was_tried_and_who_agrees_is_said_alike() -> None:
    commands = Commands()
    expected: dict[int, Any] = {}
    first, fourth = LESSONS[0], LESSONS[4]
    scheme = scheme_of(fourth)
    one, two = (question for question in scheme.questions if isinstance(question, CodeFreely))
    for seed in range(30):
        chance = random.Random(f"tried/{seed}")
        book = answers.AnswerBook(first)
        commands.open(first)
        for name, answer, _ in walk(first, chance, chance.choice([2, 10, 60])):
            said = scheme_of(first)[name].mark(answer)
            book.put(name, answer, said.outcome if scheme_of(first)[name].marked else "")
        commands.add("bringRecord", first, answers.as_text(book))
        ticks = tryout.tried(scheme_of(first).questions, book)
        at = commands.add("tried", first)
        expected[at] = [{"way": way, "tried": tick} for way, tick in ticks.items()]
        commands.open(fourth)
        people: dict[str, dict[str, str]] = {}
        for who, question in (("You", one), ("Friend", two)):
            share = chance.choice([1, 1, 0.5, 0])
            people[who] = {
                item: chance.choice(list(question.groups))
                for item in question.items
                if chance.random() < share or (who == "You" and seed % 3)
            }
            commands.add("answer", fourth, question.id, people[who], True)
        others = {"Dev": dict.fromkeys(list(one.items)[:9], next(iter(one.groups)))}
        at = commands.add(
            "compared", fourth, [["You", one.id], ["Friend", two.id]], list(others.items())
        )
        if len(people["You"]) < len(one.items):
            expected[at] = measuring._WAIT
        else:
            expected[at] = coding.compare_html({**people, **others}, one.items, one.groups)[1]
    gave = commands.run()
    for at, wanted in expected.items():
        found = gave[at]["said"] if isinstance(wanted, str) else gave[at]["ways"]
        assert found == wanted, f"{commands.lines[at]!r:.600}"
    assert {len(one) for one in expected.values() if isinstance(one, list)} == {8}


# --- The made-up service ------------------------------------------------------------------------------


def in_short_or_none(one: service.Study | None) -> dict[str, Any] | None:
    return None if one is None else {"dots": one.dots, "missed": one.missed, "hours": one.hours}


def trials(chance: random.Random) -> dict[str, Any]:
    """Somebody's tests in a made-up service: sound for the most part, with attempts before it."""
    weeks = [1, 2, 4, 6, 8, 6, 6, 3] if chance.random() < 0.3 else [4, 6, 8]
    changes = chance.sample(list(service.CHANGES), 4) + chance.choices(list(service.CHANGES), k=2)
    cycles = [
        {
            "change": change,
            "predicted": chance.choice(list(service.PREDICTIONS)),
            "weeks": chance.choice(weeks),
            "decided": chance.choice(list(service.DECISIONS)),
        }
        for change in changes[: chance.randint(0, 6)]
    ]
    if cycles and chance.random() < 0.2:
        cycles[-1]["decided"] = ""
    variant = Variant(service.POOL, chance.randint(1, 200))
    found = dict(service.effects(variant))
    for change in chance.sample(list(found), chance.choice([0, 0, 1, 2])):
        found[change] = chance.choice(list(service.FOUND))
    if chance.random() < 0.1:
        found.pop(chance.choice(list(found)))
    stamp: dict[str, Any] = {"variant": variant.number, "attempt": chance.randint(1, 3)}
    if chance.random() < 0.3:
        stamp["id"] = "ab12"
    return {**stamp, "year": chance.randint(0, 4), "cycles": cycles, "found": found}


@needs_node
def test_the_made_up_service_runs_and_is_marked_alike() -> None:
    module = "05-pdsa-cycles"
    question = scheme_of(module).of_kind("run-the-service", service.ServiceTrial)
    name = question.id
    commands = Commands()
    expected: dict[int, Any] = {}
    commands.open(module)
    for seed in range(300):
        chance = random.Random(f"service/{seed}")
        answer: dict[str, Any] = trials(chance)
        if chance.random() < 0.4:
            answer["earlier"] = [trials(chance) for _ in range(chance.randint(1, 11))]
        if chance.random() < 0.3:
            answer = fuzz.damaged({"answer": answer}, chance).get("answer")
        answer = plain(answer)
        if not commands.bring(question, answer):
            continue
        history = ["other"] * chance.randint(0, 2)
        at = commands.add("mark", module, name, answer, history)
        said = question.mark(answer, history)
        expected[at] = as_python_says(said)
        owner = Owner(module, "", "cd34")
        commands.add(
            "open", module, (ROOT / "solutions" / module / "questions.json").read_text("utf-8"), ""
        )
        commands.add("answer", module, name, answer, True)
        kept = answer if said.state != "not tried" else None
        device = device_in([kept]) or owner.device
        at = commands.add("next", module, name, owner.device)
        expected[at] = next_one(question, dataclasses.replace(owner, device=device), kept)
        try:
            read = question.read(answer)
        except Unreadable:
            continue
        if not read.cycles:
            continue
        weeks = service.run(read.origin, read.year, read.cycles)
        at = commands.add("beside", "service", answer)
        studies = [service.study(weeks, number) for number in range(len(read.cycles) + 1)]
        in_short = [in_short_or_none(one) for one in studies]
        expected[at] = {
            "variant": int(str(read.origin)),
            "year": read.year,
            "weeks": [dataclasses.asdict(week) for week in weeks],
            "before": in_short[0],
            "studies": [
                {
                    **(one or {}),
                    "asPredicted": service.as_predicted(cycle.predicted, (one or {})["missed"]),
                    "kept": in_short_or_none(service.kept_then(weeks, read.cycles[:number])),
                    "said": studied(weeks, read.cycles[:number]),
                }
                for number, (one, cycle) in enumerate(
                    zip(in_short[1:], read.cycles, strict=True), 1
                )
            ],
            "left": service.weeks_left(read.cycles),
            "adapted": list(
                dict.fromkeys(one.change for one in read.cycles if one.decided == "adapt")
            ),
        }
    words = commands.add("words", "service")
    expected[words] = {
        "changes": service.CHANGES,
        "adapted": service.ADAPTED,
        "predictions": service.PREDICTIONS,
        "decisions": service.DECISIONS,
        "found": service.FOUND,
        "watch": list(service.WATCH),
    }
    gave = commands.run()
    states = {one["state"] for one in expected.values() if "state" in one}
    assert states >= {"right", "nearly", "not yet", "started", "not read", "not tried"}
    for at, wanted in expected.items():
        assert gave[at] == wanted, f"{commands.lines[at]!r:.900}"


# --- The made-up desk in which a test has a size ------------------------------------------------------


def sized_tests(chance: random.Random) -> dict[str, Any]:
    """Somebody's tests at a desk: as the form offers them for the most part, and some that it does not."""
    variant = Variant(ramp.POOL, chance.randint(1, 200))
    stamp: dict[str, Any] = {"variant": variant.number, "attempt": chance.randint(1, 3)}
    if chance.random() < 0.5:
        tests = taken_well(variant)["tests"]
        for test in tests:
            if chance.random() < 0.1:
                test["shows"] = chance.choice(list(ramp.SHOWS))
        return {**stamp, "tests": tests[: chance.choice([len(tests)] * 3 + [2])]}
    trials: list[ramp.Trial] = []
    ways = [["five"], ["one", "day"], ["five", "week"], ["five", "week", "all"], ["week", "all"]]
    for _ in range(chance.choice([0, 3, 4, 4, 4, 12])):
        change = chance.choice(list(ramp.CHANGES)[: chance.choice([2, 4])])
        way = chance.choice(ways)
        for size in way:
            now = ramp.state(trials)
            if size not in now.sizes(change) or len(trials) >= ramp.MOST_TESTS:
                break
            made = ramp.Trial(
                change,
                size,
                chance.choice(now.weeks) if size == "all" else 0,
                chance.choice(list(ramp.WORDS["predicted"][size])),
            )
            result = ramp.run(variant, [*trials, made]).results[-1]
            shows = "trouble" if result.troubled else chance.choice(sorted(result.true))
            ends = now.decisions(made)[-3:] if result.troubled or size == way[-1] else ["on"]
            decided = chance.choice(
                [one for one in ends if one in now.decisions(made)] or ["adopt"]
            )
            trials.append(dataclasses.replace(made, shows=shows, decided=decided))
            if decided != "on":
                break
    if trials and chance.random() < 0.2:
        trials[-1] = dataclasses.replace(trials[-1], shows="", decided="")
    made_of = [dataclasses.asdict(one) for one in trials]
    if made_of and chance.random() < 0.1:
        chance.choice(made_of)[chance.choice(["size", "weeks", "decided"])] = "all"
    return {**stamp, "tests": made_of}


def as_the_form_shows(lived: ramp.Lived, trials: tuple[ramp.Trial, ...]) -> dict[str, Any]:
    """What the page gets of a desk, worked out with what the form in Python is made of."""
    now, pairs = ramp.state(trials), list(zip(trials, lived.results, strict=True))
    changes = []
    for key in ramp.CHANGES:
        name = ramp.named(key, now.running.get(key, key in now.adapted))
        shown = ramp.WORDS["again"].format(change=name) if key in now.running else name
        if now.sizes(key):
            changes.append({"key": key, "name": shown, "sizes": now.sizes(key)})
    return {
        "variant": lived.origin.number,
        "weeks": list(lived.weeks),
        "marks": list(lived.marks),
        "said": ramp.chart_in_words(lived),
        "left": ramp.left(lived),
        "tests": [
            {
                "name": ramp.named(one.change, result.adapted),
                "told": ramp.told(one, result),
                "logged": ramp.logged(one, result),
                "undone": ramp.undone(result),
            }
            for one, result in pairs
        ],
        "changes": changes,
        "watch": now.weeks,
        "open": lived.open,
        "canGoOn": not ramp.why_no_more(lived),
        "decisions": ramp.state(trials[:-1]).decisions(trials[-1]) if trials else [],
    }


@needs_node
def test_the_desk_with_sizes_runs_and_is_marked_alike() -> None:
    module = "05-pdsa-cycles"
    question = scheme_of(module).of_kind("run-the-service", RampTrial)
    commands = Commands()
    expected: dict[int, Any] = {}
    commands.open(module)
    for seed in range(200):
        chance = random.Random(f"service-ramp/{seed}")
        answer: dict[str, Any] = sized_tests(chance)
        if chance.random() < 0.3:
            some = (sized_tests, sized_tests, trials)
            answer["earlier"] = [chance.choice(some)(chance) for _ in range(chance.randint(1, 4))]
        if chance.random() < 0.2:
            answer = fuzz.damaged({"answer": answer}, chance).get("answer")
        answer = plain(answer)
        if not commands.bring(question, answer):
            continue
        history = ["other"] * chance.randint(0, 2)
        at = commands.add("mark", module, question.id, answer, history)
        expected[at] = as_python_says(question.mark(answer, history))
        try:
            lived = question.read(answer)
        except Unreadable:
            continue
        if isinstance(lived, ramp.Lived):
            expected[commands.add("beside", "ramp", answer)] = as_the_form_shows(
                lived, lived.trials
            )
    gave = commands.run()
    for at, wanted in expected.items():
        assert gave[at] == wanted, f"{commands.lines[at]!r:.900}"
    states = {one["state"] for one in expected.values() if "state" in one}
    assert states >= {"right", "nearly", "not yet", "started", "not read", "not tried"}
    outcomes = {one["outcome"] for one in expected.values() if "outcome" in one}
    assert len(outcomes - {""}) >= 5, outcomes
    shown = [one for one in expected.values() if "marks" in one]
    assert any(not one["canGoOn"] for one in shown)
    assert any(one["undone"] for tests in shown for one in tests["tests"])


@needs_node
def test_a_step_whose_variant_is_not_here_keeps_the_answer_and_says_so() -> None:
    module = "05-pdsa-cycles"
    question = next(one for one in scheme_of(module).questions if one.pool == ramp.POOL)
    answer = plain(question.right_answer())
    commands = Commands()
    commands.open(module)
    file = commands.add("filesFor", module, question.id, answer)
    said = commands.add("answer", module, question.id, answer, True)
    commands.bring(question, answer)
    none = commands.add("filesFor", module, question.id, answer)
    then = commands.add("answer", module, question.id, answer, True)
    gave = commands.run()
    assert gave[file] == ["datasets/variants/service-ramp/001.json"]
    assert (gave[said]["state"], gave[said]["outcome"]) == ("started", "")
    assert "not on this device yet" in gave[said]["messages"][0]
    assert gave[none] == []
    assert gave[then]["state"] == "right"


# --- What is shown beside a form ---------------------------------------------------------------------

_PIECES = (
    "", " ", "All", "all people", "100 %", "0", "0.5", "10", "never", "by 1 May 2026", "Soon", "12/6", "half of them",
    "Young carers. Five of them asked for this.", "St. Mary's", "For the guests", "EVERYONE", "İstanbul", "3 weeks",
    "two weeks", "7 days", "99 visits", "a week", "٣ days", "weeks", "- Bus\n• Rain\n\n* Names and e-mails",
    "Date of birth", "NHS no", "postcodes", "Their phone number", "A\u2028B\x1cC", "x" * 300, "Ünlü. Straße. Next One",
    "the Moss Hall", "nobody.", "agreed", "newsletter.", "\n".join(f"Group {n}" for n in range(11)), "until  Easter",
)  # fmt: skip


def parts_of_a_form(keys: Iterable[str], chance: random.Random) -> Any:
    """What may stand in the boxes of a form, some of it odd."""
    if chance.random() < 0.05:
        return plain(chance.choice(fuzz.ODD))
    odd = [plain(one) for one in fuzz.ODD[:40]]
    pick = [lambda: chance.choice(_PIECES)] * 9 + [lambda: chance.choice(odd)]
    return {key: chance.choice(pick)() for key in keys if chance.random() < 0.9}


@needs_node
def test_what_is_shown_beside_a_form_is_said_alike() -> None:
    commands = Commands()
    expected: dict[int, Any] = {}
    drivers = ["aim", *(f"{what}-{n}" for n in range(1, 4) for what in ("driver", "ideas"))]
    for seed in range(400):
        chance = random.Random(f"beside/{seed}")
        aim = parts_of_a_form(sentence.BOXES, chance)
        texts = aim if isinstance(aim, dict) else {}
        found = [dataclasses.asdict(one) for one in sentence.checks(texts)]
        at = commands.add("beside", "aim", aim)
        expected[at] = {"sentence": sentence.sentence(texts), "checks": found}
        boxes = parts_of_a_form(sheet.BOXES, chance)
        tally = sheet.read_sheet(boxes)
        as_data = json.loads(json.dumps(dataclasses.asdict(tally)))
        at = commands.add("beside", "tally", boxes)
        expected[at] = {**as_data, "said": sheet.in_words(tally)}
        boxes = parts_of_a_form(drivers, chance)
        drawn = diagram.read_diagram(boxes)
        as_data = json.loads(json.dumps(dataclasses.asdict(drawn)))
        at = commands.add("beside", "drivers", boxes)
        expected[at] = {**as_data, "said": diagram.in_words(drawn)}
        boxes = parts_of_a_form(["consent", "contact", "uses"], chance)
        if isinstance(boxes, dict) and chance.random() < 0.7:
            boxes["consent"] = chance.choice(list(story.CONSENT))
        at = commands.add("beside", "consent", boxes)
        expected[at] = story.consent_line(boxes if isinstance(boxes, dict) else {})
    gave = commands.run()
    for at, wanted in expected.items():
        assert gave[at] == wanted, f"{commands.lines[at]!r:.600}"


@needs_node
def test_each_step_of_the_limits_by_hand_is_told_alike() -> None:
    commands, expected = Commands(), {}
    question = scheme_of("08-xmr-charts")["limits-by-hand"]
    for number in range(1, 16):
        chance = random.Random(f"hand/{number}")
        own = hand.worked(Variant(hand.POOL, number))
        first = [abs(one - own.values[0]) for one in own.values[1:]]
        usual = (own.mean, own.mean_range, own.reach, own.upper, own.lower, -own.lower, 0, sum(own.ranges),
                 3 * own.mean_range, max(own.values), min(own.values), 7, "", "x")  # fmt: skip
        for _ in range(6):
            given = {step: str(chance.choice(usual)) for step in hand.STEPS if step != "ranges"}
            some = (own.ranges, first, [-one for one in own.ranges], [1, "", "x"], own.ranges[:4])
            answer = plain(
                hand.answer_for(Variant(hand.POOL, number), **given, ranges=[*chance.choice(some)])
            )
            commands.bring(question, answer)
            for step in hand.STEPS:
                tries = chance.randint(1, 3)
                said = hand.say_step(hand.read_work(answer), step, tries)
                expected[commands.add("beside", "handStep", answer, step, tries)] = {
                    "state": said.state,
                    "words": said.words,
                }
    gave = commands.run()
    assert {one["state"] for one in expected.values()} == {"right", "not yet", "open"}
    for at, wanted in expected.items():
        assert gave[at] == wanted, f"{commands.lines[at]!r:.600}"


# --- The script itself ------------------------------------------------------------------------------


@needs_node
def test_exactly_the_kinds_without_a_script_open_with_python() -> None:
    commands = Commands()
    commands.add("kinds", "")
    ours = {kind for kind in all_kinds() if kind in commands.run()[0]}
    assert set(all_kinds()) - ours == OPENS_WITH_PYTHON
    commands = Commands()
    asked = {}
    for module in LESSONS:
        commands.open(module)
        for question in scheme_of(module).questions:
            at = commands.add("opensWithPython", module, question.id)
            asked[at] = name_of(question) in OPENS_WITH_PYTHON
    found = commands.run()
    assert {at: found[at] for at in asked} == asked


def built() -> dict[str, Any]:
    return dict(json.loads((LIVE / "built.json").read_text(encoding="utf-8")))


def test_the_built_scripts_were_made_from_the_sources_as_they_are() -> None:
    assert "engine.js" in built()
    scripts = {str(path.relative_to(ROOT)) for path in ROOT.glob("src/champions/*/*/mark.ts")}
    assert scripts <= set(built()["engine.js"]["sources"]), "Run: npm ci, then npm run build"
    for name, made in built().items():
        assert hashlib.sha256((LIVE / name).read_bytes()).hexdigest() == made["script"]
        stale = [
            path
            for path, digest in made["sources"].items()
            if hashlib.sha256((ROOT / path).read_bytes()).hexdigest() != digest
        ]
        assert made["sources"]
        assert not stale, f"{name} is older than its sources. Run: npm ci, then npm run build"


@pytest.mark.needs("node", "npm")
@pytest.mark.network
@pytest.mark.slow
def test_building_again_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("package.json", "package-lock.json", "tsconfig.json"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(
        ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("*.py", "__pycache__")
    )
    subprocess.run(["npm", "ci"], cwd=tmp_path, check=True)
    out = tmp_path / "out"
    out.mkdir()
    subprocess.run(["npm", "run", "build", "--", out], cwd=tmp_path, check=True)
    assert json.loads((out / "built.json").read_text()) == built()
    for name in (*built(), "said.json"):
        assert (out / name).read_bytes() == (LIVE / name).read_bytes()


def test_what_the_pages_script_holds_is_in_no_script_that_stands_on_it() -> None:
    """Else there are two of one kind, and a page that asks for the one finds the other."""
    brings = json.loads((LIVE / "brings.json").read_text(encoding="utf-8"))
    assert len(set(brings.values())) > 5
    table = {"src/champions/charts/chances.csv"}  # named with all, and put into those that draw
    in_page = set(built()["page.js"]["sources"]) - table
    assert len(in_page) > 30
    assert {name: in_page & set(built()[name]["sources"]) for name in brings.values()} == {
        name: set() for name in brings.values()
    }
