"""A project told on one page."""
