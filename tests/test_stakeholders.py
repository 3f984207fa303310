"""The stakeholder map: it says in words what it draws, and its data hold what was planted."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from champions import load
from champions.activities.stakeholders.question import Person, StakeholderMap, StakeholderSort
from champions.data import HOME_VARIABLE
from champions.questions.scheme import load_scheme

pytestmark = pytest.mark.learner_floor
ROOT = Path(__file__).parent.parent

RINGS = {"in": "In the room", "yes": "Decides", "up": "Sponsor", "tell": "Keep told"}
MAP = StakeholderMap(
    "The\nride",
    {
        "rider": Person("Riders & carers", "us"),
        "desk": Person("Front desk", "health"),
        "boss": Person("Manager", "health"),
    },
    {"us": "Community", "health": "Health", "council": "Council"},
    RINGS,
)


def drawn(placed: dict[str, str]) -> ET.Element:
    """The picture itself, read as XML."""
    found = re.search(r"<svg.*?</svg>", MAP(placed), re.DOTALL)
    assert found
    return ET.fromstring(found[0])


def numbers(placed: dict[str, str]) -> list[str]:
    """The numbers of the people that stand on the map."""
    texts = drawn(placed).iter("{http://www.w3.org/2000/svg}text")
    return [one.text or "" for one in texts if (one.text or "").isdigit()]


def test_an_empty_map_names_every_system_as_missing() -> None:
    assert MAP.said({}) == (
        "0 of 3 on the map. In the room: 0, from 0 of 3 systems. "
        "Nobody yet from: Community, Health, Council."
    )
    assert numbers({}) == []


def test_only_those_in_the_room_bring_their_system_in() -> None:
    said = MAP.said({"rider": "in", "desk": "tell"})
    assert "In the room: 1, from 1 of 3 systems. Nobody yet from: Health, Council." in said


def test_each_person_is_drawn_once_with_their_number() -> None:
    assert numbers({"rider": "in", "desk": "in", "boss": "yes"}) == ["1", "2", "3"]


@pytest.mark.parametrize("ring", RINGS)
def test_everybody_in_one_ring_is_still_told_apart(ring: str) -> None:
    texts = [
        one
        for one in drawn(dict.fromkeys(MAP.people, ring)).iter("{http://www.w3.org/2000/svg}text")
        if (one.text or "").isdigit()
    ]
    places = [(float(one.attrib["x"]), float(one.attrib["y"])) for one in texts]
    for at, (x, y) in enumerate(places):
        for left, up in places[:at]:
            assert (x - left) ** 2 + (y - up) ** 2 > 26**2


def test_the_rings_are_told_apart_by_shape_as_well_as_colour() -> None:
    shapes = set()
    for ring in RINGS:
        svg = drawn({"rider": ring})
        extra = {
            (one.tag.split("}")[1], one.attrib.get("r", ""), one.attrib.get("d", "")[-14:])
            for one in svg.iter()
        } - {
            (one.tag.split("}")[1], one.attrib.get("r", ""), one.attrib.get("d", "")[-14:])
            for one in drawn({}).iter()
        }
        shapes.add((tuple(sorted(extra)), svg[-2].attrib.get("fill")))
    assert len(shapes) == len(RINGS)


def test_the_words_list_everybody_under_their_ring_with_their_system() -> None:
    html = MAP({"rider": "in", "boss": "yes"})
    assert "<li>1. Riders &amp; carers (Community)</li>" in html
    assert "◆ Decides</h4><ul><li>3. Manager (Health)</li></ul>" in html
    assert "▲ Sponsor</h4><p>nobody yet</p>" in html


def test_what_is_not_on_the_map_is_left_out() -> None:
    assert numbers({"stranger": "in", "rider": "moon"}) == []


def test_the_lessons_map_is_filled_by_its_right_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(ROOT))
    question = load_scheme(ROOT / "solutions" / "01-what-is-improvement")["stakeholder-map"]
    assert isinstance(question, StakeholderSort)
    said = (
        "9 of 9 on the map. In the room: 5, from 3 of 5 systems. "
        "Nobody yet from: Council, Business."
    )
    assert said in question.drawn(question.right_answer())


class TestCards:
    def test_one_group_is_on_two_cards(self) -> None:
        cards = load("stakeholders")
        twice = cards[cards.duplicated("person", keep=False)]
        assert len(cards) == 13
        assert set(twice["who"]) == {"Front desk of the clinic", "Reception at the clinic"}

    def test_no_system_can_do_it_alone(self) -> None:
        cards = load("stakeholders").drop_duplicates("person")
        by_part = cards.groupby("part")["system"].agg(set)
        assert by_part["in the room"] == {"community", "charity", "health"}
        assert by_part["decides"] == {"health", "charity", "council"}

    def test_there_is_one_sponsor_and_one_whom_nobody_asked(self) -> None:
        cards = load("stakeholders")
        assert (cards["part"] == "sponsor").sum() == 1
        assert cards.loc[cards["says"].isna(), "person"].tolist() == ["pharmacy"]
