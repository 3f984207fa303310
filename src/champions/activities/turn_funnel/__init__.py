"""Your turn with a funnel of nine places."""

#: The kinds of question in this folder: the name that a lesson calls each by, and its class.
KINDS = {"turn-funnel": "FunnelTurn"}
