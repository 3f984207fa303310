"""Make the lessons from their texts: the worked ones in ``solutions/``, then those in ``modules/``.

Everything is made in a folder apart and takes the place of what is there only when all went well.
The same texts give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from traitlets.config import Config

from champions.authoring import made_data, variants
from champions.authoring.advice import advise
from champions.authoring.asked import Asked, read_asked
from champions.authoring.beside import copy_beside
from champions.authoring.checks import check_lesson, check_scheme
from champions.authoring.minutes import place_to_stop
from champions.authoring.source import (
    Cell,
    Mistake,
    Source,
    SourceError,
    read_source,
    waiting,
)
from champions.authoring.surroundings import variables
from champions.authoring.toolbar import words_of_the_toolbar
from champions.authoring.unchanged import Built
from champions.data import HOME_VARIABLE, course_folder, course_words
from champions.files import in_a_command
from champions.lesson.session import STRICT_VARIABLE
from champions.nbgrader.settings import own_config
from champions.nbgrader.startup import leave_out_servers
from champions.place import Term, fill_in, load_glossary, load_place, place_in, words_used
from champions.questions import answers
from champions.questions.forms import WIDGET_MIME
from champions.questions.kept_back import learners_copy
from champions.questions.scheme import SCHEME, Scheme, scheme_in
from champions.sentences import counted
from champions.sentences.told import ENGLISH, as_html, later, speaking, told
from champions.trouble import Trouble

NOTEBOOK = "lesson.ipynb"
#: Longest time that one cell of a worked lesson may take, in seconds.
CELL_SECONDS = 120
_NO_DRAFT = 'When people may have it, delete the line "draft: true" near its top, and build again.'
_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
_EMPTY_LINES = re.compile(r"\n{3,}")
_HEADING = re.compile(r"^## ", re.MULTILINE)
_IMAGE = re.compile(r'\ssrc=\\?"data:image/[^"]*"')


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words after ``champions build``."""
    parser.add_argument(
        "module", nargs="*", help="a lesson, such as 06-run-charts; all when left out"
    )
    parser.add_argument(
        "--check", action="store_true", help="change nothing; fail when anything committed differs"
    )
    parser.add_argument(
        "--afresh", action="store_true", help="run each lesson, also where nothing has changed"
    )


def run(args: argparse.Namespace) -> int:
    """Build or check, and say what came of it. Returns 0 when all is well, else 1."""
    root = course_folder()
    modules = _chosen(root, args.module)
    glossary, place = load_glossary(root), load_place(root)
    for line in made_data.made_ready(root):
        print(line, flush=True)
    built = Built(root)
    waiting_ones = modules
    if not (args.check or args.afresh):
        waiting_ones = [one for one in modules if not built.as_it_was(one)]
        _say_what_stays([one for one in modules if one not in waiting_ones])
    lessons, mistakes = _read_all(root, waiting_ones, glossary, place)
    if mistakes:
        print(*mistakes, sep="\n", file=sys.stderr)
        raise Trouble(
            counted(
                len(mistakes),
                "1 thing to mend. No lesson was changed.",
                "{n} things to mend. No lesson was changed.",
            ),
            "Mend the lines above and build again.",
        )
    _advise(root, lessons, place)
    _drafts(lessons, checked=args.check)
    with tempfile.TemporaryDirectory(prefix="champions-build-") as made:
        for source, asked in lessons:
            _make(root, Path(made), source, asked, glossary, place)
        asked_for = {
            one.pool for _, asked in lessons for one in _scheme(asked).questions if one.pool
        }
        stay = not (args.check or args.afresh) and built.has_variants()
        wanted = asked_for if args.module else variants.pools()
        files = {} if stay else variants.make_all(wanted)
        if args.check:
            return _compare(root, Path(made), modules, files, everything=not args.module)
        for module in waiting_ones:
            _put_in_place(root, Path(made), module)
        if not stay:
            variants.write(root, files)
    finished = [source.module for source, _ in lessons if not source.is_draft]
    built.note(finished, variants=stay or not args.module)
    if place.get("invented"):
        print("Before you teach: the contacts in place.yml are invented. Put in your own.")
    return 0


def _say_what_stays(modules: list[str]) -> None:
    if modules:
        print(
            counted(
                len(modules),
                "1 lesson stays as it is: nothing that it is made of has changed.",
                "{n} lessons stay as they are: nothing that they are made of has changed.",
            ),
            flush=True,
        )


def _chosen(root: Path, named: list[str]) -> list[str]:
    there = sorted(path.parent.name for path in root.glob("solutions/*/lesson.md"))
    for name in named:
        if name not in there:
            raise Trouble(f'There is no lesson "{name}".', f"Choose from: {', '.join(there)}.")
    return named or there


def _read_all(
    root: Path, modules: Iterable[str], glossary: dict[str, Term], place: dict[str, Any]
) -> tuple[list[tuple[Source, Asked]], list[Mistake]]:
    lessons: list[tuple[Source, Asked]] = []
    mistakes: list[Mistake] = []
    for module in modules:
        with variables({HOME_VARIABLE: str(root)}):
            try:
                source = read_source(root / "solutions" / module, root)
            except SourceError as error:
                mistakes += [error.mistake, *check_scheme(root, module)]
                continue
            language = str(source.front.get("language", ENGLISH))
            with speaking(course_words(language, root)):  # facts hold words too
                asked = read_asked(root, source, place)
                mistakes += check_lesson(root, source, glossary, place, asked)
            lessons.append((source, asked))
    return lessons, sorted(mistakes)


def _advise(root: Path, lessons: Iterable[tuple[Source, Asked]], place: Mapping[str, Any]) -> None:
    """Say what an author may want to look at again. It stops nothing."""
    found = [one for source, asked in lessons for one in advise(root, source, place, asked)]
    if found:
        print(*found, sep="\n")
        print("These lines are advice. The lessons are built as they are.")


def _drafts(lessons: Iterable[tuple[Source, Asked]], *, checked: bool) -> None:
    """Say what waits to be written in lessons that are drafts. They are built, and never released.

    Raises:
        Trouble: for a draft among lessons that are checked before they are handed out.
    """
    drafts = [(source, asked) for source, asked in lessons if source.is_draft]
    for source, asked in drafts:
        lines = [
            f"  {path}:{line}: {words}"
            for path, text in ((source.path, source.text), asked.code)
            for line, words in waiting(text)
        ]
        if lines:
            print(f"{source.module} is a draft. These lines wait to be written:", *lines, sep="\n")
        else:
            print(f"{source.module} is a draft, and nothing waits to be written. {_NO_DRAFT}")
    if drafts and checked:
        named = ", ".join(source.module for source, _ in drafts)
        raise Trouble(
            f"A draft cannot be handed out: {named}.",
            f"Write what waits. {_NO_DRAFT}",
        )


def _make(
    root: Path,
    made: Path,
    source: Source,
    asked: Asked,
    glossary: dict[str, Term],
    place: dict[str, Any],
) -> None:
    """Make one lesson, worked and released, in the folder apart."""
    started = time.monotonic()
    print(f"{source.module}: running…", end=" ", flush=True)
    worked = made / "solutions" / source.module
    worked.mkdir(parents=True)
    (worked / asked.file).write_text(asked.text or asked.code[1], encoding="utf-8")
    copy_beside(root / "solutions" / source.module, worked)
    language = str(source.front.get("language", ENGLISH))
    with speaking(course_words(language, root)):
        notebook = assemble(source, asked, glossary, place_in(language, place))
    execute(notebook, source, asked, root)
    nbformat.write(notebook, worked / NOTEBOOK)
    release(root, made, source.module)
    print(f"{time.monotonic() - started:.0f} s", flush=True)


# --- From text to notebook --------------------------------------------------------------------------


def assemble(
    source: Source,
    asked: Asked,
    glossary: Mapping[str, Term],
    place: Mapping[str, Any],
) -> NotebookNode:
    """The lesson as a notebook that has not run yet. Every cell's id is stable."""
    new, scheme = nbformat.v4, _scheme(asked)
    key_points = _bullets(source.front["key_points"])
    after = _first_heading_after_doing(source.cells)
    opening = _opening(
        source.front, draft=source.is_draft, halves=bool(place_to_stop(source)), outcomes=after < 0
    )
    cells = [_prose("opening", opening)]
    for number, cell in enumerate(source.cells):
        cell_id = f"lesson-{number:02}"
        if cell.is_code:
            cells.append(_code(cell, cell_id, scheme))
            continue
        # Where a sentence said what it rests on, empty lines were left.
        text = _EMPTY_LINES.sub(
            "\n\n", fill_in(cell.source, glossary, place, key_points, asked.facts)
        )
        if number == after:
            text = _HEADING.sub(
                lambda found: f"{_outcomes(source.front)}\n\n{found[0]}", text, count=1
            )
        if cell.kind == "prose":
            cells.append(_prose(cell_id, text))
        else:
            cells.append(_words(cell, scheme, text))
    if not any("{{ key_points }}" in cell.source for cell in source.cells):
        cells.append(_prose("to-remember", f"## {as_html(told('To remember'))}\n\n{key_points}"))
    if words := words_used(source.prose, glossary):
        cells.append(_prose("words-used", words))
    about = {
        "module": source.module,
        "title": source.front["title"],
        "version": scheme.version or _digest(source, asked),
        "language": source.front.get("language", "en-GB"),
    }
    if buttons := words_of_the_toolbar():
        about["buttons"] = buttons
    metadata = {"champions": about, "kernelspec": _KERNEL, "language_info": {"name": "python"}}
    return new.new_notebook(cells=cells, metadata=metadata)


def _scheme(asked: Asked) -> Scheme:
    if asked.scheme is None:
        raise Trouble(f"{asked.path} holds no questions that can be read.", "Mend it, then build.")
    return asked.scheme


def _digest(source: Source, asked: Asked) -> str:
    """The version of a lesson whose questions do not say theirs."""
    return hashlib.sha256((source.blocks.whole + asked.code[1]).encode()).hexdigest()[:12]


def _first_heading_after_doing(cells: Sequence[Cell]) -> int:
    """The place of the cell with the first heading that follows a question; -1 where there is none.

    People do something before they read what they will be able to do: so little stands above it.
    """
    asked = (
        at for at, cell in enumerate(cells) if cell.is_code and cell.source.startswith("check(")
    )
    first = next(asked, len(cells))
    headed = (
        at
        for at, cell in enumerate(cells)
        if at > first and cell.kind == "prose" and _HEADING.search(cell.source)
    )
    return next(headed, -1)


def _opening(front: Mapping[str, Any], *, draft: bool, halves: bool, outcomes: bool) -> str:
    parts = [f"# {front['title']}"]
    if draft:
        parts.append(
            f"**{as_html(told('This lesson is a draft. It is not ready for learners.'))}**"
        )
    about = (
        later("About {minutes} minutes, in two halves.")
        if halves
        else later("About {minutes} minutes.")
    )
    parts.append(as_html(told(about, minutes=front["minutes"])))
    if outcomes:
        parts.append(_outcomes(front))
    parts.append(f"{as_html(told('Before you start:'))}\n\n{_bullets(front['before_you_start'])}")
    return "\n\n".join(parts)


def _outcomes(front: Mapping[str, Any]) -> str:
    return f"{as_html(told('After this lesson you can:'))}\n\n{_bullets(front['outcomes'])}"


def _bullets(items: Iterable[object]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _prose(cell_id: str, text: str) -> NotebookNode:
    # Not editable: a double tap on a phone would otherwise open the text as code.
    return nbformat.v4.new_markdown_cell(
        text, id=cell_id, metadata={"editable": False, "deletable": False}
    )


def _words(cell: Cell, scheme: Scheme, text: str) -> NotebookNode:
    question = scheme[cell.name]
    notes = _notes(f"{cell.name}-words", grade=True, solution=True, points=question.most)
    metadata = {"nbgrader": notes, "editable": False, "deletable": False}
    return nbformat.v4.new_markdown_cell(text, id=f"{cell.name}-words", metadata=metadata)


def _code(cell: Cell, cell_id: str, scheme: Scheme) -> NotebookNode:
    metadata: dict[str, Any] = {}
    if cell.kind == "answer":
        cell_id = f"{cell.name}-answer"
        metadata["nbgrader"] = _notes(cell_id, solution=True)
        metadata["deletable"] = False
    elif cell.kind == "test":
        cell_id = cell.name
        metadata["nbgrader"] = _notes(
            cell_id, grade=True, locked=True, points=scheme[cell.name].out_of
        )
    else:
        metadata["nbgrader"] = _notes(cell_id, locked=True)
    if cell.kind in {"answer", "show"}:
        # A slip in one line must not stop the steps after it when the lesson is started.
        metadata["tags"] = ["raises-exception"]
    else:
        metadata["jupyter"] = {"source_hidden": True}
        metadata["tags"] = ["hide-input"]
    return nbformat.v4.new_code_cell(cell.source, id=cell_id, metadata=metadata)


def _notes(
    grade_id: str,
    *,
    grade: bool = False,
    solution: bool = False,
    locked: bool = False,
    points: float | None = None,
) -> dict[str, Any]:
    """Say what nbgrader needs to know of a cell."""
    notes = {
        "schema_version": 3,
        "grade_id": grade_id,
        "grade": grade,
        "solution": solution,
        "locked": locked,
        "task": False,
    }
    return notes if points is None else {**notes, "points": points}


# --- Run it -------------------------------------------------------------------------------------------


def execute(notebook: NotebookNode, source: Source, asked: Asked, root: Path) -> None:
    """Run the worked lesson with every form filled in right, and keep what does not change by itself.

    Raises:
        Trouble: when a cell fails, with its line in the lesson text.
    """
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    with tempfile.TemporaryDirectory(prefix="champions-run-") as place:
        here = Path(place) / source.module
        here.mkdir()
        (here / asked.file).write_text(asked.text or asked.code[1], encoding="utf-8")
        scheme = _scheme(asked)
        answers.save(scheme.model_book(), here)
        try:
            run_cells(notebook, here, {HOME_VARIABLE: str(root), STRICT_VARIABLE: "1"})
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            raise _failed(notebook, source, error) from error
    if any(o.output_type == "error" for cell in notebook.cells for o in cell.get("outputs", ())):
        raise _failed(notebook, source, RuntimeError("A step ends in an error."))
    _keep_what_is_stable(notebook)
    notebook.metadata["language_info"] = {"name": "python"}
    _full_marks(notebook, source, scheme)


def run_cells(notebook: NotebookNode, here: Path, settings: Mapping[str, str]) -> None:
    """Run a notebook's cells in a folder, with these environment variables; outputs are put into it.

    Raises:
        nbclient.exceptions.CellExecutionError: when a cell fails, and its kin when it never ends.
    """
    from nbclient import NotebookClient

    with (
        tempfile.TemporaryDirectory(prefix="champions-kernel-") as sockets,
        variables({**settings, "JPY_SESSION_NAME": None}),
    ):
        NotebookClient(
            notebook,
            timeout=CELL_SECONDS,
            kernel_name="python3",
            resources={"metadata": {"path": str(here)}},
            record_timing=False,
            store_widget_state=False,
            extra_arguments=["--log-level=ERROR"],
            config=_without_ports(Path(sockets)),
        ).execute()


#: The system takes no longer address of a socket, and no more than ten signs come after the folder.
_LONGEST_SOCKET = 90


def _without_ports(folder: Path) -> Config:
    """A kernel is spoken to through files of its own here, where the system can.

    Else jupyter_client looks for ports that are free and gives them back, before the kernel takes them. In
    between, another program may take one, and the kernel ends with "Address already in use".
    """
    import zmq

    if not zmq.has("ipc") or len(str(folder)) > _LONGEST_SOCKET:
        return Config()
    return Config(
        {"KernelManager": {"transport": "ipc", "connection_file": str(folder / "k.json")}}
    )


def _failed(notebook: NotebookNode, source: Source, error: Exception) -> Trouble:
    lines = {f"lesson-{at:02}": cell.line for at, cell in enumerate(source.cells)}
    lines |= {cell.name: cell.line for cell in source.cells if cell.kind == "test"}
    lines |= {f"{cell.name}-answer": cell.line for cell in source.cells if cell.kind == "answer"}
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output.output_type == "error":
                said = f"{output.ename}: {output.evalue}".splitlines()[0]
                where = f"{source.path}:{lines.get(cell.id, 1)}"
                return Trouble(
                    f"\n{where}: This step does not run. {said}", "Mend it and build again."
                )
    said = str(error).splitlines()[0]
    return Trouble(f"\n{source.path}:1: The lesson does not run to its end. {said}", "Build again.")


def _keep_what_is_stable(notebook: NotebookNode) -> None:
    """Leave out pictures' bytes and live widgets: they change by themselves, their words do not."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            for mime in [mime for mime in data if mime == WIDGET_MIME or mime.startswith("image/")]:
                del data[mime]
            if "text/html" in data:
                data["text/html"] = _IMAGE.sub("", data["text/html"])


def _full_marks(notebook: NotebookNode, source: Source, scheme: Scheme) -> None:
    """The worked lesson must earn every point, or nobody could."""
    for cell in notebook.cells:
        notes = cell.metadata.get("nbgrader", {})
        if not (notes.get("grade") and cell.cell_type == "code"):
            continue
        results = [o for o in cell.outputs if o.output_type == "execute_result"]
        got = results[-1].data["text/plain"] if results else "nothing"
        if got != f"{scheme[notes['grade_id']].out_of:g}":
            line = next(c.line for c in source.cells if c.kind == "test" and c.name == cell.id)
            what = f"\n{source.path}:{line}: The worked answer to {cell.id} gets {got} points."
            do = (
                "Mend the line of code, or the question."
                if scheme[cell.id].from_code
                else "Mend the right answer, or the question."
            )
            raise Trouble(what, do)


# --- Release it ---------------------------------------------------------------------------------------


def release(root: Path, made: Path, module: str) -> None:
    """Make the champions' copy with nbgrader's own generate_assignment, without a gradebook."""
    leave_out_servers()  # half of what nbgrader imports, and no release needs it
    from champions.nbgrader.assignment import CannotGenerate, generate_assignment

    config = own_config(root)
    config.CourseDirectory.root = str(made)
    config.CourseDirectory.source_directory = "solutions"
    config.CourseDirectory.release_directory = "modules"
    try:
        generate_assignment(config, module, gradebook=False)
    except CannotGenerate as error:
        raise Trouble(
            f"\nnbgrader could not release {module}. {error}", "Mend it, then build."
        ) from error
    released = made / "modules" / module
    scheme = scheme_in(made / "solutions" / module)
    if scheme is not None:
        try:
            learners = learners_copy(scheme, module)
        except ValueError as error:
            raise Trouble(f"\n{error}", "Write the question out, then build.") from error
        (released / scheme.name).write_text(learners, encoding="utf-8")


# --- Compare and put in place ------------------------------------------------------------------------


def _outcome_files(root: Path, module: str) -> set[str]:
    worked = [root / "solutions" / module / name for name in (NOTEBOOK, SCHEME)]
    files = {path.relative_to(root).as_posix() for path in worked if path.is_file()}
    released = root / "modules" / module
    left_over = ("__pycache__", ".ipynb_checkpoints")
    if released.is_dir():
        files |= {
            path.relative_to(root).as_posix()
            for path in released.rglob("*")
            if path.is_file() and not any(part in left_over for part in path.parts)
        }
    return files


def _compare(
    root: Path, made: Path, modules: list[str], files: Mapping[str, str], *, everything: bool
) -> int:
    """Name every committed file that differs from what was made just now."""
    different = variants.differ(root, files)
    for module in modules:
        for name in sorted(_outcome_files(root, module) | _outcome_files(made, module)):
            here, there = root / name, made / name
            if not here.exists() or not there.exists() or here.read_bytes() != there.read_bytes():
                state = (
                    "missing" if not here.exists() else "different" if there.exists() else "extra"
                )
                different.append(
                    f"{name}: {state}. Mend it with: python3 start.py build {in_a_command(module)}"
                )
    if everything:
        made_once = [*root.glob("modules/*"), *root.glob(f"solutions/*/{NOTEBOOK}")]
        folders = (path.parent if path.name == NOTEBOOK else path for path in made_once)
        different += [
            f"{folder.relative_to(root).as_posix()}: no lesson text belongs to it. Delete it."
            for folder in sorted(folders)
            if folder.name not in modules
        ]
    if different:
        print(*different, sep="\n", file=sys.stderr)
        return 1
    print("Every committed lesson is what its text makes.")
    return 0


def _put_in_place(root: Path, made: Path, module: str) -> None:
    for name in (NOTEBOOK, SCHEME):
        if (made / "solutions" / module / name).is_file():
            shutil.copyfile(made / "solutions" / module / name, root / "solutions" / module / name)
    old, new = root / "modules" / module, made / "modules" / module
    new_here = old.with_name(f".{module}.new")
    shutil.rmtree(new_here, ignore_errors=True)
    shutil.copytree(new, new_here)
    shutil.rmtree(old, ignore_errors=True)
    new_here.rename(old)
