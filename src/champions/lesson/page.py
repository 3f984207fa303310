"""A piece of a lesson that shows itself: HTML, and the same in words."""

from __future__ import annotations

from champions.sentences.in_html import finished


class Page:
    """A piece of HTML that shows itself, with the same in words."""

    def __init__(self, html: str, text: str) -> None:
        self.html, self.text = html, text

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return finished(self.html)
