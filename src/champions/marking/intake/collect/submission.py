"""What one learner sent for one lesson, and what is known while files are looked through."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from champions.marking import fault
from champions.marking.course import NOTEBOOK
from champions.marking.intake.known import People
from champions.marking.intake.places import Reader
from champions.marking.intake.receive import File, Refused
from champions.marking.intake.said import Said
from champions.marking.intake.whose import Ask, Question, Unclaimed
from champions.notebooks.reading import NotANotebook
from champions.questions import answers
from champions.sentences.told import told


@dataclass(frozen=True)
class Submission:
    """One learner's work on one lesson, as received.

    Attributes:
        learner: the file-safe learner id.
        id_from: where the id was found, in words.
        module: the lesson's folder name.
        place: where the notebook lay in the trainer's folder.
        held: the notebook's own bytes, for the untouched copy, where they are held.
        again: reads them again from where they lie; None where they are held.
        digest: their sha256.
        notebook: the notebook in the present format, without its outputs.
        book: the answers, from the notebook's outputs and the small file beside it.
        notes: what was repaired or is worth knowing, in sentences.
        fingerprint: changes when anything that the learner sent changes.
        name: which of the lesson's notebooks it is.
        when: when it was sent, or else last changed, in seconds since 1970.
        called: the learner as the trainer's folder has it, before it was made safe.
        sent_at: when it was sent, as nbgrader's ``timestamp.txt`` says, or the exchange's name of
            the folder, or empty.
        secret: what nbgrader's exchange wants to give feedback back, or empty.
        also: the lesson's other notebooks.
        older: earlier files of the same notebook, which are kept and not marked.
        proof: what shows that two files are one person's.
        order: which of one person's files is the later, where a platform says it.
        answers_only: True when only the small file of answers came, and no lesson.
        recorded: True when a record of answers came with it, though it may say that there are none.
        beside: True when that is the small file beside the lesson.
        emptied: questions whose step had been run, and shows nothing any more.
    """

    learner: str
    id_from: str
    module: str
    place: str
    notebook: dict[str, Any]
    book: answers.AnswerBook
    notes: tuple[str, ...]
    fingerprint: str
    digest: str
    held: bytes = b""
    again: Callable[[], bytes] | None = field(default=None, repr=False, compare=False)
    name: str = NOTEBOOK
    when: float = 0.0
    called: str = ""
    sent_at: str = ""
    secret: str = ""
    also: tuple[Submission, ...] = ()
    older: tuple[Submission, ...] = ()
    proof: frozenset[str] = frozenset()
    order: tuple[float, ...] = ()
    answers_only: bool = False
    recorded: bool = True
    beside: bool = False
    emptied: frozenset[str] = frozenset()

    @property
    def data(self) -> bytes:
        """The notebook's own bytes.

        Raises:
            NotANotebook: when they are not what was read before.
        """
        if self.again is None:
            return self.held
        data = read_bytes(self.again)
        if hashlib.sha256(data).hexdigest() != self.digest:
            raise NotANotebook(
                "changed",
                told("the file was changed while it was being marked."),
                told("Mark again."),
            )
        return data

    def in_memory(self) -> Submission:
        """The same, whatever becomes of the file that it came from."""
        return replace(self, held=self.data, again=None)


@dataclass(frozen=True)
class Read:
    """A notebook that was read: what is in it, but for what its steps showed.

    Pictures are most of a notebook, and the answers in what it shows are read: no cohort's pictures need to be
    held at once.
    """

    file: File
    module: str
    notebook: dict[str, Any]
    repairs: tuple[str, ...]
    book: answers.AnswerBook
    recorded: bool
    emptied: frozenset[str]
    digest: Any


@dataclass(frozen=True)
class Intake:
    """What is known, and who decides, while files are given to people.

    Attributes:
        modules: each lesson of the course, with the names of its notebooks.
        trust: ``code`` or ``folder`` says which to believe when the two differ.
        people: the trainer's list of people and codes.
        said: what the trainer said before.
        ask: asks the trainer; nobody when None.
        words: what is said with this run of whose files are: file and code.
        why: how that was said.
    """

    modules: Mapping[str, Sequence[str]]
    trust: str = ""
    people: People = field(default_factory=People)
    said: Said = field(default_factory=Said)
    ask: Ask | None = None
    words: Sequence[tuple[str, str]] = ()
    why: str = ""

    @cached_property
    def places(self) -> Reader:
        """Reads what places say in this course."""
        return Reader(self.modules)

    @cached_property
    def cells(self) -> dict[Any, dict[str, Any]]:
        """The cells that were met. Most are the same in each learner's lesson, and are held once."""
        return {}


@dataclass
class Collected:
    """What can be marked, what cannot, what was left alone, and what only the trainer can say.

    Attributes:
        submissions: what can be marked.
        refused: what cannot, and why.
        left_alone: files that are no work of anybody.
        asked: questions that nobody has answered.
        notes: sentences about all that came.
        claims: whose each file is, by its place; files that must be asked about are not in it.
    """

    submissions: list[Submission] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    left_alone: list[str] = field(default_factory=list)
    asked: list[Question] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    claims: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Draft:
    """A lesson that can be read, before it is known whose it is."""

    submission: Submission
    unclaimed: Unclaimed


def read_bytes(read: Callable[[], bytes]) -> bytes:
    """The bytes of a file; a fault of it is told in words."""
    try:
        return read()
    except OSError as error:
        if error.errno in fault.SHORT_OF:  # of which this file has no part
            raise
        raise NotANotebook(
            "unreadable",
            told("the file could not be opened ({strerror}).", strerror=error.strerror or error),
            told("Look at its permissions, or copy it again."),
        ) from error
