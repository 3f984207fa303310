"""Begin sooner: what marking imports and starts, and has no use for, is left out."""

from __future__ import annotations

import gc
import importlib
import importlib.util
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any, cast

#: New things after which the garbage collector looks for those that only hold each other. Python's own
#: 700 makes it look a hundred times while one notebook is read, and find nothing.
LOOK_AFTER = 50_000


@contextmanager
def loading() -> Iterator[None]:
    """Import what stays for good: the garbage collector does not look at it, now or later.

    Numpy gets one thread: marking multiplies no large matrices, and its idle threads wait by
    counting, on a processor that a lesson could use.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(LOOK_AFTER)
        gc.enable()


#: Packages that jsonschema builds its grammars of internet addresses from, when they are there, and those
#: with which it reads colours, lengths of time and places in a file.
_GRAMMARS = (
    "rfc3987_syntax",
    "rfc3986_validator",
    "fqdn",
    "isoduration",
    "jsonpointer",
    "uri_template",
    "webcolors",
)


def leave_out_grammars() -> None:
    """Keep jsonschema from building grammars of internet addresses: a second, for nothing.

    nbformat and nbgrader check notebooks with schemas in which no field is an address, or any other of
    these. jsonschema takes a missing package as "do not check such fields". Called before it is first
    imported.
    """
    if "jsonschema" not in sys.modules:
        modules = cast(dict[str, Any], sys.modules)
        for name in _GRAMMARS:
            modules.setdefault(name, None)


def leave_out_servers() -> None:
    """Import nbgrader without its pages for Jupyter, and without setuptools: half of its time.

    Its package imports the pages' servers at once, and one module imports setuptools to unpack
    archives, which marking never does. Where either is there already, nothing is left out.
    """
    if "nbgrader" in sys.modules or "setuptools" in sys.modules:
        return
    found = importlib.util.find_spec("nbgrader")
    if found is None or not found.submodule_search_locations:
        return
    package = ModuleType("nbgrader")
    package.__spec__, package.__file__ = found, found.origin
    package.__path__ = list(found.submodule_search_locations)
    sys.modules["nbgrader"] = package
    package.__dict__["__version__"] = importlib.import_module("nbgrader._version").__version__
    archives = ModuleType("setuptools.archive_util")
    names = ("unpack_archive", "unpack_tarfile", "unpack_zipfile")
    archives.__dict__.update(dict.fromkeys(names, _no_archives))
    stand_in = {"setuptools": ModuleType("setuptools"), "setuptools.archive_util": archives}
    sys.modules.update(stand_in)
    try:
        importlib.import_module("nbgrader.utils")
    finally:
        for name, module in stand_in.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


#: Packages that are imported by what marking imports, and used by none of it: a fifth of its beginning.
#: requests asks a JupyterHub who somebody is; soupsieve finds things in pages by their style; bleach cleans HTML
#: of pages that nbconvert writes.
SELDOM_USED = ("requests", "soupsieve", "bleach", "yaml", "rapidfuzz")


def load_when_used() -> None:
    """Let packages that are seldom used load when they are first used, and not before.

    The standard library's LazyLoader loads as soon as a second module imports the package.
    """
    for name in SELDOM_USED:
        if name not in sys.modules and (spec := importlib.util.find_spec(name)):
            stand_in = ModuleType(name)
            stand_in.__spec__ = spec
            stand_in.__dict__["__getattr__"] = partial(_load, stand_in)
            sys.modules[name] = stand_in


#: Modules of which names are imported at once, and called by none of what marking does: Markdown as HTML,
#: HTML that is cleaned, and pages that are served.
SELDOM_CALLED = {
    "nbconvert.filters.markdown_mistune": (
        "IPythonRenderer",
        "MarkdownWithMath",
        "markdown2html_mistune",
    ),
    "bs4": ("BeautifulSoup",),
    "nbconvert.preprocessors.sanitize": ("SanitizeHTML", "_get_default_css_sanitizer"),
    "nbconvert.postprocessors.serve": ("ServePostProcessor",),
}
#: The same of what starts kernels.
_OF_KERNELS = {
    "nbconvert.preprocessors.execute": ("ExecutePreprocessor",),
    "jupyter_client.manager": ("AsyncKernelManager", "start_new_kernel"),
}


def load_when_called() -> None:
    """Let modules load when one of their names is first called, and not when it is imported."""
    _when_called(SELDOM_CALLED)


def _when_called(modules: Mapping[str, Sequence[str]]) -> None:
    for name, called in modules.items():
        if name not in sys.modules and importlib.util.find_spec(name.partition(".")[0]):
            stand_in = ModuleType(name)
            stand_in.__dict__["__getattr__"] = partial(_load_for, stand_in)
            stand_in.__dict__.update({one: partial(_call, stand_in, one) for one in called})
            sys.modules[name] = stand_in


#: Packages of which one module at most is wanted, and which import all of theirs at once.
_ONE_MODULE_OF = ("jupyter_client", "nbclient")


def leave_out_kernels() -> None:
    """Import nbgrader's steps without what starts kernels and talks to them: marking starts none.

    In the place of nbgrader's step Execute, which :mod:`champions.nbgrader.score` replaces, stands one that
    refuses to be made. Where the real one is there already, nothing is left out. nbgrader's own autograde
    runs in a process of its own, which leaves nothing out.
    """
    name = "nbgrader.preprocessors.execute"
    if name in sys.modules or "jupyter_client" in sys.modules:
        return
    for package in _ONE_MODULE_OF:
        found = importlib.util.find_spec(package)
        if found and package not in sys.modules:
            stand_in = ModuleType(package)
            stand_in.__spec__ = found
            stand_in.__path__ = list(found.submodule_search_locations or ())
            stand_in.__dict__["__getattr__"] = partial(_load_package, stand_in)
            sys.modules[package] = stand_in
    _when_called(_OF_KERNELS)
    step = ModuleType(name)
    step.__dict__.update(
        Execute=_NoKernel, UnresponsiveKernelError=type("_Never", (Exception,), {})
    )
    sys.modules[name] = step


class _NoKernel:
    """Stands where nbgrader's Execute stood."""

    def __init__(self, *_: object, **__: object) -> None:
        raise NotImplementedError("Lessons are run by marking.running.")


def _load_package(stand_in: ModuleType, wanted: str) -> Any:
    name = stand_in.__name__
    if wanted.startswith("__") or importlib.util.find_spec(f"{name}.{wanted}"):
        raise AttributeError(wanted)  # a module of it, which Python then imports
    for one in [one for one in sys.modules if one.startswith(f"{name}.")]:
        if sys.modules[one].__spec__ is None:  # a stand-in, of which it would take the names
            del sys.modules[one]
    return _load(stand_in, wanted)


def _load_for(stand_in: ModuleType, wanted: str) -> Any:
    if wanted.startswith("__"):  # Python's own question, which it asks of every module
        raise AttributeError(wanted)
    return _load(stand_in, wanted)


def _call(stand_in: ModuleType, wanted: str, *args: Any, **more: Any) -> Any:
    return _load(stand_in, wanted)(*args, **more)


def _load(stand_in: ModuleType, wanted: str) -> Any:
    """Put the package in the place of its stand-in, also for those who hold it already."""
    name = stand_in.__name__
    if sys.modules.get(name) is stand_in:
        del sys.modules[name]
    package = importlib.import_module(name)
    stand_in.__dict__.update(vars(package))
    return getattr(package, wanted)


def _no_archives(*_: Any, **__: Any) -> None:
    raise NotImplementedError("Archives are opened by marking.intake.receive.")


def newest_gradebook() -> str:
    """The version of nbgrader's gradebook, as its own ``get_alembic_version`` says.

    nbgrader starts the program alembic to read it, which takes seconds, and must be on the path. Its
    versions name the ones that they follow: the newest is the one that none follows.
    """
    from nbgrader import dbutil

    folder = Path(dbutil.__file__).with_name("alembic") / "versions"
    texts = [path.read_text(encoding="utf-8") for path in folder.glob("*.py")]
    named = [
        re.findall(r"^(down_)?revision = ['\"](\w+)['\"]", text, re.MULTILINE) for text in texts
    ]
    followed = {name for found in named for down, name in found if down}
    heads = {name for found in named for down, name in found if not down} - followed
    return heads.pop() if len(heads) == 1 else _asked_of_alembic()


def _asked_of_alembic() -> str:
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from nbgrader.dbutil import _temp_alembic_ini

    with _temp_alembic_ini("sqlite://") as settings:
        head = ScriptDirectory.from_config(Config(settings)).get_current_head()
    assert head is not None  # noqa: S101 - nbgrader brings its versions along
    return head
