"""The trainer's desk: one local page for the whole of a trainer's week, over the marking of a cohort."""
