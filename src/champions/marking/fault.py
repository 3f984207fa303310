"""Whose fault is an error? The machine's stops the marking in words; any other stays with one piece of work.

One learner never stops another: whatever is done for one learner is done through :func:`each`.
"""

from __future__ import annotations

import errno
import logging
import sqlite3
from collections.abc import Callable, Iterator
from typing import TypeVar

from sqlalchemy import exc as server

from champions.notebooks.reading import NotANotebook
from champions.sentences.told import later, told
from champions.trouble import Trouble

#: Where it is written down what went wrong, for the one who helps the trainer.
LOG = logging.getLogger("champions.marking")
LOG.addHandler(logging.NullHandler())  # without a file to write to, it is not for the screen
LOG.propagate = False

#: What a machine runs short of, whatever it does at that moment.
SHORT_OF = {errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN}

AGAIN = later("Then run the same command again. It goes on where it stopped, and nothing is lost.")
DOCTOR = later(
    "Type python3 start.py doctor --gradebook. It looks at the gradebook and at the copies that were "
    "made before each marking, and puts one back if you want it."
)

T = TypeVar("T")


def each(do: Callable[[], T], whose: str) -> T | NotANotebook:
    """Do something for one learner; whatever is raised becomes a reason, and the others go on.

    Args:
        do: what is done.
        whose: the learner and lesson, or the file, for the log.

    Returns:
        What it gave, or why there is nothing.

    Raises:
        Trouble: when it is the machine's fault: then the others would meet the same.
    """
    try:
        return do()
    except NotANotebook as no:
        return no
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever it is, one learner never stops another
        return reason(error, whose)


def reason(error: BaseException, whose: str) -> NotANotebook:
    """Why there is nothing for one learner, from whatever was raised.

    Raises:
        Trouble: when it is the machine's fault.
    """
    if isinstance(error, Trouble):
        raise error
    if trouble := of_the_machine(error):
        raise trouble from error
    LOG.error("Something unexpected: %s", whose, exc_info=error)
    if isinstance(error, MemoryError):  # its own file may be what takes so much
        return NotANotebook(
            "no-memory",
            told("this computer had no memory left for it."),
            told("Close other programs, and mark again."),
        )
    return NotANotebook(
        "unexpected",
        told(
            "something in it is of a kind that marking does not know ({name}).",
            name=type(error).__name__,
        ),
        told(
            "It is kept as it came. Look at it yourself. The file mark.log, in the folder logs of the work "
            "folder, tells a helper more."
        ),
    )


def of_the_machine(error: BaseException | None) -> Trouble | None:
    """What happened and what to do when an error is the machine's, however deep it lies; else None."""
    for one in _behind(error):
        if isinstance(one, OSError):
            found = _of_the_system(one)
        elif isinstance(one, sqlite3.Error):
            found = _of_the_database(one)
        elif isinstance(one, server.DBAPIError) and not isinstance(one.orig, sqlite3.Error):
            found = _of_the_server(one)
        elif isinstance(one, RuntimeError) and "can't start new thread" in str(one):
            found = _short("it can start no more programs")
        else:
            found = None
        if found:
            return found
    return None


def _behind(error: BaseException | None) -> Iterator[BaseException]:
    """An error and what lies behind it, each once."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = getattr(error, "orig", None) or error.__cause__ or error.__context__


def _of_the_system(error: OSError) -> Trouble | None:
    said = error.strerror or str(error)
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return _full(said)
    if error.errno == errno.EROFS:
        return _read_only(said)
    if error.errno in {errno.EACCES, errno.EPERM}:
        return Trouble(
            told(
                "The marks cannot be written: this computer does not allow it ({filename}). Marking has "
                "stopped.",
                filename=error.filename or said,
            ),
            told(
                "Look at whose the work folder is, or mark into another one: --out FOLDER. {again}",
                again=told(AGAIN),
            ),
        )
    if error.errno == errno.EIO:
        return _failing(said)
    if error.errno in SHORT_OF:
        return _short(said)
    return None


def _of_the_database(error: sqlite3.Error) -> Trouble | None:
    said = str(error)
    if "locked" in said:
        return Trouble(
            told(
                "Another program has held the gradebook for a long time ({said}). Marking has stopped, and "
                "nothing was marked wrongly.",
                said=said,
            ),
            told(
                "Wait until that program is done, perhaps a backup, or close it. {again}",
                again=told(AGAIN),
            ),
        )
    if "full" in said:
        return _full(said)
    if "readonly" in said:
        return _read_only(said)
    if "disk I/O" in said:
        return _failing(said)
    if "unable to open" in said:
        return Trouble(
            told("The gradebook cannot be opened ({said}). Marking has stopped.", said=said),
            told(
                "Look at whose the work folder is, and whether the disk has room and many programs are open. {again}",
                again=told(AGAIN),
            ),
        )
    if any(words in said for words in ("malformed", "not a database", "corrupt")):
        return damaged(said)
    return None


def damaged(said: str) -> Trouble:
    """The gradebook is damaged."""
    return Trouble(
        told(
            "The gradebook is damaged ({said}). Marking has stopped, and nothing was changed.",
            said=said,
        ),
        told(DOCTOR),
    )


def _of_the_server(error: server.DBAPIError) -> Trouble | None:
    if not isinstance(error, server.OperationalError | server.InterfaceError):
        return None
    said = str(error.orig).strip().split("\n")[0]
    return Trouble(
        told(
            "The server that keeps the gradebook does not answer ({said}). Marking has stopped.",
            said=said,
        ),
        told("Look at whether the server runs and can be reached. {again}", again=told(AGAIN)),
    )


def _full(said: str) -> Trouble:
    return Trouble(
        told(
            "The marks cannot be written: the disk is full ({said}). Marking has stopped.",
            said=said,
        ),
        told("Make room on the disk. {again}", again=told(AGAIN)),
    )


def _read_only(said: str) -> Trouble:
    return Trouble(
        told(
            "The marks cannot be written: the work folder can only be read ({said}). Marking has "
            "stopped.",
            said=said,
        ),
        told(
            "Look at the rights of the work folder and of the gradebook in it, or take the write "
            "protection off the disk. You can also mark into another folder: --out FOLDER. {again}",
            again=told(AGAIN),
        ),
    )


def _failing(said: str) -> Trouble:
    return Trouble(
        told(
            "The marks cannot be read or written: the disk does not do it ({said}). Marking has "
            "stopped.",
            said=said,
        ),
        told(
            "Make room on the disk, and look at whether the disk works. {again}", again=told(AGAIN)
        ),
    )


def _short(said: str) -> Trouble:
    return Trouble(
        told(
            "This computer is short of something that marking needs ({said}). Marking has stopped, and "
            "nothing was marked wrongly.",
            said=said,
        ),
        told("Close other programs. {again}", again=told(AGAIN)),
    )
