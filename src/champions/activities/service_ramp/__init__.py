"""A made-up service in which a test of change has a size: from one person to everybody."""

#: The kinds of question in this folder: the name that a lesson calls each by, and its class.
KINDS = {"service-ramp": "RampTrial"}
