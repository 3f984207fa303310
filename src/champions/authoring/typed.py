"""What an author typed as YAML, with the line of each part: plain data, and where it stands.

Words are words: ``yes``, ``no`` and ``on`` are no truth values here, and a key that stands twice is told.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

#: Where something stands in what was typed, such as ``("misses", 2, "hint")``.
Path = tuple[str | int, ...]

#: Of fifteen digits at most: more of them are a code, and no number that anybody counts.
_NUMBER = re.compile(r"[-+]?(?:\d{1,15}(?:\.\d{1,15})?|\.\d{1,15})")
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

    Where a line cannot be read, its words are taken as if they stood in quotes, so that what is wrong
    further down is told as well.

    Args:
        text: what was typed.
        first: the line of the file on which it begins.

    >>> typed = read_typed("right: yes\\nwithin: 0.5", 10)
    >>> typed.data, typed.line(("within",))
    ({'right': 'yes', 'within': 0.5}, 11)
    """
    # Some invisible signs end a line for YAML, and for no editor.
    lines = re.sub("[\x85\u2028\u2029]", " ", text).split("\n")
    typed = _read("\n".join(lines), first)
    slips = list(typed.slips)
    tried: set[int] = set()
    while typed.data is None and (bad := {line - first for line, _ in typed.slips} - tried):
        tried |= bad
        for at in bad:
            lines[at] = _as_words(lines[at])
        typed = _read("\n".join(lines), first)
        slips += [one for one in typed.slips if one[0] - first not in tried]
    typed.slips = sorted(dict.fromkeys(slips))
    return typed


def _as_words(line: str) -> str:
    """A line with a name, a colon and words, its words in quotes; another as it is.

    >>> _as_words("  mean: The mean: all added up")
    '  mean: "The mean: all added up"'
    """
    found = re.fullmatch(r"(\s*(?:- +)?[\w-]+):\s*([^\s\[{|>].*)", line)
    if not found:
        return line
    return f"{found[1].expandtabs(2)}: {json.dumps(found[2], ensure_ascii=False)}"


def _read(text: str, first: int) -> Typed:
    typed = Typed(lines={(): first})
    try:
        typed.slips += _without_yamls_own_signs(text, first)
        node = None if typed.slips else yaml.compose(text, Loader=yaml.SafeLoader)
        if node is not None:
            typed.data = _plain(node, (), first, typed)
    except yaml.MarkedYAMLError as error:
        if not typed.slips:
            typed.slips.append(_told(error, text, first))
    except yaml.reader.ReaderError as error:
        line = first + text.count("\n", 0, error.position)
        said = "A sign that cannot be seen stands in this line. Delete the line, and type it again."
        typed.slips.append((line, said))
    except RecursionError:
        typed.data = None
        typed.slips.append((first, "There are too many brackets inside one another here."))
    return typed


_OWN = {yaml.AnchorToken: "&", yaml.AliasToken: "*", yaml.TagToken: "!", yaml.DirectiveToken: "%"}
_DASHES = "A line of dashes or dots cannot stand in a block. Take it out."


def _without_yamls_own_signs(text: str, first: int) -> Iterator[tuple[int, str]]:
    """A word for each sign that YAML would take for something of its own, and drop from the words."""
    for token in yaml.scan(text, Loader=yaml.SafeLoader):
        line = first + token.start_mark.line
        if type(token) in _OWN:
            yield line, _in_quotes(_OWN[type(token)])
        elif isinstance(token, yaml.DocumentStartToken | yaml.DocumentEndToken):
            yield line, _DASHES


def _in_quotes(sign: str) -> str:
    return f"The words begin with {sign} here. Put all of them in quotes."


def _told(error: yaml.MarkedYAMLError, text: str, first: int) -> tuple[int, str]:
    """The line on which something is wrong, and what to do about it."""
    begun, met = error.context_mark, error.problem_mark or error.context_mark
    lines = text.splitlines() or [""]
    at = min(met.line if met else 0, len(lines) - 1)
    start = min(begun.line if begun else at, at)
    problem, context, line = str(error.problem), str(error.context), lines[at]
    if "\t" in line[: _indent(line)] or r"'\t'" in problem:
        return first + at, "There is a tab here. Move the words in with spaces."
    if "document" in problem:
        return first + at, _DASHES
    for sign, said in _BEGUN.items():
        if sign in context or sign in problem:
            return first + start, said
    if "mapping values are not allowed" in problem:
        above = lines[at - 1] if at else ""
        if above.strip() and not _COLON.search(above) and _indent(above) == _indent(line):
            return first + at - 1, _NO_COLON
        return first + at, _about_a_colon(line)
    return first + at, _about_the_rest(line)


_NO_COLON = (
    "This line has no colon with a space after it. Write a name, a colon, a space and words."
)
#: Signs in YAML's own words that something was begun on an earlier line, and what to say of that line.
_BEGUN = {
    "quoted scalar": "A quotation mark opens here and does not close.",
    "flow": "A bracket opens here and does not close. Words that begin with a bracket need quotes.",
    "could not find expected ':'": _NO_COLON,
}
_COLON = re.compile(r":(?:\s|$)")
_NO_COLON = (
    "This line has no colon with a space after it. Write a name, a colon, a space and words."
)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _about_a_colon(line: str) -> str:
    if re.search("[“”‘’]", line):
        return "These quotation marks are curly. Put straight ones around the words."
    if len(_COLON.findall(line)) > 1:
        return "A colon with a space after it stands in the words here. Put the words in quotes."
    return (
        "This line is moved in further than the line above it. "
        "Line it up. If it goes on with the words above, put all of these words in quotes."
    )


def _about_the_rest(line: str) -> str:
    value = re.sub(r"^[\s-]*[^:]*:\s+", "", line).lstrip()
    if value[:1] in ("'", '"'):
        return "The words go on after the quotation marks here. Put all of them in quotes."
    if value and value[0] in "[{@`%*&!|>":
        return _in_quotes(value[0])
    return "This line does not line up with those around it. Move it to where they begin."


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
    if (
        not isinstance(node, yaml.ScalarNode) or node.style is not None
    ):  # in quotes, or a block of text
        return text
    if text in ("", "~", "null"):
        return None
    if text in _TRUTH:
        return _TRUTH[text]
    if _NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text)
    return text
