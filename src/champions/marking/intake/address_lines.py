"""Address lines as mail programs write them: "Smith, Anna <anna@…>; Ben Sample <ben@…>; cara@…".

Cards (vCard) of people from an address book are read to the same form.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator

#: A mail address, as far as lists need to know one.
ADDRESS = re.compile(
    r"[^\s<>()\[\],;:\"'“”|]+@[^\s<>()\[\],;:\"'“”|@]+\.[^\s<>()\[\],;:\"'“”|@.]{2,}"
)
_IN_ARROWS = re.compile(rf"<\s*(?:mailto:)?({ADDRESS.pattern})\s*>", re.IGNORECASE)
_FIELD = re.compile(r"^\s*(?:to|cc|bcc|from|an|von|à|de)\s*:", re.IGNORECASE | re.MULTILINE)


def pairs(text: str) -> list[tuple[int, str, str]]:
    """Line, name and address of everybody in an address line; nothing when the text is none.

    >>> pairs("Smith, Anna <anna@example.org>; Ben <ben@example.org>, cara@example.org")
    [(1, 'Smith, Anna', 'anna@example.org'), (1, 'Ben', 'ben@example.org'), (1, '', 'cara@example.org')]
    >>> pairs("Ann Example, ann@example.org")
    []
    """
    found: list[tuple[int, str, str]] = []
    at, plain = 0, _FIELD.sub(lambda one: " " * len(one[0]), text)
    for one in _IN_ARROWS.finditer(plain):
        before = plain[at : one.start()]
        if not _alone(before, found, plain.count("\n", 0, at) + 1, name_last=True):
            return []
        pieces = [
            piece for piece in re.split(r"[;\n]", _BARE.sub(";", before)) if piece.strip(" ,\t")
        ]
        if len(pieces) > 1:
            return []  # more stands there than a name: it is a table, or a text
        name = pieces[0].strip(" ,\t\"'“”‘’") if pieces else ""
        found.append((plain.count("\n", 0, one.start()) + 1, name, one[1]))
        at = one.end()
    if not _alone(plain[at:], found, plain.count("\n", 0, at) + 1, name_last=False):
        return []
    return found


#: An address that stands alone, with what parts it from the next.
_BARE = re.compile(
    rf"(?:^|(?<=[\s;,\"'<]))(?:mailto:)?{ADDRESS.pattern}(?=$|[\s;,\"'>])", re.IGNORECASE
)


def _alone(text: str, found: list[tuple[int, str, str]], line: int, *, name_last: bool) -> bool:
    """Take in addresses that stand alone; False when something else stands there too."""
    bare = [(one.start(), one[0].removeprefix("mailto:")) for one in _BARE.finditer(text)]
    left = _BARE.sub("", text)
    if not name_last and left.strip(" ,;\t\n\"'"):
        return False
    if not found and not name_last and not bare:
        return False
    found += [(line + text.count("\n", 0, start), "", address) for start, address in bare]
    return True


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """The lines of cards, each with all that was written below it because it was too long."""
    began, whole = 0, ""
    for line, row in enumerate(text.splitlines(), 1):
        is_soft = whole.endswith("=") and "QUOTED-PRINTABLE" in whole.partition(":")[0].upper()
        if whole and is_soft:
            whole = whole[:-1] + row
        elif whole and row[:1] in (" ", "\t"):
            whole += row[1:]
        else:
            if whole:
                yield began, whole
            began, whole = line, row
    if whole:
        yield began, whole


def cards(text: str) -> list[tuple[int, str, str]]:
    r"""Line, name and addresses of everybody in cards (vCard); nothing when the text is none.

    >>> cards("BEGIN:VCARD\nFN:Anna Example\nEMAIL;TYPE=work:anna@example.org\nEND:VCARD")
    [(1, 'Anna Example', 'anna@example.org')]
    """
    if not re.match(r"\s*BEGIN:VCARD", text, re.IGNORECASE):
        return []
    found: list[tuple[int, str, str]] = []
    name = mail = ""
    began = 1
    for line, row in _unfolded(text):
        key, _, value = row.strip().partition(":")
        if (
            "QUOTED-PRINTABLE" in key.upper()
        ):  # phones write names so that have more than ASCII letters
            value = quopri.decodestring(value.encode()).decode("utf-8", "replace")
        kind = key.split(";")[0].rpartition(".")[2].upper()
        if kind == "BEGIN":
            name, mail, began = "", "", line
        elif kind == "FN" or (kind == "N" and not name):
            whole = " ".join(part for part in reversed(value.split(";")[:2]) if part)
            name = (value if kind == "FN" else whole).replace("\\,", ",").strip()
        elif kind == "EMAIL" and ADDRESS.fullmatch(value.strip()):
            mail = f"{mail} {value.strip()}".strip()
        elif kind == "END" and (name or mail):
            found.append((began, name, mail))
    return found
