"""Process maps: steps, how long each takes, and what may hold it up."""
