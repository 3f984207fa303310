"""The packages on the website: without what no lesson opens, compiled, the same bytes each time."""

from __future__ import annotations

import io
import shutil
import tarfile
import zipfile
from pathlib import Path

import pytest
from sites import pyodide

from champions.install import setup
from champions.website.bundle import bundles

FILES = {
    "pack/__init__.py": '"""A manual."""\nX = 1\n',
    "pack/__init__.pyi": "X: int\n",
    "pack/table.csv": "a,b\n",
    "pack/template.py": "this is {no} Python\n",
    "pandas/__init__.py": '"""A manual."""\n',
    "matplotlib/tests/test_x.py": "",
    "matplotlib/backends/backend_pdf.py": "",
    "fontTools/subset.py": "",
    "pygments/lexers/cobol.py": "",
    "pygments/lexers/python.py": "",
    "a_long_name/" * 10 + "that_tar_must_part.txt": "",
}
ALWAYS = {"pack/table.csv", "pack/template.py", "a_long_name/" * 10 + "that_tar_must_part.txt"}


@pytest.fixture(scope="module")
def source() -> Path:
    """Pyodide's own files: asked for before the course's folder is another one."""
    return pyodide()


@pytest.fixture(autouse=True)
def nothing_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup, "STATE", tmp_path)


def wheel(files: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return packed.getvalue()


def inside(data: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        return {one.name: archive.extractfile(one).read() for one in archive}  # type: ignore[union-attr]


def test_what_no_lesson_opens_is_left_out_and_without_node_the_source_stays(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    later = {"pack/table.csv": "c,d\n"}
    left, pdf = map(inside, bundles([wheel(FILES), wheel(later)], tmp_path))
    assert set(left) == ALWAYS | {
        "pack/__init__.py", "pandas/__init__.py", "pygments/lexers/python.py",
    }  # fmt: skip
    assert left["pack/__init__.py"].decode() == FILES["pack/__init__.py"]
    assert left["pack/table.csv"] == b"c,d\n"
    assert set(pdf) == {"matplotlib/backends/backend_pdf.py", "fontTools/subset.py"}


@pytest.mark.browser
def test_compiled_files_take_the_place_of_the_source(source: Path, tmp_path: Path) -> None:
    made = bundles([wheel(FILES)], source)
    left, pdf = map(inside, made)
    assert set(left) == ALWAYS | {
        "pack/__init__.pyc", "pandas/__init__.pyc", "pygments/lexers/python.pyc",
    }  # fmt: skip
    assert b"A manual." in left["pack/__init__.pyc"]
    assert b"A manual." not in left["pandas/__init__.pyc"]
    assert set(pdf) == {"matplotlib/backends/backend_pdf.pyc", "fontTools/subset.pyc"}
    shutil.rmtree(tmp_path / "site-packages")
    assert bundles([wheel(FILES)], source) == made
