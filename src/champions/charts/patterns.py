"""What a chart says of each pattern: tables of whole sentences, for a translator to write in any order.

Four kinds of part stand in them that would make hundreds of sentences of dozens: so many points, a line's
name, what the way means, and how many such times there were. Each of these has a context of its own, so that a
language can write it as it must stand here. ``run_patterns.ts`` has those of run charts, word for word.
"""

from __future__ import annotations

from champions.sentences import counted
from champions.sentences.told import later, later_n, told

#: What is said of points in a row, by the pattern, and by whether its end is told as well.
PATTERNS = {
    ("two of three above", True): later(
        "{name} lay far above the {line} in {some}, from {first} to {last}{meaning}{more}."
    ),
    ("two of three above", False): later(
        "{name} lay far above the {line} in {some}, from {first}{meaning}{more}."
    ),
    ("two of three below", True): later(
        "{name} lay far below the {line} in {some}, from {first} to {last}{meaning}{more}."
    ),
    ("two of three below", False): later(
        "{name} lay far below the {line} in {some}, from {first}{meaning}{more}."
    ),
    ("four of five above", True): later(
        "{name} lay well above the {line} in {some}, from {first} to {last}{meaning}{more}."
    ),
    ("four of five above", False): later(
        "{name} lay well above the {line} in {some}, from {first}{meaning}{more}."
    ),
    ("four of five below", True): later(
        "{name} lay well below the {line} in {some}, from {first} to {last}{meaning}{more}."
    ),
    ("four of five below", False): later(
        "{name} lay well below the {line} in {some}, from {first}{meaning}{more}."
    ),
    ("alternating", True): later(
        "{name} went up and down in turn for {run}, from {first} to {last}{more}."
    ),
    ("alternating", False): later("{name} went up and down in turn for {run}, from {first}{more}."),
    ("inner third", True): later(
        "{name} lay very close to the {line} for {run} in a row, from {first} to {last}{more}."
    ),
    ("inner third", False): later(
        "{name} lay very close to the {line} for {run} in a row, from {first}{more}."
    ),
    ("outer thirds", True): later(
        "{name} lay far from the {line}, on both sides, for {run} in a row, from {first} to {last}{more}."
    ),
    ("outer thirds", False): later(
        "{name} lay far from the {line}, on both sides, for {run} in a row, from {first}{more}."
    ),
    ("rose", False): later(
        "{name} rose: {run} in a row above the {line}, from {first}{meaning}{more}."
    ),
    ("fell", False): later(
        "{name} fell: {run} in a row below the {line}, from {first}{meaning}{more}."
    ),
    ("high", True): later(
        "{name} stayed high: {run} in a row above the {line}, from {first} to {last}{meaning}{more}."
    ),
    ("high", False): later(
        "{name} stayed high: {run} in a row above the {line}, from {first}{meaning}{more}."
    ),
    ("low", True): later(
        "{name} stayed low: {run} in a row below the {line}, from {first} to {last}{meaning}{more}."
    ),
    ("low", False): later(
        "{name} stayed low: {run} in a row below the {line}, from {first}{meaning}{more}."
    ),
    ("high at first", True): later(
        "{name} stayed high at first: {run} in a row above the {line}, from {first} to {last}{meaning}{more}."
    ),
    ("low at first", True): later(
        "{name} stayed low at first: {run} in a row below the {line}, from {first} to {last}{meaning}{more}."
    ),
    ("rises", True): later(
        "{name} rose {steps} times in a row, from {first} to {last}{meaning}{more}."
    ),
    ("falls", True): later(
        "{name} fell {steps} times in a row, from {first} to {last}{meaning}{more}."
    ),
}
#: The same where a name would not go with them: nobody says that the falls fell.
WENT = {
    ("rose", False): later(
        "{name} went up: {run} in a row above the {line}, from {first}{meaning}{more}."
    ),
    ("fell", False): later(
        "{name} went down: {run} in a row below the {line}, from {first}{meaning}{more}."
    ),
    ("rises", True): later(
        "{name} went up {steps} times in a row, from {first} to {last}{meaning}{more}."
    ),
    ("falls", True): later(
        "{name} went down {steps} times in a row, from {first} to {last}{meaning}{more}."
    ),
}
#: What follows a run whose other half was right before it, by whether that lay above the line.
BEFORE = {
    True: later("Before that, {run} in a row lay above the {line}, from {first} to {last}."),
    False: later("Before that, {run} in a row lay below the {line}, from {first} to {last}."),
}
#: Patterns that are a change; the others are a level, which lies on a side.
CHANGES = frozenset({"rose", "fell", "rises", "falls"})

#: One point outside the limits: by whether it is above, the lines have started afresh since, and it is
#: only just outside.
OUTSIDE = {
    (True, False, False): later(
        "{subject} stood at {shown} {when}, above the upper limit of {bound}{meaning}."
    ),
    (True, False, True): later(
        "{subject} stood at {shown} {when}, just above the upper limit of {bound}{meaning}."
    ),
    (True, True, False): later(
        "{subject} stood at {shown} {when}, above the old upper limit of {bound}{meaning}."
    ),
    (True, True, True): later(
        "{subject} stood at {shown} {when}, just above the old upper limit of {bound}{meaning}."
    ),
    (False, False, False): later(
        "{subject} stood at {shown} {when}, below the lower limit of {bound}{meaning}."
    ),
    (False, False, True): later(
        "{subject} stood at {shown} {when}, just below the lower limit of {bound}{meaning}."
    ),
    (False, True, False): later(
        "{subject} stood at {shown} {when}, below the old lower limit of {bound}{meaning}."
    ),
    (False, True, True): later(
        "{subject} stood at {shown} {when}, just below the old lower limit of {bound}{meaning}."
    ),
}
#: The same of several points: of the last one, its value and its limit are said.
SEVERAL_OUTSIDE = {
    (True, False, False): later(
        "{subject} stood above the upper limit {times}, the last {when} ({shown}, limit {bound}){meaning}."
    ),
    (True, False, True): later(
        "{subject} stood above the upper limit {times}, the last {when} ({shown}, just above {bound}){meaning}."
    ),
    (True, True, False): later(
        "{subject} stood above the old upper limit {times}, the last {when} ({shown}, limit {bound}){meaning}."
    ),
    (True, True, True): later(
        "{subject} stood above the old upper limit {times}, the last {when} ({shown}, just above {bound}){meaning}."
    ),
    (False, False, False): later(
        "{subject} stood below the lower limit {times}, the last {when} ({shown}, limit {bound}){meaning}."
    ),
    (False, False, True): later(
        "{subject} stood below the lower limit {times}, the last {when} ({shown}, just below {bound}){meaning}."
    ),
    (False, True, False): later(
        "{subject} stood below the old lower limit {times}, the last {when} ({shown}, limit {bound}){meaning}."
    ),
    (False, True, True): later(
        "{subject} stood below the old lower limit {times}, the last {when} ({shown}, just below {bound}){meaning}."
    ),
}

#: What the way of a pattern means, by what the pattern is: {meaning} at the end of the sentences above.
_MEANINGS = {
    ("change", True): later(", for the better", context="the end of a sentence"),
    ("change", False): later(", for the worse", context="the end of a sentence"),
    ("ended", True): later(", for the better at that time", context="the end of a sentence"),
    ("ended", False): later(", for the worse at that time", context="the end of a sentence"),
    ("side", True): later(", on the better side", context="the end of a sentence"),
    ("side", False): later(", on the worse side", context="the end of a sentence"),
}


def meaning(of: str, better: int) -> str:
    """What the way of something means, with the comma before it; nothing where no wish is known.

    Args:
        of: ``change``, ``ended`` for a change that is over, or ``side`` for a level.
        better: 1 for the better, -1 for the worse, 0 where nobody knows.

    >>> meaning("change", 1), meaning("side", -1), meaning("side", 0)
    (', for the better', ', on the worse side', '')
    """
    return told(_MEANINGS[of, better > 0], context="the end of a sentence") if better else ""


#: So many points, by what a point stands for: {run} in the sentences above.
_SO_MANY = {
    "points": later_n("1 point", "{n} points", context="so many points"),
    "days": later_n("1 day", "{n} days", context="so many points"),
    "weeks": later_n("1 week", "{n} weeks", context="so many points"),
    "months": later_n("1 month", "{n} months", context="so many points"),
    "quarters": later_n("1 quarter", "{n} quarters", context="so many points"),
    "years": later_n("1 year", "{n} years", context="so many points"),
}
#: At so many points, each outside the limits: {times} in the sentences above.
_AT_SO_MANY = {
    "points": later_n("at 1 point", "at {n} points", context="at several times"),
    "days": later_n("on 1 day", "on {n} days", context="at several times"),
    "weeks": later_n("in 1 week", "in {n} weeks", context="at several times"),
    "months": later_n("in 1 month", "in {n} months", context="at several times"),
    "quarters": later_n("in 1 quarter", "in {n} quarters", context="at several times"),
    "years": later_n("in 1 year", "in {n} years", context="at several times"),
}
#: Most of a few points: {some} in the sentences above.
_SOME_OF = {
    ("two of three", "points"): later("two of three points", context="most of a few points"),
    ("two of three", "days"): later("two of three days", context="most of a few points"),
    ("two of three", "weeks"): later("two of three weeks", context="most of a few points"),
    ("two of three", "months"): later("two of three months", context="most of a few points"),
    ("two of three", "quarters"): later("two of three quarters", context="most of a few points"),
    ("two of three", "years"): later("two of three years", context="most of a few points"),
    ("four of five", "points"): later("four of five points", context="most of a few points"),
    ("four of five", "days"): later("four of five days", context="most of a few points"),
    ("four of five", "weeks"): later("four of five weeks", context="most of a few points"),
    ("four of five", "months"): later("four of five months", context="most of a few points"),
    ("four of five", "quarters"): later("four of five quarters", context="most of a few points"),
    ("four of five", "years"): later("four of five years", context="most of a few points"),
}


def so_many(word: str, n: int) -> str:
    """So many points, by what a point stands for.

    >>> so_many("weeks", 8), so_many("points", 1)
    ('8 weeks', '1 point')
    """
    return counted(n, *_SO_MANY[word], context="so many points")


def at_so_many(word: str, n: int) -> str:
    """At so many points, by what a point stands for.

    >>> at_so_many("days", 3), at_so_many("months", 2)
    ('on 3 days', 'in 2 months')
    """
    return counted(n, *_AT_SO_MANY[word], context="at several times")


def some_of(rule: str, word: str) -> str:
    """Most of a few points, by the rule that looks for it; empty for any other rule.

    >>> some_of("two of three", "weeks"), some_of("shift", "weeks")
    ('two of three weeks', '')
    """
    said = _SOME_OF.get((rule, word))
    return told(said, context="most of a few points") if said else ""
