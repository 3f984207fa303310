"""A lesson while a champion works on it."""
