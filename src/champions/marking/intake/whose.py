"""Whose are all these files? Each is judged by its evidence, then all together, then the trainer is asked.

One function for the desk and for the command line: both get the same verdicts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from champions.marking.intake import people_names
from champions.marking.intake.identity import (
    NAMESAKES,
    SOURCES,
    TWO_SIDES,
    Choice,
    Judge,
    Verdict,
    same_code,
    sender_name,
)
from champions.marking.intake.known import People, address, text_key
from champions.marking.intake.places import CODE, FILE, FOLDER, MAIL, NAME, Clue, looks_like_a_code
from champions.marking.intake.safe_names import safe_id
from champions.marking.intake.said import Said
from champions.sentences import listed
from champions.sentences.told import later, told

ADVICE = later(
    'Choose the person on the desk (step 3), or say it on the command line: --whose "{place}=CODE".'
)


@dataclass(frozen=True)
class Question:
    """What only the trainer can say.

    Attributes:
        kind: ``whose`` for a person, ``which`` for one of several files of a person.
        text: the question, in one sentence.
        labels: what can be chosen, each in words: for a person name, code and group together.
        codes: what each choice stands for: a code, or a place.
        place: the file that is asked about.
        print: a digest of what is in it.
        clues: what the file says, for the trainer's word to be kept with.
        reason: why it is asked.
        sure: True when the first choice is evidence and no guess.
        new: the code under which somebody new would be kept, or empty.
        why: the short name of the reason.
        module: which lesson it is.
        files: for ``which``, place and digest of each file.
        of: the text of the question that settles this one too, or empty.
    """

    kind: str
    text: str
    labels: tuple[str, ...]
    codes: tuple[str, ...]
    place: str = ""
    print: str = ""
    clues: tuple[Clue, ...] = ()
    reason: str = ""
    sure: bool = False
    new: str = ""
    why: str = ""
    module: str = ""
    files: tuple[tuple[str, str], ...] = ()
    of: str = ""


#: Asks the trainer: the number of a choice, or a code that was typed, or None.
Ask = Callable[[Question], "int | str | None"]


@dataclass(frozen=True)
class Unclaimed:
    """One file before it is known whose it is.

    Attributes:
        place: where it lies.
        print: a digest of what is in it.
        module: which lesson it is.
        clues: what is known of whose it is.
        folder: the folder that is the person's, as far as one is named.
        blank: True when nobody has answered anything in it: such files are all alike.
    """

    place: str
    print: str
    module: str
    clues: tuple[Clue, ...]
    folder: tuple[str, ...] = ()
    blank: bool = False


@dataclass
class Settled:
    """A verdict for each file, in their order, and what is left to ask."""

    verdicts: list[Verdict] = field(default_factory=list)
    asked: list[Question] = field(default_factory=list)


def settle(
    files: Sequence[Unclaimed],
    people: People,
    said: Said,
    *,
    trust: str = "",
    ask: Ask | None = None,
) -> Settled:
    """Whose each of these files is.

    Args:
        files: every file that came.
        people: everybody on the trainer's list.
        said: what the trainer said before. What is said now is added to it, and what was learned.
        trust: ``code`` or ``folder``: which to believe when the two differ.
        ask: asks the trainer; nobody when left out.
    """
    files = _without_groups(files)
    judge = Judge(people, said.told(), trust)
    bags = _bags(files, people)
    verdicts = [
        judge.decide(one.clues, _word_for(one, said), bag=_is_in(one.folder, bags)) for one in files
    ]
    if people:
        verdicts = _one_number_each(files, verdicts, people, judge)
    else:
        verdicts = _persons_above(files, verdicts, judge)
        verdicts = _names_apart(files, verdicts, said)
        verdicts = _addresses_apart(files, verdicts, said, judge)
        verdicts = _one_number_each(files, verdicts, people, judge)
    made = Settled()
    for one, verdict in zip(files, verdicts, strict=True):
        if not verdict.code:
            verdict = _asked(one, verdict, judge, said, ask, made)  # noqa: PLW2901 - its answer
        elif not people:
            said.ids |= {
                clue.number: verdict.code
                for clue in one.clues
                if clue.number and _scope(clue.number) not in _BY_NAME
            }
            if mailbox := _mailbox(one, verdict, judge):
                said.ids[":".join(mailbox)] = verdict.code
        made.verdicts.append(verdict)
    return made


def _word_for(one: Unclaimed, said: Said) -> str:
    return said.whose(one.place, one.print) or (
        "" if one.blank else said.whose_elsewhere(one.print)
    )


# --- Folders that hold files of several people ---------------------------------------------------------


def _bags(files: Sequence[Unclaimed], people: People) -> set[tuple[str, ...]]:
    """Folders whose files are of several people, so that their names are no person's."""
    inside: dict[tuple[str, ...], list[Unclaimed]] = defaultdict(list)
    for one in files:
        inside[one.folder].append(one)
    return {folder for folder, ones in inside.items() if folder and _several(ones, people)}


def _several(ones: Sequence[Unclaimed], people: People) -> bool:
    typed: list[str] = []
    for one in ones:
        for clue in one.clues:
            if clue.kind == CODE and not same_code(clue.said, typed):
                typed.append(clue.said)
    if len(typed) > 1:
        return True
    by_lesson: dict[str, set[str]] = defaultdict(set)
    for one in ones:
        for clue in one.clues:
            if clue.kind == FILE and (
                not people or any(map(people.called, (*clue.readings, *clue.runs)))
            ):
                by_lesson[one.module].add(text_key(clue.said))
                if looks_like_a_code(clue.said):
                    by_lesson[""].add(text_key(clue.said))
    return any(len(names) > 1 for names in by_lesson.values())


def _persons_above(
    files: Sequence[Unclaimed], verdicts: list[Verdict], judge: Judge
) -> list[Verdict]:
    """Without a list: the same folder below several people, "Anna/stuff" and "Ben/stuff", is none of them."""
    above: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    beside: dict[tuple[str, ...], set[str]] = defaultdict(set)
    inner: dict[str, bool] = defaultdict(lambda: True)
    for one, verdict in zip(files, verdicts, strict=True):
        beside[one.folder[:-1]].add(verdict.code)
        if verdict.code and verdict.source == SOURCES[FOLDER]:
            above[verdict.code].add(one.folder[:-1])
            inner[verdict.code] &= len(_folders_of(one)) > 1
    # A folder that holds several people is a group's: theirs are the names below it.
    nobodys = {
        code
        for code, parents in above.items()
        if inner[code] and len(parents) > 1 and all(beside[one] == {code} for one in parents)
    }
    made = []
    for one, verdict in zip(files, verdicts, strict=True):
        if verdict.code in nobodys and (named := _folders_of(one)):
            left = [clue for clue in one.clues if clue is not named[0]]
            verdict = judge.decide(left)  # noqa: PLW2901 - its folder is no person's
        made.append(verdict)
    return made


def _folders_of(one: Unclaimed) -> list[Clue]:
    return [clue for clue in one.clues if clue.kind == FOLDER and not clue.weak]


def _without_groups(files: Sequence[Unclaimed]) -> Sequence[Unclaimed]:
    """GROUP/PERSON/Version 1 looks like Teams' PERSON/TASK/Version 1. Nobody has one lesson in two tasks."""
    tasks: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in files:
        if pair := _of_a_task(one):
            tasks[pair[0].said.casefold(), one.module].add(pair[1].number)
    made = []
    for one in files:
        pair = _of_a_task(one)
        if pair and len(tasks[pair[0].said.casefold(), one.module]) > 1:
            one = replace(one, clues=tuple(c for c in one.clues if c is not pair[0]))  # noqa: PLW2901
        made.append(one)
    return made


def _of_a_task(one: Unclaimed) -> tuple[Clue, Clue] | None:
    """The two folders of which either may be the person's."""
    both = [clue for clue in one.clues if clue.number.startswith("teams:")]
    return (both[0], both[1]) if [clue.kind for clue in both] == [NAME, FOLDER] else None


def _is_in(folder: tuple[str, ...], bags: set[tuple[str, ...]]) -> bool:
    return bool(folder) and folder in bags


# --- Numbers and names ---------------------------------------------------------------------------------


#: What shows that two files came from one place, and of which a person may have several.
_BY_NAME = {"mail", "teams"}


def _scope(number: str) -> str:
    """Within what a platform's number tells people apart: Moodle's and Blackboard's within one lesson."""
    parts = number.split(":")
    return ":".join(parts[:2]) if parts[0] in ("moodle", "blackboard") else parts[0]


def _short(number: str) -> str:
    parts = number.split(":")
    return parts[1] if parts[0] == "brightspace" else parts[-1]


def _one_number_each(
    files: Sequence[Unclaimed], verdicts: list[Verdict], people: People, judge: Judge
) -> list[Verdict]:
    """Two numbers of one platform are two people, whatever they are called and whatever code they typed."""
    numbers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one, verdict in zip(files, verdicts, strict=True):
        for clue in one.clues:
            if verdict.code and clue.number and _scope(clue.number) not in _BY_NAME:
                numbers[verdict.code.casefold(), _scope(clue.number)].add(clue.number)
    made = []
    for one, verdict in zip(files, verdicts, strict=True):
        apart = next(
            (
                sorted(found)
                for clue in one.clues
                if clue.number
                and verdict.code
                and not any(key.startswith("said:") for key in verdict.proof)
                and clue.number not in judge.told.by_trainer
                and len(found := numbers[verdict.code.casefold(), _scope(clue.number)]) > 1
            ),
            None,
        )
        made.append(verdict if apart is None else _apart(one, verdict, apart, people))
    return made


def _apart(one: Unclaimed, verdict: Verdict, numbers: Sequence[str], people: People) -> Verdict:
    clue = next(clue for clue in one.clues if clue.number in numbers)
    typed = next((clue for clue in one.clues if clue.kind == CODE), None)
    which = listed(_short(number) for number in numbers)
    if typed:
        reason = told(
            "{number} people typed the code {code}: {platform} has them as {which}.",
            number=len(numbers),
            code=verdict.code,
            platform=clue.platform,
            which=which,
        )
    else:
        reason = told(
            "{number} people are called {said} on {platform} ({which}), and both lead to {label}.",
            number=len(numbers),
            said=clue.said,
            platform=clue.platform,
            which=which,
            label=people.label(verdict.code),
        )
    new = safe_id(f"{clue.said} {_short(clue.number)}")
    namesakes = people.called(clue.said)
    choices = [Choice(verdict.code, people.label(verdict.code))]
    choices += [
        Choice(safe_id(p.code), p.label) for p in namesakes if safe_id(p.code) != verdict.code
    ]
    choices.append(Choice(new, told("Somebody new: {new}", new=new), new=True))
    return replace(
        verdict,
        code="",
        kind=TWO_SIDES if typed else NAMESAKES,
        reason=reason,
        choices=tuple(choices),
        sure=False,
    )


def _names_apart(files: Sequence[Unclaimed], verdicts: list[Verdict], said: Said) -> list[Verdict]:
    """Without a list: people of one name on a platform get their number beside it, and stay two."""
    numbers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one, verdict in zip(files, verdicts, strict=True):
        if clue := _named_by(one, verdict):
            numbers[verdict.code.casefold(), _scope(clue.number)].add(clue.number)
    taken: dict[str, set[str]] = defaultdict(
        set
    )  # whom an earlier run gave a name without a number
    for number, code in said.ids.items():
        taken[code.casefold()].add(number)
    made = []
    for one, verdict in zip(files, verdicts, strict=True):
        clue = _named_by(one, verdict)
        if clue is None or clue.number in said.ids:
            made.append(verdict)
            continue
        rivals = numbers[verdict.code.casefold(), _scope(clue.number)] | {
            number
            for number in taken[verdict.code.casefold()]
            if _scope(number) == _scope(clue.number)
        }
        if len(rivals) > 1:
            code = safe_id(f"{verdict.code} {_short(clue.number)}")
            note = told(
                "{number} people are called {code} on {platform}, so the number stands with the name.",
                number=len(rivals),
                code=verdict.code,
                platform=clue.platform,
            )
            verdict = replace(verdict, code=code, notes=(*verdict.notes, note))  # noqa: PLW2901
        elif any(
            _scope(number) != _scope(clue.number) and number.startswith("moodle:")
            for number in taken[verdict.code.casefold()]
        ):
            note = told(
                "It was taken for the {code} of other lessons, by the name alone: Moodle gives people new "
                "numbers in each assignment.",
                code=verdict.code,
            )
            verdict = replace(verdict, notes=(*verdict.notes, note))  # noqa: PLW2901
        made.append(verdict)
    return made


def _mailbox(one: Unclaimed, verdict: Verdict, judge: Judge) -> tuple[str, str, str] | None:
    """Address and name of the sender by whose address alone a file was given to somebody."""
    clue = next((clue for clue in one.clues if clue.kind == MAIL and clue.number), None)
    if clue is None or verdict.source != SOURCES[MAIL] or judge.was_told(clue):
        return None
    name = sender_name(clue.said)
    return ("mailbox", address(clue.said), name.casefold()) if name else None


def _addresses_apart(
    files: Sequence[Unclaimed], verdicts: list[Verdict], said: Said, judge: Judge
) -> list[Verdict]:
    """Without a list: one address under two names may be two people who share it. They are asked about."""
    before: dict[str, list[str]] = defaultdict(list)
    now: dict[str, list[str]] = defaultdict(list)
    for key in said.ids:
        if key.startswith("mailbox:"):
            _, mail, name = key.split(":", 2)
            before[mail].append(name)
    boxes = [_mailbox(*both, judge) for both in zip(files, verdicts, strict=True)]
    for _, mail, name in filter(None, boxes):
        now[mail].append(name)
    made = []
    for one, verdict, box in zip(files, verdicts, boxes, strict=True):
        if box is not None:
            names = before[box[1]] or now[box[1]]
            if not all(people_names.fit(box[2], name) for name in names):
                verdict = _of_a_mailbox(one, verdict, [*names, box[2]])  # noqa: PLW2901
        made.append(verdict)
    return made


def _of_a_mailbox(one: Unclaimed, verdict: Verdict, names: Sequence[str]) -> Verdict:
    clue = next(clue for clue in one.clues if clue.kind == MAIL and clue.number)
    new = safe_id(sender_name(clue.said))
    reason = told(
        "{mail} sends work under several names, {names}: people may share this address.",
        mail=address(clue.said),
        names=listed(f'"{name}"' for name in dict.fromkeys(names)),
    )
    choices = (
        Choice(new, told("Somebody new: {new}", new=new), new=True),
        Choice(verdict.code, verdict.code),
    )
    return replace(
        verdict, code="", kind=TWO_SIDES, reason=reason, choices=choices, sure=False, assumed=False
    )


def _named_by(one: Unclaimed, verdict: Verdict) -> Clue | None:
    """The platform's name that a verdict rests on."""
    if not verdict.code or verdict.source != SOURCES[NAME]:
        return None
    return next(
        (clue for clue in one.clues if clue.kind == NAME and clue.number and not clue.blind), None
    )


# --- Asking --------------------------------------------------------------------------------------------


def _asked(
    one: Unclaimed, verdict: Verdict, judge: Judge, said: Said, ask: Ask | None, made: Settled
) -> Verdict:
    """Ask the trainer; keep the answer, or the question for later."""
    question = Question(
        "whose",
        told("Whose work is {place}?", place=one.place),
        tuple(choice.label for choice in verdict.choices),
        tuple(choice.code for choice in verdict.choices),
        one.place,
        one.print,
        one.clues,
        verdict.reason,
        verdict.sure,
        next((choice.code for choice in verdict.choices if choice.new), ""),
        verdict.kind,
        one.module,
    )
    code = _answer(question, judge, ask) if ask else ""
    if not code:
        made.asked.append(question)
        return verdict
    said.say(
        one.place, one.print, judge.spelt(code), one.clues, later("you were asked while marking")
    )
    others = [
        told("{source} says {said}", source=told(SOURCES[clue.kind]), said=clue.said)
        for clue in one.clues
        if clue.said != code and not clue.weak
    ]
    note = (told("Note: {others}.", others="; ".join(others)),) if verdict.sure and others else ()
    return Verdict(
        judge.spelt(code), told("what you said"), note, proof=verdict.proof | {f"said:{code}"}
    )


def _answer(question: Question, judge: Judge, ask: Ask) -> str:
    """The code that was chosen or typed; a typed one that nobody has must be said to be new."""
    for _ in range(3):
        answer = ask(question)
        if isinstance(answer, int):
            return question.codes[answer]
        if not answer:
            return ""
        if answer.casefold().startswith("new:"):
            return answer[4:].strip()
        if not judge.people or judge.knows(answer) or answer in question.codes:
            return answer
        said = told(
            'Nobody on the list has the code "{answer}". For somebody new type new:{answer}',
            answer=answer,
        )
        question = replace(question, reason=said)
    return ""


def by_hand(
    words: Iterable[tuple[str, str]], files: Sequence[Unclaimed], said: Said, why: str
) -> list[str]:
    """Take what was said of files by their names; gives back names that fit no file, or several.

    Args:
        words: file and code; a file by its whole place, or by the end of it when that is only one.
        files: every file that came.
        said: where it is kept.
        why: how it was said.
    """
    left = []
    for name, code in words:
        plain = name.replace("\\", "/").strip("/")
        exactly = [one for one in files if one.place in (name, plain)]
        fits = exactly or [
            one
            for one in files
            if one.place.replace(" > ", "/").endswith(f"/{plain}")
            or one.place.startswith(f"{plain}/")
        ]
        whole_folder = not exactly and all(one.place.startswith(f"{plain}/") for one in fits)
        if len(fits) != 1 and not (fits and (whole_folder or exactly)):
            left.append(name)
            continue
        for one in fits:
            said.say(one.place, one.print, code, one.clues, why)
    return left
