"""The course's data sets, found wherever the lesson is opened from."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

#: Set this to the folder that holds ``datasets/`` when it cannot be found from the lesson.
HOME_VARIABLE = "CHAMPIONS_HOME"


class DataNotFound(LookupError):
    """A data set that the course does not have, with the names that it does have."""


def course_folder(start: Path | None = None) -> Path:
    """The folder that holds ``datasets/``.

    It is the one named by CHAMPIONS_HOME, else the nearest one above, else the one that this
    library itself lies in. So a lesson in a home folder far away from the course finds its data. A
    folder ``datasets`` of somebody's own, without a course around it, is looked at last.

    Raises:
        DataNotFound: when no such folder is there.
    """
    named = os.environ.get(HOME_VARIABLE)
    if named and _holds_data(Path(named)):
        return Path(named)
    here = (start or Path.cwd()).resolve()
    above = [place for place in (here, *here.parents) if _holds_data(place)]
    own = Path(__file__).resolve().parents[2:3]  # no course, where the library came as a wheel
    for place in (*above, *own):
        if _holds_data(place) and _is_course(place):
            return place
    if above:
        return above[0]
    raise DataNotFound(
        "The course's data could not be found. The lesson looks for a folder called datasets, "
        "here and in the folders above. Open the lesson inside the course folder and try again."
    )


def _holds_data(place: Path) -> bool:
    return (place / "datasets").is_dir()


def _is_course(place: Path) -> bool:
    """Whether a folder with data is a course: it has lessons, or a list of what the data are."""
    signs = ("modules", "solutions", "datasets/datapackage.json")
    return any((place / sign).exists() for sign in signs)


def names() -> list[str]:
    """The names of the data sets, in order."""
    folder = course_folder() / "datasets"
    return sorted(path.parent.name for path in folder.glob("*/data.csv"))


def load(name: str) -> pd.DataFrame:
    """Load one of the course's data sets as a table.

    Args:
        name: the name of its folder, such as ``befriending-waits``.

    Returns:
        A table, one row per record. Columns whose name ends in ``date`` or that are called ``week``
        or ``month`` and hold ISO dates are read as dates. What each column means, its unit and what
        is deliberately wrong in it stand in the README.md beside the data.

    Raises:
        DataNotFound: when there is no data set of that name; the message lists those there are.

    >>> load("befriending-waits").columns.tolist()[:2]
    ['week', 'days']
    """
    path = course_folder() / "datasets" / name / "data.csv"
    if "/" in name or "\\" in name or not path.is_file():
        raise DataNotFound(
            f'There is no data set called "{name}". You can load: {", ".join(names())}.'
        )
    return _read(path, path.stat().st_mtime_ns).copy()


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> pd.DataFrame:
    """A table as it is in its file: read once, until the file changes."""
    import pandas as pd

    table = pd.read_csv(path)
    for column in table.columns:
        if column in {"week", "month", "day"} or column.endswith("date"):
            table[column] = pd.to_datetime(table[column], format="ISO8601", errors="coerce")
    return table
