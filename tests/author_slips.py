"""Every kind of slip that an author of questions can make, and the sentence that tells it.

    python3 tests/author_slips.py --write      the table in docs/adopters/slips.md

Each slip is made in a small lesson that is sound. What is said of it, and of which line, is what the
course really says: tests/test_author_slips.py holds the table and the course together.
"""

# ruff: noqa: E501, Q003 - a table of slips is read across

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src")]

PAGE = ROOT / "docs" / "adopters" / "slips.md"
BEGIN, END = "<!-- slips: begin -->", "<!-- slips: end -->"
MODULE = "01-waits"
LESSON, FACTS, MARKING = "lesson.md", "facts.py", "marking.py"
HERE = f"solutions/{MODULE}"

TEXT = """\
---
title: Waits
minutes: 10
outcomes: [Count the dots.]
key_points: [Dots are in order.]
before_you_start: [You need nothing.]
---

```{code-cell} python
from champions import *
start("01-waits")
```

Choose one. Last week somebody waited 5 days.

```{says} Last week somebody waited 5 days.
last: 5
```

```{question} first-look
kind: guess
ask: What do you think?
options:
  more: It goes up
  less: It goes down
```

Now look at the line.

```{question} line
kind: choice
ask: Which line is it?
options:
  a: The first
  b: The second
  c: The third
  d: The last
right: a
misses:
- name: second-not-first
  chosen: b
  hint: Not that one. It is higher.
- name: third-not-first
  chosen: c
  hint: Not that one. It is lower.
- name: last-not-first
  chosen: d
  hint: Not that one. It ends early.
look: Look at the left end.
step: The first line begins at 5.
praise: It begins at 5.
```

Tick all that are true.

```{question} true-ones
kind: pick
ask: Which of these are true?
options:
  up: It goes up
  down: It goes down
  flat: It is flat
right: [up, flat]
misses:
- name: down-is-up
  ticked: [down]
  hint: It never goes down.
- name: flat-forgotten
  left_out: [flat]
  hint: Look at the middle.
- name: up-forgotten
  left_out: [up]
  hint: Look at the right end.
look: Look at both ends.
step: At the right end it goes up.
praise: It goes up and then it is flat.
```

Put each in its group.

```{question} groups
kind: sort
ask: Which group is each in?
items:
  bus: A bus that is late
  rain: A rainy day
groups:
  chance: By chance
  cause: A cause
right: {bus: cause, rain: chance}
misses:
- name: all-chance
  all_in: chance
  hint: One of them has a cause.
- name: all-cause
  all_in: cause
  hint: One of them comes by chance.
- name: the-other-way-round
  placed: {bus: chance, rain: cause}
  hint: Think of the rain again.
look: Ask what you could change.
step: Nobody can change the rain.
praise: A bus can be on time.
```

Put them in order.

```{question} in-order
kind: order
ask: What comes first?
items:
  plan: Plan it
  do: Do it
  study: Study it
right: [plan, do, study]
misses:
- name: does-first
  first: do
  hint: Think before you do it.
- name: studies-first
  first: study
  hint: There is nothing to study yet.
- name: studies-too-soon
  order: [plan, study, do]
  hint: What would you study?
look: Begin with what you think.
step: You plan, and then you do it.
praise: You plan, do it and study it.
```

Count the dots.

```{question} how-many
kind: number
ask: How many days was it last week?
units: [days, day]
right: =last
within: 0.1
misses:
- name: one-too-many
  is: 6
  hint: That is one too many.
- name: twice
  near: 10 within 0.5
  hint: That is twice as many.
- name: none
  is: 0
  hint: Somebody did wait.
look: Look at the last dot.
step: The last dot is at 5.
praise: It was five days.
points: 2
```

Draw it.

```{question} draw
kind: dots
ask: Place the dots.
labels: [Week 1, Week 2, Week 3]
values: [3, 5, 4]
top: 10
unit: days
right: 4
misses:
- name: one-week-late
  weeks_late: 1
  hint: Begin at week 1.
- name: line-at-top-dot
  line_near: [5, 0.4]
  hint: That is the highest dot.
- name: line-at-low-dot
  line_near: [3, 0.4]
  hint: That is the lowest dot.
look: Count the dots above the line.
step: The middle dot is at 4.
praise: One dot is above it and one is below.
```

Say it in your own words.

```{question} own
kind: words
ask: What do you see?
boxes:
  see: What I see
rubric:
  0: Nothing yet.
  1: Says what is counted.
  2: Says what it means.
```

+++ {"exercise": "words own"}

My own words.

+++

That is all.
"""
FACTS_TEXT = '''\
"""What is true of the data of this lesson."""

from champions import load

last = float(load("befriending-waits")["days"].iloc[-1])
days = load("befriending-waits")
'''
GLOSSARY = "median: {term: Median, means: The middle value., example: '5 of 1, 5 and 9.'}\n"
PLACE = (
    "safeguarding_lead: Sam Lee\nemergency_number: '999'\nplace: Oldtown\nparts: {bank: Old Bank}\n"
)


@dataclass(frozen=True)
class Slip:
    """One slip: what went wrong in words, how it is made, and the sentence and line that tell it.

    ``at`` is a piece of the line that is told, as it stands after the change.
    """

    what: str
    old: str
    new: str
    at: str
    said: str
    file: str = LESSON
    #: Where it is told, when that is another file than the one with the slip.
    told_in: str = ""
    #: True for one of which something else is told as well.
    more: bool = False


def make_course(root: Path) -> Path:
    """A course folder with one lesson that has no slip."""
    folder = root / HERE
    folder.mkdir(parents=True)
    (folder / LESSON).write_text(TEXT, encoding="utf-8")
    (folder / FACTS).write_text(FACTS_TEXT, encoding="utf-8")
    (root / "glossary.yml").write_text(GLOSSARY, encoding="utf-8")
    (root / "place.yml").write_text(PLACE, encoding="utf-8")
    data = root / "datasets" / "befriending-waits"
    data.mkdir(parents=True)
    (data / "data.csv").write_text("week,days\n2025-01-06,3\n2025-01-13,5\n", encoding="utf-8")
    return root


SLIPS = [
    Slip("The question has no id", "```{question} line", "```{question}", "Now look at the line.\n\n```{question}", "This question has no id. Write one beside {question}, such as middle-line."),
    Slip("The id has capitals or spaces", "```{question} line", "```{question} My Line", "```{question} My Line", "\"My Line\" cannot be the id of a question. Use small letters, digits and hyphens, such as middle-line."),
    Slip("Two questions have one id", "```{question} in-order", "```{question} groups", "Put them in order.\n\n```{question} groups", "The id \"groups\" stands on line 81 already. Give this one another."),
    Slip("The line that closes a question is missing", "praise: It begins at 5.\n```", "praise: It begins at 5.\n", "```{question} line", "This block has no end. Close it with a line of ```"),
    Slip("The last question is not closed", "  2: Says what it means.\n```\n\n+++ {\"exercise\": \"words own\"}\n\nMy own words.\n\n+++\n\nThat is all.\n", "  2: Says what it means.\n", "```{question} own", "This block has no end. Close it with a line of ```"),
    Slip("The line that closes a question is too short", "praise: It begins at 5.\n```", "praise: It begins at 5.\n``", "```{question} line", "This block has no end. Close it with a line of ```"),
    Slip("`{question}` is misspelt", "```{question} line", "```{qustion} line", "```{qustion} line", "This line begins no block. Write ```{question} and then the id of the question."),
    Slip("`{Question}` has a capital", "```{question} line", "```{Question} line", "```{Question} line", "This line begins no block. Write ```{question} and then the id of the question."),
    Slip("The braces are missing", "```{question} line", "```question line", "```question line", "This line begins no block. Write ```{question} and then the id of the question."),
    Slip("A question begins with two backticks", "```{question} line", "``{question} line", "``{question} line", "This line begins no block. Write ```{question} and then the id of the question."),
    Slip("The id stands inside the braces", "```{question} line", "```{question line}", "```{question line}", "This line begins no block. Write ```{question} and then the id of the question."),
    Slip("The question stands in a list", "```{question} line\nkind: choice", "- ```{question} line\nkind: choice", "- ```{question} line", "A block stands at the left edge, in no list and no quotation. Move it there."),
    Slip("The question stands in a quotation", "```{question} line\nkind: choice", "> ```{question} line\nkind: choice", "> ```{question} line", "A block stands at the left edge, in no list and no quotation. Move it there."),
    Slip("The question is moved in", "```{question} line\nkind: choice", "  ```{question} line\nkind: choice", "  ```{question} line", "A block stands at the left edge, in no list and no quotation. Move it there."),
    Slip("A question stands in the middle of a cell of code", "start(\"01-waits\")\n", "start(\"01-waits\")\n```{question} early\nkind: guess\nask: Is it so?\noptions:\n  yes: It is\n  no: It is not\n```\n", "```{code-cell} python", "This code has no end. Close it with a line of ```", more=True),
    Slip("The question has words only", "kind: choice\nask: Which line is it?", "Which line is it?", "Which line is it?", "This line has no colon with a space after it. Write a name, a colon, a space and words."),
    Slip("The kind is missing", "kind: choice\n", "", "ask: Which line is it?", "line: it does not say its kind. Begin with a line such as: kind: choice"),
    Slip("The kind is misspelt", "kind: choice", "kind: choise", "kind: choise", "line: \"choise\" is not known. Did you mean \"choice\"?"),
    Slip("There is no such kind", "kind: choice", "kind: essay", "kind: essay", "line: \"essay\" is no kind of question. docs/adopters/write-a-question.md shows the kinds."),
    Slip("A line begins with a tab", "  a: The first", "\ta: The first", "\ta: The first", "There is a tab here. Move the words in with spaces."),
    Slip("There is a colon in the words", "  a: The first", "  a: The first: it is", "  a: The first: it is", "A colon with a space after it stands in the words here. Put the words in quotes."),
    Slip("There is a colon in a hint", "hint: Not that one. It is higher.", "hint: Not that one: it is higher.", "  hint: Not that one: it is higher.", "A colon with a space after it stands in the words here. Put the words in quotes."),
    Slip("A quotation mark does not close", "  a: The first", "  a: \"The first", "  a: \"The first", "A quotation mark opens here and does not close."),
    Slip("The words go on after the quotation marks", "  a: The first", "  a: \"The\" first", "  a: \"The\" first", "The words go on after the quotation marks here. Put all of them in quotes."),
    Slip("The quotation marks are curly", "  a: The first", "  a: “The first: it is”", "  a: “The first: it is”", "These quotation marks are curly. Put straight ones around the words."),
    Slip("The words begin with #", "  a: The first", "  a: #The first", "  a: #The first", "line: after \"a:\" there should be words."),
    Slip("The words begin with *", "  a: The first", "  a: *The* first", "  a: *The* first", "The words begin with * here. Put all of them in quotes."),
    Slip("The words begin with @", "  a: The first", "  a: @The first", "  a: @The first", "The words begin with @ here. Put all of them in quotes."),
    Slip("The words begin with !", "  a: The first", "  a: !The first", "  a: !The first", "The words begin with ! here. Put all of them in quotes."),
    Slip("The words begin with a bracket", "  a: The first", "  a: [The] first", "  a: [The] first", "The words begin with [ here. Put all of them in quotes."),
    Slip("The words begin with two braces", "look: Look at the last dot.", "look: {{ place.place }} is it.", "look: {{ place.place }} is it.", "The words begin with { here. Put all of them in quotes."),
    Slip("A bracket does not close", "right: [up, flat]", "right: [up, flat", "right: [up, flat", "A bracket opens here and does not close. Words that begin with a bracket need quotes."),
    Slip("A line of dashes stands in a question", "  a: The first", "  a: The first\n---\nb: 2", "  a: The first\n---", "A line of dashes or dots cannot stand here. Take it out."),
    Slip("There is a sign that cannot be seen", "  a: The first", "  a: The \f first", "  a: The \f first", "A sign that cannot be seen stands in this line. Delete the line, and type it again."),
    Slip("The space after a colon is missing", "  b: The second", "  b:The second", "  b:The second", "This line has no colon with a space after it. Write a name, a colon, a space and words."),
    Slip("The colon is missing", "ask: Which line is it?", "ask Which line is it?", "ask Which line is it?", "This line has no colon with a space after it. Write a name, a colon, a space and words."),
    Slip("One line is moved in too far", "  b: The second", "   b: The second", "   b: The second", "This line is moved in further than the line above it. Line it up. If it goes on with the words above, put all of these words in quotes."),
    Slip("One line is not moved in as far as those around it", "  b: The second\n", "b: The second\n", "b: The second", "This line is moved in less than the lines that belong with it. Move it in as far as they are."),
    Slip("The options are not moved in", "options:\n  a: The first\n  b: The second\n  c: The third\n  d: The last\n", "options:\na: The first\nb: The second\nc: The third\nd: The last\n", "ask: Which line is it?\noptions:", "line: after \"options:\" there is nothing. Move what belongs to it in by two spaces."),
    Slip("A short name stands twice", "  b: The second", "  a: The second", "  a: The second", "\"a\" stands twice. Keep one.", more=True),
    Slip("A part stands twice", "look: Look at the left end.", "ask: Look at the left end.", "```{question} line", "line: it has no \"look\". Add a line that begins with look:", more=True),
    Slip("A part is misspelt", "praise: It begins at 5.", "prase: It begins at 5.", "prase: It begins at 5.", "line: \"prase\" is not known. Did you mean \"praise\"?"),
    Slip("There is no such part", "praise: It begins at 5.", "colour: blue\npraise: It begins at 5.", "colour: blue", "line: \"colour\" is not known. For a question of the kind \"choice\" there are: ask, kept_back, look, misses, options, points, praise, right, step, stretch."),
    Slip("A guess has a right answer", "kind: guess", "kind: guess\nright: more", "right: more", "first-look: \"right\" is not known. For a question of the kind \"guess\" there are: after, ask, options."),
    Slip("`ask` is missing", "ask: Which line is it?\n", "", "```{question} line", "line: it has no \"ask\". Add a line that begins with ask:"),
    Slip("`right` is missing", "right: a\n", "", "```{question} line", "line: it has no \"right\". Add a line that begins with right:"),
    Slip("`look` is missing", "look: Look at the left end.\n", "", "```{question} line", "line: it has no \"look\". Add a line that begins with look:"),
    Slip("`step` is missing", "step: The first line begins at 5.\n", "", "```{question} line", "line: it has no \"step\". Add a line that begins with step:"),
    Slip("`praise` is missing", "praise: It begins at 5.\n", "", "```{question} line", "line: it has no \"praise\". Add a line that begins with praise:"),
    Slip("`options` is missing", "options:\n  a: The first\n  b: The second\n  c: The third\n  d: The last\n", "", "```{question} line", "line: it has no \"options\". Add a line that begins with options:"),
    Slip("There is nothing after `ask`", "ask: Which line is it?", "ask:", "kind: choice\nask:", "line: after \"ask:\" there is nothing. Write it, or take the line out."),
    Slip("There are only spaces after `praise`", "praise: It begins at 5.", "praise: \"  \"", "praise: \"  \"", "line: it has no praise."),
    Slip("The options have no short names", "options:\n  a: The first\n  b: The second\n  c: The third\n  d: The last\n", "options:\n- The first\n- The second\n- The third\n- The last\n", "ask: Which line is it?\noptions:", "line: after \"options:\" there should be lines with a short name, a colon and words."),
    Slip("There is one option only", "  a: The first\n  b: The second\n  c: The third\n  d: The last\n", "  a: The first\n", "ask: Which line is it?\noptions:", "line: there are fewer than two options to choose from."),
    Slip("An option has no words", "  b: The second", "  b:", "  b:", "line: after \"b:\" there should be words."),
    Slip("Two options have the same words", "  b: The second", "  b: The first", "  b: The first", "line: \"b\" has the same words as another. Change one of them."),
    Slip("The right answer is no option", "right: a", "right: e", "right: e", "line: after \"right:\" there should be one of: a, b, c, d."),
    Slip("A choice has two right answers", "right: a", "right: [a, b]", "right: [a, b]", "line: after \"right:\" there should be one of: a, b, c, d."),
    Slip("What is right to tick is no list", "right: [up, flat]", "right: up", "right: up", "true-ones: after \"right:\" there should be a list of some of these, such as [up, down]: up, down, flat."),
    Slip("What is right to tick is no option", "right: [up, flat]", "right: [up, sideways]", "right: [up, sideways]", "true-ones: after \"right:\" there should be a list of some of these, such as [up, down]: up, down, flat."),
    Slip("A thing to sort has no group", "right: {bus: cause, rain: chance}", "right: {bus: cause}", "right: {bus: cause}", "groups: after \"right:\" there should be a group for each thing, and there is none for: rain."),
    Slip("A thing is in a group that is not there", "right: {bus: cause, rain: chance}", "right: {bus: cause, rain: luck}", "right: {bus: cause, rain: luck}", "groups: after \"right:\" there should be one of these groups beside rain: chance, cause."),
    Slip("There is a group for a thing that is not there", "right: {bus: cause, rain: chance}", "right: {bus: cause, rain: chance, tram: cause}", "right: {bus: cause, rain: chance, tram: cause}", "groups: after \"right:\" there should be only things of this question, and tram is none of: bus, rain."),
    Slip("The right order lacks a thing", "right: [plan, do, study]", "right: [plan, do]", "right: [plan, do]", "in-order: after \"right:\" there should be a list that holds each of these once: plan, do, study."),
    Slip("The right order has a thing twice", "right: [plan, do, study]", "right: [plan, do, do, study]", "right: [plan, do, do, study]", "in-order: after \"right:\" there should be a list that holds each of these once: plan, do, study."),
    Slip("The right number is in words", "right: =last", "right: five", "right: five", "how-many: after \"right:\" there should be a number, such as 5 or 0.25."),
    Slip("The right number has its unit", "right: =last", "right: 5 days", "right: 5 days", "how-many: after \"right:\" there should be a number, such as 5 or 0.25."),
    Slip("`within` is under 0", "within: 0.1", "within: -1", "within: -1", "how-many: after \"within:\" there should be a number that is not under 0."),
    Slip("The points are in words", "points: 2", "points: two", "points: two", "how-many: after \"points:\" there should be a number above 0."),
    Slip("There are no points", "points: 2", "points: 0", "points: 0", "how-many: after \"points:\" there should be a number above 0."),
    Slip("The units are no list", "units: [days, day]", "units: days", "units: days", "how-many: after \"units:\" there should be a list, such as [one, two]."),
    Slip("The wrong answers are no list", "misses:\n- name: second-not-first\n  chosen: b\n  hint: Not that one. It is higher.\n- name: third-not-first\n  chosen: c\n  hint: Not that one. It is lower.\n- name: last-not-first\n  chosen: d\n  hint: Not that one. It ends early.\n", "misses: all others\n", "misses: all others", "line: each wrong answer begins with a hyphen: - name: mean-not-median"),
    Slip("There are two wrong answers only", "- name: last-not-first\n  chosen: d\n  hint: Not that one. It ends early.\n", "", "misses:", "line: it needs 3 wrong answers that people really give."),
    Slip("A wrong answer has no name", "- name: second-not-first\n  chosen: b", "- chosen: b", "- chosen: b", "line: this wrong answer has no \"name\". Add a line that begins with name:"),
    Slip("A wrong answer has no hint", "  hint: Not that one. It is higher.\n", "", "- name: second-not-first", "line: this wrong answer has no \"hint\". Add a line that begins with hint:"),
    Slip("A wrong answer does not say how it is known", "  chosen: b\n", "", "- name: second-not-first", "line: this wrong answer does not say how it is known. Use one of these: chosen, any, all, not."),
    Slip("The name of a wrong answer has spaces", "- name: second-not-first", "- name: Second, not first", "- name: Second, not first", "line: \"Second, not first\" should be small letters with hyphens, such as mean-not-median."),
    Slip("A sign is misspelt", "  chosen: b", "  chosn: b", "  chosn: b", "line: \"chosn\" is not known. Did you mean \"chosen\"?"),
    Slip("A sign belongs to another kind", "  chosen: b", "  near: 5 within 1", "  near: 5 within 1", "line: \"near\" is not known. For the signs of this kind there are: all, any, chosen, not."),
    Slip("A wrong answer is no option", "  chosen: b", "  chosen: z", "  chosen: z", "line: after \"chosen:\" there should be one of these, or a list of some: a, b, c, d."),
    Slip("What is wrong to tick is no list", "ticked: [down]", "ticked: down", "  ticked: down", "true-ones: after \"ticked:\" there should be a list of some of these, such as [up, down]: up, down, flat."),
    Slip("A wrong answer places a thing that is not there", "placed: {bus: chance, rain: cause}", "placed: {tram: chance}", "  placed: {tram: chance}", "groups: after \"placed:\" there should be only things of this question, and tram is none of: bus, rain."),
    Slip("A wrong order lacks a thing", "order: [plan, study, do]", "order: [plan, study]", "  order: [plan, study]", "in-order: after \"order:\" there should be a list that holds each of these once: plan, do, study."),
    Slip("`near` does not say how far off", "near: 10 within 0.5", "near: 10", "  near: 10", "how-many: after \"near:\" there should be a number and how far off, such as: 27.1 within 0.6."),
    Slip("A wrong number is in words", "  is: 6", "  is: six", "  is: six", "how-many: after \"is:\" there should be a number, or a list of numbers."),
    Slip("Two wrong answers have one hint", "hint: Not that one. It is lower.", "hint: Not that one. It is higher.", "- name: third-not-first", "line: two misconceptions share one hint. Each needs its own."),
    Slip("A wrong answer is right", "  chosen: b", "  chosen: a", "- name: second-not-first", "line: the wrong answer second-not-first is accepted as right."),
    Slip("What is wrong to tick is right", "ticked: [down]", "ticked: [up]", "- name: down-is-up", "true-ones: the wrong answer down-is-up is known by what the right answer shows too."),
    Slip("A wrong group is right", "placed: {bus: chance, rain: cause}", "placed: {bus: cause, rain: chance}", "- name: the-other-way-round", "groups: the wrong answer the-other-way-round is known by what the right answer shows too."),
    Slip("A wrong order is right", "first: do", "first: plan", "- name: does-first", "in-order: the wrong answer does-first is known by what the right answer shows too."),
    Slip("A wrong answer is hidden by an earlier one", "  chosen: c", "  chosen: b", "- name: third-not-first", "line: the wrong answer third-not-first gets the hint for second-not-first."),
    Slip("A wrong answer earns all the points", "  chosen: b", "  points: 1\n  chosen: b", "- name: second-not-first", "line: the wrong answer second-not-first earns as much as the right one."),
    Slip("After `any` there is no list", "  chosen: b", "  any: b", "  any: b", "line: after \"any:\" there should be a list of signs, each with a hyphen."),
    Slip("There is no such fact", "right: =last", "right: =lost", "right: =lost", "how-many: There is no fact \"lost\" in facts.py. There are: days, last."),
    Slip("A fact is a whole table", "right: =last", "right: =days", "right: =days", "how-many: the fact \"days\" is no number, word or list of these."),
    Slip("A fact cannot be used there", "labels: [Week 1, Week 2, Week 3]", "labels: =last", "labels: =last", "draw: after \"labels:\" there should be a list, such as [one, two]."),
    Slip("The words use a fact that is not there", "look: Look at the last dot.", "look: Look at {{ facts.lost }}.", "look: Look at {{ facts.lost }}.", "how-many: there is no fact \"lost\" in facts.py."),
    Slip("The words use a fact that is a table", "look: Look at the last dot.", "look: Look at {{ facts.days }}.", "look: Look at {{ facts.days }}.", "how-many: a fact cannot be said here in this way (it is several things, and may need a filter such as listed or table)."),
    Slip("The words use a local name that is not there", "look: Look at the last dot.", "look: Look at {{ place.mayor }}.", "look: Look at {{ place.mayor }}.", "how-many: place.yml has no \"mayor\"."),
    Slip("A local name is typed", "look: Look at the last dot.", "look: Look at Oldtown.", "look: Look at Oldtown.", "\"Oldtown\" is a local name. In prose, take it from place.yml. Elsewhere, do without it. A plain word? Add it to plain_words."),
    Slip("Two braces do not close", "look: Look at the last dot.", "look: Look at {{ place.place", "look: Look at {{ place.place", "how-many: what stands between the braces cannot be read (unexpected end of template, expected 'end of print statement'.)."),
    Slip("`facts.py` does not run", "last = ", "x = 1 / 0\nlast = ", "x = 1 / 0", "The facts stop here. Python says: ZeroDivisionError: division by zero", file=FACTS),
    Slip("`facts.py` is no Python", "last = ", "last = = ", "last = = float(load(\"befriending-waits\")[\"days\"].iloc[-1])", "This is no Python that can run: invalid syntax.", file=FACTS),
    Slip("`facts.py` asks for what is not there", "from champions import load", "from champions import lode", "from champions import lode", "The facts stop here. Python says: ImportError: cannot import name 'lode' from 'champions'", file=FACTS),
    Slip("`facts.py` loads data that are not there", "load(\"befriending-waits\")[\"days\"]", "load(\"bus-times\")[\"days\"]", "last = float(load(\"bus-times\")[\"days\"].iloc[-1])", "The facts stop here. Python says: DataNotFound: There is no data set called \"bus-times\". You can load: befriending-waits.", file=FACTS, more=True),
    Slip("`facts.py` ends by itself", "last = ", "raise SystemExit(0)\nlast = ", "raise SystemExit(0)", "The facts stop here. Python says: SystemExit: 0", file=FACTS),
    Slip("A word of the skeleton is left in a question", "praise: It begins at 5.", "praise: WRITE HERE why it is right.", "praise: WRITE HERE why it is right.", "\"praise: WRITE HERE why it is right.\" still waits to be written."),
    Slip("Dots wait for words", "praise: It begins at 5.", "praise: …", "praise: …", "\"praise: …\" still waits to be written."),
    Slip("A word of the skeleton is left in the lesson", "That is all.", "WRITE HERE the end.", "WRITE HERE the end.", "\"WRITE HERE the end.\" still waits to be written."),
    Slip("A level has no number", "  0: Nothing yet.\n", "  none: Nothing yet.\n", "  none: Nothing yet.", "own: \"none\" is no level. A level is a number from 0 to 9."),
    Slip("The levels are a list", "rubric:\n  0: Nothing yet.\n  1: Says what is counted.\n  2: Says what it means.\n", "rubric:\n- Nothing yet.\n", "rubric:", "own: a rubric has a line for each level, such as 0: Nothing yet."),
    Slip("A level has no words", "  1: Says what is counted.", "  1:", "  1:", "own: after \"1:\" there should be words."),
    Slip("A level stands twice", "  1: Says what is counted.", "  2: Says what is counted.", "  2: Says what it means.", "\"2\" stands twice. Keep one."),
    Slip("The boxes are a list", "boxes:\n  see: What I see\n", "boxes: [What I see]\n", "boxes: [What I see]", "own: after \"boxes:\" there should be lines with a short name, a colon and words."),
    Slip("The sample of words is missing", "+++ {\"exercise\": \"words own\"}", "+++", "```{question} own", "own: no cell says \"words own\", so a trainer would not see it."),
    Slip("The rows are in words", "boxes:\n  see: What I see\n", "boxes:\n  see: What I see\nrows: many\n", "rows: many", "own: after \"rows:\" there should be a whole number above 0."),
    Slip("`kept_back` is in words", "points: 2", "kept_back: please", "kept_back: please", "how-many: after \"kept_back:\" there should be true or false."),
    Slip("`stretch` is \"yes\"", "points: 2", "stretch: yes", "stretch: yes", "how-many: after \"stretch:\" there should be true or false."),
    Slip("A number in code has no name", "kind: number\n", "kind: number-in-code\n", "```{question} how-many", "how-many: it has no \"name\". Add a line that begins with name:"),
    Slip("There are more labels than dots", "values: [3, 5, 4]", "values: [3, 5]", "values: [3, 5]", "draw: after \"values:\" there should be 3 of them: there are 2."),
    Slip("A dot is in words", "values: [3, 5, 4]", "values: [3, five, 4]", "values: [3, five, 4]", "draw: after \"values:\" there should be a list, and in it a number, such as 5 or 0.25."),
    Slip("A dot is too high", "top: 10", "top: 4", "```{question} draw", "draw: the dot at 5 is off the paper, which goes from 0 to 4."),
    Slip("There is still a `marking.py`", "", "QUESTIONS = []\n", "---", "This lesson asks its questions in lesson.md. Delete its marking.py.", file=MARKING, told_in=LESSON),
    Slip("A sentence with facts is not in the lesson", "```{says} Last week somebody waited 5 days.", "```{says} Last week somebody waited five days.", "```{says} Last week somebody waited five days.", "\"Last week somebody waited five days.\" does not stand in this lesson. Copy its sentence."),
    Slip("A sentence is not true of the data", "last: 5", "last: 7", "last: 7", "\"Last week somebody waited 5 days.\" is not true of these data: last is 5, and the sentence says 7. Change the sentence, then what stands here."),
    Slip("A sentence rests on a fact that is not there", "last: 5", "lost: 5", "lost: 5", "There is no fact \"lost\" in facts.py. There are: days, last."),
    Slip("The sentence is missing beside `{says}`", "```{says} Last week somebody waited 5 days.", "```{says}", "```{says}", "Put the sentence of the lesson beside {says}."),
    Slip("A sentence rests on nothing", "last: 5\n", "", "```{says} Last week somebody waited 5 days.", "Between the fences there should be lines such as: fact: 5"),
    Slip("A line of code asks a question that is not there", "That is all.", "Again.\n\n```{code-cell} python\ncheck(\"lime\")\n```", "check(\"lime\")", "There is no question \"lime\"."),
    Slip("A line of code asks a question for a second time", "That is all.", "Again.\n\n```{code-cell} python\ncheck(\"line\")\n```", "check(\"line\")", "The question \"line\" is asked by its block already."),
    Slip("The head of the lesson cannot be read", "minutes: 10", "minutes: [10", "minutes: [10", "A bracket opens here and does not close. Words that begin with a bracket need quotes."),
    Slip("The head of the lesson lacks its title", "title: Waits\n", "", "---", "The head of the lesson has no title."),
    Slip("The minutes are in words", "minutes: 10", "minutes: ten", "minutes: ten", "After \"minutes:\" in the head of the lesson there should be a whole number."),
    Slip("The outcomes are no list", "outcomes: [Count the dots.]", "outcomes: Count the dots.", "outcomes: Count the dots.", "After \"outcomes:\" in the head of the lesson there should be lines with a hyphen each."),
    Slip("There is a colon in the title", "title: Waits\n", "title: Waits: how long\n", "title: Waits: how long", "A colon with a space after it stands in the words here. Put the words in quotes."),
    Slip("A hyphen in the head has no words", "key_points: [Dots are in order.]", "key_points:\n- Dots are in order.\n-", "Dots are in order.\n-", "After each hyphen below \"key_points:\" there should be one line of words. Here there is none."),
    Slip("A list in the head has a list in it", "outcomes: [Count the dots.]", "outcomes:\n- Count: \n  - the dots\n", "- Count:", "After each hyphen below \"outcomes:\" there should be one line of words. Here there is none."),
    Slip("The head of the lesson is not closed", "before_you_start: [You need nothing.]\n---\n", "before_you_start: [You need nothing.]\n", "---", "The head of the lesson has no end. Close it with a second line of three dashes."),
    Slip("A sentence is too long", "ask: Which line is it?", "ask: Which line is it and Which line is it and Which line is it and Which line is it and Which line is it and Which line is it and Which line is it and Which line is it and so on?", "ask: Which line is it and Which line is it and Which line is it and Which line is it and Which line is it and Which line is it and Which line is it and Which line is it and so on?", "\"Which line is it and Which …\" has 42 words. Split it."),
]  # fmt: skip


def make(slip: Slip, root: Path) -> tuple[str, int]:
    """Make a slip in a sound course; the file that it is told of, and the line."""
    folder = root / HERE
    path = folder / slip.file
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    if slip.old not in text:
        raise LookupError(f"{slip.file} has no longer: {slip.old}")
    path.write_text(text.replace(slip.old, slip.new, 1), encoding="utf-8")
    told = slip.told_in or slip.file
    shown = (folder / told).read_text(encoding="utf-8")
    before = shown[: shown.index(slip.at) + len(slip.at)]
    return f"{HERE}/{told}", before.count("\n") + 1


def table() -> str:
    """The table of the guide."""
    rows = [f"| {_cell(one.what)} | {_cell(one.said)} |" for one in SLIPS]
    return "\n".join(["| what went wrong | what you are told |", "|---|---|", *rows])


def _cell(words: str) -> str:
    # In code, so that no sign of it is taken for Markdown; a part that is in code already stays.
    return words.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")


def page(before: str) -> str:
    """The guide with the table as it is now."""
    head, rest = before.split(BEGIN)
    return f"{head}{BEGIN}\n\n{table()}\n\n{END}{rest.split(END)[1]}"


def main() -> int:
    """Print the table, or put it in the guide."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="put the table in the guide")
    if parser.parse_args().write:
        PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
        print(f"Written: {PAGE.relative_to(ROOT)}")
    else:
        print(table())
    return 0


if __name__ == "__main__":
    sys.exit(main())
