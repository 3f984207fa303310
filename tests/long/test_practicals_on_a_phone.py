"""A practical is scored at the trainer's desk, 390 pixels wide: what each change tries on a desktop."""

from __future__ import annotations

import pytest
from browser import PHONE
from desks import Size
from test_desk_practicals_browser import *  # noqa: F403 - its test is run again, with what stands below

IN_ORDER = True
COVERS = (
    "src/champions/desk/**/*",
    "src/champions/marking/**/*",
    "src/champions/questions/**/*",
    "src/champions/style/*",
    "tests/browser.py",
    "tests/desks.py",
    "tests/test_desk_practicals_browser.py",
)


@pytest.fixture  # type: ignore[no-redef]
def size() -> Size:
    return PHONE
