"""Red beads: a game in which chance alone makes good and bad workers."""

#: The kinds of question in this folder: the name that a lesson calls each by, and its class.
KINDS = {"beads": "RedBeads"}
