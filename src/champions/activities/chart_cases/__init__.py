"""Cases, each with the chart that fits it."""

#: The kinds of question in this folder: the name that a lesson calls each by, and its class.
KINDS = {"choose-charts": "ChooseCharts"}
