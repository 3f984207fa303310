"""Draw a run chart by hand."""

#: The kinds of question in this folder: the name that a lesson calls each by, and its class.
KINDS = {"dots": "Dots"}
