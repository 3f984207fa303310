"""Item analysis: how each question went, and who may be stuck. Small groups are not shown in numbers.

Difficulty is the share of people who got a question right among those who tried it. Discrimination
is the correlation of a question with the person's points on the other questions of the lesson (the
corrected item-total correlation). Both wobble in small groups, so they wait for ten people.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from champions.marking.results import CORE, STRETCH
from champions.questions import Question
from champions.sentences import counted
from champions.sentences.told import told

#: Under so many people, counts of what went wrong could point at somebody.
FEW = 5
#: Under so many people, difficulty and discrimination are left out.
FOR_STATISTICS = 10
#: So many tries that were not right on one question may mean that a person is stuck.
MANY_TRIES = 4


@dataclass(frozen=True)
class Item:
    """How one question went in the cohort.

    Attributes:
        question: its id.
        asked: its words.
        tried: people who gave an answer.
        first_time: right at the first try.
        after_hints: right after one hint or more.
        not_yet: tried and not right yet.
        not_reached: people with marks in this lesson who have not tried it.
        caught: known wrong answers and how many gave each; empty in a small group.
        difficulty: share right among those who tried, 0 to 1; None under ten people.
        discrimination: from -1 to 1; None under ten people, or where all did the same.
    """

    question: str
    asked: str
    tried: int
    first_time: int
    after_hints: int
    not_yet: int
    not_reached: int
    caught: tuple[tuple[str, int], ...]
    difficulty: float | None
    discrimination: float | None

    @property
    def few(self) -> bool:
        """True when so few tried it that numbers could point at somebody."""
        return self.tried < FEW


def by_question(rows: pd.DataFrame, questions: Mapping[str, Question]) -> list[Item]:
    """How each marked question of one lesson went, the hardest first.

    Args:
        rows: the rows of this lesson, one for each learner and question.
        questions: the lesson's questions by id.
    """
    marked = rows[rows["part"].isin([CORE, STRETCH])]
    points = marked.pivot_table(index="learner", columns="question", values="points")
    found = [
        _one(name, group, questions[name], points)
        for name, group in marked.groupby("question", sort=False)
        if str(name) in questions and questions[str(name)].marked
    ]
    return sorted(found, key=lambda one: (one.tried == 0, _share_right(one)))


def _one(name: object, group: pd.DataFrame, question: Question, points: pd.DataFrame) -> Item:
    tried = group[~group["state"].isin(["not tried", "started", "open"])]
    right = tried[tried["state"] == "right"]
    enough = len(tried) >= FEW
    caught = Counter(name for given in tried["misconceptions"] for name in set(str(given).split()))
    statistics = len(tried) >= FOR_STATISTICS
    return Item(
        question=str(name),
        asked=question.ask,
        tried=len(tried),
        first_time=int((right["tries"] == 0).sum()),
        after_hints=int((right["tries"] > 0).sum()),
        not_yet=len(tried) - len(right),
        not_reached=len(group) - len(tried),
        caught=tuple(caught.most_common(4)) if enough else (),
        difficulty=len(right) / len(tried) if statistics else None,
        discrimination=discrimination(points, str(name)) if statistics else None,
    )


def discrimination(points: pd.DataFrame, question: str) -> float | None:
    """The correlation of a question's points with the points on all other questions.

    Args:
        points: learners in rows, questions in columns; people who have no points are left out.
        question: the column.

    >>> discrimination(pd.DataFrame({"a": [0, 0, 1, 1], "b": [0, 1, 1, 2]}), "a")
    0.7071067811865475
    """
    if question not in points or points.shape[1] < 2:
        return None
    own = points[question].to_numpy(float)
    others = points.drop(columns=question).sum(axis=1, min_count=1).to_numpy(float)
    there = ~(np.isnan(own) | np.isnan(others))
    own, others = own[there], others[there]
    if len(own) < 2 or np.ptp(own) == 0 or np.ptp(others) == 0:
        return None
    found = float(np.corrcoef(own, others)[0, 1])
    return None if math.isnan(found) else found


def _share_right(one: Item) -> float:
    return (one.first_time + one.after_hints) / one.tried if one.tried else 0.0


@dataclass(frozen=True)
class Stuck:
    """Somebody who may be stuck: the lesson, on how many steps, and a kind sentence to send."""

    learner: str
    module: str
    steps: int

    @property
    def sentence(self) -> str:
        """A sentence to send. It blames nobody and asks for nothing."""
        return counted(
            self.steps,
            "You have kept going at a step that many people find hard. Would it help to look at it "
            "together? Ten minutes is often enough.",
            "You have kept going at {n} steps that many people find hard. Would it help to look at "
            "them together? Ten minutes is often enough.",
        )


def may_be_stuck(rows: pd.DataFrame) -> list[Stuck]:
    """People with several tries on a core step that is not right yet, the most tries first."""
    stuck = rows[
        (rows["part"] == CORE)
        & (rows["tries"] >= MANY_TRIES)
        & rows["state"].isin(["not yet", "nearly", "not read"])
    ]
    tries = stuck.groupby(["learner", "module"])["tries"].agg(["size", "sum"])
    tries = tries.sort_values("sum", ascending=False, kind="stable")
    return [
        Stuck(str(learner), str(module), int(count))
        for (learner, module), count in zip(tries.index, tries["size"], strict=True)
    ]


def in_words(one: Item, names: Mapping[str, str]) -> str:
    """How a question went, in one or two sentences.

    Args:
        one: the question.
        names: a known wrong answer in words, by its name.
    """
    if one.few:
        return told("Fewer than {few} people have tried it, so there are no numbers yet.", few=FEW)
    sentences = [
        counted(one.tried, "{n} person tried it.", "{n} people tried it."),
        told(
            "{first_time} had it right the first time, {after_hints} after hints, and {not_yet} not "
            "yet.",
            first_time=one.first_time,
            after_hints=one.after_hints,
            not_yet=one.not_yet,
        ),
    ]
    if one.not_reached:
        sentences.append(told("{number} did not reach it.", number=one.not_reached))
    shown = [(names.get(wrong, wrong), count) for wrong, count in one.caught if count >= FEW]
    if shown:
        caught = "; ".join(f"{words} ({count} people)" for words, count in shown)
        sentences.append(told("What caught people: {caught}.", caught=caught))
    return " ".join(sentences)
