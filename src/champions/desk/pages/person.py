"""One person: what is known of them, what they sent, and every change of it. And everybody's changes."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for

from champions.desk import changing, moving, people
from champions.desk.page import MOST_LISTED, Answer, Page, not_while_marking
from champions.desk.state import Desk, this_desk
from champions.marking.intake import people_names
from champions.sentences.told import told
from champions.trouble import Trouble

PAGE = Page("person", __name__, part_of=2)


@PAGE.get("/people/one")
def show() -> Answer:
    """One person, with what can be done for them."""
    desk = this_desk()
    one = moving.someone(desk, request.args.get("code", ""))
    everybody = desk.people()
    marked = desk.marked()
    return render_template(
        "person.html",
        one=one,
        listed=one in everybody,
        others=[other for other in everybody if other.code != one.code],
        groups=sorted({other.cohort for other in everybody if other.cohort}),
        alike=[other for other in everybody if other.code != one.code and _alike(one, other)],
        lessons=[
            (module, (one.code, module) in marked) for module in moving.lessons(desk, one.code)
        ],
        changes=changing.of(desk.names_folder, one.code)[:MOST_LISTED],
        back=changing.can_be_undone(desk.names_folder),
    )


def _alike(one: people.Person, other: people.Person) -> bool:
    """Whether two entries may be one person: a question, and never more than that."""
    return people_names.near(one.name, other.name) or bool(
        one.email and one.email.casefold() == other.email.casefold()
    )


def _one(desk: Desk) -> people.Person:
    return moving.someone(desk, request.form.get("code", ""))


def _said(name: str, most: int = 200) -> str:
    return people_names.tidy(request.form.get(name, ""))[:most]


def _back_to(code: str) -> Answer:
    return redirect(url_for("person.show", code=code))


@PAGE.post("/people/edit")
def edit() -> Answer:
    """Change what is known of one person."""
    desk = this_desk()
    one = _one(desk)
    also = [people_names.tidy(line) for line in request.form.get("also", "").split("\n")]
    email = _said("email")
    if email and "@" not in email:
        raise Trouble(
            told('"{email}" is no mail address. Nothing was changed.', email=email),
            told("Write it with an @, or leave the box empty."),
        )
    changing.edit(
        desk.names_folder,
        one.code,
        why=_said("why", 2000),
        name=_said("name"),
        preferred=_said("preferred"),
        email=email,
        cohort=_said("cohort"),
        also=tuple(dict.fromkeys(value for value in also if value)),
    )
    return _back_to(one.code)


@PAGE.post("/people/put-on")
def put_on() -> Answer:
    """Put somebody on the list whose work came under a code that is on no list."""
    desk = this_desk()
    one = _one(desk)
    made = people.Person(one.code, _said("name"), "", _said("cohort"))
    changing.put_on(desk.names_folder, made, why=_said("why", 2000))
    return _back_to(one.code)


@PAGE.post("/people/withdraw")
def withdraw() -> Answer:
    """Say that a person does not take part any more, or does again. Nothing of theirs is deleted."""
    desk = this_desk()
    one = _one(desk)
    state = "" if one.withdrawn else people.WITHDRAWN
    changing.edit(desk.names_folder, one.code, why=_said("why", 2000), state=state)
    return _back_to(one.code)


@PAGE.post("/people/move")
@not_while_marking
def move() -> Answer:
    """Give lessons of this person to another."""
    desk = this_desk()
    one = _one(desk)
    lessons = request.form.getlist("lesson")
    to = request.form.get("to", "")
    moving.move(desk, one.code, to, lessons, _said("why", 2000))
    return _back_to(one.code if one.code in desk.names() else to)


@PAGE.post("/people/merge")
@not_while_marking
def merge() -> Answer:
    """Make another entry one with this person; first ask whose work counts, where both sent a lesson."""
    desk = this_desk()
    one = _one(desk)
    other = changing.find(desk.names_folder, request.form.get("other", ""))
    theirs = moving.lessons(desk, other.code)
    both = [module for module in moving.lessons(desk, one.code) if module in theirs]
    counts = {module: request.form.get(f"counts-{module}", "") for module in both}
    if not all(counts.values()) or request.form.get("sure") != "yes":
        return render_template(
            "person_merge.html", one=one, other=other, both=both, why=_said("why", 2000)
        )
    moving.merge(desk, one.code, other.code, counts, _said("why", 2000))
    return _back_to(one.code)


@PAGE.post("/people/split")
@not_while_marking
def split() -> Answer:
    """Make a second person out of this entry."""
    desk = this_desk()
    one = _one(desk)
    moving.split(
        desk,
        one.code,
        _said("name"),
        _said("email"),
        request.form.getlist("takes"),
        request.form.getlist("lesson"),
        _said("why", 2000),
    )
    return _back_to(one.code)


@PAGE.get("/people/changes")
def changes() -> Answer:
    """What was changed, the newest first, with a way back."""
    folder = this_desk().names_folder
    every = changing.changes(folder)[::-1]
    return render_template(
        "people_changes.html", changes=every[:MOST_LISTED], back=changing.can_be_undone(folder)
    )


@PAGE.post("/people/undo")
@not_while_marking
def undo() -> Answer:
    """Take a change back."""
    desk = this_desk()
    moving.undo(desk, request.form.get("number", 0, int), _said("why", 2000))
    desk.last.people, desk.last.people_change = None, 0
    if request.form.get("from") == "changes":
        return redirect(url_for("person.changes"))
    known = {one.code for one in desk.people()}
    if (code := request.form.get("code", "")) in known:
        return _back_to(code)
    return redirect(url_for("people.show"))
