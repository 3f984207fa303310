"""What lesson 04 shows beside its forms: who agrees with whom, and a tally sheet to print.

Each follows the answers to one or more questions and changes as a person works.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from champions.activities.coding import question as coding
from champions.activities.tally import sheet as tally
from champions.lesson import project, session
from champions.sentences.told import later, told

TALLY_FILE = "my-tally-sheet.html"
_WAIT = later("When all your notes are done, you see here who agrees with whom.")


def compare_codes(names: Mapping[str, str], others: Mapping[str, Mapping[str, str]]) -> None:
    """Show on how many records each pair of people agrees, and where they differ.

    Nothing is shown before the first person has sorted them all.

    Args:
        names: what to call a person, and the question in which that person sorted the records.
        others: people who sorted them before, by name; each maps a record to its group.
    """

    def page(now: session.Lesson) -> dict[str, Any]:
        asked = [now.scheme.of_kind(one, coding.CodeFreely) for one in names.values()]
        people = {
            name: coding.codes(question, now.book.answer(question.id))
            for name, question in zip(names, asked, strict=True)
        }
        if len(people[next(iter(names))]) < len(asked[0].items):  # others' views would lead theirs
            return {"text/html": f"<p>{told(_WAIT)}</p>", "text/plain": told(_WAIT)}
        html, text = coding.compare_html({**people, **others}, asked[0].items, asked[0].groups)
        return {"text/html": html, "text/plain": text}

    session.follow(page, "compare-" + "-".join(names.values()))


def tally_sheet(question_id: str) -> None:
    """Show the tally sheet that a question's boxes describe, and a button that saves it for print.

    Args:
        question_id: a question with the boxes of :data:`champions.activities.tally.sheet.BOXES`.
    """
    from champions.questions import forms

    opened: list[session.Lesson] = []

    def page(now: session.Lesson) -> dict[str, Any]:
        opened[:] = [now]
        sheet = tally.read_sheet(now.book.answer(question_id))
        notes = "".join(f"<li>{escape(note)}</li>" for note in sheet.notes)
        html = (
            '<div class="champions-tally">'
            + (f'<div role="status"><ul>{notes}</ul></div>' if notes else "")
            + tally.rules_html(sheet)
            + '<div class="champions-table" style="overflow-x: auto" tabindex="0" role="region" '
            f'aria-label="Your tally sheet">{tally.table_html(sheet)}</div></div>'
        )
        return {"text/html": html, "text/plain": tally.in_words(sheet)}

    session.follow(page, f"tally-{question_id}", good_empty=True)
    if session.being_marked():  # nobody is there to press the button
        return

    def save() -> str:
        answer = opened[0].book.answer(question_id) if opened else None
        if not answer:
            return told("There is no sheet yet. Write in the boxes above first.")
        data = tally.page_html(tally.read_sheet(answer)).encode("utf-8")
        try:
            project.add_file(opened[0].folder, TALLY_FILE, data)
        except OSError as error:
            return told("The sheet could not be written ({why}).", why=error.strerror or error)
        return told(
            'Done. Open "{file}" in the folder "{folder}" and print it.',
            file=TALLY_FILE,
            folder=project.FOLDER,
        )

    words = told("Save my tally sheet, ready to print")
    form = forms.press_and_say(words, save)
    session.show(forms.view(form, words, f"<p>{escape(words)}</p>"))
