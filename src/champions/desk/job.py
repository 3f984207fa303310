"""The job of marking, as the desk starts it: ``champions mark`` in a process of its own, with its log.

The log is a file. So a page can be opened again in the middle, the desk can be ended and started
again, and the marking goes on all the same; its own lock keeps a second one out.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from champions import files
from champions.marking import guard
from champions.marking.intake.places import Clue
from champions.marking.intake.whose import Question
from champions.marking.progress import time_left
from champions.sentences.told import ENGLISH, told
from champions.trouble import Trouble

LOG, SAID, DECIDED = "desk-marking.jsonl", "desk-marking.txt", "desk-decisions.json"


@dataclass(frozen=True)
class JobStatus:
    """How far the marking is.

    Attributes:
        going: True while it runs.
        done: lessons that are done.
        of: lessons in all; 0 until they are counted.
        left: the time that is left in words, or empty.
        now: what it does at this moment, when it marks no lesson, in a sentence; else empty.
        ended: True when the last marking came to its end.
        marked: lessons with marks at its end.
        to_read: lessons with something for a person to read.
        not_marked: a sentence for each file that could not be marked.
        asked: questions that only the trainer can answer.
        trouble: why it stopped before its end, or empty.
    """

    going: bool = False
    done: int = 0
    of: int = 0
    left: str = ""
    now: str = ""
    ended: bool = False
    marked: int = 0
    to_read: int = 0
    not_marked: tuple[str, ...] = field(default_factory=tuple)
    asked: tuple[Question, ...] = field(default_factory=tuple)
    trouble: str = ""


class MarkingJob:
    """The one marking of a work folder.

    Args:
        home: the course folder.
        out: the work folder.
        how: more words for ``champions mark``, such as ``--unsafe``.
    """

    def __init__(self, home: Path, out: Path, how: Sequence[str] = ()) -> None:
        self.home, self.out, self.how = home, out, how
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, inbox: Path, decisions: Mapping[str, str], language: str = ENGLISH) -> None:
        """Start to mark everything in the inbox.

        Args:
            inbox: what was dropped.
            decisions: what the trainer decided where a file did not say it.
            language: in which the trainer is told how it goes.

        Raises:
            Trouble: when a marking is under way, or there is nothing to mark.
        """
        if self.is_going():
            raise Trouble(told("Marking is under way already."), told("Wait until it is done."))
        if not inbox.is_dir() or not any(inbox.iterdir()):
            raise Trouble(told("There is nothing to mark yet."), told("Drop files in first."))
        words = [sys.executable, "-m", "champions.cli", "mark", str(inbox), "--out", str(self.out)]
        words += ["--json", *self.how]
        words += [] if language == ENGLISH else ["--language", language]
        files.write_whole(self.out / DECIDED, json.dumps(dict(decisions), ensure_ascii=False))
        words += ["--decisions", str(self.out / DECIDED)]
        surroundings = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
        with (self.out / LOG).open("wb") as log, (self.out / SAID).open("wb") as said:
            self._process = subprocess.Popen(
                words,
                cwd=self.home,
                env=surroundings,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=said,
                start_new_session=True,  # the desk may be closed while it goes on
            )

    def is_going(self) -> bool:
        """True while somebody marks into this work folder: here, or at a command line."""
        if self._process is not None and self._process.poll() is None:
            return True
        try:
            with guard.alone(self.out):
                return False
        except Trouble:
            return True

    def status(self) -> JobStatus:
        """How far the marking is."""
        return read_log(self.out, going=self.is_going())


def read_log(out: Path, *, going: bool) -> JobStatus:
    """How far a marking is, from its log."""
    events = _events(out / LOG)
    done = sum(one["event"] in ("marked", "not_marked") for one in events)
    last: dict[str, Any] = next((one for one in reversed(events) if "seconds_left" in one), {})
    end = next((one for one in events if one["event"] == "end"), None)
    said = _words(out / SAID) if not going and end is None else ""
    return JobStatus(
        going=going,
        done=done,
        of=next((int(one["of"]) for one in events if one["event"] == "begin"), 0),
        left=time_left(float(last.get("seconds_left", 0))),
        now=_now(events),
        ended=end is not None,
        marked=int(end["marked"]) if end else 0,
        to_read=int(end["to_be_read"]) if end else 0,
        asked=tuple(_question(one) for one in events if one["event"] == "asked"),
        not_marked=tuple(str(one["said"]) for one in events if one["event"] == "refused"),
        trouble=said,
    )


def _question(event: Mapping[str, Any]) -> Question:
    """A question of a marking, as its log has it."""

    def words(name: str) -> tuple[str, ...]:
        return tuple(str(one) for one in event.get(name, ()))

    return Question(
        str(event.get("about", "which")),
        str(event["question"]),
        words("choices"),
        words("codes"),
        str(event.get("place", "")),
        str(event.get("print", "")),
        tuple(
            Clue(
                one["kind"],
                one["said"],
                one["number"],
                tuple(one["readings"]),
                weak=bool(one.get("weak")),
            )
            for one in event.get("clues", ())
        ),
        str(event.get("reason", "")),
        event.get("sure") is True,
        str(event.get("new", "")),
        str(event.get("why", "")),
        str(event.get("module", "")),
        tuple((str(place), str(print_)) for place, print_ in event.get("files", ())),
        str(event.get("of", "")),
    )


def _events(log: Path) -> list[dict[str, Any]]:
    """The lines of the log; a last line that is only half written is left for the next look."""
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").split("\n")
    except FileNotFoundError:
        return []
    events = []
    for line in lines:
        try:
            events.append(json.loads(line))
        except ValueError:
            continue
    return [one for one in events if isinstance(one, dict) and "event" in one]


def _now(events: list[dict[str, Any]]) -> str:
    """What the last line of the log says, when it is about reading files or waiting."""
    last = events[-1] if events else {}
    return str(last.get("said", "")) if last.get("event") in ("reading", "waiting") else ""


def _words(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()[-2000:]
    except FileNotFoundError:
        return ""
