"""An author sees a lesson as it is saved, with what is to mend, and nothing else is touched."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import author_slips
import pytest
from author_slips import FACTS, HERE, LESSON, MODULE, SLIPS
from browser import DESKTOP, PHONE, axe, chromium, need_chromium, new_page

from champions import cli
from champions.authoring.preview.command import chosen, signature
from champions.authoring.preview.draft import Draft
from champions.authoring.preview.serving import Board, server
from champions.trouble import Trouble

COVERS = (
    "src/champions/authoring/**/*",
    "src/champions/questions/**/*.py",
    "src/champions/style/*",
    "tests/author_slips.py",
    "tests/browser.py",
)
COURSE = Path(__file__).resolve().parents[2]
#: Seconds that a page may take, on a machine with other work to do.
PATIENCE = 60


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course folder with one lesson, and somebody's answers in it."""
    monkeypatch.setenv("CHAMPIONS_HOME", str(tmp_path))
    author_slips.make_course(tmp_path)
    work = tmp_path / "my-work" / MODULE
    work.mkdir(parents=True)
    (work / "lesson.ipynb").write_text("{}", encoding="utf-8")
    return tmp_path


def everything(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def change(root: Path, name: str, old: str, new: str) -> None:
    path = root / HERE / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@dataclass
class Running:
    """A preview that runs: its address, and what the terminal said so far."""

    address: str
    said: list[str]
    process: subprocess.Popen[str]


@contextlib.contextmanager
def previewing(root: Path) -> Iterator[Running]:
    command = [sys.executable, "-m", "champions.cli", "preview", "01", "--no-browser"]
    around = os.environ | {"PYTHONPATH": str(COURSE / "src"), "CHAMPIONS_HOME": str(root)}
    with subprocess.Popen(
        command, env=around, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        said: list[str] = []
        try:
            for line in process.stdout or ():
                said.append(line)
                if "http://localhost" in line:
                    break
            else:
                pytest.fail("".join(said))
            rest = threading.Thread(target=lambda: said.extend(process.stdout or ()), daemon=True)
            rest.start()
            address = next(word for word in said[-1].split() if word.startswith("http"))
            yield Running(address, said, process)
            rest.join(5)
        finally:
            process.kill()


@pytest.mark.slow
@pytest.mark.usefixtures("ctrl_c")
def test_what_is_saved_is_seen_and_slips_are_told_on_the_page_and_in_the_terminal(
    course: Path,
) -> None:
    need_chromium()
    before = everything(course)
    with previewing(course) as preview, chromium() as browser:
        page = new_page(browser, DESKTOP)
        page.goto(preview.address)
        page.get_by_text("Nothing to mend.").wait_for()
        assert page.locator("section.question").count() == author_slips.TEXT.count("```{question}")
        told = page.locator("#question-line .told")
        assert "Second not first: chosen: b. Not that one. It is higher." in told.inner_text()
        assert "Right: The first" in told.inner_text()
        assert "Right: 5" in page.locator("#question-how-many .told").inner_text()

        # A change is seen, and what is read stays where it is.
        page.locator("#question-draw").scroll_into_view_if_needed()
        at = page.evaluate("scrollY")
        change(course, LESSON, "ask: Place the dots.", "ask: Place every dot.")
        page.get_by_text("Place every dot.").wait_for(timeout=PATIENCE * 1000)
        assert page.evaluate("scrollY") == at > 0

        # Other data, another right answer.
        change(
            course, FACTS, 'last = float(load("befriending-waits")["days"].iloc[-1])', "last = 7"
        )
        right = page.locator("#question-how-many .told")
        right.get_by_text("Right: 7").wait_for(timeout=PATIENCE * 1000)
        slip = "is not true of these data: last is 7"
        page.locator("main > .mend").get_by_text(slip).wait_for()
        change(course, FACTS, "last = 7", "last = 5")

        # A slip is told in words in both places, and mended.
        change(course, LESSON, "right: a\n", "right: e\n")
        mend = page.locator("main > .mend")
        said = 'after "right:" there should be one of: a, b, c, d.'
        mend.get_by_text(said).wait_for(timeout=PATIENCE * 1000)
        line = author_slips.TEXT.split("\n").index("right: a") + 1
        assert f"lesson.md, line {line}: line: {said}" in mend.inner_text()
        assert said in page.locator("#question-line .mend").inner_text()
        assert page.locator("#told").inner_text().startswith("1 thing to mend.")
        for size in (PHONE, DESKTOP):
            page.set_viewport_size({"width": size[0], "height": size[1]})
            assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
            assert axe(page) == {}
        change(course, LESSON, "right: e\n", "right: a\n")
        page.get_by_text("Nothing to mend.").wait_for(timeout=PATIENCE * 1000)
        assert page.locator(".mend").count() == 0

        preview.process.send_signal(signal.SIGINT)
        assert preview.process.wait(PATIENCE) == 0
        page.get_by_text("The preview has ended.").wait_for()
    terminal = "".join(preview.said)
    assert f"{HERE}/{LESSON}:{line}: line: {said}" in terminal
    assert "Your lesson is as you saved it." in terminal
    assert "Traceback" not in terminal
    changed = {f"{HERE}/{LESSON}", f"{HERE}/{FACTS}"}
    after = everything(course)
    assert {name: text for name, text in after.items() if name not in changed} == {
        name: text for name, text in before.items() if name not in changed
    }


def test_a_page_is_shown_however_much_is_to_mend(course: Path) -> None:
    draft = Draft(course, MODULE)
    whole = draft.show()
    assert whole.mistakes == ()
    for slip in SLIPS[::27]:
        before = everything(course)
        author_slips.make(slip, course)
        shown = draft.show()
        assert slip.said in {one.text for one in shown.mistakes}
        assert "<h1" in shown.html, slip.what
        for name in [f"{HERE}/marking.py", *before]:
            if name in before:
                (course / name).write_bytes(before[name])
            else:
                (course / name).unlink(missing_ok=True)
    assert draft.show() == whole


def test_what_cannot_be_read_leaves_what_was_read_last(course: Path) -> None:
    draft = Draft(course, MODULE)
    whole = draft.show().html
    change(course, LESSON, "minutes: 10", "minutes: [10")
    shown = draft.show()
    assert shown.html == whole
    assert [one.line for one in shown.mistakes] == [3]


def test_a_step_that_does_not_run_is_told_with_its_line(course: Path) -> None:
    change(
        course, LESSON, "That is all.", "See.\n\n```{code-cell} python\n1 / 0\n```\n\nThat is all."
    )
    (mistake,) = Draft(course, MODULE).show().mistakes
    text = (course / HERE / LESSON).read_text(encoding="utf-8")
    assert mistake.line == text[: text.index("1 / 0")].count("\n") + 1
    assert "ZeroDivisionError" in mistake.text


def test_the_solution_of_a_line_of_code_is_not_shown_as_the_learners(course: Path) -> None:
    cell = "```{code-cell} python\n:exercise: answer n\nn = ...\n### BEGIN SOLUTION\nn = 5\n### END SOLUTION\n```"
    change(course, LESSON, "That is all.", f"Type it.\n\n{cell}\n\nThat is all.")
    html = Draft(course, MODULE).show().html
    assert "<pre>n = ...</pre>" in html
    assert "n = 5" not in html


def test_a_lesson_is_found_by_its_number_and_others_are_named(course: Path) -> None:
    assert chosen(course, "01") == chosen(course, MODULE) == MODULE
    with pytest.raises(Trouble, match=MODULE):
        chosen(course, "1")


def test_a_place_file_that_cannot_be_read_is_told(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (course / "place.yml").write_text("place: [", encoding="utf-8")
    with pytest.raises(Trouble, match=r"place\.yml"):
        Draft(course, MODULE).show()
    assert cli.main(["preview", "99"]) == 1
    assert MODULE in capsys.readouterr().err


def test_only_this_computer_under_its_own_name_is_answered() -> None:
    board = Board()
    board.put("<p>A draft</p>")
    with server(board, 0) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{serving.server_port}/"
        with urllib.request.urlopen(address) as answer:
            assert b"A draft" in answer.read()
        asked = urllib.request.Request(address, headers={"Host": "elsewhere.example"})
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(asked)
        with pytest.raises(Trouble, match="cannot be used"):
            server(board, serving.server_port)
        serving.shutdown()


def test_a_file_that_comes_goes_or_changes_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "facts.py"
    states = [signature([path])]
    path.write_text("a = 1", encoding="utf-8")
    states.append(signature([path]))
    path.write_text("a = 12", encoding="utf-8")
    states.append(signature([path]))
    assert len(set(states)) == 3
