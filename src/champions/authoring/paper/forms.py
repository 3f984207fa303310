"""Questions as forms to fill in by hand: boxes to tick, lines to write on, tables, squared paper.

The trainer's copy has under each what is right, why, and the hints for known mistakes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import product

from champions.activities.choosing.question import ASKED, ChartChooser, advise, wanted
from champions.activities.coding.question import CodeByRule, CodeFreely
from champions.activities.limits_by_hand.question import ASKS, STEPS, HandLimits, worked
from champions.activities.small_cells.question import LANGUAGES, HideCells, counts, places
from champions.own_data.question import OwnNumbers
from champions.questions import (
    Choice,
    Dots,
    Guess,
    Marked,
    Number,
    Order,
    Pick,
    Question,
    Sort,
    Words,
    mixed,
)
from champions.questions.dots.picture import squared_paper_svg
from champions.questions.page import answer_in_words

#: Height of a box on the screen to lines on paper; more than so many lines may go over a page's end.
_LINES, _MANY = {1: 2, 2: 3}, 5
_MOST_LINES = 18
_OWN_ROWS = 12
#: Fields of half a centimetre: three quarters of a page, with room for a scale and words beside it.
_FIELDS_ACROSS, _FIELDS_UP, _FIELD = 34, 38, 5


def question_on_paper(question: Question, *, answers: bool, number: int = 0) -> str:
    """A question to fill in by hand; for trainers with what is right and the hints.

    Args:
        question: what is asked.
        answers: True for the trainer's copy.
        number: its number on the sheet, the same in both copies; 0 for none.

    >>> from champions.questions import Guess
    >>> "☐ Yes" in question_on_paper(Guess(id="g", ask="Is it?", options={"y": "Yes"}), answers=False)
    True
    """
    asked = f"Question {number}. {question.ask}" if number else question.ask
    told = _told(question) if answers else ""
    long = " long" if _is_long(question) else ""
    return (
        f'<section class="question"><div class="asked{long}"><h3 class="ask">{escape(asked)}</h3>'
        f"{_to_fill_in(question)}</div>{told}</section>"
    )


def graph_paper() -> str:
    """A page of squared paper for a chart of one's own, with room for its words."""
    wide, tall = _FIELDS_ACROSS * _FIELD, _FIELDS_UP * _FIELD
    lines = "".join(
        f'<path d="{way}" stroke="#5b6770" stroke-width="{0.3 if at % 5 == 0 else 0.1}"/>'
        for count, down in ((_FIELDS_ACROSS, True), (_FIELDS_UP, False))
        for at in range(count + 1)
        for way in (f"M{at * _FIELD} 0V{tall}" if down else f"M0 {tall - at * _FIELD}H{wide}",)
    )
    return (
        '<section class="graph"><h2>Squared paper for a chart of your own</h2>'
        f"<p>What I count: {_line()} Unit: {_line()}</p>"
        f'<svg viewBox="-0.2 -0.2 {wide + 0.4} {tall + 0.4}" role="img" '
        f'aria-label="Squared paper, {_FIELDS_ACROSS} fields across and {_FIELDS_UP} up, each half a '
        f'centimetre" xmlns="http://www.w3.org/2000/svg">{lines}</svg></section>'
    )


# --- To fill in ---------------------------------------------------------------------------------


def _to_fill_in(question: Question) -> str:
    if tables := _tables(question):
        return tables
    if isinstance(question, Choice | Guess | Pick):
        options = question.options if isinstance(question, Guess) else question.shown
        how = "<p>Tick all that apply.</p>" if isinstance(question, Pick) else ""
        return how + _list(f"☐ {escape(words)}" for words in options.values())
    if isinstance(question, Sort):
        items = _list(f"{_label(words)} {_line()}" for words in question.items.values())
        return _groups(question) + items
    if isinstance(question, Order):
        steps = mixed(question.id, question.items)
        return "<p>Write a number beside each, 1 for the first.</p>" + _list(
            f"____ {escape(words)}" for words in steps.values()
        )
    if isinstance(question, Dots):
        return _dots(question)
    if isinstance(question, Words):
        return "".join(
            f'<div class="box"><p>{escape(label)}</p>{_line() * _LINES.get(question.rows, _MANY)}</div>'
            for label in question.boxes.values()
        )
    if isinstance(question, Number):
        return f"<p>Your answer: {_line()}</p>"
    return "<p>This one needs a screen. The trainer's notes say how to do it without one.</p>"


def _is_long(question: Question) -> bool:
    """True when it may need more than a page, and can be cut between its boxes or tables."""
    if isinstance(question, Words):
        return len(question.boxes) * _LINES.get(question.rows, _MANY) > _MOST_LINES
    return isinstance(question, ChartChooser)


def _tables(question: Question) -> str:
    """The forms of single lessons that become tables on paper; empty for any other."""
    if isinstance(question, CodeByRule | CodeFreely):
        return _records(question)
    if isinstance(question, HandLimits):
        return _limits(question)
    if isinstance(question, HideCells):
        return _counts(question)
    if isinstance(question, ChartChooser):
        return _chooser()
    return _own_numbers() if isinstance(question, OwnNumbers) else ""


def _groups(question: Sort | CodeFreely) -> str:
    groups = ", ".join(f"<strong>{escape(words)}</strong>" for words in question.groups.values())
    return f"<p>Write one of these beside each: {groups}.</p>"


def _records(question: CodeByRule | CodeFreely) -> str:
    rows = ([escape(key), escape(words), ""] for key, words in question.items.items())
    return _groups(question) + _table(("Record", "What stands in it", "Your group"), rows)


def _dots(question: Dots) -> str:
    given = "; ".join(
        f"{escape(label)}: {value:g}"
        for label, value in zip(question.labels, question.values, strict=True)
    )
    return (
        f"<p>Draw a dot for each ({escape(question.unit)}). {given}. Then the middle line.</p>"
        f"{squared_paper_svg(question)}"
    )


def _limits(question: HandLimits) -> str:
    """The ten numbers of the worked lesson: on paper everybody has the same."""
    values = worked(question.right_answer()["seed"]).values
    weeks = _table(
        ("Week", "Minutes", "Moving range"),
        ([str(at), str(value), "" if at > 1 else "none"] for at, value in enumerate(values, 1)),
    )
    steps = _table(
        ("Step", "How", "Your number"),
        (
            [escape(words), escape(ASKS[step]), "In the table above" if step == "ranges" else ""]
            for step, words in STEPS.items()
        ),
    )
    return weeks + steps


def _counts(question: HideCells) -> str:
    """The table of the worked lesson, with its totals, to cross out numbers in."""
    table = counts(question.right_answer()["seed"])
    rows = [
        [escape(place), *map(str, row), str(sum(row))]
        for place, row in zip(places(), table, strict=True)
    ]
    columns = [sum(column) for column in zip(*table, strict=True)]
    rows.append(["Total", *map(str, columns), str(sum(columns))])
    return "<p>Cross out each number that you hide.</p>" + _table(
        ("Place", *LANGUAGES, "Total"), rows
    )


def _chooser() -> str:
    """The chooser's questions, and its advice as a card: each way through them is a row."""
    asked = "".join(
        f"<p>{escape(words)}</p>" + _list(f"☐ {escape(said)}" for said in options.values())
        for words, options in ASKED.values()
    )
    ways: dict[str, list[str]] = {}
    for keys in product(*(options for _, options in ASKED.values())):
        chosen = dict(zip(ASKED, keys, strict=True))
        way = ", ".join(escape(ASKED[key][1][chosen[key]]) for key in wanted(chosen))
        ways[way] = [way, escape(advise(**chosen).chart)]
    return asked + _table(("Your answers", "Begin with"), ways.values())


def _own_numbers() -> str:
    return (
        f'<div class="box"><p>What do they count?</p>{_line()}{_line()}</div>'
        "<p>Write them in order of time. Leave a gap where you did not count.</p>"
        + _table(("When", "How many", "When", "How many"), [[""] * 4] * _OWN_ROWS)
        + "<p>Then draw them on squared paper.</p>"
    )


# --- For trainers -------------------------------------------------------------------------------


def _told(question: Question) -> str:
    """What a trainer should know: the right answer, why, and the hint for each known mistake."""
    if isinstance(question, Words):
        levels = _list(f"{level.points}: {escape(level.anchor)}" for level in question.rubric)
        return (
            f'<div class="told"><p class="head">Levels:</p>{levels}</div>'
            if question.rubric
            else ""
        )
    if not isinstance(question, Marked) or question.kept_back:
        return ""
    right = _list(escape(line) for line in answer_in_words(question, question.right_answer()))
    hints = _list(
        f"<em>{escape(miss.name.replace('-', ' '))}:</em> {escape(miss.hint)}"
        for miss in question.misses
    )
    return (
        f'<div class="told"><p class="head"><strong>Right:</strong></p>{right}'
        f"<p>{escape(question.praise)}</p>"
        f'<p class="head"><strong>Hints for known mistakes:</strong></p>{hints}'
        f"<p><strong>Worked:</strong> {escape(question.step)}</p></div>"
    )


# --- Pieces -------------------------------------------------------------------------------------


def _label(words: str) -> str:
    """Words before a line to write on; a whole sentence has its full stop already."""
    return escape(words if words.endswith((".", "?", "!")) else f"{words}:")


def _line() -> str:
    return '<span class="line"></span>'


def _list(items: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table to write in. An empty cell is a place to write."""
    heads = "".join(f'<th scope="col">{words}</th>' for words in head)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<table class="write"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'
