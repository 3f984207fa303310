"""The list of things to try in the first lesson."""
