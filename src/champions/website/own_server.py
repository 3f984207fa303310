"""The course's pages, and the learner's work, as an extension of Jupyter's own server on this computer.

Jupyter says who may come in: every address here asks for its token or cookie. The page says with each
change which state of the work it had read, and is told when that is no longer so.
"""

from __future__ import annotations

import json
import mimetypes
import re
from http import HTTPStatus
from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.serverapp import ServerApp
from jupyter_server.utils import url_path_join
from tornado import ioloop, web

from champions.install import setup
from champions.install.open_course import PAGES, WORK
from champions.questions.scheme import SchemeError
from champions.website import own_work
from champions.website.own_pages import Home, Pages, front_page, last_worked_on
from champions.website.pages import fill

#: Seconds without a change after which the notebook mirrors the answers.
QUIET = 1.0
_SHOWN = re.compile(r"(?:champions|live/pictures|live/variants|live/views)/[\w-]+\.(?:js|css|png)")
_TYPES = {".js": "text/javascript", ".css": "text/css", ".png": "image/png"}


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: ServerApp) -> None:
    """Called by Jupyter when it starts."""
    home = Home(setup.home(), WORK, setup.STATE / "pages")
    course = Course(home, Pages(home), server)
    course.pages.begin()
    base = url_path_join(server.web_app.settings["base_url"], PAGES)
    given = {"course": course}
    server.web_app.add_handlers(
        ".*$",
        [
            (url_path_join(base, r"/(?:index\.html)?"), Front, given),
            (url_path_join(base, r"/live/([\w-]+)\.html"), Lesson, given),
            (url_path_join(base, r"/work/([\w-]+)"), Work, given),
            (url_path_join(base, "/(.+)"), Shown, given),
        ],
    )


class Course:
    """What all handlers share: where things are, and what is still to be mirrored."""

    def __init__(self, home: Home, pages: Pages, server: ServerApp) -> None:
        self.home = home
        self.pages = pages
        self.server = server
        self._waiting: dict[str, object] = {}

    def own(self, module: str) -> Path:
        """The learner's folder of a lesson.

        Raises:
            web.HTTPError: when there is no such lesson.
        """
        if module not in self.home.lessons:
            raise web.HTTPError(HTTPStatus.NOT_FOUND, f"There is no lesson called {module}.")
        return self.home.work / module

    def mirror_soon(self, module: str) -> None:
        """Put the answers into the notebook once there was a moment without a change."""
        loop = ioloop.IOLoop.current()
        if module in self._waiting:
            loop.remove_timeout(self._waiting[module])
        self._waiting[module] = loop.call_later(QUIET, self._mirror, module)

    async def _mirror(self, module: str) -> None:
        if await self._open_in_jupyter(module):
            # Its own page writes the file, and would be asked which of the two to keep: once it is closed.
            # A line of code that has just run on the lesson's page looks the same for a moment.
            self.mirror_soon(module)
            return
        self._waiting.pop(module, None)
        try:
            own_work.mirror(self.home.work / module, module)
        except OSError as error:  # the record itself is kept; the next change tries again
            self.server.log.warning("The notebook of %s was not written: %s", module, error)

    async def _open_in_jupyter(self, module: str) -> bool:
        """Whether a window of Jupyter shows this notebook now."""
        manager = self.server.session_manager
        for session in await manager.list_sessions():
            if session["path"] == f"{module}/{own_work.NOTEBOOK}":
                # Jupyter counts a line that was given up before it was open as one less than none.
                return int((session.get("kernel") or {}).get("connections") or 0) > 0
        return False


class _Handler(JupyterHandler):
    course: Course

    def initialize(self, course: Course) -> None:
        self.course = course

    def page(self, html: str) -> None:
        """Answer with a page that is read anew each time."""
        _ = self.xsrf_token  # sets the cookie that a change has to show
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(html)

    def address(self, *parts: str) -> str:
        """An address of this Jupyter."""
        return url_path_join(self.base_url, *parts)


class Front(_Handler):
    """The front page."""

    @web.authenticated
    def get(self) -> None:
        home = self.course.home
        self.page(front_page(home, last_worked_on(home)))
        self.course.pages.ahead()


class Lesson(_Handler):
    """The page of a lesson, or what to do meanwhile."""

    @web.authenticated
    def get(self, module: str) -> None:
        self.course.own(module)
        notebook = self.address("notebooks", module, own_work.NOTEBOOK)
        if not self.course.home.opens_as_page(module):
            self.redirect(notebook)
            return
        if page := self.course.pages.path(module):
            self.page(page.read_text(encoding="utf-8"))
            return
        trouble = self.course.pages.trouble(module)
        self.page(fill("own-waiting.html", notebook=notebook, trouble=trouble))


class Shown(_Handler):
    """What pages show: the script, the look, pictures and variants."""

    @web.authenticated
    def get(self, name: str) -> None:
        path = self.course.pages.folder / name
        if not _SHOWN.fullmatch(name) or not path.is_file():
            raise web.HTTPError(HTTPStatus.NOT_FOUND)
        kind = _TYPES.get(path.suffix) or mimetypes.guess_type(name)[0] or "text/plain"
        self.set_header("Content-Type", kind)
        self.finish(path.read_bytes())


class Work(_Handler):
    """The learner's work on a lesson: read, and kept where it is still what the page had read."""

    @web.authenticated
    def get(self, module: str) -> None:
        self._answer(self._read(module))

    @web.authenticated
    def put(self, module: str) -> None:
        asked = self._asked()
        now = self._read(module)
        if asked.get("seen") != now.seen:
            self.set_status(HTTPStatus.CONFLICT)
            self._answer(now)
            return
        try:
            own_work.keep(
                self.course.own(module),
                module,
                str(asked.get("record")),
                _texts(asked.get("lines")),
            )
        except ValueError as error:
            raise web.HTTPError(HTTPStatus.BAD_REQUEST, str(error)) from error
        except OSError as error:
            raise web.HTTPError(HTTPStatus.INSUFFICIENT_STORAGE, str(error)) from error
        self.course.mirror_soon(module)
        self._answer(self._read(module))

    def _asked(self) -> dict[str, Any]:
        try:
            asked = json.loads(self.request.body)
        except ValueError:
            asked = None
        if not isinstance(asked, dict):
            raise web.HTTPError(HTTPStatus.BAD_REQUEST)
        return asked

    def _read(self, module: str) -> own_work.Work:
        try:
            return own_work.read(self.course.own(module), module)
        except (SchemeError, OSError) as error:
            raise web.HTTPError(HTTPStatus.INTERNAL_SERVER_ERROR, str(error)) from error

    def _answer(self, work: own_work.Work) -> None:
        self.set_header("Content-Type", "application/json")
        self.set_header("Cache-Control", "no-store")
        told = {"record": work.record, "lines": dict(work.lines), "seen": work.seen}
        self.finish(json.dumps({**told, "said": work.said}))


def _texts(given: object) -> dict[str, str]:
    pairs = given.items() if isinstance(given, dict) else ()
    return {name: text for name, text in pairs if isinstance(text, str)}
