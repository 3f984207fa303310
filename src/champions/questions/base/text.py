"""Text as it is compared."""

from __future__ import annotations

import re
import unicodedata


def fold(text: object) -> str:
    """Text without differences that do not matter: case, spaces, full stop, kinds of dash.

    >>> fold("  The  Median. ") == fold("the median")
    True
    """
    words = unicodedata.normalize("NFKC", str(text)).casefold()
    words = re.sub(r"[‐-―−]", "-", words)
    return re.sub(r"\s+", " ", words).strip().rstrip(" .")


def one_letter_apart(one: str, other: str) -> bool:
    """True when a letter was added, left out, changed, or swapped with the next."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) == 1:
        return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
    if len(long) != len(short):
        return False
    off = [at for at in range(len(long)) if one[at] != other[at]]
    swapped = (
        len(off) == 2
        and off[1] == off[0] + 1
        and (one[off[0]], one[off[1]]) == (other[off[1]], other[off[0]])
    )
    return len(off) == 1 or swapped
