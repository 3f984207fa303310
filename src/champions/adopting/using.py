"""Let a command see the course as it is with a pack, and in a language.

The pack is the one that is named, else the one named last. The language is English, unless one is named.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from champions.data import HOME_VARIABLE, words_in
from champions.install import setup
from champions.pack import where
from champions.sentences.told import speak
from champions.trouble import Trouble

#: Names a pack, or none, in place of what the course remembers: for servers and for tests.
PACK_VARIABLE = "CHAMPIONS_PACK"
#: Words that need no pack: they run where one is missing or cannot be used.
_WITHOUT = {"new-pack", "doctor", "jupyterhub"}
#: Words that show lessons: they are built first, where something has changed. And words that go on with
#: the lessons as they are, for a slip in a text must not stop the marking.
_SHOW_LESSONS, _READ_LESSONS = {"open", "paper", "scorm", "site"}, {"certificates", "desk", "mark"}

#: Words that make something to be published, and the word that lets them do so with a draft.
_PUBLISH, DRAFTS = {"scorm", "site"}, "--drafts"
#: Words that a trainer types. Their language is what the trainer is told in; the course stays as it is, for
#: each learner's work is marked and answered in the learner's own language.
_TRAINERS = {"certificates", "desk", "doctor", "mark", "whose"}


def with_pack(words: list[str]) -> list[str]:
    """Let the command see the course as it is with a pack, and in the language that is named.

    Returns the words without those that name them.

    Raises:
        Trouble: when there is no such pack or language, or it cannot be used.
    """
    code, left = language_asked_for(words)
    drafts, left = DRAFTS in left, [one for one in left if one != DRAFTS]
    left = _with_pack(left)
    if code:
        _in_language(code, left, drafts=drafts)
    return left


def language_asked_for(words: Sequence[str]) -> tuple[str, list[str]]:
    """The language that is named among the words of a command line, and the other words.

    Raises:
        Trouble: when no code follows.

    >>> language_asked_for(["preview", "06", "--language", "cy"])
    ('cy', ['preview', '06'])
    """
    named, left = where.named_after("--language", words)
    if named == "":
        raise Trouble(
            "After --language there is no language.",
            "Type its code, such as: python3 start.py preview 06 --language cy",
        )
    return named or "", left


def _in_language(code: str, words: Sequence[str], *, drafts: bool) -> None:
    """Let the command see the course in a language; a trainer's command only speaks it.

    Raises:
        Trouble: when there are no catalogues of it, when it is not safe, or when a draft would be published.
    """
    from champions.adopting.languages import course  # who uses English needs none of its pieces

    home = setup.home()
    word = next((one for one in words if not one.startswith("-")), "")
    if code not in course.languages(home):
        raise Trouble(
            f'There are no words of the course in "{code}" yet.',
            f"To make the catalogues for a translator, type: python3 start.py translate {code}",
        )
    if word in _PUBLISH and course.is_draft(home, code) and not drafts:
        raise Trouble(
            f'The words in "{code}" are a draft: nobody who speaks the language has read them.',
            f'When they have been read, write "draft: false" in locale/{code}/{course.ABOUT}. '
            f"To make it all the same, for those who read it, add {DRAFTS}.",
        )
    if word in _TRAINERS:
        from champions.adopting.languages.for_trainers import words_for_trainers

        speak(words_for_trainers(home, code))
        return
    laid_out = course.lay_out(home, code)
    os.environ[HOME_VARIABLE] = str(laid_out)
    speak(words_in(laid_out))
    if word in _SHOW_LESSONS | _READ_LESSONS and not {"-h", "--help"} & {*words}:
        _see_that_lessons_are_built(laid_out, needed=word in _SHOW_LESSONS)


def _with_pack(words: list[str]) -> list[str]:
    """Let the command see the course as it is with a pack, and return the words without the pack's.

    Where a variable says which course to use, that is used, unless a pack is named.

    Raises:
        Trouble: when there is no such pack, or it cannot be used.
    """
    named, left = where.asked_for(words)
    word = next((one for one in left if not one.startswith("-")), "")
    if named is None and (os.environ.get(HOME_VARIABLE) or word in _WITHOUT):
        return left
    if named == where.NONE:
        where.remember(setup.STATE, None)
        os.environ.pop(HOME_VARIABLE, None)
        print("The course is used without a pack from now on.", flush=True)
        return left
    folder = where.pack_folder(named) if named else _the_usual()
    if folder is None:
        return left
    from champions.adopting import overridden  # who uses no pack needs none of its pieces
    from champions.pack.join import join

    home = join(folder, setup.COURSE)
    overridden.note_new(folder, setup.COURSE)
    os.environ[HOME_VARIABLE] = str(home)
    if named:
        where.remember(setup.STATE, folder)
    if named and not left:
        print(f"The course is used with the pack in {folder} from now on.")
    if word in _SHOW_LESSONS | _READ_LESSONS and not {"-h", "--help"} & {*left}:
        _see_that_lessons_are_built(home, needed=word in _SHOW_LESSONS)
    return left


def _the_usual() -> Path | None:
    """The pack that a variable names, else the one that was named last; None without a pack."""
    told = os.environ.get(PACK_VARIABLE, "")
    if told == where.NONE:
        return None
    return where.pack_folder(told) if told else where.remembered(setup.STATE)


def _see_that_lessons_are_built(home: Path, *, needed: bool) -> None:
    """With a pack, lessons are built where its files or the course's have changed.

    Raises:
        Trouble: when they are needed and cannot be built.
    """
    from champions.authoring.unchanged import Built

    built = Built(home)
    texts = sorted(path.parent.name for path in home.glob("solutions/*/lesson.md"))
    waiting = [one for one in texts if not built.as_it_was(one)]
    if waiting and needed:
        from argparse import Namespace

        from champions.authoring import build

        print("Something that lessons are made of has changed. They are built first.", flush=True)
        build.run(Namespace(module=[], check=False, afresh=False))
    elif waiting:
        print(
            f"Not built as the pack and the course are now: {', '.join(waiting)}. "
            "When you like, type: python3 start.py build",
            file=sys.stderr,
        )
