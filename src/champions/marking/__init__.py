"""Mark what learners send: whose it is, run shut away, marked in a clean process, kept in nbgrader's book."""
