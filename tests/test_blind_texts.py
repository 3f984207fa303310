"""Texts written to a checklist are read as a fair person reads them: measured on texts that nobody tuned for.

`tests/answers/blind/written.yml` holds them, and says how it was made. Half of them, by a digest, was never
looked at while the reader was mended: that half is only counted. The thresholds are what was reached.

`tests/answers/blind/shown.yml` says beside each text where it says what. So it measures both: what the course
finds at first sight, and what counts once an honest writer has shown what it did not find.

`tests/answers/blind/written_again.yml` is by other voices, and has unfair texts as well: no more of them may earn
something than did when the reader had been mended.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from quick_yaml import read_yaml
from test_engine import Commands, as_python_says, needs_node

from champions.questions.base.question import Unreadable
from champions.questions.scheme import load_scheme
from champions.questions.written.pointing import ToShow, answer_with
from champions.questions.written.question import Written
from champions.questions.written.reading import sentences_typed

ROOT = Path(__file__).resolve().parents[1]
BANK = ROOT / "tests" / "answers" / "blind" / "written.yml"
SHOWN = BANK.with_name("shown.yml")
AGAIN = BANK.with_name("written_again.yml")
#: The kinds of text in the bank that a fair person finds right.
FAIR = ("fair", "later", "last")


@dataclass(frozen=True)
class Case:
    """A text, the points of the list that a fair person misses in it, and those that the course misses."""

    question: str
    text: str
    kind: str
    lacks: frozenset[str]
    missed: frozenset[str]
    points: int
    right: bool
    earned: float

    @property
    def held(self) -> bool:
        """True for the half that nobody looked at."""
        digest = hashlib.sha256(f"{self.question}\n{self.text}".encode()).hexdigest()
        return self.kind not in ("later", "last") and int(digest, 16) % 2 == 1

    @property
    def agrees(self) -> bool:
        return self.right == (self.kind in FAIR)


def texts_of(asked: dict[str, list[object]]) -> Iterator[tuple[str, str, frozenset[str]]]:
    for kind, texts in asked.items():
        for one in texts:
            if isinstance(one, dict):
                ((text, lacks),) = one.items()
                yield kind, text, frozenset(lacks)
            else:
                yield kind, str(one), frozenset()


@cache
def cases(bank: Path = BANK) -> tuple[Case, ...]:
    """Every text of a bank, as the course reads it today."""
    found = []
    for module, asked in read_yaml(bank).items():
        scheme = load_scheme(ROOT / "solutions" / module)
        for key, by_kind in asked.items():
            question = scheme[key]
            assert isinstance(question, Written)
            for kind, text, lacks in texts_of(by_kind):
                try:
                    met = question.met(question.read(text).text)
                except Unreadable:
                    met = dict.fromkeys(question.checks, False)
                assert lacks <= set(met), f"{key}: {lacks} are no points of the list"
                missed = frozenset(point for point, there in met.items() if not there)
                marked = question.mark(text)
                right = marked.state == "right"
                found.append(Case(key, text, kind, lacks, missed, len(met), right, marked.points))
    return tuple(found)


def agreed(some: list[Case]) -> float:
    return sum(one.agrees for one in some) / len(some)


def test_the_bank_has_many_texts_for_every_step_with_a_checklist() -> None:
    asked = {
        one.id
        for path in ROOT.glob("solutions/*/questions.json")
        for one in load_scheme(path.parent).marked
        if isinstance(one, Written)
    }
    assert {one.question for one in cases()} == asked
    for name in asked:
        mine = [one for one in cases() if one.question == name]
        assert sum(one.kind in FAIR for one in mine) >= 25, name
        assert sum(one.kind not in FAIR for one in mine) >= 12, name


@pytest.mark.parametrize(
    ("kinds", "held", "least"),
    [
        (("fair",), True, 0.97),
        (("fair",), False, 0.99),
        (("lacks", "bare"), True, 0.99),
        (("lacks", "bare"), False, 0.99),
        (("later", "last"), False, 0.99),
    ],
)
def test_texts_are_taken_and_refused_as_a_fair_person_does(
    kinds: tuple[str, ...], held: bool, least: float
) -> None:
    some = [one for one in cases() if one.kind in kinds and one.held == held]
    assert len(some) > 60
    off = [] if held else [one for one in some if not one.agrees]  # what is held is only counted
    assert agreed(some) >= least, (agreed(some), off)


@pytest.mark.parametrize(("held", "least"), [(True, 0.985), (False, 0.985)])
def test_each_point_of_a_list_is_found_where_a_fair_person_finds_it(
    held: bool, least: float
) -> None:
    some = [one for one in cases() if one.kind != "bare" and one.held == held]
    points = sum(one.points for one in some)
    assert points > 700
    assert 1 - sum(len(one.lacks ^ one.missed) for one in some) / points >= least


@pytest.mark.parametrize(
    ("kinds", "points", "whole", "right"),
    [
        (("fair", "lacks"), 0.977, 0.91, 0.97),
        (("later",), 0.994, 0.97, 0.95),
        (("last",), 0.988, 0.95, 0.95),
    ],
)
def test_a_second_bank_by_other_voices_is_read_as_a_fair_person_reads_it(
    kinds: tuple[str, ...], points: float, whole: float, right: float
) -> None:
    some = [one for one in cases(AGAIN) if one.kind in kinds]
    off = [(one.question, one.text, one.lacks ^ one.missed) for one in some]
    wrong = [one for one in off if one[2]]
    of = sum(one.points for one in some)
    assert of > 170
    assert 1 - sum(len(one[2]) for one in wrong) / of >= points, wrong
    assert 1 - len(wrong) / len(some) >= whole, wrong
    assert agreed(some) >= right, [one for one in some if not one.agrees]


def test_of_the_unfair_texts_of_the_second_bank_no_more_earn_than_did() -> None:
    some = [one for one in cases(AGAIN) if one.kind == "unfair"]
    earning = [(one.question, one.text, one.earned) for one in some if one.earned]
    assert len(some) >= 39
    assert len(earning) <= 11, earning
    assert sum(one.right for one in some) <= 2, earning


@pytest.mark.parametrize(
    "text",
    [
        "We will not say by when, nor for whom, and there will be no number such as 9 of 10 in it.",
        "I won't tell you which riders, or that it is 9 of 10 on time by June.",
        "we are not saying when june is or how many of 10 riders",
    ],
)
def test_what_somebody_will_not_tell_is_not_told(text: str) -> None:
    aim = load_scheme(ROOT / "solutions" / "01-what-is-improvement")["write-first-aim"]
    assert aim.mark(text).points == 0


@pytest.mark.parametrize(
    "text",
    [
        "We do not say how yet, but by June 9 of 10 riders are on time.",
        "We will not tell anybody how to drive, we want 9 of 10 riders on time by June.",
        "Riders do not say when they are late. By June 9 of 10 are on time.",
    ],
)
def test_what_is_told_beside_it_counts(text: str) -> None:
    aim = load_scheme(ROOT / "solutions" / "01-what-is-improvement")["write-first-aim"]
    assert isinstance(aim, Written)
    assert all(aim.met(text).values()), aim.met(text)


# --- What the writer shows ------------------------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """A text with what its writer shows in it, honestly or not, and what the course says of each."""

    module: str
    question: Written
    fair: bool
    text: str
    honest: object
    dishonest: object

    def right(self, answer: object) -> bool:
        return self.question.mark(answer).state == "right"


def showing(question: Written, text: str, which: Callable[[ToShow], str | None]) -> object:
    """The answer once its writer has shown all that they would, one point after the other."""
    shown: dict[str, str] = {}
    while found := [
        (one.key, sentence)
        for one in question.to_show(answer_with(text, shown))
        if (sentence := which(one)) is not None
    ]:
        shown |= dict(found[:1])
    return answer_with(text, shown)


def honestly(one: ToShow, entry: Mapping[str, Any]) -> str | None:
    """The sentence in which a fair person finds the point; none where they do not."""
    if one.key in entry.get("lacks", ()):
        return None
    if one.against:
        return one.sentences[0]
    there = sentences_typed(entry["says"])[entry["where"][one.key] - 1]
    return there if there in one.sentences else None


@cache
def shown() -> tuple[Shown, ...]:
    found = []
    for module, asked in read_yaml(SHOWN).items():
        scheme = load_scheme(ROOT / "solutions" / module, module)
        for key, entries in asked.items():
            question = scheme[key]
            assert isinstance(question, Written)
            for entry in entries:
                text = entry["says"]
                honest = showing(question, text, partial(honestly, entry=entry))
                dishonest = showing(question, text, lambda one: one.sentences[-1])
                fair = "lacks" not in entry
                found.append(Shown(module, question, fair, text, honest, dishonest))
    return tuple(found)


def test_what_the_program_does_not_find_counts_once_its_writer_shows_it() -> None:
    every = shown()
    at_sight = [one for one in every if one.right(one.text) == one.fair]
    then = [one for one in every if one.right(one.honest) == one.fair]
    print(f"{len(at_sight)} of {len(every)} at first sight, {len(then)} once it was shown")
    assert len(every) >= 60
    assert len({one.question.id for one in every}) == 13
    assert len(at_sight) >= 0.89 * len(every)
    assert len(then) >= 0.99 * len(every), set(every) - set(then)


def test_who_shows_whatever_they_like_gains_what_a_trainer_sees_first() -> None:
    """No program can tell an honest finger from another. What rests on one alone is always known as such."""
    others = [one for one in shown() if not one.fair]
    gained = [one for one in others if one.right(one.dishonest)]
    print(f"{len(gained)} of {len(others)} texts that lack something were right by it")
    assert len(others) >= 20
    assert all(one.question.shown_by_writer(one.dishonest) for one in gained)
    assert not any(one.right(one.text) for one in others)


@needs_node
def test_both_readers_say_the_same_of_what_is_shown_and_of_what_may_be() -> None:
    commands, expected = Commands(), {}
    for module in sorted({one.module for one in shown()}):
        commands.open(module)
    for one in shown():
        name = one.question.id
        odd = list(forged(one))
        for answer in (one.honest, odd[len(one.text) % len(odd)]):
            at = commands.add("mark", one.module, name, answer, [])
            expected[at] = as_python_says(one.question.mark(answer))
            at = commands.add("toShow", one.module, name, answer)
            expected[at] = as_the_form_gets(one.question, answer)
    found = commands.run()
    assert len(expected) >= 4 * len(shown())
    assert [
        (commands.lines[at], found[at], wanted)
        for at, wanted in expected.items()
        if found[at] != wanted
    ] == []


def forged(one: Shown) -> Iterator[object]:
    """Answers that no form would give."""
    keys, first = list(one.question.checks), sentences_typed(one.text)[0]
    yield {"text": one.text, "shown": dict.fromkeys([*keys, "more"], first)}
    yield {"text": one.text, "shown": dict.fromkeys(keys, "It is all there, believe me")}
    yield {"text": one.text, "shown": dict.fromkeys(keys, one.question.ask), "points": 9}
    yield {"text": f"{one.question.ask} {one.text}", "shown": dict.fromkeys(keys, one.question.ask)}
    yield {"text": first[:20], "shown": dict.fromkeys(keys, first[:20])}


def as_the_form_gets(question: Written, answer: object) -> dict[str, Any]:
    return {
        "open": [
            {**asdict(one), "sentences": list(one.sentences)} for one in question.to_show(answer)
        ],
        "shown": [
            {"key": key, "point": question.checks[key], "sentence": sentence}
            for key, sentence in question.shown_by_writer(answer).items()
        ],
    }


@needs_node
def test_both_readers_say_the_same_of_every_text() -> None:
    commands, expected = Commands(), {}
    banks = [read_yaml(bank) for bank in (BANK, AGAIN)]
    for module, first in banks[0].items():
        scheme = load_scheme(ROOT / "solutions" / module, module)
        commands.open(module)
        asked = [*first.items(), *banks[1][module].items()]
        for key, text in [(key, text) for key, kinds in asked for _, text, _ in texts_of(kinds)]:
            at = commands.add("mark", module, key, text, [])
            expected[at] = as_python_says(scheme[key].mark(text))
    found = commands.run()
    assert len(expected) > 800
    assert [
        (commands.lines[at], wanted) for at, wanted in expected.items() if found[at] != wanted
    ] == []
