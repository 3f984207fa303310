"""The chart chooser: up to three questions about your numbers, then a chart to begin with."""

from __future__ import annotations

from html import escape

from champions import choosing, lesson

_WORDS = "A form that asks what your dots are, and says which chart to begin with."


def chart_chooser() -> None:
    """Show the chart chooser. It records no answer; the page of the project does."""
    import ipywidgets as w

    from champions import widgets

    if lesson.being_marked():  # nobody is there to choose
        lesson.show({"text/html": f"<p>{_WORDS}</p>", "text/plain": _WORDS})
        return

    def asked(words: str, options: dict[str, str]) -> w.Dropdown:
        listed = [("Choose an answer", ""), *((said, key) for key, said in options.items())]
        return w.Dropdown(options=listed, value="", description=words)

    dot = asked("What is each dot?", choosing.DOTS)
    length = asked("How many dots do you have?", choosing.LENGTHS)
    base = asked("Out of how many is each share?", choosing.BASES)
    chance = asked("How much chance is there for it to happen?", choosing.CHANCES)
    said = w.HTML()

    def turned(_change: object = None) -> None:
        wanted = [dot]
        if dot.value in {"measure", "share", "count"}:
            wanted.append(length)
            if length.value in {"some", "many"}:
                wanted += {"share": [base], "count": [chance]}.get(dot.value, [])
        for box in (length, base, chance):
            box.layout.display = None if box in wanted else "none"
        if all(box.value for box in wanted):
            found = choosing.advise(dot.value, length.value, base.value, chance.value)
            said.value = choosing.advice_html(found)
        else:
            said.value = "<p>Answer the question above. The next one comes when it is needed.</p>"

    for box in (dot, length, base, chance):
        box.observe(turned, "value")
    turned()
    form = w.VBox([dot, length, base, chance, said])
    form.add_class("champions-form")
    lesson.show(widgets.view(form, _WORDS, f"<p>{escape(_WORDS)}</p>"))
