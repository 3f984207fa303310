"""A pack: another town, with awkward names, house rules, data and a lesson of its own, and no fork."""

from __future__ import annotations

import itertools
import json
import os
import re
import shlex
import shutil
import subprocess
from argparse import Namespace
from collections import defaultdict
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import packs
import pandas as pd
import pieces
import pytest
import sites
import yaml
from browser import DESKTOP, new_page
from desks import open_desk
from packs import COURSE, OWN
from playwright.sync_api import Browser

from champions.adopting import new_pack, overridden, replaced
from champions.adopting.check import check
from champions.adopting.found import LOOK, MEND, UNSAFE, Found
from champions.adopting.using import PACK_VARIABLE, with_pack
from champions.authoring.paper import pages as on_paper
from champions.authoring.routes import by_route, routes
from champions.cli import main
from champions.data import HOME_VARIABLE
from champions.install import open_course, setup
from champions.pack import where
from champions.pack.contacts import RUNG, not_real
from champions.pack.join import join, refreshed
from champions.pack.settings import read_settings
from champions.place import load_place
from champions.questions import answers
from champions.questions.scheme import load_scheme
from champions.trouble import Trouble
from champions.website import alive, command, pages, scorm
from champions.website.shown import Shown

FIRST = "00-start-here"


@pytest.fixture(autouse=True)
def no_home(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No course is named by a variable when a test begins, nor after it."""
    for name in (HOME_VARIABLE, PACK_VARIABLE):
        monkeypatch.delenv(name, raising=False)
    yield
    os.environ.pop(HOME_VARIABLE, None)


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the course remembers, apart from what it remembers on this computer."""
    monkeypatch.setattr(setup, "STATE", tmp_path / "state")
    return tmp_path / "state"


@pytest.fixture
def light() -> Iterator[None]:
    """A test that opens no lesson needs no variants of its questions."""
    with packs.without_variants():
        yield


@pytest.fixture
def pack(tmp_path: Path, light: None) -> Path:
    return packs.a_pack(tmp_path / "bath")


def a_course(folder: Path, text: str = "# As the course has it\n") -> Path:
    """A course of a few small files, which a test may change."""
    for name in ("place.yml", "glossary.yml", "routes.yml", "nbgrader_config.py"):
        folder.mkdir(exist_ok=True)
        shutil.copy(COURSE / name, folder)
    lesson = folder / "solutions" / "06-run-charts"
    lesson.mkdir(parents=True)
    (lesson / "lesson.md").write_text(text, encoding="utf-8")
    (lesson / "facts.py").write_text("weeks = 20\n", encoding="utf-8")
    (lesson / "lesson.ipynb").write_text("Old Quay", encoding="utf-8")
    data = folder / "datasets" / "waits"
    data.mkdir(parents=True)
    (data / "data.csv").write_text("week,days\n2025-01-06,28\n", encoding="utf-8")
    return folder


# --- One finder -------------------------------------------------------------------------------------


def test_the_packs_file_is_found_first_and_else_the_courses(tmp_path: Path) -> None:
    course, pack = a_course(tmp_path / "course"), packs.a_pack(tmp_path / "bath")
    own = pack / "solutions" / "06-run-charts"
    own.mkdir(parents=True)
    (own / "lesson.md").write_text("# Ours\n", encoding="utf-8")
    home = join(pack, course)
    lesson = home / "solutions" / "06-run-charts"
    assert (lesson / "lesson.md").read_text("utf-8") == "# Ours\n"
    assert (lesson / "facts.py").read_text("utf-8") == "weeks = 20\n"
    assert not (lesson / "lesson.ipynb").exists(), (
        "a lesson with another town's names was taken over"
    )
    (own / "lesson.md").unlink()
    refreshed(home)
    assert (lesson / "lesson.md").read_text("utf-8") == "# As the course has it\n"


def test_words_in_another_language_are_found_in_the_pack_first(tmp_path: Path) -> None:
    course, pack = a_course(tmp_path / "course"), packs.a_pack(tmp_path / "bath")
    for folder, code, said in (
        (course, "cy", "y cwrs"),
        (course, "ur", "course"),
        (pack, "cy", "ni"),
    ):
        (folder / "locale" / code).mkdir(parents=True)
        (folder / "locale" / code / "lessons.po").write_text(said, encoding="utf-8")
    home = join(pack, course)
    found = {path.parent.name: path.read_text("utf-8") for path in home.glob("locale/*/lessons.po")}
    assert found == {"cy": "ni", "ur": "course"}
    assert not [one for one in check(pack, course, home) if "no name that" in one.said]


def test_a_pack_gives_only_the_keys_that_differ(pack: Path) -> None:
    place = load_place(packs.joined(pack))
    theirs = load_place(COURSE)
    assert place["place"] == "Bath"
    assert place["organisations"]["buses"] == "Reading Buses 17"
    assert place["organisations"]["council"] == theirs["organisations"]["council"]
    assert place["emergency_number"] == theirs["emergency_number"]
    assert place["rules"]["run_chart"]["id"] == "perla"


def test_what_is_made_stays_until_its_source_changes_and_goes_with_it(tmp_path: Path) -> None:
    course, pack = a_course(tmp_path / "course"), packs.a_pack(tmp_path / "bath")
    home = join(pack, course)
    made = [home / at / "06-run-charts" / "lesson.ipynb" for at in ("solutions", "modules")]
    for path in made:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("built", encoding="utf-8")
    refreshed(home)
    assert [path.read_text("utf-8") for path in made] == ["built", "built"]
    shutil.rmtree(course / "solutions" / "06-run-charts")
    refreshed(home)
    assert not any(path.exists() for path in made), "a lesson that is gone is still shown"


def test_a_folder_that_somebody_else_made_is_not_written_into(pack: Path) -> None:
    (pack / where.JOINED).mkdir()
    (pack / where.JOINED / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(Trouble, match="not made by the course"):
        packs.joined(pack)
    assert [path.name for path in (pack / where.JOINED).iterdir()] == ["mine.txt"]


def test_a_pack_inside_the_course_is_refused(tmp_path: Path) -> None:
    course = a_course(tmp_path / "course")
    pack = packs.a_pack(course / "bath")
    with pytest.raises(Trouble, match="inside the course"):
        join(pack, course)


def test_a_link_in_a_pack_is_not_followed_and_is_told(pack: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("secret", encoding="utf-8")
    (pack / "docs").mkdir()
    (pack / "docs" / "champions.md").symlink_to(tmp_path / "secret.md")
    home = packs.joined(pack)
    assert "secret" not in (home / "docs" / "champions.md").read_text("utf-8")
    assert any("leads to another place" in one.said for one in check(pack, COURSE, home))


# --- Which pack -------------------------------------------------------------------------------------


def test_a_pack_that_was_named_once_is_remembered_until_none_is_named(
    pack: Path, state: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert with_pack(["--pack", str(pack), "charts"]) == ["charts"]
    assert os.environ.pop(HOME_VARIABLE) == str(pack / where.JOINED)
    assert with_pack(["charts"]) == ["charts"]
    assert os.environ.pop(HOME_VARIABLE) == str(pack / where.JOINED)
    assert with_pack(["--pack", "none", "charts"]) == ["charts"]
    assert with_pack(["charts"]) == ["charts"]
    assert HOME_VARIABLE not in os.environ
    assert "without a pack" in capsys.readouterr().out


def test_a_pack_that_is_gone_is_not_left_out_in_silence(pack: Path, state: Path) -> None:
    with_pack(["--pack", str(pack), "charts"])
    os.environ.pop(HOME_VARIABLE)
    pack.rename(pack.with_name("moved"))
    with pytest.raises(Trouble, match="no longer there") as trouble:
        with_pack(["charts"])
    assert "--pack none" in trouble.value.do
    assert with_pack(["doctor"]) == ["doctor"]


def test_a_variable_names_the_pack_of_a_server(
    pack: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PACK_VARIABLE, str(pack))
    assert with_pack(["charts"]) == ["charts"]
    assert os.environ.pop(HOME_VARIABLE) == str(pack / where.JOINED)
    monkeypatch.setenv(PACK_VARIABLE, "none")
    where.remember(state, pack)
    with_pack(["charts"])
    assert HOME_VARIABLE not in os.environ


def test_a_course_that_is_open_with_another_pack_is_not_shown_as_this_one(tmp_path: Path) -> None:
    mine: dict[str, object] = {"root_dir": str(open_course.WORK)}
    other: dict[str, object] = {"root_dir": str(tmp_path / "bath" / "my-work")}
    assert not open_course._shows_another_folder(mine)
    assert open_course._shows_another_folder(other)


@pytest.mark.parametrize(
    ("words", "said"),
    [(["--pack"], "no folder"), (["--pack="], "no folder"), (["--pack", "nowhere"], "no pack in")],
)
def test_a_pack_that_cannot_be_meant_is_told(words: list[str], said: str, state: Path) -> None:
    with pytest.raises(Trouble, match=said):
        with_pack(words)


def test_start_puts_the_pack_behind_the_word() -> None:
    assert setup._pack_last(["--pack", "x", "build", "06"]) == (["build", "06"], ["--pack", "x"])
    assert setup._pack_last(["--pack=x"]) == ([], ["--pack", "x"])
    assert setup._pack_last(["build"]) == (["build"], [])


# --- Ten questions ----------------------------------------------------------------------------------


def test_new_pack_asks_ten_questions_and_asks_again_what_it_cannot_take(tmp_path: Path) -> None:
    typed = iter([*list(packs.ANSWERS.values())[:8], "spc", "perla", "nelson"])
    asked: list[str] = []

    def answer(question: str) -> str:
        asked.append(question)
        return next(typed)

    got = new_pack.ask(answer)
    assert len(new_pack.QUESTIONS) == 10
    assert len(asked) == 11, "what is no rule set is asked again"
    assert got == packs.ANSWERS
    new_pack.make(tmp_path / "bath", got, COURSE)
    assert read_settings(tmp_path / "bath").house_rules == {
        "run_chart": "perla",
        "control_chart": "nelson",
    }


@pytest.mark.parametrize("key", RUNG)
def test_a_contact_that_nobody_could_reach_is_asked_again_at_once(key: str, tmp_path: Path) -> None:
    keys = [one.key for one in new_pack.QUESTIONS]
    typed = list(packs.ANSWERS.values())
    typed.insert(keys.index(key), "Siân O'Dowd, the lead")
    waiting = iter(typed)
    assert new_pack.ask(lambda _question: next(waiting)) == packs.ANSWERS
    file = tmp_path / "answers.yml"
    for said, is_taken in (("Siân", False), ("Siân, NUMBER", True), ("sian@example.org", True)):
        file.write_text(yaml.safe_dump(packs.ANSWERS | {key: said}), encoding="utf-8")
        with (
            nullcontext() if is_taken else pytest.raises(Trouble, match=f"{key}: It has no number")
        ):
            new_pack._from_file(file)


@pytest.mark.parametrize("name", ["town", "Carers' Network", "O'Hara's $5", 'Tŷ\'r Afon & "Co"'])
def test_a_command_that_is_printed_can_be_typed_as_it_stands_whatever_the_folder_is_called(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "build", lambda to, *_given, **_options: to.mkdir())
    answers = tmp_path / "answers.yml"
    answers.write_text(yaml.safe_dump(packs.ANSWERS), encoding="utf-8")
    assert main(["new-pack", str(tmp_path / name), "--answers", str(answers)]) == 0
    assert main(["site", "--to", str(tmp_path / f"{name} site")]) == 0
    said = capsys.readouterr().out
    typed = [shlex.split(line) for line in re.findall(r"python3 (start\.py .*)", said)]
    assert typed == [
        ["start.py", "--pack", str(tmp_path / name)],
        ["start.py", "--pack", str(tmp_path / name), "pack", "--check"],
        ["start.py", "serve", str(tmp_path / f"{name} site")],
    ]


def test_a_question_left_for_later_is_told_as_unsafe_or_keeps_the_courses_answer(
    tmp_path: Path,
) -> None:
    pack = tmp_path / "empty"
    new_pack.make(pack, {}, COURSE)
    home = packs.joined(pack)
    unsafe = [one.said for one in check(pack, COURSE, home) if one.kind == UNSAFE]
    assert "safeguarding" in unsafe[0]
    assert len([said for said in unsafe if "safeguarding" in said]) == 3
    assert load_place(home)["invented"] is True
    lines = (pack / "place.yml").read_text("utf-8").splitlines()
    told = [line.removeprefix("#") for line in lines if not re.match(r"# \S|$", line)]
    offered = yaml.safe_load("\n".join(told))
    assert set(offered) >= {"safeguarding_lead", "parts", "organisations"}
    assert offered["parts"].keys() == load_place(COURSE)["parts"].keys()


def test_nothing_is_made_when_nobody_answers_or_the_folder_is_taken(tmp_path: Path) -> None:
    def nobody(_question: str) -> str:
        raise EOFError

    with pytest.raises(Trouble, match="Nothing was made"):
        new_pack.ask(nobody)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine", encoding="utf-8")
    for folder in (tmp_path / "full", COURSE / "bath", COURSE):
        with pytest.raises(Trouble, match=r"already|inside the course"):
            new_pack._can_be_made(folder)


# --- What is to mend --------------------------------------------------------------------------------


def found_in(pack: Path) -> list[Found]:
    return check(pack, COURSE, packs.joined(pack))


def test_a_pack_with_all_its_contacts_has_nothing_to_mend(pack: Path) -> None:
    assert [one for one in found_in(pack) if one.kind != LOOK] == []
    assert load_place(pack / where.JOINED)["invented"] is False


@pytest.fixture(scope="module")
def shared_pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack that is laid out with the course once."""
    pack = packs.a_pack(tmp_path_factory.mktemp("shared") / "bath")
    with packs.without_variants():
        packs.joined(pack)
    return pack


@pytest.fixture
def pack_as_made(shared_pack: Path, tmp_path: Path, light: None) -> Iterator[Path]:
    """A pack that a test may change. Afterwards it is as it was made."""
    own = shutil.ignore_patterns(where.JOINED)
    shutil.copytree(shared_pack, tmp_path / "as-made", ignore=own)
    yield shared_pack
    for path in shared_pack.iterdir():
        if path.is_dir() and path.name != where.JOINED:
            shutil.rmtree(path)
        elif path.is_file():
            path.unlink()
    shutil.copytree(tmp_path / "as-made", shared_pack, dirs_exist_ok=True)


@pytest.mark.parametrize(
    ("file", "more", "kind", "said"),
    [
        ("place.yml", "trainer_contact: Ann on 07700 900 123\n", UNSAFE, "kept for stories"),
        ("glossary.yml", "shed: {term: shed}\n", MEND, "has no means and no example"),
        ("routes.yml", 'ours: {name: Ours, lessons: ["77"]}\n', MEND, "names lesson 77"),
        ("routes.yml", "ours: {name: Ours, lessons: 7}\n", MEND, "cannot be read"),
        ("routes.yml", 'ours: {name: Ours, lessons: ["00"], first_parts: {"78": [a]}}\n', MEND, "names lesson 78"),
        ("routes.yml", 'ours: {name: Ours, lessons: ["00"], first_parts: {"11": a}}\n', MEND, "first parts"),
        ("pack.yml", "needs: '99.1'\n", MEND, "needs version 99.1"),
        ("lessons/x.md", "text", LOOK, '"lessons" is no name that the course looks for'),
        ("datasets/ours/data.csv", "week,days\n2025-01-06,3\n", MEND, "has no README.md"),
        ("solutions/06-of-ours/lesson.md", "---\ntitle: x\n---\n", MEND, "Two lessons have one number"),
    ],
)  # fmt: skip
def test_what_is_unsafe_or_to_mend_is_said_in_words(
    pack_as_made: Path, file: str, more: str, kind: str, said: str
) -> None:
    path = pack_as_made / file
    path.parent.mkdir(parents=True, exist_ok=True)
    text = path.read_text("utf-8") if path.is_file() else ""
    given = [line.partition(":")[0] for line in more.splitlines()]
    kept = [line for line in text.splitlines() if line.partition(":")[0] not in given]
    path.write_text("\n".join([more, *kept]), encoding="utf-8")
    assert [one for one in found_in(pack_as_made) if one.kind == kind and said in one.said]


def test_the_unsafe_is_told_before_all_else(pack: Path) -> None:
    place = pack / "place.yml"
    text = place.read_text("utf-8").replace("safeguarding_lead:", "safeguarding_leed:")
    place.write_text(text, encoding="utf-8")
    (pack / "datasets" / "ours").mkdir(parents=True)
    (pack / "datasets" / "ours" / "data.csv").write_text("day,n\n1,2\n", encoding="utf-8")
    kinds = [one.kind for one in found_in(pack)]
    assert kinds[0] == UNSAFE
    assert kinds == sorted(kinds, key=(UNSAFE, MEND, LOOK).index)
    assert "safeguarding_lead" in found_in(pack)[0].said


def test_a_bank_of_answers_of_a_lesson_of_the_pack_is_tried(pack: Path) -> None:
    packs.with_a_lesson(pack)
    assert [one for one in found_in(pack) if one.kind != LOOK] == []
    bank = pack / "tests" / "answers" / f"{OWN}.yml"
    text = bank.read_text("utf-8").replace("mean: mean-not-median", "mean: target-is-the-middle")
    bank.write_text(text, encoding="utf-8")
    assert any("takes 'mean' for mean-not-median" in one.said for one in found_in(pack))


# --- What the course changed since --------------------------------------------------------------------


def test_a_change_of_what_was_replaced_is_told_with_the_difference_until_it_is_seen(
    tmp_path: Path,
) -> None:
    course, pack = a_course(tmp_path / "course"), packs.a_pack(tmp_path / "bath")
    made = replaced.copy(pack, course, replaced.named(pack, course, "06"))
    assert made == ["solutions/06-run-charts/facts.py", "solutions/06-run-charts/lesson.md"]
    (pack / made[1]).write_text("# Ours\n", encoding="utf-8")
    (one,) = replaced.all_replaced(pack, course)
    assert one.changed == []
    (course / made[1]).write_text("# As the course has it\nA new hint.\n", encoding="utf-8")
    (one,) = replaced.all_replaced(pack, course)
    assert one.changed == [made[1]]
    assert "+A new hint." in list(replaced.difference(pack, course, one))
    assert (pack / made[1]).read_text("utf-8") == "# Ours\n", "the pack's own was written over"
    replaced.note(pack, course, one.name)
    assert replaced.all_replaced(pack, course)[0].changed == []
    shutil.rmtree(course / "solutions" / "06-run-charts")
    assert replaced.all_replaced(pack, course)[0].now == {}
    with pytest.raises(Trouble, match="already"):
        replaced.copy(pack, a_course(tmp_path / "again"), "solutions/06-run-charts")


def test_a_copy_of_which_nobody_noted_what_it_replaced_is_told(tmp_path: Path, pack: Path) -> None:
    lesson = pack / "solutions" / "06-run-charts"
    lesson.mkdir(parents=True)
    shutil.copy(COURSE / "solutions" / "06-run-charts" / "lesson.md", lesson)
    assert any("nobody noted" in one.said for one in found_in(pack))


def a_word(folder: Path, name: str, **parts: str) -> None:
    """Add a word to a glossary, or change it there."""
    path = folder / "glossary.yml"
    words = yaml.safe_load(path.read_text("utf-8")) if path.is_file() else {}
    words[name] = {**words.get(name, {}), **parts}
    path.write_text(yaml.safe_dump(words, allow_unicode=True), encoding="utf-8")


def told_of_words(pack: Path, course: Path) -> list[tuple[str, str, str]]:
    """What is told, in a run of a command after the other."""
    overridden.note_new(pack, course)
    return [(one.key, one.was, one.now) for one in overridden.moved(pack, course)]


def test_a_change_of_the_course_under_a_word_of_the_packs_is_told_until_it_is_seen(
    tmp_path: Path,
) -> None:
    course, pack = a_course(tmp_path / "course"), packs.a_pack(tmp_path / "bath")
    a_word(pack, "run", means="Some dots in a row.")
    a_word(pack, "bed", term="Bed", means="A piece of garden.", example="Ours.")
    assert told_of_words(pack, course) == []
    was = yaml.safe_load((course / "glossary.yml").read_text("utf-8"))["run"]
    a_word(course, "run", example="A change that the pack takes over by itself.")
    assert told_of_words(pack, course) == []
    a_word(course, "run", means="What the course says now.")
    a_word(course, "bed", term="Bed", means="To sleep in.", example="One.")
    both = told_of_words(pack, course)
    assert [key for key, _, _ in both] == ["bed", "run, means"]
    assert both[1] == ("run, means", was["means"], "What the course says now.")
    said = [one.said for one in check(pack, course, join(pack, course)) if "glossary" in one.said]
    assert "then: " + was["means"] in said[1]
    assert "the course has its own bed now" in said[0]
    overridden.note_all(pack, course, "glossary.yml")
    assert told_of_words(pack, course) == []
    (course / "glossary.yml").write_text("median: {}\n", encoding="utf-8")
    assert ("run", "{means: What the course says now.}", "") in told_of_words(pack, course)


def test_contacts_and_names_of_the_courses_town_may_change_and_a_helpline_may_not_in_silence(
    tmp_path: Path,
) -> None:
    course, pack = a_course(tmp_path / "course"), packs.a_pack(tmp_path / "bath")
    with (pack / "place.yml").open("a", encoding="utf-8") as file:
        file.write('listening_helpline: "Our line"\n')
    overridden.note_new(pack, course)
    text = (course / "place.yml").read_text("utf-8")
    for old, new in (
        ("Morgan Ellery", "Ann Other"),
        ("Old Quay", "New Quay"),
        ("116 123", "116 124"),
    ):
        assert old in text
        text = text.replace(old, new)
    (course / "place.yml").write_text(text, encoding="utf-8")
    assert [key for key, _, _ in told_of_words(pack, course)] == ["listening_helpline"]
    (pack / "place.yml").write_text("place: Bath\n", encoding="utf-8")
    overridden.note_new(pack, course)
    assert not (pack / "replaced" / "place.yml").exists()


def test_a_lesson_is_copied_and_seen_by_commands(
    pack: Path, state: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def told(*words: str, ends_with: int = 0) -> str:
        os.environ.pop(HOME_VARIABLE, None)
        assert main(["--pack", str(pack), "pack", *words]) == ends_with
        return capsys.readouterr().out

    told("--copy", "06-run-charts")
    assert (pack / "solutions" / "06-run-charts" / "lesson.md").is_file()
    shutil.rmtree(pack / "replaced")
    (pack / "replaced.json").unlink()
    told("--seen", "06-run-charts")
    (pack / "glossary.yml").write_text("run: {means: Dots in a row.}\n", encoding="utf-8")
    listed = told()
    assert "solutions/06-run-charts: in place of the course's" in listed
    for file in ("pack.yml", "place.yml", "glossary.yml"):
        assert f"  {file}: " in listed
    assert "routes.yml" not in listed, "there is none"
    noted = pack / "replaced" / "glossary.yml"
    noted.write_text(noted.read_text("utf-8").replace("same side", "other side"), encoding="utf-8")
    assert "under run, means" in told("--check")
    told("--seen", "glossary.yml")
    last = told("--check")
    assert "under run, means" not in last
    assert "nobody noted" not in last
    assert "Nothing in the pack is unsafe or to mend." in last


def test_routes_are_data_and_a_pack_adds_its_own(pack: Path) -> None:
    (pack / "routes.yml").write_text(
        'ours: {name: Ours, about: For gardens., lessons: ["18"]}\n', encoding="utf-8"
    )
    among = routes(packs.joined(pack))
    names = {route.name: ones for route, ones in by_route([FIRST, OWN], among).items()}
    assert names == {"Starter": [FIRST], "Ours": [OWN]}


# --- Built, marked and shown ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack for another town, with its own lesson built, and one of the course."""
    pack = packs.with_a_lesson(packs.a_pack(tmp_path_factory.mktemp("packs") / "bath"))
    done = packs.command(pack, "build", OWN, FIRST)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "as in the UK" in done.stdout or "garden-waits" in done.stdout
    return pack


def test_a_lesson_of_the_pack_is_built_on_data_of_the_pack(built: Path) -> None:
    home = built / where.JOINED
    data = (home / "datasets" / "garden-waits" / "data.csv").read_text("utf-8")
    assert data.splitlines()[:3] == ["week,days,note", "2025-03-03,28,", "2025-03-10,19.5,"]
    scheme = load_scheme(home / "solutions" / OWN)
    assert scheme["last-wait"].mark("12 days").state == "right"
    words = (home / "modules" / OWN / "lesson.ipynb").read_text("utf-8")
    assert "people waited 12 days" in words
    assert "People in Bath wait" in words


def test_a_lesson_of_the_pack_shows_the_packs_data_as_a_table_and_as_a_chart(built: Path) -> None:
    home = built / where.JOINED
    page = on_paper.pages(home, OWN)[""]
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", page)
    rows = list(itertools.pairwise(cells))
    assert ("10 March 2025", "19.5") in rows
    assert "<th>Week of</th>" in page
    assert "Run chart of Days until a bed was free: 4 weeks from 3 March 2025" in page


def test_pictures_and_recordings_of_a_lesson_go_where_it_goes(built: Path) -> None:
    home = built / where.JOINED
    for name, raw in packs.BESIDE.items():
        assert (home / "modules" / OWN / name).read_bytes() == raw
    notebook = json.loads((home / "modules" / OWN / "lesson.ipynb").read_text("utf-8"))
    live = alive.page(home, OWN, notebook, defaultdict(Shown), paper=False)
    assert live is not None
    assert {*packs.BESIDE.values()} <= {*live.pictures.values()}
    for name, raw in live.pictures.items():
        if raw in packs.BESIDE.values():
            assert f'src="pictures/{name}"' in live.html
    sheet = on_paper.pages(home, OWN)[""]
    assert 'src="data:image/png;base64,' in sheet
    assert "pictures/bed.png" not in sheet


def test_a_picture_that_is_not_there_stops_a_build(pack: Path) -> None:
    packs.with_a_lesson(pack)
    (pack / "solutions" / OWN / "pictures" / "bed.png").rename(pack / "other.png")
    said = [one.said for one in found_in(pack) if one.kind == MEND]
    assert [one for one in said if "There is no file pictures/bed.png beside the lesson" in one]


def test_a_draft_is_neither_on_the_website_nor_a_package(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    for name in (OWN, FIRST):
        shutil.copytree(built / where.JOINED / "modules" / name, home / "modules" / name)
        (home / "solutions" / name).mkdir(parents=True)
        text = (built / where.JOINED / "solutions" / name / "lesson.md").read_text("utf-8")
        head = "---\ndraft: true\n" if name == OWN else "---\n"
        (home / "solutions" / name / "lesson.md").write_text(head + text[4:], encoding="utf-8")
    assert list(command._lessons(home)) == [FIRST]
    assert f"Drafts are not put on the site: {OWN}." in capsys.readouterr().out
    monkeypatch.setattr(setup, "home", lambda: home)
    with pytest.raises(Trouble, match=f'There is no lesson "{OWN}"'):
        scorm.run(Namespace(module=[OWN], to=tmp_path / "to"))
    assert f"Drafts are not made into packages: {OWN}." in capsys.readouterr().out


def test_no_name_of_the_courses_own_town_is_left(built: Path) -> None:
    home = built / where.JOINED
    of_lessons = (one for one in home.glob("modules/*/*") if one.is_file())
    shown = [*of_lessons, *home.glob("datasets/*/data.csv")]
    assert len(shown) > 10
    left = {
        path: name
        for path in shown
        for name in packs.LEFT_BEHIND
        if name in path.read_text("utf-8")
    }
    assert not left
    first = (home / "modules" / FIRST / "lesson.ipynb").read_text("utf-8")
    assert "Jo Bell" in first


def test_the_course_itself_is_not_written(built: Path) -> None:
    assert not (COURSE / "solutions" / OWN).exists()
    text = (COURSE / "modules" / FIRST / "lesson.ipynb").read_text("utf-8")
    assert load_place(COURSE)["safeguarding_lead"] in text


def test_what_did_not_change_is_not_run_again(built: Path) -> None:
    done = packs.command(built, "build", OWN, FIRST)
    assert done.returncode == 0, done.stderr
    assert "2 lessons stay as they are" in done.stdout
    assert "running" not in done.stdout


@pytest.fixture(scope="module")
def marked(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack, with one person's right answers to its own lesson marked."""
    pieces.need("bubblewrap")
    inbox = tmp_path_factory.mktemp("in")
    home, sent = built / where.JOINED, inbox / "wren-12" / OWN
    shutil.copytree(home / "modules" / OWN, sent)
    answers.save(load_scheme(home / "solutions" / OWN).model_book(), sent)
    done = packs.command(built, "mark", str(inbox))
    assert done.returncode == 0, done.stdout + done.stderr
    return built


@pytest.mark.needs("bubblewrap")
def test_work_on_the_packs_lesson_is_marked_into_the_packs_own_folder(marked: Path) -> None:
    marks = pd.read_csv(marked / "work" / "marks-by-question.csv")
    own = marks[(marks["module"] == OWN) & (marks["part"] == "core")]
    assert set(own["learner"]) == {"wren-12"}
    assert len(own) >= 4
    assert (own["points"] == own["out_of"]).all()


@pytest.mark.browser
@pytest.mark.needs("chromium", "bubblewrap")
def test_the_desk_shows_the_packs_lesson_in_a_browser(
    marked: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(marked / where.JOINED))
    with open_desk(browser, DESKTOP, marked / "work", "send") as page:
        shown = page.locator("body").inner_text()
    assert "wren-12" in shown
    assert "Our garden" in shown or OWN in shown


@pytest.mark.browser
@pytest.mark.needs("chromium")
def test_the_website_shows_the_packs_lesson_and_contacts_in_a_browser(
    built: Path, browser: Browser, tmp_path: Path
) -> None:
    """JupyterLite's own pages are made by tests/long/test_packs.py: these need no Python."""
    home = built / where.JOINED
    (tmp_path / "champions").mkdir()
    config = {"jupyter-config-data": {"appVersion": "1.2.3"}}
    (tmp_path / "jupyter-lite.json").write_text(json.dumps(config), encoding="utf-8")
    lessons = {
        path.parent.name: json.loads(path.read_text("utf-8"))
        for path in sorted(home.glob("modules/*/lesson.ipynb"))
    }
    pages.write_pages(tmp_path, home, lessons, paper=False)
    served = sites.serving(tmp_path)
    page = new_page(browser, DESKTOP)
    try:
        page.goto(served.address)
        page.get_by_role("link", name="Our garden").first.click()
        page.get_by_text("people waited 12 days").wait_for()
        page.get_by_role("cell", name="10 March 2025").first.wait_for()
        page.get_by_alt_text(
            re.compile("Run chart of Days until a bed was free: 4 weeks")
        ).wait_for()
        page.goto(f"{served.address}live/{FIRST}.html")
        page.get_by_text("Jo Bell, safeguarding lead").first.wait_for()
        assert "Morgan Ellery" not in page.content()
    finally:
        page.context.close()
        served.stop()


def test_the_version_of_a_cohort_is_kept_in_the_pack(built: Path) -> None:
    done = packs.command(built, "keep-version", "2026-12")
    assert done.returncode == 0, done.stderr
    assert (built / "versions" / "2026-12.zip").is_file()
    assert not (COURSE / "versions" / "2026-12.zip").exists()


# --- An update is a pull --------------------------------------------------------------------------------


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


def updates(course: Path) -> list[str]:
    """The last commits of the real history that touch what a pack may replace, the oldest first."""
    shas = git(
        course, "log", "--first-parent", "-m", "--format=%H", "-n", "12", "--",
        "place.yml", "glossary.yml", "solutions", "datasets",
    ).split()  # fmt: skip
    return shas[::-1]


@pytest.mark.needs("git")
def test_the_last_updates_of_the_real_history_are_pulled_without_a_conflict(
    pack: Path, tmp_path: Path
) -> None:
    if (
        not (COURSE / ".git").exists()
        or git(COURSE, "rev-parse", "--is-shallow-repository") == "true"
    ):
        pytest.skip("this copy of the course has no history")
    shas = updates(COURSE)
    if len(shas) < 11:
        pytest.skip(f"the history holds {len(shas)} changes of lessons; a branch may have fewer")
    course = tmp_path / "course"
    git(tmp_path, "clone", "-q", "--shared", "--no-checkout", str(COURSE), str(course))
    git(course, "checkout", "-q", "-B", "main", shas[0])
    replaced.copy(pack, course, "solutions/06-run-charts")
    mine = pack / "solutions" / "06-run-charts" / "lesson.md"
    mine.write_text(mine.read_text("utf-8") + "\nOurs.\n", encoding="utf-8")
    home = join(pack, course)
    for sha in shas[1:]:
        assert git(course, "status", "--porcelain") == "", "a command wrote into the course"
        git(course, "merge", "-q", "--ff-only", sha)
        home = join(pack, course)
        assert load_place(home)["place"] == "Bath"
        assert "Ours." in (home / "solutions" / "06-run-charts" / "lesson.md").read_text("utf-8")
        other = "solutions/08-xmr-charts/lesson.md"
        assert (home / other).read_text("utf-8") == git(course, "show", f"{sha}:{other}") + "\n"
    assert git(course, "status", "--porcelain") == "", "a command wrote into the course"


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"safeguarding_lead": "Jo Bell, by phone on NUMBER"}, "still says NUMBER"),
        ({"safeguarding_lead": "Siân"}, "nobody can be reached"),
        ({"safeguarding_second": "ask the office"}, "nobody can be reached"),
        (
            {"safeguarding_lead": "Jo, 0118 937 4411", "safeguarding_second": "call 01189374411"},
            "has the number of safeguarding_lead",
        ),
    ],
)
def test_a_contact_that_reaches_nobody_is_told(own: dict[str, str], said: str) -> None:
    fine = {
        "safeguarding_lead": "Jo Bell, by phone on 0118 937 4411",
        "safeguarding_second": "Lee Ash, by phone on 0118 937 4412",
    }
    assert not [one for one in not_real(fine, {}) if "safeguarding" in one and "empty" not in one]
    assert any(said in one for one in not_real({**fine, **own}, {}))
