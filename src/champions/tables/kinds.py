"""What a file is, by how it begins: a workbook, a web page, text, or no table at all."""

from __future__ import annotations

import io
import re
import zipfile

from champions.tables.result import NotATable
from champions.tables.words import say

#: How a file that is no table begins, the sentence on it, and the one on what to do.
_NO_TABLES = (
    (b"%PDF", "pdf", "pdf-do"),
    (b"\x89PNG", "picture", "picture-do"),
    (b"\xff\xd8\xff", "picture", "picture-do"),
    (b"GIF8", "picture", "picture-do"),
    (b"RIFF", "picture", "picture-do"),
    (b"II*\x00", "picture", "picture-do"),
    (b"MM\x00*", "picture", "picture-do"),
    (b"{\\rtf", "document", "document-do"),
    (b"SQLite format 3", "database", "save-csv"),
    (b"PAR1", "database", "save-csv"),
    (b"\x1f\x8b", "packed", "packed-do"),
    (b"7z\xbc\xaf", "packed", "packed-do"),
    (b"Rar!", "packed", "packed-do"),
)
_PICTURES = {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"}
#: What a packed file holds, and what it is then.
_PACKED = (
    ("xl/workbook.bin", "binary-excel", "old-excel-do"),
    ("Index/Document.iwa", "numbers", "numbers-do"),
    ("Index.zip", "numbers", "numbers-do"),
    ("word/document.xml", "document", "document-do"),
    ("ppt/presentation.xml", "document", "document-do"),
)
#: What stands in an old Microsoft file, and what it is then. They hold names in UTF-16.
_COMPOUND = (
    ("EncryptedPackage", "locked", "locked-do"),
    ("WordDocument", "document", "document-do"),
    ("__substg1.0_", "mail", "mail-do"),
)
_PAGE = re.compile(
    rb"\s*<(?:!doctype\s+html|html|head|meta|body|table|style|div|!--)", re.IGNORECASE
)


def kind_of(data: bytes) -> str:
    """``workbook``, ``page`` or ``text``.

    Raises:
        NotATable: for every other file that shows what it is.

    >>> kind_of(b"<table>"), kind_of(b"Week,Guests")
    ('page', 'text')
    """
    for start, what, do in _NO_TABLES:
        if data.startswith(start):
            raise _refused(what, do)
    if data[4:12] in _PICTURES or (data.startswith(b"BM") and data[6:10] == bytes(4)):
        raise _refused("picture", "picture-do")
    if data.startswith(b"PK\x03\x04"):
        return _packed(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _compound(data)
    return _marked_up(data[:2000])


def _compound(data: bytes) -> NotATable:
    for sign, what, do in _COMPOUND:
        if sign.encode("utf-16-le") in data:
            return _refused(what, do)
    return _refused("old-excel", "old-excel-do")


def _marked_up(start: bytes) -> str:
    start = start.removeprefix(b"\xef\xbb\xbf")
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.decode("utf-16", "ignore").encode()
    if start.lstrip().startswith(b"<?xml"):
        if b"urn:schemas-microsoft-com:office:spreadsheet" in start:
            raise _refused("excel-xml", "old-excel-do")
        start = start.partition(b"?>")[2]
    return "page" if _PAGE.match(start) else "text"


def _packed(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = set(packed.namelist())
            kind = packed.read("mimetype")[:200] if "mimetype" in names else b""
    except Exception as error:  # a damaged file can make a library stumble anywhere
        raise _refused("broken-workbook", "broken-workbook-do") from error
    if b"opendocument.spreadsheet" in kind:
        raise _refused("opendocument", "save-csv")
    if b"opendocument" in kind:
        raise _refused("document", "document-do")
    for sign, what, do in _PACKED:
        if sign in names:
            raise _refused(what, do)
    if "xl/workbook.xml" not in names:
        raise _refused("packed", "packed-do")
    return "workbook"


def _refused(what: str, do: str) -> NotATable:
    return NotATable(say(what), say(do))
