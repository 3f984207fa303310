"""Packs to their full width: all lessons under every rule set, and a whole website, opened in a browser.

CI tries one lesson of the course, one of a pack, and two sets of rules.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import packs
import pytest
import sites
from browser import PHONE, new_page
from packs import COURSE, OWN
from playwright.sync_api import Browser

from champions.charts.house import LESSONS, NAMES, house, ids
from champions.data import HOME_VARIABLE
from champions.pack import where
from champions.place import load_place

COVERS = (
    "modules/*/lesson.ipynb",
    "place.yml",
    "routes.yml",
    "src/champions/adopting/*.py",
    "src/champions/authoring/*.py",
    "src/champions/charts/house.py",
    "src/champions/pack/*.py",
    "src/champions/place.py",
    "src/champions/website/*.py",
    "tests/packs.py",
)
LESSONS_OF_THE_COURSE = sorted(path.parent.name for path in COURSE.glob("solutions/*/lesson.md"))


@pytest.fixture(scope="module", params=sorted(NAMES))
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack for another town with one of the sets of rules, every lesson of it built."""
    chosen: dict[str, str] = {sort: request.param for sort in LESSONS if request.param in ids(sort)}
    folder = tmp_path_factory.mktemp(request.param) / "bath"
    pack = packs.with_a_lesson(packs.a_pack(folder, packs.ANSWERS | LESSONS | chosen))
    done = packs.command(pack, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    return pack


def test_every_lesson_is_built_with_another_towns_names_under_each_set_of_rules(
    built: Path,
) -> None:
    home = built / where.JOINED
    texts = {
        path.parent.name: path.read_text("utf-8") for path in home.glob("modules/*/lesson.ipynb")
    }
    assert sorted(texts) == [*LESSONS_OF_THE_COURSE, OWN]
    data = {path: path.read_text("utf-8") for path in home.glob("datasets/*/data.csv")}
    left = {
        (str(name), old)
        for name, text in [*texts.items(), *data.items()]
        for old in packs.LEFT_BEHIND
        if old in text
    }
    assert not left
    assert (
        "Nothing in the pack is unsafe or to mend."
        in packs.command(built, "pack", "--check").stdout
    )
    for sort, module in (("run_chart", "06-run-charts"), ("control_chart", "08-xmr-charts")):
        own = house(sort, _rules_of(built)[sort])
        assert f"This programme uses {own.name} for its own charts" in texts[module]


def _rules_of(pack: Path) -> dict[str, str]:
    rules = load_place(pack / where.JOINED)["rules"]
    return {sort: one["id"] for sort, one in rules.items()}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The whole website of a pack, as the workflows make it, with a copy of Pyodide that is here."""
    folder = tmp_path_factory.mktemp("site")
    pack = packs.with_a_lesson(packs.a_pack(folder / "bath"))
    to = folder / "public"
    done = packs.command(pack, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    words = ("site", "--to", str(to), "--without-paper", "--pyodide", str(sites.pyodide()))
    done = subprocess.run(  # by the variable, so that the course does not remember this pack
        [sys.executable, "-m", "champions.cli", *words],
        env=os.environ
        | {HOME_VARIABLE: str(pack / where.JOINED), "PYTHONPATH": str(COURSE / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    served = sites.serving(to)
    yield served.address
    served.stop()


@pytest.mark.browser
@pytest.mark.needs("chromium")
def test_the_whole_website_of_a_pack_opens_and_its_lessons_run(
    address: str, browser: Browser
) -> None:
    page = new_page(browser, PHONE)
    page.goto(address)
    page.get_by_role("link", name="Our garden").first.wait_for()
    page.goto(f"{address}live/00-start-here.html")
    page.get_by_text("Jo Bell, safeguarding lead").first.wait_for()
    page.goto(f"{address}words.html")
    page.get_by_text("run chart").first.wait_for()
    page.context.close()
