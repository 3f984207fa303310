"""Every shape in which work comes, and what is read as what: the table docs/trainers/platforms.md.

    python3 tests/platforms.py --write     reads each shape with the program, and writes the table

The people, names and numbers are invented. Each shape is laid down as the platform makes it (where that
was looked up stands in champions/marking/intake/places.py) and collected twice: with the list of people
below, and without a list. What came of it is written down. A test makes the table again and compares.
"""

from __future__ import annotations

import gzip
import io
import json
import lzma
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "src")]

import packages  # noqa: E402 - its place is known only now
import pieces  # noqa: E402
import small_course as small  # noqa: E402
from outlook_mails import compound, outlook  # noqa: E402

from champions.marking.intake.collect import Collected, collect  # noqa: E402
from champions.marking.intake.known import Known, People  # noqa: E402
from champions.questions import answers  # noqa: E402

TABLE = HERE.parent / "docs" / "trainers" / "platforms.md"
MODULES = {small.MODULE: ("lesson.ipynb",), "06-run-charts": ("lesson.ipynb",)}
LIST = People(
    (
        Known("LC-17", "Anna Example", "Spring", ("anna@example.org",), ("anna01", "anna_01")),
        Known("LC-18", "Ben Sample", "Spring", ("ben@example.org",), ("ben02",)),
    )
)


def lesson(code: str = "", *, right: bool = True) -> bytes:
    """A lesson with answers, and a code when one was typed."""
    replies = small.ALL_RIGHT if right else {**small.ALL_RIGHT, "middle-line": "mean"}
    return json.dumps(small.work(replies, learner=code)).encode()


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip of these files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    """A .tar.gz of these files."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        for name, data in members.items():
            about = tarfile.TarInfo(name)
            about.size = len(data)
            archive.addfile(about, io.BytesIO(data))
    return made.getvalue()


def mail(sender: str, data: bytes, name: str = "lesson.ipynb") -> bytes:
    """A mail with a lesson attached."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, "trainer@example.org", "My lesson"
    made["Date"] = "Sat, 31 Jan 2026 10:15:00 +0000"
    made.set_content("Here it is.")
    made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


def sent_on(sender: str, data: bytes, subject: str, above: str) -> bytes:
    """A mail of the office with a lesson, and with the lines that a mail program puts above what it sends on."""
    made = EmailMessage()
    made["From"], made["To"] = "Office <office@example.org>", "trainer@example.org"
    made["Subject"] = subject
    made.set_content(f"See below.\n\n{above.format(sender)}\nSubject: My lesson\n\nHere.")
    made.add_attachment(data, maintype="application", subtype="json", filename="lesson.ipynb")
    return made.as_bytes()


def in_letters(letters: str, members: dict[str, bytes]) -> bytes:
    """A zip whose names are in the letters of a computer and do not say so."""
    made = zipped({f"{n:03}".ljust(len(name.encode(letters)), "_"): data
                   for n, (name, data) in enumerate(members.items())})  # fmt: skip
    for n, name in enumerate(members):
        raw = name.encode(letters)
        made = made.replace(f"{n:03}".ljust(len(raw), "_").encode(), raw)
    return made


def forwarded(sender: str, data: bytes) -> bytes:
    """A mail that somebody sent on as an attachment of their own."""
    inner = EmailMessage()
    inner["From"], inner["Subject"] = sender, "My lesson"
    inner.set_content("Here.")
    inner.add_attachment(data, maintype="application", subtype="json", filename="lesson.ipynb")
    made = EmailMessage()
    made["From"], made["Subject"] = "Office <office@example.org>", "Fw: My lesson"
    made.set_content("From Anna.")
    made.add_attachment(inner)
    return made.as_bytes()


def mailbox(*mails: bytes) -> bytes:
    """A mailbox of mails."""
    return b"".join(b"From x Sat Jan 31 10:15:00 2026\n" + one + b"\n\n" for one in mails)


def sidecar(code: str = "") -> bytes:
    """The small file of answers alone."""
    book = answers.AnswerBook(small.MODULE, code)
    book.put("middle-line", "median", "right")
    return answers.as_text(book).encode()


def seven_zipped() -> bytes:
    """A .7z with a lesson; nothing where this computer has no libarchive to make it with."""
    return b"" if "libarchive" in pieces.missing() else packages.seven({"lesson.ipynb": lesson()})


RECEIPT = (
    b"Name: Anna Example (anna_01)\nAssignment: Week 3\nDate Submitted: 31 January 2026\n"
    b"Current Grade: Needs Marking\n\nSubmission Field:\nThere is no text.\n\nComments:\nNone\n\n"
    b"Files:\n\tOriginal filename: lesson.ipynb\n\tFilename: "
    b"Week 3_anna_01_attempt_2026-01-31-10-15-00_lesson.ipynb\n\n"
)


@dataclass(frozen=True)
class Shape:
    """One shape in which work comes.

    Attributes:
        platform: whose shape it is.
        shown: the shape as a trainer sees it.
        files: place to contents.
        listed: whose it is with the list: codes, with a question mark for each file that is asked about.
        alone: the same without a list.
        needs: the piece of tests/pieces.py without which this computer cannot open it.
    """

    platform: str
    shown: str
    files: dict[str, bytes]
    listed: tuple[str, ...]
    alone: tuple[str, ...]
    needs: str = ""


ANNA = ("Anna Example", "anna@example.org")
ASK = "asked"
_W = "Week 3_{}_attempt_2026-01-31-10-15-00"
SHAPES = (
    Shape("Moodle", "`Anna Example_71_assignsubmission_file_/lesson.ipynb`",
          {"Anna Example_71_assignsubmission_file_/lesson.ipynb": lesson()}, ("LC-17",), ("Anna Example",)),
    Shape("Moodle, flat", "`Anna Example_71_assignsubmission_file_lesson.ipynb`",
          {"w.zip": zipped({"Anna Example_71_assignsubmission_file_lesson.ipynb": lesson()})},
          ("LC-17",), ("Anna Example",)),
    Shape("Moodle, with a group", "`Blue-Anna Example_71_assignsubmission_file_/lesson.ipynb`",
          {"Blue-Anna Example_71_assignsubmission_file_/lesson.ipynb": lesson()},
          ("LC-17",), ("Blue-Anna Example",)),
    Shape("Moodle, blind marking", "`Participant_4711_assignsubmission_file_`, `Participant_4712_…`",
          {f"Participant_{n}_assignsubmission_file_/lesson.ipynb": lesson(right=n == 4711)
           for n in (4711, 4712)}, (ASK, ASK), ("Participant 4711", "Participant 4712")),
    Shape("Moodle, two people of one name", "`Jo Bell_71_…`, `Jo Bell_72_…`",
          {f"Jo Bell_{n}_assignsubmission_file_/lesson.ipynb": lesson(right=n == 71) for n in (71, 72)},
          (ASK, ASK), ("Jo Bell 71", "Jo Bell 72")),
    Shape("Moodle, online text", "`Anna Example_71_assignsubmission_onlinetext_/onlinetext.html`",
          {"w.zip": zipped({"Anna Example_71_assignsubmission_onlinetext_/onlinetext.html": b"<p>x</p>",
                            "Ben Sample_72_assignsubmission_file_/lesson.ipynb": lesson()})},
          ("LC-18", "told: no-notebook"), ("Ben Sample", "told: no-notebook")),
    Shape("Canvas", "`exampleanna_55_9001_lesson.ipynb`",
          {"s.zip": zipped({"exampleanna_55_9001_lesson.ipynb": lesson()})}, ("LC-17",), ("exampleanna",)),
    Shape("Canvas, late and sent again", "`exampleanna_LATE_55_9055_lesson-1.ipynb`, the higher number counts",
          {"s.zip": zipped({"exampleanna_55_9001_lesson.ipynb": lesson(right=False),
                            "exampleanna_LATE_55_9055_lesson-1.ipynb": lesson()})},
          ("LC-17",), ("exampleanna",)),
    Shape("Canvas, anonymous", "`LATE_anon_Ab3dE_9055_lesson-1.ipynb`",
          {"anon_Ab3dE_9001_lesson.ipynb": lesson(right=False),
           "LATE_anon_Ab3dE_9055_lesson-1.ipynb": lesson()}, (ASK, ASK), ("anon_Ab3dE",)),
    Shape("Blackboard", "`Week 3_anna01_attempt_2026-01-31-10-15-00_lesson.ipynb`",
          {"g.zip": zipped({f"{_W.format('anna01')}_lesson.ipynb": lesson()})}, ("LC-17",), ("anna01",)),
    Shape("Blackboard, with its receipt", "the receipt `Week 3_anna_01_attempt_….txt` says name and user",
          {"g.zip": zipped({f"{_W.format('anna_01')}_lesson.ipynb": lesson(),
                            f"{_W.format('anna_01')}.txt": RECEIPT})}, ("LC-17",), ("Anna Example",)),
    Shape("Brightspace", "`101-202 - Anna Example - Jan 31, 2026 1015 AM/lesson.ipynb`",
          {"101-202 - Anna Example - Jan 31, 2026 1015 AM/lesson.ipynb": lesson()},
          ("LC-17",), ("Anna Example",)),
    Shape("Google Classroom", "`Anna Example - lesson.ipynb`",
          {"Classroom/Week 3/Anna Example - lesson.ipynb": lesson()}, ("LC-17",), ("Anna Example",)),
    Shape("Google Forms", "`lesson - Anna Example.ipynb`",
          {"Lesson (File responses)/lesson - Anna Example.ipynb": lesson()}, ("LC-17",), ("Anna Example",)),
    Shape("Google Drive", "`drive-download-20260131T101500Z-001.zip`",
          {"drive-download-20260131T101500Z-001.zip": zipped({"LC-17/lesson.ipynb": lesson()})},
          ("LC-17",), ("LC-17",)),
    Shape("Microsoft Teams", "`Submitted files/Anna Example/Lesson 1/Version 2/`, the highest version counts",
          {f"Submitted files/Anna Example/Lesson 1/Version {n}/lesson.ipynb": lesson(right=n == 2)
           for n in (1, 2)}, ("LC-17",), ("Anna Example",)),
    Shape("Microsoft Forms", "`lesson_Anna Example.ipynb`",
          {"Question 1/lesson_Anna Example.ipynb": lesson()}, ("LC-17",), ("Anna Example",)),
    Shape("SharePoint, OneDrive", "`OneDrive_1_31-01-2026.zip` with a folder a person",
          {"OneDrive_1_31-01-2026.zip": zipped({"Anna Example/lesson.ipynb": lesson()})},
          ("LC-17",), ("Anna Example",)),
    Shape("nbgrader's exchange", "`inbound/anna01+01-small+2026-01-31 10:15:00.000000 UTC+word/`",
          {"inbound/anna01+01-small+2026-01-31 10-15-00.000000 UTC+word/lesson.ipynb": lesson()},
          ("LC-17",), ("anna01",)),
    Shape("JupyterHub, a home for each", "`home/anna01/my-work/01-small/lesson.ipynb`, `jupyter-ben02/…`",
          {"home/anna01/my-work/01-small/lesson.ipynb": lesson(),
           "home/jupyter-ben02/my-work/01-small/lesson.ipynb": lesson(right=False)},
          ("LC-17", "LC-18"), ("anna01", "jupyter-ben02")),
    Shape("Mail (.eml)", "a mail from `Anna Example <anna@example.org>` with the lesson attached",
          {"My lesson.eml": mail("Anna Example <anna@example.org>", lesson())},
          ("LC-17",), ("anna@example.org",)),
    Shape("Mail that was sent on", "a mail inside a mail: the first sender counts",
          {"Fw.eml": forwarded("Anna <anna@example.org>", lesson())}, ("LC-17",), ("anna@example.org",)),
    *(
        Shape(f"Mail sent on, {program}", f"`{subject}`, and `{above.format('Anna …').split(chr(10))[-1]}` in the text",
              {"a.eml": sent_on("Anna Example <anna@example.org>", lesson(), subject, above),
               "b.eml": sent_on("Ben Sample <ben@example.org>", lesson(right=False), subject, above)},
              ("LC-17", "LC-18"), (ASK, ASK))
        for program, subject, above in (
            ("Gmail", "Fwd: My lesson", "---------- Forwarded message ---------\nFrom: {}"),
            ("Outlook in German", "WG: My lesson", "Von: {}"),
            ("Apple", "Fwd: My lesson", "Begin forwarded message:\n\n> From: {}"),
        )
    ),
    Shape("Names that an organisation made", "`EXAMPLE, Anna (EXAMPLE NHS TRUST)/`, `Ben Sample (Guest)/`",
          {"Submitted files/EXAMPLE, Anna (EXAMPLE NHS TRUST)/Lesson 1/Version 1/lesson.ipynb": lesson(),
           "Submitted files/Ben Sample (Guest)/Lesson 1/Version 1/lesson.ipynb": lesson(right=False)},
          ("LC-17", "LC-18"), ("Ben Sample -Guest", "EXAMPLE- Anna -EXAMPLE NHS TRUST")),
    Shape("A lesson that lost its ending", "`lesson.json`, `lesson.bin`, `lesson`, each in a person's folder",
          {"Anna Example/lesson.json": lesson(), "Ben Sample/lesson": lesson(right=False)},
          ("LC-17", "LC-18"), ("Anna Example", "Ben Sample")),
    Shape("Mail of two people", "from `Anna …, Ben …`",
          {"a.eml": mail("Anna Example <anna@example.org>, Ben Sample <ben@example.org>", lesson())},
          (ASK,), (ASK,)),
    Shape("Mail by a mailing list", "from `Anna Example via QI <qi@lists.example.org>`",
          {"a.eml": mail("Anna Example via QI <qi@lists.example.org>", lesson())},
          ("LC-17",), ("qi@lists.example.org",)),
    Shape("Mailbox (.mbox)", "several mails in one file",
          {"Lessons.mbox": mailbox(mail("anna@example.org", lesson()),
                                   mail("Ben <ben@example.org>", lesson(right=False)))},
          ("LC-17", "LC-18"), ("anna@example.org", "ben@example.org")),
    Shape("Mail, no lesson attached", "a mail with a photo",
          {"photo.eml": mail("Anna <anna@example.org>", b"\xff\xd8", "photo.jpg")},
          ("told: no-notebook",), ("told: no-notebook",)),
    Shape("Outlook (.msg)", "a mail from `Anna Example <anna@example.org>`, saved in Outlook",
          {"My lesson.msg": compound(outlook(ANNA, {"lesson.ipynb": lesson()}))},
          ("LC-17",), ("anna@example.org",)),
    Shape("Outlook, a mail that was sent on", "a mail inside a mail: the first sender counts",
          {"FW.msg": compound(outlook(("Office", "office@example.org"), {
              "": outlook(ANNA, {"lesson.ipynb": lesson()}, head=24)}))}, ("LC-17",), ("anna@example.org",)),
    Shape("Outlook, inside one organisation", "no address of the sender but in the lines at its head",
          {"a.msg": compound(outlook(("Example, Anna", "/O=EXAMPLE/CN=ANNA"), {"lesson.ipynb": lesson()},
           letters="cp1252", more={"__substg1.0_007D001E": b"Received: x\r\nFrom: Anna <anna@example.org>\r\n"}))},
          ("LC-17",), ("anna@example.org",)),
    Shape(".7z", "`LC-17.7z`, where libarchive is on the computer",
          {"LC-17.7z": seven_zipped()}, ("LC-17",), ("LC-17",), "libarchive"),
    Shape(".rar", "`class.rar` with a folder a person, where libarchive is on the computer",
          {"class.rar": packages.rar({"LC-17/lesson.ipynb": lesson(), "LC-18/lesson.ipynb": lesson(right=False)})},
          ("LC-17", "LC-18"), ("LC-17", "LC-18"), "libarchive"),
    Shape("A package with another's ending", "`class.zip` that is a .rar, `more.7z` that is a .zip",
          {"class.zip": packages.rar({"LC-17/lesson.ipynb": lesson()}),
           "more.7z": zipped({"LC-18/lesson.ipynb": lesson(right=False)})},
          ("LC-17", "LC-18"), ("LC-17", "LC-18"), "libarchive"),
    Shape(".7z with a password", "told what to do: open it with the password",
          {"LC-17.7z": packages.LOCKED["what is in it"]}, ("told: bad-zip",), ("told: bad-zip",), "libarchive"),
    Shape("One part of several", "`work.7z.001`, `work.part1.rar`: told what to do",
          {"work.7z.001": b"7z", "work.part1.rar": b"Rar!"}, ("told: cannot-open",) * 2, ("told: cannot-open",) * 2),
    Shape(".sit, .lzh, .zst and others", "told what to do: open it, or send a .zip",
          {"a.sit": b"x", "b.lzh": b"x"}, ("told: cannot-open",) * 2, ("told: cannot-open",) * 2),
    Shape(".tar, .tgz, .tar.gz", "`LC-17.tar.gz`",
          {"LC-17.tar.gz": tarred({"lesson.ipynb": lesson()})}, ("LC-17",), ("LC-17",)),
    Shape(".gz", "`LC-17/lesson.ipynb.gz`",
          {"LC-17/lesson.ipynb.gz": gzip.compress(lesson())}, ("LC-17",), ("LC-17",)),
    Shape("Get my file", "`01-small LC-17.ipynb`", {"01-small LC-17.ipynb": lesson("LC-17")},
          ("LC-17",), ("LC-17",)),
    Shape("Get my file, no code typed", "`01-small.ipynb`", {"01-small.ipynb": lesson()}, (ASK,), (ASK,)),
    Shape("Get my file, as it was", "`01-small-my-work (1).ipynb` with LC-17 typed in the lesson",
          {"01-small-my-work (1).ipynb": lesson("LC-17")}, ("LC-17",), ("LC-17",)),
    Shape("The whole folder of ours", "`my-work/01-small/lesson.ipynb` and `my-answers.json`",
          {"my-work/01-small/lesson.ipynb": lesson("LC-17"), "my-work/01-small/my-answers.json": sidecar("LC-17")},
          ("LC-17",), ("LC-17",)),
    Shape("The small file of answers alone", "`my-answers.json`: forms are marked, steps with code stay open",
          {"my-answers.json": sidecar("LC-17")}, ("LC-17",), ("LC-17",)),
    Shape("A folder for each person", "`LC 17/lesson.ipynb`", {"LC 17/lesson.ipynb": lesson("LC-17")},
          ("LC-17",), ("LC-17",)),
    Shape("A folder with a name", "`Anna Example/lesson.ipynb`", {"Anna Example/lesson.ipynb": lesson()},
          ("LC-17",), ("Anna Example",)),
    Shape("A name that is on no list", "`Zoe Nobody/lesson.ipynb`", {"Zoe Nobody/lesson.ipynb": lesson()},
          (ASK,), ("Zoe Nobody",)),
    Shape("A code in the file's name", "`LC-17-01-small.ipynb`", {"LC-17-01-small.ipynb": lesson()},
          ("LC-17",), ("LC-17",)),
    Shape("Only a name in the file's name", "`caps.ipynb`, `lesson final.ipynb`",
          {"caps.ipynb": lesson(), "lesson final.ipynb": lesson(right=False)}, (ASK, ASK), (ASK, ASK)),
    Shape("iPhone, iPad", "`lesson 2.ipynb`, `iCloud Files/lesson.ipynb.download`",
          {"lesson 2.ipynb": lesson("LC-17"), "iCloud Files/lesson.ipynb.download": lesson("LC-18", right=False)},
          ("LC-17", "LC-18"), ("LC-17", "LC-18")),
    Shape("Android, WhatsApp", "`DOC-20260131-WA0004.ipynb`, `IMG_2031.ipynb.txt`",
          {"DOC-20260131-WA0004.ipynb": lesson("LC-17"), "IMG_2031.ipynb.txt": lesson("LC-18", right=False)},
          ("LC-17", "LC-18"), ("LC-17", "LC-18")),
    Shape("Copies, in any language", "`Copy of lesson.ipynb`, `lesson - Kopie.ipynb`, without a code",
          {"Copy of lesson.ipynb": lesson(), "lesson - Kopie.ipynb": lesson(right=False)},
          (ASK, ASK), (ASK, ASK)),
    Shape("Two people typed one code", "`01-small.ipynb`, `01-small (1).ipynb`, both LC-17, other answers",
          {"01-small.ipynb": lesson("LC-17"), "01-small (1).ipynb": lesson("LC-17", right=False)},
          ("told: two-files",) * 2, ("told: two-files",) * 2),
    Shape("A slip in the code", "`lesson.ipynb` with `LX-17` typed in it", {"lesson.ipynb": lesson("LX-17")},
          (ASK,), ("LX-17",)),
    Shape("Folder and code differ", "`LC-18/lesson.ipynb` with LC-17 typed in it",
          {"LC-18/lesson.ipynb": lesson("LC-17")}, (ASK,), (ASK,)),
    # More of the same platforms, and of others
    Shape("Moodle, newer", "`Anna Example_71_assignsubmission_file/my work/lesson.ipynb`",
          {"Anna Example_71_assignsubmission_file/my work/lesson.ipynb": lesson()}, ("LC-17",), ("Anna Example",)),
    Shape("Moodle, user name after the name", "`Anna Example anna01_71_assignsubmission_file_/`",
          {"Anna Example anna01_71_assignsubmission_file_/lesson.ipynb": lesson()},
          ("LC-17",), ("Anna Example anna01",)),
    Shape("Moodle, a zip in the zip", "`QI-Week 1-4711.zip` with `Anna Example_71_assignsubmission_file_my-work.zip`",
          {"QI-Week 1-4711.zip": zipped({"Anna Example_71_assignsubmission_file_my-work.zip":
           zipped({"my-work/01-small/lesson.ipynb": lesson()})})}, ("LC-17",), ("Anna Example",)),
    Shape("Canvas, a quiz", "`exampleanna_55_question_123_9001_lesson.ipynb`",
          {"exampleanna_55_question_123_9001_lesson.ipynb": lesson()}, ("LC-17",), ("exampleanna",)),
    Shape("Brightspace, flat", "`101-202 - Anna Example - Jan 31, 2026 1015 AM - lesson.ipynb`",
          {"101-202 - Anna Example - Jan 31, 2026 1015 AM - lesson.ipynb": lesson()}, ("LC-17",), ("Anna Example",)),
    Shape("Brightspace, without its number", "`Anna Example - 31 January, 2026 1015/lesson.ipynb`",
          {"Anna Example - 31 January, 2026 1015/lesson.ipynb": lesson()}, ("LC-17",), ("Anna Example",)),
    Shape("Blackboard, underscores in user names", "`Week_3_anna_01_attempt_…`, `Week_3_ben_01_attempt_…`: never one",
          {f"Week_3_{one}_01_attempt_2026-01-31-10-15-00_lesson.ipynb": lesson(right=one == "anna")
           for one in ("anna", "ben")}, ("LC-17", ASK), ("anna_01", "ben_01")),
    Shape("Sakai", "`Week 1/Example, Anna(anna01)/Submission attachment(s)/lesson.ipynb`",
          {f"Week 1/{who}/Submission attachment(s)/lesson.ipynb": lesson(right="A" in who)
           for who in ("Example, Anna(anna01)", "Sample, Ben(ben02)")}, ("LC-17", "LC-18"), ("anna01", "ben02")),
    Shape("ILIAS", "`Week 1/Submissions/Example_Anna_anna01_12345/lesson.ipynb`",
          {"Week 1/Submissions/Example_Anna_anna01_12345/lesson.ipynb": lesson()},
          ("LC-17",), ("Example_Anna_anna01_12345",)),
    Shape("OpenOLAT", "`anna01_Example_Anna/1_Submissions/lesson.ipynb`",
          {"anna01_Example_Anna/1_Submissions/lesson.ipynb": lesson()}, ("LC-17",), ("anna01_Example_Anna",)),
    Shape("Schoology", "`Example, Anna - 12345678/Revision 1 - On Time/lesson.ipynb`: two people stay two",
          {f"{who}/Revision 1 - On Time/lesson.ipynb": lesson(right="A" in who)
           for who in ("Example, Anna - 12345678", "Sample, Ben - 12345679")},
          ("LC-17", "LC-18"), ("Example- Anna - 12345678", "Sample- Ben - 12345679")),
    Shape("Gradescope", "`assignment_1234_export/submission_56789/lesson.ipynb`",
          {"assignment_1234_export/submission_56789/lesson.ipynb": lesson()}, (ASK,), (ASK,)),
    Shape("GitHub Classroom", "`week-1-submissions/week-1-anna01/lesson.ipynb`",
          {"week-1-submissions/week-1-anna01/lesson.ipynb": lesson()}, ("LC-17",), ("week-1-anna01",)),
    Shape("Turnitin", "`123456789 - Anna Example - lesson.ipynb`",
          {"123456789 - Anna Example - lesson.ipynb": lesson()}, ("LC-17",), ("Anna Example",)),
    Shape("Teams, in other languages", "`Przesłane pliki/…/Wersja 1`, `Ffeiliau a gyflwynwyd/…/Fersiwn 1`",
          {"Przesłane pliki/Anna Example/Lekcja 1/Wersja 1/lesson.ipynb": lesson(),
           "Ffeiliau a gyflwynwyd/Ben Sample/Gwers 1/Fersiwn 1/lesson.ipynb": lesson(right=False)},
          ("LC-17", "LC-18"), ("Anna Example", "Ben Sample")),
    Shape("Teams, family name first", "`Student Work/Submitted files/Example, Anna/Lesson 1/Version 1/`",
          {"Student Work/Submitted files/Example, Anna/Lesson 1/Version 1/lesson.ipynb": lesson()},
          ("LC-17",), ("Example- Anna",)),
    Shape("Microsoft Forms, in SharePoint", "`Apps/Microsoft Forms/Lesson 1/Question/lesson_Anna Example 1.ipynb`",
          {"Apps/Microsoft Forms/Lesson 1/Question/lesson_Anna Example 1.ipynb": lesson()},
          ("LC-17",), ("Anna Example",)),
    Shape("Google Classroom, a copy", "`Classroom/QI/Lesson 1/Anna Example - Copy of lesson.ipynb`",
          {"Classroom/QI/Lesson 1/Anna Example - Copy of lesson.ipynb": lesson()}, ("LC-17",), ("Anna Example",)),
    Shape("Google Takeout", "`Takeout/Drive/lesson.ipynb`", {"Takeout/Drive/lesson.ipynb": lesson()}, (ASK,), (ASK,)),
    Shape("Google Drive, a folder", "`Lesson 6-20260131T101500Z-1-001.zip`",
          {"Lesson 6-20260131T101500Z-1-001.zip": zipped({"lesson.ipynb": lesson()})}, (ASK,), (ASK,)),
    Shape("Dropbox, a file request", "`Anna Example - lesson.ipynb`, loose",
          {"Anna Example - lesson.ipynb": lesson()}, ("LC-17",), ("Anna Example",)),
    Shape("Dropbox, two changed it at once", "`lesson (Anna Example's conflicted copy 2026-01-31).ipynb`",
          {"lesson (Anna Example's conflicted copy 2026-01-31).ipynb": lesson()}, ("LC-17",), (ASK,)),
    Shape("Nextcloud, Syncthing", "`lesson (conflicted copy 2026-01-31 101500)`, `lesson.sync-conflict-20260131-…`",
          {"lesson (conflicted copy 2026-01-31 101500).ipynb": lesson(),
           "lesson.sync-conflict-20260131-101500-ABCDEFG.ipynb": lesson(right=False)}, (ASK, ASK), (ASK, ASK)),
    Shape("WeTransfer", "`wetransfer_lesson-ipynb_2026-01-31_1015.zip`",
          {"wetransfer_lesson-ipynb_2026-01-31_1015.zip": zipped({"lesson.ipynb": lesson()})}, (ASK,), (ASK,)),
    Shape("WhatsApp, a chat sent whole", "`WhatsApp Chat with Anna Example.zip`",
          {"WhatsApp Chat with Anna Example.zip": zipped({"lesson.ipynb": lesson(), "_chat.txt": b"x"})},
          ("LC-17",), ("WhatsApp Chat with Anna Example",)),
    Shape("WhatsApp, documents", "`WhatsApp Document 2026-01-31 at 10.15.00.ipynb`, `Documento de WhatsApp …`",
          {"WhatsApp Document 2026-01-31 at 10.15.00.ipynb": lesson(),
           "Documento de WhatsApp 2026-01-31 a las 10.15.00.ipynb": lesson(right=False)}, (ASK, ASK), (ASK, ASK)),
    Shape("Signal, Telegram", "`signal-2026-01-31-101500.ipynb`, `lesson_2026-01-31_10-15-00.ipynb`",
          {"signal-2026-01-31-101500.ipynb": lesson(), "lesson_2026-01-31_10-15-00.ipynb": lesson(right=False)},
          (ASK, ASK), (ASK, ASK)),
    Shape("Folders of phones", "`Quick Share/`, `Telegram Desktop/`, `Bluetooth Received/`, each with a code typed",
          {f"{where}/lesson.ipynb": lesson(code, right=code == "LC-17")
           for where, code in (("Quick Share", "LC-17"), ("Telegram Desktop", "LC-18"))},
          ("LC-17", "LC-18"), ("LC-17", "LC-18")),
    Shape("Jupyter's own copies", "`lesson-Copy1.ipynb`, `Untitled1.ipynb`",
          {"lesson-Copy1.ipynb": lesson(), "Untitled1.ipynb": lesson(right=False)}, (ASK, ASK), (ASK, ASK)),
    Shape("A file system's copies", "`lesson (another copy)`, `lesson (3rd copy)`, `lesson (autre copie)`",
          {f"lesson ({one}).ipynb": lesson(right=one[0] == "a")
           for one in ("another copy", "3rd copy")}, (ASK, ASK), (ASK, ASK)),
    *(
        Shape(f"Copies in {language}", " and ".join(f"`{one}.ipynb`" for one in names),
              {f"{one}.ipynb": lesson(right=n == 0) for n, one in enumerate(names)},
              (ASK,) * len(names), (ASK,) * len(names))
        for language, names in (
            ("Arabic, Hebrew", ("نسخة من lesson", "עותק של lesson")),
            ("Japanese, Chinese", ("lessonのコピー", "lesson - 副本")),
            ("Korean, Vietnamese", ("lesson의 사본", "Bản sao của lesson")),
            ("Hindi, Urdu", ("lesson की कॉपी", "lesson کی نقل")),
            ("Persian, Thai", ("کپی از lesson", "สำเนาของ lesson")),
            ("Russian, Bulgarian", ("lesson — копия", "Копие на lesson")),
            ("Turkish, Hungarian", ("lesson kopyası", "lesson - másolat")),
            ("Welsh, Romanian", ("Copi o lesson", "Copie a lesson")),
            ("Estonian, Indonesian", ("Koopia failist lesson", "Salinan dari lesson")),
        )
    ),
    *(
        Shape(f"Folders in {language}", ", ".join(f"`{one}/`" for one in names),
              {f"{one}/lesson.ipynb": lesson(right=n == 0) for n, one in enumerate(names)},
              (ASK,) * len(names), (ASK,) * len(names))
        for language, names in (
            ("Polish", ("Pobrane", "Nowy folder")),
            ("Turkish", ("İndirilenler", "Yeni klasör")),
            ("Russian", ("Загрузки", "Новая папка")),
            ("Greek, Hungarian", ("Λήψεις", "Letöltések")),
            ("Chinese, Japanese", ("下载", "新しいフォルダー")),
            ("Arabic, Welsh", ("التنزيلات", "Lawrlwythiadau")),
            ("Danish, Swedish", ("Overførsler", "Hämtade filer")),
            ("Spanish, Portuguese", ("Mi unidad", "Nova pasta")),
        )
    ),
    Shape("Folders of a trainer's week", "`Spring cohort/`, `Thursday group/`, `peer-improvement-champions-main/`",
          {"Spring cohort/lesson.ipynb": lesson(), "Thursday group/lesson.ipynb": lesson(right=False)},
          (ASK, ASK), (ASK, ASK)),
    Shape("Our own folder on somebody's computer", "`Users/anna01/Peer Improvement Champions/my-work/01-small/`",
          {"Users/anna01/Peer Improvement Champions/my-work/01-small/lesson.ipynb": lesson()},
          ("LC-17",), ("anna01",)),
    Shape("JupyterHub, volumes", "`claim-anna01/my-work/01-small/lesson.ipynb`",
          {"claim-anna01/my-work/01-small/lesson.ipynb": lesson()}, ("LC-17",), ("claim-anna01",)),
    Shape("Code and name together", "`LC-17 Anna Example/`, `Ben Sample (LC-18)/`",
          {"LC-17 Anna Example/lesson.ipynb": lesson(), "Ben Sample (LC-18)/lesson.ipynb": lesson(right=False)},
          ("LC-17", "LC-18"), ("Ben Sample -LC-18", "LC-17 Anna Example")),
    Shape("A code in the middle of a name", "`lesson-LC17-final.ipynb`",
          {"lesson-LC17-final.ipynb": lesson()}, ("LC-17",), (ASK,)),
    Shape("A part of a name is not the whole", "`Anna Example Two/`, `LC-17-18/`, `lesson 17.ipynb`",
          {f"{one}/lesson.ipynb": lesson(right=one[0] == "A") for one in ("Anna Example Two", "LC-17-18")}
          | {"lesson 17.ipynb": json.dumps(small.work(small.ALL_RIGHT, small.RIGHT_LINES)).encode()},
          (ASK, ASK, ASK), ("Anna Example Two", "LC-17-18", ASK)),
    Shape("A name with dots", "`anna.example.lesson.ipynb`",
          {"anna.example.lesson.ipynb": lesson()}, ("LC-17",), (ASK,)),
    Shape("A name and somebody else's code", "`Anna Example LC-18/lesson.ipynb`",
          {"Anna Example LC-18/lesson.ipynb": lesson()}, (ASK,), ("Anna Example LC-18",)),
    Shape("Two people in one name", "`Anna Example, Ben Sample lesson.ipynb`, `Anna Example and Ben Sample/`",
          {"Anna Example, Ben Sample lesson.ipynb": lesson(),
           "Anna Example and Ben Sample/lesson.ipynb": lesson(right=False)},
          (ASK, ASK), ("Anna Example and Ben Sample", "Anna Example- Ben Sample")),
    Shape("An address in a name", "`anna@example.org_lesson.ipynb`",
          {"anna@example.org_lesson.ipynb": lesson()}, ("LC-17",), (ASK,)),
    Shape("A mail that a program sent", "from `Moodle <noreply@moodle.example>`: nobody's",
          {"a.eml": mail("Moodle <noreply@moodle.example>", lesson())}, (ASK,), (ASK,)),
    Shape("A mail that a program sent for a person", "from `Anna Example <no-reply@forms.example>`",
          {"a.eml": mail("Anna Example <no-reply@forms.example>", lesson())}, ("LC-17",), (ASK,)),
    Shape("A mail in a person's folder", "`Anna Example/a.eml` from the office",
          {"Anna Example/a.eml": mail("Office <office@example.org>", lesson())}, ("LC-17",), ("office@example.org",)),
    Shape("Mails in a zip", "`Mails.zip` with a mail of Anna's",
          {"Mails.zip": zipped({"x.eml": mail("Anna <anna@example.org>", lesson())})},
          ("LC-17",), ("anna@example.org",)),
    Shape("Canvas, text typed in", "`exampleanna_55_text.html`",
          {"s.zip": zipped({"exampleanna_55_text.html": b"<p>x</p>", "sampleben_56_9002_lesson.ipynb": lesson()})},
          ("LC-18", "told: no-notebook"), ("sampleben", "told: no-notebook")),
    Shape("Blackboard, a photo and no lesson", "`Week 3_anna01_attempt_…_photo.jpg`",
          {"g.zip": zipped({f"{_W.format('anna01')}_photo.jpg": b"x", f"{_W.format('ben02')}_lesson.ipynb": lesson()})},
          ("LC-18", "told: no-notebook"), ("ben02", "told: no-notebook")),
    Shape("JupyterHub, names with signs", "`jupyter-anna-2eexample/`, `jupyter-ben-40example-2eorg/`",
          {"home/jupyter-anna-2eexample/my-work/01-small/lesson.ipynb": lesson(),
           "home/jupyter-ben-40example-2eorg/my-work/01-small/lesson.ipynb": lesson(right=False)},
          ("LC-17", "LC-18"), ("jupyter-anna-2eexample", "jupyter-ben-40example-2eorg")),
    Shape("A title before a name", "`Dr Anna Example/`, `Mrs Ben Sample/`",
          {"Dr Anna Example/lesson.ipynb": lesson(), "Mrs Ben Sample/lesson.ipynb": lesson(right=False)},
          ("LC-17", "LC-18"), ("Dr Anna Example", "Mrs Ben Sample")),
    Shape("Words around a code that was typed", "`My code is LC-17` typed in the lesson",
          {"a/lesson.ipynb": lesson("My code is LC-17")}, ("LC-17",), ("LC-17",)),
    Shape("A code that was begun", "`LC-__` typed in the lesson",
          {"01-small.ipynb": lesson("LC-__")}, (ASK,), (ASK,)),
    Shape("Folders of cloud programs", "`OneDrive - Example Trust/`, `GoogleDrive-office/`, `Documents-General/`",
          {f"{one}/lesson.ipynb": lesson(right=n == 0)
           for n, one in enumerate(("OneDrive - Example Trust", "GoogleDrive-office", "Documents-General"))},
          (ASK,) * 3, (ASK,) * 3),
    Shape("Folders of a trainer who marks", "`Needs marking/`, `Turned in/`, `Week 6 hand ins/`",
          {f"{one}/lesson.ipynb": lesson(right=n == 0)
           for n, one in enumerate(("Needs marking", "Turned in", "Week 6 hand ins"))}, (ASK,) * 3, (ASK,) * 3),
    Shape("What systems put on a stick", "`.Spotlight-V100/`, `.Trashes/`, `System Volume Information/`",
          {"Anna Example/lesson.ipynb": lesson(), ".Spotlight-V100/x": b"x", ".Trashes/y": b"y",
           "System Volume Information/z": b"z"}, ("LC-17",), ("Anna Example",)),
    *(
        Shape(f"A zip of Windows in {language}", f"`{name}/lesson.ipynb` in its own letters ({letters})",
              {"w.zip": in_letters(letters, {f"{name}/lesson.ipynb": lesson()})}, (ASK,), (name,))
        for language, letters, name in (
            ("Japanese", "cp932", "山田太郎"),
            ("Chinese", "gbk", "王小明"),
            ("Russian", "cp866", "Анна Пример"),
            ("Polish", "cp852", "Łukasz Żak"),
            ("English", "cp850", "Søren Ødegård"),
        )
    ),
    Shape("A lesson packed alone", "`LC-17 lesson.ipynb.xz`; `.bz2` is read alike",
          {"LC-17 lesson.ipynb.xz": lzma.compress(lesson())}, ("LC-17",), ("LC-17",)),
    Shape("A group with people and versions", "`Blue/Anna Example/Version 1/`, `Blue/Ben Sample/Version 1/`",
          {f"Blue/{who}/Version 1/lesson.ipynb": lesson(right=who[0] == "A") for who in ("Anna Example", "Ben Sample")},
          ("LC-17", "LC-18"), ("Anna Example", "Ben Sample")),
    Shape("A request for files, with a title of their own", "`Anna Example - Falls on the ward.ipynb`",
          {"Anna Example - Falls on the ward.ipynb": lesson()}, ("LC-17",), (ASK,)),
    Shape("A day in a name", "`lesson_2026_01_31.ipynb`, `Run charts - 31 January 2026.ipynb`: nobody's",
          {"lesson_2026_01_31.ipynb": lesson(), "Run charts - 31 January 2026.ipynb": lesson(right=False)},
          (ASK, ASK), (ASK, ASK)),
    Shape("One address, two names", "mails from `Anna Example <desk@…>` and from `Ben Sample <desk@…>`",
          {"a.eml": mail("Anna Example <desk@example.org>", lesson()),
           "b.eml": mail("Ben Sample <desk@example.org>", lesson(right=False))},
          ("LC-17", "LC-18"), (ASK, ASK)),
    Shape("A code in other figures", "`LC-١٧` or `LC-۱۷` typed in the lesson",
          {"lesson.ipynb": lesson("LC-\u06f1\u06f7")}, ("LC-17",), ("LC-\u06f1\u06f7",)),
    Shape("A mailbox from Apple Mail", "`Lessons.mbox/mbox`",
          {"Lessons.mbox/mbox": mailbox(mail("anna@example.org", lesson()))}, ("LC-17",), ("anna@example.org",)),
    Shape("A package without a file", "`LC-17.zip`, empty", {"LC-17.zip": zipped({})},
          ("told: no-notebook",), ("told: no-notebook",)),
)  # fmt: skip


def read(shape: Shape, people: People) -> tuple[str, ...]:
    """Whose the program says it is: codes, then a word for each file that is asked about or told."""
    with tempfile.TemporaryDirectory() as name:
        for place, data in shape.files.items():
            path = Path(name) / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        found = collect(Path(name), MODULES, people=people)
    return outcome(found)


def outcome(found: Collected) -> tuple[str, ...]:
    """What came of a folder, in the order of codes, questions and sentences."""
    asked = {one.place for one in found.asked if one.why}
    codes = sorted(one.learner for one in found.submissions)
    told = sorted(f"told: {one.code}" for one in found.refused if one.place not in asked)
    return (*codes, *([ASK] * len(asked)), *told)


def table(reader: Callable[[Shape, People], tuple[str, ...]] = read) -> str:
    """The page for trainers, made from what the program does."""
    lines = [
        "# What is read as what",
        "",
        "This table is made by the program itself. Each row is a shape in which work comes. Each was read twice.",
        "First with a list of two people, Anna Example (LC-17) and Ben Sample (LC-18). Then without a list.",
        "If it says `asked`, you are asked, and the likeliest people are the choices. See [Marking](marking.md).",
        "",
        "The names are invented. The shapes are taken from the platforms' own programs and guides. They were",
        "not tried with a running platform. A helper makes the table again: `python3 tests/platforms.py --write`.",
        "",
        "| from | shape | with a list | without a list |",
        "| --- | --- | --- | --- |",
    ]
    for shape in SHAPES:
        outcomes = (
            (
                shape.listed,
                shape.alone,
            )  # as it was where libarchive is: its row's own test is left out too
            if shape.needs in pieces.missing()
            else (reader(shape, LIST), reader(shape, People()))
        )
        both = [", ".join(map(_cell, outcome)) for outcome in outcomes]
        lines.append(f"| {shape.platform} | {shape.shown} | {both[0]} | {both[1]} |")
    return "\n".join(lines) + "\n"


def _cell(word: str) -> str:
    return f"told: `{word[6:]}`" if word.startswith("told: ") else word


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        TABLE.write_text(table(), encoding="utf-8")
    else:
        sys.stdout.write(table())
