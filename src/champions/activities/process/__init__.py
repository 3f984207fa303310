"""Process maps: steps, how long each takes, and what may hold it up."""

#: The kinds of question in this folder: the name that a lesson calls each by, and its class.
KINDS = {"fishbone": "Fishbone"}
