"""People's accounts on a server: made when somebody first comes, and kept apart from the system's own list.

In a container the system's list of users is lost with each new version, and home folders stay. So what
an account is made of stands in a file of the hub's too: ``accounts.csv``, which root alone may read. The
container makes the accounts again when it starts::

    python3 accounts.py restore
    python3 accounts.py add lena champions       asks for a password
"""

from __future__ import annotations

import argparse
import csv
import fcntl
import getpass
import os
import pwd
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STATE = Path(os.environ.get("CHAMPIONS_HUB_STATE", "/var/lib/champions-hub"))
HOMES = Path(os.environ.get("CHAMPIONS_HOMES", "/home"))
CHAMPIONS = os.environ.get("CHAMPIONS_GROUP", "champions")
TRAINERS = os.environ.get("CHAMPIONS_TRAINER_GROUP", "champions-trainers")
HEADS = ("name", "number", "group", "password")
#: Names that every Linux takes, and that cannot be taken for an option or a path.
_NAME = re.compile(r"[a-z][a-z0-9-]{1,30}")


def add(name: str, group: str, password: str = "") -> None:
    """Make an account, or put the one that is there into this group, and keep what it is made of.

    Args:
        name: of the account. group: of champions, or of trainers. password: none for people whom a
            learning platform sends; nobody can log in to their account with one.

    Raises:
        ValueError: when the name or the group cannot be used. Nothing was made then.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(
            f'"{name}" cannot be the name of an account. Use small letters, digits and hyphens.'
        )
    if group not in (CHAMPIONS, TRAINERS):
        raise ValueError(f'There is no group "{group}" here. There is: {CHAMPIONS}, {TRAINERS}.')
    with _alone():
        if _number(name) is None:
            _make(name, "", group)
        elif group not in (there := groups_of(name)):  # who was a trainer may be one no more
            kept = sorted(there - {CHAMPIONS, TRAINERS, name} | {group})
            _run("usermod", "--groups", ",".join(kept), name)
        if password:
            _run("chpasswd", said=f"{name}:{password}\n")
        others = [row for row in _kept() if row["name"] != name]
        found = pwd.getpwnam(name)
        row = {
            "name": name,
            "number": str(found.pw_uid),
            "group": group,
            "password": _scrambled(name),
        }
        _keep([*others, row])


def restore() -> list[str]:
    """Make each account that was kept and is not there; return their names."""
    with _alone():
        made = []
        for row in _kept():
            if _number(row["name"]) is None:
                _make(row["name"], row["number"], row["group"])
                if row["password"]:
                    _run("chpasswd", "--encrypted", said=f"{row['name']}:{row['password']}\n")
                made.append(row["name"])
        return made


def groups_of(name: str) -> set[str]:
    """The groups that an account is in."""
    done = subprocess.run(("id", "-nG", name), capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def _make(name: str, number: str, group: str) -> None:
    """Make an account whose home only its owner may enter; it gets the number that it had."""
    home = HOMES / name
    words = ["useradd", "--create-home", "--home-dir", str(home), "--shell", "/bin/bash"]
    words += ["--groups", group]
    # Numbers that no image and no server gives by itself, so that a home has one owner for good.
    words += ["--uid", number] if number else ["-K", "UID_MIN=20000", "-K", "UID_MAX=59999"]
    _run(*words, name)
    home.chmod(0o700)


def _number(name: str) -> int | None:
    try:
        return pwd.getpwnam(name).pw_uid
    except KeyError:
        return None


def _scrambled(name: str) -> str:
    """An account's password as the system keeps it; empty where it has none."""
    done = subprocess.run(("getent", "shadow", name), capture_output=True, text=True, check=True)
    kept = done.stdout.split(":")[1]
    return kept if kept.startswith("$") else ""


@contextmanager
def _alone() -> Iterator[None]:
    """One at a time: the hub may let two people in at once."""
    STATE.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (STATE / "accounts.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _kept() -> list[dict[str, str]]:
    path = STATE / "accounts.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _keep(rows: list[dict[str, str]]) -> None:
    beside = STATE / ".accounts.csv.new"
    beside.touch(mode=0o600)
    with beside.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADS)
        writer.writeheader()
        writer.writerows(rows)
    beside.replace(STATE / "accounts.csv")


def _run(*command: str, said: str = "") -> None:
    done = subprocess.run(command, input=said, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise OSError(f"{command[0]} did not work: {done.stderr.strip()}")


def main() -> int:
    """The two words for the terminal. Returns 1 when something could not be done."""
    parser = argparse.ArgumentParser(description="Make accounts for the people of the course.")
    words = parser.add_subparsers(dest="word", required=True)
    adding = words.add_parser("add", help="make an account, and ask for its password")
    adding.add_argument("name", help="of the account, such as lena")
    adding.add_argument("group", choices=(CHAMPIONS, TRAINERS))
    words.add_parser("restore", help="make the accounts again that were kept")
    args = parser.parse_args()
    try:
        if args.word == "restore":
            print(f"Accounts made again: {', '.join(restore()) or 'none'}.")
            return 0
        ask = getpass.getpass if sys.stdin.isatty() else input
        add(args.name, args.group, ask(f"A password for {args.name}: "))
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{args.name} can log in.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
