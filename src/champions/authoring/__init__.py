"""From the text of a lesson to the lesson that champions open, and to pages on paper."""
