"""A champion's own words, in boxes."""

#: The kinds of question in this folder: the name that a lesson calls each by, and its class.
KINDS = {"words": "Words"}
