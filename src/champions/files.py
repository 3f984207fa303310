"""Write a file whole: nobody ever reads half of one, whatever stops the program."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Replace a file in one step, so that nobody ever reads half of one.

    Raises:
        OSError: when it cannot be written.
    """
    write_bytes_whole(path, text.encode("utf-8", "replace"))


def write_bytes_whole(path: Path, data: bytes) -> None:
    """As :func:`write_whole`, for bytes."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        whole = Path(name)
        whole.chmod(0o644)
        whole.replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
