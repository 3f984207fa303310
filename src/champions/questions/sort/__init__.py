"""Sort things into groups."""
