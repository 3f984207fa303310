"""How hard is a text to read? School grade, and sentences that are too long.

The grade is Flesch and Kincaid's (Kincaid, Fishburne, Rogers and Chissom, 1975): 0.39 × words a
sentence + 11.8 × syllables a word - 15.59. Syllables are counted with the hyphenation patterns of
pyphen, which need no network. Hyphenation does not split off one letter, so it misses some
syllables; the number of groups of vowels stands in for it where that is larger.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

import pyphen

#: The course's limits (docs/co-design says why): grade with glossary terms masked, and raw.
MASKED_GRADE, RAW_GRADE = 6.0, 8.0
LONGEST_SENTENCE = 25  # words

_HYPHENS = pyphen.Pyphen(lang="en_GB")
_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]+(?:['’][a-z]+)?")


@dataclass(frozen=True)
class Sentence:
    """A sentence and the line of its file that it starts on."""

    text: str
    line: int

    @property
    def words(self) -> list[str]:
        return _WORD.findall(self.text)


@functools.cache
def syllables(word: str) -> int:
    """Syllables of one word.

    >>> [syllables(word) for word in ("tea", "median", "waited", "volunteer")]
    [1, 3, 2, 3]
    """
    word = word.casefold().replace("’", "'").split("'")[0]
    by_hyphens = len(_HYPHENS.positions(word)) + 1
    sound = re.sub(r"(?<=[^aeiouyl])e$|(?<=[^aeiouydt])e[ds]$", "", word)
    groups = len(re.findall(r"i(?=[ao])|[aeiouy]+", sound))
    return max(1, by_hyphens, groups)


def grade(sentences: Iterable[Sentence]) -> float:
    """The Flesch-Kincaid grade of a text, taken as one. An empty text has grade 0."""
    counted = [sentence.words for sentence in sentences]
    counted = [words for words in counted if words]
    total = sum(map(len, counted))
    if not total:
        return 0.0
    spoken = sum(syllables(word) for words in counted for word in words)
    return 0.39 * total / len(counted) + 11.8 * spoken / total - 15.59


def mask(sentences: Iterable[Sentence], terms: Iterable[str]) -> list[Sentence]:
    """The same sentences with every glossary term replaced by a short word."""
    longest_first = sorted({re.escape(term) for term in terms}, key=len, reverse=True)
    pattern = re.compile(rf"\b(?:{'|'.join(longest_first)})\b", re.IGNORECASE)
    return [Sentence(pattern.sub("term", one.text), one.line) for one in sentences]


def sentences(text: str, first_line: int = 1) -> list[Sentence]:
    """The sentences of a Markdown text. Each heading, list item, table cell and paragraph ends one.

    >>> [s.text for s in sentences("# Waits\\n\\nIt is *short*. Is [it](#x)?\\n- one\\n- two")]
    ['Waits', 'It is short.', 'Is it?', 'one', 'two']
    """
    found: list[Sentence] = []
    paragraph: list[str] = []
    start = first_line

    def close() -> None:
        whole = _plain(" ".join(paragraph))
        found.extend(
            Sentence(part.strip(), start)
            for part in re.split(r"(?<=[.!?:])[\s]+(?=[A-Z“\"'(\d])", whole)
            if _WORD.search(part)
        )
        paragraph.clear()

    for number, line in enumerate(text.splitlines(), first_line):
        block = re.match(r"\s*(?:#{1,6}\s|[-*+]\s|\d+\.\s|\||>)", line)
        if not line.strip() or block:
            close()
        if not paragraph:
            start = number
        if line.strip():
            parts = line.strip().strip("|").split("|") if line.lstrip().startswith("|") else [line]
            for part in parts:
                paragraph.append(
                    re.sub(r"^\s*(?:#{1,6}\s|[-*+]\s|\d+\.\s|>\s?)+", "", part).strip()
                )
                if len(parts) > 1:
                    close()
                    start = number
    close()
    return found


def _plain(markdown: str) -> str:
    """Markdown without its signs; code and addresses are not prose."""
    text = re.sub(r"`[^`]*`", "code", markdown)
    text = re.sub(r"!\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\{\{[^}]*\}\}", "Sam", text)
    return re.sub(r"[*_]{1,3}(\S(?:.*?\S)?)[*_]{1,3}", r"\1", text)
