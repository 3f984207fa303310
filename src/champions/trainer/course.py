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
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from champions.data import HOME_VARIABLE
from champions.marking import SCHEME, Scheme, SchemeError, load_scheme
from champions.trainer.kept_back import tells, without_kept_back
from champions.trouble import Trouble

NOTEBOOK = "lesson.ipynb"
_SOURCES, _RELEASED, _LEARNERS = "course/source", "course/released", "course/learners"


@dataclass(frozen=True)
class Lesson:
    """One lesson as a trainer needs it.

    Attributes:
        module: its folder name.
        title: its title in words.
        released: the notebook as learners get it, parsed.
        scheme: its questions.
        fingerprint: changes when the lesson or its marking scheme changes.
    """

    module: str
    title: str
    released: dict[str, Any]
    scheme: Scheme
    fingerprint: str


class Course:
    """The course folder, with a work folder for marking.

    Args:
        home: the course folder: the one that holds ``solutions/`` and ``datasets/``.
        out: the work folder. It is made when it is not there.

    Raises:
        Trouble: when there are no lessons, or the work folder cannot be used.
    """

    def __init__(self, home: Path, out: Path) -> None:
        self.home, self.out = home.resolve(), out.resolve()
        found = (self.home / "solutions").glob(f"*/{NOTEBOOK}")
        self.modules = sorted(path.parent.name for path in found)
        if not self.modules:
            raise Trouble(
                f"There are no finished lessons in {self.home / 'solutions'}.",
                "Run this in the course folder, or build the lessons first: champions build.",
            )
        if re.search(r"[*?\[\]{}]", str(self.out)):
            # nbgrader looks for files with patterns, and would read these signs as part of one.
            raise Trouble(
                f"The work folder's path has a sign that cannot be used here: {self.out}",
                "Choose a folder without * ? [ ] { } in its path: --out FOLDER.",
            )
        self.out.mkdir(parents=True, exist_ok=True)
        self._lessons: dict[str, Lesson] = {}
        self._gradebook: Any = None

    @property
    def gradebook(self) -> str:
        """The address of nbgrader's gradebook."""
        return f"sqlite:///{self.out / 'gradebook.db'}"

    @contextmanager
    def open_gradebook(self) -> Iterator[Any]:
        """The gradebook of nbgrader. Opening it costs more than reading it, so it is opened once."""
        if self._gradebook is None:
            from nbgrader.api import Gradebook

            with working_in(self.home):  # a new gradebook is made with the help of alembic
                self._gradebook = Gradebook(self.gradebook)
        try:
            yield self._gradebook
        finally:
            self._gradebook.db.remove()  # ends the session, so that nothing read here goes stale

    @property
    def log(self) -> Path:
        """The log that nbgrader writes, for the one who helps the trainer."""
        return self.out / "logs" / "mark.log"

    def scheme_file(self, module: str) -> Path:
        """Where the marking scheme lies that nbgrader puts beside a lesson; it may not be there."""
        return self.out / _SOURCES / module / SCHEME

    def lesson(self, module: str) -> Lesson:
        """The lesson of this name, entered in the gradebook when it is new or has changed."""
        if module not in self._lessons:
            self._lessons[module] = self._enter(module)
        return self._lessons[module]

    def _enter(self, module: str) -> Lesson:
        source = self.home / "solutions" / module
        fingerprint = _fingerprint(source, self.home)
        stamp = self.out / "course" / f"{module}.json"
        if _read_stamp(stamp) != fingerprint:
            self._copy(source, module)
            generate(self, module)
            stamp.write_text(json.dumps({"fingerprint": fingerprint}), encoding="utf-8")
        path = self.out / _RELEASED / module / NOTEBOOK
        released = json.loads(path.read_text(encoding="utf-8"))
        for cell in released["cells"]:
            if isinstance(cell["source"], list):
                cell["source"] = "".join(cell["source"])
        try:
            with working_in(self.home):
                scheme = load_scheme(self.out / _SOURCES / module, module)
                self._hide(module)
        except SchemeError as error:
            raise Trouble(str(error), "Build the lessons again: champions build.") from error
        return Lesson(module, _title(released, module), released, scheme, fingerprint)

    def learners_scheme(self, module: str) -> bytes:
        """The marking scheme as learners' code may see it; empty when the lesson has none."""
        path = self.out / _LEARNERS / module / SCHEME
        return path.read_bytes() if path.is_file() else b""

    def _hide(self, module: str) -> None:
        """Write the learners' copy of the scheme, without the answers that are kept back."""
        ours = self.scheme_file(module).read_text(encoding="utf-8")
        folder = self.out / _LEARNERS / module
        folder.mkdir(parents=True, exist_ok=True)
        (folder / SCHEME).write_text(without_kept_back(ours), encoding="utf-8")
        if shown := tells(load_scheme(folder, module)):
            raise Trouble(
                f"In the marking scheme of {module} the answer to {shown[0]} cannot be kept back: "
                "it can still be read in the learners' copy.",
                "Write the question out, with right=..., misses=(...) and kept_back=True in it.",
            )

    def _copy(self, source: Path, module: str) -> None:
        """Copy the lesson and its scheme alone: whatever else lies beside them is not for learners."""
        target = self.out / _SOURCES / module
        target.mkdir(parents=True, exist_ok=True)
        for name in (NOTEBOOK, SCHEME):
            if (source / name).is_file():
                shutil.copyfile(source / name, target / name)

    def config(self) -> Any:
        """Settings for nbgrader: the course's own, with the folders of this work folder."""
        from traitlets.config import Config
        from traitlets.config.loader import PyFileConfigLoader

        config = Config()
        if (self.home / "nbgrader_config.py").is_file():
            config = PyFileConfigLoader("nbgrader_config.py", path=str(self.home)).load_config()
        folders = config.CourseDirectory
        folders.root = str(self.out)
        folders.source_directory, folders.release_directory = _SOURCES, _RELEASED
        folders.submitted_directory, folders.autograded_directory = "submitted", "autograded"
        folders.db_url = self.gradebook
        # The course leaves answers out of what learners get. Here they must go along with the lesson.
        folders.ignore = [".ipynb_checkpoints", "__pycache__"]
        config.OverwriteCells.add_missing_cells = True
        return config


def generate(course: Course, module: str) -> None:
    """Enter a lesson in the gradebook with nbgrader's own generate_assignment.

    Raises:
        Trouble: when the lesson's steps have changed since marks were given for it.
    """
    from nbgrader.converters import GenerateAssignment
    from nbgrader.converters.base import NbGraderException
    from nbgrader.coursedir import CourseDirectory

    log_to(course.log)
    config = course.config()
    config.CourseDirectory.assignment_id = module
    config.GenerateAssignment.force = True
    try:
        with working_in(course.home):
            GenerateAssignment(coursedir=CourseDirectory(config=config), config=config).start()
    except (NbGraderException, SystemExit) as error:
        raise Trouble(
            f"The lesson {module} could not be entered in the gradebook. Most often its steps have "
            "changed since marks were given for it.",
            "Mark into a new work folder: --out FOLDER. The old marks stay where they are.",
            str(course.log),
        ) from error


def log_to(path: Path) -> None:
    """Send nbgrader's own log to a file, for the one who helps the trainer."""
    path.parent.mkdir(parents=True, exist_ok=True)
    log = logging.getLogger("traitlets")
    if not log.handlers or all(isinstance(one, logging.NullHandler) for one in log.handlers):
        handler = logging.FileHandler(path, encoding="utf-8")
        handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
        log.addHandler(handler)
        log.setLevel(logging.INFO)
        log.propagate = False


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
    config = home / "nbgrader_config.py"
    parts = [source / NOTEBOOK, source / SCHEME, config]
    digest = hashlib.sha256()
    for path in parts:
        digest.update(path.read_bytes() if path.is_file() else b"")
        digest.update(b"\0")
    return digest.hexdigest()


def _read_stamp(stamp: Path) -> str:
    try:
        return str(json.loads(stamp.read_text(encoding="utf-8"))["fingerprint"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""  # not entered yet, or half written: enter it again


def _title(released: dict[str, Any], module: str) -> str:
    champions = released["metadata"].get("champions")
    title = champions.get("title") if isinstance(champions, dict) else None
    if isinstance(title, str) and title:
        return title
    for cell in released["cells"]:
        if cell["cell_type"] == "markdown" and (found := re.match(r"#\s+(.+)", cell["source"])):
            return found.group(1).strip()
    return module.split("-", 1)[-1].replace("-", " ").capitalize()
