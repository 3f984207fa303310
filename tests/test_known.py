"""Whom the trainer knows: the list of people, as far as it says whose a file is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champions.marking.intake.known import DESK_LIST, Known, People, people_in, read_people
from champions.trouble import Trouble


def a_desk(out: Path, text: str) -> Path:
    path = out / DESK_LIST
    path.parent.mkdir(parents=True)
    path.write_text("\ufeff" + text, encoding="utf-8")
    return out


def codes(people: People, called: str) -> list[str]:
    return [one.code for one in people.called(called)]


def test_the_desks_own_list_is_read_with_everything_that_tells_somebody(tmp_path: Path) -> None:
    text = (
        "code,name,email,cohort,also,state\n"
        'lark-11,Zoë Example,zoe@example.org,Spring,"Zoe E.; z.e@example.com; 4711; old-3",\n'
        "teal-12,Bo Sample,,Spring,,withdrawn\n"
    )
    people = people_in(a_desk(tmp_path, text))
    zoe, bo = people.everybody
    assert zoe.emails == ("zoe@example.org", "z.e@example.com")
    assert zoe.also == ("Zoe E.", "4711", "old-3")
    assert (zoe.withdrawn, bo.withdrawn) == (False, True)
    for called in ("Example, Zoe", "examplezoe", "4711", "OLD-3", "Z.E@example.com", "Lark-11"):
        assert codes(people, called) == ["lark-11"], called
    assert codes(people, "Bo Sample") == ["teal-12"]
    assert codes(people, "Spring") == []
    assert people.of_group("spring")


@pytest.mark.parametrize(
    "text",
    [
        "code,name\nlark-11,Zoë\n",
        "code,name,email,cohort\nlark-11,Zoë,,\n",
        "name,code\nZoë,lark-11",
    ],
)
def test_a_list_without_the_newer_columns_is_read(tmp_path: Path, text: str) -> None:
    assert [one.code for one in people_in(a_desk(tmp_path, text)).everybody] == ["lark-11"]


@given(st.binary(max_size=400))
def test_no_state_of_the_desks_list_raises(data: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = a_desk(Path(folder), "") / DESK_LIST
        path.write_bytes(b"code,name,also\n" + data)
        people = people_in(Path(folder))
        for one in people.everybody:
            assert one in people.called(one.code)


def test_no_list_is_an_empty_one(tmp_path: Path) -> None:
    assert not people_in(tmp_path)


def test_a_column_that_people_share_says_nothing_of_who_somebody_is(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(
        "code,name,group,borough,user\nA-1,Ann One,Autumn,North,ann1\nB-2,Bo Two,Autumn,North,bo2\n",
        encoding="utf-8",
    )
    people = read_people(path)
    assert codes(people, "Autumn") == codes(people, "North") == []
    assert codes(people, "bo2") == ["B-2"]
    assert people.everybody[0].label == "Ann One (A-1, Autumn)"


def test_a_name_that_two_people_share_points_at_both_and_stops_nothing(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("code;name\nA;Ali Mohammed\nB;Mohammed Ali\nC;José\nD;Jose\n", encoding="utf-8")
    people = read_people(path)
    assert codes(people, "Ali Mohammed") == ["A", "B"]
    assert codes(people, "Jose") == ["C", "D"]
    assert codes(people, "Ali, MOHAMMED ") == ["A", "B"]


def test_a_shared_mailbox_points_at_all_who_share_it() -> None:
    two = People(
        (Known("A", "Ann", "", ("office@x.org",)), Known("B", "Bo", "", ("office@x.org",)))
    )
    assert codes(two, "Office <OFFICE@x.org>") == ["A", "B"]


@pytest.mark.parametrize(
    ("text", "said"), [("name\nAnna\n", "no column called code"), ("", "cannot be read")]
)
def test_a_roster_that_cannot_be_used_is_told(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(text, encoding="utf-8")
    with pytest.raises(Trouble, match=said):
        read_people(tmp_path / "people.csv")
