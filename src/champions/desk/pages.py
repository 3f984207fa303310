"""The pages of the desk: what each shows, and what each button does. All the work is done elsewhere."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
from flask import (
    Blueprint,
    Flask,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    send_file,
)
from flask import url_for as address
from markupsafe import Markup
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.wrappers import Response

from champions.authoring.paper import printing
from champions.data import load
from champions.desk import (
    access,
    dropping,
    exporting,
    forgetting,
    item_analysis,
    missing,
    outcomes,
    people,
    reading,
    sample,
    sending,
    weeks,
)
from champions.desk import certificates as earned
from champions.desk.board import Board
from champions.desk.ledger import Ledger
from champions.desk.working import Marking
from champions.marking.course import Course
from champions.nbgrader import record
from champions.place import load_place
from champions.questions import answers
from champions.style import filled, sheet
from champions.trouble import Trouble

#: The most that one drop may hold: a cohort's lessons with room to spare.
LARGEST = 2 * 1024**3
desk = Blueprint("desk", __name__, template_folder="templates", static_folder="static")
#: Lines of one list on a page; the others come after them.
MOST_LISTED = 200
CAPSTONE = "15-your-project"
Answer = str | Response | tuple[str, int]


@dataclass
class Rooms:
    """What every page works with."""

    course: Course
    ledger: Ledger
    board: Board
    marking: Marking
    last: dropping.Came | None = None
    last_people: people.Imported | None = None
    last_gone: forgetting.Gone | None = None
    left_out: tuple[str, ...] = ()
    titles: dict[str, str] = field(default_factory=dict)

    @property
    def out(self) -> Path:
        """The work folder."""
        return self.course.out

    @property
    def names(self) -> Path:
        """Where the list of people is kept, apart from everything else."""
        return self.course.out / "people"

    def title(self, module: str) -> str:
        """A lesson's title in words."""
        if module not in self.titles and module in self.course.notebooks:
            self.titles[module] = self.course.title(module)
        return self.titles.get(module, module)


def make(home: Path, out: Path, word: str, port: int, how: list[str]) -> Flask:
    """The desk of one course and work folder.

    Args:
        home: the course folder.
        out: the work folder.
        word: the word in the address that lets a browser in.
        port: the port, which requests must name.
        how: more words for ``champions mark``.
    """
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST
    app.config["MAX_FORM_PARTS"] = 50_000
    course = Course(home, out)
    ledger = Ledger(course.out)
    marking = Marking(course.home, course.out, how)
    app.extensions["rooms"] = Rooms(course, ledger, Board(course, ledger), marking)
    app.register_blueprint(desk, url_prefix=f"/{word}")
    app.jinja_env.globals["title"] = lambda module: rooms().title(module)
    app.jinja_env.filters["look"] = lambda css: Markup(filled(css))  # noqa: S704 - ours
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Trouble, _trouble)
    app.register_error_handler(RequestEntityTooLarge, _too_large)
    app.register_error_handler(OSError, _no_room)
    access.watch(app, word, port)
    return app


@desk.get("/desk.css")
def look() -> Answer:
    """The style sheet of the desk, with the colours of the course in it."""
    return Response(sheet("champions.desk", "static", "desk.css"), mimetype="text/css")


def warm(app: Flask) -> None:
    """Do what takes a second or two before the first page is asked for."""
    here: Rooms = app.extensions["rooms"]
    with here.course.open_gradebook():
        here.board.rows()
    for module in here.course.modules:
        here.title(module)


def rooms() -> Rooms:
    """What this page works with."""
    found: Rooms = current_app.extensions["rooms"]
    return found


# --- When something goes wrong --------------------------------------------------------------------


def _http_error(error: HTTPException) -> Answer:
    code = error.code or 500
    if code == 403:  # no page of ours: nothing of the desk is shown
        said = "This address is not open. Use the address that start.py desk printed."
        return said, 403
    return _say("This page is not here.", "Go back to the desk.", code)


def _too_large(_error: RequestEntityTooLarge) -> Answer:
    return _say("These files are too large to take in one go.", "Drop in fewer at a time.", 413)


def _trouble(error: Trouble) -> Answer:
    return _say(error.what, error.do, 409)


def _no_room(error: OSError) -> Answer:
    said = f"This could not be kept ({error.strerror or error})."
    return _say(said, "Make room on the disk, then try again. Nothing was lost.", 507)


def _say(what: str, advice: str, code: int) -> tuple[str, int]:
    return render_template("desk/trouble.html", what=what, advice=advice), code


# --- The desk itself -------------------------------------------------------------------------------


@desk.get("/")
def home() -> Answer:
    """The five steps, each with how far it is."""
    here = rooms()
    everybody, came = people.read(here.names), here.ledger.arrived()
    marked = _marked()
    lessons = missing.by_lesson(everybody, came | marked, here.course.modules)
    to_read = [one for one in reading.pieces(here.board) if one.waits]
    back = [one for one in sending.pages(here.out, here.ledger.sent_back()) if one.is_new]
    return render_template(
        "desk/home.html",
        came=len(came),
        people=everybody,
        newest=lessons[-1] if lessons else None,
        unmarked=len(came - marked),
        progress=here.marking.progress(),
        to_read=to_read,
        back=len(back),
        marked=len(marked),
        worries=[one for one in here.ledger.worries() if not one.dealt_with],
        empty=not came and not everybody and not marked,
        contacts_invented=load_place(here.course.home).get("invented") is True,
    )


def _marked() -> set[tuple[str, str]]:
    """Learner and lesson of everything that has marks."""

    def pairs(rows: pd.DataFrame) -> set[tuple[str, str]]:
        each = rows[["learner", "module"]].drop_duplicates()
        return set(zip(each["learner"].tolist(), each["module"].tolist(), strict=True))

    return set(rooms().board.once("marked", pairs))


# --- 1 Drop files in --------------------------------------------------------------------------------


@desk.get("/files")
def files() -> Answer:
    """A place to drop what learners sent."""
    return render_template("desk/files.html", last=rooms().last, names=_names())


@desk.post("/files")
def take_files() -> Answer:
    """Take in what was dropped, and say whose it is."""
    here = rooms()
    dropped = [(one.filename or "", one.stream) for one in request.files.getlist("files")]
    dropped = [(name, stream) for name, stream in dropped if name]
    if not dropped:
        raise Trouble("No file was chosen.", "Choose one or more files, then press the button.")
    _not_while_marking()
    here.last = dropping.take(dropped, here.course, here.ledger, here.names)
    return redirect(address("desk.files"))


def _not_while_marking() -> None:
    if rooms().marking.is_going():
        raise Trouble(
            "Marking is under way, and this would get in its way.",
            "Wait until it is done, then try again. Nothing was changed.",
        )


@desk.post("/sample")
def take_sample() -> Answer:
    """Put in the sample cohort, to try the desk with."""
    here = rooms()
    _not_while_marking()
    rows = [["code", "name", "email", "cohort"]]
    rows += [[one.code, one.name, one.email, one.cohort] for one in sample.PEOPLE]
    here.last_people = people.take_in(here.names, rows)
    made = [(name, io.BytesIO(data)) for name, data in sample.files(here.course)]
    if not sample.is_sample(here.out):
        here.last = dropping.take(made, here.course, here.ledger, here.names)
    return redirect(address("desk.files"))


# --- 2 Who is missing -------------------------------------------------------------------------------


@desk.get("/missing")
def who_is_missing() -> Answer:
    """Lesson by lesson, who has sent it and who has not."""
    here = rooms()
    everybody = people.read(here.names)
    came = here.ledger.arrived() | _marked()
    lessons = missing.by_lesson(everybody, came, here.course.modules)
    wanted = request.args.get("lesson", lessons[-1].module if lessons else "")
    shown = next((one for one in lessons if one.module == wanted), None)
    return render_template("desk/missing.html", people=everybody, lessons=lessons, shown=shown)


@desk.get("/people")
def list_people() -> Answer:
    """The list of people, and how to add to it."""
    here = rooms()
    return render_template(
        "desk/people.html", people=people.read(here.names), last=here.last_people
    )


@desk.post("/people")
def add_people() -> Answer:
    """Add people from a file or from typed lines."""
    here = rooms()
    sent = request.files.get("list")
    if sent and sent.filename:
        rows = people.rows_of(sent.filename, sent.stream.read())
    else:
        rows = people.lines(request.form.get("typed", ""))
    here.last_people = people.take_in(here.names, rows)
    return redirect(address("desk.list_people"))


# --- 3 Mark -----------------------------------------------------------------------------------------


@desk.get("/mark")
def mark() -> Answer:
    """Start the marking, watch it, and read what it could not mark."""
    here = rooms()
    progress = here.marking.progress()
    to_read = [one for one in reading.pieces(here.board) if one.waits]
    unmarked = len(here.ledger.arrived() - _marked())
    return render_template(
        "desk/mark.html",
        progress=progress,
        to_read=to_read,
        unmarked=unmarked,
        decided=here.ledger.decisions(),
        nobodys=[one for one in progress.nobodys if (here.out / dropping.INBOX / one).is_file()],
        people=people.read(here.names),
    )


@desk.post("/mark")
def start_marking() -> Answer:
    """Start to mark everything that came."""
    here = rooms()
    roster = people.for_marking(here.names, people.read(here.names))
    here.marking.start(here.out / dropping.INBOX, roster, here.ledger.decisions())
    return redirect(address("desk.mark"))


@desk.post("/mark/decide")
def decide() -> Answer:
    """Keep what the trainer decides where a file does not say it."""
    here = rooms()
    _not_while_marking()
    question, choice = request.form.get("question", ""), request.form.get("choice", "")
    if choice not in dict(here.marking.progress().asked).get(question, ()):
        raise Trouble("Nothing was chosen.", "Choose one of the answers, then press the button.")
    here.ledger.decide(question, choice)
    return redirect(address("desk.mark", _anchor="to-decide"))


@desk.post("/mark/give")
def give() -> Answer:
    """Say whose a file is that says nothing of it."""
    here = rooms()
    _not_while_marking()
    place, code = request.form.get("place", ""), request.form.get("code", "")
    known = {one.code for one in people.read(here.names)}
    if place not in here.marking.progress().nobodys or code not in known:
        raise Trouble(
            "Nobody was chosen.", "Choose a person from your list, then press the button."
        )
    dropping.give(place, code, here.course)
    return redirect(address("desk.mark", _anchor="to-decide"))


@desk.get("/mark/progress")
def marking_progress() -> dict[str, Any]:
    """How far the marking is, for the script of the page."""
    told = rooms().marking.progress()
    return {"going": told.going, "done": told.done, "of": told.of, "left": told.left}


@desk.get("/read")
def to_read() -> Answer:
    """Everything that a person reads, without names."""
    here = rooms()
    every = reading.pieces(here.board)
    return render_template(
        "desk/to_read.html",
        waiting=[one for one in every if one.waits],
        read=[one for one in every if not one.waits],
        second=reading.for_second_reading(here.board),
        agreement=reading.agreement(here.ledger.seconds()),
        last=here.ledger.last_score(),
        one_in=reading.ONE_IN,
        enough=reading.ENOUGH,
        most=MOST_LISTED,
    )


@desk.get("/read/<number>")
def read_one(number: str) -> Answer:
    """One piece: its words, the levels, and room for a reply."""
    here = rooms()
    piece = reading.find(here.board, number)
    again = request.args.get("again") == "1"
    among = (
        reading.for_second_reading(here.board)
        if again
        else [one for one in reading.pieces(here.board) if one.waits]
    )
    return render_template(
        "desk/read_one.html",
        text=reading.text_of(here.board, piece),
        seen=reading.seen(here.board, piece),
        following=reading.next_after(piece, among),
        waiting=len(among),
        again=again,
        last=here.ledger.last_score(),
        snippets=_snippets(reading.text_of(here.board, piece)),
    )


def _snippets(text: reading.Text) -> tuple[str, ...]:
    """Sentences to begin a reply with. A trainer changes them as they like.

    A champion never sees the other levels, so for a scored piece their own words are offered.
    """
    if not text.rubric:
        return (
            "Thank you for telling this. I noticed that you wrote …",
            "One question, only if you like: …",
        )
    further = [f"To go further, this is what we look for: {one.anchor}" for one in text.rubric[1:]]
    return ("Thank you. You say clearly what you saw.", *further)


@desk.post("/read/<number>")
def score_one(number: str) -> Answer:
    """Keep a level and a reply, and go on to the next piece."""
    here = rooms()
    _not_while_marking()
    piece = reading.find(here.board, number)
    chosen = request.form.get("level", "")
    points = int(chosen) if chosen.isdecimal() and len(chosen) < 3 else None
    if request.form.get("again") == "1":
        reading.second(here.board, piece, points if points is not None else -1)
        among = reading.for_second_reading(here.board)
    else:
        reply = request.form.get("reply", "").replace("\r\n", "\n").strip()[:5000]
        reading.score(here.board, piece, points, reply, request.form.get("seen", ""))
        among = [one for one in reading.pieces(here.board) if one.waits]
    following = reading.next_after(piece, among)
    if following is None:
        return redirect(address("desk.to_read"))
    again = request.form.get("again") or None
    return redirect(address("desk.read_one", number=following.id, again=again))


@desk.post("/undo")
def undo() -> Answer:
    """Take back the last score, and open that piece again."""
    here = rooms()
    _not_while_marking()
    last = reading.undo(here.board)
    for one in reading.pieces(here.board):
        if (one.learner, one.module, one.question) == (last.learner, last.module, last.step):
            return redirect(address("desk.read_one", number=one.id))
    return redirect(address("desk.to_read"))


# --- Worried about this -------------------------------------------------------------------------------


@desk.post("/worry/<number>")
def worry(number: str) -> Answer:
    """Somebody is worried: keep that, then show whose it is and what to do."""
    here = rooms()
    piece = reading.find(here.board, number)
    made = here.ledger.worry(piece.learner, piece.module, piece.question, "")
    return redirect(address("desk.worries", _anchor=f"worry-{made}"))


@desk.get("/worries")
def worries() -> Answer:
    """Every worry, with whose it is and the local way to tell somebody."""
    here = rooms()
    return render_template(
        "desk/worries.html",
        worries=here.ledger.worries(),
        names=_names(),
        place=load_place(here.course.home),
    )


@desk.post("/worries/<int:number>")
def dealt_with(number: int) -> Answer:
    """Say that a worry has been dealt with, and how."""
    how = request.form.get("how", "").strip()[:2000]
    if not how:
        raise Trouble("Nothing was written.", "Write in a few words what was done, and by whom.")
    rooms().ledger.dealt_with(number, how)
    return redirect(address("desk.worries"))


def _names() -> dict[str, str]:
    return {one.code: one.name or one.code for one in people.read(rooms().names)}


# --- 4 Send back ----------------------------------------------------------------------------------------


@desk.get("/send")
def send() -> Answer:
    """Feedback pages that are new, a mail for each, and a summary of the cohort."""
    here = rooms()
    every = sending.pages(here.out, here.ledger.sent_back())
    known = {one.code: one for one in people.read(here.names)}
    new = [one for one in every if one.is_new]
    rows = here.board.rows()
    steps, letters = here.board.once("steps", sending.steps), []
    for learner, group in itertools.groupby(new, key=lambda one: one.learner):
        fresh = list(group)
        person = known.get(learner)
        text = sending.letter(
            person.name if person else "",
            [here.title(one.module) for one in fresh],
            steps.get((learner, fresh[0].module)) if len(fresh) == 1 else None,
        )
        letters.append((learner, person, text, fresh))
    summaries = [
        sending.summary(group, here.title(str(module))) for module, group in rows.groupby("module")
    ]
    return render_template(
        "desk/send.html",
        every=every,
        new=new,
        letters=letters[:MOST_LISTED],
        more=max(0, len(letters) - MOST_LISTED),
        summaries=summaries,
    )


@desk.post("/send")
def packed() -> Answer:
    """One zip with the feedback pages that are new, or with all of them."""
    here = rooms()
    _not_while_marking()
    every = sending.pages(here.out, here.ledger.sent_back())
    chosen = every if request.form.get("which") == "all" else [one for one in every if one.is_new]
    if not chosen:
        raise Trouble("There is no new feedback to send.", "Mark first, or take every page.")
    data = sending.packed(chosen)
    here.ledger.note_sent_back({(one.learner, one.module): one.version for one in chosen})
    return _file(data, "application/zip", "feedback.zip")


@desk.get("/feedback/<learner>/<module>")
def feedback_page(learner: str, module: str) -> Answer:
    """One feedback page as the champion sees it. It can do nothing here."""
    here = rooms()
    for one in sending.pages(here.out, {}):
        if (one.learner, one.module) == (learner, module):
            shown = current_app.make_response(one.path.read_text(encoding="utf-8"))
            shown.headers["Content-Security-Policy"] = access.PAGE_POLICY
            return shown
    return abort(404)


# --- 5 What was hard -----------------------------------------------------------------------------------


@desk.get("/hard")
def what_was_hard() -> Answer:
    """Question by question how a lesson went, who may be stuck, and lessons finished by week."""
    here = rooms()
    rows = here.board.rows()
    there = {module for _, module in _marked()}
    modules = [one for one in here.course.modules if one in there]
    wanted = request.args.get("lesson", modules[-1] if modules else "")
    found: list[tuple[item_analysis.Hard, str]] = []
    if wanted in modules:
        questions = {one.id: one for one in here.course.lesson(wanted).scheme.questions}
        found = [
            (one, item_analysis.in_words(one, _misses(questions[one.question])))
            for one in item_analysis.by_question(rows[rows["module"] == wanted], questions)
        ]
    return render_template(
        "desk/hard.html",
        modules=modules,
        wanted=wanted,
        found=found,
        stuck=item_analysis.may_be_stuck(rows)[:MOST_LISTED],
        names=_names(),
        chart=weeks.chart(weeks.finished(rows, _first_marked())),
        few=item_analysis.FEW,
        for_statistics=item_analysis.FOR_STATISTICS,
    )


def _misses(question: Any) -> dict[str, str]:
    return {miss.name: miss.name.replace("-", " ") for miss in question.misses}


def _first_marked() -> list[tuple[str, str, str]]:
    with rooms().course.open_gradebook() as book:
        return record.first_marked(book)


# --- What the course has changed -----------------------------------------------------------------------------


@desk.get("/outcomes")
def what_changed() -> Answer:
    """Ask for the tables of the report to a steering group."""
    return render_template("desk/outcomes.html", can_print=bool(printing.browser()))


@desk.post("/outcomes")
def report_outcomes() -> Answer:
    """The report, on the screen or as a file. The tables are read and not kept."""
    here, how = rooms(), request.form.get("as", "page")
    page = render_template("desk/report.html", report=_report(here), title=here.title)
    if how == "pdf":
        return _file(printing.pdf(page), "application/pdf", "what-changed.pdf")
    if how == "file":
        return _file(page.encode("utf-8"), "text/html", "what-changed.html")
    shown = current_app.make_response(page)
    shown.headers["Content-Security-Policy"] = access.REPORT_POLICY
    return shown


def _report(here: Rooms) -> outcomes.Report:
    rows = here.board.rows()
    invented = request.form.get("invented") == "yes"
    survey = _sent("confidence", ("code", "before", "after"))
    linked = _sent("links", ("time", "organisation", "sector", "partner", "partner_sector"))
    if invented:
        survey = [load("confidence-survey")]
        linked = [load("partner-links")]
    came = _sent("reach", ("group", "people", "population"))
    least = request.form.get("least", "")
    projects, kept_back = outcomes.initiatives(_capstones(here))
    return outcomes.Report(
        confidence=tuple(one for table in survey[:1] for one in outcomes.confidence(table)),
        reach=outcomes.reach(came, int(least) if least.isdecimal() else 5) if came else None,
        initiatives=tuple(projects),
        kept_back=kept_back,
        links=outcomes.link_map(pd.concat(linked)) if linked else "",
        finished=weeks.chart(weeks.finished(rows, _first_marked())),
        people=rows["learner"].nunique(),
        lessons=len(_marked()),
        invented=invented or sample.is_sample(here.out),
    )


def _sent(box: str, columns: tuple[str, ...]) -> list[pd.DataFrame]:
    """The tables that were sent in one box."""
    return [
        outcomes.read_table(one.filename, one.stream.read(), columns)
        for one in request.files.getlist(box)
        if one.filename
    ]


def _capstones(here: Rooms) -> list[dict[str, Any]]:
    """The answers of every capstone that is marked."""
    folders = sorted((here.out / "submitted").glob(f"*/{CAPSTONE}"))
    books = (answers.load(folder, CAPSTONE) for folder in folders)
    return [{name: one.answer for name, one in book.records.items()} for book in books]


def _file(data: bytes, kind: str, name: str) -> Response:
    return send_file(io.BytesIO(data), kind, as_attachment=True, download_name=name)


# --- Records: take them along, or delete them ------------------------------------------------------------


@desk.get("/records")
def records() -> Answer:
    """What is kept: take it along as tables, or delete it."""
    here = rooms()
    everybody = people.read(here.names)
    listed = {one.code for one in everybody}
    others = sorted({learner for learner, _ in _marked()} - listed)
    return render_template(
        "desk/records.html",
        people=[*everybody, *(people.Person(code) for code in others)],
        cohorts=sorted({one.cohort for one in everybody if one.cohort}),
        gone=here.last_gone,
        left_out=here.left_out,
    )


@desk.post("/records/tables")
def tables() -> Answer:
    """Every mark as one folder of tables, without names."""
    here = rooms()
    rows = here.board.rows()
    if rows.empty:
        raise Trouble("There are no marks yet.", "Mark first.")
    data = exporting.folder(exporting.tables(rows, here.title))
    return _file(data, "application/zip", "marks.zip")


@desk.post("/records/moodle")
def moodle() -> Answer:
    """A table for Moodle's gradebook."""
    here = rooms()
    rows = here.board.rows()
    if rows.empty:
        raise Trouble("There are no marks yet.", "Mark first.")
    data, here.left_out = exporting.moodle(rows, people.read(here.names), here.title)
    return _file(data, "text/csv", "moodle.csv")


@desk.post("/records/certificates")
def certificates() -> Answer:
    """The certificates that were earned, with what is still open for whom."""
    here = rooms()
    rows = here.board.rows()
    if rows.empty:
        raise Trouble("There are no marks yet.", "Mark first.")
    place = load_place(here.course.home)
    made, _ = earned.certificates(here.course, rows, people.read(here.names), place)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in made.items():
            archive.writestr(name, data)
    return _file(packed.getvalue(), "application/zip", "certificates.zip")


@desk.post("/records/delete")
def delete() -> Answer:
    """Delete people for good: one, a group, or all who were last seen before a day."""
    here = rooms()
    _not_while_marking()
    kind, what = request.form.get("kind", ""), request.form.get("what", "").strip()
    if request.form.get("sure") != "yes":
        raise Trouble("Nothing was deleted.", "Tick the box that says you are sure, then press.")
    codes = _codes(kind, what)
    if not codes:
        raise Trouble("Nobody fits this. Nothing was deleted.", "Choose again.")
    here.last_gone = forgetting.forget(codes, here.course, here.ledger, here.names)
    here.last = here.last_people = None
    return redirect(address("desk.records"))


def _codes(kind: str, what: str) -> list[str]:
    """The codes of the people who are meant."""
    here = rooms()
    everybody = people.read(here.names)
    known = {one.code for one in everybody} | {one for one, _ in _marked()}
    if kind == "person":
        return [what] if what in known else []
    if kind == "cohort":
        return [one.code for one in everybody if what and one.cohort == what]
    if kind == "before" and re.fullmatch(r"\d{4}-\d\d-\d\d", what):
        seen = forgetting.last_seen(here.course)
        return [code for code in sorted(seen) if seen[code][:10] < what]
    return []
