"""What a champion meets in a lesson: forms, feedback at once, and answers that stay."""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import ipywidgets as w
import pytest
from ipywidgets.widgets.widget import _instances

from champions.lesson import session
from champions.questions import answers, forms
from champions.questions.base.question import I_DO_NOT_KNOW

pytestmark = pytest.mark.learner_floor

SCHEME = """
from champions.questions import *
say = dict(look="Look here.", step="One step.", praise="Because.")
QUESTIONS = [
    Choice(id="line", ask="Which line?", options={"median": "Median", "mean": "Mean"},
           right="median",
           misses=(Miss("mean", "mean-not-median", "That is the mean."),), **say),
    Pick(id="pick", ask="Which two?", options={"a": "A", "b": "B", "c": "C"},
         right={"a", "b"}, **say),
    Number(id="wait", ask="How long?", right=14, units=("days",), **say),
    Sort(id="sort", ask="Sort.", items={"a": "A", "b": "B"}, groups={"x": "X", "y": "Y"},
         right={"a": "x", "b": "y"}, **say),
    Sort(id="map", ask="Map.", items={"a": "A & co", "b": "B"}, groups={"x": "X", "y": "Y"},
         right={"a": "x", "b": "y"}, board=True, **say),
    Order(id="order", ask="Order", items={"b": "B", "a": "A"}, right=["a", "b"], **say),
    Dots(id="draw", ask="Draw.", labels=("week 1", "week 2"), values=(5.0, 9.0), top=10,
         unit="days",
         right=7.0, **say),
    Value(id="code", ask="Finish the line.", name="middle", right=26.0, **say),
    Words(id="own", ask="Your words", boxes={"what": "What", "why": "Why"}),
    Guess(id="guess", ask="Guess", options={"up": "Up", "down": "Down"}),
]
"""


class Screen:
    """Stands in for the page: what is shown, and what it changes to."""

    def __init__(self) -> None:
        self.shown: list[dict[str, Any]] = []
        self.by_id: dict[str, dict[str, Any]] = {}

    def show(self, bundle: dict[str, Any], display_id: str | None = None) -> Any:
        self.shown.append(bundle)
        if display_id:
            self.by_id[display_id] = bundle

        def update(new: dict[str, Any], raw: bool = False) -> None:
            assert raw
            self.by_id[str(display_id)] = new

        return SimpleNamespace(update=update)

    def feedback(self, question: str) -> str:
        return str(self.by_id[f"champions-m-{question}"]["text/plain"])


@pytest.fixture
def screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Screen:
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "marking.py").write_text(SCHEME, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "m")
    monkeypatch.setenv(session.STRICT_VARIABLE, "1")
    made = Screen()
    monkeypatch.setattr(session, "show", made.show)
    session.start("m")
    return made


def form_of(screen: Screen, question: str) -> list[w.Widget]:
    """Ask a question; return the parts of its form, top to bottom."""
    session.check(question)
    view = [one for one in screen.shown if forms.WIDGET_MIME in one][-1]
    return [box for box in widget(view).children if not is_way_out(box)]


def is_way_out(box: w.Widget) -> bool:
    return isinstance(box, w.Button) and box.description == I_DO_NOT_KNOW


def say_not_known() -> None:
    """Press the button of the form that was shown last."""
    [*_, button] = [box for box in _instances.values() if is_way_out(box)]
    press(button)


def widget(bundle: dict[str, Any]) -> Any:
    """The live widget that a bundle shows."""
    return _instances[bundle[forms.WIDGET_MIME]["model_id"]]


def saved() -> answers.AnswerBook:
    return answers.load(Path.cwd())


def press(button: w.Widget) -> None:
    assert isinstance(button, w.Button)
    button.click()


def test_looking_at_a_lesson_leaves_no_trace(screen: Screen) -> None:
    for question in ("line", "pick", "wait", "sort", "draw", "own", "guess"):
        session.check(question)
    assert not Path(answers.SIDECAR).exists()
    assert screen.feedback("line") == "Not tried yet."


def test_a_choice_changes_the_hint_at_once_and_is_saved(screen: Screen) -> None:
    _, median, mean = form_of(screen, "line")
    mean.value = True
    assert screen.feedback("line") == "Not yet. That is the mean."
    assert saved().answer("line") == "mean"
    median.value = True
    assert screen.feedback("line") == "Right. Because."
    assert mean.value is False
    assert saved().records["line"].history == ("mean-not-median", "right")


def test_the_chosen_option_is_marked_by_a_sign_as_well_as_a_colour(screen: Screen) -> None:
    _, median, mean = form_of(screen, "line")
    median.value = True
    assert median.description.startswith("●")
    assert mean.description.startswith("○")


def test_pressing_the_chosen_option_again_keeps_it(screen: Screen) -> None:
    _, median, _ = form_of(screen, "line")
    median.value = True
    median.value = False
    assert median.value is True
    assert saved().records["line"].history == ("right",)


def test_the_points_follow_the_answer(screen: Screen) -> None:
    assert repr(session.check("line")) == "0"
    form_of(screen, "line")[1].value = True
    assert repr(session.check("line")) == "1"
    assert session.check("own") is None


def test_ticks_are_kept_and_checked_when_the_button_is_pressed(screen: Screen) -> None:
    _, a, b, _c, check = form_of(screen, "pick")
    a.value = True
    assert screen.feedback("pick").startswith("Not checked yet.")
    assert saved().records["pick"].history == ()
    press(check)
    assert "more to find" in screen.feedback("pick")
    b.value = True
    press(check)
    assert screen.feedback("pick") == "Right. Because."
    assert saved().records["pick"].tries == 1


def test_a_number_is_checked_when_the_box_is_left(screen: Screen) -> None:
    _, box, _check = form_of(screen, "wait")
    say_not_known()
    assert "Where to look" in screen.feedback("wait")
    box.value = "14 days"
    assert screen.feedback("wait").startswith("Right.")


def test_sorting_says_how_many_are_left_and_is_marked_when_asked(screen: Screen) -> None:
    _, first, second, check = form_of(screen, "sort")
    first.value = "x"
    assert "1 placed, 1 to go" in screen.feedback("sort")
    second.value = "y"
    assert screen.feedback("sort").startswith("Not checked yet.")
    press(check)
    assert screen.feedback("sort").startswith("Right.")


def test_what_is_not_checked_is_kept_and_counts_without_being_told(screen: Screen) -> None:
    _, first, second, _check = form_of(screen, "sort")
    first.value, second.value = "x", "y"
    assert "0 of" in screen.by_id["champions-m-progress"]["text/plain"]
    session.start("m")
    assert repr(session.check("sort")) == "1"  # for the marker
    assert screen.feedback("sort").startswith("Not checked yet.")
    assert saved().records["sort"].history == ()


def test_two_windows_of_one_lesson_keep_each_others_answers(screen: Screen) -> None:
    here = session.Lesson("m", Path.cwd())
    there = session.Lesson("m", Path.cwd())
    here.answer(here.scheme["line"], "mean")
    here.answer(here.scheme["wait"], 14)
    there.answer(there.scheme["line"], "median")
    assert {name: record.answer for name, record in saved().records.items()} == {
        "line": "median",
        "wait": 14,
    }


def test_answers_that_a_full_disk_did_not_take_are_there_after_a_second_start(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(answers, "save", full)
        form_of(screen, "line")[1].value = True
    session.start("m")
    assert repr(session.check("line")) == "1"


@pytest.mark.parametrize(
    "broken",
    ['{"format": 1, "module": "m", "ans', '{"format": 2}', '{"format": 1, "module": "01-other"}'],
    ids=["cut short", "a later format", "of another lesson"],
)
def test_a_file_of_answers_that_cannot_be_used_is_kept_and_told(
    screen: Screen, broken: str
) -> None:
    Path(answers.SIDECAR).write_text(broken, encoding="utf-8")
    session.start("m")
    said = screen.by_id["champions-m-progress"]["text/plain"]
    assert 'They are kept in the file "my-answers-kept-1.json".' in said
    form_of(screen, "line")[1].value = True
    assert Path("my-answers-kept-1.json").read_text(encoding="utf-8") == broken
    assert set(saved().records) == {"line"}


def test_half_a_character_stops_no_later_answer(screen: Screen) -> None:
    _, what, _why = form_of(screen, "own")
    what.value = "so \ud83d"
    form_of(screen, "line")[1].value = True
    assert saved().records["own"].answer == {"what": "so ?"}
    assert saved().records["line"].answer == "median"


def test_a_map_fills_while_a_person_sorts(screen: Screen) -> None:
    _, first, _second, board, _check = form_of(screen, "map")
    assert "X (0)" in board.value
    first.value = "x"
    assert "X (1)</h4><ul><li>A &amp; co</li></ul>" in board.value


def test_steps_are_moved_with_buttons_then_checked(screen: Screen) -> None:
    _, first, second, check = form_of(screen, "order")
    words, up, down = first.children
    assert up.disabled
    assert not down.disabled
    press(check)
    assert screen.feedback("order").startswith("Not yet.")
    press(down)
    assert words.value == "<p>1. A</p>"
    assert second.children[0].value == "<p>2. B</p>"
    press(check)
    assert screen.feedback("order").startswith("Right.")


def test_dots_are_placed_without_dragging(screen: Screen) -> None:
    _, picture, _which, height, moves, place, check = form_of(screen, "draw")
    up_five, _up_one, down_one, _down_five = moves.children
    press(up_five)
    press(place)
    height.value = 9
    press(place)
    assert height.value == 9, "what is typed next is never overtaken by a height set from here"
    assert "The middle line is at 9 days: 0 dots above it, 1 below, 1 on it" in picture.value
    press(down_one)
    press(down_one)
    assert "The middle line is at 7 days: 1 dot above it, 1 below" in picture.value
    press(place)
    press(check)
    assert screen.feedback("draw").startswith("Right.")
    assert saved().answer("draw") == {"dots": [5.0, 9.0], "line": 7.0}


def test_own_words_are_kept_as_they_are_typed(screen: Screen) -> None:
    _, what, why = form_of(screen, "own")
    what.value = "A <b>bold</b> try"
    assert saved().answer("own") == {"what": "A <b>bold</b> try"}
    why.value = "because"
    assert screen.feedback("own").startswith("Your words are kept.")


def test_answers_are_there_again_after_a_restart(screen: Screen) -> None:
    form_of(screen, "line")[2].value = True
    session.start("m")
    _, median, mean = form_of(screen, "line")
    assert mean.value is True
    assert screen.feedback("line") == "Not yet. That is the mean."
    median.value = True
    assert saved().records["line"].history == ("mean-not-median", "right")


def test_answers_come_back_from_the_notebook_when_only_it_was_kept(screen: Screen) -> None:
    form_of(screen, "line")[1].value = True
    outputs = [{"output_type": "display_data", "data": data} for data in screen.by_id.values()]
    notebook = {"cells": [{"cell_type": "code", "outputs": outputs}]}
    Path("lesson.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    Path(answers.SIDECAR).unlink()
    session.start("m")
    assert repr(session.check("line")) == "1"


def test_a_renamed_notebook_gives_its_answers_too(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    form_of(screen, "line")[1].value = True
    outputs = [{"output_type": "display_data", "data": data} for data in screen.by_id.values()]
    Path("lesson (1).ipynb").write_text(json.dumps({"cells": [{"outputs": outputs}]}), "utf-8")
    Path(answers.SIDECAR).unlink()
    monkeypatch.setenv("JPY_SESSION_NAME", str(Path.cwd() / "lesson (1).ipynb"))
    session.start("m")
    assert repr(session.check("line")) == "1"


@pytest.mark.parametrize(
    ("value", "said", "points"),
    [
        (26.0, "Right.", "1"),
        (..., "Not tried yet.", "0"),
        (25, "Not yet.", "0"),
        ([1, 2], "Not read yet.", "0"),
    ],
)
def test_a_line_of_code_is_read_from_its_variable(
    screen: Screen, monkeypatch: pytest.MonkeyPatch, value: object, said: str, points: str
) -> None:
    monkeypatch.setattr(session, "_namespace", lambda: {"middle": value})
    assert repr(session.check("code")) == points
    assert screen.feedback("code").startswith(said)


def test_a_missing_variable_is_not_tried_and_no_error(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "_namespace", dict)
    assert repr(session.check("code")) == "0"
    assert screen.feedback("code").startswith("Not tried yet. Type your line in place of the three")


@pytest.mark.parametrize("values", [{}, {"middle": ...}, {"middle": None}])
def test_a_line_as_it_was_handed_out_keeps_the_answer_given_before(
    screen: Screen, monkeypatch: pytest.MonkeyPatch, values: dict[str, object]
) -> None:
    session.check("code", 26)
    monkeypatch.setattr(session, "_namespace", lambda: values)
    assert repr(session.check("code")) == "1"
    assert screen.feedback("code").startswith("Right.")


def test_a_value_may_be_handed_over_as_well(screen: Screen) -> None:
    assert repr(session.check("code", 26)) == "1"


def test_a_full_disk_is_told_and_the_answer_stays_on_the_page(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(answers, "save", full)
    form_of(screen, "line")[1].value = True
    shown = screen.by_id["champions-m-line"]
    assert "could not be saved" in shown["text/html"]
    assert shown[answers.MIME]["record"]["answer"] == "median"


def test_check_never_raises_and_never_writes_to_stderr(
    screen: Screen, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(session.STRICT_VARIABLE)

    def noisy(*_: object, **__: object) -> None:
        print("careful", file=sys.stderr)
        warnings.warn("soon gone", FutureWarning, stacklevel=1)
        raise RuntimeError("<b>broken</b>")

    monkeypatch.setattr(session.Lesson, "feedback", noisy)
    assert repr(session.check("line")) == "0"
    assert capsys.readouterr().err == ""
    assert "<b>" not in screen.shown[-1]["text/html"].split("<details>")[1].split("</details>")[0]


def test_a_step_before_the_lesson_is_started_says_what_to_press(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(session.STRICT_VARIABLE)
    monkeypatch.setattr(session, "_lesson", None)
    session.check("line")
    assert "Start lesson" in screen.shown[-1]["text/plain"]


def test_a_lesson_without_its_folder_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "alone").mkdir()
    monkeypatch.chdir(tmp_path / "alone")
    made = Screen()
    monkeypatch.setattr(session, "show", made.show)
    session.start("m")
    assert "Copy the whole lesson folder" in made.shown[-1]["text/plain"]


def test_what_a_person_typed_is_shown_and_never_run(screen: Screen) -> None:
    _, box, *_ = form_of(screen, "wait")
    box.value = "<script>alert(1)</script>"
    session.check("wait")
    assert all("<script" not in one.get("text/html", "") for one in screen.shown)


def test_finish_lists_what_is_open_and_keeps_the_learner_code(screen: Screen) -> None:
    session.finish()
    ended = screen.by_id["champions-m-finish"]
    assert "Which line?" in ended["text/plain"]
    view = [one for one in screen.shown if forms.WIDGET_MIME in one][-1]
    box = widget(view).children[0]
    box.value = " sparrow-7 "
    assert saved().learner == "sparrow-7"
    assert screen.by_id["champions-m-finish"][answers.MIME]["learner"] == "sparrow-7"


def test_the_list_of_open_steps_gets_shorter_as_they_are_done(screen: Screen) -> None:
    session.finish()
    form_of(screen, "line")[1].value = True
    assert "Which line?" not in screen.by_id["champions-m-finish"]["text/plain"]


def test_progress_counts_right_steps(screen: Screen) -> None:
    assert screen.by_id["champions-m-progress"]["text/plain"] == "0 of 8 steps right so far."
    form_of(screen, "line")[1].value = True
    assert screen.by_id["champions-m-progress"]["text/plain"] == "1 of 8 steps right so far."


def test_extra_steps_are_counted_apart_as_on_the_feedback_page(screen: Screen) -> None:
    scheme = SCHEME.replace('right="median",', 'right="median", stretch=True,')
    Path("marking.py").write_text(scheme, encoding="utf-8")
    session.start("m")
    said = lambda: screen.by_id["champions-m-progress"]["text/plain"]  # noqa: E731
    assert said() == "0 of 7 steps right so far."
    form_of(screen, "line")[1].value = True
    assert said() == "0 of 7 steps right so far. And 1 extra."


class TestProjectPage:
    def put(self, screen: Screen) -> str:
        session.project_page("My <chart>", "own")
        button, said = widget(screen.shown[-1]).children
        press(button)
        return str(said.value)

    def test_nothing_written_yet_is_told(self, screen: Screen) -> None:
        assert "nothing to put on the page yet" in self.put(screen)

    def test_words_land_in_the_project_folder_as_text(self, screen: Screen) -> None:
        form_of(screen, "own")[1].value = "<script>x</script> & tea"
        assert "my-project" in self.put(screen)
        page = (Path.cwd().parent / "my-project" / "m.html").read_text("utf-8")
        assert "&lt;script&gt;x&lt;/script&gt; &amp; tea" in page
        assert "<script" not in page
        assert "<h1>My &lt;chart&gt;</h1>" in page

    def test_a_page_that_cannot_be_written_is_told_and_nothing_is_lost(
        self, screen: Screen, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        form_of(screen, "own")[1].value = "tea"
        (Path.cwd().parent / "my-project").write_text("a file in the way")
        assert "could not be written" in self.put(screen)
        assert saved().answer("own") == {"what": "tea"}


def test_while_it_is_marked_a_form_is_shown_on_paper_with_the_same_points(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    session._opened().answer(session._opened().scheme["line"], "median")
    assert repr(session.check("line")) == "1"
    assert "Which line?" in screen.shown[-2]["text/html"]
    assert not any(forms.WIDGET_MIME in bundle for bundle in screen.shown)


MARKED = ("line", "pick", "wait", "sort", "map", "order", "draw")


class TestWhoDoesNotKnow:
    @pytest.mark.parametrize("question", MARKED)
    def test_every_form_helps_who_says_that_they_do_not_know_a_step_more_each_time(
        self, screen: Screen, question: str
    ) -> None:
        session.check(question)
        say_not_known()
        assert "Where to look: Look here." in screen.feedback(question)
        assert "One step, worked" not in screen.feedback(question)
        say_not_known()
        assert "One step, worked: One step." in screen.feedback(question)
        assert repr(session.check(question)) == "0"
        assert "Where to look: Look here." in screen.feedback(question)  # when it is opened again

    def test_what_was_answered_stays_and_is_not_checked_by_it(self, screen: Screen) -> None:
        lesson = session._opened()
        question = lesson.scheme["sort"]
        lesson.answer(question, {"a": "x"}, checked=False)
        said = lesson.help(question)
        assert said.messages[1] == "Where to look: Look here."
        record = lesson.book.records["sort"]
        assert (record.answer, record.history, record.draft) == ({"a": "x"}, ("not-known",), True)

    def test_a_line_of_code_has_the_way_out_below_it(
        self, screen: Screen, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(session, "_namespace", dict)
        monkeypatch.delenv(session.STRICT_VARIABLE)
        session.check("code")
        say_not_known()
        assert "Where to look: Look here." in screen.feedback("code")

    def test_own_words_get_help_to_begin_and_count_as_no_try(self, screen: Screen) -> None:
        session.check("own")
        say_not_known()
        assert "Say it aloud to somebody first" in screen.feedback("own")
        assert "own" not in session._opened().book.records

    def test_a_guess_asks_for_none(self, screen: Screen) -> None:
        assert not session._opened().scheme["guess"].offers_help
