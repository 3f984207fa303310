"""A driver diagram: what leads to the aim, and changes to try."""
