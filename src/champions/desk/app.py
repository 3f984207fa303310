"""The desk as a web application for one browser on this computer: its pages, its errors, its access."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from flask import Flask, Response

from champions import templating
from champions.desk import access, errors, pages, spoken, state
from champions.marking.course import Course
from champions.sentences import in_a_row
from champions.sentences.in_html import finished
from champions.sentences.told import retold, told

#: The most that one drop may hold: a cohort's lessons with room to spare.
LARGEST = 2 * 1024**3


def make(home: Path, out: Path, token: str, port: int, how: list[str]) -> Flask:
    """The desk of one course and work folder.

    Args:
        home: the course folder.
        out: the work folder.
        token: the part of the address that lets a browser in.
        port: the port, which requests must name.
        how: more words for ``champions mark``.
    """
    app = Flask(__name__, static_folder="static", static_url_path=f"/{token}/static")
    app.config["MAX_CONTENT_LENGTH"] = LARGEST
    app.config["MAX_FORM_PARTS"] = 50_000
    desk = state.open_desk(Course(home, out), how)
    state.put(app, desk)
    templating.set_up(app.jinja_env)
    every = pages.every()
    app.jinja_env.globals.update(
        title=desk.title,
        told=told,
        retold=retold,
        spoken=desk.spoken,
        in_language=spoken.in_language,
        script_says=spoken.for_the_script,
        steps=sorted((one for one in every if one.step), key=lambda one: one.step),
        more_links=sorted(
            (one for one in every if one.link and not one.step),
            key=lambda one: (not one.part_of, one.link),  # what belongs to a step comes first
        ),
        part_of={one.name: one.part_of for one in every},
    )
    for one in every:
        app.register_blueprint(one, url_prefix=f"/{token}")
    errors.see_to(app)
    app.jinja_env.filters |= {**spoken.FILTERS, "in_a_row": in_a_row}
    access.watch(app, token, port)
    _answer_in_its_language(app, desk.spoken)
    return app


def _answer_in_its_language(app: Flask, desk_speaks: spoken.Spoken) -> None:
    """Let every page of an app be made in the language of its desk, with English in it marked as English."""
    inner = app.wsgi_app

    def outer(environ: Any, start_response: Any) -> Iterable[bytes]:
        with desk_speaks.speaking():
            return inner(environ, start_response)

    def finish(answer: Response) -> Response:
        if answer.mimetype == "text/html" and not answer.direct_passthrough:
            answer.set_data(finished(answer.get_data(as_text=True)))
        return answer

    app.wsgi_app = outer  # type: ignore[method-assign]
    app.after_request(finish)


def warm(app: Flask) -> None:
    """Do what takes a second or two before the first page is asked for."""
    desk = state.of(app)
    with desk.course.open_gradebook():
        desk.board.rows()
    for module in desk.course.modules:
        desk.title(module)
