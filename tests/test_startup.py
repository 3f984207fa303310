"""What marking leaves out to begin sooner is not missed, and is the same where it is worked out."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from champions.marking.running import supervisor
from champions.nbgrader import startup

LEFT_OUT = ("nbgrader.server_extensions", "setuptools", "jupyter_server", "alembic")


def test_the_newest_gradebook_is_the_one_that_alembic_names() -> None:
    assert startup.newest_gradebook() == startup._asked_of_alembic()


def test_marking_begins_without_servers_and_setuptools() -> None:
    code = (
        "import sys\n"
        "from champions.nbgrader import startup\n"
        "startup.leave_out_grammars(); startup.leave_out_servers()\n"
        "from champions.marking import cohort\nfrom champions.marking.running import confined\n"
        f"print([name for name in {LEFT_OUT} if name in sys.modules])\n"
        "import nbgrader, setuptools, nbgrader.apps.formgradeapp\n"  # still there for who asks
        "print(nbgrader.__version__, setuptools.__version__)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.startswith("[]\n"), done.stdout + done.stderr
    assert done.returncode == 0, done.stderr


def test_what_is_seldom_used_is_loaded_when_it_is_used() -> None:
    code = (
        "import sys\n"
        "from champions.nbgrader import startup\n"
        "startup.leave_out_grammars(); startup.load_when_used(); startup.load_when_called()\n"
        "startup.leave_out_servers()\n"
        "from champions.marking import cohort\nfrom champions.marking.running import confined\n"
        "parts = 'requests.models', 'soupsieve.css_match', 'bs4.element', 'mistune', 'pandas'\n"
        "parts += 'bleach.sanitizer', 'tinycss2'\n"
        "print([name for name in parts if name in sys.modules])\n"
        "from nbconvert.filters import clean_html\n"
        "from nbconvert.preprocessors.sanitize import SanitizeHTML\n"
        "print(clean_html('<b>one<script></b>'), SanitizeHTML().sanitize_html_tags('<b>two<script>'))\n"
        "from nbconvert.filters import markdown2html\n"
        "import requests, requests.exceptions, bs4\n"
        "print(bs4.BeautifulSoup(markdown2html('*so*'), 'html.parser').select_one('p em').text)\n"
        "print(requests.Session.__name__)\n"
        "from champions import own_data\n"
        "print(own_data.read_own_data.__module__)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    clean = "<b>one&lt;script&gt;</b> <b>two&lt;script&gt;</b>"
    said = ["[]", clean, "so", "Session", "champions.own_data.table"]
    assert done.stdout.splitlines() == said, done.stderr


def test_marking_begins_without_what_starts_kernels() -> None:
    code = (
        "import sys\n"
        "from champions.nbgrader import startup\n"
        "startup.leave_out_grammars(); startup.load_when_called(); startup.leave_out_kernels()\n"
        "startup.leave_out_servers()\n"
        "from champions.marking import cohort\nfrom champions.marking.running import confined\n"
        "parts = 'zmq', 'jupyter_client.client', 'nbclient.client', 'tornado.web'\n"
        "print([name for name in parts if name in sys.modules])\n"
        "from nbgrader.preprocessors import Execute\n"
        "try:\n    Execute()\nexcept NotImplementedError as no:\n    print(no)\n"
        # Whoever asks for the real ones has them.
        "from nbclient import NotebookClient\n"
        "from nbconvert.preprocessors.execute import ExecutePreprocessor\n"
        "from jupyter_client import KernelManager\n"
        "from nbgrader.preprocessors import InstantiateTests\n"
        "print(NotebookClient.__name__, type(ExecutePreprocessor()).__name__, KernelManager.__name__)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    real = "NotebookClient ExecutePreprocessor KernelManager"
    said = ["[]", "Lessons are run by marking.running.", real]
    assert done.stdout.splitlines() == said, done.stdout + done.stderr


def test_what_lessons_load_is_compiled_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "what_lessons_load.py"
    source.write_text("value = 1\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(supervisor, "_LOADED", ("what_lessons_load",))
    monkeypatch.setattr(supervisor, "_LOAD", "import what_lessons_load")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    supervisor.compile_beforehand()
    assert not list(tmp_path.rglob("*.pyc"))  # Python was told not to
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    supervisor.compile_beforehand()
    (made,) = tmp_path.rglob("*.pyc")
    made.write_bytes(b"as it was")
    supervisor.compile_beforehand()
    assert made.read_bytes() == b"as it was"
    os.utime(made, ns=(1, 1))  # older than its source
    supervisor.compile_beforehand()
    assert made.read_bytes() != b"as it was"


def test_where_nothing_can_be_compiled_nothing_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(supervisor, "_LOADED", ("sys", "no_such_room"))
    monkeypatch.setattr(subprocess, "run", None)
    supervisor.compile_beforehand()


def test_a_build_begins_without_grammars_of_addresses_and_releases_without_servers(
    tmp_path: Path,
) -> None:
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from champions.authoring import build\nfrom champions.trouble import Trouble\n"
        "print(sys.modules['rfc3987_syntax'])\n"
        f"try:\n    build.release(Path({str(tmp_path)!r}), Path({str(tmp_path)!r}), 'no-lesson')\n"
        "except Trouble:\n    print('nothing to release')\n"
        "print([name for name in sys.modules if name.startswith('nbgrader.server_extensions')])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "None\nnothing to release\n[]\n", done.stdout + done.stderr


@pytest.mark.parametrize(("words", "code"), [(["--version"], 0), (["no-such-word"], 2)])
def test_a_command_that_ends_at_once_has_said_all_and_done_what_was_set_down(
    words: list[str], code: int
) -> None:
    ends = (
        "import atexit, sys\nfrom champions import cli\n"
        "atexit.register(print, 'set down')\n"
        f"sys.argv[1:] = {words!r}\ncli.program()\n"
    )
    done = subprocess.run([sys.executable, "-c", ends], capture_output=True, text=True, check=False)
    assert done.stdout.endswith("set down\n"), done.stdout + done.stderr
    assert done.returncode == code
    assert "champions " in done.stdout or "no-such-word" in done.stderr
