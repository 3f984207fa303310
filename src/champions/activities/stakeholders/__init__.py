"""Who must be in the room: a map across services."""
