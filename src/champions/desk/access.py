"""Who may come in: only pages of this desk, in a browser on this computer, with the token in the address.

The token is random and new at each start. It stands in the path of every page, so a page of another
site cannot know it, and it is in no cookie, so no other program on this computer is sent it. The
name of the computer in each request must be this computer's own: else a site elsewhere could give
its own name our address (DNS rebinding) and read what is here.
"""

from __future__ import annotations

import secrets

from flask import Flask, Response, abort, request

NAMES = ("127.0.0.1", "localhost")
#: What a page of the desk may load and do: nothing but its own style, script and forms.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
#: A feedback page shown at the desk: it has a policy and a style of its own, and does nothing.
PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
#: The report for a steering group: it carries its style and pictures, and does nothing.
REPORT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)


def new_token() -> str:
    """A token that nobody can guess: 128 bits."""
    return secrets.token_urlsafe(16)


def watch(app: Flask, token: str, port: int) -> None:
    """Refuse every request that does not come from a page of this desk."""
    hosts = {f"{name}:{port}" for name in NAMES}

    def who_asks() -> None:
        if request.host not in hosts:
            abort(403)
        first = request.path.lstrip("/").split("/", 1)[0]
        if not secrets.compare_digest(first.encode(), token.encode()):
            abort(403)
        origin = request.headers.get("Origin")
        if origin and origin not in {f"http://{host}" for host in hosts}:
            abort(403)
        # A browser says where a request comes from. "none" is an address that a person opened.
        came_from = request.headers.get("Sec-Fetch-Site", "same-origin")
        if came_from not in ("same-origin", "none"):
            abort(403)
        if request.method not in ("GET", "HEAD") and came_from == "none":
            abort(403)

    def close_the_window(answer: Response) -> Response:
        answer.headers.setdefault("Content-Security-Policy", POLICY)
        answer.headers["X-Content-Type-Options"] = "nosniff"
        # The address holds the token, so it goes nowhere else. ("no-referrer" would also hide where
        # a form comes from, which is looked at above.)
        answer.headers["Referrer-Policy"] = "same-origin"
        answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        answer.headers["Cache-Control"] = "no-store"
        return answer

    app.before_request(who_asks)
    app.after_request(close_the_window)
