"""What is still English on the pages of a language: run it on pages, notebooks or folders of them.

    PYTHONPATH=src python tests/english_left.py paper/ work/made/cy/modules

Each English text is said once, with how often it stands there. It ends with 1 where there is any.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from champions.sentences.told import FIRST, LAST

#: What a page marks as English: between tags, and between the two signs. Tags within are no words.
_MARKED = re.compile(r'<span lang="en-GB"[^>]*>(.*?)</span>', re.DOTALL)
_SIGNED = re.compile(f"{FIRST}(.*?){LAST}", re.DOTALL)
_NAMED = re.compile(r"\[English\] ([^\n<]*)")


def english_in(text: str) -> list[str]:
    """The English that a page or a text among other words marks as English.

    >>> english_in('<p>Te <span lang="en-GB" dir="ltr">Milk</span></p>')
    ['Milk']
    """
    found = [*_MARKED.findall(text), *_SIGNED.findall(text), *_NAMED.findall(text)]
    return [" ".join(re.sub(r"<[^>]*>", " ", one).split()) for one in found]


def texts_of(path: Path) -> Iterator[str]:
    """Each text of a page, or of a notebook: what its cells say, and what they show."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        yield text
        return
    for cell in json.loads(text)["cells"]:
        yield "".join(cell["source"])
        for output in cell.get("outputs", ()):
            for kind in ("text/html", "text/plain", "text/markdown"):
                yield "".join(output.get("data", {}).get(kind, ""))
            yield "".join(output.get("text", ""))


def left_in(places: Sequence[Path]) -> Counter[str]:
    """What is English on all pages and notebooks in these places."""
    files = [
        path
        for place in places
        for path in ([place] if place.is_file() else sorted(place.rglob("*")))
        if path.suffix in {".html", ".ipynb"}
    ]
    return Counter(one for path in files for text in texts_of(path) for one in english_in(text))


def main(words: Sequence[str]) -> int:
    """Say what is left."""
    found = left_in([Path(word) for word in words])
    for text, times in found.most_common():
        print(f"{times:4}  {text}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
