"""Your turn with two years in months, or weekdays and weekends."""

#: The kinds of question in this folder: the name that a lesson calls each by, and its class.
KINDS = {"turn-seasons": "SeasonsTurn"}
