"""The form of the one-page story, and the button that makes the page."""

from __future__ import annotations

import base64
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ipywidgets as w

from champions.activities.story.earlier_pages import numbers_kept, pieces_found, words_for_story
from champions.activities.story.question import (
    BOXES,
    CONSENT,
    GROUP,
    Story,
    story_html,
    story_preview,
    story_text,
)
from champions.lesson.project import FOLDER
from champions.sentences import counted
from champions.sentences.told import later, once_in_each_language, told

if TYPE_CHECKING:
    from champions.charts.chart import Chart
    from champions.lesson.session import Lesson

Changed = Callable[[object, bool], None]

_BRING = later("Bring in my words from earlier lessons")
_MAKE = later("Make my page")


def form(question: Story, answer: Any, changed: Changed) -> list[w.Widget]:
    """The widgets of the form, from top to bottom."""
    kept = answer if isinstance(answer, dict) else {}
    boxes: dict[str, Any] = {
        key: w.Textarea(
            value=str(kept.get(key) or ""), description=label, rows=_rows(key, question)
        )
        for key, label in question.boxes.items()
    }
    consent = w.Dropdown(
        options=[(words, key) for key, words in CONSENT.items()],
        value=kept.get("consent") if kept.get("consent") in CONSENT else "",
        description=told("Can anybody be known from this page?"),
    )
    uses = w.Textarea(
        value=str(kept.get("uses") or ""), rows=2,
        description=told("If so: where may it be used? Only what they said yes to."),
    )  # fmt: skip
    group = w.Dropdown(
        options=[(words, key) for key, words in GROUP.items()],
        value="yes" if kept.get("group") == "yes" else "",
        description=told("May the group that leads this programme see the title and the chart?"),
    )
    every = {**boxes, "consent": consent, "uses": uses, "group": group}
    settling = False

    def now() -> dict[str, str]:
        return {key: box.value for key, box in every.items() if box.value}

    def moved(_change: object) -> None:
        if not settling:
            changed(now(), True)

    said = w.HTML()

    def bring(_button: object) -> None:
        nonlocal settling
        found = words_for_story(Path.cwd())
        taken = [key for key, box in boxes.items() if found.get(key) and not box.value.strip()]
        settling = True
        for key in taken:
            every[key].value = found[key]
        settling = False
        if taken:
            changed(now(), True)
        said.value = f'<p role="status">{escape(_brought(len(taken), bool(found)))}</p>'

    button = w.Button(description=told(_BRING), button_style="primary")
    button.on_click(bring)
    for box in every.values():
        box.observe(moved, "value")
    last = w.VBox(
        [
            w.HTML('<p class="champions-part">' + told("Consent") + "</p>"),
            consent,
            uses,
            boxes["contact"],
            group,
        ]
    )
    last.add_class("champions-group")
    return [button, said, *(box for key, box in boxes.items() if key != "contact"), last]


def _rows(key: str, question: Story) -> int:
    return 1 if key in {"title", "who", "contact"} else question.rows


def _brought(count: int, any_found: bool) -> str:
    if count:
        return counted(
            count,
            "Done: 1 box filled. Make the words short and plain now. What you had written stayed.",
            "Done: {n} boxes filled. Make the words short and plain now. What you had written stayed.",
        )
    if any_found:
        return told("Your boxes are filled already. Nothing was changed.")
    return told("No words from earlier lessons are here. That is fine: write in the boxes.")


# --- In the lesson --------------------------------------------------------------------------------


def storyboard(story: str) -> None:
    """Show the page as it stands, changing with every answer, and a button that makes its files.

    Args:
        story: the id of the story's question in this lesson.
    """
    from champions.lesson import session
    from champions.questions import forms

    here: list[Lesson] = []

    def page(now: Lesson) -> dict[str, Any]:
        here[:] = [now]
        texts, chart, picture = _parts(now, story)
        html = story_preview(texts, chart, picture)
        return {"text/html": html, "text/plain": story_text(texts, chart)}

    session.follow(page, "storyboard")
    if session.being_marked():  # nobody is there to press the button
        return
    said = w.HTML()

    def make(_button: object) -> None:
        said.value = '<p role="status">' + told("Making your page…") + "</p>"
        said.value = (
            _made(here[0], story) if here else ("<p>" + told("Press Start lesson first.") + "</p>")
        )

    button = w.Button(description=told(_MAKE), button_style="primary")
    button.on_click(make)
    box = w.VBox([button, said])
    box.add_class("champions-form")
    session.show(forms.view(forms.in_its_language(box), told(_MAKE), f"<p>{told(_MAKE)}</p>"))


def _parts(now: Lesson, story: str) -> tuple[dict[str, Any], Chart | None, bytes | None]:
    question, texts = now.scheme[story], now.book.answer(story)
    numbers: Any = None
    rules = "anhoej"
    if isinstance(question, Story) and question.numbers:
        numbers = now.book.answer(question.numbers)
        rules = getattr(now.scheme[question.numbers], "rules", rules)
    if not (isinstance(numbers, dict) and numbers.get("values")):
        numbers = numbers_kept(now.folder)
    return texts if isinstance(texts, dict) else {}, *_drawn(_frozen(numbers), rules)


def _frozen(numbers: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    """The answer in a form that can be remembered: the chart is drawn again only when it changes."""
    return tuple(
        (key, tuple(v) if isinstance(v, list) else v) for key, v in sorted(numbers.items())
    )


@once_in_each_language
def _drawn(numbers: tuple[tuple[str, Any], ...], rules: str) -> tuple[Chart | None, bytes | None]:
    from champions.charts.tidy import ChartError
    from champions.own_data.question import chart_of

    try:
        chart = chart_of(dict(numbers), rules) if numbers else None
        return (None, None) if chart is None else (chart, chart.to_png())
    except (ChartError, ValueError, TypeError):
        return None, None


def _made(now: Lesson, story: str) -> str:
    """Write the page as HTML, PDF and text into the project folder; say where, with links."""
    from champions.activities.story.pdf import NotOnPaper, story_pdf

    texts, chart, picture = _parts(now, story)
    if not any(str(texts.get(key) or "").strip() for key in BOXES):
        return (
            '<p role="status">'
            + told("There is nothing to put on the page yet. Write in the boxes above.")
            + "</p>"
        )
    files = {
        "my-story.html": story_html(texts, chart, picture).encode(),
        "my-story.txt": story_text(texts, chart).encode(),
    }
    notes = []
    try:
        files["my-story.pdf"] = story_pdf(texts, chart, picture)
    except NotOnPaper as error:
        notes.append(str(error))
    folder = now.folder.resolve().parent / FOLDER
    try:
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)
    except OSError as error:
        notes.append(
            told(
                "The folder could not be written ({why}). Use the links instead.",
                why=error.strerror or error,
            )
        )
    return _links(files, notes, folder.name)


_FOR = {
    "my-story.html": (later("the web page, to send and to read aloud"), "text/html"),
    "my-story.pdf": (later("the PDF, for paper"), "application/pdf"),
    "my-story.txt": (later("the words alone"), "text/plain"),
}


def _links(files: dict[str, bytes], notes: list[str], folder: str) -> str:
    items = ""
    for name, content in files.items():
        words, kind = told(_FOR[name][0]), _FOR[name][1]
        data = base64.b64encode(content).decode("ascii")
        items += (
            f'<li><a download="{name}" href="data:{kind};base64,{data}">{name}</a>: {words}</li>'
        )
    more = "".join(f"<p>{escape(note)}</p>" for note in notes)
    return (
        '<div class="champions-lab" role="status"><p>'
        + told(
            'Done. Your page is in the folder "{folder}". You can also take it from here:',
            folder=folder,
        )
        + f"</p><ul>{items}</ul>{more}</div>"
    )


def my_folder() -> None:
    """Show which pieces of the project are there from earlier lessons, and which are not."""
    from champions.lesson import session

    def page(now: Lesson) -> dict[str, str]:
        found = pieces_found(now.folder)
        there = [one for one in found if one.text or one.page]
        said = told("{there} of {all} pieces are here.", there=len(there), all=len(found))
        rows = [
            told(
                "✓ {name} (lesson {lesson}): here",
                name=told(one.piece.name),
                lesson=one.piece.lesson[:2],
            )
            if one in there
            else told(
                "○ {name} (lesson {lesson}): not here",
                name=told(one.piece.name),
                lesson=one.piece.lesson[:2],
            )
            for one in found
        ]
        items = "".join(f"<li>{escape(row)}</li>" for row in rows)
        html = f'<div class="champions-tried"><p>{said}</p><ul>{items}</ul></div>'
        return {"text/html": html, "text/plain": " ".join([said, *(f"{row}." for row in rows)])}

    session.follow(page, "folder")
