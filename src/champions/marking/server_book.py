"""Can a gradebook on a PostgreSQL server be used? Each answer is tried, and nothing is left behind."""

from __future__ import annotations

from contextlib import closing

import sqlalchemy as sa

from champions.marking import guard
from champions.nbgrader import startup
from champions.sentences import counted
from champions.sentences.told import told
from champions.trouble import Trouble

SOUND, TO_MEND = 0, 1
#: The oldest version that its makers look after, as a number of PostgreSQL's own: 140000 is 14.0.
OLDEST = 140_000
_TRIED = "champions_doctor"


def run(db: str) -> int:
    """Say whether marks can be kept at an address; 0 when they can.

    Raises:
        Trouble: when it is no address of a server, or nobody answers there.
    """
    if not db.startswith("postgresql"):
        raise Trouble(
            told("The address given with --db is not that of a PostgreSQL server."),
            told(
                "Give an address such as postgresql+psycopg://user@server/gradebook. For the gradebook in "
                "the work folder leave --db out."
            ),
        )
    engine = guard.reached(db)
    try:
        with closing(engine.connect()) as server:
            print(told("✓ The server answers, and lets you in."))
            new_enough = _version(server)
            may_write = _writing(server)
            known = may_write and _what_is_in(server)
            free = _free(server)
    finally:
        engine.dispose()
    if new_enough and may_write and known and free:
        print(
            told(
                "The gradebook on this server can be used. Its server makes the backups: ask who does."
            )
        )
        return SOUND
    print(told("Show the lines with ✗ to whoever looks after the server. Nothing was changed."))
    return TO_MEND


def _version(server: sa.Connection) -> bool:
    number = int(server.execute(sa.text("SHOW server_version_num")).scalar_one())
    server.rollback()
    shown = f"{number // 10_000}.{number % 10_000}"
    if number < OLDEST:
        print(
            told(
                "✗ The server is PostgreSQL {shown}. Its makers look after {oldest} and newer.",
                shown=shown,
                oldest=OLDEST // 10000,
            )
        )
        return False
    print(told("✓ The server is PostgreSQL {shown}.", shown=shown))
    return True


def _writing(server: sa.Connection) -> bool:
    """Try what marking does: make a table, write into it, and change what stands in the gradebook."""
    try:
        with server.begin():
            tried = sa.Table(_TRIED, sa.MetaData(), sa.Column("id", sa.Integer))
            tried.create(server)
            server.execute(sa.insert(tried).values(id=1))
            server.execute(sa.delete(tried))
            for table in sorted(set(sa.inspect(server).get_table_names()) - {_TRIED}):
                # Locked as a writer does; it needs the right to write, and changes nothing.
                server.execute(sa.text(f'LOCK TABLE "{table}" IN ROW EXCLUSIVE MODE NOWAIT'))
                _may_change(server, table)
            raise _Undo
    except _Undo:
        print(told("✓ You may make tables and write marks."))
        return True
    except (sa.exc.SQLAlchemyError, PermissionError) as error:
        reason = str(getattr(error, "orig", None) or error).strip().split("\n")[0]
        print(told("✗ You may not write there: {reason}.", reason=reason))
        return False


class _Undo(Exception):
    """Takes back what was tried."""


def _may_change(server: sa.Connection, table: str) -> None:
    for right in ("SELECT", "INSERT", "UPDATE", "DELETE"):
        asked = sa.text("SELECT has_table_privilege(:name, :right)")
        if not server.execute(asked, {"name": f'"{table}"', "right": right}).scalar():
            raise PermissionError(
                told("the right {right} is missing for the table {table}", right=right, table=table)
            )


def _what_is_in(server: sa.Connection) -> bool:
    """Say what the gradebook holds, and whether this version of nbgrader can use it."""
    tables = set(sa.inspect(server).get_table_names())
    if "alembic_version" not in tables:
        others = len(tables)
        if others:
            said = counted(
                others,
                "✗ The database has 1 table, and none of them is of a gradebook. Give one of its own.",
                "✗ The database has {n} tables, and none of them is of a gradebook. Give one of its own.",
            )
            print(said)
            return False
        print(told("✓ The database is empty. The first marking makes the gradebook."))
        return True
    found = str(server.execute(sa.text("SELECT version_num FROM alembic_version")).scalar() or "")
    if found != startup.newest_gradebook():
        print(
            told(
                "✗ The gradebook was made by another version of nbgrader. Have it brought up to date with: "
                "nbgrader db upgrade"
            )
        )
        return False
    marks = "SELECT count(*), count(DISTINCT student_id) FROM submitted_assignment"
    lessons, people = server.execute(sa.text(marks)).one()
    print(
        told(
            "✓ The gradebook holds lessons with marks: {lessons}. People with marks: {people}.",
            lessons=lessons,
            people=people,
        )
    )
    return True


def _free(server: sa.Connection) -> bool:
    server.rollback()
    try:
        with guard.held_by(server):
            print(told("✓ Nobody is marking with it at this moment."))
    except Trouble:
        print(told("✗ Somebody is marking with it at this moment. Wait until they are done."))
        return False
    return True
