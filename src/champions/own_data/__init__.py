"""A champion's own numbers: read, understood, and drawn."""

from champions.own_data.table import read_own_data

__all__ = ["read_own_data"]

#: The kinds of question in this folder: the name that a lesson calls each by, and its class.
KINDS = {"own-numbers": "OwnNumbers"}
