"""A champion's own words, in boxes."""
