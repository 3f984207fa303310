"""Starter's lessons as pages for everybody: zoom, text spacing, colours, motion, order and names.

CI looks at one lesson at four widths. Here each lesson of Starter is looked at in every setting, with its
charts; and three of them again with every hint and answer on the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import live_pages
import pytest
import sites
from browser import COURSE, axe_places, need_chromium
from playwright.sync_api import Browser, Page, sync_playwright

from champions.authoring.routes import by_route, routes
from champions.questions.kinds import name_of
from champions.questions.scheme import load_scheme
from champions.website import alive

pytestmark = [pytest.mark.browser, pytest.mark.needs("chromium")]
COVERS = (
    "modules/*/lesson.ipynb",
    "src/champions/activities/**/*",
    "src/champions/charts/**/*",
    "src/champions/lesson/*",
    "src/champions/own_data/*",
    "src/champions/questions/**/*",
    "src/champions/style/*",
    "src/champions/website/**/*",
    "tests/browser.py",
    "tests/live_pages.py",
)
ALL = [path.parent.name for path in sorted(COURSE.glob("modules/*/lesson.ipynb"))]
STARTER = next(
    names for route, names in by_route(ALL, routes(COURSE)).items() if route.name == "Starter"
)
#: A screen of 1280 by 1024 pixels as it is, at 200 and at 400 % zoom, and two phones.
SIZES = {
    "as it is": (1280, 1024),
    "200 % zoom": (640, 512),
    "400 % zoom": (320, 256),
    "phone": (390, 844),
    "tablet": (768, 1024),
}
#: Spacing that a reader may set for themselves: WCAG 2.1, 1.4.12.
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }"""
#: Three lessons with every answer on the page, in each setting that a reader may choose: its size, and what is told.
ANSWERED = ("00-start-here", "06-run-charts", "12-telling-the-story")
SETTINGS: dict[str, tuple[str, dict[str, Any]]] = {
    "400 % zoom": ("400 % zoom", {}),
    "text spacing": ("400 % zoom", {}),
    "forced colours": ("phone", {"forced_colors": "active"}),
    "reduced motion": ("phone", {"reduced_motion": "reduce"}),
}
#: What is wider than the page, but for regions that scroll by themselves; and words that are cut off.
CUT_OFF = """() => {
    const wide = document.documentElement.clientWidth;
    const scrolls = one => one.closest('.champions-table, pre, .unseen');
    const shown = one => one.checkVisibility() && one.getClientRects().length;
    const all = [...document.body.querySelectorAll('*')].filter(one => shown(one) && !scrolls(one));
    const out = all.filter(one => !one.closest('svg') && one.getBoundingClientRect().right > wide + 1);
    const hides = one => ['hidden', 'clip'].includes(getComputedStyle(one).overflowY);
    const cut = all.filter(one => hides(one) && one.textContent.trim() && one.scrollHeight > one.clientHeight + 2);
    return [...out, ...cut].map(one => one.outerHTML.slice(0, 120));
}"""
SMALL = """() => [...document.querySelectorAll(
    'button, .button, .choice, summary, select, input:not([type=radio]):not([type=checkbox]):not([hidden]), textarea'
)].filter(one => one.getClientRects().length && (one.offsetHeight < 44 || one.offsetWidth < 44))
  .map(one => `${one.offsetWidth}x${one.offsetHeight} ${one.outerHTML.slice(0, 100)}`)"""
#: Charts that are not there in the size that is drawn for a phone.
FOR_A_PHONE = """() => [...document.querySelectorAll('figure.champions-chart img')].filter(one => {
    const source = one.parentElement.querySelector('source');
    return !source || !matchMedia(source.media).matches;
}).map(one => one.alt.slice(0, 80))"""
MOVES = """() => document.getAnimations().filter(one => one.playState === 'running').length
    + [...document.querySelectorAll('*')].filter(one => getComputedStyle(one).scrollBehavior === 'smooth').length"""
#: Where each step stands on the page, from top to bottom.
PLACES = """() => [...document.querySelectorAll('main h1, main h2, main h3, main section, main p')]
    .filter(one => one.getClientRects().length && !one.closest('template'))
    .map(one => Math.round(one.getBoundingClientRect().top + scrollY))"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    site = live_pages.write_site(tmp_path_factory.mktemp("site"), STARTER)
    served = sites.serving(site)
    yield served.address
    served.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        one = playwright.chromium.launch(executable_path=need_chromium(), args=["--no-sandbox"])
        yield one
        one.close()


def opened(browser: Browser, address: str, lesson: str, size: str, **media: Any) -> Page:
    width, height = SIZES[size]
    page = browser.new_page(viewport={"width": width, "height": height}, **media)
    page.goto(f"{address}live/{lesson}.html")
    page.locator("body[data-alive]").wait_for()
    for image in page.locator("img").all():
        image.scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, 0)")
    return page


@pytest.mark.parametrize("lesson", STARTER)
def test_at_every_zoom_nothing_is_cut_off_and_targets_are_large(
    browser: Browser, address: str, lesson: str
) -> None:
    for size in SIZES:
        page = opened(browser, address, lesson, size)
        assert page.evaluate(CUT_OFF) == [], size
        assert page.evaluate(SMALL) == [], size
        if size == "phone":
            assert [one for one in page.evaluate(live_pages.LETTERS) if one < 10] == []
            assert page.evaluate(FOR_A_PHONE) == []
        # The bar leaves the page to the words: it does not stay where the screen is low.
        bar = page.locator(".bar")
        stays = bar.evaluate("one => getComputedStyle(one).position") == "sticky"
        height = bar.evaluate("one => one.offsetHeight")
        assert not stays or height <= SIZES[size][1] / 5, size
        page.close()


@pytest.mark.parametrize("lesson", STARTER)
def test_with_more_space_between_letters_and_lines_nothing_is_cut_off(
    browser: Browser, address: str, lesson: str
) -> None:
    for size in ("400 % zoom", "phone", "as it is"):
        page = opened(browser, address, lesson, size)
        page.add_style_tag(content=SPACING)
        assert page.evaluate(CUT_OFF) == [], size
        page.close()


@pytest.mark.parametrize("lesson", ANSWERED)
@pytest.mark.parametrize("setting", SETTINGS)
def test_a_page_that_is_answered_fits_and_can_be_told_in_every_setting(
    browser: Browser, address: str, lesson: str, setting: str
) -> None:
    size, told = SETTINGS[setting]
    page = opened(browser, address, lesson, size, **told)
    if setting == "text spacing":
        page.add_style_tag(content=SPACING)
    for stuck in page.get_by_role("button", name="I do not know", exact=True).all():
        stuck.press("Enter")
    assert page.evaluate(CUT_OFF) == []
    scheme = load_scheme(COURSE / "solutions" / lesson)
    for question in scheme.questions:
        live_pages.answer(page, question)
    page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
    assert page.evaluate(CUT_OFF) == []
    assert page.evaluate(SMALL) == []
    assert page.evaluate(MOVES) == 0
    assert axe_places(page) == []
    if setting == "forced colours":
        _can_be_told(page)
    page.close()


def _can_be_told(page: Page) -> None:
    """Where colours are the reader's own: borders and the ring, not colours, say what is chosen, said and come to."""
    for said in page.locator(".champions-feedback").all():
        assert said.evaluate("one => parseFloat(getComputedStyle(one).borderTopWidth)") >= 1
    edge = "all => all.map(one => getComputedStyle(one).borderLeftColor)"
    chosen = set(page.eval_on_selector_all(".choice:has(:checked)", edge))
    others = set(page.eval_on_selector_all(".choice:not(:has(:checked))", edge))
    assert chosen
    assert others
    assert not chosen & others
    page.keyboard.press("Tab")
    style = page.locator(":focus").evaluate("one => getComputedStyle(one).outline")
    assert "none" not in style
    assert (
        page.locator(":focus").evaluate("one => parseFloat(getComputedStyle(one).outlineWidth)")
        >= 2
    )


@pytest.mark.parametrize("lesson", STARTER)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_light_and_dark_pages_pass_axe(
    browser: Browser, address: str, lesson: str, scheme: Any
) -> None:
    page = opened(browser, address, lesson, "phone", color_scheme=scheme, reduced_motion="reduce")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (paper == "rgb(255, 255, 255)") == (scheme == "light")
    assert axe_places(page) == []
    assert page.evaluate(MOVES) == 0
    page.close()


@pytest.mark.parametrize("lesson", STARTER)
def test_in_forced_colours_what_is_chosen_and_what_is_pressed_can_be_told(
    browser: Browser, address: str, lesson: str
) -> None:
    page = opened(browser, address, lesson, "phone", forced_colors="active")
    assert axe_places(page) == []
    for selector in ("button:not(:disabled)", ".choice", ".champions-feedback"):
        for one in page.locator(selector).all()[:6]:
            if one.is_visible():
                width = one.evaluate("one => parseFloat(getComputedStyle(one).borderLeftWidth)")
                assert width >= 1, one.evaluate("one => one.outerHTML.slice(0, 100)")
    choice = page.locator(".choice").first
    if choice.count():
        before = choice.evaluate("one => getComputedStyle(one).borderLeftColor")
        choice.locator("input").check()
        assert choice.evaluate("one => getComputedStyle(one).borderLeftColor") != before
    page.close()


@pytest.mark.parametrize("lesson", STARTER)
def test_headings_are_in_order_and_what_is_read_first_stands_first(
    browser: Browser, address: str, lesson: str
) -> None:
    page = opened(browser, address, lesson, "phone")
    levels = page.eval_on_selector_all(
        "h1, h2, h3, h4", "all => all.map(e => Number(e.tagName[1]))"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))
    places = page.evaluate(PLACES)
    assert len(places) > 20
    assert places == sorted(places)
    page.close()


@pytest.mark.parametrize("lesson", STARTER)
def test_each_question_is_a_named_group_with_named_controls_and_its_answer_after_it(
    browser: Browser, address: str, lesson: str
) -> None:
    page = opened(browser, address, lesson, "phone")
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    nodes = {node["nodeId"]: node for node in tree}
    order = list(_walk(nodes, tree[0]["nodeId"]))
    named = [(_of(node, "role"), _of(node, "name")) for node in order]
    controls = {
        "button",
        "radio",
        "checkbox",
        "textbox",
        "combobox",
        "spinbutton",
        "link",
        "img",
        "image",
    }
    assert [pair for pair in named if pair[0] in controls and not pair[1].strip()] == []
    scheme = load_scheme(COURSE / "solutions" / lesson)
    asked = [one.ask for one in scheme.questions if name_of(one) in alive.FORMS]
    groups = [
        at
        for at, (role, name) in enumerate(named)
        if role in {"group", "fieldset"} and name in asked
    ]
    assert [named[at][1] for at in groups] == asked  # in the lesson's own order
    for at, after in pairwise([*groups, len(named)]):
        inside = [role for role, _ in named[at:after]]
        first = min(inside.index(role) for role in controls if role in inside)
        assert "status" in inside[first:], named[at][1]  # what is said comes after what is pressed
    page.close()


def _walk(nodes: dict[str, Any], at: str) -> Iterator[dict[str, Any]]:
    """The nodes in the order in which a reader comes to them."""
    node = nodes[at]
    if not node.get("ignored"):
        yield node
    for child in node.get("childIds", ()):
        if child in nodes:
            yield from _walk(nodes, child)


def _of(node: dict[str, Any], what: str) -> str:
    return str(node.get(what, {}).get("value", ""))
