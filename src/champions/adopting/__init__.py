"""Make a pack, use it, and see what in it is unsafe, missing or older than the course."""
