"""A Welsh lesson and one in Urdu in three browsers, 390 pixels wide: worked, sent, marked, answered in the language."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import in_languages
import other_browsers
import pytest
import sites
from browser import COURSE, chromium
from in_languages import LESSON

from champions.data import words_in
from champions.marking import languages
from champions.marking.cohort import mark_folder
from champions.questions import answers
from champions.sentences import direction
from champions.sentences.told import Words

pytestmark = [pytest.mark.browser, pytest.mark.needs("bubblewrap", "chromium")]
COVERS = (
    "solutions/06-run-charts/*",
    "locale/**/*",
    "src/champions/adopting/languages/*",
    "src/champions/charts/*.ts",
    "src/champions/marking/feedback.py",
    "src/champions/marking/languages.py",
    "src/champions/marking/templates/*",
    "src/champions/questions/**/*",
    "src/champions/sentences/*",
    "src/champions/style/*",
    "src/champions/website/**/*",
    "tests/answer_in_page.js",
    "tests/in_languages.py",
    "tests/other_browsers.py",
)


@pytest.fixture(scope="module", params=["cy", "ur"])
def home(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course in a language, with one lesson put together: what learners get, and what marks it."""
    code = str(request.param)
    made = in_languages.laid_out(tmp_path_factory.mktemp(code) / "home", code)
    in_languages.put_together(made)
    asked = made / "modules" / LESSON / "questions.json"
    shutil.copyfile(asked, made / "solutions" / LESSON / "questions.json")
    return made


@pytest.fixture(scope="module", params=["chromium", "firefox", "webkit"])
def kind(request: pytest.FixtureRequest) -> str:
    name = str(request.param)
    if name != "chromium" and not getattr(other_browsers, f"{name}_path")():
        pytest.fail(f"{name} is not on this computer. Debian: firefox-esr webkit2gtk-driver xvfb.")
    return name


def work(kind: str, page: Path, home: Path, to: Path) -> None:
    """Answer the lesson rightly on a phone, and put what is sent at ``to``."""
    scheme = in_languages.scheme_of(home)
    if kind == "chromium":
        with chromium() as browser:
            in_languages.worked(browser, page, scheme, to)
        return
    with getattr(other_browsers, kind)() as other:
        in_languages.worked_elsewhere(other, page, scheme, to)


def seen_on_a_phone(kind: str, back: Path, site: Path) -> tuple[str, str, str, int]:
    """The language of a page that came back, its direction, its words, and how wide it is on a phone."""
    page = Path(shutil.copy(back, site))
    served = sites.serving(site)
    script = (
        "const all = document.documentElement;"
        "return [all.lang, getComputedStyle(all).direction, document.body.innerText, all.scrollWidth]"
    )
    if kind == "chromium":
        with chromium() as browser:
            tab = browser.new_page(viewport={"width": 390, "height": 844})
            tab.goto(f"{served.address}{page.name}")
            found = tab.evaluate(f"() => {{ {script} }}")
    else:
        with getattr(other_browsers, kind)() as other:
            other.goto_on_a_phone(page.parent, served.address, page.name)
            other.until("return document.readyState === 'complete' && document.body")
            found = other.run(script)
    served.stop()
    language, way, text, wide = found
    return language, way, text, wide


def test_a_lesson_is_worked_sent_marked_and_answered_in_its_language(
    kind: str, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = words_in(home)
    assert words is not None
    sent = tmp_path / "received" / "LC-17" / LESSON / "lesson.ipynb"
    sent.parent.mkdir(parents=True)
    work(kind, in_languages.page_of(home, tmp_path / "site"), home, sent)
    book = answers.recover(json.loads(sent.read_text("utf-8")), LESSON)
    assert book.learner == "LC-17"
    monkeypatch.setattr(languages, "in_language", lambda *_: home)
    marked = mark_folder(tmp_path / "received", tmp_path / "work", COURSE, say=lambda _: None)
    (one,) = marked.results
    assert one.learner == "LC-17"
    table = (tmp_path / "work" / "marks-by-question.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(table.splitlines()))
    full = [row for row in rows if row["points"] and float(row["points"]) > 0]
    assert len(full) > 8
    back = tmp_path / "work" / "feedback" / "LC-17" / f"{LESSON}.html"
    language, way, text, wide = seen_on_a_phone(kind, back, tmp_path / "site")
    assert (language, way) == (words.language, direction(words.language))
    assert wide <= 390
    assert heard(words, "Right") in text
    scheme = in_languages.scheme_of(home)
    asked = [" ".join(re.sub(r"[`*_]", "", question.ask).split()) for question in scheme.marked]
    shown = " ".join(text.split())
    assert sum(one in shown for one in asked) > 8, (
        "questions stand there in the words of the language"
    )


def heard(words: Words, english: str) -> str:
    """A message that must be translated, as it stands in the language."""
    found = words.messages[english]
    assert isinstance(found, str)
    assert found != english
    return found
