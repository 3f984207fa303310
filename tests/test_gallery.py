"""The gallery shows every chart and every rule set, as the code on it makes them now."""

from __future__ import annotations

import re
import struct
from pathlib import Path
from typing import Any

import pytest

from champions.charts import gallery
from champions.charts.kinds import KINDS
from champions.charts.runs import RUN_RULES
from champions.charts.signals import LIMIT_RULES
from champions.cli import main

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGE = (DOCS / "gallery.md").read_text(encoding="utf-8")
PICTURES = re.findall(r"!\[([^\]]+)\]\((pictures/gallery/[^)]+)\)", PAGE)


def test_the_page_is_what_the_command_writes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["charts", "--gallery", str(tmp_path)]) == 0
    assert f"{len(PICTURES)} pictures" in capsys.readouterr().out
    made = (tmp_path / "gallery.md").read_text(encoding="utf-8")
    assert made == PAGE, "Run `champions charts --gallery docs`."
    here = {path.name for path in (DOCS / "pictures" / "gallery").iterdir()}
    assert {path.name for path in (tmp_path / "pictures" / "gallery").iterdir()} == here
    for name in here:
        heads = [
            struct.unpack(">II", (folder / "pictures" / "gallery" / name).read_bytes()[16:24])
            for folder in (DOCS, tmp_path)
        ]
        assert heads[0] == heads[1], f"{name} is not the picture that the code makes."


def test_every_kind_and_every_rule_set_has_a_picture() -> None:
    shown = {Path(path).stem for _, path in PICTURES}
    assert {*KINDS, "small", "funnel", "pareto"} <= shown
    assert {f"run-{name}" for name in RUN_RULES} | {
        f"limits-{name}" for name in LIMIT_RULES
    } <= shown


def test_every_picture_is_small_and_has_words_for_who_does_not_see_it_and_a_caption() -> None:
    assert len(PICTURES) == len(gallery.CHARTS) + len(gallery.rule_examples())
    for alt, path in PICTURES:
        assert len(alt) > 40
        assert (DOCS / path).stat().st_size < 55 * 1024
        after = PAGE.split(f"({path})")[1].split("```python")[0]
        assert re.search(r"^\*[^*]+\*", after, re.MULTILINE), path
    assert sum((DOCS / path).stat().st_size for _, path in PICTURES) < 800 * 1024


def test_the_code_on_the_page_makes_the_chart_whose_reading_stands_there() -> None:
    blocks = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    names: dict[str, Any] = {}
    exec(blocks[0], names)
    captions = re.findall(r"\)\n\n(\*.*?\*)\n\n```python", PAGE, re.DOTALL)
    assert len(captions) == len(blocks) - 1
    for block, caption in zip(blocks[1:], captions, strict=True):
        own = dict(names)
        exec(block, own)
        reading = str(own["chart"].reading)
        assert [line.strip("* ") for line in caption.split("\n")] == reading.split("\n")
