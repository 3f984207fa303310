"""Past one machine: a Dask cluster runs the lessons, PostgreSQL keeps the marks, and both are the same."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import databases
import pytest
import small_course as small
import sqlalchemy as sa
from equality import QUERIES

from champions import cli
from champions.marking import guard
from champions.marking.cohort import mark_folder
from champions.marking.course import Course
from champions.nbgrader import record
from champions.trouble import Trouble

pytestmark = [
    pytest.mark.slow,
    pytest.mark.needs("bubblewrap"),
]
LEARNERS = 8
#: Only in the tests: a worker runs one lesson for so long that it can be killed in the middle.
SLOW = "import time; time.sleep(1.5); middle = 26.0"


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cohort, marked on one machine with the usual gradebook."""
    folder = tmp_path_factory.mktemp("calm")
    home = small.make_course(folder / "course")
    for number in range(LEARNERS):
        lines = {"middle-in-code": SLOW if number % 2 else "middle = 25.0"}
        name = f"L{number}"
        work = small.work({"middle-line": "median"}, lines, learner=name)
        small.send(folder / "inbox", name, work)
    mark_folder(folder / "inbox", folder / "out", home, say=lambda _: None)
    return folder


def rows(address: str) -> dict[str, list[Any]]:
    with sa.create_engine(address).connect() as book:
        return {
            name: json.loads(
                json.dumps([list(row) for row in book.execute(sa.text(query))], default=str)
            )
            for name, query in QUERIES.items()
        }


def calm_rows(calm: Path) -> dict[str, list[Any]]:
    return rows(f"sqlite:///{calm / 'out' / 'gradebook.db'}")


# --- Dask -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    import distributed

    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        dashboard_address=None,
        worker_dashboard_address=None,
    ) as both:
        yield both


def test_a_cluster_gives_the_same_marks_though_a_worker_is_killed(
    calm: Path, cluster: Any, tmp_path: Path
) -> None:
    killed: list[int] = []

    def kill_one() -> None:
        """Kill a worker that is in the middle of a lesson."""
        until = time.monotonic() + 60
        while time.monotonic() < until and not killed:
            info = cluster.scheduler.workers
            busy = [state for state in info.values() if state.processing]
            if len(info) == 2 and busy and said:  # one lesson is marked already
                (pid,) = {
                    worker.process.pid
                    for address, worker in _nannies(cluster).items()
                    if worker.worker_address == busy[0].address
                }
                os.kill(pid, signal.SIGKILL)
                killed.append(pid)
            time.sleep(0.02)

    said: list[str] = []
    killer = threading.Thread(target=kill_one)
    killer.start()
    mark_folder(
        calm / "inbox",
        tmp_path / "out",
        calm / "course",
        dask=cluster.scheduler_address,
        say=said.append,
    )
    killer.join()
    assert killed
    assert rows(f"sqlite:///{tmp_path / 'out' / 'gradebook.db'}") == calm_rows(calm)
    assert "not marked" not in "\n".join(said)


def _nannies(cluster: Any) -> dict[str, Any]:
    return dict(cluster.workers)


def test_an_address_without_a_cluster_is_told(
    calm: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from champions.marking.running import cluster as room

    monkeypatch.setattr(room, "WAIT", 1)
    with pytest.raises(Trouble, match="no Dask cluster"):
        mark_folder(
            calm / "inbox", tmp_path / "out", calm / "course", dask="tcp://127.0.0.1:9", say=print
        )


# --- PostgreSQL ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a gradebook on a PostgreSQL server of our own."""
    with databases.postgresql("gradebook") as found:
        yield found["gradebook"]


def test_postgresql_keeps_the_same_marks(calm: Path, server: str, tmp_path: Path) -> None:
    out, home = tmp_path / "out", calm / "course"
    mark_folder(calm / "inbox", out, home, db=server, say=lambda _: None)
    assert rows(server) == calm_rows(calm)
    assert not (out / "gradebook.db").exists()

    # Once more: nothing runs again, and a copy of the gradebook holds every row.
    said: list[str] = []
    copy = guard.back_up(out, db=server)
    mark_folder(calm / "inbox", out, home, db=server, say=said.append)
    assert sum("marked already" in line for line in said) == LEARNERS
    assert copy is not None
    lines = guard.read_copy(copy)
    with sa.create_engine(server).connect() as book:
        grades = book.execute(sa.text("select count(*) from grade")).scalar()
    assert sum(line["table"] == "grade" for line in lines) == grades
    with Course(home, out, server).open_gradebook() as book:
        assert len({change.learner for change in record.history(book)}) == LEARNERS


def test_the_doctor_looks_at_a_gradebook_on_a_server(
    calm: Path, server: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def told(address: str, code: int) -> str:
        assert cli.main(["doctor", "--db", address]) == code
        return capsys.readouterr().out

    name = "asked"
    with sa.create_engine(server, isolation_level="AUTOCOMMIT").connect() as book:
        book.execute(sa.text(f"CREATE DATABASE {name}"))
        book.execute(sa.text("CREATE ROLE reader LOGIN"))
    address = server.replace("/gradebook?", f"/{name}?")
    assert "The database is empty" in told(address, 0)

    mark_folder(calm / "inbox", tmp_path / "out", calm / "course", db=address, say=lambda _: None)
    before = rows(address)
    said = told(address, 0)
    assert f"lessons with marks: {LEARNERS}." in said
    assert said.count("✓") == 5
    assert "✗" not in said

    with sa.create_engine(address).connect() as book, guard.held_by(book):
        assert "✗ Somebody is marking" in told(address, 1)
    readers = address.replace("trainer@", "reader@")
    assert "✗ You may not write there" in told(readers, 1)

    assert rows(address) == before
    with sa.create_engine(address, isolation_level="AUTOCOMMIT").connect() as book:
        assert "champions_doctor" not in sa.inspect(book).get_table_names()
        book.execute(sa.text("UPDATE alembic_version SET version_num = 'old'"))
    assert "another version of nbgrader" in told(address, 1)


@pytest.mark.parametrize(
    "address", ["sqlite:///x", "postgresql+psycopg://trainer:secret@127.0.0.1:9/gradebook"]
)
def test_the_doctor_says_in_words_when_no_server_can_be_asked(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["doctor", "--db", address]) == 1
    said = "".join(capsys.readouterr())
    assert "--db" in said
    assert "secret" not in said
    assert "Traceback" not in said


def test_two_trainers_with_one_server_are_kept_apart(server: str, tmp_path: Path) -> None:
    with (
        guard.alone(tmp_path / "one", server),
        pytest.raises(Trouble, match="with this gradebook"),
        guard.alone(tmp_path / "two", server),
    ):
        pass
    with guard.alone(tmp_path / "two", server):
        pass


def test_a_server_that_is_not_there_is_told_without_its_password(tmp_path: Path) -> None:
    address = "postgresql+psycopg://trainer:secret@127.0.0.1:9/gradebook"
    with pytest.raises(Trouble, match="cannot be opened") as told, guard.alone(tmp_path, address):
        pass
    assert "secret" not in str(told.value)
