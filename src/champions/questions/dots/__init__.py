"""Draw a run chart by hand."""
