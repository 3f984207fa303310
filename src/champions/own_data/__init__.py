"""A champion's own numbers: read, understood, and drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from champions.own_data.table import read_own_data

__all__ = ["read_own_data"]

#: The kinds of question in this folder: the name that a lesson calls each by, and its class.
KINDS = {"own-numbers": "OwnNumbers"}


def __getattr__(name: str) -> Any:
    """``read_own_data``, when it is first asked for: it brings pandas, and marking forms needs none of that."""
    if name == "read_own_data":
        from champions.own_data import table

        return table.read_own_data
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
