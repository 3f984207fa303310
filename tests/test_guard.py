"""Two trainers at once are safe, and no run begins without a copy of the gradebook."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from champions.desk.ledger import Ledger
from champions.files import private_folder
from champions.marking import guard
from champions.trouble import Trouble


def test_a_second_marking_waits_for_its_turn(tmp_path: Path) -> None:
    with (
        guard.alone(tmp_path),
        pytest.raises(Trouble, match="Somebody is marking"),
        guard.alone(tmp_path),
    ):
        pass
    with guard.alone(tmp_path):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights in another way")
def test_nobody_else_on_the_computer_can_look_into_a_work_folder(tmp_path: Path) -> None:
    def rights(name: str) -> str:
        return oct((tmp_path / name).stat().st_mode & 0o777)

    for name in ("of-an-earlier-version", "somebodys"):
        (tmp_path / name).mkdir(mode=0o755)
    (tmp_path / "of-an-earlier-version" / "gradebook.db").touch()
    Ledger(tmp_path / "by-desk")
    for name in ("by-marking", "of-an-earlier-version"):
        with guard.alone(tmp_path / name):
            assert rights(name) == "0o700"
    assert rights("by-desk") == "0o700"
    private_folder(tmp_path / "somebodys")
    assert rights("somebodys") == "0o755"


def test_a_killed_marking_holds_nothing(tmp_path: Path) -> None:
    script = (
        "import sys, time\nfrom pathlib import Path\nfrom champions.marking import guard\n"
        "with guard.alone(Path(sys.argv[1])):\n    print('held', flush=True)\n    time.sleep(3600)\n"
    )
    source = str(Path(guard.__file__).parents[2])
    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": source},
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(Trouble), guard.alone(tmp_path):
            pass
        other.kill()
        other.wait()
    with guard.alone(tmp_path):
        pass


def test_the_gradebook_is_copied_and_only_the_last_copies_stay(tmp_path: Path) -> None:
    assert guard.back_up(tmp_path) is None
    with sqlite3.connect(tmp_path / "gradebook.db") as book:
        book.execute("create table t (x)")
        book.execute("insert into t values (7)")
    start = datetime(2026, 1, 1, tzinfo=UTC)
    copies = [guard.back_up(tmp_path, start + timedelta(hours=n)) for n in range(guard.KEPT + 3)]
    left = sorted((tmp_path / "backups").iterdir())
    assert left == [copy for copy in copies if copy][-guard.KEPT :]
    with sqlite3.connect(left[-1]) as copy:
        assert copy.execute("select x from t").fetchall() == [(7,)]
