"""One set of weeks, and the places where its lines may come from."""
