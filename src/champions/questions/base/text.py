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
