"""A pack is published by workflows whose commands are run here, as they stand and in their order."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import packs
import pytest
import yaml
from packs import COURSE

SKELETON = COURSE / "src" / "champions" / "adopting" / "skeleton"


def steps(name: str) -> list[str]:
    """The command lines of a workflow, in their order."""
    read: dict[str, Any] = yaml.safe_load((SKELETON / name).read_text("utf-8"))
    if name == "pages.yml":
        return [one["run"] for one in read["jobs"]["publish"]["steps"] if "run" in one]
    return list(read["pages"]["script"])


def test_both_workflows_ask_whether_the_pack_is_safe_before_they_make_the_website() -> None:
    for name in ("pages.yml", "gitlab-ci.yml"):
        get, check, make = steps(name)
        assert get.startswith("git clone --depth 1")
        assert check.endswith("pack --check")
        assert make.endswith("site --to public")


def test_githubs_workflow_names_what_its_pages_need() -> None:
    read = yaml.safe_load((SKELETON / "pages.yml").read_text("utf-8"))
    assert read["permissions"] == {"contents": "read", "pages": "write", "id-token": "write"}
    uses = [one["uses"].partition("@") for one in read["jobs"]["publish"]["steps"] if "uses" in one]
    assert [name for name, _, _ in uses][-2:] == [
        "actions/upload-pages-artifact",
        "actions/deploy-pages",
    ]
    assert all(re.fullmatch(r"v\d+", version) for _, _, version in uses)
    upload = next(
        one for one in read["jobs"]["publish"]["steps"] if "upload-pages" in one.get("uses", "")
    )
    assert upload["with"]["path"] == "public"


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course of one lesson that the workflows get. Nobody writes in it."""
    folder = tmp_path_factory.mktemp("origin")
    _a_course_to_clone(folder)
    return folder


@pytest.mark.needs("git")
@pytest.mark.parametrize("name", ["pages.yml", "gitlab-ci.yml"])
def test_the_commands_of_the_workflows_are_run_as_they_stand(
    name: str, origin: Path, tmp_path: Path
) -> None:
    """The course has one lesson here. The website itself is made by tests/long/test_packs.py."""
    job = tmp_path / "job" / "build"
    pack = packs.a_pack(job / "pack" if name == "pages.yml" else job)
    get, check, make = steps(name)
    told = {"COURSE": str(origin), "COURSE_VERSION": "main"}

    def run(line: str) -> subprocess.CompletedProcess[str]:
        here = {k: v for k, v in os.environ.items() if not k.startswith(("CHAMPIONS", "PYTHON"))}
        return subprocess.run(
            ["bash", "-e", "-c", line.replace("python3", sys.executable)],
            cwd=job, env=here | told, capture_output=True, text=True, check=False,
        )  # fmt: skip

    assert run(get).returncode == 0
    done = run(check)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Nothing in the pack is unsafe or to mend." in done.stdout
    place = pack / "place.yml"
    place.write_text(
        place.read_text("utf-8").replace("safeguarding_lead", "safeguarding_lea"), "utf-8"
    )
    done = run(check)
    assert done.returncode == 1
    assert done.stdout.startswith("Unsafe: place.yml: safeguarding_lead")
    assert make.split()[2:] == ["--pack", check.split()[3], "site", "--to", "public"]


def _a_course_to_clone(folder: Path) -> None:
    """A repository of the course with one lesson. Its start.py uses the Python that runs the tests."""
    for name in ("src", "docs", "versions"):
        shutil.copytree(COURSE / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("place.yml", "glossary.yml", "nbgrader_config.py"):
        shutil.copy(COURSE / name, folder)
    lesson = "solutions/00-start-here"
    shutil.copytree(COURSE / lesson, folder / lesson)
    (folder / "datasets").mkdir()
    (folder / "datasets" / "datapackage.json").write_text("{}", encoding="utf-8")
    (folder / "start.py").write_text(
        "import sys; sys.path.insert(0, __file__.rsplit('/', 1)[0] + '/src')\n"
        "from champions.install.setup import _pack_last\nfrom champions.cli import main\n"
        "words, pack = _pack_last(sys.argv[1:])\nsys.exit(main([*words, *pack]))\n",
        encoding="utf-8",
    )
    for words in (
        ["init", "-q", "-b", "main"],
        ["add", "-A"],
        ["-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "-q", "-m", "One"],
    ):
        subprocess.run(["git", *words], cwd=folder, check=True)


def run_new_pack(tmp_path: Path, typed: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "champions.cli", "new-pack", str(tmp_path / "town"), *words],
        env=os.environ | {"PYTHONPATH": str(COURSE / "src")},
        input=typed, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_new_pack_asks_at_the_keyboard_and_takes_answers_from_a_file(tmp_path: Path) -> None:
    done = run_new_pack(tmp_path, "Bath\n" + "\n" * 9)
    assert done.returncode == 0, done.stderr
    assert "10. Which rules for control charts" in done.stdout
    assert "9 questions are left for later" in done.stdout
    place = yaml.safe_load((tmp_path / "town" / "place.yml").read_text("utf-8"))
    assert {key: said for key, said in place.items() if said} == {"place": "Bath"}
    assert "something in" in run_new_pack(tmp_path, "").stderr
    shutil.rmtree(tmp_path / "town")
    answers = tmp_path / "answers.yml"
    answers.write_text(yaml.safe_dump({**packs.ANSWERS, "run_chart": "spc"}), encoding="utf-8")
    assert '"spc" is not known' in run_new_pack(tmp_path, "", "--answers", str(answers)).stderr
    assert not (tmp_path / "town").exists()
    answers.write_text(yaml.safe_dump(packs.ANSWERS), encoding="utf-8")
    assert run_new_pack(tmp_path, "", "--answers", str(answers)).returncode == 0
