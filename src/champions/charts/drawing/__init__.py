"""Draw the result of a chart. What is right is decided before."""
