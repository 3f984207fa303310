"""The rules for charts that a lesson is taught by, where they are not those of the course's own lessons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

_NONE: Mapping[str, str] = {}
_always = [_NONE]
_at_this_moment: ContextVar[Mapping[str, str] | None] = ContextVar("taught", default=None)


def rules(sort: str) -> str:
    """The rule set for a sort of chart, such as ``run_chart``; empty where the lesson has none of its own.

    >>> with teaching({"run_chart": "perla"}):
    ...     rules("run_chart"), rules("control_chart")
    ('perla', '')
    >>> rules("run_chart")
    ''
    """
    now = _at_this_moment.get()
    return (_always[0] if now is None else now).get(sort, "")


def teach(by: Mapping[str, str]) -> None:
    """Teach by these rules in this process from now on, such as in a lesson's kernel."""
    _always[0] = by


@contextmanager
def teaching(by: Mapping[str, str]) -> Iterator[None]:
    """Teach by these rules within a ``with`` block, such as while a lesson's facts are worked out."""
    before = _at_this_moment.set(by)
    try:
        yield
    finally:
        _at_this_moment.reset(before)
