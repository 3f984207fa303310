"""Records sorted by two people and compared, and tally sheets: what lesson 04 is made of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ipywidgets as w
import pytest
from in_a_lesson import Shown, answer, opened
from ipywidgets.widgets.widget import _instances

from champions import load
from champions.activities.coding import question as coding
from champions.activities.coding.question import CodeByRule, CodeFreely
from champions.activities.measuring import pages as measuring
from champions.activities.tally import sheet as tally
from champions.lesson import project
from champions.questions import Miss, forms
from champions.questions.page import question_html

pytestmark = pytest.mark.learner_floor

ITEMS = {"1": "Came", "2": "<b>Nobody</b> came", "3": "Phoned"}
GROUPS = {"missed": "Missed", "no": "Not missed"}
FREE = CodeFreely(id="free", ask="Missed?", items=ITEMS, groups=GROUPS)
RULE = CodeByRule(
    id="rule",
    ask="Missed, by the words?",
    items=ITEMS,
    groups=GROUPS,
    right={"1": "no", "2": "missed", "3": "missed"},
    misses=(Miss({"3": "no"}, "a-call-is-a-visit", "A call is no visit."),),
    look="Look.",
    step="Step.",
    praise="Yes.",
    points=3,
)


class Cards:
    """The form as a person sees it."""

    def __init__(self, question: Any, answer: Any = None) -> None:
        self.told: list[tuple[Any, bool]] = []
        self.form = forms.form(question, answer, lambda a, done: self.told.append((a, done)))
        self.parts = {b.description: b for b in self.form.children if hasattr(b, "description")}

    @property
    def text(self) -> str:
        return " ".join(b.value for b in self.form.children if isinstance(b, w.HTML))

    def press(self, words: str) -> None:
        for box in [*self.form.children, *self.form.children[4].children]:
            if isinstance(box, w.ToggleButton) and box.description.endswith(f"  {words}"):
                box.value = not box.value
                return
            if isinstance(box, w.Button) and box.description == words:
                box.click()
                return
        raise AssertionError(words)

    @property
    def list(self) -> Any:
        return next(b for b in self.form.children if isinstance(b, w.Dropdown))


class TestForm:
    def test_a_press_keeps_the_answer_and_brings_the_next_record(self) -> None:
        cards = Cards(FREE)
        assert "Record 1 of 3" in cards.text
        cards.press("Not missed")
        assert "Record 2 of 3" in cards.text
        assert "&lt;b&gt;Nobody&lt;/b&gt;" in cards.text
        cards.press("Missed")
        cards.press("Missed")
        assert cards.told[-1] == ({"1": "no", "2": "missed", "3": "missed"}, False)
        assert "3 of 3 done. Missed: 2. Not missed: 1." in cards.text

    def test_going_back_shows_what_was_chosen_and_it_can_be_changed(self) -> None:
        cards = Cards(FREE, {"1": "no", "2": "no"})
        assert "Record 3 of 3" in cards.text
        cards.press("Back")
        assert "Record 2 of 3" in cards.text
        chosen = [b for b in cards.form.children if isinstance(b, w.ToggleButton) and b.value]
        assert [b.description for b in chosen] == ["●  Not missed"]
        cards.press("Missed")
        assert cards.told[-1][0] == {"1": "no", "2": "missed"}

    def test_pressing_the_chosen_one_again_keeps_it(self) -> None:
        cards = Cards(FREE, {"1": "no", "2": "no", "3": "no"})
        cards.press("Not missed")
        assert cards.told[-1][0]["1"] == "no"
        assert "3 of 3 done" in cards.text

    def test_the_list_names_what_was_chosen_and_goes_there(self) -> None:
        cards = Cards(FREE, {"1": "no"})
        assert [words for words, _ in cards.list.options] == [
            "1: Not missed",
            "2: not done",
            "3: not done",
        ]
        cards.list.value = "3"
        assert "Record 3 of 3" in cards.text

    def test_looking_through_the_records_is_no_answer(self) -> None:
        cards = Cards(FREE)
        cards.press("Next")
        cards.press("Back")
        assert not cards.told

    def test_only_a_marked_question_has_a_check_button(self) -> None:
        free, rule = Cards(FREE), Cards(RULE, {"1": "no", "2": "missed", "3": "missed"})
        with pytest.raises(AssertionError):
            free.press("Check")
        rule.press("Check")
        assert rule.told == [({"1": "no", "2": "missed", "3": "missed"}, True)]


class TestQuestions:
    def test_free_coding_is_kept_and_never_marked(self) -> None:
        assert FREE.mark({}).state == "not tried"
        assert FREE.mark({"1": "no"}).messages == ("1 done, 2 to go.",)
        done = FREE.mark(dict.fromkeys(ITEMS, "no"))
        assert (done.state, done.points, done.out_of) == ("kept", 0, 0)

    @pytest.mark.parametrize(
        "answer", [None, "missed", ["no"], {"9": "no"}, {"1": "late"}, {"1": None}]
    )
    def test_what_is_no_answer_is_passed_over(self, answer: Any) -> None:
        assert coding.codes(FREE, answer) == {}
        assert FREE.mark(answer).state == "not tried"

    def test_coding_by_a_rule_is_marked_as_any_sorting(self) -> None:
        assert RULE.mark({"1": "no", "2": "missed", "3": "missed"}).points == 3
        wrong = RULE.mark({"1": "no", "2": "missed", "3": "no"})
        assert (wrong.outcome, wrong.points) == (
            "a-call-is-a-visit",
            1.5,
        )  # a third would be right by chance
        assert "2 of 3" in wrong.messages[0]

    def test_on_paper_each_record_has_its_group(self) -> None:
        assert "Phoned: (not done)" in question_html(FREE, {"1": "no"})
        assert "Phoned: Missed" in question_html(RULE, {"3": "missed"})


class TestComparison:
    def test_records_that_only_one_person_did_are_not_compared(self) -> None:
        found = coding.compare({"1": "no", "2": "no"}, {"2": "missed", "3": "no"})
        assert (found.same, found.both, found.differ) == (0, 1, ("2",))

    def test_sam_and_rosa_agree_on_nine_of_twenty(self) -> None:
        twenty = load("visit-records").head(20)
        sam, rosa = (dict(enumerate(twenty[name])) for name in ("sam", "rosa"))
        named = [{str(at): code for at, code in one.items()} for one in (sam, rosa)]
        assert coding.compare(*named).said("A", "B") == "A and B agree on 9 of 20."

    def test_only_people_who_began_are_compared(self) -> None:
        people = {"You": {}, "Sam": {"1": "no", "2": "no"}, "Rosa": {"1": "no", "2": "missed"}}
        html, text = coding.compare_html(people, ITEMS, GROUPS)
        assert text == "Sam and Rosa agree on 1 of 2. They differ on 1 record."
        assert "You" not in html
        assert "<b>Nobody" not in html

    def test_people_who_agree_on_all_get_no_table(self) -> None:
        html, text = coding.compare_html({"A": {"1": "no"}, "B": {"1": "no"}}, ITEMS, GROUPS)
        assert "<table" not in html
        assert text.startswith("A and B agree on 1 of 1.")


class TestTallySheet:
    @pytest.mark.parametrize(
        ("span", "columns"),
        [
            ("7 days", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")),
            ("", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")),
            ("4 weeks", ("Week 1", "Week 2", "Week 3", "Week 4")),
            ("for three days", ("Day 1", "Day 2", "Day 3")),
            ("Two sessions", ("Session 1", "Session 2")),
            ("10days", tuple(f"Day {n}" for n in range(1, 11))),
        ],
    )
    def test_the_length_is_read_as_people_type_it(
        self, span: str, columns: tuple[str, ...]
    ) -> None:
        sheet = tally.read_sheet({"span": span})
        assert sheet.columns == columns
        assert not sheet.notes

    def test_what_cannot_be_read_or_does_not_fit_is_said(self) -> None:
        assert "could not be read" in tally.read_sheet({"span": "a while"}).notes[0]
        long = tally.read_sheet({"span": "60 days"})
        assert (len(long.columns), len(long.notes)) == (tally.MOST_COLUMNS, 1)
        many = tally.read_sheet({"groups": "\n".join("abcdefghij")})
        assert (len(many.groups), len(many.notes)) == (tally.MOST_GROUPS, 1)

    @pytest.mark.parametrize(
        ("typed", "warned"),
        [
            ("Name of guest", True),
            ("Postcode", True),
            ("Date of birth", True),
            ("NHS number", True),
            ("e-mail", True),
            ("Nobody came", False),
            ("Named day", False),
            ("Phone call instead", False),
        ],
    )
    def test_what_names_a_person_is_asked_about(self, typed: str, warned: bool) -> None:
        assert bool(tally.read_sheet({"groups": typed}).notes) is warned

    def test_the_printed_page_has_a_box_for_each_group_and_day_and_runs_nothing(self) -> None:
        page = tally.page_html(
            tally.read_sheet(
                {"title": "<script>x</script>", "groups": "- ill\n* snow", "span": "4 weeks"}
            )
        )
        assert page.count("<td></td>") == 2 * 4 + 1
        assert '<th scope="row">ill</th>' in page
        assert "<script" not in page
        assert "A4 landscape" in page

    def test_an_empty_design_is_a_sheet_with_one_row(self) -> None:
        assert tally.read_sheet(None).groups == ("Count",)


SCHEME = """
from champions.activities.coding.question import CodeFreely
from champions.questions import Words
from champions.activities.tally.sheet import BOXES
ITEMS, GROUPS = {"1": "Came", "2": "Phoned"}, {"missed": "Missed", "no": "Not missed"}
QUESTIONS = [
    CodeFreely(id="first", ask="?", items=ITEMS, groups=GROUPS),
    CodeFreely(id="friend", ask="?", items=ITEMS, groups=GROUPS),
    Words(id="sheet", ask="?", boxes=BOXES, reply=False),
]
"""


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shown:
    return opened(SCHEME, tmp_path / "m", monkeypatch)


class TestInTheLesson:
    def test_the_comparison_follows_both_people(self, page: Shown) -> None:
        measuring.compare_codes(
            {"You": "first", "Partner": "friend"}, {"Sam": {"1": "no", "2": "no"}}
        )
        shown = "champions-m-compare-first-friend"
        answer("first", {"1": "no"})
        assert "Sam" not in page[shown]["text/plain"] + page[shown]["text/html"]
        answer("first", {"1": "no", "2": "missed"})
        assert page[shown]["text/plain"].startswith("You and Sam agree on 1 of 2.")
        answer("friend", {"1": "no", "2": "no"})
        assert "You and Partner agree on 1 of 2." in page[shown]["text/plain"]
        assert "Partner and Sam agree on 2 of 2." in page[shown]["text/plain"]

    def test_the_sheet_follows_the_boxes_and_is_saved_for_print(
        self, page: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        measuring.tally_sheet("sheet")
        words = "Save my tally sheet, ready to print"
        form = _instances[page[words][forms.WIDGET_MIME]["model_id"]]
        button = next(child for child in form.children if isinstance(child, w.Button))
        said = next(child for child in form.children if isinstance(child, w.HTML))
        button.click()
        assert "There is no sheet yet" in said.value
        answer("sheet", {"title": "Missed visits", "span": "2 weeks"})
        assert "Week 2" in page["champions-m-tally-sheet"]["text/html"]
        button.click()
        saved = tmp_path / "my-project" / measuring.TALLY_FILE
        assert "Missed visits" in saved.read_text("utf-8")

        def full(*_args: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(project, "add_file", full)
        button.click()
        assert "could not be written (No space left on device)" in said.value
