"""Python for the website: Pyodide, the packages that lessons need, and the scripts that start it.

A site either carries all of it, packed and compiled beforehand, or names the address where Pyodide's
makers publish theirs and carries only what is ours. Every piece is checked by its sha256.
"""

from __future__ import annotations

import ast
import base64
import hashlib
import io
import json
import re
import subprocess
import zipfile
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

import champions
from champions.install import setup
from champions.tables.excel_reader import WHEELS
from champions.trouble import Trouble
from champions.website.bundle import bundles
from champions.website.pages import fill, site_file

#: The distribution that the course is tested with, and where Pyodide's makers publish it.
PYODIDE = "0.27.7"
CDN = f"https://cdn.jsdelivr.net/pyodide/v{PYODIDE}/full/"
#: The interpreter itself. Its sha256 are those of the npm package pyodide@0.27.7.
CORE = {
    "pyodide.asm.js": "6b4c90de5b7172873f04f21884d0e9d2274e305fe32116558fe3e4fbe3618d51",
    "pyodide.asm.wasm": "a50dd1843f805a0b7c45b61037ee0d7b26dfe85efe0e18ef95a34ad24e401f5f",
    "pyodide.js": "b4cb23a53aba19c221659b9fb40a2f18281d685691dc06647fb0afd0681baf98",
    "python_stdlib.zip": "16611534726e5d8ac2bd8f926410b2dcb8d6f49aa24913463533b457a2115c16",
}
#: What a lesson needs, by Pyodide's names; what these depend on comes with them.
NEEDED = ("ipython", "numpy", "pandas", "matplotlib")
#: What JupyterLite's kernel loads though no lesson uses it: secret connections, completion of code, a
#: database and installers. A package with hardly anything in it stands for each: that spares every
#: learner 5 MB and half a second.
LEFT_OUT = ("ssl", "jedi", "sqlite3", "micropip", "piplite")
#: Our own additions, loaded with the rest in one go, so that no lesson installs anything.
ADDED = ("ipykernel", "comm", "pyodide_kernel", "ipywidgets", "champions")
#: Those of them that the site fetches when it is built, by the lock of their hashes.
FETCHED = ("comm", "ipywidgets")
#: Without PYTHONSAFEPATH every import first looks in the lesson's folder, which lies behind the page
#: and answers slowly.
SURROUNDINGS = {
    "HOME": "/home/pyodide",
    "PYTHONSAFEPATH": "1",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",  # as the kernel sets it, only sooner
}
#: matplotlib's list of its own fonts, where Pyodide's matplotlib looks for it. The one in its wheel
#: has another version's number, so the first chart would wait while a list is made, and a red box
#: would say so.
FONTS = "fontlist.json"
KERNEL = "@jupyterlite/pyodide-kernel-extension"
#: What of the library may go to a browser. All else runs on a computer with the course installed.
FOR_A_BROWSER = {
    *("__init__.py", "old_names.py", "data.py", "sentences", "trouble.py", "style"),
    *("tables", "charts", "questions", "lesson", "own_data", "activities"),
}
#: In those rooms, but no lesson opens it: a command, and what print, authors and the sample cohort need.
FOR_A_TERMINAL = {"charts/catalogue.py", "charts/gallery.py", "questions/kept_back.py"}
NOT_FOR_A_BROWSER = {"paper.py", "author.py", "expected.py", "sample.py"}
#: All packages in two files, where the site carries its own Pyodide: for every lesson, and for those
#: whose code asks for a page on paper. Some servers unpack what ends in .gz on the way.
PACKED, PACKED_PDF = "packages.bin", "pdf.bin"
ASKS_FOR_PDF = re.compile(r"\b(storyboard|my_folder)\(|pdf")


def put_python(out: Path, pyodide: Path | None, lessons: dict[str, dict[str, Any]]) -> None:
    """Put what Python needs under ``static/pyodide``: all of it, or what its makers do not publish."""
    static = out / "static" / "pyodide"
    static.mkdir(parents=True, exist_ok=True)
    lock = json.loads(site_file(f"pyodide-lock-{PYODIDE}.json"))
    for name in LEFT_OUT:
        lock["packages"].pop(name, None)
    packages = _closure(lock["packages"], NEEDED)
    ours = [*_stand_ins(), *_wheels(out)]
    if pyodide is None:
        lock["packages"] = _of_the_makers(static, packages, ours)
    else:
        lock["packages"] = {}
        _carried(static, packages, ours, pyodide)
    for name, _, data in _kept(WHEELS):
        (static / f"{name}.whl").write_bytes(data)  # for the few who choose a workbook
    (static / "pyodide-lock.json").write_text(json.dumps(lock, sort_keys=True), encoding="utf-8")
    options = {"packages": [*NEEDED, *LEFT_OUT, *ADDED], "env": SURROUNDINGS}
    _loader(static, json.dumps(options), lessons, core="" if pyodide else CDN)
    options["lockFileURL"] = "./static/pyodide/pyodide-lock.json"
    kernel = {
        "pyodideUrl": "./static/pyodide/python.js",
        "loadPyodideOptions": options,
        "disablePyPIFallback": True,
    }
    path = out / "jupyter-lite.json"
    whole = json.loads(path.read_text(encoding="utf-8"))
    plugins = whole["jupyter-config-data"].setdefault("litePluginSettings", {})
    plugins[f"{KERNEL}:kernel"] = plugins.get(f"{KERNEL}:kernel", {}) | kernel
    path.write_text(json.dumps(whole, indent=1, sort_keys=True), encoding="utf-8")


def _of_the_makers(
    static: Path, packages: dict[str, Any], ours: list[tuple[str, str, bytes]]
) -> dict[str, Any]:
    """The list of packages for a browser that fetches Pyodide's from its makers; ours lie here."""
    for package in packages.values():
        package["file_name"] = CDN + package["file_name"]
    for name, wheel, data in ours:
        (static / wheel).write_bytes(data)
        packages[name.replace("_", "-")] = _locked(name, wheel, data)
    return dict(sorted(packages.items()))


def _carried(
    static: Path, packages: dict[str, Any], ours: list[tuple[str, str, bytes]], pyodide: Path
) -> None:
    """Put Pyodide itself there, and all packages as packed files."""
    for name, digest in CORE.items():
        (static / name).write_bytes(take(pyodide, name, digest))
    makers = [take(pyodide, one["file_name"], one["sha256"]) for one in packages.values()]
    # Ours come last, as one of them takes the place of matplotlib's list of fonts.
    packed, pdf = bundles([*makers, *(data for _, _, data in ours)], pyodide)
    (static / PACKED).write_bytes(packed)
    (static / PACKED_PDF).write_bytes(pdf)


def _loader(static: Path, options: str, lessons: dict[str, dict[str, Any]], core: str) -> None:
    """Put the scripts there that start Python, and remember it."""
    digest = hashlib.sha256(options.encode())
    for path in sorted(static.iterdir()):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    texts = {
        "python.js": fill(
            "python.js",
            options=options,
            packed=json.dumps([] if core else [PACKED, PACKED_PDF]),
            pdf=json.dumps(
                [name for name, one in lessons.items() if ASKS_FOR_PDF.search(_code(one))]
            ),
            core=core,
            digest=digest.hexdigest()[:16],
        ),
        "python-early.js": fill("python-early.js"),
        "python-steps.js": fill("python-steps.js"),
        "python-memory.js": fill(
            "python-memory.js", memory=json.dumps(site_file("memory.py").decode())
        ),
    }
    for name, text in texts.items():
        (static / name).write_text(text, encoding="utf-8")


def _code(lesson: dict[str, Any]) -> str:
    cells = (cell for cell in lesson["cells"] if cell["cell_type"] == "code")
    return "\n".join("".join(cell["source"]) for cell in cells)


def _closure(packages: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Those packages and all that they depend on."""
    found: dict[str, Any] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found and name not in LEFT_OUT:
            found[name] = dict(packages[name])
            waiting += [
                re.sub(r"[_.]", "-", one).lower() if one not in packages else one
                for one in packages[name]["depends"]
            ]
    return found


def take(source: Path, name: str, digest: str) -> bytes:
    """The bytes of one file of Pyodide, when it is the very one that its makers' list names."""
    path = source / name
    if not path.is_file():
        raise Trouble(
            f"The folder {source} does not hold all of Pyodide: {name} is missing.",
            f"Unpack the whole distribution of Pyodide {PYODIDE} there, then build again.",
        )
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != digest:
        raise Trouble(
            f"{name} is not the file that Pyodide {PYODIDE} published, so it was not used.",
            "Get the distribution again from its makers, then build again.",
            str(path),
        )
    return data


def _wheels(out: Path) -> Iterable[tuple[str, str, bytes]]:
    """Name, file name and bytes of each wheel that is not Pyodide's own."""
    pypi = out / "extensions" / KERNEL / "static" / "pypi"
    for name in ("ipykernel", "pyodide_kernel"):
        path = next(pypi.glob(f"{name}-*.whl"))
        yield name, path.name, path.read_bytes()
    yield from _kept(FETCHED)
    yield "champions", f"champions-{champions.__version__}-py3-none-any.whl", our_wheel()


def _kept(names: Iterable[str]) -> Iterable[tuple[str, str, bytes]]:
    """The same of wheels that the course fetches once, by a lock, and keeps."""
    kept = setup.STATE / "site-browser"
    lock = setup.COURSE / "locks" / "site-browser.txt"
    if not all(list(kept.glob(f"{name}-*.whl")) for name in (*FETCHED, *WHEELS)):
        fetch(lock, kept)
    for name in names:
        path = next(kept.glob(f"{name}-*.whl"))
        if hashlib.sha256(path.read_bytes()).hexdigest() not in lock.read_text(encoding="utf-8"):
            path.unlink()
            raise Trouble(f"{path.name} was damaged or out of date.", "Build the site again.")
        yield name, path.name, path.read_bytes()


def fetch(lock: Path, to: Path) -> None:
    """Fetch the wheels that a lock names into a folder, each checked by its sha256.

    Raises:
        Trouble: when they cannot be had, or are not those of the lock.
    """
    env = setup.ensure(setup.environment("site"))
    pip = setup._installer() / "pip"  # noqa: SLF001 - the course has one way to install
    done = subprocess.run(
        [
            str(env.python),
            str(pip),
            "download",
            "--require-hashes",
            "--no-deps",
            "-q",
            "--only-binary",
            ":all:",
            "--disable-pip-version-check",
            "-d",
            str(to),
            "-r",
            str(lock),
        ],
        env=setup.surroundings(env),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise setup.explain(done.stdout + done.stderr, lock)


def _locked(name: str, wheel: str, data: bytes) -> dict[str, Any]:
    """Our entry in Pyodide's list of packages. Its place is given from the site."""
    return {
        "name": name,
        "version": wheel.split("-")[1],
        "file_name": f"@here@{wheel}",
        "install_dir": "site",
        "sha256": hashlib.sha256(data).hexdigest(),
        "package_type": "package",
        "imports": [name],
        # Only what comes after matplotlib can take the place of its list of fonts.
        "depends": ["matplotlib"] if name == "champions" else [],
        "unvendored_tests": False,
    }


def _stand_ins() -> Iterable[tuple[str, str, bytes]]:
    """Name, file name and bytes of a wheel for each package that no lesson uses."""
    sources = files("champions.website").joinpath("files", "stand_ins")
    for name in LEFT_OUT:
        folder = sources.joinpath(name)
        found = sorted(folder.iterdir(), key=lambda path: path.name) if folder.is_dir() else []
        members = {f"{name}/{path.name}": path.read_bytes() for path in found if path.is_file()}
        yield name, f"{name}-0-py3-none-any.whl", _packed(name, "0", members)


def our_wheel() -> bytes:
    """The learner floor as a wheel: the same bytes from the same files."""
    root = Path(str(files("champions")))
    members = {
        f"champions/{path.relative_to(root).as_posix()}": _for_a_browser(path)
        for path in sorted(root.rglob("*"))
        if path.is_file()
        and path.relative_to(root).parts[0] in FOR_A_BROWSER
        and path.relative_to(root).as_posix() not in FOR_A_TERMINAL
        and path.name not in NOT_FOR_A_BROWSER
        and path.suffix != ".ts"
        and "__pycache__" not in path.parts
    }
    members[f"matplotlib/{FONTS}"] = site_file(FONTS)
    return _packed("champions", champions.__version__, members)


def _for_a_browser(path: Path) -> bytes:
    """A file of ours as it is, but for what its docstrings say to people who change it: a third of it.

    What a lesson can call by its name keeps its manual, without the examples, which are tests. A class
    keeps the first line: Python would make one up for some. All other lines stay as empty ones, so
    that a message about an error names the line of our source.
    """
    if path.suffix != ".py":
        return path.read_bytes()
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    for node in ast.walk(ast.parse("".join(lines))):
        if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            continue
        if ast.get_docstring(node):
            by_name = not isinstance(node, ast.Module) and node.name in champions.__all__
            _shorten(lines, node.body[0], manual=by_name)
            if not by_name and not isinstance(node, ast.ClassDef):
                _empty(lines, node.body[0])
    return "".join(lines).encode()


def _shorten(lines: list[str], said: ast.stmt, *, manual: bool) -> None:
    """Empty the lines of a docstring that do not go along. The first and the last one stay."""
    example = False
    for at in range(said.lineno, (said.end_lineno or said.lineno) - 1):
        words = lines[at].strip()
        example = words.startswith(">>>") or (example and bool(words))
        lines[at] = lines[at] if manual and not example else "\n"


def _empty(lines: list[str], said: ast.stmt) -> None:
    """Put an empty text in the place of a docstring."""
    first, last = said.lineno - 1, (said.end_lineno or said.lineno) - 1
    for at in range(first, last + 1):
        lines[at] = "\n"
    lines[first] = f'{" " * said.col_offset}""\n'


def _packed(name: str, version: str, members: dict[str, bytes]) -> bytes:
    """A wheel of those files."""
    info = f"{name}-{version}.dist-info"
    about = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    members[f"{info}/METADATA"] = about.encode()
    members[f"{info}/WHEEL"] = (
        b"Wheel-Version: 1.0\nGenerator: champions\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    )
    record = "".join(f"{path},sha256={_b64(data)},{len(data)}\n" for path, data in members.items())
    members[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n".encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path, data in members.items():
            archive.writestr(zipfile.ZipInfo(path), data, zipfile.ZIP_DEFLATED, 9)
    return packed.getvalue()


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
