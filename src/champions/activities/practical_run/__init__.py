"""The practical of the Starter route: an untidy file, a run chart, and the Anhøj rules."""

#: The kinds of question in this folder: the name that a lesson calls each by, and its class.
KINDS = {"practical-run": "RunPractical"}
