"""Red beads: a game in which chance alone makes good and bad workers."""
