"""Choose one of the answers shown."""
