"""Choose a chart: what kind of numbers there are decides."""
