"""Mark a cohort again and again, killed at another moment each time. Run by test_never_stops.py.

    python3 tests/killed_marking.py FOLDER          prints a line of JSON: where it was killed
    python3 tests/killed_marking.py FOLDER ROOM     the same for every call of what writes in a room

Each marking is a process of its own, forked from one that has everything loaded, and ended by
signal 9 at a named moment: nothing is cleaned up, as in a power cut.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "src")]

#: Where the marking is killed: a module's or class's function, before or after it, the n-th time.
MOMENTS = (
    ("submission_files", "begin", "after", 1),
    ("submission_files", "lay_out", "after", 2),
    ("score.Scorer", "_score", "after", 2),
    ("record", "note_changes", "after", 2),
    ("gradebook.OneBook", "keep", "after", 9),
    ("submission_files", "end", "before", 2),
    ("files", "write_bytes_whole", "before", 12),
    ("submission_files", "lay_out", "after", 1),
    ("score.Scorer", "_score", "after", 1),
    ("gradebook.OneBook", "keep", "before", 8),
    ("record", "keep", "after", 2),
    ("report", "write", "before", 1),
)


#: What writes, by room: each is killed before its first call and after every one.
ROOMS = {
    "files": ("write_bytes_whole",),
    "submission_files": ("begin", "lay_out", "end"),
    "record": ("note_changes", "keep"),
    "report": ("write",),
    "score.Scorer": ("_score",),
    "gradebook.OneBook": ("keep",),
}


def _kill_at(place: Any, name: str, when: str, count: int) -> None:
    real: Callable[..., Any] = getattr(place, name)
    calls = 0

    def watched(*args: Any, **more: Any) -> Any:
        nonlocal calls
        calls += 1
        if when == "before" and calls == count:
            os.kill(os.getpid(), signal.SIGKILL)
        done = real(*args, **more)
        if when == "after" and calls == count:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    setattr(place, name, watched)


def _rooms() -> dict[str, Any]:
    from champions import files
    from champions.marking import report, submission_files
    from champions.nbgrader import gradebook, record, score

    return {
        "files": files,
        "submission_files": submission_files,
        "record": record,
        "report": report,
        "score.Scorer": score.Scorer,
        "gradebook.OneBook": gradebook.OneBook,
    }


class Marking:
    """A course to mark, with everything loaded: each marking is a process of its own."""

    def __init__(self, folder: Path) -> None:
        from champions.marking.running.supervisor import Warm, warm_for

        self.folder, self.home, self.rooms = folder, folder / "course", _rooms()
        self.warm = warm_for(self.home, 30)
        self.warm.ready()
        setattr(Warm, "close", lambda _: None)  # noqa: B010 - all of them share it

    def mark(self, inbox: str, out: str, first: Callable[[], None], *, force: bool = True) -> bool:
        """Mark; ``first`` is done in the marking's own process. True when it was killed."""
        from champions.marking import cohort

        child = os.fork()
        if child == 0:
            first()
            cohort.mark_folder(
                self.folder / inbox,
                self.folder / out,
                self.home,
                say=lambda _: None,
                warm=self.warm,
                force=force,
            )
            os._exit(0)
        _, status = os.waitpid(child, 0)
        return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def main(folder: Path) -> None:
    """Kill it at each moment, then let it come to its end."""
    marking = Marking(folder)
    ends = []
    for room, name, when, count in (*MOMENTS, ("", "", "", 0)):

        def first(room: str = room, name: str = name, when: str = when, count: int = count) -> None:
            if room:
                _kill_at(marking.rooms[room], name, when, count)

        # What was sent changes once on the way: so marks are made anew over older ones.
        late = MOMENTS.index((room, name, when, count)) > 5 if room else True
        killed = marking.mark("inbox-2" if late else "inbox-1", "out", first)
        ends.append([room, name, when, count, killed])
    print(json.dumps(ends))
    os._exit(0)


def every(folder: Path, room: str) -> None:
    """Kill it at every call of what writes in a room, each time from the same older marks."""
    marking = Marking(folder)
    ends = []
    for name in ROOMS[room]:
        killed, number = True, 0
        while killed:  # the call after the last one does not come: that marking is not killed
            when, count = ("before", 1) if number == 0 else ("after", number)
            out = f"{room}-{name}-{number}"
            shutil.copytree(folder / "before", folder / out)
            killed = marking.mark(
                "inbox-2",
                out,
                lambda name=name, when=when, count=count: _kill_at(  # type: ignore[misc]
                    marking.rooms[room], name, when, count
                ),
            )
            marking.mark("inbox-2", out, lambda: None, force=False)
            if killed:
                ends.append([out, [name, when, count], killed])
            number += 1
    print(json.dumps(ends))
    os._exit(0)


if __name__ == "__main__":
    if len(sys.argv) > 2:
        every(Path(sys.argv[1]), sys.argv[2])
    main(Path(sys.argv[1]))
