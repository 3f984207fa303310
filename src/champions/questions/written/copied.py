"""Which sentences of a text are copied from what the lesson shows: its own words, its questions, its examples.

They say nothing about the writer's place, so they do not count. Short phrases that everybody uses are no copy.
"""

from __future__ import annotations

from functools import lru_cache

from champions.questions.base.shown import words_in
from champions.questions.written.reading import cut_up

#: A word is the lesson's where it stands among so many words in the lesson's order.
IN_A_ROW = 5
#: A sentence is copied that has so many of the lesson's words in its own order,
LEAST = 7
#: and in which so large a part of all words is the lesson's.
SHARE = 0.9


def without_copies(text: str, shown: str) -> tuple[str, tuple[str, ...]]:
    """A text without the sentences that are copied, and those.

    Args:
        text: what was written.
        shown: the lesson's words, from :func:`champions.questions.base.shown.words_of`.

    >>> shown = "a run chart shows numbers in order of time"
    >>> without_copies("A run chart shows numbers in order of time. Ours has 12 dots.", shown)
    (' Ours has 12 dots.', ('A run chart shows numbers in order of time',))
    """
    parts = [(typed, end, words_in(typed)) for typed, end in cut_up(text)]
    rows = _rows_in(shown)
    in_a_row = _in_a_row([word for *_, words in parts for word in words], rows)
    kept, copied, at = [], [], 0
    for typed, end, words in parts:
        here = in_a_row[at : at + len(words)]
        at += len(words)
        if words and max(here) >= LEAST and sum(map(bool, here)) >= SHARE * len(words):
            copied.append(typed.strip())
        else:
            kept.append(typed + end)
    return "".join(kept), tuple(copied)


@lru_cache(maxsize=32)
def _rows_in(shown: str) -> frozenset[str]:
    words = shown.split()
    return frozenset(" ".join(words[at : at + IN_A_ROW]) for at in range(len(words) - IN_A_ROW + 1))


def _in_a_row(words: list[str], rows: frozenset[str]) -> list[int]:
    """For each word: how many stand in a row with it that are the lesson's; 0 where it is the writer's own."""
    theirs = [False] * len(words)
    for at in range(len(words) - IN_A_ROW + 1):
        if " ".join(words[at : at + IN_A_ROW]) in rows:
            theirs[at : at + IN_A_ROW] = [True] * IN_A_ROW
    found = [0] * len(words)
    begun = 0
    for at in range(len(words) + 1):
        if at == len(words) or not theirs[at]:
            found[begun:at] = [at - begun] * (at - begun)
            begun = at + 1
    return found
