"""Choose all that apply."""
