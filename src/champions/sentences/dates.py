"""Days as a language says them: the names of the months, and what stands where.

Which months a language has, and in which order a day is said, its catalogue knows. ``champions.adopting``
fills both in from Babel when a language is begun, so that a translator need not.
"""

from __future__ import annotations

from champions.sentences.told import later, told

MONTHS = (
    *(later("January"), later("February"), later("March"), later("April"), later("May")),
    *(later("June"), later("July"), later("August"), later("September"), later("October")),
    *(later("November"), later("December")),
)
SHORT_MONTHS = (
    *(later("Jan"), later("Feb"), later("Mar"), later("Apr"), later("May"), later("Jun")),
    *(later("Jul"), later("Aug"), later("Sep"), later("Oct"), later("Nov"), later("Dec")),
)


def day_and_month(day: int, month: int, *, short: bool = False) -> str:
    """A day of a month as a person says it.

    >>> day_and_month(6, 5), day_and_month(6, 9, short=True)
    ('6 May', '6 Sep')
    """
    return told(
        "{day} {month}", day=day, month=told((SHORT_MONTHS if short else MONTHS)[month - 1])
    )


def whole_day(day: int, month: int, year: int, *, short: bool = False) -> str:
    """A day with its year.

    >>> whole_day(6, 5, 2025)
    '6 May 2025'
    """
    name = told((SHORT_MONTHS if short else MONTHS)[month - 1])
    return told("{day} {month} {year}", day=day, month=name, year=year)
