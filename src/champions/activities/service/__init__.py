"""A service that answers to PDSA cycles."""
