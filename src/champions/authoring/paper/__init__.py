"""Lessons as pages to print."""
