"""Make the sample cohort: the files that a trainer would receive, from the recipes in tests/cohort.

    python3 tests/make_cohort.py FOLDER

Each recipe is named by what the learner did. It says that in one sentence, how to make the file,
and what marking it must give. The files themselves are made from the lesson as it is now and are
not kept: each edit of the lesson would change all of them, and old ones would prove nothing. The
same lesson and recipes always give the same bytes.
"""

from __future__ import annotations

import codecs
import copy
import json
import random
import sys
import tomllib
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from champions.questions import answers
from champions.questions.answers import AnswerBook, Record
from champions.questions.attempts import Owner, own_right_answer
from champions.questions.facets import facet
from champions.questions.scheme import Scheme, load_scheme

HOME = Path(__file__).resolve().parents[1]
RECIPES = Path(__file__).resolve().parent / "cohort"
MODULE = "06-run-charts"

Notebook = dict[str, Any]

#: The lines that a learner types, and the words.
RIGHT_LINES = {
    "middle-in-code": 'middle_line = first_20["days"].median()',
    "stretch-longest": 'longest = analyse_runs(waits["days"], centre=middle_line).longest',
}
SOME_WORDS = "We counted visits for 20 weeks. It is too early to tell."


@dataclass(frozen=True)
class Recipe:
    """What one learner did, and what marking must say about it."""

    name: str
    raw: dict[str, Any]

    @property
    def folder(self) -> str:
        return str(self.raw.get("folder", self.name))

    @property
    def expect(self) -> dict[str, Any]:
        return dict(self.raw["expect"])


def recipes() -> list[Recipe]:
    """All recipes, in the order of their names."""
    paths = sorted(RECIPES.glob("*.toml"))
    return [Recipe(path.stem, tomllib.loads(path.read_text(encoding="utf-8"))) for path in paths]


def make(folder: Path, home: Path = HOME) -> list[Recipe]:
    """Write what the whole cohort sent into a folder."""
    kitchen = Kitchen(home)
    made = recipes()
    for recipe in made:
        kitchen.send(recipe, folder)
    return made


class Kitchen:
    """Makes files from recipes, with the lesson as it is now."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.scheme: Scheme = load_scheme(home / "solutions" / MODULE)

    def lesson(self, where: str) -> Notebook:
        """The lesson as released (``modules``) or worked (``solutions``)."""
        path = self.home / where / MODULE / "lesson.ipynb"
        notebook: Notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            cell["source"] = "".join(cell["source"])
        return notebook

    def send(self, recipe: Recipe, folder: Path) -> None:
        """Write what this learner sent."""
        place = folder / recipe.folder
        place.mkdir(parents=True, exist_ok=True)
        notebook, book = self.work(recipe.raw, recipe.folder)
        if recipe.raw.get("sidecar"):
            answers.save(book, place)
        name = recipe.raw.get("send_as", "lesson.ipynb")
        if name == "link":
            (place / "lesson.ipynb").symlink_to(self.home / "solutions" / MODULE / "lesson.ipynb")
        elif name.endswith(".zip"):
            _zip(place / name, to_bytes(notebook))
        else:
            (place / name).write_bytes(spoiled(to_bytes(notebook), recipe.raw.get("bytes", "")))
        if "also" in recipe.raw:
            other, _ = self.work({"answers": "none", "code": "none"}, recipe.folder)
            (place / "lesson (1).ipynb").write_bytes(to_bytes(other))

    def work(self, raw: dict[str, Any], who: str) -> tuple[Notebook, AnswerBook]:
        """The notebook as this learner saved it, and the answers it holds."""
        if raw.get("start") == "solutions":
            notebook = self.lesson("solutions")
            return notebook, answers.recover(notebook, MODULE)
        notebook = copy.deepcopy(self.lesson("modules"))
        book = self.book(raw, who)
        lines = dict(RIGHT_LINES) if raw.get("code") != "none" else {}
        lines |= raw.get("line", {})
        for cell in notebook["cells"]:
            step = _step(cell)
            if step in lines:
                cell["source"] = lines[step].strip()
            asked = cell["source"].removeprefix('check("').removesuffix('")')
            if cell["cell_type"] == "code" and asked in book.records:
                cell["outputs"] = [_shown(answers.bundle(book, asked))]
        for wish in raw.get("do", []):
            do(notebook, wish)
        return notebook, book

    def book(self, raw: dict[str, Any], who: str) -> AnswerBook:
        """The learner's answers; those with variants to the learner's own."""
        model = self.scheme.model_book()
        for varied in (one for one in self.scheme.marked if one.pool):
            model.put(varied.id, own_right_answer(varied, Owner(MODULE, who, "")), "right")
        book = AnswerBook(MODULE)
        kind = raw.get("answers", "all")
        for question in self.scheme.questions:
            kept = facet(question, "sample.kept")(question, _First(), (SOME_WORDS,))
            if kept is not None:
                if kind == "all" or (kind == "words" and question.boxes_of(kept)):
                    book.put(question.id, kept)
            elif kind == "all" and not question.from_code:
                book.put(question.id, model.answer(question.id), "right")
        for name, answer in raw.get("answer", {}).items():
            given = model.answer(name) if answer == "right" else answer
            book.records.pop(name, None)
            book.put(name, given)
        for name, history in raw.get("history", {}).items():
            book.records[name] = Record(book.answer(name), tuple(history), len(history))
        return book


class _First(random.Random):
    """Draws the first of everything."""

    def choice(self, seq: Any) -> Any:
        return seq[0]


def _step(cell: dict[str, Any]) -> str:
    notes = cell["metadata"].get("nbgrader", {})
    return str(notes.get("grade_id", "")).removesuffix("-answer") if notes.get("solution") else ""


def _shown(bundle: dict[str, Any]) -> dict[str, Any]:
    data = {answers.MIME: bundle, "text/html": "<p>Kept.</p>", "text/plain": "Kept."}
    return {"output_type": "display_data", "data": data, "metadata": {}}


def to_bytes(notebook: Notebook) -> bytes:
    """A notebook as Jupyter saves it."""
    return (json.dumps(notebook, ensure_ascii=False, indent=1) + "\n").encode()


def spoiled(data: bytes, how: str) -> bytes:
    """The bytes after what happened to them on the way."""
    if how == "half":
        return data[: len(data) // 2]
    if how == "bom":
        return codecs.BOM_UTF8 + data
    if how == "photo":
        return b"\xff\xd8\xff\xe0 a photo"
    if how == "none":
        return b""
    return how.encode() if how else data


def _zip(path: Path, data: bytes) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        info = zipfile.ZipInfo("lesson.ipynb", date_time=(2026, 1, 1, 0, 0, 0))
        archive.writestr(info, data)


def do(notebook: Notebook, wish: str) -> None:
    """Do one thing to a notebook, such as ``delete count-runs``."""
    verb, _, rest = wish.partition(" ")
    WISHES[verb](notebook, rest)


def _at(notebook: Notebook, name: str) -> int:
    return next(at for at, cell in enumerate(notebook["cells"]) if cell["id"] == name)


def _delete(notebook: Notebook, name: str) -> None:
    del notebook["cells"][_at(notebook, name)]


def _copy(notebook: Notebook, name: str) -> None:
    at = _at(notebook, name)
    notebook["cells"].insert(at + 1, copy.deepcopy(notebook["cells"][at]))


def _own(notebook: Notebook, source: str) -> None:
    cells = notebook["cells"]
    own = {"cell_type": "code", "id": f"mine-{len(cells)}", "metadata": {}, "source": source}
    first = next(at for at, cell in enumerate(cells) if _step(cell))
    cells.insert(first, {**own, "execution_count": None, "outputs": []})


def _rename(notebook: Notebook, names: str) -> None:
    old, new = names.split()
    cell = notebook["cells"][_at(notebook, old)]
    cell["id"] = cell["metadata"]["nbgrader"]["grade_id"] = new


def _source(notebook: Notebook, rest: str) -> None:
    name, _, source = rest.partition(" ")
    notebook["cells"][_at(notebook, name)]["source"] = source


def _points(notebook: Notebook, rest: str) -> None:
    name, points = rest.split()
    notebook["cells"][_at(notebook, name)]["metadata"]["nbgrader"]["points"] = float(points)


def _strip(notebook: Notebook, what: str) -> None:
    for number, cell in enumerate(notebook["cells"]):
        if what == "notes":
            cell["metadata"].pop("nbgrader", None)
        else:
            cell["id"] = f"cell-{number}"


def _clear(notebook: Notebook, what: str) -> None:
    for cell in notebook["cells"]:
        if what in cell:
            cell[what] = []


def _open(notebook: Notebook, _what: str) -> None:
    """Opened in the course: each step shows that nothing was answered yet."""
    for cell in notebook["cells"]:
        asked = cell["source"].removeprefix('check("').removesuffix('")')
        if cell["cell_type"] == "code" and asked != cell["source"]:
            cell["outputs"] = [_shown(answers.bundle(AnswerBook(MODULE), asked))]


WISHES: dict[str, Callable[[Notebook, str], None]] = {
    "delete": _delete,
    "copy": _copy,
    "own": _own,
    "rename": _rename,
    "source": _source,
    "points": _points,
    "strip": _strip,
    "clear": _clear,
    "open": _open,
    "module": lambda notebook, name: notebook["metadata"]["champions"].update(module=name),
    "version": lambda notebook, name: notebook["metadata"]["champions"].update(version=name),
}


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Say where the files should go: python3 tests/make_cohort.py FOLDER")
    print(f"{len(make(Path(sys.argv[1])))} learners sent their work to {sys.argv[1]}")
