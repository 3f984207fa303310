"""On the hub, what a learner has put into a lesson cannot run in the formgrader of their trainer."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from nbformat import v4

COVERS = ("deploy/jupyterhub/settings/**/*",)
SETTINGS = Path(__file__).resolve().parents[2] / "deploy" / "jupyterhub" / "settings"
#: Starts a server as the hub does for a trainer, and lets its formgrader show a notebook.
SHOW = """
import sys
import nbformat
from jupyter_server.serverapp import ServerApp

server = ServerApp()
server.initialize([
    "--no-browser", "--allow-root", "--port=0", f"--ServerApp.root_dir={sys.argv[1]}",
    "--ServerApp.jpserver_extensions={'nbgrader.server_extensions.formgrader': True}",
])
notebook = nbformat.read(sys.argv[2], as_version=4)
exporter = server.web_app.settings["nbgrader_exporter"]
resources = {
    "base_url": "/", "filename": "lesson", "submission": None, "index": 0, "total": 1,
    "next": None, "prev": None, "my_path": "/", "formgrade_dir": "/", "mathjax_url": "",
    "student": "lena", "last_name": None, "first_name": None, "notebook_id": "lesson",
    "assignment_id": "06-run-charts", "submission_id": "1",
}
print(exporter.from_notebook_node(notebook, resources=resources)[0])
"""


def _shown(folder: Path, settings: str) -> str:
    """The page of a notebook that tries to run programs from each place that it has."""
    data = [
        {"text/html": "<b>a table</b><script>evil_html()</script><img src=x onerror='evil_img()'>"},
        {"application/javascript": "evil_javascript()"},
        {"text/markdown": "<script>evil_markdown()</script>"},
        {"image/svg+xml": "<svg onload='evil_svg()'></svg>"},
        {"text/plain": "a plain word"},
        {"image/png": "iVBORw0KGgo="},
    ]
    outputs = [v4.new_output("display_data", data=one) for one in data]
    words = "My *own* words\n<script>evil_words()</script><img src=x onerror='evil_words()'>"
    cells = [v4.new_markdown_cell(words), v4.new_code_cell("1 < 2", outputs=outputs)]
    notebook = folder / "lesson.ipynb"
    nbformat.write(v4.new_notebook(cells=cells), notebook)
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "CHAMPIONS"))}
    done = subprocess.run(
        [sys.executable, "-c", SHOW, str(folder), str(notebook)],
        cwd=folder,
        env=kept | {"JUPYTER_CONFIG_PATH": settings, "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


class _Reader(HTMLParser):
    """Reads a page as a browser does, and keeps what a browser would run."""

    def __init__(self) -> None:
        super().__init__()
        self.run: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.run += [value or "" for name, value in attrs if name.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.run += [data] if self.cdata_elem == "script" else []


def _programs(page: str) -> set[str]:
    """The learner's programs that a browser would run."""
    reader = _Reader()
    reader.feed(page)
    return {name for words in reader.run for name in re.findall(r"evil_\w+", words)}


@pytest.mark.slow
def test_a_learners_html_does_not_run_in_the_trainers_formgrader(tmp_path: Path) -> None:
    names = ("trainer", "everyone")
    page = _shown(tmp_path, os.pathsep.join(str(SETTINGS / name) for name in names))
    assert _programs(page) == set()
    for kept in ("<b>a table</b>", "a plain word", "<em>own</em> words", "image/png"):
        assert kept in page


@pytest.mark.slow
def test_without_the_hubs_settings_it_would_run(tmp_path: Path) -> None:
    """So the test above looks at what these settings do."""
    told = json.loads((SETTINGS / "trainer" / "jupyter_server_config.json").read_text("utf-8"))
    assert told["HTMLExporter"]["sanitize_html"] is True
    page = _shown(tmp_path, str(SETTINGS / "everyone"))
    assert {"evil_html", "evil_img", "evil_javascript", "evil_markdown", "evil_words"} <= _programs(
        page
    )
