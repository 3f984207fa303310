"""What goes back to champions: their feedback pages, ready to send, and a summary that names nobody."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from champions import templating
from champions.desk.item_analysis import FEW
from champions.marking.results import CORE


@dataclass(frozen=True)
class FeedbackPage:
    """One feedback page. ``is_new`` is True when it is not as it was last sent."""

    learner: str
    module: str
    path: Path
    version: str
    is_new: bool

    @property
    def name(self) -> str:
        """The name of the file that a champion gets: the code and the lesson, both safe."""
        return f"{self.learner} {self.module}.html"


def pages(out: Path, sent: Mapping[tuple[str, str], str]) -> list[FeedbackPage]:
    """Every feedback page, by learner.

    Args:
        out: the work folder.
        sent: the version of the page that each learner was last sent for each lesson.
    """
    found = []
    for learner in _folders(out / "feedback"):
        for one in _folders(Path(learner.path)):
            module, dot, _ending = one.name.rpartition(".html")
            if not dot:
                continue
            stat = one.stat()
            version = f"{stat.st_mtime_ns}-{stat.st_size}"  # a page is only written when it changes
            is_new = sent.get((learner.name, module)) != version
            found.append(FeedbackPage(learner.name, module, Path(one.path), version, is_new))
    return found


def _folders(folder: Path) -> list[os.DirEntry[str]]:
    """What is in a folder, by name; nothing when there is no such folder."""
    try:
        return sorted(os.scandir(folder), key=lambda one: one.name)
    except (FileNotFoundError, NotADirectoryError):
        return []


def packed(chosen: Iterable[FeedbackPage]) -> bytes:
    """The pages as one zip: a file for each learner and lesson."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for one in chosen:
            file.writestr(one.name, one.path.read_bytes())
    return made.getvalue()


def letter(name: str, titles: Sequence[str], steps: tuple[int, int] | None) -> str:
    """A mail for one champion, to change as the trainer likes.

    Args:
        name: what the champion is called, or empty.
        titles: the lessons whose feedback goes with it.
        steps: core steps that are right, and how many there are; None for several lessons.
    """
    first_name = next(iter(name.split()), "")
    return templating.render(
        "champions.desk", "letter.txt", first_name=first_name, titles=titles, steps=steps
    ).rstrip("\n")


def steps(rows: pd.DataFrame) -> dict[tuple[str, str], tuple[int, int]]:
    """Learner and lesson to the core steps that are right, and how many there are."""
    core = rows[rows["part"] == CORE]
    found = (
        (core["state"] == "right").groupby([core["learner"], core["module"]]).agg(["sum", "size"])
    )
    return {
        (str(learner), str(module)): (int(right), int(every))
        for (learner, module), right, every in zip(
            found.index, found["sum"], found["size"], strict=True
        )
    }


def summary(rows: pd.DataFrame, title: str) -> str:
    """How the cohort got on with one lesson, in words. It names nobody and hides small numbers.

    Args:
        rows: the lesson's rows of the board.
        title: the lesson's title.
    """
    core = rows[rows["part"] == CORE]
    people = core["learner"].nunique()
    if people < FEW:
        return f"Fewer than {FEW} people have sent {title}, so there is no summary yet."
    right = core.assign(right=core["state"] == "right")
    whole = int(right.groupby("learner")["right"].all().sum())
    share = right.groupby("question", sort=False)["right"].mean()
    sentences = [f"{people} people have sent {title}."]
    if FEW <= whole <= people - FEW or whole == people:
        sentences.append(f"{whole} of them have every step right so far.")
    elif whole > people / 2:
        sentences.append("Nearly all have every step right so far.")
    elif whole:  # that nobody has them all yet would only discourage a group
        sentences.append("A few have every step right so far.")
    half = int((share >= 0.5).sum())
    sentences.append(f"On {half} of {len(share)} steps, at least half of the group is right.")
    return " ".join(sentences)
