"""Damaged notebooks of every kind: each is marked or told, and no traceback reaches the trainer.

What is damaged is drawn by chance, from fixed seeds in the marking and by Hypothesis before it. The
odd values are those that a damaged or hostile file really has: nothing, half a character, a number
where a text should be, a list in a list, a very long text.
"""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pieces
import pytest
import small_course as small
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from champions.marking.cohort import CohortResult, mark_folder
from champions.marking.intake import receive
from champions.marking.intake.collect import collect
from champions.notebooks.reading import NotANotebook, read_notebook
from champions.notebooks.restore import restore
from champions.questions import answers
from champions.questions import scheme as marking
from champions.questions.page import answer_in_words
from champions.questions.scheme import Scheme, load_scheme

ODD: list[Any] = [
    None, True, False, -1, 0, 1e308, float("inf"), float("nan"), "", " ", "\x00", "\ud800", "é" * 5000,
    "<script>alert(1)</script>", "../../x", "=1+1", [], {}, [[]], [None], {"": None}, {"a": {"b": []}},
    [1, "a", None, {}], "median", 10**30, "middle-line", "code", {"text/plain": 1}, ["a", 2],
]  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a notebook at which something can be put."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in pairs:
        yield (*path, key)
        if isinstance(item, dict | list) and item:
            yield from places(item, (*path, key))


def damaged(notebook: dict[str, Any], chance: random.Random) -> dict[str, Any]:
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
    notebook = small.work(small.ALL_RIGHT, small.RIGHT_LINES, learner="L")
    notebook["metadata"]["champions"] = {"module": small.MODULE, "version": small.VERSION}
    return notebook


def as_bytes(notebook: object) -> bytes:
    return json.dumps(notebook).encode("utf-8", "surrogatepass")


@pytest.fixture(scope="module")
def scheme(tmp_path_factory: pytest.TempPathFactory) -> Scheme:
    folder = tmp_path_factory.mktemp("scheme")
    (folder / "questions.json").write_text(small.compiled_text(), encoding="utf-8")
    return load_scheme(folder, small.MODULE)


def told(no: NotANotebook) -> None:
    """A refusal has a short name, a reason and what to do."""
    assert no.code
    assert no.reason.endswith(".")
    assert no.advice


# --- Before the run: thousands, by Hypothesis -----------------------------------------------------------

MANY = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@MANY
@given(seed=st.integers(0, 2**32))
def test_a_damaged_notebook_is_mended_or_told(seed: int, scheme: Scheme) -> None:
    data = as_bytes(damaged(whole(), random.Random(seed)))
    try:
        opened = read_notebook(data)
        book = answers.recover(opened.notebook, small.MODULE)
        mended = restore(opened.notebook, small.released(), scheme, book)
    except NotANotebook as no:
        told(no)
        return
    ids = [cell["id"] for cell in mended.notebook["cells"]]
    assert len(set(ids)) == len(ids)
    answers.AnswerBook.from_dict(json.loads(json.dumps(book.to_dict())))
    for question in scheme.questions:
        feedback = marking.mark(question, book)
        assert 0 <= feedback.points <= max(feedback.out_of, 0)
        answer_in_words(question, book.answer(question.id))


@MANY
@given(seed=st.integers(0, 2**32), count=st.integers(1, 40))
def test_damaged_bytes_are_a_notebook_or_told(seed: int, count: int) -> None:
    chance = random.Random(seed)
    data = bytearray(as_bytes(whole()))
    for _ in range(count):
        data[chance.randrange(len(data))] = chance.randrange(256)
    try:
        read_notebook(bytes(data))
    except NotANotebook as no:
        told(no)


@MANY
@given(data=st.recursive(st.one_of(st.none(), st.booleans(), st.floats(), st.integers(), st.text()),
                         lambda more: st.lists(more) | st.dictionaries(st.text(), more)))  # fmt: skip
def test_any_plain_data_as_an_answer_is_marked(data: Any, scheme: Scheme) -> None:
    for question in scheme.questions:
        book = answers.AnswerBook(small.MODULE)
        book.put(question.id, data)
        feedback = marking.mark(question, book)
        assert feedback.points <= feedback.out_of
        answer_in_words(question, book.answer(question.id))


@pytest.mark.parametrize("seed", range(20))
def test_damaged_zips_are_read_or_told(seed: int, tmp_path: Path) -> None:
    from test_collect import zipped

    chance = random.Random(seed)
    inner = zipped({"Ölga/lesson.ipynb": as_bytes(whole()), "b/lesson.ipynb": as_bytes(whole())})
    data = bytearray(zipped({"inner.zip": inner, "c/lesson.ipynb": as_bytes(whole())}))
    for _ in range(chance.randint(1, 30)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    (tmp_path / "post.zip").write_bytes(bytes(data))
    post = receive.receive(tmp_path)
    assert post.files or post.refused
    collect(tmp_path, [small.MODULE])


# --- Through the whole marking --------------------------------------------------------------------------

COUNT = 60


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> tuple[CohortResult, str, Path]:
    pieces.need("bubblewrap")
    folder = tmp_path_factory.mktemp("fuzz")
    home = small.make_course(folder / "course")
    for number in range(COUNT):
        chance = random.Random(number)
        place = folder / "inbox" / f"D{number:02}"
        place.mkdir(parents=True)
        notebook = damaged(whole(), chance)
        if number % 4 == 0:
            sidecar = answers.recover(whole(), small.MODULE).to_dict()
            (place / "my-answers.json").write_bytes(as_bytes(damaged(sidecar, chance)))
        (place / "lesson.ipynb").write_bytes(as_bytes(notebook))
    small.send(folder / "inbox", "aaa-neighbour", small.work(small.ALL_RIGHT, small.RIGHT_LINES))
    small.send(folder / "inbox", "zzz-neighbour", small.work(small.ALL_RIGHT, small.RIGHT_LINES))
    said: list[str] = []
    marked = mark_folder(folder / "inbox", folder / "out", home, trust="folder", say=said.append)
    return marked, "\n".join(said), folder / "out"


@pytest.mark.slow
def test_each_is_marked_or_told_and_none_is_lost(outcome: tuple[CohortResult, str, Path]) -> None:
    marked, said, out = outcome
    assert "Traceback" not in said
    done = {one.learner for one in marked.results}
    told = {one.place.split("/")[0] for one in marked.refused}
    assert done | told >= {f"D{number:02}" for number in range(COUNT)}
    kept = {path.parent.parent.name for path in (out / "originals").rglob("*.ipynb")}
    assert kept >= done
    assert "run-failed" not in {one.code for one in marked.refused}, said


@pytest.mark.slow
def test_neighbours_of_damaged_work_have_full_marks(
    outcome: tuple[CohortResult, str, Path],
) -> None:
    marked, _, _ = outcome
    for one in marked.results:
        if one.learner.endswith("neighbour"):
            assert one.points("core") == one.out_of("core") > 0
