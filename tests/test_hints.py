"""A hint is true of the answer that gets it, fits it best, and leaves the last step to the learner."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from test_answer_bank import pairs, read_bank

from champions.data import course_folder
from champions.questions import Choice, Dots, Number, Order, Pick, Sort
from champions.questions.answers import plain
from champions.questions.base.question import Feedback, Marked, Miss, Signs, Unreadable
from champions.questions.number.author import mistakes, refused_roundings
from champions.questions.scheme import load_scheme

COURSE = Path(__file__).resolve().parents[1]
BANKS = sorted((COURSE / "tests" / "answers").glob("*.yml"))
ASKED: dict[str, Marked] = {
    f"{path.parent.name}/{one.id}": one
    for path in sorted(COURSE.glob("solutions/*/questions.json"))
    for one in load_scheme(path.parent).marked
}
each = pytest.mark.parametrize
MOST = 250  # answers of one question that are tried


def of_kind(*kinds: type[Marked]) -> list[str]:
    return [key for key, one in ASKED.items() if isinstance(one, kinds)]


def some(answers: Iterator[Any]) -> list[Any]:
    """So many of them, drawn by chance and always the same."""
    all_ = list(itertools.islice(answers, 20_000))
    return all_ if len(all_) <= MOST else random.Random("hints").sample(all_, MOST)


def possible(question: Marked) -> Iterator[Any]:
    """Plain answers that a learner may give: all of them where they are few, else those near the right one."""
    right = question.right_answer()
    if isinstance(question, Choice):
        yield from question.options
    elif isinstance(question, Pick):
        for many in range(len(question.options) + 1):
            yield from map(list, itertools.combinations(question.options, many))
    elif isinstance(question, Order):
        yield from map(list, itertools.permutations(question.items))
    elif isinstance(question, Sort):
        moved = [(i, g) for i in question.items for g in question.groups if right.get(i) != g]
        yield from (dict.fromkeys(question.items, group) for group in question.groups)
        yield from ({**right, item: group} for item, group in moved)
        for (one, here), (other, there) in itertools.combinations(moved, 2):
            yield {**right, one: here, other: there}
    elif isinstance(question, Dots):
        steps = [step / 4 for step in range(int(question.top) * 4 + 1)]
        yield from ({"dots": list(question.values), "line": height} for height in steps)
    elif isinstance(question, Number):
        near = {float(right) + step for step in range(-30, 31)}
        near |= {float(n) for miss in question.misses for n in re.findall(r"[\d.]+", str(miss.answer))
                 if n.strip(".")}  # fmt: skip
        yield from (number for number in sorted(near) if not question.agrees(number, right))


@cache
def bank_of(module: str) -> dict[str, Any]:
    return read_bank(COURSE / "tests" / "answers" / f"{module}.yml")


@cache
def wrong_of(key: str) -> tuple[tuple[Any, Any], ...]:
    """The wrong answers of a question: plain, and as it reads them. Those of the bank are among them."""
    return tuple(_wrong_of(key))


def _wrong_of(key: str) -> Iterator[tuple[Any, Any]]:
    module, name = key.split("/")
    question = ASKED[key]
    given = [
        *(answer for answer, _ in pairs(bank_of(module).get(name, {"wrong": []})["wrong"])),
        *some(possible(question)),
    ]
    for answer in map(plain, given):
        if question.blank(answer):
            continue
        try:
            read = question.read(answer)
        except Unreadable:
            continue
        if question.unfinished(read):
            continue
        if question.mark(answer).state != "right":
            yield answer, read


def fitting(question: Marked, read: Any) -> list[Miss]:
    return [
        miss
        for miss in question.misses
        if isinstance(miss.answer, Signs) and question.shows(miss.answer.wanted, read)
    ]


@each("key", ASKED)
def test_where_two_hints_fit_the_one_that_fits_fewer_answers_comes_first(key: str) -> None:
    question = ASKED[key]
    fits: dict[str, set[int]] = {miss.name: set() for miss in question.misses}
    for at, (_, read) in enumerate(wrong_of(key)):
        for miss in fitting(question, read):
            fits[miss.name].add(at)
    for earlier, later in itertools.combinations(question.misses, 2):
        wide, narrow = fits[earlier.name], fits[later.name]
        if earlier.name != later.name and narrow:
            assert not narrow <= wide, f"{later.name} is never told: {earlier.name} comes before it"


SAYS_RIGHT = re.compile(
    r"^(What you (found|chose) is right|That( one)? is right|Those (two|three|four) (are right|belong)"
    r"|Yes\b|You do all|That is (one|a start)\.)"
)


@each("key", of_kind(Pick))
def test_no_hint_says_that_ticks_are_right_where_one_is_wrong(key: str) -> None:
    pick = ASKED[key]
    right = set(pick.right_answer())
    for answer, _ in wrong_of(key):
        said = pick.mark(answer).messages[0]
        if SAYS_RIGHT.match(said):
            assert set(pick.read(answer)) <= right, (answer, said)


def gives_away(question: Any, miss: Miss) -> str:
    """The right number, where a hint tells it or how far it is from the one that was typed; else empty."""
    known = numbers_in(question.ask)
    said = numbers_in(miss.hint) - known
    if re.search(r"\bone too (many|few)\b", miss.hint, re.IGNORECASE):
        said.add(1.0)
    if re.search(r"\bone (more|less|fewer)\b", miss.hint, re.IGNORECASE):
        said.add(1.0)
    right = float(question.right_answer())
    wanted = miss.answer.wanted
    typed = [
        float(n) for n in re.findall(r"[\d.]+", str(wanted.get("exactly", wanted.get("is", ""))))
    ]
    close = {right} | {abs(right - number) for number in typed}
    return str(sorted(said & close)) if said & close else ""


_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def numbers_in(text: str) -> set[float]:
    """The numbers of a text, also those in words. "One" is mostly no number."""
    words = {
        n + 1.0 for n, word in enumerate(_WORDS) if n and re.search(rf"\b{word}\b", text.lower())
    }
    return words | {float(one) for one in re.findall(r"\d+(?:\.\d+)?", text)}


@each("key", of_kind(Number))
def test_no_hint_gives_the_right_number_away(key: str) -> None:
    number = ASKED[key]
    for miss in number.misses:
        assert not gives_away(number, miss), f"{miss.name}: {miss.hint}"
    assert float(number.right_answer()) not in numbers_in(number.look) - numbers_in(number.ask)


def test_a_hint_that_gives_a_number_away_is_found() -> None:
    for hint in (
        "One too many.",
        "There is always one more run.",
        "Count again: it is 8.",
        "Two are no runs.",
    ):
        found = Number(
            id="n", ask="How many?", right=8, look="L.", step="S.", praise="P.",
            misses=(Miss(Signs({"exactly": [7, 10]}), "m", hint),),
        )  # fmt: skip
        wrong = found.misses[0]
        assert gives_away(found, wrong) or hint == "Look again."


def stems(text: str) -> set[str]:
    """The telling words of a text, without their ends."""
    usual = {"which", "their", "there", "about", "would", "these", "those", "where", "after", "before",
             "people", "could", "should", "never", "every", "first", "still", "again", "might"}  # fmt: skip
    return {word[:6] for word in re.findall(r"[a-z]{5,}", text.lower()) if word not in usual}


@each("key", of_kind(Choice, Pick))
def test_no_hint_repeats_the_words_of_the_right_option(key: str) -> None:
    question: Any = ASKED[key]
    right = question.right_answer()
    for miss in question.misses:
        named = set(re.findall(r"'([\w-]+)'", str(miss.answer)))
        wrong = [
            words for one, words in question.options.items() if one in named or one not in right
        ]
        known = stems(" ".join([question.ask, *wrong]))
        for option in [right] if isinstance(right, str) else set(right) - named:
            told = (stems(question.options[option]) - known) & stems(miss.hint)
            assert len(told) < 2, f"{miss.name}: {sorted(told)} in “{miss.hint}”"


FIRST, SECOND, THIRD = (["other"] * tries for tries in range(3))


def told(feedback: Feedback) -> tuple[bool, bool]:
    said = " ".join(feedback.messages)
    return "Where to look:" in said, "One step, worked:" in said


@each("key", ASKED)
def test_help_comes_in_steps_a_hint_then_where_to_look_then_a_worked_step(key: str) -> None:
    question = ASKED[key]
    seen = 0
    for answer, read in wrong_of(key)[:25]:
        if not question.more_help(read):
            continue
        seen += 1
        steps = [told(question.mark(answer, history)) for history in (FIRST, SECOND, THIRD)]
        assert steps == [(False, False), (True, False), (True, True)], answer
        first = question.mark(answer, FIRST).messages
        assert question.look not in " ".join(first), answer
    assert seen or not wrong_of(key)


@each("path", BANKS, ids=lambda path: path.stem)
def test_no_answer_is_told_coldly(path: Path) -> None:
    for question in load_scheme(course_folder() / "solutions" / path.stem).marked:
        for miss in question.misses:
            assert "not the answer we are looking for" not in miss.hint


class TestLineByHand:
    draw: Any = ASKED["06-run-charts/draw-by-hand"]

    def outcome(self, height: float) -> str:
        answer = {**self.draw.right_answer(), "line": height}
        return str(self.draw.mark(answer).outcome)

    @each(
        ("height", "cause"),
        [(28, "line-at-last-dot"), (25.8, "mean-not-median"), (26, "mean-not-median"),
         (15.5, "line-half-way-up"), (27.5, "other"), (26.5, "other"), (27.4, "other"), (22, "other")],
    )  # fmt: skip
    def test_the_nearest_cause_is_told(self, height: float, cause: str) -> None:
        assert self.outcome(height) == cause

    def test_a_line_of_no_known_cause_is_told_what_lies_beside_it(self) -> None:
        (said,) = self.draw.mark({**self.draw.right_answer(), "line": 27.5}).messages
        above = sum(value > 27.5 for value in self.draw.values)
        assert f"{above} dots are above your line" in said


ABOUT = {
    "id": "n",
    "ask": "?",
    "quantity": "time",
    "unit": "minutes",
    "right": 9.1052,
    "within": 0.06,
    "look": "L.",
}


@each(
    ("words", "rounded", "refused"),
    [
        ("Just over 9 minutes.", 0.1, ["9"]),
        ("Just over 9 minutes.", 1, []),
        ("About 9.1 minutes. The target is 10, and 8 of 20 are over it.", 0.1, []),
        ("It is 9.11.", 0.0, []),
    ],
)
def test_an_author_is_told_where_the_printed_number_would_be_marked_wrong(
    words: str, rounded: float, refused: list[str]
) -> None:
    made: Any = {**ABOUT, "step": "S.", "praise": words, "rounded": rounded}
    assert list(refused_roundings(Number(**made))) == refused
    assert len([one for one in mistakes(Number(**made)) if "rounded:" in one]) == len(refused)


def test_a_share_in_100_and_a_number_in_tens_are_read_in_the_words_as_well() -> None:
    share: Any = {
        **ABOUT,
        "quantity": "share",
        "unit": "",
        "right": 0.3137,
        "within": 0.0006,
        "step": "S.",
    }
    assert list(refused_roundings(Number(**share, praise="About 31 in 100."))) == ["31"]
    assert not list(refused_roundings(Number(**share, praise="About 31 in 100.", rounded=0.01)))
    tens: Any = {
        **ABOUT,
        "right": 231.144,
        "within": 0.5,
        "step": "S.",
        "praise": "About 230 people.",
    }
    assert list(refused_roundings(Number(**tens))) == ["230"]


@each("key", of_kind(Number))
def test_what_the_lesson_prints_is_right_when_it_is_typed(key: str) -> None:
    assert list(refused_roundings(ASKED[key])) == []  # type: ignore[arg-type]
