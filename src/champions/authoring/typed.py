"""What an author typed as YAML, with the line of each part: plain data, and where it stands.

Words are words: ``yes``, ``no`` and ``on`` are no truth values here, and a key that stands twice is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

#: Where something stands in what was typed, such as ``("misses", 2, "hint")``.
Path = tuple[str | int, ...]

_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d+)?|\.\d+)")
_TRUTH = {"true": True, "false": False}


@dataclass
class Typed:
    """Plain data with the line of each part, and what is wrong with the text itself."""

    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    slips: list[tuple[int, str]] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """The line of a part, or of what it stands in."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_typed(text: str, first: int) -> Typed:
    """Read YAML.

    Args:
        text: what was typed.
        first: the line of the file on which it begins.

    >>> typed = read_typed("right: yes\\nwithin: 0.5", 10)
    >>> typed.data, typed.line(("within",))
    ({'right': 'yes', 'within': 0.5}, 11)
    """
    typed = Typed(lines={(): first})
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        typed.slips.append((first + (mark.line if mark else 0), _why(error, text)))
        return typed
    except yaml.YAMLError as error:  # a sign that no text may hold
        typed.slips.append((first, f"This cannot be read: {str(error).splitlines()[0]}."))
        return typed
    if node is not None:
        typed.data = _plain(node, (), first, typed)
    return typed


def _why(error: yaml.MarkedYAMLError, text: str) -> str:
    mark = error.problem_mark
    line = text.splitlines()[mark.line] if mark and mark.line < len(text.splitlines()) else ""
    if "\t" in line:
        return "There is a tab here. Move the words in with spaces."
    if "mapping values are not allowed" in str(error.problem) or line.count(": ") > 1:
        return "A colon with a space after it stands in the words here. Put the words in quotes."
    if "quoted scalar" in str(error.context) or "quoted scalar" in str(error.problem):
        return "A quotation mark opens here and does not close."
    return (
        "This line cannot be read. Look at its indent, its colon and its quotation marks "
        f"({error.problem})."
    )


def _plain(node: yaml.Node, path: Path, first: int, typed: Typed) -> Any:
    typed.lines.setdefault(path, first + node.start_mark.line)
    if isinstance(node, yaml.MappingNode):
        return dict(_pairs(node, path, first, typed))
    if isinstance(node, yaml.SequenceNode):
        return [_plain(one, (*path, at), first, typed) for at, one in enumerate(node.value)]
    return _scalar(node)


def _pairs(
    node: yaml.MappingNode, path: Path, first: int, typed: Typed
) -> Iterator[tuple[str, Any]]:
    seen: set[str] = set()
    for key_node, value in node.value:
        line = first + key_node.start_mark.line
        if not isinstance(key_node, yaml.ScalarNode):
            typed.slips.append((line, "A list or a group of lines cannot stand before a colon."))
            continue
        key = str(key_node.value)
        if key in seen:
            typed.slips.append((line, f'"{key}" stands twice. Keep one.'))
        seen.add(key)
        typed.lines[*path, key] = line
        yield key, _plain(value, (*path, key), first, typed)


def _scalar(node: Any) -> Any:
    text = str(node.value)
    if node.style is not None:  # in quotes, or a block of text
        return text
    if text in ("", "~", "null"):
        return None
    if text in _TRUTH:
        return _TRUTH[text]
    if _NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text)
    return text
