"""Whose was a mail before somebody sent it on? The lines that mail programs put above what is sent on.

"Forward" writes the first sender into the text of the new mail. Only a subject that says so is believed, and
only the first such line: below it stand the mails that came before.
"""

from __future__ import annotations

import html
import re

from champions.marking.intake.known import address

#: How a subject says that the mail was sent on, in the languages of mail programs.
_SENT_ON = re.compile(
    r"\s*(?:\[[^\]]{0,40}\]\s*)?(?:fwd?|fw|wg|tr|rv|enc|i|vs|vb|pd|doorst|vl|ilt|fs|tov|yml|πρθ|转发|轉寄|転送|전달)"
    r"\s*[:：]",
    re.IGNORECASE,
)
#: "From:" as it stands above a mail that was sent on.
_FROM = re.compile(
    r"^[>\s*_]*(?:from|von|de|da|van|od|från|fra|lähettäjä|feladó|expeditor|odesílatel|oddi wrth|kimden|από|"
    r"от|від|发件人|寄件者|差出人|보낸 ?사람)\s*[*_]*\s*[:：]\s*[*_]*\s*(?P<who>\S.*)$",
    re.IGNORECASE | re.MULTILINE,
)
_LONGEST = 100_000


def first_sender(subject: str, body: str, to: str = "") -> str:
    """Who sent a mail before it was sent on: name and address in one line. Empty where nothing says it.

    Args:
        subject: what the mail is about: only "Fwd:" and the like is believed.
        body: its text, or its page.
        to: to whom it was sent. Whoever gets it back is no sender: a learner sends the trainer's mail on.

    >>> first_sender("Fwd: x", "Hi\\n> From: Anna <anna@example.org>\\n> From: Ben <ben@example.org>")
    'Anna <anna@example.org>'
    >>> first_sender("Re: x", "From: Anna <anna@example.org>")
    ''
    """
    if not _SENT_ON.match(subject):
        return ""
    found = next((one for one in _FROM.finditer(_plain(body)) if address(one["who"])), None)
    if found is None or address(found["who"]) in to.casefold():
        return ""
    mail = address(found["who"])
    name = re.split(r"[<\[(]", found["who"].replace("mailto:", ""))[0].strip(" *\"'")
    return f"{name} <{mail}>" if name and "@" not in name else mail


def _plain(body: str) -> str:
    text = body[:_LONGEST]
    if re.search(r"<(?:html|body|div|p|br)\b", text, re.IGNORECASE):
        text = re.sub(r"<(?:br|/p|/div|/tr|/li)\b[^>]*>", "\n", text, flags=re.IGNORECASE)
        text = re.sub(r"</?[a-zA-Z!][^<>@]*>", "", text)
    return html.unescape(text).replace("\r", "").replace("\xa0", " ")
