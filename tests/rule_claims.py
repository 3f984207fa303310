"""What lessons say of rules for signals: every sentence with a number of a rule, and by whose rules it is.

A lesson reads its own examples by a rule set that it names. A programme may teach another one, by its
``house_rules``. So each number of a rule must be true of the set that is named last before it, and where
the programme teaches another set, the lesson has to say so by the end of the part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from champions.charts.house import LESSONS, NAMES, house
from champions.charts.runs import RUN_RULES, anhoej_crossings, anhoej_longest
from champions.charts.signals import LIMIT_RULES
from champions.questions.scheme import load_scheme

COURSE = Path(__file__).resolve().parents[1]
LESSON_TEXTS = sorted(COURSE.glob("solutions/*/lesson.md"))

#: How a sentence names a set. The longer name stands before the shorter one in it.
_NAMED = {
    "NHSRplotthedots": "plotthedots",
    "Making Data Count": "making-data-count",
    "Anhøj": "anhoej",
    "Perla": "perla",
    "Provost": "provost-murray",
    "Western Electric": "western-electric",
    "Nelson": "nelson",
}
_NAME = re.compile("|".join(_NAMED))
#: Where a lesson says that it reads an example by a set, and does not only speak of the set.
_READ = re.compile(
    r"\b(?:[Bb]y|follows) (?:two of |one of )?(?:the |these )?(?:rules of )?"
    r"(Jacob Anhøj|Anhøj|Making Data Count|Perla's)(?: rules)?\b|\bthe (Anhøj) card\b"
)
_WORDS = ["five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fifteen"]
_N = rf"(\d+|{'|'.join(_WORDS)})"
_VALUES = dict(zip(_WORDS, (5, 6, 7, 8, 9, 10, 11, 12, 15), strict=True))
#: The ways in which a sentence gives a number of a rule. "At least": the number itself is a signal.
_AT_LEAST = (
    rf"\b{_N} (?:or more )?(?:useful )?(?:dots |points |weeks )?in a row on one side",
    rf"\b{_N} dots in a row that all",
    rf"\bask(?:s)? for {_N}\b",
    rf"\brow of {_N} or more\b",
    rf"\b{_N} are a signal",
    rf"\bno row has {_N}\b",
    rf"\b{_N} that all go up",
)
_MORE_THAN = (
    rf"\bcard(?: from lesson 06)? allows {_N}\b",
    rf"\ballows {_N}\b",
    rf"\brun (?:of|longer than|has) more than {_N}\b",
    rf"\brun longer than {_N}\b",
    rf"\b[Mm]ore than {_N} (?:in a run|is a signal)\b",
    rf"\b{_N} are allowed\b",
)
_FEWER = (rf"\b[Ff]ewer than {_N} crossings\b",)


@dataclass(frozen=True)
class Claim:
    """A number of a rule in a lesson: its sentence, and the set that was named last before it."""

    lesson: str
    part: int
    sentence: str
    how: str
    number: int
    by: str

    @property
    def true(self) -> bool:
        """True when the set that is named has a rule with this number."""
        if self.by == "anhoej":
            useful = range(10, 100)
            longest = {anhoej_longest(n) for n in useful}
            crossings = {anhoej_crossings(n) for n in useful}
            return self.number in {"more": longest, "fewer": crossings}.get(self.how, set())
        sets = [rules[self.by] for rules in (RUN_RULES, LIMIT_RULES) if self.by in rules]
        return self.how == "least" and any(self.number in (one.shift, one.trend) for one in sets)


def filled(text: str, run_chart: str, control_chart: str) -> str:
    """The text of a lesson with what it says of the house rules, and without what is for authors."""
    chosen = {
        "run_chart": house("run_chart", run_chart),
        "control_chart": house("control_chart", control_chart),
    }

    def said(found: re.Match[str]) -> str:
        return str(getattr(chosen[found[1]], found[2]))

    text = re.sub(r"\{\{ place\.rules\.(\w+)\.(\w+) \}\}", said, text)
    text = re.sub(r"```\{(?:says|code-cell)\}.*?```", "", text, flags=re.DOTALL)
    return re.sub(r"```\{question\} (\S+)\n", r"```{question} \1\n\n", text).partition("\n---\n")[2]


def parts(lesson: Path, text: str) -> list[str]:
    """The parts of a lesson. The words of a chart of one's own stand where its question is asked."""
    scheme = load_scheme(lesson.parent)
    for one in scheme.questions:
        words = getattr(one, "words", None)
        if isinstance(words, Mapping) and "about" in words:
            asked = f"```{{question}} {one.id}\n"
            shown = "\n".join([words["about"], *words["reading"].values()])
            text = text.replace(asked, f"{asked}\n{shown}\n")
    return re.split(r"^## ", text, flags=re.MULTILINE)


def sentences(text: str) -> Iterator[str]:
    """Each sentence of a text, whatever the line breaks."""
    for block in re.split(r"\n\s*\n|\n(?=- |\w+:|  \w+:)", text):
        yield from re.split(r"(?<=[.!?:])\s+", re.sub(r"\s+", " ", block).strip())


def claims(lesson: str, pieces: list[str]) -> Iterator[Claim]:
    """Every number of a rule in the parts of a lesson."""
    by = ""
    for part, text in enumerate(pieces):
        for sentence in sentences(text):
            named = [(found.start(), _NAMED[found[0]]) for found in _NAME.finditer(sentence)]
            for how, patterns in (("least", _AT_LEAST), ("more", _MORE_THAN), ("fewer", _FEWER)):
                for pattern in patterns:
                    for found in re.finditer(pattern, sentence, re.IGNORECASE):
                        before = [name for at, name in named if at < found.end()]
                        said = found[1].lower()
                        number = int(_VALUES.get(said, 0) or said)
                        yield Claim(lesson, part, sentence, how, number, (before or [by])[-1])
            by = named[-1][1] if named else by


def read_by(pieces: list[str]) -> dict[str, int]:
    """The sets by which a lesson reads its examples, each with the first part that says so."""
    found: dict[str, int] = {}
    for part, text in enumerate(pieces):
        for one in _READ.finditer(re.sub(r"\s+", " ", text)):
            name = _NAMED[(_NAME.search(one[0]) or one)[0]]
            found.setdefault(name, part)
    return found


def wrong(lesson: str, pieces: list[str], run_chart: str, control_chart: str) -> Iterator[str]:
    """What is false, or left unsaid, in a lesson when a programme teaches these sets."""
    for claim in claims(lesson, pieces):
        if not claim.by:
            yield f"{lesson}: by whose rules? {claim.sentence}"
        elif not claim.true:
            yield f"{lesson}: not so by {claim.by}: {claim.sentence}"
    own = {"run_chart": run_chart, "control_chart": control_chart}
    for sort, usual in LESSONS.items():
        told = rf"(?:This|Your) programme uses {re.escape(NAMES[own[sort]])} for its own"
        first = read_by(pieces).get(usual)
        if first is None or own[sort] == usual:
            continue
        if not re.search(told, " ".join(pieces[: first + 1])):
            yield f"{lesson}: reads by {usual}, and does not say that the programme uses {own[sort]}"
    for found in re.finditer(r"(?:This|Your) programme uses (.+?) for its own", " ".join(pieces)):
        if found[1] not in {NAMES[one] for one in own.values()}:
            yield f"{lesson}: the programme does not use {found[1]}"
