"""From what learners send to lessons fit for marking: whose, which lesson, and mended."""
