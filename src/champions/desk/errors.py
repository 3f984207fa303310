"""When something goes wrong at the desk: what happened, what it means, and what to do next."""

from __future__ import annotations

import errno
import logging
import sqlite3
import traceback
from dataclasses import dataclass

from flask import Flask, render_template
from sqlalchemy.exc import DatabaseError
from werkzeug.exceptions import HTTPException

from champions.desk.page import Answer
from champions.marking import fault
from champions.sentences.told import bare, later, told
from champions.trouble import Trouble

#: An address that is none of ours is told so, and shown nothing of the desk.
NOT_OPEN = later("This address is not open. Use the address that start.py desk printed.")
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NOT_ALLOWED = {errno.EACCES, errno.EPERM, errno.EROFS}


@dataclass(frozen=True)
class Explained:
    """An error in words.

    Attributes:
        code: the status that the browser gets.
        what: what happened.
        do: what to do next.
        details: for whoever looks after the course; empty when nothing is broken.
    """

    code: int
    what: str
    do: str
    details: str = ""


_BY_STATUS = {
    400: (
        later("What the browser sent could not be read."),
        later("Go back, load the page again, and try once more. Nothing was changed."),
    ),
    404: (later("This page is not here."), later("Go back to the desk.")),
    405: (
        later("This address takes what a form sends. It is no page to look at."),
        later("Go back to the desk, and press the button there."),
    ),
    413: (later("These files are too large to take in one go."), later("Drop in fewer at a time.")),
}


def explain(error: Exception) -> Explained:
    """What an error means for the person at the desk."""
    if isinstance(error, Trouble):
        return Explained(409, error.what, error.do)
    if isinstance(error, HTTPException) and (error.code or 500) < 500:
        code = error.code or 500
        said = _BY_STATUS.get(code)
        return Explained(
            code,
            *(
                tuple(map(told, said or ()))
                or (
                    told("The desk refused this ({name}).", name=error.name),
                    told("Go back to the desk."),
                )
            ),
        )
    original = getattr(error, "original_exception", None)
    if isinstance(original, Exception):
        return explain(original)
    if isinstance(error, sqlite3.Error | DatabaseError):
        return _of_the_database(error)
    if isinstance(error, OSError) and error.errno in _FULL | _NOT_ALLOWED:
        return _of_the_disk(error)
    if short := fault.of_the_machine(error):
        return Explained(503, short.what, short.do)
    return Explained(
        500,
        told(
            "Something went wrong that the desk did not expect ({in_short}).",
            in_short=_in_short(error),
        ),
        told(
            "Go back, look at what is there now, and try again. If it comes again, send the lines below to the "
            "people who look after the course. Take out names first."
        ),
        "".join(traceback.format_exception(error)),
    )


def _of_the_disk(error: OSError) -> Explained:
    if error.errno in _FULL:
        return Explained(
            507,
            told(
                "The disk is full, so this could not be kept ({strerror}).", strerror=error.strerror
            ),
            told("Make room on the disk, then try again. Nothing was lost."),
        )
    return Explained(
        500,
        told(
            "This computer does not let the desk write {filename} ({strerror}).",
            filename=error.filename or told("there"),
            strerror=error.strerror,
        ),
        told(
            "Close other programs that have the file open, and look at whose the work folder is. Then try "
            "again. Nothing was lost."
        ),
    )


def _of_the_database(error: Exception) -> Explained:
    said = str(getattr(error, "orig", error))
    if "full" in said:
        return Explained(
            507,
            told("The disk is full, so this could not be kept ({said}).", said=said),
            told("Make room on the disk, then try again. Nothing was lost."),
        )
    if "locked" in said:
        return Explained(
            503,
            told("Another program holds the marks at this moment ({said}).", said=said),
            told("Wait a minute, then try again. Nothing was changed."),
        )
    if "malformed" in said or "not a database" in said:
        return Explained(
            500,
            told("The gradebook, or what the desk remembers, is damaged ({said}).", said=said),
            told("Nothing more was written. Close the desk. {doctor}", doctor=told(fault.DOCTOR)),
            "".join(traceback.format_exception(error)),
        )
    return Explained(
        500,
        told(
            "The marks, or what the desk remembers, could not be read or written ({said}).",
            said=said,
        ),
        told(
            "Nothing more was written. Copies of the gradebook lie in the folder backups of the work folder. Send the "
            "lines below to the people who look after the course."
        ),
        "".join(traceback.format_exception(error)),
    )


def _in_short(error: Exception) -> str:
    words = str(error).strip().split("\n")[0][:200]
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


def answer(error: Exception) -> Answer:
    """The page that says what went wrong."""
    if isinstance(error, HTTPException) and error.code == 403:
        return bare(told(NOT_OPEN)), 403
    explained = explain(error)
    if explained.details:
        logging.getLogger("champions.desk").error(explained.details)
    return render_template("trouble.html", trouble=explained), explained.code


def see_to(app: Flask) -> None:
    """Let every error of an app's pages be said in words."""
    app.register_error_handler(Exception, answer)
