"""What a champion does in a lesson, said once for every journey in a real browser.

def test_the_mean_is_not_the_median(journey: Journey) -> None:
    lesson = journey["06-run-charts"]              # opened and started when it is first asked for
    step = lesson.step("Which line goes through the middle of a run chart?")
    step.press("The mean")                         # by keyboard
    step.says("one very long wait pulls it up")    # waits for the feedback
    assert lesson.answer("middle-line") == "mean"  # waits for the small file beside the lesson
    lesson.looks_well(PHONE, DESKTOP)

Nothing waits for a fixed time: each wait ends when what it waits for has happened.
"""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, TypeVar

import pytest
from browser import (
    PHONE,
    Course,
    axe_places,
    button,
    course_folder,
    new_page,
    open_lesson,
    serving,
    start_lesson,
)
from playwright.sync_api import Browser, FrameLocator, Locator, Page

from champions.notebooks.restore import version_of
from champions.questions import answers

Size = tuple[int, int]
Found = TypeVar("Found")
#: Seconds until what never comes is given up. A busy computer is no reason to fail.
PATIENCE = 60


def in_view(one: Locator) -> bool:
    """Whether the top of something is seen, below the bar."""
    return bool(
        one.evaluate(
            "one => { const {top} = one.getBoundingClientRect(); return top >= 0 && top < innerHeight / 2; }"
        )
    )


def until(found: Callable[[], Found | None], else_say: Callable[[], str] = str) -> Found:
    """What a function gives, once it gives something; files are written a moment later."""
    deadline = time.monotonic() + PATIENCE
    while not (given := found()):
        assert time.monotonic() < deadline, else_say()
        time.sleep(0.1)
    return given


def press(pressed: Locator, key: str = "Enter") -> None:
    """Press a button as somebody without a mouse does."""
    pressed.focus()
    pressed.page.keyboard.press(key)


@dataclass(frozen=True)
class Step:
    """The step of a lesson that asks one question: its form, and what is said to the answer."""

    form: Locator

    def button(self, name: str) -> Locator:
        """The first button whose name begins or goes on like that."""
        return self.form.get_by_role("button", name=name).first

    def press(self, name: str, key: str = "Enter") -> None:
        """Press a button of the form: an option, a theme, "Up"."""
        press(self.button(name), key)

    def check(self, name: str = "Check") -> None:
        """Have the answer checked."""
        self.press(name)

    def select(self, label: str, option: str) -> None:
        """Choose from the list that has this label; exactly this one."""
        self.form.get_by_label(label, exact=True).select_option(label=option)

    def sort(self, groups: Sequence[str]) -> None:
        """Choose a group for each thing, from the lists in their order."""
        for box, group in zip(self._all("combobox", len(groups)), groups, strict=True):
            box.select_option(label=group)

    def tick(self, wanted: Sequence[bool]) -> None:
        """Tick the boxes that are wanted, in their order, and clear the others."""
        for box, tick in zip(self._all("checkbox", len(wanted)), wanted, strict=True):
            box.set_checked(tick)

    def _all(self, role: Literal["combobox", "checkbox"], count: int) -> list[Locator]:
        boxes = self.form.get_by_role(role)
        boxes.nth(count - 1).wait_for()
        return boxes.all()

    def type(self, words: str, box: int = 0) -> None:
        """Type into a box, by its place."""
        self.form.get_by_role("textbox").nth(box).fill(words)

    def write(self, label: str, words: str) -> None:
        """Write into the box with this label."""
        self.form.get_by_label(label).fill(words)

    def move(self, line: int, way: str) -> None:
        """Move a line of a list that is to be put in order "Up" or "Down"; the first is 0."""
        press(self._arrow(line, way))

    def _arrow(self, line: int, way: str) -> Locator:
        lines = self.form.locator(".champions-step")
        return lines.nth(line).get_by_role("button", name=way, exact=True)

    def put_in_order(self, now: Sequence[str], wanted: Sequence[str]) -> None:
        """Touch "Up" until every line stands where it should."""
        lines = [*now]
        for place, line in enumerate(wanted):
            for at in range(lines.index(line), place, -1):
                self._arrow(at, "Up").click()
            lines.insert(place, lines.pop(lines.index(line)))

    def says(self, words: str) -> None:
        """Wait until the feedback says so."""
        self.form.locator(".champions-feedback", has_text=words).wait_for()

    def shows(self, words: str) -> None:
        """Wait until this stands anywhere in the step."""
        self.form.get_by_text(words).first.wait_for()


def step_of(lesson: Page | FrameLocator, question: str) -> Step:
    """The step that asks this question, in view."""
    asked = lesson.locator(".champions-ask", has_text=question)
    form = lesson.locator(".jp-CodeCell").filter(has=asked).first
    form.scroll_into_view_if_needed()
    return Step(form)


@dataclass(frozen=True)
class OpenLesson:
    """A lesson that was opened and started, on a page of its own."""

    page: Page
    name: str
    course: Course

    @property
    def folder(self) -> Path:
        """The champion's own copy of the lesson."""
        return self.course.folder / "my-work" / self.name

    @property
    def project(self) -> Path:
        """The folder that the project's files are saved to."""
        return self.course.folder / "my-work" / "my-project"

    def step(self, question: str) -> Step:
        """The form and the feedback of one question."""
        return step_of(self.page, question)

    def shows(self, words: str) -> None:
        """Wait until this stands anywhere on the page."""
        self.page.get_by_text(words).first.wait_for()

    def gone(self, words: str) -> None:
        """Wait until this stands nowhere on the page."""
        self.page.get_by_text(words).wait_for(state="detached")

    def press(self, name: str) -> None:
        """Press a button that stands in the lesson."""
        press(self.page.get_by_role("button", name=name).first)

    def select(self, label: str, option: str) -> None:
        """Choose from the first list of the page that has this label."""
        self.page.get_by_label(label, exact=True).first.select_option(label=option)

    def kept(self) -> answers.AnswerBook:
        """What the small file beside the lesson holds at this moment."""
        return answers.load(self.folder, self.name)

    def record(self, question: str) -> answers.Record:
        """What is kept of one question, once something is."""
        return until(lambda: self.kept().records.get(question))

    def answer(self, question: str) -> Any:
        """The answer that is kept to one question, once there is one."""
        return self.record(question).answer

    def save(self) -> None:
        """Have the lesson saved, and wait until its file alone holds all that is kept beside it."""
        until(self._saved, lambda: f"{self._in_the_file()} is saved, {self.kept()} is kept")
        self.page.locator("[aria-label='Save'][aria-disabled='true']").first.wait_for()

    def _saved(self) -> bool:
        """Whether the file holds what is kept. If not, it is saved once more.

        What reaches JupyterLab while it saves is not in the file, and yet it counts as saved: its button
        is then off, and only the keys save it.
        """
        if self._in_the_file() == self.kept():
            return True
        if button(self.page, "Save").is_enabled():
            button(self.page, "Save").click()
        else:
            self.page.keyboard.press("Control+s")
        time.sleep(0.5)
        return False

    def _in_the_file(self) -> answers.AnswerBook | None:
        with contextlib.suppress(ValueError):  # half written
            notebook = json.loads((self.folder / "lesson.ipynb").read_text(encoding="utf-8"))
            book = answers.recover(notebook, self.name)
            return replace(book, version=version_of(notebook))  # the lesson itself says it
        return None

    def looks_well(self, *sizes: Size) -> None:
        """Nothing scrolls sideways or is cut off at these sizes, and axe finds nothing."""
        for width, height in sizes:
            self.page.set_viewport_size({"width": width, "height": height})
            fits(self.page)
        assert axe_places(self.page, ".jp-OutputArea", ".jp-MarkdownOutput") == []


#: What has an edge that somebody would miss.
_WITH_EDGES = (
    ".jp-OutputArea-output"
    " :is(button, input, select, textarea, img, svg, figcaption, .champions-table)"
)


def fits(page: Page) -> None:
    """Nothing scrolls sideways, and no form or picture is cut off at the right."""
    for selector in ("html", ".jp-WindowedPanel-outer"):
        wide, seen = page.eval_on_selector(selector, "e => [e.scrollWidth, e.clientWidth]")
        assert wide <= seen, selector
    edges = page.eval_on_selector_all(
        _WITH_EDGES,
        "all => all.map(e => [e.outerHTML.slice(0, 90), e.getBoundingClientRect().right])",
    )
    assert edges
    width = page.evaluate("innerWidth")
    assert not [what for what, right in edges if right > width]


@dataclass
class Journey:
    """A course that is open in a browser, on a screen of one size, and its lessons."""

    browser: Browser
    course: Course
    size: Size
    lessons: dict[str, OpenLesson] = field(default_factory=dict)

    def __getitem__(self, lesson: str) -> OpenLesson:
        """A lesson of the course; it is opened and started the first time."""
        if lesson not in self.lessons:
            self.lessons[lesson] = self.opened(lesson)
        return self.lessons[lesson]

    def opened(self, lesson: str) -> OpenLesson:
        """The lesson on a new page, as after a break: opened, and started once more."""
        page = new_page(self.browser, self.size)
        open_lesson(page, self.course.address(lesson))
        start_lesson(page)
        page.locator(".champions-finish").wait_for()
        return OpenLesson(page, lesson, self.course)


@contextlib.contextmanager
def on_a_journey(
    browser: Browser, folders: pytest.TempPathFactory, size: Size = PHONE
) -> Iterator[Journey]:
    """Open the whole course as it is handed out, for somebody with a home of their own."""
    folder = course_folder(folders.mktemp("course"))
    with serving(folder, home=folders.mktemp("home")) as course:
        journey = Journey(browser, course, size)
        yield journey
        for lesson in journey.lessons.values():
            lesson.page.context.close()
