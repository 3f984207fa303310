"""The edge of a lesson: open it, ask and check, finish it.

Here, and in :mod:`champions.questions.forms`, things are shown. What is right is decided elsewhere.
Nothing here raises into a lesson: a champion never meets a traceback from us.
"""

from __future__ import annotations

import contextlib
import io
import os
import secrets
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

from champions.data import DataNotFound, course_words
from champions.lesson import taught
from champions.lesson.kept import edition
from champions.lesson.usual import usual_names
from champions.questions import (
    CORE,
    EVIDENCE,
    STEP_AFTER,
    Feedback,
    Question,
    answers,
    plain_json,
    scheme,
)
from champions.questions import page as paper
from champions.questions.attempts import Owner, device_in
from champions.questions.base.question import I_DO_NOT_KNOW
from champions.questions.code_slips import as_remarks, says_stuck, to_begin, with_slip
from champions.sentences.in_html import finished
from champions.sentences.told import later, speak, told
from champions.style import in_jupyter

#: Authors set this to 1 so that a broken lesson fails the build instead of excusing itself.
STRICT_VARIABLE = "CHAMPIONS_STRICT"
#: Set to 1 while a lesson is run to be printed: what grows from answers is left to the pen.
PAPER_VARIABLE = "CHAMPIONS_ON_PAPER"
_BY_HAND = later(
    "On a screen, your answers are put together here. On paper, do it by hand, or go on."
)
_WENT_ON = later(
    "You went on with this step in another window. Here it is now as it is there. Your last change "
    "here is not in it. Please make it again."
)
_NOT_GIVEN: Any = object()


class NotStarted(LookupError):
    """A step was run before the lesson was started."""


class Points:
    """The points of one step. Its text is the number alone: nbgrader reads that as the score."""

    def __init__(self, points: float) -> None:
        self.points = float(points)

    def __repr__(self) -> str:
        return f"{self.points:g}"

    def _repr_html_(self) -> str:
        # The feedback above says it in words and follows every change; this would go stale.
        return "<span hidden></span>"


class Lesson:
    """One champion's way through one lesson: its questions and the answers so far."""

    def __init__(self, module: str, folder: Path) -> None:
        self.folder = folder
        self.scheme = scheme.load_scheme(folder, module)
        self.set_aside = answers.set_aside(folder, module)  # a sentence, if answers cannot be read
        self.book = _answers_here(module, folder)
        self._written = dict(self.book.records)  # what the file had last, as this window knows it
        self.trouble = ""  # why the last answer could not be written to disk
        self.seen: dict[str, Any] = {}  # question id to the display that shows its feedback
        self.progress_shown: Any = None
        self.followers: dict[str, Callable[[], None]] = {}  # what else changes with an answer
        self._states: dict[str, tuple[object, str]] = {}  # question id to a record and its state
        self.typed: dict[str, str] = {}  # question id to the lines last run in its cell
        self.at_a_loss: set[str] = set()  # the questions whose lines just said "I do not know"
        self.device = ""  # stands for the learner's code where none is typed

    @property
    def owner(self) -> Owner:
        """Whose attempts at variants these are."""
        if not self.device:
            known = (record.answer for record in self.book.records.values())
            self.device = device_in(known) or secrets.token_hex(4)
        return Owner(self.book.module, self.book.learner, self.device)

    def answer(self, question: Question, given: object, *, checked: bool = True) -> Feedback:
        """Take an answer, keep it, and give feedback. A draft is kept without being a try."""
        plain = answers.plain(given)
        record = self.book.records.get(question.id)
        earlier = record.history if record else ()
        if record and record.answer == plain and not record.draft:
            earlier = record.earlier
        feedback = question.mark(plain, earlier)
        if not checked:
            feedback = _not_checked(feedback)
        elif feedback.state == "not tried" and question.marked:
            feedback = replace(feedback, messages=(told(question.how_to_begin),))
        # Only a change is written: looking at a lesson leaves no trace.
        outcome = feedback.outcome if question.marked else ""
        nothing_new = record is None and feedback.state == "not tried"
        if not nothing_new and self.book.put(question.id, plain, outcome):
            self._save(question.id)
        return feedback

    def went_on_elsewhere(self, question: Question) -> bool:
        """Whether another window, or the page, went on with this step since; then that is taken in.

        Asked of data of one's own alone. There an answer is many small changes, and what a form holds would
        write over those that were made elsewhere.
        """
        if not question.pool:
            return False
        there = answers.load(self.folder, self.book.module)
        mine, theirs = self.book.records.get(question.id), there.records.get(question.id)
        if theirs is None or (mine is not None and theirs.edits <= mine.edits):
            return False
        self.book = there.merged(self.book)
        return True

    def help(self, question: Question) -> Feedback:
        """Help for somebody who does not know. It counts as an honest try, and what was answered stays."""
        record = self.book.records.get(question.id)
        feedback = question.help(record.history if record else ())
        if question.marked:
            self.book.helped(question.id, feedback.outcome, I_DO_NOT_KNOW)
            self._save(question.id)
        return feedback

    def help_typed(self, question: Question) -> Feedback:
        """Help for who typed in place of a line of code that they do not know: once more each time it is run."""
        record = self.book.records.get(question.id)
        # Without the cell's own name, as while a lesson is marked, its line counts once.
        is_new = question.id in self.at_a_loss or (question.id not in self.typed and record is None)
        self.at_a_loss.discard(question.id)
        if is_new:
            return self.help(question)
        return question.help(record.history[:-1] if record else ())

    def feedback(self, question: Question) -> Feedback:
        """Feedback on the answer kept so far, as far as the champion asked for it."""
        feedback = scheme.mark(question, self.book)
        record = self.book.records.get(question.id)
        return _not_checked(feedback) if record and record.draft else feedback

    def answered(self, name: str) -> bool:
        """True when a question is right, or was tried so often that its worked step was shown."""
        question = self.scheme[name]
        record = self.book.records.get(name)
        tried = record is not None and record.tries >= STEP_AFTER
        return tried or self.feedback(question).state == "right"

    def _save(self, changed: str = "") -> None:
        """Write the answers. Those that another window of this lesson wrote meanwhile stay."""
        mine, code = self.book.records.get(changed), self.book.learner
        there = answers.load(self.folder, self.book.module)
        theirs = there.records.get(changed)
        self.book = there.merged(self.book)
        self.book.version, self.book.language = self.scheme.version, self.scheme.asked_in
        if mine is not None:
            if theirs is not None and theirs != self._written.get(changed):
                if theirs != mine and theirs.edits >= mine.edits:  # this change is later
                    mine = replace(mine, edits=theirs.edits + 1)
                mine = mine.joined(theirs)
            self.book.records[changed] = mine
        self._written = dict(self.book.records)
        if not changed:
            self.book.learner = code
        try:
            answers.save(self.book, self.folder)
            self.trouble = ""
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or error
            self.trouble = told(
                "This answer could not be saved to disk ({why}). It is still "
                "on this page. Press Get my file, and ask for help before you close the page.",
                why=why,
            )

    def name_learner(self, code: str) -> None:
        """Keep the code that the trainer gave this champion."""
        self.book.learner = code.strip()[:80]
        self._save()

    def steps(self) -> tuple[int, int]:
        """How many core steps of the lesson are right, and how many there are."""
        return self._right(stretch=False)

    def extras(self) -> int:
        """How many stretch steps are right."""
        return self._right(stretch=True)[0]

    def _right(self, *, stretch: bool) -> tuple[int, int]:
        asked = [question for question in self.scheme.marked if question.stretch == stretch]
        states = [self._state(question) for question in asked]
        return states.count("right"), len(states)

    def _state(self, question: Question) -> str:
        """How an answer is, marked anew only when another record of it is kept."""
        record = self.book.records.get(question.id)
        known = self._states.get(question.id)
        if known is None or known[0] is not record:
            known = self._states[question.id] = (record, self.feedback(question).state)
        return known[1]


def _not_checked(feedback: Feedback) -> Feedback:
    """What is shown of an answer before Check is pressed: that it is there, not how good it is."""
    if feedback.state not in {"right", "nearly", "not yet"}:
        return feedback
    waiting = told("Press Check when you are ready.")
    if feedback.counted:  # an earlier attempt stays what it is while another is being worked on
        return replace(feedback, messages=(feedback.counted, waiting), outcome="")
    return Feedback("started", 0, feedback.out_of, told("Not checked yet"), (waiting,))


def _answers_here(module: str, folder: Path) -> answers.AnswerBook:
    """Answers from the small file beside the lesson and from the lesson itself, merged."""
    book = answers.load(folder, module)
    session = os.environ.get("JPY_SESSION_NAME", "")  # set by Jupyter: this notebook's own path
    for name in dict.fromkeys((Path(session).name, "lesson.ipynb")):
        path = folder / name
        if name and path.is_file():
            with contextlib.suppress(OSError, ValueError):
                notebook = plain_json.read(path.read_bytes())
                book = book.merged(answers.recover(notebook, module))
    book.module = module
    return book


_lesson: Lesson | None = None


def start(module: str) -> None:
    """Open a lesson: read its questions and any answers so far, and show how far you are.

    Args:
        module: the lesson's folder name, such as ``06-run-charts``.
    """
    global _lesson
    with _kindly():
        earlier, _lesson = _lesson, Lesson(module, Path.cwd())
        speak(course_words(_lesson.scheme.language))
        taught.teach(_lesson.scheme.rules)
        if earlier and (earlier.folder, earlier.book.module) == (_lesson.folder, module):
            _lesson.book = _lesson.book.merged(earlier.book)  # what a full disk did not take
            _lesson.device = earlier.owner.device
        show({"text/html": f"<style>{in_jupyter()}</style>", "text/plain": "Style of the lesson"})
        _lesson.progress_shown = show(_progress(_lesson), f"champions-{module}-progress")
        if any(question.from_code for question in _lesson.scheme.questions):
            for name, usual in usual_names().items():
                _namespace().setdefault(name, usual)
        _watch_values()


def check(question_id: str, answer: Any = _NOT_GIVEN) -> Points | None:
    """Ask a question, or check the line of code before it, and say how it went.

    Args:
        question_id: the question's id in the lesson's marking scheme.
        answer: for a line of code, the value to check. Left out, it is read from the variable
            that the question names.

    Returns:
        The points, for the marker; None for a question that is never scored. Never raises.
    """
    points = 0.0
    marked = True
    with _kindly():
        lesson = _opened()
        question = lesson.scheme[question_id]
        marked = question.marked
        if question.from_code:
            feedback = _take_value(lesson, question, answer)
        else:
            _show_form(lesson, question)
            feedback = lesson.feedback(question)
        lesson.seen[question_id] = show(
            _feedback_bundle(lesson, question, feedback),
            f"champions-{lesson.book.module}-{question_id}",
        )
        if question.from_code and feedback.state != "right":
            _show_way_out(lesson, question)
        _refresh_progress(lesson)
        # The marker counts an answer whether or not Check was pressed.
        points = scheme.mark(question, lesson.book).points
    return Points(points) if marked else None


def checked_value(question_id: str) -> Feedback:
    """Check the line of code before a question, for a page that shows it by itself."""
    lesson = _opened()
    return _take_value(lesson, lesson.scheme[question_id])


def book() -> answers.AnswerBook | None:
    """The answers of the lesson that is open; None where none is."""
    return _lesson.book if _lesson else None


def read_again() -> None:
    """Take in what was written to the file of answers since the lesson was started."""
    if _lesson:
        _lesson.book = answers.load(_lesson.folder, _lesson.book.module).merged(_lesson.book)


def finish() -> None:
    """Show what is done and what is open, and how to send the lesson back."""
    from champions.questions import forms

    with _kindly():
        lesson = _opened()
        handle = show(_finish_bundle(lesson), f"champions-{lesson.book.module}-finish")

        def again() -> None:
            handle.update(_finish_bundle(lesson), raw=True)

        def named(code: str) -> None:
            lesson.name_learner(code)
            again()

        lesson.followers["finish"] = again  # the list of open steps gets shorter as they are done

        if being_marked():
            return
        form = forms.learner_form(lesson.book.learner, named)
        show(forms.view(form, told("A box for your learner code"), ""))


def project_page(title: str, *question_ids: str) -> None:
    """Show a button that puts these answers on a page of the champion's project folder.

    Args:
        title: what stands at the top of the page.
        question_ids: whose answers go on it, in this order.
    """
    from champions.lesson import project
    from champions.questions import forms

    words = told("Put this on a page of my project folder: {title}", title=title)
    with _kindly():
        lesson = _opened()
        questions = [lesson.scheme[name] for name in question_ids]
        if being_marked():  # nobody is there to press the button
            show({"text/html": f"<p>{escape(words)}</p>", "text/plain": words})
            return

        def put() -> str:
            answers_now = [(question, lesson.book.answer(question.id)) for question in questions]
            if not any(answer for _, answer in answers_now):
                return told(
                    "There is nothing to put on the page yet. Write in the boxes above first."
                )
            try:
                path = project.add_page(lesson.folder, lesson.book.module, title, answers_now)
            except OSError as error:
                why = error.strerror or error
                return told(
                    "The page could not be written ({why}). Your words are kept here.", why=why
                )
            if edition() == "browser":
                return told(
                    "Done. Your page is kept with your other pages. Lesson 15 shows which you have."
                )
            return told(
                'Done. Your page is called "{page}", in the folder "{folder}".',
                page=path.name,
                folder=path.parent.name,
            )

        show(forms.view(forms.press_and_say(words, put), words, f"<p>{escape(words)}</p>"))


def follow(
    page: Callable[[Lesson], dict[str, Any]], name: str, *, good_empty: bool = False
) -> None:
    """Show something that changes with every answer, such as a list of what was tried.

    Args:
        page: makes what is shown, as a bundle of data, from the lesson as it is.
        name: a short name of its own within the lesson.
        good_empty: True when it is of use on paper, before anything was answered.
    """
    with _kindly():
        lesson = _opened()
        if on_paper() and not good_empty:
            by_hand = told(_BY_HAND)
            show({"text/html": finished(f"<p><em>{by_hand}</em></p>"), "text/plain": by_hand})
            return
        shown = page(lesson)
        handle = show(shown, f"champions-{lesson.book.module}-{name}")

        def again() -> None:
            nonlocal shown
            if (now := page(lesson)) != shown:  # most answers change nothing here
                handle.update(now, raw=True)
                shown = now

        lesson.followers[name] = again


_ON_A_PAGE: ContextVar[bool] = ContextVar("on_a_page", default=False)


@contextlib.contextmanager
def shown_on_a_page() -> Iterator[None]:
    """Meanwhile what is shown goes to the lesson's own page, which has no widgets."""
    before = _ON_A_PAGE.set(True)
    try:
        yield
    finally:
        _ON_A_PAGE.reset(before)


def on_a_page() -> bool:
    """True where what is shown goes to the lesson's own page, see :mod:`champions.lesson.in_page`."""
    return _ON_A_PAGE.get()


def on_paper() -> bool:
    """True while a lesson is run to be printed."""
    return os.environ.get(PAPER_VARIABLE) == "1"


def answered(name: str) -> bool:
    """True when a question of the lesson that is open is right, or was tried often enough; see :class:`Lesson`."""
    return _lesson is not None and name in _lesson.scheme and _lesson.answered(name)


def owner() -> Owner:
    """Whose variants the lesson shows. A form that is shown by itself has an owner of its own."""
    return _lesson.owner if _lesson is not None else Owner("", "", secrets.token_hex(4))


def _opened() -> Lesson:
    if _lesson is None:
        raise NotStarted(
            told(
                'The lesson is not started yet. Press "Start lesson" at the top of the page, '
                "then try this step again."
            )
        )
    return _lesson


def _show_form(lesson: Lesson, question: Question) -> None:
    from champions.questions import forms

    def made() -> Any:
        return forms.form(
            question, lesson.book.answer(question.id), changed, _stuck(lesson, question)
        )

    def changed(given: object, checked: bool) -> None:
        with _kindly():
            if lesson.went_on_elsewhere(question):
                form.children = made().children
                found = lesson.feedback(question)
                found = replace(found, messages=(told(_WENT_ON), *found.messages))
            else:
                found = lesson.answer(question, given, checked=checked)
            _show_feedback(lesson, question, found)

    kept = lesson.book.answer(question.id)
    if being_marked():  # nobody is there to fill it in, and making forms is half of the time
        on_paper = {"text/html": paper.question_html(question, kept)}
        show({**on_paper, "text/plain": told("Form: {ask}", ask=question.ask)})
        return
    form = made()
    show(
        forms.view(form, told("Form: {ask}", ask=question.ask), paper.question_html(question, kept))
    )


def _show_feedback(lesson: Lesson, question: Question, feedback: Feedback) -> None:
    handle = lesson.seen.get(question.id)
    if handle is not None:
        handle.update(_feedback_bundle(lesson, question, feedback), raw=True)
    _refresh_progress(lesson)


def _stuck(lesson: Lesson, question: Question) -> Callable[[], None] | None:
    """What happens when somebody presses "I do not know"; None where no help is offered."""

    def help_me() -> None:
        with _kindly():
            _show_feedback(lesson, question, lesson.help(question))

    return help_me if question.offers_help else None


def _show_way_out(lesson: Lesson, question: Question) -> None:
    """Below a line of code: a button for who does not know how to go on."""
    help_me = _stuck(lesson, question)
    if help_me and not being_marked():
        from champions.questions import forms

        words = told(I_DO_NOT_KNOW)
        show(
            forms.view(
                forms.way_out(help_me), told("A button: {words}", words=words), f"<p>{words}</p>"
            )
        )


def being_marked() -> bool:
    """True while nbgrader, or our own marker, runs the lesson."""
    return os.environ.get("NBGRADER_EXECUTION") == "autograde"


def _take_value(lesson: Lesson, question: Question, given: Any = _NOT_GIVEN) -> Feedback:
    typed = _typed_for(lesson, question)
    if given is _NOT_GIVEN:
        if question.offers_help and says_stuck(typed):
            return lesson.help_typed(question)
        given = _namespace().get(question.from_code)
    # The line as it was handed out is no attempt. An answer given before stays.
    untouched = given is None or given is ...
    feedback = lesson.feedback(question) if untouched else lesson.answer(question, given)
    slipped = with_slip(feedback, typed, question.from_code)
    return to_begin(slipped, question.from_code)


def _typed_for(lesson: Lesson, question: Question) -> str:
    """The lines that were run last in the cell above a check; empty where they cannot be told."""
    if question.id in lesson.typed:
        return lesson.typed[question.id]
    asked = ("check(", "start(", "finish(")
    run = [str(one) for one in _namespace().get("In", []) if str(one).strip()]
    before = [one for one in run if not one.lstrip().startswith(asked)]
    # Without the cell's own name only the cell right above the check is surely the one.
    return before[-1] if before and len(run) > 1 and before[-1] == run[-2] else ""


def _watch_values() -> None:
    """After every cell, mark the lines of code again: nobody has to run a step twice."""
    shell = _shell()
    if shell is None or getattr(shell, "_champions_watching", False):
        return
    shell._champions_watching = True  # noqa: SLF001 - our own mark on it
    _show_plain_numbers(shell)
    # Words in place of code are no mistake of Python's, and IPython would take "?" for a question to itself.
    shell.input_transformers_cleanup.append(as_remarks)
    if not being_marked() and not os.environ.get(STRICT_VARIABLE):
        from champions.lesson import stops

        stops.make_kind(shell)

    def look_again(result: Any = None) -> None:
        _show_plain_numbers(shell)
        lesson = _lesson
        if lesson is None:
            return
        info = getattr(result, "info", None)
        step = str(getattr(info, "cell_id", None) or "")
        if step.endswith("-answer"):
            asked, typed = step.removesuffix("-answer"), str(getattr(info, "raw_cell", "") or "")
            lesson.typed[asked] = typed
            (lesson.at_a_loss.add if says_stuck(typed) else lesson.at_a_loss.discard)(asked)
        with _kindly():
            for question in lesson.scheme.questions:
                handle = lesson.seen.get(question.id)
                if question.from_code and handle is not None:
                    before = lesson.book.records.get(question.id)
                    feedback = _take_value(lesson, question)
                    looked = step == f"{question.id}-answer"
                    if looked or lesson.book.records.get(question.id) != before:
                        handle.update(_feedback_bundle(lesson, question, feedback), raw=True)
                        _refresh_progress(lesson)

    shell.events.register("post_run_cell", look_again)


def _show_plain_numbers(shell: Any) -> None:
    """Show a number as 6.0, not as np.float64(6.0)."""
    numpy = sys.modules.get("numpy")  # not imported for its own sake: the first lessons need none
    if numpy is None:
        return
    text = shell.display_formatter.formatters["text/plain"]
    for number, kind in ((numpy.float64, float), (numpy.int64, int)):
        text.for_type(number, lambda value, page, _, kind=kind: page.text(repr(kind(value))))


def _feedback_bundle(lesson: Lesson, question: Question, feedback: Feedback) -> dict[str, Any]:
    html = paper.feedback_html(feedback)
    if lesson.trouble:
        html += f'<p class="champions-trouble" role="alert">{escape(lesson.trouble)}</p>'
    return {
        answers.MIME: answers.bundle(lesson.book, question.id),
        "text/html": finished(html),
        "text/plain": paper.feedback_text(feedback),
    }


def _progress(lesson: Lesson) -> dict[str, str]:
    done, steps = lesson.steps()
    said = told("{done} of {steps} steps right so far.", done=done, steps=steps)
    if extras := lesson.extras():
        said = f"{said} {told('And {extras} extra.', extras=extras)}"
    aside = f'<p class="champions-trouble" role="alert">{escape(lesson.set_aside)}</p>'
    html = (
        f'<div class="champions-progress">{aside if lesson.set_aside else ""}<p>{said}</p>'
        f'<progress max="{steps}" value="{done}" aria-label="{escape(told("Steps right"))}">{said}</progress></div>'
    )
    return {"text/html": finished(html), "text/plain": f"{lesson.set_aside} {said}".strip()}


def _refresh_progress(lesson: Lesson) -> None:
    if lesson.progress_shown is not None:
        lesson.progress_shown.update(_progress(lesson), raw=True)
    for again in lesson.followers.values():
        again()


def _finish_bundle(lesson: Lesson) -> dict[str, Any]:
    rows = [(q, lesson.feedback(q)) for q in lesson.scheme.questions]
    waiting = [q for q, feedback in rows if feedback.state not in {"right", "kept"} and _wanted(q)]
    said = (
        told("Every step is done. Well done.")
        if not waiting
        else told("These steps are still open:")
    )
    items = "".join(f"<li>{escape(q.ask)}</li>" for q in waiting)
    fine = told("You may send your work as it is. Half done is fine.")
    tail = "" if not waiting else f"<p>{fine}</p>"
    listed = f"<ul>{items}</ul>" if items else ""
    html = f'<div class="champions-finish"><p>{said}</p>{listed}{tail}</div>'
    return {
        answers.MIME: answers.learner_bundle(lesson.book),
        "text/html": finished(html),
        "text/plain": " ".join((said, *(q.ask for q in waiting))),
    }


def _wanted(question: Question) -> bool:
    return question.scored_as in {CORE, EVIDENCE}


# --- Where a lesson meets Jupyter ---------------------------------------------------------------


def _shell() -> Any:
    from IPython.core.getipython import get_ipython

    return get_ipython()


def _namespace() -> dict[str, Any]:
    shell = _shell()
    return shell.user_ns if shell is not None else {}


def show(bundle: dict[str, Any], display_id: str | None = None) -> Any:
    """Show a bundle of data on the page; with an id it can be changed later."""
    from IPython.display import display

    if "text/html" in bundle:
        bundle = {**bundle, "text/html": finished(bundle["text/html"])}
    return display(bundle, raw=True, display_id=display_id)


@contextlib.contextmanager
def _kindly() -> Iterator[None]:
    """Keep warnings and stray text out of the lesson, and turn a failure into a sentence.

    Any text on stderr would make nbgrader score the step 0, whatever the answer.
    """
    stray = io.StringIO()
    try:
        with warnings.catch_warnings(), contextlib.redirect_stderr(stray):
            warnings.simplefilter("ignore")
            yield
    except Exception as error:
        if os.environ.get(STRICT_VARIABLE) == "1":
            raise
        show(_apology(error))


def _apology(error: Exception) -> dict[str, str]:
    said = str(error).strip("'\"") or type(error).__name__
    known = isinstance(error, NotStarted | DataNotFound | scheme.SchemeError)
    first = said if known else told("This step could not be shown. It is not your doing.")
    detail = "".join(traceback.format_exception_only(error)).strip()
    kept = told("Your answers are kept. Tell your trainer, or carry on with the next step.")
    html = (
        f'<div class="champions-feedback champions-not-read" role="alert"><p>{escape(first)}</p>'
        f"<p>{kept}</p><details><summary>{told('For your trainer')}</summary>"
        f"<pre>{escape(detail)}</pre></details></div>"
    )
    return {"text/html": finished(html), "text/plain": first}
