"""How the run of one lesson ended, in words: the same for every way of running it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

from champions.sentences.told import told
from champions.trouble import Trouble


@dataclass(frozen=True)
class Ended:
    """How a run ended.

    Attributes:
        well: True when the lesson was scored, though its code may not have come to its end.
        why: what went wrong, in words, or empty.
        open_steps: steps that have no score from the run, each with the reason.
        notes: what a trainer should know, in sentences.
        ours: True when it went wrong outside the learner's own code: in this machine, or in steps
            of ours. It is tried again at the next marking.
    """

    well: bool
    why: str = ""
    open_steps: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    ours: bool = False


class Finish(Protocol):
    """Called before the marks are committed."""

    def __call__(self, book: Any, ended: Ended, scored: Any = None) -> None:
        """Keep the rest: in the gradebook, of a run that ended so, with the marks where they are at hand."""


def not_begun(error: Exception) -> Trouble:
    """What to do when this machine gives the confinement, but not at this moment."""
    return Trouble(
        told(
            "This machine cannot run a lesson at this moment ({error}). Marking has stopped, and "
            "nothing was marked wrongly.",
            error=error,
        ),
        told(
            "Close other programs, and look at what this account may use. Then run the same command again. It "
            "goes on where it stopped. If it stops again, type python3 start.py doctor."
        ),
    )


def not_confined(error: Exception) -> Trouble:
    """What to do when this machine cannot give the confinement."""
    return Trouble(
        told("This machine cannot run learners' code safely. {error}", error=error),
        told(
            "Look at what is missing: python3 start.py doctor. Or mark in a container, as the page on "
            "safe marking shows. Or give --unsafe: learners' code then runs as you, on this machine, "
            "and can read and change whatever you can."
        ),
    )
