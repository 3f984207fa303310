"""Answers to variants: another one may be tried as often as one likes, and the best attempt counts.

An answer holds the attempt that is being worked on: ``variant`` (its number), ``attempt`` (from 1),
``id`` (only where no learner's code was typed) and what its kind adds. Under ``earlier`` stand the
attempts before it, in the same form. An answer of the first version has a ``seed`` instead of a variant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from champions.questions.base.question import Feedback, Marked, Question
from champions.questions.facets import facet
from champions.questions.page import score_in_words
from champions.questions.variants import Origin, Variant, named_in, number_for, who, whole

#: Earlier attempts that an answer keeps. When there are more, one that earned least goes.
MOST_EARLIER = 9
#: The longest id that is read, in characters.
_LONGEST_ID = 40
#: So many numbers may be passed over because they came before, when it is asked what was copied.
_PASSED_OVER = 5


@dataclass(frozen=True)
class Owner:
    """Whose attempts they are: the lesson, the learner's code (or empty), and the id of the device."""

    lesson: str
    code: str
    device: str


def next_stamp(owner: Owner, question: str, answer: object = None) -> dict[str, Any]:
    """What the next attempt begins with: its variant, its number, and the id where there is no code.

    A variant that this answer holds already is passed over, and so is its number.

    >>> next_stamp(Owner("08-xmr-charts", "LC-17", "ab12"), "limits-by-hand")
    {'variant': 50, 'attempt': 1}
    >>> next_stamp(Owner("08-xmr-charts", "", "ab12"), "limits-by-hand")["id"]
    'ab12'
    """
    before = list(attempts_in(answer))
    used = {whole(one.get("variant")) for one in before}
    attempt = max((_attempt(one) for one in before), default=0) + 1
    code = who(owner.code)
    while (number := number_for(code or owner.device, owner.lesson, question, attempt)) in used:
        attempt += 1
    stamp = {"variant": number, "attempt": attempt}
    return stamp if code else {**stamp, "id": owner.device}


def own_right_answer(question: Question, owner: Owner) -> Any:
    """The right answer to the variant that a learner gets first; for a question without variants: to it."""
    if not question.pool:
        return question.right_answer()
    stamp = next_stamp(owner, question.id)
    return {**facet(question, "variant.answer")(stamp["variant"]), **stamp}


def stamp_for(origin: Origin) -> dict[str, Any]:
    """What a first attempt at this variant begins with, whoever's it is; or one at a seed."""
    if isinstance(origin, Variant):
        return {"variant": origin.number, "attempt": 1}
    return {"seed": origin}


def stamp_of(answer: object) -> dict[str, Any]:
    """What of an answer says which attempt it is: all but what its kind adds. Empty for no answer."""
    keys = ("seed", "variant", "attempt", "id", "earlier")
    return (
        {key: answer[key] for key in keys if key in answer} if isinstance(answer, Mapping) else {}
    )


def attempts_in(answer: object) -> Iterator[Mapping[str, Any]]:
    """Each attempt of an answer, the earlier ones first. What is no attempt is passed over."""
    if isinstance(answer, Mapping):
        yield from earlier_in(answer)
        yield answer


def earlier_in(answer: object) -> list[dict[str, Any]]:
    """The earlier attempts of an answer."""
    kept = answer.get("earlier") if isinstance(answer, Mapping) else None
    some = kept[:MOST_EARLIER] if isinstance(kept, list) else []
    return [_alone(one) for one in some if isinstance(one, Mapping)]


def _alone(answer: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in answer.items() if key != "earlier"}


def _attempt(answer: Mapping[str, Any]) -> int:
    number = whole(answer.get("attempt"))
    return number if number is not None and 0 < number < 10_000 else 0


def device_in(answers: Iterable[object]) -> str:
    """The id of the device, as the first of these answers that has one says it; else empty."""
    for answer in answers:
        for one in attempts_in(answer):
            if name := _id(one):
                return name
    return ""


def _id(answer: Mapping[str, Any]) -> str:
    name = answer.get("id")
    return who(name) if isinstance(name, str) and len(name) <= _LONGEST_ID else ""


def copied(
    question: Question, answer: object, lesson: str, codes: Sequence[str], edits: int
) -> Iterator[tuple[int, str]]:
    """The attempts whose variant does not follow from the learner: its number, and from what it does not.

    Args:
        question: the question. answer: the answer to it.
        lesson: the lesson's folder name.
        codes: the learner's code as it was typed, and as the trainer knows it.
        edits: how often the answer was changed; an attempt is a change at least.
    """
    pool = question.pool
    for one in attempts_in(answer) if pool else ():
        try:
            variant = named_in(one, pool)
        except ValueError:
            continue  # it is not read at all, and that is said
        if variant is None:
            continue
        attempt, name = _attempt(one), _id(one)
        owners = [name] if name else [code for code in map(who, codes) if code]
        follows = 0 < attempt <= edits + _PASSED_OVER and any(
            number_for(owner, lesson, question.id, attempt) == variant.number for owner in owners
        )
        if not follows:
            yield variant.number, "" if name else next((code for code in codes if who(code)), "")


# --- Marking ------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Varied(Marked):
    """A question with a pool of variants. Each attempt is marked by its own; the best counts."""

    produces = True  # it is decided on data that nobody has read for the learner

    def mark(self, answer: object, history: Sequence[str] = ()) -> Feedback:
        now = super().mark(answer, history)
        earlier = [(one, self.mark(one)) for one in earlier_in(answer)]
        attempt, best = max(earlier, key=lambda pair: pair[1].points, default=(None, now))
        if attempt is None or best.points <= now.points:
            return now
        counts = (
            f"With number {_number(attempt)} you earned {score_in_words(best.points, self.points)}. "
            "Your best attempt counts."
        )
        said = f"Now, with number {_number(answer)}: {now.heading}."
        return replace(
            best, messages=(counts, said, *now.messages), outcome=now.outcome, counted=counts
        )

    def earlier_in_words(self, answer: object) -> tuple[str, ...]:
        """What a trainer is told of the attempts before this one, a line each."""
        return tuple(
            f"Earlier, number {_number(one)}: {score_in_words(self.mark(one).points, self.points)}."
            for one in earlier_in(answer)
        )


def another(question: Question, answer: object, stamp: Mapping[str, Any]) -> dict[str, Any]:
    """What the answer of the next attempt begins with: all that was done before goes along."""
    before = earlier_in(answer)
    if isinstance(answer, Mapping) and not question.blank(answer):
        before.append(_alone(answer))
    while len(before) > MOST_EARLIER:
        points = [question.mark(one).points for one in before]
        del before[points.index(min(points))]
    return {**stamp, "earlier": before} if before else dict(stamp)


def next_one(question: Question, owner: Owner, answer: object) -> dict[str, Any]:
    """What says which attempt is next, with those before it; also with one that cannot be read."""
    return another(question, answer, next_stamp(owner, question.id, answer))


def _number(answer: object) -> str:
    """The number that an attempt shows: its variant's, or in the first version its seed."""
    shown = stamp_of(answer)
    number = whole(shown.get("variant", shown.get("seed")))
    return "?" if number is None else str(number)
