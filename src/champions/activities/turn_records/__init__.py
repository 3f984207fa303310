"""Your turn with twelve rows of records with slips in them."""

#: The kinds of question in this folder: the name that a lesson calls each by, and its class.
KINDS = {"turn-records": "RecordsTurn"}
