"""Small numbers in a table, and the second cell that gives them away."""
