"""A handover sheet, and a pack to share what was learned."""
