"""The environment files that conda, Binder and a devcontainer read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

COURSE = Path(__file__).resolve().parents[1]


def environment(path: str = "environment.yml") -> dict[str, Any]:
    return dict(yaml.safe_load((COURSE / path).read_text(encoding="utf-8")))


def pip_lines(of: dict[str, Any]) -> list[str]:
    """The lines of the pip section: what conda gives to pip, in the folder of the file."""
    (section,) = [line["pip"] for line in of["dependencies"] if isinstance(line, dict)]
    return list(section)
