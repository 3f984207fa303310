"""Who must be in the room: a map across services."""

#: The kinds of question in this folder: the name that a lesson calls each by, and its class.
KINDS = {"stakeholder-map": "StakeholderSort"}
