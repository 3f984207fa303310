"""A whole page of HTML in which English among other words says that it is English."""

from __future__ import annotations

import re

from champions.sentences.told import FIRST, as_html, bare

#: What holds words and no parts, and what is no words at all.
_PLAIN = re.compile(
    r"(<(title|option|textarea|svg)\b.*?</\2>)|(<(script|style)\b.*?</\4>)", re.DOTALL
)


def finished(html: str) -> str:
    """A page in which English among other words says that it is English.

    >>> finished("<title>\u2066Tea\u2069</title><p>\u2066Tea\u2069</p>")
    '<title>Tea</title><p><span lang="en-GB" dir="ltr">Tea</span></p>'
    """
    if FIRST not in html:
        return html
    made, at = "", 0
    for found in _PLAIN.finditer(html):
        made += as_html(html[at : found.start()])
        made += bare(found[0]) if found[1] else found[0]
        at = found.end()
    return made + as_html(html[at:])
