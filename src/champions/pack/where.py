"""Which pack is used, and where the files of an organisation's own go."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from champions.files import write_bytes_whole
from champions.trouble import Trouble

#: The folder of a pack that holds the whole course as it is with the pack. It is made, never edited.
JOINED = "whole-course"
#: Marks such a folder, so that nothing else is taken for one.
MARK = ".made-from-the-pack"
#: Marks a course folder that was made in a language, from the course or from one with a pack.
IN_A_LANGUAGE = ".made-in-a-language"
#: The first line of a guide that was made in a language, with its code.
LANGUAGE_OF_A_GUIDE = "<!-- language: {} -->"
SETTINGS = "pack.yml"
#: Where lessons of earlier versions are kept, each in a file of its own.
VERSIONS = "versions"
#: Where the course in each language is laid out, and where the catalogues are, in an organisation's own folder.
MADE, LOCALE = Path("work") / "languages", "locale"
#: Where the course remembers which pack it is used with, in its own folder for such things.
_REMEMBERED = "pack"
#: The word that ends the use of a pack.
NONE = "none"


def own_folder(home: Path) -> Path:
    """Where an organisation's own files are: the pack, else the course itself.

    Args:
        home: the course folder that a command reads.
    """
    return home.parent if (home / MARK).is_file() else home


def in_language(home: Path, code: str) -> Path:
    """Where the course in a language is laid out, whether or not it is there yet.

    Args:
        home: a course folder, perhaps one in another language.
        code: the language; English gives the course itself.
    """
    english = in_english(home)
    return english if code.partition("-")[0] == "en" else own_folder(english) / MADE / code


def in_english(home: Path) -> Path:
    """The course that a course folder in a language was made of; any other folder itself."""
    mark = home / IN_A_LANGUAGE
    return Path(mark.read_text(encoding="utf-8").strip()) if mark.is_file() else home


def locale_folder(home: Path, code: str) -> Path:
    """Where the catalogues of a language are."""
    return own_folder(in_english(home)) / LOCALE / code


def has_pack(home: Path) -> bool:
    """True when a course folder is one that was made from a pack."""
    return own_folder(home) != home


def adds(home: Path, lesson: str) -> bool:
    """True for a lesson that a pack adds: the course has none of that name.

    Args:
        home: a course folder, perhaps one in another language. lesson: its folder's name.
    """
    english = in_english(home)
    if not has_pack(english):
        return False
    course = Path((english / MARK).read_text(encoding="utf-8").strip())
    own, theirs = (one / "solutions" / lesson for one in (own_folder(english), course))
    return own.is_dir() and not theirs.is_dir()


def is_made(home: Path) -> bool:
    """True for a course folder that was made from another: with a pack, or in a language."""
    return has_pack(home) or (home / IN_A_LANGUAGE).is_file()


def named_after(option: str, words: Sequence[str]) -> tuple[str | None, list[str]]:
    """What is named after an option among the words of a command line, and the other words.

    Empty when the option is there and nothing follows it; None when it is not there.

    >>> named_after("--pack", ["--pack", "our-town", "build", "06-run-charts"])
    ('our-town', ['build', '06-run-charts'])
    >>> named_after("--pack", ["build", "--pack=our-town"]), named_after("--pack", ["build"])
    (('our-town', ['build']), (None, ['build']))
    """
    left: list[str] = []
    named: str | None = None
    rest = iter(words)
    for word in rest:
        if word == option:
            named = next(rest, "").strip()
        elif word.startswith(f"{option}="):
            named = word.removeprefix(f"{option}=").strip()
        else:
            left.append(word)
    return named, left


def asked_for(words: Sequence[str]) -> tuple[str | None, list[str]]:
    """The pack that is named among the words of a command line, and the other words.

    Raises:
        Trouble: when no folder follows.
    """
    named, left = named_after("--pack", words)
    if named == "":
        raise Trouble(
            "After --pack there is no folder.",
            "Type the folder of your pack, such as: python3 start.py --pack ../our-town build",
        )
    return named, left


def pack_folder(named: str | Path) -> Path:
    """The folder of a pack.

    Raises:
        Trouble: when there is no pack.
    """
    folder = Path(named).expanduser().resolve()
    if not (folder / SETTINGS).is_file():
        raise Trouble(
            f"There is no pack in {folder}: it holds no {SETTINGS}.",
            "Look at the folder's name. To make a pack there, type: python3 start.py new-pack FOLDER",
        )
    return folder


def remember(state: Path, folder: Path | None) -> None:
    """Use this pack from now on; None: use none."""
    note = state / _REMEMBERED
    if folder is None:
        note.unlink(missing_ok=True)
        return
    state.mkdir(exist_ok=True)
    write_bytes_whole(note, f"{folder}\n".encode())


def remembered(state: Path) -> Path | None:
    """The pack that was used last; None when none is.

    Raises:
        Trouble: when it is there no more: going on without it would show another town's contacts.
    """
    note = state / _REMEMBERED
    if not note.is_file():
        return None
    folder = Path(note.read_text(encoding="utf-8").strip())
    if not (folder / SETTINGS).is_file():
        raise Trouble(
            f"This course is used with a pack, and the pack is no longer there: {folder}",
            "If you moved it, type its new place once: python3 start.py --pack FOLDER. "
            f"To use the course without a pack, type: python3 start.py --pack {NONE}",
        )
    return folder
