"""The lessons that a trainer marks with: their questions, and the released notebooks.

nbgrader marks only lessons that stand in its gradebook. Each is entered there by nbgrader's own
generate_assignment, into a private tree in the work folder, so that ``modules/`` stays as it is.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from champions.data import HOME_VARIABLE
from champions.files import private_folder
from champions.marking import fault, versions
from champions.marking.languages import Languages
from champions.marking.running.shelf import Shelf
from champions.marking.running.supervisor import STATE
from champions.nbgrader import record
from champions.nbgrader.settings import CONFIG, LOCAL_CONFIG, own_config
from champions.notebooks.reading import one_line
from champions.notebooks.restore import version_of
from champions.questions import Feedback, Question, answers
from champions.questions.answers import AnswerBook
from champions.questions.kept_back import PRIVATE, learners_copy
from champions.questions.scheme import Scheme, SchemeError, load_scheme, mark, scheme_in
from champions.sentences.told import later, told
from champions.trouble import Trouble

NOTEBOOK = "lesson.ipynb"
_CACHES = (".ipynb_checkpoints", "__pycache__")
_SOURCES, _RELEASED, _LEARNERS = "course/source", "course/released", "course/learners"
_KEPT = "course/kept"
#: Where the work folder has a folder for each learner's lesson, and for each lesson.
_PER_LESSON = ("submitted/*", "autograded/*", "originals/*", "feedback/*")
_PER_COURSE = (_SOURCES, _RELEASED, _LEARNERS)


#: Answers of one lesson of which it is kept what is said of them, and the longest, in letters.
MOST_SAID, LONGEST_KEPT = 20_000, 2_000
_as_key = json.JSONEncoder().encode


@dataclass(frozen=True)
class ReleasedLesson:
    """One lesson as a trainer needs it.

    Attributes:
        module: its folder name.
        title: its title in words.
        released: the notebook as learners get it, parsed.
        scheme: its questions.
        fingerprint: changes when the lesson or its marking scheme changes.
        others: the lesson's other notebooks as learners get them, by name.
        name: the name of ``released``.
    """

    module: str
    title: str
    released: dict[str, Any]
    scheme: Scheme
    fingerprint: str
    others: dict[str, dict[str, Any]] = field(default_factory=dict)
    name: str = NOTEBOOK
    _said: dict[tuple[str, str], Feedback] = field(default_factory=dict, repr=False, compare=False)

    def mark(self, question: Question, book: AnswerBook) -> Feedback:
        """As :func:`champions.questions.scheme.mark`. The same answer is not marked twice.

        Many learners give the same answer after the same tries, and the page asks again what the
        marking asked. Long answers, which are few people's, are not kept.
        """
        record = book.records.get(question.id)
        try:
            key = _as_key([record.answer, record.earlier]) if record else ""
        except (ValueError, TypeError, RecursionError):  # no plain data: it is marked as it is
            return mark(question, book)
        if (question.id, key) not in self._said:
            if len(self._said) >= MOST_SAID:
                self._said.clear()
            said = mark(question, book)
            if len(key) > LONGEST_KEPT:
                return said
            self._said[question.id, key] = said
        return self._said[question.id, key]

    @property
    def notebooks(self) -> dict[str, dict[str, Any]]:
        """Every notebook by its name, the main one first."""
        return {self.name: self.released, **self.others}

    @cached_property
    def lines(self) -> dict[int, str]:
        """Each released cell as a line of a file, by its identity: most learners' cells are these same."""
        cells = [cell for notebook in self.notebooks.values() for cell in notebook["cells"]]
        return {id(cell): one_line(cell) for cell in cells}

    @cached_property
    def plain_steps(self) -> dict[str, float]:
        """Steps that nbgrader's plain tests score, with the points each gives.

        They are in no marking scheme: another author wrote them as ``assert``. A step of another
        notebook than the main one goes by ``notebook/step``.
        """
        steps = {}
        for name, notebook in self.notebooks.items():
            for cell in notebook["cells"]:
                notes = cell["metadata"].get("nbgrader", {})
                step = str(notes.get("grade_id", ""))
                asked = step if step in self.scheme else step.removesuffix("-words")
                if (notes.get("grade") or notes.get("task")) and asked not in self.scheme:
                    whole = step if name == self.name else f"{Path(name).stem}/{step}"
                    steps[whole] = float(notes.get("points") or 0)
        return steps


_AGAIN = later("Build the lessons again: champions build.")


class Course:
    """The course folder, with a work folder for marking.

    Args:
        home: the course folder: the one that holds ``solutions/`` and ``datasets/``.
        out: the work folder. It is made when it is not there.
        db: the address of the gradebook; a file in the work folder when left out.

    Raises:
        Trouble: when there are no lessons, or the work folder cannot be used.
    """

    def __init__(self, home: Path, out: Path, db: str = "") -> None:
        self.home, self.out = home.resolve(), out.resolve()
        found = sorted((self.home / "solutions").glob("*/*.ipynb"))
        #: Each lesson's notebooks by name, the main one first.
        self.notebooks: dict[str, list[str]] = {}
        for path in sorted(found, key=lambda path: (path.parent, path.name != NOTEBOOK)):
            self.notebooks.setdefault(path.parent.name, []).append(path.name)
        self.modules = list(self.notebooks)
        if not self.modules:
            raise Trouble(
                told("There are no finished lessons in {home}.", home=self.home / "solutions"),
                told("Run this in the course folder, or build the lessons first: champions build."),
            )
        if re.search(r"[*?\[\]{}]", str(self.out)):
            # nbgrader looks for files with patterns, and would read these signs as part of one.
            raise Trouble(
                told(
                    "The work folder's path has a sign that cannot be used here: {out}",
                    out=self.out,
                ),
                told("Choose a folder without * ? [ ] { } in its path: --out FOLDER."),
            )
        private_folder(self.out)
        self.db = db
        #: Seconds to wait while another program holds the gradebook; 0 for the usual.
        self.patience = 0.0
        #: Told True before each question to the gradebook and False after it.
        self.busy: Callable[[bool], None] = lambda _: None
        self._earlier: dict[str, list[str]] = {}
        self._made_with: dict[tuple[str, str], str] = {}
        self._lessons: dict[str, ReleasedLesson] = {}
        self._laid_out: dict[str, str] = {}
        self._beside: dict[str, dict[str, bytes]] = {}
        self._gradebook: Any = None

    @property
    def gradebook(self) -> str:
        """The address of nbgrader's gradebook."""
        return self.db or f"sqlite:///{self.out / 'gradebook.db'}"

    @contextmanager
    def open_gradebook(self) -> Iterator[Any]:
        """The gradebook of nbgrader. Opening it costs more than reading it, so it is opened once."""
        if self._gradebook is None:
            self._gradebook = self._opened()
        try:
            yield self._gradebook
            self._gradebook.keep()  # and nothing that was read here goes stale
        except BaseException:
            self._gradebook.undo()
            raise

    def _opened(self) -> Any:
        from champions.nbgrader.gradebook import PATIENCE, OneBook

        with working_in(self.home):  # a new gradebook is made with the help of alembic
            book = OneBook(self.gradebook, self.patience or PATIENCE, self.busy)
        try:
            record.prepare(book)
        except BaseException:
            book.end()
            raise
        return book

    def close(self) -> None:
        """Let go of the gradebook. It is opened again when it is asked for."""
        if self._gradebook is not None:
            self._gradebook.end()
            self._gradebook = None

    @property
    def log(self) -> Path:
        """The log that nbgrader writes, for the one who helps the trainer."""
        return self.out / "logs" / "mark.log"

    def knows(self, name: str) -> bool:
        """True for a lesson of this course, and for an earlier version of one that is kept."""
        return name in self.notebooks or self._take_out(name)

    def made_with(self, module: str, version: str) -> str:
        """What the lesson is called that work was made with: the present one, or an earlier version.

        Args:
            module: the lesson.
            version: what the work's own notes say; a version that is not kept counts as the present,
                and so does one that asks the very same questions.
        """
        if (module, version) not in self._made_with:
            self._made_with[module, version] = self._find_version(module, version)
        return self._made_with[module, version]

    def _find_version(self, module: str, version: str) -> str:
        if version in ("", self.version(module)):
            return module
        kept = versions.kept_as(self.home, module, version)
        name = versions.named(module, kept) if kept else module
        return name if self.knows(name) and not self._asks_the_same(module, name) else module

    def _asks_the_same(self, module: str, name: str) -> bool:
        """True when both versions ask the same questions, with the same right answers and words."""
        paths = [scheme_in(self._source(one)) for one in (module, name)]
        one, other = (versions.questions_in(path) if path else None for path in paths)
        return one is not None and one == other

    def version(self, name: str) -> str:
        """The version of a lesson that stands in its notes; empty where it has none."""
        return _version(self._source(name) / self._names(name)[0])

    def _source(self, name: str) -> Path:
        """The folder with a lesson as its author has it."""
        if name in self.notebooks:
            return self.home / "solutions" / name
        return self.out / _KEPT / name

    def _names(self, name: str) -> list[str]:
        """The names of a lesson's notebooks, the main one first."""
        if name in self.notebooks:
            return self.notebooks[name]
        self._take_out(name)
        return self._earlier[name]

    def _take_out(self, name: str) -> bool:
        """Lay an earlier version of a lesson into the work folder, if it is kept."""
        if name not in self._earlier and versions.version_in(name):
            folder = self.out / _KEPT / name
            if folder.is_dir() or versions.take_out(self.home, name, folder):
                found = sorted(folder.glob("*.ipynb"), key=lambda one: one.name != NOTEBOOK)
                self._earlier[name] = [one.name for one in found]
        return bool(self._earlier.get(name))

    def scheme_file(self, module: str) -> Path | None:
        """The questions that lie beside a lesson in the work folder; None when it has none."""
        return scheme_in(self.out / _SOURCES / module)

    def lesson(self, module: str) -> ReleasedLesson:
        """The lesson of this name, entered in the gradebook when it is new or has changed."""
        if module not in self._lessons:
            self._lessons[module] = self._enter(module)
        return self._lessons[module]

    def take(self, lesson: ReleasedLesson) -> None:
        """Take a lesson that a copy of this course has read and entered."""
        self._lessons[lesson.module] = lesson

    def title(self, module: str) -> str:
        """A lesson's title in words, without entering it anywhere."""
        path = self._source(module) / self._names(module)[0]
        title = _title(json.loads(path.read_text(encoding="utf-8")), module)
        earlier = versions.version_in(module)
        return (
            told("{title} (version {earlier})", title=title, earlier=earlier) if earlier else title
        )

    @cached_property
    def languages(self) -> Languages[ReleasedLesson]:
        """The lessons in the languages that learners worked in."""
        return Languages(self)

    def title_in(self, home: Path, module: str) -> str:
        """A lesson's title in another course folder, such as one in another language; empty when it has none."""
        path = home / "solutions" / module / NOTEBOOK
        return (
            _title(json.loads(path.read_text(encoding="utf-8")), module) if path.is_file() else ""
        )

    def lay_out(self, module: str) -> str:
        """Enter a lesson in the gradebook when it is new or has changed; give back its fingerprint.

        All that a lesson needs to run then lies in the work folder.
        """
        if module in self._laid_out:
            return self._laid_out[module]
        source = self._source(module)
        fingerprint = _fingerprint(source, self.home)
        stamp = self.out / "course" / f"{module}.json"
        with self.open_gradebook() as book:
            known = record.has_lesson(book, module)
        if not known or _read_stamp(stamp) != fingerprint:
            self._copy(source, module)
            if known or not self._entered_as_before(module):
                generate(self, module)
                self._take_down(module)
            stamp.write_text(json.dumps({"fingerprint": fingerprint}), encoding="utf-8")
        if scheme := self.scheme_file(module):
            self._hide(module, scheme)
        self._laid_out[module] = fingerprint
        return fingerprint

    def keep_marks_of_earlier_versions(self) -> None:
        """Let marks that were given by an earlier version that is kept go on as marks of that version.

        Called before anything is marked: the present version is then entered beside it.
        """
        for module in self.modules:
            if (self.out / _RELEASED / module).is_dir():
                self._keep_marks(module)

    def _keep_marks(self, module: str) -> None:
        before = _version(self.out / _RELEASED / module / self._names(module)[0])
        name = self.made_with(module, before)
        if name != module:
            with self.open_gradebook() as book:
                record.rename(book, module, name)
            for folder in (*_PER_LESSON, *_PER_COURSE):
                for old in sorted(self.out.glob(f"{folder}/{module}")):
                    old.rename(old.with_name(name))
            for page in sorted(self.out.glob(f"feedback/*/{module}.html")):
                page.rename(page.with_name(f"{name}.html"))
            self._forget_read(module)

    def _forget_read(self, module: str) -> None:
        if self._gradebook is not None:
            self._gradebook.forget_released(module)

    def _enter(self, module: str) -> ReleasedLesson:
        fingerprint = self.lay_out(module)
        main, *others = (self._released(module, name) for name in self._names(module))
        try:
            with working_in(self.home):
                scheme = self._scheme(module, main)
        except SchemeError as error:
            raise Trouble(str(error), told(_AGAIN)) from error
        names = self._names(module)
        return ReleasedLesson(
            module,
            self.title(module),
            main,
            scheme,
            fingerprint,
            dict(zip(names[1:], others, strict=True)),
            names[0],
        )

    def _released(self, module: str, name: str) -> dict[str, Any]:
        path = self.out / _RELEASED / module / name
        released: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        for cell in released["cells"]:
            if isinstance(cell["source"], list):
                cell["source"] = "".join(cell["source"])
        return released

    def _scheme(self, module: str, main: dict[str, Any]) -> Scheme:
        """The lesson's questions; none for another author's lesson, with plain tests alone."""
        asks = any(re.search(r"^check\(", cell["source"], re.MULTILINE) for cell in main["cells"])
        if not asks and self.scheme_file(module) is None:
            return Scheme(versions.lesson_of(module), ())
        # Answers know the lesson alone, and not which version of it asks the questions.
        return load_scheme(self.out / _SOURCES / module, versions.lesson_of(module))

    def files_beside(self, module: str) -> dict[str, bytes]:
        """What lies beside the lesson while it runs, but the scheme as learners may see it."""
        if module not in self._beside:
            source = self.out / _SOURCES / module
            self._beside[module] = {
                path.relative_to(source).as_posix(): path.read_bytes()
                for path in sorted(source.rglob("*"))
                if path.is_file() and path.suffix != ".ipynb"
            }
            if scheme := self.scheme_file(module):
                learners = self.out / _LEARNERS / module / scheme.name
                self._beside[module][scheme.name] = learners.read_bytes()
        return dict(self._beside[module])

    def rehearsed_sources(self, module: str) -> list[list[str]]:
        """The code of the author's own copies of a lesson's notebooks, cell by cell, each twice.

        Once as nothing is answered yet, and once as all is: so a chart whose reading waits for its
        questions is shown in both ways. They are runs of their own, for two processors.

        Nothing when the lesson keeps answers back: the author's charts, which learners' lessons are
        then given, may show them.
        """
        scheme = self.scheme_file(module)
        if scheme and self.files_beside(module)[scheme.name] != scheme.read_bytes():
            return []
        book = answers.as_text(self.lesson(module).scheme.model_book())
        answer_all = f"open({answers.SIDECAR!r}, 'w', encoding='utf-8').write({book!r})"
        copies = [_code(path) for path in self._copies(_SOURCES, module)]
        return [run for code in copies for run in (code, [answer_all, *code])]

    def shown_steps(self, module: str) -> set[str]:
        """The code cells that learners have word for word: no solutions, and no hidden tests."""
        return {step for path in self._copies(_RELEASED, module) for step in _code(path)}

    def _copies(self, kind: str, module: str) -> list[Path]:
        paths = [self.out / kind / module / name for name in self._names(module)]
        return [path for path in paths if path.is_file()]

    def _hide(self, module: str, scheme: Path) -> None:
        """Write the learners' copy of the questions, without the answers that are kept back."""
        folder = self.out / _LEARNERS / module
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with working_in(self.home):
                learners = learners_copy(scheme, module)
        except ValueError as error:
            raise Trouble(
                str(error), told("Write the question out whole. {again}", again=told(_AGAIN))
            ) from error
        (folder / scheme.name).write_text(learners, encoding="utf-8")

    def _entered_as_before(self, module: str) -> bool:
        """Enter a lesson as nbgrader entered it in another gradebook; False where that is not kept."""
        from champions.nbgrader import entered

        made = entered.read(self._shelf.find(self._name_kept(module)))
        if made is None:
            return False
        try:
            with self.open_gradebook() as book:
                entered.enter(book, made, self.out / _RELEASED / module)
        except Exception as error:  # noqa: BLE001 - nbgrader then enters it, or says what is wrong
            fault.LOG.info("%s is not entered as before: %r", module, error)
            return False
        return True

    def _take_down(self, module: str) -> None:
        """Keep how nbgrader entered a lesson. It only saves time."""
        from champions.nbgrader import entered

        with suppress(TypeError, OSError), self.open_gradebook() as book:
            made = entered.taken_down(book, module, self.out / _RELEASED / module)
            self._shelf.put(self._name_kept(module), made)

    @property
    def _shelf(self) -> Shelf:
        return Shelf(self.home / STATE / "entered")

    def _name_kept(self, module: str) -> str:
        from champions.nbgrader import entered

        return entered.name_for(module, self.out / _SOURCES / module, own_config(self.home))

    def _copy(self, source: Path, module: str) -> None:
        """Copy the lesson with what a release would take along, by the course's own settings."""
        target = self.out / _SOURCES / module
        if target.exists():
            shutil.rmtree(target)
        config = own_config(self.home).CourseDirectory
        ignored = list(config.ignore) if "ignore" in config else []
        left_out = shutil.ignore_patterns(*ignored, *_CACHES, *PRIVATE)
        shutil.copytree(source, target, ignore=left_out)

    def config(self) -> Any:
        """Settings for nbgrader: the course's own, with the folders of this work folder."""
        from champions.nbgrader.gradebook import PATIENCE, patient

        config = own_config(self.home)
        folders = config.CourseDirectory
        folders.root = str(self.out)
        folders.source_directory, folders.release_directory = _SOURCES, _RELEASED
        folders.submitted_directory, folders.autograded_directory = "submitted", "autograded"
        folders.db_url = patient(self.gradebook, self.patience or PATIENCE)
        folders.course_id = ""  # the exchange's name for the course: nothing is exchanged here
        # The course leaves answers out of what learners get. Here they must go along with the lesson.
        folders.ignore = list(_CACHES)
        config.OverwriteCells.add_missing_cells = True
        return config


def _code(path: Path) -> list[str]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def generate(course: Course, module: str) -> None:
    """Enter a lesson in the gradebook with nbgrader's own generate_assignment.

    Raises:
        Trouble: when the lesson's steps have changed since marks were given for it.
    """
    from champions.nbgrader.assignment import CannotGenerate, generate_assignment

    log_to(course.log)
    course.busy(True)
    try:
        with working_in(course.home), course.open_gradebook() as book:
            generate_assignment(course.config(), module, book=book)
    except CannotGenerate as error:
        if trouble := fault.of_the_machine(error):
            raise trouble from error
        raise Trouble(
            told(
                "The lesson {module} could not be entered in the gradebook. Most often its steps have "
                "changed since marks were given for it.",
                module=module,
            ),
            told("Mark into a new work folder: --out FOLDER. The old marks stay where they are."),
            str(course.log),
        ) from error
    finally:
        course.busy(False)


def log_to(path: Path) -> None:
    """Send nbgrader's own log, and ours, to a file, for the one who helps the trainer."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for log in (logging.getLogger("traitlets"), fault.LOG):
        ours = [one for one in log.handlers if isinstance(one, _OurLog)]
        if any(one.baseFilename == str(path) for one in ours):
            continue
        for one in ours:  # of another work folder
            log.removeHandler(one)
            one.close()
        log.addHandler(_OurLog(path))
        log.setLevel(logging.INFO)
        log.propagate = False


class _OurLog(logging.FileHandler):
    """Writes into the log of a work folder."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, encoding="utf-8", errors="backslashreplace", delay=True)
        self.setFormatter(logging.Formatter("%(levelname)s %(message)s"))


@contextmanager
def working_in(home: Path) -> Iterator[None]:
    """Let lessons find their data, and nbgrader its programs, whatever folder we were started in."""
    before = {name: os.environ.get(name) for name in (HOME_VARIABLE, "PATH", "JPY_SESSION_NAME")}
    os.environ[HOME_VARIABLE] = str(home)
    # Without its own bin folder on the path nbgrader cannot find the alembic that it calls.
    os.environ["PATH"] = os.pathsep.join((str(Path(sys.executable).parent), before["PATH"] or ""))
    os.environ.pop("JPY_SESSION_NAME", None)  # a lesson would look for its answers under this name
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _fingerprint(source: Path, home: Path) -> str:
    digest = hashlib.sha256()
    paths = [path for path in source.rglob("*") if path.suffix != ".md"]
    paths = [path for path in paths if not set(_CACHES) & set(path.parts) and path.is_file()]
    settings = [home / CONFIG, *filter(Path.is_file, [home / LOCAL_CONFIG])]
    for path in [*sorted(paths), *settings]:
        within = (
            home if path.is_relative_to(home / "solutions") or path in settings else source.parent
        )
        digest.update(f"{path.relative_to(within).as_posix()}\0".encode())
        digest.update(path.read_bytes() if path.is_file() else b"")
        digest.update(b"\0")
    return digest.hexdigest()


def _read_stamp(stamp: Path) -> str:
    try:
        return str(json.loads(stamp.read_text(encoding="utf-8"))["fingerprint"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""  # not entered yet, or half written: enter it again


def _version(path: Path) -> str:
    try:
        return version_of(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return ""  # not there yet, or another author's


def _title(released: dict[str, Any], module: str) -> str:
    champions = released["metadata"].get("champions")
    title = champions.get("title") if isinstance(champions, dict) else None
    if isinstance(title, str) and title:
        return title
    for cell in released["cells"]:
        if cell["cell_type"] != "markdown":
            continue
        if found := re.match(r"#\s+(.+)", "".join(cell["source"])):
            return found.group(1).strip()
    return module.split("-", 1)[-1].replace("-", " ").capitalize()
