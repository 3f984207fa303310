"""The course as a website that needs no server."""
