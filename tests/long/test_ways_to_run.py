"""The other ways to run the course: conda, Binder, a devcontainer and nbgitpuller.

All stand on ``environment.yml``. conda itself cannot be had everywhere, so the file as it stands is
installed with conda's names changed to those of PyPI, and with nothing else of ours.
docs/adopters/ways-to-run.md says what each way needs and what was not tried.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import venv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from environments import COURSE, environment, pip_lines
from opening import NO_NETWORK, opened_and_closed
from test_house import CONDA

from champions.questions.answers import recover

pytestmark = [pytest.mark.slow, pytest.mark.network]
COVERS = (
    ".binder/*",
    "environment.yml",
    "pyproject.toml",
    "src/champions/data.py",
    "src/champions/install/*.py",
    "tests/environments.py",
    "tests/opening.py",
)
LESSON = "06-run-charts"
#: Where a kernel may start, from the folder that holds the course and a home beside it.
STARTS = (
    "the course",
    f"the course/modules/{LESSON}",
    f"the course/my-work/{LESSON}",
    "home",
    f"home/exchange/{LESSON}",
    "elsewhere",
)
TOOLS = ("jupyter-repo2docker==2026.4.0", "nbgitpuller==1.3.0")

#: Runs the lesson of each folder in a kernel that starts there, as Jupyter does.
RUN_LESSONS = """
import json, sys
import nbformat
from nbclient import NotebookClient
for folder in sys.argv[1:]:
    lesson = nbformat.read(f"{folder}/lesson.ipynb", 4)
    where = "from champions.data import course_folder; print(course_folder())"
    lesson.cells.append(nbformat.v4.new_code_cell(where))
    NotebookClient(lesson, resources={"metadata": {"path": folder}}).execute()
    shown = [one for cell in lesson.cells for one in cell.get("outputs", [])]
    marks = [one["data"]["text/plain"] for one in shown if one["output_type"] == "execute_result"]
    print(json.dumps({"marks": marks, "data": shown[-1]["text"].strip()}))
"""


@dataclass(frozen=True)
class Mapped:
    """An environment made from environment.yml without conda, and the folder around the course."""

    base: Path
    prefix: Path

    @property
    def course(self) -> Path:
        return self.base / "the course"

    def surroundings(self) -> dict[str, str]:
        """What ``conda activate`` sets, and nothing of the tests' own."""
        dropped = ("PYTHON", "CHAMPIONS", "JUPYTER", "VIRTUAL_ENV", "PIP_")
        kept = {k: v for k, v in os.environ.items() if not k.startswith(dropped)}
        path = f"{self.prefix / 'bin'}{os.pathsep}{kept.get('PATH', os.defpath)}"
        variables = environment().get("variables", {})
        return kept | variables | {"PATH": path, "HOME": str(self.base / "home")}

    def lessons(self, *folders: str) -> list[dict[str, Any]]:
        """Run the lesson in each folder; the marks and where the data were found."""
        done = subprocess.run(
            [self.prefix / "bin" / "python", "-c", RUN_LESSONS, *folders],
            cwd=self.base,
            env=self.surroundings(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return [json.loads(line) for line in done.stdout.splitlines()]


def mapped_lines(of: dict[str, Any]) -> list[str]:
    """conda's lines for pip, by their names on PyPI. Python and pip itself are there already."""
    named = [line.split("=") for line in of["dependencies"] if isinstance(line, str)]
    return [
        f"{CONDA.get(name, name)}=={''.join(version)}"
        for name, *version in named
        if name not in {"python", "pip"}
    ]


def install(prefix: Path, folder: Path, lines: list[str]) -> None:
    """Make the environment if need be, and let pip install these lines, called in that folder."""
    if not prefix.exists():
        venv.create(prefix, with_pip=False, symlinks=os.name != "nt")
    wanted = prefix.with_suffix(".txt")
    wanted.write_text("\n".join([*lines, ""]), encoding="utf-8")
    (pip,) = (COURSE / "vendor").glob("pip-*.whl")
    program = [str(prefix / "bin" / "python"), str(pip / "pip"), "install"]
    done = subprocess.run(
        [*program, "-q", "--no-compile", "-U", "-r", str(wanted)],
        cwd=folder,
        env={k: v for k, v in os.environ.items() if not k.startswith("PYTHON")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]


def clone(to: Path, *words: str) -> Path:
    subprocess.run(["git", "clone", "-q", "--no-hardlinks", *words, COURSE, to], check=True)
    return to


def worked_lesson(folder: Path) -> None:
    """Put the worked lesson there, with its answers and its scheme."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("lesson.ipynb", "questions.json"):
        shutil.copy(COURSE / "solutions" / LESSON / name, folder)


def marks_of_the_worked_lesson() -> list[str]:
    lesson = json.loads((COURSE / "solutions" / LESSON / "lesson.ipynb").read_text("utf-8"))
    shown = [one for cell in lesson["cells"] for one in cell.get("outputs", [])]
    texts = [one["data"]["text/plain"] for one in shown if one["output_type"] == "execute_result"]
    return ["".join(text) for text in texts]


@pytest.fixture(scope="module")
def mapped(tmp_path_factory: pytest.TempPathFactory) -> Mapped:
    base = tmp_path_factory.mktemp("ways to run")
    made = Mapped(base, base / "env")
    clone(made.course)
    install(made.prefix, made.course, mapped_lines(environment()) + pip_lines(environment()))
    (base / "home").mkdir()
    return made


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs that a server has beside the course."""
    base = tmp_path_factory.mktemp("tools")
    install(base / "env", base, list(TOOLS))
    return base / "env" / "bin"


# --- conda --------------------------------------------------------------------------------------


def test_condas_environment_runs_a_lesson_from_wherever_a_kernel_starts(mapped: Mapped) -> None:
    folders = [mapped.base / place for place in STARTS]
    for folder in folders:
        worked_lesson(folder)
    right = marks_of_the_worked_lesson()
    assert right.count("1") > 5
    for place, found in zip(STARTS, mapped.lessons(*map(str, folders)), strict=True):
        assert found == {"marks": right, "data": str(mapped.course)}, place


@pytest.mark.usefixtures("ctrl_c")
def test_condas_environment_opens_the_course_by_one_command(mapped: Mapped) -> None:
    assert "#   champions open\n" in (COURSE / "environment.yml").read_text(encoding="utf-8")
    program = mapped.prefix / "bin" / "champions"
    surroundings = mapped.surroundings() | NO_NETWORK
    said = opened_and_closed(
        [str(program), "open", "--no-browser"], mapped.base / "home", surroundings
    )
    assert "et up" not in said
    assert (mapped.course / "my-work" / LESSON / "lesson.ipynb").is_file()
    assert not list(mapped.course.glob(".venv*"))


# --- Binder -------------------------------------------------------------------------------------


def test_binder_installs_the_environment_with_the_whole_course_at_hand(
    tmp_path: Path, tools: Path
) -> None:
    """Binder's own program, repo2docker, reads the course; it makes no image without Docker."""
    folder = clone(tmp_path / "course")
    command = [str(tools / "jupyter-repo2docker"), "--no-build", "--debug"]
    user = ["--user-id", "1000", "--user-name", "jovyan"]
    done = subprocess.run(
        [*command, *user, str(folder)], capture_output=True, text=True, check=True, timeout=300
    )
    steps = done.stdout + done.stderr
    whole = steps.index("COPY --chown=1000:1000 src/ ${REPO_DIR}/")
    assert steps.index('--file ".binder/environment.yml"') > whole
    assert f"python={environment()['dependencies'][0].partition('=')[2]}\n" in steps


# --- nbgitpuller --------------------------------------------------------------------------------


def test_a_lesson_that_nbgitpuller_brings_to_a_home_folder_runs_and_keeps_its_work(
    mapped: Mapped, tools: Path
) -> None:
    bare = clone(mapped.base / "course.git", "--bare")
    subprocess.run(["git", "-C", bare, "branch", "-f", "taught", "HEAD"], check=True)
    home = mapped.base / "home"
    pulled = home / "pulled"

    def pull() -> None:
        command = [str(tools / "gitpuller"), bare.as_uri(), "taught", pulled.name]
        subprocess.run(command, cwd=home, env=mapped.surroundings(), check=True)

    pull()
    mine = pulled / "modules" / LESSON / "lesson.ipynb"
    released = mine.read_text(encoding="utf-8")
    worked_lesson(mine.parent)  # a champion works through it
    (found,) = mapped.lessons(str(mine.parent))
    assert found == {"marks": marks_of_the_worked_lesson(), "data": str(pulled)}
    work = recover(json.loads(mine.read_text(encoding="utf-8")), LESSON)
    assert len(work.records) > 10

    trainer = clone(mapped.base / "a trainer")
    (trainer / "modules" / "new.txt").write_text("new")
    title = '"# Run charts'
    assert title in released
    newer = released.replace(title, f"{title}, a newer version")
    (trainer / "modules" / LESSON / "lesson.ipynb").write_text(newer, encoding="utf-8")
    git = ["git", "-C", str(trainer), "-c", "user.name=T", "-c", "user.email=t@example.org"]
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "-qm", "A new version"], check=True)
    subprocess.run([*git, "push", "-q", str(bare), "HEAD:taught"], check=True)
    pull()
    assert (pulled / "modules" / "new.txt").read_text() == "new"
    assert recover(json.loads(mine.read_text(encoding="utf-8")), LESSON).records == work.records
