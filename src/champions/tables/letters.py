"""The letters of a file: from bytes to text, with what the encoding is and how sure that is.

UTF-8 proves itself: text in another form is hardly ever valid UTF-8. What is not UTF-8 comes from Excel's
plain "CSV", which writes Windows-1252 on Windows and Mac Roman on a Mac. The two are told apart by what
no one writes, such as a capital after a small letter ("JosŽ") or an opening quote mark after a letter
("Zo‘"). Windows-1252 stands unless it reads badly and Mac Roman reads well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from champions.tables.result import NotATable, Note
from champions.tables.scripts import score
from champions.tables.words import listed, say, short

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8"),
    (b"\xff\xfe\x00\x00", "utf-32", "UTF-32"),
    (b"\x00\x00\xfe\xff", "utf-32", "UTF-32"),
    (b"\xff\xfe", "utf-16", "UTF-16"),
    (b"\xfe\xff", "utf-16", "UTF-16"),
)
#: What Windows writes in Central Europe, and what its older programs write: "CSV (MS-DOS)" in Excel.
_RARER = (("cp850", "code page 850"), ("cp1250", "Windows-1250"))
#: What computers write in the rest of the world, where no Unicode is chosen.
_OTHER_SCRIPTS = (
    ("cp932", "Shift-JIS"),
    ("gbk", "GBK"),
    ("big5", "Big5"),
    ("euc_kr", "EUC-KR"),
    ("cp1251", "Windows-1251"),
    ("cp1253", "Windows-1253"),
    ("cp1255", "Windows-1255"),
    ("cp1256", "Windows-1256"),
)
#: What stands between the words of a table: none of it is a part of a sign of Chinese, Japanese or Korean.
_RAW_WORD = re.compile(rb"[^\s,;\"<>]*[\x80-\xff][^\s,;\"<>]*")
#: Words with a sign outside ASCII that are looked at.
_LOOKED_AT = 500
_WORD = re.compile(r"[^\s,;|<>]*[^\x00-\x7f][^\s,;|<>]*")
_UNKNOWN = "\ufffd"


@dataclass(frozen=True)
class Letters:
    """A file's text, with line ends made one, and how its letters were stored."""

    text: str
    encoding: str
    sure: bool = True
    notes: tuple[Note, ...] = ()


def decode(data: bytes) -> Letters:
    """The text in a file's bytes.

    Raises:
        NotATable: when the bytes are no text.

    >>> decode("Zoë".encode("cp1252")).text, decode("Zoë".encode("mac_roman")).text
    ('Zoë', 'Zoë')
    """
    found = _decoded(data)
    odd = sum(
        1 for sign in found.text[:4000] if ord(sign) < 32 and sign not in "\t\r\n\x00\x0c\x1a"
    )
    if odd > 20:
        raise NotATable(say("no-text"), say("save-csv"))
    return Letters(tidy(found.text), found.encoding, found.sure, found.notes)


def tidy(text: str) -> str:
    """Text with one kind of line end, and without signs that no cell can hold.

    >>> tidy("a\\r\\nb\\rc")
    'a\\nb\\nc'
    """
    plain = text.removeprefix("\ufeff").replace("\x00", "").replace("\x1a", "")
    return plain.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> Letters:
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            text = data.decode(codec, "replace")
            return Letters(text, name, sure=_UNKNOWN not in text)
    wide = _wide(data[:4000])
    if wide:
        return Letters(data.decode(wide, "replace"), "UTF-16", sure=False)
    try:
        return Letters(data.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError as error:
        # One odd byte at the end says nothing, unless the letters before it are UTF-8.
        is_cut = error.reason == "unexpected end of data" and not data[: error.start].isascii()
        if is_cut:
            cut = Note("letters-cut", say("letters-cut"))
            return Letters(data[: error.start].decode("utf-8"), "UTF-8", notes=(cut,))
    return _by_line(data)


def _wide(start: bytes) -> str:
    """UTF-16 without its mark: in Western text every second byte is nought."""
    if start.count(0) <= len(start) // 4:
        return ""
    return "utf-16-be" if start[0::2].count(0) > start[1::2].count(0) else "utf-16-le"


def _by_line(data: bytes) -> Letters:
    """Text that is not all UTF-8: in an older form, or lines of both put together."""
    texts: list[str | None] = []
    lines = data.splitlines(keepends=True)
    both = False
    for line in lines:
        try:
            texts.append(line.decode("utf-8"))
            both |= not line.isascii()
        except UnicodeDecodeError:
            texts.append(None)
    old = [at for at, text in enumerate(texts) if text is None]
    codec, name, sure, note = _older(b"".join(lines[at] for at in old))
    whole = "".join(
        line.decode(codec, "replace") if text is None else text
        for line, text in zip(lines, texts, strict=True)
    )
    if not both:
        return Letters(whole, name, sure, (note,))
    shown = short(_first_word(lines[old[0]].decode(codec, "replace")), 30)
    which = listed([str(at + 1) for at in old])
    said = say("letters-mixed", lines=which, shown=shown)
    mixed = Note("letters-mixed", said, tuple(at + 1 for at in old))
    return Letters(whole, "UTF-8", sure=False, notes=(mixed,))


def _older(data: bytes) -> tuple[str, str, bool, Note]:
    """Which of the older forms, how sure, and what to say."""
    windows, mac = data.decode("cp1252", "replace"), data.decode("mac_roman")
    bad = _unlikely(windows)
    if not bad:
        note = Note(
            "letters-windows", say("letters-windows", shown=short(_first_word(windows), 30))
        )
        return "cp1252", "Windows-1252", True, note
    if not _unlikely(mac):
        note = Note("letters-mac", say("letters-mac", shown=short(_first_word(mac), 30)))
        return "mac_roman", "Mac Roman", True, note
    rarer = [one for one in _RARER if not _unlikely(data.decode(one[0], "replace"))]
    if found := _by_its_words(data, rarer):
        codec, name = found
        shown = short(_first_word(data.decode(codec, "replace")), 30)
        said = say("letters-guessed", form=name, shown=shown)
        return codec, name, False, Note("letters-guessed", said)
    note = Note("letters-unknown", say("letters-unknown", shown=short(bad, 30)))
    return "cp1252", "Windows-1252", False, note


def _by_its_words(data: bytes, rarer: list[tuple[str, str]]) -> tuple[str, str] | None:
    """The form in which the words are words: of another script, or one of the rarer forms of the West."""
    words = _RAW_WORD.findall(data)[:_LOOKED_AT]
    scores = {one: score(words, one[0]) for one in _OTHER_SCRIPTS}
    best = max(scores, key=lambda one: scores[one])
    # A word that is none in its form costs more than it brings: half of them must be clear.
    likely = scores[best] >= max(1.0, 0.5 * len(words))
    if rarer and not (likely and scores[best] > score(words, rarer[0][0])):
        return rarer[0]
    return best if likely else None


def _first_word(text: str) -> str:
    found = _WORD.search(text)
    return found[0].strip("\"'") if found else ""


def _unlikely(text: str) -> str:
    """The first word that nobody writes, or nothing."""
    for at, found in enumerate(_WORD.finditer(text)):
        if at >= _LOOKED_AT:
            break
        if _is_unlikely(found[0]):
            return found[0].strip("\"'")
    return ""


def _is_unlikely(word: str) -> bool:
    high = [sign for sign in word if ord(sign) > 127 and sign.isalpha()]
    if len(high) > 2 and not re.search("[a-zA-Z]", word):
        return True  # Cyrillic, Greek and the like, read as Western letters
    return any(
        ord(sign) > 127
        and _is_misplaced(sign, word[at - 1 : at] if at else "", word[at + 1 : at + 2])
        for at, sign in enumerate(word)
    )


#: Signs that older forms have and no table does, beside what the older form of the other kind makes of letters.
_NEVER = frozenset("ƒˆ˜¨´¸¬¤¦¯†‡≠∞≤≥∂∑∏π∫Ω√≈∆◊ıˇ˘˙˚˝˛\ufffd\x81\x8d\x8f\x90\x9d")
_ENDS_WORDS = frozenset("”…™®©°»›‹«·•ªº")


def _is_misplaced(sign: str, before: str, after: str) -> bool:
    if sign in _NEVER:
        return True
    if sign in "²³":
        return before.isalpha() and before not in "mM"
    if sign.isalpha() and sign not in "ªºµ":
        return sign.isupper() and (before.islower() or (before.isalpha() and after.islower()))
    if sign == "’":
        return False
    if sign in "–—":
        return before.islower() and after.islower()
    if sign in "¿¡":
        return before.isalpha() and after.isalpha()
    if sign.isspace():
        return False
    if sign in _ENDS_WORDS:
        return before.isalpha() and after.isalpha()
    # An opening quote mark, £ or ‰ does not follow a letter; of these a quote mark alone stands before one.
    return before.isalpha() or (after.isalpha() and sign not in "‘“„‚µ")
