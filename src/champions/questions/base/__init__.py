"""The ground that every kind of question stands on, and what a kind has when it brings none of its own."""
