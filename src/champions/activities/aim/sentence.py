"""The aim builder: five boxes become one sentence, and each part is looked at.

An aim says how good, for whom and by when. What is looked for are words and numbers; whether they
mean something is for people to say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from champions.sentences.told import InWords, later, told, typed_words

BOXES = InWords(
    {
        "what": later("What will be different?"),
        "whom": later("Who is it for? Which of them did you ask?"),
        "now": later("How is it now? Use a number."),
        "good": later("How good will it be? Use a number."),
        "when": later("By when?"),
    }
)
_EVERYBODY = {"everyone", "everybody", "all", "people", "anyone", "the community", "all people"}
_ALWAYS = re.compile(
    r"\b100 ?%|\b(?:never|always|zero|none|nobody)\b|^(?:all|every)|(?<![\d.])0(?![\d.])"
)


@dataclass(frozen=True)
class Check:
    """One thing that a reader looks for in an aim: is it there, and what is said of it."""

    there: bool
    said: str


def sentence(parts: Mapping[str, Any]) -> str:
    """The aim as one or two sentences; a part that is missing shows as a gap.

    >>> sentence({"what": "The wait for a visit", "good": "14 days or less", "when": "1 May 2026"})
    'By 1 May 2026, for (whom?): the wait for a visit. How good: 14 days or less. Now: (how?).'
    >>> sentence({"what": "Waits", "whom": "Young carers. Five of them asked for this."})
    'By (when?), for young carers: waits. How good: (how good?). Now: (how?). Five of them asked for this.'
    """
    part = {key: _tidy(parts.get(key)) for key in BOXES}
    what = _small_first(part["what"]) or told("(what?)")
    when = re.sub(r"^(?:by|until|before)\s+", "", part["when"], flags=re.IGNORECASE) or told(
        "(when?)"
    )
    group, asked = _group_and_asked(part["whom"])
    whom = re.sub(r"^for\s+", "", group, flags=re.IGNORECASE)
    whom = _small_first(whom) or told("(whom?)")
    good, now = part["good"] or told("(how good?)"), part["now"] or told("(how?)")
    said = told(
        "By {when}, for {whom}: {what}. How good: {good}. Now: {now}.",
        when=when,
        whom=whom,
        what=what,
        good=_small_first(good),
        now=_small_first(now),
    )
    return f"{said} {asked}." if asked else said


def checks(parts: Mapping[str, Any]) -> list[Check]:
    """What a reader would look for first: how good, by when, for whom, and from where."""
    part = {key: _tidy(parts.get(key)) for key in BOXES}
    part["whom"] = _group_and_asked(part["whom"])[0]
    part = {key: text.casefold() for key, text in part.items()}
    found = [
        _look(_has_number(part["good"]), told("How good: there is a number."),
              told("How good: no number yet. How would you know that you are there?")),
        _look(_has_date(part["when"]), told("By when: there is a date."),
              told("By when: no date yet. Soon is not a date.")),
        _look(bool(part["whom"]) and part["whom"] not in _EVERYBODY,
              told("For whom: you name a group of people."),
              told("For whom: not clear yet. Which people, and where?")),
        _look(_has_number(part["now"]), told("Where you start: there is a number."),
              told("Where you start: no number yet. If you do not know, that "
                   "is the first thing to find out.")),
    ]  # fmt: skip
    if _ALWAYS.search(part["good"]):
        said = told("All, none or never is very hard to reach. Is it what you mean?")
        found.append(Check(False, said))
    return found


def _look(there: bool, yes: str, no: str) -> Check:
    return Check(there, yes if there else no)


def _tidy(text: Any) -> str:
    return re.sub(r"\s+", " ", str(text or "")).strip().rstrip(".")


def _group_and_asked(whom: str) -> tuple[str, str]:
    """Who it is for, and what is said after that. "St. Mary's" and the like are not taken apart."""
    group, _, asked = re.sub(r"(?<=\w{4})[.!?]\s+(?=[A-Z])", "\n", whom, count=1).partition("\n")
    return group, asked


def _small_first(text: str) -> str:
    """Text that goes on in a sentence: a common first word begins small, a name keeps its capital."""
    first = text.split(" ", 1)[0]
    common = typed_words(
        "a all an anyone carers children half nobody everybody everyone families "
        "fewer guests how members men more older parents patients people residents "
        "riders the their those time volunteers waiting waits wait women young "
        "younger number days weeks"
    )
    return text[0].lower() + text[1:] if first.casefold() in common else text


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", text))


def _has_number(text: str) -> bool:
    words = typed_words(
        "one two three four five six seven eight nine ten eleven twelve fifteen "
        "twenty thirty half quarter third twice none nobody zero all every"
    )
    return bool(re.search(r"\d", text)) or bool(_words(text) & words)


def _has_date(text: str) -> bool:
    numbers = re.search(r"\b\d{4}\b|\b\d{1,2}[/.-]\d{1,2}\b", text)
    words = typed_words(
        "january february march april may june july august september october "
        "november december jan feb mar apr jun jul aug sep sept oct nov dec easter "
        "christmas eid diwali ramadan"
    )
    return bool(numbers) or bool(_words(text) & words)
