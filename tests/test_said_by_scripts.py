"""What the scripts of learners' pages show stands in a catalogue: the build lists what does not.

``words.mjs`` reads the scripts' syntax, and ``said.json`` has under "plain" each text that a person could
read and that no call says. Here each of those is named, with the reason why it stays as it is.
"""

from __future__ import annotations

import json
import re

import pytest
from browser import COURSE

from champions.authoring import toolbar
from champions.sentences.told import Words, speaking

LIBRARY = COURSE / "src" / "champions"
SAID = json.loads((LIBRARY / "website" / "live" / "said.json").read_text(encoding="utf-8"))
PLAIN = [(path, text) for path, text in SAID["plain"]]

#: Why a text is not said in other languages, and which it is: a file, and a pattern for the whole text.
NOTEBOOK = "install/jupyter/.*/remoteEntry.js"
STAYS = {
    "the name of a command, or what it does: its button is named anew when a lesson is read": [
        (NOTEBOOK, "All lessons|Get my file|Start lesson|Start the lesson, or bring it back .*"),
    ],
    "the name of a command that no button has: a link leads to it, with words of its own": [
        (NOTEBOOK, "Go to a step"),
    ],
    "Jupyter's own words, by which a form that is asleep is known": [
        (NOTEBOOK, "Error displaying widget"),
    ],
    "a state or a key that marks are worked out with; what is shown of it has words of its own": [
        ("activities/limits_by_hand/mark.ts", "not yet"),
        ("activities/pdsa/mark.ts", "as first written"),
        ("activities/practical/mark.ts", "not yet"),
        ("charts/run_cautions.ts", "in turn"),
        ("charts/run_chances.ts", "all chance|not known"),
        ("charts/run_telling.ts", r"one in (?:100|20)|… at first"),
        ("lesson/session.ts", r"not (?:scored|yet)"),
        ("questions/(?:base|words)/mark.ts", r"not (?:scored|tried|read|yet)"),
        ("sentences/told.ts", "words that people type"),
        ("website/live/page/own.ts", "dayFirst"),
        ("website/live/page/page.ts", "champions-feedback champions-…"),
        ("website/files/site.js", "a new version|champions: keep …"),
    ],
    "stands in an answer as it is, in every language": [
        ("lesson/session.ts|website/live/page/forms.ts", "I do not know"),
        ("questions/order/mark.ts", "None"),
        ("questions/base/python.ts", "NaN|-?Infinity|None|True|False"),
    ],
    "words that people type in English; a table of Python's is the same": [
        ("activities/aim/sentence.ts", "the community|all people"),
        ("activities/practical/mark.ts", r"no number|not known|nobody knows"),
        ("activities/tally/sheet.ts", r"post \?codes\?|date of birth.*|nhs .*|\(\?:phone.*"),
        ("charts/run_words.ts", "how many|rise in|fall in"),
        ("own_data/rounds.ts", r"[a-z ]+"),
        ("own_data/typed.ts", r"not (?:known|recorded)|no data"),
    ],
    "a pattern, an address or a style: no words": [
        (NOTEBOOK, r"\.jp-(?:NotebookPanel|CodeCell).*"),
        (".*", r"[^ ]*\\p\{.*|.*\(\?:.*|\(max-width: 600px\)|.*service-worker\.js.*"),
        ("website/live/page/store.ts|website/files/site.js", "JupyterLite Storage - …"),
        ("website/live/page/files.ts", r"… \n body \{(?:.|\n)*"),
    ],
    "names of made-up volunteers": [
        ("activities/beads/mark.ts", "Ayo|Bronwen|Chen|Dilip|Ewa|Femi"),
    ],
    "a fault for who is asked to help: it goes to the console, and the page has words of its own": [
        ("lesson/session.ts", r"The (?:lesson|question).*"),
        ("questions/base/mark.ts", 'The kind "…" (?:offers no help|knows no sign "…")\\.'),
        ("questions/base/python.ts", "no JSON at …"),
        ("questions/variants.ts", r"… is not here yet\."),
        ("activities/your_turn/shown.ts", 'The kind "…" is no turn\\.'),
        ("website/live/page/forms.ts", 'There is no form for the kind "…"\\.'),
        ("website/live/page/(?:code|variants).ts", r"… could not be fetched\.|No such variant: …"),
        ("website/live/page/packed.ts", r"A packed text [a-z ]+\."),
        ("website/live/page/runner.ts", r"The (?:worker|kernel) [a-z ]+\."),
    ],
}


def why(path: str, text: str) -> str:
    """Why a text stays as it is; empty where nothing says so."""
    for reason, rows in STAYS.items():
        for file, pattern in rows:
            if re.fullmatch(file, path) and re.fullmatch(pattern, text):
                return reason
    return ""


def test_every_text_of_a_script_is_said_in_the_language_or_is_named_here() -> None:
    assert [(path, text) for path, text in PLAIN if not why(path, text)] == []


def test_every_reason_is_needed() -> None:
    for reason, rows in STAYS.items():
        for file, pattern in rows:
            found = [
                one for one in PLAIN if re.fullmatch(file, one[0]) and re.fullmatch(pattern, one[1])
            ]
            assert found, f"{file}: nothing is left of this ({reason})"


def test_the_scripts_say_hundreds_of_messages() -> None:
    """Else nothing was read, and an empty list would mean nothing."""
    assert len(SAID["messages"]) > 600
    assert len(SAID["frame"]) > 20
    files = {path for path, _ in PLAIN}
    assert "website/files/site.js" in files
    assert any(one.startswith("website/live/page/") for one in files)


@pytest.mark.parametrize("path", ["website/files/worker.js"])
def test_a_worker_sends_keys_and_no_sentences(path: str) -> None:
    """Nobody sees it, and it cannot know the language: the page has the words."""
    text = re.sub(
        r"^\s*//.*$", "", (LIBRARY / path).read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    assert re.findall(r'"[A-Z][a-z]+ [^"]*\."', text) == []


def test_the_notebook_has_its_buttons_in_the_language_of_the_lesson() -> None:
    """The extension says what a lesson brings; what it says, and each label, is among those words."""
    jupyter = LIBRARY / "install" / "jupyter"
    settings = json.loads((jupyter / "labconfig/default_setting_overrides.json").read_text("utf-8"))
    shown = settings["@jupyterlab/notebook-extension:panel"]["toolbar"]
    labels = {one[part] for one in shown for part in ("label", "caption") if part in one}
    script = (jupyter / "labextensions/champions-lesson/static/remoteEntry.js").read_text("utf-8")
    joined = re.sub(r'"\s*\+\s*"', "", script)
    said = {*re.findall(r'\btold\(\s*"([^"]*)"', joined)}
    commands = {*re.findall(r'\b(?:label|caption): "([^"]*)"', joined)}
    assert len(said) > 5
    unseen = {"Go to a step"}  # pressed by a link that has words of its own
    assert (said | labels | commands) - unseen == {*toolbar.WORDS}
    with speaking(Words("cy", messages={"Save": "Cadw"})):
        assert toolbar.words_of_the_toolbar() == {"Save": "Cadw"}
