"""Long names on a picture stay as many as there are places."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.text import Text

from champions.charts.drawing.names import told_apart
from champions.charts.funnel import funnel_chart

WELSH = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"


@given(
    st.lists(st.text("abC dé'7", min_size=1, max_size=60), unique=True, max_size=30),
    st.integers(8, 30),
)
def test_no_two_names_become_one_and_none_is_too_long(names: list[str], width: int) -> None:
    whole = [" ".join(name.split()) for name in names]
    made = dict(zip(whole, told_apart(names, width), strict=True))
    assert len(set(made.values())) == len(made)
    assert all(len(one) <= width for one in made.values())
    assert all(made[name] == name or len(name) > width for name in whole)


def test_long_places_that_begin_alike_are_told_apart_on_a_funnel() -> None:
    names = [f"{WELSH} Community Centre {end}" for end in ("North", "South")] + [
        f"Place {at}" for at in range(10)
    ]
    data = pd.DataFrame({"place": names, "came": [95, 90, *[50] * 10], "asked": [100] * 12})
    funnel_chart(data, "came", out_of="asked", place="place").draw(plt.figure().gca())
    every = plt.gcf().findobj(lambda one: isinstance(one, Text))
    written = {text.get_text() for text in every if isinstance(text, Text)}
    ends = {one[-5:] for one in written if one.startswith("Llan")}
    assert ends == {"North", "South"}
    plt.close("all")
