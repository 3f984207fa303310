"""A number: typed, or given by a champion's line of code."""

#: The kinds of question in this folder: the name that a lesson calls each by, and its class.
KINDS = {"number": "Number", "number-in-code": "Value", "share-in-code": "Share"}
