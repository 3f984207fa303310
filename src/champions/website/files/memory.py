"""Read what every lesson needs, as far as it is Python alone. Runs in Pyodide, on the device."""  # noqa: INP001 - a program, not a module

import importlib
import sys

#: What the kernel and the forms of a lesson are made of.
LESSONS = (
    "IPython", "ipywidgets", "comm",
    "champions.lesson.session", "champions.questions.forms",
    "champions.activities.pdsa.question", "champions.activities.pdsa.records",
)  # fmt: skip
#: What numpy, pandas and matplotlib read before their own code.
OTHERS = (
    "cmath", "ctypes", "cycler", "dateutil.parser", "dateutil.relativedelta", "dateutil.tz", "gzip",
    "hmac", "html.parser", "mmap", "packaging.version", "pyparsing", "pytz", "secrets", "statistics",
    "tarfile", "zoneinfo",
)  # fmt: skip


def main() -> None:
    """Read them. What cannot be remembered must not be among them."""
    for name in (*LESSONS, *OTHERS):
        importlib.import_module(name)
    importlib.import_module("champions.questions.facets").load("form")
    if "numpy" in sys.modules:
        raise ImportError("numpy brings compiled code, which memory cannot hold")


if __name__ == "__main__":
    main()
