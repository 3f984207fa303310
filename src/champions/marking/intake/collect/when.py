"""When something was sent."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime

from dateutil.parser import parse as parse_time
from dateutil.tz import gettz

from champions.marking.intake.places import handed_in
from champions.marking.intake.receive import File, shown
from champions.sentences.told import told

#: A time is read beside each of these: where the two differ, it does not say its whole day.
_TWO_DAYS = (datetime(2001, 1, 1), datetime(2004, 2, 2))  # noqa: DTZ001 - what is missing is filled in
#: A time as nbgrader writes it. Others are read, and written so.
_AS_NBGRADER_WRITES = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})? UTC")


def first_line(file: File, longest: int) -> str:
    """The text of a small file, without what surrounds it."""
    return shown(file.data[:longest].decode("utf-8", "replace").strip())


def time_sent(file: File, beside: Iterable[File]) -> str:
    """When work was sent: nbgrader writes it into a file, and its exchange into the folder's name."""
    for one in beside:
        if one.is_timestamp:
            return first_line(one, 60)
    return next((sent.when for name in file.folders[::-1] if (sent := handed_in(name))), "")


def as_nbgrader_writes(sent_at: str) -> tuple[str, list[str]]:
    """A time as nbgrader can read it, or none; and a sentence when it could not be read.

    >>> as_nbgrader_writes("2026-01-31 10:15:00.5 UTC")
    ('2026-01-31 10:15:00.5 UTC', [])
    >>> as_nbgrader_writes("2026-01-31 10:15:00 Mars/Olympus")[0], as_nbgrader_writes("yesterday")[0]
    ('', '')
    """
    seconds = seconds_of(sent_at)
    if not sent_at or (seconds and _AS_NBGRADER_WRITES.fullmatch(sent_at)):
        return sent_at, []
    with suppress(ValueError, OverflowError, OSError):
        if seconds:
            return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S.%f UTC"), []
    said = told(
        'The time at which it was sent cannot be read ("{sent_at}"), so it counts as sent in time.',
        sent_at=sent_at,
    )
    return "", [said]


def seconds_of(sent_at: str) -> float:
    """A time that nbgrader wrote, in seconds since 1970; 0 for anything else.

    >>> seconds_of("1970-01-02 00:00:00.000000 UTC"), seconds_of(""), seconds_of("yesterday")
    (86400.0, 0.0, 0.0)
    """
    day, _, zone = sent_at.rpartition(" ")
    if sent_at.count(" ") != 2 or not zone[:1].isalpha():
        day, zone = sent_at, "UTC"
    with suppress(ValueError, OverflowError, TypeError, AttributeError):
        when, other = (parse_time(day, default=one) for one in _TWO_DAYS)
        if when != other or gettz(zone) is None:  # the day is not in it, or nobody knows the zone
            return 0.0
        return (when if when.tzinfo else when.replace(tzinfo=gettz(zone))).timestamp()
    return 0.0
