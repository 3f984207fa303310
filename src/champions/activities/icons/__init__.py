"""Icons of variation and assurance, and the charts that they belong to."""

#: The kinds of question in this folder: the name that a lesson calls each by, and its class.
KINDS = {"read-icons": "ReadIcons"}
