"""Your turn with an XmR chart."""

#: The kinds of question in this folder: the name that a lesson calls each by, and its class.
KINDS = {"turn-limits": "LimitsTurn"}
