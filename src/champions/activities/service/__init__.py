"""A service that answers to PDSA cycles."""

#: The kinds of question in this folder: the name that a lesson calls each by, and its class.
KINDS = {"service": "ServiceTrial"}
