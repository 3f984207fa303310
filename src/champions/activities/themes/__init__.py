"""Sort comments into themes."""
