"""Lists of people that are no table: an address line, names in one line, cards, columns kept apart by spaces.

Each reader gives the same as a table, or nothing.
"""

from __future__ import annotations

import re
from collections import Counter

from champions.marking.intake import address_lines, people_names
from champions.marking.intake.people_found import Column, PeopleTable, Row
from champions.marking.intake.people_heads import CODE, EMAIL, FIRST, NAME, is_head, meaning_of
from champions.marking.intake.people_rows import as_called, sorted_out
from champions.sentences.told import told


def of_address_line(text: str) -> PeopleTable | None:
    """The people in an address line; None when the text is none."""
    people = address_lines.cards(text) or address_lines.pairs(text)
    if not people:
        return None
    rows = [
        as_called(Row(line, email=addresses.split()[0], also=tuple(addresses.split()[1:])), name)
        if addresses
        else as_called(Row(line), name)
        for line, name, addresses in people
    ]
    noted = Column(0, "", NAME, told("Each name is the one before its mail address."), sure=True)
    return sorted_out((noted,), rows, guesses=[], notes=(), headed=False)


def under_each_other(text: str) -> str:
    """Cards of two lines, a name and below it its address, in a line each. Empty for other text."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    pairs = [*zip(lines[::2], lines[1::2], strict=False)]
    if len(lines) % 2 or len(pairs) < 2:
        return ""
    for name, mail in pairs:
        is_mail = address_lines.ADDRESS.fullmatch(mail.removeprefix("mailto:"))
        if not is_mail or "@" in name or "\t" in name or is_head(name):
            return ""
    return "\n".join(f"{name} <{mail.removeprefix('mailto:')}>" for name, mail in pairs)


def parted_line(text: str) -> str:
    """Names that stand in one line, a line each: "Anna Smith, Ben Lee and Cara Jones". Empty for other text."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) != 1:
        return ""
    if "\t" in text:  # names that stand side by side in a spreadsheet
        cells = [cell.strip() for cell in lines[0].split("\t") if cell.strip()]
        is_names = len(cells) > 2 and all(re.fullmatch(r"[^\W\d_]\D*\s\D+", cell) for cell in cells)
        return "\n".join(cells) if is_names and not any(map(is_head, cells)) else ""
    if len(address_lines.ADDRESS.findall(text)) > 1:
        parts = [part.strip() for part in re.split(r"[;,]\s+", lines[0].strip(" ;,."))]
        found = [len(address_lines.ADDRESS.findall(part)) for part in parts]
        return "\n".join(parts) if {*found} == {1} else ""
    if re.search(r"[\d@]", text):
        return ""
    sign = ";" if ";" in text else ","
    parts = [part.strip(" .") for part in lines[0].split(sign)]
    if sign == ",":
        parts = [one for part in parts for one in re.split(r"\s+(?:and|&)\s+|^(?:and|&)\s+", part)]
    parts = [part for part in parts if part]
    is_whole = [len(part.split()) > 1 for part in parts]
    if len(parts) < 2 or any(is_head(part) for part in parts):
        return ""
    is_turned = people_names.is_given(parts[1]) and not people_names.is_given(parts[0])
    if sign == "," and len(parts) == 2 and is_turned:
        return ""  # "García López, María José"
    # "Smith, Anna" is one person: only whole names part a line.
    if sign == "," and not (all(is_whole) or (len(parts) > 2 and not any(is_whole))):
        return ""
    return "\n".join(parts)


def by_spaces(text: str) -> str:
    """Columns that are kept apart by spaces alone, as programs print them, kept apart by tabs. Empty for others."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) < 2 or re.search(r"[\t|;]", text):
        return ""
    parts = [re.split(r" {2,}", line) for line in lines]
    usual = Counter(map(len, parts)).most_common(1)[0]
    if (
        usual[0] < 2
        or usual[1] < 0.8 * len(lines)
        or sum("," in line for line in lines) > 0.2 * len(lines)
    ):
        return ""
    return "\n".join("\t".join(one) for one in parts)


_KEY_AND_VALUE = re.compile(r"\s*(?P<key>[^:,\t\d]{2,40}):[ \t]*(?P<value>.*)")


def in_blocks(text: str) -> str:
    """People as forms mail them, "Name: Anna Example" and below it "Email: anna@…", in a line each."""
    people: list[dict[str, str]] = [{}]
    for line in text.splitlines():
        found = _KEY_AND_VALUE.fullmatch(line)
        if not line.strip():
            people.append({})
        elif found is None:
            return ""
        elif is_head(found["key"]):
            if found["key"] in people[-1]:
                people.append({})
            people[-1][found["key"]] = re.sub(r"\s+", " ", found["value"]).strip()
    people = [one for one in people if one]
    heads = list(dict.fromkeys(key for one in people for key in one))
    says_who = {NAME, FIRST, EMAIL, CODE} & {meaning_of(one) for one in heads}
    if not says_who or max(len(people), *map(len, people)) < 2:
        return ""
    rows = [heads, *([one.get(key, "") for key in heads] for one in people)]
    return "\n".join("\t".join((*row, "")) for row in rows)


#: Ways to write a list that are no table: each gives the same as a table, or nothing.
OTHERWISE = (parted_line, under_each_other, by_spaces, in_blocks)
