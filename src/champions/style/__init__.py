"""How the course looks."""
