"""Begin sooner: what marking imports and starts, and has no use for, is left out."""

from __future__ import annotations

import sys
from typing import Any, cast


def leave_out_grammars() -> None:
    """Keep jsonschema from building grammars of internet addresses: a second, for nothing.

    nbformat and nbgrader check notebooks with schemas in which no field is an address. jsonschema
    takes a missing package as "do not check such fields". Called before it is first imported.
    """
    if "jsonschema" not in sys.modules:
        modules = cast(dict[str, Any], sys.modules)
        modules.setdefault("rfc3987_syntax", None)


def newest_gradebook() -> str:
    """The version of nbgrader's gradebook, as its own ``get_alembic_version`` says.

    nbgrader starts the program alembic to read it, which takes seconds, and must be on the path.
    """
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from nbgrader.dbutil import _temp_alembic_ini

    with _temp_alembic_ini("sqlite://") as settings:
        head = ScriptDirectory.from_config(Config(settings)).get_current_head()
    assert head is not None  # noqa: S101 - nbgrader brings its versions along
    return head
