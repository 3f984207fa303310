"""Read how lessons went, and write their pages, while the next ones are marked: in a copy of this process.

The copy is made before anything else is begun. It is told of each lesson once its marks are kept, and asks no
gradebook. What it leaves is used only where the gradebook holds, at the end, what it was told; the rest, and
all that the copy could not do or did not come to, is done by whoever marks.
"""

from __future__ import annotations

import mmap
import os
import pickle
import signal
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import IO, Any, Self, cast

from champions.marking.course import Course, ReleasedLesson
from champions.marking.in_two import may_copy
from champions.marking.pages import write_page
from champions.marking.results import PlainStep, Result, result
from champions.nbgrader.record import Key, Sheet
from champions.questions import Question


@dataclass(frozen=True)
class Marked:
    """A learner's lesson whose marks are kept, with all that its page is made of beside its files."""

    learner: str
    module: str
    sheet: Sheet
    open_steps: dict[str, str]
    notes: tuple[str, ...]
    place: str = field(compare=False)

    @property
    def key(self) -> Key:
        """Whose lesson it is."""
        return self.learner, self.module

    def result(self, course: Course, lesson: ReleasedLesson) -> Result:
        """How it went."""
        return result(course, lesson, self.learner, self.sheet, self.open_steps, self.notes)


class Ahead:
    """Works ahead of the end of a marking, within a ``with`` block. Does nothing where no copy can be made."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self._asked: list[Marked] = []
        self._known: set[str] = set()
        self._copy = 0
        self._pipe: IO[bytes] | None = None

    def __enter__(self) -> Self:
        if may_copy():
            with suppress(OSError):  # this machine is short of something
                self._begin()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Let go of the copy. It leaves nothing but pages, each of them whole."""
        if self._copy:
            with suppress(OSError):
                os.kill(self._copy, signal.SIGKILL)
            self._end()

    def ask(self, marked: Marked, lesson: ReleasedLesson) -> None:
        """Let the copy make the page of a lesson whose marks are kept."""
        if self._pipe is None:
            return
        first = lesson.module not in self._known
        self._known.add(lesson.module)
        try:
            pickle.dump((marked, lesson if first else None), self._pipe, pickle.HIGHEST_PROTOCOL)
            self._pipe.flush()
        except OSError:  # it has ended: what it left counts all the same
            self._pipe = None
        else:
            self._asked.append(marked)

    def share_out(self) -> None:
        """Leave half of what the copy did not come to yet to whoever marks."""
        if self._copy:
            self._last[0] = (self._done[0] + len(self._asked) + 1) // 2

    def left_to_it(self) -> dict[Key, Marked]:
        """What the copy has made, or will make."""
        upto = self._last[0] if self._copy else 0
        return {one.key: one for one in self._asked[:upto]}

    def results(self) -> dict[Key, tuple[Marked, Result]]:
        """How the lessons went that the copy came to, and of which marks. Their pages are written."""
        if not self._copy:
            return {}
        self._end()
        self._kept.seek(0)
        return {
            self._asked[at].key: (self._asked[at], one)
            for at, one in _read(self._kept, self.course)
        }

    def _begin(self) -> None:
        # A file without a name, for a pipe that nobody reads yet would hold the copy up.
        self._kept = cast(IO[bytes], tempfile.TemporaryFile())  # noqa: SIM115 - it lives as long as this
        shared = memoryview(mmap.mmap(-1, 16)).cast("Q")
        self._done, self._last = shared[:1], shared[1:]
        self._last[0] = 2**63
        reading, writing = os.pipe()
        parent = os.getpid()
        try:
            self._copy = os.fork()
        except OSError:
            os.close(reading)
            os.close(writing)
            raise
        if self._copy == 0:
            self._be_the_copy(reading, parent)
        os.close(reading)
        self._pipe = os.fdopen(writing, "wb")

    def _end(self) -> None:
        if self._pipe is not None:
            with suppress(OSError):
                self._pipe.close()
            self._pipe = None
        os.waitpid(self._copy, 0)
        self._copy = 0

    def _be_the_copy(self, reading: int, parent: int) -> None:
        """Make page after page, until there are no more to come. Does not return."""
        try:
            _close_all_but(reading, self._kept.fileno())
            with os.fdopen(reading, "rb") as pipe:
                self._work(pipe, parent)
        finally:
            os._exit(0)  # nothing that this process holds is written or let go of twice

    def _work(self, pipe: IO[bytes], parent: int) -> None:
        while os.getppid() == parent and self._done[0] < self._last[0]:
            marked, lesson = pickle.load(pipe)  # noqa: S301 - this process itself wrote it
            if lesson is not None:
                self.course.take(lesson)
            with suppress(Exception):  # whoever marks does it again, and tells what went wrong
                one = marked.result(self.course, self.course.lesson(marked.module))
                write_page(self.course, one)
                _write(self._kept, self._done[0], one, self.course)
            self._done[0] += 1


def _close_all_but(*kept: int) -> None:
    """Let go of the files of the process that this is a copy of: some wait for the last to let go."""
    before = 2
    for one in (*sorted(kept), os.sysconf("SC_OPEN_MAX")):
        os.closerange(before + 1, one)
        before = one


class _Pickler(pickle.Pickler):
    """Names a lesson's questions in the place of writing them down."""

    def persistent_id(self, thing: Any) -> str | None:
        return (
            thing.id if isinstance(thing, Question) and not isinstance(thing, PlainStep) else None
        )


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: IO[bytes], lesson: ReleasedLesson) -> None:
        super().__init__(file)
        self._lesson = lesson

    def persistent_load(self, name: str) -> Question:
        return self._lesson.scheme[name]


def _write(file: IO[bytes], at: int, one: Result, course: Course) -> None:
    in_its_language = one.lesson is not course.lesson(one.lesson.module)
    pickle.dump((at, one.lesson.module, one.language, in_its_language), file)
    _Pickler(file, pickle.HIGHEST_PROTOCOL).dump(replace(one, lesson=cast(ReleasedLesson, None)))
    file.flush()


def _read(file: IO[bytes], course: Course) -> Iterator[tuple[int, Result]]:
    """What the copy left, but a last one that it did not write to its end."""
    with suppress(EOFError, pickle.UnpicklingError):
        while True:
            at, module, language, in_its_language = pickle.load(file)  # noqa: S301 - a copy of this process wrote it
            lesson = course.lesson(module)
            if in_its_language:
                lesson = course.languages.lesson(module, language)
            yield at, replace(_Unpickler(file, lesson).load(), lesson=lesson)
