"""A lesson that is opened without a notebook: what it shows, and an answer given in it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from champions.lesson import session

#: What a lesson shows, by its display id; what has no id stands under its plain text.
Shown = dict[str, dict[str, Any]]


def opened(scheme: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Shown:
    """Open the lesson "m" with these questions in a folder; what it shows follows its answers."""
    folder.mkdir(exist_ok=True)
    (folder / "marking.py").write_text(scheme, encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv(session.STRICT_VARIABLE, "1")
    shown: Shown = {}

    def show(bundle: dict[str, Any], display_id: str = "") -> Any:
        shown[display_id or bundle["text/plain"]] = bundle
        return SimpleNamespace(update=lambda new, raw: shown.update({display_id: new}))

    monkeypatch.setattr(session, "show", show)
    session.start("m")
    return shown


def answer(question: str, given: object) -> None:
    """Answer a question of the lesson that is open."""
    now = session._opened()
    now.answer(now.scheme[question], given)
    session._refresh_progress(now)
