"""The words in a piece of YAML, changed where they stand: all else stays as it was typed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import yaml

#: Where something stands, such as ``("misses", 2, "hint")``.
Path = tuple[str | int, ...]
_NO_TEXT = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def changed(text: str, put: Callable[[Path, Any], Any]) -> str:
    """YAML with some of its values changed.

    Args:
        text: the YAML.
        put: is given the path and the value of each text, and of each list of texts; returns what stands
            in its place, or None where it stays.

    >>> print(changed("ask: Tea?\\nright: yes", lambda path, value: "Te?" if path == ("ask",) else None))
    ask: "Te?"
    right: yes
    """
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    if node is None:
        return text
    for start, end, value in sorted(_changes(node, (), put), reverse=True, key=lambda one: one[0]):
        ends_line = text[start:end].endswith("\n")
        text = text[:start] + value + ("\n" if ends_line else "") + text[end:]
    return text


def _changes(
    node: yaml.Node, path: Path, put: Callable[[Path, Any], Any]
) -> Iterator[tuple[int, int, str]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _changes(value, (*path, str(key.value)), put)
        return
    plain: Any = str(node.value)
    if isinstance(node, yaml.SequenceNode):
        plain = [str(one.value) for one in node.value if isinstance(one, yaml.ScalarNode)]
        flat = node.flow_style and len(plain) == len(node.value)
        if not flat or (new := put(path, plain)) is None:
            for at, one in enumerate(node.value):
                yield from _changes(one, (*path, at), put)
            return
    elif (new := put(path, plain)) is None or new == plain:
        return
    yield node.start_mark.index, node.end_mark.index, _quoted(new)


def _quoted(value: Any) -> str:
    """A value as YAML and JSON both read it; signs that YAML takes in no text are written as numbers."""
    made = json.dumps(value, ensure_ascii=False)
    return _NO_TEXT.sub(lambda found: f"\\u{ord(found[0]):04x}", made)
