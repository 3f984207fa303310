"""Make the wheels that a browser loads lighter: without files no lesson opens, and ready to run.

A browser that gets Python's source has to compile it before the first form can open, on each visit:
half of the time until the first chart. So the site's own copies hold compiled files, as Pyodide's
makers do it for their standard library. Pyodide itself makes them, under Node.js. On a computer
without Node.js the source stays: all works, and each lesson starts some seconds later.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping
from importlib.resources import as_file, files
from pathlib import Path

from champions import starting

#: Files that no lesson opens: for C compilers, for type checkers, tests, examples, colours for other
#: programming languages, and typefaces that our charts do not use. Those for formulae stay, as a
#: person may type two dollar signs in a title.
NOT_OPENED = re.compile(
    r"\.(pyi|pxd|h|a|lib)$|/sample_data/|/(numpy|pandas|matplotlib)/tests/"
    r"|/fonts/ttf/DejaVu(Serif|SansMono|Sans-BoldOblique)"
    r"|/pygments/lexers/(?!__init__|_mapping|python|special)"
)


def lighter(wheels: Mapping[str, bytes], pyodide: Path | None) -> dict[str, bytes]:
    """The same packages with less to fetch and to do: the same bytes from the same wheels.

    Args:
        wheels: the bytes of each, by its file name.
        pyodide: a folder with Pyodide, which compiles.

    Returns:
        The lighter bytes, by file name. What was made once is kept in the course's own folder.
    """
    program, command = _compiler(pyodide)
    way = f"{bool(command)}{NOT_OPENED.pattern}{program}".encode()
    kept = starting.STATE / "site-lighter"
    kept.mkdir(parents=True, exist_ok=True)
    places = {name: kept / hashlib.sha256(way + data).hexdigest() for name, data in wheels.items()}
    missing = {name: data for name, data in wheels.items() if not places[name].exists()}
    if missing:
        with tempfile.TemporaryDirectory() as scratch:
            _unpack(Path(scratch), missing)
            if command:
                # A template that is no Python stays as it is, and compileall calls that a failure.
                subprocess.run([*command, scratch], check=False, capture_output=True)
            for name in missing:
                half = kept / f"{places[name].name}.{os.getpid()}"
                half.write_bytes(_packed(Path(scratch) / name))
                half.replace(places[name])
    return {name: place.read_bytes() for name, place in places.items()}


def _compiler(pyodide: Path | None) -> tuple[str, list[str]]:
    """What compiles, and the words that run it on a folder of packages; no words where none can."""
    node = shutil.which("node")
    with as_file(files("champions.trainer").joinpath("sitefiles")) as folder:
        program = folder / "compile.py"
        text = program.read_text(encoding="utf-8")
        if not node or not pyodide:
            return text, []
        return text, [node, str(folder / "compile.mjs"), str(pyodide.resolve()), str(program)]


def _unpack(scratch: Path, wheels: Mapping[str, bytes]) -> None:
    for name, data in wheels.items():
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            wanted = [one for one in archive.namelist() if not NOT_OPENED.search(f"/{one}")]
            archive.extractall(scratch / name, wanted)


def _packed(folder: Path) -> bytes:
    """A wheel of the files of a folder. Source that is compiled beside itself is left out."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(folder.rglob("*")):
            compiled = path.suffix == ".py" and path.with_suffix(".pyc").exists()
            if path.is_file() and not compiled:
                entry = zipfile.ZipInfo(path.relative_to(folder).as_posix())
                archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED, 9)
    return packed.getvalue()
