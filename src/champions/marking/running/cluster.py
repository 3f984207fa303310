"""Run lessons on a Dask cluster: each worker has a warm process of its own, in a jail of its own.

Only the runs go to the cluster. What a run left is checked on the worker, before it travels; marks
are made and written here, by one writer. When a worker dies, Dask gives its lessons to another.
The workers need the same ``champions`` package, and Linux with bubblewrap.
"""

from __future__ import annotations

import hashlib
import io
import tempfile
import threading
import zipfile
from collections.abc import Container, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from champions.marking.running.supervisor import CannotConfine, Limits, Run, Warm
from champions.sentences.told import told
from champions.trouble import Trouble

#: How long to wait for the cluster, in seconds.
WAIT = 30


class ClusterWarm:
    """Runs lessons on a cluster. It is used like :class:`Warm`.

    Raises:
        Trouble: when there is no cluster at the address, or none of its workers can confine.
    """

    def __init__(self, address: str, datasets: Path, limits: Limits) -> None:
        try:
            from distributed import Client
        except ImportError as error:
            raise Trouble(
                told(
                    "Marking on a cluster needs the package dask.distributed, which is not installed."
                ),
                told("Install what locks/cluster.txt lists, here and on the workers."),
            ) from error
        try:
            self._client = Client(address, timeout=WAIT, set_as_default=False)
            self._client.wait_for_workers(1, timeout=WAIT)
        except (OSError, ValueError, TimeoutError) as error:
            raise Trouble(
                told("There is no Dask cluster with workers at {address}.", address=address),
                told("Start its scheduler and workers first, or look at the address."),
            ) from error
        self._data = _packed(datasets)
        self._digest = hashlib.sha256(self._data).hexdigest()
        self._limits = asdict(limits)
        self.workers = max(1, sum(self._client.nthreads().values()))
        try:
            first = self.run(["1 + 1"])
        except CannotConfine as error:
            self.close()
            raise Trouble(
                told(
                    "The cluster's workers cannot run learners' code safely. {error}", error=error
                ),
                told("Type python3 start.py doctor on a worker. It says what is missing."),
            ) from error
        if first.why:
            self.close()
            raise Trouble(
                told("A first, harmless lesson did not run on the cluster: {why}.", why=first.why),
                told("Look at the workers' own logs."),
            )

    def run(self, sources: Sequence[str], files: Mapping[str, bytes] | None = None) -> Run:
        """Run the cells of one lesson on whichever worker is free."""
        from distributed.scheduler import KilledWorker

        job = (self._digest, self._limits, list(sources), dict(files or {}))
        try:
            run = self._send(None, *job)
            if run is None:  # a worker that has not met this course's data yet
                run = self._send(self._data, *job)
        except KilledWorker:
            return Run(why=told("the workers that ran it died, one after the other"))
        if run is None:
            raise RuntimeError(told("A worker asked for data that it was given."))
        return run

    def rehearse(
        self, sources: Sequence[str], files: Mapping[str, bytes], shown: Container[str] = ()
    ) -> None:
        """Nothing: each worker would need a rehearsal of its own, and workers come and go."""

    def ready(self) -> None:
        """Nothing: a first lesson has run already."""

    def _send(self, data: bytes | None, *job: Any) -> Run | None:
        # Not pure: the same lesson twice is two runs. Dask itself tries again when a worker dies.
        future = self._client.submit(on_worker, data, *job, pure=False, retries=2)
        result: Run | None = future.result()
        return result

    def close(self) -> None:
        """Leave the cluster. It goes on without us."""
        self._client.close()


def _packed(folder: Path) -> bytes:
    """The course's data as one zip, the same bytes each time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                member = zipfile.ZipInfo(path.relative_to(folder).as_posix())
                archive.writestr(member, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


# --- On the worker ----------------------------------------------------------------------------------

_warm: dict[tuple[str, str], Warm] = {}
_lock = threading.Lock()


def on_worker(
    data: bytes | None,
    digest: str,
    limits: dict[str, Any],
    sources: list[str],
    files: dict[str, bytes],
) -> Run | None:
    """Run one lesson in this worker's warm process; None when it does not have the data yet."""
    key = (digest, repr(sorted(limits.items())))
    with _lock:
        if key not in _warm:
            if data is None:
                return None
            folder = Path(tempfile.mkdtemp(prefix="champions-data-"))
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                archive.extractall(folder)
            for old in _warm.values():
                old.close()
            _warm.clear()
            _warm[key] = Warm(folder, Limits(**limits))
        warm = _warm[key]
    return warm.run(sources, files)
