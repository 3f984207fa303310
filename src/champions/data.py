"""The course's data sets, found wherever the lesson is opened from."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from champions.sentences import in_a_row
from champions.sentences.dates import whole_day
from champions.sentences.told import Words, told, words_from

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
        told(
            "The course's data could not be found. The lesson looks for a folder called datasets, "
            "here and in the folders above. Open the lesson inside the course folder and try again."
        )
    )


#: The words of the course's language, beside its lessons: see :mod:`champions.sentences.told`.
WORDS = "words.json"


def course_words(language: str, home: Path | None = None) -> Words | None:
    """The words of a language, where the course lies in that language; None for English, or without words.

    Args:
        language: its code. home: the course folder; the one that the lesson is in when left out.
    """
    if language.partition("-")[0] == "en":
        return None
    try:
        path = (home or course_folder()) / WORDS
        found = words_from(json.loads(path.read_text(encoding="utf-8")))
    except (DataNotFound, OSError, ValueError, KeyError):
        return Words(language)  # all in English, and marked as such
    return found if found.language == language else Words(language)


def words_in(home: Path) -> Words | None:
    """The words of the language that a course folder lies in; None for one in English."""
    try:
        return words_from(json.loads((home / WORDS).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


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
        stay what they are. So are other columns in which each value is a day, such as 2025-01-13. What
        each column means, its unit and what is deliberately wrong in it stand in the README.md beside
        the data. A table of your own may be any that a spreadsheet saves.

    Raises:
        DataNotFound: when there is no data set of that name; the message lists those there are.
        DataNotRead: when its file holds no table, or a column holds dates in another form.

    >>> load("befriending-waits").columns.tolist()[:2]
    ['week', 'days']
    """
    path = course_folder() / "datasets" / name / "data.csv"
    if "/" in name or "\\" in name or not path.is_file():
        raise DataNotFound(
            told(
                'There is no data set called "{name}". You can load: {names}.',
                name=name,
                names=in_a_row(names()),
            )
        )
    told_of(name)
    return _read(path, path.stat().st_mtime_ns).copy()


def _nobody(_name: str) -> object:
    """Nobody wants to know which data were read."""


#: Called with the name of each data set that is loaded. Whoever runs many lessons reads them once.
told_of: Callable[[str], object] = _nobody

#: The first line of a file as the course's own scripts write it: names of columns, with commas.
_OUR_HEAD = re.compile(rb"[a-z][a-z0-9_]*(?:,[a-z][a-z0-9_]*)*\r?\n")
#: A number of this size in a column of days is Excel's number of a day, from 2000 to 2050.
_EXCEL_FIRST, _EXCEL_LAST = 36526, 55153


@lru_cache(maxsize=64)  # there are fewer data sets in the course
def _read(path: Path, _changed: int) -> pd.DataFrame:
    """A table as it is in its file: read once, until the file changes."""
    import pandas as pd

    raw = path.read_bytes()
    table = pd.read_csv(path) if _is_ours(raw) else _from_elsewhere(path, raw)
    for column in table.columns:
        if column in {"week", "month", "day"} or column.endswith("date"):
            table[column] = _dates(table[column], path, raw)
        elif _all_are_days(table[column]):
            table[column] = _as_dates(table[column])
    return table


#: A day as year, month, day.
_DAY = r"\d{4}-\d{2}-\d{2}"


def rows_to_show(table: pd.DataFrame, heads: Mapping[str, str]) -> list[dict[str, str]]:
    """Some columns of a table as the rows of a table in a lesson, in words.

    Args:
        table: such as the last rows of a data set.
        heads: the columns to show, each with the head that stands above it.

    A day is written out, a whole number has no point, and what is missing stays empty.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"week": pd.to_datetime(["2025-03-03", None]), "days": [28.0, 19.5]})
    >>> rows_to_show(table, {"week": "Week of", "days": "Days"})
    [{'Week of': '3 March 2025', 'Days': '28'}, {'Week of': '', 'Days': '19.5'}]
    """
    shown = {head: [_in_words(one) for one in table[column]] for column, head in heads.items()}
    return [dict(zip(shown, row, strict=True)) for row in zip(*shown.values(), strict=True)]


def _in_words(value: Any) -> str:
    import pandas as pd

    if value is None or value is pd.NaT or value != value:
        return ""
    if isinstance(value, pd.Timestamp):
        return whole_day(value.day, value.month, value.year)
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def _all_are_days(values: pd.Series) -> bool:
    """Whether a column of another name holds days and nothing else, such as one called week_beginning."""
    import pandas as pd

    known = values[values.notna()]
    if known.empty or pd.api.types.is_numeric_dtype(values):
        return False
    texts = known.astype(str)
    return bool(texts.str.fullmatch(_DAY).all()) and bool(_as_dates(texts).notna().all())


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
        said = told('The data set "{name}" cannot be read.', name=path.parent.name)
        raise DataNotRead(f"{said} {error}") from error
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
        told(
            'In the data set "{name}", the column "{column}" holds dates that cannot be read, '
            'such as "{shown}" on line {line}. Write each day as year, month, day, such as '
            "2025-01-13, and leave a cell empty where there is none.",
            name=path.parent.name,
            column=column,
            shown=shown,
            line=line,
        )
    )
