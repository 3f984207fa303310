"""Lists of people as platforms and offices export them, with invented people; and what each is read as.

``python3 tests/exports.py`` writes the table of docs/trainers/people.md anew.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from champions.marking.intake import people_table
from champions.marking.intake.people_found import PeopleTable

GUIDE = Path(__file__).resolve().parents[1] / "docs/trainers/people.md"
BEGIN, END = "<!-- made by tests/exports.py -->", "<!-- end -->"


@dataclass(frozen=True)
class Export:
    """One list: what it is, its text, and who is in it: name, address, code, group, also, preferred."""

    what: str
    text: str
    people: Sequence[tuple[str, str, str, str, tuple[str, ...], str]]
    coding: str = "utf-8"

    def read(self) -> PeopleTable:
        """The list as the course reads it."""
        return people_table.read_file(self.text.encode(self.coding), "list.csv")


def one(
    name: str,
    email: str = "",
    code: str = "",
    group: str = "",
    also: tuple[str, ...] = (),
    preferred: str = "",
) -> tuple[str, str, str, str, tuple[str, ...], str]:
    """One person of a list."""
    return name, email, code, group, also, preferred


ANNA, BEN = "anna@example.org", "ben@example.org"
_TEAMS = (
    "1. Summary\nMeeting title\tRun charts\nAttended participants\t3\nStart time\t1/6/26, 4:16:54 PM\n"
    "Meeting duration\t1h 13m 42s\n\n2. Participants\n"
    "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole\n"
    "Trainer, Tom\t1/6/26, 4:16:55 PM\t1/6/26, 5:30:08 PM\t1h 13m\ttom@example.org\ttom@example.org\tOrganizer\n"
    f"Smith, Anna\t1/6/26, 4:17:55 PM\t1/6/26, 5:30:08 PM\t1h 12m\t{ANNA}\ta1@example.org\tPresenter\n"
    "Ben Sample (Unverified)\t1/6/26, 4:17:58 PM\t1/6/26, 5:20:08 PM\t1h 2m\t\t\tPresenter\n\n"
    "3. In-Meeting Activities\nName\tJoin Time\tLeave Time\tDuration\tEmail\tRole\n"
    f"Smith, Anna\t1/6/26, 4:17:55 PM\t1/6/26, 5:30:08 PM\t1h 12m\t{ANNA}\tPresenter\n"
)

EXPORTS = (
    Export(
        "Moodle, participants",
        '"First name","Last name","ID number","Email address",Groups\n'
        f'Anna,Smith,S001,{ANNA},"Group A, Group B"\nBen,Sample,S002,{BEN},"No groups"\n',
        (one("Anna Smith", ANNA, "", "Group A, Group B", ("S001",)), one("Ben Sample", BEN, "", "", ("S002",))),
    ),
    Export(
        "Moodle, gradebook",
        "First name,Surname,ID number,Institution,Department,Email address,Assignment: Run charts (Real),"
        "Course total (Real),Last downloaded from this course\n"
        f"Anna,Smith,S001,Testtown,Care,{ANNA},5.00,5.00,1770000000\n"
        ",,,,,Overall average,5.00,5.00,\n",
        (one("Anna Smith", ANNA, "", "", ("S001",)),),
    ),
    Export(
        "Canvas, gradebook",
        "Student,ID,SIS User ID,SIS Login ID,Section,Run charts (9001),Current Score\n"
        ",,,,,Manual Posting,(read only)\n    Points Possible,,,,,11,(read only)\n"
        '"Smith, Anna",1234567,T0012,anna01,Group A,5,45\n"Sample, Ben",1234568,T0013,ben02,Group B,,\n'
        '"Student, Test",1234569,,0a1b2c,Group A,,\n',
        (
            one("Anna Smith", "", "", "Group A", ("1234567", "T0012", "anna01")),
            one("Ben Sample", "", "", "Group B", ("1234568", "T0013", "ben02")),
        ),
    ),
    Export(
        "Blackboard, full grade centre",
        '"Last Name"\t"First Name"\t"Username"\t"Student ID"\t"Last Access"\t"Availability"\t'
        '"Week 3 [Total Pts: 11 Score] |12345"\n"Smith"\t"Anna"\t"anna01"\t"10001"\t"2026-01-05 10:00:00"\t"Yes"\t"5"\n'
        '"PreviewUser"\t"Tom"\t"tom_previewuser"\t""\t""\t"Yes"\t""\n',
        (one("Anna Smith", "", "", "", ("anna01", "10001")),),
        "utf-16",
    ),
    Export(
        "Brightspace, grades",
        "OrgDefinedId,Username,Last Name,First Name,Email,Run charts Points Grade <Numeric MaxPoints:11>,"
        f"End-of-Line Indicator\n#1001,#anna01,Smith,Anna,{ANNA},5,#\n#1002,#ben02,_,Ben,{BEN},,#\n",
        (one("Anna Smith", ANNA, "", "", ("1001", "anna01")), one("Ben", BEN, "", "", ("1002", "ben02"))),
    ),
    Export(
        "Google Classroom, grades",
        "Last name,First name,Email address,Run charts\n,,Date,2026-01-05\n,,Points,11\n"
        f"Smith,Anna,{ANNA},5\nSample,Ben,{BEN},\nClass Average,,,5\n",
        (one("Anna Smith", ANNA), one("Ben Sample", BEN)),
    ),
    Export(
        "Teams, attendance report",
        _TEAMS,
        (one("Anna Smith", ANNA, "", "", ("a1@example.org",)), one("Ben Sample")),
        "utf-16",
    ),
    Export(
        "Teams, older attendance list",
        "Full Name\tUser Action\tTimestamp\nAnna Smith\tJoined\t1/6/2026, 9:00:00 AM\n"
        "Ben Sample\tJoined\t1/6/2026, 9:00:10 AM\nAnna Smith\tLeft\t1/6/2026, 10:00:00 AM\n",
        (one("Anna Smith"), one("Ben Sample")),
        "utf-16",
    ),
    Export(
        "Microsoft Forms, answers",
        "ID,Start time,Completion time,Email,Name,What should we call you?\n"
        f"1,1/6/26 10:00,1/6/26 10:05,{ANNA},Anna Smith,Annie\n2,1/6/26 11:00,1/6/26 11:05,{BEN},Ben Sample,\n",
        (one("Anna Smith", ANNA, preferred="Annie"), one("Ben Sample", BEN)),
    ),
    Export(
        "Outlook, contacts",
        "First Name,Middle Name,Last Name,Company,E-mail Address,E-mail 2 Address,Business Phone\n"
        f"Anna,,Smith,Testtown Council,{ANNA},a.smith@example.net,01632 960001\nBen,,Sample,,{BEN},,\n",
        (one("Anna Smith", ANNA, "", "", ("a.smith@example.net",)), one("Ben Sample", BEN)),
    ),
    Export(
        "An address line from a mail",
        f"Smith, Anna <{ANNA}>; Ben Sample <{BEN}>; cara@example.org",
        (one("Anna Smith", ANNA), one("Ben Sample", BEN), one("", "cara@example.org")),
    ),
    Export(
        "An office's own table with a cover",
        "Testtown Trust,,,\nPeople on the spring course,,,\n\nSurname;Forename;Known as;Work E-mail;Cohort\n"
        f"Smith;Anna;Annie;{ANNA};Spring\nSample;Ben;;{BEN};Spring\n".replace(",,,", ";;;;"),
        (one("Anna Smith", ANNA, "", "Spring", (), "Annie"), one("Ben Sample", BEN, "", "Spring")),
        "cp1252",
    ),
    Export("Names typed as Last, First", "Smith, Anna\nSmith, Ben\nJones, Cara\n",
           (one("Anna Smith"), one("Ben Smith"), one("Cara Jones"))),
    Export("A plain list of names", "Participants\n1. Anna Smith\n2. Ben Sample\n- Cara Jones\n",
           (one("Anna Smith"), one("Ben Sample"), one("Cara Jones"))),
    Export("Your own codes and groups", "code,name,group\nLC-17,Anna Example,Spring\nLC-18,Ben Sample,Spring\n",
           (one("Anna Example", "", "LC-17", "Spring"), one("Ben Sample", "", "LC-18", "Spring"))),
)  # fmt: skip


def who(found: PeopleTable) -> list[tuple[str, str, str, str, tuple[str, ...], str]]:
    """The people in a list, as :func:`one` writes them."""
    return [one(r.name, r.email, r.code, r.cohort, r.also, r.preferred) for r in found.rows]


_WORDS = {
    "code": "code", "name": "name", "first": "first name", "last": "family name", "preferred": "preferred name",
    "email": "mail address", "also": "number or user name", "cohort": "group", "role": "role",
}  # fmt: skip


def table() -> str:
    """The table of the guide: what each export is read as, and what is left out of it."""
    lines = ["| list | columns that are used | rows that are left out |", "| --- | --- | --- |"]
    for export in EXPORTS:
        found = export.read()
        used = [f"{c.head or 'no head'}: {_WORDS[c.meaning]}" for c in found.columns if c.meaning]
        left = [f"{one.shown[:40]}" for one in found.left_out]
        cells = (export.what, "; ".join(used), "; ".join(left) or "none")
        lines.append("| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |")
    return "\n".join(lines)


def guide(text: str) -> str:
    """The guide with its table made anew."""
    before, _, rest = text.partition(BEGIN)
    return f"{before}{BEGIN}\n\n{table()}\n\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    GUIDE.write_text(guide(GUIDE.read_text(encoding="utf-8")), encoding="utf-8")
    sys.exit(0)
