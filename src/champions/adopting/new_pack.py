"""The command ``champions new-pack``: begin a pack. It asks ten questions; each may be left for later."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from champions import __version__
from champions.charts.house import ids
from champions.files import in_a_command, write_whole
from champions.install import setup
from champions.pack.contacts import RUNG, reaches_somebody, still_to_write
from champions.pack.settings import read_yaml
from champions.pack.where import SETTINGS
from champions.sentences import counted, listed
from champions.trouble import Trouble

#: Each file of the skeleton, and where it goes in the pack.
_PLACES = {
    "README.md": "README.md",
    "gitignore": ".gitignore",
    "pages.yml": ".github/workflows/pages.yml",
    "gitlab-ci.yml": ".gitlab-ci.yml",
}


@dataclass(frozen=True)
class Asked:
    """One of the ten questions.

    Attributes:
        key: what it is called in a file of answers.
        words: the question.
        example: an answer as it may look.
        among: what may be answered; empty for anything.
    """

    key: str
    words: str
    example: str
    among: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """The question as it is shown."""
        example = listed(self.among, "or") if self.among else f"such as: {self.example}"
        return f"{self.words} ({example})"


QUESTIONS = (
    Asked("place", "What is your town or area called?", "Reading"),
    Asked(
        "programme",
        "What is your programme called? Its name stands on certificates.",
        "Reading Peer Improvement Champions",
    ),
    Asked(
        "safeguarding_lead",
        "Who is your safeguarding lead, and how are they reached?",
        "Jo Bell, safeguarding lead, by phone on NUMBER or by text on NUMBER",
    ),
    Asked(
        "safeguarding_second",
        "Whom do people ring when the lead does not answer? Another person, with another number.",
        "Lee Ash, the deputy, by phone on NUMBER",
    ),
    Asked(
        "safeguarding_any_hour",
        "Whom do people ring at night and at weekends?",
        "the council's emergency social care team on NUMBER",
    ),
    Asked("trainer_contact", "How is the trainer reached?", "your trainer, by phone on NUMBER"),
    Asked("data_keeper", "Which organisation keeps what people write?", "Reading Voluntary Action"),
    Asked(
        "parts",
        "Names for five neighbourhoods of the stories? Invented ones are safer. Part them with commas.",
        "Mill End, Bridge Street, The Meadows, Hilltop, Lock Lane",
    ),
    Asked("run_chart", "Which rules for run charts do you teach?", "anhoej", ids("run_chart")),
    Asked(
        "control_chart",
        "Which rules for control charts do you teach?",
        "making-data-count",
        ids("control_chart"),
    ),
)
_RULES = ("run_chart", "control_chart")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words after ``champions new-pack``."""
    parser.add_argument("folder", type=Path, help="the folder to make, beside the course")
    parser.add_argument(
        "--answers", type=Path, metavar="FILE", help="take the answers from this YAML file"
    )


def run(args: argparse.Namespace) -> int:
    """Ask, make the pack, and say what comes next."""
    folder = args.folder.expanduser().resolve()
    _can_be_made(folder)
    answers = _from_file(args.answers) if args.answers else ask(input)
    made = make(folder, answers, setup.COURSE)
    print("Made:", *(f"  {path}" for path in made), sep="\n")
    left = [one.key for one in QUESTIONS if not answers.get(one.key)]
    if left:
        print(
            counted(
                len(left),
                "1 question is left for later: {which}. Answer it in place.yml of the pack. The rules for charts "
                "go into pack.yml, below house_rules.",
                "{n} questions are left for later: {which}. Answer them in place.yml of the pack. The rules for charts "
                "go into pack.yml, below house_rules.",
                which=listed(left),
            )
        )
    named = in_a_command(args.folder)
    print(
        "Next, look at the course with your pack:\n"
        f"  python3 start.py --pack {named}\n"
        "See what is to mend before anybody learns with it:\n"
        f"  python3 start.py --pack {named} pack --check"
    )
    return 0


def _can_be_made(folder: Path) -> None:
    if folder == setup.COURSE or setup.COURSE in folder.parents:
        raise Trouble(
            "A pack cannot lie inside the course's folder.",
            "Name a folder beside it, such as ../our-town. Updates of the course then never meet it.",
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Trouble(f"There is something in {folder} already.", "Name a new or an empty folder.")


def _from_file(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise Trouble(f"There is no file {path}.", "Look at its name.")
    read = read_yaml(path)
    known = [one.key for one in QUESTIONS]
    if unknown := [key for key in read if key not in known]:
        raise Trouble(
            f'"{unknown[0]}" is none of the ten questions.', f"They are: {', '.join(known)}."
        )
    for one in QUESTIONS:
        if wrong := _not_an_answer(one, read.get(one.key)):
            raise Trouble(f"{one.key}: {wrong}", "Change it in that file.")
    return read


def ask(answered: Callable[[str], str]) -> dict[str, Any]:
    """Ask the ten questions, one after the other.

    Args:
        answered: shows a question and gives back what was typed.

    Raises:
        Trouble: when there is nobody to answer. Nothing was made then.
    """
    print(
        "Ten questions. To leave one for later, press Enter. Nothing is sent to anyone.\n",
        flush=True,
    )
    answers: dict[str, Any] = {}
    for number, one in enumerate(QUESTIONS, 1):
        while True:
            try:
                typed = answered(f"{number}. {one.said}\n> ").strip()
            except EOFError as error:
                raise Trouble(
                    "The questions were not answered to their end. Nothing was made.",
                    "Start again. Or write the answers into a file, and name it with --answers.",
                ) from error
            if not (wrong := _not_an_answer(one, typed)):
                break
            print(wrong, flush=True)
        answers[one.key] = typed
    return answers


def _not_an_answer(one: Asked, said: Any) -> str:
    """Why something cannot be taken; empty when it can."""
    if said in (None, ""):
        return ""
    if one.among and said not in one.among:
        return f'"{said}" is not known. There is: {listed(one.among, "or")}.'
    if one.key in RUNG and not (reaches_somebody(str(said)) or still_to_write(str(said))):
        return (
            "It has no number and no mail address, so nobody can be reached. Add one. "
            "Where you do not know it yet, type NUMBER in its place."
        )
    if one.key == "parts":
        names = _part_names(said)
        if len(names) != len(_part_keys()) or len(set(names)) < len(names):
            return f"There should be {len(_part_keys())} different names, with commas between them."
    return ""


def _part_keys() -> list[str]:
    return list(read_yaml(setup.COURSE / "place.yml").get("parts") or {})


def _part_names(said: Any) -> list[str]:
    names = said if isinstance(said, list) else str(said).split(",")
    return [str(one).strip() for one in names if str(one).strip()]


def make(folder: Path, answers: Mapping[str, Any], course: Path) -> list[Path]:
    """Write the files of a new pack, and return them.

    Args:
        folder: where. answers: to the questions, by key. course: the course's folder.
    """
    name = str(answers.get("place") or folder.name)
    texts = {
        SETTINGS: _settings(name, answers),
        "place.yml": _place(answers, course),
    }
    for source, target in _PLACES.items():
        text = files("champions.adopting").joinpath("skeleton", source).read_text(encoding="utf-8")
        texts[target] = text.replace("@NAME@", name)
    made = []
    for target, text in texts.items():
        path = folder / target
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text)
        made.append(path)
    return made


def _settings(name: str, answers: Mapping[str, Any]) -> str:
    said: dict[str, Any] = {"name": name, "needs": __version__, "language": "en-GB"}
    rules = {key: answers[key] for key in _RULES if answers.get(key)}
    if rules:
        said["house_rules"] = rules
    return f"# What this pack is. Names and contacts stand in place.yml.\n{_yaml(said)}"


#: What stands at the top of place.yml of a new pack.
_HOW = """\
# Only what differs from place.yml of the course. To fill a line in, take away the # before it, and keep
# the spaces that follow. docs/adopters/packs.md of the course says what each line is.
# Put straight quotes around words in which a colon or a # stands, such as "Jo Bell: by phone on NUMBER".
"""
#: What most programmes leave as it is, and somebody in another country does not.
_MORE = (
    "emergency_number",
    "emergency_without_speech",
    "emergency_not_safe_to_speak",
    "non_emergency_number",
    "urgent_health_advice",
    "listening_helpline",
    "benefits_advice",
    "research_authority",
    "involvement_ladder",
    "keep_work_for",
)


def _place(answers: Mapping[str, Any], course: Path) -> str:
    """place.yml of the pack: what was answered, and the rest as lines to fill in."""
    theirs = read_yaml(course / "place.yml")
    lines = [*_HOW.splitlines(), ""]
    for one in QUESTIONS:
        if one.key in _RULES:
            continue
        said = answers.get(one.key)
        if one.key == "parts":
            names = dict(zip(_part_keys(), _part_names(said or ""), strict=False))
            lines += _group("parts", names or theirs["parts"], commented=not names)
        elif said:
            lines += _yaml({one.key: str(said)}).splitlines()
        else:
            lines += [f"# {one.words}", f"#{one.key}: {one.example}"]
    lines += ["", "# The organisations of the stories:"]
    lines += _group("organisations", theirs["organisations"], commented=True)
    lines += ["", "# These are for England. Change what is not so where you are:"]
    lines += _yaml({key: theirs[key] for key in _MORE}, commented=True).splitlines()
    lines += ["", "# What the certificates ask for:"]
    lines += _group("certificates", theirs["certificates"], commented=True)
    lines += ["", "# The rules for charts stand in pack.yml."]
    return "\n".join(lines) + "\n"


def _group(heading: str, names: Mapping[str, Any], *, commented: bool) -> list[str]:
    """A heading and its lines. The heading never begins with #: one who fills in a line needs it too."""
    head, *lines = _yaml({heading: dict(names)}).splitlines()
    return [head, *(f"#{line}" if commented else line for line in lines)]


def _yaml(said: Mapping[str, Any], *, commented: bool = False) -> str:
    text = yaml.safe_dump(dict(said), allow_unicode=True, sort_keys=False, width=1000)
    return "".join(f"#{line}\n" for line in text.splitlines()) if commented else text


with contextlib.suppress(ImportError):
    import readline  # noqa: F401 - where it is there, a typed line can be mended before Enter
