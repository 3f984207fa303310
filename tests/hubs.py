"""A real JupyterHub with users of its own, and people who use it: helpers for tests/long/test_jupyterhub.py.

The hub is the one that docs/adopters/jupyterhub.md tells how to run: the course in a folder that
everybody may read, ``deploy/jupyterhub/jupyterhub_config.py`` as it stands, and users of this
computer, made for the test. People speak to it as a browser does: they log in with a password, their
server is started, and the rest goes through that server's own HTTP and websockets.
"""

from __future__ import annotations

import contextlib
import csv
import json
import os
import pwd
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
import requests
import websocket

from champions.install import setup, shared_server
from champions.trouble import Trouble

COURSE = Path(__file__).resolve().parents[1]
PAGE = COURSE / "docs" / "adopters" / "jupyterhub.md"
#: Seconds that a server or a command may take on a loaded machine.
PATIENCE = 240
WIDGETS = "jupyter.widget"


def what_is_missing() -> str:
    """Why a hub with users of its own cannot be run here; empty when it can."""
    if sys.platform != "linux":
        return "users are added as on Linux, and this is another system"
    if os.geteuid() != 0:
        return "adding users needs the rights of root: run the tests as root, or in a container"
    for program, brings in (("useradd", "passwd"), ("chpasswd", "passwd"), ("bwrap", "bubblewrap")):
        if shutil.which(program) is None:
            return f"the program {program} is missing: apt-get install {brings}"
    if everybodys_python() is None:
        return "no Python 3.11 or newer is here that other users may run: apt-get install python3"
    try:
        shared_server.need_node()
    except Trouble as trouble:
        return str(trouble)
    return ""


def everybodys_python() -> Path | None:
    """A Python that every user of this computer may run; None where there is none."""
    for place in (Path(sys.executable), Path("/usr/bin/python3"), Path("/usr/local/bin/python3")):
        python = place.resolve()
        if python.is_file() and shared_server.open_to_all(python):
            new_enough = "import sys; raise SystemExit(sys.version_info < (3, 11))"
            if subprocess.run((python, "-c", new_enough), check=False).returncode == 0:
                return python
    return None


def told(words: str) -> list[str]:
    """The commands that the page tells, in the first block after these words."""
    page = PAGE.read_text(encoding="utf-8")
    assert page.count(words) == 1
    return page.split(words)[1].split("```\n")[1].splitlines()


# --- A course that everybody on the computer may read -------------------------------------------------


def hand_out(folder: Path) -> Path:
    """Copy the course's kept files."""
    listed = subprocess.run(
        ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"),
        cwd=COURSE, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    for name in filter(None, listed.split("\0")):
        source = COURSE / name
        if source.is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, folder / name)
    return folder


def with_set_up(folder: Path) -> None:
    """Give a copied course the environment and the proxy that are set up in this one.

    A server sets them up where they stay. Here they come along with the folder, as when it is
    moved, to fetch nothing twice.
    """
    for place in (set_up().folder, shared_server.PROXY):
        there = folder / place.relative_to(COURSE)
        shutil.copytree(place, there, symlinks=True, copy_function=_copied_or_linked)


def set_up() -> setup.Environment:
    """Set the hub up as its administrator does, with a Python that everybody may run."""
    python, hub = everybodys_python(), setup.environment("hub")
    assert python is not None
    if hub.python.exists() and hub.python.resolve() != python:
        shutil.rmtree(hub.folder)  # made with another Python: other pieces may belong to it
    command = (str(python), "start.py", "jupyterhub", "--set-up")
    done = subprocess.run(command, cwd=COURSE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return hub


def _copied_or_linked(source: str, target: str) -> str:
    """Link the pieces, which are never written to again; copy the rest, which knows its place."""
    if {"site-packages", "node_modules"} & {*Path(source).parts}:
        with contextlib.suppress(OSError):  # another disk
            os.link(source, target)
            return target
    return str(shutil.copy2(source, target))


# --- Users --------------------------------------------------------------------------------------------


def run(*command: str, said: str = "") -> None:
    """Run one of the system's own programs."""
    done = subprocess.run(command, input=said, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command[0]}: {done.stderr}"


@contextlib.contextmanager
def users(homes: Path, groups: dict[str, list[str]]) -> Iterator[dict[str, str]]:
    """Add users of this computer to groups; give the password of each. They are gone afterwards."""
    passwords = {name: secrets.token_urlsafe(16) for names in groups.values() for name in names}
    try:
        for group, names in groups.items():
            run("groupadd", "--system", group)
            for name in names:
                home = homes / name
                run("useradd", "--create-home", "--home-dir", str(home), "--groups", group, name)
                run("chmod", "700", str(home))
                run("chpasswd", said=f"{name}:{passwords[name]}\n")
        yield passwords
    finally:
        for name in passwords:
            _end_all_of(name)
            subprocess.run(("userdel", name), capture_output=True, check=False)
        for group in groups:
            subprocess.run(("groupdel", group), capture_output=True, check=False)


def _end_who_came(kept: Path) -> None:
    """Take away the accounts that the hub made for people from a learning platform."""
    if kept.is_file():
        with kept.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                _end_all_of(row["name"])
                subprocess.run(("userdel", row["name"]), capture_output=True, check=False)


def _end_all_of(name: str) -> None:
    """End every program of a user whom this test has made."""
    with contextlib.suppress(KeyError):
        number = pwd.getpwnam(name).pw_uid
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if process.stat().st_uid == number:
                    os.kill(int(process.name), 9)


# --- The hub ------------------------------------------------------------------------------------------


@dataclass
class Hub:
    """A running hub: its address, the course that it serves, the exchange and the passwords."""

    address: str
    course: Path
    exchange: Path
    homes: Path
    log: Path
    passwords: dict[str, str]

    @property
    def state(self) -> Path:
        """What the hub keeps for itself."""
        return self.log.parent / "state"

    def person(self, name: str) -> Person:
        """Log in as a person, with their server started."""
        person = Person(name, self)
        person.log_in(self.passwords[name])
        return person

    def give_course(self, name: str, folder: str) -> None:
        """Give a person a copy of the course of their own, by the page's lines."""
        home = self.homes / name
        put = {"/srv/champions": str(self.course), "/home/toby/champions": str(home / folder)}
        for line in told("be called `champions`, because marks are kept in it:"):
            typed = line.replace("toby:", f"{name}:")
            for word, real in put.items():
                typed = typed.replace(word, real)
            run("bash", "-c", typed)


def free_ports(many_of_them: int) -> list[int]:
    """Ports that nobody listens on."""
    doors = [socket.socket() for _ in range(many_of_them)]
    for door in doors:
        door.bind(("127.0.0.1", 0))
    ports = [int(door.getsockname()[1]) for door in doors]
    for door in doors:
        door.close()
    return ports


@contextlib.contextmanager
def running(
    champions: list[str], trainers: list[str], more: Mapping[str, str] | None = None
) -> Iterator[Hub]:
    """Run the hub of the course with these people; everything is gone afterwards.

    Args:
        champions, trainers: who can log in with a password. more: further variables for the hub.
    """
    mark = secrets.token_hex(3)
    # Not pytest's own folder: nobody but its owner may read that.
    base = Path(tempfile.mkdtemp(prefix="champions-hub-"))
    base.chmod(0o755)
    groups = {f"champions-{mark}": champions, f"trainers-{mark}": trainers}
    try:
        course = hand_out(base / "champions")
        with_set_up(course)
        (course / ".git").mkdir()  # as after a git clone
        (hide,) = (line for line in told("in that folder, as root:") if line.startswith("chmod -R"))
        run("bash", "-c", f"cd {course} && {hide}")
        exchange = base / "exchange"
        exchange.mkdir()
        exchange.chmod(0o1777)
        with users(base / "homes", groups) as passwords:
            settings = dict(
                zip(("CHAMPIONS_GROUP", "CHAMPIONS_TRAINER_GROUP"), groups, strict=True)
            )
            settings |= {"CHAMPIONS_EXCHANGE": str(exchange)}
            # Not /var/lib: a hub of this computer may be there. It is open to all at first.
            settings |= {"CHAMPIONS_HUB_STATE": str(base / "state")}
            settings |= {"CHAMPIONS_HOMES": str(base / "homes"), **(more or {})}
            settings |= {"CHAMPIONS_PEOPLE": str(base / "people.csv")}
            (base / "homes").mkdir(exist_ok=True)
            (base / "state").mkdir()
            (base / "state").chmod(0o755)
            with _hub(course, settings, base / "hub.log") as address:
                yield Hub(address, course, exchange, base / "homes", base / "hub.log", passwords)
            _end_who_came(base / "state" / "accounts.csv")
    finally:
        shutil.rmtree(base)


@contextlib.contextmanager
def _hub(course: Path, settings: dict[str, str], log: Path) -> Iterator[str]:
    ports = free_ports(3)
    address = f"http://127.0.0.1:{ports[0]}"
    settings |= {
        "CHAMPIONS_HUB_ADDRESS": address,
        "CHAMPIONS_HUB_PORT": str(ports[1]),
        "CHAMPIONS_HUB_PROXY_PORT": str(ports[2]),
    }
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith(("CHAMPIONS", "JUPYTER", "PYTHON"))
    }
    command = [str(everybodys_python()), "start.py", "jupyterhub"]
    with log.open("wb") as said, subprocess.Popen(
        command, cwd=course, env=kept | settings, stdin=subprocess.DEVNULL, stdout=said, stderr=said
    ) as hub:  # fmt: skip
        try:
            patiently(lambda: requests.get(f"{address}/hub/api/", timeout=10).ok, hub, log)
            yield address
        finally:
            hub.terminate()
            try:
                hub.wait(timeout=60)
            except subprocess.TimeoutExpired:
                hub.kill()


def patiently(
    done: Any, hub: subprocess.Popen[bytes] | None = None, log: Path | None = None
) -> None:
    """Wait until something is so."""
    until = time.monotonic() + PATIENCE
    why: object = "it was not so"
    while time.monotonic() < until and (hub is None or hub.poll() is None):
        try:
            if done():
                return
        except requests.RequestException as error:
            why = error
        time.sleep(0.2)
    words = log.read_text(encoding="utf-8", errors="replace")[-4000:] if log else ""
    pytest.fail(f"{why}\n{words}")


# --- People -------------------------------------------------------------------------------------------


@dataclass
class Person:
    """Somebody in front of a browser that is open at their own server."""

    name: str
    hub: Hub
    browser: requests.Session = field(default_factory=requests.Session)

    @property
    def home(self) -> Path:
        return self.hub.homes / self.name

    def log_in(self, password: str) -> None:
        """Fill in the hub's form, and wait until the person's own server is there."""
        form = self.browser.get(f"{self.hub.address}/hub/login", timeout=PATIENCE)
        words = {"username": self.name, "password": password, "_xsrf": self._xsrf(form.url)}
        url = f"{self.hub.address}/hub/login?next=%2Fhub%2Fspawn"
        answer = self.browser.post(url, data=words, timeout=PATIENCE)
        assert answer.ok, f"{self.name} could not log in: {answer.status_code}"
        patiently(self._is_there, log=self.hub.log)

    def _is_there(self) -> bool:
        answer = self.browser.get(f"{self.address}/tree", timeout=PATIENCE)
        return answer.ok and urlsplit(answer.url).path.startswith(f"/user/{self.name}/tree")

    @property
    def address(self) -> str:
        return f"{self.hub.address}/user/{self.name}"

    def _xsrf(self, url: str) -> str:
        """The word that a page gets, to prove that the next request comes from it."""
        path = urlsplit(url).path
        fits = [c for c in self.browser.cookies if c.name == "_xsrf" and path.startswith(c.path)]
        return str(max(fits, key=lambda c: len(c.path)).value) if fits else ""

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """Send a request as the page does, and give back the answer's JSON."""
        url = f"{self.address}/{path}"
        headers = {"X-XSRFToken": self._xsrf(url), "Referer": f"{self.address}/tree"}
        answer = self.browser.request(method, url, json=body, headers=headers, timeout=PATIENCE)
        assert answer.ok, f"{method} {path}: {answer.status_code} {answer.text[:2000]}"
        return answer.json()

    def assignments(self, action: str, lesson: str) -> list[dict[str, Any]]:
        """Press a button of nbgrader's list of assignments."""
        told = self.ask(
            "POST", f"assignments/{action}", {"course_id": "champions", "assignment_id": lesson}
        )
        assert told["success"], told["value"]
        return list(told["value"])

    def socket(self, path: str) -> websocket.WebSocket:
        """Open a websocket to the person's own server."""
        url = f"{self.address}/{path}"
        prepared = requests.Request("GET", url, cookies=self.browser.cookies)
        cookies = self.browser.prepare_request(prepared).headers["Cookie"]
        joined = "&" if "?" in path else "?"
        return websocket.create_connection(
            f"ws{url.removeprefix('http')}{joined}_xsrf={quote(self._xsrf(url))}",
            cookie=cookies, origin=self.hub.address, timeout=PATIENCE,
        )  # fmt: skip

    def terminal(self) -> Terminal:
        """Open a terminal, as JupyterLab does."""
        name = self.ask("POST", "api/terminals")["name"]
        return Terminal(self.socket(f"terminals/websocket/{name}"))

    def open(self, path: str) -> Page:
        """Open a notebook, with a kernel of its own, or the one that it has already."""
        kernel = {"name": "python3"}
        asked = {"path": path, "name": path, "type": "notebook", "kernel": kernel}
        number = self.ask("POST", "api/sessions", asked)["kernel"]["id"]
        page = self.ask("GET", f"api/contents/{quote(path)}?content=1")
        return Page(self, path, page["content"], self.socket(f"api/kernels/{number}/channels"))


class Terminal:
    """A terminal in a person's browser."""

    def __init__(self, line: websocket.WebSocket) -> None:
        self.line = line

    def run(self, command: str, fine: bool = True) -> str:
        """Type a command; what it said when it has ended.

        Args:
            command: one line for the shell.
            fine: fail when the command ends with an error.
        """
        mark = secrets.token_hex(8)
        # The mark is typed in two pieces, so that the line that is typed does not hold it.
        line = f"{command}; echo {mark[:8]}''{mark[8:]}:$?:\r"
        self.line.send(json.dumps(["stdin", line]))
        said, ended = "", None
        while ended is None:
            kind, *rest = json.loads(self.line.recv())
            said += rest[0] if kind == "stdout" else ""
            ended = re.search(rf"{mark}:(\d+):", said)
        assert not fine or ended[1] == "0", said
        return said


class Page:
    """A notebook that is open in a browser: it runs steps, keeps what they show, and moves widgets."""

    def __init__(
        self, person: Person, path: str, notebook: dict[str, Any], line: websocket.WebSocket
    ) -> None:
        self.person, self.path, self.notebook, self.line = person, path, notebook, line
        #: Each widget's model: what Python says of it.
        self.widgets: dict[str, dict[str, Any]] = {}
        self._session = uuid.uuid4().hex
        #: Outputs that may be written anew later, by the id of their place.
        self._places: dict[str, list[dict[str, Any]]] = {}

    def cell(self, name: str) -> dict[str, Any]:
        """The cell of that id."""
        (cell,) = (one for one in self.notebook["cells"] if one["id"] == name)
        return dict(cell) if cell["cell_type"] != "code" else cell

    def start_lesson(self) -> None:
        """Run every step in order, as the button does."""
        for cell in self.notebook["cells"]:
            if cell["cell_type"] == "code":
                self.run(cell)

    def run(self, cell: dict[str, Any]) -> dict[str, dict[str, Any]]:
        """Run a step; the widgets that it made."""
        before = set(self.widgets)
        cell["outputs"] = []
        source = "".join(cell["source"])
        content = {"code": source, "silent": False, "store_history": True, "allow_stdin": False}
        self._send("execute_request", {**content, "stop_on_error": False}, cell)
        return {key: one for key, one in self.widgets.items() if key not in before}

    def form(self, name: str) -> dict[str, dict[str, Any]]:
        """Run the step with a question; its widgets."""
        return self.run(self.cell(name))

    def change(self, widget: str, **state: Any) -> None:
        """Change a widget's state, as a press or a typed word does in the browser."""
        self.widgets[widget] |= state
        data = {"method": "update", "state": state, "buffer_paths": []}
        self._send("comm_msg", {"comm_id": widget, "data": data})

    def press(self, widget: str) -> None:
        """Press a button."""
        data = {"method": "custom", "content": {"event": "click"}}
        self._send("comm_msg", {"comm_id": widget, "data": data})

    def value(self, expression: str) -> str:
        """What an expression shows in this lesson's own Python."""
        cell: dict[str, Any] = {"source": expression, "outputs": []}
        self.run(cell)
        (output,) = cell["outputs"]
        assert "data" in output, output
        return str(output["data"]["text/plain"])

    def save(self) -> None:
        """Press Save."""
        body = {"type": "notebook", "format": "json", "content": self.notebook}
        self.person.ask("PUT", f"api/contents/{quote(self.path)}", body)

    def _send(self, kind: str, content: dict[str, Any], cell: dict[str, Any] | None = None) -> None:
        """Send a message, and take in all that comes until the kernel is idle again."""
        number = uuid.uuid4().hex
        header = {
            "msg_id": number, "msg_type": kind, "username": self.person.name,
            "session": self._session, "version": "5.4", "date": "",
        }  # fmt: skip
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
        self.line.send(json.dumps({**message, "channel": "shell", "buffers": []}))
        while True:
            heard = json.loads(self.line.recv())
            if heard.get("channel") != "iopub":
                continue
            self._heard(heard["msg_type"], heard["content"], cell)
            mine = heard["parent_header"].get("msg_id") == number
            if mine and heard["content"].get("execution_state") == "idle":
                return

    def _heard(self, kind: str, content: dict[str, Any], cell: dict[str, Any] | None) -> None:
        if kind == "comm_open" and content["target_name"].startswith(WIDGETS):
            self.widgets[content["comm_id"]] = dict(content["data"]["state"])
        elif kind == "comm_msg" and content["data"].get("method") == "update":
            self.widgets.get(content["comm_id"], {}).update(content["data"]["state"])
        elif kind == "update_display_data":
            for output in self._places.get(content["transient"]["display_id"], []):
                output |= {"data": content["data"], "metadata": content["metadata"]}
        elif cell is not None and kind in {"display_data", "execute_result", "stream", "error"}:
            self._shown(kind, content, cell)

    def _shown(self, kind: str, content: dict[str, Any], cell: dict[str, Any]) -> None:
        place = content.pop("transient", {}).get("display_id")
        output = {"output_type": kind, **content}
        cell["outputs"].append(output)
        if place:
            self._places.setdefault(place, []).append(output)
