"""Pictures that need not be drawn twice: every learner's lesson shows the same charts of the same data.

Before the first lesson is marked, its author's own copy is run once, in the jail like any other: the
rehearsal. The charts that it drew are kept in the warm process under a digest of all that is in them.
A learner's chart of other data, or with other settings, is drawn. Nothing that a learner's code made
is ever kept for another.
"""

from __future__ import annotations

import base64
import hashlib
import json
import pickle
from collections.abc import Callable
from typing import Any

import matplotlib as mpl

_known: dict[str, bytes] = {}
_drawn: dict[str, bytes] = {}


def remember() -> None:
    """Let charts look here before they are drawn."""
    from champions import panels

    draw = panels.png

    def png(draw_on: Callable[[Any, str], None], size: str) -> bytes:
        key = _digest(draw_on, size)
        picture = _known.get(key) or draw(draw_on, size)
        if key:
            _drawn[key] = picture
        return picture

    panels.png = png


def _digest(draw_on: Any, size: str) -> str:
    """A digest of a chart, its size and the settings; empty when the chart cannot be taken down."""
    try:
        parts = (draw_on.__func__.__qualname__, draw_on.__self__, size, dict(mpl.rcParams))
        return hashlib.sha256(pickle.dumps(parts)).hexdigest()
    except Exception:  # noqa: BLE001 - a chart holds a learner's data; then it is simply drawn
        return ""


def drawn() -> str:
    """The pictures of this run as text."""
    return json.dumps({key: base64.b64encode(data).decode() for key, data in _drawn.items()})


def learn(pictures: dict[str, str]) -> None:
    """Keep pictures that a rehearsal gave."""
    _known.update({key: base64.b64decode(data) for key, data in pictures.items()})
