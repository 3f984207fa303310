"""What reads Excel workbooks: installed with the course, or fetched from the website when one is chosen.

Most lessons in a browser never meet a workbook, so the two wheels that read one are not loaded with the
rest. They lie beside Python on the site, and are kept for use without a network as all else is.
"""

from __future__ import annotations

import importlib
import platform
import sys
import tempfile
from pathlib import Path
from typing import Any

#: The wheels on the site, in a folder with Python's own files; the website room puts them there.
WHEELS = ("openpyxl", "et_xmlfile")


def excel_reader() -> Any:
    """The module openpyxl.

    Raises:
        ImportError: where it is not installed and cannot be fetched.

    >>> excel_reader().__name__
    'openpyxl'
    """
    try:
        return importlib.import_module("openpyxl")
    except ImportError:
        if platform.system() != "Emscripten":
            raise
    for name in WHEELS:
        _put(name, _fetched(f"{name}.whl"))
    importlib.invalidate_caches()
    return importlib.import_module("openpyxl")


def _fetched(name: str) -> bytes:
    """A file of the site. Python waits for it: this runs beside the page, so the page does not."""
    js: Any = importlib.import_module("js")  # what Pyodide shows of the browser
    asked = js.XMLHttpRequest.new()
    try:
        asked.open("GET", f"{js.champions.HERE}{name}", False)
        asked.responseType = "arraybuffer"
        asked.send()
    except Exception as error:  # without a network the browser's own error comes through
        raise ImportError(f"{name} could not be fetched") from error
    if asked.status != 200:
        raise ImportError(f"{name} could not be fetched: {asked.status}")
    return bytes(asked.response.to_bytes())


def _put(name: str, wheel: bytes) -> None:
    """Lay a wheel where Python finds it. It is read from there as it is: all of it is Python."""
    path = Path(tempfile.gettempdir()) / f"{name}.whl"
    path.write_bytes(wheel)
    if str(path) not in sys.path:
        sys.path.append(str(path))
