"""What all tests share: a busy computer is no reason to fail."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# It runs inside Pyodide, started by test_site_modules.py: nothing of it can be imported here.
collect_ignore = ["every_lesson.py"]

settings.register_profile("course", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("course")
