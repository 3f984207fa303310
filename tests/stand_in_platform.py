"""A learning platform that stands in for Moodle or Canvas: it signs who somebody is, by LTI 1.3.

It keeps to the standard's three steps: it sends a browser to the tool, the tool sends it back with a
request, and the platform answers with signed words. What it signs can be spoiled, to try the tool.
"""

from __future__ import annotations

import json
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import requests

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
TEACHES = "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"
LEARNS = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"
#: Run by a Python that has PyJWT and cryptography: the hub's own.
_SIGN = """
import json, sys
import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pathlib import Path

path, asked = Path(sys.argv[1]), json.load(sys.stdin)
if not path.is_file():
    key = rsa.generate_private_key(65537, 2048)
    path.write_bytes(key.private_bytes(serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
key = serialization.load_pem_private_key(path.read_bytes(), None)
public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
print(json.dumps({"token": jwt.encode(asked, key, "RS256", {"kid": "one"}),
    "keys": {"keys": [{**public, "kid": "one", "use": "sig", "alg": "RS256"}]}}))
"""


class Platform:
    """A learning platform with a key of its own.

    Args:
        python: signs, see above. folder: for its keys.
    """

    def __init__(self, python: Path, folder: Path) -> None:
        self._python, self._folder = python, folder
        keys = json.dumps(self._signed("key", {})["keys"]).encode()

        class Keys(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(keys)

            def log_message(self, *_words: object) -> None:
                """Say nothing."""

        self._door = ThreadingHTTPServer(("127.0.0.1", 0), Keys)
        threading.Thread(target=self._door.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self._door.server_port}"
        self.client = "the-hub-of-the-course"

    def close(self) -> None:
        """Stop to hand out keys."""
        self._door.shutdown()
        self._door.server_close()

    @property
    def settings(self) -> dict[str, str]:
        """The variables with which a hub takes people from this platform."""
        return {
            "CHAMPIONS_LTI_ISSUER": self.address,
            "CHAMPIONS_LTI_CLIENT_ID": self.client,
            "CHAMPIONS_LTI_AUTHORIZE": f"{self.address}/authorize",
            "CHAMPIONS_LTI_KEYS": f"{self.address}/keys",
            "CHAMPIONS_LTI_SCHEME": "http",
        }

    def launch(
        self, browser: requests.Session, hub: str, person: dict[str, Any], **spoiled: Any
    ) -> requests.Response:
        """Send somebody to the hub, as a press on a link in the platform does.

        Args:
            browser: theirs. hub: its address. person: who they are, as claims.
            spoiled: claims that are not as they should be; ``key`` names another key to sign with.
        """
        begin = {
            "iss": self.address, "login_hint": person["sub"], "client_id": self.client,
            "target_link_uri": f"{hub}/hub", "lti_message_hint": "1",
        }  # fmt: skip
        sent = browser.post(
            f"{hub}/hub/lti13/oauth_login", data=begin, allow_redirects=False, timeout=60
        )
        assert sent.status_code == 302, sent.text
        assert sent.headers["Location"].startswith(f"{self.address}/authorize?")
        asked = dict(parse_qsl(urlsplit(sent.headers["Location"]).query))
        assert asked["client_id"] == self.client
        assert asked["login_hint"] == person["sub"]
        key = str(spoiled.pop("key", "key"))
        words = {**self._words(asked["nonce"], hub), **person, **spoiled}
        answer = {"id_token": self._signed(key, words)["token"], "state": asked["state"]}
        return browser.post(asked["redirect_uri"], data=answer, allow_redirects=False, timeout=60)

    def _words(self, nonce: str, hub: str) -> dict[str, Any]:
        now = int(time.time())
        return {
            "iss": self.address, "aud": self.client, "iat": now, "exp": now + 300, "nonce": nonce,
            f"{CLAIM}version": "1.3.0", f"{CLAIM}message_type": "LtiResourceLinkRequest",
            f"{CLAIM}deployment_id": "1", f"{CLAIM}target_link_uri": f"{hub}/hub",
            f"{CLAIM}resource_link": {"id": "link-1", "title": "The course"},
            f"{CLAIM}context": {"id": "7", "label": "QI"}, f"{CLAIM}roles": [LEARNS],
        }  # fmt: skip

    def _signed(self, key: str, words: dict[str, Any]) -> dict[str, Any]:
        command = [str(self._python), "-c", _SIGN, str(self._folder / f"{key}.pem")]
        done = subprocess.run(
            command, input=json.dumps(words), capture_output=True, text=True, check=True
        )
        return dict(json.loads(done.stdout))
