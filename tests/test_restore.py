"""A received lesson is brought back to the released one's cells, and keeps what the learner did."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import nbformat
import pytest
import small_course as small
from hypothesis import given
from hypothesis import strategies as st

from champions.notebooks.reading import NotANotebook
from champions.notebooks.restore import Restored, restore, same_cells, without_code
from champions.questions import answers
from champions.questions.scheme import Scheme, load_scheme

Notebook = dict[str, Any]


@pytest.fixture(scope="module")
def scheme(tmp_path_factory: pytest.TempPathFactory) -> Scheme:
    home = small.make_course(tmp_path_factory.mktemp("course"))
    return load_scheme(home / "solutions" / small.MODULE)


def mended(received: Notebook, scheme: Scheme) -> Restored:
    book = answers.recover(received, small.MODULE)
    return restore(received, small.released(), scheme, book)


def sources(notebook: Notebook) -> dict[str, str]:
    return {cell["id"]: cell["source"] for cell in notebook["cells"]}


def graded(notebook: Notebook) -> list[str]:
    return [c["metadata"]["nbgrader"]["grade_id"] for c in notebook["cells"] if c["metadata"]]


WORK = small.work({"middle-line": "median"}, small.RIGHT_LINES)
ALL_STEPS = graded(small.released())


def test_honest_work_is_kept_as_it_is_without_a_note(scheme: Scheme) -> None:
    made = mended(WORK, scheme)
    assert made.notes == ()
    assert sources(made.notebook) == sources(WORK)
    nbformat.validate(nbformat.from_dict(made.notebook))


def test_outputs_and_kernel_are_the_released_ones(scheme: Scheme) -> None:
    received = copy.deepcopy(WORK)
    received["metadata"]["kernelspec"]["name"] = "bash"
    made = mended(received, scheme)
    assert made.notebook["metadata"] == small.released()["metadata"]
    assert not any(cell.get("outputs") for cell in made.notebook["cells"])


@pytest.mark.parametrize("gone", ALL_STEPS)
def test_any_missing_step_goes_back_in_its_place(scheme: Scheme, gone: str) -> None:
    received = copy.deepcopy(WORK)
    received["cells"] = [cell for cell in received["cells"] if cell["id"] != gone]
    made = mended(received, scheme)
    assert graded(made.notebook) == ALL_STEPS
    assert made.notes == (f'The step "{gone}" was missing. It was put back.',)


@given(st.sets(st.sampled_from(ALL_STEPS), max_size=len(ALL_STEPS) - 1))
def test_whatever_is_missing_all_steps_are_there_in_order(scheme: Scheme, gone: set[str]) -> None:
    received = copy.deepcopy(WORK)
    received["cells"] = [cell for cell in received["cells"] if cell["id"] not in gone]
    assert graded(mended(received, scheme).notebook) == ALL_STEPS


def test_a_copied_step_counts_once_and_the_last_one_counts(scheme: Scheme) -> None:
    received = copy.deepcopy(WORK)
    at = next(i for i, c in enumerate(received["cells"]) if c["id"] == "middle-in-code-answer")
    first = copy.deepcopy(received["cells"][at])
    first["source"], first["id"] = "middle = 1", "copy"
    received["cells"].insert(at, first)
    made = mended(received, scheme)
    assert graded(made.notebook) == ALL_STEPS
    assert sources(made.notebook)["middle-in-code-answer"] == "middle = 26.0"
    assert "middle = 1" in sources(made.notebook).values()  # it still runs, as the learner had it
    assert any("more than once" in note for note in made.notes)


def test_changed_checks_and_points_are_put_back(scheme: Scheme) -> None:
    received = copy.deepcopy(WORK)
    for cell in received["cells"]:
        if cell["id"] == "middle-line":
            cell["source"] = "99"
            cell["metadata"]["nbgrader"]["points"] = 99
    made = mended(received, scheme)
    assert sources(made.notebook)["middle-line"] == 'check("middle-line")'
    cell = next(c for c in made.notebook["cells"] if c["id"] == "middle-line")
    assert cell["metadata"]["nbgrader"]["points"] == 2
    assert len(made.notes) == 2


def test_a_step_turned_into_text_is_turned_back(scheme: Scheme) -> None:
    received = copy.deepcopy(WORK)
    for cell in received["cells"]:
        if cell["id"] == "middle-in-code-answer":
            cell["cell_type"] = "markdown"
    made = mended(received, scheme)
    cell = next(c for c in made.notebook["cells"] if c["id"] == "middle-in-code-answer")
    assert (cell["cell_type"], cell["source"]) == ("code", "middle = 26.0")
    nbformat.validate(nbformat.from_dict(made.notebook))


def test_a_learners_own_cells_stay_without_notes_that_could_pass_for_ours(scheme: Scheme) -> None:
    received = copy.deepcopy(WORK)
    notes = {"grade": True, "grade_id": "bonus", "points": 50, "solution": False, "locked": True}
    received["cells"].insert(3, small.code("helper = 1", "bonus", notes))
    made = mended(received, scheme)
    assert sources(made.notebook)["bonus"] == "helper = 1"
    assert graded(made.notebook) == ALL_STEPS


def test_ids_are_each_used_once(scheme: Scheme) -> None:
    received = copy.deepcopy(WORK)
    received["cells"] += [small.code("1", "start"), small.code("2", ""), small.code("3", "a b")]
    made = mended(received, scheme)
    ids = [cell["id"] for cell in made.notebook["cells"]]
    assert len(set(ids)) == len(ids)
    nbformat.validate(nbformat.from_dict(made.notebook))


def test_cells_whose_notes_are_gone_are_known_by_their_ids(scheme: Scheme) -> None:
    received = copy.deepcopy(WORK)
    for cell in received["cells"]:
        cell["metadata"] = {}
    made = mended(received, scheme)
    assert graded(made.notebook) == ALL_STEPS
    assert sources(made.notebook)["middle-in-code-answer"] == "middle = 26.0"
    assert made.notes == ("The lesson's own notes were gone from the cells. They were put back.",)


def test_a_lesson_without_notes_and_ids_is_told(scheme: Scheme) -> None:
    received = copy.deepcopy(WORK)
    for at, cell in enumerate(received["cells"]):
        cell["metadata"], cell["id"] = {}, f"x{at}"
    with pytest.raises(NotANotebook) as told:
        mended(received, scheme)
    assert told.value.code == "stripped"


def test_answers_of_another_version_move_into_the_present_lesson(scheme: Scheme) -> None:
    received = copy.deepcopy(WORK)
    received["metadata"]["champions"]["version"] = "v0"
    # The answers stood the other way round, a step was not there yet, and an id meant another step.
    received["cells"] = [cell for cell in received["cells"] if cell["id"] != "further"][::-1]
    received["cells"][0]["source"] = "an older step"
    own = small.code("helper = 26", "own")
    at = next(i for i, c in enumerate(received["cells"]) if c["id"] == "middle-in-code-answer")
    received["cells"].insert(at, own)
    made = mended(received, scheme)
    order = [cell["id"] for cell in made.notebook["cells"]]
    assert [name for name in order if name != "own"] == [c["id"] for c in small.released()["cells"]]
    assert order.index("own") == order.index("middle-in-code-answer") - 1
    assert sources(made.notebook)["further-answer"] == "further = 7"
    assert "an older step" not in sources(made.notebook).values()
    assert len(made.notes) == 1
    assert "another version" in made.notes[0]
    nbformat.validate(nbformat.from_dict(made.notebook))


# --- Words -----------------------------------------------------------------------------------------


def test_words_from_the_form_stand_where_a_person_reads_them(scheme: Scheme) -> None:
    made = mended(small.work(small.ALL_RIGHT), scheme)
    evidence = sources(made.notebook)["evidence-words"]
    assert "Your chart: Visits, 20 weeks" in evidence
    assert "Your reading: No signal yet" in evidence
    assert "My mother waited longest." in sources(made.notebook)["reflection-words"]


def test_no_words_leave_the_cell_as_it_was_released(scheme: Scheme) -> None:
    made = mended(small.work({"evidence": {"chart": "  "}}), scheme)
    assert sources(made.notebook) == sources(small.released())


def test_words_in_the_page_itself_are_kept_beside_those_in_the_form(scheme: Scheme) -> None:
    received = small.work(small.ALL_RIGHT)
    for cell in received["cells"]:
        if cell["id"] == "reflection-words":
            cell["source"] = "And one more thing."
    text = sources(mended(received, scheme).notebook)["reflection-words"]
    assert "My mother waited longest." in text
    assert "And one more thing." in text


@pytest.mark.parametrize(
    "hostile",
    ["<script>alert(1)</script>", "</pre><img src=x onerror=alert(1)>", "[x](javascript:alert(1))"],
)
def test_words_are_text_in_the_cell_too(scheme: Scheme, hostile: str) -> None:
    made = mended(small.work({"reflection": {"words": hostile}}), scheme)
    text = sources(made.notebook)["reflection-words"]
    inside = text.removeprefix("<pre>\n").removesuffix("\n</pre>")
    assert text != inside
    assert "<" not in inside


# --- Without the learner's code ----------------------------------------------------------------------


def test_the_lesson_without_code_has_the_stubs_and_names_what_was_taken_out(scheme: Scheme) -> None:
    received = copy.deepcopy(WORK)
    received["cells"].insert(3, small.code("own = 1", "own"))
    for cell in received["cells"]:
        if cell["id"] == "further-answer":
            cell["source"] = small.CODE_STUB
    made = mended(received, scheme).notebook
    stubbed, taken_out = without_code(made, small.released())
    assert taken_out == ["middle-in-code-answer"]
    assert sources(stubbed)["middle-in-code-answer"] == small.CODE_STUB
    assert "own" not in sources(stubbed)
    assert graded(stubbed) == ALL_STEPS


def test_cells_with_the_same_text_as_before_are_known(scheme: Scheme, tmp_path: Path) -> None:
    first = mended(small.work(small.ALL_RIGHT), scheme).notebook
    again = {**small.ALL_RIGHT, "reflection": {"words": "Other."}}
    second = mended(small.work(again), scheme).notebook
    earlier = tmp_path / "lesson.ipynb"
    assert same_cells(second, earlier) == set()
    earlier.write_text(nbformat.writes(nbformat.from_dict(first)), encoding="utf-8")
    assert "evidence-words" in same_cells(second, earlier)
    assert "reflection-words" not in same_cells(second, earlier)
