"""Right and wrong answers that a lesson of a pack must take as its bank says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from champions.adopting.found import LOOK, MEND, Found
from champions.place import NotFilledIn, fill_in
from champions.questions import Question
from champions.questions.answers import plain
from champions.questions.scheme import Scheme
from champions.typed import read_typed


def slips(
    home: Path,
    module: str,
    scheme: Scheme,
    place: Mapping[str, Any],
    facts: Mapping[str, Any],
) -> Iterator[Found]:
    """Each answer of a lesson's bank that is not taken as the bank says."""
    path = home / "tests" / "answers" / f"{module}.yml"
    shown = f"tests/answers/{module}.yml"
    if not path.is_file():
        yield Found(LOOK, f"{module} has no bank of answers. Right and wrong ones go into {shown}.")
        return
    try:
        bank = _filled(yaml.safe_load(path.read_text(encoding="utf-8")) or {}, place, facts)
    except yaml.YAMLError:
        for line, said in read_typed(path.read_text(encoding="utf-8"), 1).slips:
            yield Found(MEND, f"{shown}, line {line}: {said}")
        return
    except NotFilledIn as trouble:
        yield Found(MEND, f"{shown}: {trouble.what}")
        return
    for name, forms in bank.items():
        if name in scheme:
            yield from _of_a_question(shown, scheme[name], forms)
        else:
            yield Found(MEND, f'{shown}: the lesson asks no question "{name}".')


def _of_a_question(shown: str, question: Question, forms: Mapping[str, Any]) -> Iterator[Found]:
    name = question.id
    for answer in forms.get("right") or ():
        if question.mark(plain(answer)).state != "right":
            yield Found(MEND, f"{shown}: {name} does not take {answer!r} as right.")
    wrong = forms.get("wrong") or {}
    for answer, wanted in wrong.items() if isinstance(wrong, Mapping) else wrong:
        marked = question.mark(plain(answer))
        got = marked.outcome or marked.state
        # A form in which something is left to do records nothing yet.
        if got != wanted and (wanted, got) != ("not tried", "started"):
            yield Found(MEND, f"{shown}: {name} takes {answer!r} for {got}, not for {wanted}.")


def _filled(part: Any, place: Mapping[str, Any], facts: Mapping[str, Any]) -> Any:
    if isinstance(part, dict):
        return {
            _filled(key, place, facts): _filled(value, place, facts) for key, value in part.items()
        }
    if isinstance(part, list):
        return [_filled(one, place, facts) for one in part]
    return fill_in(part, {}, place, facts=facts) if isinstance(part, str) else part
