"""YAML of the tests, read by libyaml: banks of answers are long, and PyYAML's own reader takes ten times as long."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(text: str | Path) -> Any:
    """What stands in a file, or in a text."""
    words = text.read_text(encoding="utf-8") if isinstance(text, Path) else text
    return yaml.load(words, Loader=_LOADER)
