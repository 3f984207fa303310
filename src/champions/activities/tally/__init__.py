"""A tally sheet to print."""
