"""All that reaches into nbgrader's own code, which is written for nbgrader 0.9.6."""

#: The version whose insides the modules of this room know. tests/test_nbgrader_room.py fails with another.
WRITTEN_FOR = "0.9.6"
