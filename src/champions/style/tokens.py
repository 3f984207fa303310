"""Where the look of the course is decided: every colour, the type, and the space around things.

Nothing else names a colour. Style sheets say ``var(--ink)`` for :data:`INK`, and :func:`champions.style.filled`
puts the value in when a page is made; pictures and charts import the name. Change a value here, and every
lesson, feedback page, sheet, desk page and chart has it. Text needs a contrast of 4.5:1 against what it
stands on, lines and shapes 3:1: ``tests/test_style.py`` holds the pairs that pages use.
"""

from __future__ import annotations

from typing import Final

# Text and lines
INK: Final = "#212b32"
SOFT: Final = "#3b4a54"
"""Words of less weight: what kind of question, how many points."""
EDGE: Final = "#4c6272"
"""Around what can be pressed or written in."""
GREY: Final = "#5b6770"
"""Dots without a signal, limits, rules on paper."""
FOOT: Final = "#425563"
"""The foot of a printed page."""
LINE: Final = "#8a94a0"
"""Between things, and the axes of small pictures."""
HAIR: Final = "#c9d2dc"
"""Around what is only set apart."""
PATH: Final = "#7d8892"
"""From dot to dot on a chart."""
GRID: Final = "#e1e6ea"
"""Behind a chart."""
SQUARED: Final = "#dfe4ea"
"""Squared paper."""

# What things mean. Each comes with a shape or a word too.
BLUE: Final = "#005eb8"
"""What to press; a change for the better."""
NAVY: Final = "#003d78"
"""Headers, and what is chosen."""
GREEN: Final = "#00703c"
"""Right."""
PURPLE: Final = "#6b3fa0"
"""Nearly right; a change that is neither better nor worse."""
RUST: Final = "#9c3c00"
"""Not yet; what to look at. Pictures of lessons have it beside blue."""
ORANGE: Final = "#b85000"
"""A change for the worse on a chart."""
STOP: Final = "#9c2a1c"
"""Around a button that says stop."""
STOP_INK: Final = "#6d1a10"
"""The words of such a button."""
FOCUS: Final = "#ffb81c"
"""Around what the keyboard is on, with ink outside it."""
FOCUS_FILL: Final = "#ffeb3b"
"""Behind a link that the keyboard is on, on the feedback page."""
WRONG_RED: Final = "#b3261e"
WRONG_GREEN: Final = "#3f7d20"
"""Two that some people cannot tell apart: lesson 13's chart to criticise is made of them."""

# What things stand on
PAPER: Final = "#ffffff"
PALE: Final = "#f0f4f5"
BAR: Final = "#f3f6f9"
BUTTON: Final = "#e8edf2"
CHOSEN: Final = "#d9e8f7"
MIST: Final = "#eef4fa"
PALE_BLUE: Final = "#e8f1fa"
PALE_GREEN: Final = "#e6f4ec"
PALE_PURPLE: Final = "#f3edf9"
PALE_RUST: Final = "#fdf1e7"
VEIL: Final = "rgb(33 43 50 / 50%)"
"""Ink that lets the page through, behind a question that must be answered first."""

# The same where a device asks for dark pages. Charts keep their white paper.
NIGHT_INK: Final = "#eef2f5"
NIGHT_SOFT: Final = "#c3ced6"
NIGHT_EDGE: Final = "#9fb0bd"
NIGHT_HAIR: Final = "#40505c"
NIGHT_BLUE: Final = "#8cc2ff"
"""What to press, with the dark paper as its words."""
NIGHT_PAPER: Final = "#131b22"
NIGHT_BAR: Final = "#1e2932"
NIGHT_CHOSEN: Final = "#1d3b5c"
NIGHT_GREEN: Final = "#63cf95"
NIGHT_PURPLE: Final = "#c6a6ee"
NIGHT_RUST: Final = "#f3a871"
NIGHT_STOP: Final = "#ff9f93"

# Type
FONT: Final = "system-ui, sans-serif"
FONT_WIDE: Final = 'system-ui, "Segoe UI", Arial, sans-serif'
"""On pages that trainers and learners open from disk, on any computer."""
FONT_URDU: Final = (
    '"Noto Nastaliq Urdu", "Jameel Noori Nastaleeq", "Urdu Typesetting", "Noto Naskh Arabic", '
    '"Geeza Pro", "Segoe UI", Tahoma, system-ui, sans-serif'
)
"""What phones and computers have for Urdu, its own hand first. It stands higher, so lines are further apart."""
FONT_OF_CHARTS: Final = "DejaVu Sans"
"""It comes with what draws charts."""
FONTS_OF_SCRIPTS: Final = (
    "Noto Naskh Arabic, Noto Sans Arabic, Amiri, Scheherazade New, Segoe UI, Tahoma, Noto Sans, "
    "Noto Sans Bengali, Noto Sans Devanagari, Noto Sans Gujarati, Noto Sans Gurmukhi, "
    "Noto Sans Tamil, Noto Sans CJK SC, Arial Unicode MS, Arial"
)
"""For pictures: fonts with the letters of scripts that it lacks some of, in the order in which one is taken."""
LEADING_URDU: Final = "2"
LEADING: Final = "1.5"
"""The height of a line of text, in letters."""

# Space
COLUMN: Final = "42rem"
"""As wide as a line of a lesson gets."""
PAGE: Final = "46rem"
"""As wide as a page outside lessons gets."""
DESK: Final = "52rem"
PRESS: Final = "2.75rem"
"""As high as a thing to press must be at least: a finger's width."""
CORNER: Final = "4px"
CORNER_PAGE: Final = "6px"
RING: Final = "3px"
"""The ring around what the keyboard is on."""
