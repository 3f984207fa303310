"""deploy/compose: the files fit each other and the course, and accounts outlive a container.

No engine runs here. The hub with the same settings is run by tests/long/test_hub_from_a_platform.py.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from champions.install import shared_server

COURSE = Path(__file__).resolve().parents[1]
COMPOSE = COURSE / "deploy" / "compose"
ACCOUNTS = COURSE / "deploy" / "jupyterhub" / "accounts.py"


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    return dict(yaml.safe_load((COMPOSE / "compose.yml").read_text("utf-8")))


def variables(text: str) -> set[str]:
    return set(re.findall(r"\bCHAMPIONS_\w+", text))


def test_each_variable_that_is_set_is_read_by_a_file_that_runs(services: dict[str, Any]) -> None:
    read = "".join(
        path.read_text("utf-8")
        for path in (*COURSE.glob("deploy/jupyterhub/*.py"), COMPOSE / "begin.sh")
    )
    given = set(services["services"]["hub"]["environment"])
    assert len(given) > 5
    assert given <= variables(read)
    begun = variables((COMPOSE / "begin.sh").read_text("utf-8"))
    assert {"CHAMPIONS_HUB_DATABASE", "CHAMPIONS_GRADEBOOK"} <= begun
    assert "CHAMPIONS_GRADEBOOK" in (COURSE / "nbgrader_config.py").read_text("utf-8")


def test_what_must_stay_lies_in_volumes_and_nothing_is_open_to_the_network(
    services: dict[str, Any],
) -> None:
    hub, database = services["services"]["hub"], services["services"]["database"]
    kept = {one.split(":")[1] for one in hub["volumes"]}
    assert kept == {"/home", "/srv/nbgrader", "/var/lib/champions-hub"}
    named = {one.split(":")[0] for one in (*hub["volumes"], *database["volumes"])}
    assert {one for one in named if not one.startswith("./")} == set(services["volumes"])
    assert all(one.startswith("127.0.0.1:") for one in hub["ports"])
    assert "ports" not in database
    assert hub["depends_on"]["database"]["condition"] == "service_healthy"
    for path in (one.split(":")[0] for one in database["volumes"] if one.startswith("./")):
        assert (COMPOSE / path).is_file()


def test_the_two_databases_of_the_addresses_are_made(services: dict[str, Any]) -> None:
    made = re.findall(r"CREATE DATABASE (\w+);", (COMPOSE / "databases.sql").read_text("utf-8"))
    assert sorted(made) == ["gradebook", "hub"]
    begin = (COMPOSE / "begin.sh").read_text("utf-8")
    assert all(f"/{name}" in begin for name in made)
    assert services["services"]["database"]["environment"]["POSTGRES_USER"] in begin


def test_the_password_is_in_no_image_and_in_no_repository(services: dict[str, Any]) -> None:
    secret = services["secrets"]["database-password"]["file"].removeprefix("./")
    for name in (".gitignore", ".dockerignore"):
        lines = [one.strip("/") for one in (COURSE / name).read_text("utf-8").splitlines()]
        assert f"deploy/compose/{secret}" in lines
        assert "deploy/compose/.env" in lines
    assert not (COMPOSE / secret).exists()
    # The guide makes it with: openssl rand -hex 24
    if openssl := shutil.which("openssl"):
        made = subprocess.run([openssl, "rand", "-hex", "24"], check=True, capture_output=True)
        assert re.fullmatch(rb"[0-9a-f]{48}\s*", made.stdout)


def steps() -> list[tuple[str, str]]:
    text = (COMPOSE / "Containerfile").read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1].strip()) for line in lines]


def test_the_image_has_what_the_hub_asks_for() -> None:
    runs = [rest for word, rest in steps() if word == "RUN"]
    packages = set(runs[0].split("--no-install-recommends")[1].split("&&")[0].split())
    assert {"bubblewrap", "nodejs", "npm", "python3", "passwd", "tini"} <= packages
    page = (COURSE / "docs" / "adopters" / "jupyterhub.md").read_text("utf-8")
    for line in (
        "start.py jupyterhub --set-up", "chmod -R o-rwx solutions tests .git*",
        "groupadd champions", "groupadd champions-trainers",
    ):  # fmt: skip
        assert line in page
        assert line in runs[1]
    words = dict(steps())
    assert words["FROM"] == "${BASE}", "who cannot reach the registry names another"
    (place,) = [rest.split()[1] for word, rest in steps() if word == "COPY"]
    assert words["WORKDIR"] == place
    begin = yaml.safe_load(words["CMD"])
    assert begin[0] == "sh"
    assert (COURSE / begin[1]).is_file()


def programs(folder: Path) -> None:
    """Programs in place of the system's own, which write down what they were asked."""
    folder.mkdir()
    for name in ("useradd", "usermod", "chpasswd", "python3"):
        path = folder / name
        path.write_text(
            f'#!/bin/sh\necho {name} "$@" >> "$ASKED"\n'
            '[ "$1" = deploy/jupyterhub/accounts.py ] || env | grep "^CHAMPIONS_" >> "$ASKED"\nexit 0\n'
        )
        path.chmod(0o755)


def test_the_hubs_container_begins_with_the_accounts_and_both_databases(tmp_path: Path) -> None:
    programs(tmp_path / "bin")
    (tmp_path / "secret").write_text("00ff\n", encoding="utf-8")
    asked = tmp_path / "asked"
    here = {
        "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}",
        "ASKED": str(asked),
        "CHAMPIONS_EXCHANGE": str(tmp_path / "nbgrader" / "exchange"),
        "CHAMPIONS_DATABASE_PASSWORD_FILE": str(tmp_path / "secret"),
        "CHAMPIONS_DATABASE_SERVER": "database",
    }
    subprocess.run(["sh", str(COMPOSE / "begin.sh")], env=here, check=True)
    said = asked.read_text("utf-8").splitlines()
    assert said[0] == "python3 deploy/jupyterhub/accounts.py restore"
    assert said[1] == "python3 start.py jupyterhub"
    server = "postgresql+psycopg://champions:00ff@database"
    assert f"CHAMPIONS_HUB_DATABASE={server}/hub" in said
    assert f"CHAMPIONS_GRADEBOOK={server}/gradebook" in said
    exchange = tmp_path / "nbgrader" / "exchange"
    assert stat.S_IMODE(exchange.stat().st_mode) == 0o1777
    assert shared_server.CONFIG.is_file()


def _is_root() -> bool:
    """Whether accounts can be made here, with a list of users that is nobody else's."""
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("useradd") is None:
        return False
    tried = ["unshare", "--mount", "mount", "--bind", "/etc", "/etc"]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


_ROOT = pytest.mark.skipif(not _is_root(), reason="accounts are made by root alone, on Linux")
#: A root of its own: what is done to the list of users in it is done to no other.
_APART = "cp -a /etc {0}/etc; mkdir -p {0}/home {0}/state; mount --bind {0}/etc /etc; mount --bind {0}/home /home; {1}"


def apart(folder: Path, *lines: str) -> str:
    """Run lines as root with a list of users of their own: a new container, with old volumes."""
    told = _APART.format(folder, "; ".join(lines))
    here = {"PATH": os.environ["PATH"], "CHAMPIONS_HUB_STATE": str(folder / "state")}
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-ec", f"rm -rf {shlex.quote(str(folder / 'etc'))}; {told}"],
        env=here, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@_ROOT
def test_accounts_outlive_a_container_with_their_numbers_and_passwords(tmp_path: Path) -> None:
    python = f"{sys.executable} {ACCOUNTS}"
    groups = "groupadd champions; groupadd champions-trainers"
    first = apart(
        tmp_path, groups, f"echo words-of-lena | {python} add lena champions",
        f"echo words-of-toby | {python} add toby champions-trainers",
        "echo mine > /home/lena/note", "chown lena /home/lena/note", "getent shadow lena", "id -u toby",
    )  # fmt: skip
    kept = tmp_path / "state" / "accounts.csv"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert "words-of-lena" not in kept.read_text("utf-8")
    again = apart(
        tmp_path, groups, "useradd somebody-of-the-new-image", f"{python} restore", "getent shadow lena",
        "id -u toby", "id -nG toby", "stat -c %U /home/lena/note", "stat -c %a /home/lena",
        f"{python} restore",
    )  # fmt: skip
    secret = [line.split(":")[1] for line in first.splitlines() if line.startswith("lena:")]
    assert secret[0].startswith("$")
    lines = again.splitlines()
    assert "Accounts made again: lena, toby." in lines
    assert [line.split(":")[1] for line in lines if line.startswith("lena:")] == secret
    assert first.splitlines()[-1] in lines
    assert lines[-4:] == ["toby champions-trainers", "lena", "700", "Accounts made again: none."]


@_ROOT
@pytest.mark.parametrize("name", ["-o", "root/x", "Lena", "a", "lena:x", "x" * 40])
def test_a_name_that_could_be_taken_for_something_else_is_refused(
    tmp_path: Path, name: str
) -> None:
    here = {"PATH": os.environ["PATH"], "CHAMPIONS_HUB_STATE": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, str(ACCOUNTS), "add", "--", name, "champions"],
        env=here, input="words\n", capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "cannot be the name of an account" in done.stderr
    assert not (tmp_path / "accounts.csv").exists()
