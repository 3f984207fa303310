"""What a person is told, in the language that is spoken at this moment.

The English sentence itself is the key of its translation, as gettext has it. So one catalogue serves
Python, templates and the page's script, which all say the same English.

    told("{n} of {all} parts fit.", n=2, all=3)       a whole sentence with named parts
    told("Other", context="a kind of reason")         English words that mean two things
    NOT_YET = later("Not yet.")   ... told(NOT_YET)   a sentence that is named once, when a module opens
    counted(n, "1 dot is left.", "{n} dots are left.")      (champions.sentences) one and many

Nothing here is read when a module is imported: the language is what ``speaking`` says around a piece of
work (a learner's marking), else what ``speak`` said for the whole process (a lesson's own kernel).

A sentence that has no translation is told in English, between two signs that show nothing and say that
it runs from left to right. ``as_html`` turns them into ``<span lang="en-GB" dir="ltr">``.

The catalogue is plain JSON, the same for Python and for the script (``catalogue.py`` writes it):

    {"language": "cy", "plural": "(n==1) ? 0 : 1", "messages": {
        "Not yet.": "Dim eto.",
        "a kind of reason\\u0004Other": "Arall",
        "1 dot is left.": ["Mae 1 dot ar ôl.", "Mae {n} dot ar ôl."]}}
"""

from __future__ import annotations

import gettext
import re
import string
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Any, ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")
ENGLISH = "en-GB"
#: Between a context and its message, as gettext writes it.
BETWEEN = "\u0004"
#: Around English that stands in another language. They show nothing; what is between runs left to right.
FIRST, LAST = "\u2066", "\u2069"
#: Stands before a text that is not translated yet.
STILL_ENGLISH = "[English] "
#: The signs that open a piece with a direction of its own; one sign closes each of them.
_ISOLATES = frozenset("\u2066\u2067\u2068")
_TAG = re.compile(r"(<[^<>]*>)")
_SPAN = (f'<span lang="{ENGLISH}" dir="ltr">', "</span>")


@dataclass(frozen=True)
class Words:
    """The words of one language.

    Attributes:
        language: its code, as HTML has it.
        plural: which form a number takes, as the head of a PO file says it.
        messages: the translation of each English sentence, and every form of it where it counts.
        decimal, group: the signs before parts of one, and between thousands.
        digits: from nought to nine, as the language writes them.
    """

    language: str = ENGLISH
    plural: str = "(n != 1)"
    messages: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    decimal: str = "."
    group: str = ","
    digits: str = string.digits

    @cached_property
    def form_of(self) -> Callable[[int], int]:
        """Which form a whole number takes, from 0."""
        return gettext.c2py(self.plural)

    @cached_property
    def kept(self) -> dict[Any, Any]:
        """What was worked out in this language once: see ``once_in_each_language``."""
        return {}

    def figures(self, number: str) -> str:
        """A number that is written as in English, written as in this language."""
        return number.translate(self._signs)

    @cached_property
    def writes_as_english(self) -> bool:
        """Whether its numbers look as those of English do."""
        return (self.decimal, self.group, self.digits) == (".", ",", string.digits)

    @cached_property
    def _signs(self) -> dict[int, str]:
        signs = {ord("."): self.decimal, ord(","): self.group}
        return signs | dict(zip(map(ord, string.digits), self.digits, strict=True))

    @property
    def is_english(self) -> bool:
        return self.language.partition("-")[0] == "en"


def words_from(plain: Mapping[str, Any]) -> Words:
    """The words of a language from what its JSON file holds."""
    return Words(
        plain["language"],
        plain["plural"],
        plain["messages"],
        *plain.get("figures", (_IN_ENGLISH.decimal, _IN_ENGLISH.group)),
    )


_IN_ENGLISH = Words()
_at_this_moment: ContextVar[Words | None] = ContextVar("the language", default=None)
_always: list[Words] = [_IN_ENGLISH]


def spoken() -> Words:
    """The words of the language that is spoken at this moment."""
    return _at_this_moment.get() or _always[0]


def language() -> str:
    """The code of the language that is spoken at this moment, such as ``en-GB`` or ``cy``."""
    return spoken().language


def speak(words: Words | None) -> None:
    """Speak a language in this process from now on, such as in a lesson's kernel. None is English."""
    _always[0] = words or _IN_ENGLISH


@contextmanager
def speaking(words: Words | None) -> Iterator[None]:
    """Speak a language within a ``with`` block, whatever others speak. None is English."""
    before = _at_this_moment.set(words or _IN_ENGLISH)
    try:
        yield
    finally:
        _at_this_moment.reset(before)


def later(text: str, *, context: str = "") -> str:  # noqa: ARG001 - the extractor reads the context
    """The same sentence, for ``told`` to say later, with the same context. So that the extractor finds it."""
    return text


def later_n(
    one: str,
    many: str,
    *,
    context: str = "",  # noqa: ARG001 - as above
) -> tuple[str, str]:
    """The same for a sentence that counts, for ``counted`` to say later."""
    return one, many


def once_in_each_language(function: Callable[_P, _T]) -> Callable[_P, _T]:
    """As ``functools.cache``, for what holds words: it is worked out once for each language.

    A trainer's computer answers learners of several languages in one process.
    """

    @wraps(function)
    def asked(*args: _P.args, **named: _P.kwargs) -> _T:
        kept = spoken().kept
        key = (function, args, tuple(sorted(named.items())))
        if key not in kept:
            kept[key] = function(*args, **named)
        found: _T = kept[key]
        return found

    def forget() -> None:
        kept = spoken().kept
        for key in [key for key in kept if key[0] is function]:
            del kept[key]

    asked.cache_clear = forget  # type: ignore[attr-defined]  # as functools.cache has it
    return asked


def told(text: str, /, *, context: str = "", **parts: Any) -> str:
    """A sentence in the language that is spoken at this moment.

    Args:
        text: the whole sentence in English, as a literal. Each part stands in it as ``{name}``.
        context: what tells it from another meaning of the same English. Most have none.
        parts: what is put in. Where there are none, braces mean nothing.

    >>> told("{n} of {all} parts fit.", n=2, all=3)
    '2 of 3 parts fit.'
    >>> with speaking(Words("cy", messages={"Tea": "Te"})):
    ...     told("Tea"), as_html(told("Milk"))
    ('Te', '<span lang="en-GB" dir="ltr">Milk</span>')
    """
    words = spoken()
    found = words.messages.get(f"{context}{BETWEEN}{text}" if context else text)
    if isinstance(found, str):
        # A translation that names a part that is not there must not stop a lesson.
        with suppress(LookupError, ValueError):
            return _filled(words, found, parts) if parts else found
    said = one_stop(text, parts).format(**parts) if parts else text
    return said if words.is_english else f"{FIRST}{said}{LAST}"


#: What tells words that people type from words that the course says.
TYPED = "words that people type"


def typed_words(words: str) -> frozenset[str]:
    """Words by which what a person typed is known: the English ones, and those of the language spoken.

    Args:
        words: the English ones, with spaces between. A translator gives those of their language.

    >>> with speaking(Words("cy", messages={f"{TYPED}{BETWEEN}one two": "un dau"})):
    ...     sorted(typed_words("one two"))
    ['dau', 'one', 'two', 'un']
    """
    theirs = spoken().messages.get(f"{TYPED}{BETWEEN}{words}")
    return frozenset(words.split()) | frozenset(theirs.split() if isinstance(theirs, str) else ())


#: The same as ``told``, in modules where that name is taken: on paper, ``told`` is what a helper is told.
tell = told


class _Figures(string.Formatter):
    """Puts parts into a sentence, and writes each number among them as a language does."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def format_field(self, value: Any, spec: str) -> str:
        said = format(value, spec)
        return self.words.figures(said) if isinstance(value, int | float) else said


#: A part that ends a sentence, and the stop behind it.
_LAST_PART = re.compile(r"\{(\w+)(?:!r|:[^{}]*)?\}[.۔](?=[\s<]|\Z)")
#: The end of words that end a sentence themselves, such as a question; their quotes or tags may close behind it.
_ENDED = re.compile(r"""[.?!…؟۔](?:[”’"'»\u2069]|</\w+>)*\Z""")


def one_stop(text: str, parts: Mapping[str, Any]) -> str:
    """A sentence without the stop behind a part that has one of its own. The page's script does the same.

    >>> told("Still to be placed: {things}.", things="Who came?")
    'Still to be placed: Who came?'
    >>> told("Still to be placed: {things}. Go on.", things="“New times come in May.”")
    'Still to be placed: “New times come in May.” Go on.'
    """

    def ends(found: re.Match[str]) -> str:
        part = parts.get(found[1], 0)
        own = not isinstance(part, int | float) and _ENDED.search(str(part))
        return found[0][:-1] if own else found[0]

    return _LAST_PART.sub(ends, text)


def _filled(words: Words, text: str, parts: Mapping[str, Any]) -> str:
    text = one_stop(text, parts)
    if words.writes_as_english:
        return text.format(**parts)
    return _Figures(words).vformat(text, (), parts)


def in_figures(value: float, spec: str = "g") -> str:
    """A number as the language that is spoken writes it.

    >>> with speaking(Words("de", decimal=",")):
    ...     in_figures(12.5), in_figures(0.25, ".1%")
    ('12,5', '25,0%')
    """
    return spoken().figures(format(value, spec))


def in_its_figures(number: str) -> str:
    """The same for a number that is written already, such as one with a minus of its own."""
    return spoken().figures(number)


def retold(text: str) -> str:
    """A sentence that the course says where a lesson says nothing else: its translation, else as it is.

    A lesson in another language says its own in that language.
    """
    found = spoken().messages.get(text)
    return found if isinstance(found, str) else text


#: What stands in a table under these names is what people type, or a key: it stays.
_KEYS = frozenset({"units", "unit", "form", "better"})


class InWords(Mapping[Any, Any]):
    """A table of words that the script of a page reads too: each text in it as it is said at this moment."""

    def __init__(self, table: Mapping[Any, Any]) -> None:
        self._table = table

    def __getitem__(self, name: Any) -> Any:
        value = self._table[name]
        return value if spoken().is_english else _in_words(name, value)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._table)

    def __len__(self) -> int:
        return len(self._table)


def _in_words(name: Any, value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _in_words(key, one) for key, one in value.items()}
    if name in _KEYS:
        return value
    if isinstance(value, list):
        if len(value) == 2 and isinstance(value[1], str) and "{n}" in value[1]:
            return value  # for one thing and for many: they stay, and ``told_n`` finds them
        return [_in_words(name, one) for one in value]
    return told(value) if isinstance(value, str) and " " in value else _known(value)


def _known(value: Any) -> Any:
    """A word alone may be a key as well: it is said in another language only where it has a translation."""
    return retold(value) if isinstance(value, str) else value


def told_n(n: float, one: str, many: str, /, *, context: str = "", **parts: Any) -> str:
    """The sentence for this number of things: see ``champions.sentences.counted``."""
    words = spoken()
    found = words.messages.get(f"{context}{BETWEEN}{one}" if context else one)
    if found and not isinstance(found, str):
        at = words.form_of(abs(int(n))) if n == int(n) else len(found) - 1
        with suppress(LookupError, ValueError):
            return _filled(words, found[min(at, len(found) - 1)], {"n": n, **parts})
    said = one_stop(one if n == 1 else many, parts).format(n=n, **parts)
    return said if words.is_english else f"{FIRST}{said}{LAST}"


def as_html(text: str) -> str:
    """HTML in which English among other words says that it is English. Tags are left as they are.

    >>> as_html(f'<b title="{FIRST}a{LAST}">{FIRST}b{LAST}</b>')
    '<b title="a"><span lang="en-GB" dir="ltr">b</span></b>'
    """
    if FIRST not in text:
        return text
    made, open_now = "", list[bool]()
    for at, part in enumerate(_TAG.split(text)):
        made += bare(part) if at % 2 else _put(part, *_SPAN, open_now)
    return made


def bare(text: str) -> str:
    """A text without those signs: for a drawing, a file's name or a table."""
    return _put(text, "", "")


def _put(text: str, first: str, last: str, open_now: list[bool] | None = None) -> str:
    """A text with something else in place of those signs. Others open isolates too, and those stay.

    Args:
        text: the text. first, last: what stands in their place.
        open_now: what is open at its beginning, from the outside in; changed to what is open at its end.
    """
    made: list[str] = []
    open_now = [] if open_now is None else open_now
    for sign in text:
        if sign in _ISOLATES:
            open_now.append(sign == FIRST)
        ours = (sign == FIRST) or (sign == LAST and open_now[-1:] == [True])
        if sign == LAST and open_now:
            open_now.pop()
        made.append((first if sign == FIRST else last) if ours else sign)
    return "".join(made)
