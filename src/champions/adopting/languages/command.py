"""The command ``champions translate``: make the catalogues of a language, and bring them up to date."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog

from champions.adopting.languages import catalogue
from champions.adopting.languages.catalogue import State
from champions.adopting.languages.course import languages, messages
from champions.adopting.languages.messages import Message
from champions.authoring.routes import by_route, routes
from champions.data import course_folder
from champions.pack.where import own_folder
from champions.sentences import counted
from champions.trouble import Trouble


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words after ``champions translate``."""
    parser.add_argument("language", help="the language's code, such as cy for Welsh")
    parser.add_argument(
        "lesson", nargs="*", help="a lesson's number, or glossary or routes; all when left out"
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="change nothing; fail when the English has changed since a catalogue was brought up to date",
    )


def run(args: argparse.Namespace) -> int:
    """Bring the catalogues of a language up to date, and say how far it is.

    Returns 0; with ``--check`` 1 when something is stale or a catalogue is not up to date.
    """
    home, code = course_folder(), args.language
    language = catalogue.locale_of(code).english_name
    own, found = own_folder(home), _chosen(messages(home), args.lesson)
    if args.check and code not in languages(home):
        raise Trouble(
            f"There are no catalogues in {language} yet.",
            f"To make them, type: python3 start.py translate {code}",
        )
    states: dict[str, State] = {}
    not_begun: dict[str, int] = {}
    changed = 0
    for file, some in found.items():
        path = catalogue.path_of(own, code, file)
        if args.check and not path.is_file():
            not_begun[file] = sum(one.words for one in dict.fromkeys(some))
            continue
        made = catalogue.updated(catalogue.read(path, code), some, code)
        states[file] = catalogue.state(made, some)
        _say_what_is_stale(path, made)
        for one in catalogue.wrong(made, some):
            print(
                f"{path.name}: names a part between braces that is not in the English: {one.text}"
            )
        if args.check:
            changed += path.read_bytes() != catalogue.written(made, file)
        else:
            changed += catalogue.write(path, made)
    _say_how_far(language or code, states)
    _say_what_is_not_begun(not_begun)
    for line in _words_of_the_routes(home, found):
        print(line)
    if not args.check:
        print(f"The catalogues are in {own / catalogue.FOLDER / code}.")
        return 0
    if changed:
        print(f"Not up to date: {changed}. Type: python3 start.py translate {code}")
    return 1 if changed or any(one.stale for one in states.values()) else 0


def _chosen(
    found: Mapping[str, Sequence[Message]], named: Sequence[str]
) -> Mapping[str, Sequence[Message]]:
    """The catalogues that are named, by their names or the numbers of lessons; all where none is.

    Raises:
        Trouble: when there is none of a name.
    """
    if unknown := [one for one in named if not any(_fits(one, file) for file in found)]:
        raise Trouble(
            f'There is no lesson or list of words called "{unknown[0]}".',
            f"Choose from: {', '.join(found)}.",
        )
    return {
        file: some
        for file, some in found.items()
        if not named or any(_fits(one, file) for one in named)
    }


def _fits(name: str, file: str) -> bool:
    return name in (file, file.partition("-")[0])


def _say_what_is_stale(path: Path, made: Catalog) -> None:
    for one in catalogue.stale(made):
        was = " ".join(one.previous_id) or "not known"
        print(f"{path.name}: stale: {one.context}\n  it was: {was}\n  it is:  {one.id}")


def _say_what_is_not_begun(words: Mapping[str, int]) -> None:
    """Name the catalogues that are not there yet: nothing of theirs can be stale, and all of it waits."""
    if not words:
        return
    print(
        counted(
            len(words),
            "1 file is not begun, with {all} words: {files}",
            "{n} files are not begun, with {all} words: {files}",
            all=f"{sum(words.values()):,}",
            files=", ".join(words),
        )
    )


def _say_how_far(language: str, states: Mapping[str, State]) -> None:
    print(f"{language}:")
    for file, one in states.items():
        if one.missing == one.stale == 0:
            print(f"  {file}: {one.messages} messages, all done")
            continue
        print(
            counted(
                one.missing + one.stale,
                "  {file}: 1 of {all} messages waits, {stale} of them stale; {words} words to do",
                "  {file}: {n} of {all} messages wait, {stale} of them stale; {words} words to do",
                file=file,
                all=one.messages,
                stale=one.stale,
                words=one.words_to_do,
            )
        )


def _words_of_the_routes(home: Path, found: Mapping[str, Sequence[Message]]) -> list[str]:
    """How many words each route has, for who plans a translation."""
    lessons = [file for file in found if file[:2].isdigit()]
    return [
        f"{route.name}: {sum(one.words for name in names for one in dict.fromkeys(found[name])):,} words"
        for route, names in by_route(lessons, routes(home)).items()
    ]
