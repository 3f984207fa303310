"""Two people sort the same records, and compare."""

#: The kinds of question in this folder: the name that a lesson calls each by, and its class.
KINDS = {"code-freely": "CodeFreely", "code-by-rule": "CodeByRule"}
