"""Sums, and what brackets hold."""

from __future__ import annotations

from champions.questions.number.reading.amount import WORDS, unread
from champions.questions.number.reading.tokens import Token, phrase_at


def brackets_worked_out(tokens: list[Token]) -> list[Token]:
    """The tokens with each sum in brackets as one number, where a sign beside them says what to do with it."""
    while True:
        for end, one in enumerate(tokens):
            begin = max((at for at in range(end) if tokens[at].text == "("), default=-1)
            inner = tokens[begin + 1 : end]
            if one.text != ")" or begin < 0 or not is_sum(inner):
                continue
            before = begin > 0 and tokens[begin - 1].text in _SIGNS
            after = phrase_at(tokens, end + 1, tuple(_SIGNS)) > 0
            value = worked_out(inner) if before or after else None
            if value is not None:
                text = " ".join(one.text for one in inner)
                tokens = [*tokens[:begin], Token("number", text, value), *tokens[end + 1 :]]
                break
        else:
            return tokens


def outside_brackets(tokens: list[Token]) -> list[Token]:
    """The tokens that stand in no brackets."""
    out: list[Token] = []
    deep = 0
    for one in tokens:
        deep += {"(": 1, ")": -1}.get(one.text, 0)
        if deep == 0 and one.text != ")":
            out.append(one)
    return out


def has_signs(tokens: list[Token]) -> bool:
    """Whether signs of a sum stand among the tokens."""
    return any(one.text in "+-*/=" for one in tokens)


def is_sum(tokens: list[Token]) -> bool:
    """Whether there are several numbers, as a sum has."""
    return sum(one.what == "number" for one in tokens) > 1


_SIGNS = {
    **dict.fromkeys(WORDS["plus"], "+"),
    **dict.fromkeys(WORDS["minus"], "-"),
    **dict.fromkeys(WORDS["multiplied"], "*"),
    **dict.fromkeys(WORDS["divided"], "/"),
    **{one: one for one in "+-*/"},
}


def worked_out(tokens: list[Token]) -> float | None:
    """The value of a sum; None when it is none."""
    values: list[float] = []
    between: list[str] = []
    at = 0
    while at < len(tokens):
        one = tokens[at]
        if one.what == "number":
            if len(values) != len(between):
                return None
            values.append(one.value)
        elif taken := phrase_at(tokens, at, tuple(_SIGNS)):
            if len(values) != len(between) + 1:
                return None
            between.append(_SIGNS[" ".join(t.text for t in tokens[at : at + taken])])
            at += taken - 1
        elif one.what == "word":
            return None
        at += 1
    if len(values) != len(between) + 1 or not between:
        return None
    return _sum(values, between)


def _sum(values: list[float], signs: list[str]) -> float:
    parts, adding = [values[0]], []
    for sign, value in zip(signs, values[1:], strict=True):
        if sign == "/" and value == 0:
            raise unread("cannot-be-worked-out")
        if sign == "*":
            parts[-1] *= value
        elif sign == "/":
            parts[-1] /= value
        else:
            parts.append(value)
            adding.append(sign)
    total = parts[0]
    for sign, value in zip(adding, parts[1:], strict=True):
        total += value if sign == "+" else -value
    return float(f"{total:.12g}")
