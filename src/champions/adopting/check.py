"""What in a pack is unsafe, missing or older than the course: each told in words, the unsafe first."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from champions import __version__
from champions.adopting import replaced
from champions.authoring.asked import read_asked
from champions.authoring.checks import check_lesson
from champions.authoring.made_data import made_ready
from champions.authoring.own_tables import file_of
from champions.authoring.routes import routes
from champions.authoring.source import SourceError, read_source
from champions.authoring.surroundings import variables
from champions.authoring.unchanged import Built
from champions.data import HOME_VARIABLE
from champions.pack.contacts import not_real
from champions.pack.join import FILES, FOLDERS, GLOSSARY, PLACE, ROUTES
from champions.pack.settings import Settings, read_settings, read_yaml
from champions.pack.where import JOINED, SETTINGS
from champions.place import fill_in, load_glossary, load_place
from champions.questions.answers import plain
from champions.questions.scheme import Scheme
from champions.sentences import listed
from champions.trouble import Trouble

UNSAFE, MEND, LOOK = "Unsafe", "To mend", "To look at"
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
        "pictures",
    ),
}


@dataclass(frozen=True)
class Found:
    """One thing that was found: how grave it is, and what it is in words."""

    kind: str
    said: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.said}"


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
        *_lessons(pack, home),
        *_replaced(pack, course),
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
    for name in (PLACE,):
        yield from _unknown(name, read_yaml(pack / name), read_yaml(course / name))
    place = read_yaml(pack / PLACE)
    for group in ("parts", "organisations"):
        names = place.get(group) if isinstance(place.get(group), Mapping) else {}
        for key, said in dict(names or {}).items():
            if not isinstance(said, str | int | float) or not str(said).strip():
                yield Found(MEND, f"{PLACE}: there is no name after {key}: below {group}.")
    for key, word in read_yaml(pack / GLOSSARY).items():
        theirs = read_yaml(course / GLOSSARY).get(key)
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


def _unknown(name: str, own: Mapping[str, Any], theirs: Mapping[str, Any]) -> Iterator[Found]:
    for key, value in own.items():
        if key not in theirs:
            near = difflib.get_close_matches(str(key), list(map(str, theirs)), n=1, cutoff=0.75)
            if near:
                yield Found(MEND, f'{name}: "{key}" is not known. Did you mean {near[0]}?')
            else:
                said = f'{name}: no lesson of the course uses "{key}". Only a lesson of yours can.'
                yield Found(LOOK, said)
        elif isinstance(theirs[key], Mapping) and isinstance(value, Mapping):
            for inner in value.keys() - theirs[key].keys():
                yield Found(MEND, f'{name}: "{inner}" below {key} is not known to the course.')
        elif isinstance(theirs[key], Mapping) != isinstance(value, Mapping):
            yield Found(
                MEND, f"{name}: what stands after {key}: is of another form than the course's."
            )


def _where_things_are(pack: Path) -> Iterator[Found]:
    known = _BESIDE | {one.split("/")[0] for one in FOLDERS} | {*FILES}
    for path in sorted(pack.iterdir()):
        if path.name not in known and not path.name.startswith("."):
            said = f'"{path.name}" is no name that the course looks for, so it is not read.'
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
    for number in sorted({one for route in among for one in route.numbers}):
        if not any(name.startswith(f"{number}-") for name in there):
            yield Found(MEND, f"{ROUTES} names lesson {number}, and there is none of that number.")
    for number in sorted({name[:2] for name in there}):
        if len(alike := [name for name in there if name.startswith(f"{number}-")]) > 1:
            yield Found(MEND, f"Two lessons have one number: {listed(alike)}. Rename yours.")


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
            yield from _bank(home, module, asked.scheme, place)


def _bank(home: Path, module: str, scheme: Scheme, place: Mapping[str, Any]) -> Iterator[Found]:
    path = home / "tests" / "answers" / f"{module}.yml"
    shown = f"tests/answers/{module}.yml"
    if not path.is_file():
        yield Found(LOOK, f"{module} has no bank of answers. Right and wrong ones go into {shown}.")
        return
    try:
        bank = _filled(yaml.safe_load(path.read_text(encoding="utf-8")) or {}, place)
    except yaml.YAMLError as error:
        yield Found(MEND, f"{shown} is not sound YAML: {error}")
        return
    for name, forms in bank.items():
        if name not in scheme:
            yield Found(MEND, f'{shown}: the lesson asks no question "{name}".')
            continue
        question = scheme[name]
        for answer in forms.get("right") or ():
            if question.mark(plain(answer)).state != "right":
                yield Found(MEND, f"{shown}: {name} does not take {answer!r} as right.")
        wrong = forms.get("wrong") or {}
        for answer, wanted in wrong.items() if isinstance(wrong, Mapping) else wrong:
            marked = question.mark(plain(answer))
            if (got := marked.outcome or marked.state) != wanted:
                yield Found(MEND, f"{shown}: {name} takes {answer!r} for {got}, not for {wanted}.")


def _filled(part: Any, place: Mapping[str, Any]) -> Any:
    if isinstance(part, dict):
        return {_filled(key, place): _filled(value, place) for key, value in part.items()}
    if isinstance(part, list):
        return [_filled(one, place) for one in part]
    return fill_in(part, {}, place) if isinstance(part, str) else part


def _replaced(pack: Path, course: Path) -> Iterator[Found]:
    for one in replaced.all_replaced(pack, course):
        if one.noted is None:
            yield Found(
                LOOK,
                f"The pack has its own {one.name}, and nobody noted how the course's was then. Compare "
                f"them, then type: python3 start.py pack --seen {one.name.split('/')[-1]}",
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
                f"want, then type: python3 start.py pack --seen {one.name.split('/')[-1]}\n  {lines}",
            )


def _built(home: Path) -> Iterator[Found]:
    built = Built(home)
    texts = sorted(path.parent.name for path in home.glob("solutions/*/lesson.md"))
    waiting = [one for one in texts if not built.as_it_was(one)]
    if waiting:
        said = f"Not built as they are now: {', '.join(waiting)}. Type: python3 start.py build"
        yield Found(LOOK, said)
