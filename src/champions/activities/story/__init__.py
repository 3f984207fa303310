"""A project told on one page."""

#: The kinds of question in this folder: the name that a lesson calls each by, and its class.
KINDS = {"story": "Story"}
