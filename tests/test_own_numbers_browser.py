"""Own numbers in a real browser: what was taken is shown, and drawn only when a person says yes."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser import DESKTOP, PHONE
from journeys import Journey, OpenLesson

pytestmark = pytest.mark.browser

YES = "Yes, this is right. Draw my chart"
#: An export as a form tool makes it: a number for each answer first, a zone, an address, a hidden count.
FORM = "ID,Submitted at,Email,Visitors\n" + "".join(
    f"{at},2026-08-{at + 2:02d} 09:15:30 UTC,a{at}@example.org,{'<5' if at == 4 else 30 - at}\n"
    for at in range(1, 15)
)


@pytest.fixture(scope="module")
def lesson(journey: Journey) -> OpenLesson:
    return journey["15-your-project"]


def test_a_file_is_proposed_and_drawn_only_once_it_is_confirmed_by_keyboard(
    lesson: OpenLesson, tmp_path: Path
) -> None:
    numbers = lesson.step("My numbers: a file, a tally")
    (tmp_path / "form.csv").write_text(FORM, encoding="utf-8")
    numbers.select("Where are your numbers?", "A file: CSV or Excel")
    with lesson.page.expect_file_chooser() as chooser:
        numbers.press("Choose a file")
    chooser.value.set_files(str(tmp_path / "form.csv"))
    numbers.shows("13 dots, from 3 August 2026 to 16 August 2026. 1 gap stays a gap.")
    numbers.shows("It looks like a number for each row or person.")
    numbers.shows("This is not your chart yet.")
    numbers.form.get_by_role("img", name="A small picture of 13 dots").wait_for()
    assert numbers.form.locator("figcaption").count() == 0
    assert "my-numbers" not in lesson.kept().records
    lesson.looks_well(PHONE, DESKTOP)
    numbers.press(YES)
    numbers.form.locator("figcaption", has_text="visitors").wait_for()
    assert lesson.answer("my-numbers")["values"][:4] == [29, 28, 27, None]
    assert lesson.answer("my-numbers")["what"] == "Visitors"


def test_a_change_takes_the_chart_away_until_it_is_confirmed_again(lesson: OpenLesson) -> None:
    numbers = lesson.step("My numbers: a file, a tally")
    numbers.select("Which column holds the number?", "ID")
    numbers.shows('"ID" looks like a number for each row or person.')
    numbers.form.locator("figcaption").wait_for(state="detached")
    assert lesson.answer("my-numbers")["what"] == "Visitors"
    numbers.select("Which column holds the number?", "Visitors")
    numbers.press(YES)
    numbers.form.locator("figcaption").wait_for()
    lesson.looks_well(PHONE, DESKTOP)
