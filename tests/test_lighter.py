"""The wheels on the website: without what no lesson opens, compiled, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from sites import pyodide

from champions import starting
from champions.trainer.lighter import lighter

FILES = {
    "pack/__init__.py": '"""A manual."""\nX = 1\n',
    "pack/__init__.pyi": "X: int\n",
    "pack/table.csv": "a,b\n",
    "pack/template.py": "this is {no} Python\n",
    "matplotlib/tests/test_x.py": "",
    "pygments/lexers/cobol.py": "",
    "pygments/lexers/python.py": "",
}


@pytest.fixture(scope="module")
def source() -> Path:
    """Pyodide's own files: asked for before the course's folder is another one."""
    return pyodide()


@pytest.fixture(autouse=True)
def nothing_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starting, "STATE", tmp_path)


def wheel(files: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return packed.getvalue()


def inside(data: bytes) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(data))
    return {name: archive.read(name) for name in archive.namelist()}


def test_what_no_lesson_opens_is_left_out_and_without_node_the_source_stays() -> None:
    left = inside(lighter({"pack-1.whl": wheel(FILES)}, None)["pack-1.whl"])
    assert set(left) == {
        "pack/__init__.py", "pack/table.csv", "pack/template.py", "pygments/lexers/python.py",
    }  # fmt: skip
    assert left["pack/__init__.py"].decode() == FILES["pack/__init__.py"]


@pytest.mark.browser
def test_compiled_files_take_the_place_of_the_source(source: Path, tmp_path: Path) -> None:
    names = ("pack-1.whl", "pandas-9.whl")
    made = lighter(dict.fromkeys(names, wheel(FILES)), source)
    left = inside(made["pack-1.whl"])
    assert set(left) == {
        "pack/__init__.pyc", "pack/table.csv", "pack/template.py", "pygments/lexers/python.pyc",
    }  # fmt: skip
    assert b"A manual." in left["pack/__init__.pyc"]
    assert b"A manual." not in inside(made["pandas-9.whl"])["pack/__init__.pyc"]
    for kept in (tmp_path / "site-lighter").iterdir():
        kept.unlink()
    assert lighter(dict.fromkeys(names, wheel(FILES)), source) == made
