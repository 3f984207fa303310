"""The file as a table: what was written in each row, and what stands there now."""

from __future__ import annotations

from html import escape

from champions.activities.practical.question import Mended, Practical, said_of


def file_html(question: Practical, read: Mended, column: str = "") -> str:
    """The file with what was changed in it said beside each row.

    Args:
        question: the practical. read: the answer to it.
        column: the head of an empty column more, for a person with a pencil.
    """
    heads = [*question.words["file"]["heads"], *([column] if column else [])]
    head = "".join(f'<th scope="col">{escape(str(one))}</th>' for one in heads)
    body = ""
    for row, (name, written, note) in enumerate(read.file["file"], 1):
        done = read.mend.get(row)
        now = f" <strong>{escape(said_of('now', done))}</strong>" if done else ""
        more = "<td></td>" if column else ""
        body += (
            f'<tr><th scope="row">{escape(name)}</th><td>{escape(written)}{now}</td>'
            f"<td>{escape(note)}</td>{more}</tr>"
        )
    return (
        '<div class="champions-lab champions-table" style="overflow-x: auto" tabindex="0" '
        'role="region" aria-label="The file as a table"><table class="champions-counts">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
