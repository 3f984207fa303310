"""What a lesson's page brings is small, and comes out as it went in: data, and the pictures of charts."""

from __future__ import annotations

import io
import random
from pathlib import Path
from typing import Any

import live_pages
import matplotlib.image
import numpy as np
import pytest
from browser import COURSE, PHONE, chromium, new_page

from champions.activities.lines.lab import uptake_chart
from champions.charts.drawing.panels import png
from champions.style.tokens import BLUE, GREY, INK, ORANGE
from champions.website import alive
from champions.website.packed import lighter, packed, unpacked


def odd_data() -> list[Any]:
    """Data that are packed in each way there is: as they stand, by the fixed codes, by codes of their own."""
    by_chance = random.Random(7)
    noise = "".join(chr(by_chance.randrange(32, 127)) for _ in range(70_000))
    digits = "".join(by_chance.choice("0123456789") for _ in range(40_000))
    return [
        *([], "", None, {"–": "“Où ?” ہاں 🚌"}),
        *(["a" * length] for length in range(1, 300, 7)),
        *(
            noise,
            digits,
            [digits[:32_700] + noise[:60] + digits[:300]],
        ),  # from as far back as can be
        [[by_chance.randrange(30) for _ in range(60)] for _ in range(200)],
    ]


@pytest.mark.needs("chromium")
def test_the_page_unpacks_what_was_packed(tmp_path: Path) -> None:
    page_file = live_pages.write_without_its_steps(tmp_path, "05-pdsa-cycles")
    data = odd_data()
    variants = sorted((tmp_path / "live" / alive.VARIANTS).glob("*.js"))
    assert len(variants) == 16
    data += [live_pages.packed_in(one) for one in variants]
    with chromium() as browser:
        page = new_page(browser, PHONE)
        page.goto(page_file.as_uri())
        page.locator("body[data-alive]").wait_for()
        for one in data:
            text = packed(one)
            assert unpacked(text) == one
            assert page.evaluate("text => JSON.parse(ChampionsPage.unpacked(text))", text) == one
        whole = packed(data[-1])
        for cut in (
            whole[: len(whole) // 2 // 4 * 4],
            "AAAA",
            "//8A",
        ):  # none of them is unpacked for ever
            with pytest.raises(Exception, match=r"packed text|undefined"):
                page.evaluate("text => ChampionsPage.unpacked(text)", cut)


def test_numbered_data_take_a_third_of_their_room(tmp_path: Path) -> None:
    pool = "service"
    alive.write_variants(tmp_path / alive.VARIANTS, COURSE, {pool})
    packed_files = sum(one.stat().st_size for one in tmp_path.rglob("*.js"))
    assert packed_files * 3 < sum(
        one.stat().st_size for one in (COURSE / "datasets/variants" / pool).glob("*.json")
    )


def pixels(picture: bytes) -> np.ndarray:
    """The picture's colours, 0 to 255."""
    return np.round(matplotlib.image.imread(io.BytesIO(picture))[:, :, :3] * 255).astype(int)


@pytest.mark.parametrize("size", ["screen", "phone"])
def test_a_lighter_picture_looks_the_same(size: str) -> None:
    before = png(uptake_chart("centre", "before").draw_on, size)
    after = lighter(before)
    assert len(after) < 0.85 * len(before)
    was, now = pixels(before), pixels(after)
    assert was.shape == now.shape
    assert (
        np.abs(was - now).max() <= 17
    )  # one step of sixteen: no eye sees it on the edge of a letter
    drawn = {BLUE, GREY, INK, ORANGE}
    for colour in drawn:  # what a chart is drawn in stays to the digit
        exact = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
        there = (was == exact).all(axis=2)
        assert there.any()
        assert (now[there] == exact).all()
    assert lighter(after) == after


def test_a_picture_that_is_none_of_our_charts_stays_as_it_is(tmp_path: Path) -> None:
    with io.BytesIO() as file:
        matplotlib.image.imsave(file, np.eye(9), format="png")
        of_all_colours = file.getvalue()
    assert lighter(of_all_colours) == of_all_colours
    made = alive.Made(
        pictures={"a.png": of_all_colours, "b.ogg": b"no picture"}, views={"c.js": b""}
    )
    assert made.for_many() == made
