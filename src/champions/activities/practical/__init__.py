"""The practical: an untidy file of a learner's own is mended, drawn, read and judged by a named rule.

What its kinds share. Each folder ``practical_…`` beside this one has one kind: its words, its rule and its model.
It is one's turn (:mod:`champions.activities.your_turn`) with a file that comes first.
"""
