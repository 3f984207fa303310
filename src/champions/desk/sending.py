"""What goes back to champions: their feedback pages, ready to send, and a summary that names nobody."""

from __future__ import annotations

import io
import itertools
import os
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from bs4 import BeautifulSoup, Tag
from markupsafe import Markup

from champions import templating
from champions.desk import their_language
from champions.desk.item_analysis import FEW
from champions.desk.people_store import Person
from champions.marking.intake import people_names
from champions.marking.results import CORE
from champions.sentences import counted
from champions.sentences.told import ENGLISH, bare, told


def _as_it_is(_language: str) -> AbstractContextManager[None]:
    return nullcontext()


@dataclass(frozen=True)
class FeedbackPage:
    """One feedback page. ``is_new`` is True when it is not as it was last sent."""

    learner: str
    module: str
    path: Path
    version: str
    is_new: bool


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


def packed(
    chosen: Iterable[FeedbackPage],
    everybody: Iterable[Person],
    in_their: Callable[[str], AbstractContextManager[None]] = _as_it_is,
) -> bytes:
    """The pages as one zip: one file for each person, with their name in it and in what it is called.

    Names are put in here, on the trainer's computer. What is kept has codes alone.

    Args:
        chosen: the pages. everybody: the list of people.
        in_their: says everything in the language of a page, within a ``with`` block.
    """
    known = {one.code: one for one in everybody}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for learner, pages_ in itertools.groupby(chosen, key=lambda one: one.learner):
            theirs = list(pages_)
            with in_their(their_language.of_page(theirs[0].path)):
                name, text = one_file(known.get(learner, Person(learner)), theirs)
            file.writestr(name, text)
    return made.getvalue()


def one_file(person: Person, chosen: Sequence[FeedbackPage]) -> tuple[str, str]:
    """What one person gets: the name of the file, and the page, of one lesson or of several."""
    who = f"{person.name} ({person.code})" if person.name else person.code
    what = chosen[0].module if len(chosen) == 1 else "feedback"
    name = re.sub(r"[^\w .,()@'’-]", "", f"{who} {what}").strip(" .")
    found = [BeautifulSoup(one.path.read_text(encoding="utf-8"), "html.parser") for one in chosen]
    return f"{name}.html", _named(found[0], who) if len(found) == 1 else _joined(found, who)


def _named(page: BeautifulSoup, who: str) -> str:
    if line := page.select_one("p.for"):
        said = told("For {who}", who=who)
        line.string = bare(said)
        if said != line.string:  # it is English, and says so
            line["lang"], line["dir"] = ENGLISH, "ltr"
    return str(page)


def _joined(pages_: Sequence[BeautifulSoup], who: str) -> str:
    """Pages of several lessons as one page: each lesson under its own heading, its marks of place its own."""
    lessons = []
    for number, page in enumerate(pages_, 1):
        inside, title = page.select_one("main"), page.select_one("h1")
        if inside is not None:
            _own_places(inside, f"l{number}-")
            heading = title.get_text() if title else ""
            lessons.append((heading, Markup(inside.decode_contents())))  # noqa: S704 - our own page
    first = pages_[0]
    policy, style = first.select_one("meta[http-equiv]"), first.select_one("style")
    return templating.render(
        "champions.desk",
        "together.html",
        language=first.html.get("lang", "en-GB") if first.html else "en-GB",
        policy=policy.get("content", "") if policy else "",
        style=Markup(style.string or "") if style else "",  # noqa: S704 - our own style
        who=who,
        lessons=lessons,
    )


def _own_places(inside: Tag, mark: str) -> None:
    """Make the ids of one lesson's part its own, and what points to them."""
    for name in ("id", "aria-labelledby"):
        for one in inside.select(f"[{name}]"):
            one[name] = f"{mark}{one[name]}"
    for link in inside.select('a[href^="#"]'):
        link["href"] = f"#{mark}{str(link['href'])[1:]}"


def letter(
    name: str, titles: Sequence[str], steps: tuple[int, int] | None, preferred: str = ""
) -> str:
    """A mail for one champion, to change as the trainer likes.

    Args:
        name: what the champion is called, or empty.
        titles: the lessons whose feedback goes with it.
        steps: core steps that are right, and how many there are; None for several lessons.
        preferred: what the champion likes to be called, where that is not in the name.
    """
    first_name = people_names.first_name(name, preferred)
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
        return told(
            "Fewer than {few} people have sent {title}, so there is no summary yet.",
            few=FEW,
            title=title,
        )
    right = core.assign(right=core["state"] == "right")
    whole = int(right.groupby("learner")["right"].all().sum())
    share = right.groupby("question", sort=False)["right"].mean()
    sentences = [
        counted(
            people,
            "{n} person has sent {title}.",
            "{n} people have sent {title}.",
            title=title,
        )
    ]
    if FEW <= whole <= people - FEW or whole == people:
        sentences.append(
            counted(
                whole,
                "{n} of them has every step right so far.",
                "{n} of them have every step right so far.",
            )
        )
    elif whole > people / 2:
        sentences.append(told("Nearly all have every step right so far."))
    elif whole:  # that nobody has them all yet would only discourage a group
        sentences.append(told("A few have every step right so far."))
    half = int((share >= 0.5).sum())
    sentences.append(
        told(
            "On {half} of {all} steps, at least half of the group is right.",
            half=half,
            all=len(share),
        )
    )
    return " ".join(sentences)
