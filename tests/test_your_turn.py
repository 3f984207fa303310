"""Your turn: a chart or a table of one's own, judged by doing, and told its reading once it is answered."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from statistics import median
from typing import Any

import ipywidgets as w
import pytest

from champions.activities.your_turn.drawing import asks, chart_html, visible
from champions.activities.your_turn.question import NONE, YourTurn, answer_for
from champions.charts.chart import control_chart
from champions.charts.funnel import funnel_chart
from champions.charts.runs import analyse_runs
from champions.questions.answers import plain
from champions.questions.base.question import Unreadable
from champions.questions.facets import facet
from champions.questions.kinds import class_of
from champions.questions.scheme import load_scheme
from champions.questions.variants import FOLDER, HOW_MANY, Variant

COURSE = Path(__file__).resolve().parents[1]
POOLS = (
    "turn-funnel",
    "turn-limits",
    "turn-pairs",
    "turn-records",
    "turn-run",
    "turn-seasons",
    "turn-shares",
)
each = pytest.mark.parametrize


def ask(pool: str, **more: Any) -> YourTurn:
    kind: Any = class_of(pool)
    found = kind(
        id="turn", ask="Do it.", look="Look.", step="Step.", praise="Yes.", points=7.0, **more
    )
    assert isinstance(found, YourTurn)
    return found


def held(pool: str) -> Iterator[dict[str, Any]]:
    for path in sorted((COURSE / FOLDER / pool).glob("*.json")):
        yield json.loads(path.read_text(encoding="utf-8"))


def right(pool: str, number: int, **parts: Any) -> dict[str, Any]:
    return {**plain(answer_for(ask(pool), Variant(pool, number))), **parts}


class TestTruth:
    """What a file says is true, worked out from its data by another way."""

    def test_of_the_run_charts(self) -> None:
        for one in held("turn-run"):
            truth, line = one["truth"], median(one["values"][: one["baseline"]])
            runs = analyse_runs(one["values"], centre=line)
            sides = [side for value in one["values"] if (side := (value > line) - (value < line))]
            lengths = [len(list(run)) for _, run in groupby(sides)]
            assert truth["numbers"] == {
                "line": line,
                "useful": len(sides),
                "longest": max(lengths),
                "crossings": len(lengths) - 1,
            }
            shifts = [signal for signal in runs.signals if signal.rule == "shift"]
            assert truth["marked"] == [point for signal in shifts for point in signal.points]
            assert (truth["means"] == "short") == (len(sides) < 10)
            assert (truth["means"] in ("lower", "higher")) == bool(shifts)

    def test_of_the_xmr_charts(self) -> None:
        for one in held("turn-limits"):
            chart = control_chart(one["values"], "i", freeze=one["baseline"])
            lines, numbers = chart.phases.iloc[0], one["truth"]["numbers"]
            assert numbers["upper"] == pytest.approx(lines["upper"], abs=0.2)
            assert numbers["lower"] == pytest.approx(lines["lower"], abs=0.2)
            rules = [s for s in chart.signals if s.rule in ("outside", "shift")]
            assert one["truth"]["marked"] == sorted({at for s in rules for at in s.points})
            assert numbers["outside"] == sum(s.rule == "outside" for s in rules)
            moved = any(s.rule == "shift" for s in rules)
            assert one["truth"]["means"] == ("moved" if moved else "odd" if rules else "none")

    def test_of_the_p_charts(self) -> None:
        for one in held("turn-shares"):
            sizes, counts = zip(*one["rows"], strict=True)
            truth, told = one["truth"], one["told"]["week"]
            centre = sum(counts) / sum(sizes)
            assert truth["numbers"]["centre"] == pytest.approx(100 * centre, abs=0.06)
            assert truth["numbers"]["share"] == pytest.approx(
                100 * counts[told - 1] / sizes[told - 1], abs=0.06
            )
            assert sizes[told - 1] >= 30  # by the course's own rule there is no share of fewer
            outside = [
                at
                for at, (count, size) in enumerate(zip(counts, sizes, strict=True), 1)
                if abs(count / size - centre) > 3 * math.sqrt(centre * (1 - centre) / size)
            ]
            assert truth["marked"] == outside

    def test_of_the_seasons(self) -> None:
        for one in held("turn-seasons"):
            truth, values = one["truth"], one["values"]
            assert truth["numbers"]["line"] == median(values[:12])
            low = sorted(range(1, 25), key=lambda at: values[at - 1])[:4]
            years = {at % 12 for at in low}
            season = len(years) == 2 and sorted(low) == truth["marked"]
            weekends = [value for at, value in enumerate(values) if at % 2]
            weekdays = [value for at, value in enumerate(values) if not at % 2]
            mixed = max(weekends) < min(weekdays)
            assert mixed == (truth["means"] == "mixed")
            assert (truth["means"] == "season") <= season
            if truth["means"] in ("higher", "lower"):
                assert len(truth["marked"]) > 8
                line = truth["numbers"]["line"]
                above = {values[at - 1] > line for at in truth["marked"]}
                assert above == {truth["means"] == "higher"}

    def test_of_the_funnels(self) -> None:
        for one in held("turn-funnel"):
            sizes, counts = zip(*one["rows"], strict=True)
            outside = funnel_chart(None, counts, out_of=sizes, percent=True).outside
            assert one["truth"]["marked"] == sorted(int(at) for at in outside.index)
            assert one["truth"]["numbers"]["outside"] == len(outside)

    def test_of_the_records(self) -> None:
        for one in held("turn-records"):
            truth, rows = one["truth"], [tuple(row) for row in one["rows"]]
            once = list(dict.fromkeys(rows))
            assert truth["numbers"] == {
                "visits": len(once),
                "known": sum(row[3] != "–" for row in once),
                "missed": sum(row[3] == "no" for row in once),
            }
            told = one["labels"].index(one["told"]["row"]) + 1
            assert (told in truth["marked"]) == (truth["means"] != "nothing")
            long = [
                at for at, row in enumerate(rows, 1) if isinstance(row[4], int) and row[4] > 180
            ]
            assert set(long) <= set(truth["marked"])

    def test_of_the_pairs(self) -> None:
        for one in held("turn-pairs"):
            pairs = [(a, b) for a, b in one["rows"] if "–" not in (a, b)]
            up, down = sum(b > a for a, b in pairs), sum(b < a for a, b in pairs)
            truth, same = one["truth"], len(pairs) - up - down
            assert truth["numbers"] == {"pairs": len(pairs), "up": up, "down": down}
            small = any(0 < count < 5 for count in (up, down, same))
            assert truth["then"] == ("join" if small else "three")

    @each("pool", POOLS)
    def test_there_are_several_ways_of_each_and_chance_misleads_in_some(self, pool: str) -> None:
        files = list(held(pool))
        assert len(files) == HOW_MANY
        means = Counter(one["truth"]["means"] for one in files)
        assert len(means) >= 2
        assert max(means.values()) < 0.7 * HOW_MANY  # one answer for all is no way to pass
        if pool not in ("turn-records", "turn-pairs"):
            behind = Counter(one["truth"]["behind"] for one in files)
            assert behind["missed"] + behind["false"] > 0


class TestMarking:
    @each("pool", POOLS)
    def test_a_right_answer_to_each_variant_earns_all_and_is_told_its_reading(
        self, pool: str
    ) -> None:
        question = ask(pool)
        for number in range(1, HOW_MANY + 1):
            said = question.mark(right(pool, number))
            assert (said.state, said.points) == ("right", 7.0), number
            assert said.messages[1].startswith("The reading: ")
            assert said.messages[2].startswith("Behind it: ")
            assert "{" not in "".join(said.messages)

    @each("pool", ["turn-run", "turn-limits", "turn-seasons"])
    def test_a_decision_that_is_fair_too_earns_all_and_says_why(self, pool: str) -> None:
        question, seen = ask(pool), 0
        for number in range(1, 40):
            best = right(pool, number)["then"]
            for other, why in question.words["fair_too"].get(best, {}).items():
                said = question.mark(right(pool, number, then=other))
                assert (said.state, said.points, said.messages[1]) == ("right", 7.0, why)
                seen += 1
        assert seen > 3

    @each("pool", POOLS)
    def test_a_wrong_answer_is_told_which_part_and_nothing_of_the_reading(self, pool: str) -> None:
        question = ask(pool)
        for number in range(1, 40):
            for part in ("means", "then"):
                best = right(pool, number)[part]
                fair = question.words.get("fair_too", {}).get(best, {}) if part == "then" else {}
                other = next(k for k in question.words[part] if k not in {best, *fair})
                said = question.mark(right(pool, number, **{part: other}), ["other"] * 4)
                assert 0 < said.points < 7
                assert question.words["names"][part] in said.messages[1]
                assert "reading:" not in " ".join(said.messages)

    @each("pool", POOLS)
    def test_a_blank_never_hides_the_rest_and_is_named(self, pool: str) -> None:
        question = ask(pool)
        for part in ("numbers", "marked", "means", "then"):
            answer = right(pool, 5)
            if part == "numbers":
                first = next(iter(answer["numbers"]))
                answer["numbers"] = {**answer["numbers"], first: ""}
            else:
                del answer[part]
            said = question.mark(answer)
            assert said.state == "started"
            assert said.points > 0
            name = question.words["names"][first if part == "numbers" else part]
            assert name in said.messages[0]

    def test_a_number_that_is_none_is_named_and_hides_nothing(self) -> None:
        answer = right("turn-run", 5)
        answer["numbers"]["useful"] = "a lot"
        said = ask("turn-run").mark(answer)
        assert said.messages[0] == "Type a number here: the useful points."
        assert said.points > 0

    @each("pool", POOLS)
    def test_judging_without_counting_earns_nothing(self, pool: str) -> None:
        question = ask(pool)
        for number in range(1, 30):
            assert question.mark(right(pool, number, numbers={})).points == 0
            level = dict.fromkeys(question.asked, 0)
            assert question.mark(right(pool, number, numbers=level)).points == 0

    def test_numbers_are_read_as_people_write_them_and_dots_in_any_order(self) -> None:
        answer = right("turn-run", 2)
        numbers = {part: f"about {value}" for part, value in answer["numbers"].items()}
        shuffled = [str(at) for at in reversed(answer["marked"])]
        assert ask("turn-run").mark({**answer, "numbers": numbers, "marked": shuffled}).points == 7

    def test_only_the_numbers_that_a_lesson_asks_for_count(self) -> None:
        some = ask("turn-limits", numbers=("outside", "longest"))
        answer = right("turn-limits", 4)
        answer["numbers"] = {part: answer["numbers"][part] for part in ("outside", "longest")}
        assert some.mark(answer).points == 7
        assert ask("turn-limits").mark(answer).state == "started"

    @each("odd", [None, "", [], {}, "x", {"variant": 0}, {"variant": 1, "numbers": [], "means": 7}])
    def test_odd_answers_never_raise(self, odd: Any) -> None:
        assert ask("turn-run").mark(odd).points == 0

    def test_of_a_seed_of_the_first_version_there_is_no_chart(self) -> None:
        with pytest.raises(Unreadable):
            ask("turn-run").read({"seed": 3, "means": "none"})


class TestShown:
    @each("pool", POOLS)
    def test_nothing_that_is_shown_before_tells_what_is_right(self, pool: str) -> None:
        question = ask(pool)
        for number in (1, 2, 3, 50):
            read = question.read(right(pool, number))
            html = chart_html(question.words, visible(question, read.held))
            sheet = facet(question, "paper.to_fill_in")(question)
            for shown in (html, sheet):
                for said in question.reading(read):
                    assert said not in shown
                assert "marked" not in shown.replace("that I marked", "")

    def test_a_line_that_is_to_be_found_is_not_drawn_until_it_is_typed(self) -> None:
        question = ask("turn-limits")
        held_ = question.read(right("turn-limits", 2)).held
        assert {"upper", "lower"} & set(visible(question, held_)) == set()
        some = ask("turn-limits", numbers=("outside",))
        assert {"upper", "lower"} <= set(visible(some, held_))
        bare = chart_html(question.words, visible(question, held_))
        drawn = chart_html(question.words, visible(question, held_), {"upper": 50.0})
        assert drawn.count('stroke-width="3"') == bare.count('stroke-width="3"') + 1

    @each("pool", POOLS)
    def test_a_dot_that_is_marked_is_said_in_words_too(self, pool: str) -> None:
        question = ask(pool)
        read = question.read(right(pool, 3))
        html = chart_html(question.words, read.held, marked=frozenset({2}))
        assert html.count("<strong>marked</strong>") == 1

    @each("pool", POOLS)
    def test_the_page_that_goes_back_and_the_trainers_sheet_have_it(self, pool: str) -> None:
        question = ask(pool)
        answer = right(pool, 2)
        assert "<table" in facet(question, "page.drawing")(question, answer)
        assert facet(question, "page.drawing")(question, {"variant": "x", "means": "none"}) == ""
        told = facet(question, "paper.told")(question)
        assert "The reading: " in told
        lines = question.in_words({**answer, "earlier": [answer]})
        assert lines[0] == "Chart number 2."
        assert lines[-1] == "Earlier, number 2: 7 of 7 points."
        assert question.in_words({"variant": 0, "means": "none"}) == (
            "This chart could not be read.",
        )

    def test_every_text_of_a_kind_can_be_found_by_a_translator(self) -> None:
        for pool in POOLS:
            texts = dict(facet(ask(pool), "author.texts")(ask(pool)))
            assert {"about", "mark", "nothing", "means_ask"} <= set(texts)

    def test_an_author_is_told_of_a_number_or_a_choice_that_is_not_there(self) -> None:
        should = facet(ask("turn-run"), "author.expected")(ask("turn-run"))
        good = {
            "numbers": ["line"],
            "sign_took": {"line": ["mean", "all"]},
            "sign_miscounted": "useful",
            "sign_meant": {"none": "lower", "any": ["last"]},
            "sign_decided": {"short": ["keep"]},
            "sign_instead": {"keep": ["change", "wait"]},
            "sign_marks": ["few", "many"],
        }
        assert set(good) == set(should)
        for part, value in good.items():
            assert should[part](value) == ""
        for part, value in {
            "numbers": ["linn"],
            "sign_took": {"line": "meen"},
            "sign_miscounted": "runs",
            "sign_meant": {"nonne": ["last"]},
            "sign_decided": {"any": "kep"},
            "sign_marks": ["some"],
        }.items():
            assert should[part](value) != ""


def widgets_in(widget: w.Widget) -> Iterator[w.Widget]:
    yield widget
    for child in getattr(widget, "children", ()):
        yield from widgets_in(child)


class TestForm:
    """A whole way through the form, as a person presses it."""

    def form(self, pool: str, answer: Any = None) -> tuple[Any, list[tuple[Any, bool]], YourTurn]:
        question, told = ask(pool), []
        made = facet(question, "form.form")(
            question, answer, lambda given, checked: told.append((given, checked))
        )
        return made[0], told, question

    def named(self, form: w.Widget, words: str) -> Any:
        return next(
            one
            for one in widgets_in(form)
            if getattr(one, "description", "").removeprefix("○  ").removeprefix("●  ") == words
        )

    def fill(self, form: w.Widget, question: YourTurn, number: int) -> None:
        wanted = answer_for(question, Variant(question.pool, number))
        truth = question.read(wanted)
        for part in question.asked:
            self.named(form, asks(question, truth.held, part)).value = str(wanted["numbers"][part])
        if wanted["marked"] == NONE:
            self.named(form, question.words["nothing"]).value = True
        else:
            dots = [
                one
                for one in widgets_in(form)
                if "champions-cell" in getattr(one, "_dom_classes", ())
            ]
            for at in wanted["marked"]:
                dots[at - 1].value = True
        for part in ("means", "then"):
            self.named(form, question.words[part][wanted[part]]).value = True

    @each("pool", POOLS)
    def test_all_parts_lead_to_the_right_answer(self, pool: str) -> None:
        form, told, question = self.form(pool, {"variant": 2, "attempt": 1, "means": "x"})
        self.fill(form, question, 2)
        self.named(form, "Check my answer").click()
        given, checked = told[-1]
        assert checked
        assert question.mark(plain(given)).state == "right"

    def test_another_one_shows_the_reading_of_the_last_and_keeps_it(self) -> None:
        form, told, question = self.form("turn-run", {"variant": 2, "attempt": 1, "means": "x"})
        self.fill(form, question, 2)
        assert not any("The reading" in getattr(one, "value", "") for one in _texts(form))
        self.named(form, "Show its reading, and give me another one").click()
        given, checked = told[-1]
        assert not checked
        assert given["variant"] != 2
        assert [one["variant"] for one in given["earlier"]] == [2]
        assert any("The reading" in one.value for one in _texts(form))
        assert question.mark(plain(given)).points == 7  # the best one counts

    def test_the_line_moves_with_buttons_and_says_how_the_dots_lie(self) -> None:
        form, told, _ = self.form("turn-run", {"variant": 2, "attempt": 1, "means": "x"})
        for words in ("Line up 5", "Line up 5", "Line up 1", "Line down 1"):
            self.named(form, words).click()
        assert told[-1][0]["numbers"]["line"] == "10"
        assert any("above your line" in one.value for one in _texts(form))

    def test_nothing_to_mark_and_a_dot_exclude_each_other(self) -> None:
        form, told, question = self.form("turn-run", {"variant": 2, "attempt": 1, "means": "x"})
        self.named(form, question.words["nothing"]).value = True
        assert told[-1][0]["marked"] == NONE
        self.named(form, "3").value = True
        assert told[-1][0]["marked"] == [3]
        assert not self.named(form, question.words["nothing"]).value
        self.named(form, question.words["nothing"]).value = True
        assert told[-1][0]["marked"] == NONE
        assert not self.named(form, "3").value

    def test_a_form_that_is_opened_again_has_all_that_was_answered(self) -> None:
        form, told, question = self.form("turn-run", right("turn-run", 2))
        self.named(form, "Check my answer").click()
        assert question.mark(plain(told[-1][0])).state == "right"


def _texts(form: w.Widget) -> list[Any]:
    return [one for one in widgets_in(form) if isinstance(one, w.HTML)]


def test_every_lesson_that_asks_one_has_a_worked_answer_with_something_to_see() -> None:
    asked = [
        (path.parent.name, one)
        for path in sorted(COURSE.glob("solutions/*/questions.json"))
        for one in load_scheme(path.parent).marked
        if isinstance(one, YourTurn)
    ]
    assert len(asked) >= 11
    for lesson, one in asked:
        assert one.mark(one.right_answer()).state == "right", lesson
