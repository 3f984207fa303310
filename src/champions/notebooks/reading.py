"""Is this a notebook? Bytes in, a notebook out, with what had to be repaired; else a plain reason."""

from __future__ import annotations

import codecs
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import nbformat

from champions.questions import plain_json


class NotANotebook(Exception):
    """Bytes that are not a notebook that can be marked.

    ``code`` is a short name for scripts. The text goes on from "not marked, because".
    """

    def __init__(self, code: str, reason: str, advice: str) -> None:
        super().__init__(reason)
        self.code, self.reason, self.advice = code, reason, advice


@dataclass(frozen=True)
class Opened:
    """A notebook in the present format, and sentences on what was repaired on the way."""

    notebook: dict[str, Any]
    repairs: tuple[str, ...] = ()


def in_lines(notebook: Mapping[str, Any], known: Mapping[int, str] | None = None) -> str:
    """A notebook as the text of a file, a cell a line.

    A tenth of the time of ``nbformat.write``, which copies all of it and writes each word by itself.

    Args:
        notebook: the notebook.
        known: the lines of cells that many notebooks have in common, by the cell's identity.
    """
    known = known or {}
    cells = ",\n".join([known.get(id(cell)) or one_line(cell) for cell in notebook["cells"]])
    rest = {name: value for name, value in notebook.items() if name != "cells"}
    return f'{{"cells": [\n{cells}\n],\n{one_line(rest)[1:]}\n'


#: A cell as one line of such a file. Made once: json.dumps makes an encoder for every cell.
one_line = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


def with_attributes(text: str) -> Any:
    """A notebook from the text of a file, in the form in which nbgrader's steps handle it.

    As ``nbformat.from_dict(json.loads(text))``, without going through all of it a second time.
    """
    return json.loads(text, object_hook=nbformat.NotebookNode)


_SEND_AGAIN = "Ask the learner to open the lesson, press Save, and send it again."
#: What other kinds of file begin with.
_OTHER_KINDS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip or an office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a photo"),
    (b"<", "a web page"),
)
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_notebook(data: bytes) -> Opened:
    """Read a notebook, however a mail program or an editor left it.

    Raises:
        NotANotebook: with the reason and what to do.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise NotANotebook("empty", "the file is empty.", _SEND_AGAIN)
    text, repairs = _decode(data)
    raw = _parse(text, data)
    if not isinstance(raw, dict) or not isinstance(raw.get("cells", raw.get("worksheets")), list):
        raise NotANotebook("not-a-notebook", "the file is not a lesson notebook.", _SEND_AGAIN)
    return Opened(_present_format(raw), repairs)


def _decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            repaired = ("The file began with a byte order mark, which was taken off.",)
            return data.decode(encoding, errors="replace"), repaired
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        if data.lstrip()[:1] != b"{":
            raise _not_a_notebook(data) from error
        # An editor saved it in the old Western encoding: letters survive, as they do in its own text.
        return data.decode("cp1252", errors="replace"), (
            "The file was not saved as UTF-8. Some accents may look wrong.",
        )


def _parse(text: str, data: bytes) -> Any:
    try:
        return plain_json.read(text)
    except plain_json.TooDeep as error:
        raise NotANotebook(
            "damaged",
            "the file is damaged: lists in it lie in each other deeper than in any lesson.",
            _SEND_AGAIN,
        ) from error
    except ValueError as error:
        if not text.lstrip().startswith("{"):
            raise _not_a_notebook(data) from error
        if _is_cut_off(text, error):
            raise NotANotebook(
                "truncated", "the file stops in the middle. Part of it is missing.", _SEND_AGAIN
            ) from error
        raise NotANotebook(
            "damaged", "the file is damaged and cannot be read.", _SEND_AGAIN
        ) from error


def _is_cut_off(text: str, error: ValueError) -> bool:
    """A file that was cut off ends without its last bracket, or goes wrong only at its end."""
    whole = text.rstrip()
    at_the_end = isinstance(error, json.JSONDecodeError) and error.pos >= len(whole)
    return at_the_end or not whole.endswith("}")


def _not_a_notebook(data: bytes) -> NotANotebook:
    start = data.removeprefix(codecs.BOM_UTF8).lstrip()
    kind = next((name for mark, name in _OTHER_KINDS if start.startswith(mark)), "")
    what = (
        f"the file is {kind}, not a lesson notebook."
        if kind
        else ("the file is not a lesson notebook.")
    )
    return NotANotebook("not-a-notebook", what, _SEND_AGAIN)


def _present_format(raw: dict[str, Any]) -> dict[str, Any]:
    """Bring a notebook of an older format up to the present one, and hold its cells to be sound."""
    if raw.get("nbformat") not in (3, 4):
        version = str(raw.get("nbformat"))[:20]
        raise NotANotebook(
            "unknown-format",
            f"it is in a notebook format that we do not know ({version}).",
            _SEND_AGAIN,
        )
    try:
        if raw["nbformat"] == 3:
            raw = _converted(raw)
        cells = [_sound_cell(cell) for cell in raw["cells"]]
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise NotANotebook("damaged", "some of its cells are damaged.", _SEND_AGAIN) from error
    metadata = raw.get("metadata")
    return {"metadata": dict(metadata) if isinstance(metadata, dict) else {}, "cells": cells}


def _converted(raw: dict[str, Any]) -> Any:
    """A notebook of format 3 in format 4.

    Raises:
        ValueError: when it is not one: nbformat's converter meets that with errors of many kinds.
    """
    try:
        return nbformat.convert(nbformat.from_dict(raw), 4)
    except Exception as error:
        raise ValueError("not a notebook of format 3") from error


def _sound_cell(cell: Any) -> dict[str, Any]:
    """A cell with the things that we use, each of the right kind."""
    source = cell["source"]
    if isinstance(source, list):
        source = "".join(source)
    if not isinstance(source, str) or cell["cell_type"] not in ("code", "markdown", "raw"):
        raise ValueError("A cell without text or kind.")
    metadata = cell.get("metadata")
    outputs = cell.get("outputs")
    return {
        "cell_type": cell["cell_type"],
        "id": cell["id"] if isinstance(cell.get("id"), str) else "",
        "metadata": dict(metadata) if isinstance(metadata, dict) else {},
        "source": source,
        "outputs": list(outputs) if isinstance(outputs, list) else [],
        "was_run": type(cell.get("execution_count")) is int,
    }
