"""Packs for tests: another town with awkward names, other house rules, a lesson and data of its own."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from champions.adopting import new_pack
from champions.authoring.new_module import make as make_lesson
from champions.pack import join as pack_join
from champions.pack.join import join

COURSE = Path(__file__).resolve().parents[1]
OWN = "18-our-garden"
#: Invented people. No number of the course stands in it, and none that is kept for stories.
ANSWERS = {
    "place": "Bath",
    "programme": "Reading and Bath Champions",
    "safeguarding_lead": "Jo Bell, safeguarding lead, by phone on 0000 100 001",
    "safeguarding_second": "Lee Ash, the deputy, by phone on 0000 100 002",
    "safeguarding_any_hour": "the council's night team on 0000 100 003",
    "trainer_contact": "your trainer, by phone on 0000 100 004",
    "data_keeper": "Reading Voluntary Action",
    "parts": "Reading, Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch, St Mark's, Route 66, O'Hara's Yard",
    "run_chart": "perla",
    "control_chart": "nelson",
}
ORGANISATIONS = """
organisations:
  buses: Reading Buses 17
  pharmacy: O'Neil's Chemist 24
  community_centre: Canolfan Gymunedol Llanfair-ym-Muallt a'r Cylch
"""
LEFT_BEHIND = (
    "Old Quay",
    "Harbour Street",
    "Morgan Ellery",
    "Noor Centre",
    "Harbour Buses",
    "01632 9",
)


def a_pack(folder: Path, answers: Mapping[str, str] = ANSWERS) -> Path:
    """A pack for another town, as new-pack makes it, with names that are hard to handle."""
    folder.mkdir(parents=True, exist_ok=True)
    new_pack.make(folder, answers, COURSE)
    place = folder / "place.yml"
    text = place.read_text(encoding="utf-8")
    place.write_text(text.replace("\norganisations:\n", ORGANISATIONS), encoding="utf-8")
    return folder


#: A picture of one dot, and a recording of nothing, beside the lesson of the pack.
BESIDE = {
    "pictures/bed.png": base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
    ),
    "recordings/part 1.wav": b"RIFF$\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0@\x1f\0\0@\x1f\0\0\1\0\x08\0data\0\0\0\0",
}
#: The pack's own data, as a spreadsheet in the UK or on the continent may save them.
OWN_DATA = """Our garden: days until a bed was free;;
Week;Days;Note
03/03/2025;28;
10/03/2025;19,5;
17/03/2025;31;school holiday
24/03/2025;12;
"""
_WRITTEN = {
    "draft: true   # delete this line when nothing waits to be written\n": "",
    "WRITE HERE what a person can do after this lesson.": "Say how long people wait for a bed in the garden.",
    "WRITE HERE the one thing that people should keep.": "The last wait is one number. Look at all of them.",
    "WRITE HERE a question that people would really ask. Tell it in your own place.": (
        "Reading a list of waits is hard. People in {{ place.place }} wait for a bed in our garden. "
        "After a bath nobody smells of soil. How long do they wait?"
    ),
    'weeks = load("befriending-waits").drop_duplicates()  # in this list, one week was typed twice': (
        'weeks = load("garden-waits")'
    ),
    "Days until a first visit": "Days until a bed was free",
    "WRITE HERE what there is to look at. Then ask about it.": (
        "In the last week of our list, people waited {{ facts.last_wait }} days.\n\n"
        "![A bed of earth with a red edge](pictures/bed.png)\n\n"
        'Hear it: <audio controls src="recordings/part 1.wav"></audio>'
    ),
    "WRITE HERE one thing that people can add to their own project.": "Write down what you count.",
    "WRITE HERE how somebody might answer. Nobody real may be found by it.": "I count free beds.",
    "WRITE HERE how somebody might answer.": "I thought of my own garden.",
    "WRITE HERE one small thing to do with other people.": "Ask a friend how long they waited.",
}


def with_a_lesson(pack: Path) -> Path:
    """The pack with a lesson of its own, written to its end, on data of its own."""
    make_lesson(pack, OWN, "Our garden", pack)
    lesson = pack / "solutions" / OWN / "lesson.md"
    text = lesson.read_text(encoding="utf-8")
    for waits, written in _WRITTEN.items():
        assert waits in text, waits
        text = text.replace(waits, written)
    text = "\n".join(line for line in text.split("\n") if not line.startswith("# TODO"))
    lesson.write_text(text, encoding="utf-8")
    facts = lesson.with_name("facts.py")
    facts.write_text(
        facts.read_text(encoding="utf-8").replace("befriending-waits", "garden-waits"), "utf-8"
    )
    for name, raw in BESIDE.items():
        (lesson.parent / name).parent.mkdir(exist_ok=True)
        (lesson.parent / name).write_bytes(raw)
    data = pack / "datasets" / "garden-waits"
    data.mkdir(parents=True)
    (data / "data.csv").write_text(OWN_DATA, encoding="cp1252")
    (data / "README.md").write_text("# Days until a bed was free\n\nInvented.\n", "utf-8")
    return pack


@contextmanager
def without_variants() -> Iterator[None]:
    """A course is laid out without its three thousand variants, where no lesson is built or opened."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pack_join, "_LEFT_OUT", (*pack_join._LEFT_OUT, "variants"))
        yield


def joined(pack: Path) -> Path:
    """The course as it is with a pack."""
    return join(pack, COURSE)


def command(pack: Path, *words: str, state: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command of the course with a pack, in a process of its own. The course's own notes stay."""
    code = (
        "import sys; from pathlib import Path; from champions.install import setup;"
        f"setup.STATE = Path({str(state or pack / 'work' / 'state')!r});"
        "setup.STATE.mkdir(parents=True, exist_ok=True);"
        "from champions.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    return subprocess.run(
        [sys.executable, "-c", code, "--pack", str(pack), *words],
        env={k: v for k, v in os.environ.items() if k != "CHAMPIONS_HOME"}
        | {"PYTHONPATH": str(COURSE / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
