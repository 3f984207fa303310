"""How much like words is text in some letters? For names and lists that do not say in which letters they are.

Computers write names in the letters of their own region. The letters are taken that make words of all that is
there: one script, small letters after the first, and of Chinese, Japanese and Korean the signs of every day.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

#: Signs of these that are in use every day: what is first in their tables.
_COMMON = {
    "cp932": ((0x88, 0x97), (0x81, 0x84)),
    "gbk": ((0xB0, 0xD7),),
    "euc_kr": ((0xB0, 0xC8),),
    "big5": ((0xA4, 0xC6),),
}
#: Syllables of Korean names, and of the heads of lists.
_SYLLABLES = frozenset(
    "가강건경고곤공곽관광교구국권규균근금기김길나남노누다단달대덕도동두라란래량렬령로록류름리린림마만매메면명모무문미민"
    "박반배백번범변별병보복봉부빈사상서석선설섭성세소손솔송수숙순슬승시식신실심아안애양언여연열영예오옥온완용우욱운원월"
    "위유육윤율은을음의이익인일임자장재전정제조종주준중지진차찬창채천철청초최춘충치태택하학한해향허헌혁현형혜호홍화환황효"
    "후훈휘희과학번호소속메일전화"
)
_CJK = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "KATAKANA-HIRAGANA", "IDEOGRAPHIC"})


def score(names: Iterable[bytes], letters: str) -> float:
    """How much like words the names are in these letters.

    >>> raw = ["山田 太郎".encode("cp932")]
    >>> score(raw, "cp932") > score(raw, "gbk"), score(["Zoë".encode("cp850")], "cp932")
    (True, -inf)
    """
    found = 0.0
    for name in names:
        try:
            text = name.decode(letters)
        except UnicodeDecodeError:
            return float("-inf")
        if letters in _COMMON:
            found += sum(_one_of_many(sign, letters) for sign in text if not sign.isascii())
            found -= 3 * len(re.findall(r"[A-Za-z][^\W\d_A-Za-z]|[^\W\d_A-Za-z][A-Za-z]", text))
        else:
            found += sum(map(_word, re.findall(r"[^\W\d_]+", text)))
            found -= 3 * sum(not (one.isascii() or one.isalpha()) for one in text)
    return found


def _one_of_many(sign: str, letters: str) -> float:
    raw = sign.encode(letters)
    if len(raw) < 2:
        return -3.0
    common = any(first <= raw[0] <= last for first, last in _COMMON[letters])
    # Korean is hangul, and Chinese and Japanese have none: read as Korean, they are syllables that nobody writes.
    if _script(sign) == "HANGUL":
        return 2.5 if sign in _SYLLABLES else 1.5
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
