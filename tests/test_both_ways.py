"""Pages that are written from right to left: their layout says start and end, not left and right.

Charts are as they are, from left to right, also within such a page: their styles stand in drawings.
"""

from __future__ import annotations

import re

import pytest
from browser import COURSE

from champions.style import tokens

LIBRARY = COURSE / "src" / "champions"
_SIDE = r"(?:left|right)"
PHYSICAL = re.compile(
    rf"(?<![\w-])(?:(?:(?:scroll-)?(?:margin|padding)|border)-{_SIDE}(?:-\w+)?"
    rf"|border-(?:top|bottom)-{_SIDE}-radius|{_SIDE})\s*:"
    rf"|(?:text-align|float|clear|caption-side)\s*:\s*{_SIDE}\b"
)
#: Four sides in one, of which the second is the right and the fourth the left.
_FOUR = re.compile(
    r"(?<![\w-])(?:margin|padding|inset|border-(?:width|color|style))\s*:\s*([^;{}]+)"
)
#: What a style block looks like within a page or a program.
_STYLES = re.compile(r"<style[^>]*>(.*?)</style>|style=\"([^\"]*)\"", re.DOTALL)
_RULES = re.compile(r"^[^\n\"']*\{[^{}\n]*:[^{}\n]*;[^{}\n]*\}+$", re.MULTILINE)
#: Drawings, which stay as they are in every language, and a bundle that was built from what is looked at here.
_ASIDE = re.compile(r"/drawing/|live/\w+\.js$")


def one_sided(css: str) -> list[str]:
    """The parts of a style that name the left or the right."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    found = [one[0] for one in PHYSICAL.finditer(css)]
    for four in _FOUR.finditer(css):
        plain = four[1].split("!")[0]
        while (inner := re.sub(r"\([^()]*\)", "#", plain)) != plain:
            plain = inner
        sides = plain.split()
        if len(sides) == 4 and sides[1] != sides[3]:
            found.append(four[0])
    return found


def styles() -> dict[str, str]:
    """Every style of the course: sheets, and those within templates and programs."""
    found = {}
    for path in sorted(LIBRARY.rglob("*")):
        name = path.relative_to(COURSE).as_posix()
        if path.suffix == ".css":
            found[name] = path.read_text(encoding="utf-8")
        elif path.suffix in {".html", ".py", ".ts", ".js"} and not _ASIDE.search(name):
            text = path.read_text(encoding="utf-8")
            blocks = [block[1] or f"x {{ {block[2]} }}" for block in _STYLES.finditer(text)]
            found[name] = "\n".join([*blocks, *(rule[0] for rule in _RULES.finditer(text))])
    return {name: css for name, css in found.items() if css}


def test_no_style_of_a_page_names_the_left_or_the_right() -> None:
    all_styles = styles()
    assert {"src/champions/website/files/live.css", "src/champions/website/files/site.css"} <= {
        *all_styles
    }
    assert len([name for name in all_styles if not name.endswith(".css")]) > 5
    assert {name: found for name, css in all_styles.items() if (found := one_sided(css))} == {}


@pytest.mark.parametrize(
    ("css", "found"),
    [
        ("p { margin-left: 1px; }", 1),
        ("p { left: 0; float: right; }", 2),
        ("p { padding: 0 1px 2px 3px; }", 1),
        ("p { border-top-left-radius: 4px; text-align:left }", 2),
        ("p { padding: 0 1px 2px 1px; margin-inline-start: 1px; --on-right: red; }", 0),
        ("p { color: var(--left); text-align: start; inset-inline-start: 0; }", 0),
        ("p { padding: 1px max(2px, (3vw - var(--x)) / 2); }", 0),
    ],
)
def test_the_left_and_the_right_are_found(css: str, found: int) -> None:
    assert len(one_sided(css)) == found


def test_urdu_is_read_in_a_hand_that_suits_it_where_the_device_has_one() -> None:
    """No font is sent: a page names those that devices bring, the flowing ones first."""
    named = tokens.FONT_URDU
    assert named.index("Noto Nastaliq Urdu") < named.index("serif")
    for sheet in ("style/lesson.css", "website/files/site.css"):
        text = (LIBRARY / sheet).read_text(encoding="utf-8")
        assert ":lang(ur)" in text, sheet


def test_pictures_stand_in_the_page_as_they_are() -> None:
    """A chart begins on the left, whatever the page around it does."""
    text = (LIBRARY / "style" / "lesson.css").read_text(encoding="utf-8")
    assert re.search(r"svg[^{]*\{[^}]*direction: ltr", text)
