"""What a lesson's page brings, made small: data, which ``live/page/packed.ts`` unpacks, and pictures.

A web server may pack what it sends, and many do not: that of a room, of a school, of a learning platform. And
on the device each file is kept as it came. So what a page brings with numbers in it is packed when it is made.
"""

from __future__ import annotations

import base64
import json
import struct
import zlib
from collections.abc import Iterator
from typing import Any

import numpy as np

#: A raw stream, without the head and the sum that zlib puts around it.
_RAW = -15


def packed(data: Any) -> str:
    """Data as JSON, deflated (RFC 1951), in letters that a script can carry.

    JSON is written in ASCII, so that a page reads each byte as a letter.

    >>> made = packed({"week": "wythnos", "sign": "–", "many": [11, 12] * 99})
    >>> len(made) < 99, unpacked(made)["sign"]
    (True, '–')
    """
    squeeze = zlib.compressobj(9, zlib.DEFLATED, _RAW, 9)
    text = json.dumps(data, separators=(",", ":")).encode("ascii")
    return base64.b64encode(squeeze.compress(text) + squeeze.flush()).decode("ascii")


def unpacked(text: str) -> Any:
    """The data again, as the page gets them.

    >>> unpacked(packed([1, None, "a"]))
    [1, None, 'a']
    """
    return json.loads(zlib.decompress(base64.b64decode(text), _RAW))


def lighter(png: bytes) -> bytes:
    """A chart's picture in fewer colours and squeezed harder: about a quarter is saved, and no edge moves.

    While somebody works in a notebook, a picture has to be there at once. For a page it is made once, and
    fetched by many. The colours that a chart is drawn in stay to the digit. Of the steps between them, on
    the edges of letters and lines, those that hardly differ become one.

    Args:
        png: with a list of colours and plain rows, as :mod:`champions.charts.drawing.panels` makes it.
            Any other is given back as it is.
    """
    named = list(_chunks(png))
    parts = dict(named)
    width, height, *kind = struct.unpack(">IIBBBBB", parts[b"IHDR"])
    if kind != [8, 3, 0, 0, 0] or len(parts) < len(named) or b"tRNS" in parts:
        return png
    rows = np.frombuffer(zlib.decompress(parts[b"IDAT"]), np.uint8).reshape(height, 1 + width)
    if rows[:, 0].any():
        return png
    colours = np.frombuffer(parts[b"PLTE"], np.uint8).reshape(-1, 3)
    pixels = rows[:, 1:]
    number, fewer = _fewer(colours, np.bincount(pixels.ravel(), minlength=len(colours)))
    plain = np.zeros_like(rows)
    plain[:, 1:] = number[pixels]
    squeeze = zlib.compressobj(_HARD, zlib.DEFLATED, 15, 9)
    parts[b"PLTE"] = fewer.tobytes()
    parts[b"IDAT"] = squeeze.compress(plain.tobytes()) + squeeze.flush()
    made = png[:8] + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts.items()
    )
    return min(png, made, key=len)


#: How hard zlib tries for a page. At 9 it takes twice as long for a hundredth less.
_HARD = 8
#: Colours that are alike in so many of the highest bits of red, green and blue become one.
_ALIKE = 4


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The parts of a PNG file: the name of each, and its data."""
    at = 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length


def _fewer(colours: np.ndarray, used: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each colour the number of the one it becomes, and those: the most used of each that are alike."""
    levels = np.round(colours / 255 * ((1 << _ALIKE) - 1)).astype(int)
    _, number = np.unique(levels @ [1 << 2 * _ALIKE, 1 << _ALIKE, 1], return_inverse=True)
    order = np.argsort(used, kind="stable")  # the most used comes last, and stays
    fewer = np.zeros((number.max() + 1, 3), np.uint8)
    fewer[number[order]] = colours[order]
    return number.astype(np.uint8), fewer
