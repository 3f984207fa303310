"""Notebooks as learners send them: read, and made fit for marking."""
