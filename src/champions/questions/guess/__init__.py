"""A guess before a chart is shown. It is kept and never marked."""

#: The kinds of question in this folder: the name that a lesson calls each by, and its class.
KINDS = {"guess": "Guess"}
