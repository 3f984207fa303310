"""A handover sheet and a pack to share what was learned, each made from a few boxes of plain words."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from champions.activities.tally.sheet import personal
from champions.sentences import of_a_page
from champions.sentences.in_html import finished
from champions.sentences.told import InWords, later, told
from champions.style import filled

#: The boxes of the handover sheet, with the heading that each has on the page.
SHEET = InWords(
    {
        "what": later("What we do, in steps"),
        "why": later("Why we do it, and what the chart shows"),
        "owner": later("Who owns it, and who is second"),
        "cost": later("Time and money each month"),
        "keep": later("What must stay as it is"),
        "adapt": later("What the next people may change"),
        "watch": later("What we count, who looks at it, and when"),
        "slip": later("What to do when it slips"),
    }
)
#: What somebody new would ask where a box is empty.
_ASKS = InWords(
    {
        "what": later("What do I do on Monday?"),
        "why": later("Why should I go on with it?"),
        "owner": later("Who decides when something is not clear?"),
        "cost": later("How much time will it take me?"),
        "keep": later("Which part makes it work?"),
        "adapt": later("What may I change?"),
        "watch": later("How will I know if it still works?"),
        "slip": later("What do I do when it stops working?"),
    }
)
#: The boxes of the pack, and what it is made into.
PACK = ("title", "problem", "tried", "found", "unsure", "ask")
#: Longest post that most places take, in characters.
LONGEST_POST = 280

_STYLE = filled("""
body { font: 1.05rem/1.5 var(--font); max-width: var(--page); margin: 1rem auto; padding: 0 1rem; color: var(--ink); }
section { border: 1.5px solid var(--ink); padding: 0.4rem 0.8rem; margin: 0.5rem 0; break-inside: avoid; }
h2 { font-size: 1.1rem; margin: 0.2rem 0; }
p { margin: 0.25rem 0; }
@page { size: A4 portrait; margin: 12mm; }
""")


def _text(texts: Any, key: str) -> str:
    found = texts.get(key) if isinstance(texts, Mapping) else None
    return str(found or "").strip()


def newcomer_asks(texts: Any) -> list[str]:
    """What somebody new would still ask, reading the sheet as it stands.

    >>> newcomer_asks({key: "6 hours" for key in SHEET} | {"owner": "Rosa"})
    ['Who is second, when the owner is ill or leaves?']
    """
    asked = [said for key, said in _ASKS.items() if not _text(texts, key)]
    owner = _text(texts, "owner")
    if owner and len(owner.replace(",", " and ").replace("\n", " and ").split(" and ")) < 2:
        asked.append(told("Who is second, when the owner is ill or leaves?"))
    cost = _text(texts, "cost")
    if cost and not any(sign.isdigit() for sign in cost):
        asked.append(told("How many hours is that, in a number?"))
    return asked + personal(" ".join(_text(texts, key) for key in SHEET))


def sheet_html(texts: Any) -> str:
    """The sheet, box by box."""
    return "".join(
        f"<section><h2>{escape(heading)}</h2>{_paragraphs(_text(texts, key))}</section>"
        for key, heading in SHEET.items()
    )


def _paragraphs(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()] or [told("(still empty)")]
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


def pack(texts: Any) -> dict[str, str]:
    """The same learning as a poster, a post, a short article and notes for a talk.

    >>> sorted(pack({"title": "Fewer lost visits"}))
    ['Article', 'Post', 'Poster', 'Talk']
    """
    said = {key: _sentence(_text(texts, key)) for key in PACK}
    title = _text(texts, "title").rstrip(".") or told("(title)")
    post = " ".join(x for x in (f"{title}.", said["found"], said["unsure"], said["ask"]) if x)
    article = [said["problem"], said["tried"], said["found"], said["unsure"], said["ask"]]
    talk = {
        told("1 minute: what was wrong"): said["problem"],
        told("1 minute: what we tried"): said["tried"],
        told("2 minutes: the chart, in words"): said["found"],
        told("1 minute: what we do not know"): said["unsure"],
        told("1 minute: what you can do"): said["ask"],
    }
    empty = told("(still empty)")
    return {
        told("Poster"): "\n".join([title.upper(), *(x for x in (said["found"], said["ask"]) if x)]),
        told("Post"): post,
        told("Article"): "\n".join([title, *(x for x in article if x)]),
        told("Talk"): "\n".join(f"{part}: {words or empty}" for part, words in talk.items()),
    }


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return text if not text or text[-1] in ".!?" else f"{text}."


def pack_notes(texts: Any) -> list[str]:
    """What to mend in the pack: what is too long, claims too much, or names people."""
    notes = []
    long = len(pack(texts)[told("Post")]) - LONGEST_POST
    if long > 0:
        notes.append(told("The post is {long} characters too long for most places.", long=long))
    words = " ".join(_text(texts, key) for key in PACK)
    if any(claim in words.casefold() for claim in ("proves", "proof that", "proved", "proven")):
        notes.append(told('You wrote that it "proves" something. Say what you saw.'))
    if words and not _text(texts, "unsure"):
        notes.append(told("What do you not know? Readers trust a page that says so."))
    return notes + personal(words)


def pack_html(texts: Any) -> str:
    """The four pieces, one after the other."""
    return "".join(
        f"<section><h2>{form}</h2>{_paragraphs(text)}</section>"
        for form, text in pack(texts).items()
    )


def page_html(title: str, body: str) -> str:
    """A page of its own, ready to print."""
    return finished(
        f'<!doctype html>\n<html {of_a_page()}>\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(title)}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )
