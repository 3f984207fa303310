"""What somebody types into place.yml, and what is not as it should be: told with the line and what to type."""

# ruff: noqa: E501 - a table of slips is read across

from __future__ import annotations

import re
from pathlib import Path

import packs
import pytest
import yaml
from packs import COURSE, OWN

from champions.adopting import keys, new_pack, own_names
from champions.adopting.check import _names as check_names
from champions.adopting.check import check
from champions.adopting.found import LOOK, MEND
from champions.authoring.new_module import make
from champions.pack.contacts import not_real
from champions.place import load_glossary, load_place
from champions.trouble import Trouble
from champions.typed import read_file


@pytest.mark.parametrize(
    ("lines", "kind", "said"),
    [
        ("safegarding_second: Ann\n", MEND, "Did you mean safeguarding_second?"),
        ("certificates: 5\n", MEND, "of another form than the course's. It is a heading: lines such as lessons_for_taking_part: 5 stand"),
        ("organisations: {bus: Ours}\n", MEND, '"bus" below organisations is not known to the course. There is: buses,'),
        ("parts:\n  buses: Ours\n", MEND, 'line 2: "buses" stands below parts:. "buses" belongs below the line organisations:'),
        ("parts:\n#organisations:\n  buses: Ours\n", MEND, 'line 3: "buses" belongs below organisations:, and the line organisations: above it begins with #.'),
        ("buses: Ours\n", MEND, '"buses" belongs below the line organisations:.'),
        ("organisations:\n  emergency_number: '112'\n", MEND, '"emergency_number" stands below organisations:, and belongs below no heading.'),
        ("organisations:\n  buses:\n", MEND, "there is no name after buses: below organisations."),
        ("benefits_advice:\n", MEND, "there is no name after benefits_advice:."),
        ("data_keeper: “Our Trust”\n", MEND, "curly quotation marks"),
        ("control_chart: nelson\n", MEND, '"control_chart" belongs below the line house_rules: of place.yml, or below it in pack.yml.'),
        ("core_share: 0.7\n", MEND, '"core_share" belongs below the line certificates:.'),
        ("coucil: Ours\n", MEND, "Did you mean council below organisations?"),
        ("plain_words:\n- Bath\n- Reading: the town\n", MEND, "line 3: a line of the list plain_words is more than words. Put words with a colon in quotes."),
        ("our_hall: The hall\n", LOOK, "Only a lesson of yours can"),
    ],
)  # fmt: skip
def test_a_line_of_place_yml_that_is_not_where_the_course_looks_is_told_with_where_it_belongs(
    lines: str, kind: str, said: str, tmp_path: Path
) -> None:
    place = tmp_path / "place.yml"
    place.write_text(lines, encoding="utf-8")
    assert [
        one
        for one in keys.slips(place, COURSE / "place.yml")
        if one.kind == kind and said in one.said
    ]


#: What may be typed, one line of it that is told, and the end of what is said of that line.
UNREAD = [
    ("place: Ash: the old part\n", 1, 'Type it so: place: "Ash: the old part"'),
    ("place: a\nsafeguarding_lead: Jo, phone: 0118\n", 2, 'Type it so: safeguarding_lead: "Jo, phone: 0118"'),
    ('place: "Ash\nprogramme: x\n', 1, 'does not close.\n    Type it so: place: "Ash"'),
    ("parts:\n\tquay: A\n", 2, 'There is a tab here. Move the words in with spaces.\n    Type it so:   quay: "A"'),
    ("place: “Ash: old”\n", 1, 'quotation marks are curly. Put straight ones around the words.\n    Type it so: place: "Ash: old"'),
    ("hall: 'O'Hara's'\n", 1, """Type it so: hall: "O'Hara's\""""),
    ('hall: "The "Red" hall"\n', 1, """Type it so: hall: 'The "Red" hall'"""),
    ("place:Ash\n", 1, 'Write a name, a colon, a space and words.\n    Type it so: place: "Ash"'),
    ("place Ash\nprogramme: x\n", 1, "This line has no colon with a space after it."),
    ("place: & Co\n", 1, 'Type it so: place: "& Co"'),
    ("place: [Ash\nb: c\n", 1, 'Type it so: place: "[Ash"'),
    ("place: a\nplace: b\n", 2, '"place" stands twice. Keep one.'),
    ("place: a\n#organisations:\n#  council: b\n  buses: c\n", 4, "the line organisations: above it begins with #. Take that # away."),
    ("parts:\n  quay: A\n   street: B\n", 3, "moved in further than the line above it"),
    ("parts:\n  quay: A\n   street: B\n  north: C\n", 3, "Line it up. If it goes on with the words above, put all of these words in quotes.\n    Type it so:   street: B"),
    ("place: a\nparts:\nquay: Tŷ'r Afon\n  street: B\n  north: C\n", 3, "Move it in as far as they are.\n    Type it so:   quay: Tŷ'r Afon"),
    ("parts:\nquay: A\nstreet: B\n  north: C\n  marsh: D\n", 2, "Type it so:   quay: A"),
    ("parts:\nquay: A\nstreet: B\n  north: C\n  marsh: D\n", 3, "Type it so:   street: B"),
    ("parts:\n\nquay: A # ours\n# the street\n  street: Castle: View\n", 3, "Type it so:   quay: A # ours"),
    ("parts:\n\nquay: A # ours\n# the street\n  street: Castle: View\n", 5, 'Type it so:   street: "Castle: View"'),
    ("parts:\n  quay: A\nstreet: B\n  north: C\n", 3, "Type it so:   street: B"),
    ("parts:\n  quay: A\n street: B\n  north: C\n", 3, "Type it so:   street: B"),
    ('parts:\nquay: "A"\n  street: B\n', 2, 'Type it so:   quay: "A"'),
    ("place: a\n  programme: b\n", 2, "Type it so: programme: b"),
    ("safeguarding_lead: Jo\n  by phone: 01\n", 2, "put all of these words in quotes."),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "line", "said"), UNREAD)
def test_a_slip_in_a_file_of_names_is_told_with_its_line_and_what_to_type(
    typed: str, line: int, said: str, tmp_path: Path
) -> None:
    (tmp_path / "place.yml").write_text(typed, encoding="utf-8")
    with pytest.raises(Trouble) as trouble:
        read_file(tmp_path / "place.yml")
    assert f"\n  Line {line}: " in trouble.value.what
    assert said in trouble.value.what
    assert "docs/adopters/packs.md" in trouble.value.do


def told_of(path: Path, typed: str) -> list[str]:
    """What is told of a file with these words, each with its line; nothing where it can be read."""
    path.write_text(typed, encoding="utf-8")
    try:
        read_file(path)
    except Trouble as trouble:
        return trouble.what.split("\n  Line ")[1:]
    return []


@pytest.mark.parametrize("typed", dict.fromkeys(typed for typed, _, _ in UNREAD))
def test_who_types_what_a_message_says_does_not_meet_it_again(typed: str, tmp_path: Path) -> None:
    place = tmp_path / "place.yml"
    while told := told_of(place, typed):
        offers = [one for one in told if "Type it so: " in one]
        if not offers:
            return
        number, _, said = offers[0].partition(": ")
        lines = typed.split("\n")
        lines[int(number) - 1] = said.partition("Type it so: ")[2]
        typed = "\n".join(lines)
        assert offers[0] not in told_of(place, typed)
        assert len(told_of(place, typed)) <= len(told)
    assert read_file(place).data


def test_words_of_place_yml_are_read_as_they_are_typed(tmp_path: Path) -> None:
    (tmp_path / "place.yml").write_text(
        "---\nwaiting: yes\nopen: 10:30\nemergency_number: 000\nlead: 0118\nring: +61299998888\nday: 2026-11-23\n"
        "core_share: 0.6\nlessons: [00, 08, 16]\nkept: false\nlater:\n",
        encoding="utf-8",
    )
    assert read_file(tmp_path / "place.yml").data == {
        "waiting": "yes", "open": "10:30", "emergency_number": "000", "lead": "0118",
        "ring": "+61299998888", "day": "2026-11-23", "core_share": 0.6, "lessons": ["00", "08", 16],
        "kept": False, "later": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ({"run_chart": "pearla"}, 'after run_chart:, the rules are not known. "pearla" is no rule set for this sort of chart. There is: perla,'),
        ({"control_chart": "nelson rules"}, "There is: nelson,"),
        ({"run_charts": "perla"}, '"run_charts" below house_rules: is not known. There can be: run_chart and control_chart.'),
        ("perla", "house_rules: has no lines of its own."),
    ],
)  # fmt: skip
def test_a_misspelt_house_rule_is_told_with_its_heading_and_those_that_there_are_the_nearest_first(
    rules: object, said: str, tmp_path: Path
) -> None:
    place = yaml.safe_load((COURSE / "place.yml").read_text("utf-8")) | {"house_rules": rules}
    (tmp_path / "place.yml").write_text(yaml.safe_dump(place), encoding="utf-8")
    with pytest.raises(Trouble) as trouble:
        load_place(tmp_path)
    assert "house_rules:" in trouble.value.what
    assert said in trouble.value.what


def test_a_name_or_contact_of_ones_own_that_a_lesson_types_out_is_told_with_what_to_write(
    tmp_path: Path,
) -> None:
    pack = packs.a_pack(tmp_path / "bath")
    make(pack, OWN, "Our garden", pack)
    lesson = pack / "solutions" / OWN / "lesson.md"
    assert list(own_names.typed_in_lessons(pack)) == []
    lesson.write_text(
        "We met at Reading Buses 17.\nAsk Jo Bell.\nRing 0000 100 002 at night.\nNo bathers here.\n",
        encoding="utf-8",
    )
    found = [one.said for one in own_names.typed_in_lessons(pack)]
    wanted = ("organisations.buses", "parts.quay", "safeguarding_lead", "safeguarding_second")
    assert len(found) == len(wanted)
    for one, key in zip(sorted(found), sorted(wanted), strict=True):
        assert f"{{{{ place.{key} }}}}" in one
    place = pack / "place.yml"
    place.write_text(place.read_text("utf-8") + "plain_words: [Reading]\n", encoding="utf-8")
    left = [one.said for one in own_names.typed_in_lessons(pack)]
    assert [one for one in left if '"Reading"' in one] == []
    assert len(left) == 3


def test_a_number_of_england_beside_an_emergency_number_of_another_country_is_unsafe() -> None:
    course = yaml.safe_load((COURSE / "place.yml").read_text("utf-8"))
    beside = [
        "emergency_without_speech", "emergency_not_safe_to_speak", "non_emergency_number",
        "urgent_health_advice", "listening_helpline",
    ]  # fmt: skip
    abroad = packs.ANSWERS | {"emergency_number": "000"}
    told = [
        one.split()[0] for one in not_real(abroad, course) if "your emergency_number is 000" in one
    ]
    assert told == beside
    assert not list(not_real(abroad | dict.fromkeys(beside, "Ours on 0000 100 009"), course))
    assert not list(not_real(packs.ANSWERS, course))
    assert not list(not_real(packs.ANSWERS | {"emergency_number": "999"}, course))


def test_an_emergency_number_of_noughts_reaches_the_lessons_as_it_is_typed(tmp_path: Path) -> None:
    pack = packs.a_pack(tmp_path / "wagga")
    place = pack / "place.yml"
    text = place.read_text("utf-8").replace("#emergency_number: '999'", "emergency_number: 000")
    place.write_text(text, encoding="utf-8")
    with packs.without_variants():
        assert load_place(packs.joined(pack))["emergency_number"] == "000"


def test_what_the_guide_says_needs_quotes_is_read_as_it_stands_there(tmp_path: Path) -> None:
    guide = (COURSE / "docs" / "adopters" / "packs.md").read_text("utf-8")
    lines = re.findall(r"^\|[^|]*\| `(data_keeper: .*)` \|$", guide, re.MULTILINE)
    assert len(lines) == 4
    for line in lines:
        (tmp_path / "place.yml").write_text(line + "\n", encoding="utf-8")
        assert read_file(tmp_path / "place.yml").data == {"data_keeper": line[14:-1]}


def test_the_guides_words_of_a_glossary_are_whole(tmp_path: Path) -> None:
    guide = (COURSE / "docs" / "adopters" / "packs.md").read_text("utf-8")
    typed = guide.partition("## Words of your own")[2].partition("```yaml\n")[2].partition("```")[0]
    pack = packs.a_pack(tmp_path / "bath")
    (pack / "glossary.yml").write_text(typed, encoding="utf-8")
    with packs.without_variants():
        words = load_glossary(packs.joined(pack))
    ours = read_file(pack / "glossary.yml").data
    assert [one for one in ours if one not in load_glossary(COURSE)] == ["respite"]
    for key, said in ours.items():
        assert words[key].means == said["means"]
        assert words[key].term
        assert words[key].example
    assert list(check_names(pack, COURSE)) == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("mean: The average\n", 'After "mean:" in glossary.yml there are words on the same line.'),
        ("mean:\n  also:\n  - average: all shared out\n", 'what stands after "also:" of the word "mean" is more than words.'),
        ("mean:\n  means: [a, b]\n", 'what stands after "means:" of the word "mean" is more than words.'),
        ("bed:\n  term: Bed\n", 'The word "bed" in glossary.yml has no means and no example.'),
    ],
)  # fmt: skip
def test_a_word_of_a_glossary_that_is_of_another_form_is_told_and_stops_no_other_check(
    typed: str, said: str, tmp_path: Path
) -> None:
    pack = packs.a_pack(tmp_path / "bath")
    (pack / "glossary.yml").write_text(typed, encoding="utf-8")
    with packs.without_variants():
        home = packs.joined(pack)
    with pytest.raises(Trouble, match=re.escape(said)):
        load_glossary(home)
    assert any(one.kind == MEND and said in one.said for one in check(pack, COURSE, home))


def test_a_line_of_a_new_place_yml_that_is_not_read_has_the_courses_word_or_an_example() -> None:
    course = yaml.safe_load((COURSE / "place.yml").read_text("utf-8"))
    examples = {one.key: one.example for one in new_pack.QUESTIONS}
    offered = yaml.safe_load(
        re.sub(r"^#(?! )| *#(?=  \S)", "", new_pack._place({}, COURSE), flags=re.MULTILINE)
    )
    assert len(offered) > 10
    for key, word in offered.items():
        assert word in (course[key], examples.get(key)), key


def test_each_line_of_place_yml_is_explained_in_the_guide_and_offered_by_a_new_pack() -> None:
    course = yaml.safe_load((COURSE / "place.yml").read_text("utf-8"))
    guide = (COURSE / "docs" / "adopters" / "packs.md").read_text("utf-8")
    table = guide.partition("## place.yml, line by line")[2].partition("\n## ")[0]
    left_alone = {"invented", "national_bodies"}
    explained = [key for key in course if f"`{key}`" in table or key.startswith("emergency_")]
    assert {*course} - {*explained} == left_alone
    made = new_pack._place({}, COURSE)
    in_other_files = {"house_rules", "plain_words", "never_typed"}
    offered = {key for key in course if re.search(rf"^#?{key}:", made, re.MULTILINE)}
    assert {*course} - offered == left_alone | in_other_files
