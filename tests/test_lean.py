"""What marking leaves out to begin sooner is not missed, and is the same where it is worked out."""

from __future__ import annotations

import subprocess
import sys

from champions.trainer import lean

LEFT_OUT = ("nbgrader.server_extensions", "setuptools", "jupyter_server", "alembic")


def test_the_newest_gradebook_is_the_one_that_alembic_names() -> None:
    assert lean.newest_gradebook() == lean._asked_of_alembic()


def test_marking_begins_without_servers_and_setuptools() -> None:
    code = (
        "import sys\n"
        "from champions.trainer import lean\n"
        "lean.leave_out_grammars(); lean.leave_out_servers()\n"
        "from champions.trainer import confined_run, cohort\n"
        f"print([name for name in {LEFT_OUT} if name in sys.modules])\n"
        "import nbgrader, setuptools, nbgrader.apps.formgradeapp\n"  # still there for who asks
        "print(nbgrader.__version__, setuptools.__version__)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.startswith("[]\n"), done.stdout + done.stderr
    assert done.returncode == 0, done.stderr
