"""A number: typed, or given by a champion's line of code."""
