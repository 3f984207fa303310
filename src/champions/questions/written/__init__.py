"""A text of one's own, written to a checklist."""

#: The kinds of question in this folder: the name that a lesson calls each by, and its class.
KINDS = {"written": "Written"}
