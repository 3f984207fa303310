"""Rows that are no observation: sums and averages, by what they say in many languages, and by their numbers."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from champions.own_data.cells import is_missing, read_dates, read_numbers
from champions.sentences import counted
from champions.sentences.told import later, told

#: A row is a total when a cell begins so and names nothing else but a span of time.
_WORDS = tuple(
    """
    standard deviation, std dev, сумма, genomsnitt, kokku, ukupno, prosjek,
    jumlah, purata, tổng, tổng cộng, trung bình, wartość średnia,
    grand total, sub total, subtotal, total, totals, average, avg, median, ytd, year to date,
    overall, cumulative, gesamt, gesamtsumme, gesamtergebnis, zwischensumme, summe, insgesamt,
    durchschnitt, mittelwert, suma, suma końcowa, suma częściowa, razem, ogółem, łącznie, średnia,
    total général, sous total, moyenne, somme, total general, promedio, totale, totale complessivo,
    somma, subtotale, totaal, eindtotaal, subtotaal, gemiddelde, cyfanswm, cyfartaledd, toplam,
    ortalama, genel toplam, celkem, průměr, součet, összesen, átlag, végösszeg, summa, totalt, i alt,
    gennemsnit, gjennomsnitt, yhteensä, keskiarvo, итого, всего, среднее, сума, всього, разом,
    середнє, общо, σύνολο, μέσος όρος, المجموع, الإجمالي, المتوسط, جمع, کل, میانگین, סך הכל, סהכ,
    ממוצע, कुल, योग, औसत, মোট, গড়, ਕੁੱਲ, કુલ, کُل, total geral, total generale, wadarta, 合計, 总计, 合计,
    平均, 總計, 합계, 총계, 평균, σ, ∑
    """.strip()
    .replace("\n", " ")
    .split(",")
)
#: Words that may also name a team or a thing: they say a total in the last row only.
_LAST_ONLY = frozenset(
    {
        *(
            "count",
            "schnitt",
            "ensemble",
            "media",
            "soma",
            "média",
            "medie",
            "snitt",
            "jumla",
            "medel",
        ),
        *(
            "mean",
            "sum",
            "all rows",
            "all",
            "alle",
            "wszystkie",
            "tous",
            "todos",
            "tutti",
            "everyone",
            "everything",
        ),
        *("max", "maximum", "min", "minimum", "sd", "range", "highest", "lowest"),
    }
)
#: As a spreadsheet's pivot table ends a group: "2025 Total", "Ward 3 Ergebnis".
_ENDS = re.compile(r".{1,30} (?:sub ?)?(?:totals?|ergebnis|gesamt|average|łącznie|suma)")
_AFTER = r"(?:[ :.]*(?:for|of|in|the|year|month|quarter|week|period|all|to date|[-/–,()]|\d{2,4}|q[1-4])*)*"
_TOTAL = re.compile(
    rf"(?:{'|'.join(re.escape(one.strip()) for one in sorted(_WORDS, key=len, reverse=True))}){_AFTER}"
)


def says_total(text: str, *, last: bool = False) -> bool:
    """Whether a cell says that its row is a sum or an average; ``last`` when it is of the last row.

    >>> [says_total(text) for text in ("Sub-total", "Razem:", "Total 2025", "YTD", "Totnes")]
    [True, True, True, True, False]
    """
    plain = re.sub(r"[\s_-]+", " ", text.casefold()).strip(" :.*")
    if not plain or len(plain) > 40:
        return False
    if last and (plain in _LAST_ONLY or re.match(r"(?:sum|number|mean) of |all [^\W\d]+$", plain)):
        return True
    return bool(_TOTAL.fullmatch(plain) or _ENDS.fullmatch(plain))


def without_totals(body: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """The rows without those of sums and averages, and what to say of them."""
    rows = np.zeros(len(body), dtype=bool)
    for name in body:
        sums = [text for text in pd.unique(body[name]) if says_total(str(text))]
        if sums:
            rows |= body[name].isin(sums).to_numpy(bool)
        if rows.size and says_total(str(body[name].iloc[-1]), last=True):
            rows[-1] = True
    if rows.size and rows.mean() > 0.5:
        rows[:] = False
    said = []
    if rows.any():
        said.append(
            counted(
                int(rows.sum()),
                "One row says total or average. A sum is not a dot, so we left it out.",
                "{n} rows say total or average. A sum is not a dot, so we left it out.",
            )
        )
    body = body[~rows]
    if (why := _last_adds_up(body)) is not None:
        said.append(why)
        body = body.iloc[:-1]
    return body, said


_NO_NAME = later(
    "The last row has no name and its numbers add up those above, or are their average. "
    "A sum is not a dot, so we left it out."
)


def _last_adds_up(body: pd.DataFrame) -> str | None:
    """What to say of a last row that is the sum of all rows above it, or, without a name, their mean.

    With a name of its own, in whatever language, it must be the very sum of at least 4 numbers in words' rows.
    """
    if not 4 <= len(body) <= 5_000 or body.shape[1] < 2:
        return None
    empty = [at for at in body if is_missing(body[at].iloc[-1:])[0]]
    named = [at for at in empty if is_missing(body[at].iloc[:-1]).mean() < 0.2]
    words = [at for at in body if read_numbers(body[at]).share < 0.3 and at not in empty]
    if not named:
        return _named_sum(body, words, empty)
    sums = []
    for at in body:
        if at in empty:
            continue
        read = read_numbers(body[at]).values
        above = read[:-1]
        if np.isnan(read[-1]) or np.isnan(above).mean() > 0.5:
            return None
        near = 0.006 * max(1.0, abs(float(read[-1])) / 100)
        sums.append(
            abs(read[-1] - np.nansum(above)) < near or abs(read[-1] - np.nanmean(above)) < near
        )
    return _NO_NAME if sums and all(sums) else None


def _named_sum(body: pd.DataFrame, words: list[object], empty: list[object]) -> str | None:
    if not words or read_dates(body[words[0]]).share > 0.3:
        return None
    found = 0
    for at in body:
        if at in words or at in empty:
            continue
        read = read_numbers(body[at]).values
        above = read[:-1][~np.isnan(read[:-1])]
        if above.size < 4 or np.isnan(read[-1]) or np.count_nonzero(above) < 3:
            return None
        if abs(read[-1] - above.sum()) > 1e-9 * abs(read[-1]) or (above < 0).any():
            return None
        found += 1
    if not found:
        return None
    name = str(body[words[0]].iloc[-1])
    return told(
        'The last row, "{name}", adds up all those above. A sum is not a dot, so we left it out.',
        name=name,
    )
