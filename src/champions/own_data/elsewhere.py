"""Times as people write them elsewhere, put into the words that the readers of dates know.

Months, weeks and quarters in other languages, spans of days, and numbers such as 202445 that a program
makes. What is plain already stays as it is.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

import pandas as pd

_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
#: How the months begin, from January on, in each language. A month is known by its beginning.
_MONTHS = {
    "German": "jan feb mär|mrz apr mai jun jul aug sep okt nov dez",
    "French": "jan fév|fev mar avr mai juin juil aoû|aou sep oct nov déc|dec",
    "Spanish": "ene feb mar abr may jun jul ago sep|set oct nov dic",
    "Italian": "gen feb mar apr mag giu lug ago set ott nov dic",
    "Portuguese": "jan fev mar abr mai jun jul ago set out nov dez",
    "Dutch": "jan feb maa|mrt apr mei jun jul aug sep okt nov dec",
    "Polish": "sty lut mar kwi maj cze lip sie wrz paź|paz lis gru",
    "Czech": "led úno|uno bře|bre dub kvě|kve červen(?!ec)|června|cerven(?!ec) červene|července|cervene srp zář|zar "
    "říj|rij lis pro",
    "Welsh": "ion chw maw ebr mai meh gor aws med hyd tac rha",
    "Nordic": "jan feb mar apr maj|mai jun jul aug sep okt nov dec|des",
}
#: How the days of the week begin, from Monday on.
WEEKDAYS = (
    ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
    ("mo", "di", "mi", "do", "fr", "sa", "so"),
    ("lun", "mar", "mer", "jeu", "ven", "sam", "dim"),
    ("lun", "mar", "mi[ée]", "jue", "vie", "s[áa]b", "dom"),
    ("lun", "mar", "mer", "gio", "ven", "sab", "dom"),
    ("seg", "ter", "qua", "qui", "sex", "s[áa]b", "dom"),
    ("ma", "di", "wo", "do", "vr", "za", "zo"),
    ("pon?", "wt", "[śs]r", "czw", "pt|pi[ąa]", "so", "nie|ndz?"),
    ("llu", "maw", "mer", "iau", "gwe", "sad", "sul"),
)
#: A week, in a heading too.
WEEK = r"weeks?|wks?|w/k|kw|woche|semaine|semana|settimana|sem|tydzień|tydz|uke|vecka|wythnos|uge|viikko|vko"
_WEEK = re.compile(rf"(?:{WEEK}|v)[ .]*(\d{{1,2}})(?P<rest>\D.*)?")
_QUARTER = re.compile(
    r"(?:(?:q|qtr|quarter|k|t)[ .-]*(?P<q>[1-4])|(?P<q2>[1-4])(?:q|[ºo°.]* ?(?:quartal|kwartał|trimestre|trim\.?|"
    r"quarter|qtr|kw\.?|chwarter)))[ ,/-]*(?:de |of |fy ?)?'?(?P<y>\d{4}|\d{2})"
)
_QUARTER_LAST = re.compile(r"(?P<y>\d{4})[ /-]*(?:q|k|t)(?P<q>[1-4])")
_DAY = r"(?:\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2} [^\W\d]{3,9},? \d{2,4})"
_SPAN = re.compile(rf"({_DAY}) ?(?:-|–|—|to|until|till|bis|au|do|al?|tot) ?{_DAY}")
_DAYS_OF_A_MONTH = re.compile(r"(\d{1,2}) ?[-–] ?\d{1,2} ([^\W\d]{3,9}\.?,? \d{4})")
_HALF = re.compile(r"h(?P<h>[12])[ ,/-]*(?P<y>\d{4})|(?P<y2>\d{4})[ ,/-]*h(?P<h2>[12])")
_WORDS = re.compile(r"[^\W\d_]{2,}")
_OF_WEEKS = re.compile(rf"\b(?:{WEEK}|yyyyww)\b")
_OF_STAMPS = re.compile(r"time|stamp|epoch|unix|date|created|submitted|received|when")


def digits(text: str) -> str:
    """Digits of other scripts as ours, and halves and quarters as decimals.

    >>> digits("١٢"), digits("１５"), digits("9½"), digits("½ h")
    ('12', '15', '9.5', '0.5 h')
    """
    if text.isascii():
        return text
    text = re.sub(r"\d", lambda found: str(unicodedata.decimal(found[0])), text)
    text = text.replace("٫", ".").replace("٬", ",")
    parts = {"½": ".5", "¼": ".25", "¾": ".75"}
    return re.sub(r"(\d*) ?([½¼¾])", lambda found: (found[1] or "0") + parts[found[2]], text)


def in_english(once: pd.Series, name: str = "") -> pd.Series:
    """The different cells of a column of times, in small letters and in forms that are read further on.

    Args:
        once: the cells. name: what the column is called.

    >>> in_english(pd.Series(["Okt 2023", "Dez 2023"])).tolist()
    ['oct 2023', 'dec 2023']
    >>> in_english(pd.Series(["Semaine 52", "Semaine 1"])).tolist()
    ['week 52', 'week 1']
    >>> in_english(pd.Series(["202444", "202445", "202501"]), "Week").tolist()
    ['2024-w44', '2024-w45', '2025-w01']
    """
    plain = once.str.casefold()
    plain = _compact(plain, name.casefold())
    plain = plain.map(_one)
    return plain.map(_month_names(plain))


def _one(text: str) -> str:
    """One cell: a span of days by its first, a week or a quarter as in English."""
    if not 3 <= len(text) <= 40:
        return text
    # "Montag, 4. November 2024" as "4 november 2024".
    text = re.sub(r"^(?:[^\W\d_]{2,10},? )?(\d{1,2})\. ?(?=[^\W\d_]{3})", r"\1 ", text)
    if found := _HALF.fullmatch(text):
        half, year = found["h"] or found["h2"], found["y"] or found["y2"]
        return f"{year}-{'01' if half == '1' else '07'}-01"
    if found := _SPAN.fullmatch(text):
        return found[1]
    if found := _DAYS_OF_A_MONTH.fullmatch(text):
        return f"{found[1]} {found[2]}"
    if found := _WEEK.fullmatch(text):
        rest = re.sub(r"'(\d\d)$", r"20\1", found["rest"] or "")
        return f"week {found[1]}{rest}"
    found = _QUARTER.fullmatch(text) or _QUARTER_LAST.fullmatch(text)
    if found:
        parts = found.groupdict()
        year = parts["y"] if len(parts["y"]) == 4 else f"20{parts['y']}"
        return f"q{parts['q'] or parts['q2']} {year}"
    if found := re.fullmatch(r"(\d{4})[ -]([^\W\d_]{3,10}\.?)", text):
        return f"{found[2]} {found[1]}"
    if found := re.fullmatch(r"(0?[1-9]|1[0-2])[/.-](\d{4})", text):
        return f"{found[2]}-{found[1]:0>2}"
    if found := re.fullmatch(r"fy ?(\d{2})", text):
        return f"20{int(found[1]) - 1:02d}/{found[1]}" if int(found[1]) else text
    return text


def _month_names(plain: pd.Series) -> dict[str, str]:
    """Each text with its month in English, by the one language that knows every word of the column."""
    words = {word for text in plain for word in _WORDS.findall(text)}
    months = {word for word in words if not re.match("week|st$|nd$|rd$|th$|de$|of$", word)}
    if not months or len(months) > 40 or all(_month(word, _ENGLISH) for word in months):
        return {text: text for text in plain}
    for names in _MONTHS.values():
        starts = names.split(" ")
        known = {word: at for word in months if (at := _month(word, starts))}
        if len(known) == len(months):
            return {text: _in_english_words(text, known) for text in plain}
    return {text: text for text in plain}


def _in_english_words(text: str, known: dict[str, int]) -> str:
    def named(found: re.Match[str]) -> str:
        return _ENGLISH[known[found[0]] - 1] if found[0] in known else found[0]

    return _WORDS.sub(named, text).replace(" de ", " ")


def _month(word: str, starts: tuple[str, ...] | list[str]) -> int:
    return next((at for at, start in enumerate(starts, 1) if re.match(start, word)), 0)


def _compact(plain: pd.Series, name: str) -> pd.Series:
    """Numbers that say when, where all cells do: 202445, 202309, 20241104, seconds since 1970."""
    filled = plain[plain != ""]
    if len(filled) < 3:
        return plain
    if _OF_WEEKS.search(name) and filled.str.fullmatch(r"(?:19|20)\d\d[0-5]\d").all():
        return plain.str.replace(r"^(\d{4})(\d\d)$", r"\1-w\2", regex=True)
    if _OF_WEEKS.search(name) and filled.str.fullmatch(r"\d{1,2}[/-](?:19|20)\d\d").all():
        return plain.str.replace(r"^(\d{1,2})\D(\d{4})$", r"\2-w\1", regex=True)
    if filled.str.fullmatch(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])").all():
        return plain.str.replace(r"^(\d{4})(\d\d)$", r"\1-\2", regex=True)
    if filled.str.fullmatch(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])").all():
        return plain.str.replace(r"^(\d{4})(\d\d)(\d\d)$", r"\1-\2-\3", regex=True)
    if _OF_STAMPS.search(name) and filled.str.fullmatch(r"1\d{9}(?:\d{3})?(?:\.\d+)?").all():
        return plain.map(_since_1970)
    return plain


def _since_1970(text: str) -> str:
    if not text:
        return text
    whole = int(text.partition(".")[0])
    seconds = whole // 1000 if whole >= 10**12 else whole
    return dt.datetime.fromtimestamp(seconds, dt.UTC).strftime("%Y-%m-%d %H:%M:%S")
