"""Who says that they do not know: read with a table of words that other readers share.

Three readers, from the strictest on: the words stand alone, they begin or end a short text, or a sentence
tells in words of its own that somebody is at a loss.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from importlib.resources import files
from itertools import pairwise
from typing import Any

from champions.questions.base.text import fold, one_letter_apart

_TABLE: dict[str, Any] = json.loads(
    files("champions.questions.base").joinpath("not_known.json").read_text(encoding="utf-8")
)
_EXACTLY = frozenset(_TABLE["exactly"])
_COURTESY = frozenset(_TABLE["courtesy"])
#: The longest text that is read as one that says so, in each of the three ways.
_ALONE, _SHORT, _SENTENCE = 60, 80, 200


def says_not_known(answer: object) -> bool:
    """True when somebody says that they do not know, and nothing else.

    >>> says_not_known(" I don’t know. "), says_not_known("?"), says_not_known("8?")
    (True, True, False)
    """
    if not isinstance(answer, str) or len(answer) > _ALONE:
        return False
    text = fold(answer)
    return _is_question_mark(text) or " ".join(_without_courtesy(_words(text))) in _EXACTLY


def says_somewhere_not_known(answer: object) -> bool:
    """True when a short answer without a figure begins or ends with it; of longer texts that says nothing.

    >>> says_somewhere_not_known("no idea how to count them"), says_somewhere_not_known("not sure, 8?")
    (True, False)
    """
    if not isinstance(answer, str) or len(answer) > _SHORT or re.search(r"[0-9]", answer):
        return False
    words = [one for one in _words(fold(answer)) if one not in _COURTESY]
    together = " ".join(words)
    if any(together.startswith(f"{one} ") for one in _TABLE["begins"]):
        return True
    return any(
        " ".join(part) in _EXACTLY
        for long in range(2, len(words) + 1)
        for part in (words[:long], words[-long:])
    )


def tells_of_trouble(answer: object) -> bool:
    """True when a text without a figure tells in words of its own that its writer is at a loss.

    It is for answers that hold no number: "too hard" beside a number says nothing.

    >>> tells_of_trouble("the lines are too close to count"), tells_of_trouble("too many people")
    (True, False)
    >>> tells_of_trouble("it is hidden so I cannot know"), tells_of_trouble("we cannot know")
    (True, False)
    """
    if not isinstance(answer, str) or len(answer) > _SENTENCE or re.search(r"[0-9]", answer):
        return False
    text = fold(answer)
    if _asks_back(text):
        return True
    clauses = [_words(one) for one in re.split(r"[,.!:;?]", text)]
    return any(_is_at_a_loss([one for one in words if one not in _COURTESY]) for words in clauses)


def knows_nothing(answer: object) -> bool:
    """True for such as "nobody knows" and "I know nothing of it", in which no one and nothing count nobody.

    >>> knows_nothing("I know nothing about this"), knows_nothing("nobody came")
    (True, False)
    """
    if not isinstance(answer, str) or len(answer) > _SENTENCE or re.search(r"[0-9]", answer):
        return False
    return _has_phrase(_words(fold(answer)), _TABLE["nothing"])


def _is_question_mark(text: str) -> bool:
    return bool(re.fullmatch(r"[? !.]*\?[? !.]*", text))


def _words(text: str) -> list[str]:
    """The words of a folded text, each in one of its forms: "dont" and "don't" as "do not"."""
    plain = re.sub(r"[’‘`]", "'", text)
    typed = re.sub(r"[,.!:;?]", " ", plain).split()
    return [word for one in typed for word in _TABLE["same"].get(one, one).split()]


def _without_courtesy(words: list[str]) -> list[str]:
    """The words without such as "sorry" and "really" before and after them.

    >>> _without_courtesy(["sorry", "no", "idea", "yet"])
    ['no', 'idea']
    """
    while len(words) > 1 and words[0] in _COURTESY:
        words = words[1:]
    while len(words) > 1 and words[-1] in _COURTESY:
        words = words[:-1]
    return words


def _asks_back(text: str) -> bool:
    """True for "how?", "where do I look" and "which chart?"; not for "how many came?", which says a question again."""
    words = [one for one in _words(text) if one not in _COURTESY]
    if not words or words[0] not in _TABLE["asking"] or words[1:2] in (["many"], ["much"]):
        return False
    return words[1:2] == [] or words[1] in _TABLE["helpers"] or text.endswith("?")


def _is_at_a_loss(words: Sequence[str]) -> bool:
    """True for a clause such as "I cannot see it", "too small to read", "my maths is bad" and "skip this"."""
    return (
        _has_phrase(words, _TABLE["anywhere"])
        or any(_cannot(words, at) for at in range(len(words)))
        or any(_is_too_hard(words, at) for at in range(len(words)))
        or any(one in _TABLE["weak"] and two in _TABLE["weak_at"] for one, two in pairwise(words))
        or any(one == "my" and two in _TABLE["mine"] for one, two in pairwise(words))
        or any(one == "no" and two in _TABLE["things_shown"] for one, two in pairwise(words))
        or any(_is_lacking(words, at) for at in range(len(words)))
    )


def _cannot(words: Sequence[str], at: int) -> bool:
    """True at the "not" of "I could not find it" and "it does not open"; not at that of "they did not say".

    What others cannot do is no trouble of one's own: it may be the answer that somebody means.
    """
    after = words[at + 1 : at + 4]
    if words[at] == "no":
        return bool(after) and after[0] in _TABLE["after_no"] and _speaks(words[:at])
    if words[at] not in _TABLE["denials"]:
        return False
    if any(one in _TABLE["works"] for one in after[:2]):
        return _who(words[:at]) not in _TABLE["others"]
    return any(map(_is_knowing, after)) and _speaks(words[:at])


def _is_knowing(word: str) -> bool:
    """True for "see" and "understand", and for a slip of one of the longer ones."""
    long = (one for one in _TABLE["knowing"] if len(one) > 5)
    return word in _TABLE["knowing"] or any(one_letter_apart(word, one) for one in long)


def _is_lacking(words: Sequence[str], at: int) -> bool:
    """True at the "page" of "the page is blank" and of "picture missing"."""
    after = [one for one in words[at + 1 : at + 3] if one not in _TABLE["helpers"]]
    return (
        words[at] in _TABLE["things_shown"] and after[:1] != [] and after[0] in _TABLE["is_lacking"]
    )


def _speaks(before: Sequence[str]) -> bool:
    """Whether who writes speaks of themselves: "I", or nobody is named, before such as "could"."""
    return _who(before) in ("", *_TABLE["speakers"])


def _who(before: Sequence[str]) -> str:
    """The word before such as "could" and "has", which says who; empty where none stands there."""
    named = list(before)
    while named and named[-1] in _TABLE["helpers"]:
        named.pop()
    return named[-1] if named else ""


def _is_too_hard(words: Sequence[str], at: int) -> bool:
    """True at the "too" of "too hard" and of "too small to read"."""
    if words[at] != "too":
        return False
    after = list(words[at + 1 : at + 5])
    if any(one in _TABLE["too_hard"] for one in after[:2]):
        return True
    return bool(after) and after[0] in _TABLE["too_much"] and bool({"to", "for"} & set(after[1:]))


def _has_phrase(words: Sequence[str], phrases: Sequence[str]) -> bool:
    together = f" {' '.join(words)} "
    return any(f" {one} " in together for one in phrases)
