"""A program that knows nothing of improvement, and answers every question of the course once.

It sees what a learner sees before anything is pressed: the options in the order shown, the things and
the groups, the numbers in the words of the question and just above it. It answers each kind in one way,
the same all through the course: the longest option, all in one group, the order as shown, and so on.
For a kind that hands in work before it can be judged, such as test cycles, the work is done, and only
what was found is filled in without looking.
"""

from __future__ import annotations

import random
import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from champions.activities.beads.question import ACTIONS, RedBeads
from champions.activities.beads.question import FOUND as BEADS_FOUND
from champions.activities.limits_by_hand.question import STEPS, HandLimits, worked
from champions.activities.limits_by_hand.question import answer_for as by_hand
from champions.activities.service.question import CHANGES, FOUND, ServiceTrial
from champions.activities.service.question import answer_for as trials
from champions.activities.service_ramp import model as ramp
from champions.activities.service_ramp.question import RampTrial
from champions.activities.small_cells.question import CELLS, HideCells
from champions.activities.small_cells.question import answer_for as table
from champions.activities.your_turn.question import NONE, YourTurn
from champions.questions import Choice, Dots, Number, Order, Pick, Sort
from champions.questions.attempts import stamp_for
from champions.questions.base.question import CORE, Marked
from champions.questions.scheme import load_scheme
from champions.questions.variants import Variant
from champions.questions.written.pointing import answer_with
from champions.questions.written.question import Written

COURSE = Path(__file__).resolve().parents[1]
#: The variants that are tried where data differ from learner to learner.
VARIANTS = (3, 41, 87, 160)

#: The ways of one kind: what a way is called, and the answers that it gives to a question.
Ways = Mapping[str, Callable[[Any], Sequence[Any]]]


_NUMBER = re.compile(r"(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?")


@dataclass(frozen=True)
class Asked:
    """A core question where it stands: its lesson, and the text between the question before and this one."""

    lesson: str
    question: Marked
    above: str = ""

    @property
    def numbers(self) -> tuple[float, ...]:
        """The numbers in the text above and in the question's own words."""
        found = _NUMBER.findall(f"{self.above}\n{self.question.ask}")
        return tuple(float(one.replace(",", "")) for one in found) or (0.0,)


def core_questions() -> Iterator[Asked]:
    """Every core question of the course, in the order in which it is asked."""
    for path in sorted(COURSE.glob("solutions/*/questions.json")):
        text = path.with_name("lesson.md").read_text(encoding="utf-8")
        for one in load_scheme(path.parent).marked:
            if one.scored_as == CORE:
                yield Asked(path.parent.name, one, text_above(one, text))


def text_above(question: Marked, lesson: str) -> str:
    """The text between the question before and this one, as a learner reads it."""
    above = lesson.partition(f"```{{question}} {question.id}\n")[0].rpartition("```")[2]
    return re.sub(r"\{\{.*?\}\}|\[(.*?)\]\(.*?\)|\*", r"\1", above).strip()


# --- One way of answering for each kind ------------------------------------------------------------


def _by_length(words: Mapping[str, str]) -> list[str]:
    return sorted(words, key=lambda key: len(words[key]))


def _at(place: int) -> Callable[[Asked], Sequence[Any]]:
    """The option at a place; at the last one where there are fewer."""

    def answers(asked: Asked) -> Sequence[Any]:
        shown = list(_choice(asked).shown)
        return [shown[min(place, len(shown) - 1)]]

    return answers


def _choice(asked: Asked) -> Choice:
    assert isinstance(asked.question, Choice)
    return asked.question


def _ties(pick: Callable[[list[int]], int]) -> Callable[[Asked], Sequence[Any]]:
    def answers(asked: Asked) -> Sequence[Any]:
        long = {key: len(words) for key, words in _choice(asked).shown.items()}
        wanted = pick(sorted(long.values()))
        return [key for key, length in long.items() if length == wanted]

    return answers


#: Words that decide nothing; who counts words in common passes over them.
_SMALL_WORDS = (
    "a an and are as at be by do for has have i in is it no not of on or our so that the they this to we "
    "what who with you your"
)


def _words_of(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", text.casefold())) - {*_SMALL_WORDS.split()}


def _common_words(asked: Asked) -> Sequence[Any]:
    """The option that has most words of the question in it."""
    shown, ask = _choice(asked).shown, _words_of(_choice(asked).ask)
    common = {key: len(_words_of(words) & ask) for key, words in shown.items()}
    return [key for key in shown if common[key] == max(common.values())]


_SURE = re.compile(
    r"\b(always|never|only|all|every|everybody|nobody|nothing|must|proves?|cannot)\b"
)


def _careful_words(asked: Asked) -> Sequence[Any]:
    """The options with the fewest words such as always and never."""
    shown = _choice(asked).shown
    sure = {key: len(_SURE.findall(words.casefold())) for key, words in shown.items()}
    return [key for key in shown if sure[key] == min(sure.values())]


CHOICE: Ways = {
    "the longest option": _ties(lambda long: long[-1]),
    "the shortest option": _ties(lambda long: long[0]),
    "the second longest option": _ties(lambda long: long[-2]),
    "the second shortest option": _ties(lambda long: long[1]),
    "the first option": _at(0),
    "the second option": _at(1),
    "the third option": _at(2),
    "the last option": _at(99),
    "words of the question": _common_words,
    "no word such as always or never": _careful_words,
}


def _ticks(chosen: Callable[[list[str], Mapping[str, str]], list[str]]) -> Callable[..., Any]:
    def answers(asked: Asked) -> Sequence[Any]:
        assert isinstance(asked.question, Pick)
        shown = asked.question.shown
        return [chosen(list(shown), shown)]

    return answers


PICK: Ways = {
    "all ticked": _ticks(lambda keys, _: keys),
    "none ticked": _ticks(lambda _keys, _: []),
    "the first ticked": _ticks(lambda keys, _: keys[:1]),
    "the last ticked": _ticks(lambda keys, _: keys[-1:]),
    "the first half ticked": _ticks(lambda keys, _: keys[: len(keys) // 2]),
    "the second half ticked": _ticks(lambda keys, _: keys[len(keys) // 2 :]),
    "every other one ticked": _ticks(lambda keys, _: keys[::2]),
    "the others ticked": _ticks(lambda keys, _: keys[1::2]),
    "the longest ticked": _ticks(lambda _, words: _by_length(words)[-1:]),
    "the longer half ticked": _ticks(lambda keys, words: _by_length(words)[len(keys) // 2 :]),
    "the shorter half ticked": _ticks(lambda keys, words: _by_length(words)[: len(keys) // 2]),
}


def _groups(dealt: Callable[[int, int, int], int]) -> Callable[[Asked], Sequence[Any]]:
    """Each thing in a group by its place: ``dealt(place, things, groups)`` gives the group's place."""

    def answers(asked: Asked) -> Sequence[Any]:
        assert isinstance(asked.question, Sort)
        things, groups = asked.question.with_a_home, list(asked.question.groups)
        return [
            {
                thing: groups[dealt(at, len(things), len(groups)) % len(groups)]
                for at, thing in enumerate(things)
            }
        ]

    return answers


def _groups_by_length(asked: Asked) -> Sequence[Any]:
    """The shortest things in the first group, the longest in the last."""
    sort = asked.question
    assert isinstance(sort, Sort)
    things, groups = sort.with_a_home, list(sort.groups)
    ordered = sorted(things, key=lambda key: len(sort.items[key]))
    return [{thing: groups[at * len(groups) // len(things)] for at, thing in enumerate(ordered)}]


def _groups_by_words(asked: Asked) -> Sequence[Any]:
    """Each thing in the group that has most words in common with it; the first where none has."""
    sort = asked.question
    assert isinstance(sort, Sort)
    words = {group: _words_of(text) for group, text in sort.groups.items()}
    return [
        {
            thing: max(words, key=lambda group: len(words[group] & _words_of(sort.items[thing])))
            for thing in sort.with_a_home
        }
    ]


SORT: Ways = {
    "all in the first group": _groups(lambda _at, _things, _groups: 0),
    "all in the second group": _groups(lambda _at, _things, _groups: 1),
    "all in the last group": _groups(lambda _at, _things, groups: groups - 1),
    "dealt in turn": _groups(lambda at, _things, _groups: at),
    "dealt in turn, from the second group": _groups(lambda at, _things, _groups: at + 1),
    "dealt in turn, from the last group": _groups(lambda at, _things, groups: groups - 1 - at),
    "dealt to and fro": _groups(
        lambda at, _things, groups: (
            (at % (2 * groups - 2) if at % (2 * groups - 2) < groups else -at % (2 * groups - 2))
            if groups > 1
            else 0
        )
    ),
    "in blocks": _groups(lambda at, things, groups: at * groups // things),
    "in blocks, from the last group": _groups(
        lambda at, things, groups: groups - 1 - at * groups // things
    ),
    "the first two groups in turn": _groups(lambda at, _things, _groups: at % 2),
    "by length": _groups_by_length,
    "by words in common": _groups_by_words,
}


def _lines(arranged: Callable[[list[str], Mapping[str, str]], list[str]]) -> Callable[..., Any]:
    def answers(asked: Asked) -> Sequence[Any]:
        assert isinstance(asked.question, Order)
        return [arranged(list(asked.question.items), asked.question.items)]

    return answers


ORDER: Ways = {
    "the order as shown": _lines(lambda keys, _: keys),
    "upside down": _lines(lambda keys, _: keys[::-1]),
    "the last one first": _lines(lambda keys, _: [keys[-1], *keys[:-1]]),
    "the first one last": _lines(lambda keys, _: [*keys[1:], keys[0]]),
    "in pairs": _lines(lambda keys, _: [*keys[1::2], *keys[::2]]),
    "the shortest first": _lines(lambda _, words: _by_length(words)),
    "the longest first": _lines(lambda _, words: _by_length(words)[::-1]),
    "by the alphabet": _lines(lambda _, words: sorted(words, key=lambda key: words[key])),
}


def _number(of: Callable[[tuple[float, ...]], float]) -> Callable[[Asked], Sequence[Any]]:
    def answers(asked: Asked) -> Sequence[Any]:
        value = of(asked.numbers)
        return [value] if asked.question.from_code else [f"{value:g}"]

    return answers


NUMBER: Ways = {
    "0": _number(lambda _: 0),
    "1": _number(lambda _: 1),
    "10": _number(lambda _: 10),
    "100": _number(lambda _: 100),
    "the first number shown": _number(lambda shown: shown[0]),
    "the last number shown": _number(lambda shown: shown[-1]),
    "the smallest number shown": _number(min),
    "the largest number shown": _number(max),
    "the middle of the numbers shown": _number(statistics.median),
    "the mean of the numbers shown": _number(statistics.fmean),
    "how many numbers are shown": _number(lambda shown: float(len(shown))),
    "the last two added": _number(lambda shown: sum(shown[-2:])),
    "the words as they are": lambda asked: [asked.question.ask],
    "I do not know": lambda _: ["I do not know"],
    "the code as it is": lambda _: [None],
}


def _found_each(things: Sequence[str], words: Sequence[str]) -> dict[str, dict[str, str]]:
    """What was found, said without looking: one word for all, or words in turn."""
    ways = {f"{word} for all": dict.fromkeys(things, word) for word in words}
    for first in range(len(words)):
        dealt = {thing: words[(first + at) % len(words)] for at, thing in enumerate(things)}
        ways[f"in turn from {words[first]}"] = dealt
        ways[f"in turn, backwards, from {words[first]}"] = {
            thing: words[(first - at) % len(words)] for at, thing in enumerate(things)
        }
    return ways


def _beads(found: Mapping[str, str]) -> Callable[[Asked], Sequence[Any]]:
    return lambda asked: [{**asked.question.right_answer(), "found": found}]


def _service(found: Mapping[str, str]) -> Callable[[Asked], Sequence[Any]]:
    return lambda _: [{**trials(Variant("service", one)), "found": found} for one in VARIANTS]


def _ramp(
    sizes: Sequence[str], said: Sequence[tuple[str, str]]
) -> Callable[[Asked], Sequence[Any]]:
    """Each change through the same sizes; at the last one, what is said and decided comes in turn."""

    def of(variant: Variant) -> dict[str, Any]:
        made: list[ramp.Trial] = []
        for at, change in enumerate(ramp.CHANGES):
            for size in sizes:
                shows, decided = said[at % len(said)] if size == sizes[-1] else ("chance", "on")
                now = ramp.state(made)
                if size in now.sizes(change):
                    weeks = ramp.WEEKS[0] if size == "all" else 0
                    guess = next(iter(ramp.WORDS["predicted"][size]))
                    made.append(ramp.Trial(change, size, weeks, guess, shows, decided))
        return {**stamp_for(variant), "tests": [asdict(one) for one in made]}

    return lambda _: [of(Variant(ramp.POOL, one)) for one in VARIANTS]


_ENDS = [(shows, end) for shows in ramp.SHOWS for end in ("adopt", "abandon")]
_EACH = [("fewer", "adopt"), *((shows, "abandon") for shows in ("hours", "chance", "trouble"))]
#: The ways up for who knows nothing: each alike to its end, and one thing after another.
RAMP: Ways = {
    f"{', '.join(sizes)}: {name}": _ramp(sizes, said)
    for sizes in (
        ["one"], ["five"], ["week"], ["all"], ["five", "week"], ["five", "week", "all"],
        ["one", "five", "day", "week"],
    )
    for name, said in [
        *((" and ".join(one), [one]) for one in _ENDS),
        ("in turn", _EACH),
        ("backwards in turn", _EACH[::-1]),
    ]
}  # fmt: skip
BEADS: Ways = {
    way: _beads(found) for way, found in _found_each(list(ACTIONS), list(BEADS_FOUND)).items()
}
SERVICE: Ways = {
    way: _service(found) for way, found in _found_each(list(CHANGES), list(FOUND)).items()
}


def _limits(value: Callable[[Sequence[float]], float]) -> Callable[[Asked], Sequence[Any]]:
    def answers(_asked: Asked) -> Sequence[Any]:
        found = []
        for number in VARIANTS:
            origin = Variant("limits-by-hand", number)
            said = f"{value(worked(origin).values):g}"
            given = {step: [said] * len(worked(origin).ranges) if step == "ranges" else said
                     for step in STEPS}  # fmt: skip
            found.append({**by_hand(origin), "given": given})
        return found

    return answers


LIMITS: Ways = {
    "0 in each box": _limits(lambda _: 0),
    "1 in each box": _limits(lambda _: 1),
    "the first number in each box": _limits(lambda shown: shown[0]),
    "the largest number in each box": _limits(max),
    "the smallest number in each box": _limits(min),
    "the middle number in each box": _limits(statistics.median),
}


def _cells(hidden: Callable[[tuple[int, int]], bool]) -> Callable[[Asked], Sequence[Any]]:
    chosen = [cell for cell in CELLS if hidden(cell)]
    return lambda _: [table(Variant("small-cells", one), lambda _o: chosen) for one in VARIANTS]


CELLS_HIDDEN: Ways = {
    "all hidden": _cells(lambda _cell: True),
    "none hidden": _cells(lambda _cell: False),
    "the first row hidden": _cells(lambda cell: cell[0] == 0),
    "the first column hidden": _cells(lambda cell: cell[1] == 0),
    "every other one hidden": _cells(lambda cell: sum(cell) % 2 == 0),
    "the others hidden": _cells(lambda cell: sum(cell) % 2 == 1),
}


def _dots(height: Callable[[Dots], float]) -> Callable[[Asked], Sequence[Any]]:
    def answers(asked: Asked) -> Sequence[Any]:
        assert isinstance(asked.question, Dots)
        where = height(asked.question)
        return [{"dots": [where] * len(asked.question.labels), "line": where}]

    return answers


DOTS: Ways = {
    "all dots at 0": _dots(lambda _: 0),
    "all dots at the top": _dots(lambda one: one.top),
    "all dots half way up": _dots(lambda one: one.top // 2),
    "all dots as high as the first": _dots(lambda one: one.values[0]),
    "all dots at the middle number": _dots(lambda one: int(statistics.median(one.values))),
}


#: A text that fits everywhere and says nothing.
_ANYTHING = (
    "I think that people may have been better off since last week, on Monday 10 June: 8 of 20 people came "
    "in 5 days. Tell me how it was. We count it again, and other things may have helped."
)


def _checklist(asked: Asked) -> str:
    checks = getattr(asked.question, "checks", {})
    return ". ".join(checks.values())


def _longer_words(text: str) -> list[str]:
    """The words of a text that are no small ones, each once, in their order."""
    found = dict.fromkeys(re.findall(r"[a-z]+", text.casefold()))
    return [word for word in found if len(word) > 3]


#: Words of the kinds that lists ask for, as somebody would throw them in who has seen a few.
_ANY_WORDS = (
    "because Monday June people riders volunteers 8 of 10 5 days thank why small once wait again missing chart "
    "lower since answer ring until minutes introduce school listen last time language letter count share"
)


def _in_a_row(asked: Asked) -> Sequence[Any]:
    """The words of the list and of the hint in a row: what a bare list of words would earn."""
    row = " ".join(_longer_words(f"{_checklist(asked)} {asked.question.look}"))
    return [row, row.replace(" ", ", "), row.replace(" ", "\n")]


def _with_small_words(asked: Asked) -> Sequence[Any]:
    """The same in the clothes of a sentence: a small word before every third."""
    words = _longer_words(f"{_checklist(asked)} {_ANY_WORDS}")
    return [" ".join(f"the {one}" if at % 3 == 0 else one for at, one in enumerate(words))]


def _shown_at_random(asked: Asked, text: str, lot: int) -> Any:
    """A text in which sentences are shown for points of the list, without looking, for as long as any can be."""
    question = asked.question
    assert isinstance(question, Written)
    chance = random.Random(f"{question.id}/{lot}")
    shown: dict[str, str] = {}
    while may := question.to_show(answer_with(text, shown)):
        one = chance.choice(may)
        shown[one.key] = chance.choice(one.sentences)
    return answer_with(text, shown)


def _and_shown(way: Callable[[Asked], Sequence[Any]]) -> Callable[[Asked], Sequence[Any]]:
    return lambda asked: [
        _shown_at_random(asked, text, lot) for text in way(asked) for lot in range(3)
    ]


_WAYS_TO_WRITE: Ways = {
    "the words of the list in a row": _in_a_row,
    "any words in a row": lambda _: [_ANY_WORDS, _ANY_WORDS.replace(" ", "\n")],
    "words in a row with small ones between": _with_small_words,
    "the words above in a row": lambda asked: [" ".join(_longer_words(asked.above)) or "none"],
    "the words of the question": lambda asked: [asked.question.ask],
    "the checklist copied": lambda asked: [_checklist(asked)],
    "the text above copied": lambda asked: [asked.above or "The text above"],
    "the text above and the checklist": lambda asked: [f"{asked.above} {_checklist(asked)}"],
    "words that fit everywhere": lambda _: [_ANYTHING],
    "one word": lambda _: ["better"],
    "I do not know": lambda _: ["I do not know"],
}
#: Each text as it is, and with sentences shown at random for what was not found in it.
WRITTEN: Ways = {
    **_WAYS_TO_WRITE,
    **{f"{name}, sentences shown": _and_shown(way) for name, way in _WAYS_TO_WRITE.items()},
}


@dataclass(frozen=True)
class _Filling:
    """What is put into each box of a form: a number, the dots that are marked, the option at a place."""

    number: str
    marked: list[int] | str
    place: int

    def answers(self, asked: Asked) -> Sequence[Any]:
        """The form filled in, for some of the variants where data differ from learner to learner."""
        right = asked.question.right_answer()
        assert isinstance(right, Mapping)
        made = []
        for origin in _origins(asked.question):
            stamp = stamp_for(origin) if origin else {}
            options = options_shown(asked.question)
            boxes = {name: self._box(name, one, options) for name, one in right.items()}
            made.append({**boxes, **stamp})
        return made

    def _box(self, name: str, right: Any, options: Mapping[str, Mapping[str, str]]) -> Any:
        """What stands in one box; only what kind of thing belongs there is taken from what is right."""
        if isinstance(right, Mapping):
            return {key: self._box(key, one, options) for key, one in right.items()}
        if isinstance(right, list) or right == NONE:
            return self.marked
        if isinstance(right, str):
            shown = list(options.get(name, {"": ""}))
            return shown[min(self.place, len(shown) - 1)]
        return self.number


def options_shown(question: Marked) -> Mapping[str, Mapping[str, str]]:
    """The options that a form with several boxes shows, by the name of the box."""
    if not isinstance(question, YourTurn):
        return {}
    return {box: question.words[box] for box in ("means", "then")}


def _origins(question: Marked) -> list[Variant | None]:
    return [Variant(question.pool, number) for number in VARIANTS] if question.pool else [None]


#: A form with several boxes, each filled in the same way.
TURN: Ways = {
    f"{number}, {said}, {name}": _Filling(number, marked, place).answers
    for number in ("0", "1", "10", "20")
    for said, marked in (
        ("nothing marked", NONE),
        ("the first marked", [1]),
        ("all marked", list(range(1, 25))),
    )
    for name, place in (("the first", 0), ("the second", 1), ("the last", 99))
}

#: Each kind with its ways; a question belongs to the first that it is one of.
KINDS: tuple[tuple[type[Marked], Ways], ...] = (
    (Choice, CHOICE),
    (Pick, PICK),
    (Sort, SORT),
    (Order, ORDER),
    (Number, NUMBER),
    (RedBeads, BEADS),
    (RampTrial, RAMP),
    (ServiceTrial, SERVICE),
    (HandLimits, LIMITS),
    (HideCells, CELLS_HIDDEN),
    (Dots, DOTS),
    (Written, WRITTEN),
    (YourTurn, TURN),
)


def ways_of(question: Marked) -> tuple[str, Ways]:
    """The name of a question's kind, and the ways to answer it.

    Raises:
        LookupError: for a kind that nobody has taught this program to answer.
    """
    for kind, ways in KINDS:
        if isinstance(question, kind):
            return kind.__name__, ways
    raise LookupError(
        f"{type(question).__name__} is new. Say in tests/know_nothing.py how somebody answers it who knows "
        "nothing: a line in KINDS."
    )


# --- What it earns ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Earned:
    """What each way earned: kind, then way, then the points of each question."""

    out_of: float
    by_way: Mapping[str, Mapping[str, Mapping[str, float]]]

    def of_way(self, kind: str, way: str) -> float:
        """The points of one way over all questions of its kind."""
        return sum(self.by_way[kind][way].values())

    def best(self) -> dict[str, tuple[str, float]]:
        """For each kind the way that earns most over the course, with its points."""
        return {
            kind: max(((way, self.of_way(kind, way)) for way in ways), key=lambda found: found[1])
            for kind, ways in self.by_way.items()
        }

    def share(self, points: float) -> float:
        """Points as a share of all core points of the course."""
        return points / self.out_of


def first_tries(asked: Sequence[Asked]) -> Earned:
    """Answer every question once in each way of its kind, and let the marker mark it."""
    found: defaultdict[str, defaultdict[str, dict[str, float]]]
    found = defaultdict(lambda: defaultdict(dict))
    for one in asked:
        kind, ways = ways_of(one.question)
        for way, answers in ways.items():
            given = answers(one)
            points = [one.question.mark(answer).points for answer in given]
            found[kind][way][f"{one.lesson}/{one.question.id}"] = sum(points) / len(points)
    return Earned(sum(one.question.out_of for one in asked), found)


def told(earned: Earned) -> str:
    """What each way earned, for a person who looks for what pays guessing."""
    lines = []
    for kind, ways in earned.by_way.items():
        most = Counter({way: earned.of_way(kind, way) for way in ways})
        lines.append(f"{kind}:")
        for way, points in most.most_common():
            paid = sorted((p, q) for q, p in ways[way].items() if p)
            lines.append(
                f"  {points:5.1f}  {way}: {', '.join(f'{q} {p:g}' for p, q in paid[::-1])}"
            )
    return "\n".join(lines)


if __name__ == "__main__":
    result = first_tries(list(core_questions()))
    print(told(result))
    best = result.best()
    print(
        f"The best way of each kind together: {result.share(sum(p for _, p in best.values())):.1%}"
    )
