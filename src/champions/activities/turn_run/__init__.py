"""Your turn with a run chart: place the middle line, count, mark the signal, and decide."""

#: The kinds of question in this folder: the name that a lesson calls each by, and its class.
KINDS = {"turn-run": "RunChartTurn"}
