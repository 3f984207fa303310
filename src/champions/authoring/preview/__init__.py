"""A lesson as it will look, in a browser, while its author writes it."""
