"""Open the course by one command, as a person does in a terminal, and close it by Ctrl-C."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.request import urlopen

#: Nothing can be fetched: no index, and a proxy where nothing listens.
NO_NETWORK = {
    "HTTPS_PROXY": "http://127.0.0.1:1",
    "HTTP_PROXY": "http://127.0.0.1:1",
    "NO_PROXY": "127.0.0.1",
    "PIP_NO_INDEX": "1",
    "PIP_CONFIG_FILE": os.devnull,
}
#: The list of lessons, and a lesson as a notebook: what stands in the page of each.
SIGNS = {"course": b"data-module=", "notebooks": b"jupyter-config-data"}
LESSON = "00-start-here"


def opened_and_closed(command: Sequence[str], folder: Path, surroundings: Mapping[str, str]) -> str:
    """Run the command there, fetch the page that it names, press Ctrl-C. Return what was said."""
    with subprocess.Popen(
        command,
        cwd=folder,
        env=surroundings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        said = ""
        try:
            assert process.stdout is not None
            for line in process.stdout:
                said += line
                if "To stop, press Ctrl-C" in line:
                    break
            address = re.search(r"http://127\.0\.0\.1:\d+/(course|notebooks)/\S+", said)
            assert address, said
            notebook = re.sub(r"/course/", f"/notebooks/{LESSON}/lesson.ipynb", address[0])
            for there, sign in ((address[0], SIGNS[address[1]]), (notebook, SIGNS["notebooks"])):
                with urlopen(there, timeout=60) as page:
                    assert sign in page.read(), there
            process.send_signal(signal.SIGINT)
            goodbye = process.stdout.read()
        finally:
            process.terminate()
    assert process.returncode == 0, said + goodbye
    assert "Your work is saved" in goodbye
    return said
