"""The form of a practical: the file with a box for each row; then that of one's turn."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any, cast

import ipywidgets as w

from champions.activities.practical.question import NO_HINTS, Mended, Practical
from champions.activities.practical.untidy import GAP, OUT
from champions.activities.your_turn.drawing import chart_html
from champions.activities.your_turn.form import Turn, group, quiet
from champions.sentences.told import later, told

Changed = Callable[[object, bool], None]


def form(question: Practical, answer: Any, changed: Changed) -> list[w.Widget]:
    """The widgets of the form, from top to bottom."""
    return [_Practical(question, answer, changed).column]


class _Practical(Turn):
    """One file at a time, and the chart that it gives as it stands."""

    parts = ("hints", "mend", *Turn.parts)
    another = later("Show how it should be, and give me another file")
    number = later("File number {number}.")
    taker = w.Button()  # there while the file can be taken without hints

    def _first(self) -> list[w.Widget]:
        """The file: a box for each row, and a button that leaves the row out."""
        read = self._judged()
        read = cast("Mended", read)
        typed = self.given.get("mend")
        self.mend: dict[str, Any] = dict(typed) if isinstance(typed, dict) else {}
        words = self.words["file"]
        rows = [
            self._row(row, name, written, note)
            for row, (name, written, note) in enumerate(read.file["file"], 1)
        ]
        said = "".join(f"<p>{escape(line)}</p>" for line in words["about"])
        file = group(w.HTML(f'<p class="champions-part">{escape(words["ask"])}</p>{said}'), *rows)
        return [self._hints(), file]

    def _hints(self) -> w.Widget:
        """Before anything is changed, the file can be taken without hints; and it says so from then on."""
        if self.given.get("hints") == NO_HINTS:
            return w.HTML(f"<p>{escape(self.words['hints']['without'])}</p>")
        if not self.question.blank(self._answer()):
            return w.HTML("")

        def take() -> None:
            self._give("hints", NO_HINTS)
            self._open(self._answer())

        self.taker = quiet(self.words["hints"]["take"], take)
        return self.taker

    def _give(self, part: str, value: Any) -> None:
        self.taker.layout.display = "none"  # a file that was begun stays as it is
        super()._give(part, value)

    def _row(self, row: int, name: str, written: str, note: str) -> w.Widget:
        done = self.mend.get(str(row))
        box = w.Text(
            value=written if done in (None, OUT) else "" if done == GAP else str(done),
            description=f"{name} ({note})" if note else name,
            continuous_update=False,
        )
        out = w.ToggleButton(value=done == OUT, description=told("Leave out: {name}", name=name))
        out.add_class("champions-cell")

        def tell(_change: Any) -> None:
            text = box.value.strip()
            now = OUT if out.value else GAP if not text else "" if text == written else text
            self.mend.pop(str(row), None)
            if now:
                self.mend[str(row)] = now
            self._give("mend", dict(self.mend))

        box.observe(tell, "value")
        out.observe(tell, "value")
        line = w.HBox([box, out])
        line.add_class("champions-row")
        return line

    def _told(self) -> str:
        read = self._judged()
        read = cast("Mended", read)
        held, truth = read.as_it_should_be, read.file["truth"]
        said = "".join(f"<p>{escape(line)}</p>" for line in self.question.reading(read))
        drawn = chart_html(self.words, held, truth["numbers"], frozenset(truth["marked"]))
        return f"{drawn}{said}"
