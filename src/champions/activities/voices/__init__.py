"""Who lives here, and who came."""
