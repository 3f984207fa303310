"""In which letters are the names in a zip? A zip that does not say it has names in the letters of a computer.

Windows writes names in the letters of its own region, and says nothing of it: a name in Japanese or Russian,
or one with an accent, is read as signs that nobody wrote. The letters are taken that make words of all names.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from contextlib import suppress

from champions.tables.scripts import score

#: Letters in which programs write names, the likeliest first. All that is no UTF-8 is read as cp437 by zipfile.
_LETTERS = (
    *("cp437", "cp850", "cp1252", "cp852", "cp1250", "cp866", "cp1251", "cp737", "cp1253", "cp857", "cp1254"),
    *("cp862", "cp1255", "cp720", "cp1256", "cp932", "gbk", "euc_kr", "big5"),
)  # fmt: skip

#: The flag of a name that says that it is UTF-8.
_SAID = 0x800


def names_in(archive: zipfile.ZipFile) -> dict[zipfile.ZipInfo, str]:
    """The name of each member as it was meant."""
    letters = letters_of(one.filename for one in archive.infolist() if not one.flag_bits & _SAID)
    return {
        one: one.filename if one.flag_bits & _SAID else as_meant(one.filename, letters)
        for one in archive.infolist()
    }


def letters_of(names: Iterable[str]) -> str:
    """The letters in which names of a zip were written, from how zipfile read them (as cp437).

    >>> letters_of(["Zo\\u00eb/lesson.ipynb"]), letters_of(["山田".encode("cp932").decode("cp437")])
    ('cp437', 'cp932')
    """
    raw = [name.encode("cp437", "ignore") for name in names if not name.isascii()]
    with suppress(UnicodeDecodeError):
        for one in raw:
            one.decode("utf-8")
        return "utf-8" if raw else "cp437"
    likely = max(_LETTERS, key=lambda letters: (score(raw, letters), -_LETTERS.index(letters)))
    return likely if raw else "cp437"


def as_meant(name: str, letters: str) -> str:
    """A name as it was meant, from how zipfile read it."""
    with suppress(UnicodeError):
        return name.encode("cp437").decode("utf-8")
    with suppress(UnicodeError):
        return name.encode("cp437").decode(letters)
    return name
