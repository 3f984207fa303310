"""Mark a cohort again and again, killed at another moment each time. Run by test_never_stops.py.

    python3 tests/killed_marking.py FOLDER      prints a line of JSON: where it was killed

Each marking is a process of its own, forked from one that has everything loaded, and ended by
signal 9 at a named moment: nothing is cleaned up, as in a power cut.
"""

from __future__ import annotations

import json
import os
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


def main(folder: Path) -> None:
    """Kill it at each moment, then let it come to its end."""
    from champions import files
    from champions.marking import cohort, report, submission_files
    from champions.marking.running.supervisor import Warm, warm_for
    from champions.nbgrader import gradebook, record, score

    modules = {
        "files": files,
        "submission_files": submission_files,
        "record": record,
        "report": report,
        "score.Scorer": score.Scorer,
        "gradebook.OneBook": gradebook.OneBook,
    }
    home = folder / "course"
    warm = warm_for(home, 30)
    warm.ready()
    setattr(Warm, "close", lambda _: None)  # noqa: B010 - all of them share it
    ends = []
    for room, name, when, count in (*MOMENTS, ("", "", "", 0)):
        child = os.fork()
        if child == 0:
            if room:
                _kill_at(modules[room], name, when, count)
            # What was sent changes once on the way: so marks are made anew over older ones.
            late = MOMENTS.index((room, name, when, count)) > 5 if room else True
            inbox = folder / ("inbox-2" if late else "inbox-1")
            cohort.mark_folder(
                inbox, folder / "out", home, say=lambda _: None, warm=warm, force=True
            )
            os._exit(0)
        _, status = os.waitpid(child, 0)
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        ends.append([room, name, when, count, killed])
    print(json.dumps(ends))
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
