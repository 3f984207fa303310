"""Icons of variation and assurance, and the charts that they belong to."""
