"""Whom a learner is told to ring: a pack must give its own, for those of the course are invented."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

#: Keys of place.yml under which people or organisations of the place itself stand.
LOCAL = (
    "safeguarding_lead",
    "safeguarding_second",
    "safeguarding_any_hour",
    "trainer_contact",
    "data_keeper",
    "programme",
)
#: Numbers that Ofcom keeps for stories: nobody ever answers them.
_STORY_NUMBER = re.compile(
    r"\b(?:01632\s?960|07700\s?900|0808\s?157\s?0|0909\s?879\s?0|03069\s?990|"
    r"(?:0113|0114|0115|0116|0117|0118|0121|0131|0141|0151|0161)\s?496\s?0|"
    r"020\s?7946\s?0|0191\s?498\s?0|028\s?9649\s?6|029\s?2018\s?0)\s?\d"
)


#: Who is rung when somebody may be at risk: without a number, or a mail address, nobody can be reached.
RUNG = ("safeguarding_lead", "safeguarding_second", "safeguarding_any_hour", "trainer_contact")
#: What people are told to ring beside the emergency number: another country has others.
_BESIDE_THE_EMERGENCY_NUMBER = (
    "emergency_without_speech",
    "emergency_not_safe_to_speak",
    "non_emergency_number",
    "urgent_health_advice",
    "listening_helpline",
)
_NUMBER = re.compile(r"\d[\d ()-]{1,}\d")
#: Stands in a new pack's place.yml where a number is to be written.
_TO_WRITE = re.compile(r"\bNUMBER\b")


def not_real(own: Mapping[str, Any], course: Mapping[str, Any]) -> Iterator[str]:
    """A sentence for each contact with which nobody could be reached, safeguarding first.

    Args:
        own: what the pack's place.yml says. course: what the course's says.
    """
    safeguarding_first = sorted(
        {*LOCAL, *(key for key in course if key.startswith("safeguarding"))},
        key=lambda key: (not key.startswith("safeguarding"), key),
    )
    told: set[str] = set()
    for key in safeguarding_first:
        said = str(own.get(key) or "").strip()
        if not said and key in own:
            yield f"{key} is empty. Write there whom to tell, with a number."
        elif not said and course.get("invented"):
            yield f"{key} is not in the pack's place.yml. The course's own is invented."
        elif said and said == str(course.get(key) or "").strip() and course.get("invented"):
            yield f"{key} is still that of the course, which is invented."
        elif still_to_write(said):
            yield f"{key} still says NUMBER. Write the number there."
        elif said and key in RUNG and not reaches_somebody(said):
            yield f"{key} has no number and no mail address, so nobody can be reached."
        else:
            continue
        told.add(key)
    lead, second = (str(own.get(key) or "") for key in RUNG[:2])
    if shared := _numbers(lead) & _numbers(second):
        yield (
            f"safeguarding_second has the number of safeguarding_lead: {min(shared)}. When the lead does not "
            "answer, somebody else must."
        )
    yield from _of_another_country(own, course)
    for key, value in {**course, **own}.items():
        if key not in told and isinstance(value, str) and (found := _STORY_NUMBER.search(value)):
            yield f"{key} has a number that is kept for stories: {found[0]}… Nobody answers it."


def reaches_somebody(said: str) -> bool:
    """True where a contact has a number or a mail address.

    >>> reaches_somebody("Jo Bell, the lead"), reaches_somebody("Jo Bell, by phone on 0118 937 4411")
    (False, True)
    """
    return bool(_NUMBER.search(said)) or "@" in said


def still_to_write(said: str) -> bool:
    """True where a contact has the word that stands for a number."""
    return bool(_TO_WRITE.search(said))


def _of_another_country(own: Mapping[str, Any], course: Mapping[str, Any]) -> Iterator[str]:
    """Where a pack has its own emergency number, what the course says beside its own leads astray."""
    ours, theirs = (str(one.get("emergency_number") or "") for one in (own, course))
    if not ours or ours == theirs:
        return
    for key in _BESIDE_THE_EMERGENCY_NUMBER:
        if key in course and not own.get(key):
            yield (
                f"{key} is still that of the course: {course[key]}. Yet your emergency_number is {ours}. Write "
                "what holds where you are."
            )


def never_in_a_lesson(own: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The person and the numbers of each contact, with its key: a lesson takes them from place.yml.

    >>> list(never_in_a_lesson({"trainer_contact": "your trainer, Jo Bell, on 0118 937 4411"}))
    [('trainer_contact', '0118 937 4411')]
    >>> list(never_in_a_lesson({"safeguarding_lead": "Jo Bell, by phone"}))
    [('safeguarding_lead', 'Jo Bell')]
    """
    for key in RUNG:
        said = str(own.get(key) or "")
        who = said.partition(",")[0].strip()
        if len(who.split()) > 1 and all(one[:1].isupper() for one in who.split()):
            yield key, who
        for number in _NUMBER.findall(said):
            if len(re.sub(r"\D", "", number)) >= 6:
                yield key, number


def _numbers(said: str) -> set[str]:
    """The telephone numbers in a contact, as their digits.

    >>> sorted(_numbers("Jo, on 0118 937 4411, or text 07700-123456"))
    ['01189374411', '07700123456']
    """
    found = (re.sub(r"\D", "", one) for one in _NUMBER.findall(said))
    return {one for one in found if len(one) >= 6}


def are_real(own: Mapping[str, Any], course: Mapping[str, Any]) -> bool:
    """True when every local contact is the pack's own."""
    return next(not_real(own, course), None) is None
