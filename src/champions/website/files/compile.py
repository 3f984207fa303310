"""Compile the packages of a folder, so that a browser need not. Runs in Pyodide itself."""  # noqa: INP001 - a program, not a module

import compileall
import sys
from pathlib import Path
from py_compile import PycInvalidationMode

#: Where the browser's Python has its packages: what a message about an error names.
PLACE = "/lib/python3.12/site-packages"
#: Big libraries whose own manuals nobody reads inside a lesson: without them they are a fifth smaller.
#: numpy is not among them. It stops when a manual of its own is missing.
WITHOUT_MANUALS = ("matplotlib", "pandas", "pygments", "prompt_toolkit")


def main(packages: Path) -> None:
    """Compile the packages in a folder."""
    for package in sorted(packages.iterdir()):
        compile_one = compileall.compile_dir if package.is_dir() else compileall.compile_file
        compile_one(
            package,
            quiet=2,
            legacy=True,
            stripdir=str(packages),
            prependdir=PLACE,
            optimize=2 if package.name in WITHOUT_MANUALS else 0,
            invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
