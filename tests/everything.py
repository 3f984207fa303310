"""Run every test of the course: what ``python3 start.py test`` does once it is set up."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

COURSE = Path(__file__).resolve().parents[1]
TESTS = [sys.executable, "-m", "pytest", "-q", "-n2", "--dist", "loadscope", "tests"]


def main(words: list[str]) -> int:
    """Run the tests; ``--quick`` leaves out those in a browser and of whole cohorts."""
    chosen = ["-m", "not browser and not slow"] if "--quick" in words else []
    return subprocess.run([*TESTS, *chosen], cwd=COURSE, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
