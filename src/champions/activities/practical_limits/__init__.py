"""The practical of the full course: an untidy file, an XmR chart, and two of the Making Data Count rules."""

#: The kinds of question in this folder: the name that a lesson calls each by, and its class.
KINDS = {"practical-limits": "LimitsPractical"}
