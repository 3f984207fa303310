"""A driver diagram: what leads to the aim, and changes to try."""

#: The kinds of question in this folder: the name that a lesson calls each by, and its class.
KINDS = {"driver-diagram": "DriverDiagram"}
