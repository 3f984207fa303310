"""A language that nobody speaks: longer than English, with marks, so that every string left out is seen."""

from __future__ import annotations

import re

from champions.adopting.languages.messages import Message

_MARKED = str.maketrans("aeiouAEIOU", "áéíöüÁÉÍÖÜ")
#: What a translator leaves as it is: local names, addresses of links, tags, code and named parts.
_KEPT = re.compile(r"(\{\{.*?\}\}|\]\([^)]*\)|<[^>]*>|`[^`]*`|\{\w+(?::[^{}]+)?\})")


def pseudo(message: Message) -> str:
    """A message in that language. Words by which answers are known stay.

    >>> pseudo(Message("f", "f:k", "Ask {{ place.lead }} now"))
    '⟦Ásk {{ place.lead }} nöw ~~~⟧'
    """
    if message.note:
        return message.text
    parts = _KEPT.split(message.text)
    marked = "".join(one if at % 2 else one.translate(_MARKED) for at, one in enumerate(parts))
    return f"⟦{marked} ~~~⟧"
