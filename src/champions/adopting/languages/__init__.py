"""The course in another language: its messages, their catalogues, and the course laid out in it.

A message is a whole sentence or paragraph of English with the key of the place where it stands. Texts
are read by the course's own parsers, and a lesson in another language is the same lesson with other
words: its keys, numbers and code stay, and so do the marks.
"""
