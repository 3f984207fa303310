"""What a lesson says of its data, and whether it is so.

A sentence with a number or a direction in it is true of some data only. Beside it the author says which
facts it rests on, in a block that nobody else sees::

    ```{says} Since week 21 every dot is below the line: 24 in a row.
    run_below: 24
    from_week: 20 to 22
    ```

Other data then stop the build, with the sentence that is no longer true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from champions.authoring.blocks import Block
from champions.authoring.compile import Slip
from champions.authoring.facts import NoSuchFact, fact
from champions.questions.compiled import plain

_RANGE = re.compile(r"(-?[\d.]+) to (-?[\d.]+)")


def untrue(block: Block, text: str, facts: Mapping[str, Any]) -> Iterator[Slip]:
    """What is wrong with one claim: it stands nowhere in the lesson, or the data say something else.

    Args:
        block: the claim.
        text: the lesson's text without its claims.
        facts: what is true of its data, by name.
    """
    if not isinstance(block.typed.data, dict):
        return
    if _even(block.about) not in _even(text):
        yield Slip(block.line, f'"{block.about}" does not stand in this lesson. Copy its sentence.')
    for name, said in block.typed.data.items():
        line = block.typed.line((name,))
        try:
            found = plain(fact(facts, name))
        except NoSuchFact as error:
            yield Slip(line, str(error))
        except TypeError:
            yield Slip(line, f'the fact "{name}" is no number, word or list of these.')
        else:
            if not agrees(found, said):
                yield Slip(
                    line,
                    f'"{block.about}" is not true of these data: {name} is {_said(found)}, and the '
                    f"sentence says {_said(said)}. Change the sentence, then what stands here.",
                )


def agrees(found: Any, said: Any) -> bool:
    """True when a fact is what the author says; ``20 to 22`` allows all from one to the other.

    >>> agrees(21, "20 to 22"), agrees(5, 5), agrees(["b", "a"], ["a", "b"])
    (True, True, False)
    """
    between = _RANGE.fullmatch(said) if isinstance(said, str) else None
    if between and isinstance(found, int | float):
        return float(between[1]) <= found <= float(between[2])
    return bool(plain(said) == found)


def _said(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _even(text: str) -> str:
    """Text on one line: an author may break it where they like."""
    return re.sub(r"\s+", " ", text).strip()
