"""A number against what is asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping

from champions.questions.number.reading.amount import TOLD, WORDS, Amount, Quantity, number_said
from champions.questions.number.reading.tokens import Token, numbers_in
from champions.questions.number.reading.units import is_own
from champions.sentences import unit_said
from champions.sentences.told import told


def judged(value: float, given: str, tokens: list[Token], asked: Quantity) -> Amount:
    """The number that was given, with what is told about it where something else was asked for."""
    kind, _, name = given.partition(":")
    if asked.kind == "share":
        value = _as_share(value, kind, name, asked)
    found = Amount(value)
    if asked.kind == "count" and _is_bare_part(tokens):
        kind, name = "share", "part"
    found.told = _wrong_kind(kind, name, tokens, asked)
    counts_time = asked.kind == "count" and asked.unit in WORDS["units"]["time"]
    found.apart = bool(found.told) and counts_time and kind == "time"
    found.as_asked, found.typed = _as_asked(value, kind, name, asked), _given(tokens)
    commas = [
        one.text
        for one in tokens
        if one.what == "number" and "," in one.text and one.text[0] != "."
    ]
    if commas and len([one for one in tokens if one.what == "number"]) == 1:
        _about_the_comma(found, commas[0])
    return found


def _is_bare_part(tokens: list[Token]) -> bool:
    """True for two thirds, where nothing is said of what."""
    numbers = numbers_in(tokens)
    return (
        len(numbers) == 1
        and numbers[0].kind == "part"
        and numbers[0].value < 1
        and not any(one.what == "unit" for one in tokens)
    )


def _as_asked(value: float, kind: str, name: str, asked: Quantity) -> float | None:
    """A length of time or an amount of money in the unit that is asked for; None where it was given so."""
    sizes: Mapping[str, float] = {"time": WORDS["seconds_in"], "money": WORDS["pence_in"]}.get(
        kind, {}
    )
    if kind != asked.kind or name == asked.unit or not {name, asked.unit} <= set(sizes):
        return None
    return float(f"{value * sizes[name] / sizes[asked.unit]:.12g}")


def _as_share(value: float, kind: str, name: str, asked: Quantity) -> float:
    """A share as a part of one, or of 100 where that is asked. From 1 to 100 it is taken as per cent."""
    if name == "worked":
        return value
    if asked.unit == "in 100":
        return value * 100 if kind != "share" and 0 < value < 1 else value
    return float(f"{value / 100:.12g}") if kind == "share" or 1 < value <= 100 else value


def _about_the_comma(found: Amount, typed: str) -> None:
    as_point = typed.replace(",", ".") if typed.count(",") == 1 and "." not in typed else ""
    if not as_point:
        return
    if re.fullmatch(r"[1-9][0-9]{0,2},[0-9]{3}", typed):
        other = float(as_point)
        said = told(
            TOLD["comma-other"],
            typed=typed,
            read=number_said(float(typed.replace(",", ""))),
            other=as_point,
        )
        found.other = (other, said)
    else:
        found.note = told(TOLD["comma-read"], typed=typed, read=as_point)


def _is_so_often(kind: str, name: str, tokens: list[Token], asked: Quantity) -> bool:
    """True for "6 times" that is no comparison, for "11 a week", and for a short form of the unit itself."""
    words = [one.text for one in tokens]
    if kind == "ratio":
        return not set(words) & set(WORDS["compares"])
    at = next((at for at, one in enumerate(tokens) if one.what == "unit"), 0)
    return kind == "time" and (name == asked.unit or (at > 0 and words[at - 1] in WORDS["for_one"]))


def _wrong_kind(kind: str, name: str, tokens: list[Token], asked: Quantity) -> str:
    """Two sentences when the quantity is of another kind or unit than is asked; else empty."""
    if not asked.kind or kind in ("", "own") or name == "worked" or is_own(tokens, asked):
        return ""
    same = kind == asked.kind or (kind == "count" and asked.kind == "amount")
    if same and (kind not in ("time", "money") or name == asked.unit):
        return ""
    if asked.kind == "ratio" and kind == "count":
        return ""
    if asked.kind in ("count", "amount") and _is_so_often(kind, name, tokens, asked):
        return ""
    if asked.kind == "share" and asked.unit == "in 100" and kind == "count":
        return ""
    words = _given(tokens)
    is_what = (
        told(TOLD["is-unit"], given=words, unit=unit_said(name))
        if same
        else told(TOLD[f"is-{kind}"], given=words)
    )
    key = "ask-share-in-100" if asked.unit == "in 100" else f"ask-{asked.kind}"
    asks = told(TOLD[key], unit=unit_said(asked.unit))
    return f"{is_what} {asks}"


def _given(tokens: list[Token]) -> str:
    shown = [one for one in tokens if one.what in ("number", "unit")][:4]
    text = " ".join(one.text for one in shown)
    return re.sub(r"([£€$]) ", r"\1", text.replace(" %", "%"))
