"""Odd and damaged things at every seam at which marking reads what learners send.

    python3 tests/fuzz.py                     20,000 cases, spread over the seams
    python3 tests/fuzz.py --cases 100000      more
    python3 tests/fuzz.py --seam kinds --seed 417     one case again, with its traceback

It is run in the environment of the tests, and ends with 1 when anything was raised. A case is drawn
from its seam and its number alone, so each can be drawn again. What it found once stands as a test
in tests/test_fuzz.py.
"""

from __future__ import annotations

import argparse
import contextlib
import copy
import io
import json
import random
import sys
import tempfile
import traceback
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "src")]

import small_course as small  # noqa: E402 - found by the line above

from champions.desk import outcomes  # noqa: E402
from champions.marking import feedback, report  # noqa: E402
from champions.marking.course import ReleasedLesson  # noqa: E402
from champions.marking.intake import receive  # noqa: E402
from champions.marking.intake.collect import collect, safe_id  # noqa: E402
from champions.marking.intake.places import Reader, handed_in, receipt  # noqa: E402
from champions.marking.results import Result, Row  # noqa: E402
from champions.notebooks.reading import NotANotebook, in_lines, read_notebook  # noqa: E402
from champions.notebooks.restore import restore, without_code  # noqa: E402
from champions.questions import Question, answers  # noqa: E402
from champions.questions import page as paper  # noqa: E402
from champions.questions import scheme as marking  # noqa: E402
from champions.questions.facets import facet  # noqa: E402
from champions.questions.scheme import Scheme, load_scheme  # noqa: E402

ROOT = Path(__file__).parents[1]

#: Values that a damaged or hostile file really has in the place of a sound one.
ODD: list[Any] = [
    None, True, False, -1, 0, 1e308, float("inf"), float("nan"), "", " ", "\x00", "\ud800", "é" * 5000,
    "<script>alert(1)</script>", "../../x", "=1+1", [], {}, [[]], [None], {"": None}, {"a": {"b": []}},
    [1, "a", None, {}], "median", 10**30, "middle-line", "code", {"text/plain": 1}, ["a", 2],
    -(10**18), 10**400, 1e-320, -0.0, "[" * 3000, '{"a":' * 3000, "9" * 4301, "NaN", "Infinity", "1e999",
    "\u202e12", "٣", "1,000", "½", "²", "0x10", "1_000", "--1", "\u200b", "a\u0301" * 40, "x" * 70_000,
    [[[[[[1]]]]]], [0] * 1500, {str(n): n for n in range(1500)}, {"k" * 5000: 1}, [True, 1, 1.0],
    {"words": None}, {"words": 7}, {"words": ["a"]}, [["a", "b"]], [[1, 2], [3]], "2026-02-30", "12:61",
]  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a notebook at which something can be put."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in pairs:
        yield (*path, key)
        if isinstance(item, dict | list) and item and len(path) < 12:
            yield from places(item, (*path, key))


def damaged(notebook: Any, chance: random.Random) -> Any:
    """The notebook with one to six damages."""
    spoiled = copy.deepcopy(notebook)
    for _ in range(chance.randint(1, 6)):
        everywhere = list(places(spoiled))
        if not everywhere:
            break
        *above, key = chance.choice(everywhere)
        holder: Any = spoiled
        for step in above:
            holder = holder[step]
        how = chance.random()
        if how < 0.6:
            holder[key] = copy.deepcopy(chance.choice(ODD))
        elif how < 0.8:
            del holder[key]
        elif isinstance(holder, list):
            holder.insert(chance.randint(0, len(holder)), copy.deepcopy(holder[key]))
            chance.shuffle(holder)
        else:
            holder[str(chance.choice(ODD))[:50]] = copy.deepcopy(holder[key])
    return spoiled


def whole() -> dict[str, Any]:
    """A lesson of the small course, all right."""
    notebook = small.work(small.ALL_RIGHT, small.RIGHT_LINES, learner="L")
    notebook["metadata"]["champions"] = {"module": small.MODULE, "version": small.VERSION}
    return notebook


def as_bytes(notebook: object) -> bytes:
    """A file of it, as a program writes it that does not look at what it writes."""
    return json.dumps(notebook).encode("utf-8", "surrogatepass")


@cache
def small_scheme() -> Scheme:
    """The questions of the small course."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "questions.json").write_text(small.compiled_text(), encoding="utf-8")
        return load_scheme(folder, small.MODULE)


@cache
def schemes() -> tuple[Scheme, ...]:
    """The questions of every lesson of the course: every kind, as it is really asked."""
    found = sorted((ROOT / "solutions").glob("*/questions.json"))
    return (small_scheme(), *(load_scheme(path.parent, path.parent.name) for path in found))


@cache
def questions() -> tuple[tuple[Scheme, Question], ...]:
    """Every question with its lesson."""
    return tuple((scheme, one) for scheme in schemes() for one in scheme.questions)


# --- The seams --------------------------------------------------------------------------------------


def notebooks(chance: random.Random) -> None:
    """A damaged notebook is read, its answers are recovered, and it is mended."""
    data = as_bytes(damaged(whole(), chance))
    if chance.random() < 0.2:
        deep = chance.choice(["[", '{"a":']) * chance.choice([50, 99, 101, 900, 5000])
        ends = "".join("]" if one == "[" else "}" for one in deep if one in "[{")
        data = data.replace(b"null", (deep + "1" + ends).encode(), 1)
    if chance.random() < 0.2:
        spoiled = bytearray(data)
        for _ in range(chance.randint(1, 40)):
            spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
        data = bytes(spoiled)
    _read(data, small_scheme())


def _read(data: bytes, scheme: Scheme) -> None:
    try:
        opened = read_notebook(data)
        book = answers.recover(opened.notebook, small.MODULE)
        answers.is_recorded(opened.notebook, small.MODULE)
        mended = restore(opened.notebook, small.released(), scheme, book)
    except NotANotebook as no:
        told(no)
        return
    ids = [cell["id"] for cell in mended.notebook["cells"]]
    assert len(set(ids)) == len(ids)
    in_lines(mended.notebook).encode("utf-8")
    in_lines(without_code(mended.notebook, small.released())[0]).encode("utf-8")
    answers.as_text(book).encode("utf-8")
    answers.AnswerBook.from_dict(json.loads(json.dumps(book.to_dict())))


def records(chance: random.Random) -> None:
    """A damaged record of answers, as the small file beside a lesson or in one output."""
    book = answers.AnswerBook(small.MODULE, "L-17")
    for name, answer in small.ALL_RIGHT.items():
        book.put(name, answer, "right")
    raw = damaged(book.to_dict(), chance)
    found = answers.AnswerBook.from_dict(_through_a_file(raw), small.MODULE)
    answers.as_text(found.merged(book)).encode("utf-8")
    bundle: Any = damaged(answers.bundle(book, "middle-line"), chance)
    if chance.random() < 0.3:
        bundle = chance.choice([json.dumps(bundle), chance.choice(ODD)])
    output = damaged(small.shown(bundle), chance)
    recovered = answers.recover(
        _through_a_file({"cells": [{"outputs": [output]}]}), chance.choice(["", small.MODULE])
    )
    answers.as_text(recovered).encode("utf-8")
    safe_id(recovered.learner).encode("utf-8")


def told(no: NotANotebook) -> None:
    """A refusal has a short name, a reason and what to do."""
    assert no.code
    assert no.reason.endswith(".")
    assert no.advice


def _through_a_file(raw: Any) -> Any:
    from champions.questions import plain_json

    try:
        return plain_json.read(as_bytes(raw).decode("utf-8", "replace"))
    except ValueError:
        return None


def kinds(chance: random.Random) -> None:
    """An odd answer to any question of the course: marked, said in words, drawn, put on its page."""
    scheme, question = chance.choice(questions())
    book = answers.AnswerBook(scheme.module)
    book.put(question.id, _odd_answer(question, chance), chance.choice(["", "right", "other"]))
    book = answers.AnswerBook.from_dict(_through_a_file(book.to_dict()), scheme.module)
    said = marking.mark(question, book)
    assert 0 <= said.points <= max(said.out_of, 0)
    answer = book.answer(question.id)
    texts = [
        *paper.answer_in_words(question, answer), question.as_text(answer), paper.feedback_html(said),
        paper.feedback_text(said), paper.question_html(question, answer), *said.messages,
        *(text for box in question.boxes_of(answer) for text in box),
        *question.said_when_back(said, None), facet(question, "page.drawing")(question, answer),
    ]  # fmt: skip
    question.blank(answer)
    for text in texts:
        assert isinstance(text, str)
        text.encode("utf-8")


def _odd_answer(question: Question, chance: random.Random) -> Any:
    kept = question.right_answer()
    if kept is None:
        kept = facet(question, "sample.kept")(question, chance, ("Some words.",))
    if chance.random() < 0.3 or kept is None:
        return copy.deepcopy(chance.choice(ODD))
    return damaged({"answer": answers.plain(kept)}, chance).get("answer")


def pages(chance: random.Random) -> None:
    """The page that goes back, and the rows of the tables, for a whole lesson of odd answers."""
    scheme = chance.choice(schemes())
    rows = []
    for question in scheme.questions:
        answer = answers.plain(_odd_answer(question, chance))
        said = question.mark(answer)
        points = said.points if question.most else None
        rows.append(
            Row(question, answer, said, points, float(question.most), question.scored_as,
                reply=str(answers.plain(chance.choice(ODD)))[:300])
        )  # fmt: skip
    lesson = ReleasedLesson(scheme.module, "A lesson", {"metadata": {}, "cells": []}, scheme, "")
    result = Result("L-17", lesson, tuple(rows))
    feedback.page(result).encode("utf-8")
    for row in report.question_rows(result):
        for value in row.values():
            report.cell(value).encode("utf-8")
    book = {row.question.id: row.answer for row in rows}
    book["story"] = damaged(
        {"story": {"group": "yes", "title": "T", **_plain_story()}}, chance
    ).get("story")
    outcomes.initiatives([book])


@cache
def _plain_story() -> dict[str, Any]:
    for _, question in questions():
        if question.id == "story" and isinstance(right := question.right_answer(), dict):
            return dict(right)
    return {}


def folders(chance: random.Random) -> None:
    """A folder with odd files, zips and names: what was sent is told, whatever it is."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(chance.randint(1, 3)):
            data = as_bytes(damaged(whole(), chance))
            if chance.random() < 0.5:
                data = _odd_zip(data, chance)
            ending = chance.choice([".zip", ".ipynb", ".ipynb.txt", " (1).ipynb", ".json"])
            place = folder / f"n{_odd_name(chance)}-{number}"
            place.mkdir(exist_ok=True)
            (place / f"lesson{ending}").write_bytes(data)
            if chance.random() < 0.5:
                book = answers.recover(whole(), small.MODULE).to_dict()
                (place / answers.SIDECAR).write_bytes(as_bytes(damaged(book, chance)))
            if chance.random() < 0.3:
                when = str(chance.choice(ODD)).encode("utf-8", "replace")[:200]
                (place / receive.TIMESTAMP).write_bytes(when)
        found = collect(folder, [small.MODULE], trust=chance.choice(["", "code", "folder"]))
        assert found.submissions or found.refused or found.left_alone
        for one in found.submissions:
            answers.as_text(one.book).encode("utf-8")
            one.learner.encode("utf-8")
        for no in found.refused:
            str(no).encode("utf-8")


def _odd_zip(data: bytes, chance: random.Random) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", chance.choice([0, 8, 12, 14])) as archive:
        for _ in range(chance.randint(1, 3)):
            with contextlib.suppress(ValueError, UnicodeError):
                archive.writestr(f"{_odd_name(chance)}/lesson.ipynb", data)
    spoiled = bytearray(made.getvalue())
    for _ in range(chance.choice([0, 0, 1, 5, 30])):
        spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
    return bytes(spoiled)


_SIGNS = "aé漢 .-_()[]{}'’=+@%~$&;,!#^`\u202e\u200b\u0301\U0001f600\t"


def _odd_name(chance: random.Random) -> str:
    made = "".join(chance.choice(_SIGNS) for _ in range(chance.randint(1, 30))).strip(" .")
    return made or "x"


def names(chance: random.Random) -> None:
    """Names of folders and files, of any signs."""
    text = "".join(chance.choice([chr(chance.randrange(0x11000)), chance.choice(_SIGNS)])
                   for _ in range(chance.randint(0, 80)))  # fmt: skip
    text = chance.choice(
        [text, f"{text}_12_assignsubmission_file_", f"a+{text}+2026-01-31 10:15:00 UTC"]
    )
    shown = receive.shown(text)
    shown.encode("utf-8")
    made = safe_id(shown)
    assert safe_id(made) == made
    assert "/" not in made
    Reader({small.MODULE: ["lesson.ipynb"]}).read(shown.split("/"), shown, small.MODULE)
    receipt(shown)
    handed_in(shown)


#: Each seam, and its share of the cases.
SEAMS: dict[str, tuple[Callable[[random.Random], None], int]] = {
    "notebooks": (notebooks, 6),
    "records": (records, 6),
    "kinds": (kinds, 10),
    "pages": (pages, 1),
    "folders": (folders, 1),
    "names": (names, 2),
}


# --- One after the other ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Found:
    """A case in which something was raised."""

    seam: str
    seed: int
    error: BaseException

    @property
    def where(self) -> str:
        """The last line of ours that it went through, and what it was."""
        ours = [
            one
            for one in traceback.extract_tb(self.error.__traceback__)
            if "champions" in one.filename
        ]
        last = ours[-1] if ours else traceback.extract_tb(self.error.__traceback__)[-1]
        return f"{Path(last.filename).name}:{last.lineno} {type(self.error).__name__}"


def case(seam: str, seed: int) -> Found | None:
    """One case; what was raised in it, if anything."""
    try:
        SEAMS[seam][0](random.Random(f"{seam}/{seed}"))
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        return Found(seam, seed, error)
    return None


def share(cases: int) -> dict[str, int]:
    """How many cases each seam gets."""
    parts = sum(part for _, part in SEAMS.values())
    return {name: max(1, cases * part // parts) for name, (_, part) in SEAMS.items()}


def main() -> int:
    """Draw the cases; 1 when anything was raised."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0, help="the number of the first case")
    parser.add_argument("--seam", choices=SEAMS)
    parser.add_argument("--seed", type=int)
    words = parser.parse_args()
    if words.seam and words.seed is not None:
        SEAMS[words.seam][0](random.Random(f"{words.seam}/{words.seed}"))
        print("Nothing was raised.")
        return 0
    counts = {words.seam: words.cases} if words.seam else share(words.cases)
    met: dict[str, Found] = {}
    for seam, count in counts.items():
        for seed in range(words.first, words.first + count):
            if found := case(seam, seed):
                met.setdefault(f"{seam}: {found.where}", found)
        print(f"{seam}: {count} cases", flush=True)
    for where, found in met.items():
        print(f"{where}: {found.error!r:.200}. Again: --seam {found.seam} --seed {found.seed}")
    print(f"{sum(counts.values())} cases, {len(met)} places at which something was raised.")
    return 1 if met else 0


if __name__ == "__main__":
    sys.exit(main())
