"""The hub's pieces and what is said when one is missing; tests/test_jupyterhub.py runs a real hub."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from champions.install import setup, shared_server
from champions.trouble import Trouble

COURSE = Path(__file__).resolve().parents[1]
DEPLOY = COURSE / "deploy" / "jupyterhub"
PAGE = COURSE / "docs" / "adopters" / "jupyterhub.md"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="JupyterHub does not run on Windows")


def program(folder: Path, name: str, does: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{does}\n")
    path.chmod(0o755)


def test_the_proxys_lock_gives_each_piece_its_sum_and_no_address() -> None:
    asked = json.loads((DEPLOY / "proxy" / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((DEPLOY / "proxy" / "package-lock.json").read_text(encoding="utf-8"))
    pieces = {name: piece for name, piece in lock["packages"].items() if name}
    assert len(pieces) > 20
    assert all(piece["integrity"].startswith("sha512-") for piece in pieces.values())
    assert not [name for name, piece in pieces.items() if "resolved" in piece]
    version = asked["dependencies"]["configurable-http-proxy"]
    assert pieces["node_modules/configurable-http-proxy"]["version"] == version


@pytest.mark.parametrize(
    ("programs", "said"),
    [
        ({}, "needs node, which is not installed"),
        ({"node": "echo v20.1.0"}, "needs npm, which is not installed"),
        ({"node": "echo v16.20.2", "npm": ""}, "Node.js 16.20.2 is too old"),
    ],
)
def test_what_is_missing_for_the_proxy_is_told(
    programs: dict[str, str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, does in programs.items():
        program(tmp_path, name, does)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Trouble, match=re.escape(said)):
        shared_server.need_node()


def test_the_proxy_is_fetched_once_and_again_after_a_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, "npm", f'echo "$@" >> {tmp_path}/asked')
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(setup, "STATE", tmp_path / "state")
    monkeypatch.setattr(shared_server, "PROXY", tmp_path / "state" / "proxy")
    shared_server.fetch_proxy()
    shared_server.fetch_proxy()
    assert (tmp_path / "asked").read_text().count("ci ") == 1
    (shared_server.PROXY / setup.STAMP).write_text("an older lock")
    shared_server.fetch_proxy()
    assert (tmp_path / "asked").read_text().count("ci ") == 2


def test_a_proxy_that_cannot_be_fetched_is_told_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, "npm", "echo no network; exit 1")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(setup, "STATE", tmp_path / "state")
    monkeypatch.setattr(shared_server, "PROXY", tmp_path / "state" / "proxy")
    for _ in range(2):
        with pytest.raises(Trouble, match="could not be fetched"):
            shared_server.fetch_proxy()
    assert "no network" in (shared_server.PROXY / "npm.log").read_text()


def test_a_course_that_others_may_not_enter_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "home"
    (closed / "champions").mkdir(parents=True)
    closed.chmod(0o700)
    assert not shared_server.open_to_all(closed / "champions")
    monkeypatch.setattr(setup, "COURSE", closed / "champions")
    with pytest.raises(Trouble, match="others may not enter"):
        shared_server.for_all(setup.environment("hub"))


def test_the_page_names_every_variable_that_the_config_reads_and_no_other() -> None:
    config = "".join(path.read_text(encoding="utf-8") for path in DEPLOY.glob("*.py"))
    read = set(re.findall(r'environ(?:\.get\(|\[)"(\w+)"', config))
    assert len(read) >= 6
    table = PAGE.read_text(encoding="utf-8").split("| variable |")[1].split("\n\n")[0]
    assert set(re.findall(r"`(CHAMPIONS_\w+)`", table)) == read


def test_champions_get_only_the_tools_of_champions() -> None:
    pages = json.loads((DEPLOY / "settings/champion/labconfig/page_config.json").read_text("utf-8"))
    left_out = pages["disabledExtensions"]
    assert left_out["@jupyter/nbgrader"] is False  # the course's own page has none of nbgrader
    for tool in ("course-list", "create-assignment", "formgrader", "validate-assignment"):
        assert left_out[f"@jupyter/nbgrader:{tool}"] is True
