"""Own numbers without Python: the page understands a typed tally, and reads its chart, as Python does."""

from __future__ import annotations

import datetime as dt
import math
import random
from typing import Any

import pytest
from test_engine import ROOT, Commands, as_in_a_browser, as_python_says, needs_node

from champions.charts.tidy import ChartError
from champions.own_data.practice import practice_answer
from champions.own_data.proposal import ROLES, Choice, propose
from champions.own_data.question import OwnNumbers, chart_of
from champions.own_data.table import NotRead, read_tally
from champions.questions.scheme import load_scheme

pytestmark = needs_node
#: Two lessons ask for own numbers.
ASKED = [
    question
    for lesson in ("12-telling-the-story", "15-your-project")
    for question in load_scheme(ROOT / "solutions" / lesson).questions
    if isinstance(question, OwnNumbers)
]
#: So many series are read by both, and so many tallies.
SERIES, TALLIES = 200, 120  # 2,000 of each were tried when this was written


# --- Charts -----------------------------------------------------------------------------------------


def _values(chance: random.Random) -> list[float | None]:
    """A series as services make them: steady, moved, climbing, in turn, seasonal, mostly the same; with gaps."""
    size = chance.choice([3, 10, 12, 14, 18, 20, 24, 30, 40, 52, 60, 90])
    level, spread = chance.choice(
        [(5, 2), (24, 5), (140, 30), (0.6, 0.1), (2e6, 4e5), (-4, 3), (1, 1)]
    )
    shape = chance.choice(
        ["steady", "moved", "climbs", "turns", "season", "flat", "like the last", "levels", "two"]
    )
    digits = chance.choice([0, 0, 1, 2, None])
    found: list[float | None] = []
    last = 0.0
    at_change = chance.randint(0, size)
    around = chance.choice([7, 12])
    for at in range(size):
        value = chance.gauss(level, spread)
        last = 0.8 * last + chance.gauss(0, spread)
        value += {
            "moved": 2.5 * spread * (at >= at_change),
            "climbs": at * spread / 4,
            "turns": 2 * spread * (at % 2),
            "season": 3 * spread * math.sin(at * 2 * math.pi / around),
            "like the last": last * 2,
            "levels": 6 * spread * (chance.random() < 0.5),
        }.get(shape, 0.0)
        if shape == "flat":
            value = level if chance.random() < 0.8 else value
        if shape == "two":
            value = level if chance.random() < 0.6 else level + spread
        found.append(value if digits is None else round(value, digits))
    return [None if chance.random() < 0.03 else value for value in found]


WHEN = (
    *("days", "weeks", "weeks", "months", "month ends", "weekdays", "odd", "gaps"),
    *("numbers", "years", "labels", "far"),
)


def _when(chance: random.Random, size: int) -> list[str]:
    kind = chance.choice(WHEN)
    first = dt.date(2023, 1, 2) + dt.timedelta(days=7 * chance.randint(0, 100))
    if kind == "numbers":
        return [str(at) for at in range(1, size + 1)]
    if kind == "far":
        return [str(100 + 3 * at) for at in range(size)]
    if kind == "years":
        return [str(1960 + at) for at in range(size)]
    if kind == "labels":
        return [f"Week {at}" for at in range(1, size + 1)]
    if kind in {"months", "month ends"}:
        starts = [dt.date(2019 + at // 12, at % 12 + 1, 1) for at in range(size + 1)]
        ends = [day - dt.timedelta(days=1) for day in starts[1:]]
        return [day.isoformat() for day in (starts[:-1] if kind == "months" else ends)]
    steps = {
        "days": lambda: 1, "weeks": lambda: 7, "odd": lambda: chance.randint(1, 40),
        "gaps": lambda: chance.choice([7, 7, 7, 7, 7, 21]), "weekdays": lambda: 1,
    }[kind]  # fmt: skip
    days = [first]
    while len(days) < size:
        day = days[-1] + dt.timedelta(days=steps())
        while kind == "weekdays" and day.weekday() > 4:
            day += dt.timedelta(days=1)
        days.append(day)
    return [day.isoformat() for day in days]


def _notes(chance: random.Random, when: list[str]) -> str:
    lines = []
    for _ in range(chance.choice([0, 0, 1, 2, 5])):
        place = chance.choice(when)
        if len(place) == 10 and chance.random() < 0.5:
            day = dt.date.fromisoformat(place)
            place = chance.choice(
                [f"{day.day} {day:%B} {day.year}", f"{day.day} {day:%b}", f"{day:%d/%m/%Y}"]
            )
        lines.append(f"{place}: {chance.choice(['phone round', 'leaflet', 'a new rota: for all'])}")
    return "\n".join(lines)


def _answer(chance: random.Random) -> dict[str, Any]:
    values = _values(chance)
    when = _when(chance, len(values))
    return {
        "when": when,
        "values": values,
        "what": chance.choice(
            [
                "",
                "Days waited",
                "the calls",
                "MRI scans",
                "Zoë's guests",
                "x",
                "Éclairs",
                "Falls",
                "People who came",
                "How many?",
            ]
        ),
        "unit": chance.choice(["", "days", "people"]),
        "better": chance.choice(["", "up", "down"]),
        "first": chance.choice([0, 0, 0, 5, 12, 13, 15, 20, 30]),
        "notes": _notes(chance, when),
    }


def _said(answer: dict[str, Any]) -> tuple[str, str, str] | str:
    try:
        chart = chart_of(answer)
    except ChartError as error:
        return str(error)
    said = chart.said()
    return chart.reading, said.alt, said.caption


SENTENCES = (
    *(
        " rose:",
        " fell:",
        "stayed high",
        "at first",
        "only",
        "No signal",
        "Too short",
        "may be chance",
    ),
    *(
        "unlikely",
        "time of the year",
        "day of the week",
        "take turns",
        "like the one before",
        "either high or low",
        "uneven",
    ),
    *(
        "went down:",
        "The number of people",
        "The answer to",
        "• ",
        "cannot be judged",
        "are usual",
    ),
    *("No row stands", "Half of the dots", "values are", "provisional", "for the better", "1: "),
    *(
        "most of the second half above",
        "most of the second half below",
        "do not say which way",
        "Before that",
        "Unlikely here",
        "build on this",
        "look for several things",
        "The dots for",
    ),
)


def _compare(answers: list[dict[str, Any]]) -> dict[str, int]:
    commands = Commands()
    for answer in answers:
        commands.add("tryBeside", "ownChart", as_in_a_browser(answer), "anhoej")
    count: dict[str, int] = {}
    for answer, found in zip(answers, commands.run(), strict=True):
        wanted = _said(answer)
        if isinstance(wanted, str):
            assert found == {"said": wanted}, answer
            continue
        assert "said" not in found, (found, answer)
        assert (found["reading"], found["alt"], found["caption"]) == wanted, answer
        for words in SENTENCES:
            count[words] = count.get(words, 0) + (words in found["caption"])
    return count


def _seasonal(chance: random.Random) -> dict[str, Any]:
    """Four years of months, or weeks of days, that come round; some with a change."""
    days = chance.random() < 0.5
    size, around = (chance.choice([28, 42, 60]), 7) if days else (48, 12)
    first = dt.date(2023, 1, 2)
    when = [first + dt.timedelta(days=at) for at in range(size)] if days else [
        dt.date(2021 + at // 12, at % 12 + 1, 1) for at in range(size)
    ]  # fmt: skip
    level = [20.0 if at < size / 2 else chance.choice([20.0, 24.0]) for at in range(size)]
    values = [
        round(level[at] + 4 * math.sin(at * 2 * math.pi / around) + chance.gauss(0, 1), 1)
        for at in range(size)
    ]
    return {"when": [day.isoformat() for day in when], "values": values, "better": "down"}


def test_run_charts_are_read_in_the_same_sentences() -> None:
    answers = [_answer(random.Random(f"series/{seed}")) for seed in range(SERIES)]
    answers += [_seasonal(random.Random(f"season/{seed}")) for seed in range(30)]
    ups = [30.0 + at % 3 for at in range(9)]
    downs = [12.0 + at % 3 for at in range(12)]
    # One run that is just long enough, on charts so long that chance makes it often, or nearly so.
    turns = [24.0 + at % 7 if at % 4 in {0, 3} else 12.0 + at % 7 for at in range(320)]
    often = [*turns[:84], *[11.0 + at / 2 for at in range(11)], 32.0, *turns[:84]]
    nearly = [*turns[:72], *[11.0 + at / 2 for at in range(11)], 32.0, *turns[:72]]
    for values in ([*ups, *downs], [*ups, *downs, *ups], [*downs, *ups, *downs], often, nearly):
        when = [str(at) for at in range(1, len(values) + 1)]
        answers.append({"when": when, "values": values, "what": "Falls", "better": "down"})
    count = _compare([*answers, practice_answer(), *(dict(one.example) for one in ASKED)])
    print(count)
    assert min(count.values()) >= 1, count  # each kind of sentence was met


KEPT: list[Any] = [
    *(
        None,
        {},
        {"values": []},
        practice_answer(),
        {"values": [1, None], "what": " "},
        {"values": 3},
    )
]


def test_kept_numbers_are_answered_in_the_same_words() -> None:
    commands, expected = Commands(), {}
    for at, question in enumerate(ASKED):
        lesson = ("12-telling-the-story", "15-your-project")[at]
        commands.open(lesson)
        for answer in KEPT:
            said = as_python_says(question.mark(answer))
            expected[commands.add("mark", lesson, question.id, as_in_a_browser(answer), [])] = said
    found = commands.run()
    assert len(expected) == len(KEPT) * len(ASKED) > 6
    assert {at: found[at] for at in expected} == expected


# --- Tallies ----------------------------------------------------------------------------------------


def _tally(chance: random.Random) -> str:
    size = chance.choice([1, 2, 3, 5, 12, 20])
    number = {
        "whole": lambda: str(chance.randint(0, 40)), "gaps": lambda: chance.choice(["4", "n/a", "-", "7", "12", "9"]),
        "shares": lambda: chance.choice(["0.86", "0.7", "80", "75"]), "point": lambda: f"{chance.random() * 2000:.2f}",
        "strokes": lambda: chance.choice(["||||", "|||| ||", "|", "3"]),
        "minus": lambda: chance.choice(["-3", "4.5", ".5"]),
    }[chance.choice(["whole", "whole", "gaps", "shares", "point", "strokes", "minus"])]  # fmt: skip
    if chance.random() < 0.2:
        return chance.choice([" ", ", ", "\n", "; "]).join(number() for _ in range(size))
    between = chance.choice([": ", ":", ", ", " = ", "\t", " ", " - "])
    return "\n".join(f"{when}{between}{number()}" for when in _times(chance, size))


def _times(chance: random.Random, size: int) -> list[str]:
    way = chance.choice(["on", "on", "on", "back", "mixed", "twice"])
    first = dt.date(2025, 1, 6) + dt.timedelta(days=chance.randint(0, 200))
    step = chance.choice([1, 2, 7, 30])
    days = [first + dt.timedelta(days=step * at) for at in range(size)]
    months = [
        dt.date(2025 + (first.month + at) // 12, (first.month + at) % 12 + 1, 1)
        for at in range(size)
    ]
    start = chance.randint(1, 52)
    kinds = {
        "iso": [day.isoformat() for day in days],
        "words": [f"{day.day} {day:%B} {day.year}" for day in days],
        "short": [f"{day.day} {day:%b} {day.year}" for day in days],
        "slashed": [f"{day:%d/%m/%Y}" for day in days],
        "american": [f"{day:%m/%d/%Y}" for day in days],
        "months": [f"{day:%b} {day.year}" for day in months],
        "weeks": [f"Week {(start + at - 1) % 52 + 1}" for at in range(size)],
        "month names": [f"{dt.date(2025, (start + at) % 12 + 1, 1):%B}" for at in range(size)],
        "weekdays": [f"{day:%A}" for day in days],
        "quarters": [f"Q{at % 4 + 1}" for at in range(size)],
        "numbers": [str(at) for at in range(start, start + size)],
        "hours": [f"{9 + at}am" for at in range(size)],
        "names": [("Ann Lee", "Bo Moss", "Cy Okoro", "Di Ray")[at % 4] for at in range(size)],
    }  # fmt: skip
    times = kinds[chance.choice(list(kinds))]
    if way == "back":
        return times[::-1]
    if way == "mixed":
        chance.shuffle(times)
    if way == "twice":
        times = [*times, times[-1]]
    return times


def _proposed(text: str, day_first: bool | None, choice: Choice) -> dict[str, Any] | str:
    """What Python understands of a tally, and proposes."""
    try:
        own = read_tally(text, day_first=day_first)
    except NotRead as error:
        return str(error)
    made = propose(own, choice)
    assert not own.personal
    return as_in_a_browser(
        {
            "understood": [*own.understood, *(made.line.said if made.line else ())],
            "mend": list(own.mend),
            "columns": [
                {"name": one.name, "role": ROLES[one.role], "why": one.why} for one in made.columns
            ],
            "dated": own.columns[0].kind == "dates",
            "doubtful": own.doubtful,
            "number": made.number,
            "span": made.span,
            "order": made.order,
            "asks": list(made.asks),
            "wrong": made.wrong,
            "when": list(made.line.when) if made.line else [],
            "values": list(made.line.values) if made.line else [],
        }
    )


def test_a_typed_tally_is_understood_as_python_understands_it_or_left_to_it() -> None:
    commands, asked = Commands(), []
    for seed in range(TALLIES):
        chance = random.Random(f"tally/{seed}")
        text = _tally(chance)
        day_first = chance.choice([None, None, None, True, False])
        choice = Choice(
            every=chance.choice(["row", "row", "row", "day", "week", "month"]),
            how=chance.choice(["sum", "median", "count"]),
            order=chance.choice(["", "", "", "oldest", "newest"]),
        )
        asked.append((text, day_first, choice))
        given = {
            "dayFirst": day_first,
            "every": choice.every,
            "how": choice.how,
            "order": choice.order,
        }
        commands.add("tryBeside", "typed", text, given)
    here = 0
    for (text, day_first, choice), found in zip(asked, commands.run(), strict=True):
        if "said" in found and "cannot be read here" in found["said"]:
            continue  # it opens with Python
        if "said" in found and found["said"].startswith("There is no number to draw"):
            continue  # Python would count the rows
        here += 1
        wanted = _proposed(text, day_first, choice)
        assert found == ({"said": wanted} if isinstance(wanted, str) else wanted), text
    print(f"{here} of {TALLIES} tallies are read without Python.")
    assert here > TALLIES * 0.6


@pytest.mark.parametrize(
    "tally", ["۱۲, ۱۳, ۱۴", "Week 1: ١٢\nWeek 2: ١٣٫٥\nWeek 3: ٩", "१२; १३; १४"]
)
def test_digits_of_every_script_are_numbers_here_and_in_python(tally: str) -> None:
    commands = Commands()
    given = {"dayFirst": None, "every": "row", "how": "sum", "order": ""}
    commands.add("tryBeside", "typed", tally, given)
    (found,) = commands.run()
    wanted = _proposed(tally, None, Choice(every="row", how="sum", order=""))
    assert found == wanted
    assert len(found["values"]) == 3


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee: 4\nBo Moss: 5\nCy Okoro: 3",  # who somebody is
        "Week 1: £4\nWeek 2: £5", "1.043\n987\n1.200", "Week 1: <5\nWeek 2: 7", "6/1/25: 4\n13/1/25: 5",
        "2025-W03: 4", "Total: 40", "1: 4\n2: 5\n3: 6\n6: -", "one: 4",
    ],
)  # fmt: skip
def test_what_only_python_reads_is_never_guessed(text: str) -> None:
    commands = Commands()
    commands.add(
        "tryBeside", "typed", text, {"dayFirst": None, "every": "row", "how": "sum", "order": ""}
    )
    (found,) = commands.run()
    assert "cannot be read here" in found["said"]
