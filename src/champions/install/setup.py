"""Set up the course on a computer that has only Python, then hand over.

Runs before anything is installed, so it uses the standard library alone. ``start.py`` calls it.

The environment is made by the standard ``venv`` without its own installer, because Debian and
Ubuntu leave that out of Python; the installer is ``vendor/pip-….whl``, always, so that there is one
way on every computer. The pieces are those of ``locks/course.txt``, each checked by its sha256.

A course folder may be renamed or moved. Programs in the environment find its Python beside
themselves; what else names the folder is written again, without a network.
"""

from __future__ import annotations

import contextlib
import csv
import errno
import hashlib
import json
import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NamedTuple

from champions.pack.where import is_made
from champions.trouble import Trouble

COURSE = Path(__file__).resolve().parents[3]
#: What the course keeps for itself on this computer: settings, logs, running servers.
STATE = COURSE / ".state"
STAMP = "set-up-is-complete"
#: Free disk space that a set-up needs, in MB: about 450 installed, the rest while it works.
NEEDED_MB = 900
TRIED = "3.11, 3.12 and 3.13"
WINDOWS = os.name == "nt"

HELP = """\
Set up the course and open it in your browser.

  python3 start.py                  set up what is missing, then open the list of lessons
  python3 start.py --notebook       the same, but open the first lesson as a notebook
  python3 start.py --no-browser     the same, but print the address and leave the browser alone
  python3 start.py --port NUMBER    use this port
  python3 start.py open LESSON      open this lesson, such as 06-run-charts
  python3 start.py test [--quick]   run every test of the course, or the quick part of them
                                    (test --help tells of --complete and --long)
  python3 start.py --pack FOLDER    use the course with your organisation's pack, from now on
  python3 start.py WORD ...         run another command of the course in its own environment
  python3 start.py commands         list those commands
"""


class Stamp(NamedTuple):
    """What is written down when a set-up has ended: three lines."""

    fingerprint: str
    place: str
    #: How many files it unpacked, by which half a copy is known.
    files: str


@dataclass(frozen=True)
class Environment:
    """One set of installed pieces: the folder it lives in and the lock that names each piece."""

    folder: Path
    lock: Path
    for_what: str

    @property
    def python(self) -> Path:
        """The Python of this environment."""
        return self.folder / ("Scripts/python.exe" if WINDOWS else "bin/python")

    @property
    def fingerprint(self) -> str:
        """Changes when the environment must be made again: other pieces, Python or computer.

        The last of the three words names the Python, the processor and the system's library.
        """
        this = f"{sys.version_info[:2]} {sys.platform} {sysconfig.get_config_var('EXT_SUFFIX')}"
        if WINDOWS:  # a program there carries the place of its Python inside it
            this += f" {self.folder}"
        return hashlib.sha256(self.lock.read_bytes() + this.encode()).hexdigest()

    @property
    def stamp(self) -> Stamp | None:
        """What the last set-up that ran to its end wrote down; None when there was none."""
        with contextlib.suppress(OSError, ValueError, TypeError):
            return Stamp(*(self.folder / STAMP).read_text(encoding="utf-8").splitlines())
        return None

    @property
    def fits(self) -> bool:
        """Whether an earlier set-up, here or where the folder stood before, is the right one."""
        stamp = self.stamp
        return stamp is not None and stamp.fingerprint == self.fingerprint

    @property
    def complete(self) -> bool:
        """Whether an earlier set-up ran to its end, still fits and stands where it stood."""
        return self.fits and not self.moved and self.python.exists()

    @property
    def moved(self) -> bool:
        """Whether it was set up in another place than it stands in now."""
        stamp = self.stamp
        return stamp is not None and stamp.place != str(self.folder)


def home() -> Path:
    """The folder whose lessons are opened and shown: as it is with a pack or in a language, else the course."""
    named = os.environ.get("CHAMPIONS_HOME", "")
    return Path(named) if named and is_made(Path(named)) else COURSE


def environment(name: str = "course") -> Environment:
    """The environment of that name: ``course``, ``hub``, ``test`` or ``learner-oldest``."""
    folder = COURSE / (".venv" if name == "course" else f".venv-{name}")
    named = {"course": "the course", "hub": "the course's JupyterHub", "site": "the website"}
    for_what = named.get(name, f"the tests ({name})")
    return Environment(folder, COURSE / "locks" / f"{name}.txt", for_what)


def main(words: Sequence[str]) -> int:
    """Do what was typed. Return the exit code: 0 well, 1 something to mend, 2 wrong words."""
    try:
        return _main(list(words))
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
    except KeyboardInterrupt:
        print("\nStopped. Nothing is lost: start again when you like.", file=sys.stderr)
    except OSError as error:
        print(of_the_system(error), file=sys.stderr)
    return 1


def _main(words: list[str]) -> int:
    if words and words[0] in {"-h", "--help", "help"}:
        print(HELP, end="")
        return 0
    if words and words[0] == "test":
        return _test(words[1:])
    words, pack = _pack_last(words)
    # The hub's environment holds the course's too, so a server needs one and not both.
    env = ensure(environment("hub" if words[:1] == ["jupyterhub"] else "course"))
    if words == ["commands"]:
        words = ["--help"]
    elif not words or words[0].startswith("-"):
        words = [] if pack[1:] == ["none"] and not words else ["open", *words]
    return hand_over(env, ["-m", "champions.cli", *words, *pack])


def _pack_last(words: list[str]) -> tuple[list[str], list[str]]:
    """The words without ``--pack FOLDER`` at their start, and those two: the word to run comes first.

    >>> _pack_last(["--pack", "../our-town", "build"])
    (['build'], ['--pack', '../our-town'])
    """
    if words and words[0].startswith("--pack="):
        return words[1:], ["--pack", words[0].partition("=")[2]]
    return (words[2:], words[:2]) if words[:1] == ["--pack"] else (words, [])


def _test(words: list[str]) -> int:
    """Run the tests. Wrong words, and what is missing, are told before anything is set up."""
    tests = COURSE / "tests"
    if not tests.is_dir():
        raise Trouble(
            "This copy of the course has no tests.",
            "Get the whole course, with the folder 'tests', and start there.",
        )
    everything = str(tests / "everything.py")
    looked = subprocess.run([sys.executable, everything, "--only-look", *words], check=False)
    if looked.returncode or {"-h", "--help"} & {*words}:
        return looked.returncode
    return hand_over(ensure(environment("test")), [everything, *words])


def hand_over(env: Environment, arguments: list[str]) -> int:
    """Run this environment's Python in place of this one, and give back its exit code."""
    command = [str(env.python), *arguments]
    sys.stdout.flush()
    if not WINDOWS:
        os.execve(env.python, command, surroundings(env))  # noqa: S606 - no shell needed
    with subprocess.Popen(command, env=surroundings(env)) as child:
        while True:
            # Ctrl-C reaches the child as well; it says goodbye, so this one only waits.
            with contextlib.suppress(KeyboardInterrupt):
                return child.wait()


def surroundings(env: Environment) -> dict[str, str]:
    """The variables that the environment's programs see.

    Its own programs come first, since nbgrader calls some by name. Variables that would bring in
    another Python's libraries are left out.
    """
    kept = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "PYTHONHOME"}}
    kept["PATH"] = f"{env.python.parent}{os.pathsep}{kept.get('PATH', os.defpath)}"
    kept["VIRTUAL_ENV"] = str(env.folder)
    kept["PYTHONNOUSERSITE"] = "1"
    return kept


def ensure(env: Environment) -> Environment:
    """Return the environment, made first when it is missing, half-made or out of date."""
    if env.complete:
        return env
    with only_one("set-up", "Another window is setting up the course. Waiting for it to finish."):
        if not env.complete:  # the other window may have done it
            _make(env)
    return env


def _make(env: Environment) -> None:
    if _settled(env):  # the folder was only moved
        return
    if env.folder.exists() and env.for_what == "the course" and running():
        raise Trouble(
            "The course has changed since it was set up, and it is still open in another window.",
            "Press Ctrl-C in that window, then start again here.",
        )
    _enough_space()
    started = time.monotonic()
    again = (env.folder / STAMP).exists()
    half = env.folder.exists() and not again
    print(_hello(env, again=again, half=half), flush=True)
    # The old environment is put back when the new one fails, for instance without a network.
    old = env.folder.with_name(f"{env.folder.name}-old")
    if again:  # else the old one, if any, is the only good one: a power cut came in the middle
        _remove(old)
        env.folder.rename(old)
    _remove(env.folder)
    try:
        _install(env)
    except BaseException:
        _remove(env.folder)
        if old.exists():
            old.rename(env.folder)
        raise
    _remove(old)
    print(f"Set up in {_spoken(time.monotonic() - started)}.", flush=True)


def _hello(env: Environment, *, again: bool, half: bool) -> str:
    if again and env.moved and env.fits:
        why = f"Of {env.for_what}, not all came along to this folder, so it is set up again."
    elif again:
        why = f"A new version of {env.for_what} is here, so it is set up again."
    elif half:
        why = "An earlier set-up did not finish. This one starts afresh."
    else:
        why = f"Setting up {env.for_what} for the first time."
    hint = "This takes one to five minutes and needs the internet. You need not do anything."
    return f"{why}\n{hint}"


def _install(env: Environment) -> None:
    import venv

    installer = _installer()
    try:
        venv.create(env.folder, with_pip=False, symlinks=not WINDOWS)
    except (OSError, subprocess.CalledProcessError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise Trouble(
            "This Python could not make a place of its own for the course.",
            f"Install Python from python.org ({TRIED} are tried), then start again.",
            str(error),
        ) from error
    log = _state() / f"{env.folder.name.lstrip('.')}-set-up.log"
    command = [
        *(str(env.python), str(installer / "pip"), "install", "--require-hashes", "--no-deps"),
        *("--only-binary", ":all:", "--no-compile", "--no-user", "--no-input", "--no-color"),
        *("--progress-bar", "off", "--disable-pip-version-check", "-r", str(env.lock)),
    ]
    with log.open("w", encoding="utf-8") as kept:
        code = _watch(command, env, kept)
    if code != 0:
        raise explain(log.read_text(encoding="utf-8", errors="replace"), log)
    _site_packages(env).joinpath("champions.pth").write_text(
        os.path.relpath(COURSE / "src", _site_packages(env)) + "\n", encoding="utf-8"
    )
    if not WINDOWS:
        for program in env.python.parent.iterdir():
            _find_python_beside(program)
    _write_stamp(env)


def _write_stamp(env: Environment) -> None:
    stamp = Stamp(env.fingerprint, str(env.folder), str(len(_unpacked(env))))
    (env.folder / STAMP).write_text("\n".join(stamp) + "\n", encoding="utf-8")


# --- A folder that was moved --------------------------------------------------------------------

#: How a program finds its Python: a line for the shell, which Python reads as a text.
_BESIDE = b"#!/bin/sh\n'''exec' \"${0%/*}/python\" \"$0\" \"$@\"\n' '''\n"
#: What an installer writes: the whole path, in one line or, where it is long, for the shell.
_WHOLE_PATH = re.compile(rb"#!/[^\n]*/python[0-9.]*\n|#!/bin/sh\n'''exec' [^\n]*\n' '''\n")


def _find_python_beside(program: Path) -> None:
    """Let a program of the environment find its Python by its own place, not by a written one."""
    if program.is_symlink() or not program.is_file():
        return
    with program.open("rb") as file:
        if file.read(2) != b"#!":  # not a script
            return
    text = program.read_bytes()
    if start := _WHOLE_PATH.match(text):
        program.write_bytes(_BESIDE + text[start.end() :])


def _settled(env: Environment) -> bool:
    """Whether an environment that came here with its folder is whole, and now knows its place.

    Nothing is fetched. What names the old place is written again by ``venv``, which leaves the
    pieces alone. A folder that was copied in part, or whose Python is gone, is not settled.
    """
    stamp = env.stamp
    if WINDOWS or stamp is None or not env.fits or not env.python.exists():
        return False
    import venv

    with contextlib.suppress(OSError, ValueError, subprocess.SubprocessError, StopIteration):
        if stamp.files != str(len(_unpacked(env))):
            return False
        for python in env.python.parent.glob("python*"):  # all of one Python: the one that runs
            python.unlink()
        venv.create(env.folder, with_pip=False, symlinks=not WINDOWS)
        ask = [str(env.python), "-c", "import sys; print(sys.prefix)"]
        said = subprocess.check_output(ask, env=surroundings(env), text=True)
        if Path(said.strip()).samefile(env.folder):
            _write_stamp(env)
            return True
    return False


def _unpacked(env: Environment) -> list[Path]:
    """The files of the pieces that are there with the size that each piece's own list names.

    Programs and what Python makes for itself are left out: they change, or come later.
    """
    folder = _site_packages(env)
    there: list[Path] = []
    for record in folder.glob("*.dist-info/RECORD"):
        with record.open(encoding="utf-8", newline="") as file:
            for name, _, size in csv.reader(file):
                if name.startswith(".."):
                    continue
                path = folder / name
                with contextlib.suppress(OSError):
                    if str(path.stat().st_size) == size or not size:
                        there.append(path)
    return there


def _installer() -> Path:
    """The wheel of pip in ``vendor/``, when its bytes are those that vendor/README.md names."""
    named = re.search(r"^([0-9a-f]{64})  (pip-\S+\.whl)$", _vendor_notes(), re.MULTILINE)
    wheel = COURSE / "vendor" / (named[2] if named else "pip.whl")
    if not named or not wheel.is_file() or _sha256(wheel) != named[1]:
        raise Trouble(
            "A file of the course is missing or damaged: the installer in the folder 'vendor'.",
            "Download the course again, then start again. Your own folder my-work can be kept.",
            str(wheel),
        )
    return wheel


def _vendor_notes() -> str:
    with contextlib.suppress(OSError):
        return (COURSE / "vendor" / "README.md").read_text(encoding="utf-8")
    return ""


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _site_packages(env: Environment) -> Path:
    if WINDOWS:
        return env.folder / "Lib" / "site-packages"
    return next(env.folder.glob("lib/python3*/site-packages"))


# --- Progress that a person understands ---------------------------------------------------------


def _watch(command: list[str], env: Environment, log: IO[str]) -> int:
    """Run the installer, keep its words in the log, and say how far it is. Return its exit code."""
    total = len(re.findall(r"^[A-Za-z0-9][\w.-]*==", env.lock.read_text("utf-8"), re.MULTILINE))
    progress = Progress(total)
    lines: queue.Queue[str | None] = queue.Queue()
    with subprocess.Popen(
        command,
        env=surroundings(env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as child:
        reader = threading.Thread(target=_read, args=(child.stdout, lines), daemon=True)
        reader.start()
        try:
            while (line := _next(lines)) is not None:
                log.write(line)
                progress.heard(line, len(list(_site_packages(env).glob("*.dist-info"))))
        except BaseException:
            child.terminate()
            raise
        finally:
            progress.end()
    return child.returncode


def _read(stream: IO[str] | None, lines: queue.Queue[str | None]) -> None:
    for line in stream or ():
        lines.put(line)
    lines.put(None)


def _next(lines: queue.Queue[str | None]) -> str | None:
    """The next line; an empty one when nothing was said for a moment; None at the end."""
    try:
        return lines.get(timeout=0.5)
    except queue.Empty:
        return ""


class Progress:
    """Turns the installer's words into one line: fetching, then unpacking, so many of so many."""

    def __init__(self, total: int, screen: IO[str] | None = None) -> None:
        self.total = total
        self.fetched = 0
        self.unpacked = 0
        self.screen = screen or sys.stdout
        self.live = self.screen.isatty()
        self.shown = ""
        self.said_at = time.monotonic()

    def heard(self, line: str, unpacked: int) -> None:
        """Take one line of the installer and the number of pieces in place."""
        if line.startswith("Ignoring "):  # a piece for another kind of computer
            self.total -= 1
        if line.startswith("Collecting "):
            self.fetched += 1
        if line.startswith("Installing collected"):
            self.fetched = self.total
        self.unpacked = max(self.unpacked, unpacked)
        if self.fetched:
            self._say()

    def _say(self) -> None:
        if self.fetched < self.total or not self.unpacked:
            step, done = "step 1 of 2, fetching", self.fetched
        else:
            step, done = "step 2 of 2, unpacking", self.unpacked
        words = f"Setting up, {step}: {min(done, self.total)} of {self.total} pieces"
        now = time.monotonic()
        if self.live and (words != self.shown):
            print(f"\r{words:<70}", end="", file=self.screen, flush=True)
        elif not self.live and words != self.shown and now - self.said_at > 5:
            print(words, file=self.screen, flush=True)
        elif now - self.said_at > 20:  # a large piece: show that nothing is stuck
            quiet = "Still working; some pieces are large."
            lead = "\r" if self.live else ""
            print(f"{lead}{quiet:<70}", end="" if self.live else "\n", file=self.screen, flush=True)
        else:
            return
        self.shown = words
        self.said_at = now

    def end(self) -> None:
        """Leave the line, so that the next words start on their own."""
        if self.live:
            print(file=self.screen, flush=True)


def _spoken(seconds: float) -> str:
    """A duration in words.

    >>> _spoken(42.4), _spoken(130)
    ('42 seconds', '2 minutes')
    """
    return f"{seconds:.0f} seconds" if seconds < 90 else f"{seconds / 60:.0f} minutes"


# --- What can go wrong, in plain words ----------------------------------------------------------

_NO_SPACE = ("No space left on device", "Errno 28", "not enough space on the disk", "WinError 112")
_NO_NETWORK = (
    *("NewConnectionError", "ConnectTimeoutError", "Max retries exceeded", "ProxyError"),
    *("name resolution", "Read timed out", "SSLError", "Connection reset", "Connection refused"),
    *("from versions: none", "ConnectionError", "Network is unreachable", "Could not fetch URL"),
)


def explain(log: str, path: Path) -> Trouble:
    """Say in plain words why the installer stopped, from what it wrote."""
    details = f"the installer's own words are in {path}"
    if any(sign in log for sign in _NO_SPACE):
        return _no_space(details)
    if "DO NOT MATCH THE HASHES" in log:
        return Trouble(
            "A piece arrived that is not the one the course was tested with, so it was not used.",
            "Start again. If it happens again, use another network and tell your trainer.",
            details,
        )
    missing = re.search(r"No matching distribution found for (\S+)", log)
    if any(sign in log for sign in _NO_NETWORK):
        return Trouble(
            "The course could not fetch its pieces from the internet.",
            "Check that you are online, then start again. On a work network, ask your IT team "
            "whether Python's installer, pip, may reach its package index.",
            details,
        )
    if missing:
        return Trouble(
            f"One piece ({missing[1]}) is not made for this Python or this kind of computer.",
            f"Install Python 3.13 from python.org ({TRIED} are tried), then start again with it.",
            details,
        )
    last = [line.strip() for line in log.splitlines() if line.startswith("ERROR")]
    why = last[-1] if last else "no reason was given"
    return Trouble(
        "The set-up stopped before it was complete.",
        "Start again. If it stops again, send your trainer the file named below.",
        f"{why}; {details}",
    )


def _no_space(details: str = "") -> Trouble:
    return Trouble(
        "There is not enough free space on this disk to set up the course.",
        f"Free about {NEEDED_MB} MB, or move the course folder to a larger disk, then start again.",
        details,
    )


def of_the_system(error: OSError) -> Trouble:
    """A refusal by the operating system, in plain words."""
    if error.errno == errno.ENOSPC:
        return _no_space(str(error))
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return Trouble(
            "The course folder cannot be written to.",
            "Copy the whole course folder to a place of your own, such as Documents, and start "
            "again there.",
            str(error),
        )
    return Trouble(
        "The computer refused a step.",
        "Start again. If it happens again, send your trainer the line below.",
        str(error),
    )


def _enough_space() -> None:
    if shutil.disk_usage(COURSE).free < NEEDED_MB * 1_000_000:
        raise _no_space()


def _remove(folder: Path) -> None:
    """Remove a folder if it is there.

    Raises:
        Trouble: when a program still uses it, as Windows then refuses.
    """
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        return
    except OSError as error:
        raise Trouble(
            "An old part of the course could not be removed.",
            "Close every window of the course, then start again.",
            str(error),
        ) from error


def hear_a_closed_window() -> None:
    """From now on, a window that is closed counts as Ctrl-C, and so does Ctrl-C in any shell.

    A program that a shell started in the background would not hear Ctrl-C otherwise.
    """
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)


# --- One at a time ------------------------------------------------------------------------------


def _state() -> Path:
    STATE.mkdir(exist_ok=True)
    return STATE


@contextlib.contextmanager
def only_one(name: str, waiting: str) -> Iterator[None]:
    """Hold a lock that the system lets go of by itself when this program ends, however it ends."""
    with (_state() / f"{name}.lock").open("a+") as file:
        if not _lock(file):
            print(waiting, flush=True)
            while not _lock(file):
                time.sleep(0.3)
        yield


def _lock(file: IO[str]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in {errno.EAGAIN, errno.EACCES, errno.EDEADLK}:
            raise  # a disk that knows no locks: waiting would never end
        return False
    return True


def running() -> dict[str, object] | None:
    """The course as another window has it open now (its url, token and port), or None."""
    from http.client import HTTPException  # with all that it brings, and every command starts here

    for note in sorted((STATE / "runtime").glob("jpserver-*.json")):
        # A note that is left over may name a port on which another program now speaks.
        with contextlib.suppress(OSError, ValueError, LookupError, TypeError, HTTPException):
            server = json.loads(note.read_text(encoding="utf-8"))
            if _alive(server):
                return dict(server)
    return None


def _alive(server: dict[str, object]) -> bool:
    """Whether a server answers there and knows the token, so that it is ours."""
    import urllib.request

    request = urllib.request.Request(
        f"{server['url']}api/status", headers={"Authorization": f"token {server['token']}"}
    )
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with contextlib.suppress(OSError), direct.open(request, timeout=3) as answer:
        return bool(answer.status == 200)
    return False
