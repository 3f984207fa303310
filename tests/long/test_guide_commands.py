"""Each command line that a guide tells people to type is typed, in a copy of the course, and does what the guide says.

tests/shipped.yml has them; tests/test_shipped.py holds that none is missing there.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import threading
from pathlib import Path

import pieces
import pytest
import shipped
from shipped import COURSE, Row, table

from champions.install import setup

pytestmark = pytest.mark.slow
COVERS = (
    "benchmarks/desk.py",
    "benchmarks/marking.py",
    "src/champions/**/*",
    "start.py",
    "tests/make_cohort.py",
    "tests/shipped.py",
    "tests/shipped.yml",
)
_, COMMANDS = table()
#: Those that differ only in the word that stands for a lesson are one.
RUN_ONCE = shipped.alike(sorted(name for name, row in COMMANDS.items() if row.is_run), COMMANDS)
#: A long enough wait for a loaded machine; nothing waits so long when all is well.
PATIENCE = 900


@pytest.fixture(scope="module")
def received(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What learners sent, for the guides' FOLDER."""
    from make_cohort import Kitchen, recipes

    folder = tmp_path_factory.mktemp("sent") / "received"
    kitchen = Kitchen(COURSE)
    for recipe in (one for one in recipes() if one.name in ("passes-all", "half-done")):
        kitchen.send(recipe, folder)
    return folder


@pytest.fixture(scope="module")
def begun() -> dict[tuple[str, ...], Path]:
    """The copies in which something was run first, by what was run: commands that need the same share one."""
    return {}


@pytest.fixture
def copy(
    command: str,
    tmp_path_factory: pytest.TempPathFactory,
    received: Path,
    begun: dict[tuple[str, ...], Path],
) -> Path:
    """A small copy of the course, with what learners sent, in which all was run that comes before."""
    row = COMMANDS[command]
    for name in row.needs:
        pieces.need(name)
    if row.after in begun:
        return begun[row.after]
    folder = _copy(tmp_path_factory.mktemp("of"), received, with_site="start.py site" in command)
    for before in row.after:
        _do(before, Row(), folder)
    if row.after:
        begun[row.after] = folder
    return folder


def _copy(at: Path, received: Path, *, with_site: bool) -> Path:
    """A small copy of the course, with what learners sent and the first page of a website."""
    if with_site:  # set up once, for the copies and for other tests
        setup.ensure(setup.environment("site"))
    folder = shipped.small_copy(at / "course")
    shutil.copytree(received, folder / "received")
    (folder / "work" / "site").mkdir(parents=True)
    (folder / "work" / "site" / "jupyter-lite.json").write_text("{}", encoding="utf-8")
    return folder


@pytest.mark.usefixtures("ctrl_c")
@pytest.mark.parametrize("command", RUN_ONCE)
def test_a_command_line_does_what_its_guide_says(command: str, copy: Path) -> None:
    row = COMMANDS[command]
    if row.makes == "received/passes-all":
        (copy / "received").rename(copy / "received-before")
    said = _stopped(command, row, copy) if row.until else _do(command, row, copy)
    assert row.says in said
    if row.makes:
        assert (copy / row.makes).exists(), said


def _do(command: str, row: Row, copy: Path) -> str:
    done = subprocess.run(
        shipped.typed(command, row, copy),
        cwd=copy,
        env=shipped.surroundings(copy),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    said = done.stdout + done.stderr
    assert "Traceback" not in said
    assert done.returncode == row.ends, said[-3000:]
    return said


def _stopped(command: str, row: Row, copy: Path) -> str:
    """Let it go on until it says that it is ready; then press Ctrl-C, which must end it well."""
    with subprocess.Popen(
        shipped.typed(command, row, copy),
        cwd=copy,
        env=shipped.surroundings(copy),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        said = ""
        too_long = threading.Timer(PATIENCE, process.kill)
        too_long.start()
        try:
            for line in process.stdout or ():
                said += line
                if row.until in line:
                    process.send_signal(signal.SIGINT)
        finally:
            too_long.cancel()
            process.terminate()
    assert row.until in said
    assert "Traceback" not in said
    return said
