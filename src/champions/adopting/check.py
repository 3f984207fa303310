"""What in a pack is unsafe, missing or older than the course: each told in words, the unsafe first."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from champions import __version__
from champions.adopting import bank, keys, overridden, own_names, replaced
from champions.adopting.found import LOOK, MEND, UNSAFE, Found
from champions.authoring import beside
from champions.authoring.asked import read_asked
from champions.authoring.checks import check_lesson
from champions.authoring.made_data import made_ready
from champions.authoring.own_tables import file_of
from champions.authoring.routes import routes
from champions.authoring.source import SourceError, drafts, read_source
from champions.authoring.surroundings import variables
from champions.authoring.unchanged import Built
from champions.data import HOME_VARIABLE
from champions.files import in_a_command
from champions.pack.contacts import not_real
from champions.pack.join import FILES, FOLDERS, GLOSSARY, PLACE, ROUTES
from champions.pack.settings import Settings, read_settings, read_yaml
from champions.pack.where import JOINED, SETTINGS
from champions.place import load_glossary, load_place
from champions.sentences import listed
from champions.trouble import Trouble

#: What may lie in a pack besides what the course reads.
_BESIDE = {
    *(
        SETTINGS,
        PLACE,
        GLOSSARY,
        ROUTES,
        JOINED,
        "public",
        "work",
        "my-work",
        "paper",
        "README.md",
        "LICENSE",
    ),
    *(
        replaced.FOLDER,
        replaced.LIST,
        ".git",
        ".github",
        ".gitignore",
        ".gitlab-ci.yml",
    ),
}


def check(pack: Path, course: Path, home: Path) -> list[Found]:
    """Everything in a pack that somebody should know of, the unsafe first.

    Args:
        pack: the pack. course: the course. home: the course as it is with the pack.
    """
    settings = read_settings(pack)
    found = [
        *_contacts(pack, course),
        *_links(pack),
        *_version(settings),
        *_names(pack, course),
        *_left_over(pack, course),
        *_where_things_are(pack),
        *_data(pack),
        *_routes(home),
        *_rules_and_lessons(pack, home),
        *_replaced(pack, course),
        *_overridden(pack, course),
        *_built(home),
    ]
    order = (UNSAFE, MEND, LOOK)
    return sorted(found, key=lambda one: order.index(one.kind))


def _contacts(pack: Path, course: Path) -> Iterator[Found]:
    own, theirs = read_yaml(pack / PLACE), read_yaml(course / PLACE)
    yield from (Found(UNSAFE, f"{PLACE}: {said}") for said in not_real(own, theirs))


def _links(pack: Path) -> Iterator[Found]:
    for at, inner, names in os.walk(pack):
        inner[:] = [one for one in inner if one not in (JOINED, ".git", "work", "my-work")]
        for name in [*inner, *names]:
            path = Path(at, name)
            if path.is_symlink():
                said = f"{path.relative_to(pack)} leads to another place. It is not read. Put the file itself there."
                yield Found(UNSAFE, said)


def _version(settings: Settings) -> Iterator[Found]:
    if settings.needs and not re.fullmatch(r"\d+(\.\d+)*", settings.needs):
        yield Found(
            MEND, f'{SETTINGS}: after needs: there is "{settings.needs}", which is no version.'
        )
    elif settings.needs and _parts(settings.needs) > _parts(__version__):
        yield Found(
            MEND,
            f"The pack needs version {settings.needs} of the course, and this is {__version__}. "
            "Update the course.",
        )
    if not settings.needs:
        yield Found(
            LOOK, f"{SETTINGS} does not say which version it needs. Write: needs: {__version__}"
        )


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(one) for one in version.split("."))


def _names(pack: Path, course: Path) -> Iterator[Found]:
    """Keys that the course does not know are probably mistyped; two alike names cannot be told apart."""
    yield from keys.slips(pack / PLACE, course / PLACE)
    glossary = read_yaml(course / GLOSSARY)
    for key, word in read_yaml(pack / GLOSSARY).items():
        theirs = glossary.get(key)
        whole = {**(theirs or {}), **(word if isinstance(word, Mapping) else {})}
        lacks = [one for one in ("term", "means", "example") if not whole.get(one)]
        if lacks:
            yield Found(MEND, f'{GLOSSARY}: the word "{key}" has no {listed(lacks, "and no")}.')


def _left_over(pack: Path, course: Path) -> Iterator[Found]:
    """Names of the course's own town that the stories of another town still have."""
    own, theirs = read_yaml(pack / PLACE), read_yaml(course / PLACE)
    if not own.get("place") or own["place"] == theirs.get("place"):
        return
    left = [
        str(name)
        for group in ("parts", "organisations")
        for key, name in (theirs.get(group) or {}).items()
        if key not in (own.get(group) or {})
    ]
    if left:
        said = f"{PLACE}: these names in the stories are still the course's: {listed(left)}."
        yield Found(LOOK, said)


def _where_things_are(pack: Path) -> Iterator[Found]:
    known = _BESIDE | {one.split("/")[0] for one in FOLDERS} | {*FILES}
    for path in sorted(pack.iterdir()):
        if path.name not in known and not path.name.startswith("."):
            said = f'"{path.name}" is no name that the course looks for, so it is not read.'
            if path.name in beside.FOLDERS:
                said += f" It belongs beside a lesson, such as solutions/18-our-garden/{path.name}."
            yield Found(LOOK, said)


def _data(pack: Path) -> Iterator[Found]:
    for folder in sorted((pack / "datasets").glob("*/")):
        try:
            table = file_of(folder)
        except Trouble as trouble:
            yield Found(MEND, f"{trouble.what} {trouble.do}")
            continue
        if table and not (folder / "README.md").is_file():
            yield Found(
                MEND,
                f"datasets/{folder.name} has no README.md. Write in it whose data they are, who "
                "agreed, what each column means, and how few people the smallest number stands for.",
            )


def _routes(home: Path) -> Iterator[Found]:
    try:
        among = routes(home)
    except Trouble as trouble:
        yield Found(MEND, f"{trouble.what} {trouble.do}")
        return
    there = [path.parent.name for path in sorted(home.glob("solutions/*/lesson.md"))]
    named = {one for route in among for one in (*route.numbers, *dict(route.first_parts))}
    for number in sorted(named):
        if not any(name.startswith(f"{number}-") for name in there):
            yield Found(MEND, f"{ROUTES} names lesson {number}, and there is none of that number.")
    for number in sorted({name[:2] for name in there}):
        if len(alike := [name for name in there if name.startswith(f"{number}-")]) > 1:
            yield Found(MEND, f"Two lessons have one number: {listed(alike)}. Rename yours.")


def _rules_and_lessons(pack: Path, home: Path) -> Iterator[Found]:
    try:
        load_place(home), load_glossary(home)
    except Trouble as trouble:
        yield Found(MEND, f"{trouble.what} {trouble.do}")
        return
    yield from _lessons(pack, home)
    yield from own_names.typed_in_lessons(pack)


def _lessons(pack: Path, home: Path) -> Iterator[Found]:
    """The pack's own lessons are read as the build reads them, and held against their banks of answers."""
    if any(pack.glob("solutions/*/lesson.md")) or any(pack.glob("datasets/*")):
        try:
            list(made_ready(home))
        except Trouble as trouble:
            yield Found(MEND, f"{trouble.what} {trouble.do}")
    for path in sorted(pack.glob("solutions/*/lesson.md")):
        module = path.parent.name
        with variables({HOME_VARIABLE: str(home)}):
            place, glossary = load_place(home), load_glossary(home)
            try:
                source = read_source(home / "solutions" / module, home)
            except SourceError as error:
                yield Found(MEND, str(error.mistake))
                continue
            asked = read_asked(home, source, place)
            mistakes = check_lesson(home, source, glossary, place, asked)
        yield from (Found(MEND, str(one)) for one in mistakes)
        if source.is_draft:
            yield Found(LOOK, f"{module} is a draft. It cannot be handed out yet.")
        if asked.scheme:
            yield from bank.slips(home, module, asked.scheme, place, asked.facts)


def _replaced(pack: Path, course: Path) -> Iterator[Found]:
    for one in replaced.all_replaced(pack, course):
        if one.noted is None:
            yield Found(
                LOOK,
                f"The pack has its own {one.name}, and nobody noted how the course's was then. Compare "
                f"them, then type: python3 start.py pack --seen {in_a_command(one.name.split('/')[-1])}",
            )
        elif not one.now:
            yield Found(
                LOOK,
                f"The course has no {one.name} any more. The pack's is a lesson of its own now.",
            )
        elif one.changed:
            lines = "\n  ".join(replaced.difference(pack, course, one))
            yield Found(
                LOOK,
                f"The course has changed {one.name} since the pack's copy was made. Take over what you "
                f"want, then type: python3 start.py pack --seen {in_a_command(one.name.split('/')[-1])}\n  {lines}",
            )


def _overridden(pack: Path, course: Path) -> Iterator[Found]:
    for one in overridden.moved(pack, course):
        seen = f"Then type: python3 start.py pack --seen {one.file}"
        if one.now and not one.was:
            said = (
                f"{one.file}: the course has its own {one.key} now, and the pack's stands in its place. "
                f"Look whether they mean the same. {seen}\n  now: {one.now}"
            )
        elif one.now:
            said = (
                f"{one.file}: the course has changed what it says under {one.key}, and the pack has its "
                f"own there. Take over what you want. {seen}\n  then: {one.was}\n  now: {one.now}"
            )
        else:
            said = (
                f"{one.file}: the course has no {one.key} any more. Look whether the pack still "
                f"needs it. {seen}"
            )
        yield Found(LOOK, said)


def _built(home: Path) -> Iterator[Found]:
    built = Built(home)
    unfinished = drafts(home)  # they are built each time, and told of above
    there = sorted(path.parent.name for path in home.glob("solutions/*/lesson.md"))
    texts = [one for one in there if one not in unfinished]
    waiting = [one for one in texts if not built.as_it_was(one)]
    if waiting:
        which = "all lessons" if waiting == texts else ", ".join(waiting)
        yield Found(LOOK, f"Not built as they are now: {which}. Type: python3 start.py build")
