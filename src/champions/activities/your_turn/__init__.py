"""Your turn: a chart or a table of a learner's own, judged by doing before its reading is shown.

What all such questions share. Each folder ``turn_…`` beside this one has one kind: its words and its model.
"""
