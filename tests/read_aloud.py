"""What a screen reader says of Starter's first three lessons, gone through by keyboard with Orca and Firefox.

    python tests/read_aloud.py                 say it on the screen
    python tests/read_aloud.py --write         and keep it in tests/long/heard.txt

Every question is come to by keyboard and answered rightly, and the file is got; then the charts are read, and the first
lesson line by line. Where something is not said that should be, it ends and tells which key came before.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from orca import Focus, NotHeard, Reader, missing, on_its_own_screen, reader

COURSE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(COURSE / "src"))

from champions.questions import Question  # noqa: E402
from champions.questions.kinds import name_of  # noqa: E402
from champions.questions.scheme import load_scheme  # noqa: E402

#: Seconds for all of it: then everything is ended, and it is told how far it came.
LIMIT = 3000
RECORD = COURSE / "tests" / "long" / "heard.txt"
LESSONS = ("00-start-here", "01-what-is-improvement", "02-whose-voice")
#: The lesson with the fewest charts that are read here.
WITH_CHARTS = "02-whose-voice"
LAST_WORDS = "Software: MIT."
WORDS = "A bench at the bus stop."
CODE = "LC-17"

#: What a step says: its state, its heading, and its messages.
_SAID = """
    const said = document.querySelector(`[data-question="${given[0]}"] > .champions-feedback`);
    const bare = (one) => {
        const copy = one.cloneNode(true);
        for (const sign of copy.querySelectorAll("[aria-hidden], .champions-points")) sign.remove();
        return copy.textContent.trim();
    };
    return [said.className.split("champions-").pop(), ...[...said.querySelectorAll("p")].map(bare)];
"""
_VALUES = "return [...document.querySelectorAll(`[data-question='${given[0]}'] input`)].map(one => one.value)"
_LISTS = "return [...document.querySelectorAll(`[data-question='${given[0]}'] select`)].map(one => one.dataset.key)"
_OPTIONS = """
    const list = document.querySelector(`[data-question='${given[0]}'] select[data-key='${given[1]}']`);
    return [...list.options].map(one => [one.value, one.textContent]);
"""
_ORDER = """
    const rows = [...document.querySelectorAll(`[data-question='${given[0]}'] li`)];
    return rows.map(one => one.querySelector("[data-key]").dataset.key);
"""
_BOXES = "return document.querySelectorAll(`[data-question='${given[0]}'] textarea`).length"
#: True where the button to move a line up stands before what has the focus.
_IS_BEFORE = """
    const one = document.querySelector(`[data-question='${given[0]}'] [data-key='${given[1]}'][data-by='-1']`);
    return Boolean(document.activeElement.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_PRECEDING);
"""
_ALTS = """
    const all = [...document.querySelectorAll("main img, main svg[role=img]")].filter(one => one.checkVisibility());
    return all.map(one => (one.alt ?? one.getAttribute("aria-label")).replace(/\\s+/g, " "));
"""


class Walk:
    """One lesson, gone through by somebody who does not see it."""

    def __init__(self, one: Reader) -> None:
        self.one = one

    def whole_page(self) -> None:
        """Read it line by line to its end."""
        self.one.press("ctrl+Home", "All lessons")
        for _ in range(800):
            if LAST_WORDS in " ".join(self.one.line("Down")):
                return
        raise NotHeard(f"The end of the page was never read: {LAST_WORDS}")

    def charts(self) -> None:
        """Go from picture to picture, as Orca's own key does, and hear each in words."""
        self.one.press("ctrl+Home", "All lessons")
        for alt in self.one.page.run(_ALTS):
            self.one.press("g", alt)

    def lesson(self, name: str) -> None:
        """Answer each question of the open page, the first one wrongly before; then get the file."""
        scheme = load_scheme(COURSE / "solutions" / name)
        self.one.press("ctrl+Home", "All lessons")
        first = next(q for q in scheme.marked if name_of(q) == "choice")
        for question in scheme.questions:
            if question is first:
                wrong = next(
                    key for key in self._radios(question) if key != question.right_answer()
                )
                self.choose(question, wrong)
                self._hear_feedback(question, "not-yet")
            self.answer(question)
        self.one.go("Tab", lambda focus: focus.id == "code")
        self.one.type(CODE)
        before = set(self.one.downloads.iterdir())
        now = self.one.go("Tab", lambda focus: "get-file" in focus.classes)
        self.one.key("Return")
        self.one.wait(lambda: self._has_come(before), "the file")
        self._still(now)
        self.one.note()

    def _has_come(self, before: set[Path]) -> bool:
        new = [one for one in self.one.downloads.iterdir() if one not in before]
        return [one.suffix for one in new] == [".ipynb"] and new[0].stat().st_size > 0

    # --- One question ---------------------------------------------------------------------------

    def answer(self, question: Question) -> None:
        """Come to a question, hear what it asks, answer it rightly, and hear what is said of it."""
        kinds: dict[str, Callable[[Question], None]] = {
            "choice": self._choice,
            "guess": self._choice,
            "number": self._number,
            "sort": self._sort,
            "stakeholder-map": self._sort,
            "order": self._order,
            "pick": self._pick,
            "written": self._written,
            "words": self._words,
            "themes": self._themes,
        }
        kinds[name_of(question)](question)
        if name_of(question) != "words":
            self._hear_feedback(question, "right" if question.marked else "kept")

    def _come(self, question: Question, there: Callable[[Focus], bool] = lambda _: True) -> Focus:
        """Go on with Tab to a control of a question. Where one comes from outside, the question is said first."""
        outside = self.one.focus.question != question.id
        now = self.one.focus
        if outside:
            now = self.one.go("Tab", lambda focus: focus.question == question.id)
            self.one.hear(question.ask, now.name, now.role)
        return (
            now
            if there(now)
            else self.one.go("Tab", lambda f: f.question == question.id and there(f))
        )

    def _still(self, before: Focus) -> None:
        now = self.one.focus
        if (now.tag, now.name, now.question) != (before.tag, before.name, before.question):
            raise NotHeard(f"The focus went from {before} to {now}, which no key asked for.")

    def _hear_feedback(self, question: Question, state: str) -> None:
        self._hear_said(question, lambda said: said[0] == state, state)

    def _hear_change(self, question: Question, before: list[str]) -> None:
        self._hear_said(question, lambda said: said != before, "said anew")

    def _hear_said(self, question: Question, done: Callable[[list[str]], bool], state: str) -> None:
        """Hear all that a step says once it is so far; the focus stays where it was."""
        before = self.one.focus
        if before.tag == "body":
            raise NotHeard(f"After the answer to {question.id} nothing has the focus.")
        run = self.one.page.run
        self.one.wait(lambda: done(run(_SAID, question.id)), f"{question.id} is {state}")
        self.one.hear(*[words for words in run(_SAID, question.id)[1:] if words])
        self._still(before)

    def _check(self, question: Question) -> None:
        self._come(question, lambda focus: focus.name == "Check")
        self.one.key("space")

    def _radios(self, question: Question) -> list[str]:
        return [str(one) for one in self.one.page.run(_VALUES, question.id)]

    def choose(self, question: Question, wanted: str) -> None:
        """Go to an option by the arrow keys, which read line by line, and press the space bar on it."""
        now = self._come(question, lambda focus: focus.type == "radio")
        keys = self._radios(question)
        way = "Down"
        for _ in range(40):
            if now.value == wanted:
                break
            if now.value in keys:  # else it is in the second line of a long option
                way = "Down" if keys.index(wanted) > keys.index(now.value) else "Up"
            self.one.line(way)
            now = self.one.focus
        if now.value != wanted:
            raise NotHeard(f"The arrow keys do not come to {wanted} in {question.id}: {now}")
        self.one.hear(now.name, "radio button")
        # Where Orca is too late for a computer that is busy, Firefox gets the arrow key, and has chosen already.
        self.one.press("space", *(() if now.checked else ("selected",)))
        if not self.one.focus.checked:
            raise NotHeard(f"The space bar did not choose {wanted} in {question.id}")

    def _choice(self, question: Question) -> None:
        self.choose(question, question.right_answer() or self._radios(question)[0])

    def _number(self, question: Question) -> None:
        self._come(question, lambda focus: focus.type == "text")
        self.one.type(str(question.right_answer()))
        self.one.key("Return")

    def _sort(self, question: Question) -> None:
        for item in self.one.page.run(_LISTS, question.id):
            now = self._come(question, lambda focus, item=item: focus.key == item)  # type: ignore[misc]
            options = self.one.page.run(_OPTIONS, question.id, item)
            words, keys = dict(options), [key for key, _ in options]
            while now.value != question.right_answer()[item]:
                self.one.press("Down", words[keys[keys.index(now.value) + 1]])
                now = self.one.focus
        self._check(question)

    def _order(self, question: Question) -> None:
        right = list(question.right_answer())
        for place, key in enumerate(right):
            while (now := self.one.page.run(_ORDER, question.id)).index(key) > place:
                self._come(question)
                way = "shift+Tab" if self.one.page.run(_IS_BEFORE, question.id, key) else "Tab"
                self.one.go(way, lambda f, key=key: (f.key, f.by) == (key, "-1"))  # type: ignore[misc]
                self.one.press("space", f"is now number {now.index(key)} of {len(right)}")
        self._check(question)

    def _pick(self, question: Question) -> None:
        for key in self._radios(question):
            if key in question.right_answer():
                now = self._come(question, lambda focus, key=key: focus.value == key)  # type: ignore[misc]
                self.one.press("space", "checked")
                self._still(now)
        self._check(question)

    def _written(self, question: Question) -> None:
        self._come(question, lambda focus: focus.tag == "textarea")
        self.one.type(str(question.right_answer()))
        self._check(question)

    def _words(self, question: Question) -> None:
        for _ in range(self.one.page.run(_BOXES, question.id)):
            self._come(question, lambda focus: (focus.tag, focus.value) == ("textarea", ""))
            # What is said of it comes with the first letter. While one types, Orca says the letters only.
            said = self.one.page.run(_SAID, question.id)
            self.one.type(WORDS[0])
            self._hear_change(question, said)
            self.one.type(WORDS[1:])

    def _themes(self, question: Any) -> None:
        for number, group in enumerate(question.right_answer().values(), 1):
            name = question.groups[group]
            way = "Tab"
            now = self._come(question)
            if now.name != name:
                names = list(question.groups.values())
                if now.name in names and names.index(now.name) > names.index(name):
                    way = "shift+Tab"
                self.one.go(way, lambda f, name=name: f.name == name)  # type: ignore[misc]
            all_of_them = len(question.items)
            last = number == all_of_them or group == "stop"
            self.one.press("space", *(() if last else (f"Comment {number + 1} of {all_of_them}",)))


def walk(folder: Path, address: str, lessons: Sequence[str]) -> None:
    """On a screen of its own: go through the lessons, and write down in the folder what was said."""
    parts: dict[str, list[tuple[str, list[str]]]] = {}
    pages = [f"{address}live/{name}.html" for name in lessons]
    try:
        with reader(folder, pages[0]) as one:
            for name, page in zip(lessons, pages, strict=True):
                if page != pages[0]:
                    one.goto(page)
                steps: Mapping[str, Callable[[], None]] = {
                    "by keyboard": lambda name=name: Walk(one).lesson(name),  # type: ignore[misc]
                    "from picture to picture": Walk(one).charts,
                    "line by line": Walk(one).whole_page if name == lessons[0] else lambda: None,
                }
                for how, step in steps.items():
                    one.note()
                    one.heard = parts[f"{name}, {how}"] = []
                    step()
    finally:
        (folder / "heard.json").write_text(json.dumps(parts), encoding="utf-8")


def heard(folder: Path, address: str, lessons: Sequence[str] = LESSONS) -> str:
    """Go through lessons at an address on a screen of its own.

    Args:
        folder: is filled; the lessons' files lie in ``files`` then. address: of a course's website.
        lessons: by their folders' names.

    Returns:
        What was pressed and what was said.

    Raises:
        NotHeard: when something is never said, or not in time. It tells how far it came.
    """
    inside = (sys.executable, __file__, "--inside", str(folder), address, *lessons)
    trouble = on_its_own_screen(inside, LIMIT)
    kept = folder / "heard.json"
    said = transcript(json.loads(kept.read_text(encoding="utf-8"))) if kept.exists() else ""
    if trouble:
        raise NotHeard(f"{trouble}\nIt came so far:\n{said[-2000:]}")
    return said


def transcript(parts: Mapping[str, Sequence[tuple[str, Sequence[str]]]]) -> str:
    """What was pressed and said, as a text. Where one key only reads on, its name is left out."""
    text: list[str] = []
    for title, keys in parts.items():
        if keys:
            text += ["", f"--- {title}", ""]
        for key, said in keys:
            if title.endswith("line by line"):
                text += said
                continue
            # Of what is typed Orca says each letter: only what comes to it is of use.
            some = [one for one in said if " " in one] if key.startswith("“") else said
            text.append(f"{key}: {' | '.join(some)}".rstrip())
    return "\n".join(text) + "\n"


def keep(said: str) -> None:
    """Write the transcript where it is committed."""
    versions = [
        subprocess.run((name, "--version"), capture_output=True, text=True, check=True).stdout
        for name in ("orca", "firefox-esr")
    ]
    about = (
        f"Heard on {datetime.now(UTC):%Y-%m-%d}: Orca {versions[0].strip()} with {versions[1].strip()}, "
        f"{', '.join(LESSONS)}.\nBehind each key stands what was said then.\n"
        "Made by: python tests/read_aloud.py --write\n"
    )
    RECORD.write_text(about + said, encoding="utf-8")


def main(words: Sequence[str]) -> int:
    """Say it, and keep it where that is wanted."""
    if words[:1] == ["--inside"]:
        _, folder, address, *lessons = words
        walk(Path(folder), address, lessons)
        return 0
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args(words)
    if lacking := missing():
        print(f"These programs are missing: {', '.join(lacking)}.")
        return 1
    import live_pages
    import sites

    with tempfile.TemporaryDirectory(prefix="champions-heard-") as folder:
        served = sites.serving(live_pages.write_site(Path(folder), LESSONS))
        with tempfile.TemporaryDirectory(prefix="champions-reader-") as place:
            said = heard(Path(place), served.address)
        served.stop()
    print(said)
    if args.write:
        keep(said)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
