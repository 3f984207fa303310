"""The course in another language: nothing is lost, stale words are seen, and marks do not change."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champions.activities.lines.lab import SITES, weekly_uptake
from champions.adopting import using
from champions.adopting.languages import catalogue, course
from champions.adopting.languages.command import run
from champions.adopting.languages.lesson import walked
from champions.adopting.languages.messages import OF_CODE, Message
from champions.adopting.languages.yaml_words import changed
from champions.authoring import build
from champions.authoring.blocks import find_blocks
from champions.place import load_glossary, load_place
from champions.sentences import direction
from champions.sentences.told import Words, speaking
from champions.trouble import Trouble

ROOT = Path(__file__).resolve().parents[1]
LESSONS = sorted(ROOT.glob("solutions/*/lesson.md"))
CODE = "cy"

LESSON = """\
---
title: Tea
minutes: 10
outcomes:
  - Make tea.
key_points:
  - Warm the pot.
before_you_start:
  - Nothing.
---

```{code-cell} python
from champions import *
start("16-tea")
```

## How to make tea

Warm the pot. Then wait for {{ place.place }}.

> If somebody is at risk, tell the safeguarding lead.

- one cup
- two cups

```{question} how-long
kind: choice
ask: "How long do you wait?"
options:
  four: Four minutes
  ten: Ten minutes
right: four
misses:
- name: too-long
  chosen: ten
  hint: That is bitter.
look: Look at the pot.
step: Four minutes.
praise: Good tea.
```

```{says} Four minutes.
minutes: 4
```
"""


def gathered(text: str, module: str = "16-tea") -> list[Message]:
    found: list[Message] = []

    def put(one: Message) -> str:
        found.append(one)
        return one.text

    walked(text, module, put)
    return found


def without_says(text: str) -> str:
    lines = text.split("\n")
    for block in reversed(find_blocks(text).says):
        del lines[block.line - 1 : block.last]
    return "\n".join(lines)


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.parent.name)
def test_a_lesson_with_its_own_words_put_back_is_the_same_lesson(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    same = walked(text, path.parent.name, lambda one: one.text)
    old, new = find_blocks(without_says(text)), find_blocks(same)
    assert [(one.about, one.typed.data) for one in new.found] == [
        (one.about, one.typed.data) for one in old.found
    ]
    plain = re.compile(r"\s+")
    prose = plain.sub(" ", re.sub(r"```.*?```", "", without_says(text), flags=re.DOTALL))
    assert plain.sub(" ", re.sub(r"```.*?```", "", same, flags=re.DOTALL)).count(
        "##"
    ) == prose.count("##")
    code = [line for line in text.split("\n") if line.startswith(("start(", "check(", "chart"))]
    assert all(line in same for line in code)


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.parent.name)
def test_every_part_with_words_is_given_to_the_translator(path: Path) -> None:
    asked = gathered(path.read_text(encoding="utf-8"), path.parent.name)
    keys = {one.key for one in asked}
    for block in find_blocks(path.read_text(encoding="utf-8")).questions:
        data = block.typed.data
        at = f"{path.parent.name}:{block.about}"
        assert f"{at}.ask" in keys
        for miss in data.get("misses", ()):
            assert f"{at}.misses.{miss['name']}.hint" in keys
        for part in ("look", "step", "praise", "after"):
            assert part not in data or f"{at}.{part}" in keys


def test_keys_answers_and_code_are_never_given_to_the_translator() -> None:
    texts = {one.text for one in gathered(LESSON)}
    assert not texts & {"choice", "four", "too-long", "ten", 'start("16-tea")'}
    assert {"Tea", "How to make tea", "one cup", "That is bitter."} <= texts


def test_a_changed_sentence_is_stale_and_the_old_english_stands_beside_it() -> None:
    before = catalogue.updated(catalogue.read(Path("none"), CODE), gathered(LESSON), CODE)
    for one in before:
        if one.id:
            one.string = f"cy {one.id}"
    after_text = LESSON.replace("That is bitter.", "That is far too bitter.").replace(
        "Warm the pot. Then wait", "Warm the pot well. Then wait"
    )
    after = catalogue.updated(before, gathered(after_text), CODE)
    old = {one.context: (one.previous_id, one.id, one.string) for one in catalogue.stale(after)}
    assert set(old) == {"16-tea:how-long.misses.too-long.hint", "16-tea:words"}
    was, now, kept = old["16-tea:how-long.misses.too-long.hint"]
    assert (list(was), now, kept) == (
        ["That is bitter."],
        "That is far too bitter.",
        "cy That is bitter.",
    )
    # Put back as it was, it needs nobody.
    again = catalogue.updated(after, gathered(LESSON), CODE)
    assert catalogue.translation(
        again, Message("16-tea", "16-tea:how-long.misses.too-long.hint", "That is bitter.")
    )


@pytest.mark.parametrize("old", ["That is bitter.", f'It "is" {"bitter, " * 40}{"too " * 20}much.'])
def test_the_old_english_is_still_beside_a_stale_message_after_the_file_was_read_and_written(
    tmp_path: Path, old: str
) -> None:
    text = LESSON.replace("That is bitter.", old)
    before = catalogue.updated(catalogue.read(tmp_path / "no.po", CODE), gathered(text), CODE)
    for one in before:
        if one.id:
            one.string = f"cy {one.id}"
    changed_text = LESSON.replace("That is bitter.", 'That is "far" too bitter.')
    path = tmp_path / "16-tea.po"
    catalogue.write(path, catalogue.updated(before, gathered(changed_text), CODE))
    for _ in range(2):
        again = catalogue.updated(catalogue.read(path, CODE), gathered(changed_text), CODE)
        assert not catalogue.write(path, again)
        (stale,) = catalogue.stale(again)
        assert list(stale.previous_id) == [old]
    beside = [one for one in path.read_text("utf-8").splitlines() if one.startswith("#|")]
    assert all(re.fullmatch(r'#\| msg\w+ "(?:[^"\\]|\\.)*"', one) for one in beside), beside


def test_a_message_of_the_code_has_as_many_forms_as_its_language_and_each_is_kept(
    tmp_path: Path,
) -> None:
    path = tmp_path / "code.po"
    said = [Message("code", "", "1 cup of {tea}", many="{n} cups of {tea}")]
    made = catalogue.updated(catalogue.read(path, CODE), said, CODE)
    (one,) = (entry for entry in made if entry.id)
    assert len(one.string or ()) == 5  # Welsh
    forms = tuple(f"{{n}} cwpan {at} {{tea}}" for at in range(5))
    one.string = forms
    catalogue.write(path, made)
    again = catalogue.updated(catalogue.read(path, CODE), said, CODE)
    words = catalogue.compiled(lambda _: again, said, CODE)["messages"]
    assert words["1 cup of {tea}"] == list(forms)
    # A form that names what is not there is a slip of typing: it is named, and English is said.
    (one,) = (entry for entry in again if entry.id)
    one.string = ("{n} cwpan {te}", *forms[1:])
    assert list(catalogue.wrong(again, said)) == said
    words = catalogue.compiled(lambda _: again, said, CODE)["messages"]
    assert "1 cup of {tea}" not in words


def test_a_translation_is_never_thrown_away(tmp_path: Path) -> None:
    before = catalogue.updated(catalogue.read(tmp_path / "no.po", CODE), gathered(LESSON), CODE)
    for one in before:
        if one.id:
            one.string = f"cy {one.id}"
    bare = LESSON.replace("- two cups\n", "")
    after = catalogue.updated(before, gathered(bare), CODE)
    path = tmp_path / "16-tea.po"
    catalogue.write(path, after)
    assert "cy two cups" in path.read_text(encoding="utf-8")
    back = catalogue.updated(catalogue.read(path, CODE), gathered(LESSON), CODE)
    assert (
        catalogue.translation(back, Message("16-tea", "16-tea:words", "two cups")) == "cy two cups"
    )


def test_a_catalogue_is_read_back_as_it_was_written_and_gettext_takes_it(tmp_path: Path) -> None:
    made = catalogue.updated(catalogue.read(tmp_path / "no.po", CODE), gathered(LESSON), CODE)
    path = tmp_path / "16-tea.po"
    assert catalogue.write(path, made)
    assert not catalogue.write(
        path, catalogue.updated(catalogue.read(path, CODE), gathered(LESSON), CODE)
    )
    if msgfmt := shutil.which("msgfmt"):
        done = subprocess.run(
            [msgfmt, "--check-format", "-o", "/dev/null", path], check=False, capture_output=True
        )
        assert done.returncode == 0, done.stderr


@given(
    st.dictionaries(
        st.sampled_from(["ask", "look"]),
        st.text(st.characters(codec="utf-8"), max_size=40),
        min_size=1,
    )
)
def test_any_words_can_be_put_in_a_question(words: dict[str, str]) -> None:
    import yaml

    text = "kind: number\n" + "".join(f"{name}: x\n" for name in words) + "right: 8"
    made = changed(text, lambda path, _: words.get(str(path[0])))
    assert yaml.safe_load(made) == {"kind": "number", **words, "right": 8}


def a_course(tmp_path: Path, text: str = LESSON) -> Path:
    home = tmp_path / "course"
    (home / "solutions" / "16-tea").mkdir(parents=True)
    (home / "solutions" / "16-tea" / "lesson.md").write_text(text, encoding="utf-8")
    (home / "datasets" / "tea").mkdir(parents=True)
    (home / "datasets" / "tea" / "data.csv").write_text("week,cups\n1,3\n", encoding="utf-8")
    for name in ("glossary.yml", "place.yml", "routes.yml"):
        shutil.copyfile(ROOT / name, home / name)
    return home


def translated(home: Path, leave_out: str = "nothing of it") -> None:
    for file, some in course.messages(home).items():
        path = catalogue.path_of(home, CODE, file)
        made = catalogue.updated(catalogue.read(path, CODE), some, CODE)
        for one in made:
            if one.id and file == "16-tea" and leave_out not in str(one.id):
                one.string = f"cy {one.id}"
        catalogue.write(path, made)


def test_a_lesson_without_its_words_on_safeguarding_is_not_made(tmp_path: Path) -> None:
    home = a_course(tmp_path)
    translated(home, leave_out="safeguarding")
    with pytest.raises(Trouble, match=r"keeps? people safe"):
        course.lay_out(home, CODE)
    assert not (course.made(home, CODE) / "solutions").exists()


def test_what_is_not_translated_stays_english_and_says_so(tmp_path: Path) -> None:
    home = a_course(tmp_path)
    translated(home, leave_out="cup")
    made = course.lay_out(home, CODE) / "solutions" / "16-tea" / "lesson.md"
    text = made.read_text(encoding="utf-8")
    assert '- <span lang="en-GB" dir="ltr">one cup</span>' in text
    assert "## cy How to make tea" in text
    assert "language: cy" in text
    assert "no native speaker has read this translation" in text


def test_a_lesson_that_nobody_has_begun_stays_english_as_a_whole(tmp_path: Path) -> None:
    home = a_course(tmp_path)
    for file, some in course.messages(home).items():
        path = catalogue.path_of(home, CODE, file)
        catalogue.write(path, catalogue.updated(catalogue.read(path, CODE), some, CODE))
    made = course.lay_out(home, CODE) / "solutions" / "16-tea" / "lesson.md"
    assert made.read_text(encoding="utf-8") == LESSON


def test_one_command_shows_what_is_stale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from argparse import Namespace

    home = a_course(tmp_path)
    translated(home)
    monkeypatch.setenv("CHAMPIONS_HOME", str(home))
    assert run(Namespace(language=CODE, lesson=[], check=True)) == 0
    path = home / "solutions" / "16-tea" / "lesson.md"
    path.write_text(LESSON.replace("That is bitter.", "Too bitter."), encoding="utf-8")
    capsys.readouterr()
    assert run(Namespace(language=CODE, lesson=[], check=True)) == 1
    said = capsys.readouterr().out
    assert "it was: That is bitter." in said
    assert "it is:  Too bitter." in said
    assert "1 of " in said


@pytest.mark.parametrize("code", course.languages(ROOT))
def test_the_drafts_that_are_shipped_are_as_the_english_is_now(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands in locale: each begun lesson is whole, and about.yml says that nobody has read it."""
    english = course.messages(ROOT)
    for path in sorted((ROOT / "locale" / code).glob("*.po")):
        now = catalogue.updated(catalogue.read(path, code), english[path.stem], code)
        assert path.read_bytes() == catalogue.written(now, path.stem), path.name
        assert path.stem in OF_CODE or not list(catalogue.stale(now))
        if path.stem[:2].isdigit() and any(one.string for one in now if one.id):
            assert [one for one in english[path.stem] if not catalogue.translation(now, one)] == []
    assert course.is_draft(ROOT, code)
    monkeypatch.setattr(course, "made", lambda _home, _code: tmp_path / code)
    assert course.lay_out(ROOT, code).is_dir()


def test_words_that_keep_people_safe_are_known_by_what_they_say_and_by_where_they_stand() -> None:
    def safe(text: str, key: str = "00-start-here:words") -> bool:
        return Message("00-start-here", key, text).keeps_people_safe

    assert safe("Do not visit anybody alone.")
    assert safe("listen, and do not promise secrecy")
    assert safe("To investigate means to ask questions.")
    assert safe("Not yet. Read the box again.", "00-start-here:somebody-at-risk.misses.wrote.hint")
    assert safe("Morgan", "glossary:safeguarding-lead.example")
    assert not safe("It does no harm to save early.")


def test_one_lesson_can_be_named_and_the_others_are_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from argparse import Namespace

    home = a_course(tmp_path)
    monkeypatch.setenv("CHAMPIONS_HOME", str(home))
    assert run(Namespace(language=CODE, lesson=["16"], check=False)) == 0
    assert [one.name for one in (home / "locale" / CODE).iterdir()] == ["16-tea.po"]
    with pytest.raises(Trouble, match="no lesson or list of words"):
        run(Namespace(language=CODE, lesson=["99"], check=False))


def test_an_unknown_language_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="code of no language"):
        catalogue.locale_of("wlsh-x-x-")
    with pytest.raises(Trouble, match=r"python3 start\.py translate de"):
        using.with_pack(["preview", "06", "--language", "de"])


def test_a_draft_is_not_published_unless_somebody_says_so() -> None:
    with pytest.raises(Trouble, match="are a draft"):
        using.with_pack(["site", "--language", CODE])


def test_the_direction_follows_the_language() -> None:
    assert [direction(code) for code in ("ar", "ur-PK", "cy", "en-GB", "he")] == [
        "rtl",
        "rtl",
        "ltr",
        "ltr",
        "rtl",
    ]


def test_a_preview_in_a_language_shows_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from champions.authoring.preview.draft import Draft

    home = a_course(tmp_path)
    translated(home)
    made = course.lay_out(home, CODE)
    monkeypatch.setenv("CHAMPIONS_HOME", str(made))
    shown = Draft(made, "16-tea").show()
    assert "cy How to make tea" in shown.html


def test_every_command_sees_the_course_in_the_language_that_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from champions.install import setup

    home = a_course(tmp_path)
    translated(home)
    monkeypatch.setenv("CHAMPIONS_PACK", "none")
    monkeypatch.setenv("CHAMPIONS_HOME", "")  # so that what is set here goes with the test
    monkeypatch.setattr(setup, "COURSE", home)
    assert using.with_pack(["serve", "--language", CODE]) == ["serve"]
    assert setup.home() == course.made(home, CODE)
    monkeypatch.setenv("CHAMPIONS_HOME", "")
    assert using.with_pack(["--language=cy", "build", "16-tea"]) == ["build", "16-tea"]


def test_data_are_found_by_their_own_names_in_every_language() -> None:
    with speaking(Words("cy", messages={"Clinic bus": "Bws y clinig"})):
        assert len(weekly_uptake("bus")) == 78
        assert SITES["bus"] == "Bws y clinig"


def test_facts_of_a_lesson_that_stays_english_are_english_beside_another_language() -> None:
    """Its sentences are compared with them: a website in a language has lessons that nobody has begun."""
    glossary, place = load_glossary(ROOT), load_place(ROOT)
    lessons = [path.parent.name for path in sorted(ROOT.glob("solutions/*/facts.py"))]
    assert len(lessons) > 10
    with speaking(Words("cy")):
        _, mistakes = build._read_all(ROOT, lessons, glossary, place)
    assert mistakes == []
