"""The marble drop: adjusting after each result makes things worse."""

#: The kinds of question in this folder: the name that a lesson calls each by, and its class.
KINDS = {"marbles": "MarbleDrop"}
