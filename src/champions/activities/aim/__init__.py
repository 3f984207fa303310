"""The aim of a project as one sentence: how good, by when, for whom."""
