"""What lesson 03 shows beside its forms: a map of the steps, the aim as a sentence, a driver diagram.

Each follows the answers to one question and changes as a person works.
"""

from __future__ import annotations

from html import escape
from typing import Any

from champions.activities.aim import sentence
from champions.activities.drivers import diagram as drivers
from champions.activities.process import steps
from champions.lesson import project, session
from champions.questions import Order
from champions.sentences.told import told


def step_map(question_id: str) -> None:
    """Show the steps of an order question as a process map that follows the order.

    Args:
        question_id: an order question of the lesson.
    """

    def page(now: session.Lesson) -> dict[str, Any]:
        items = now.scheme.of_kind(question_id, Order).items
        order = now.book.answer(question_id)
        known = isinstance(order, list) and sorted(map(str, order)) == sorted(items)
        words = [items[str(key)] for key in (order if known and order else items)]
        said = " ".join(
            told("Step {number}: {step}.", number=number, step=one)
            for number, one in enumerate(words, 1)
        )
        return {
            "text/html": steps.map_html(words),
            "text/plain": f"{told('Process map.')} {said}",
        }

    session.follow(page, f"map-{question_id}")


def aim_sentence(question_id: str) -> None:
    """Show the aim in a question's boxes as one sentence, and what a reader would look for.

    Args:
        question_id: a question with the boxes of :data:`champions.activities.aim.sentence.BOXES`.
    """

    def page(now: session.Lesson) -> dict[str, Any]:
        answer = now.book.answer(question_id)
        parts = answer if isinstance(answer, dict) else {}
        whole, found = sentence.sentence(parts), sentence.checks(parts)
        items = "".join(
            f'<li><span aria-hidden="true">{"✓" if one.there else "○"}</span> {escape(one.said)}</li>'
            for one in found
        )
        html = (
            f'<div class="champions-tried"><p role="status">{escape(whole)}</p><ul>{items}</ul>'
            "</div>"
        )
        return {"text/html": html, "text/plain": " ".join([whole, *(one.said for one in found)])}

    session.follow(page, f"aim-{question_id}")


def driver_diagram(question_id: str) -> None:
    """Show the driver diagram in a question's boxes, and a button that saves it as a picture.

    Args:
        question_id: a question with the boxes ``aim``, ``driver-1``, ``ideas-1`` and so on.
    """
    from champions.questions import forms

    opened: list[session.Lesson] = []

    def page(now: session.Lesson) -> dict[str, Any]:
        opened[:] = [now]
        diagram = drivers.read_diagram(now.book.answer(question_id))
        return {"text/html": drivers.html(diagram), "text/plain": drivers.in_words(diagram)}

    session.follow(page, f"drivers-{question_id}")
    if session.being_marked():  # nobody is there to press the button
        return

    def save() -> str:
        diagram = drivers.read_diagram(opened[0].book.answer(question_id)) if opened else None
        if not diagram:
            return told("There is no diagram yet. Write in the boxes above first.")
        files = {
            "my-driver-diagram.png": drivers.png(diagram),
            "my-driver-diagram.svg": drivers.svg(diagram).encode("utf-8"),
            "my-driver-diagram.txt": (drivers.in_words(diagram) + "\n").encode("utf-8"),
        }
        try:
            for name, data in files.items():
                project.add_file(opened[0].folder, name, data)
        except OSError as error:
            return told("The picture could not be written ({why}).", why=error.strerror or error)
        return told(
            'Done. The picture and its words are in the folder "{folder}".', folder=project.FOLDER
        )

    words = told("Save my driver diagram as a picture, with its words")
    form = forms.press_and_say(words, save)
    session.show(forms.view(form, words, f"<p>{escape(words)}</p>"))
