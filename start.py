"""Set up the course and open it.

    python3 start.py                 set up what is missing, then open the list of lessons
    python3 start.py --notebook      the same, but open the first lesson as a notebook
    python3 start.py --no-browser    the same, but print the address and leave the browser alone
    python3 start.py test            run every test of the course (--quick: the quick part)
    python3 start.py WORD ...        any other command, such as: python3 start.py mark FOLDER

This file only looks at the Python that reads it, so it keeps to words that every Python since 2.7
knows. The work is done in src/champions/install/setup.py.
"""

from __future__ import print_function

import os
import subprocess
import sys

OLDEST = (3, 11)
FOLDER = os.path.dirname(os.path.abspath(__file__))


def _newer_pythons():  # type: () -> list[str]
    """Names of Pythons on this computer that are new enough and start, the newest first."""
    found = []
    with open(os.devnull, "w") as nowhere:
        for name in ("python3.13", "python3.12", "python3.11"):
            try:
                if subprocess.call([name, "-c", ""], stdout=nowhere, stderr=nowhere) == 0:
                    found.append(name)
            except OSError:  # there is none of that name
                continue
    return found


def main():  # type: () -> int
    """Go on with a Python that is new enough, else say in one sentence what to do."""
    if sys.version_info[:2] < OLDEST:
        print(
            "This course needs Python %d.%d or newer, and this is Python %d.%d."
            % (OLDEST + tuple(sys.version_info[:2]))
        )
        others = _newer_pythons()
        if others:
            print("What to do: a newer Python is on this computer. Type: %s start.py" % others[0])
        else:
            print("What to do: install Python 3.13 from python.org, then start again.")
        return 1
    sys.path.insert(0, os.path.join(FOLDER, "src"))
    from champions.install import setup

    return setup.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
