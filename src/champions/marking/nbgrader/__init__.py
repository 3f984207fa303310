"""All that reaches into nbgrader's own code. It is written for nbgrader 0.9.6."""
