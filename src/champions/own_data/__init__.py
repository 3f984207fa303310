"""A champion's own numbers: read, understood, and drawn."""

from champions.own_data.table import read_own_data

__all__ = ["read_own_data"]
