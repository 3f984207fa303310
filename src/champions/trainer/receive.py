"""What did the trainer receive? Every file in the folder, by place, with its bytes.

Folders and zip files are read alike. Nothing is ever unpacked to disk, no link is followed, and a
file that cannot be taken is told with the reason, while the others go on.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from champions.answers import SIDECAR

#: The largest file that is read, in bytes. A lesson with all its pictures has about 2 million.
LARGEST_FILE = 50_000_000
#: The most files that one zip may hold, and the most bytes that it may unpack to in all.
MOST_IN_ZIP, LARGEST_ZIP = 2_000, 500_000_000
#: Folders inside folders, at most.
DEEPEST = 8

#: What systems leave behind by themselves: nobody sent it.
_JUNK = {".ds_store", "thumbs.db", "desktop.ini", "__macosx", ".ipynb_checkpoints", "__pycache__"}
#: A browser or a mail program may put an ending of its own after ours.
_NOTEBOOK = re.compile(r"\.ipynb(?:\.(?:txt|json))?$", re.IGNORECASE)


@dataclass(frozen=True)
class Refused:
    """Something that could not be marked.

    ``code`` is a short fixed name for scripts; ``reason`` goes on from "Not marked, because", and
    ``advice`` says what to do next.
    """

    place: str
    code: str
    reason: str
    advice: str
    learner: str = ""
    module: str = ""

    def __str__(self) -> str:
        return f"{self.place}: not marked, because {self.reason} {self.advice}".strip()


@dataclass(frozen=True)
class File:
    """One file as received.

    Attributes:
        place: where it lies, as a trainer would say it, such as ``anna/lesson.ipynb``.
        folders: the folders above it inside the trainer's folder. A zip counts as a folder.
        name: its own name.
        data: its bytes; empty for files that are neither a lesson nor answers.
    """

    place: str
    folders: tuple[str, ...]
    name: str
    data: bytes = b""

    @property
    def is_notebook(self) -> bool:
        return bool(_NOTEBOOK.search(self.name))

    @property
    def is_sidecar(self) -> bool:
        return self.name == SIDECAR


@dataclass
class Post:
    """All that was received, and what could not be taken."""

    files: list[File] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    empty_folders: list[tuple[str, ...]] = field(default_factory=list)


def receive(folder: Path, leave_out: Path | None = None) -> Post:
    """Read a folder of what learners sent.

    Args:
        folder: the trainer's folder. It is only read.
        leave_out: a folder inside it that is ours, such as the work folder.

    Raises:
        OSError: when the folder itself cannot be read.
    """
    post = Post()
    _folder(folder, (), post, leave_out.resolve() if leave_out else None)
    return post


def _folder(folder: Path, above: tuple[str, ...], post: Post, leave_out: Path | None) -> None:
    found = False
    for path in sorted(folder.iterdir()):
        if _is_junk(path.name) or path.resolve() == leave_out:
            continue
        found = True
        place = "/".join((*above, path.name))
        try:
            _take(path, place, above, post, leave_out)
        except OSError as error:
            post.refused.append(
                Refused(
                    place,
                    "unreadable",
                    f"the file could not be opened ({error.strerror or error}).",
                    "Look at its permissions, or copy it again.",
                )
            )
    if not found and above:
        post.empty_folders.append(above)


def _is_junk(name: str) -> bool:
    return name.lower() in _JUNK or name.startswith(("._", "~$", ".~"))


def _take(
    path: Path, place: str, above: tuple[str, ...], post: Post, leave_out: Path | None
) -> None:
    if path.is_symlink():
        post.refused.append(
            Refused(
                place,
                "link",
                "it is a link to somewhere else, not a file.",
                "Links are never followed. Ask for the file itself.",
            )
        )
    elif path.is_dir():
        if len(above) >= DEEPEST:
            post.refused.append(_too_deep(place))
        else:
            _folder(path, (*above, path.name), post, leave_out)
    elif not stat.S_ISREG(path.stat().st_mode):
        post.refused.append(
            Refused(
                place, "special-file", "it is not an ordinary file.", "Ask for the file itself."
            )
        )
    elif path.suffix.lower() == ".zip":
        _zip(path, place, above, post)
    else:
        file = File(place, above, path.name)
        if path.stat().st_size > LARGEST_FILE and (file.is_notebook or file.is_sidecar):
            post.refused.append(_too_large(place))
        elif file.is_notebook or file.is_sidecar:
            post.files.append(File(place, above, path.name, path.read_bytes()))
        else:
            post.files.append(file)


def _too_deep(place: str) -> Refused:
    return Refused(
        place,
        "too-deep",
        f"it lies more than {DEEPEST} folders deep.",
        "Move the learner's folder further up.",
    )


def _too_large(place: str) -> Refused:
    return Refused(
        place,
        "too-large",
        f"the file is larger than {LARGEST_FILE // 1_000_000} MB.",
        "A lesson is far smaller. Ask the learner to clear the outputs and send it again.",
    )


def _zip(path: Path, place: str, above: tuple[str, ...], post: Post) -> None:
    """Read a zip as if it were a folder. Its files are read into memory and never unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            unpacked = sum(member.file_size for member in members)
            if len(members) > MOST_IN_ZIP or unpacked > LARGEST_ZIP:
                post.refused.append(
                    Refused(
                        place,
                        "zip-too-large",
                        "the zip holds too many files, or would unpack to far too much.",
                        "Ask for the lesson file alone.",
                    )
                )
                return
            for member in members:
                _zip_member(archive, member, path, place, above, post)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
        post.refused.append(
            Refused(
                place,
                "bad-zip",
                f"the zip could not be opened ({error}).",
                "It may be cut off or locked with a password. Ask for the lesson file alone.",
            )
        )


def _zip_member(
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    path: Path,
    place: str,
    above: tuple[str, ...],
    post: Post,
) -> None:
    inside = PurePosixPath(member.filename.replace("\\", "/"))
    here = f"{place} > {inside}"
    if any(_is_junk(part) for part in inside.parts):
        return
    if inside.is_absolute() or ".." in inside.parts or stat.S_ISLNK(member.external_attr >> 16):
        post.refused.append(
            Refused(
                here,
                "unsafe-path",
                "its place in the zip points outside the zip.",
                "Ask for the lesson file alone.",
            )
        )
        return
    folders = (*above, path.stem, *inside.parts[:-1])
    file = File(here, folders, inside.name)
    if not (file.is_notebook or file.is_sidecar):
        post.files.append(file)
    elif member.file_size > LARGEST_FILE:
        post.refused.append(_too_large(here))
    else:
        with archive.open(member) as stream:
            data = io.BytesIO(stream.read(LARGEST_FILE)).getvalue()
        post.files.append(File(here, folders, inside.name, data))


def by_folder(files: list[File]) -> Iterator[tuple[tuple[str, ...], list[File]]]:
    """The files folder by folder, in order."""
    folders: dict[tuple[str, ...], list[File]] = {}
    for file in files:
        folders.setdefault(file.folders, []).append(file)
    yield from sorted(folders.items())
