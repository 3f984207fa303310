"""Variants: each learner's own data by a number that follows, the same everywhere, and the best counts."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from champions.activities.beads import question as beads
from champions.activities.limits_by_hand import question as limits
from champions.activities.marbles import question as marbles
from champions.activities.service import question as service
from champions.activities.service_ramp import question as ramp
from champions.activities.small_cells import question as cells
from champions.authoring import variants as made
from champions.questions import Marked, attempts, variants
from champions.questions.answers import AnswerBook, Record, plain
from champions.questions.attempts import Owner, another, copied, next_one, next_stamp
from champions.questions.facets import facet
from champions.questions.variants import HOW_MANY, Variant, file_of, number_for, who

COURSE = Path(__file__).resolve().parents[1]
TURNS = (
    *("turn-funnel", "turn-limits", "turn-pairs", "turn-records", "turn-run", "turn-seasons"),
    "turn-shares",
)
PRACTICALS = ("practical-limits", "practical-run")
_OTHERS = ("beads", "limits-by-hand", "marbles", "service", "service-ramp", "small-cells")
POOLS = tuple(sorted((*_OTHERS, *PRACTICALS, *TURNS)))
SAID: dict[str, Any] = {"ask": "Do it.", "look": "Look.", "step": "Step.", "praise": "Yes."}
MARKED: dict[str, Marked] = {
    "beads": beads.RedBeads(id="beads", points=2, **SAID),
    "limits-by-hand": limits.HandLimits(id="limits-by-hand", points=2, **SAID),
    "service": service.ServiceTrial(id="service", points=2, **SAID),
    "service-ramp": ramp.RampTrial(id="service-ramp", points=2, **SAID),
    "small-cells": cells.HideCells(id="small-cells", points=2, **SAID),
}
#: A whole right answer to a variant of each pool.
RIGHT: dict[str, Any] = {
    "beads": lambda one: {**beads.model_answer(), "variant": one.number},
    "limits-by-hand": limits.answer_for,
    "service": service.answer_for,
    "service-ramp": ramp.answer_for,
    "small-cells": cells.answer_for,
}

#: Kept as they are: what a champion saw must not change under anybody. Another model takes another pool.
RELEASED = {
    "beads": "2dbb5ed4e81d43d5",
    "limits-by-hand": "bcbb0af759438851",
    "marbles": "fffd02dde84766ad",
    "practical-limits": "d5a3730043d5770a",
    "practical-run": "ad29547bbaa4c741",
    "service": "1fe14b0a179f548a",
    "service-ramp": "86248caf9743f509",
    "small-cells": "8fef419afe8fb619",
    "turn-funnel": "56a7680734c99eba",
    "turn-limits": "e10d749ce763d53d",
    "turn-pairs": "32d10345c0b279f7",
    "turn-records": "ce2e4c3c29c21e6f",
    "turn-run": "4735bfeeac001bc0",
    "turn-seasons": "6ae2fbabc0f5caa1",
    "turn-shares": "8acdd682b3bf409f",
}


def files_of(pool: str) -> list[dict[str, Any]]:
    """The files of a pool as they are committed, in order."""
    found = sorted((COURSE / variants.FOLDER / pool).glob("*.json"))
    return [json.loads(path.read_text(encoding="utf-8")) for path in found]


class TestNumber:
    def test_it_is_what_a_small_script_works_out(self) -> None:
        digest = hashlib.sha256(b"lc17|08-xmr-charts|limits-by-hand|3").hexdigest()
        wanted = int(digest[:8], 16) % HOW_MANY + 1
        assert number_for(who("LC-17"), "08-xmr-charts", "limits-by-hand", 3) == wanted

    def test_how_a_code_is_typed_makes_no_difference(self) -> None:
        assert {who(code) for code in ("LC-17", "lc 17", " Lc17.", "LC\u201317")} == {"lc17"}

    def test_learners_are_spread_over_all_variants(self) -> None:
        given = Counter(number_for(f"lc{n}", "05", "service", 1) for n in range(20 * HOW_MANY))
        assert set(given) == set(range(1, HOW_MANY + 1))
        assert max(given.values()) < 50

    @given(st.text(max_size=20), st.integers(1, 50))
    def test_the_next_attempt_follows_and_is_another_variant(self, code: str, many: int) -> None:
        question, owner, answer = MARKED["small-cells"], Owner("11", code, "ab12"), None
        seen = []
        for _ in range(min(many, attempts.MOST_EARLIER)):
            answer = {**next_one(question, owner, answer), "hidden": [[0, 0]]}
            seen.append(answer["variant"])
            follows = number_for(who(code) or "ab12", "11", "small-cells", answer["attempt"])
            assert answer["variant"] == follows
        assert len(set(seen)) == len(seen)

    def test_without_a_code_the_id_of_the_device_stands_in_the_answer(self) -> None:
        assert next_stamp(Owner("11", "", "ab12"), "small-cells")["id"] == "ab12"
        assert "id" not in next_stamp(Owner("11", "LC-17", "ab12"), "small-cells")
        assert attempts.device_in([None, "x", {"earlier": [{"id": "ab12"}]}]) == "ab12"


class TestFiles:
    def test_every_kind_that_has_variants_has_them_in_the_index(self) -> None:
        index = json.loads((COURSE / made.INDEX).read_text(encoding="utf-8"))
        assert index == {"format": 1, "pools": dict.fromkeys(POOLS, HOW_MANY)}
        assert HOW_MANY >= 200

    @pytest.mark.parametrize("pool", POOLS)
    def test_the_committed_files_are_those_that_the_models_make(self, pool: str) -> None:
        assert made.differ(COURSE, made.make_all([pool])) == []

    def test_another_process_makes_the_same_bytes(self) -> None:
        program = (
            "import sys; from champions.questions.variants import *; "
            "sys.stdout.write(''.join(text_of(make(Variant(pool, n))) "
            "for pool in sys.argv[1:] for n in (1, 77, 200)))"
        )
        surroundings = {"PYTHONPATH": str(COURSE / "src"), "PYTHONHASHSEED": "7", "LC_ALL": "C"}
        done = subprocess.run(
            [sys.executable, "-c", program, *POOLS],
            env=surroundings,
            capture_output=True,
            text=True,
            check=True,
        )
        there = [
            (COURSE / file_of(Variant(pool, n))).read_text("utf-8")
            for pool in POOLS
            for n in (1, 77, 200)
        ]
        assert done.stdout == "".join(there)

    @pytest.mark.parametrize("pool", RELEASED)
    def test_what_was_released_stays(self, pool: str) -> None:
        digest = hashlib.sha256()
        for path in sorted((COURSE / variants.FOLDER / pool).glob("*.json")):
            digest.update(path.read_bytes())
        assert digest.hexdigest()[:16] == RELEASED[pool]

    @pytest.mark.parametrize("pool", POOLS)
    def test_each_is_another(self, pool: str) -> None:
        bodies = {json.dumps({**one, "number": 0}) for one in files_of(pool)}
        assert len(bodies) == HOW_MANY

    def test_they_are_small(self) -> None:
        sizes = [path.stat().st_size for path in (COURSE / variants.FOLDER).rglob("*.json")]
        assert max(sizes) < 5_000
        assert sum(sizes) < 340_000 * len(POOLS)

    def test_no_file_holds_a_number_that_machines_may_round_differently(self) -> None:
        def numbers(part: Any) -> list[float]:
            if isinstance(part, dict | list):
                inside = part.values() if isinstance(part, dict) else part
                return [number for one in inside for number in numbers(one)]
            return [part] if isinstance(part, float) else []

        for pool in POOLS:
            found = [number for one in files_of(pool) for number in numbers(one)]
            assert [number for number in found if number != round(number, 2)] == []

    def test_what_differs_is_named_and_what_belongs_to_no_pool(self, tmp_path: Path) -> None:
        files = made.make_all(["beads"])
        made.write(tmp_path, files)
        assert made.differ(tmp_path, files) == []
        (tmp_path / file_of(Variant("beads", 3))).write_text("{}")
        (tmp_path / file_of(Variant("beads", 4))).unlink()
        (tmp_path / file_of(Variant("beads", 201))).write_text("{}")
        (tmp_path / variants.FOLDER / "old").mkdir()
        (tmp_path / variants.FOLDER / "old" / "001.json").write_text("{}")
        said = " ".join(made.differ(tmp_path, files))
        for words in ("003.json: diff", "004.json: miss", "201.json: extra", "old/001.json: extra"):
            assert words in said
        made.write(tmp_path, files)
        assert made.differ(tmp_path, files) == []

    def test_a_file_comes_before_the_model_and_the_model_steps_in(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "modules").mkdir()
        made.write(tmp_path, made.make_all(["beads"]))
        monkeypatch.setenv("CHAMPIONS_HOME", str(tmp_path))
        first, own = Variant("beads", 1), variants.make(Variant("beads", 1))
        path = tmp_path / file_of(first)
        path.write_text(variants.text_of({**own, "usual": "a programme's own"}))
        assert variants.data(first)["usual"] == "a programme's own"
        for spoiled in ("{", "[1]", '{"format": 99}'):
            variants._read.cache_clear()
            path.write_text(spoiled)
            assert variants.data(first) == own
        path.unlink()
        assert variants.data(first) == own


class TestBest:
    def two(self, pool: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """A right answer to one variant, and the start of the next attempt after it."""
        question = MARKED[pool]
        first = {**RIGHT[pool](Variant(pool, 7)), "attempt": 1}
        stamp = {"variant": 8, "attempt": 2}
        empty: dict[str, Any] = {
            "beads": {"actions": []},
            "service": {"cycles": []},
            "service-ramp": {"tests": []},
            "small-cells": {"hidden": []},
        }
        return first, {**another(question, first, stamp), **empty.get(pool, {"given": {}})}

    @pytest.mark.parametrize("pool", MARKED)
    def test_an_attempt_that_was_right_counts_while_another_is_tried(self, pool: str) -> None:
        first, second = self.two(pool)
        feedback = MARKED[pool].mark(plain(second))
        assert second["earlier"] == [first]
        assert plain(second) == second  # nothing is cut off on the way
        assert (feedback.state, feedback.points, feedback.outcome) == ("right", 2, "")
        assert feedback.messages[:2] == (
            "With number 7 you earned 2 of 2 points. Your best attempt counts.",
            "Now, with number 8: Not tried yet.",
        )

    def test_a_hint_is_about_the_attempt_at_hand(self) -> None:
        _, second = self.two("small-cells")
        feedback = MARKED["small-cells"].mark({**second, "hidden": [[0, 0]]})
        assert (feedback.points, feedback.outcome) == (2, "other")
        assert "what is hidden" in feedback.messages[-1]

    def test_a_better_attempt_is_said_as_always(self) -> None:
        question = MARKED["small-cells"]
        bad = {"variant": 7, "attempt": 1, "hidden": [[0, 0]]}
        good = {**another(question, bad, {"variant": 8, "attempt": 2})}
        good |= {"hidden": RIGHT["small-cells"](Variant("small-cells", 8))["hidden"]}
        assert question.mark(good) == question.mark({**good, "earlier": []})
        assert question.in_words(good)[-1] == "Earlier, number 7: 0 of 2 points."

    def test_the_best_is_kept_when_there_are_very_many(self) -> None:
        question = MARKED["small-cells"]
        answer: dict[str, Any] = {**RIGHT["small-cells"](Variant("small-cells", 7))}
        for attempt in range(2, 60):
            answer = another(question, answer, {"variant": attempt + 20, "attempt": attempt})
            answer["hidden"] = [[0, 0]]
        assert len(answer["earlier"]) == attempts.MOST_EARLIER
        assert answer["earlier"][0]["variant"] == 7
        assert question.mark(plain(answer)).points == 2

    def test_the_longest_attempts_still_fit_into_an_answer(self) -> None:
        question = MARKED["service"]
        cycle = {"change": "text", "predicted": "13-16", "weeks": 1, "decided": "abandon"}
        answer: dict[str, Any] = {}
        for attempt in range(1, 20):
            answer = {
                **another(
                    question, answer, {"variant": attempt, "attempt": attempt, "id": "a" * 8}
                ),
                "year": 9,
                "cycles": [cycle] * service.BUDGET,
                "found": dict(zip(service.CHANGES, service.FOUND, strict=True)),
            }
        assert plain(answer) == answer

    def test_an_answer_of_the_first_version_goes_on_and_counts(self) -> None:
        old = limits.answer_for(2608)
        new = another(MARKED["limits-by-hand"], old, {"variant": 9, "attempt": 1})
        feedback = MARKED["limits-by-hand"].mark({**new, "given": {}})
        assert feedback.points == 2
        assert "With number 2608" in feedback.messages[0]

    def test_a_lesson_shows_a_step_as_done_while_another_is_begun(self, tmp_path: Path) -> None:
        from champions.lesson.session import Lesson

        lesson = _lesson(tmp_path, Lesson)
        question = lesson.scheme["limits-by-hand"]
        lesson.answer(question, limits.answer_for(Variant("limits-by-hand", 3)))
        done = lesson.steps()
        begun = next_one(question, lesson.owner, lesson.book.answer(question.id))
        shown = lesson.answer(question, {**begun, "given": {"mean": "1"}}, checked=False)
        assert lesson.steps() == done == (1, done[1])
        assert shown.messages[-1] == "Press Check when you are ready."
        assert "Your best attempt counts." in shown.messages[0]

    def test_one_device_keeps_one_id_from_day_to_day(self, tmp_path: Path) -> None:
        from champions.lesson.session import Lesson

        lesson = _lesson(tmp_path, Lesson)
        question = lesson.scheme["limits-by-hand"]
        stamp = next_one(question, lesson.owner, None)
        lesson.answer(question, {**stamp, "given": {"mean": "1"}}, checked=False)
        assert Lesson(lesson.book.module, tmp_path).owner.device == stamp["id"]


def _lesson(folder: Path, kind: Any) -> Any:
    module = "08-xmr-charts"
    for name in ("lesson.ipynb", "questions.json"):
        (folder / name).write_bytes((COURSE / "modules" / module / name).read_bytes())
    return kind(module, folder)


class TestCopied:
    def flagged(self, answer: Any, *codes: str, edits: int = 9) -> list[tuple[int, str]]:
        return list(copied(MARKED["small-cells"], answer, "11", codes, edits))

    def test_a_number_that_follows_is_not_flagged(self) -> None:
        mine = next_stamp(Owner("11", "LC-17", "ab12"), "small-cells")
        assert self.flagged(mine, "lc 17", "someone") == []
        assert self.flagged(mine, "", "LC-17") == []
        nobodys = next_stamp(Owner("11", "", "ab12"), "small-cells")
        assert self.flagged(nobodys, "LC-17", "LC-17") == []

    def test_one_that_does_not_follow_is_flagged_with_the_code(self) -> None:
        theirs = next_stamp(Owner("11", "LC-18", "ab12"), "small-cells")
        assert self.flagged(theirs, "LC-17") == [(theirs["variant"], "LC-17")]
        assert self.flagged({**theirs, "id": "other"}, "LC-17") == [(theirs["variant"], "")]

    def test_an_earlier_attempt_is_looked_at_too(self) -> None:
        mine = next_stamp(Owner("11", "LC-17", "ab12"), "small-cells")
        theirs = next_stamp(Owner("11", "LC-18", "ab12"), "small-cells")
        assert self.flagged({**mine, "earlier": [theirs]}, "LC-17") == [
            (theirs["variant"], "LC-17")
        ]

    def test_an_attempt_that_nobody_came_to_is_flagged(self) -> None:
        far = number_for("lc17", "11", "small-cells", 400)
        assert self.flagged({"variant": far, "attempt": 400}, "LC-17")
        assert not self.flagged({"variant": far, "attempt": 400}, "LC-17", edits=400)

    def test_an_answer_of_the_first_version_is_not_flagged(self) -> None:
        assert self.flagged({"seed": 17, "hidden": []}, "LC-17") == []

    @pytest.mark.parametrize("odd", [None, 3, [], {"variant": -1}, {"variant": 5, "attempt": [1]}])
    def test_odd_answers_do_not_stop_it(self, odd: Any) -> None:
        assert len(self.flagged(odd, "LC-17")) <= 1


ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12),
    st.sampled_from([-1, 0, 201, 10**30, "17", "-3", "٣", 17.0, 17.5, [17], {"a": 1}]),
)  # fmt: skip


class TestHostile:
    @pytest.mark.parametrize(
        "number", [-1, 0, 201, 10**18, "x", "", None, True, 1.5, [7], {"a": 7}]
    )
    @pytest.mark.parametrize("pool", MARKED)
    def test_a_number_that_is_none_is_not_read_and_said_kindly(
        self, pool: str, number: Any
    ) -> None:
        answer = {**RIGHT[pool](Variant(pool, 7)), "variant": number}
        feedback = MARKED[pool].mark(plain(answer))
        assert (feedback.state, feedback.points) == ("not read", 0)
        assert "could not be read. Press" in feedback.messages[0]
        assert MARKED[pool].in_words(answer)

    @pytest.mark.parametrize("number", [7, "7", 7.0])
    @pytest.mark.parametrize("pool", MARKED)
    def test_a_number_that_a_tool_wrote_otherwise_is_read(self, pool: str, number: Any) -> None:
        answer = {**RIGHT[pool](Variant(pool, 7)), "variant": number}
        assert MARKED[pool].mark(plain(answer)).points == 2

    @settings(max_examples=60, deadline=None)
    @given(ODD, ODD, ODD, st.one_of(ODD, st.lists(st.dictionaries(st.text(max_size=8), ODD))))
    def test_nothing_in_an_answer_stops_the_marking(
        self, number: Any, attempt: Any, name: Any, earlier: Any
    ) -> None:
        odd = {"variant": number, "attempt": attempt, "id": name, "earlier": earlier}
        for pool, question in MARKED.items():
            answer = plain({**RIGHT[pool](Variant(pool, 7)), **odd})
            assert 0 <= question.mark(answer).points <= 2
            question.in_words(answer)
            list(copied(question, answer, "11", ("LC-17",), 3))
            next_one(question, Owner("11", "LC-17", "ab12"), answer)

    def test_attempts_within_attempts_are_not_followed_down(self) -> None:
        answer: Any = {**RIGHT["small-cells"](Variant("small-cells", 7))}
        for _ in range(5000):
            answer = {"variant": 8, "attempt": 2, "hidden": [], "earlier": [answer]}
        assert MARKED["small-cells"].mark(answer).points == 0

    def test_marbles_of_no_real_variant_fall_as_in_the_first_version(self) -> None:
        one, other = ({"rules": ["1"], "variant": number} for number in (999, "x"))
        assert marbles.tries_of(one)[0].mean_distance == marbles.drop("1", 1).mean_distance
        assert marbles.tries_of(other)[0].mean_distance == marbles.drop("1", 1).mean_distance


class TestForms:
    @pytest.mark.parametrize("pool", [*MARKED])
    def test_a_form_opens_the_attempt_that_an_answer_holds(self, pool: str) -> None:
        told: list[Any] = []
        answer = {**RIGHT[pool](Variant(pool, 7)), "earlier": [{"seed": 3}]}
        made_of = facet(MARKED[pool], "form.form")(
            MARKED[pool], answer, lambda *a: told.append(a[0])
        )
        assert made_of
        last = made_of[-1]
        last.click()
        kept = told[-1]
        assert kept["earlier"] == [{"seed": 3}, {k: v for k, v in answer.items() if k != "earlier"}]
        assert kept["variant"] != 7

    def test_marbles_go_on_with_other_luck_and_keep_the_tries(self) -> None:
        question, told = marbles.MarbleDrop(id="marbles", ask="Drop."), []
        rule, drop, _, table, again = facet(question, "form.form")(
            question, None, lambda *a: told.append(a[0])
        )
        for _ in range(marbles.LUCKS):
            assert not drop.disabled
            drop.click()
        assert drop.disabled
        again.click()
        assert told[-1]["earlier"] == [told[-2]]
        assert not drop.disabled
        assert "No marbles" in table.value
        assert rule.value == "1"
        reopened = facet(question, "form.form")(question, told[-1], lambda *a: told.append(a[0]))
        reopened[1].click()
        assert told[-1]["earlier"] == [told[-3]]


def test_a_record_carries_all_attempts_through_the_file() -> None:
    question = MARKED["service"]
    first = RIGHT["service"](Variant("service", 7))
    second = {**another(question, first, {"variant": 8, "attempt": 2}), "cycles": [], "found": {}}
    book = AnswerBook("05", records={"service": Record(plain(second))})
    again = AnswerBook.from_dict(json.loads(json.dumps(book.to_dict())))
    assert question.mark(again.answer("service")).points == 2
