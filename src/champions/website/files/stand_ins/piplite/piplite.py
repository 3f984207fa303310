"""The kernel notes its settings here."""
