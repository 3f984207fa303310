"""Small numbers in a table, and the second cell that gives them away."""

#: The kinds of question in this folder: the name that a lesson calls each by, and its class.
KINDS = {"small-cells": "HideCells"}
