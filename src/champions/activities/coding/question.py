"""Two people sort the same records, one by one, and compare. To sort records is called to code them.

Where two people differ, the words are not clear enough: they need an operational definition.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from champions.questions import Feedback, Question, Sort, fold
from champions.sentences import counted
from champions.sentences.told import told


@dataclass(frozen=True, kw_only=True)
class CodeByRule(Sort):
    """Sort records into groups by a definition, one record at a time. Marked as any sorting is."""


@dataclass(frozen=True, kw_only=True)
class CodeFreely(Question):
    """Sort records into groups as one sees fit, one record at a time. Kept, never marked.

    The answer is item to group, as for :class:`champions.questions.Sort`.
    """

    items: Mapping[str, str]
    groups: Mapping[str, str]

    def mark(self, answer: object, history: Sequence[str] = ()) -> Feedback:
        done = codes(self, answer)
        if not done:
            return Feedback("not tried", 0, 0, told("Not tried yet"))
        left = len(self.items) - len(done)
        if left:
            return Feedback(
                "started",
                0,
                0,
                told("Kept so far"),
                (told("{done} done, {left} to go.", done=len(done), left=left),),
            )
        said = told("There is no right or wrong here. Go on to compare.")
        return Feedback("kept", 0, 0, told("All are done"), (said,), "kept")

    def in_words(self, answer: object) -> tuple[str, ...]:
        """One line a record: its words and its group."""
        done = codes(self, answer)
        return tuple(
            f"{words}: {self.groups.get(done.get(key, ''), '') or told('(not done)')}"
            for key, words in self.items.items()
        )


def codes(question: CodeFreely | Sort, answer: object) -> dict[str, str]:
    """The records that were sorted so far, each with its group; anything else is left out."""
    given = answer if isinstance(answer, Mapping) else {}
    groups = {fold(key): key for key in question.groups}
    read = {str(item): groups.get(fold(group)) for item, group in given.items()}
    return {item: group for item, group in read.items() if item in question.items and group}


@dataclass(frozen=True)
class Agreement:
    """On how many records two people agree, of those that both sorted, and where they differ."""

    same: int
    both: int
    differ: tuple[str, ...]

    def said(self, one: str, other: str) -> str:
        """The agreement of two people as a sentence, by their names."""
        return told(
            "{one} and {other} agree on {same} of {both}.",
            one=one,
            other=other,
            same=self.same,
            both=self.both,
        )


def compare(first: Mapping[str, str], second: Mapping[str, str]) -> Agreement:
    """Compare what two people made of the same records.

    >>> compare({"1": "missed", "2": "no"}, {"1": "missed", "2": "missed", "3": "no"})
    Agreement(same=1, both=2, differ=('2',))
    """
    both = [item for item in first if item in second]
    differ = tuple(item for item in both if first[item] != second[item])
    return Agreement(len(both) - len(differ), len(both), differ)


def compare_html(
    people: Mapping[str, Mapping[str, str]], items: Mapping[str, str], groups: Mapping[str, str]
) -> tuple[str, str]:
    """Each pair of people with the number of records that they agree on, and where they differ.

    Args:
        people: name to the records they sorted.
        items: the records' words.
        groups: the groups' words.

    Returns:
        HTML, and the same as text.
    """
    sorted_some = {name: coded for name, coded in people.items() if coded}
    names = list(sorted_some)
    pairs = [(a, b) for at, a in enumerate(names) for b in names[at + 1 :]]
    found = {pair: compare(sorted_some[pair[0]], sorted_some[pair[1]]) for pair in pairs}
    lines = [one.said(*pair) for pair, one in found.items()]
    split = [key for key in items if any(key in one.differ for one in found.values())]
    rows = "".join(
        f"<tr><td>{escape(key)}. {escape(items[key])}</td>"
        + "".join(
            f'<td><span class="champions-label">{escape(name)}</span> '
            f"{escape(groups.get(coded.get(key, ''), '') or told('not done'))}</td>"
            for name, coded in sorted_some.items()
        )
        + "</tr>"
        for key in split
    )
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in sorted_some)
    table = (
        (
            '<table class="champions-records"><caption>'
            + told("Where they differ")
            + '</caption><thead><tr><th scope="col">'
            + told("Record")
            + f"</th>{head}</tr></thead><tbody>{rows}</tbody></table>"
        )
        if split
        else ""
    )
    said = "".join(f"<li>{escape(line)}</li>" for line in lines)
    html = f'<div class="champions-lab"><div role="status"><ul>{said}</ul></div>{table}</div>'
    differ = counted(len(split), "They differ on 1 record.", "They differ on {n} records.")
    return html, " ".join([*lines, differ])


def summary(question: CodeFreely | Sort, answer: Any) -> str:
    """How many were put in each group so far.

    >>> q = CodeFreely(id="q", ask="?", items={"a": "A", "b": "B"}, groups={"m": "Missed"})
    >>> summary(q, {"a": "m"})
    '1 of 2 done. Missed: 1.'
    """
    done = codes(question, answer)
    counts = [
        f"{words}: {sum(group == key for group in done.values())}."
        for key, words in question.groups.items()
    ]
    return " ".join(
        [told("{done} of {all} done.", done=len(done), all=len(question.items)), *counts]
    )
