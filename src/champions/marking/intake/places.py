"""What does the place of a file say of whose it is? Names as platforms, phones and people make them.

A place is the folders above a file and its own name. From it come clues; whether a clue is proof, and
who is meant, is decided in :mod:`champions.marking.intake.identity`. The forms of Moodle and Canvas were
looked up in their source, those of Brightspace and Blackboard in public programs that read them; those
of Teams, Google and Microsoft Forms are as people report them:

- Moodle, ``mod/assign/classes/downloader.php`` and before it ``locallib.php``: ``[GROUP-]NAME_NUMBER_
  assignsubmission_file_``, a folder or the start of a flat name. NAME is "Participant" in the language
  of the site with blind marking; a team's work has the team's name. NUMBER is new in each assignment.
- Canvas, ``lib/content_zipper.rb``: ``name_[LATE_]USER_FILE_title``; anonymous
  ``[LATE_]anon_ID_FILE_title``. A later file has a higher FILE, and "-1" at the end of its title.
- Blackboard: ``TASK_user_attempt_2026-01-31-10-15-00_title``, and beside it a receipt in plain text.
- Brightspace: ``USER-TASK - Name - Jan 31, 2026 1015 AM``. Some sites put a student number in between.
- Teams: ``Submitted files/PERSON/TASK/Version 2``; ``Working files`` hold what was not handed in.
- Sakai: ``TASK/Example, Anna(anna01)/Submission attachment(s)/``.
- nbgrader: ``exchange/inbound/user+lesson+time+word``, or ``submitted/user/lesson``.
- Microsoft Forms puts ``_Anna Example`` after a file's name, Google Forms `` - Anna Example``, and
  Google Classroom ``Anna Example - `` before it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from dateutil.parser import parse as parse_time

from champions.marking.intake.habits import COPY_AFTER, COPY_OF, COPY_WORDS, FIRST_OF_TWO, WORDS

#: What a clue is.
CODE, NUMBER, USER, MAIL, NAME, FOLDER, FILE = (
    "code", "number", "user", "mail", "name", "folder", "file"
)  # fmt: skip

NOTEBOOK_ENDING = re.compile(
    r"\.ipynb(?:\.(?:txt|json|download|crdownload|part|html|zip|bin))*$", re.IGNORECASE
)


@dataclass(frozen=True)
class Clue:
    """One thing that is known of whose a file is.

    Attributes:
        kind: what it is: a code that was typed, a name on a platform, a folder, and so on.
        said: what it says, as a person would read it.
        number: what no two people share, such as ``canvas:4711``; empty where there is none.
        readings: other ways to read it, such as a name without the group before it.
        platform: who made the name, in words; empty for names that people made.
        blind: True when the platform hid the name on purpose.
        weak: True for a name that is one of habit, and may all the same be somebody's whom the list has.
        runs: runs of words in it, any of which may name somebody, the longest first.
        words: the words in it that say something: with a run alone, the others must be explained too.
    """

    kind: str
    said: str
    number: str = ""
    readings: tuple[str, ...] = ()
    platform: str = ""
    blind: bool = False
    weak: bool = False
    runs: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """What a place says.

    Attributes:
        clues: of whose the file is, the surest first.
        order: which of one person's files is the later, where the platform says it: compared as
            numbers, empty where nothing says it.
        lesson: the lesson that nbgrader's exchange names.
        sent_at: when it was handed in, as nbgrader's exchange says it.
        folder: the folder that is the person's, as far as :attr:`clues` name one.
    """

    clues: tuple[Clue, ...] = ()
    order: tuple[float, ...] = ()
    lesson: str = ""
    sent_at: str = ""
    folder: tuple[str, ...] = ()


# --- nbgrader's exchange ---------------------------------------------------------------------------

#: nbgrader's exchange: anna+06-run-charts+2026-01-31 10:15:00.000000 UTC+aRandomWord. A user's name
#: may hold a plus too. Where a colon cannot stand in a name, programs put another sign.
_EXCHANGE = re.compile(
    r"(?P<who>.+)\+(?P<lesson>[^+]+)\+"
    r"(?P<day>\d{4}-\d\d-\d\d)[ T_](?P<h>\d\d)[:_.-](?P<m>\d\d)[:_.-](?P<s>\d\d(?:\.\d+)?)"
    r"(?P<zone>[ _]?[A-Za-z]+)?(?:\+[\w-]+=*)?"
)


@dataclass(frozen=True)
class HandedIn:
    """What nbgrader's exchange says in the name of a folder: who, which lesson and when."""

    who: str
    lesson: str
    when: str


def handed_in(name: str) -> HandedIn | None:
    """Read the name of a folder in nbgrader's exchange; None for any other name.

    >>> handed_in("anna+06-run-charts+2026-01-31 10:15:00.5 UTC+c_0-Zw")
    HandedIn(who='anna', lesson='06-run-charts', when='2026-01-31 10:15:00.5 UTC')
    >>> handed_in("anna+ben")
    """
    found = _EXCHANGE.fullmatch(name)
    if found is None:
        return None
    day, hours, minutes, seconds = found.group("day", "h", "m", "s")
    zone = (found["zone"] or "").strip(" _")
    when = f"{day} {hours}:{minutes}:{seconds} {zone}".strip()
    return HandedIn(found["who"], found["lesson"], when)


# --- Names that say nobody -------------------------------------------------------------------------

_AFTER = re.compile(
    rf"(?:[ _-]*[(\[]\d{{1,3}}[)\]]|[ _–—-]+(?:{COPY_WORDS})(?:[ _-]?\d{{1,3}})?"
    rf"|[ _–—-]*(?:{COPY_AFTER})(?:[ _-]?\d{{1,3}})?"
    rf"|[ _]*[(\[](?:{COPY_WORDS})(?:[ _-]?\d{{1,3}})?[)\]])$",
    re.IGNORECASE,
)
_BEFORE = re.compile(rf"^(?:{COPY_OF})[ _–—-]+(?=\S)", re.IGNORECASE)

#: A word that stands for a person where a number follows it: a trainer's own "Learner 12".
_PERSON_WORDS = frozenset(
    {
        *("learner", "student", "participant", "champion", "person", "user"),
        *("teilnehmer", "deelnemer", "participante"),
    }
)
#: "Participant" as Moodle says it with blind marking, in the languages of its own packs.
_BLIND = re.compile(
    r"(?:participante?|participant\(e\)|teilnehmer(?:/-?in|\*in|:in|-in| in|in)?|deelnemer|"
    r"partecipante|uczestnik|deltagare|deltaker|deltager|osallistuja|cyfranogwr|účastník|účastníci|"
    r"résztvevő|participantul|συμμετέχων|участник|учасник|katılımcı|sudionik|udeleženec|참가자|参加者|"
    r"参与者|anonymous|anon)",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"[\s_.,;:+&#!~@()\[\]{}'’–—-]+")
#: A word of signs and figures that programs make: WA0004, 20260131T101500Z, v2, 3rd.
_MADE = re.compile(
    r"(?:\d+|(?:wa|v|ver|img|doc|dsc|pxl|vid|p|w|t|e|s|no|nr|n)\d+|\d+(?:st|nd|rd|th|am|pm|x)|"
    r"\d{4,8}t?\d{0,8}z?|[0-9a-f]{8,})"
)


def without_copy(name: str) -> str:
    """A name without what systems put to it when a file comes twice, in several languages.

    >>> without_copy("lesson - Kopie (2)"), without_copy("Copy of Copy of lesson"), without_copy("x (1)")
    ('lesson', 'lesson', 'x')
    >>> without_copy("Copy"), without_copy("lesson copy 2"), without_copy("Kopie von Anna")
    ('Copy', 'lesson', 'Anna')
    """
    name = unicodedata.normalize("NFC", name).strip()
    while True:
        shorter = _BEFORE.sub("", _AFTER.sub("", name)).strip()
        if not shorter or shorter == name:
            return name
        name = shorter


def stem_of(name: str) -> str:
    """The name of a notebook without its ending.

    >>> stem_of("lesson.ipynb.download"), stem_of("lesson.IPYNB"), stem_of("lesson.ipynb (1)")
    ('lesson', 'lesson', 'lesson (1)')
    """
    name = re.sub(r"(\.ipynb)( ?\(\d+\))$", r"\2\1", name, flags=re.IGNORECASE)
    return NOTEBOOK_ENDING.sub("", name)


#: The folder of a cloud program, with whose account it is: an organisation's, or the trainer's own.
_CLOUD = re.compile(
    r"(?:onedrive|google ?drive|dropbox|box|nextcloud|owncloud|icloud ?drive|sharepoint)\s*[-–(]",
    re.IGNORECASE,
)
#: A code of one letter, as some programmes have. A "v" is a version's, and one figure is a copy's.
_SHORT_CODE = re.compile(r"[^\W\d_v][-_ ]\d{2,6}")


def says_nobody(name: str, words: Collection[str] = ()) -> bool:
    """True for a name that systems and habits give: it says nothing of a person.

    Args:
        name: the name of a folder, or of a file without its ending.
        words: more words that say nothing, such as those of the lessons' names.

    >>> [says_nobody(one) for one in ("my-work", "OneDrive_1_31-01-2026", "Version 2", "IMG_2031")]
    [True, True, True, True]
    >>> [says_nobody(one) for one in ("DOC-20260131-WA0004", "drive-download-20260131T101500Z-001")]
    [True, True]
    >>> [says_nobody(one) for one in ("Anna Example", "LC-17", "Learner 12", "Learner", "half-done")]
    [False, False, False, True, False]
    >>> [says_nobody(one) for one in ("A-03", "v-02", "a-1")]
    [False, True, True]
    """
    plain = unicodedata.normalize("NFC", without_copy(name)).casefold()
    parts = [part for part in _SIGNS.split(plain) if part]
    if len(parts) == 2 and parts[0] in _PERSON_WORDS and parts[1].isdigit():
        return False
    if _SHORT_CODE.fullmatch(plain):
        return False
    if len(parts) == 1 and re.sub(r"\d+$", "", parts[0]) in _PERSON_WORDS - {parts[0]}:
        return False
    left = [part for part in parts if not _is_generic(part, words)]
    if not left:
        return True
    return len(parts) > 1 and all(len(part) == 1 and part.isascii() for part in left)


def _is_generic(part: str, words: Collection[str]) -> bool:
    if part in WORDS or part in words or _MADE.fullmatch(part):
        return True
    letters = re.sub(r"\d+$", "", part)
    return letters != part and (letters in WORDS or letters in words)


def looks_like_a_code(text: str) -> bool:
    """True for the form of a code: letters, then figures, as in ``LC-17`` or ``bittern-13``.

    >>> [looks_like_a_code(one) for one in ("LC-17", "bittern 13", "anna01", "run-charts-2", "final2")]
    [True, True, True, False, False]
    """
    found = re.fullmatch(r"([^\W\d_]{1,14})[ _-]?\d{1,6}[^\W\d_]?", text.strip())
    return bool(found) and not says_nobody(text)


# --- Places ---------------------------------------------------------------------------------------


class Reader:
    """Reads places in one course.

    Args:
        modules: the names of the lessons, each with the names of its notebooks.
    """

    def __init__(self, modules: Mapping[str, Sequence[str]]) -> None:
        self.modules = modules
        stems = {stem_of(name) for names in modules.values() for name in names}
        self._known = sorted({*modules, *stems}, key=len, reverse=True)
        self._of_each = [
            frozenset(p for p in _SIGNS.split(name.casefold()) if len(p) > 1)
            for name in self._known
        ]
        self._words = frozenset(p for words in self._of_each for p in words if len(p) > 2)

        #: What was worked out of names that come again and again, such as "my-work".
        self._habits: dict[str, bool] = {}
        self._tell: dict[str, tuple[str, ...]] = {}

    def says_nobody(self, name: str) -> bool:
        """As :func:`says_nobody`, in this course: the words of its lessons say nothing either."""
        return name in self.modules or says_nobody(name, self._words)

    def is_habit(self, folder: str) -> bool:
        """True for the name of a folder that says nothing of a person: a habit's, or a lesson's.

        One word of a lesson's name alone may be anything; two or all of them are the lesson.
        """
        if folder not in self._habits:
            self._habits[folder] = self._is_habit(folder)
        return self._habits[folder]

    def _is_habit(self, folder: str) -> bool:
        if folder in self.modules or says_nobody(folder) or _CLOUD.match(folder):
            return True
        parts = {part for part in _SIGNS.split(without_copy(folder).casefold()) if part}
        for words in self._of_each:
            left = {part for part in parts if part in words or not _is_generic(part, ())}
            named = {part for part in words if not part.isdigit()}
            if left <= words and named and (len(left & named) > 1 or named <= left):
                return True
        return False

    def read(self, folders: Sequence[str], name: str, lesson: str = "") -> Place:
        """What the place of a file says.

        Args:
            folders: the folders above it inside the trainer's folder, the outermost first.
            name: its own name, with its ending.
            lesson: which lesson it is: some platforms number people anew in each.
        """
        stem = unicodedata.normalize("NFC", stem_of(name))
        made = [*self._by_teams(folders), *_by_sakai((*folders, stem))]
        order: tuple[float, ...] = ()
        for text in (stem, *reversed(folders)):
            for clue, later in _by_platform(text, lesson):
                is_sure = clue.number and clue.platform != "Canvas"
                # A file with a title and a day, and no time of day, is nobody's: "Our chart - 31 January 2026".
                is_titled = not clue.number and text == stem and not re.search(r"\d{4} \d", text)
                if is_titled or (not is_sure and self.says_nobody(clue.said)):
                    continue  # "lesson_10_2026_b" and "My work - Jan 31, 2026" are a person's own names
                made.append(clue)
                order = order or later
        sent = next((sent for one in reversed(folders) if (sent := handed_in(one))), None)
        order = order or _version(folders)
        if made:
            return Place(
                tuple(dict.fromkeys(made)),
                order,
                sent.lesson if sent else "",
                sent.when if sent else "",
            )
        named = [n for n, one in enumerate(folders, 1) if not self.is_habit(one)]
        at = max(named, default=0)
        clues = [
            self._of_folder(folders[n - 1], weak=n not in named)
            for n in range(len(folders), 0, -1)
            if n in named or re.search(r"[^\W\d_]|\d{5}", without_copy(folders[n - 1]))
        ]
        clues.sort(key=lambda one: one.weak)
        clues += self._in_file(stem)
        return Place(tuple(clues), order, folder=tuple(folders[:at]))

    def _of_folder(self, name: str, number: str = "", *, weak: bool = False) -> Clue:
        said = without_copy(name)
        return Clue(
            FOLDER,
            said,
            number,
            _parts(name),
            weak=weak,
            runs=runs_of(said),
            words=self._telling(name),
        )

    def _by_teams(self, folders: Sequence[str]) -> Iterator[Clue]:
        """Microsoft Teams: PERSON/TASK/Version N, below "Submitted files".

        Without that folder above it, it may be a trainer's own GROUP/PERSON/Version N: both are told.
        """
        at, sure = _person_in_teams(folders)
        who = folders[at] if at >= 0 else ""
        if not who or says_nobody(who):
            return
        number = f"teams:{' '.join(who.casefold().split())}"
        below = folders[at + 1] if at + 1 < len(folders) else ""
        if sure or self.is_habit(below):
            yield Clue(NAME, who, number, platform="Teams")
            return
        number = f"{number}/{' '.join(below.casefold().split())}"
        yield Clue(NAME, who, number, platform="Teams")
        yield self._of_folder(below, number)

    def _in_file(self, stem: str) -> Iterator[Clue]:
        """The person in a file name such as ``LC-17-06-run-charts (1)``."""
        rest = without_copy(stem)
        named = False
        for known in (*self._known, "lesson", "my-work", "my work"):
            pattern = rf"(?:^|(?<=[ _-])){re.escape(known)}(?=$|[ _-])"
            rest, found = re.subn(pattern, " ", rest, flags=re.IGNORECASE)
            named = named or bool(found)
        rest = without_copy(re.sub(r"\s+", " ", rest).strip(" _-.–"))
        if not rest:
            return
        if self.says_nobody(rest):
            if re.search(r"[^\W\d_]|\d{5}", rest):
                yield Clue(FILE, rest, weak=True)
            return
        trimmed = self._trimmed(rest)
        words = [word for word in re.split(r"[\s_]+", trimmed) if word not in "-–"]
        person = named and len(words) in (2, 3, 4) and all(w[:1].isalpha() for w in words)
        person = person and not any(self.says_nobody(word) for word in words)
        yield Clue(
            FILE,
            trimmed,
            readings=tuple(dict.fromkeys((trimmed, rest, *_parts(rest)))),
            platform="form" if person else "",
            runs=runs_of(rest),
            words=self._telling(rest),
        )

    def _telling(self, name: str) -> tuple[str, ...]:
        """The words of a name that programs, habits and lessons do not explain."""
        if name in self._tell:
            return self._tell[name]
        words = (
            word for word in _parted(without_copy(name)) if len(word) > 1 or not word.isascii()
        )
        self._tell[name] = tuple(
            dict.fromkeys(
                w.casefold() for w in words if _has_letters(w) and not self.says_nobody(w)
            )
        )
        return self._tell[name]

    def _trimmed(self, text: str) -> str:
        """A name without the words at its ends that say nothing, such as "final"."""
        words = re.split(r"([\s_]+|\s*[-–]\s+|\s+[-–]\s*)", text)
        while len(words) > 1 and (self.says_nobody(words[-1]) or not words[-1].strip(" -_–")):
            words.pop()
        while len(words) > 1 and (self.says_nobody(words[0]) or not words[0].strip(" -_–")):
            words.pop(0)
        return "".join(words).strip(" _-.–") or text


def _parts(name: str) -> tuple[str, ...]:
    """Other readings of a folder's name: its parts around dashes, and a hub's own words left out."""
    found = [re.sub(r"^(?:jupyter|user|home|claim)[-_]", "", name, flags=re.IGNORECASE)]
    # A hub writes signs that no volume may have as "-2e", and puts a digest behind a long name.
    hub = re.sub(r"-([2-7][0-9a-f])", lambda one: chr(int(one[1], 16)), found[0])
    found += [hub, re.sub(r"-{2,3}[0-9a-f]{8}$", "", found[0])]
    found += [part.strip() for part in re.split(r"\s+[-–]\s+|[()\[\],]|_", name)]
    return tuple(dict.fromkeys(one for one in found if len(one) > 1 and one != name))


def _has_letters(text: str) -> bool:
    return bool(re.search(r"[^\W\d_]", text))


def _parted(text: str) -> list[str]:
    """The words of a name, also where dots and dashes part them; "Anna's" is Anna."""
    words = re.split(r"[\s_.()\[\],;&+–-]+", text)
    return [plain for word in words if (plain := re.sub(r"['’]s?$", "", word))]


@lru_cache(maxsize=50_000)
def runs_of(text: str) -> tuple[str, ...]:
    """Every run of words in a name, the longest first: one of them may be somebody known.

    One word alone is a run only with a figure or an address in it: "Sam" in "Sam Smith" is not every Sam.

    >>> "Anna Example" in runs_of("Anna Example's lesson"), "LC17" in runs_of("lesson-LC17-final")
    (True, True)
    >>> "Sam" in runs_of("Sam Smith"), "LC 17" in runs_of("LC-17-18")
    (False, False)
    """
    runs: list[tuple[int, str]] = []
    plain = [one for one in re.split(r"[\s_]+", text) if one.strip("-–")]
    for words in (plain[:8], _parted(text)[:8]):
        for size in range(len(words), 0, -1):
            runs += [
                (size, " ".join(words[at : at + size]).strip(" -–()[],;"))
                for at in range(len(words) - size + 1)
                if not _is_cut(words, at, at + size)
            ]
    runs.sort(key=lambda one: -one[0])
    several = (run for _, run in runs if len(run) > 2 and re.search(r"[\s\d@-]", run))
    return tuple(dict.fromkeys(several))


def _is_cut(words: Sequence[str], start: int, end: int) -> bool:
    """True where a run would part figures from figures: "LC-17-18" is not LC-17."""
    before = start > 0 and words[start - 1].isdigit() and words[start].isdigit()
    return before or (end < len(words) and words[end - 1].isdigit() and words[end].isdigit())


_TEAMS = frozenset(
    {
        *("submitted files", "working files", "eingereichte dateien", "arbeitsdateien"),
        *("fichiers soumis", "fichiers de travail", "archivos enviados", "archivos de trabajo"),
        *("file inviati", "file di lavoro", "ingediende bestanden", "werkbestanden"),
        *("przesłane pliki", "pliki robocze", "arquivos enviados", "ficheiros submetidos"),
        *("inlämnade filer", "innsendte filer", "afleverede filer", "palautetut tiedostot"),
        *(
            "gönderilen dosyalar",
            "отправленные файлы",
            "надіслані файли",
            "提出済みファイル",
            "已提交的文件",
        ),
        *("ffeiliau a gyflwynwyd", "odevzdané soubory", "beküldött fájlok", "fișiere trimise"),
    }
)
_VERSION = re.compile(
    r"(?:version|versión|versione|versie|versão|wersja|fersiwn|versjon|verze|verzia|verzió|versiune|sürüm|"
    r"версия|версія|έκδοση|バージョン|版本|버전) ?(\d{1,4})",
    re.IGNORECASE,
)


def _person_in_teams(folders: Sequence[str]) -> tuple[int, bool]:
    """Which folder is the person's where Teams made them, and whether that is sure; -1 for none."""
    anchors = [at for at, one in enumerate(folders) if one.casefold() in _TEAMS]
    if anchors and anchors[-1] + 1 < len(folders):
        return anchors[-1] + 1, True
    versions = [at for at, one in enumerate(folders) if _VERSION.fullmatch(one.strip())]
    return (versions[-1] - 2, False) if versions and versions[-1] > 1 else (-1, False)


_SAKAI = re.compile(r"(?P<who>[^()]+,[^()]+?) ?\((?P<user>[^()]+)\)(?P<rest>_.*)?")


def _by_sakai(parts: Sequence[str]) -> Iterator[Clue]:
    """Sakai: Family, First(user) and below it "Submission attachment(s)"; the same in one name when flat."""
    for at, one in enumerate(parts):
        below = parts[at + 1] if at + 1 < len(parts) else ""
        found = _SAKAI.fullmatch(one)
        if found and "attachment(s)" in (found["rest"] or below).casefold():
            user, who = found["user"].strip(), found["who"].strip()
            yield Clue(USER, user, f"sakai:{user.casefold()}", (who,), "Sakai")


def _version(folders: Sequence[str]) -> tuple[float, ...]:
    """Which version Teams says a file is. What was not handed in comes before all that was."""
    for one in reversed(folders):
        if found := _VERSION.fullmatch(one.strip()):
            return (1.0, float(found[1]))
        if one.casefold() in _TEAMS and one.casefold().startswith(("work", "arbeit", "werk")):
            return (0.0, 0.0)
    return ()


_MOODLE = re.compile(
    r"(?P<who>.+?)_(?P<n>\d+)_assignsubmission_[a-z]+(?:_.*)?", re.IGNORECASE | re.DOTALL
)
_ANON = re.compile(r"(?:.*?_)?(?:LATE_)?anon_(?P<n>[^_]+)_(?P<file>\d+)_.+", re.IGNORECASE)
_CANVAS = re.compile(
    r"(?P<who>[^\W_].*?)(?:_LATE)?_(?P<n>\d{2,})(?:_question_\d+)?_(?P<file>\d{2,})_.+"
)
#: Text that was typed into Canvas, and a link: no file was sent.
_CANVAS_TEXT = re.compile(r"(?P<who>[^\W_].*?)(?:_LATE)?_(?P<n>\d{2,})_(?:text|link|url)\.html?")
_BLACKBOARD = re.compile(
    r"(?P<before>.+)_attempt_(?P<when>\d{4}(?:-\d{2}){5})(?:[_.].*)?", re.IGNORECASE
)
_BRIGHTSPACE = re.compile(
    r"(?:(?P<n>\d+)-\d+ ?- ?)?(?:(?P<also>[A-Z]{0,3}\d{5,}) - )?(?P<who>.+?) ?- ?"
    r"(?P<when>(?:[^\W\d_]{3,10}\.? \d{1,2}|\d{1,2} [^\W\d_]{3,10}\.?),? \d{4}(?: .*)?)"
)


def _is_a_day(one: str, other: str) -> bool:
    """Whether two numbers side by side in a name are a day, a month or a moment: 2026_01, 31_2026, 20260131_1015.

    >>> _is_a_day("2026", "01"), _is_a_day("10", "2026"), _is_a_day("20260131", "101500"), _is_a_day("55", "9001")
    (True, True, True, False)
    """
    year = r"(?:19|20)\d\d"
    month, day = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
    forms = (
        f"{year}_{month}",
        f"{day}_{year}",
        f"{day}_0?{month}",
        rf"{year}(?:0[1-9]|1[0-2]){day}_[0-2]\d[0-5]\d(?:[0-5]\d)?",
    )
    return any(re.fullmatch(form, f"{one}_{other}") for form in forms)


def _by_platform(text: str, lesson: str) -> Iterator[tuple[Clue, tuple[float, ...]]]:
    """The person in a name that a learning platform made, and which of their files is the later."""
    if sent := handed_in(text):
        yield Clue(USER, sent.who, f"nbgrader:{sent.who}", platform="nbgrader"), ()
    elif found := _MOODLE.fullmatch(text):
        yield _moodle(found["who"], found["n"], lesson), ()
    elif found := _ANON.fullmatch(text):
        said = f"anon_{found['n']}"
        number = f"canvas:anon_{found['n']}"
        yield Clue(NUMBER, said, number, platform="Canvas", blind=True), (float(found["file"]),)
    elif (found := _CANVAS.fullmatch(text)) and not _is_a_day(found["n"], found["file"]):
        clue = Clue(NAME, found["who"], f"canvas:{found['n']}", _telling(found["n"]), "Canvas")
        yield clue, (float(found["file"]),)
    elif found := _CANVAS_TEXT.fullmatch(text):
        yield Clue(NAME, found["who"], f"canvas:{found['n']}", _telling(found["n"]), "Canvas"), ()
    elif found := _BLACKBOARD.fullmatch(text):
        before = found["before"].split("_")
        who = ["_".join(before[-n:]) for n in range(1, min(len(before), 4))] or before
        # A user name may hold underscores too, as the title of the task may: with "anna_01" and "ben_01" the
        # last part alone is nobody's. So the whole of it tells people apart, and within one lesson only.
        first = next((one for one in who if re.search(r"[^\W\d_]", one)), who[-1])
        also = tuple(one for one in who if one != first)
        number = f"blackboard:{lesson}:{found['before'].casefold()}"
        clue = Clue(USER, first, number, also, "Blackboard")
        yield clue, _by_moment(re.sub(r"-(\d\d)-(\d\d)-(\d\d)$", r" \1:\2:\3", found["when"]))
    elif found := _BRIGHTSPACE.fullmatch(text):
        who = found["who"].strip()
        number = f"brightspace:{found['n']}:{who.casefold()}" if found["n"] else ""
        also = _telling(found["also"], found["n"])
        when = re.sub(r" (\d{1,2})(\d\d) ?([AP]M)$", r" \1:\2 \3", found["when"])
        yield Clue(NAME, who, number, also, "Brightspace"), _by_moment(when)


def _telling(*numbers: str | None) -> tuple[str, ...]:
    """Numbers that a list of people may have. A short one may be of another platform, and of somebody else."""
    return tuple(one for one in numbers if one and len(one) > 3)


def _moodle(who: str, number: str, lesson: str) -> Clue:
    """Moodle numbers people anew in each assignment, so a number counts within one lesson."""
    who = who.strip()
    last = who.rpartition("-")[2].strip()
    blind = bool(_BLIND.fullmatch(last) or _BLIND.fullmatch(who))
    after = [
        who[at + 1 :].strip()
        for at, sign in enumerate(who)
        # "Anne-Marie Smith" is no Marie Smith in the group Anne.
        if sign == "-" and re.split(r"[\s-]", who[:at].casefold())[-1] not in FIRST_OF_TWO
    ]
    # Some sites put the user name first, some last; another part of a name is none.
    for text in (who, *after):
        words = text.split() or [text]
        for user, rest in ((words[0], words[1:]), (words[-1], words[:-1])):
            if re.search(r"[\d.@_]", user) or (user.islower() and not "".join(rest).islower()):
                after = [*after, user, " ".join(rest)]
    readings = tuple(one for one in dict.fromkeys(after) if one and not blind)
    return Clue(NAME, who, f"moodle:{lesson}:{number}", readings, "Moodle", blind)


#: How months begin in the languages of platforms, without accents: January first.
_MONTHS = (
    "jan gen ene sty ion janv led", "feb fev lut chwe unor", "mar maerz maa mrt maw brez", "apr avr abr kwi ebr dub",
    "mai may maj mag mei kvet", "jun juin giu cze meh cerv", "jul juil lug lip gor cervenec", "aug ago aou sie aws srp",
    "sep set wrz med zar", "oct okt ott out paz hyd rij", "nov lis tac", "dec dez dic gru rhag pros",
)  # fmt: skip


def _by_moment(text: str) -> tuple[float, ...]:
    """A moment that a platform wrote, in seconds since 1970; nothing for anything else.

    >>> _by_moment("31 janv. 2026 1015") < _by_moment("2 févr. 2026 0905"), _by_moment("31 smarch 2026")
    (True, ())
    """
    for said in (text, _in_english(text)):
        with suppress(ValueError, OverflowError):
            when = parse_time(said)
            return ((when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp(),)
    return ()


def _in_english(text: str) -> str:
    """A moment with its month as a number between its day and its year."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    found = re.search(r"(\d{1,2})\.? ([^\W\d_]{3,})\.?,? (\d{4})(?: (\d{1,2})[:.]?(\d\d))?", plain)
    if found is None:
        return ""
    fits = [
        (len(stem), at)
        for at, stems in enumerate(_MONTHS, 1)
        for stem in stems.split()
        if found[2].startswith(stem)
    ]
    time = f" {found[4]}:{found[5]}" if found[4] else ""
    return f"{found[3]}-{max(fits)[1]:02}-{int(found[1]):02}{time}" if fits else ""


# --- Receipts --------------------------------------------------------------------------------------

_RECEIPT_WHO = re.compile(r"^\s*Name:\s*(?P<name>.*?)\s*\((?P<user>[^()\n]+)\)\s*$", re.MULTILINE)
_RECEIPT_FILE = re.compile(r"^\s*Filename:\s*(?P<file>.+?)\s*$", re.MULTILINE)


def receipt(text: str) -> tuple[str, str, tuple[str, ...]] | None:
    """The name, the user name and the files in a receipt of Blackboard's; None for any other text.

    >>> receipt("Name: Anna Example (anna_01)\\nAssignment: Week 3\\nFiles:\\n\\tFilename: a_b.ipynb\\n")
    ('Anna Example', 'anna_01', ('a_b.ipynb',))
    >>> receipt("Name: Anna")
    """
    found = _RECEIPT_WHO.search(text[:20_000])
    if found is None or "Assignment:" not in text[:20_000]:
        return None
    return found["name"], found["user"], tuple(_RECEIPT_FILE.findall(text[:200_000]))


def now_in_words() -> str:
    """The time of now, as it stands beside what a trainer said: UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
