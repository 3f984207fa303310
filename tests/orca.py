"""The screen reader Orca beside Firefox, on a screen of its own: keys go in as a person presses them, words come out.

    with reader(folder, address) as one:
        one.press("Tab", "Get my file", "push button")      # fails where these words are not said

Firefox tells what has the focus, so that each key waits for what the last one did, and for no time. It is only looked
at: whatever is done on the page is done by keys.

Debian: firefox-esr orca speech-dispatcher at-spi2-core dbus-x11 xvfb openbox xdotool. Orca writes down what it hands to
its voice, and no voice is needed.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import other_browsers

NEEDED = (
    "orca",
    "speech-dispatcher",
    "firefox-esr",
    "Xvfb",
    "xvfb-run",
    "dbus-run-session",
    "openbox",
    "xdotool",
)
#: Seconds for one thing to be said. A busy computer is no reason to fail.
PATIENCE = 120
_SPOKEN = re.compile(r"^[\d:.]+ - SPEECH OUTPUT: '(.*?)' ?(?:\{'established': \w+\})?$")
_KEYS = {"tab", "space", "return", "g", "left shift", "left control", "Focus mode", "Browse mode"}
_SETTINGS = {
    "accessibility.force_disabled": -1,
    "browser.aboutwelcome.enabled": False,
    "browser.download.alwaysOpenPanel": False,
    "browser.download.folderList": 2,
    "browser.download.panel.shown": True,
    "browser.newtab.preload": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "remote.prefs.recommended": False,
}
#: Without the second line Orca's log comes in pieces of some kB, so that words seem to be said many keys too late.
#: A page that reads itself when it opens is ended by a key; a voice that takes no time does not tell that it was.
_ORCA = """
import orca.debug, orca.settings
orca.debug.debugFile.reconfigure(line_buffering=True)
orca.debug.debugLevel = orca.debug.LEVEL_INFO
orca.settings.sayAllOnLoad = False
"""
_VOICE = """
AudioOutputMethod "alsa"
AddModule "dummy" "sd_dummy" ""
DefaultModule dummy
"""
#: What has the focus: its question, what it is, its name and its value.
_FOCUS = """
    const one = document.activeElement;
    const label = one.closest("label");
    const named = one.getAttribute("aria-label") ?? (label ? (label.querySelector("span") ?? label) : one).textContent;
    window.championsAt ??= new WeakMap();
    if (!championsAt.has(one)) championsAt.set(one, (window.championsNext = (window.championsNext ?? 0) + 1));
    return {
        at: championsAt.get(one), tag: one.localName, type: one.type ?? "", name: named.replace(/\\s+/g, " ").trim(),
        value: one.value ?? "", checked: Boolean(one.checked),
        question: one.closest("[data-question]")?.dataset.question ?? "", key: one.dataset.key ?? "",
        by: one.dataset.by ?? "", id: one.id, classes: one.className,
    };
"""
#: What Orca calls a control.
ROLES = {
    "a": "link",
    "button": "push button",
    "checkbox": "check box",
    "radio": "radio button",
    "select": "combo box",
    "summary": "push button",
    "text": "entry",
    "textarea": "entry",
}


def missing() -> list[str]:
    """Which of the programs are not on this computer."""
    return [name for name in NEEDED if not shutil.which(name)]


class NotHeard(RuntimeError):
    """The screen reader did not say what was waited for."""


class Log:
    """Orca's own log as it grows: each line of it is read once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._said: list[str] = []
        self._at = 0

    def spoken(self) -> list[str]:
        """The sentences so far, without the names of keys."""
        if self.path.is_file():
            with self.path.open("rb") as file:
                file.seek(self._at)
                whole, end, _ = file.read().rpartition(b"\n")
            self._at += len(whole) + len(end)
            self._said += _sentences(whole.decode("utf-8", "replace"))
        return self._said


def _sentences(lines: str) -> Iterator[str]:
    """What is said in lines of the log."""
    found = (_SPOKEN.match(line) for line in lines.splitlines())
    said = (" ".join(one[1].split()) for one in found if one)
    return (words for words in said if words and words not in _KEYS)


@dataclass(frozen=True)
class Focus:
    """The control that the next key goes to, as Firefox tells it."""

    at: int
    tag: str
    type: str
    name: str
    value: str
    checked: bool
    question: str
    key: str
    by: str
    id: str
    classes: str

    @property
    def role(self) -> str:
        """What Orca calls it; empty for the page itself."""
        return ROLES.get(self.type, "") or ROLES.get(self.tag, "")


@dataclass
class Reader:
    """One person at the keyboard, who hears and does not see."""

    log: Log
    where: dict[str, str]
    page: other_browsers.Other
    downloads: Path
    #: What was pressed, and what was said then: the transcript.
    heard: list[tuple[str, list[str]]] = field(default_factory=list)

    def goto(self, address: str) -> None:
        """Open a page, and wait until Orca has seen it."""
        self._mark = len(self.log.spoken())
        self.page.goto(address)
        self.opened()

    def opened(self) -> None:
        """Wait until the page is there, for the one who looks and for the one who hears."""
        self.page.until("return document.body?.dataset.alive === 'yes'")
        self.hear("Finished loading", "Page has")

    @property
    def focus(self) -> Focus:
        """What has the focus now."""
        return Focus(**self.page.run(_FOCUS))

    def key(self, key: str) -> None:
        """Press a key, and note what is said from now on as what is said of it."""
        self.note()
        self.heard.append((key, []))
        self._mark = len(self.log.spoken())
        subprocess.run(("xdotool", "key", "--clearmodifiers", key), env=self.where, check=True)

    def type(self, text: str) -> None:
        """Type some words."""
        self.note()
        self.heard.append((f"“{text}”", []))
        self._mark = len(self.log.spoken())
        command = ("xdotool", "type", "--clearmodifiers", "--delay", "40", text)
        subprocess.run(command, env=self.where, check=True)
        self.wait(lambda: self.focus.value.endswith(text), f"the text “{text}” in the box")

    _mark = 0

    def note(self) -> None:
        """Keep what was said since the last key."""
        if self.heard:
            self.heard[-1][1].extend(self.log.spoken()[self._mark :])
            self._mark = len(self.log.spoken())

    def press(self, key: str, *words: str) -> list[str]:
        """Press a key and wait until these words are said, in this order.

        Raises:
            NotHeard: when they are not.
        """
        self.key(key)
        self.hear(*words)
        return self.log.spoken()[self._mark :]

    def hear(self, *words: str) -> None:
        """Wait until these words are said after the last key, in this order."""
        for number in range(len(words)):
            self.wait(lambda n=number: self._in_order(words[: n + 1]), words[number])  # type: ignore[misc]

    def _in_order(self, words: Sequence[str]) -> bool:
        said, at = plain(self._since(self._mark)), 0
        for one in words:
            found = said.find(plain(one), at)
            if found < 0:
                return False
            at = found + len(plain(one))
        return True

    def move(self, key: str) -> Focus:
        """Press a key that takes the focus elsewhere, and wait until that control is said by its name and kind."""
        before = self.focus
        self.key(key)
        self.wait(lambda: self.focus.at != before.at, f"another control than {before.name!r}")
        now = self.focus
        if now.role:
            self.hear(now.name, now.role)
        return now

    def go(self, key: str, there: Callable[[Focus], bool], most: int = 80) -> Focus:
        """Press a key until the focus is there."""
        now = self.focus
        for _ in range(most):
            if there(now):
                return now
            now = self.move(key)
        raise NotHeard(f"{key} was pressed {most} times and did not come there: {now}")

    def line(self, key: str) -> list[str]:
        """Press a key that reads on, and wait until something is said, or the empty line is passed."""
        self.key(key)
        with contextlib.suppress(NotHeard):
            self.wait(lambda: len(self.log.spoken()) > self._mark, "anything", 3)
        so_far = -1
        while so_far != len(self.log.spoken()):
            so_far = len(self.log.spoken())
            time.sleep(0.2)
        return self.log.spoken()[self._mark :]

    def _since(self, mark: int) -> str:
        return " ".join(self.log.spoken()[mark:])

    def wait(self, done: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
        """Wait until something has come.

        Raises:
            NotHeard: when it has not, in that time.
        """
        end = time.monotonic() + patience
        while not done():
            if time.monotonic() > end:
                last = self.heard[-1][0] if self.heard else "the start"
                said = self.log.spoken()[self._mark :]
                raise NotHeard(f"After {last} there never came: {what}. Said was: {said}")
            time.sleep(0.05)


def plain(words: str) -> str:
    """Words as they are compared: one voice pauses where another does not."""
    return re.sub(r"[\s.]+", " ", words).strip().casefold()


@contextlib.contextmanager
def reader(folder: Path, address: str) -> Iterator[Reader]:
    """Orca and Firefox at an address, on the screen and the bus that this program was given."""
    path, profile, home, files = (
        folder / name for name in ("orca.log", "profile", "home", "files")
    )
    for one in (profile, home, files):
        one.mkdir(mode=0o700)
    port = other_browsers.free_port()
    settings: dict[str, Any] = {
        **_SETTINGS,
        "browser.download.dir": str(files),
        "marionette.port": port,
    }
    lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in settings.items()]
    (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
    # A voice that says nothing, into a sound card that is none.
    (home / ".asoundrc").write_text("pcm.!default { type null }\nctl.!default { type null }\n")
    (home / "speechd.conf").write_text(_VOICE, encoding="utf-8")
    own_settings = home / ".local" / "share" / "orca"
    own_settings.mkdir(parents=True)
    (own_settings / "orca-customizations.py").write_text(_ORCA, encoding="utf-8")
    log = Log(path)
    with contextlib.ExitStack() as running:
        # The voice listens at a path in it, and such a path may have 107 letters: a test's own folder has more.
        run = Path(running.enter_context(tempfile.TemporaryDirectory(prefix="orca-")))
        own = {"HOME": str(home), "XDG_RUNTIME_DIR": str(run), "LANG": "C.UTF-8"}
        where = os.environ | own | {"GNOME_ACCESSIBILITY": "1", "GTK_MODULES": "gail:atk-bridge"}

        def start(*command: str) -> None:
            running.enter_context(_running(*command, surroundings=where))

        start("openbox")
        start("/usr/libexec/at-spi-bus-launcher", "--launch-immediately")
        start("speech-dispatcher", "--run-single", "--config-dir", str(home))
        _until(
            (run / "speech-dispatcher" / "speechd.sock").exists,
            "There is no voice, and without one Orca says nothing.",
        )
        start("orca", "--replace", f"--debug-file={path}")
        _until(lambda: "Screen reader on." in log.spoken(), "Orca did not start to speak.")
        start("firefox-esr", "--marionette", "--profile", str(profile), "--no-remote", address)
        page = other_browsers.Other(other_browsers.Marionette(port))
        person = Reader(log, where, page, files)
        person.opened()
        yield person
        person.note()


def _until(done: Callable[[], bool], trouble: str) -> None:
    end = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > end:
            raise NotHeard(trouble)
        time.sleep(0.1)


@contextlib.contextmanager
def _running(*command: str, surroundings: dict[str, str]) -> Iterator[None]:
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env=surroundings, stdout=quiet, stderr=quiet) as process:
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def on_its_own_screen(command: Sequence[str], limit: float) -> str:
    """Run a program on a screen and a bus of its own, with all that it starts, to its end.

    Returns:
        What went wrong, or nothing.
    """
    with subprocess.Popen(
        # With -r no key repeats itself, however long a busy computer holds it down.
        ("xvfb-run", "-a", "-s", "-screen 0 1280x1024x24 -r", "dbus-run-session", "--", *command),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            _, wrong = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            # The screen, Firefox and Orca are all of this session: none is left behind.
            os.killpg(process.pid, signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            return f"It took longer than {limit:g} seconds, and was ended."
    lines = [line for line in wrong.strip().splitlines() if "NotHeard" in line] or [wrong[-1500:]]
    return lines[-1] if process.returncode else ""
