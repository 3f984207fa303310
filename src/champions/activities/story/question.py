"""The one-page story of a project: its words, the consent line, and the page itself.

The page is HTML that a screen reader reads in order and that prints on one side of A4. Its picture
carries its meaning in words beside it. A PDF for paper is made in :mod:`champions.activities.story.pdf`.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from champions.questions import Feedback, Words
from champions.sentences import of_a_page
from champions.sentences.in_html import finished
from champions.sentences.told import InWords, later, told
from champions.style import filled

if TYPE_CHECKING:
    from champions.charts.chart import Chart

#: The boxes of a story, in the order in which they are read.
BOXES = InWords(
    {
        "title": later("A title in plain words"),
        "who": later("Who did it? Name the group or the roles, not the people."),
        "aim": later("Aim: how good, for whom, by when?"),
        "measures": later("Measures: what did you count, and how often?"),
        "tried": later("What did you try? One line for each cycle."),
        "chart": later("What does the chart show? Say it to somebody who cannot see it."),
        "learned": later("What did you learn?"),
        "next": later("What happens next?"),
        "contact": later(
            "Whom can people ask, or tell to take it down? A group's phone or e-mail, not your own."
        ),
    }
)
HEADINGS = InWords(
    {
        "aim": later("Our aim"),
        "measures": later("What we counted"),
        "tried": later("What we tried"),
        "chart": later("What happened"),
        "learned": later("What we learned"),
        "next": later("What happens next"),
    }
)
CONSENT = InWords(
    {
        "": later("Choose"),
        "nobody": later("Nobody can be known from this page"),
        "agreed": later("Everybody who can be known from it said yes to each use"),
        "not-yet": later("Not everybody has been asked yet"),
    }
)
#: A use of its own, which nobody agrees to by agreeing to another: the report of the programme.
GROUP = InWords(
    {
        "": later("No, or not asked yet"),
        "yes": later("Yes, all who worked on it and all in it said so"),
    }
)
#: About as many words as fit on one side of A4 beside a chart, in letters that can be read.
MOST_WORDS = 260


@dataclass(frozen=True, kw_only=True)
class Story(Words):
    """A one-page story in a champion's own words, with its consent line. A person scores it.

    Attributes:
        numbers: the id of the question, in the same lesson, whose dots make the story's chart.
    """

    numbers: str = ""

    def mark(self, answer: object, history: Sequence[str] = ()) -> Feedback:
        said = super().mark(answer, history)
        texts = answer if isinstance(answer, Mapping) else {}
        if said.state not in {"started", "kept"}:
            return said
        nudge = nudge_for(texts)
        messages = (nudge, *said.messages) if nudge else said.messages
        return Feedback(said.state, 0, 0, said.heading, messages, said.outcome)

    def as_text(self, answer: object) -> str:
        texts = answer if isinstance(answer, Mapping) else {}
        return "\n\n".join(
            (
                super().as_text(answer),
                told("Consent: {line}", line=consent_line(texts)),
            )
        )


def word_count(texts: Mapping[str, Any]) -> int:
    """How many words stand in the boxes of a story."""
    return sum(len(str(texts.get(key) or "").split()) for key in BOXES)


def nudge_for(texts: Mapping[str, Any]) -> str:
    """One thing to look at before the page is made; empty when there is none.

    >>> nudge_for({"learned": "Ask 07700 900123", "consent": "nobody"})
    'A phone number of a person stands on your page. Use the number of a group.'
    """
    whole = " ".join(str(texts.get(key) or "") for key in BOXES)
    if re.search(r"(?<!\d)(?:\+44 ?7|07)\d{3} ?\d{3} ?\d{3}(?!\d)", whole):
        return told("A phone number of a person stands on your page. Use the number of a group.")
    if re.search(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)", whole):
        return told("A long number stands on your page. Is it somebody's NHS number? Take it out.")
    if re.search(r"\b(?:Mr|Mrs|Ms|Miss|Mx)\.? [A-Z]", whole):
        return told(
            "A person's name seems to stand on your page. Use a role, or ask that person first."
        )
    count = word_count(texts)
    if count > MOST_WORDS:
        return told(
            "Your page has {count} words. About {most} fit on one side. What can go?",
            count=count,
            most=MOST_WORDS,
        )
    if not texts.get("consent"):
        return told("Choose the line on consent. Until then the page says that it is a draft.")
    return ""


def consent_line(texts: Mapping[str, Any]) -> str:
    """The line at the foot of a story: who agreed to what, and how to change one's mind.

    >>> consent_line({"consent": "not-yet"})
    'Draft: please do not share. Not everybody in it has been asked yet.'
    """
    contact = str(texts.get("contact") or "").strip().rstrip(".")
    uses = str(texts.get("uses") or "").strip().rstrip(".")
    to_ask = told("To ask, or to change your mind: {contact}.", contact=contact)
    ask = f" {to_ask}" if contact else ""
    recall = told("We then stop using it. Copies already on paper cannot be called back.")
    if texts.get("consent") == "nobody":
        return told("Nobody can be known from this page.") + ask
    if texts.get("consent") == "agreed" and uses and contact:
        said = told("Everybody who can be known from this page said yes to: {uses}.", uses=uses)
        return f"{said}{ask} {recall}"
    if texts.get("consent") == "agreed":
        return (
            told("Draft: please do not share. This line does not yet say the uses.")
            if contact
            else told("Draft: please do not share. This line does not yet say whom to ask.")
        )
    return told("Draft: please do not share. Not everybody in it has been asked yet.")


def is_draft(texts: Mapping[str, Any]) -> bool:
    """Whether the page may not be shared yet."""
    if texts.get("consent") == "nobody":
        return False
    said = (str(texts.get(key) or "").strip().rstrip(".") for key in ("uses", "contact"))
    return not (texts.get("consent") == "agreed" and all(said))


def lines_of(text: object) -> list[str]:
    """The lines of a box, without signs or numbers that people put before them."""
    lines = [re.sub(r"^\s*(?:[-*•]|(?:cycle )?\d+[.):])\s*", "", x, flags=re.IGNORECASE)
             for x in str(text or "").splitlines()]  # fmt: skip
    return [line.strip() for line in lines if line.strip()]


# --- The page -----------------------------------------------------------------------------------

_STYLE = filled("""
.story { font: 1rem/1.45 var(--font); color: var(--ink); background: var(--paper); }
.story { max-width: var(--page); margin: 0 auto; padding: 0.75rem 1rem; }
.story h2 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 0.2rem; }
.story h3 { font-size: 1.05rem; margin: 0.8rem 0 0.15rem; color: var(--navy); }
.story p, .story ol { margin: 0 0 0.35rem; }
.story ol { padding-inline-start: 1.4rem; }
.story figure { margin: 0.4rem 0; }
.story img { max-width: 100%; height: auto; display: block; margin: 0 auto; }
.story th, .story td { border-bottom: 1px solid var(--grey); padding: 0.2rem 0.6rem; text-align: start; }
.story .story-small { font-size: 0.9rem; }
.story .story-consent { border-top: 2px solid var(--navy); margin-top: 0.8rem; padding-top: 0.4rem; font-size: 0.9rem; }
.story .story-draft { border: 3px solid var(--rust); padding: 0.3rem 0.6rem; font-weight: 600; }
.story .story-two { display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: 0 1.5rem; }
""")
_PRINT = filled("""
body { margin: 0; background: var(--paper); }
@page { size: A4 portrait; margin: 11mm 13mm; }
@media print {
  .story { font-size: 10.4pt; line-height: 1.3; max-width: none; padding: 0; }
  .story h2 { font-size: 16pt; }
  .story h3 { font-size: 11.5pt; margin-top: 5pt; }
  .story img { max-height: 84mm; }
  .story-long { font-size: 9.4pt; line-height: 1.25; }
  .story-long img { max-height: 68mm; }
  .story .story-two { grid-template-columns: 1fr 1fr; }
  .story .story-small, .story .story-consent { font-size: 9pt; }
  .story details { display: none; }
}
""")
_PAGE = """<!doctype html>
<html {language}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""


def story_html(
    texts: Mapping[str, Any], chart: Chart | None = None, picture: bytes | None = None
) -> str:
    """The whole page, to send, to print or to put on a website. ``picture`` is the chart's PNG, if made."""
    body = story_body(texts, chart, picture).replace("<h2>", "<h1>").replace("</h2>", "</h1>")
    body = body.replace("<h3>", "<h2>").replace("</h3>", "</h2>")
    # The page on its own begins with its title; within a lesson it stands below a heading.
    style = (
        (_STYLE + _PRINT).replace(".story h2 ", ".story h1 ").replace(".story h3 ", ".story h2 ")
    )
    return finished(
        _PAGE.format(language=of_a_page(), title=escape(title_of(texts)), style=style, body=body)
    )


def story_preview(
    texts: Mapping[str, Any], chart: Chart | None = None, picture: bytes | None = None
) -> str:
    """The page as it stands, to show within a lesson."""
    return f"<style>{_STYLE}</style>{story_body(texts, chart, picture)}"


def story_body(texts: Mapping[str, Any], chart: Chart | None, picture: bytes | None) -> str:
    """The article of the story, headings and all."""
    who = str(texts.get("who") or "").strip()
    draft = f'<p class="story-draft">{escape(consent_line(texts))}</p>' if is_draft(texts) else ""
    consent = "" if draft else f'<p class="story-consent">{escape(consent_line(texts))}</p>'
    # A page with many words prints in smaller letters, with a smaller chart.
    long = " story-long" if word_count(texts) > MOST_WORDS * 2 // 3 else ""
    top = _section(texts, "aim") + _section(texts, "measures")
    end = _section(texts, "learned") + _section(texts, "next")
    return (
        f'<article class="story{long}">{draft}<h2>{escape(title_of(texts))}</h2>'
        f"{f'<p>{escape(who)}</p>' if who else ''}"
        f'<div class="story-two"><div>{top}</div><div>{_section(texts, "tried")}</div></div>'
        f"<h3>{HEADINGS['chart']}</h3>{_figure(texts, chart, picture)}"
        f'<div class="story-two">{end}</div>{consent}</article>'
    )


def title_of(texts: Mapping[str, Any]) -> str:
    """The title of a story, or words that stand in for it."""
    return str(texts.get("title") or "").strip() or told("My improvement story")


def _section(texts: Mapping[str, Any], key: str) -> str:
    lines = lines_of(texts.get(key))
    if not lines:
        inside = "<p>" + told("(not written yet)") + "</p>"
    elif key == "tried" and len(lines) > 1:
        inside = "<ol>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ol>"
    else:
        inside = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return f"<section><h3>{HEADINGS[key]}</h3>{inside}</section>"


def _figure(texts: Mapping[str, Any], chart: Chart | None, picture: bytes | None) -> str:
    words = "".join(f"<p>{escape(line)}</p>" for line in lines_of(texts.get("chart")))
    if chart is None:
        return words or ("<p>" + told("(no chart yet)") + "</p>")
    drawn = base64.b64encode(picture or chart.to_png()).decode("ascii")
    from champions.charts.export import caption_html, table_html

    said = caption_html(chart.caption)

    numbers = table_html(chart.points[["time", "value", "note"]])
    return (
        f"{words}<figure>"
        f'<img alt="{escape(chart.alt, quote=True)}" src="data:image/png;base64,{drawn}">'
        f'<figcaption class="story-small">{said}</figcaption></figure><details><summary>'
        + told("Show the numbers as a table")
        + f"</summary>{numbers}</details>"
    )


def story_text(texts: Mapping[str, Any], chart: Chart | None = None) -> str:
    """The story as plain text: to read aloud, to put in a message, to have translated."""
    parts = [title_of(texts), str(texts.get("who") or "").strip()]
    for key, heading in HEADINGS.items():
        lines = lines_of(texts.get(key)) or [told("(not written yet)")]
        numbered = key == "tried" and len(lines) > 1
        parts.append(f"{heading}\n" + "\n".join(
            f"{at}. {line}" if numbered else line for at, line in enumerate(lines, 1)))  # fmt: skip
        if key == "chart" and chart is not None:
            parts.append(told("The chart in words: {alt}", alt=chart.alt))
    return "\n\n".join(part for part in [*parts, consent_line(texts)] if part) + "\n"
