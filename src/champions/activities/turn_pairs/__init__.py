"""Your turn with people who were asked twice."""

#: The kinds of question in this folder: the name that a lesson calls each by, and its class.
KINDS = {"turn-pairs": "PairsTurn"}
