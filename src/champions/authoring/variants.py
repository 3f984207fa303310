"""Make the numbered variants of questions, and say which of their files are not as they are made.

A kind of question that has variants brings a ``variant.py`` with ``make(number)``: plain data from an
honest model, and what is true of them. See :mod:`champions.questions.variants`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from champions.questions.kinds import all_kinds, class_of
from champions.questions.variants import FOLDER, FORMAT, HOW_MANY, Variant, file_of, make, text_of

#: Which pools there are, and how many variants are in each: for readers that know no Python.
INDEX = f"{FOLDER}/index.json"


def pools() -> list[str]:
    """The pools of the course, sorted: each kind of question that has variants."""
    return sorted({pool for kind in all_kinds() if (pool := class_of(kind).pool)})


def make_all(of: Iterable[str]) -> dict[str, str]:
    """Every file of some pools by its place in the course, and what stands in it; and the index of all."""
    found = [Variant(pool, number) for pool in sorted(of) for number in range(1, HOW_MANY + 1)]
    index = {"format": FORMAT, "pools": dict.fromkeys(pools(), HOW_MANY)}
    return {INDEX: json.dumps(index, indent=1) + "\n"} | {
        file_of(one): text_of(make(one)) for one in found
    }


def write(root: Path, files: Mapping[str, str]) -> None:
    """Put the files in their place, and take away others of these pools, and pools that are no more."""
    for name, text in files.items():
        path = root / name
        if not path.is_file() or path.read_bytes() != text.encode():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    for name in _there(root, files) - files.keys():
        (root / name).unlink()


def differ(root: Path, files: Mapping[str, str]) -> list[str]:
    """A sentence for each file that is missing, is there too much, or is not as it is made."""
    mend = "Mend it with: python3 start.py build"
    there = _there(root, files)
    said = [f"{name}: extra. {mend}" for name in there - files.keys()]
    said += [f"{name}: missing. {mend}" for name in files.keys() - there]
    said += [
        f"{name}: different. {mend}"
        for name in there & files.keys()
        if (root / name).read_bytes() != files[name].encode()
    ]
    return sorted(said)


def _there(root: Path, files: Mapping[str, str]) -> set[str]:
    """The files that are there, of these pools and of those that no kind of question has."""
    others = {f"{FOLDER}/{pool}" for pool in pools()} - {name.rpartition("/")[0] for name in files}
    there = (path.relative_to(root).as_posix() for path in (root / FOLDER).rglob("*.json"))
    return {name for name in there if name.rpartition("/")[0] not in others}
