"""The pages of the website that are read without Python, made by themselves: words, links, names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import rooms
from jinja2 import UndefinedError

from champions import templating
from champions.authoring.markdown import guide_html, lesson_html
from champions.website import pages

COURSE = Path(__file__).resolve().parents[1]
LESSONS = ("00-start-here", "06-run-charts")
HOSTILE = "A & <b>bold</b> {{ title }}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of two lessons, one of them with a title that tries to write into the page."""
    out = tmp_path_factory.mktemp("site")
    (out / "champions").mkdir()
    config = {"jupyter-config-data": {"appVersion": "1.2.3"}}
    (out / "jupyter-lite.json").write_text(json.dumps(config), encoding="utf-8")
    lessons: dict[str, dict[str, Any]] = {
        name: json.loads((COURSE / "modules" / name / "lesson.ipynb").read_text(encoding="utf-8"))
        for name in LESSONS
    }
    lessons[LESSONS[0]]["metadata"]["champions"]["title"] = HOSTILE
    pages.write_pages(out, COURSE, lessons, paper=False)
    return out


def of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def ours(site: Path) -> Iterator[tuple[Path, str]]:
    """Every link to the site itself, with the page that it stands on."""
    for page in sorted(site.rglob("*.html")):
        for to in re.findall(r'<a [^>]*href="([^"]+)"', of(page)):
            if not to.startswith(("https:", "mailto:", "http:")):
                yield page, to


def test_every_link_of_the_site_leads_to_a_page_and_to_the_part_that_it_names(site: Path) -> None:
    wrong, seen = [], 0
    for page, to in ours(site):
        name, _, part = to.partition("#")
        aim = (page.parent / name).resolve() if name else page
        if aim.name[:2].isdigit() and aim.parent.name == "lessons" and aim.stem not in LESSONS:
            continue
        seen += 1
        if not aim.is_file() or (part and f'id="{unquote(part)}"' not in of(aim)):
            wrong.append(f"{page.relative_to(site)}: {to}")
    assert wrong == []
    assert seen > 100


def test_words_of_the_glossary_are_found_in_a_lesson(site: Path) -> None:
    lesson = of(site / "lessons" / "06-run-charts.html")
    names = re.findall(r'href="#(Word:[^"]+)"', lesson)
    assert len(names) > 3
    for name in names:
        assert f'id="{unquote(name)}"' in lesson


def test_a_title_cannot_write_into_the_pages(site: Path) -> None:
    shown = "A &amp; &lt;b&gt;bold&lt;/b&gt; {{ title }}"
    assert f"<title>{shown}</title>" in of(site / "lessons" / f"{LESSONS[0]}.html")
    assert f">0. {shown}</a>" in of(site / "index.html")
    assert not [page for page in site.rglob("*.html") if "<b>bold" in of(page)]


def test_nothing_is_left_to_fill_in(site: Path) -> None:
    made = [path for path in site.rglob("*") if path.suffix in {".html", ".js"}]
    assert len(made) > 20
    for path in made:
        text = of(path).replace("{{ title }}", "") if path.suffix == ".html" else of(path)
        # These guides show how a local name is written.
        if path.parent.name != "adopters" and path.name != "translators.html":
            assert not re.search(r"\{\{|\{%|@[a-z]+@", text), path
    assert '"1.2.3"' in of(site / "champions" / "site.js")


def test_a_lesson_says_where_its_questions_open(site: Path) -> None:
    lesson = of(site / "lessons" / "06-run-charts.html")
    asked = sum(
        "check(" in "".join(cell["source"])
        for cell in json.loads(of(COURSE / "modules/06-run-charts/lesson.ipynb"))["cells"]
        if cell["cell_type"] == "code"
    )
    assert lesson.count("A question opens here when the lesson starts.") == asked > 5


def test_a_link_to_a_file_of_the_course_folder_is_words_alone() -> None:
    def readdress(to: str) -> str | None:
        return None if to.startswith("..") else f"there/{to}"

    html = guide_html(
        "Look at [the *rules*](../rules.md), [this](a.md#part) and ![a heron](../heron.png).\n\n"
        "`[not a link](../x.md)` and [named][one]\n\n[one]: b.md",
        readdress,
    )
    assert "Look at the <em>rules</em>, " in html
    assert '<a href="there/a.md#part">this</a>' in html
    assert "and a heron." in html
    assert "<code>[not a link](../x.md)</code>" in html
    assert '<a href="there/b.md">named</a>' in html
    assert "<img" not in html


def test_a_guide_has_named_headings_boxes_to_tick_and_tables_that_scroll() -> None:
    text = (
        '# What "not marked" means, and why\n\n- [ ] one\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nEnd.'
    )
    html = guide_html(text, lambda to: to)
    assert '<h1 id="what-not-marked-means-and-why">' in html
    assert 'type="checkbox"' in html
    assert re.search(r'<div class="table" role="group"[^>]*tabindex="0"><table>', html)
    assert re.search(r"</table>\s*</div>\s*<p>End", html)


def test_a_lessons_headings_are_named_as_jupyter_names_them() -> None:
    html = lesson_html("### Word: Run chart\n\nA *chart*.\n\n<div>kept</div>")
    assert '<h3 id="Word:-Run-chart">' in html
    assert "<div>kept</div>" in html


def test_a_part_that_a_page_asks_for_and_is_not_given_is_our_error() -> None:
    with pytest.raises(UndefinedError, match="title"):
        pages.fill("guide.html", up="", text="")


def test_a_page_is_given_text_as_text_and_a_script_as_it_is() -> None:
    page = pages.fill("guide.html", title="<i>", up="", text="<script>")
    assert "&lt;script&gt;" in page
    assert "<script>" not in page
    worker = pages.fill(
        "worker.js", lessons="[]", files='["a&b"]', version="v", on_use="[]", sums="[]"
    )
    assert 'new Set([...LESSONS, ...["a&b"]])' in worker
    mail = templating.render(
        "champions.desk", "letter.txt", first_name="Zoë", titles=["Aims & drivers"], steps=None
    )
    assert "Aims & drivers" in mail


#: Rooms whose pages are templates. Paper forms are pieces of HTML that each kind of question makes.
_TAG = re.compile(r"</?(?:p|div|li|ul|section|h[1-6]|table|t[rdh]|style|body|d[td]|a|figure)[ >/]")


@pytest.mark.parametrize("room", ["website", "desk", "marking", "install", "templating", "place"])
def test_no_trainers_page_is_put_together_in_python(room: str) -> None:
    looked = [path for path in rooms.files() if rooms.room(rooms.module(path) + ".") == room]
    assert looked
    assert [path.name for path in looked if _TAG.search(of(path))] == []
