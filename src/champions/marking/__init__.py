"""The trainer floor: building lessons and marking them. Nothing here runs in a lesson."""
