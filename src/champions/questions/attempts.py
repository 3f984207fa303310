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
from champions.sentences.told import told

#: Earlier attempts that an answer keeps. When there are more, one that earned least goes.
MOST_EARLIER = 9
#: The longest id that is read, in characters.
_LONGEST_ID = 40
#: What an attempt has before anything is done in it.
_TAKEN = ("seed", "variant", "attempt", "id", "earlier", "hints")
#: So many numbers may be passed over because they came before, when it is asked what was copied.
_PASSED_OVER = 5


@dataclass(frozen=True)
class Owner:
    """Whose attempts they are: the lesson, the learner's code (or empty), and the id of the device."""

    lesson: str
    code: str
    device: str


def next_stamp(
    owner: Owner, question: str, answer: object = None, *, apart: bool = False
) -> dict[str, Any]:
    """What the next attempt begins with: its variant, its number, and the id where there is no code.

    A variant that this answer holds already is passed over, and so is its number. With ``apart`` the id counts
    beside the code, as for a practical: then another browser, or another copy of the course, gives other data, and
    the reading of one cannot be read off another.

    >>> next_stamp(Owner("08-xmr-charts", "LC-17", "ab12"), "limits-by-hand")
    {'variant': 50, 'attempt': 1}
    >>> next_stamp(Owner("08-xmr-charts", "", "ab12"), "limits-by-hand")["id"]
    'ab12'
    """
    before = list(attempts_in(answer))
    used = {whole(one.get("variant")) for one in before}
    attempt = max((_attempt(one) for one in before), default=0) + 1
    code = who(owner.code)
    name = code + owner.device if apart or not code else code
    while (number := number_for(name, owner.lesson, question, attempt)) in used:
        attempt += 1
    stamp = {"variant": number, "attempt": attempt}
    return {**stamp, "id": owner.device} if apart or not code else stamp


def own_right_answer(question: Question, owner: Owner) -> Any:
    """The right answer to the variant that a learner gets first; for a question without variants: to it."""
    if not question.pool:
        return question.right_answer()
    stamp = next_stamp(owner, question.id, apart=question.practical)
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
        known = [code for code in map(who, codes) if code]
        owners = [name, *(code + name for code in known if question.practical)] if name else known
        follows = 0 < attempt <= edits + _PASSED_OVER and any(
            number_for(owner, lesson, question.id, attempt) == variant.number for owner in owners
        )
        if not follows:
            yield variant.number, "" if name else next((code for code in codes if who(code)), "")


# --- Marking ------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Varied(Marked):
    """A question with a pool of variants. Each attempt is marked by its own; the best counts."""

    takes = 7.0
    produces = True  # it is decided on data that nobody has read for the learner

    def mark(self, answer: object, history: Sequence[str] = ()) -> Feedback:
        now = self.mark_one(answer, history)
        earlier = [(one, self.mark_put_away(one)) for one in earlier_in(answer)]
        attempt, best = max(earlier, key=lambda pair: pair[1].points, default=(None, now))
        if attempt is None or best.points <= now.points:
            return now
        counts = told(
            "With number {number} you earned {points}. Your best attempt counts.",
            number=_number(attempt),
            points=score_in_words(best.points, self.points),
        )
        said = told(
            "Now, with number {number}: {heading}.", number=_number(answer), heading=now.heading
        )
        return replace(
            best, messages=(counts, said, *now.messages), outcome=now.outcome, counted=counts
        )

    def mark_one(self, answer: object, history: Sequence[str] = ()) -> Feedback:
        """An attempt by itself, while it is at hand."""
        return super().mark(answer, history)

    def mark_put_away(self, attempt: object) -> Feedback:
        """An attempt by itself, once another one is at hand."""
        return self.mark_one(attempt)

    def earlier_in_words(self, answer: object) -> tuple[str, ...]:
        """What a trainer is told of the attempts before this one, a line each."""
        return tuple(
            told(
                "Earlier, number {number}: {points}.",
                number=_number(one),
                points=score_in_words(self.mark(one).points, self.points),
            )
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
    return another(
        question, answer, next_stamp(owner, question.id, answer, apart=question.practical)
    )


def joined(answer: Any, other: object) -> Any:
    """An answer with the attempts of another one at data that it has none of.

    So nothing is lost where somebody went on in two windows, or on two devices. At the same data what stands in
    the first stays. When there are too many, the last of the other go: what they earned is not known here.

    >>> joined({"variant": 7, "attempt": 1, "line": 4}, {"variant": 9, "attempt": 1, "line": 2})
    {'variant': 7, 'attempt': 1, 'line': 4, 'earlier': [{'variant': 9, 'attempt': 1, 'line': 2}]}
    """
    if not isinstance(answer, Mapping) or _data_of(answer) is None:
        return answer
    kept = earlier_in(answer)
    known = {_data_of(one) for one in (answer, *kept)}
    more = [
        _alone(one)
        for one in attempts_in(other)
        if _data_of(one) is not None and _data_of(one) not in known and _is_begun(one)
    ]
    if not more:
        return answer
    return {**_alone(answer), "earlier": [*kept, *more][:MOST_EARLIER]}


def _data_of(attempt: Mapping[str, Any]) -> tuple[str, int] | None:
    """Which data an attempt is at; None where it says of none."""
    for key in ("variant", "seed"):
        if (number := whole(attempt.get(key))) is not None:
            return key, number
    return None


def _is_begun(attempt: Mapping[str, Any]) -> bool:
    """Whether something was done in an attempt, beside taking it."""
    return any(value for key, value in attempt.items() if key not in _TAKEN)


def _number(answer: object) -> str:
    """The number that an attempt shows: its variant's, or in the first version its seed."""
    shown = stamp_of(answer)
    number = whole(shown.get("variant", shown.get("seed")))
    return "?" if number is None else str(number)
