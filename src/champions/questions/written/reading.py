"""What stands in a short text: its sentences, their words, and whether something is said in it.

A word is known in all its forms, with a slip of the fingers, and as people write it on a phone. What is
looked for is a row of words, see :func:`says`. All tables stand in ``words.json``, which the page's script
reads as well.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import dropwhile, pairwise, takewhile
from typing import Any

from champions.questions.number.reading import words_and_numbers

#: How people write short texts, as a table that other readers share, such as a page's script.
WORDS: dict[str, Any] = json.loads(
    files("champions.questions.written").joinpath("words.json").read_text(encoding="utf-8")
)
#: What stands between two lines of a list; who types on a phone may put a sign in place of a new line.
BETWEEN_LINES = re.compile(r"[\n;→]|->|=>")
#: So many words may stand where a row of words has two dots.
_IN_BETWEEN = 3
#: So many words back a word such as "not" may stand.
_SCOPE = 6

_END = re.compile(r"[.!?…]+(?=[\s\"')]|$)|[\n;→•]|->|=>")
_END_KEPT = re.compile(f"({_END.pattern})")
# The page's script has the same patterns, and older phones cannot look back from a place: so none does.
_PAUSE = re.compile(r"[,:()](?![0-9])|\s[-–—*](?=\s)")
_PART_OF = re.compile(r"(^|[^0-9/])([0-9]{1,3}) ?/ ?([0-9]{1,3})(?![0-9/])")
_BEFORE_A_DAY = re.compile(r"(?:^|[\W_])(?:by|until|till|before) (?:the )?$")
_VOWEL = re.compile("[aeiouy]")


@dataclass(frozen=True)
class Token:
    """A word in its plain form and its root; a number has a value, and a pause no word."""

    word: str
    root: str = ""
    value: float | None = None

    @property
    def pause(self) -> bool:
        return not self.word


Sentence = tuple[Token, ...]


# --- From a text to its words ---------------------------------------------------------------------


def cut_up(text: str) -> list[tuple[str, str]]:
    """The sentences and lines of a text as they were typed, each with the signs that end it; none is lost.

    >>> cut_up("We wait. Do you?")
    [('We wait', '.'), (' Do you', '?')]
    """
    parts = [*_END_KEPT.split(text), ""]
    return [(one, end) for one, end in zip(parts[::2], parts[1::2], strict=True) if one or end]


def sentences_typed(text: str) -> tuple[str, ...]:
    """The sentences and lines that hold a word, as they were typed, without the signs at their ends.

    >>> sentences_typed("We wait. Do you?  … No!")
    ('We wait', 'Do you', 'No')
    """
    return tuple(one.strip() for one, _ in cut_up(text) if sentences(one))


@lru_cache(maxsize=64)
def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences and lines of a text that hold a word.

    >>> [[one.word for one in each] for each in sentences("Don’t blame. 9/10 ppl!")]
    [['do', 'not', 'blame'], ['9', 'of', '10', 'people']]
    """
    return tuple(made for one in _END.split(text) if (made := tuple(_tokens(one))))


def _tokens(sentence: str) -> Iterator[Token]:
    """The words of one sentence, with a pause between its clauses and none at its ends."""
    begun = waiting = False
    for clause in _PAUSE.split(sentence):
        for token in clause_tokens(clause):
            if waiting:
                yield Token("")
                waiting = False
            yield token
            begun = True
        waiting = begun


def clause_tokens(clause: str) -> Iterator[Token]:
    """The words and numbers of a clause, each word in full and in small letters."""
    for text, value in words_and_numbers(_as_meant(clause)):
        if value is not None:
            yield Token(text, text, value)
        else:
            for word in forms(text):
                yield Token(word, root(word))


def _as_meant(clause: str) -> str:
    text = clause.replace("’", "'").replace("‘", "'").replace("`", "'").replace("&", " and ")
    text = " ".join(text.casefold().split())
    for apart, one in _together():
        text = apart.sub(rf"\g<1>{one}", text)
    return _PART_OF.sub(_share_or_day, text)


@cache
def _together() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rf"(^|[\W_]){re.escape(apart)}(?![^\W_])"), one)
        for apart, one in WORDS["together"].items()
    )


def _share_or_day(found: re.Match[str]) -> str:
    """9/10 is nine of ten; 30/6 and "by 1/6" are days."""
    part, whole = int(found[2]), int(found[3])
    if part > whole or _BEFORE_A_DAY.search(found.string[: found.start(2)]):
        return f"{found[1]}{part} / {whole}"
    return f"{found[1]}{part} of {whole}"


@lru_cache(maxsize=4096)
def forms(word: str) -> tuple[str, ...]:
    """A word as it is written in full: a short form is two.

    >>> forms("can't"), forms("it's"), forms("sarah's"), forms("u")
    (('can', 'not'), ('it', 'is'), ('sarah',), ('you',))
    """
    if word in WORDS["forms"]:
        return tuple(WORDS["forms"][word].split())
    bare = word.replace("'", "")
    if bare != word and bare in WORDS["forms"]:
        return tuple(WORDS["forms"][bare].split())
    for ending, meant in WORDS["endings"].items():
        if word.endswith(ending) and len(word) > len(ending):
            before = word[: -len(ending)]
            alone = ending == "'s" and before not in WORDS["is_after"]
            return (*forms(before), *([] if alone else [meant]))
    return (bare,) if bare else ()


@lru_cache(maxsize=4096)
def root(word: str) -> str:
    """What the forms of a word have in common; it need not be a word.

    >>> root("waits") == root("waiting") == root("wait"), root("phoned") == root("phone"), root("told")
    (True, True, 'tell')
    """
    if word in WORDS["roots"]:
        return str(WORDS["roots"][word])
    return _without_ending(word)


def _without_ending(word: str) -> str:
    for ending, meant in (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("s", "")):
        before = word[: -len(ending)]
        if not word.endswith(ending) or len(before) < 3 or not _VOWEL.search(before):
            continue
        if (ending == "s" and before[-1] in "sui") or word.endswith("eed"):
            continue
        if ending in ("ing", "ed") and before[-1] == before[-2] and before[-1] not in "lsz":
            return before[:-1]
        return _without_e(before + meant)
    return _without_e(word)


def _without_e(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


# --- Rows of words that are looked for ------------------------------------------------------------


@dataclass(frozen=True)
class _Wanted:
    """One place of a row: a word, the beginning of one, or a number; ``gap`` for the two dots."""

    word: str = ""
    root: str = ""
    begins: bool = False
    value: float | None = None
    number: bool = False
    above: float = 0.0
    below: float = 0.0
    gap: bool = False
    any_of: tuple[_Wanted, ...] = ()


#: What stands for a number in a row: any, or one above or below another.
_A_NUMBER = re.compile("N(?:>([0-9]+))?(?:<([0-9]+))?")


_CHOICE = re.compile(r"\(([^()]* [^()]*)\)")


@cache
def _rows(wanted: str) -> tuple[tuple[_Wanted, ...], ...]:
    """The rows of words that are looked for: one for each choice that has a space in it, else one alone."""
    if choice := _CHOICE.search(wanted):
        ways = (
            wanted[: choice.start()] + one + wanted[choice.end() :] for one in choice[1].split("|")
        )
        return tuple(row for way in ways for row in _rows(way))
    return (tuple(place for one in _apart(wanted) for place in _places(one)),)


def _apart(wanted: str) -> list[str]:
    for apart, one in _together():
        wanted = apart.sub(rf"\g<1>{one}", wanted)
    return wanted.split()


def _places(one: str) -> list[_Wanted]:
    if one == "..":
        return [_Wanted(gap=True)]
    if bound := _A_NUMBER.fullmatch(one):
        return [
            _Wanted(number=True, below=float(bound[2] or "inf"), above=float(bound[1] or "-inf"))
        ]
    if one.startswith("(") and one.endswith(")"):
        return [
            _Wanted(any_of=tuple(each for alt in one[1:-1].split("|") for each in _places(alt)))
        ]
    if one.startswith("@"):
        rows = (row for entry in each_of([one]) for row in _rows(entry))
        return [_Wanted(any_of=tuple(row[0] for row in rows if len(row) == 1))]
    if one.endswith("*"):
        return [_Wanted(one[:-1].casefold(), begins=True)]
    return [_Wanted(token.word, token.root, value=token.value) for token in clause_tokens(one)]


def family(name: str) -> list[str]:
    """What belongs to one of the families of the table.

    Raises:
        KeyError: when there is none of this name.
    """
    return list(WORDS["families"][name])


_PLACE = re.compile(
    r"\.\.|N(?:>[0-9]+)?(?:<[0-9]+)?|\([^()]+\)|@[a-z-]+|[^\W_][^\s()@|]*|[^\w\s()@|*]+"
)


def can_be_read(wanted: str) -> bool:
    """False for a row of words with a slip in it: a bracket alone, a star inside, a family that is not there.

    >>> can_be_read("(bring|take) .. me"), can_be_read("(bring|take me"), can_be_read("@by-whom"), can_be_read("a*b")
    (True, False, False, False)
    """
    choice = _CHOICE.search(wanted)
    if choice:
        ways = (
            wanted[: choice.start()] + one + wanted[choice.end() :] for one in choice[1].split("|")
        )
        return all(map(can_be_read, ways))
    return all(_is_a_place(one) for one in wanted.split())


def _is_a_place(one: str) -> bool:
    if one.startswith("(") and one.endswith(")"):
        return all(_is_a_place(each) for each in one[1:-1].split("|"))
    if one.startswith("@"):
        return one[1:] in WORDS["families"]
    return bool(_PLACE.fullmatch(one)) and "*" not in one[:-1]


def each_of(wanted: Sequence[str]) -> Iterator[str]:
    """What is looked for, with each family as what belongs to it."""
    for one in wanted:
        if one.startswith("@") and " " not in one:
            yield from each_of(family(one[1:]))
        else:
            yield one


def says(wanted: Sequence[str], text: str) -> bool:
    """True when one of these rows of words stands in a sentence; a sign such as ``?`` stands for itself.

    A row may hold words, which are known in all their forms; ``wait*`` for any word that begins so; ``N``
    for a number, ``N<13`` for a smaller one; ``(day|week)`` for one of some words; ``..`` for up to three
    words of any kind; and ``@by-when`` for a family of the table. What somebody says was not so is not said,
    nor is what they say that they will not tell.

    >>> says(["N (day|week)"], "in two weeks"), says(["bring .. me"], "could u bring a friend to me")
    (True, True)
    >>> says(["wait*"], "I had to wait"), says(["wait*"], "I never had to wait")
    (True, False)
    """
    return any(_stands(one, text, _told, True, _denied) for one in each_of(wanted))


def names(wanted: Sequence[str], text: str) -> bool:
    """True when one of these rows of words stands there at all, whatever is said of it.

    >>> names(["rider*"], "No rider is late"), says(["rider*"], "No rider is late")
    (True, False)
    """
    return any(_stands(one, text, _told, True, _as_it_is) for one in each_of(wanted))


def claims(wanted: Sequence[str], text: str) -> bool:
    """True when one of these stands there and no "not" or "nobody" takes it back.

    >>> claims(["blame*"], "We blame you"), claims(["blame*"], "Nobody is to blame")
    (True, False)
    """
    return any(_stands(one, text, sentences, False, _taken_back) for one in each_of(wanted))


def _stands(
    wanted: str,
    text: str,
    read: Callable[[str], tuple[Sentence, ...]],
    slips: bool,
    undone: Callable[[Sentence, int, int], bool],
) -> bool:
    rows = _rows(wanted)
    if not rows[0]:
        return wanted in text
    return any(
        (end := _ends(row, sentence, at, slips)) and not undone(sentence, at, end)
        for row in rows
        for sentence in read(text)
        for at in range(len(sentence))
    )


def _ends(row: Sequence[_Wanted], sentence: Sentence, at: int, slips: bool) -> int:
    """Where a row ends that begins here; 0 where it does not stand."""
    if not row:
        return at
    if row[0].gap:
        starts = range(at, min(at + _IN_BETWEEN, len(sentence)) + 1)
        return next((end for start in starts if (end := _ends(row[1:], sentence, start, slips))), 0)
    if at < len(sentence) and sentence[at].pause:
        at += 1
        if at == 1:
            return 0
    if at >= len(sentence) or not _is(row[0], sentence[at], slips):
        return 0
    return _ends(row[1:], sentence, at + 1, slips)


def _is(wanted: _Wanted, token: Token, slips: bool) -> bool:
    if wanted.any_of:
        return any(_is(one, token, slips) for one in wanted.any_of)
    if wanted.number:
        return token.value is not None and wanted.above < token.value < wanted.below
    if wanted.value is not None:  # "the one answer": a word of a number that is read as a word
        return token.value == wanted.value if token.value is not None else token.word == wanted.word
    if token.value is not None or token.pause:
        return False
    if wanted.begins:
        return token.word.startswith(wanted.word) or (
            slips and _slipped_beginning(token.word, wanted.word)
        )
    same = token.word == wanted.word or token.root == wanted.root
    return same or (slips and slipped(token.word, wanted.word))


def _as_it_is(_sentence: Sentence, _at: int, _end: int) -> bool:
    return False


def _denied(sentence: Sentence, at: int, _end: int) -> bool:
    """True when a word such as "never" stands before it, with nothing but helping words between.

    "Could we not wait" asks, and "no more than" is a size: neither denies.
    """
    for back in range((at + 1 if sentence[at].pause else at) - 1, -1, -1):
        if sentence[back].word in WORDS["denies"]:
            after = sentence[back + 1].word
            return after not in WORDS["asks_with_not"] and after not in WORDS["no_of_a_size"]
        if sentence[back].word not in WORDS["between_no_and_what"]:
            return False
    return False


def _taken_back(sentence: Sentence, at: int, end: int) -> bool:
    """True when a word such as "not" or "nobody" is said of what stands from here to there.

    What follows a wish is what is wished for: "I hope nobody waits" is a hope.
    """
    after = () if sentence[end - 1].word in WORDS["wishes"] else sentence[end : end + 2]
    for one in after:
        if one.word in WORDS["no_after"]:
            return True
        if one.pause or one.word in WORDS["turns"]:
            break
    subject = False
    for back in range(at - 1, max(at - 1 - _SCOPE, -1), -1):
        one = sentence[back]
        if one.word in WORDS["no"]:
            return True
        if one.word in WORDS["turns"] or (subject and (one.pause or one.word in WORDS["joins"])):
            return False
        subject = subject or one.word in WORDS["who_does"]
    return False


# --- What is told, and what is kept back ----------------------------------------------------------


@lru_cache(maxsize=64)
def _told(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text without what somebody says that they will not tell.

    "We will not say by when" holds the words of a day and names none. "We cannot say" tells what is not
    known, so it stays, and so does what anybody else does not say.

    >>> [[one.word for one in each] for each in _told("We will not say who, nor when. I do not say why but we wait")]
    [['we', 'will'], ['i', 'do', 'but', 'we', 'wait']]
    """
    return tuple(map(_without_unsaid, sentences(text)))


def _without_unsaid(sentence: Sentence) -> Sentence:
    """A clause is kept back from its "not say who" to a "but"; a clause after it, where it goes on with a "nor"."""
    kept: list[Token] = []
    back = False
    for at, token in enumerate(sentence):
        if token.pause:
            back = back and _goes_on(sentence[at + 1 :])
        elif token.word in WORDS["unsaid"]["ends"]:
            back = False
        back = back or _keeps_back(sentence, at)
        if not back:
            kept.append(token)
    return tuple(kept)


def _goes_on(after: Sentence) -> bool:
    """True where the next clause denies something as well."""
    clause = takewhile(lambda one: not one.pause, after)
    return any(one.word in WORDS["unsaid"]["goes_on"] for one in clause)


def _keeps_back(sentence: Sentence, at: int) -> bool:
    """True at the "not" of "we will not say by when"."""
    unsaid = WORDS["unsaid"]
    if at < 2 or sentence[at].word not in unsaid["not"] or at + 1 == len(sentence):
        return False
    who, helps, tells = sentence[at - 2].word, sentence[at - 1].word, sentence[at + 1].root
    if who not in unsaid["who"] or helps not in unsaid["helps"] or tells not in unsaid["tells"]:
        return False
    words = (one.word for one in sentence[at + 2 :])
    return next(dropwhile(unsaid["between"].__contains__, words), "") in unsaid["what"]


# --- Slips of the fingers -------------------------------------------------------------------------

_SHORTEST = 5
_LONG = 7


@lru_cache(maxsize=8192)
def slipped(typed: str, meant: str) -> bool:
    """True when a longer word has a slip or two: a letter left out, added, changed or swapped.

    >>> slipped("apointment", "appointment"), slipped("there", "three"), slipped("lissen", "listen")
    (True, False, True)
    """
    if len(meant) < _SHORTEST or len(typed) < _SHORTEST - 1 or typed[0] != meant[0]:
        return False
    if abs(len(typed) - len(meant)) > 2 or typed in _no_slips() or root(typed) in _no_slips():
        return False
    return _edits(typed, meant) <= (1 if len(meant) < _LONG else 2)


def _slipped_beginning(typed: str, meant: str) -> bool:
    return any(
        slipped(typed[: len(meant) + more], meant) for more in (0, 1) if typed not in _no_slips()
    )


@cache
def _no_slips() -> frozenset[str]:
    """Words that are meant as they stand, though they look like others."""
    return frozenset((*WORDS["no_slips"], *WORDS["glue"], *WORDS["no"]))


def _edits(one: str, other: str) -> int:
    """How many letters were left out, added, changed, or swapped with the next."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        last, before, row = before, row, [at] + [0] * len(other)
        for to, wanted in enumerate(other, 1):
            row[to] = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (letter != wanted))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == wanted:
                row[to] = min(row[to], last[to - 2] + 1)
    return row[-1]


# --- The whole text -------------------------------------------------------------------------------

#: One in so many words of a text is one such as "the", "we" or "to", at least.
_ONE_IN = 9
#: Fewer words than this may do without one: "Sam phones two new people".
_FEW_WORDS = 5
#: So many lines are a list, whose lines may do without one where they are longer than a word.
_A_LIST = 3


def is_bare(text: str) -> bool:
    """True for a row of words that is no sentence: no word stands there that joins two others.

    >>> is_bare("riders june clinic time nine ten van"), is_bare("9 of 10 riders are there on time")
    (True, False)
    """
    said = sentences(text)
    if len(said) >= _A_LIST:
        return sum(not one.pause for each in said for one in each) < 2 * len(said)
    words = sum(not one.pause and one.value is None for each in said for one in each)
    return words >= _FEW_WORDS and sum(map(_joining, said)) * _ONE_IN < words


def _joining(sentence: Sentence) -> int:
    """How many words of a sentence join others.

    One at its end joins nothing, nor does the of in 9 of 10, nor a number that is written as a word.
    """
    return sum(
        one.word in WORDS["glue"]
        and one.value is None
        and (at == 0 or sentence[at - 1].value is None or after.value is None)
        for at, (one, after) in enumerate(pairwise(sentence))
    )


def lines_in(text: str) -> int:
    """How many lines of a text hold a word; a list with numbers in one line has a line for each.

    >>> lines_in("I ring\\n\\n they answer; we wait → done"), lines_in("1) ring 2) wait 3) go")
    (4, 3)
    """
    lines = sum(bool(sentences(one)) for one in BETWEEN_LINES.split(text))
    return max(lines, _numbered(text))


_NUMBERED = re.compile(r"(?:^|\s)([0-9]{1,2})[.):]\s")


def _numbered(text: str) -> int:
    """How far a text counts its steps, from 1 on."""
    last = 0
    for one in _NUMBERED.finditer(text):
        last += int(one[1]) == last + 1
    return last


def numbers_in(text: str) -> list[float]:
    """The numbers of a text, in figures or in words, as the course's one reader of numbers reads them.

    >>> numbers_in("1,200 people, 12.5 days, and twenty-one of thirty")
    [1200.0, 12.5, 21.0, 30.0]
    """
    return [one.value for each in sentences(text) for one in each if one.value is not None]
