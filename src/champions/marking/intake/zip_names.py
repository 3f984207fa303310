"""In which letters are the names in a zip? A zip that does not say it has names in the letters of a computer.

Windows writes names in the letters of its own region, and says nothing of it: a name in Japanese or Russian,
or one with an accent, is read as signs that nobody wrote. The letters are taken that make words of all names.
"""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Iterable
from contextlib import suppress

#: Letters in which programs write names, the likeliest first. All that is no UTF-8 is read as cp437 by zipfile.
_LETTERS = (
    *("cp437", "cp850", "cp1252", "cp852", "cp1250", "cp866", "cp1251", "cp737", "cp1253", "cp857", "cp1254"),
    *("cp862", "cp1255", "cp720", "cp1256", "cp932", "gbk", "euc_kr", "big5"),
)  # fmt: skip
#: Signs of these that are in use every day: what is first in their tables.
_COMMON = {
    "cp932": ((0x88, 0x97), (0x81, 0x84)),
    "gbk": ((0xB0, 0xD7),),
    "euc_kr": ((0xB0, 0xC8),),
    "big5": ((0xA4, 0xC6),),
}
_CJK = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "KATAKANA-HIRAGANA", "IDEOGRAPHIC"})


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
    likely = max(_LETTERS, key=lambda letters: (_score(raw, letters), -_LETTERS.index(letters)))
    return likely if raw else "cp437"


def as_meant(name: str, letters: str) -> str:
    """A name as it was meant, from how zipfile read it."""
    with suppress(UnicodeError):
        return name.encode("cp437").decode("utf-8")
    with suppress(UnicodeError):
        return name.encode("cp437").decode(letters)
    return name


def _score(names: Iterable[bytes], letters: str) -> float:
    """How much like words the names are in these letters."""
    score = 0.0
    for name in names:
        try:
            text = name.decode(letters)
        except UnicodeDecodeError:
            return float("-inf")
        if letters in _COMMON:
            score += sum(_one_of_many(sign, letters) for sign in text if not sign.isascii())
            score -= 3 * len(re.findall(r"[A-Za-z][^\W\d_A-Za-z]|[^\W\d_A-Za-z][A-Za-z]", text))
        else:
            score += sum(map(_word, re.findall(r"[^\W\d_]+", text)))
            score -= 3 * sum(not (one.isascii() or one.isalpha()) for one in text)
    return score


def _one_of_many(sign: str, letters: str) -> float:
    raw = sign.encode(letters)
    if len(raw) < 2:
        return -3.0
    common = any(first <= raw[0] <= last for first, last in _COMMON[letters])
    # Korean is hangul, and Chinese and Japanese have none.
    return 2.0 if common and _script(sign) in _CJK else 0.2


def _word(word: str) -> float:
    """How much one run of letters is like a word: one script, small letters after the first."""
    score = 0.0
    if not word.isascii() and len(word) > 2:  # "Анна", and neither "анна" nor "АННА"
        score -= 0.5 * word[0].islower() + 0.5 * len(word) * word.isupper()
    score -= 0.6 * len(re.findall("[þÞƒªºĸ]", word))
    for at, sign in enumerate(word):
        before = word[at - 1] if at else ""
        if not sign.isascii():
            score += 1.0
        if not before or (sign.isascii() and before.isascii()):
            continue
        if _script(sign) != _script(before):
            score -= 3.0
        if sign.isupper() and not before.isupper():
            score -= 2.0
        if _script(sign) == "LATIN" and not (sign.isascii() or before.isascii()):
            score -= 1.5  # two letters with an accent side by side are rare
    return score


def _script(sign: str) -> str:
    return unicodedata.name(sign, "?").partition(" ")[0]
