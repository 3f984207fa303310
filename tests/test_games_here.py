"""The games of lesson 07 and the chooser of lesson 09 without Python: they show and say what Python does."""

from __future__ import annotations

import random
from itertools import product
from typing import Any

from test_engine import ROOT, Commands, needs_node

from champions.activities.beads import form as beads_form
from champions.activities.beads.question import ACTIONS, band, days
from champions.activities.choosing.question import ASKED, advise, wanted
from champions.activities.marbles.question import meaning, tries_of
from champions.questions.variants import Variant, file_of

pytestmark = needs_node


def bring(commands: Commands, pool: str, number: int) -> None:
    file = file_of(Variant(pool, number))
    commands.add("bring", file, (ROOT / file).read_text(encoding="utf-8"))


def test_red_beads_bring_the_same_days_and_sentences() -> None:
    commands, expected = Commands(), {}
    for seed in range(60):
        chance = random.Random(f"beads/{seed}")
        number = chance.randint(1, 200)
        actions = [chance.choice(list(ACTIONS)) for _ in range(chance.randint(0, 11))]
        bring(commands, "beads", number)
        made = days(Variant("beads", number), actions)
        low, centre, high = band(made)
        wanted_: dict[str, Any] = {
            "red": [list(day.red) for day in made],
            "news": beads_form.news(made),
            "soFar": beads_form.so_far_said(made) if len(made) > 2 else "",
            "meaning": beads_form._meaning(made, low, high),
            "band": [round(low, 9), round(centre, 9), round(high, 9)],
        }
        expected[commands.add("beside", "beads", {"variant": number, "actions": actions})] = wanted_
    found = commands.run()
    for at, one in expected.items():
        shown = found[at]
        assert [day["red"] for day in shown["days"]] == one["red"]
        assert [round(line, 9) for line in shown["band"]] == one["band"]
        assert [shown[part] for part in ("news", "soFar", "meaning")] == [
            one[part] for part in ("news", "soFar", "meaning")
        ]


def test_marbles_fall_in_the_same_places_and_are_told_in_the_same_words() -> None:
    commands, expected = Commands(), {}
    for seed in range(60):
        chance = random.Random(f"marbles/{seed}")
        number = chance.randint(1, 200)
        answer = {
            "variant": number,
            "rules": [chance.choice("1234") for _ in range(chance.randint(1, 14))],
        }
        bring(commands, "marbles", number)
        expected[commands.add("beside", "marbles", answer)] = tries_of(answer)
    found = commands.run()
    for at, tried in expected.items():
        assert [one["meaning"] for one in found[at]] == [meaning(one) for one in tried]
        assert [one["places"] for one in found[at]] == [one.places.tolist() for one in tried]


def test_the_chooser_of_the_page_asks_and_advises_as_pythons() -> None:
    """Its words stand in the page's script: each of Python's is there."""
    script = (ROOT / "src/champions/website/live/games.js").read_text(encoding="utf-8")
    for asked, options in ASKED.values():
        assert asked in script
        assert all(words in script for words in options.values())
    keys = [["", *options] for _, options in ASKED.values()]
    chosen = [dict(zip(ASKED, one, strict=True)) for one in product(*keys)]
    advised = {advise(**one) for one in chosen if all(one[key] for key in wanted(one))}
    assert len(advised) > 10
    for advice in advised:
        assert advice.chart in script
        assert advice.why in script
        assert advice.beware.split(" Under 20 dots")[0] in script
