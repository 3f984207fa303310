"""A shipped file is a tested file: whatever a person may run or feed to a tool has its test.

So does each command line that a guide tells people to type: tests/long/test_guide_commands.py types it. The table
is tests/shipped.yml.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import everything
import pieces
import pytest
import shipped
import yaml
from shipped import COURSE, Row, commands, options, table, to_use

from champions import __version__, cli
from champions.adopting import using

FILES, COMMANDS = table()
RUN = sorted(name for name, row in COMMANDS.items() if row.is_run)


# --- The table is whole -------------------------------------------------------------------------------


def test_every_file_that_a_person_may_run_has_a_row() -> None:
    rows = [name for name in to_use() if not any(fnmatch(name, pattern) for pattern in FILES)]
    assert not rows, "In tests/shipped.yml name the test of each:\n" + _to_fill_in(rows)


def test_every_command_line_of_the_guides_has_a_row() -> None:
    new = {name: places for name, places in commands().items() if name not in COMMANDS}
    said = "\n".join(f"{', '.join(places)}: {name}" for name, places in new.items())
    assert not new, f"{said}\nIn tests/shipped.yml say how each is tested:\n" + _to_fill_in(new)


def _to_fill_in(names: list[str] | dict[str, list[str]]) -> str:
    return yaml.safe_dump({name: {"says": "", "cannot": ""} for name in names}, width=9999)


def test_no_row_stands_for_what_is_no_longer_there() -> None:
    gone = [pattern for pattern in FILES if not any(fnmatch(name, pattern) for name in to_use())]
    assert gone + sorted(COMMANDS.keys() - commands().keys()) == []


@pytest.mark.parametrize("name", [*FILES, *COMMANDS])
def test_a_row_says_how_it_is_tested_or_why_it_cannot_be(name: str) -> None:
    row = FILES.get(name) or COMMANDS[name]
    assert row.is_run or row.test or row.cannot
    assert not (row.is_run and row.cannot)
    assert not set(row.needs) - set(pieces.PIECES)
    if row.cannot:
        assert len(row.cannot.split()) >= 4, "Give the reason in words."


@pytest.mark.parametrize("pattern", FILES)
def test_the_named_test_of_a_file_is_there_and_names_the_file(pattern: str) -> None:
    row = FILES[pattern]
    for test in row.test:
        source = shipped.source_of(test)
        for name in (name for name in to_use() if fnmatch(name, pattern)):
            run = [one for one in RUN if name in one]
            told = (row.by,) if row.by else (Path(name).name, Path(pattern).name)
            assert run or any(one in source for one in told), f"{test} does not name {name}"


@pytest.mark.parametrize("command", [name for name, row in COMMANDS.items() if row.test])
def test_the_named_test_of_a_command_line_is_there_and_names_its_program(command: str) -> None:
    for test in COMMANDS[command].test:
        source = shipped.source_of(test)
        telling = [word for word in command.split()[1:3] if re.fullmatch("[a-z_]{4,}", word)]
        assert [word for word in telling if word not in source] == [], test


def test_a_command_line_of_a_guide_is_found_wherever_it_stands() -> None:
    guide = (
        "Type `python3 start.py\nopen 06-run-charts`, or:\n\n```\npython3 start.py site   makes it\n```\n"
        "```bash\nsudo make-it \\\n  --now\n# a word\n```\n```python\npip = 1\n```\n"
        "```\nnbgrader list\n```\n```text\nAll is well.\n```\n"
        "```\n/opt/own --do it\nchmod 700 a\n```\n1. Do:\n   ```\n   conda activate champions\n   ```\n"
        "A `pip` is no command, and `work/` is none.\n"
    )
    assert [*shipped.commands_in(guide)] == [
        "python3 start.py site", "sudo make-it --now", "nbgrader list", "/opt/own --do it", "chmod 700 a",
        "conda activate champions",
        "python3 start.py open 06-run-charts",
    ]  # fmt: skip


def test_a_new_file_is_seen_whatever_its_folder() -> None:
    kept = to_use()
    assert {"start.py", ".ci/run", "benchmarks/desk.py", "locks/course.txt"} <= set(kept)
    assert not [name for name in kept if name.startswith("src/")]


# --- Its words are understood ---------------------------------------------------------------------------

OURS = sorted(
    name
    for name in commands()
    if name.startswith(("python3 start.py", "py start.py", "champions "))
    and not name.endswith(("...", "…"))
)


@pytest.mark.parametrize("command", OURS)
def test_the_words_behind_our_own_command_are_understood(command: str) -> None:
    import shlex

    words = shlex.split(command.removeprefix("champions").removeprefix("python3 start.py"))
    words = words[2:] if words[:1] == ["py"] else words
    if words[:1] == ["test"]:
        everything.understood(words[1:])
        return
    if words == ["commands"]:
        return
    if "--pack" in words:  # it is taken out before a command is looked for
        at = words.index("--pack")
        assert words[at + 1 : at + 2], "a pack, or none"
        del words[at : at + 2]
    code, words = using.language_asked_for(words)  # so is a language, and what goes with it
    words = [one for one in words if not (code and one == using.DRAFTS)]
    typed = ["open", *words] if not words or words[0].startswith("-") else words
    cli._parser(typed[0]).parse_args(typed if typed != ["mark"] else ["mark", "FOLDER"])


def test_every_option_that_a_guide_names_is_one_of_ours() -> None:
    known: set[str] = set(everything.parser()._option_string_actions)
    known |= set(cli._parser("open")._option_string_actions)
    for word in cli.COMMANDS:
        (words,) = (a for a in cli._parser(word)._actions if a.choices and word in a.choices)
        known |= set(dict(words.choices or {})[word]._option_string_actions)
    others = {"--yes"}  # of more than one command
    assert {name: where for name, where in options().items() if name not in known | others} == {}


def test_each_command_line_that_is_run_is_run_once_however_a_guide_writes_its_lesson() -> None:
    rows = {
        "build NN-name": Row(says="built", put={"NN-name": "06-run-charts"}),
        "build NN-topic": Row(says="built", put={"NN-topic": "06-run-charts"}),
        "build 06-run-charts": Row(says="built"),
        "build 05-pdsa-cycles": Row(says="built"),
        "build NN-other": Row(says="a draft", put={"NN-other": "06-run-charts"}),
    }
    once = ["build NN-name", "build 05-pdsa-cycles", "build NN-other"]
    assert shipped.alike(rows, rows) == once


# --- What can be tried only in part ---------------------------------------------------------------------


def _steps_of_the_image() -> Iterator[tuple[str, str]]:
    text = (COURSE / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            word, _, rest = line.partition(" ")
            yield word, rest.strip()


def test_the_container_file_copies_what_is_there_and_starts_the_marking() -> None:
    """There is no engine here. Each of its lines that names something of the course is looked at."""
    steps = [*_steps_of_the_image()]
    copied = {rest.split()[0]: rest.split()[1] for word, rest in steps if word == "COPY"}
    assert all((COURSE / name).exists() for name in copied)
    assert copied.keys() == {"locks/course.txt", "src"}
    words = dict(steps)
    assert words["FROM"] == "${BASE}", "who cannot reach the registry names another"
    version = re.match(r"BASE=docker.io/library/python:(3\.\d+)-slim-bookworm$", words["ARG"])
    assert version is not None
    assert f"--python-version {version[1]}" in (COURSE / "CONTRIBUTING.md").read_text("utf-8")
    installs = next(rest for word, rest in steps if word == "RUN" and "pip install" in rest)
    assert f"--require-hashes -r {copied['locks/course.txt']}" in installs
    assert words["ENV"] == f"PYTHONPATH={copied['src']}"
    packages = next(rest for word, rest in steps if word == "RUN" and "apt-get" in rest)
    assert pieces.PIECES["bubblewrap"].debian in packages.split()
    started = yaml.safe_load(words["ENTRYPOINT"])
    done = subprocess.run(
        [sys.executable, *started[1:], "mark", "--help"],
        env={"PYTHONPATH": str(COURSE / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "what learners sent you" in done.stdout


def test_the_charts_benchmark_measures_what_it_names() -> None:
    """It is run with two charts in place of many, and nothing is timed more than once."""
    script = str(COURSE / "benchmarks" / "charts.py")
    small = (
        f"import runpy\nnames = runpy.run_path({script!r})\n"
        "inside = names['report'].__globals__\n"
        "inside |= {'CHARTS': 2, 'import_time': lambda: 1.0}\n"
        "took = names['best_of']\n"
        "inside['best_of'] = lambda jobs, rounds=1: took(jobs, 1)\n"
        "print(names['report']())\n"
    )
    here = {"PYTHONPATH": str(COURSE / "src")}
    command = [sys.executable, "-c", small]
    done = subprocess.run(command, env=here, capture_output=True, text=True, check=True)
    for work in (
        "with its table",
        "with its reading and cautions",
        "drawn as PNG",
        "times as text",
    ):
        assert re.search(
            rf"^\| an I chart.* {work} \| \d+\.\d+ \| \d+\.\d+ \|$", done.stdout, re.MULTILINE
        )
    assert re.search(
        r"^\| an I chart of 1,000,000 points \| [1-9]\d* \|", done.stdout, re.MULTILINE
    )


def test_the_charts_benchmark_keeps_nothing_where_the_other_packages_are_missing() -> None:
    """They are no part of the course, so no test can install them."""
    script = str(COURSE / "benchmarks" / "charts.py")
    small = (
        f"import runpy, sys\nnames = runpy.run_path({script!r})\n"
        "sys.modules['pycontrolcharts'] = None\n"
        "names['main'].__globals__['report'] = lambda: 'figures'\n"
        "sys.argv = ['charts.py', '--write']\nraise SystemExit(names['main']())\n"
    )
    kept = (COURSE / "benchmarks" / "charts-results.md").read_bytes()
    here = {"PYTHONPATH": str(COURSE / "src")}
    done = subprocess.run(
        [sys.executable, "-c", small], env=here, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "pycontrolcharts is not installed" in done.stdout
    assert (COURSE / "benchmarks" / "charts-results.md").read_bytes() == kept


def test_the_websites_benchmark_reads_its_words() -> None:
    script = COURSE / "benchmarks" / "site.py"
    done = subprocess.run(
        [sys.executable, str(script), "--help"], capture_output=True, text=True, check=True
    )
    assert {"--write", "--pyodide"} <= set(re.findall(r"--[a-z]+", done.stdout))


def test_the_citation_file_has_what_its_format_asks_for() -> None:
    """What the Citation File Format, version 1.2.0, requires; and what it says is so."""
    told = yaml.safe_load((COURSE / "CITATION.cff").read_text(encoding="utf-8"))
    assert told["cff-version"] == "1.2.0"
    assert told["type"] in {"software", "dataset"}
    for needed in ("message", "title"):
        assert isinstance(told[needed], str)
    people = [one.get("name") or one.get("family-names") for one in told["authors"]]
    assert people
    assert all(people)
    assert str(told["version"]) == __version__
    assert set(told["license"]) == {"MIT", "CC-BY-4.0"}
