"""What trainers see can be said in any language: the desk, paper, guides, and what goes to a champion."""

from __future__ import annotations

import ast
import datetime as dt
import json
import re
import shutil
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup
from pseudo import pseudo

from champions.adopting import using
from champions.adopting.languages import catalogue, command, course, for_trainers
from champions.adopting.languages import code as said_by_the_code
from champions.adopting.languages.lesson import guide_walked
from champions.adopting.languages.messages import FOR_TRAINERS, Message
from champions.authoring.markdown import guide_html
from champions.authoring.paper.forms import graph_paper, question_on_paper
from champions.authoring.paper.pages import page_of
from champions.data import WORDS
from champions.desk import certificates, sending, spoken, their_language
from champions.desk.ledger import Ledger
from champions.desk.people import Person
from champions.desk.spoken import Spoken
from champions.questions.facets import facet
from champions.questions.scheme import load_scheme
from champions.sentences.told import FIRST, LAST, Words, speaking, told
from champions.trouble import Trouble
from champions.website import pages

ROOT = Path(__file__).resolve().parents[1]
LIBRARY = ROOT / "src" / "champions"
TEMPLATES = sorted(
    path
    for folder in ("desk", "authoring/paper", "marking/templates")
    for path in (LIBRARY / folder).rglob("*.html")
)
#: Words of templates that are the same in every language, and why.
SAME = {
    "English"  # each language stands on its button under its own name
}
_TAG = re.compile(r"<(script|style|svg)\b.*?</\1>|<!--.*?-->|<[^>]*>", re.DOTALL)
_SAID = re.compile(r"\{% trans\b.*?endtrans [-+]?%\}|\{[{%#].*?[%}#]\}", re.DOTALL)
_ATTRIBUTE = re.compile(r'\b(?:aria-label|title|placeholder|alt|data-wait|data-head)="([^"]*)"')


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_word_of_a_template_for_trainers_is_a_message(path: Path) -> None:
    text = _SAID.sub(" ", path.read_text(encoding="utf-8"))
    words = re.findall(r"[^\W\d_]{2,}", _TAG.sub(" ", text))
    words += re.findall(r"[^\W\d_]{2,}", " ".join(_ATTRIBUTE.findall(text)))
    assert {*words} - SAME == set()
    assert '<html lang="en' not in text


#: Sentences in the code of these rooms that are not told, by how they begin, and why.
NOT_TOLD = (
    *("SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "\nCREATE"),  # for a database
    "default-src",  # for a browser
    *(
        "Points ",
        "    Points",
        " Points",
        "Email ",
        "SIS ",
        "End-of-Line",
    ),  # heads that a platform reads
    *("This is an invented answer", "received "),  # the sample of invented people; a folder's name
    # Kept in files under this name in every language: a reason in the history of marks, a state of a step.
    *("read at the desk", "taken back at", "a checklist gone", "work was moved on"),
    *("not yet", "not tried", "not written", "not read", "to be read"),
    *(
        "by number",
        "pieces of practicals",
        "still open",
    ),  # names within the program, and a column of a table
    *("Peer Improvement", "not a database"),
    *("Google Chrome", "Microsoft Edge"),  # programs, as they are called on a Mac
)
#: Calls that say a sentence, that keep it for later, or that ask a program.
_SAYS = {"told", "tell", "later", "later_n", "retold", "counted", "told_n"}
_NO_SAYING = {"add_argument", "execute", "executescript", "compile", "sub", "fullmatch", "search"}
_ROOMS = ("desk", "authoring/paper")


def sentences(path: Path) -> Iterator[str]:
    """The texts of a file of code with two words or more, that are no docstring and are not told."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside: dict[ast.AST, ast.AST] = {
        child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        above, at = [], node
        while at in inside:
            at = inside[at]  # type: ignore[assignment]
            above.append(at)
        calls = [one.func for one in above if isinstance(one, ast.Call)]
        names = {one.id if isinstance(one, ast.Name) else getattr(one, "attr", "") for one in calls}
        if isinstance(inside.get(node), ast.Expr) or names & (_SAYS | _NO_SAYING):
            continue
        if re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}", node.value) and "<" not in node.value:
            yield node.value


def test_every_sentence_of_the_desk_and_of_paper_is_told() -> None:
    left = [
        (path.name, text)
        for room in _ROOMS
        for path in sorted((LIBRARY / room).rglob("*.py"))
        for text in sentences(path)
        if path.name != "sample.py" and not text.startswith(NOT_TOLD)
    ]
    assert left == []


def test_the_sentences_for_trainers_are_whole_and_name_their_parts() -> None:
    found = [one for one in said_by_the_code.messages() if one.file == FOR_TRAINERS]
    assert len(found) > 600
    for one in found:
        for text in filter(None, (one.text, one.many)):
            assert "{}" not in text, text
            assert not re.search(r"\{\d", text), text
            assert text.strip(" ") == text or text.startswith("  "), text


# --- Guides ---------------------------------------------------------------------------------------


def english_in(html: str) -> list[str]:
    text = re.sub(r"<[^>]+>", " ", re.sub(r"<code>.*?</code>", " ", html))
    while re.search(r"⟦[^⟦⟧]*⟧", text):
        text = re.sub(r"⟦[^⟦⟧]*⟧", " ", text)
    return re.findall(r"[A-Za-z]{3,}", text)


@pytest.mark.parametrize("name", course.GUIDES)
def test_every_paragraph_of_a_guide_can_be_translated(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    asked: list[Message] = []

    def put(one: Message) -> str:
        asked.append(one)
        return pseudo(one)

    html = guide_html(guide_walked(text, "guides", Path(name).stem, put), lambda to: to)
    # Between the bars of a table and in a comment to its author, nothing of a guide is left.
    assert english_in(re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL)) == []
    assert len(asked) > 15
    assert {(one.file, one.key) for one in asked} == {("guides", f"guides:{Path(name).stem}:words")}
    same = guide_walked(text, "guides", Path(name).stem, lambda one: one.text)
    assert re.sub(r"\s+", " ", same) == re.sub(r"\s+", " ", text)


GUIDE = """\
# For champions

You need no maths.

- Press **Check**.

If somebody may be at risk, tell the safeguarding lead.
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A course folder with one guide and no lesson."""
    made = tmp_path / "course"
    (made / "docs").mkdir(parents=True)
    (made / "docs" / "champions.md").write_text(GUIDE, encoding="utf-8")
    (made / "solutions").mkdir()
    (made / "datasets").mkdir()
    for name in ("glossary.yml", "place.yml", "routes.yml"):
        shutil.copyfile(ROOT / name, made / name)
    return made


def translated(home: Path, leave_out: str = "nothing of it", code: str = "cy") -> None:
    """Translate the guides and the place by putting two letters before each message."""
    for file in ("guides", "place", FOR_TRAINERS):
        path = catalogue.path_of(home, code, file)
        made = catalogue.updated(catalogue.read(path, code), course.messages(home)[file], code)
        for one in made:
            if one.id and leave_out not in str(one.id) and isinstance(one.id, str):
                one.string = f"cy {one.id}"
        catalogue.write(path, made)


def test_a_guide_is_a_page_in_its_language_and_what_is_not_translated_says_that_it_is_english(
    home: Path, tmp_path: Path
) -> None:
    translated(home, leave_out="no maths")
    laid_out = course.lay_out(home, "cy")
    pages._guides(tmp_path / "site", laid_out)
    with speaking(Words("cy", messages={"Guides": "Canllawiau"})):
        pages._guides(tmp_path / "site", laid_out)
    page = (tmp_path / "site" / "guides" / "champions.html").read_text(encoding="utf-8")
    assert '<html lang="cy">' in page
    assert "cy Press <strong>Check</strong>." in page
    assert '<span lang="en-GB" dir="ltr">You need no maths.</span>' in page
    assert "no native speaker has read" in page
    listed = (tmp_path / "site" / "guides" / "index.html").read_text(encoding="utf-8")
    assert ">cy For champions</a>" in listed


def test_a_guide_without_its_words_on_safeguarding_is_not_made(home: Path) -> None:
    translated(home, leave_out="at risk")
    with pytest.raises(Trouble, match="keeps people safe"):
        course.lay_out(home, "cy")


# --- Stale words ----------------------------------------------------------------------------------


def checked(home: Path, *files: str) -> int:
    return command.run(Namespace(language="cy", lesson=list(files), check=True))


def test_a_changed_sentence_of_a_guide_or_a_page_of_the_desk_is_stale_by_one_command(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    translated(home)
    monkeypatch.setenv("CHAMPIONS_HOME", str(home))
    assert checked(home, "guides", FOR_TRAINERS) == 0
    said = capsys.readouterr().out
    assert re.search(r"guides: \d+ messages, all done", said)

    guide = home / "docs" / "champions.md"
    guide.write_text(GUIDE.replace("You need no maths.", "You need no maths at all."), "utf-8")
    assert checked(home, "guides") == 1
    said = capsys.readouterr().out
    assert "it was: You need no maths.\n  it is:  You need no maths at all." in said

    guide.write_text(GUIDE, encoding="utf-8")
    old = "Nothing new has come since the last marking."
    every = said_by_the_code.messages()
    assert old in {one.text for one in every if one.file == FOR_TRAINERS}
    new = [
        Message(o.file, o.key, o.text.replace(old, f"{old[:-1]}, so far."), o.note, o.many)
        for o in every
    ]
    monkeypatch.setattr(course, "said_by_itself", lambda: tuple(new))
    assert checked(home, FOR_TRAINERS) == 1
    said = capsys.readouterr().out
    assert f"it was: {old}\n  it is:  {old[:-1]}, so far." in said


# --- The language of the desk ---------------------------------------------------------------------


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes the words in this process, which has read the code already: another test starts the program."""

    def make(home: Path, code: str, to: Path) -> None:
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_text(json.dumps(for_trainers.for_trainers(home, code)), encoding="utf-8")

    monkeypatch.setattr(spoken, "_make", make)


def a_desk(home: Path) -> Spoken:
    ledger = Ledger(home / "work")
    return Spoken(home, ledger.setting, ledger.keep_setting)


def test_the_language_of_the_desk_is_kept_and_put_back_and_no_other_can_be_chosen(
    home: Path,
) -> None:
    translated(home)
    desk = a_desk(home)
    assert desk.code == "en-GB"
    assert [(one.code, one.name) for one in desk.others()] == [("cy", "Cymraeg")]
    desk.choose("cy")
    again = a_desk(home)  # the desk was closed and is open again
    assert again.code == "cy"
    drafts = [again.is_draft]
    with again.speaking():
        assert told("Take back my last score") == "cy Take back my last score"
    (home / "locale" / "cy" / "about.yml").write_text("draft: false\n", encoding="utf-8")
    assert [*drafts, again.is_draft] == [True, False]
    for wrong in ("../../etc", "xx", "", "cy/.."):
        again.choose("cy")
        again.choose(wrong)
        assert a_desk(home).code == "en-GB", wrong


def test_a_pack_in_a_language_opens_the_desk_in_it(home: Path) -> None:
    translated(home)
    (home / "pack.yml").write_text("name: Ours\nlanguage: cy\n", encoding="utf-8")
    assert a_desk(home).code == "cy"
    a_desk(home).choose("en-GB")
    assert a_desk(home).code == "en-GB"


@pytest.mark.usefixtures("at_once")
def test_a_catalogue_that_cannot_be_read_closes_no_desk(home: Path) -> None:
    translated(home)
    a_desk(home).choose("cy")
    (home / "locale" / "cy" / "place.po").write_bytes(b'msgid "\xe9"\nmsgstr ""')
    desk = a_desk(home)
    with desk.speaking():
        assert told("Take back my last score") == "Take back my last score"
    assert desk.problem is not None
    assert "place.po is not UTF-8 text" in desk.problem.what
    translated_again = home / "locale" / "cy" / "place.po"
    translated_again.unlink()
    with desk.speaking():
        assert told("Take back my last score") == "cy Take back my last score"
    assert desk.problem is None


@pytest.mark.usefixtures("at_once")
def test_whom_to_tell_is_in_the_language_of_the_desk_and_else_english_that_says_so(
    home: Path,
) -> None:
    translated(home, leave_out="listening")
    desk = a_desk(home)
    english = desk.place()
    desk.choose("cy")
    place = desk.place()
    assert place["safeguarding_lead"] == f"cy {english['safeguarding_lead']}"
    assert place["emergency_number"] == f"{FIRST}{english['emergency_number']}{LAST}"


def test_a_trainers_command_speaks_the_language_and_leaves_the_course_as_it_is(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from champions.install import setup
    from champions.sentences.told import language, speak

    translated(home)
    monkeypatch.setenv("CHAMPIONS_PACK", "none")
    monkeypatch.setenv("CHAMPIONS_HOME", "")
    monkeypatch.setattr(setup, "COURSE", home)
    try:
        assert using.with_pack(["mark", "received", "--language", "cy"]) == ["mark", "received"]
        assert language() == "cy"
        assert setup.home() == home
    finally:
        speak(None)


def test_the_desk_reads_what_the_program_writes(home: Path, tmp_path: Path) -> None:
    translated(home)
    to = tmp_path / "made" / "cy.json"
    assert for_trainers.main(str(home), "cy", str(to)) == 0
    made = json.loads(to.read_text(encoding="utf-8"))
    assert made["words"]["messages"]["Take back my last score"] == "cy Take back my last score"
    assert for_trainers.main(str(home), "pl", str(to)) == 1


# --- What goes to a champion ----------------------------------------------------------------------


@pytest.fixture
def in_welsh(home: Path) -> Any:
    """Stands for a course: only its folders are asked for."""
    folder = home / "work" / "languages" / "cy"
    folder.mkdir(parents=True)
    words = {
        "For {who}": "I {who}",
        "Hello {first_name},": "Helo {first_name},",
        "With best wishes": "Cofion gorau",
    }
    plain = {"language": "cy", "plural": "(n != 1)", "messages": words}
    (folder / WORDS).write_text(json.dumps(plain), encoding="utf-8")
    page = '<html lang="{}"><main><p class="for">For x</p><h1>Feedback</h1></main></html>'
    for learner, code in (("robin-12", "cy"), ("heron-34", "en-GB")):
        sent = home / "work" / "feedback" / learner / "01-small.html"
        sent.parent.mkdir(parents=True)
        sent.write_text(f"<!doctype html>\n{page.format(code)}", encoding="utf-8")
    return Namespace(
        home=home,
        out=home / "work",
        title=lambda _: "A small lesson",
        title_in=lambda *_: "",
    )


def test_mail_and_page_are_in_the_language_of_the_champion_whatever_the_desk_speaks(
    in_welsh: Any,
) -> None:
    out = in_welsh.out
    assert their_language.of_learner(out, "robin-12") == "cy"
    assert their_language.of_learner(out, "nobody") == "en-GB"
    letters, names = {}, {}
    for page in sending.pages(out, {}):
        with (
            speaking(Words("ur", messages={"For {who}": "urdu {who}"})),
            their_language.speaking_it(in_welsh, their_language.of_page(page.path)),
        ):
            letters[page.learner] = sending.letter("Ann Example", ["A lesson"], None)
            names[page.learner] = sending.one_file(Person(page.learner, "Ann"), [page])[1]
    assert letters["robin-12"].startswith("Helo Ann,\n")
    assert letters["robin-12"].endswith("Cofion gorau")
    # What is not translated is English without marks: a mail is plain text.
    assert "You can change your work and send it again as often as you like." in letters["robin-12"]
    assert not {FIRST, LAST, "<"} & {*letters["robin-12"]}
    assert letters["heron-34"].startswith("Hello Ann,\n")
    assert "I Ann (robin-12)" in names["robin-12"]
    assert "For Ann (heron-34)" in names["heron-34"]


def test_a_certificate_is_in_the_language_of_its_champion(in_welsh: Any) -> None:
    asked = certificates.Rules(lessons_for_taking_part=1, core_share=0.6, evidence_level=2)
    made = {}
    for learner in ("robin-12", "heron-34"):
        one = certificates.Standing(learner, certificates.TAKING_PART, (), ("01-small",))
        with speaking(Words("ur")):
            made[learner] = certificates._page(
                in_welsh, one, "Ann", {"programme": "Champions"}, dt.date(2026, 11, 29), asked
            )
    assert '<html lang="cy">' in made["robin-12"]
    assert "29 Tachwedd 2026" in made["robin-12"]
    assert '<li><span lang="en-GB" dir="ltr">A small lesson</span></li>' in made["robin-12"]
    assert '<html lang="en-GB">' in made["heron-34"]
    assert "29 November 2026" in made["heron-34"]
    assert "span" not in made["heron-34"]


def test_a_part_of_a_page_says_its_language_where_that_is_another() -> None:
    assert spoken.in_language("en-GB") == Markup()
    with speaking(Words("cy")):
        assert spoken.in_language("cy") == Markup()
        assert spoken.in_language("ur") == Markup(' lang="ur" dir="rtl"')
        assert spoken.day("2026-11-29T10:00:00+00:00") == "29 Tach 2026"
        assert spoken.share(0.6) == "60%"
    with speaking(Words("de")):
        assert spoken.number(12.5, 1) == "12,5"


# --- Paper ----------------------------------------------------------------------------------------


def test_a_sheet_says_its_language_and_its_direction_and_its_words_come_from_the_catalogue() -> (
    None
):
    everything = {
        one.text: [pseudo(one), pseudo(one)] if one.many else pseudo(one)
        for one in said_by_the_code.messages()
    }
    scheme = load_scheme(ROOT / "solutions" / "00-start-here")
    with speaking(Words("ur", messages=everything)):
        parts = [question_on_paper(one, answers=True, number=1) for one in scheme.questions]
        page = page_of("⟦title⟧", [*parts, graph_paper()], answers=True)
    assert page.startswith('<!doctype html>\n<html lang="ur" dir="rtl">')
    assert "⟦Right:".translate(str.maketrans("i", "í")) in page
    own = {one for q in scheme.questions for one in re.findall(r"[A-Za-z]{3,}", repr(vars(q)))}
    body = re.sub(r"<style>.*?</style>|<head>.*?</head>", "", page, flags=re.DOTALL)
    # Names of known mistakes are keys: they are English in every language, and say so.
    body = re.sub(r'<em><span lang="en-GB" dir="ltr">[^<]*</span>', "", body)
    assert {*english_in(body)} - own == set()
    assert "direction: ltr" in page
    english = page_of(
        "A lesson", [question_on_paper(scheme.questions[0], answers=False)], answers=False
    )
    assert '<html lang="en-GB">' in english
    assert 'content: "Page " counter(page) " of " counter(pages)' in english


def test_what_a_kind_tells_a_helper_on_paper_is_its_own_and_not_the_way_to_say_a_sentence() -> None:
    """On paper, ``told`` is what a helper is told: a kind's file that imports ``told`` would give that."""
    lessons = sorted(path.parent for path in (ROOT / "solutions").glob("*/questions.json"))
    kinds = {type(one): one for folder in lessons for one in load_scheme(folder).questions}
    assert len(kinds) > 20
    assert [kind.__name__ for kind, one in kinds.items() if facet(one, "paper.told") is told] == []
