"""The champion's project folder: one page a lesson, which the last lesson makes into a story."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any

from champions.questions import Question
from champions.questions.page import question_html
from champions.sentences import of_a_page
from champions.sentences.in_html import finished
from champions.sentences.told import later, told
from champions.style import filled

FOLDER = "my-project"
#: What stands at the top of each page in it.
MADE_BY = later("From lesson {module}. Made by you, kept on this device.")

_PAGE = filled("""<!doctype html>
<html {language}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{
  font: 1.1rem/1.5 var(--font); max-width: var(--column); margin: 2rem auto; padding: 0 1rem;
  color: var(--ink);
}}
.champions-ask {{ font-weight: 600; margin-top: 2rem; }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{made}</p>
{answers}
</main>
</body>
</html>
""")


def add_page(
    lesson_folder: Path, module: str, title: str, answers: Iterable[tuple[Question, Any]]
) -> Path:
    """Write (or write again) this lesson's page in the project folder beside the lesson folders.

    Args:
        lesson_folder: the folder of the lesson; the project folder stands next to it.
        module: the lesson's folder name, which is also the name of the page.
        title: what stands at the top of the page.
        answers: questions with what was answered, in order.

    Returns:
        The page's path.

    Raises:
        OSError: when the folder cannot be written.
    """
    folder = lesson_folder.resolve().parent / FOLDER
    folder.mkdir(exist_ok=True)
    body = "\n".join(question_html(question, answer) for question, answer in answers)
    made = told(MADE_BY, module=escape(module))
    page = finished(
        _PAGE.format(language=of_a_page(), title=escape(title), made=made, answers=body)
    )
    path = folder / f"{module}.html"
    path.write_text(page, encoding="utf-8")
    return path


def add_file(lesson_folder: Path, name: str, data: bytes) -> Path:
    """Put a file, such as a picture, in the project folder beside the lesson folders.

    Returns:
        The file's path. One of the same name from before is written again.

    Raises:
        OSError: when the folder cannot be written.
    """
    folder = lesson_folder.resolve().parent / FOLDER
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(data)
    return path
