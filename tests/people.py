"""Two people on one computer, a copy of the course, and a Python that does not know the course.

For tests of what people type who do not use our commands. With two accounts where this computer lets
us make them, else with one account and two home folders.
"""

from __future__ import annotations

import os
import pwd
import shlex
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

COURSE = Path(__file__).resolve().parents[1]
_LIBRARIES = sysconfig.get_path("purelib")
_NOBODY = 65534
_PROGRAMS = ("nbgrader", "alembic", "jupyter", "jupyter-lab")


@dataclass(frozen=True)
class Person:
    """Somebody with a home folder; with an account of their own when ``account`` is not empty.

    ``more`` is set in their terminal beside what every terminal has.
    """

    name: str
    home: Path
    programs: Path
    settings: Path
    python: Path
    account: str = ""
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def known_as(self) -> str:
        """The name by which nbgrader knows them: of their account."""
        return self.account or pwd.getpwuid(os.getuid()).pw_name

    @property
    def surroundings(self) -> dict[str, str]:
        """What a terminal of theirs has: nothing in it speaks of the course."""
        return with_library(self.python) | {
            "HOME": str(self.home),
            "USER": self.name,
            "PATH": os.pathsep.join([str(self.programs), "/usr/bin", "/bin"]),
            "JUPYTER_CONFIG_PATH": str(self.settings),
            **self.more,
        }

    def start(self, line: str, folder: Path, *more: str, log: Path) -> subprocess.Popen[bytes]:
        """Start what they type, and go on; what it says goes into a file."""
        with log.open("wb") as file:
            return subprocess.Popen(
                [*self._typed(line), *more],
                cwd=folder,
                env=self.surroundings,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                user=self.account or None,
                group=self.account or None,
                extra_groups=[] if self.account else None,
            )

    def types(self, line: str, folder: Path) -> str:
        """Run what they type, in a folder; what it said. It has to end well."""
        done = subprocess.run(
            self._typed(line),
            cwd=folder,
            env=self.surroundings,
            capture_output=True,
            text=True,
            check=False,
            user=self.account or None,
            group=self.account or None,
            extra_groups=[] if self.account else None,
        )
        assert not done.returncode, f"{self.name}: {line}\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    def _typed(self, line: str) -> list[str]:
        name, *words = shlex.split(line)
        program = shutil.which(name, path=self.surroundings["PATH"])
        assert program, f"{name} is not there"
        return [program, *words]

    def owns(self, folder: Path) -> None:
        """Give them a folder and all that is in it."""
        if self.account:
            for path in (folder, *folder.rglob("*")):
                shutil.chown(path, self.account, self.account)


def why_one_account() -> str:
    """Why two accounts cannot be made here; empty when they can."""
    if sys.platform != "linux":
        return "accounts are made on Linux only"
    if os.getuid() != 0:
        return "only the system's administrator (root) can make accounts"
    for program in ("useradd", "userdel"):
        if not shutil.which(program):
            return f"the program {program} is not here"
    if not _others_can("/usr/bin/test", "-r", f"{_LIBRARIES}/nbgrader/__init__.py"):
        return "other accounts cannot read the folder that the libraries are in"
    return ""


def _others_can(*command: str) -> bool:
    """True when an account without any rights can run this, with a good end."""
    try:
        done = subprocess.run(
            command,
            cwd="/",
            capture_output=True,
            check=False,
            user=_NOBODY,
            group=_NOBODY,
            extra_groups=[],
        )
    except OSError:
        return False
    return not done.returncode


def a_python_for_others(folder: Path) -> Path:
    """A Python that every account can run: this one, or a copy when it is in a folder that is shut."""
    if _others_can(sys.executable, "-c", ""):
        return Path(sys.executable)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    libraries = Path(sys.base_prefix) / "lib"
    ignored = shutil.ignore_patterns("site-packages", "test", "config-*", "idlelib")
    shutil.copytree(libraries / version, folder / "lib" / version, ignore=ignored)
    for path in libraries.glob("libpython*"):
        shutil.copy(path, folder / "lib")
    (folder / "bin").mkdir()
    shutil.copy(Path(sys.executable).resolve(), folder / "bin" / version)
    return folder / "bin" / version


def make_account(name: str, home: Path) -> None:
    """Make an account without a password."""
    command = ["useradd", "--no-create-home", "--home-dir", str(home), "--user-group", name]
    subprocess.run(command, check=True, capture_output=True)


def remove_account(name: str) -> None:
    """Remove it again."""
    subprocess.run(["userdel", name], check=False, capture_output=True)


def with_library(python: Path) -> dict[str, str]:
    """What a copied Python needs around it to find its own library, beside what Python needs at all."""
    own = python.parents[1] / "lib"
    needed = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    return needed | ({"LD_LIBRARY_PATH": str(own)} if list(own.glob("libpython*")) else {})


def a_python_without_the_course(folder: Path, python: Path) -> Path:
    """Make an environment with every library and without the course; give its programs' folder."""
    command = [str(python), "-m", "venv", "--without-pip", str(folder)]
    around = with_library(python)
    subprocess.run(command, check=True, capture_output=True, env=around)
    python = folder / "bin" / "python"
    told = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    done = subprocess.run(told, check=True, capture_output=True, text=True, env=around)
    own = done.stdout.strip()
    # Of a folder that is named in such a file, Python reads no further files of the kind: ours, which
    # says where the course is, is one.
    (Path(own) / "libraries.pth").write_text(f"{_LIBRARIES}\n", encoding="utf-8")
    for name in ("share", "etc"):
        (folder / name).mkdir(exist_ok=True)
        (folder / name / "jupyter").symlink_to(Path(sys.prefix) / name / "jupyter")
    for name in _PROGRAMS:
        text = (Path(sys.executable).parent / name).read_text(encoding="utf-8")
        program = folder / "bin" / name
        program.write_text(f"#!{python}\n{text.split(chr(10), 1)[1]}", encoding="utf-8")
        program.chmod(0o755)
    known = subprocess.run(
        [str(python), "-c", "import champions"], capture_output=True, check=False, env=around
    )
    assert known.returncode, "this Python was not to know the course"
    return folder / "bin"


def kept_files(course: Path = COURSE) -> list[Path]:
    """The files of the course that git keeps, or would keep."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=course, capture_output=True, text=True, check=True)
    names = [Path(name) for name in done.stdout.split("\0") if name]
    return [name for name in names if (course / name).is_file()]


def copy_course(to: Path, names: Iterable[Path]) -> None:
    """A fresh copy of the course: what git keeps, and nothing else."""
    for name in names:
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(COURSE / name, to / name)


def digests(folder: Path) -> dict[str, str]:
    """Every file of a course by its content, but what is in ``work`` and Python's own."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
        and path.relative_to(folder).parts[0] != "work"
        and "__pycache__" not in path.parts
    }
