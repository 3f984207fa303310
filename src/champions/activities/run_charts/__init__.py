"""Things to try about run charts and false alarms."""
