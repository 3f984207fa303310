"""What only the trainer can say of whose files are: open questions, answers, and taking an answer back.

Answers are kept where the command line keeps them too (``whose.json`` in the work folder), so both give
the same verdicts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from champions.desk.state import Desk
from champions.marking.intake.identity import SLIP, UNKNOWN
from champions.marking.intake.known import people_in
from champions.marking.intake.safe_names import safe_id
from champions.marking.intake.said import FILE_WORD, Said, Word, print_of_all
from champions.marking.intake.whose import Question
from champions.sentences.told import later, told
from champions.trouble import Trouble

_WHY, _WHY_ALL = later("said on the desk"), later("said on the desk, for all at once")


def number_of(one: Question) -> str:
    """What a question is known by on a page."""
    return hashlib.sha256(f"{one.kind} {one.text} {one.print}".encode()).hexdigest()[:16]


def asked(desk: Desk) -> dict[str, Question]:
    """Every question of the last drop and the last marking, by its number, answered or not."""
    dropped: Iterable[Question] = desk.last.drop.asked if desk.last.drop else ()
    return {number_of(one): one for one in (*desk.marking.status().asked, *dropped)}


def open_questions(desk: Desk) -> dict[str, Question]:
    """The questions that nobody has answered yet."""
    said = Said.load(desk.out)
    return {key: one for key, one in asked(desk).items() if not _is_answered(one, said)}


def _is_answered(one: Question, said: Said) -> bool:
    if one.kind == FILE_WORD:
        return bool(said.whose(one.place, one.print)) or _is_settled_otherwise(one, said)
    told = [said.whose(place, print_) for place, print_ in one.files]
    return bool(said.which(one.text, _print_of(one))) or (bool(told) and all(told))


def _print_of(one: Question) -> str:
    return print_of_all(one.files) if one.files else ""


def _is_settled_otherwise(one: Question, said: Said) -> bool:
    return bool(one.of and said.which(one.of))


def said(desk: Desk) -> list[Word]:
    """Everything that the trainer said, the newest first."""
    return Said.load(desk.out).words[::-1]


def say(desk: Desk, number: str, code: str, *, new: bool = False) -> None:
    """Keep whose a file is.

    Args:
        desk: the desk.
        number: of the question.
        code: of the person.
        new: True for somebody who is on no list.

    Raises:
        Trouble: when there is no such question, or nobody was chosen.
    """
    one = asked(desk).get(number)
    known = {safe_id(person.code) for person in people_in(desk.out).everybody}
    code = safe_id(code)
    if one is None or not code or not (new or code in known or code in one.codes):
        raise Trouble(told("Nobody was chosen."), told("Choose a person, then press the button."))
    kept = Said.load(desk.out)
    if one.kind == FILE_WORD:
        kept.say(one.place, one.print, code, one.clues, _WHY)
        desk.ledger.arrives(one.place, code, one.module)
    kept.save()


def say_which(desk: Desk, number: str, place: str) -> None:
    """Keep which of a person's files counts.

    Raises:
        Trouble: when there is no such question or choice.
    """
    one = asked(desk).get(number)
    if one is None or one.kind == FILE_WORD or place not in (*one.codes, *one.labels):
        raise Trouble(
            told("Nothing was chosen."), told("Choose one of the files, then press the button.")
        )
    kept = Said.load(desk.out)
    kept.say_which(one.text, place, _WHY, _print_of(one))
    kept.save()


def all_new(desk: Desk) -> list[Question]:
    """The open questions that one press can settle: each names somebody, and nobody is like them."""
    return [
        one
        for one in open_questions(desk).values()
        if one.kind == FILE_WORD and one.why in (UNKNOWN, SLIP) and one.new and len(one.codes) == 1
    ]


def say_all_new(desk: Desk) -> None:
    """Keep that each of these files is of somebody new, called as their place says.

    Raises:
        Trouble: when there are none.
    """
    every = all_new(desk)
    if not every:
        raise Trouble(
            told("There is nobody new in the questions."), told("Answer them one by one.")
        )
    kept = Said.load(desk.out)
    for one in every:
        kept.say(one.place, one.print, one.new, one.clues, _WHY_ALL)
        desk.ledger.arrives(one.place, one.new, one.module)
    kept.save()


def undo(desk: Desk, number: int) -> None:
    """Take back what was said.

    Raises:
        Trouble: when nothing was said under this number.
    """
    kept = Said.load(desk.out)
    gone = kept.undo(number)
    if gone is None:
        raise Trouble(told("It was taken back already."), told("Look at the list again."))
    kept.save()
    if gone.place:
        desk.ledger.unclaim(gone.place)
