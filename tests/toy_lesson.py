"""A small lesson with every widget that the course uses: stands in for the real ones in tests."""

from __future__ import annotations

import nbformat

FORM = """
import ipywidgets as w
from IPython.display import HTML, display
fields = [
    # As in the course: sent once, when the box is left. Letter by letter, a press could overtake it.
    w.Text(description="Your code", placeholder="such as A17", continuous_update=False),
    w.ToggleButtons(options=["The mean of all the waits", "The longest of them all", "Not sure"],
                    description="Which line?"),
    w.ToggleButton(description="Show the table"),
    w.Dropdown(options=["Choose", "Shift", "Trend"], description="Which rule?"),
    w.Textarea(description="In your own words", placeholder="Two or three sentences"),
    w.BoundedIntText(value=3, min=0, max=50, description="How many?"),
    w.Checkbox(description="I have done this with my team"),
]
check = w.Button(description="Check my answer")
feedback = display(HTML("<p>Not tried yet</p>"), display_id="feedback")
check.on_click(lambda _: feedback.update(HTML(f"<p>You said: {fields[0].value}</p>")))
display(w.VBox([*fields, check]))
"""
CHART = """
HTML('<figure><img alt="A chart of waits" width="640" height="240" src="data:image/svg+xml;utf8,'
     "<svg xmlns='http://www.w3.org/2000/svg' width='640' height='240'/>"
     '"><figcaption>The wait fell after week 12.</figcaption></figure>')
"""
LONG = "\n\n".join(["Words that make the page long enough to scroll."] * 20)


def toy_lesson(version: str = "1", title: str = "A toy lesson", **about: object) -> bytes:
    """The lesson as the bytes of a notebook. ``about``: what its notes say beside, such as its language."""
    v4 = nbformat.v4
    locked = {"jupyter": {"source_hidden": True}, "editable": False, "deletable": False}
    cells = [
        v4.new_markdown_cell(f"# {title}\n\nPress **Start lesson** first.", id="title"),
        v4.new_code_cell(FORM, id="form", metadata=locked),
        v4.new_markdown_cell("## A step with code\n\nFinish the line.", id="words"),
        v4.new_code_cell("middle = 3\nmiddle", id="step"),
        v4.new_code_cell(CHART, id="chart", metadata=locked),
        v4.new_markdown_cell(LONG, id="long"),
    ]
    metadata = {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "champions": {"module": "06-run-charts", "version": version, **about},
    }
    notebook = v4.new_notebook(cells=cells, metadata=metadata)
    return bytes(nbformat.writes(notebook) + "\n", "utf-8")
