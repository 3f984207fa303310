"""Results split by group, fairly and safely."""
