"""A guess before a chart is shown. It is kept and never marked."""
