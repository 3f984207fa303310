"""What the file of each variant says is true, worked out from its data by another way."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import combinations, pairwise
from statistics import fmean, median

import pytest
from test_variants import COURSE, MARKED, RIGHT, files_of

from champions.activities.marbles import question as marbles
from champions.activities.service import question as service
from champions.questions.answers import plain
from champions.questions.variants import HOW_MANY, Variant, file_of

COVERS = (
    "datasets/variants/*/*",
    "src/champions/activities/**/*.py",
    "src/champions/questions/**/*.py",
    "tests/test_variants.py",
)


def _seen(variant: Variant, change: str) -> str:
    """What somebody finds who watches one change for all the weeks that there are."""
    early, late, before, hours = [], [], [], []
    for year in range(service.YEARS):
        weeks = service.run(variant, year, [service.Cycle(change, "9-12", service.BUDGET)])
        after = weeks[service.BEFORE :]
        before += [week.missed for week in service.run(variant, year, [])]
        early += [week.missed for week in after[:3]]
        late += [week.missed for week in after[3:]]
        hours += [week.hours for week in after]
    if fmean(late) > 0.75 * fmean(before):
        return "nothing"
    if fmean(hours) > 15:
        return "costly"
    return "soon" if fmean(early) < (fmean(before) + fmean(late)) / 2 else "slow"


class TestTruth:
    """What a file says is true, worked out from its data by another way."""

    def test_of_the_sheets(self) -> None:
        for one in files_of("limits-by-hand"):
            values, truth = one["values"], one["truth"]
            ranges = [abs(a - b) for a, b in pairwise(values)]
            mean, mean_range = Fraction(sum(values), 10), Fraction(sum(ranges), 9)
            reach = Fraction(266, 100) * mean_range
            assert truth["ranges"] == ranges
            exact = {"mean": mean, "mean_range": mean_range, "reach": reach}
            exact |= {"upper": mean + reach, "lower": mean - reach}
            for step, right in exact.items():
                assert Fraction(str(truth[step])) == right, one["number"]
            assert truth["lower"] < 0 < min(values)
            assert median(values) != mean

    def test_of_the_tables(self) -> None:
        for one in files_of("small-cells"):
            table, truth = one["counts"], one["truth"]
            small = [[r, c] for r, row in enumerate(table) for c, n in enumerate(row) if n < 5]
            assert small == truth["small"]
            (a, b), (c, d) = small
            assert a != c
            assert b != d
            # Each row and column with a hidden cell holds two: so the corners, and no fewer do.
            assert truth["hide"] == sorted([[a, b], [a, d], [c, b], [c, d]])
            for other in combinations([[r, c] for r in range(4) for c in range(3)], 1):
                lines = (
                    [cell[0] for cell in (*small, *other)],
                    [cell[1] for cell in (*small, *other)],
                )
                assert any(line.count(at) == 1 for line in lines for at in line)

    def test_of_the_beads(self) -> None:
        for bowl, share in (("usual", 0.20), ("better", 0.10)):
            drawn = [n for one in files_of("beads") for day in one[bowl] for n in day]
            assert fmean(drawn) == pytest.approx(50 * share, abs=0.1)
            spread = fmean((n - 50 * share) ** 2 for n in drawn)
            assert spread == pytest.approx(50 * share * (1 - share) * 3950 / 3999, rel=0.05)
        for one in files_of("beads"):
            usual, better = ([n for day in one[bowl] for n in day] for bowl in ("usual", "better"))
            assert fmean(usual) - fmean(better) > 2, one["number"]
            assert one["truth"] == {
                "praise": "same",
                "warn": "same",
                "poster": "same",
                "bowl": "fewer",
            }

    def test_of_the_marbles(self) -> None:
        luck = [
            mm for one in files_of("marbles") for row in one["wobbles"] for xy in row for mm in xy
        ]
        assert fmean(luck) == pytest.approx(0, abs=0.1)
        assert fmean(mm * mm for mm in luck) == pytest.approx(100, rel=0.02)
        for one in files_of("marbles"):
            variant = Variant("marbles", one["number"])
            tried = {
                rule: fmean(marbles.try_of(rule, variant, n).mean_distance for n in range(1, 13))
                for rule in marbles.RULES
            }
            assert min(tried, key=lambda rule: tried[rule]) == one["truth"]["closest"]

    def test_of_the_services(self) -> None:
        """Each change alone, for the years that there are: what the weeks show is what is said."""
        for one in files_of("service"):
            variant = Variant("service", one["number"])
            found = {change: _seen(variant, change) for change in service.CHANGES}
            assert found == one["truth"], one["number"]

    def test_a_service_reacts_to_what_is_done_as_the_model_says(self) -> None:
        """Out of the file by hand, for one plan: what works when, and who costs what."""
        number = next(
            one["number"]
            for one in files_of("service")
            if one["truth"]["text"] == "slow" and one["truth"]["call"] == "costly"
        )
        held = json.loads((COURSE / file_of(Variant("service", number))).read_text("utf-8"))
        plan = [
            service.Cycle("text", "9-12", 4, "adopt"),
            service.Cycle("call", "9-12", 2, "adapt"),
            service.Cycle("call", "9-12", 1, "adopt"),
        ]
        weeks = service.run(Variant("service", number), 4, plan)
        working = ["none"] * 13 + ["slow"] + ["costly+slow"] * 3
        year = 4 % 3
        assert [week.missed for week in weeks] == [
            held["missed"][name][year][at] for at, name in enumerate(working)
        ]
        more = [0] * 14 + [70, 70, 15]
        assert [week.hours for week in weeks] == [
            (120 + tenths + held["wobbles"][year][at] + 5) // 10 for at, tenths in enumerate(more)
        ]

    def test_who_misses_with_a_change_misses_without_it(self) -> None:
        for one in files_of("service"):
            for name, years in one["missed"].items():
                for year, weeks in enumerate(years):
                    without = one["missed"]["none"][year]
                    assert all(0 <= a <= b <= 40 for a, b in zip(weeks, without, strict=True)), name

    @pytest.mark.parametrize("pool", MARKED)
    def test_a_right_answer_to_each_variant_earns_all(self, pool: str) -> None:
        for number in range(1, HOW_MANY + 1):
            answer = plain(RIGHT[pool](Variant(pool, number)))
            assert MARKED[pool].mark(answer).points == 2, number
