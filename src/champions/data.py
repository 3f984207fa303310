"""The course's data sets, found wherever the lesson is opened from."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

#: Set this to the folder that holds ``datasets/`` when it cannot be found from the lesson.
HOME_VARIABLE = "CHAMPIONS_HOME"


class DataNotFound(LookupError):
    """A data set that the course does not have, with the names that it does have."""


class DataNotRead(ValueError):
    """A data set that cannot be read as it stands: which column or line, and what to do."""


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
        A table, one row per record. Columns whose name ends in ``date`` or that are called ``day``,
        ``week`` or ``month`` and hold ISO dates are read as dates; numbers and names of days in them
        stay what they are. What each column means, its unit and what is deliberately wrong in it stand
        in the README.md beside the data. A table of your own may be any that a spreadsheet saves.

    Raises:
        DataNotFound: when there is no data set of that name; the message lists those there are.
        DataNotRead: when its file holds no table, or a column holds dates in another form.

    >>> load("befriending-waits").columns.tolist()[:2]
    ['week', 'days']
    """
    path = course_folder() / "datasets" / name / "data.csv"
    if "/" in name or "\\" in name or not path.is_file():
        raise DataNotFound(
            f'There is no data set called "{name}". You can load: {", ".join(names())}.'
        )
    return _read(path, path.stat().st_mtime_ns).copy()


#: The first line of a file as the course's own scripts write it: names of columns, with commas.
_OUR_HEAD = re.compile(rb"[a-z][a-z0-9_]*(?:,[a-z][a-z0-9_]*)*\r?\n")
#: A number of this size in a column of days is Excel's number of a day, from 2000 to 2050.
_EXCEL_FIRST, _EXCEL_LAST = 36526, 55153


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> pd.DataFrame:
    """A table as it is in its file: read once, until the file changes."""
    import pandas as pd

    raw = path.read_bytes()
    table = pd.read_csv(path) if _is_ours(raw) else _from_elsewhere(path, raw)
    for column in table.columns:
        if column in {"week", "month", "day"} or column.endswith("date"):
            table[column] = _dates(table[column], path, raw)
    return table


def _is_ours(raw: bytes) -> bool:
    """Whether a file is as the course's own scripts write it. Those are read in one go."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return bool(_OUR_HEAD.match(raw))


def _from_elsewhere(path: Path, raw: bytes) -> pd.DataFrame:
    """A table that a spreadsheet saved: with semicolons, titles above it or older letters."""
    import csv
    import io

    import pandas as pd

    from champions import tables

    try:
        found = tables.read(raw, path.name)
        table = found.one()
    except tables.NotATable as error:
        raise DataNotRead(f'The data set "{path.parent.name}" cannot be read. {error}') from error
    text = io.StringIO(newline="")
    csv.writer(text).writerows([table.names, *table.rows])
    text.seek(0)
    # With semicolons between columns, Excel writes a comma in numbers where others write a point.
    cells = (cell for row in table.rows for cell in row)
    commas = found.delimiter == ";" and any(re.fullmatch(r"-?\d+,\d+", cell) for cell in cells)
    return pd.read_csv(text, decimal="," if commas else ".")


def _dates(values: pd.Series, path: Path, raw: bytes) -> pd.Series:
    """A column of ISO dates as dates; other numbers, and words without a number, as they are.

    Raises:
        DataNotRead: when it holds dates in another form.
    """
    import pandas as pd

    known = values[values.notna()]
    if pd.api.types.is_numeric_dtype(values):
        days = known[(known >= _EXCEL_FIRST) & (known <= _EXCEL_LAST)]
        if len(days) < len(known) or known.empty:
            return _as_dates(values) if known.empty or (known >= 19000101).all() else values
        raise _not_dates(path, raw, values.name, f"{days.iloc[0]:.0f}", int(days.index[0]))
    read = _as_dates(values)
    unread = known[read[known.index].isna()].astype(str)
    if unread.empty or not known.astype(str).str.contains(r"\d").any():
        return read if unread.empty else values
    raise _not_dates(path, raw, values.name, unread.iloc[0], int(unread.index[0]))


def _as_dates(values: pd.Series) -> pd.Series:
    import pandas as pd

    if pd.api.types.is_numeric_dtype(values):
        values = values.astype("Int64").astype("string")
    return pd.to_datetime(values, format="ISO8601", errors="coerce")


def _not_dates(path: Path, raw: bytes, column: object, shown: str, row: int) -> DataNotRead:
    from champions import tables

    line = tables.read(raw, path.name).one().lines[row]
    return DataNotRead(
        f'In the data set "{path.parent.name}", the column "{column}" holds dates that cannot be read, '
        f'such as "{shown}" on line {line}. Write each day as year, month, day, such as 2025-01-13, and '
        "leave a cell empty where there is none."
    )
