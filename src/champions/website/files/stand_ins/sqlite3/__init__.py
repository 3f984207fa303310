"""Stands in for a database that IPython only names: the kernel keeps no history."""


class DatabaseError(Exception):
    """Named by IPython."""


class OperationalError(DatabaseError):
    """Named by IPython."""


class IntegrityError(DatabaseError):
    """Named by IPython."""


class Connection:
    """Named by IPython."""
