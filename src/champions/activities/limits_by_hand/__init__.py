"""Process limits step by step, with pencil and paper's arithmetic."""

#: The kinds of question in this folder: the name that a lesson calls each by, and its class.
KINDS = {"limits-by-hand": "HandLimits"}
