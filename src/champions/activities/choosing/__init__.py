"""Choose a chart: what kind of numbers there are decides."""

#: The kinds of question in this folder: the name that a lesson calls each by, and its class.
KINDS = {"chart-chooser": "ChartChooser"}
