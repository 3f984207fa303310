"""People come to the hub from a learning platform, such as Moodle or Canvas, by LTI 1.3.

The platform says who somebody is, in words that it signs. jupyterhub-ltiauthenticator checks them. What
is ours: which account is theirs, and whether they come as a champion or as a trainer.

An account's name is made from the platform's own number for a person, for that alone stays the same. So
two people of one name never share an account, and a new mail address makes no new one. Who is who stands
in a table that trainers may read, and ``champions mark --roster`` takes it.
"""

from __future__ import annotations

import csv
import fcntl
import grp
import hashlib
import os
from pathlib import Path
from typing import Any

import accounts
from ltiauthenticator.lti13.auth import LTI13Authenticator
from ltiauthenticator.lti13.error import LoginError

#: Where the table of names is; the folder above the exchange is for the course alone.
PEOPLE = Path(os.environ.get("CHAMPIONS_PEOPLE", "/srv/nbgrader/people.csv"))
ROLES = "https://purl.imsglobal.org/spec/lti/claim/roles"
#: Who teaches in the platform's course. Its other helpers are no trainers here.
TEACHES = {
    "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor",
    "Instructor",  # the short name, which the standard allows too
}
HEADS = ("code", "name", "email")


def account_name(issuer: str, subject: str) -> str:
    """The name of a person's account.

    >>> account_name("https://moodle.example.org", "12")
    'p-8f20fd0d247f'
    """
    return f"p-{hashlib.sha256(f'{issuer} {subject}'.encode()).hexdigest()[:12]}"


class FromPlatform(LTI13Authenticator):
    """Lets in whom the platform sends. Each gets an account of the server when they first come."""

    def get_username(self, token: dict[str, Any]) -> str:
        """The account of the person in the words that the platform signed.

        Raises:
            LoginError: when the platform does not say who it is.
        """
        subject = str(token.get("sub") or "").strip()
        if not subject:
            raise LoginError(
                "The learning platform did not say who you are. It may send people without a name. "
                "Log in there first. If that does not help, tell your trainer."
            )
        return account_name(str(token.get("iss") or ""), subject)

    async def authenticate(self, handler: Any, data: Any = None) -> dict[str, Any]:
        """Make the account when it is not there, and note whose it is."""
        token = dict(data or {})
        name = self.get_username(token)
        teaches = bool(TEACHES & {*map(str, token.get(ROLES) or ())})
        accounts.add(name, accounts.TRAINERS if teaches else accounts.CHAMPIONS)
        note(name, str(token.get("name") or ""), str(token.get("email") or ""))
        return {"name": name}


def note(code: str, name: str, email: str) -> None:
    """Note whose an account is. Trainers may read the table, champions may not."""
    PEOPLE.parent.mkdir(parents=True, exist_ok=True)
    with PEOPLE.with_name(".people.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        rows = []
        if PEOPLE.is_file():
            with PEOPLE.open(encoding="utf-8", newline="") as file:
                rows = [row for row in csv.DictReader(file) if row["code"] != code]
        rows.append({"code": code, "name": name or code, "email": email})
        beside = PEOPLE.with_name(".people.new")
        beside.touch(mode=0o600)
        with beside.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, HEADS)
            writer.writeheader()
            writer.writerows(rows)
        os.chown(beside, -1, grp.getgrnam(accounts.TRAINERS).gr_gid)
        beside.chmod(0o640)
        beside.replace(PEOPLE)


def use(c: Any) -> None:
    """Let a hub's config take people from the platform that these variables name."""
    c.JupyterHub.authenticator_class = FromPlatform
    c.FromPlatform.issuer = os.environ["CHAMPIONS_LTI_ISSUER"]
    c.FromPlatform.client_id = {os.environ["CHAMPIONS_LTI_CLIENT_ID"]}
    c.FromPlatform.authorize_url = os.environ["CHAMPIONS_LTI_AUTHORIZE"]
    c.FromPlatform.jwks_endpoint = os.environ["CHAMPIONS_LTI_KEYS"]
    c.FromPlatform.uri_scheme = os.environ.get("CHAMPIONS_LTI_SCHEME", "https")
    c.FromPlatform.tool_name = "Peer Improvement Champions"
    c.FromPlatform.tool_description = "Lessons on quality improvement, to work on in a browser"
    # Whom the platform sends may come in: the platform knows who is in its course.
    c.FromPlatform.allow_all = True
