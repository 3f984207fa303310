"""Stands in for the installer of Pyodide, which no lesson uses."""
