"""Five pictures of the same weeks, of which one is fair."""
