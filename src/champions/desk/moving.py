"""Work that goes from one person to another: the files, the marks, the replies, the feedback, the tables.

Nothing is marked anew for it, and nothing is lost: if the other person has sent that lesson too, the two
exchange it. What the trainer said stands in where the file lies and in what the desk remembers, so the
next marking gives it to the same person.
"""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from champions import files
from champions.desk import changing, dropping, people
from champions.desk.changing import Change
from champions.desk.people import Person
from champions.desk.state import Desk
from champions.marking import feedback, report
from champions.marking.intake.said import Said, print_of
from champions.marking.versions import lesson_of
from champions.nbgrader import record
from champions.sentences.told import told
from champions.trouble import Trouble

#: Files whose work does not count since two entries became one.
APART = "kept-apart"
_OF_EACH = ("submitted", "autograded", "originals", "feedback")
_TABLES = (report.BY_QUESTION, report.BY_LEARNER, report.HISTORY)


def lessons(desk: Desk, code: str) -> list[str]:
    """The lessons that a person sent, in the order of the course."""
    sent = {module for learner, module in desk.ledger.arrived() | desk.marked() if learner == code}
    return [module for module in desk.course.modules if module in sent]


def someone(desk: Desk, code: str) -> Person:
    """The person with a code, or whoever sent work under a code that is on no list.

    Raises:
        Trouble: when nobody has it.
    """
    if code not in desk.names() and lessons(desk, code):
        return Person(code)
    return changing.find(desk.names_folder, code)


def move(desk: Desk, source: str, to: str, modules: Sequence[str], why: str = "") -> Change:
    """Give lessons of one person to another.

    Raises:
        Trouble: when nothing or nobody was chosen, or the person has no such lesson.
    """
    one, other = someone(desk, source), changing.find(desk.names_folder, to)
    chosen = [module for module in lessons(desk, source) if module in modules]
    if not chosen or one.code == other.code:
        raise Trouble(
            told("Nothing was moved."),
            told("Choose at least one lesson, and another person to give it to."),
        )
    work = []
    for module in chosen:
        both = _has(desk, to, module)
        _move_files(desk, source, to, module, both=both)
        _move_marks(desk, source, to, module)
        work += [(source, to, module), *([(to, source, module)] if both else [])]
    did = told(
        "Lessons went from {label} to {label2}: {chosen}.",
        label=one.label,
        label2=other.label,
        chosen=", ".join(chosen),
    )
    made = changing.keep(desk.names_folder, desk.people(), did, why=why, work=work, files=True)
    assert made is not None  # noqa: S101 - there is work in it
    return made


def merge(desk: Desk, keep: str, gone: str, counts: dict[str, str], why: str = "") -> Change:
    """Make two entries of the list one person. The second one's code still leads to the first.

    Args:
        desk: the desk.
        keep: the code that stays.
        gone: the code of the other entry.
        counts: for each lesson that both have sent, the code of the one whose work counts.

    Raises:
        Trouble: when it was not said which work counts, or a concern about one of them is open.
    """
    folder = desk.names_folder
    one, other = changing.find(folder, keep), changing.find(folder, gone)
    if one.code == other.code:
        raise Trouble(
            told("Nobody else was chosen."), told("Choose the other entry of this person.")
        )
    both = [module for module in lessons(desk, gone) if module in lessons(desk, keep)]
    if open_ := [module for module in both if counts.get(module) not in (keep, gone)]:
        raise Trouble(
            told(
                "Both have sent {lessons}. Nothing was changed.",
                lessons=", ".join(map(desk.title, open_)),
            ),
            told("Choose for each of these lessons whose work counts."),
        )
    work = []
    for module in lessons(desk, gone):
        exchanged = module in both
        if exchanged:
            _set_aside(desk, keep if counts[module] == gone else gone, module, gone)
        if exchanged and counts[module] == keep:
            continue
        _move_marks(desk, gone, keep, module)
        work += [(gone, keep, module), *([(keep, gone, module)] if exchanged else [])]
    made = people.joined(one, other)
    everybody = [made if p.code == keep else p for p in desk.people() if p.code != gone]
    did = told("Two entries became one: {label} is {label2}.", label=other.label, label2=one.label)
    change = changing.keep(folder, everybody, did, why=why, work=work)
    assert change is not None  # noqa: S101 - an entry went
    desk.board.look_anew()
    return change


def split(
    desk: Desk,
    code: str,
    name: str,
    email: str,
    takes: Iterable[str],
    modules: Sequence[str],
    why: str = "",
) -> Change:
    """Make a second person out of an entry that is two people.

    Args:
        desk: the desk.
        code: the entry.
        name: the second person's name.
        email: their mail address, or empty.
        takes: what of the things that the entry is known by is theirs.
        modules: the lessons that are theirs.
        why: in the trainer's words.

    Raises:
        Trouble: when no name was given.
    """
    folder = desk.names_folder
    one = changing.find(folder, code)
    if not name:
        raise Trouble(
            told("There is no name for the second person."), told("Write a name, then press again.")
        )
    theirs = [value for value in one.also if value in set(takes)]
    made = people.with_others(
        Person(people.new_code([p.code for p in desk.people()]), name, email, one.cohort), *theirs
    )
    left = people.without(one, [*theirs, made.name, made.email])
    everybody = [left if p.code == code else p for p in desk.people()]
    chosen = [module for module in lessons(desk, code) if module in modules]
    for module in chosen:
        # The list must not say any more that it is the first one's.
        _move_files(desk, code, made.code, module, both=False)
        _move_marks(desk, code, made.code, module)
    work = [(code, made.code, module) for module in chosen]
    did = told(
        "One entry became two: {label} was part of {label2}.", label=made.label, label2=one.label
    )
    change = changing.keep(folder, [*everybody, made], did, why=why, work=work, files=True)
    assert change is not None  # noqa: S101 - somebody came
    return change


def undo(desk: Desk, number: int, why: str = "") -> Change:
    """Take a change back, with the work that went with it.

    Raises:
        Trouble: when it cannot be taken back any more.
    """
    found = next((one for one in changing.changes(desk.names_folder) if one.number == number), None)
    if found is None or number not in changing.can_be_undone(desk.names_folder):
        raise changing.not_any_more()
    done: set[tuple[frozenset[str], str]] = set()
    for source, to, module in found.work:
        pair = (frozenset((source, to)), module)
        if pair in done:
            continue  # an exchange goes back in one step
        done.add(pair)
        if found.files:
            _move_files(desk, to, source, module, both=(to, source, module) in found.work)
        _move_marks(desk, to, source, module)
    for code, person in found.now.items():
        if person is None:
            _bring_back(desk, code)
    made = changing.undo(desk.names_folder, number, why=why)
    desk.board.look_anew()
    return made


def _has(desk: Desk, code: str, module: str) -> bool:
    return module in lessons(desk, code)


# --- Files of the inbox ----------------------------------------------------------------------------------


def _move_files(desk: Desk, source: str, to: str, module: str, *, both: bool) -> None:
    """Lay a lesson's files into the other person's folder, and theirs into the first one's."""
    inbox = desk.out / dropping.INBOX
    goes = {source: to} | ({to: source} if both else {})
    laid = _lay_out(desk, module, {code: (inbox, to) for code, to in goes.items()})
    said = Said.load(desk.out)
    for place, learner in laid:
        seen = print_of(place.read_bytes())
        here = place.relative_to(inbox).as_posix()
        said.say(here, seen, learner, (), "work was moved on the desk")
    said.save()


def _set_aside(desk: Desk, code: str, module: str, merged: str) -> None:
    """Take files whose work does not count out of the inbox: the next marking would choose anew."""
    _lay_out(desk, module, {code: (desk.out / APART / merged, code)})


def _bring_back(desk: Desk, merged: str) -> None:
    """Put files back that were set aside when an entry became part of another."""
    apart = desk.out / APART / merged
    for path in sorted(path for path in apart.rglob("*") if path.is_file()):
        place = dropping.free_place(desk.out / dropping.INBOX / path.relative_to(apart))
        place.parent.mkdir(parents=True, exist_ok=True)
        path.rename(place)
    shutil.rmtree(apart, ignore_errors=True)


def _lay_out(
    desk: Desk, module: str, goes: Mapping[str, tuple[Path, str]]
) -> list[tuple[Path, str]]:
    """Lay a lesson's files of some people elsewhere: where, and whose they are from now on.

    A file that holds several people's work is taken apart; what others sent stays in the inbox.
    """
    inbox = desk.out / dropping.INBOX
    claimed = dropping.claims(desk.course, desk.ledger)
    with desk.course.open_gradebook() as book:
        receipts = record.receipts(book)
    for (code, name), receipt in receipts.items():
        # A code that is on no list claims nothing any more, but its work was marked.
        if code in goes and lesson_of(name) == module:
            claimed.setdefault(receipt.place, code)
    # Most files are of other people, and need not be read.
    holding = {place.split(" > ")[0] for place, code in claimed.items() if code in goes}
    laid = []
    found = [
        (path, dropping.lessons_in(path, desk.course, claimed))
        for path in sorted(inbox.rglob("*"))
        if path.is_file() and path.relative_to(inbox).as_posix() in holding
    ]
    for path, held in found:
        if not any(one.module == module and one.learner in goes for one in held):
            continue
        for one in held:
            moves = one.module == module and one.learner in goes
            folder, learner = goes[one.learner] if moves else (inbox, one.learner)
            place = dropping.lay_apart(one, learner, folder)
            if moves:
                laid.append((place, learner))
        dropping.take_away(path)
    return laid


# --- Marks ------------------------------------------------------------------------------------------------


def _move_marks(desk: Desk, source: str, to: str, module: str) -> None:
    """Give the marks of a lesson to another person, wherever they stand."""
    with desk.course.open_gradebook() as book:
        marked = {name for code, name in record.receipts(book) if code in (source, to)}
    for version in sorted({module, *(one for one in marked if lesson_of(one) == module)}):
        _move_marks_of(desk, source, to, version)
    desk.ledger.move(source, to, module)
    for name in _TABLES:
        _rename(desk.out / name, source, to, module)
    desk.board.look_anew()


def _move_marks_of(desk: Desk, source: str, to: str, version: str) -> None:
    """Give the marks of one version of a lesson to another person."""
    course = desk.course
    with course.open_gradebook() as book:
        record.move(book, source, to, version)
    for step in _OF_EACH:
        for name in (version, f"{version}.html"):
            _exchange(course.out / step / source / name, course.out / step / to / name)
    for learner in (source, to):
        if result := desk.board.one(learner, version):
            page = course.out / "feedback" / learner / f"{version}.html"
            page.parent.mkdir(parents=True, exist_ok=True)
            with course.languages.speaking(result.lesson.module, result.language):
                files.write_whole(page, feedback.page(result))


def _exchange(one: Path, other: Path) -> None:
    """Let two files or folders change places; either may not be there."""
    between = one.with_name(f".{one.name}-between")
    if other.exists():
        one.parent.mkdir(parents=True, exist_ok=True)
        other.rename(between)
    if one.exists():
        other.parent.mkdir(parents=True, exist_ok=True)
        one.rename(other)
    if between.exists():
        between.rename(one)


def _rename(path: Path, source: str, to: str, module: str) -> None:
    """Put the other code into a lesson's rows of a table."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    learner, lesson = head.index("learner"), head.index("module")
    codes = {source: to, to: source}
    for row in rows:
        if lesson_of(row[lesson]) == module and row[learner] in codes:
            row[learner] = codes[row[learner]]
    made = io.StringIO(newline="")
    csv.writer(made).writerows([head, *rows])
    files.write_whole(path, "\ufeff" + made.getvalue())
