"""The hub as deploy/compose runs it, without containers: people from a learning platform, marks on PostgreSQL.

A page plays the platform. It signs who somebody is, as Moodle and Canvas do by LTI 1.3.
"""

from __future__ import annotations

import csv
import grp
import os
import pwd
from collections.abc import Iterator
from typing import Any

import databases
import hubs
import pytest
import requests
import sqlalchemy as sa
from hubs import told
from stand_in_platform import CLAIM, TEACHES, Platform

from champions.questions.scheme import load_scheme

COVERS = (
    "deploy/jupyterhub/*.py",
    "deploy/jupyterhub/settings/*/*",
    "locks/hub.txt",
    "nbgrader_config.py",
    "tests/databases.py",
    "tests/hubs.py",
    "tests/stand_in_platform.py",
)
LESSON = "06-run-charts"
LENA = {"sub": "12", "name": "Lena Ashby", "email": "lena@example.org"}
#: Another person of the same name.
NAMESAKE = {"sub": "13", "name": "Lena Ashby", "email": "ashby@example.org"}
TOBY = {"sub": "7", "name": "Toby Marsh", "email": "toby@example.org", f"{CLAIM}roles": [TEACHES]}

pytestmark = [
    pytest.mark.needs("bubblewrap", "node", "npm", "postgresql"),
    pytest.mark.skipif(bool(hubs.what_is_missing()), reason=f"no hub: {hubs.what_is_missing()}"),
]


class Course:
    """A hub on PostgreSQL to which a platform sends people."""

    def __init__(self, hub: hubs.Hub, platform: Platform, addresses: dict[str, str]) -> None:
        self.hub, self.platform, self.addresses = hub, platform, addresses

    def comes(self, person: dict[str, Any]) -> hubs.Person:
        """Somebody presses the link in the platform, and their own server is there."""
        browser = requests.Session()
        answer = self.platform.launch(browser, self.hub.address, person)
        assert answer.status_code == 302, answer.text
        hubs.patiently(lambda: browser.get(f"{self.hub.address}/hub/spawn", timeout=240).ok)
        here = hubs.Person(self.name_of(person), self.hub, browser)
        hubs.patiently(here._is_there, log=self.hub.log)
        return here

    def people(self) -> dict[str, dict[str, str]]:
        """The table of who is who, by the platform's mail address."""
        with (self.hub.log.parent / "people.csv").open(encoding="utf-8", newline="") as file:
            return {row["email"]: row for row in csv.DictReader(file)}

    def name_of(self, person: dict[str, Any]) -> str:
        return self.people()[person["email"]]["code"]

    def rows(self, database: str, asked: str) -> list[Any]:
        """What a database answers."""
        with sa.create_engine(self.addresses[database]).connect() as book:
            return list(book.execute(sa.text(asked)))


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    platform = Platform(hubs.set_up().python, tmp_path_factory.mktemp("keys"))
    with databases.postgresql("hub", "gradebook") as addresses:
        more = {
            "CHAMPIONS_HUB_DATABASE": addresses["hub"],
            "CHAMPIONS_GRADEBOOK": addresses["gradebook"],
        }
        with hubs.running([], [], more | platform.settings) as hub:
            yield Course(hub, platform, addresses)
    platform.close()


@pytest.fixture(scope="module")
def worked(course: Course) -> dict[str, Any]:
    """A trainer and a champion come; a lesson goes out, is answered, sent, and marked."""
    trainer = course.comes(TOBY)
    terminal = trainer.terminal()
    for line in told("To give out a lesson:"):
        terminal.run(line)
    champion = course.comes(LENA)
    champion.assignments("fetch", LESSON)
    page = champion.open(f"{LESSON}/lesson.ipynb")
    page.start_lesson()
    form = page.form("two-numbers")
    scheme: Any = load_scheme(hubs.COURSE / "solutions" / LESSON)
    words = scheme["two-numbers"].options["little"]
    (button,) = (key for key, one in form.items() if one.get("description", "").endswith(words))
    page.change(button, value=True)
    page.save()
    knows = page.value("'CHAMPIONS_GRADEBOOK' in __import__('os').environ")
    champion.assignments("submit", LESSON)
    terminal.run("cd ~/champions")
    terminal.run(f"nbgrader collect {LESSON}")
    people = course.hub.log.parent / "people.csv"
    marking = f'champions mark work/submitted --db "$CHAMPIONS_GRADEBOOK" --roster {people}'
    said = terminal.run(marking)
    return {"trainer": trainer, "champion": champion, "knows": knows, "said": said,
            "terminal": terminal}  # fmt: skip


def test_each_person_gets_an_account_of_their_own_and_the_platform_says_who_teaches(
    course: Course, worked: dict[str, Any]
) -> None:
    champion, trainer = worked["champion"], worked["trainer"]
    assert champion.home.stat().st_mode & 0o777 == 0o700
    assert champion.home.owner() == champion.name
    own = trainer.home / "champions" / "solutions" / LESSON / "lesson.ipynb"
    assert own.owner() == trainer.name
    assert not [one for one in own.parents[2].iterdir() if one.name.startswith((".state", ".venv"))]
    for path, allowed in (("formgrader", False), ("api/terminals", False)):
        assert champion.browser.get(f"{champion.address}/{path}").ok is allowed
        assert trainer.browser.get(f"{trainer.address}/{path}").ok
    other = requests.Session()
    assert course.platform.launch(other, course.hub.address, NAMESAKE).status_code == 302
    people = course.people()
    assert len({row["code"] for row in people.values()}) == len(people) == 3
    assert {row["name"] for row in people.values()} == {"Lena Ashby", "Toby Marsh"}


def test_a_new_mail_address_makes_no_new_account(course: Course, worked: dict[str, Any]) -> None:
    before = course.name_of(LENA)
    moved = {**LENA, "email": "lena.ashby@example.org"}
    assert course.platform.launch(requests.Session(), course.hub.address, moved).status_code == 302
    assert course.name_of(moved) == before
    assert course.platform.launch(requests.Session(), course.hub.address, LENA).status_code == 302


def test_marks_are_kept_on_postgresql_and_the_hubs_people_too(
    course: Course, worked: dict[str, Any]
) -> None:
    asked = (
        "select submitted_assignment.student_id, grade.auto_score from grade"
        " join base_cell on base_cell.id = grade.cell_id"
        " join submitted_notebook on submitted_notebook.id = grade.notebook_id"
        " join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id"
        " where base_cell.name = 'two-numbers'"
    )
    assert course.rows("gradebook", asked) == [(worked["champion"].name, 1.0)]
    names = {name for (name,) in course.rows("hub", "select name from users")}
    assert {worked["champion"].name, worked["trainer"].name} <= names
    assert not (worked["trainer"].home / "champions" / "work" / "gradebook.db").exists()


def test_nbgraders_own_marking_uses_the_same_gradebook(
    course: Course, worked: dict[str, Any]
) -> None:
    before = course.rows("gradebook", "select sum(auto_score) from grade")
    said = worked["terminal"].run(f"nbgrader autograde --create --force {LESSON}")
    assert "Traceback" not in said
    assert course.rows("gradebook", "select sum(auto_score) from grade") == before
    assert not (worked["trainer"].home / "champions" / "work" / "gradebook.db").exists()


def test_a_champion_learns_neither_the_address_of_the_gradebook_nor_who_is_who(
    course: Course, worked: dict[str, Any]
) -> None:
    assert worked["knows"] == "False"
    page = worked["champion"].open(f"{LESSON}/lesson.ipynb")
    paths = [str(course.hub.log.parent / "people.csv"), str(course.hub.state / "accounts.csv")]
    assert page.value(f"[__import__('os').access(path, 4) for path in {paths}]") == "[False, False]"
    assert worked["terminal"].run(f"head -1 {paths[0]}").count("code,name,email") >= 1


@pytest.mark.parametrize(
    ("spoiled", "status"),
    [
        ({"key": "another"}, 400),
        ({"aud": "another-tool"}, 401),
        ({"iss": "https://another.example.org"}, 400),
        ({"nonce": "of-an-earlier-day"}, 400),
        ({"exp": 1_700_000_000, "iat": 1_700_000_000}, 400),
        ({"sub": ""}, 400),
        ({f"{CLAIM}version": "1.1"}, 400),
    ],
    ids=["key", "tool", "platform", "replayed", "old", "nobody", "version"],
)
def test_who_was_not_sent_by_the_platform_is_not_let_in(
    course: Course, spoiled: dict[str, Any], status: int
) -> None:
    browser = requests.Session()
    before = {one.pw_name for one in pwd.getpwall()}
    answer = course.platform.launch(browser, course.hub.address, {**LENA, "sub": "99"}, **spoiled)
    assert answer.status_code == status, answer.text
    home = browser.get(f"{course.hub.address}/hub/home", allow_redirects=False)
    assert "/hub/login" in home.headers["Location"]
    assert {one.pw_name for one in pwd.getpwall()} == before


def test_who_teaches_no_more_comes_as_a_champion(course: Course) -> None:
    both = {"sub": "21", "name": "Ann Reed", "email": "ann@example.org"}
    for roles, trains in (([TEACHES], True), (["Learner"], False)):
        person = {**both, f"{CLAIM}roles": roles}
        answer = course.platform.launch(requests.Session(), course.hub.address, person)
        assert answer.status_code == 302
        account = pwd.getpwnam(course.name_of(person))
        groups = {
            grp.getgrgid(one).gr_name for one in os.getgrouplist(account.pw_name, account.pw_gid)
        }
        assert any(name.startswith("trainers-") for name in groups) is trains
        assert any(name.startswith("champions-") for name in groups) is not trains
