"""The course's settings for nbgrader, as ``champions`` commands read them."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

CONFIG = "nbgrader_config.py"
#: Settings of a programme's own, which the course's settings read at their end.
LOCAL_CONFIG = "nbgrader_local.py"
_STOCK = "champions.nbgrader.stock."


def own_config(home: Path) -> Any:
    """The course's settings, without what nbgrader's own commands need to mark this course.

    ``champions`` commands see to that themselves. This process stays as it is, whatever the
    settings change in it.
    """
    from traitlets.config import Config
    from traitlets.config.loader import PyFileConfigLoader

    if not (home / CONFIG).is_file():
        return Config()
    places, surroundings = list(sys.path), dict(os.environ)
    try:
        config = PyFileConfigLoader(CONFIG, path=str(home)).load_config()
    finally:
        sys.path[:] = places
        for name in {
            *os.environ,
            *surroundings,
        }:  # one by one: other threads look at them meanwhile
            if name not in surroundings:
                del os.environ[name]
            elif os.environ.get(name) != surroundings[name]:
                os.environ[name] = surroundings[name]
    for section in (config.GenerateAssignment, config.Autograde, config.GenerateFeedback):
        for name, value in list(section.items()):
            if isinstance(value, list):
                section[name] = [one for one in value if not str(one).startswith(_STOCK)]
            elif str(value).startswith(_STOCK):
                del section[name]
    return config
