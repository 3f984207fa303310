"""Which of several files of one learner's lesson counts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

from champions.marking.intake.collect.submission import Collected, Intake, Submission
from champions.marking.intake.receive import Refused
from champions.marking.intake.said import print_of, print_of_all
from champions.marking.intake.whose import Question
from champions.questions import answers
from champions.sentences import counted
from champions.sentences.told import later, told

#: Files that were changed within so many seconds of each other may be a copy: neither is the newer.
SAME_TIME = 2.0


def one_each(collected: Collected, intake: Intake) -> Iterable[Submission]:
    """One submission for each learner and notebook: of a learner's own files the newest."""
    groups: dict[tuple[str, str, str], list[Submission]] = {}
    for submission in collected.submissions:
        key = (submission.learner.casefold(), submission.module, submission.name)
        groups.setdefault(key, []).append(submission)
    for group in groups.values():
        lessons = [one for one in group if not one.answers_only] or group
        chosen = _the_one_that_counts(lessons, collected, intake)
        if chosen is not None:
            beside = [one for one in group if one.answers_only and one not in lessons]
            yield _with_answers(chosen, beside)


def _with_answers(chosen: Submission, beside: Sequence[Submission]) -> Submission:
    """A lesson with the answers of small files that came apart from it."""
    for one in beside:
        merged = chosen.book.merged(one.book)
        if merged.to_dict() != chosen.book.to_dict():
            note = told("Answers in {place} were used too.", place=one.place)
            prints = f"{chosen.fingerprint} {one.fingerprint}"
            chosen = replace(
                chosen,
                book=merged,
                notes=(*chosen.notes, note),
                fingerprint=hashlib.sha256(prints.encode()).hexdigest(),
                recorded=True,
                beside=True,
            )
    return chosen


def _the_one_that_counts(
    group: list[Submission], collected: Collected, intake: Intake
) -> Submission | None:
    if len({submission.fingerprint for submission in group}) == 1:
        # Through nbgrader's exchange, feedback goes back by the newest of them.
        kept = max(group, key=lambda one: one.when) if group[0].secret else group[0]
        again = [one for one in group if one is not kept]
        collected.left_alone += [
            told("{place} (the same file again)", place=one.place) for one in again
        ]
        return kept
    newest = _newest(group, collected, intake)
    if newest is None:
        collected.refused += _two_files(group)
        return None
    older = [one for one in group if one is not newest]
    note = told(
        "There were {number} files. The newest was marked: {place}. Kept and not marked: {place2}.",
        number=len(group),
        place=newest.place,
        place2=", ".join(one.place for one in older),
    )
    return replace(newest, notes=(*newest.notes, note), older=tuple(older))


def _newest(group: list[Submission], collected: Collected, intake: Intake) -> Submission | None:
    """The newest file, when there is proof that all are one person's and which one is the newest.

    One code in two files is no proof that one person sent both: two people may have typed it. It is
    proof when a platform gave both to one person, or when the later file goes on from the earlier.
    """
    ordered = all(one.order for one in group)
    by_age = sorted(group, key=lambda one: one.order if ordered else (one.when,))
    last, before = by_age[-1], by_age[-2]
    clear = last.order != before.order if ordered else last.when - before.when >= SAME_TIME
    proof = frozenset.intersection(*(one.proof for one in group))
    proof -= {one for one in proof if one.startswith("mail:")}  # somebody may send for others
    if clear and (proof or all(_goes_on(a.book, b.book) for a, b in pairwise(by_age))):
        return last
    if not clear and (last_by_work := _last_by_its_work(group)):
        return last_by_work
    text = told(
        "Which file of {learner} counts, for {module}?",
        learner=group[0].learner,
        module=group[0].module,
    )
    places = [one.place for one in by_age[::-1]]
    files = tuple((one.place, print_of(one.data)) for one in group)
    if (said := intake.said.which(text, print_of_all(files))) in places:
        return by_age[::-1][places.index(said)]
    question = Question(
        "which",
        text,
        tuple(_dated(one) for one in by_age[::-1]),
        tuple(places),
        reason=_why_which(intake.people.label(group[0].learner), clear=clear),
        sure=True,
        module=group[0].module,
        files=files,
    )
    answer = intake.ask(question) if intake.ask else None
    if not isinstance(answer, int):
        collected.asked.append(question)
        # Or they are two people: then each file is somebody's.
        collected.asked += [_whose_else(one, text, intake) for one in group]
        return None
    intake.said.say_which(
        text, places[answer], later("you were asked while marking"), print_of_all(files)
    )
    return by_age[::-1][answer]


def _why_which(label: str, *, clear: bool) -> str:
    if clear:
        return told(
            "They lead to {label}. They differ, and nothing proves that one person sent them all.",
            label=label,
        )
    return told(
        "They lead to {label}. They differ, and it is not clear which is the newest.", label=label
    )


def _last_by_its_work(group: Sequence[Submission]) -> Submission | None:
    """The one file that goes on from all the others, where their times do not say it.

    From a file without an answer anything goes on: that shows nothing.
    """
    if not all(one.book.records for one in group):
        return None
    last = [
        one
        for one in group
        if all(_goes_on(other.book, one.book) for other in group if other is not one)
    ]
    return last[0] if len(last) == 1 else None


def _whose_else(one: Submission, of: str, intake: Intake) -> Question:
    """Whose a file is after all, when another file leads to the same person."""
    return Question(
        "whose",
        told("Whose work is {place}?", place=one.place),
        (intake.people.label(one.learner),),
        (one.learner,),
        one.place,
        print_of(one.data),
        reason=told("Another file leads to {label} too.", label=intake.people.label(one.learner)),
        module=one.module,
        of=of,
    )


def _dated(one: Submission) -> str:
    number = len(one.book.records)
    answered = counted(number, "1 answer", "{n} answers")
    if not one.when:
        return f"{one.place} ({answered})"
    when = datetime.fromtimestamp(one.when, UTC).strftime("%d %B %Y, %H:%M UTC")
    return f"{one.place} ({when}; {answered})"


def _goes_on(earlier: answers.AnswerBook, later: answers.AnswerBook) -> bool:
    """Whether the later answers go on from the earlier: nothing is lost, each try still stands.

    >>> early, late = answers.AnswerBook("m"), answers.AnswerBook("m")
    >>> early.put("q", "a", "miss"), late.put("q", "a", "miss"), late.put("q", "b", "right")
    (True, True, True)
    >>> _goes_on(early, late), _goes_on(late, early)
    (True, False)
    """
    for name, record in earlier.records.items():
        after = later.records.get(name)
        if after is None or after.edits < record.edits:
            return False
        tries = len(record.history)
        if tries < answers.LONGEST_HISTORY and after.history[:tries] != record.history:
            return False
        if after.edits == record.edits and after.answer != record.answer:
            return False
    return True


def _two_files(group: list[Submission]) -> list[Refused]:
    places = ", ".join(submission.place for submission in group)
    return [
        Refused(
            submission.place,
            "two-files",
            told(
                "there are {number} different files for {learner} in {module}, and it is not clear that "
                "one person sent them, or which is the newest: {places}.",
                number=len(group),
                learner=submission.learner,
                module=submission.module,
                places=places,
            ),
            told(
                "Say on the desk (step 3) which one counts, or whose each is. On the command line: --whose "
                '"{place}=CODE".',
                place=submission.place,
            ),
            submission.learner,
            submission.module,
        )
        for submission in group
    ]


def whole_lessons(chosen: list[Submission], intake: Intake) -> Iterable[Submission]:
    """Put the notebooks of one lesson together: they are marked as one."""
    lessons: dict[tuple[str, str], list[Submission]] = {}
    for one in chosen:
        lessons.setdefault((one.learner, one.module), []).append(one)
    for (_, module), parts in lessons.items():
        names = list(intake.modules[module])
        first, *rest = sorted(parts, key=lambda one: names.index(one.name))
        prints = "".join(one.fingerprint for one in parts)
        yield replace(
            first,
            also=tuple(rest),
            fingerprint=first.fingerprint
            if not rest
            else hashlib.sha256(prints.encode()).hexdigest(),
            notes=tuple(dict.fromkeys(note for one in (first, *rest) for note in one.notes)),
        )
