"""The pictures of the guide "How it looks" are those that tests/screens.py takes, each with its words, and light."""

from __future__ import annotations

import re

import screens
from browser import COURSE
from PIL import Image

GUIDE = COURSE / "docs" / "how-it-looks.md"
#: Bytes of all of them: people download the course as a zip.
MOST = 300_000


def test_each_picture_is_taken_by_the_command_and_stands_in_the_guide_with_its_words() -> None:
    there = {path.stem: path for path in screens.FOLDER.glob("*.png")}
    assert set(there) == {one.name for one in screens.SCREENS}
    text = " ".join(GUIDE.read_text(encoding="utf-8").split())
    shown = re.findall(r"!\[([^]]+)\]\(pictures/screens/([\w-]+)\.png\) \*([^*]+)\*", text)
    assert [name for _, name, _ in shown] == [one.name for one in screens.SCREENS]
    assert all(len(alt) > 60 and len(caption) > 30 for alt, _, caption in shown)
    for one in screens.SCREENS:
        with Image.open(there[one.name]) as picture:
            assert picture.size == one.size
    assert sum(path.stat().st_size for path in there.values()) < MOST
