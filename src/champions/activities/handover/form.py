"""The handover sheet and the pack, as they stand, with a button each that saves them for print."""

from __future__ import annotations

import base64
from collections.abc import Callable
from html import escape
from typing import Any

from champions.activities.handover import sheet as handover
from champions.lesson import project, session
from champions.sentences.told import told

SHEET_FILE, PACK_FILE = "my-handover.html", "my-learning-pack.html"


def handover_sheet(question_id: str) -> None:
    """Show the handover sheet of a question's boxes, and what somebody new would still ask.

    Args:
        question_id: a question with the boxes of :data:`champions.activities.handover.sheet.SHEET`.
    """

    def notes(texts: Any) -> tuple[str, list[str]]:
        asked = handover.newcomer_asks(texts)
        head = (
            told("Somebody new would still ask:")
            if asked
            else told("Somebody new could start with this.")
        )
        return head, asked

    _page(question_id, told("Our handover sheet"), SHEET_FILE, notes, handover.sheet_html)


def learning_pack(question_id: str) -> None:
    """Show what was learned as a poster, a post, an article and a talk, and what to mend.

    Args:
        question_id: a question with the boxes of :data:`champions.activities.handover.sheet.PACK`.
    """

    def notes(texts: Any) -> tuple[str, list[str]]:
        found = handover.pack_notes(texts)
        return told("Before you share it:") if found else told(
            "Read it aloud once before you share it."
        ), found

    _page(question_id, told("What we learned"), PACK_FILE, notes, handover.pack_html)


def _page(
    question_id: str,
    title: str,
    file: str,
    notes: Callable[[Any], tuple[str, list[str]]],
    body: Callable[[Any], str],
) -> None:
    from champions.questions import forms

    opened: list[session.Lesson] = []

    def shown(now: session.Lesson) -> dict[str, Any]:
        opened[:] = [now]
        texts = now.book.answer(question_id)
        head, found = notes(texts)
        items = "".join(f"<li>{escape(note)}</li>" for note in found)
        listed = f"<ul>{items}</ul>" if items else ""
        html = body(texts).replace("<h2>", "<p><strong>").replace("</h2>", "</strong></p>")
        return {
            "text/html": f'<div role="status"><p><strong>{head}</strong></p>{listed}</div>'
            f'<div class="champions-board" style="grid-template-columns: 1fr">{html}</div>',
            "text/plain": " ".join([f"{title}.", head, *found]),
        }

    session.follow(shown, f"page-{question_id}")
    if session.being_marked():  # nobody is there to press the button
        return

    if session.on_a_page():  # the browser saves it
        texts = opened[0].book.answer(question_id) if opened else None
        if texts:
            whole = handover.page_html(title, body(texts))
            session.show(_to_download(whole, file, told("Save it for print: {title}", title=title)))
        return

    def save() -> str:
        texts = opened[0].book.answer(question_id) if opened else None
        if not texts:
            return told("There is nothing to save yet. Write in the boxes above first.")
        data = handover.page_html(title, body(texts)).encode("utf-8")
        try:
            project.add_file(opened[0].folder, file, data)
        except OSError as error:
            return told("The page could not be written ({why}).", why=error.strerror or error)
        return told(
            'Done. Open "{file}" in the folder "{folder}".', file=file, folder=project.FOLDER
        )

    words = told("Save it for print: {title}", title=title)
    session.show(forms.view(forms.press_and_say(words, save), words, f"<p>{escape(words)}</p>"))


def _to_download(page: str, file: str, words: str) -> dict[str, str]:
    """A link that puts a page into a person's downloads."""
    data = base64.b64encode(page.encode("utf-8")).decode("ascii")
    link = f'<a class="button" download="{file}" href="data:text/html;base64,{data}">{escape(words)}</a>'
    return {"text/html": f"<p>{link}</p>", "text/plain": words}
