"""Answers to variants on their way: marked, on the website, and on paper."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import equality
import pytest

from champions import cli
from champions.activities.small_cells.question import answer_for, small
from champions.marking.cohort import mark_folder
from champions.questions.answers import AnswerBook, Record
from champions.questions.attempts import Owner, next_one, next_stamp
from champions.questions.scheme import load_scheme
from champions.questions.variants import FOLDER, HOW_MANY, Variant, number_for, who
from champions.website import command as website
from champions.website.pages import fill

COURSE = Path(__file__).resolve().parents[1]
MODULE, STEP = "11-who-was-left-behind", "hide-cells"


def sent() -> dict[str, dict[str, Any]]:
    """What some learners sent for the table that is made safe: code to answer."""
    question = load_scheme(COURSE / "solutions" / MODULE)[STEP]

    def right(stamp: dict[str, Any]) -> dict[str, Any]:
        return {**stamp, "hidden": answer_for(Variant("small-cells", stamp["variant"]))["hidden"]}

    mine = right(next_stamp(Owner(MODULE, "LC-17", ""), STEP))
    second = next_one(question, Owner(MODULE, "LC-20", ""), answer_for(Variant("small-cells", 3)))
    return {
        "LC-17": mine,
        "LC-18": mine,  # copied to the letter
        "LC-19": right(next_stamp(Owner(MODULE, "", "9f01ab23"), STEP)),  # no code was typed yet
        "LC-24": right(next_stamp(Owner(MODULE, "", "77aa77aa"), STEP)),
        "LC-25": right(next_stamp(Owner(MODULE, "", "77aa77aa"), STEP)),  # LC-24's file
        "LC-20": {**second, "hidden": [[0, 0]]},
        "LC-21": answer_for(Variant("small-cells", 9), small),
        "LC-22": answer_for(2611),  # as in the first version
        "LC-23": {**mine, "variant": 10**9},
    }


def make_course(home: Path) -> Path:
    """A course of one lesson, with what was sent in both ways that a trainer may have it."""
    for name in (f"solutions/{MODULE}", f"modules/{MODULE}", "datasets"):
        shutil.copytree(COURSE / name, home / name)
    for name in ("nbgrader_config.py", "place.yml", "glossary.yml"):
        shutil.copy(COURSE / name, home)
    for folder in (home / "inbox", home / "work" / "submitted"):
        for code, answer in sent().items():
            place = folder / code / MODULE
            place.mkdir(parents=True)
            shutil.copy(COURSE / "modules" / MODULE / "lesson.ipynb", place)
            book = AnswerBook(MODULE, code, {STEP: Record(answer, ("right",))})
            (place / "my-answers.json").write_text(json.dumps(book.to_dict()), encoding="utf-8")
    return home


def mark(home: Path) -> Path:
    """The folder of our own marking."""
    mark_folder(home / "inbox", home / "ours", home, say=lambda _: None)
    return home / "ours"


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return mark(make_course(tmp_path_factory.mktemp("variants") / "course"))


def points(out: Path) -> dict[str, float]:
    """What the gradebook of either marking says of the step, by the learner's code."""
    return {row[0]: row[4] for row in equality.rows(out)["grades"] if row[3] == STEP}


def table(out: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((out / name).read_text(encoding="utf-8-sig"))))


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
class TestMarked:
    def test_a_number_that_does_not_follow_is_marked_as_any_other(self, ours: Path) -> None:
        given = points(ours)  # stock gives the same: tests/long/test_stock_again.py
        most = load_scheme(COURSE / "solutions" / MODULE)[STEP].out_of
        full = {code for code, score in given.items() if score == most}
        assert full == {f"LC-{n}" for n in (17, 18, 19, 20, 22, 24, 25)}
        assert given["LC-21"] == most / 2  # two of the four that have to be hidden, and no others
        assert given["LC-23"] == 0

    def test_the_trainer_is_told_whose_number_does_not_follow(self, ours: Path) -> None:
        notes = {row["learner"]: row["notes"] for row in table(ours, "marks-by-learner.csv")}
        told = {code for code, said in notes.items() if "does not follow" in said}
        assert told == {"LC-18", "LC-20", "LC-21"}
        number = sent()["LC-17"]["variant"]
        assert (
            f'In the step "{STEP}", number {number} does not follow from the code LC-18: look '
            "whether it was copied, or whether the code was another one before."
        ) in notes["LC-18"]

    def test_the_trainer_is_told_of_a_file_that_was_shared_before_a_code_was_typed(
        self, ours: Path
    ) -> None:
        notes = {row["learner"]: row["notes"] for row in table(ours, "marks-by-learner.csv")}
        told = {code for code, said in notes.items() if "look whether a file was shared" in said}
        assert told == {"LC-24", "LC-25"}
        assert "as those of LC-25" in notes["LC-24"]

    def test_the_page_that_goes_back_says_that_the_best_attempt_counts(self, ours: Path) -> None:
        pages = [page.read_text("utf-8") for page in (ours / "feedback" / "LC-20").rglob("*.html")]
        assert any("With number 3 you earned" in page for page in pages)
        assert any("Your best attempt counts." in page for page in pages)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lessons, data and the worker of a site, without JupyterLite."""
    out = tmp_path_factory.mktemp("site")
    website._contents(out, COURSE, [MODULE])
    (out / "service-worker.js").write_text("")
    website.write_worker(out, elsewhere=False)
    return out


class TestWebsite:
    def test_it_carries_every_variant_where_a_page_can_fetch_it(self, site: Path) -> None:
        here = {path.relative_to(COURSE): path for path in (COURSE / FOLDER).rglob("*.json")}
        pools = [path for path in (COURSE / FOLDER).iterdir() if path.is_dir()]
        assert len(pools) > 10
        assert len(here) == len(pools) * HOW_MANY + 1
        for name, path in here.items():
            assert (site / "files" / name).read_bytes() == path.read_bytes()
        listed = json.loads((site / "api/contents" / FOLDER / "beads/all.json").read_text("utf-8"))
        assert len(listed["content"]) == HOW_MANY

    def test_none_is_fetched_before_it_is_needed(self, site: Path) -> None:
        worker = (site / "service-worker.js").read_text(encoding="utf-8")
        found = re.search(r"new Set\(\[\.\.\.LESSONS, \.\.\.(\[.*?\])\]\)", worker, re.DOTALL)
        assert found
        at_once = json.loads(found[1])
        assert "files/datasets/befriending-waits/data.csv" in at_once
        assert [name for name in at_once if FOLDER in name] == []
        assert f'"files/{FOLDER}/"' in worker

    def test_another_variant_makes_another_version_of_the_site(
        self, site: Path, tmp_path: Path
    ) -> None:
        other = tmp_path / "site"
        shutil.copytree(site, other)
        (other / "files" / FOLDER / "beads" / "007.json").write_text("{}")
        website.write_worker(other, elsewhere=False)
        one, two = ((place / "service-worker.js").read_text("utf-8") for place in (site, other))
        assert one != two


@pytest.mark.needs("node")
def test_a_script_in_a_browser_works_out_the_same_number() -> None:
    script = """
      const { webcrypto } = require("node:crypto");
      const numberFor = async (code, lesson, question, attempt, many) => {
        const who = code.toLowerCase().replace(/[^a-z0-9]/g, "");
        const bytes = new TextEncoder().encode([who, lesson, question, attempt].join("|"));
        const digest = new Uint8Array(await webcrypto.subtle.digest("SHA-256", bytes));
        return new DataView(digest.buffer).getUint32(0) % many + 1;
      };
      const asked = JSON.parse(process.argv[1]);
      Promise.all(asked.map((one) => numberFor(...one))).then((n) => console.log(JSON.stringify(n)));
    """
    asked = [
        (code, "08-xmr-charts", "limits-by-hand", attempt, HOW_MANY)
        for code in ("LC-17", " lc 17", "9f01ab23", "Zoë 4", "ΑΒΓ-12", "İ7", "")
        for attempt in (1, 2, 17)
    ]
    done = subprocess.run(
        ["node", "-e", script, json.dumps(asked)], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == [number_for(who(one[0]), *one[1:]) for one in asked]


class TestPaper:
    def paper(self, folder: Path, *words: str) -> int:
        return cli.main(["paper", *words, "--out", str(folder)])

    @pytest.fixture(autouse=True)
    def at_home(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("CHAMPIONS_HOME", str(COURSE))

    def test_sheets_have_their_number_and_the_key_has_what_is_right(self, tmp_path: Path) -> None:
        assert self.paper(tmp_path, "08-xmr-charts", "--variant", "2-4") == 0
        sheet, key = (
            (tmp_path / f"08-xmr-charts-sheets{kind}.html").read_text("utf-8")
            for kind in ("", "-trainer")
        )
        for number in (2, 3, 4):
            held = json.loads((COURSE / FOLDER / f"limits-by-hand/{number:03}.json").read_text())
            assert f"Sheet number {number}." in sheet
            values = ", ".join(map(str, held["values"]))
            assert f"Sheet number {number}: {values} minutes." in key
            mean = f"Step 1. The mean: {held['truth']['mean']:g}."
            assert mean in key
            assert mean not in sheet
        assert "Sheet number 5" not in sheet
        asked = [
            one for one in load_scheme(COURSE / "solutions/08-xmr-charts").questions if one.pool
        ]
        assert sheet.count("My learner code, not my name") == 3 * len(asked)

    def test_every_lesson_that_has_sheets_is_made_when_none_is_named(self, tmp_path: Path) -> None:
        assert self.paper(tmp_path, "--variant", "200") == 0
        made = sorted(path.name for path in tmp_path.glob("*-sheets.html"))
        assert {"08-xmr-charts-sheets.html", f"{MODULE}-sheets.html"} < set(made)
        assert "03-seeing-the-problem-sheets.html" not in made
        assert "Table number 200." in (tmp_path / f"{MODULE}-sheets.html").read_text("utf-8")

    def test_a_lesson_without_sheets_is_answered_with_those_that_have_some(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert self.paper(tmp_path, "03-seeing-the-problem", "--variant", "2") == 1
        said = capsys.readouterr().err
        assert "03-seeing-the-problem has no sheet on which other numbers can stand." in said
        assert "08-xmr-charts" in said

    @pytest.mark.parametrize("typed", ["0", "201", "9-2", "two", "", "-3", "1-", "1-999"])
    def test_what_is_no_number_of_a_sheet_is_said(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], typed: str
    ) -> None:
        try:
            ended = self.paper(tmp_path, "08-xmr-charts", f"--variant={typed}")
        except SystemExit as left:
            ended = int(left.code or 0)
        assert ended
        assert f"from 1 to {HOW_MANY}" in capsys.readouterr().err
        assert not list(tmp_path.iterdir())


def test_the_words_of_the_worker_are_filled_in_whole() -> None:
    assert 'const ON_USE = ["a/"];' in fill(
        "worker.js", version="v", lessons="[]", files="[]", sums="[]", on_use='["a/"]'
    )
