"""What the desk says to a trainer in a language: the course's own words, titles of lessons, whom to tell.

The course itself stays as it is: each learner's work is marked and answered in the learner's language.
So nothing is laid out here, and a lesson that is not translated stops nothing: it is named in English.

The desk runs this file as a program, with the course folder, the language, and the file to write, and
reads that file: see :mod:`champions.desk.spoken`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog

from champions.adopting.languages import catalogue
from champions.adopting.languages.course import PLACE_WORDS, InWords, languages
from champions.files import write_whole
from champions.pack.where import in_english, own_folder
from champions.sentences.told import Words, words_from
from champions.trouble import Trouble


def for_trainers(home: Path, code: str) -> dict[str, Any]:
    """The words of a language for a trainer, as plain data.

    Args:
        home: the course folder, or that of a pack. code: the language.

    Returns:
        ``words``: what the course says by itself. ``lessons``: of each lesson, what stands at a place of it,
        such as ``title`` or ``how-long.ask``. ``place``: the local names that are words.

    Raises:
        Trouble: when there are no catalogues of it, or one cannot be read.
    """
    english = in_english(home)
    if code not in languages(english):
        raise Trouble(
            f'There are no words of the course in "{code}" yet.',
            f"To make the catalogues for a translator, type: python3 start.py translate {code}",
        )
    folder = own_folder(english)
    lessons = {
        path.stem: _by_place(catalogue.read(path, code), path.stem)
        for path in sorted((folder / catalogue.FOLDER / code).glob("[0-9][0-9]-*.po"))
    }
    place = _by_place(catalogue.read(catalogue.path_of(folder, code, "place"), code), "place")
    return {
        "words": InWords(english, code).said_by_itself(english),
        "lessons": lessons,
        "place": {key: place[key] for key in PLACE_WORDS if key in place},
    }


def words_for_trainers(home: Path, code: str) -> Words:
    """What the course says by itself in a language, for a command that a trainer types."""
    return words_from(for_trainers(home, code)["words"])


def _by_place(found: Catalog, file: str) -> dict[str, str]:
    """The translations of a catalogue by the last part of their keys; without those that are stale."""
    return {
        one.context.removeprefix(f"{file}:"): one.string
        for one in found
        if one.context and isinstance(one.string, str) and one.string and not one.fuzzy
    }


def main(home: str, code: str, to: str) -> int:
    """Write the words of a language for the desk; 1 with what is to be mended, where they cannot be read."""
    try:
        made = for_trainers(Path(home), code)
    except Trouble as trouble:
        print(json.dumps({"what": trouble.what, "do": trouble.do}), file=sys.stderr)
        return 1
    Path(to).parent.mkdir(parents=True, exist_ok=True)
    write_whole(Path(to), json.dumps(made, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
