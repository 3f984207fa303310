"""Records of PDSA cycles."""
