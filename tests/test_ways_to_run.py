"""Binder's and the devcontainer's settings stand on ``environment.yml``, as docs/adopters/ways-to-run.md says.

tests/long/test_ways_to_run.py runs the course in what that file makes.
"""

from __future__ import annotations

import json

from environments import COURSE, environment, pip_lines

from champions.install.open_course import PORT


def test_binders_environment_is_condas_with_the_course_one_folder_up() -> None:
    binders = environment(".binder/environment.yml")
    assert pip_lines(binders) == ["-e .."]
    assert pip_lines(environment()) == ["-e ."]
    assert (COURSE / ".binder" / "..").samefile(COURSE)
    as_conda = json.loads(json.dumps(binders).replace('"-e .."', '"-e ."'))
    assert as_conda == environment()


def test_the_devcontainer_makes_condas_environment_and_works_in_it() -> None:
    text = (COURSE / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8")
    container = json.loads(text)
    *conda, file = container["postCreateCommand"].split()
    assert conda == ["conda", "env", "create", "--file"]
    inside = f"/opt/conda/envs/{environment(file)['name']}/bin"
    assert container["remoteEnv"]["PATH"].split(":")[0] == inside
    editor = container["customizations"]["vscode"]["settings"]
    assert editor["python.defaultInterpreterPath"] == f"{inside}/python"
    assert container["forwardPorts"] == [PORT]
