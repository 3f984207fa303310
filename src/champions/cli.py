"""The command line: ``champions WORD …``, or ``python3 start.py WORD …`` in the course folder.

Each command lives in one module, which is imported only when its word is typed. A module has a
docstring whose first line says what the command does, and two functions:

    def add_arguments(parser: argparse.ArgumentParser) -> None
    def run(args: argparse.Namespace) -> int

``run`` returns 0 when all is well and 1 when there is something to mend. What a person can mend is
raised as :class:`champions.trouble.Trouble` and shown without a traceback. Wrong words give 2.
"""

from __future__ import annotations

import argparse
import atexit
import importlib
import os
import re
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from champions import __version__
from champions.nbgrader import startup
from champions.sentences.told import bare, later, told
from champions.trouble import Trouble

#: Each command's word, its module, and what it does. To add a command, add a line.
COMMANDS: dict[str, tuple[str, str]] = {
    "open": ("champions.install.open_course", later("open the course in your browser")),
    "build": ("champions.authoring.build", later("make the lessons from their texts")),
    "data": (
        "champions.authoring.made_data",
        later("make the invented data afresh, with your names"),
    ),
    "preview": ("champions.authoring.preview.command", later("see a lesson as you write it")),
    "keep-version": (
        "champions.authoring.keep_version",
        later("keep the lessons as they are, for work that is made with them"),
    ),
    "new-pack": (
        "champions.adopting.new_pack",
        later("begin a pack: your place, in a folder of your own"),
    ),
    "pack": (
        "champions.adopting.command",
        later("say what your pack changes, and what is to mend in it"),
    ),
    "new-module": ("champions.authoring.new_module", later("begin a lesson of your own")),
    "translate": (
        "champions.adopting.languages.command",
        later("make the catalogues of a language, or bring them up to date"),
    ),
    "mark": ("champions.marking.command", later("mark what your learners sent you")),
    "whose": (
        "champions.marking.whose_command",
        later("show what you said of whose files are, or undo it"),
    ),
    "desk": (
        "champions.desk.command",
        later("open the trainer's desk: files in, marks, feedback out"),
    ),
    "certificates": (
        "champions.desk.certificates",
        later("write the certificates that were earned"),
    ),
    "charts": (
        "champions.charts.catalogue",
        later("list every chart, rule set and option with its test"),
    ),
    "paper": ("champions.authoring.paper.pages", later("make pages to print of each lesson")),
    "site": (
        "champions.website.command",
        later("make the course as a website that needs no server"),
    ),
    "serve": ("champions.website.serve", later("show that website on this computer, or in a room")),
    "scorm": ("champions.website.scorm", later("make packages of lessons for a learning platform")),
    "jupyterhub": (
        "champions.install.shared_server",
        later("open the course to many people, on a server of yours"),
    ),
    "doctor": ("champions.marking.doctor", later("say whether this machine can mark safely")),
}

#: Lets a command see the course as it is with a pack.
_WITH_PACK = "champions.adopting.using"


#: The extra of the wheel that brings what a command needs. The others need no more than charts do, or
#: are for the course folder, where start.py brings everything.
EXTRAS: dict[str, str] = {
    **dict.fromkeys(
        ("build", "data", "pack", "preview", "paper", "scorm", "site", "translate"), "site"
    ),
    **dict.fromkeys(("mark", "whose", "certificates", "doctor"), "marking"),
    **dict.fromkeys(("keep-version", "new-module", "new-pack"), "marking"),
    "desk": "desk",
}


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 well, 1 something to mend, 2 wrong words."""
    typed = list(sys.argv[1:] if words is None else words)
    try:
        words = _with_pack()(typed)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    if typed and not words:  # it was told which pack to use from now on, and no more
        return 0
    chosen = next((word for word in words if not word.startswith("-")), None)
    if chosen in EXTRAS and (missing := _lacking(EXTRAS[chosen])):
        print(_piece_missing(chosen, missing[0]), file=sys.stderr)
        return 1
    try:
        return _run(words, chosen)
    except ModuleNotFoundError as error:
        if chosen not in EXTRAS or str(error.name).split(".")[0] == "champions":
            raise
        print(_piece_missing(chosen, str(error.name)), file=sys.stderr)
        return 1


def _with_pack() -> Callable[[list[str]], list[str]]:
    """What lets a command see a pack. A plain install of the wheel has no course, and so no pack."""
    try:
        found: Callable[[list[str]], list[str]] = importlib.import_module(_WITH_PACK).with_pack
    except ModuleNotFoundError as error:
        if str(error.name).split(".")[0] == "champions":
            raise
        return list
    return found


def _lacking(extra: str) -> list[str]:
    """Pieces of an extra that are not installed, where champions was installed as a wheel.

    In the course folder it was not: start.py has brought everything.
    """
    if (Path(__file__).resolve().parents[2] / "start.py").is_file():
        return []
    from importlib import metadata  # it brings all that reads mail

    try:
        asked = metadata.requires("champions") or []
    except metadata.PackageNotFoundError:
        return []
    found: list[str] = []
    for line in asked:
        wanted, _, when = line.partition(";")
        if re.search(rf"extra\s*==\s*['\"]{extra}['\"]", when) is None:
            continue
        if own := re.match(r"champions\[(\w+)\]", wanted):
            found += _lacking(own[1])
        elif not _installed(re.split(r"[^\w.-]", wanted.strip())[0]):
            found.append(re.split(r"[^\w.-]", wanted.strip())[0])
    return found


def _installed(name: str) -> bool:
    from importlib import metadata

    try:
        metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def _piece_missing(word: str, piece: str) -> Trouble:
    """What a plain install of the wheel says of a command that needs more than charts do.

    >>> print(_piece_missing("desk", "flask.views"))
    "champions desk" needs pieces that are not installed, such as flask.
    What to do: Install champions again with its extra "desk": give pip the same name or file as before, \
with [desk] behind it, such as champions[desk]. In the course folder, python3 start.py brings everything.
    """
    extra = EXTRAS[word]
    return Trouble(
        f'"champions {word}" needs pieces that are not installed, such as {piece.split(".", maxsplit=1)[0]}.',
        f'Install champions again with its extra "{extra}": give pip the same name or file as before, with '
        f"[{extra}] behind it, such as champions[{extra}]. In the course folder, python3 start.py brings "
        "everything.",
    )


def _run(words: list[str], chosen: str | None) -> int:
    startup.leave_out_grammars()  # before a command imports what builds them
    parser = _parser(chosen)
    try:
        args = parser.parse_args(words)
    except SystemExit as end:  # argparse has already said why, in words
        return int(end.code or 0)
    try:
        return int(args.run(args))
    except Trouble as trouble:
        sys.stdout.flush()
        print(trouble, file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        sys.stderr.close()
        return 1
    except OSError as error:
        from champions.install.setup import of_the_system

        sys.stdout.flush()
        print(of_the_system(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 1


class PlainHelp(argparse.HelpFormatter):
    """The list of a command's options, with its first word in the language that is spoken."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Begin with how the command is typed."""
        super().add_usage(
            usage, actions, groups, f"{told('usage:')} " if prefix is None else prefix
        )


class PlainParser(argparse.ArgumentParser):
    """A parser that says what it did not understand in plain words, and what to type instead."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given, add_help=False, formatter_class=PlainHelp)
        self._positionals.title, self._optionals.title = told("what to type"), told("options")
        self.add_argument("-h", "--help", action="help", help=told("show these words, and end"))

    def format_help(self) -> str:
        """The list, without the signs around what has no translation."""
        return bare(super().format_help())

    def error(self, message: str) -> NoReturn:
        """Say it, without the list of every argument, and end with 2."""
        what = told("What to do: type {command} --help", command=self.prog)
        print(bare(f"{_plain(message)}\n{what}"), file=sys.stderr)
        raise SystemExit(2)


def _plain(message: str) -> str:
    """What argparse found wrong, in plain words.

    >>> _plain("argument WORD: invalid choice: 'opne' (choose from 'open', 'mark')")
    'There is no word "opne". Did you mean "open"?'
    >>> _plain("the following arguments are required: folder")
    'Something is missing: folder.'
    >>> _plain("unrecognized arguments: --prot 1")
    'These words were not understood: --prot 1'
    """
    import difflib

    if wrong := re.match(r"argument \S+: invalid choice: '(.*)' \(choose from (.*)\)", message):
        there = re.findall(r"[\w-]+", wrong[2])
        near = difflib.get_close_matches(wrong[1], there, n=1)
        if near:
            return told(
                'There is no word "{word}". Did you mean "{near}"?', word=wrong[1], near=near[0]
            )
        return told(
            'There is no word "{word}". There is: {all}.', word=wrong[1], all=", ".join(there)
        )
    if missing := re.match(r"the following arguments are required: (.*)", message):
        return told("Something is missing: {names}.", names=missing[1])
    if unknown := re.match(r"unrecognized arguments: (.*)", message):
        return told("These words were not understood: {words}", words=unknown[1])
    said = re.sub(r"^argument (\S+): ", r"\1: ", message)
    return said if said.endswith((".", "?")) else f"{said}."


def _parser(chosen: str | None) -> argparse.ArgumentParser:
    """The parser of all words, with the arguments of the chosen one only."""
    typed = "champions" if Path(sys.argv[0]).name == "champions" else "python3 start.py"
    parser = PlainParser(
        prog=typed,
        description=told("Peer Improvement Champions: learn quality improvement by doing it."),
        epilog=told("'%(prog)s WORD --help' says more about a word."),
    )
    parser.add_argument(
        "--pack",
        metavar="FOLDER",
        help=told("use the course with this pack, now and from now on; none: without one"),
    )
    parser.add_argument(
        "--language",
        metavar="CODE",
        help=told(
            "use the course in this language, such as cy, with this command; it has to have catalogues"
        ),
    )
    parser.add_argument(
        "--drafts",
        action="store_true",
        help=told("with --language: publish a draft too, for the people who read it"),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"champions {__version__}",
        help=told("say which version this is, and end"),
    )
    words = parser.add_subparsers(metavar="WORD", required=True, title=told("what it can do"))
    for word, (name, english) in COMMANDS.items():
        what_it_does = told(english)
        command = words.add_parser(word, help=what_it_does, description=what_it_does.capitalize())
        if word == chosen:
            module = importlib.import_module(name)
            module.add_arguments(command)
            command.set_defaults(run=module.run)
    return parser


def program() -> NoReturn:
    """Run one command, and end the program at once.

    Python would first take apart a thousand modules and all that was read: as long as marking three lessons
    takes, for memory that the system takes back anyway. What was set down to be done at the end is done.
    """
    code = main()
    if threading.active_count() > 1:  # Python waits for the others
        sys.exit(code)
    atexit._run_exitfuncs()  # noqa: SLF001 - there is no public name for it
    with suppress(OSError, ValueError):  # nobody reads it any more
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    program()
