"""A programme's rule set goes by its id: what a lesson says of it is what the charts do."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import packs
import pandas as pd
import pytest
import yaml

from champions import control_chart, run_chart
from champions.authoring.asked import Asked, read_asked
from champions.authoring.checks import check_lesson
from champions.authoring.new_module import make as make_lesson
from champions.authoring.source import read_source
from champions.charts.house import LESSONS, NAMES, NoSuchRules, house, ids
from champions.charts.runs import RUN_RULES, analyse_runs
from champions.charts.signals import LIMIT_RULES
from champions.place import fill_in, load_glossary, load_place
from champions.questions import compiled
from champions.trouble import Trouble

COURSE = Path(__file__).resolve().parents[1]
ALL = [(sort, one) for sort in LESSONS for one in ids(sort)]
COUNTS = {"Five": 5, "Six": 6, "Seven": 7, "Eight": 8, "Nine": 9, "Fourteen": 14, "Fifteen": 15}
#: The lessons that speak of the programme's rules.
SPEAKING = sorted(
    path.parent.name
    for path in COURSE.glob("solutions/*/lesson.md")
    if "place.rules" in path.read_text("utf-8")
)


def test_every_set_has_a_name_and_says_what_a_signal_is() -> None:
    assert {*RUN_RULES, *LIMIT_RULES} == NAMES.keys() == {one for _, one in ALL}
    assert len(NAMES) == 9
    for sort, one in ALL:
        assert house(sort, one).signals, one


def said_number(signals: tuple[str, ...], about: str) -> int | None:
    """The number with which a list names a pattern; None when it does not name it."""
    found = [one for one in signals if about in one]
    assert len(found) < 2
    return COUNTS[found[0].split()[0]] if found else None


def on_one_side(count: int) -> list[float]:
    """Dots in turn above and below, then so many above that neither rise nor fall in a row."""
    return (
        [4.0, 6.0] * 8
        + [4.0]
        + [6.0, 7.0] * (count // 2)
        + [6.0] * (count % 2)
        + [4.0, 6.0, 4.0, 4.0]
    )


def rising(count: int) -> list[float]:
    return [5.0, 4.0] * 6 + [4.0 + at / 10 for at in range(count)] + [3.0, 5.0] * 6


@pytest.mark.parametrize("name", ids("run_chart"))
def test_what_a_list_says_of_a_run_chart_is_what_the_chart_finds(name: str) -> None:
    signals = house("run_chart", name).signals
    if RUN_RULES[name].boxed:
        assert not any(re.match("|".join(COUNTS), one) for one in signals)
        return
    for about, rule, dots in (("on one side", "shift", on_one_side), ("all rise", "trend", rising)):
        number = said_number(signals, about)
        assert number is not None
        found = [
            {one.rule for one in analyse_runs(dots(many), name, centre=5.0).signals}
            for many in (number, number - 1)
        ]
        assert rule in found[0], (rule, number)
        assert rule not in found[1], (rule, number - 1)


@pytest.mark.parametrize("name", ["bestbox", "cutbox"])
def test_each_number_on_the_card_of_a_box_is_where_a_chart_gives_a_signal(name: str) -> None:
    said = house("run_chart", name).said
    head, _, *lines = [line for line in said.splitlines() if line.startswith("|")]
    assert len(lines) > 5
    for line in lines:
        useful, longest, crossings, *corner = [int(one) for one in line.strip("| ").split("|")]
        assert head.count("|") == 4 + len(corner)

        def signals(run: int, crossed: int, useful: int = useful) -> bool:
            return bool(analyse_runs(with_a_run(useful, run, crossed), name, centre=5.0).signals)

        for run in range(2, useful):
            for crossed in range(1, useful - run):
                if not can_be(useful, run, crossed):
                    continue
                expected = run > longest or crossed < crossings
                if corner:
                    expected = expected or (crossed == crossings and run > corner[0])
                    expected = expected or (run == longest and crossed < corner[1])
                assert signals(run, crossed) == expected, (line, run, crossed)


def can_be(useful: int, run: int, crossed: int) -> bool:
    """Whether so many useful dots can cross the line so often, with no longer run."""
    return crossed + run <= useful <= run * (crossed + 1)


def with_a_run(useful: int, run: int, crossed: int) -> list[float]:
    """Dots about a line at 5 with so many crossings, and a longest run of just so many."""
    lengths = [run, *[1] * crossed]
    at = 1
    while sum(lengths) < useful:
        lengths[at] += 1
        at = at + 1 if at < crossed else 1
    assert max(lengths) == run
    return [4.0 if number % 2 else 6.0 for number, many in enumerate(lengths) for _ in range(many)]


@pytest.mark.parametrize("name", ids("control_chart"))
def test_what_a_list_says_of_a_control_chart_is_what_its_rules_are(name: str) -> None:
    rules, signals = LIMIT_RULES[name], house("control_chart", name).signals
    assert signals[0] == "A dot outside a limit."
    assert said_number(signals, "on one side of the mean") == rules.shift
    assert said_number(signals, "all rise") == rules.trend
    assert said_number(signals, "closer to the mean") == rules.inner
    assert said_number(signals, "all far from the mean") == rules.outer
    assert said_number(signals, "up and down in turn") == rules.alternating
    assert any("Two of three" in one for one in signals) == bool(rules.two_of_three)
    assert any("Four of five" in one for one in signals) == rules.four_of_five
    assert any("crossings" in one for one in signals) == rules.runs


@pytest.mark.parametrize("name", [one for one in ids("control_chart") if LIMIT_RULES[one].shift])
def test_so_many_dots_on_one_side_are_a_signal_on_a_chart_and_one_fewer_are_none(name: str) -> None:
    number = said_number(house("control_chart", name).signals, "on one side of the mean")
    assert number is not None
    base = [6.0, 4.0] * 10

    def found(many: int) -> set[str]:
        dots = np.array(base + [5.5, 5.6] * (many // 2) + [5.5] * (many % 2) + [4.0])
        data = pd.DataFrame({"dots": dots})
        return {
            one.rule for one in control_chart(data, value="dots", rules=name, freeze=20).signals
        }

    assert "shift" in found(number)
    assert "shift" not in found(number - 1)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    for name in ("solutions", "datasets"):
        shutil.copytree(COURSE / name, tmp_path / name, ignore=shutil.ignore_patterns("variants"))
    shutil.copy(COURSE / "glossary.yml", tmp_path)
    return tmp_path


#: All nine are tried by tests/long/test_packs.py.
@pytest.mark.parametrize("name", ["cutbox", "perla", "nelson"])
def test_every_lesson_that_speaks_of_the_programmes_rules_is_true_under_each_set(
    course: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHAMPIONS_HOME", str(course))
    place = yaml.safe_load((COURSE / "place.yml").read_text("utf-8"))
    place["house_rules"] = {sort: name for sort in LESSONS if name in ids(sort)}
    (course / "place.yml").write_text(yaml.safe_dump(place, allow_unicode=True), "utf-8")
    place, glossary = load_place(course), load_glossary(course)
    least = {"06-run-charts", "08-xmr-charts", "12-telling-the-story", "15-your-project"}
    assert least <= set(SPEAKING)
    shown = ""
    for module in SPEAKING:
        source = read_source(course / "solutions" / module, course)
        asked = read_asked(course, source, place)
        assert [str(one) for one in check_lesson(course, source, glossary, place, asked)] == []
        shown += fill_in(source.prose, glossary, place, facts=asked.facts)
        for question in asked.scheme.questions if asked.scheme else ():
            if hasattr(question, "rules"):
                assert question.rules == place["rules"]["run_chart"]["id"]
    for sort in LESSONS:
        assert place["rules"][sort]["said"] in shown
        own = house(sort, place["rules"][sort]["id"])
        assert own.id == LESSONS[sort] or all(one in shown for one in own.signals)


def test_words_in_place_of_an_id_are_told_with_the_ids(course: Path) -> None:
    place = yaml.safe_load((COURSE / "place.yml").read_text("utf-8"))
    place["house_rules"] = {"run_chart": "the Perla rules"}
    (course / "place.yml").write_text(yaml.safe_dump(place), "utf-8")
    with pytest.raises(
        Trouble, match="There is: perla, anhoej, making-data-count, bestbox, cutbox"
    ):
        load_place(course)
    with pytest.raises(NoSuchRules):
        house("run_chart", "nelson")


#: Seven dots in a row below the line, and then enough that go to and fro: the rule sets do not agree on them.
_SEVEN = [7, 5, 7, 5, 7, 5, 7, 3, 4, 3, 4, 3, 4, 3, 7, 5, 7, 5, 7, 5, 7]


def a_lesson_that_draws(folder: Path, lesson: str) -> None:
    """A lesson of a pack with a fact from a chart that names no rules, and one from a chart that does."""
    make_lesson(folder, lesson, "Our garden", folder)
    (folder / "solutions" / lesson / "facts.py").write_text(
        "from champions import analyse_runs, control_chart, run_chart\n"
        f"dots = {_SEVEN}\n"
        "ours = run_chart(dots).rules\n"
        "limits = control_chart(dots).rules\n"
        "runs = len(analyse_runs(dots).signals)\n"
        'named = run_chart(dots, rules="anhoej").rules\n'
        'named_runs = len(analyse_runs(dots, "anhoej").signals)\n'
        "last_wait = 5\nlast_weeks = [{'Week': '1'}]\n",
        encoding="utf-8",
    )


def test_a_chart_that_names_no_rules_is_read_by_the_packs_in_its_own_lesson_and_by_the_courses_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack, copied = packs.a_pack(tmp_path / "bath"), "06-run-charts"
    a_lesson_that_draws(pack, packs.OWN)
    (pack / "solutions" / copied).mkdir()
    facts = (pack / "solutions" / packs.OWN / "facts.py").read_text("utf-8")
    (pack / "solutions" / copied / "facts.py").write_text(
        (COURSE / "solutions" / copied / "facts.py").read_text("utf-8") + facts, encoding="utf-8"
    )
    with packs.without_variants():
        home = packs.joined(pack)
    monkeypatch.setenv("CHAMPIONS_HOME", str(home))
    place = load_place(home)

    def asked(lesson: str) -> Asked:
        return read_asked(home, read_source(home / "solutions" / lesson, home), place)

    own, theirs = asked(packs.OWN), asked(copied)
    assert (own.facts["ours"], own.facts["limits"]) == ("perla", "nelson")
    assert (theirs.facts["ours"], theirs.facts["limits"]) == ("anhoej", "making-data-count")
    for one in (own, theirs):
        assert one.facts["named"] == "anhoej"
        assert one.facts["named_runs"] == theirs.facts["runs"]
    assert own.facts["runs"] != theirs.facts["runs"]
    assert compiled.read(own.text)["rules"] == {"run_chart": "perla", "control_chart": "nelson"}
    assert "rules" not in compiled.read(theirs.text)
    assert run_chart(_SEVEN).rules == "anhoej", "the next lesson is not read by them"
    the_lesson_draws_as_its_facts_say(tmp_path, own.text, theirs.text)


def the_lesson_draws_as_its_facts_say(folder: Path, own: str, theirs: str) -> None:
    """A lesson that is opened draws by the rules of the file beside it, and the next one by its own."""
    code = (
        "import os, sys\nfrom champions import *\n"
        "for name in ('own', 'theirs'):\n"
        "    os.chdir(os.path.join(sys.argv[1], name))\n"
        "    start(name)\n"
        f"    print('drawn by', run_chart({_SEVEN}).rules)\n"
    )
    for name, text in (("own", own), ("theirs", theirs)):
        (folder / name).mkdir()
        (folder / name / compiled.COMPILED).write_text(text, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-c", code, str(folder)],
        env=os.environ | {"PYTHONPATH": str(COURSE / "src"), "CHAMPIONS_STRICT": "1"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert re.findall(r"drawn by (\S+)", ran.stdout) == ["perla", "anhoej"]


def test_other_house_rules_make_no_other_version_of_a_lessons_questions() -> None:
    one, other = (
        compiled.read(compiled.write("m", [], rules={"run_chart": rules}))
        for rules in ("perla", "anhoej")
    )
    assert one["version"] == other["version"]
    assert one["rules"] != other["rules"]
    assert compiled.read(compiled.without_kept_back(compiled.text_of(one)))["rules"] == one["rules"]
