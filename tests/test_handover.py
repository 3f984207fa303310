"""A handover sheet that somebody new could start with, and a pack to share what was learned."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ipywidgets.widgets.widget import _instances

from champions.activities.handover import sheet as handover
from champions.activities.handover.form import PACK_FILE, SHEET_FILE, handover_sheet, learning_pack
from champions.lesson import session
from champions.questions import Words, forms
from champions.questions.scheme import load_scheme

pytestmark = pytest.mark.learner_floor
LESSON = Path(__file__).parent.parent / "solutions" / "13-keep-it-going"
FULL = dict.fromkeys(handover.SHEET, "Words for this box") | {
    "owner": "the desk on Mondays, and the lead",
    "cost": "6 hours a month",
}


class TestSheet:
    def test_each_empty_box_is_a_question_of_somebody_new(self) -> None:
        assert handover.newcomer_asks(FULL) == []
        assert len(handover.newcomer_asks({})) == len(handover.SHEET)
        for box in handover.SHEET:
            assert len(handover.newcomer_asks(FULL | {box: "  "})) == 1

    @pytest.mark.parametrize("owner", ["the desk, the lead", "desk and lead", "desk\nlead"])
    def test_an_owner_and_a_second_are_enough(self, owner: str) -> None:
        assert handover.newcomer_asks(FULL | {"owner": owner}) == []

    def test_hours_without_a_number_and_phone_numbers_are_asked_about(self) -> None:
        asked = handover.newcomer_asks(
            FULL | {"cost": "not much", "watch": "the phone number of Jo"}
        )
        assert len(asked) == 2
        assert "number" in asked[0]
        assert "phone number" in asked[1]

    @given(st.text())
    def test_what_is_typed_stays_words(self, typed: str) -> None:
        html = handover.sheet_html(FULL | {"what": f"<b>{typed}"})
        assert "<b>" not in html


class TestPack:
    WORDS: ClassVar[dict[str, str]] = {
        "title": "One call on Monday",
        "problem": "A long wait",
        "tried": "A call",
        "found": "8 days shorter",
        "unsure": "Other things began",
        "ask": "Ask your volunteers",
    }

    def test_the_same_words_make_four_pieces_that_say_what_is_not_known(self) -> None:
        made = handover.pack(self.WORDS)
        assert made["Post"] == (
            "One call on Monday. 8 days shorter. Other things began. Ask your volunteers."
        )
        assert made["Poster"].startswith("ONE CALL ON MONDAY")
        for piece in ("Post", "Article", "Talk"):
            assert "Other things began." in made[piece]
        assert handover.pack_notes(self.WORDS) == []

    def test_too_long_too_sure_and_nothing_unknown_are_told(self) -> None:
        (long,) = handover.pack_notes(self.WORDS | {"found": "x" * 280})
        assert "characters too long" in long
        (sure,) = handover.pack_notes(self.WORDS | {"found": "It proves that we are good"})
        assert "proves" in sure
        (known,) = handover.pack_notes(self.WORDS | {"unsure": ""})
        assert known == "What do you not know? Readers trust a page that says so."

    def test_the_boxes_of_the_lesson_are_those_of_the_page(self) -> None:
        scheme = load_scheme(LESSON)
        for name, boxes in (("my-handover", handover.SHEET), ("my-pack", handover.PACK)):
            question = scheme[name]
            assert isinstance(question, Words)
            assert list(question.boxes) == list(boxes)


def test_both_pages_follow_and_are_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "13-keep-it-going"
    folder.mkdir()
    (folder / "questions.json").write_bytes((LESSON / "questions.json").read_bytes())
    monkeypatch.chdir(folder)
    shown: list[dict[str, Any]] = []

    class Handle:
        def update(self, bundle: dict[str, Any], *, raw: bool) -> None:
            shown.append(bundle)

    def show(bundle: dict[str, Any], _name: str = "") -> Handle:
        shown.append(bundle)
        return Handle()

    monkeypatch.setattr(session, "show", show)
    opened = session.Lesson("13-keep-it-going", folder)
    monkeypatch.setattr(session, "_lesson", opened)
    for page, name, file in (
        (handover_sheet, "my-handover", SHEET_FILE),
        (learning_pack, "my-pack", PACK_FILE),
    ):
        shown.clear()
        page(name)
        form = _instances[shown[-1][forms.WIDGET_MIME]["model_id"]]
        button, said = form.children
        button.click()
        assert "nothing to save yet" in said.value
        opened.answer(opened.scheme[name], {"title": "<i>Calls", "what": "<i>Calls"})
        opened.followers[f"page-{name}"]()
        assert "&lt;i&gt;Calls" in shown[-1]["text/html"]
        button.click()
        assert "Done." in said.value
        saved = (tmp_path / "my-project" / file).read_text("utf-8")
        assert "&lt;i&gt;Calls" in saved
        assert "default-src 'none'" in saved
        with session.shown_on_a_page():  # which has no widgets
            page(name)
        assert forms.WIDGET_MIME not in shown[-1]
        data = re.search(
            rf'download="{file}" href="data:text/html;base64,([^"]+)"', shown[-1]["text/html"]
        )
        assert data
        assert base64.b64decode(data[1]).decode() == saved
