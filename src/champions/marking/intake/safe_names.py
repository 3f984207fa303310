"""Names of people as names of files: a learner's id that every system can keep."""

from __future__ import annotations

import hashlib
import re
import unicodedata

#: The longest learner id, in characters.
LONGEST_ID = 60


def safe_id(text: str) -> str:
    """A learner id that is safe as the name of a file on every system. Letters keep their accents.

    >>> safe_id(" Zoë  Öztürk "), safe_id("../../etc"), safe_id("=cmd()"), safe_id("a*b?")
    ('Zoë Öztürk', 'etc', 'cmd', 'a-b')
    """
    kept = "".join(
        sign
        if unicodedata.category(sign)[0] in "LMN" or sign in "._@-'’"
        else " "
        if sign.isspace()
        else "-"
        for sign in unicodedata.normalize("NFC", text)
    )
    kept = re.sub(r"\s+", " ", re.sub(r"-{2,}", "-", re.sub(r"\.{2,}", "-", kept)))
    kept = kept.strip(" ._@-'’")
    if len(kept) > LONGEST_ID:  # two long names that begin alike stay two
        kept = f"{kept[: LONGEST_ID - 9].rstrip(' ._@-')}-{hashlib.sha256(kept.encode()).hexdigest()[:8]}"
    reserved = re.fullmatch(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", kept, re.IGNORECASE)
    return f"{kept}-id" if reserved else kept
