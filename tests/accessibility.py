"""The accessibility statement: what was tried, on which day, and what was not. Made from what came of the tests.

    python tests/accessibility.py --write     write docs/accessibility.md anew

``python3 start.py test --long`` writes it too, when it keeps its results.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import long_results

GUIDE = long_results.COURSE / "docs" / "accessibility.md"
#: What each suite of long tests shows, in words for a reader.
TRIED = {
    "accessible": (
        "These were tried in Chromium, on the page of each Starter lesson.",
        "At 200 and 400 per cent zoom, down to 320 by 256 pixels, nothing is cut off.",
        "With the text spacing of WCAG 1.4.12, nothing is cut off, at 400 per cent zoom too.",
        "In forced colours borders show what is chosen, what can be pressed and what is said.",
        "Where less motion is asked for, nothing moves. No part of a page moves by itself in any case.",
        "For these four, lessons 00, 06 and 12 were tried again with all hints and answers on the page.",
        "What you press is 44 pixels high and wide, or more.",
        "Headings are in order. Each question is a named group, and what is said to you comes after it.",
        "The checker axe finds no fault against WCAG 2.1 A and AA, in light, dark and forced colours.",
    ),
    "screen_reader": (
        "Lessons 00, 01 and 02 were gone through by keyboard with the screen reader Orca, in Firefox.",
        "Each question was answered, the files were sent, and all points were earned. No Python ran.",
        "Orca says each question before its first control, and each control by its name and its kind.",
        "It says what comes of an answer by itself, and the focus stays where it was.",
        "It reads the charts of these lessons in words, and lesson 00 line by line to its end.",
        "All that was pressed and said stands in `tests/long/heard.txt`.",
    ),
    "every_browser": (
        "Each Starter lesson was answered to its end in Firefox and in WebKit, as well as in Chromium.",
        "A line of code ran in its page in both of them too.",
        "A line without an end was stopped there, and the next one ran.",
    ),
    "every_lesson": (
        "Every lesson fits a phone and a desktop when it is open in Jupyter, and axe finds no new fault in it.",
    ),
}
NOT_TRIED = (
    "NVDA, JAWS, VoiceOver and TalkBack.",
    "Real phones and tablets, and Safari itself.",
    "Speech input, switches, and screen magnifiers.",
    "Any lesson with people who use such help. We would like to.",
)
KNOWN = (
    "In the notebook the words of many charts are small on a phone. The page of a lesson has charts drawn for it.",
    "The notebook is Jupyter's, which does not claim to meet WCAG 2.1 AA. No step of a lesson needs it.",
    "The lessons are in British English only. There is no version in sign language, and no Easy Read version.",
)


def statement(results: Mapping[str, long_results.Result]) -> str:
    """The guide, from what came of the long tests."""
    tried: list[str] = []
    waiting: list[str] = []
    for suite, lines in TRIED.items():
        found = results.get(suite)
        if found is None or set(found.outcomes) != {long_results.WELL}:
            waiting += lines
            continue
        day = date.fromisoformat(found.day)
        tried += ["", f"On {day.day} {day:%B %Y}:", "", *(f"- {line}" for line in lines)]
    not_tried = [*(f"- {line}" for line in NOT_TRIED)]
    if waiting:
        not_tried += [
            "",
            "To be tried again since the last change:",
            "",
            *(f"- {one}" for one in waiting),
        ]
    parts = [
        "# Accessibility",
        "",
        "We want everybody to be able to use this course. This page says what we tried, when, and what we have not.",
        "It is made from the results of our tests, by `python tests/accessibility.py --write`.",
        "",
        "If something stands in your way, tell the person who runs your course. They can give you the lesson on paper,",
        "or mark what you send in another form. Please also tell us, so that we can mend it.",
        "",
        "We aim at WCAG 2.1, level AA. Nobody from outside has checked it.",
        "",
        "## What was tried",
        *tried,
        "",
        "## What was not tried",
        "",
        *not_tried,
        "",
        "## What we know is not good enough",
        "",
        *(f"- {line}" for line in KNOWN),
        "",
    ]
    return "\n".join(parts)


def main(words: Sequence[str]) -> int:
    """Print it, or keep it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args(words)
    text = statement(long_results.kept())
    print(text)
    if args.write:
        write(text)
    return 0


def write(text: str, to: Path = GUIDE) -> None:
    """Keep it as a guide, which the website has too."""
    to.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
