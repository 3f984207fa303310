"""Every data set says what it is, is made the same each time, and holds what was planted in it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from frictionless import Package

from champions import data
from champions.authoring.made_data import make_afresh
from champions.data import DataNotFound, DataNotRead, course_folder, load, names
from champions.place import load_place

DATASETS = Path(__file__).parent.parent / "datasets"
PLACE = load_place(DATASETS.parent)
ALL = sorted(path.parent.name for path in DATASETS.glob("*/data.csv"))


def weeks(name: str) -> pd.DataFrame:
    """The data with rows that were typed twice taken out."""
    return load(name).drop_duplicates("week").set_index("week")


@pytest.mark.parametrize("name", ALL)
def test_data_are_made_the_same_to_the_byte(name: str) -> None:
    made = make_afresh(DATASETS.parent, name)
    assert made.new == made.old


def test_the_data_package_is_valid_and_names_every_data_set() -> None:
    package = Package(str(DATASETS / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])
    assert sorted(package.resource_names) == ALL


@pytest.mark.parametrize("name", ALL)
def test_the_readme_explains_every_column(name: str) -> None:
    readme = (DATASETS / name / "README.md").read_text(encoding="utf-8")
    missing = [column for column in load(name).columns if f"`{column}`" not in readme]
    assert not missing
    assert "invented" in readme.lower()


def test_neighbourhoods_in_the_data_are_those_of_place_yml() -> None:
    parts = set(PLACE["parts"].values())
    people = load("population")
    assert set(people.loc[people["kind"] == "place", "group"]) == parts
    assert set(load("health-check-uptake")["place"]) == parts


def test_comments_were_heard_at_six_places_and_organisations_are_those_of_place_yml() -> None:
    at = PLACE["organisations"]
    assert set(load("listening-comments")["heard_at"]) == {
        *("library", "community hall", "Polish shop", "night shift canteen"),
        *(f"{PLACE['parts']['north']} school gate", f"{at['community_centre']} kitchen"),
    }
    named = " and the ".join(load("stakeholders")["organisation"].dropna().unique())
    assert [name for name in at.values() if name not in named] == []


def test_an_unknown_data_set_is_answered_with_those_there_are() -> None:
    with pytest.raises(DataNotFound, match="befriending-waits"):
        load("befriending")


def test_a_name_cannot_lead_out_of_the_data_folder() -> None:
    with pytest.raises(DataNotFound):
        load("../datasets/befriending-waits")


def test_a_table_is_read_again_when_its_file_changes_and_is_the_callers_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "datasets" / "teas" / "data.csv"
    file.parent.mkdir(parents=True)
    monkeypatch.setenv("CHAMPIONS_HOME", str(tmp_path))
    file.write_text("week,teas\n2025-01-06,5\n")
    mine = load("teas")
    mine["teas"] = 0
    assert load("teas")["teas"].tolist() == [5]
    file.write_text("week,teas\n2025-01-06,6\n")
    os.utime(file, ns=(1, 1))
    assert load("teas")["teas"].tolist() == [6]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], pd.DataFrame]:
    """An adopter's own data set, loaded as a lesson loads it."""

    def loaded(raw: bytes) -> pd.DataFrame:
        file = tmp_path / "datasets" / "teas" / "data.csv"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(raw)
        os.utime(file, ns=(len(raw), len(raw)))
        return load("teas")

    monkeypatch.setenv("CHAMPIONS_HOME", str(tmp_path))
    return loaded


@pytest.mark.parametrize("coding", ["utf-8-sig", "utf-16", "cp1252"])
def test_an_adopters_table_loads_as_a_spreadsheet_saved_it(
    own: Callable[[bytes], pd.DataFrame], coding: str
) -> None:
    text = "Tea at the café\r\n\r\nweek;teas;litres;place\r\n2025-01-06;5;1,5;Café\r\n2025-01-13;;2;Hall\r\n"
    table = own(text.encode(coding))
    assert list(table) == ["week", "teas", "litres", "place"]
    assert table["week"].tolist() == [pd.Timestamp("2025-01-06"), pd.Timestamp("2025-01-13")]
    assert table["teas"].isna().tolist() == [False, True]
    assert table["litres"].tolist() == [1.5, 2.0]
    assert table["place"].tolist() == ["Café", "Hall"]


@pytest.mark.parametrize(
    ("raw", "shown", "line"),
    [
        (b"week,teas\n13/01/2025,5\n20/01/2025,6\n", "13/01/2025", 2),
        (b"Tea\n\nweek;teas\n2025-01-06;5\n13.01.2025;6\n", "13.01.2025", 5),
        (b"week,teas\n45663,5\n45670,6\n", "45663", 2),
        (b"week,teas\n\n2025-01-06,5\n\n2025-13-01,6\n", "2025-13-01", 5),
    ],
)
def test_dates_that_cannot_be_read_are_named_and_never_load_as_nothing(
    own: Callable[[bytes], pd.DataFrame], raw: bytes, shown: str, line: int
) -> None:
    with pytest.raises(DataNotRead, match="Write each day as year, month, day") as told:
        own(raw)
    assert '"teas", the column "week"' in str(told.value)
    assert f'such as "{shown}" on line {line}.' in str(told.value)


@pytest.mark.parametrize(
    ("column", "values"), [("day", ["Mon", "Tue"]), ("week", [1, 2]), ("month", ["May", "June"])]
)
def test_names_and_numbers_of_days_stay_what_they_are(
    own: Callable[[bytes], pd.DataFrame], column: str, values: list[object]
) -> None:
    raw = f"{column},teas\n{values[0]},5\n{values[1]},6\n".encode()
    assert own(raw)[column].tolist() == values


def test_an_adopters_file_that_is_no_table_is_told(own: Callable[[bytes], pd.DataFrame]) -> None:
    with pytest.raises(DataNotRead, match=r'"teas" cannot be read\. This file is a PDF'):
        own(b"%PDF-1.7")


@pytest.mark.parametrize("name", ALL)
def test_the_courses_own_data_are_read_in_one_go(name: str) -> None:
    assert data._is_ours((DATASETS / name / "data.csv").read_bytes())


def test_data_are_found_from_a_folder_inside_the_course(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHAMPIONS_HOME", raising=False)
    monkeypatch.chdir(DATASETS / "befriending-waits")
    assert course_folder() == DATASETS.parent
    assert "befriending-waits" in names()


def test_a_lesson_in_a_home_folder_finds_the_data_of_the_library_that_it_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CHAMPIONS_HOME", raising=False)
    (tmp_path / "datasets" / "my holiday").mkdir(parents=True)  # of somebody's own, in the home
    (tmp_path / "lessons").mkdir()
    monkeypatch.chdir(tmp_path / "lessons")
    assert course_folder() == DATASETS.parent
    assert len(load("befriending-waits")) == 45


def test_the_course_around_a_lesson_comes_before_that_of_the_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CHAMPIONS_HOME", raising=False)
    lesson = tmp_path / "modules" / "06-run-charts"
    lesson.mkdir(parents=True)
    (tmp_path / "datasets").mkdir()
    assert course_folder(lesson) == tmp_path


@pytest.fixture
def copied_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The library as it stands in a browser or from a wheel: no course around it."""
    monkeypatch.delenv("CHAMPIONS_HOME", raising=False)
    place = tmp_path / "lib" / "python3" / "site-packages" / "champions" / "data.py"
    monkeypatch.setattr(data, "__file__", str(place))
    (tmp_path / "home").mkdir()
    monkeypatch.chdir(tmp_path / "home")
    return tmp_path / "home"


@pytest.mark.usefixtures("copied_library")
def test_a_lesson_far_from_any_course_is_told_where_data_are_looked_for() -> None:
    with pytest.raises(DataNotFound, match="folder called datasets"):
        load("befriending-waits")


def test_data_that_lie_beside_a_lesson_are_enough(copied_library: Path) -> None:
    file = copied_library / "datasets" / "teas" / "data.csv"
    file.parent.mkdir(parents=True)
    file.write_text("week,teas\n2025-01-06,5\n")
    assert load("teas")["teas"].tolist() == [5]


class TestBefriendingWaits:
    def test_one_week_was_typed_twice_and_one_is_empty(self) -> None:
        data = load("befriending-waits")
        twice = data[data.duplicated()]
        assert len(data) == 45
        assert [str(day.date()) for day in twice["week"]] == ["2025-04-14"]
        empty = data[data["days"].isna()]
        assert [str(day.date()) for day in empty["week"]] == ["2025-08-25"]

    def test_the_first_twenty_weeks_hold_no_signal(self) -> None:
        from champions.charts.runs import analyse_runs

        found = analyse_runs(weeks("befriending-waits")["days"].head(20))
        assert not found.signals

    def test_waits_shift_in_week_21_and_not_after_the_leaflet(self) -> None:
        days = weeks("befriending-waits")["days"]
        middle = days.head(20).median()
        before_leaflet, after_leaflet = days.iloc[:8], days.iloc[8:20]
        assert abs(before_leaflet.median() - after_leaflet.median()) <= 2
        assert (days.iloc[20:].dropna() < middle).all()
        assert str(days.index[20].date()) == "2025-05-26"


class TestPdsaLog:
    def log(self) -> pd.DataFrame:
        return load("pdsa-log").drop_duplicates().set_index("entry")

    def test_one_entry_was_typed_twice(self) -> None:
        data = load("pdsa-log")
        assert data[data.duplicated()]["entry"].tolist() == [9]
        assert len(self.log()) == 17

    def test_predictions_are_missing_or_late_where_the_readme_says(self) -> None:
        log = self.log()
        assert log.index[log["prediction"].isna()].tolist() == [9, 12]
        assert log.index[log["planned_date"] >= log["start_date"]].tolist() == [14]
        assert log.index[log["result"].isna()].tolist() == [10, 12]

    def test_the_lunch_club_and_the_food_bank_climb_a_ramp(self) -> None:
        log = self.log()
        assert log[log["team"] == "Lunch club"]["people"].tolist() == [1, 5, 5, 30]
        assert log[log["team"] == "Food bank"]["people"].tolist() == [3, 12]

    def test_the_befriending_cycles_are_those_of_the_waits(self) -> None:
        log = self.log()
        ours = log[log["team"] == "Befriending"].set_index("cycle")["start_date"]
        notes = weeks("befriending-waits")["note"].dropna()
        assert ours[1] == notes.index[notes.str.contains("leaflet")][0]
        assert ours[3] == notes.index[notes.str.contains("cycle 3")][0]


class TestReferralSteps:
    def people(self) -> pd.DataFrame:
        return load("referral-steps").drop_duplicates().set_index("referral")

    def test_one_person_was_typed_twice(self) -> None:
        data = load("referral-steps")
        assert data[data.duplicated()]["referral"].tolist() == ["R28"]
        assert len(self.people()) == 60

    def test_one_first_visit_has_the_wrong_year(self) -> None:
        people = self.people()
        early = people.index[people["visit_date"] < people["match_date"]]
        assert early.tolist() == ["R42"]

    def test_forms_that_were_sent_back_cost_about_nine_days(self) -> None:
        people = self.people()
        days = (people["form_date"] - people["asked_date"]).dt.days
        back = people["sent_back"] == "yes"
        assert back.sum() == 14
        assert days[back].median() - days[~back].median() == pytest.approx(9, abs=1.5)

    def test_six_gave_up_before_a_volunteer_was_found(self) -> None:
        people = self.people()
        gave_up = people["match_date"].isna()
        assert gave_up.sum() == 6
        assert people["note"].notna().equals(gave_up)
        assert (people["note"] == "did not want to wait").sum() == 3


class TestVisitRecords:
    def visits(self) -> pd.DataFrame:
        return load("visit-records").drop_duplicates("record").set_index("record")

    def test_two_records_were_typed_twice_and_one_has_two_days_of_writing(self) -> None:
        data = load("visit-records")
        assert data[data.duplicated()]["record"].tolist() == [47, 80]
        assert data[data.duplicated("record")]["record"].tolist() == [47, 66, 80]
        assert len(self.visits()) == 120

    def test_holes_late_records_and_the_impossible_one_are_where_the_readme_says(self) -> None:
        visits = self.visits()
        assert visits.index[visits["came"].isna()].tolist() == [17, 34, 58, 73, 96]
        late = (visits["written_date"] - visits["planned_date"]).dt.days > 7
        assert late.sum() == 9
        assert visits.index[visits["minutes"] > 180].tolist() == [91]

    def test_sam_and_rosa_read_the_same_notes_differently(self) -> None:
        first = self.visits().head(20)
        assert (first["sam"] == "missed").sum() == 11
        assert (first["rosa"] == "missed").sum() == 8
        assert (first["sam"] == first["rosa"]).sum() == 9
        assert self.visits()["sam"].iloc[20:].isna().all()

    def test_who_came_in_the_first_twenty_fits_the_definition_of_the_lesson(self) -> None:
        """Missed by the definition are those to whom nobody came, less the ones it leaves out."""
        first = self.visits().head(20)
        nobody = set(first.index[first["came"] == "no"])
        assert nobody - {5, 13, 16} == {2, 3, 7, 9, 12, 18, 20}


class TestHealthCheckUptake:
    def rows(self) -> pd.DataFrame:
        return load("health-check-uptake").drop_duplicates()

    def test_one_row_was_typed_twice_and_two_weeks_were_closed(self) -> None:
        data = load("health-check-uptake")
        twice = data[data.duplicated()]
        assert len(data) == 801
        assert [str(day.date()) for day in twice["week"]] == ["2025-05-26"]
        closed = self.rows()[self.rows()["invited"].isna()]
        assert sorted({str(day.date()) for day in closed["week"]}) == ["2024-12-23", "2024-12-30"]
        assert closed["came"].isna().all()

    @pytest.mark.parametrize(
        ("site", "lines", "shifts"),
        [("bus", "before", 1), ("bus", "cycle", 0), ("centre", "whole", 0), ("all", "before", 1)],
    )
    def test_only_the_bus_shifts_and_new_lines_hold_no_signal(
        self, site: str, lines: str, shifts: int
    ) -> None:
        from champions.activities.lines.lab import uptake_chart

        chart = uptake_chart(site, lines, leave_out_august=True)
        found = [signal for signal in chart.signals if signal.rule == "shift"]
        assert len(found) == shifts
        others = {signal.rule for signal in chart.signals} - {"outside", "shift"}
        assert lines == "before" or not others
        for signal in found:
            start = pd.Timestamp(chart.series.time[signal.points[0] - 1])
            assert abs((start - pd.Timestamp("2025-03-10")).days) <= 14
            assert signal.way > 0

    def test_the_first_two_cycles_did_nothing(self) -> None:
        from champions.activities.lines.lab import AUGUST, weekly_uptake
        from champions.charts.chart import control_chart

        before = weekly_uptake().head(38)
        chart = control_chart(
            before, "p", "came", time="week", out_of="invited", exclude=AUGUST[:4]
        )
        assert {signal.rule for signal in chart.signals} <= {"outside"}
        shares = before["came"] / before["invited"]
        usual = ~before["week"].dt.strftime("%Y-%m-%d").isin(AUGUST)
        for first in (14, 26):
            after = shares[usual & (before.index >= first)].mean()
            assert after - shares[usual & (before.index < first)].mean() < 0.04

    def test_august_is_low_in_both_years_at_both_sites(self) -> None:
        from champions.activities.lines.lab import AUGUST, weekly_uptake

        for site in ("bus", "centre"):
            weeks = weekly_uptake(site).set_index("week")
            shares = weeks["came"] / weeks["invited"]
            for year, usual in (("2024", "2024-09"), ("2025", "2025-09")):
                dip = shares[[day for day in AUGUST if day.startswith(year)]].mean()
                assert dip < 0.65 * shares[usual].mean()

    def test_people_with_another_first_language_did_not_gain(self) -> None:
        rows = self.rows().assign(since=lambda t: t["week"] >= "2025-03-10")
        sums = rows.groupby(["language", "since"])[["invited", "came"]].sum()
        share = sums["came"] / sums["invited"]
        assert share["English", True] - share["English", False] > 0.1
        assert share["another", True] - share["another", False] < 0.03
        assert sums["invited"].min() > 30


class TestTransportLateness:
    def trips(self) -> pd.DataFrame:
        return load("transport-lateness").drop_duplicates("date")

    def found(self, trips: pd.DataFrame, **options: Any) -> set[tuple[str, int]]:
        from champions.charts.chart import control_chart

        chart = control_chart(trips, "i", "minutes_late", time="date", **options)
        return {(signal.rule, signal.points[0]) for signal in chart.signals}

    def test_one_trip_was_typed_twice_and_one_is_empty(self) -> None:
        data = load("transport-lateness")
        assert len(data) == 53
        assert [str(day.date()) for day in data[data.duplicated()]["date"]] == ["2025-03-25"]
        empty = data[data["minutes_late"].isna()]
        assert [str(day.date()) for day in empty["date"]] == ["2025-11-04"]

    def test_the_first_twenty_weeks_are_stable_and_not_good(self) -> None:
        first = self.trips().head(20)
        assert self.found(first) == set()
        assert (first["minutes_late"] > 10).mean() > 0.75

    def test_the_sticker_did_nothing_and_the_bridge_is_one_point(self) -> None:
        before = self.trips().head(32)
        assert self.found(before, freeze=20) == {("outside", 27)}
        late = before["minutes_late"]
        since = late.iloc[20:].drop(late.index[26])
        assert abs(since.mean() - late.head(20).mean()) < 1.5  # less than half of the usual wobble

    def test_lateness_shifts_in_week_33_and_is_then_stable_and_below_ten(self) -> None:
        from champions.charts.chart import control_chart

        trips = self.trips()
        assert ("shift", 33) in self.found(trips, freeze=20)
        assert str(trips["date"].iloc[32].date()) == "2025-08-19"
        chart = control_chart(
            trips.tail(20), "i", "minutes_late", time="date", target=10, improvement="down"
        )
        assert not chart.signals
        assert chart.phases["lower"].iloc[0] < 0 < chart.phases["upper"].iloc[0] < 10
        assert chart.assurance is not None
        assert chart.assurance.letter == "P"


class TestConfidenceSurvey:
    def test_one_row_was_typed_twice_and_nineteen_answered_twice(self) -> None:
        from champions.activities.evaluation.pages import answers_of_cohort, paired

        data = load("confidence-survey")
        assert data[data.duplicated()]["code"].tolist() == ["gull-7"]
        found = paired(answers_of_cohort())
        assert (found.up, found.same, found.down) == (11, 5, 3)
        assert (found.once_before, found.once_after) == (5, 2)

    def test_means_of_all_rise_more_than_people_did_because_the_unsure_left(self) -> None:
        rows = load("confidence-survey").drop_duplicates()
        twice = rows.dropna(subset=["before", "after"])
        assert rows["after"].mean() - rows["before"].mean() == pytest.approx(1.10, abs=0.005)
        assert (twice["after"] - twice["before"]).mean() == pytest.approx(0.74, abs=0.005)
        assert rows.loc[rows["after"].isna(), "before"].max() <= 2
        assert rows["note"].notna().equals(rows["before"].isna() | rows["after"].isna())


class TestPartnerLinks:
    def test_links_are_those_the_readme_counts_with_one_named_from_both_sides(self) -> None:
        from champions.activities.evaluation.pages import links

        before, after = links("before"), links("after")
        assert (len(before.pairs), len(before.across)) == (6, 1)
        assert (len(after.pairs), len(after.across)) == (11, 6)
        assert before.pairs - after.pairs == {frozenset({"Hospital", "Housing office"})}
        assert set(before.alone) == {PLACE["organisations"]["community_centre"], "Polish shop"}
        assert after.alone == []
        assert len(load("partner-links")) == len(before.pairs) + len(after.pairs) + 1


class TestAppointmentsOutOfReach:
    def test_one_week_was_typed_twice_one_is_empty_and_two_are_small(self) -> None:
        data = load("appointments-out-of-reach")
        assert len(data) == 49
        assert [str(day.date()) for day in data[data.duplicated()]["week"]] == ["2025-03-24"]
        rows = weeks("appointments-out-of-reach")
        assert [str(day.date()) for day in rows[rows["offered"].isna()].index] == ["2024-12-30"]
        small = rows[rows["offered"] < 30]["offered"]
        assert {str(day.date()): n for day, n in small.items()} == {
            "2024-12-23": 9,
            "2025-04-21": 11,
        }
        assert (rows["out_of_reach"].dropna() <= rows["offered"].dropna()).all()

    def test_the_share_falls_when_appointments_move_to_the_hall(self) -> None:
        from champions.charts.chart import control_chart

        rows = weeks("appointments-out-of-reach").reset_index()
        chart = control_chart(
            rows, "p", "out_of_reach", time="week", out_of="offered", freeze=34, improvement="down"
        )
        (shift,) = [signal for signal in chart.signals if signal.rule == "shift"]
        assert (shift.points[0], shift.way) == (35, -1)
        early = [signal.points for signal in chart.signals if signal.points[0] < 35]
        assert early == [(14,)]


class TestShelteredFalls:
    def test_one_fall_was_written_twice_and_two_were_on_one_day(self) -> None:
        data = load("sheltered-falls")
        assert len(data) == 49
        assert data.duplicated().sum() == 1
        gaps = data.drop_duplicates()["date"].diff().dt.days.dropna()
        assert (gaps == 0).sum() == 1
        assert (gaps >= 0).all()

    def test_gaps_are_longer_once_the_rails_are_in(self) -> None:
        from champions.activities.choosing.question import falls_chart

        signals = falls_chart("g").signals
        assert signals[0].points == (32,)
        assert all(signal.way > 0 and signal.points[0] >= 32 for signal in signals)


class TestWarmHubVisits:
    def test_one_week_was_typed_twice_and_one_is_empty(self) -> None:
        data = load("warm-hub-visits")
        assert len(data) == 53
        assert [str(day.date()) for day in data[data.duplicated()]["week"]] == ["2025-04-07"]
        empty = data[data["visits"].isna()]
        assert [str(day.date()) for day in empty["week"]] == ["2024-12-23"]

    def test_two_weeks_are_special_and_the_other_notes_stand_beside_chance(self) -> None:
        from champions.activities.warm_hub.chart import hub_chart

        rows = weeks("warm-hub-visits")
        signals = [(signal.rule, signal.points) for signal in hub_chart().signals]
        assert signals == [("outside", (19,)), ("outside", (33,))]
        noted = rows["note"].notna() & rows["visits"].notna()
        assert noted.sum() == 7
