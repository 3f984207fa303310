"""What somebody typed as YAML, with the line of each part: plain data, and where it stands.

Words are words: ``yes``, ``no`` and ``on`` are no truth values here, 10:30 is a time and no sum, and 000 is a
number to ring, not nought. A key that stands twice is told. What cannot be read is told with its line, and
with the line as it should be typed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path as File
from typing import Any

import yaml

from champions.trouble import Trouble

#: Where something stands in what was typed, such as ``("misses", 2, "hint")``.
Path = tuple[str | int, ...]

#: Of fifteen digits at most: more of them are a code, and no number that anybody counts. So are digits
#: behind a nought, such as 000 or 0118, and a plus before the number of a country.
_NUMBER = re.compile(r"(?!\+\d{7})[-+]?(?:(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?|\.\d{1,15})", re.ASCII)
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
    >>> read_typed("ring: 000\\nat: 10:30\\nor: 0118", 1).data
    {'ring': '000', 'at': '10:30', 'or': '0118'}
    """
    return deepcopy(_read_typed(text, first))


@lru_cache(maxsize=1024)  # a lesson is read at each change, and most of it is as it was
def _read_typed(text: str, first: int) -> Typed:
    # Some invisible signs end a line for YAML, and for no editor.
    lines = re.sub("[\x85\u2028\u2029]", " ", text).split("\n")
    typed = _read("\n".join(lines), first)
    slips = list(typed.slips)
    tried: set[int] = set()
    while typed.data is None and (bad := {line - first for line, _ in typed.slips} - tried):
        tried |= bad
        said = {line - first: one for line, one in typed.slips}
        for at in bad:
            lines[at] = _in_line(lines, at, said[at]) or _as_words(lines[at])
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


#: Where one of YAML's own signs may begin: at the beginning of a part, or of a line.
_PERHAPS_OWN = re.compile(r"""(?:^|[\s\[\]{},:?"'-])[&*!]|^(?:%|---|\.\.\.)""", re.MULTILINE)


def _read(text: str, first: int) -> Typed:
    # Otherwise, and where it cannot be read, each sign is looked at too.
    if not _PERHAPS_OWN.search(text):
        with suppress(yaml.YAMLError, RecursionError):
            typed = Typed(lines={(): first})
            if (node := yaml.compose(text, Loader=yaml.SafeLoader)) is not None:
                typed.data = _plain(node, (), first, typed)
            return typed
    return _read_slowly(text, first)


def _read_slowly(text: str, first: int) -> Typed:
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
_DASHES = "A line of dashes or dots cannot stand here. Take it out."


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
    if (wrong := _out_of_line(lines, at)) is not None:
        return first + wrong, _MOVED_IN if wrong == at else _MOVED_OUT
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


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _about_a_colon(line: str) -> str:
    if re.search("[“”‘’]", line):
        return "These quotation marks are curly. Put straight ones around the words."
    if len(_COLON.findall(line)) > 1:
        return "A colon with a space after it stands in the words here. Put the words in quotes."
    return _MOVED_IN


_MOVED_IN = (
    "This line is moved in further than the line above it. "
    "Line it up. If it goes on with the words above, put all of these words in quotes."
)
_MOVED_OUT = (
    "This line is moved in less than the lines that belong with it. Move it in as far as they are."
)
#: A line with a name, a colon and words, of a list or not: where its name begins.
_NAMED = re.compile(r"(\s*(?:- +)?)[\w-]+:(?:\s+(.*))?")


def _out_of_line(lines: Sequence[str], at: int) -> int | None:
    """The line to blame where one is moved in below a line that has words already; None where none is.

    Reading stops at the line that is moved in. It is right all the same where the lines above it belong
    below a heading, or stand between others that are moved in as far.

    >>> _out_of_line(["parts:", "quay: A", "  street: B", "  north: C"], 2)
    1
    >>> _out_of_line(["parts:", "  quay: A", "street: B", "  north: C"], 3)
    2
    >>> _out_of_line(["parts:", "  quay: A", "   street: B", "  north: C"], 2)
    2
    >>> _out_of_line(["parts:", "  quay: A", "  street: B"], 2) is None
    True
    """
    there = [(one, found) for one in range(at + 1) if (found := _begins(lines[one])) is not None]
    if len(there) < 2 or there[-1][0] != at:
        return None
    (_, (deep, _)), (_, (begin, words)) = there[-1], there[-2]
    if deep <= begin or not words:
        return None
    less = 0  # how many lines above it are moved in less
    while less < len(there) - 1 and there[-2 - less][1] == (begin, True):
        less += 1
    if less == len(there) - 1:
        return at
    its_begin, has_words = there[-2 - less][1]
    heads_them = its_begin == begin and not has_words and less <= _as_deep(lines, at, deep)
    return there[-1 - less][0] if heads_them or its_begin == deep else at


def _begins(line: str) -> tuple[int, bool] | None:
    """Where the name of a line begins, and whether words follow; None for an empty line or a note."""
    if not line.strip() or line.lstrip().startswith("#"):
        return None
    found = _NAMED.fullmatch(line.rstrip())
    if not found:
        return _indent(line), True
    return len(found[1]), bool(found[2]) and not found[2].startswith(("#", "|", ">"))


def _as_deep(lines: Sequence[str], at: int, deep: int) -> int:
    """How many lines from this one on are moved in as far."""
    count = 0
    for line in lines[at:]:
        if (found := _begins(line)) is not None:
            if found[0] != deep:
                break
            count += 1
    return count


def _in_line(lines: Sequence[str], at: int, slip: str) -> str:
    """A line that is moved in too far, or not far enough, as it should stand; empty for another slip."""
    named = _NAMED.fullmatch(lines[at].rstrip())
    if slip not in (_MOVED_IN, _MOVED_OUT) or not named or "-" in named[1]:
        return ""
    others = reversed(lines[:at]) if slip == _MOVED_IN else lines[at + 1 :]
    begin = len(named[1])
    for other in others:
        found = _begins(other)
        if found and (found[0] < begin if slip == _MOVED_IN else found[0] > begin):
            return " " * found[0] + lines[at].lstrip()
    return ""


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


# --- A whole file -------------------------------------------------------------------------------------


def read_file(path: File) -> Typed:
    """What stands in a file of names and words, such as ``place.yml``; empty when it is not there.

    Raises:
        Trouble: when it cannot be read. Each slip is told with its line and, where it is plain, with the
            line as it should be typed.
    """
    if not path.is_file():
        return Typed(data={})
    at = path.stat()
    return deepcopy(_read_file(path, at.st_mtime_ns, at.st_size))


@lru_cache(maxsize=16)
def _read_file(path: File, _changed: int, _size: int) -> Typed:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Trouble(
            f"{path} is not UTF-8 text.", "Save it again with the encoding UTF-8."
        ) from error
    typed = read_typed(_FIRST_DASHES.sub("\n", text), 1)
    lines = text.split("\n")
    slips = typed.slips
    if not slips and not isinstance(typed.data, dict | None):
        slips = [(_first_line(lines), _NO_COLON)]
    if slips:
        said = [f"  Line {at}: {_with_what_to_type(lines, at - 1, one)}" for at, one in slips]
        raise Trouble(
            "\n".join([f"{path} cannot be read.", *said]),
            "Mend it there and save. docs/adopters/packs.md says which words need quotes.",
        )
    return Typed({}) if typed.data is None else typed


#: Programs write such a line above all others. It says nothing.
_FIRST_DASHES = re.compile(r"\A---[ \t]*\r?\n")


def _first_line(lines: Sequence[str]) -> int:
    """The first line on which something stands that is no note."""
    there = (at for at, line in enumerate(lines, 1) if line.strip() and line.lstrip()[0] != "#")
    return next(there, 1)


def _with_what_to_type(lines: Sequence[str], at: int, slip: str) -> str:
    """What is wrong with a line, and what to type in its place, where that is plain."""
    if not 0 <= at < len(lines):
        return slip
    if heading := heading_behind_a_sign(lines, at):
        return f"This line is moved in, and the line {heading}: above it begins with #. Take that # away."
    mended = _in_line(lines, at, slip).rstrip("\r") or _mended(lines[at].rstrip("\r"))
    again = "\n".join([*lines[:at], mended, *lines[at + 1 :]])
    if mended and at + 1 not in {line for line, _ in _read(again, 1).slips}:
        return f"{slip}\n    Type it so: {mended}"
    return slip


def heading_behind_a_sign(lines: Sequence[str], at: int) -> str:
    """The heading of a line that is moved in, where that heading still has a # before it; else empty.

    >>> heading_behind_a_sign(["place: Ash", "#groups:", "#  a: A", "  b: B"], 3)
    'groups'
    >>> heading_behind_a_sign(["groups:", "#  a: A", "  b: B"], 2)
    ''
    """
    deep = _indent(lines[at])
    for line in reversed(lines[:at]):
        if found := _HEADING_BEHIND_A_SIGN.fullmatch(line.rstrip()):
            if len(found[1]) < deep:
                return found[2]
        elif line.strip() and not line.lstrip().startswith("#") and _indent(line) < deep:
            break
    return ""


_HEADING_BEHIND_A_SIGN = re.compile(r"# ?( *)([\w-]+):")
_LINE = re.compile(r"(\s*(?:- +)?[\w-]+):(?:\s+(.*))?")
_MARKS = "\"'“”‘’„"


def _mended(line: str) -> str:
    """A line with a name, a colon and words as it should be typed; empty when that is not plain.

    >>> _mended("place: Ash: the old part"), _mended("place: “Ash: the old part”")
    ('place: "Ash: the old part"', 'place: "Ash: the old part"')
    >>> print(_mended("hall: 'O'Hara's Hall'"), _mended('hall: "The "Red" Hall'), sep=", ")
    hall: "O'Hara's Hall", hall: 'The "Red" Hall'
    >>> _mended("\\tplace:Ash"), _mended("place Ash")
    ('  place: "Ash"', '')
    """
    line = re.sub(r"^(\s*[\w-]+):(?=[^\s:])", r"\1: ", line.expandtabs(2))
    found = _LINE.fullmatch(line)
    if not found or not found[2]:
        return ""
    words, note, about = found[2].partition(" #")
    inner = words.strip().strip(_MARKS).strip()
    mark = '"' if not {'"', "\\"} & {*inner} else "'"
    if mark in inner:
        return ""
    mended = f"{found[1]}: {mark}{inner}{mark}" + (f"  #{about}" if note else "")
    return mended if mended != line else ""
