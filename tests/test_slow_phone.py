"""The benchmark's slow line is as slow as it says: bytes a second for all connections together, and a round trip."""

from __future__ import annotations

import importlib
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sites

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
SIZE = 60_000
#: Bits a second: two files take about a second.
BITS, ROUND_TRIP = 960_000, 0.2


def test_a_slow_line_gives_out_so_many_bits_a_second_and_counts_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(BENCHMARKS)
    slow_phone = importlib.import_module("slow_phone")  # benchmarks/slow_phone.py
    for name in ("jupyter-lite.json", "one.bin", "two.bin"):
        (tmp_path / name).write_bytes(b"x" * SIZE)
    served = sites.serving(tmp_path)
    port = int(served.address.rstrip("/").rpartition(":")[2])
    with slow_phone.shaped(port, BITS, ROUND_TRIP) as line:

        def fetched(name: str) -> int:
            with urllib.request.urlopen(f"http://localhost:{line.port}/{name}", timeout=60) as one:
                return len(one.read())

        begun = time.monotonic()
        with ThreadPoolExecutor(2) as both:
            assert list(both.map(fetched, ("one.bin", "two.bin"))) == [SIZE, SIZE]
        took = time.monotonic() - begun
    served.stop()
    # Both share the line; each connection and each request goes there and back.
    assert took >= 2 * SIZE * 8 / BITS + 2 * ROUND_TRIP - 0.05
    assert 2 * SIZE < line.sent < 2 * SIZE + 5_000
    assert line.requests == 2
