"""The command ``champions data``: make the invented data afresh, with the names of ``place.yml``.

Names may change; numbers should not, for the lessons speak of them. So a file whose numbers differ
was changed by a person, or holds other data. It is left alone until somebody asks for it by name.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import re
import runpy
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from champions.authoring import own_tables
from champions.authoring.surroundings import variables
from champions.data import HOME_VARIABLE, course_folder
from champions.files import in_a_command, write_whole
from champions.pack.where import has_pack, own_folder
from champions.place import load_place
from champions.sentences import counted
from champions.trouble import Trouble

SCRIPT, DATA = "make_data.py", "data.csv"


@dataclass(frozen=True)
class Made:
    """A data set made afresh, beside what is there. ``old`` is empty when there is no file yet."""

    path: Path
    old: bytes
    new: bytes

    @property
    def name(self) -> str:
        return self.path.parent.name

    @property
    def numbers_differ(self) -> bool:
        """True when more than words differ: somebody put in other numbers."""
        return bool(self.old) and _numbers(self.old) != _numbers(self.new)

    @property
    def said(self) -> str:
        """What would change, with the first line of it as it was and as it would be."""
        if self.old == self.new:
            return f"{self.name}: as it is."
        if not self.old:
            return f"{self.name}: new."
        pairs = zip_longest(_lines(self.old), _lines(self.new), fillvalue="no line")
        changed = [(was, now) for was, now in pairs if was != now]
        was, now = changed[0] if changed else ("its line ends", "other line ends")
        return counted(
            len(changed),
            "{name}: 1 line differs. The first of them:\n  was: {was}\n  now: {now}",
            "{name}: {n} lines differ. The first of them:\n  was: {was}\n  now: {now}",
            name=self.name,
            was=was,
            now=now,
        )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words after ``champions data``."""
    parser.add_argument("name", nargs="*", help="a data set, such as population; all when left out")
    parser.add_argument("--yes", action="store_true", help="write what differs")


def run(args: argparse.Namespace) -> int:
    """Say what differs, and write it when asked to. Returns 1 while something waits, else 0."""
    root = course_folder()
    names_are_told_apart(root)
    if has_pack(root):
        print(
            "With a pack, the build makes the data with the pack's names by itself. "
            "Nothing is to be written."
        )
        return 0
    to_write: list[Made] = []
    for name in _chosen(root, args.name):
        made = make_afresh(root, name)
        print(made.said, flush=True)
        if made.numbers_differ and name not in args.name:
            print(
                "  Its numbers differ too: somebody may have changed it. It is left alone. "
                f"To lose that change, type: python3 start.py data {in_a_command(name)} --yes"
            )
        elif made.old != made.new:
            to_write.append(made)
    if not to_write:
        print("Nothing is to be written.")
        return 0
    if not args.yes:
        words = " ".join(["data", *map(in_a_command, args.name), "--yes"])
        print(
            counted(
                len(to_write),
                "Nothing was written yet. To write 1 file, type: python3 start.py {words}",
                "Nothing was written yet. To write {n} files, type: python3 start.py {words}",
                words=words,
            )
        )
        return 1
    for made in to_write:
        _write(made)
    print(
        counted(
            len(to_write),
            "1 file written. Now make the lessons again: python3 start.py build",
            "{n} files written. Now make the lessons again: python3 start.py build",
        )
    )
    return 0


def _chosen(root: Path, named: list[str]) -> list[str]:
    there = sorted(path.parent.name for path in root.glob(f"datasets/*/{SCRIPT}"))
    for name in named:
        if name not in there:
            raise Trouble(
                f'There is no data set "{name}" with a {SCRIPT}.',
                f"Choose from: {', '.join(there)}.",
            )
    return named or there


def names_are_told_apart(root: Path) -> None:
    """Stop when two neighbourhoods or organisations share a name: their rows would be one.

    Raises:
        Trouble: with the names that stand twice, or have nothing after them.
    """
    place = load_place(root)
    for group in ("parts", "organisations"):
        names = place.get(group) or {}
        empty = [key for key, name in names.items() if not str(name or "").strip()]
        if empty:
            raise Trouble(f"place.yml has no name for {', '.join(empty)}.", "Write one there.")
        twice = [name for name, many in Counter(map(str, names.values())).items() if many > 1]
        if twice:
            raise Trouble(
                f'"{twice[0]}" stands twice under {group}: in place.yml.',
                "Give each its own name, so that its numbers stay apart.",
            )


def make_afresh(root: Path, name: str) -> Made:
    """Run a data set's script in a folder apart. Nothing in the course is changed.

    Raises:
        Trouble: when the script does not run, or writes nothing.
    """
    folder = root / "datasets" / name
    with tempfile.TemporaryDirectory(prefix="champions-data-") as apart:
        script, made = Path(apart) / SCRIPT, Path(apart) / DATA
        shutil.copyfile(folder / SCRIPT, script)
        try:
            with variables({HOME_VARIABLE: str(root)}):
                runpy.run_path(str(script), run_name="__main__")
            new = made.read_bytes()
        except Exception as error:
            raise Trouble(
                f"datasets/{name}/{SCRIPT} does not run. {type(error).__name__}: {error}",
                "Look in place.yml first: has each of its keys a name?",
            ) from error
    path = folder / DATA
    return Made(path, path.read_bytes() if path.is_file() else b"", new)


def made_ready(root: Path) -> Iterator[str]:
    """In a course with a pack, lay out the pack's own data, and make the course's with the pack's names.

    Yields:
        A sentence for each thing that was made or assumed.

    Raises:
        Trouble: when data cannot be read or made.
    """
    yield from own_tables.lay_out(root)
    for name in with_names_of_a_pack(root):
        yield f"datasets/{name}: made with the names of the pack."


def with_names_of_a_pack(root: Path) -> list[str]:
    """In a course with a pack, make the course's own data with the names of the pack.

    A data set that the pack brings itself stays as it is. What was made stays until the script, the
    names or the course's data change.

    Returns:
        The data sets that were made afresh.

    Raises:
        Trouble: when two names are alike, or a script does not run.
    """
    if not has_pack(root):
        return []
    names_are_told_apart(root)
    own, note = own_folder(root), root / ".state" / "data.json"
    before = json.loads(note.read_text(encoding="utf-8")) if note.is_file() else {}
    now: dict[str, list[str]] = {}
    done = []
    for script in sorted(root.glob(f"datasets/*/{SCRIPT}")):
        name, path = script.parent.name, script.with_name(DATA)
        theirs = any((own / "datasets" / name / one).exists() for one in (SCRIPT, DATA))
        if theirs or b"place" not in script.read_bytes():
            continue
        made_of = _sum(script.read_bytes() + (root / "place.yml").read_bytes())
        if before.get(name) != [made_of, _sum(path.read_bytes())]:
            made = make_afresh(root, name)
            _write(made)
            done.append(name)
        now[name] = [made_of, _sum(path.read_bytes())]
    note.parent.mkdir(exist_ok=True)
    write_whole(note, json.dumps(now, indent=1))
    return done


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _write(made: Made) -> None:
    """Put a file in the place of the old one, in one step: a cut in the power leaves one of them."""
    beside = made.path.with_name(f".{DATA}.new")
    beside.write_bytes(made.new)
    beside.replace(made.path)


#: A cell that is a number, a day or a time, and no words: a name may have digits of its own.
_NUMBER = re.compile(r"[\d.,:/+%\s-]*\d[\d.,:/+%\s-]*")


def _numbers(data: bytes) -> list[list[str]]:
    """The numbers of a table, row by row. Digits within a name, such as a bus line, are none."""
    rows = csv.reader(io.StringIO(data.decode("utf-8", "replace"), newline=""))
    return [[cell for cell in row if _NUMBER.fullmatch(cell)] for row in rows]


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8", "replace").splitlines()
