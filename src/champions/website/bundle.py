"""Pack what Python needs in a browser into one file: without what no lesson opens, and compiled.

A browser that gets Python's source has to compile it before the first form can open, on each visit.
So the files are compiled beforehand, as Pyodide's makers do it for their standard library: Pyodide
itself does it, under Node.js. On a computer without Node.js the source stays: all works, and each
lesson starts some seconds later. One packed file is smaller than forty, and quicker to lay out.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import re
import shutil
import subprocess
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable
from importlib.resources import as_file, files
from pathlib import Path

from champions.install import setup

#: Files that no lesson opens: for C compilers, for type checkers, tests, examples, windows on a
#: desktop, pictures of rare sorts, times of far places, colours for other programming languages, and
#: typefaces that our charts do not use. Those for formulae stay, as a person may type two dollar
#: signs in a title.
NOT_OPENED = re.compile(
    r"\.(pyi|pxd|h|a|lib|c|f90|f)$|\.dist-info/(?!METADATA)|/sample_data/|/(fonttools-[^/]*|share|bin)/"
    r"|/(numpy|pandas|matplotlib|mpl_toolkits|ipywidgets)/(.*/)?tests/|/numpy/(f2py|distutils)/"
    r"|/matplotlib/(sphinxext|testing)/|/mpl_toolkits/ax|/mpl-data/images/"
    r"|/fonts/ttf/(DejaVu(Serif|SansMono|Sans-BoldOblique)|Humor)"
    r"|/backends/(web_backend|qt_editor|backend_(gtk|qt|wx|tk|macosx|nbagg|pgf|ps|cairo|webagg))"
    r"|/PIL/(_(webp|imagingft|imagingcms|imagingtk|avif)\.cpython|(?!Png|Jpeg|Tiff|Gif|Bmp|Ppm)\w+ImagePlugin"
    r"|(PdfParser|PSDraw|Image(Cms|Qt|Show|Grab|Tk|Win|Math|Morph)|\w*FontFile|ContainerIO|TarIO)\.)"
    r"|/pytz/zoneinfo/(?!Europe/London|UTC)"
    r"|/pygments/lexers/(?!__init__|_mapping|python|special)"
    r"|/IPython/sphinxext/|/prompt_toolkit/(contrib/|.*/win32)"
)
#: What makes a PDF: for the few lessons that end in a page on paper.
FOR_PDF = re.compile(
    r"/fontTools/|/backends/(backend_pdf|_backend_pdf_ps)|/matplotlib/_ttconv|/fonts/(afm|pdfcorefonts)/"
)


def bundles(wheels: Iterable[bytes], pyodide: Path) -> tuple[bytes, bytes]:
    """All packages in two packed files (tar, gzip): for every lesson, and what makes a PDF.

    Args:
        wheels: the bytes of each. A file that two of them hold is the later one's.
        pyodide: a folder with Pyodide, which compiles.

    Returns:
        The same bytes from the same wheels. What was made once is kept in the course's own folder.
    """
    wheels = list(wheels)
    program, command = _compiler(pyodide)
    digest = hashlib.sha256(
        f"{command != []}{NOT_OPENED.pattern}{FOR_PDF.pattern}{program}".encode()
    )
    for wheel in wheels:
        digest.update(hashlib.sha256(wheel).digest())
    kept = setup.STATE / "site-packages" / digest.hexdigest()
    if not kept.exists():
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            for wheel in wheels:
                _unpack(wheel, folder)
            if command:
                # A template that is no Python stays as it is, and compileall calls that a failure.
                subprocess.run([*command, scratch], check=False, capture_output=True)
            _put(kept, _packed(folder, pdf=False), _packed(folder, pdf=True))
    return (kept / "lessons").read_bytes(), (kept / "pdf").read_bytes()


def _put(folder: Path, lessons: bytes, pdf: bytes) -> None:
    """Keep both or neither. What an earlier version of the course packed goes away."""
    shutil.rmtree(folder.parent, ignore_errors=True)
    half = folder.with_name(f"half-{os.getpid()}")
    half.mkdir(parents=True)
    (half / "lessons").write_bytes(lessons)
    (half / "pdf").write_bytes(pdf)
    half.replace(folder)


def _compiler(pyodide: Path) -> tuple[str, list[str]]:
    """What compiles, and the words that run it on a folder of packages; no words where none can."""
    node = shutil.which("node")
    with as_file(files("champions.website").joinpath("files")) as folder:
        program = folder / "compile.py"
        text = program.read_text(encoding="utf-8")
        if not node:
            return text, []
        return text, [node, str(folder / "compile.mjs"), str(pyodide.resolve()), str(program)]


def _unpack(wheel: bytes, folder: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        wanted = [one for one in archive.namelist() if not NOT_OPENED.search(f"/{one}")]
        archive.extractall(folder, wanted)  # noqa: S202 - each wheel was checked by its sha256


def _packed(folder: Path, *, pdf: bool) -> bytes:
    """The files of a folder as one. Source that is compiled beside itself is left out."""
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            compiled = path.suffix == ".py" and path.with_suffix(".pyc").exists()
            if path.is_file() and not compiled and pdf == bool(FOR_PDF.search(f"/{name}")):
                entry = tarfile.TarInfo(name)
                entry.size = path.stat().st_size
                with path.open("rb") as file:
                    archive.addfile(entry, file)
    return gzip.compress(plain.getvalue(), 9, mtime=0)
