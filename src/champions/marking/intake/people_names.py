"""Names of people as lists write them: "Last, First", a name in brackets, titles; and when two are alike."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from champions.sentences.told import told

#: What stands after a comma and is no given name.
_AFTER = frozenset(
    [
        "phd",
        "md",
        "msc",
        "ma",
        "ba",
        "bsc",
        "mba",
        "mbe",
        "obe",
        "cbe",
        "rn",
        "jr",
        "sr",
        "ii",
        "iii",
        "esq",
        "dphil",
        "frcp",
        "mp",
        "jp",
        "dr",
        "mr",
        "mrs",
        "ms",
    ]
)
_WRITTEN = frozenset({"PhD", "DPhil", "MSc", "BSc", "Jr", "Sr", "Esq", "Dr", "Mr", "Mrs", "Ms"})
_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "prof",
        "professor",
        "sir",
        "dame",
        "rev",
        "revd",
        "fr",
        "lord",
        "lady",
    ]
)
#: What platforms and people put into brackets after a name, and what is no name.
_BRACKETS = frozenset(
    {
        *("guest", "unverified", "external", "invited", "she", "he", "they", "her", "him", "them"),
        *("his", "hers", "theirs", "herself", "extern", "gast", "host", "me", "you", "ze", "any"),
        *(
            "iphone",
            "ipad",
            "android",
            "phone",
            "mobile",
            "tablet",
            "laptop",
            "pc",
            "work",
            "personal",
        ),
    }
)
#: Names of accounts that are nobody: what platforms put into their lists to try a course with.
_NOBODY = frozenset(
    {
        *("student test", "demo student", "dummy student", "preview user", "demo learner"),
        *("points possible", "manual posting", "read only", "class average", "overall average"),
        *("average", "total", "totals", "grand total", "mean", "median", "maximum", "minimum"),
        *("points", "date", "due date", "number of participants", "participant count", "count"),
        *("nobody", "vacant", "no name"),
        *("test student", "student demo", "test learner", "learner test", "out of", "max points"),
        *("range average", "average mark", "standard deviation", "end", "end of list"),
        *(
            "test user",
            "user test",
            "test account",
            "account test",
            "test person",
            "xx test",
            "test test",
        ),
        *("sample student", "student sample"),
    }
)


#: What stands in a cell where nothing is known: words, signs alone, and what a spreadsheet writes for an error.
_FILLERS = frozenset(
    {
        *("", "n a", "none", "null", "nan", "nil", "tbc", "tba", "unknown", "not known", "pending"),
        *("not applicable", "not available", "not provided", "anonymous"),
    }
)
_AN_ERROR = re.compile(
    r"#(?:N/?A|REF!|VALUE!|NAME\?|NULL!|DIV/0!|NUM!|SPILL!|CALC!)", re.IGNORECASE
)
_GIVEN_NAMES = """
    adam agnieszka ahmed aisha alan alba alejandro alex alexander alfonso ali alice alicia amanda amy ana andrea
    andres andrew angel angela anita ann anna anne antonio antónio beatriz ben benjamin carla carlos carmen carolina
    catarina catherine cecilia charles chloe christina christine claire clara claudia cristina daniel daniela david
    diana diego dolores eduardo elena elizabeth emily emma enrique esther eva fatima felipe fernando francisco
    gabriel gabriela gareth george gloria gonzalo graham hannah helen hugo ian ignacio inés ines irene isabel jack
    jacob jaime james jan jane javier jean jennifer jessica jesus jesús jim joan joana joao joão john jorge jose
    josé joseph juan juana julia julian julie karen kate katherine katie laura leo leonor lisa louise lourdes lucas
    lucia lucía lucy luis luisa luiz manuel manuela marcos margaret maria maría mariana mario marta martha martin
    mary mateo matthew mercedes michael miguel mohamed mohammed monica mónica natalia nicola nicolas nuria olga
    olivia oscar pablo patricia paul paula pedro peter pilar rachel rafael ramon ramón raquel raul raúl rebecca
    ricardo richard rita robert roberto rocio rocío rosa rosario ruth salvador samuel sandra santiago sara sarah
    sergio silvia simon sofia sofía sonia stephen steven susan susana teresa thomas tomas tomás vicente victor
    william xavier yolanda zoe
"""
#: First names of many lands: before a comma they are seldom a family name, and behind one hardly anything else.
_GIVEN = frozenset(_GIVEN_NAMES.split())

#: What stands before each line of a list: a sign of a text program's, or a number.
_BULLET = re.compile(
    r"^\s*(?:[-*•·–—▪▫◦‣⁃■□●○➢➤►✓✔☐☑§]+\s+|[•▪◦‣■●➢➤►✓✔☐☑]\s*|o\s+(?=[^\W\d_a-z])|\(?\d{1,3}[.):]\s+)"
)
#: Ticks, stars and faces at either end of a name.
_PICTURES = re.compile(
    r"^[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff\s]+|[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff\s]+$"
)
_PRONOUN = "(?:she|he|they|ze|xe|her|him|them|his|hers|theirs|hir|any)"
#: "she/her" behind a name, however it is parted from it.
_PRONOUNS = re.compile(rf"[\s,;|#–—-]+{_PRONOUN}(?:\s*/\s*{_PRONOUN})+\s*$", re.IGNORECASE)
#: What stands beside a name: in brackets, or in quotes between two words.
_ASIDE = re.compile(
    r"(\s*(?:[(\[“\"]|(?<=\s)['‘])([^()\[\]“”\"‘’']{1,120})(?:[)\]”\"]|['’](?=\s)))"
)
_CALLED = re.compile(
    r"^(?:known as|prefers(?: to be called)?|preferred|likes|goes by|called|aka|a\.k\.a\.?)[\s:]+",
    re.IGNORECASE,
)
#: Words of a letter around a list, and no names.
_LETTER = re.compile(
    r"(?:dear|hi|hello|hey|good (?:morning|afternoon|evening)) ?(?:all|team|everyone|everybody|both|colleagues)?"
    r"|(?:many |kind |best |warm |kindest |warmest )?(?:thanks|regards|wishes)(?: (?:and )?(?:again|all|regards))?"
    r"|thank you|cheers|yours (?:sincerely|faithfully)|sincerely|sent from my \w+(?: \w+)?",
    re.IGNORECASE,
)
#: What stands in the place of a name in registers and lists of a meeting, and may stand in another column.
_NO_NAMES = frozenset(
    {
        *("register", "present", "absent", "attended", "attendance", "did not attend", "apologies"),
        *("ipad", "iphone", "galaxy", "laptop", "phone", "android", "desktop", "user", "guest"),
        # Below the heads of SurveyMonkey.
        *("open ended response", "response", "other please specify"),
    }
)
#: How a title or a sum begins that stands where names do.
_OF_A_THING = re.compile(
    r"(?:poll|survey|report|export(?:ed)?|attendance|minutes|(?:grand )?total|sum|average|number of|no\. of"
    r"|count of)\b",
    re.IGNORECASE,
)
_ENDING = re.compile(r"regards|wishes|thanks|thank you|cheers|sincerely|faithfully", re.IGNORECASE)


@dataclass(frozen=True)
class Called:
    """A name as it is said, and what the person likes to be called, where the name says it."""

    name: str
    preferred: str = ""
    turned: bool = False


def said(text: str) -> Called:
    """A name as it is said, from how a list writes it.

    >>> said("Smith, Anna"), said("Jones, Margaret (Peggy)").preferred
    (Called(name='Anna Smith', preferred='', turned=True), 'Peggy')
    >>> said("SMITH, Anna (EXAMPLE NHS FOUNDATION TRUST)").name, said("Bo Two (Example Council)").name
    ('Anna SMITH', 'Bo Two')
    >>> said("Sam Lee (Guest)").name, said("Jo Bell, MBE").name, said("3. Ann Example").name
    ('Sam Lee', 'Jo Bell, MBE', 'Ann Example')
    """
    plain = _PRONOUNS.sub("", _PICTURES.sub("", _BULLET.sub("", tidy(text))))
    plain = plain.strip("\"'“”‘ ,;") if plain[:1] in "\"'“‘" else plain.strip(" ,;")
    preferred = ""
    for whole, noted in _ASIDE.findall(plain):
        inside = _CALLED.sub("", noted)
        words = [one for one in re.split(r"[\s/,;|]+", inside.casefold()) if one]
        if words and (_BRACKETS.issuperset(words) or _is_organisation(inside)):
            plain = plain.replace(whole, "", 1)
        elif len(words) == 1 and inside.istitle() and inside.isalpha() and not preferred:
            plain, preferred = plain.replace(whole, "", 1), inside
    plain = tidy(plain)
    last, comma, first = plain.partition(",")
    first, last = first.strip(), last.strip()
    if comma and first and last and "," not in first and not _is_after(first):
        return Called(f"{first} {last}", preferred, turned=True)
    return Called(plain, preferred)


#: Words of organisations, which address books of large ones put in brackets after a name.
_ORGANISATIONS = frozenset(
    {
        *("nhs", "trust", "foundation", "icb", "icp", "ccg", "pct", "council", "university", "college"),
        *("hospital", "hospitals", "school", "practice", "surgery", "centre", "center", "charity", "ltd"),
        *("limited", "cic", "cio", "plc", "llp", "inc", "gmbh", "authority", "department", "dept", "team"),
        *("service", "services", "group", "health", "healthcare", "care", "community", "association"),
    }
)  # fmt: skip


def _is_organisation(inside: str) -> bool:
    """Whether what stands in brackets is where somebody works: more than a word, in capitals or known."""
    words = re.findall(r"[^\W_]+", inside)
    if not words or (len(words) == 1 and inside.casefold() not in {"nhs", "icb"}):
        return False
    return inside.isupper() or bool(_ORGANISATIONS & {word.casefold() for word in words})


def _is_after(text: str) -> bool:
    # "MA" is a degree, and "Ma" a name.
    words = [one.strip(".") for one in text.split()]
    return all(one.casefold() in _AFTER and (one.isupper() or one in _WRITTEN) for one in words)


def tidy(text: str) -> str:
    """Text in one line, without signs that nobody sees or that steer a screen.

    >>> tidy(" Anna\\u200b   Smith\\n")
    'Anna Smith'
    """
    whole = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))
    kept = (" " if sign.isspace() else sign for sign in whole)
    return " ".join("".join(one for one in kept if unicodedata.category(one)[0] != "C").split())[
        :200
    ].strip()


def without_title(name: str) -> str:
    """A name without the title before it; whole where nothing but one word would be left.

    >>> without_title("Dr Anna Smith"), without_title("Prof. Sir John Lee"), without_title("Miss Lee")
    ('Anna Smith', 'John Lee', 'Miss Lee')
    """
    words = name.split()
    while len(words) > 2 and words[0].strip(".").casefold() in _TITLES:
        words.pop(0)
    return " ".join(words)


def first_name(name: str, preferred: str = "") -> str:
    """What a letter begins with.

    >>> first_name("Dr Anna Smith"), first_name("SMITH Anna"), first_name("Margaret Jones", "Peggy")
    ('Anna', 'Anna', 'Peggy')
    """
    if preferred:
        return preferred.split(maxsplit=1)[0] if preferred.split() else ""
    words = [
        one for one in name.split() if one.strip(".").casefold() not in _TITLES
    ] or name.split()
    small = [one for one in words if not (one.isupper() and len(one) > 2)]
    return (small if small and words[0] not in small else words or [""])[0]


def parts(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared: without case, accents, signs, titles and order.

    >>> parts("José Ángel") == parts("Angel, Jose"), parts("Dr Ali Mohammed") == parts("Mohammed Ali")
    (True, True)
    """
    plain = name.casefold().replace("ł", "l").replace("ø", "o").replace("đ", "d")
    plain = unicodedata.normalize("NFKD", plain.replace("æ", "ae").replace("œ", "oe"))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    words = re.findall(r"[^\W_]+", re.sub(r"['’`]", "", plain))
    return tuple(sorted(one for one in words if one not in _TITLES)) or tuple(sorted(words))


def same(one: str, other: str) -> bool:
    """Whether two names are written alike, but for case and spaces."""
    return tidy(one).casefold() == tidy(other).casefold()


def near(one: str, other: str) -> bool:
    """Whether two names may be one: the same words in any order, with or without accents."""
    return bool(parts(one)) and parts(one) == parts(other)


def fit(one: str, other: str) -> bool:
    """Whether two names can be the same person's when something else says so.

    One may be shorter, or have letters for names: the words of the one stand in the other.

    >>> fit("Anna Smith", "Anna Maria Smith"), fit("A. Smith", "Anna Smith"), fit("Ann Lee", "Bo Lee")
    (True, True, False)
    """
    few, many = sorted((parts(one), parts(other)), key=len)
    left = list(many)
    for word in sorted(few, key=len, reverse=True):
        found = next(
            (o for o in left if o == word or (1 in (len(o), len(word)) and o[0] == word[0])), None
        )
        if found is None:
            return False
        left.remove(found)
    return bool(few)


def is_nobody(name: str) -> bool:
    """Whether this is a row or an account that a platform puts in, and no person.

    >>> is_nobody("Student, Test"), is_nobody("    Points Possible"), is_nobody("Tess Student")
    (True, True, False)
    """
    words = [word for word in re.findall(r"[^\W_]+", name.casefold()) if not word.isdigit()]
    plain = " ".join(words)
    return plain in _NOBODY or plain.endswith("previewuser")


def is_filler(text: str) -> bool:
    """Whether a cell says that nothing is known.

    >>> is_filler("N/A"), is_filler("#REF!"), is_filler("—"), is_filler("tbc"), is_filler("Nan Jones")
    (True, True, True, True, False)
    """
    plain = " ".join(re.findall(r"[^\W_]+", text.casefold()))
    return plain in _FILLERS or bool(_AN_ERROR.fullmatch(text.strip())) or text.strip() == "NA"


def is_given(name: str) -> bool:
    """Whether a name begins with a first name that many people have.

    >>> is_given("María José"), is_given("García López")
    (True, False)
    """
    return name.casefold().split()[:1] != [] and name.casefold().split()[0] in _GIVEN


_TWO = re.compile(r"[^\W_]\s+(?:and|&|\+|/|und)\s+[^\W_]", re.IGNORECASE)


def may_be_two(name: str) -> bool:
    """Whether two people may stand in one cell.

    >>> may_be_two("Anna and Ben Sample"), may_be_two("Anna Smith / Ben Lee"), may_be_two("Andy Sand")
    (True, True, False)
    """
    return bool(_TWO.search(name))


def looks_like_no_name(name: str) -> str:
    """Why a cell in the place of a name is hardly one; empty when it may be."""
    if re.search(r"\d", name):
        return told("there is a number in it")
    if not re.search(r"[^\W\d_]", name):
        return told("there is no letter in it")
    if re.search(r"[:?!]$|:\s|\s=\s", name.rstrip()) or _LETTER.fullmatch(name.strip(" ,.!:")):
        return told("it is a line of a letter")
    if " ".join(re.findall(r"[^\W_]+", name.casefold())) in _NO_NAMES:
        return told("it names a thing")
    if len(name) > 80 or len(name.split()) > 9:
        return told("it is as long as a sentence")
    if _OF_A_THING.match(name):
        return told("it names a thing")
    if re.search(r"[{}\\]", name):
        return told("there are signs in it that no name has")
    if re.match(r"(?:https?|www\.)", name):
        return told("it is an address of the web")
    return ""


def ends_a_letter(text: str) -> bool:
    """Whether a line closes a letter: the name below it is the writer's.

    >>> ends_a_letter("Kind regards,"), ends_a_letter("Anna Smith")
    (True, False)
    """
    plain = text.strip(" ,.!")
    return bool(_LETTER.fullmatch(plain) and _ENDING.search(plain))


def initials(name: str) -> str:
    """The first letters of a name, as a chat program shows them for a face.

    >>> initials("Anna Smith"), initials("Mary Smith-Jones")
    ('AS', 'MS')
    """
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
