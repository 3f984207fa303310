"""One place decides how the course looks, and what it says reaches every page."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import Any

import pytest
import rooms

from champions import style
from champions.install import open_course, setup
from champions.style import tokens

HOUSE = Path(__file__).resolve().parents[1]
LIBRARY = rooms.LIBRARY
#: The one place, and the examples beside it.
DECIDES = LIBRARY / "style"
#: Text that a person sees is made of these.
SOURCES = sorted(
    path
    for path in LIBRARY.rglob("*")
    if path.suffix in {".py", ".css", ".html", ".js", ".mjs", ".svg"}
    and not (path.parent == DECIDES and path.suffix == ".py")
)
SHEETS = sorted(LIBRARY.rglob("*.css"))
#: ``#abc`` or ``#aabbcc``, and neither a link to a part of a page nor ``&#39;``.
COLOUR = re.compile(r"(?<![\w&/#.])#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\b(?![-\w])")
NAMED = re.compile(
    r"\brgba?\(|\bhsla?\(|(?:color|fill|stroke|background|foreground)\s*[:=]\s*[\"']?(?:white|black|red|blue|green|gr[ae]y)\b"
)
FONTS = re.compile(r"system-ui|Segoe UI")
VARIABLE = re.compile(r"var\(--([\w-]+)")


def short(path: Path) -> str:
    return path.relative_to(LIBRARY).as_posix()


@pytest.mark.parametrize("path", SOURCES, ids=short)
def test_no_colour_and_no_typeface_is_decided_elsewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = [*COLOUR.findall(text), *NAMED.findall(text), *FONTS.findall(text)]
    assert not found, "Name it in style/tokens.py, and use the name."


@pytest.mark.parametrize(
    "slip",
    [
        "a { color: #005eb8; }",
        'fill="#fff"',
        "color: white;",
        "rgb(33 43 50 / 50%)",
        "font: 1rem system-ui",
    ],
)
def test_a_colour_or_typeface_decided_elsewhere_is_found(slip: str) -> None:
    assert COLOUR.search(slip) or NAMED.search(slip) or FONTS.search(slip)


def test_every_token_is_used_and_is_what_it_says() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in SOURCES)
    for name, value in style.named().items():
        python = name.upper().replace("-", "_")
        assert f"var(--{name})" in text or re.search(rf"\b{python}\b", text), f"{name} is not used"
        assert style.filled(f"var(--{name})") == style._short(value)


@pytest.mark.parametrize("path", SHEETS, ids=short)
def test_every_variable_of_a_sheet_is_known(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    own = set(re.findall(r"(--[\w-]+)\s*:", text))
    used = set(VARIABLE.findall(text))
    assert used
    unknown = {name for name in used - set(style.named()) if not name.startswith("jp-")}
    assert {f"--{name}" for name in unknown} <= own


@pytest.mark.parametrize("path", SHEETS, ids=short)
def test_a_filled_sheet_carries_values_alone(path: Path) -> None:
    left = set(VARIABLE.findall(style.filled(path.read_text(encoding="utf-8"))))
    assert not left & set(style.named())


@pytest.mark.parametrize(
    "path",
    [p for p in SOURCES if p.suffix == ".py" and "var(--" in p.read_text(encoding="utf-8")],
    ids=short,
)
def test_styles_written_in_python_are_filled(path: Path) -> None:
    module = importlib.import_module(rooms.module(path))
    texts = [value for value in vars(module).values() if isinstance(value, str)]
    left = {name for text in texts for name in VARIABLE.findall(text)}
    assert not left & set(style.named())


# Where it is delivered ------------------------------------------------------------------------------


@pytest.fixture
def another_blue(monkeypatch: pytest.MonkeyPatch) -> Any:
    """An adopter's own blue. Sheets are read afresh before and after."""
    monkeypatch.setattr(tokens, "BLUE", "#123456")
    style.sheet.cache_clear()
    yield "#123456"
    style.sheet.cache_clear()


def test_a_lesson_begins_with_the_look_that_was_decided(
    another_blue: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from champions.lesson import session

    scheme = (
        "from champions.questions import Guess\n"
        'QUESTIONS = [Guess(id="guess", ask="Guess", options={"up": "Up", "down": "Down"})]\n'
    )
    (tmp_path / "marking.py").write_text(scheme, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(session.STRICT_VARIABLE, "1")
    shown: list[dict[str, Any]] = []
    monkeypatch.setattr(session, "show", lambda piece, *_: shown.append(piece))
    session.start("m")
    look = next(piece["text/html"] for piece in shown if "<style>" in piece.get("text/html", ""))
    assert another_blue in look
    assert "var(--" not in look


def test_jupyters_page_gets_the_look_that_was_decided(
    another_blue: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup, "STATE", tmp_path / ".state")
    open_course.jupyter_surroundings()
    look = (tmp_path / ".state/config/custom/custom.css").read_text(encoding="utf-8")
    assert f"--champions-accent: {another_blue};" in look


def test_a_feedback_page_carries_its_look_and_the_mark_that_lets_it_in(another_blue: str) -> None:
    from champions.marking import feedback

    feedback._style.cache_clear()
    try:
        look = feedback._style()
        assert another_blue in look
        assert "var(--" not in look
    finally:
        feedback._style.cache_clear()


def test_the_page_of_a_chart_and_its_icons_use_the_tokens() -> None:
    from champions.charts.chart import control_chart

    chart = control_chart([24, 26, 22, 28, 25, 27, 23, 26, 24, 27, 25, 60], improvement="up")
    assert f"color: {tokens.INK}" in chart.to_html()
    assert chart.variation is not None
    assert f'stroke="{tokens.BLUE}"' in chart.variation.svg()
    assert tokens.BLUE in chart.to_svg()


# Can it be read -------------------------------------------------------------------------------------


def brightness(colour: str) -> float:
    """Relative luminance. Source: WCAG 2.1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    high, low = sorted((brightness(one), brightness(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


GROUNDS = ("PAPER", "PALE", "BAR", "BUTTON", "MIST", "PALE_BLUE", "PALE_GREEN", "PALE_PURPLE", "PALE_RUST")  # fmt: skip
WORDS = [
    *((ink, ground) for ink in ("INK", "SOFT", "EDGE") for ground in GROUNDS),
    ("INK", "CHOSEN"), ("INK", "FOCUS_FILL"), ("BLUE", "FOCUS_FILL"), ("PAPER", "BLUE"), ("PAPER", "NAVY"),
    ("STOP_INK", "PAPER"), ("FOOT", "PAPER"), ("NAVY", "PAPER"), ("RUST", "PAPER"), ("BLUE", "PAPER"),
    ("ORANGE", "PAPER"), ("PURPLE", "PAPER"), ("GREY", "PAPER"),
    *((f"NIGHT_{ink}", f"NIGHT_{ground}") for ink in ("INK", "SOFT", "BLUE", "GREEN", "RUST", "PURPLE", "STOP")
      for ground in ("PAPER", "BAR")),
    ("NIGHT_INK", "NIGHT_CHOSEN"), ("NIGHT_EDGE", "NIGHT_BAR"),
]  # fmt: skip


@pytest.mark.parametrize(("ink", "ground"), WORDS)
def test_words_can_be_read_on_what_they_stand_on(ink: str, ground: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize(
    ("shape", "ground"),
    [("LINE", "PAPER"), ("PATH", "PAPER"), ("STOP", "PAPER"), ("GREEN", "PALE_GREEN"), ("RUST", "PALE_RUST"),
     ("PURPLE", "PALE_PURPLE"), ("BLUE", "PALE_BLUE"), ("INK", "FOCUS")],
)  # fmt: skip
def test_shapes_can_be_seen_on_what_they_stand_on(shape: str, ground: str) -> None:
    assert contrast(getattr(tokens, shape), getattr(tokens, ground)) >= 3
