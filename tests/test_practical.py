"""The practical: an untidy file of one's own, mended, drawn, read and judged; and a slip is not paid for twice."""

from __future__ import annotations

import copy
import json
import shutil
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import ipywidgets as w
import numpy as np
import pytest
from ipywidgets.widgets.widget import _instances

from champions.activities.practical.question import Mended, Practical
from champions.activities.your_turn.question import answer_for
from champions.charts.chart import control_chart
from champions.charts.runs import analyse_runs
from champions.data import HOME_VARIABLE
from champions.lesson import session
from champions.questions import answers, forms
from champions.questions.answers import plain
from champions.questions.attempts import Owner, copied, next_one
from champions.questions.facets import facet
from champions.questions.kinds import class_of
from champions.questions.page import feedback_html
from champions.questions.variants import FOLDER, HOW_MANY, Variant

COURSE = Path(__file__).resolve().parents[1]
POOLS = ("practical-limits", "practical-run")
each = pytest.mark.parametrize("pool", POOLS)


def ask(pool: str) -> Practical:
    kind: Any = class_of(pool)
    found = kind(id="p", ask="Do it.", look="Look.", step="Step.", praise="Yes.", points=10.0)
    assert isinstance(found, Practical)
    return found


def held(pool: str) -> Iterator[dict[str, Any]]:
    for path in sorted((COURSE / FOLDER / pool).glob("*.json")):
        yield json.loads(path.read_text(encoding="utf-8"))


def right(pool: str, number: int, **parts: Any) -> dict[str, Any]:
    return copy.deepcopy({**plain(answer_for(ask(pool), Variant(pool, number))), **parts})


def drawn(one: dict[str, Any]) -> list[tuple[int, float]]:
    """The rows of the mended file that are in the chart, with their numbers; NaN for a gap."""
    out = {int(row) for row, (_, wanted) in one["slips"].items() if wanted == "out"}
    return [
        (row, np.nan if value is None else value)
        for row, value in enumerate(one["mended"], 1)
        if row not in out
    ]


def own_chart(pool: str, number: int, mend: dict[str, str]) -> dict[str, Any]:
    """The answer of somebody who mended so, and then read the chart that stood there without a slip."""
    read = ask(pool).read({"variant": number, "mend": mend})
    assert isinstance(read, Mended)
    truth = read.truth
    parts = {part: truth[part] for part in ("numbers", "means", "then")}
    return right(pool, number, mend=mend, marked=truth["marked"] or "none", **parts)


class TestTruth:
    """What a file says is true, worked out from its rows by another way."""

    @each
    def test_each_row_is_mended_as_it_and_its_note_say(self, pool: str) -> None:
        kinds: Counter[str] = Counter()
        for one in held(pool):
            rows, seen = one["file"], set()
            for row, (name, written, note) in enumerate(rows, 1):
                kind, wanted = one["slips"].get(str(row), ("", ""))
                kinds[kind] += 1
                if name == "Total":
                    assert (kind, wanted) == ("total", "out")
                elif name in seen:
                    assert rows[row - 2] == rows[row - 1]
                    assert (kind, wanted) == ("twice", "out")
                elif written in ("?", "999") or (written, bool(note)) == ("0", True):
                    assert wanted == "gap"
                    assert one["mended"][row - 1] is None
                elif "paper sheet" in note:
                    assert (kind, wanted) == ("typed", note.split()[-1])
                elif not written.isdecimal():
                    assert kind == "words"
                else:
                    assert kind == ""
                    assert float(written) == one["mended"][row - 1]
                seen.add(name)
            assert 3 <= len(one["slips"]) <= 6
        assert set(kinds) == {"", "total", "twice", "closed", "lost", "code", "typed", "words"}

    def test_of_the_run_charts(self) -> None:
        for one in held("practical-run"):
            rows = drawn(one)
            first = [value for row, value in rows if row <= one["baseline"] and value == value]
            line, truth = float(np.median(first)), one["truth"]
            runs = analyse_runs([value for _, value in rows], centre=line)
            assert truth["numbers"] == {
                "line": line,
                "useful": runs.useful,
                "longest": runs.longest,
                "crossings": runs.crossings,
            }
            shifts = [signal for signal in runs.signals if signal.rule == "shift"]
            assert truth["marked"] == [rows[at - 1][0] for one in shifts for at in one.points]
            assert (truth["means"] == "short") == (runs.useful < 10)
            assert (truth["means"] in ("lower", "higher")) == bool(shifts)

    def test_it_makes_no_difference_whether_a_gap_ends_a_row_or_is_passed_over(self) -> None:
        """By the rule of the course it ends one, and many people pass over it."""
        for one in held("practical-limits"):
            known = [value for _, value in drawn(one) if value == value]
            sides = [(value > one["centre"]) - (value < one["centre"]) for value in known]
            rows = [len(list(row)) for side, row in groupby(sides) if side]
            assert max(rows) == one["truth"]["numbers"]["longest"], one["number"]
            assert any(row >= 7 for row in rows) == (one["truth"]["means"] == "moved")

    def test_of_the_xmr_charts(self) -> None:
        for one in held("practical-limits"):
            rows = drawn(one)
            baseline = sum(row <= one["baseline"] for row, _ in rows)
            chart = control_chart([value for _, value in rows], "i", freeze=baseline)
            lines, numbers = chart.phases.iloc[0], one["truth"]["numbers"]
            assert numbers["upper"] == pytest.approx(lines["upper"], abs=0.25)
            assert numbers["lower"] == pytest.approx(lines["lower"], abs=0.25)
            rules = [s for s in chart.signals if s.rule in ("outside", "shift")]
            assert one["truth"]["marked"] == sorted(
                {rows[at - 1][0] for s in rules for at in s.points}
            )
            moved = any(s.rule == "shift" for s in rules)
            assert one["truth"]["means"] == ("moved" if moved else "odd" if rules else "none")

    @each
    def test_chance_misleads_in_some_and_one_answer_for_all_is_no_way_to_pass(
        self, pool: str
    ) -> None:
        files = list(held(pool))
        assert len(files) == HOW_MANY
        assert max(Counter(one["truth"]["means"] for one in files).values()) < 0.5 * HOW_MANY
        behind = Counter(one["truth"]["behind"] for one in files)
        assert behind["missed"] + behind["false"] > 0


class TestMarking:
    @each
    def test_a_right_answer_to_each_variant_earns_all_and_is_told_its_reading(
        self, pool: str
    ) -> None:
        question = ask(pool)
        for number in range(1, HOW_MANY + 1):
            said = question.mark(right(pool, number))
            assert (said.state, said.points) == ("right", 10.0), number
            assert said.messages[1].startswith("The file: ")
            assert "{" not in "".join(said.messages)

    @each
    def test_a_slip_in_the_file_is_not_paid_for_twice(self, pool: str) -> None:
        """Who leaves one slip, and reads the chart that stands there rightly, loses that slip alone."""
        question = ask(pool)
        for number in range(1, 25):
            mend = right(pool, number)["mend"]
            for row in mend:
                less = {key: now for key, now in mend.items() if key != row}
                said = question.mark(own_chart(pool, number, less))
                lost = 10 * 2 / 5 / len(mend)
                assert 10 - lost - 0.11 <= said.points < 10, (number, row, said)

    @each
    def test_without_mending_nobody_passes_and_it_is_told(self, pool: str) -> None:
        for number in range(1, 25):
            said = ask(pool).mark(own_chart(pool, number, {}))
            assert said.state == "started"
            assert said.points <= 6
            assert "Look at each row" in said.messages[0]

    @each
    def test_mending_alone_is_worth_two_fifths_and_spoiling_takes_away(self, pool: str) -> None:
        answer = right(pool, 4)
        alone = {key: answer[key] for key in ("variant", "attempt", "mend")}
        assert ask(pool).mark(alone).points == 4
        every = {str(row): "out" for row in range(1, 20)}
        assert ask(pool).mark({**alone, "mend": every}).points == 0

    @each
    def test_a_chart_of_a_file_with_more_amiss_than_slips_is_marked_by_the_mended_one(
        self, pool: str
    ) -> None:
        gone = {str(row): "gap" for row in range(1, 25)}
        read = ask(pool).read({**right(pool, 4), "mend": gone})
        assert isinstance(read, Mended)
        assert not read.is_near
        assert read.truth["numbers"] == read.file["truth"]["numbers"]

    def test_of_two_rows_that_are_the_same_either_may_be_left_out(self) -> None:
        number, row = next(
            (one["number"], int(row))
            for one in held("practical-run")
            for row, (kind, _) in one["slips"].items()
            if kind == "twice"
        )
        answer = right("practical-run", number)
        del answer["mend"][str(row)]
        answer["mend"][str(row - 1)] = "out"
        assert ask("practical-run").mark(answer).state == "right"

    @pytest.mark.parametrize("typed", ["gap", "-", "?", "Not known.", "n/a"])
    def test_no_number_is_read_as_people_write_it(self, typed: str) -> None:
        answer = right("practical-run", 3)
        rows = json.loads((COURSE / FOLDER / "practical-run" / "003.json").read_text())["file"]
        for row, now in answer["mend"].items():
            if now == "gap" and rows[int(row) - 1][1] != typed:
                answer["mend"][row] = typed
        assert ask("practical-run").mark(answer).state == "right"

    def test_what_is_no_number_is_named_and_hides_nothing(self) -> None:
        answer = right("practical-run", 3)
        answer["mend"]["2"] = "lots"
        said = ask("practical-run").mark(answer)
        assert said.messages[0] == "Type a number here, or empty the box: week 2."
        assert said.points > 5

    @pytest.mark.parametrize(
        "mend",
        [None, [], "x", {"0": "1", "99": "out", "x": "out"}, {"1": None, "2": [], "3": True}],
    )
    @each
    def test_odd_answers_never_raise(self, pool: str, mend: Any) -> None:
        assert ask(pool).mark({"variant": 1, "attempt": 1, "mend": mend}).points == 0


class TestWithoutHints:
    @each
    def test_nothing_is_told_until_it_is_all_right_or_put_away(self, pool: str) -> None:
        question = ask(pool)
        for number in (2, 4, 9):
            wrong = right(
                pool, number, hints="none", means="proof" if pool.endswith("run") else "good"
            )
            with_hints = question.mark({**wrong, "hints": ""})
            now = question.mark(wrong)
            assert (now.state, now.heading) == ("kept", "Kept")
            assert now.points == with_hints.points > 0
            assert now.messages == (question.words["hints"]["silent"],)
            assert "point" not in feedback_html(now)  # neither the score
            later = question.mark({"variant": 50, "attempt": 2, "earlier": [wrong]})
            assert (later.points, later.out_of) == (now.points, 10)
            assert f"With number {number} you earned" in later.messages[0]
            assert question.mark(right(pool, number, hints="none")).state == "right"

    @each
    def test_what_is_still_open_is_named_and_no_more(self, pool: str) -> None:
        answer = right(pool, 4, hints="none")
        del answer["then"]
        said = ask(pool).mark(answer)
        assert said.messages[0] == "Still open: what to do next."
        assert said.messages[1:] == (ask(pool).words["hints"]["silent"],)
        assert said.out_of == 0

    def test_its_points_are_told_apart_and_the_trainer_sees_it(self) -> None:
        question = ask("practical-run")
        silent = right("practical-run", 4, hints="none", means="proof")
        whole = {**right("practical-run", 5), "earlier": [silent]}
        assert question.mark(whole).points == 10
        assert 0 < question.points_without_hints(whole) == question.mark(silent).points < 10
        assert question.points_without_hints(right("practical-run", 5)) == 0
        assert question.in_words(silent)[0] == "File number 4, without hints."

    def test_only_an_untouched_file_can_be_taken_so(self) -> None:
        question, told = ask("practical-run"), []
        form = facet(question, "form.form")(
            question, {}, lambda given, checked: told.append(plain(given))
        )[0]

        def taker() -> Any:
            words = question.words["hints"]["take"]
            return next(o for o in widgets_in(form) if getattr(o, "description", "") == words)

        taker().click()
        assert told[-1]["hints"] == "none"
        said = "".join(one.value for one in widgets_in(form) if isinstance(one, w.HTML))
        assert question.words["hints"]["without"] in said
        form = facet(question, "form.form")(question, {}, lambda given, checked: None)[0]
        button = taker()
        next(
            one for one in widgets_in(form) if getattr(one, "description", "") == "Line up 0.5"
        ).click()
        assert button.layout.display == "none"


class TestWindows:
    def test_another_browser_gives_another_file_for_the_same_code(self) -> None:
        question = ask("practical-run")
        owners = [
            Owner("16-starter-practical", "LC-17", device) for device in ("ab12", "cd34", "ef56")
        ]
        stamps = [next_one(question, owner, None) for owner in owners]
        assert len({one["variant"] for one in stamps}) == 3
        for stamp in stamps:  # and nobody is taken for somebody who copied
            assert not list(copied(question, stamp, "16-starter-practical", ["LC-17"], 1))
            assert list(
                copied(question, {**stamp, "id": "99"}, "16-starter-practical", ["LC-17"], 1)
            )

    def test_a_turn_stays_the_same_wherever_it_is_opened(self) -> None:
        kind: Any = class_of("turn-run")
        question = kind(id="t", ask="?", look="", step="", praise="")
        first, other = (Owner("06-run-charts", "LC-17", device) for device in ("ab12", "cd34"))
        assert next_one(question, first, None) == next_one(question, other, None)


class TestShown:
    @each
    def test_the_page_that_goes_back_the_sheet_and_the_key_have_it(self, pool: str) -> None:
        question = ask(pool)
        answer = right(pool, 2)
        page = facet(question, "page.drawing")(question, answer)
        assert page.count("<table") == 2
        assert "left out" in page or "no number" in page
        sheet = facet(question, "paper.to_fill_in")(question)
        assert "What should stand there" in sheet
        assert "<svg" not in sheet  # the chart is drawn by hand
        for line in question.reading(question.read(answer)):
            assert line not in sheet
        assert "The file: " in facet(question, "paper.told")(question)
        assert facet(question, "paper.needs_squared_paper")(question)

    @each
    def test_a_gap_is_no_dot_and_a_row_left_out_has_no_place(self, pool: str) -> None:
        question, pieces = ask(pool), 0
        for number in range(1, 20):
            answer = right(pool, number)
            page = facet(question, "page.drawing")(question, answer)
            rows = drawn(json.loads((COURSE / FOLDER / pool / f"{number:03}.json").read_text()))
            assert page.count("<circle") == sum(value == value for _, value in rows)
            pieces += page.count("<polyline")
        assert pieces > 19  # broken at a gap

    def test_the_trainer_reads_what_was_done_with_each_row(self) -> None:
        lines = ask("practical-run").in_words(right("practical-run", 3))
        assert lines[:2] == (
            "File number 3.",
            "In the file: week 5: 25; week 14: no number; the lower row of week 23: left out.",
        )
        assert ask("practical-run").truth_of(right("practical-run", 3))[0].startswith("The file: ")
        assert ask("practical-run").truth_of(None) == ()


def widgets_in(widget: w.Widget) -> Iterator[Any]:
    yield widget
    for child in getattr(widget, "children", ()):
        yield from widgets_in(child)


class TestForm:
    @each
    def test_a_whole_way_through_the_form(self, pool: str) -> None:
        question, told = ask(pool), []
        form = facet(question, "form.form")(
            question,
            {"variant": 3, "attempt": 1, "means": "x"},
            lambda given, checked: told.append((given, checked)),
        )[0]
        wanted = right(pool, 3)
        file = json.loads((COURSE / FOLDER / pool / "003.json").read_text())["file"]
        boxes = [
            one
            for one in widgets_in(form)
            if isinstance(one, w.HBox)
            and len(one.children) == 2
            and getattr(one.children[1], "description", "").startswith("Leave out: ")
        ]
        assert len(boxes) == len(file)
        for row, now in wanted["mend"].items():
            box, out = boxes[int(row) - 1].children
            if now == "out":
                out.value = True
            else:
                box.value = "" if now == "gap" else now
        assert plain(told[-1][0]["mend"]) == wanted["mend"]
        pictures = "".join(one.value for one in widgets_in(form) if isinstance(one, w.HTML))
        assert "no number" in pictures  # the chart follows the file
        box, out = boxes[0].children  # what is put back as it was is no change
        out.value = True
        out.value = False
        assert plain(told[-1][0]["mend"]) == wanted["mend"]
        assert not told[-1][1]

    def test_another_file_shows_how_the_last_should_be(self) -> None:
        question, told = ask("practical-run"), []
        form = facet(question, "form.form")(
            question, right("practical-run", 3), lambda given, checked: told.append(given)
        )[0]
        press = next(
            one
            for one in widgets_in(form)
            if getattr(one, "description", "").startswith("Show how it should be")
        )
        press.click()
        assert [one["variant"] for one in told[-1]["earlier"]] == [3]
        assert question.mark(plain(told[-1])).points == 10  # the best one counts
        said = "".join(one.value for one in widgets_in(form) if isinstance(one, w.HTML))
        assert "The file: week 5 is 25" in said


class TestPageAndNotebook:
    """The page of a lesson and its notebook are open side by side: both keep one record on the disk."""

    @pytest.fixture
    def shown(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, Any]]:
        lesson = "16-starter-practical"
        shutil.copytree(COURSE / "modules" / lesson, tmp_path / lesson)
        monkeypatch.setenv(HOME_VARIABLE, str(COURSE))
        return open_here(tmp_path / lesson, monkeypatch)

    def test_what_the_page_did_is_taken_up_and_not_written_over(
        self, shown: dict[str, dict[str, Any]]
    ) -> None:
        session.check("the-practical")
        form = widget_of(shown)
        rows(form)[0].children[0].value = "11"
        page = answers.load(Path.cwd())  # as the page writes it
        page.put("the-practical", {**kept(), "mend": {"1": "11", "2": "12"}})
        answers.save(page, Path.cwd())
        rows(form)[2].children[0].value = "13"
        assert kept()["mend"] == {"1": "11", "2": "12"}
        said = shown["champions-16-starter-practical-the-practical"]["text/plain"]
        assert "You went on with this step in another window." in said
        assert [one.children[0].value for one in rows(form)[:2]] == ["11", "12"]
        rows(form)[2].children[0].value = "13"  # made again
        assert kept()["mend"] == {"1": "11", "2": "12", "3": "13"}

    def test_a_file_begun_on_the_page_goes_on_and_one_put_away_stays(
        self, shown: dict[str, dict[str, Any]]
    ) -> None:
        session.check("the-practical")
        form = widget_of(shown)
        assert answers.load(Path.cwd()).records == {}
        page = answers.load(Path.cwd())
        begun = {"variant": 5, "attempt": 1, "id": "ab12cd34", "mend": {"1": "11"}}
        page.put("the-practical", begun)
        answers.save(page, Path.cwd())
        rows(form)[0].children[0].value = "99"  # of the file that the notebook showed
        assert kept() == begun
        assert "File number 5." in words_of(form)
        next(one for one in widgets_in(form) if "give me another file" in said_on(one)).click()
        assert kept()["earlier"] == [begun]
        assert kept()["variant"] != 5


def open_here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, Any]]:
    """Open a real lesson as its notebook does; what it shows, by its display id or its text."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv(session.STRICT_VARIABLE, "1")
    shown: dict[str, dict[str, Any]] = {}

    def show(bundle: dict[str, Any], display_id: str = "") -> Any:
        shown[display_id or bundle["text/plain"]] = bundle
        return SimpleNamespace(update=lambda new, raw: shown.update({display_id: new}))

    monkeypatch.setattr(session, "show", show)
    session.start(folder.name)
    return shown


def widget_of(shown: dict[str, dict[str, Any]]) -> Any:
    [view] = [one for one in shown.values() if forms.WIDGET_MIME in one]
    return _instances[view[forms.WIDGET_MIME]["model_id"]]


def said_on(widget: Any) -> str:
    return str(getattr(widget, "description", ""))


def words_of(form: w.Widget) -> str:
    return "".join(one.value for one in widgets_in(form) if isinstance(one, w.HTML))


def rows(form: w.Widget) -> list[Any]:
    """The box and the button of each row of the file."""
    boxes = (one for one in widgets_in(form) if isinstance(one, w.HBox) and len(one.children) == 2)
    return [one for one in boxes if said_on(one.children[1]).startswith("Leave out: ")]


def kept() -> dict[str, Any]:
    return dict(answers.load(Path.cwd()).answer("the-practical"))
