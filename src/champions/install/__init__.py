"""Set the course up on a computer, and open it."""
