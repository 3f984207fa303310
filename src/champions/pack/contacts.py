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
        else:
            continue
        told.add(key)
    for key, value in {**course, **own}.items():
        if key not in told and isinstance(value, str) and (found := _STORY_NUMBER.search(value)):
            yield f"{key} has a number that is kept for stories: {found[0]}… Nobody answers it."


def are_real(own: Mapping[str, Any], course: Mapping[str, Any]) -> bool:
    """True when every local contact is the pack's own."""
    return next(not_real(own, course), None) is None
