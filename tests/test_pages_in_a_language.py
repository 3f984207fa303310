"""Pages in another language: every word looked up, English marked as such, right to left, and worked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import engine_in_words
import english_left
import in_languages
import pytest
from browser import COURSE, chromium
from in_languages import LESSON
from playwright.sync_api import Browser
from pseudo import pseudo

from champions import templating
from champions.activities.evaluation import pages
from champions.adopting.languages import code
from champions.adopting.languages.messages import CODE, Message
from champions.data import words_in
from champions.place import load_place, place_in
from champions.questions import answers
from champions.questions.kinds import name_of
from champions.questions.scheme import load_scheme
from champions.sentences import direction
from champions.sentences.in_html import finished
from champions.sentences.told import BETWEEN, FIRST, LAST, Words, bare, speaking, told
from champions.website import page_words
from champions.website import pages as website
from champions.website.pages import fill

LIVE = COURSE / "src" / "champions" / "website" / "live"
SAID = json.loads((LIVE / "said.json").read_text(encoding="utf-8"))
#: Bytes of the words that the script of one lesson needs, where every one is longer than in English.
MOST_OF_WORDS = 40_000
TAG = re.compile(r"<(script|style|template)\b.*?</\1>|<[^>]*>|<!--.*?-->", re.DOTALL)


# --- What is looked up ----------------------------------------------------------------------------


def test_python_and_the_script_say_the_same_english() -> None:
    """A sentence that both say has the same named parts, so that one translation serves both."""

    def blank(text: str) -> str:
        return re.sub(r"\{[^}]*\}", "{}", text)

    python = {
        one.text
        for path in (COURSE / "src" / "champions").rglob("*.py")
        for one in code.in_python(path.read_text(encoding="utf-8"))
    }
    alike = {blank(one): one for one in python}
    said = [words[0] for words, _ in SAID["messages"]]
    assert len({*said} & python) > 50
    assert [
        (one, alike[blank(one)]) for one in said if one not in python and blank(one) in alike
    ] == []


def test_each_message_is_given_to_the_translator_once() -> None:
    found = [(one.key, one.text) for one in code.messages()]
    assert len(found) == len({*found})
    for words, _ in SAID["messages"]:
        assert (words[2] if len(words) > 2 else "", words[0]) in found
    assert {("", "All lessons"), ("", "How far you are"), ("", "Not yet")} <= {*found}


def test_a_table_gives_its_sentences_and_no_key() -> None:
    found = {one.text for one in code.in_the_script() if not one.key}
    assert {"What does the chart say?", "Lower is better.", "Days until a first visit"} <= found
    assert not found & {"lower", "higher", "none", "useful points"}


@pytest.mark.parametrize(
    "template", ["index.html", "live.html", "own-computer.html", "lesson.html"]
)
def test_every_word_of_a_template_is_a_message(template: str) -> None:
    """What stands between the tags of a template, outside what it says by ``trans``, has no letters."""
    folder = COURSE / "src" / "champions" / "website" / "files"
    text = (folder / template).read_text(encoding="utf-8")
    left = re.sub(r"\{% trans.*?endtrans %\}|\{[{%#].*?[%}#]\}", " ", text, flags=re.DOTALL)
    assert re.findall(r"[^\W\d_]{2,}", TAG.sub(" ", left)) == []


def test_a_template_is_told_with_its_parts_and_says_what_is_english() -> None:
    words = Words(
        "cy", messages={"{right} of {steps} steps right": "{right} o {steps} cam yn iawn"}
    )
    parts = {
        "routes": [],
        "far": {},
        "first": "00",
        "again": False,
        "kept": [],
        "drafted": "",
    }
    english = fill("own-computer.html", **parts)
    with speaking(words):
        page = fill("own-computer.html", **parts)
    assert '<html lang="en-GB">' in english
    assert "<h2>Lessons</h2>" in english
    assert FIRST not in page
    assert '<html lang="cy">' in page
    assert '<h2><span lang="en-GB" dir="ltr">Lessons</span></h2>' in page
    assert "<title>Peer Improvement Champions</title>" in page


def test_a_page_counts_and_escapes_in_every_language() -> None:
    environment = templating._of("champions.website", "files")
    text = "{% trans n=n, who=who %}{{ who }} has {{ n }} cup.{% pluralize %}{{ who }} has {{ n }} cups.{% endtrans %}"
    template = environment.from_string(text)
    welsh = Words(
        "cy",
        "(n==2) ? 1 : 0",
        {"{who} has {n} cup.": ["{n} cwpan: {who}", "dau gwpan: {who}"]},
    )
    assert template.render(n=2, who="<Al>") == "&lt;Al&gt; has 2 cups."
    with speaking(welsh):
        assert [template.render(n=n, who="<Al>") for n in (1, 2)] == [
            "1 cwpan: &lt;Al&gt;",
            "dau gwpan: &lt;Al&gt;",
        ]


def test_signs_that_hold_a_local_name_together_are_left_alone() -> None:
    name = "\u20680199 1\u2069"
    page = finished(
        f"<title>{FIRST}Call {name}{LAST}</title><p>{FIRST}Call {name}{LAST} {name}</p>"
    )
    inside = f'<span lang="en-GB" dir="ltr">Call {name}</span> {name}'
    assert page == f"<title>Call {name}</title><p>{inside}</p>"
    assert bare(f"{name} {FIRST}{name}{LAST}") == f"{name} {name}"


def test_every_language_starts_its_script_with_the_words_of_its_kinds_alone() -> None:
    everything = {
        one.text: [pseudo(one), "⟦many⟧"] if one.many else pseudo(one) for one in code.messages()
    }
    scheme = load_scheme(COURSE / "solutions" / "00-start-here")
    kinds = {name_of(one) for one in scheme.questions}
    with speaking(Words("eo", messages=everything)):
        made = json.loads(str(page_words.for_page("eo", kinds, {"days"})).replace("\\u003c", "<"))
    assert page_words.for_page("en-GB", kinds, set()) == ""
    assert len(json.dumps(made, ensure_ascii=False).encode()) < MOST_OF_WORDS
    assert {"Check", "Choose a group", "Not yet"} <= {*made["messages"]}
    assert not {"Getting your chart.", "Dot for {label}"} & {*made["messages"]}


def test_every_word_in_lesson_14s_pictures_is_in_the_learners_language() -> None:
    messages = {
        (f"{one.key}{BETWEEN}{one.text}" if one.key else one.text): pseudo(one)
        for one in code.messages()
        if not one.many
    }
    now = pages.links("before")
    with speaking(Words("eo", messages=messages)):
        dots, drawn = pages.pairs_html(pages.answers_of_cohort()), pages.map_html(now)
    heads = re.findall(r"<text [^>]*>([^<]+)</text>", dots)
    assert len(heads) == 7
    assert [one for one in heads if re.sub(r"⟦.*?⟧", "", one).strip(" 12345")] == []
    below = re.findall(r"<figcaption[^>]*>(.*?)</figcaption>", drawn)[0]
    assert {*now.sectors.values()} == {"health", "council", "charity", "community", "business"}
    assert not [sector for sector in now.sectors.values() if f" {sector}" in below]


@pytest.mark.needs("node")
def test_the_engine_tells_and_counts_as_python_does(tmp_path: Path) -> None:
    """Each number of dots in a language with many forms; a word without translation is marked."""
    forms = ["dim", "un", "dau", "tri", "chwech", "llawer"]
    plural = "(n==0) ? 0 : (n==1) ? 1 : (n==2) ? 2 : (n==3) ? 3 : (n==6) ? 4 : 5"
    one = "1 dot placed, {left} to go."
    words = Words("cy", plural, {one: [f"{form} {{n}} {{left}}" for form in forms]})
    spoken = {
        "language": "cy",
        "forms": "".join(str(words.form_of(n)) for n in range(200)),
        "messages": words.messages,
    }
    module = COURSE / "solutions" / LESSON
    question = next(one for one in load_scheme(module).questions if name_of(one) == "dots")
    count = len(question.right_answer()["dots"])
    asked = [{"dots": [5] * n + [None] * (count - n), "line": None} for n in range(1, count)]
    gave = engine_in_words.marked(tmp_path, spoken, LESSON, question.id, asked)
    with speaking(words):
        said = [question.mark(one) for one in asked]
    assert [one["messages"] for one in gave] == [list(one.messages) for one in said]
    assert {one["messages"][0].split()[0] for one in gave} == {*forms} - {"dim"}
    assert {one["heading"] for one in gave} == {f"{FIRST}Not finished yet{LAST}"}


# --- A page that is worked ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture(scope="module", params=["cy", "ur"])
def home(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course in a language, with one lesson put together."""
    code = str(request.param)
    made = in_languages.laid_out(tmp_path_factory.mktemp(code) / "home", code)
    in_languages.put_together(made)
    return made


@pytest.mark.needs("chromium")
def test_a_lesson_in_welsh_and_one_in_urdu_are_worked_sent_and_right(
    browser: Browser, home: Path, tmp_path: Path
) -> None:
    words = words_in(home)
    assert words is not None
    language, way = words.language, direction(words.language)
    page = in_languages.page_of(home, tmp_path / "site")
    html = page.read_text(encoding="utf-8")
    assert html.startswith(f'<!DOCTYPE html>\n<html lang="{language}" dir="{way}">')
    scheme = in_languages.scheme_of(home)
    texts = in_languages.worked(browser, page, scheme, tmp_path / "sent.ipynb")
    book = answers.recover(json.loads((tmp_path / "sent.ipynb").read_text("utf-8")), LESSON)
    assert book.learner == "LC-17"
    marked = [one for one in scheme.marked if one.id in book.records]
    assert len(marked) > 8
    with speaking(words):
        assert {one.mark(book.answer(one.id)).state for one in marked} == {"right"}
        right, saved = told("Right"), told("Get my file")
    assert right in texts
    assert saved in texts
    # What has a translation is nowhere in English: not on a button, and not where a lesson names one.
    translated = {one for one, said in words.messages.items() if len(one) > 3 and said != one}
    assert len(translated) > 300
    assert {*texts} & translated == set()


def test_a_lesson_that_stays_english_has_english_around_it() -> None:
    with speaking(Words("cy", messages={"All lessons": "Pob gwers"})):
        assert page_words.words_of("en-GB") is None
        assert page_words.in_language("en-GB", told, "All lessons") == "All lessons"
        assert page_words.in_language("cy", told, "All lessons") == "Pob gwers"


def test_local_words_stay_english_in_lessons_that_stay_english(home: Path) -> None:
    place = load_place(home)
    lead = place["safeguarding_lead"]
    assert lead != load_place(COURSE)["safeguarding_lead"]
    assert place_in(place["language"], place)["safeguarding_lead"] == lead
    english = place_in("en-GB", place)["safeguarding_lead"]
    assert english == load_place(COURSE)["safeguarding_lead"]


def test_words_on_safeguarding_of_the_page_itself_are_asked_for() -> None:
    safe = [one for one in code.messages() if one.file == CODE and one.keeps_people_safe]
    assert any("If somebody may be at risk" in one.text for one in safe)
    assert not Message(CODE, "", "It is not safe to press this twice.").keeps_people_safe


def test_what_is_still_english_on_a_page_or_in_a_notebook_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '<p>Te <b lang="cy">a</b> <span lang="en-GB">Milk <i>now</i></span>'
    )
    cells = [
        {"source": ["[English] Press **Check**."], "outputs": []},
        {"source": [], "outputs": [{"data": {"text/plain": f"Te {FIRST}Sugar{LAST}"}}]},
    ]
    (tmp_path / "b.ipynb").write_text(json.dumps({"cells": cells}))
    (tmp_path / "c.css").write_text('<span lang="en-GB">Not read</span>')
    found = english_left.left_in([tmp_path])
    assert found == {"Milk now": 1, "Press **Check**.": 1, "Sugar": 1}
    assert english_left.main([str(tmp_path)]) == 1
    (tmp_path / "a.html").write_text("<p>Te")
    assert english_left.main([str(tmp_path / "a.html")]) == 0


def test_a_word_of_the_glossary_that_is_still_english_is_read_as_english(tmp_path: Path) -> None:
    (tmp_path / "glossary.yml").write_text(
        'aim: {term: "[English] Aim", means: "[English] Good & when."}\nbase: {term: Gwaelod, means: Dechrau.}\n'
    )
    first, second = website.words(tmp_path)
    assert first["meaning"] == '<span lang="en-GB" dir="ltr">[English] Good &amp; when.</span>'
    assert second["name"] == "Gwaelod"


def test_code_runs_from_left_to_right_on_paper_and_on_the_desk() -> None:
    for name in ("authoring/paper/paper.css", "desk/static/desk.css"):
        style = (COURSE / "src" / "champions" / name).read_text(encoding="utf-8")
        assert re.search(r"\bpre, code, samp \{ direction: ltr;", style), name
