"""Markdown as HTML: the words of lessons and guides, for print and for the website.

The text is read once, by markdown-it. What is changed on the way, such as an address, is changed in
what was read, never in finished HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.anchors import anchors_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

#: Gives the address of a link anew; None leaves its words alone.
Readdress = Callable[[str], str | None]
_AROUND_A_TABLE = '<div class="table" role="group" aria-label="Table" tabindex="0">'


def lesson_html(text: str) -> str:
    """The words of a lesson. Headings are named as Jupyter names them: glossary links lead there."""
    reader = _reader(as_in_jupyter=True)
    return str(reader.render(text))


def guide_html(text: str, readdress: Readdress) -> str:
    """A guide. Headings are named as where guides are read on the web: small letters, no commas.

    A wide table scrolls by itself, also by keyboard, so that the page does not on a phone.

    Args:
        text: the guide.
        readdress: gives the address of each link and picture anew.
    """
    reader = _reader(as_in_jupyter=False)
    tokens = list(_scrolling_tables(reader.parse(text)))
    for token in tokens:
        if token.children:
            token.children = list(_readdressed(token.children, readdress))
    return str(reader.renderer.render(tokens, reader.options, {}))


@cache
def _reader(*, as_in_jupyter: bool) -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    reader.use(tasklists_plugin)
    if as_in_jupyter:
        return reader.use(anchors_plugin, max_level=6, slug_func=_jupyters_name)
    return reader.use(anchors_plugin, max_level=6)


def _jupyters_name(heading: str) -> str:
    return heading.replace(" ", "-")


def _scrolling_tables(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type == "table_open":
            yield Token("html_block", "", 0, content=_AROUND_A_TABLE)
        yield token
        if token.type == "table_close":
            yield Token("html_block", "", 0, content="</div>\n")


def _readdressed(tokens: Iterable[Token], readdress: Readdress) -> Iterator[Token]:
    """Links with their new addresses; of a link or picture without one, the words."""
    is_link = True
    for token in tokens:
        if token.type == "link_open":
            address = readdress(str(token.attrGet("href")))
            is_link = address is not None
            token.attrSet("href", address or "")
        if token.type == "image" and readdress(str(token.attrGet("src"))) is None:
            yield Token("text", "", 0, content=token.content)
        elif is_link or token.type not in {"link_open", "link_close"}:
            yield token
