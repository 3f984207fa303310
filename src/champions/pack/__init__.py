"""A pack: what an organisation changes, in one folder outside the course; and the course with it.

A pack holds only what differs. Its folder ``whole-course`` holds the whole course as it is with the pack: the
pack's files first, then the course's. It is made by :mod:`champions.pack.join` whenever a command
runs, so every command reads one folder, and nothing of the course itself is ever written.
"""
