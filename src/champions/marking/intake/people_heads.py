"""What a column of a list of people means, by its head: the words that platforms and offices use.

Heads of platforms, each looked up in an export or in code that reads one:

- Canvas, gradebook: Student, ID, SIS User ID, SIS Login ID, Root Account, Section.
- Moodle, participants and grades: First name, Last name (older: Surname), ID number, Institution,
  Department, Email address, Groups, Roles, Last access to course.
- Blackboard, full grade centre: Last Name, First Name, Username, Student ID, Last Access, Availability.
- Brightspace, grades: OrgDefinedId, Username, Last Name, First Name, Email, End-of-Line Indicator.
- Google Classroom, grades: Last name, First name, Email address, then a lesson a column.
- Teams, attendance: Name, First Join, Last Leave, In-Meeting Duration, Email, Participant ID (UPN), Role;
  older: Full Name, User Action, Timestamp.
- Outlook and Google contacts: First Name, Last Name, E-mail Address, E-mail 1 - Value.
- Microsoft Forms: ID (a running number), Start time, Completion time, Email, Name.
"""

from __future__ import annotations

import re
import unicodedata

#: What a column can hold. ``NUMBERS`` is whatever else a person is known by: numbers and user names of
#: platforms, other names and addresses, former codes.
CODE, NAME, FIRST, LAST, PREFERRED = "code", "name", "first", "last", "preferred"
EMAIL, NUMBERS, COHORT, ROLE, UNUSED = "email", "also", "cohort", "role", ""
MEANINGS = (CODE, NAME, FIRST, LAST, PREFERRED, EMAIL, NUMBERS, COHORT, ROLE, UNUSED)
#: These say that a head speaks of somebody beside the learner, or of something that has a name too.
_OTHERS = frozenset(
    {
        *("manager", "supervisor", "trainer", "teacher", "mentor", "emergency", "parent", "guardian"),
        *("carer", "kin", "doctor", "gp", "referrer", "partner", "contact", "sponsor", "coordinator"),
        *("company", "organisation", "organization", "institution", "employer", "school", "charity"),
        *("file", "lesson", "assignment", "project", "event", "meeting", "site", "street", "town"),
        *("maiden", "middle", "phonetic", "mother", "father", "lead", "leader", "department", "root"),
        *("buyer", "purchaser", "booker", "booked", "payer", "payee", "billing", "invoice", "finance"),
        *("approver", "authoriser", "assistant", "secretary", "pa", "assessor", "tutor", "coach", "host"),
        *("buddy", "lecturer", "instructor", "educator", "facilitator", "owner", "creator"),
    }
)  # fmt: skip
_MAIL = frozenset(
    {
        *("email", "mail", "emails", "mails", "courriel", "correo", "emailadresse", "mailadresse"),
        *("ebost", "emailaddress", "mailaddress", "eposta", "upn", "userprincipalname"),
    }
)
_FIRST = frozenset(
    {
        *("first", "given", "forename", "forenames", "firstname", "givenname", "christian"),
        *(
            "cyntaf",
            "vorname",
            "prenom",
            "imie",
            "voornaam",
            "fornavn",
            "fornamn",
            "etunimi",
            "keresztnev",
            *("名", "имя", "ad", "פרטי"),
        ),
    }
)
_LAST = frozenset(
    {
        *("last", "surname", "surnames", "family", "lastname", "familyname", "secondname", "apellido"),
        *("nachname", "familienname", "nazwisko", "apellidos", "cognome", "achternaam", "cyfenw"),
        *("etternavn", "efternamn", "sukunimi", "prijmeni", "vezeteknev", "sobrenome"),
        *("姓", "фамилия", "прізвище", "soyad", "משפחה"),
    }
)  # fmt: skip
_PREFERRED = frozenset(
    {"preferred", "nickname", "chosen", "rufname", "nick", "prefers", "goes", "likes"}
)
_PERSON = frozenset(
    {
        *("name", "names", "fullname", "learner", "learners", "student", "students", "participant"),
        *("participants", "champion", "champions", "person", "people", "attendee", "attendees"),
        *("delegate", "delegates", "member", "members", "volunteer", "volunteers", "displayname"),
        *("nom", "nombre", "nome", "naam", "navn", "namn", "enw", "teilnehmer"),
        *("teilnehmende", "who", "trainee", "trainees", "employee", "employees", "colleague"),
        *("recipient", "respondent", "registrant", "registrants", "invitee", "applicant"),
        *("candidate", "customer"),
    }
)
_GROUP = frozenset(
    {
        *("group", "groups", "cohort", "cohorts", "class", "section", "sections", "intake", "gruppe"),
        *("grupa", "groupe", "grupo", "gruppo", "groep", "team", "teams", "kurs", "course", "ward"),
        *("gruppen", "groupes", "grupos", "gruppi", "groepen", "grupy", "grupper", "ryhmat", "grwp", "grwpiau"),
    }
)  # fmt: skip
_NUMBER = frozenset(
    {
        *("username", "login", "netid", "userid", "loginid", "orgdefinedid", "matriculation"),
        *("studentid", "idnumber", "upi", "uid", "sis", "matrikelnummer", "benutzername", "alias"),
        *("matricola", "matricule", "gebruikersnaam", "brukernavn", "identifiant", "payroll"),
    }
)
_ROLE = frozenset({"role", "roles"})
_ID = frozenset(
    {
        *("id", "number", "no", "nr", "identifier", "ident", "ref", "reference"),
        *("nummer", "numero", "numer", "rhif", "identification"),
    }
)
#: Heads under which words stand that are never names.
_NO_NAMES = frozenset(
    {
        *("status", "state", "grade", "mark", "marks", "score", "feedback", "comment", "comments", "notes"),
        *("note", "title", "job", "position", "location", "country", "city", "language", "gender", "sex"),
        *("pronouns", "access", "availability", "consent", "guest", "attendance", "present", "submitted"),
        *("submission", "modified", "ethnicity", "phone", "mobile", "diet", "dietary", "requirements"),
        *("preference", "preferences", "permission", "permissions", "subscription", "type", "year", "month"),
    }
)  # fmt: skip
#: Words that stand beside the others in a head and say nothing of their own.
_FILL = frozenset(
    {
        *("address", "addresses", "of", "the", "in", "full", "your", "e", "work", "home", "personal"),
        *("primary", "main", "school", "private", "value", "known", "as", "called", "also", "other"),
        *("code", "codes", "pseudonym", "display", "official", "legal", "user", "sis", "org", "defined"),
        *("s", "bost", "cyfeiriad", "1", "2", "external", "i", "adresse", "de", "family", "platform", "to", "be"),
        *("שם", "staff", "what", "which", "is", "please", "enter", "type", "are", "you"),
        *("complete", "completo", "complet", "et", "und", "canvas", "moodle", "blackboard"),
    }
)  # fmt: skip
_CODES = (
    "code", "codes", "learner code", "champion code", "participant code", "person code", "pseudonym",
    "learner id", "champion id", "your code", "your learner code", "course code of the learner",
)  # fmt: skip
_VOCABULARY = _MAIL | _FIRST | _LAST | _PREFERRED | _PERSON | _GROUP | _NUMBER | _ROLE | _ID | _FILL
#: An address of the school, or to make contact by, is the learner's own.
_THEIR_OWN = frozenset({"school", "contact"})
#: Words that are names of people too: alone in a cell they prove no head.
_NAMES_TOO = frozenset({"christian", "ward", "nick", "no", "mail", "first"})


def words_of(text: str) -> tuple[str, ...]:
    """The words of a head as they are compared: small letters without accents.

    >>> words_of(" Work E-Mail:"), words_of("Prénom"), words_of("OrgDefinedId")
    (('work', 'e', 'mail'), ('prenom',), ('orgdefinedid',))
    """
    plain = unicodedata.normalize("NFKD", text.replace("ł", "l").casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return tuple(re.findall(r"[^\W_]+", plain))


def is_head(cell: str) -> bool:
    """Whether a cell can only be the head of a column of a list of people.

    >>> is_head("Work E-mail"), is_head("Group A"), is_head("Anna Smith"), is_head("Known as")
    (True, False, False, True)
    """
    words = words_of(cell)
    if not words or len(words) > 8 or "@" in cell or not _VOCABULARY.issuperset(words):
        return False
    return bool(meaning_of(cell)) and not (len(words) == 1 and words[0] in _NAMES_TOO)


def is_about_something_else(head: str) -> bool:
    """Whether a head says that what stands under it is no name, whatever it looks like.

    >>> is_about_something_else("Status"), is_about_something_else("Job title"), is_about_something_else("")
    (True, True, False)
    """
    return bool((_NO_NAMES | (_OTHERS - _THEIR_OWN)) & set(words_of(head)))


def meaning_as_a_contact(head: str) -> str:
    """What a column holds where nothing else says who people are: a list of organisations has contacts.

    >>> meaning_as_a_contact("Contact name"), meaning_as_a_contact("Main contact"), meaning_as_a_contact("Town")
    ('name', 'name', '')
    """
    words = words_of(head)
    if "contact" not in words:
        return UNUSED
    if {*words} <= {"contact", "main", "primary"}:
        return NAME
    found = _meaning(tuple(word for word in words if word not in ("contact", "main", "primary")))
    # "Last contact" is a day.
    is_named = found == NAME or (found in (FIRST, LAST) and "name" in words)
    return found if is_named else UNUSED


def meaning_of(head: str) -> str:
    """What a column holds by its head alone; empty when the head does not say it.

    >>> [meaning_of(one) for one in ("E-mail 1 - Value", "Surname", "SIS Login ID", "Manager's name")]
    ['email', 'last', 'also', '']
    >>> [meaning_of(one) for one in ("Known as", "Course name", "Student", "ID", "User name")]
    ['preferred', 'cohort', 'name', 'also', 'also']
    >>> [meaning_of(one) for one in ("RecipientLastName", "group1", "Nom et prénom", "Buyer email")]
    ['last', 'cohort', 'name', '']
    """
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", head)
    found = _meaning(words_of(head)) or _meaning(words_of(re.sub(r"(?<=[a-z])\d+$", "", apart)))
    # "Name (known as)" is the whole name, with more in brackets.
    whole = _meaning(words_of(re.sub(r"\(.*?\)", "", head))) if found == PREFERRED else found
    return NAME if whole == NAME else found


def _meaning(words: tuple[str, ...]) -> str:
    said = set(words)
    if " ".join(words) in _CODES:
        return CODE
    others = said & _OTHERS
    if others and not (said & _MAIL and others <= _THEIR_OWN):
        return UNUSED
    whole = _VOCABULARY.issuperset(said)
    if whole and said & _GROUP and not said & (_PERSON - {"name", "names"} | _MAIL | _LAST | {"e"}):
        return COHORT
    for meaning, told in (
        (EMAIL, said & _MAIL and not said & {"sent", "status", "label", "type", "preference"}),
        (PREFERRED, whole and (said & _PREFERRED or {"known", "as"} <= said or {"called"} == said)),
        (PREFERRED, "call" in said and said & {"you", "us", "me"}),
        (ROLE, said & _ROLE and len(said) < 3),
        (NUMBERS, said & _NUMBER and not said & {"last", "time", "date"}),
        (NUMBERS, said in ({"user", "name"}, {"user"}, {"users"})),
        (NUMBERS, said & _ID and said <= _ID | _PERSON | _FILL | {"name"}),
        (NAME, whole and said & _FIRST and said & (_LAST | {"nom"})),
        (FIRST, whole and said & _FIRST and not said & _LAST),
        (LAST, whole and said & _LAST and not said & _FIRST),
        (NAME, said & _PERSON and said <= _PERSON | _FILL | {"and"} | _FIRST | _LAST),
    ):
        if told:
            return meaning
    return UNUSED
