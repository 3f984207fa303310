"""Two people sort the same records, and compare."""
