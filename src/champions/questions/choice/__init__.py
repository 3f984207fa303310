"""Choose one of the answers shown."""

#: The kinds of question in this folder: the name that a lesson calls each by, and its class.
KINDS = {"choice": "Choice"}
