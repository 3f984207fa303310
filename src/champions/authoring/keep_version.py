"""The command ``champions keep-version``: keep the lessons as they are, for work that is made with them.

Run it when a cohort begins, or before lessons change. Work that comes in later is then marked by the
questions that it was made with.
"""

from __future__ import annotations

import argparse
import io
import re
import zipfile
from pathlib import Path

from champions.data import course_folder
from champions.files import write_bytes_whole
from champions.pack.where import VERSIONS, own_folder
from champions.trouble import Trouble

#: The earliest time that a zip can hold: the same lessons give the same bytes.
_ALWAYS = (1980, 1, 1, 0, 0, 0)
#: What is kept of a lesson: as its author has it, and as learners get it.
_KEPT = ("solutions/*/lesson.ipynb", "solutions/*/questions.json", "modules/*/lesson.ipynb")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words after ``champions keep-version``."""
    parser.add_argument("name", help="a short name for this version, such as 2026-12")


def run(args: argparse.Namespace) -> int:
    """Keep the version and say where it is."""
    home = course_folder()
    own = own_folder(home)
    path = keep(home, args.name, own)
    print(f"Kept: {path.relative_to(own)}. Work that is made with these lessons is marked by them.")
    return 0


def keep(home: Path, name: str, own: Path | None = None) -> Path:
    """Write ``versions/NAME.zip``.

    Args:
        home: the course folder. name: of the version.
        own: the pack that it is kept in; the course folder when left out.

    Raises:
        Trouble: when the name cannot be used or is taken, or there are no lessons.
    """
    if not re.fullmatch(r"[a-z0-9]+(?:[.-][a-z0-9]+)*", name) or "--" in name:
        raise Trouble(
            f'"{name}" cannot be the name of a version.',
            "Use small letters, digits and single hyphens, such as 2026-12.",
        )
    path = (own or home) / VERSIONS / f"{name}.zip"
    if path.exists() or (home / VERSIONS / path.name).exists():
        raise Trouble(f"The version {name} is kept already.", "Choose another name.")
    found = sorted(one for pattern in _KEPT for one in home.glob(pattern))
    if not found:
        raise Trouble("There are no lessons to keep.", "Build them first: python3 start.py build")
    path.parent.mkdir(exist_ok=True)
    write_bytes_whole(
        path, packed({one.relative_to(home).as_posix(): one.read_bytes() for one in found})
    )
    return path


def packed(files: dict[str, bytes]) -> bytes:
    """These files as a zip, the same bytes on every machine."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, _ALWAYS), data, zipfile.ZIP_DEFLATED, 9)
    return made.getvalue()
