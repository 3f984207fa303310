"""What is handed out and may be run: the files, the command lines in guides, and the test of each.

The table is tests/shipped.yml; tests/test_shipped.py holds it to what is there.
"""

from __future__ import annotations

import ast
import contextlib
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from champions.install import setup

COURSE = Path(__file__).resolve().parents[1]
TABLE = COURSE / "tests" / "shipped.yml"
#: Folders whose files have tests of their own kind: lessons, the library, the tests themselves.
ELSEWHERE = ("modules/", "solutions/", "src/", "tests/")
#: Files that are read by people, or looked at.
TO_READ = ("*.md", "LICENSE*", "*.png", "*.svg")
#: In a sentence or the head of a file, these words begin a command line. In a guide's block each line is one.
PROGRAMS = {
    *("python3", "python", "py", "pip", "pytest", "uv", "conda", "mamba", "champions", "nbgrader"),
    *("jupyter", "jupyterhub", "repo2docker", "npm", "npx", "git", "podman", "docker", "sudo"),
    *("apt-get", "dnf", "brew", "sha256sum", "bash", "sh", "curl", "wget", "systemctl", "useradd"),
}
#: A lesson to begin with: its blocks are steps of a lesson.
SKELETON = "src/champions/authoring/skeleton/"
_SHELL = {"", "bash", "sh", "shell", "console"}


def kept_files(course: Path = COURSE) -> list[str]:
    """Every file that the course keeps, by its path. Without git, all that a machine did not make."""
    if (course / ".git").exists() and shutil.which("git"):
        command = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
        done = subprocess.run(command, cwd=course, capture_output=True, text=True, check=True)
        return sorted(name for name in done.stdout.split("\0") if (course / name).is_file())
    made = [line.strip("/") for line in (course / ".gitignore").read_text("utf-8").split()]
    return sorted(
        path.relative_to(course).as_posix()
        for path in course.rglob("*")
        if path.is_file() and not any(fnmatch(p, m) for p in _parts(path, course) for m in made)
    )


def _parts(path: Path, course: Path) -> tuple[str, ...]:
    return path.relative_to(course).parts


@cache
def to_use() -> tuple[str, ...]:
    """The files that a person may run, or feed to another tool."""
    return tuple(
        name
        for name in kept_files()
        if not name.startswith(ELSEWHERE)
        and not any(fnmatch(Path(name).name, pattern) for pattern in TO_READ)
    )


# --- Command lines ----------------------------------------------------------------------------------


def guides() -> list[str]:
    """The pages that tell people what to type, and the files whose head does."""
    pages = [name for name in kept_files() if name.endswith(".md")]
    told = [name for name in pages if not name.startswith(("solutions/", "tests/", SKELETON))]
    return [*told, "Containerfile", "environment.yml", "start.py"]


def commands_in(text: str) -> Iterator[str]:
    """The command lines of a page: blocks of code, and code in a sentence.

    >>> [*commands_in("Type `python3 start.py` and\\n```\\nnbgrader list  what is there\\n```\\n")]
    ['nbgrader list', 'python3 start.py']
    """
    fence = re.compile(r"^ *```+(\{?[\w-]*)[^\n]*\n(.*?)^ *```+ *$", re.MULTILINE | re.DOTALL)
    for kind, block in fence.findall(text):
        if kind in _SHELL:
            yield from _of_a_block(block, every=True)
    for code in re.findall(r"`([^`]+)`", fence.sub("", text)):
        words = code.split()
        if len(words) > 1 and words[0] in PROGRAMS:
            yield " ".join(words)


def _of_a_block(block: str, *, every: bool) -> Iterator[str]:
    """The commands of one block of code: each line of a shell's, and a loop as a whole."""
    if re.search(r"^\s*(for|while|if) ", block, re.MULTILINE):
        yield " ".join(block.replace("\\\n", " ").split())
        return
    for line in block.replace("\\\n", " ").splitlines():
        typed = line.strip().removeprefix("$ ")
        typed = re.split(r"\s+#\s|(?<=\S)\s{2,}(?=[^\s-])", typed)[
            0
        ]  # what stands beside it in words
        words = typed.split()
        if words and not words[0].startswith("#") and (every or words[0] in PROGRAMS):
            yield " ".join(words)


def commands_in_the_head(text: str) -> Iterator[str]:
    """The command lines in the comments or the first words of a file: they stand further right."""
    lines = [line.removeprefix("#") for line in text.splitlines()]
    block = "\n".join(line for line in lines if line.startswith("   "))
    yield from _of_a_block(block, every=False)


def commands() -> dict[str, list[str]]:
    """Each command line, and the files in which it stands."""
    found: dict[str, list[str]] = {}
    for name in guides():
        text = (COURSE / name).read_text(encoding="utf-8")
        reader = commands_in if name.endswith(".md") else commands_in_the_head
        head = ast.get_docstring(ast.parse(text), clean=False) if name.endswith(".py") else text
        for command in reader(head or ""):
            found.setdefault(command, []).append(name)
    return found


def options() -> dict[str, list[str]]:
    """Each option that a guide names by itself, such as ``--pdf``, and where."""
    found: dict[str, list[str]] = {}
    for name in guides():
        text = (COURSE / name).read_text(encoding="utf-8")
        if name.endswith(".md"):
            for option in re.findall(r"`(--[a-z][\w-]*)[^`]*`", text):
                found.setdefault(option, []).append(name)
    return found


# --- The table --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """What the table says of a file or a command line.

    Attributes:
        test: the tests that run it as it stands, each as FILE::NAME.
        cannot: why it cannot be run here. A test beside it runs it in part.
        says: words that the command must have said in the end. A row with them is run.
        until: words after which it is stopped by Ctrl-C: it would go on.
        makes: a file that must be there afterwards.
        by: the word by which the test's source names the file, where that is not its name.
        ends: the code that it ends with, where that is not 0.
        put: what stands for a word in capitals, such as FOLDER.
        more: words that are typed behind it, so that it takes less time.
        after: commands that are run before it.
        needs: pieces of tests/pieces.py.
    """

    test: tuple[str, ...] = ()
    cannot: str = ""
    says: str = ""
    until: str = ""
    makes: str = ""
    by: str = ""
    ends: int = 0
    put: dict[str, str] = field(default_factory=dict)
    more: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    @property
    def is_run(self) -> bool:
        return bool(self.says or self.until or self.makes)


def _row(written: Any) -> Row:
    said = {"test": written} if isinstance(written, str) else dict(written)
    for name in ("test", "after", "needs", "more"):
        one = said.get(name, [])
        said[name] = (one,) if isinstance(one, str) else tuple(one)
    return Row(**said)


def table() -> tuple[dict[str, Row], dict[str, Row]]:
    """The rows for files, by pattern, and those for command lines."""
    written = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    files = {name: _row(row) for name, row in written["files"].items()}
    return files, {" ".join(name.split()): _row(row) for name, row in written["commands"].items()}


def source_of(test: str) -> str:
    """The text of the test's file and of the helpers in tests/ that it imports.

    Raises:
        LookupError: when there is no such test.
    """
    name, _, inside = test.partition("::")
    path = COURSE / name
    if not path.is_file():
        raise LookupError(f"There is no file {name}.")
    nodes: list[ast.stmt] = ast.parse(path.read_text(encoding="utf-8")).body
    for part in inside.split("::"):
        named = [node for node in nodes if getattr(node, "name", "") == part.partition("[")[0]]
        if not named:
            raise LookupError(f"There is no {part} in {name}.")
        nodes = getattr(named[0], "body", [])
    return "\n".join(one.read_text(encoding="utf-8") for one in _with_helpers(path))


def _with_helpers(path: Path) -> set[Path]:
    found, left = set[Path](), [path]
    while left:
        one = left.pop()
        found.add(one)
        for name in re.findall(r"^(?:from|import) ([\w.]+)", one.read_text("utf-8"), re.MULTILINE):
            helper = COURSE / "tests" / f"{name.replace('.', '/')}.py"
            if helper.is_file() and helper not in found:
                left.append(helper)
    return found


# --- A small copy of the course, to run them in -------------------------------------------------------

#: The lessons that it has. The whole course would take minutes for each command.
LESSONS = ("05-pdsa-cycles", "06-run-charts")
#: Stands in the table for a copy of Pyodide, which the tests of the website fetch.
PYODIDE = "PYODIDE"


def small_copy(folder: Path) -> Path:
    """The course as it is handed out, with two lessons, set up with the pieces of these tests."""
    for name in kept_files():
        kind, _, rest = name.partition("/")
        if kind in ("modules", "solutions") and not rest.startswith(LESSONS):
            continue
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(COURSE / name, folder / name)
    _compiled(folder)
    _set_up(folder, "course", Path(sys.prefix))
    if (there := setup.environment("site")).complete:  # else the command sets it up
        _set_up(folder, "site", there.folder)
    (folder / ".state").mkdir()
    for fetched in setup.STATE.glob("site-*/"):
        (folder / ".state" / fetched.name).symlink_to(fetched)
    return folder


def _set_up(folder: Path, name: str, like: Path) -> None:
    """Make an environment of links to one that is here, and sign it as start.py does."""
    place = folder / (".venv" if name == "course" else f".venv-{name}")
    venv.create(place, symlinks=True)
    for path in (*like.glob("bin/*"), *like.glob("share"), *like.glob("etc")):
        with contextlib.suppress(FileExistsError):  # its own Python
            (place / path.relative_to(like)).symlink_to(path)
    (libraries,) = place.glob("lib/python3*/site-packages")
    theirs = like / libraries.relative_to(place)
    (libraries / "a.pth").write_text(f"{folder / 'src'}\n{theirs}\n", encoding="utf-8")
    env = replace(setup.environment(name), folder=place)  # of the same lock
    stamp = setup.Stamp(env.fingerprint, str(place), "0")
    (place / setup.STAMP).write_text("\n".join(stamp) + "\n", encoding="utf-8")


def _compiled(folder: Path) -> None:
    """What Python has compiled of the course, if it has, so that no command in the copy does it anew."""
    for made in (COURSE / "src").rglob("__pycache__"):
        shutil.copytree(made, folder / made.relative_to(COURSE), dirs_exist_ok=True)


def python(folder: Path) -> Path:
    """The Python of the copy's environment."""
    return folder / ".venv" / "bin" / "python3"


def alike(names: Iterable[str], rows: Mapping[str, Row]) -> list[str]:
    """One of the command lines that are the same once something real stands for each word."""
    import shlex

    found: dict[str, str] = {}
    for name in names:
        row = rows[name]
        words = [row.put.get(word, word) for word in shlex.split(name)]
        found.setdefault(f"{words} {replace(row, put={})}", name)
    return [*found.values()]


def typed(command: str, row: Row, folder: Path) -> list[str]:
    """The words of a command, with something real for each word that stands for another."""
    import shlex

    words = [row.put.get(word, word) for word in shlex.split(command)] + [*row.more]
    if PYODIDE in words:
        from sites import pyodide

        words[words.index(PYODIDE)] = str(pyodide())
    if words[:2] == ["python3", "start.py"]:  # any Python of the computer will do for this
        return [str(Path(sys.executable).resolve()), *words[1:]]
    if words[0] in ("champions", "nbgrader", "pytest"):
        room = "champions.cli" if words[0] == "champions" else words[0]
        return [str(python(folder)), "-m", room, *words[1:]]
    words = [
        path.relative_to(folder).as_posix() if "*" in word else word
        for word in words
        for path in (sorted(folder.glob(word)) if "*" in word else [folder])
    ]
    return [str(python(folder)), *words[1:]] if words[0] in ("python3", "python") else words


def surroundings(folder: Path) -> dict[str, str]:
    """A person's own computer: a home folder, no settings of these tests, no window that opens."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "CHAMPIONS_", "PYTEST_", "JUPYTER_"))
    }
    home = folder.parent / "home"
    home.mkdir(exist_ok=True)
    return kept | {"HOME": str(home), "BROWSER": "true", "PYTHONUNBUFFERED": "1"}
